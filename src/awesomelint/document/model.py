"""What a list is made of: a document of nested sections, their entries, and the fields of an entry."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property, wraps
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from awesomelint.document.conventions import Conventions
from awesomelint.markdown.blocks import VERBATIM, Block, BlockKind, Inline, Link, Mark, Segment
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple

if TYPE_CHECKING:
    from awesomelint.markdown.parser import Markdown
    from awesomelint.papers.venues.table import VenueTable

    class _Remembers(Protocol):
        """What keeps the answers to questions about itself."""

        _answers: dict[Callable[[Any], Any], Any]


class Container(StrEnum):
    """Which Markdown construct holds an entry. The values are the words of `awesomelint export`.

    `BULLET` and `ORDERED`: an item of a list; `TABLE`: a row; `PARAGRAPH`; `HEADING`: a heading with what is under it;
    `HTML`: a row or item written in HTML; `QUOTE`: a block quote.
    """

    BULLET = "ul"
    ORDERED = "ol"
    TABLE = "table"
    PARAGRAPH = "para"
    HEADING = "heading"
    HTML = "html"
    QUOTE = "blockquote"


class Field(NamedTuple):
    """A value read from an entry, and where it is.

    `value` is what a reader sees, spaces folded, entities resolved; `span` its raw text without delimiters, `outer` the same
    with the emphasis marks, quotes or link syntax that wrap the whole of it. `marks` is the emphasis over it, `quote` the opening
    quotation mark around it (`""` if none), `link` the link that it is the label of (`None` if none).
    """

    value: str
    span: Span
    outer: Span
    marks: Mark = Mark.NONE
    quote: str = ""
    link: Link | None = None


class Fields(NamedTuple):
    """What was read from an entry; `Entry` says what each is."""

    title: Field | None
    authors: tuple[Field, ...]
    author_list: Field | None
    et_al: bool
    venue: Field | None
    year: Field | None
    description: Field | None
    number: int | None


class Entry:
    """One listed thing: a paper, a tool, a resource. What it does not have is `None` or empty.

    `section` of `document` is where it is, `container` the Markdown that holds it. `first` and `last` are its lines, from 1,
    both inclusive, `span` the same in code points. `marker` is where the bullet or number of a list item is, `number` the
    number as written. `links` are all of its links in order.

    `title`, `authors` (one `Field` a person, in order), `venue` and `description` are as written, not as some table has them:
    `venue.value` may be "ICLM". `year` is the year on the entry itself, `year.value` always in four digits ("2021" where '21 is
    written); a section may say another, `section.year`. `author_list` is the stretch that holds all of `authors`, `et_al` tells
    whether it says that there are more.

    `block` and `inlines` serve the rules and may change with any version.
    """

    __slots__ = (
        "_answers",
        "author_list",
        "authors",
        "block",
        "container",
        "description",
        "document",
        "et_al",
        "first",
        "inlines",
        "last",
        "links",
        "marker",
        "number",
        "section",
        "span",
        "title",
        "venue",
        "year",
    )

    def __init__(
        self,
        section: Section,
        block: Block,
        container: Container,
        span: Span,
        first: int,
        last: int,
        inlines: tuple[Inline, ...],
        fields: Fields,
    ):
        self.section = section
        self.document = section.document
        self.block = block
        self.container = container
        self.span = span
        self.first = first
        self.last = last
        self.inlines = inlines
        self.marker = block.marker
        self.links: tuple[Link, ...] = tuple([link for inline in inlines for link in inline.links])
        self.title, self.authors, self.author_list, self.et_al = fields[:4]
        self.venue, self.year, self.description, self.number = fields[4:]
        self._answers: dict[Callable[[Entry], Any], Any] = {}

    def inline_at(self, offset: int) -> Inline | None:
        """Return the inline content that holds an offset. Serves the rules."""
        return next((inline for inline in self.inlines if inline.span.start <= offset < inline.span.end), None)

    def __repr__(self) -> str:
        title = self.title.value if self.title else None
        return f"Entry({title!r}, {self.container.value}, {self.first}-{self.last})"


_Answer = TypeVar("_Answer")
_Thing = TypeVar("_Thing", bound="_Remembers")


def remembered(question: Callable[[_Thing], _Answer]) -> Callable[[_Thing], _Answer]:
    """Make a function of an entry, a section, a document or a candidate remember its answers; several ask the same questions.

    An answer must depend on nothing else. It is kept on the thing itself, as it may refer to entries and so to the document:
    kept elsewhere, even under a weak reference, it would keep every document of a run alive.
    """

    @wraps(question)
    def asked(thing: _Thing) -> _Answer:
        answers = thing._answers
        if question in answers:
            known: _Answer = answers[question]
            return known
        answer = answers[question] = question(thing)
        return answer

    return asked


class Section:
    """A heading and what is under it up to the next heading of its level or above.

    `title` is the heading as a reader sees it, `level` its depth from 1. `first` and `last` are lines, from 1, both inclusive.
    `document` is the list, `parent` the section around this one, `children` the sections right below. `entries` are those
    directly under the heading, not those of `children`. `year` is the year that the heading, or else the nearest one above
    it, names (`None` if none). The topmost section is the whole list: it has no title, level 0, no parent, and its own
    entries are those before the first heading.

    `heading` serves the rules and may change with any version.
    """

    __slots__ = (
        "_answers",
        "children",
        "document",
        "entries",
        "first",
        "heading",
        "last",
        "level",
        "parent",
        "title",
        "year",
    )

    def __init__(
        self,
        document: Document,
        heading: Block | None,
        title: str,
        level: int,
        parent: Section | None,
        first: int,
        year: int | None,
    ):
        self.document = document
        self.heading = heading
        self.title = title
        self.level = level
        self.parent = parent
        self.first = first
        self.last = document.source.line_count
        self.year = year
        self.children: list[Section] = []
        self.entries: list[Entry] = []
        self._answers: dict[Callable[[Section], Any], Any] = {}

    def __repr__(self) -> str:
        return f"Section({self.title!r}, {self.first}-{self.last}, {len(self.entries)} entries)"

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above and at this section, without the document's title."""
        return _path(self)

    def above(self) -> Iterator[Section]:
        """Yield the sections around this one, from the inside out."""
        section = self.parent
        while section is not None:
            yield section
            section = section.parent

    def walk(self) -> Iterator[Section]:
        """Yield this section and all below it in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@remembered
def _path(section: Section) -> tuple[str, ...]:
    sections, title_section = [section, *section.above()], section.document.title_section
    return tuple(each.title for each in reversed(sections) if each.title and each is not title_section)


class Outline(NamedTuple):
    """The sections of a list.

    `starts` are the lines at which each begins or, after a `<details>`, goes on. `title` is the one whose heading is the title
    of the list, `None` without one.
    """

    starts: list[tuple[int, Section]]
    title: Section | None


class Document:
    """A list that was read. `parse` makes it.

    `source` is its text. `sections` are all sections in the order of the text, the first of them the topmost, which is the whole
    list; `title_section` is the one whose heading is the title of the list (`None` if none). `entries` are all entries in
    order, whatever section they are in. `notes` say what could not be read, one line each.

    All else serves the rules and may change with any version:
    `root` is the tree of blocks, `blocks` are all below it in the order of the text, `definitions` are those of reference links.
    `venues` is the table of venues that the list was read with. `section_starts` are lines at which sections begin or go on.
    """

    def __init__(
        self,
        source: Source,
        markdown: Markdown,
        venues: VenueTable,
        find_outline: Callable[[Document], Outline],
        find_entries: Callable[[Document], Iterable[Entry]],
    ):
        self.source = source
        self.venues = venues
        self.root = markdown.root
        self.blocks = markdown.blocks
        self.definitions = markdown.definitions
        self.notes = markdown.notes
        self._answers: dict[Callable[[Document], Any], Any] = {}
        # Sections refer to their document, and entries are found by their sections, so both are found here, in this order.
        self.section_starts, self.title_section = find_outline(self)
        self.sections = list(dict.fromkeys(section for _, section in self.section_starts))
        self.entries = sorted(find_entries(self), key=lambda entry: (entry.first, entry.span))
        for entry in self.entries:
            entry.section.entries.append(entry)

    def section_at(self, line: int) -> Section:
        """Return the section that a line, from 1, is in.

        A `<details>` that ends gives the lines after it back to the section around it.
        """
        index = bisect_right(self.section_starts, line, key=itemgetter(0)) - 1
        return self.section_starts[max(index, 0)][1]

    def blocks_on(self, first: int, last: int) -> Sequence[Block]:
        """Return the blocks that begin on one of two lines or between them; lines are counted from 1."""
        begin = bisect_left(self.blocks, first, key=attrgetter("first"))
        return self.blocks[begin : bisect_right(self.blocks, last, key=attrgetter("first"))]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links in the order of the text, also those outside entries."""
        links: list[Link] = []
        for block in self.blocks:
            if block.inline is not None:
                links += block.inline.links
        return tuple(links)

    @cached_property
    def places(self) -> Places:
        """What is at a line or an offset, made ready when first asked. Serves the rules."""
        return Places(self.blocks)

    @cached_property
    def conventions(self) -> Conventions:
        """What the list mostly does, counted when first asked. Serves the rules."""
        return Conventions(self.sections, year_of)


def year_of(entry: Entry) -> int | None:
    """Return the year of an entry, else the one that its heading names."""
    return int(entry.year.value) if entry.year is not None else entry.section.year


_LEAVES = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CELL, BlockKind.HTML, *VERBATIM, BlockKind.RULE})


class Places:
    """Finds leaves (blocks that hold text or code, and no other block) by line, and segments by offset."""

    __slots__ = ("_leaves", "_lines", "_starts", "_written")

    def __init__(self, blocks: tuple[Block, ...]):
        self._leaves = [block for block in blocks if block.kind in _LEAVES]
        self._lines = [block.first for block in self._leaves]
        self._written = [block for block in self._leaves if block.inline is not None]
        self._starts = [block.inline.span.start for block in self._written if block.inline is not None]

    def leaf_on(self, line: int) -> Block | None:
        """Return the leaf on a line (the last one, of the cells of a table row), or `None` between blocks."""
        index = bisect_right(self._lines, line) - 1
        if index < 0 or self._leaves[index].last < line:
            return None
        return self._leaves[index]

    def leaf_at(self, offset: int) -> Block | None:
        """Return the leaf whose inline content holds an offset, or `None`."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        leaf = self._written[index]
        assert leaf.inline is not None
        return leaf if offset < leaf.inline.span.end else None

    def segment_at(self, offset: int) -> Segment | None:
        """Return the segment that holds an offset, or `None` where emphasis marks, link syntax or nothing is."""
        leaf = self.leaf_at(offset)
        if leaf is None or leaf.inline is None:
            return None
        segments = leaf.inline.segments
        index = bisect_right(segments, offset, key=attrgetter("start")) - 1
        return segments[index] if index >= 0 and segments[index].end > offset else None
