"""Find what may be an entry: the walk over the blocks of a document that collects candidates."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from awesomelint.document.asides import is_aside, is_introduction, names_aside, names_contents
from awesomelint.document.entry_kinds import (
    has_link,
    has_title,
    head_of_entry,
    heads_of,
    inlines_of,
    is_bold_line,
    is_dated,
    is_mere_group,
    is_own_list,
    is_prose,
    is_remark,
    is_repository_link,
    lists_titles,
    may_list_titles,
    says_label,
    says_title,
    starts_marked,
)
from awesomelint.document.headings import (
    detailed_headings,
    entry_heading_levels,
    fields_of_heading,
    has_year,
    is_entry_heading,
    lists_entries,
    up_to_heading,
)
from awesomelint.document.model import Container, Document, Section
from awesomelint.document.navigation import WORDS_OF_A_TOPIC, Navigation
from awesomelint.document.paragraphs import (
    details_below,
    heads_by_date,
    is_title_line,
    labelled_below,
    split_paragraph,
)
from awesomelint.document.pieces import Candidate, EntryLine, Role
from awesomelint.document.signs import pieces_of
from awesomelint.document.tables import column_roles, html_rows, is_group_row, names_papers, split_links
from awesomelint.document.talk import MANY_PARAGRAPHS, without_talk
from awesomelint.markdown.blocks import LISTS, Block, BlockKind, Inline

SECTIONS_WITHOUT_TOPICS = 2
"""A document with no more sections than this, the topmost and that of its title, has its titles there."""

FIELDS_OF_A_PAPER = 2
"""A table without a link lists papers if it has at least so many columns of authors, venues and dates."""

MANY_LISTS = 3
"""With at least this many lists of nothing but titles, others are believed to be such on less evidence."""

MANY_QUOTES = 3
"""With at least this many block quotes that begin with a linked or bold title, they are entries."""


def find_candidates(document: Document) -> list[list[Candidate]]:
    """Return what may be an entry, in batches of one section and one construct, which are read together."""
    finder = _Finder(document)
    finder.find_in_children(document.root)
    return without_talk(finder.batches.values())


_Key = tuple[int, Container, int]
"""What the candidates of a batch share: the section (its `id`), the construct, and what else is read apart."""


class _Finder:
    """Walks the tree and collects candidates in batches. `covered` is the last line that belongs to a candidate so far."""

    def __init__(self, document: Document):
        self.document = document
        self.source = document.source
        self.batches: dict[_Key, list[Candidate]] = {}
        self.asides: dict[int, bool] = {}
        self.navigation = Navigation(document)
        self.linked_levels = entry_heading_levels(document)
        self.detailed = detailed_headings(document)
        self.quotes = sum(1 for block in document.blocks if block.kind is BlockKind.QUOTE and starts_marked(block))
        self.covered = 0

    def add(
        self,
        block: Block,
        container: Container,
        lines: list[EntryLine],
        first: int,
        last: int,
        *,
        group: int = 0,
        section: Section | None = None,
        columns: tuple[Role | None, ...] = (),
    ) -> None:
        """Add what is in some lines, if not in a section without entries; a `group` is read apart from others.

        `section` is the one that `first` is in, by default, `columns` are what those of a table hold.
        """
        section = section or self.document.section_at(first)
        if id(section) not in self.asides:
            self.asides[id(section)] = is_aside(section) or self.is_contents(section)
        if self.asides[id(section)]:
            return
        pieces = pieces_of(lines, self.document.venues)
        inlines = tuple([line.inline for line in lines])
        candidate = Candidate(section, block, container, first, last, inlines, pieces, columns)
        self.batches.setdefault((id(section), container, group), []).append(candidate)

    def is_contents(self, section: Section) -> bool:
        """Return whether a section is a table of contents: by its heading, and as its lines do not mostly lead elsewhere."""
        if not names_contents(section):
            return False
        end = section.children[0].first - 1 if section.children else section.last
        blocks = self.document.blocks_on(section.first, end)
        linked = [block.inline for block in blocks if block.inline is not None and block.inline.links]
        return 2 * sum(map(self.navigation.leads_elsewhere, linked)) <= len(linked)

    def find_in_children(self, parent: Block) -> None:
        blocks = parent.children
        for index, block in enumerate(blocks, start=1):
            if block.first <= self.covered and parent.kind is BlockKind.DOCUMENT:
                continue
            kind, above = block.kind, blocks[index - 2] if index > 1 else None
            if above is not None and above.kind is BlockKind.PARAGRAPH and above.inline and names_aside(above.inline):
                continue
            if kind in LISTS:
                self.find_in_list(block)
            elif kind is BlockKind.TABLE:
                self.find_in_table(block)
            elif says_title(block):
                self.take_said_title(block, up_to_heading(blocks, index, or_at=says_title))
            elif kind is BlockKind.PARAGRAPH:
                self.take_paragraph(block, blocks[index : index + 6])
            elif kind is BlockKind.QUOTE:
                self.take_quote(block)
            elif kind is BlockKind.HTML:
                self.find_in_html(block)
            elif kind is BlockKind.HEADING:
                self.take_heading(block, up_to_heading(blocks, index))

    # -- lists

    def find_in_list(self, block: Block, depth: int = 0) -> None:
        items = block.children
        if self.lists_titles(block, depth) or self.holds_entries(block):
            for item in items:
                self.take_item(item, depth)
            return
        for item in items:
            for child in item.children:
                if child.kind in LISTS:
                    self.find_in_list(child, depth + 1)

    def take_item(self, item: Block, depth: int) -> None:
        head = head_of_entry(item)
        if head is None or is_remark(head) or self.navigation.is_all_of(head):
            for child in item.children:
                if child.kind in LISTS:
                    self.find_in_list(child, depth + 1)
            return
        container = Container.BULLET if item.ordinal is None else Container.ORDERED
        sublists = [child for child in item.children if child.kind in LISTS]
        if not sublists:
            self.add(item, container, _lines(item.children), item.first, item.last)
            return
        if is_mere_group(item, head) and not (item.parent is not None and self.lists_titles(item.parent, depth)):
            for sublist in sublists:
                if self.lists_titles(sublist, depth + 1):
                    self.find_in_list(sublist, depth + 1)
            return
        own = [sublist for sublist in sublists if is_own_list(head, sublist)]
        details = set(sublists).difference(own)
        if own and not has_title(head):
            for sublist in sublists:
                self.find_in_list(sublist, depth + 1)
            return
        lines: list[EntryLine] = []
        last = item.first
        for child in item.children:
            is_list = child.kind in LISTS
            if child in details or not (is_list or (own and child.first > own[0].first)):
                lines += _lines([child], depth=1 if is_list else 0)
                last = child.last
        self.add(item, container, lines, item.first, max(last, item.first))
        for sublist in own:
            self.find_in_list(sublist, depth + 1)

    def lists_titles(self, block: Block, depth: int) -> bool:
        """Return whether a list has nothing but titles; one among others is enough."""
        few = 1 if depth else 2
        if not (lists_titles(block, few) or (lists_titles(block, few, is_usual=True) and self.has_plain_titles)):
            return False
        section, document = self.document.section_at(block.first), self.document
        is_top = section.parent is None or section is document.title_section
        return not is_introduction(section) and not (is_top and len(document.sections) > SECTIONS_WITHOUT_TOPICS)

    @cached_property
    def has_plain_titles(self) -> bool:
        """Whether several lists of the document have nothing but titles."""
        lists = (block for block in self.document.root.children if block.kind in LISTS)
        return sum(may_list_titles(block) for block in lists) >= MANY_LISTS

    @cached_property
    def has_plain_papers(self) -> bool:
        """Whether many items without a link read as papers, so that one in a list of its own does."""
        items = (item for block in self.document.root.children if block.kind in LISTS for item in block.children)
        return sum(is_dated(item, self.document.venues) and not has_link(item) for item in items) >= MANY_PARAGRAPHS

    def holds_entries(self, block: Block) -> bool:
        """Return whether the items of a list are entries or groups of entries, not a table of contents or plain talk."""
        heads = heads_of(block)
        leads = self.navigation.is_all_of if len(heads) == 1 else self.navigation.names_files
        if not heads or sum([leads(head) for head in heads]) > 0.5 * len(heads):
            return False
        if sum(map(is_prose, heads)) > 0.5 * len(heads):
            return False
        linked, enough = 0, min(0.3 * len(heads), 5)
        for item in block.children:
            linked += has_link(item)
            if linked >= enough:
                return True
        dated = sum([is_dated(item, self.document.venues) for item in block.children])
        return dated >= 0.5 * len(heads) and (len(heads) >= 2 or has_title(heads[0]) or self.has_plain_papers)

    # -- tables

    def find_in_table(self, block: Block) -> None:
        header, *body = block.children
        names = [cell.inline for cell in header.children]
        contents = [[cell.inline for cell in row.children] for row in body]
        columns = column_roles(names, contents, self.document.venues) if body else None
        if columns is None:
            return
        links = [link for row in contents for inline in row if inline for link in inline.links]
        fields = {*columns} & {Role.NAMES, Role.VENUE, Role.DATE}
        is_linked = any(link.url and not link.url.startswith("#") for link in links)
        if not (is_linked or names_papers(names) or len(fields) >= FIELDS_OF_A_PAPER):
            return
        title = columns.index(Role.TEXT)
        for row, cells in zip(body, contents, strict=True):
            linked = [inline for inline in cells if inline is not None and inline.links]
            if all(inline is None or is_repository_link(inline) for inline in cells) or (links and is_group_row(cells)):
                continue
            is_described = any(
                inline and not inline.links and inline.plain().count(" ") >= WORDS_OF_A_TOPIC for inline in cells
            )
            leads = self.navigation.is_all_of if is_described else self.navigation.names_files
            if linked and len(fields) < FIELDS_OF_A_PAPER and all(map(leads, linked)):
                continue
            others = [EntryLine(inline, index) for index, inline in enumerate(cells) if inline and index != title]
            inline = cells[title]
            for part in (split_paragraph(inline) or split_links(inline) or [inline]) if inline is not None else []:
                lines = sorted([*others, EntryLine(part, title)], key=lambda line: line.cell)
                self.add(row, Container.TABLE, lines, row.first, row.first, group=block.first, columns=columns)

    # -- paragraphs, quotes, headings, HTML

    def take_paragraph(self, block: Block, following: list[Block]) -> None:
        inline = block.inline
        if inline is None or self.navigation.is_all_of(inline) or heads_by_date(inline, self.document.venues):
            return
        if is_title_line(block) and (labelled := labelled_below(following)) is not None:
            lines = [EntryLine(inline), *_lines([labelled], depth=1)]
            self.covered = labelled.last
            self.add(block, Container.PARAGRAPH, lines, block.first, labelled.last)
            return
        parts = split_paragraph(inline)
        if len(parts) > 1:
            for part in parts:
                self.add(block, Container.PARAGRAPH, [EntryLine(part)], *self.lines_of(part))
            return
        first, end = self.lines_of(parts[0]) if parts else (block.first, block.last)
        inline = parts[0] if parts else inline
        details = details_below(inline, following, self.document.venues) if is_bold_line(inline) else []
        if details:
            end = self.covered = details[-1].last
        below = [line for other in details for line in _lines([other], int(other.kind in LISTS))]
        self.add(block, Container.PARAGRAPH, [EntryLine(inline), *below], first, end)

    def take_said_title(self, block: Block, below: list[Block]) -> None:
        """Take a paragraph "Title: ..." with those below it that say its other fields; all that is below belongs to it."""
        fields = [other for other in below if other.inline is not None and says_label(other.inline)]
        self.covered = below[-1].last if below else block.last
        self.add(block, Container.PARAGRAPH, _lines([block, *fields]), block.first, self.covered)

    def lines_of(self, part: Inline) -> tuple[int, int]:
        start, end = part.span
        return self.source.line_at(start), self.source.line_at(max(end - 1, start))

    def take_quote(self, block: Block) -> None:
        if self.quotes < MANY_QUOTES or not starts_marked(block):
            return
        for child in block.children:
            if child.kind is BlockKind.PARAGRAPH and child.inline is not None:
                self.add(child, Container.QUOTE, [EntryLine(child.inline)], child.first, child.last)
                return

    def take_heading(self, block: Block, below: list[Block]) -> None:
        """Take a heading that is a title, with what is below it; not if it only groups the entries there.

        Below a linked title all is read, below another, and below a citation, what holds fields.
        """
        if block.level in self.linked_levels and is_entry_heading(block, self.document.venues):
            if any(map(lists_entries, below)):
                return
            assert block.inline is not None
            fields = (fields_of_heading(below, self.document.venues) or []) if has_year(block.inline) else below
        elif block.first in self.detailed:
            fields = self.detailed[block.first]
        else:
            return
        lines = _lines([block])
        for other in fields:
            lines += _lines([other], int(other.kind is not BlockKind.PARAGRAPH))
        self.covered = below[-1].last if below else block.last
        section = self.document.section_at(block.first)
        self.add(block, Container.HEADING, lines, block.first, self.covered, section=section.parent or section)

    def find_in_html(self, block: Block) -> None:
        for row in html_rows(block, self.document.venues):
            lines = [EntryLine(inline, cell) for cell, inline in row.cells]
            self.add(block, Container.HTML, lines, row.first, row.last, group=row.group, columns=row.columns)


def _lines(blocks: Iterable[Block], depth: int = 0) -> list[EntryLine]:
    return [EntryLine(inline, 0, depth) for block in blocks for inline in inlines_of(block)]
