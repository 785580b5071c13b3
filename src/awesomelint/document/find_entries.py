"""The walk over a document that finds its entries."""

from __future__ import annotations

from collections.abc import Sequence

from awesomelint.document.classify import Reading
from awesomelint.document.entry_kinds import (
    LISTS,
    detailed_heading_levels,
    entry_heading_levels,
    external_links,
    has_linked_details,
    has_title,
    head_of,
    head_of_entry,
    holds_labels_only,
    inlines_of,
    is_aside,
    is_bold_line,
    is_dated,
    is_entry_heading,
    is_mere_group,
    is_own_list,
    is_remark,
    is_repository_link,
    lists_entries,
    slug_of,
    starts_linked,
    up_to_heading,
)
from awesomelint.document.link_kinds import link_kind
from awesomelint.document.model import Container, Document, Entry, Section
from awesomelint.document.paragraphs import (
    details_below,
    has_details,
    is_entry_paragraph,
    is_title_line,
    labelled_below,
    split_paragraph,
)
from awesomelint.document.pieces import EntryLine, Role
from awesomelint.document.read_fields import is_titled, read_entries
from awesomelint.document.tables import column_roles, html_rows, names_papers
from awesomelint.markdown.blocks import Block, BlockKind, Inline, Link
from awesomelint.source import Span

MANY_PARAGRAPHS = 5
"""Paragraphs that are entries beyond doubt, from which on a paragraph alone in its section is believed too."""


class Candidates:
    """The candidates of a document, but for those in sections that hold no entries."""

    def __init__(self, document: Document):
        self._document = document
        self._batches: dict[tuple[int, Container, int], list[Reading]] = {}
        self._asides: dict[int, bool] = {}

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
    ) -> None:
        """Add what stands in some lines, if not in a section without entries; a `group` is read apart from others.

        `section` is the one that `first` stands in, unless told, `columns` are what those of a table hold.
        """
        where = section or self._document.section_at(first)
        aside = self._asides.get(id(where))
        if aside is None:
            aside = self._asides[id(where)] = is_aside(where)
        if aside:
            return
        source = self._document.source
        end = source.line_span(last)
        start = end.start if first == last else source.line_starts[first - 1]
        inlines = tuple([line.inline for line in lines])
        links: list[Link] = []
        for inline in inlines:
            links += inline.links
        entry = Entry(where, block, container, Span(start, end.end), first, last, inlines)
        entry.links = tuple(links)
        self._batches.setdefault((id(where), container, group), []).append(Reading(entry, lines, columns))

    def accepted(self) -> list[list[Reading]]:
        """Return the batches without paragraphs that are prose; one paragraph alone counts where the list has many like it."""
        accepted = []
        paragraphs = 0
        lonely = []
        for (_, container, _), batch in self._batches.items():
            if container is not Container.PARAGRAPH:
                accepted.append(batch)
                continue
            kept = [reading for reading in batch if is_entry_paragraph(reading)]
            if len(kept) >= 2 or any(has_details(reading) for reading in kept):
                accepted.append(kept)
                paragraphs += len(kept)
            elif kept:
                lonely.append(kept)
        if paragraphs >= MANY_PARAGRAPHS:
            accepted += lonely
        return accepted


#| The walk over a document that finds its entries.


def find_entries(document: Document) -> None:
    """Set `document.entries`, each section's `entries`, and all fields of the entries."""
    for link in document.links:
        link.kind = link_kind(link.label, link.url, _is_image_only(link, document))
    finder = _Finder(document)
    finder.find_in_children(document.root)
    finder.take_lonely()
    batches = finder.candidates.accepted()
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
        self.slugs = {slug_of(section.title) for section in document.sections if section.title}
        self.candidates = Candidates(document)
        self.heading_level = entry_heading_levels(document)
        self.detailed_level = detailed_heading_levels(document)
        self.quotes = sum(1 for block in document.blocks if block.kind is BlockKind.QUOTE and starts_linked(block))
        self.covered = 0
        self.unlinked = 0
        self.lonely: list[Block] = []

    # -- walking

    def find_in_children(self, parent: Block) -> None:
        blocks = parent.children
        index = 0
        while index < len(blocks):
            block = blocks[index]
            index += 1
            if block.first <= self.covered and parent.kind is BlockKind.DOCUMENT:
                continue
            kind = block.kind
            if kind in LISTS:
                self.find_in_list(block)
            elif kind is BlockKind.TABLE:
                self.find_in_table(block)
            elif kind is BlockKind.PARAGRAPH:
                self.take_paragraph(block, blocks[index : index + 6])
            elif kind is BlockKind.QUOTE:
                self.take_quote(block)
            elif kind is BlockKind.HTML:
                self.find_in_html(block)
            elif kind is BlockKind.HEADING and block.level in self.heading_level:
                self.take_heading(block, blocks[index:])
            elif kind is BlockKind.HEADING and block.level in self.detailed_level:
                self.take_heading_with_links(block, blocks[index:])

    def take_lonely(self) -> None:
        """Take lists of one item without a link, where the document has many items like it."""
        if self.unlinked >= MANY_PARAGRAPHS:
            for item in self.lonely:
                self.take_item(item, 0)

    # -- lists

    def find_in_list(self, block: Block, depth: int = 0) -> None:
        items = [child for child in block.children if child.kind is BlockKind.ITEM]
        if not self.holds_entries(items):
            if depth == 0 and len(items) == 1 and is_dated(items[0]):
                self.lonely.append(items[0])
            for item in items:
                for child in item.children:
                    if child.kind in LISTS:
                        self.find_in_list(child, depth + 1)
            return
        for item in items:
            self.take_item(item, depth)

    def take_item(self, item: Block, depth: int) -> None:
        head = head_of_entry(item)
        if head is None or is_remark(head) or self.is_navigation(head):
            for child in item.children:
                if child.kind in LISTS:
                    self.find_in_list(child, depth + 1)
                elif child.kind is BlockKind.TABLE:
                    self.find_in_table(child)
            return
        container = Container.BULLET if item.ordinal is None else Container.ORDERED
        sublists = [child for child in item.children if child.kind in LISTS]
        if not sublists:
            lines = [EntryLine(inline) for child in item.children for inline in inlines_of(child)]
            self.candidates.add(item, container, lines, item.first, item.last)
            return
        if is_mere_group(item, head):
            return
        details = [sublist for sublist in sublists if not is_own_list(head, sublist)]
        own = [sublist for sublist in sublists if sublist not in details]
        if own and not has_title(head):
            for sublist in sublists:
                self.find_in_list(sublist, depth + 1)
            return
        lines = []
        last = item.first
        for child in item.children:
            if child.kind in LISTS:
                if child in details:
                    lines += [EntryLine(inline, 0, 1) for inline in inlines_of(child)]
                    last = child.last
                continue
            if own and child.first > own[0].first:
                continue
            lines += [EntryLine(inline) for inline in inlines_of(child)]
            last = child.last
        self.candidates.add(item, container, lines, item.first, max(last, item.first))
        for sublist in own:
            self.find_in_list(sublist, depth + 1)

    def holds_entries(self, items: Sequence[Block]) -> bool:
        """Tell whether the items of a list are entries or groups of entries, not a table of contents or plain talk."""
        heads = [head for item in items if (head := head_of(item)) is not None]
        if not heads or sum([self.is_navigation(head) for head in heads]) > 0.5 * len(heads):
            return False
        linked, enough = 0, min(0.3 * len(heads), 5)
        for item, head in zip(items, heads, strict=False):
            linked += bool(external_links(head)) or has_linked_details(item)
            if linked >= enough:
                return True
        dated = sum([is_dated(item) for item in items])
        if dated < 0.5 * len(heads) or not (len(heads) >= 2 or has_title(heads[0])):
            return False
        self.unlinked += dated
        return True

    def is_navigation(self, inline: Inline) -> bool:
        """Tell whether all links of a line lead to headings of this document, also by its full address, or to files by name."""
        for link in inline.links:
            url = link.url
            if url.endswith(".md") and ":" not in url and link.label == url:
                continue  # "[USAGE.md](USAGE.md)"
            if "#" not in url or not (url.startswith("#") or slug_of(url.partition("#")[2]) in self.slugs):
                return False
        return bool(inline.links)

    # -- tables

    def find_in_table(self, block: Block) -> None:
        rows = [row for row in block.children if row.kind is BlockKind.ROW]
        if len(rows) < 2:
            return
        header, body = rows[0], rows[1:]
        contents = [[cell.inline for cell in row.children] for row in body]
        links = [link for row in contents for inline in row if inline for link in inline.links]
        columns = column_roles([cell.inline for cell in header.children], contents, self.document.venues)
        if columns is None:
            return
        if not any(not link.url.startswith("#") and link.url for link in links) and not names_papers(header):
            return
        title = columns.index(Role.TEXT)
        for row, cells in zip(body, contents, strict=True):
            if all(inline is None or is_repository_link(inline) for inline in cells):
                continue
            others = [
                EntryLine(inline, index) for index, inline in enumerate(cells) if inline is not None and index != title
            ]
            inline = cells[title] if title < len(cells) else None
            titled = split_paragraph(inline, self.source.line_at) if inline is not None else []
            titles = [part for part, _, _ in titled] or ([inline] if inline is not None else [])
            for part in titles:
                lines = sorted([*others, EntryLine(part, title)], key=lambda line: line.cell)
                self.candidates.add(row, Container.TABLE, lines, row.first, row.first, block.first, columns=columns)

    # -- paragraphs, quotes, headings, HTML

    def take_paragraph(self, block: Block, following: list[Block]) -> None:
        inline = block.inline
        if inline is None or self.is_navigation(inline):
            return
        if is_title_line(block) and (labelled := labelled_below(following)) is not None:
            lines = [EntryLine(inline), *(EntryLine(detail, 0, 1) for detail in inlines_of(labelled))]
            self.covered = labelled.last
            self.candidates.add(block, Container.PARAGRAPH, lines, block.first, labelled.last)
            return
        parts = split_paragraph(inline, self.source.line_at)
        if len(parts) > 1:
            for part, first, end in parts:
                self.candidates.add(block, Container.PARAGRAPH, [EntryLine(part)], first, end)
            return
        if parts:
            inline, first, end = parts[0]
        else:
            first, end = block.first, block.last
        lines = [EntryLine(inline)]
        if is_bold_line(inline):
            details = details_below(following)
            lines += [EntryLine(detail, 0, 1) for other in details for detail in inlines_of(other)]
            if details:
                end = self.covered = details[-1].last
        self.candidates.add(block, Container.PARAGRAPH, lines, first, end)

    def take_quote(self, block: Block) -> None:
        if self.quotes < 3:
            return
        for child in block.children:
            if child.kind is BlockKind.PARAGRAPH and child.inline is not None and starts_linked(block):
                self.candidates.add(child, Container.QUOTE, [EntryLine(child.inline)], child.first, child.last)
                return

    def take_heading(self, block: Block, following: list[Block]) -> None:
        if block.inline is None or not is_entry_heading(block):
            return
        details = up_to_heading(following)
        lists = [other for other in details if other.kind in LISTS]
        if any(lists_entries(other) for other in lists):
            return
        last = details[-1].last if details else block.last
        lines = [EntryLine(block.inline)]
        lines += [
            EntryLine(inline, 0, 0 if other.kind is BlockKind.PARAGRAPH else 1)
            for other in details
            for inline in inlines_of(other)
        ]
        parent = self.document.section_at(block.first).parent or self.document.section_at(block.first)
        self.candidates.add(block, Container.HEADING, lines, block.first, last, section=parent)
        self.covered = last

    def take_heading_with_links(self, block: Block, following: list[Block]) -> None:
        """Take a heading that is a title, with the links in the list below it; what else is said there is part of the entry."""
        if block.inline is None or not following or not holds_labels_only(following[0]):
            return
        details = up_to_heading(following)
        lines = [EntryLine(block.inline)]
        lines += [
            EntryLine(inline, 0, 1) for other in details if holds_labels_only(other) for inline in inlines_of(other)
        ]
        last = self.covered = details[-1].last
        parent = self.document.section_at(block.first).parent or self.document.section_at(block.first)
        self.candidates.add(block, Container.HEADING, lines, block.first, last, section=parent)

    def find_in_html(self, block: Block) -> None:
        if block.inline is None:
            return
        for row in html_rows(block, self.document.venues):
            columns = row.columns
            lines = [EntryLine(inline, cell) for cell, inline in row.cells]
            self.candidates.add(block, Container.HTML, lines, row.first, row.last, row.group, columns=columns)
