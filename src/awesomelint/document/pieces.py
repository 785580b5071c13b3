"""The values that reading an entry works on: `Piece`, `Candidate`, `Reading` and `Hints`.

A `Piece` is a stretch of an entry in one markup between separators; it does not change once it is made. A `Candidate` is a
place that may hold an entry, with its pieces. A `Reading` says which of the pieces are title, authors and venue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from awesomelint.document.model import Container, Field, Section
from awesomelint.document.names import Names
from awesomelint.markdown.blocks import Block, Inline, Link, Mark
from awesomelint.markdown.source_map import SourceMap
from awesomelint.papers.venues.table import VenueTable
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple

QUOTES = frozenset('"“„«《「『')
"""Marks that open a quotation."""

CLOSING_QUOTES = frozenset('"“”»》」』')

BRACKETS = {"[": "]", "【": "】", "(": ")", "（": "）"}
"""What closes each bracket that may stand around a field."""

DASHES = ("-", "–", "—", "--", "---")


class Form(StrEnum):
    """The markup of a piece."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    LINK = "link"
    BOLD_LINK = "bold link"
    QUOTED = "quoted"
    CODE = "code"
    IMAGE = "image"


LINK_FORMS = frozenset({Form.LINK, Form.BOLD_LINK})

MARKS = {Form.BOLD: Mark.BOLD, Form.BOLD_LINK: Mark.BOLD, Form.ITALIC: Mark.ITALIC}


class Role(StrEnum):
    """What a piece is taken for."""

    TEXT = "text"
    NAMES = "names"
    VENUE = "venue"
    DATE = "date"
    LABEL = "label"
    NUMBER = "number"
    NOISE = "noise"


class Piece:
    """A stretch of an entry.

    `text` is what a reader sees; `start` and `end` are its range in the text of its markup, `span` that in the source.
    `wrap` is the bracket that is open around it (`""` if none), `before` the separator in front of it, `after` the
    punctuation after it. `line` counts the entry's visual lines from 0, `cell` the table cell, `depth` the level of nested
    bullets. `venues` is the table of the venues that it may name.
    """

    __slots__ = (
        "after",
        "before",
        "cell",
        "depth",
        "end",
        "form",
        "line",
        "link",
        "role",
        "source_map",
        "start",
        "text",
        "venues",
        "wrap",
    )

    def __init__(
        self,
        text: str,
        form: Form,
        source_map: SourceMap,
        start: int,
        end: int,
        link: Link | None,
        where: tuple[int, int, int],
        venues: VenueTable,
        role: Role,
        wrap: str,
        before: str,
        after: str,
    ):
        self.text = text
        self.form = form
        self.source_map = source_map
        self.start = start
        self.end = end
        self.link = link
        self.line, self.cell, self.depth = where
        self.venues = venues
        self.role = role
        self.wrap = wrap
        self.before = before
        self.after = after

    @property
    def span(self) -> Span:
        """The raw range of the text in the source."""
        return self.source_map.span(self.start, self.end)

    def part(
        self, start: int, end: int, role: Role, *, wrap: str | None = None, before: str = "", after: str = ""
    ) -> Piece:
        """Return a part of the piece, by offsets in its text."""
        where = (self.line, self.cell, self.depth)
        text, first, last = self.text[start:end], self.start + start, self.start + end
        wrap = self.wrap if wrap is None else wrap
        return Piece(
            text, self.form, self.source_map, first, last, self.link, where, self.venues, role, wrap, before, after
        )

    def having(self, *, role: Role | None = None, before: str | None = None) -> Piece:
        """Return the piece with another role, or another separator in front of it."""
        before = self.before if before is None else before
        return self.part(0, len(self.text), role or self.role, before=before, after=self.after)

    def part_span(self, start: int, end: int) -> Span:
        """Return the raw range of a part, by offsets in the piece's text."""
        return self.source_map.span(self.start + start, self.start + end)

    def part_spans(self, ranges: Iterable[tuple[int, int]]) -> list[Span]:
        """Return the raw ranges of several parts."""
        base = self.source_map.base
        if base is None:
            return [self.part_span(start, end) for start, end in ranges]
        base += self.start
        return [Span(base + start, base + end) for start, end in ranges]


class EntryLine(NamedTuple):
    """One inline content of an entry: in which table cell it is, and under how many bullets."""

    inline: Inline
    cell: int = 0
    depth: int = 0


class Candidate:
    """A place that may hold an entry. `first` and `last` are its lines, `columns` the roles of a table's columns.

    `first_text` is the index of the first piece that is text.
    """

    __slots__ = (
        "_answers",
        "block",
        "columns",
        "container",
        "first",
        "first_text",
        "inlines",
        "last",
        "pieces",
        "section",
        "source",
    )

    def __init__(
        self,
        section: Section,
        block: Block,
        container: Container,
        first: int,
        last: int,
        inlines: tuple[Inline, ...],
        pieces: list[Piece],
        columns: tuple[Role | None, ...],
    ):
        self.section = section
        self.source = section.document.source
        self.block = block
        self.container = container
        self.first = first
        self.last = last
        self.inlines = inlines
        self.pieces = pieces
        self.columns = columns
        texts = (index for index, piece in enumerate(pieces) if piece.role is Role.TEXT and len(piece.text) > 1)
        self.first_text = next(texts, len(pieces))
        self._answers: dict[Callable[[Candidate], Any], Any] = {}

    def having(self, pieces: list[Piece]) -> Candidate:
        """Return the candidate cut into other pieces."""
        section, block, container, inlines = self.section, self.block, self.container, self.inlines
        return Candidate(section, block, container, self.first, self.last, inlines, pieces, self.columns)

    def column(self, piece: Piece) -> Role | None:
        """Return the role of the table column that a piece is in."""
        return self.columns[piece.cell] if piece.cell < len(self.columns) else None


class NamedPiece(NamedTuple):
    """A piece and the names read from it."""

    piece: Piece
    names: Names


class Reading(NamedTuple):
    """A candidate as it is read: its title and the index of that piece (-1 for none), its authors, and the piece of its venue.

    `is_cited` tells that it was read as a whole citation, so that nothing is to be found any more.
    """

    candidate: Candidate
    title_index: int
    title: Piece | None
    authors: list[NamedPiece]
    venue: Piece | None
    is_cited: bool = False


TitleKey = tuple[Form, bool, bool]
"""What titles of one kind share: their form, whether they are quoted, and whether they come first."""

PlaceKey = tuple[Form, bool, str]
"""Where a field is: its form, whether it is on the title's line, and the bracket around it."""


class Hints(NamedTuple):
    """What the other entries of the section do: how titles look, and where names and venues are.

    `surnames_only` tells that names are surnames only ("Dinh, Krueger et al.").
    """

    title: TitleKey | None = None
    names: PlaceKey | None = None
    venue: PlaceKey | None = None
    surnames_only: bool = False


NO_HINTS = Hints()


def title_key(candidate: Candidate, index: int) -> TitleKey:
    """Return the form of the piece at an index, whether it is quoted, and whether it comes first."""
    piece = candidate.pieces[index]
    return piece.form, piece.wrap in QUOTES, index <= candidate.first_text


def place_of(piece: Piece, title: Piece | None) -> PlaceKey:
    """Return where a piece is, seen from the title."""
    return piece.form, piece.line == (title.line if title is not None else 0), piece.wrap


def field_of(value: str, piece: Piece, candidate: Candidate) -> Field:
    """Return a value with the places of the piece that it was read from."""
    span, marks = piece.span, MARKS.get(piece.form, Mark.NONE)
    quote = piece.wrap if piece.wrap in QUOTES else ""
    return Field(" ".join(value.split()), span, outer_span(span, piece, candidate, quote), marks, quote, piece.link)


def outer_span(span: Span, piece: Piece, candidate: Candidate, quote: str = "") -> Span:
    """Return the span of a piece widened by the quotes, link and emphasis that wrap just its text."""
    source, outer = candidate.source, span
    if piece.form is Form.CODE:
        while source.text[outer.start - 1 : outer.start] == source.text[outer.end : outer.end + 1] == "`":
            outer = Span(outer.start - 1, outer.end + 1)
    if piece.link is not None and piece.link.label_span == span:
        outer = piece.link.span
    if piece.form in MARKS:
        for emphasis in (emphasis for inline in candidate.inlines for emphasis in inline.emphases):
            inner = emphasis.inner
            if inner.covers(outer) and not letters_between(source, inner, outer):
                outer = emphasis.outer
                break
    if quote:
        start, end = outer
        start -= source.text[start - 1 : start] in QUOTES
        end += source.text[end : end + 1] in CLOSING_QUOTES
        outer = Span(start, end)
    return outer


def letters_between(source: Source, inner: Span, outer: Span) -> bool:
    """Return whether letters are between the outer of two ranges and the inner one."""
    if inner == outer:
        return False
    around = source.text[inner.start : outer.start] + source.text[outer.end : inner.end]
    return any(char.isalnum() for char in around)
