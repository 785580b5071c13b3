"""What a list is made of: a document of nested sections, their entries, and the fields of an entry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from awesomelint.document.blocks import Block, Inline, Link, Mark
from awesomelint.document.markdown.parser import Definition
from awesomelint.document.places import Places
from awesomelint.document.style.conventions import Conventions
from awesomelint.source import Source
from awesomelint.span import Span

if TYPE_CHECKING:
    from awesomelint.document.parts import Parts
    from awesomelint.facts import Facts
    from awesomelint.papers.venues.table import VenueTable
    from awesomelint.surroundings import Surroundings


class Container(StrEnum):
    """Which Markdown construct holds an entry. The values are the words of `export`."""

    BULLET = "ul"
    ORDERED = "ol"
    TABLE = "table"
    PARAGRAPH = "para"
    HEADING = "heading"
    HTML = "html"
    QUOTE = "blockquote"


@dataclass(slots=True)
class Field:
    """A value read from an entry.

    `value` is what a reader sees, blanks folded; `span` its raw text without delimiters, `outer` the same with the emphasis
    marks, quotes or link syntax that wrap the whole of it. `marks` is the emphasis over it, `quote` the opening quotation
    mark around it (`""` if none), `link` the link that it is the label of.
    """

    value: str
    span: Span
    outer: Span
    marks: Mark = Mark.NONE
    quote: str = ""
    link: Link | None = None


@dataclass(slots=True, eq=False)
class Entry:
    """One listed thing: a paper, a tool, a resource.

    `first` and `last` are its lines, from 1, both inclusive. `marker` is the bullet or number of a list item, `number` the
    number as written. `author_list` is the stretch that holds all of `authors`. `year` is the year on the entry itself. `memo`
    keeps what `once_per_entry` functions found out.
    """

    section: Section
    block: Block
    container: Container
    span: Span
    first: int
    last: int
    inlines: tuple[Inline, ...] = ()
    marker: Span | None = None
    number: int | None = None
    title: Field | None = None
    authors: tuple[Field, ...] = ()
    author_list: Field | None = None
    et_al: bool = False
    venue: Field | None = None
    year: Field | None = None
    description: Field | None = None
    links: tuple[Link, ...] = ()
    memo: dict[Callable[[Entry], Any], Any] = field(default_factory=dict, repr=False)

    @property
    def document(self) -> Document:
        """The document that the entry stands in."""
        return self.section.document


_Answer = TypeVar("_Answer")


def once_per_entry(question: Callable[[Entry], _Answer]) -> Callable[[Entry], _Answer]:
    """Make a function of an entry remember its answer on the entry; several rules ask the same questions."""

    @wraps(question)
    def asked(entry: Entry) -> _Answer:
        memo = entry.memo
        if question in memo:
            known: _Answer = memo[question]
            return known
        answer = memo[question] = question(entry)
        return answer

    return asked


def once_per_document(question: Callable[[Document], _Answer]) -> Callable[[Document], _Answer]:
    """Make a function of a document, not of its facts, remember its answer on the document.

    The answer refers to entries and so to the document: kept anywhere else, even under a weak reference, it would keep every
    document of a run alive.
    """

    @wraps(question)
    def asked(document: Document) -> _Answer:
        memo = document.memo
        if question in memo:
            known: _Answer = memo[question]
            return known
        answer = memo[question] = question(document)
        return answer

    return asked


@dataclass(slots=True, eq=False)
class Section:
    """A heading and what stands under it up to the next heading of its level or above.

    `heading` is `None` for what stands before the first heading. `entries` are those directly under the heading, not those
    of `children`. `year` is the year that the heading, or else the nearest one above it, names.
    """

    document: Document
    heading: Block | None
    title: str
    level: int
    parent: Section | None
    first: int
    last: int = 0
    year: int | None = None
    children: list[Section] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above and at this section, without the document's title."""
        titles: list[str] = []
        section: Section | None = self
        while section is not None:
            if section.title and section is not section.document.title_section:
                titles.append(section.title)
            section = section.parent
        return tuple(reversed(titles))

    def walk(self) -> Iterator[Section]:
        """Yield this section and all below it in order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Document:
    """A parsed list. `root` is the tree of blocks, `sections` all sections in order, `entries` all entries in order.

    `notes` say what could not be read, one line each.
    `surroundings` answers which other files exist, `None` where nobody knows; whoever opened the file sets it.
    `memo` keeps what `once_per_document` functions found out.
    `facts` are what was learnt from the network, `None` before anybody asked.
    `venues` is the table of venues that the list was read with. `parts` are the files before this one where a list is split
    over several, `None` where it stands alone.
    """

    def __init__(self, source: Source, root: Block, definitions: tuple[Definition, ...], venues: VenueTable):
        self.source = source
        self.venues = venues
        self.root = root
        self.definitions = definitions
        self.notes: tuple[str, ...] = ()
        self.sections: list[Section] = []
        self.entries: list[Entry] = []
        self.section_starts: list[tuple[int, Section]] = []
        self._starts: list[int] = []
        self.title_section: Section | None = None
        self.surroundings: Surroundings | None = None
        self.facts: Facts | None = None
        self.memo: dict[Callable[[Document], Any], Any] = {}
        self.parts: Parts | None = None

    def section_at(self, line: int) -> Section:
        """Return the section that a line stands in; a `<details>` that ends gives the line back to the section around it."""
        if len(self._starts) != len(self.section_starts):
            self._starts = [start for start, _ in self.section_starts]
        return self.section_starts[max(bisect_right(self._starts, line) - 1, 0)][1]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in the order of the source, the root left out."""
        return tuple(block for block in self.root.walk() if block is not self.root)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links in the order of the source, also those outside entries."""
        return tuple(link for block in self.blocks if block.inline for link in block.inline.links)

    @cached_property
    def places(self) -> Places:
        """What stands at a line or an offset, made ready when first asked."""
        return Places(self.blocks)

    @cached_property
    def conventions(self) -> Conventions:
        """What the list mostly does, computed when first asked."""
        return Conventions(self.sections)
