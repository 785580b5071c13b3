"""Finding the entries of a document, whatever construct holds them, and telling them from what only looks like one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from awesomelint.document.blocks import Block, BlockKind, Inline, Link, LinkSyntax, Mark, Run, RunKind
from awesomelint.document.fields import Reading, is_titled, read_entries
from awesomelint.document.html_entries import html_rows
from awesomelint.document.labels import label_kind, link_kind
from awesomelint.document.link_form import brackets_of
from awesomelint.document.model import Container, Document, Entry, Section
from awesomelint.document.pieces import EntryLine, Role
from awesomelint.document.tables import column_roles, names_papers
from awesomelint.span import Span

MANY_PARAGRAPHS = 5
"""Paragraphs that are entries beyond doubt, from which on a paragraph alone in its section is believed too."""

_LISTS = (BlockKind.BULLET_LIST, BlockKind.ORDERED_LIST)
_ASIDE = re.compile(
    r"^\W*(?:\d+[.)]?\s*)?(?:(?:latest |recent |breaking )?(?:news|updates?)(?: .{0,20})?|what['’]?s new|change ?log|recent changes"
    r"|contribut\w*(?: .{0,30})?|how to contribute.{0,20}|licen[cs]e|(?:bib)?citations?|citing(?: .{0,30})?|cite(?: .{0,20})?|bibtex"
    r"|acknowledge?ments?|thanks(?: to)?|credits?|star(?:gazers)?(?: history| .{0,20}over time)?|contact(?: us| me)?|maintainers?"
    r"|contributors?|to-?do(?: list)?|sponsors?|disclaimer|feedback|(?:our )?team(?: members)?|更新(?:日志)?|贡献.{0,6}|引用|致谢|联系.{0,6})\W*$",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"^\W*(?:\d+[.)]?\s*)?(?:(?:table of )?contents?(?: list)?|toc|index|目录|outline|navigation|menu)\W*$",
    re.IGNORECASE,
)
_YEAR_OR_VENUE = re.compile(r"(?<!\d)(?:19[6-9]|20[0-3])\d(?!\d)|\bet al\b|[A-Z]{3,}['’]\d\d|\barxiv\b", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:please|see|check(?: out)?|contributed by|maintained by|created by|explore|refer to|visit|for (?:more|the|a)|click"
    r"|this (?:list|repo|page|section)|we |you can|if you|feel free|note:|back to|return to|thanks to|inspired by|star |add )\b",
    re.IGNORECASE,
)
_NAKED = (LinkSyntax.BARE, LinkSyntax.AUTOLINK)
_LABELLED = re.compile(r"^\s*[\w\u4e00-\u9fff /()&+.-]{1,40}\s*[:：]")


def find_entries(document: Document) -> None:
    """Set `document.entries`, each section's `entries`, and all fields of the entries."""
    for link in document.links:
        link.brackets = brackets_of(document.source, link)
        link.kind = link_kind(link.label, link.url, _is_image_only(link, document))
    finder = _Finder(document)
    finder.children(document.root)
    batches = finder.accepted()
    read_entries(batches)
    document.entries = [reading.entry for batch in batches for reading in batch if is_titled(reading)]
    document.entries.sort(key=lambda entry: (entry.first, entry.span))
    for entry in document.entries:
        entry.section.entries.append(entry)


def _is_image_only(link: Link, document: Document) -> bool:
    span = link.label_span
    return span is not None and document.source.text.startswith(("![", "<img"), span.start)


class _Finder:
    """Walks the tree and collects candidates in batches that are read together."""

    def __init__(self, document: Document):
        self.document = document
        self.source = document.source
        self.slugs = {_slug(section.title) for section in document.sections if section.title}
        self.batches: dict[tuple[int, Container, int], list[Reading]] = {}
        self.heading_level = _entry_heading_levels(document)
        self.quotes = sum(1 for block in document.blocks if block.kind is BlockKind.QUOTE and _starts_linked(block))
        self.covered = 0

    # -- walking

    def children(self, parent: Block) -> None:
        blocks = parent.children
        index = 0
        while index < len(blocks):
            block = blocks[index]
            index += 1
            if block.first <= self.covered and parent.kind is BlockKind.DOCUMENT:
                continue
            kind = block.kind
            if kind in _LISTS:
                self.list(block)
            elif kind is BlockKind.TABLE:
                self.table(block)
            elif kind is BlockKind.PARAGRAPH:
                self.paragraph(block, blocks[index : index + 6])
            elif kind is BlockKind.QUOTE:
                self.quote(block)
            elif kind is BlockKind.HTML:
                self.html(block)
            elif kind is BlockKind.HEADING and block.level in self.heading_level:
                self.heading(block, blocks[index:])

    def section(self, line: int) -> Section:
        return self.document.section_at(line)

    def add(
        self,
        block: Block,
        container: Container,
        lines: list[EntryLine],
        first: int,
        last: int,
        group: int = 0,
        section: Section | None = None,
        columns: tuple[Role | None, ...] = (),
    ) -> Reading | None:
        where = section or self.section(first)
        if _is_aside(where):
            return None
        start = self.source.line_span(first).start
        span = Span(start, self.source.line_span(last).end)
        links = tuple(link for line in lines for link in line.inline.links)
        inlines = tuple(line.inline for line in lines)
        entry = Entry(where, block, container, span, first, last, inlines, block.marker, block.ordinal)
        entry.links = links
        reading = Reading(entry, lines, columns)
        self.batches.setdefault((id(where), container, group), []).append(reading)
        return reading

    def accepted(self) -> list[list[Reading]]:
        """Return the batches without paragraphs that are prose; one paragraph alone counts where the list has many like it."""
        accepted = []
        paragraphs = 0
        lonely = []
        for (_, container, _), batch in self.batches.items():
            if container is not Container.PARAGRAPH:
                accepted.append(batch)
                continue
            kept = [reading for reading in batch if _is_entry_paragraph(reading)]
            if len(kept) >= 2 or any(_has_details(reading) for reading in kept):
                accepted.append(kept)
                paragraphs += len(kept)
            elif kept:
                lonely.append(kept)
        if paragraphs >= MANY_PARAGRAPHS:
            accepted += lonely
        return accepted

    # -- lists

    def list(self, block: Block, depth: int = 0) -> None:
        items = [child for child in block.children if child.kind is BlockKind.ITEM]
        if not self.holds_entries(items):
            for item in items:
                for child in item.children:
                    if child.kind in _LISTS:
                        self.list(child, depth + 1)
            return
        for item in items:
            self.item(item, depth)

    def item(self, item: Block, depth: int) -> None:
        sublists = [child for child in item.children if child.kind in _LISTS]
        head = next(
            (child.inline for child in item.children if child.inline is not None and child.kind is BlockKind.PARAGRAPH),
            None,
        )
        has_heading = any(child.kind is BlockKind.HEADING for child in item.children)
        if (
            head is None
            or has_heading
            or _is_remark(head)
            or self.is_navigation(head)
            or not head.plain().strip()
            and not head.links
        ):
            for child in item.children:
                if child.kind in _LISTS:
                    self.list(child, depth + 1)
                elif child.kind is BlockKind.TABLE:
                    self.table(child)
            return
        details = [sublist for sublist in sublists if not self.is_own_list(item, head, sublist)]
        own = [sublist for sublist in sublists if sublist not in details]
        if own and not _is_titled(head):
            for sublist in sublists:
                self.list(sublist, depth + 1)
            return
        lines = []
        last = item.first
        for child in item.children:
            if child.kind in _LISTS:
                if child in details:
                    lines += [EntryLine(inline, 0, 1) for inline in _inlines(child)]
                    last = child.last
                continue
            if own and child.first > own[0].first:
                continue
            lines += [EntryLine(inline) for inline in _inlines(child)]
            last = child.last
        container = Container.BULLET if item.ordinal is None else Container.ORDERED
        self.add(item, container, lines, item.first, max(last, item.first))
        for sublist in own:
            self.list(sublist, depth + 1)

    def is_own_list(self, item: Block, head: Inline, sublist: Block) -> bool:
        """Tell whether a nested list holds entries of its own rather than details of the item above it."""
        items = [child for child in sublist.children if child.kind is BlockKind.ITEM]
        heads = [inline for child in items if (inline := _head(child)) is not None]
        if not heads:
            return False
        titled = sum(_is_titled(inline) for inline in heads)
        if _is_titled(head) or head.links:
            return titled >= 0.6 * len(heads) and titled >= 1 and all(not _is_label_line(inline) for inline in heads)
        return (
            titled >= 0.5 * len(heads) or any(inline.links for inline in heads) and not all(map(_is_label_line, heads))
        )

    def holds_entries(self, items: Sequence[Block]) -> bool:
        """Tell whether the items of a list are entries or groups of entries, not a table of contents or plain talk."""
        heads = [head for item in items if (head := _head(item)) is not None]
        if not heads or sum(self.is_navigation(head) for head in heads) > 0.5 * len(heads):
            return False
        linked = sum(
            bool(_external(head)) or _has_linked_details(item) for item, head in zip(items, heads, strict=False)
        )
        if linked >= 0.3 * len(heads) or linked >= 5:
            return True
        texts = [head.plain() for head in heads]
        dated = sum(bool(_YEAR_OR_VENUE.search(text)) and len(text.split()) >= 5 for text in texts)
        return dated >= 0.5 * len(heads) and (len(heads) >= 2 or _is_titled(heads[0]))

    def is_navigation(self, inline: Inline) -> bool:
        """Tell whether all links of a line lead to headings of this document, also by its full address."""
        return bool(inline.links) and all(
            link.url.startswith("#") or ("#" in link.url and link.url.partition("#")[2].lower() in self.slugs)
            for link in inline.links
        )

    # -- tables

    def table(self, block: Block) -> None:
        rows = [row for row in block.children if row.kind is BlockKind.ROW]
        if len(rows) < 2:
            return
        header, body = rows[0], rows[1:]
        contents = [[cell.inline for cell in row.children] for row in body]
        links = [link for row in contents for inline in row if inline for link in inline.links]
        columns = column_roles([cell.inline for cell in header.children], contents)
        if columns is None:
            return
        if not any(not link.url.startswith("#") and link.url for link in links) and not names_papers(header):
            return
        title = columns.index(Role.TEXT)
        for row, cells in zip(body, contents, strict=True):
            if all(inline is None or _is_navigation(inline) for inline in cells):
                continue
            others = [
                EntryLine(inline, index) for index, inline in enumerate(cells) if inline is not None and index != title
            ]
            inline = cells[title] if title < len(cells) else None
            titled = _split_paragraph(inline, self.source.line_at) if inline is not None else []
            for part, _, _ in titled or [(inline, 0, 0)]:
                lines = [*others, EntryLine(part, title)] if part is not None else others
                lines.sort(key=lambda line: line.cell)
                self.add(row, Container.TABLE, lines, row.first, row.first, block.first, columns=columns)

    # -- paragraphs, quotes, headings, HTML

    def paragraph(self, block: Block, following: list[Block]) -> None:
        inline = block.inline
        if inline is None or self.is_navigation(inline):
            return
        parts = _split_paragraph(inline, self.source.line_at)
        if len(parts) > 1:
            for part, first, end in parts:
                self.add(block, Container.PARAGRAPH, [EntryLine(part)], first, end)
            return
        if parts:
            inline, first, end = parts[0]
        else:
            first, end = block.first, block.last
        lines = [EntryLine(inline)]
        if _is_bold_line(inline):
            details = _details_below(following)
            lines += [EntryLine(detail, 0, 1) for other in details for detail in _inlines(other)]
            if details:
                end = self.covered = details[-1].last
        self.add(block, Container.PARAGRAPH, lines, first, end)

    def quote(self, block: Block) -> None:
        if self.quotes < 3:
            return
        for child in block.children:
            if child.kind is BlockKind.PARAGRAPH and child.inline is not None and _starts_linked(block):
                self.add(child, Container.QUOTE, [EntryLine(child.inline)], child.first, child.last)
                return

    def heading(self, block: Block, following: list[Block]) -> None:
        if block.inline is None or not _is_entry_heading(block):
            return
        details: list[Block] = []
        for other in following:
            if other.kind is BlockKind.HEADING:
                break
            details.append(other)
        lists = [other for other in details if other.kind in _LISTS]
        if any(_list_is_of_entries(other) for other in lists):
            return
        last = details[-1].last if details else block.last
        lines = [EntryLine(block.inline)]
        lines += [
            EntryLine(inline, 0, 0 if other.kind is BlockKind.PARAGRAPH else 1)
            for other in details
            for inline in _inlines(other)
        ]
        parent = self.section(block.first).parent or self.section(block.first)
        self.add(block, Container.HEADING, lines, block.first, last, section=parent)
        self.covered = last

    def html(self, block: Block) -> None:
        if block.inline is None:
            return
        for row in html_rows(block):
            columns = row.columns
            lines = [EntryLine(inline, cell) for cell, inline in row.cells]
            self.add(block, Container.HTML, lines, row.first, row.last, row.group, columns=columns)


# -- what things look like


def _is_aside(section: Section) -> bool:
    if _CONTENTS.match(section.title):
        return True
    here: Section | None = section
    while here is not None and here is not section.document.title_section:
        if here.title and _ASIDE.match(here.title):
            return True
        here = here.parent
    return False


def _slug(title: str) -> str:
    """Return the anchor that GitHub gives a heading, near enough to recognise a table of contents."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


def _inlines(block: Block) -> list[Inline]:
    return [child.inline for child in block.walk() if child.inline is not None]


def _head(item: Block) -> Inline | None:
    for child in item.children:
        if child.inline is not None:
            return child.inline
    return None


def _external(inline: Inline) -> list[Link]:
    return [link for link in inline.links if not link.url.startswith("#")]


def _first_run(inline: Inline) -> Run | None:
    for run in inline.runs:
        if run.kind is RunKind.TAG or run.kind is RunKind.IMAGE:
            continue
        if run.kind in (RunKind.SOFT_BREAK, RunKind.HARD_BREAK):
            continue
        if run.text.strip():
            return run
    return None


def _is_titled(inline: Inline) -> bool:
    """Tell whether a line has a title of its own: a link or bold text that is no label, or text with a label link behind it."""
    for run in inline.runs:
        if run.link is not None and run.kind is RunKind.TEXT:
            if not run.link.url.startswith("#") and label_kind(run.link.label) is None and len(run.link.label) > 3:
                return True
        elif Mark.BOLD in run.marks and run.kind is RunKind.TEXT and len(run.text.split()) >= 3:
            return True
    text = _text_outside_links(inline)
    return len(text.split()) >= 4 and bool(_external(inline)) and not _LABELLED.match(text)


def _text_outside_links(inline: Inline) -> str:
    return "".join(run.text for run in inline.runs if run.link is None and run.kind is RunKind.TEXT)


def _is_label_line(inline: Inline) -> bool:
    """Tell whether a line only adds to the entry above it: "pdf: …", "[[Code]](u)", an author list without a link."""
    text = inline.plain().strip()
    if _LABELLED.match(text):
        return True
    outside = _text_outside_links(inline).strip(" []()|,.;:·•\n")
    if inline.links:
        return len(outside.split()) <= 3 and all(label_kind(link.label) is not None for link in inline.links)
    return True


def _has_linked_details(item: Block) -> bool:
    return any(_external(inline) for child in item.children for inline in _inlines(child))


def _details_below(following: list[Block]) -> list[Block]:
    """Return the blocks that belong to a bold title above them: pictures, bare links and lists of labelled links."""
    details: list[Block] = []
    pending: list[Block] = []
    for block in following:
        if block.kind is BlockKind.BULLET_LIST:
            heads = [head for item in block.children if (head := _head(item)) is not None]
            if not heads or sum(_is_label_line(head) for head in heads) < 0.6 * len(heads):
                break
            details += [*pending, block]
            pending = []
        elif block.kind is BlockKind.PARAGRAPH and block.inline is not None and _is_bare(block.inline):
            pending.append(block)
            if block.inline.links:
                details += pending
                pending = []
        else:
            break
    return details


def _is_navigation(inline: Inline) -> bool:
    """Tell whether a table cell is empty or one link to a place in the same repository."""
    if not inline.runs:
        return True
    links = inline.links
    outside = _text_outside_links(inline).strip(" []()|")
    return len(links) == 1 and not outside and not links[0].url.startswith(("http:", "https:", "//"))


def _is_bare(inline: Inline) -> bool:
    """Tell whether a paragraph holds nothing but pictures and naked links."""
    return all(
        run.kind is not RunKind.TEXT or not run.text.strip() or (run.link is not None and run.link.syntax in _NAKED)
        for run in inline.runs
    )


def _list_is_of_entries(block: Block) -> bool:
    heads = [head for item in block.children if (head := _head(item)) is not None]
    return len(heads) >= 2 and sum(_is_titled(head) for head in heads) > 0.5 * len(heads)


def _is_bold_line(inline: Inline) -> bool:
    run = _first_run(inline)
    return run is not None and (Mark.BOLD in run.marks or run.link is not None)


def _is_remark(inline: Inline) -> bool:
    """Tell whether a line speaks to the reader instead of listing something ("Please see [the list](…)")."""
    run = _first_run(inline)
    return run is not None and run.link is None and _REMARK.match(run.text.lstrip()) is not None


def _starts_linked(block: Block) -> bool:
    inline = next((child.inline for child in block.children if child.inline is not None), None)
    run = _first_run(inline) if inline is not None else None
    return run is not None and run.link is not None and label_kind(run.link.label) is None


def _entry_heading_levels(document: Document) -> frozenset[int]:
    """Return the heading levels at which headings are entries: most of them begin with a link that is a title."""
    counts: Counter[int] = Counter()
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.inline is not None and _is_entry_heading(block):
            counts[block.level] += 1
    return frozenset(level for level, count in counts.items() if count >= 2)


def _is_entry_heading(block: Block) -> bool:
    assert block.inline is not None
    links = _external(block.inline)
    if not links or any(link.url.startswith("#") for link in block.inline.links):
        return False
    run = _first_run(block.inline)
    if run is None or run.link is None or label_kind(run.link.label) is not None:
        return False
    return len(run.link.label) >= 0.5 * len(block.inline.plain().strip())


def _split_paragraph(inline: Inline, line_at: Callable[[int], int]) -> list[tuple[Inline, int, int]]:
    """Cut a paragraph that holds one entry a line, each with its first and last line.

    A paragraph that is one entry as a whole gives an empty list; short words in front of the first entry are left out.
    """
    lines = _lines(inline)
    if len(lines) < 2:
        return []
    heads = [_line_head(line) for line in lines]
    begin = next((index for index, head in enumerate(heads) if head is not None), None)
    if begin is None or not all(_is_lead_in(line) for line in lines[:begin]):
        return []
    main = heads[begin]
    starts = [index for index, head in enumerate(heads) if head == main]
    if main == "plain" and len(starts) < len(lines):
        return []
    if len(starts) < 2 and begin == 0:
        return []
    return [
        _part(inline, lines[start:stop], line_at) for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def _lines(inline: Inline) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in inline.runs:
        is_break = run.kind is RunKind.HARD_BREAK or (run.kind is RunKind.SOFT_BREAK and run.marks is Mark.NONE)
        if is_break and run.link is None:
            lines.append([])
        else:
            lines[-1].append(run)
    return [line for line in lines if any(run.text.strip() for run in line)]


def _is_lead_in(line: list[Run]) -> bool:
    """Tell whether a line only introduces the entries below it ("FedAvg:", "--- 2020 ---")."""
    text = "".join(run.text for run in line if run.kind is RunKind.TEXT).strip()
    return len(text.split()) <= 6 and "," not in text and (text[-1:] in ":：" or text[:1] in "-=*")


def _part(inline: Inline, lines: list[list[Run]], line_at: Callable[[int], int]) -> tuple[Inline, int, int]:
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs.append(Run(RunKind.HARD_BREAK, "\n", runs[-1].end, runs[-1].end, Mark.NONE, None))
        runs += line
    first, last = runs[0].start, runs[-1].end
    links = [link for link in inline.links if link.span.start <= last and link.span.end >= first]
    emphases = [emphasis for emphasis in inline.emphases if first <= emphasis.inner.start < last]
    return (
        Inline(inline.content, Span(first, last), runs, links, emphases),
        line_at(first),
        line_at(max(last - 1, first)),
    )


def _line_head(line: list[Run]) -> str | None:
    """Return what a line of a paragraph begins with: a bold text, a title link, or text before a label link."""
    run = next(
        (run for run in line if run.text.strip() and run.kind is not RunKind.TAG and run.kind is not RunKind.IMAGE),
        None,
    )
    if run is None:
        return None
    if run.link is not None and run.kind is RunKind.TEXT:
        if run.link.url.startswith("#") or label_kind(run.link.label) is not None:
            return None
        return "bold" if Mark.BOLD in run.marks else "link"
    if Mark.BOLD in run.marks:
        return "bold"
    links = [part.link for part in line if part.link is not None]
    if links and len(run.text.split()) >= 3:
        return "plain"
    return None


def _has_details(reading: Reading) -> bool:
    """Tell whether a single paragraph is an entry beyond doubt: a bold or linked title with details below it."""
    return len(reading.entry.inlines) > 1 and _is_bold_line(reading.entry.inlines[0])


def _is_entry_paragraph(reading: Reading) -> bool:
    inline = reading.entry.inlines[0]
    run = _first_run(inline)
    if run is None:
        return False
    external = _external(inline)
    text = _text_outside_links(inline)
    detailed = len(reading.entry.inlines) > 1
    if run.link is not None:
        return bool(external) and label_kind(run.link.label) is None
    if Mark.BOLD in run.marks:
        return bool(external) or detailed or bool(_YEAR_OR_VENUE.search(inline.plain()))
    label_links = [link for link in external if label_kind(link.label) is not None]
    return bool(label_links) and len(text) <= 600 and not text.rstrip().endswith(":")
