"""A piece: a stretch of an entry in one markup between separators, with its place and what it may be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from enum import StrEnum

from awesomelint.markdown.blocks import Inline, Link, Run, RunKind
from awesomelint.papers.venues.table import VenueTable
from awesomelint.source import Span

QUOTES = frozenset('"“„«')
"""Marks that open a quotation."""


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


class Role(StrEnum):
    """What a piece is taken for."""

    TEXT = "text"
    NAMES = "names"
    VENUE = "venue"
    DATE = "date"
    LABEL = "label"
    NUMBER = "number"
    NOISE = "noise"


class Places:
    """Maps offsets in the joined text of one or more runs to the source."""

    __slots__ = ("base", "offsets", "runs")

    def __init__(self, run: Run):
        self.offsets = [0]
        self.runs = [run]
        # Most texts are one run that stands in the source as it reads: its places are a sum.
        is_plain = run.kind is RunKind.TEXT and len(run.text) == run.end - run.start
        self.base: int | None = run.start if is_plain else None

    def add(self, offset: int, run: Run) -> None:
        """Add a run whose text begins at an offset."""
        self.base = None
        self.offsets.append(offset)
        self.runs.append(run)

    def span(self, start: int, end: int) -> Span:
        """Return the raw range of the text between two offsets."""
        if self.base is not None:
            return Span(self.base + start, self.base + end)
        return Span(self._at(start), self._at_end(end))

    def _at(self, offset: int) -> int:
        index = bisect_right(self.offsets, offset) - 1
        run = self.runs[index]
        inside = offset - self.offsets[index]
        length = len(run.text)
        if run.kind is RunKind.CODE or length != run.end - run.start:
            return run.start if inside < length else run.end
        return run.start + inside

    def _at_end(self, offset: int) -> int:
        if offset <= 0:
            return self._at(0)
        index = bisect_right(self.offsets, offset - 1) - 1
        run = self.runs[index]
        if run.kind is RunKind.CODE or len(run.text) != run.end - run.start:
            return run.end
        return run.start + offset - self.offsets[index]


class Piece:
    """A stretch of an entry.

    `text` is what a reader sees; `start` and `end` are its range in the text of its markup, `span` that in the source.
    `wrap` is the bracket that is open around it (`""` if none), `before` the separator in front of it, `after` the
    punctuation behind it. `line` counts the entry's visual lines from 0, `cell` the table cell, `depth` the level of nested
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
        "places",
        "role",
        "start",
        "text",
        "venues",
        "wrap",
    )

    def __init__(
        self,
        text: str,
        form: Form,
        places: Places,
        start: int,
        end: int,
        link: Link | None,
        where: tuple[int, int, int],
        venues: VenueTable,
    ):
        self.text = text
        self.form = form
        self.places = places
        self.start = start
        self.end = end
        self.wrap = ""
        self.before = ""
        self.after = ""
        self.link = link
        self.line, self.cell, self.depth = where
        self.venues = venues
        self.role = Role.TEXT

    @property
    def span(self) -> Span:
        """The raw range of the text in the source."""
        return self.places.span(self.start, self.end)

    def part(self, start: int, end: int, role: Role) -> Piece:
        """Return a part of the piece, by offsets in its text."""
        where = (self.line, self.cell, self.depth)
        text, first, last = self.text[start:end], self.start + start, self.start + end
        piece = Piece(text, self.form, self.places, first, last, self.link, where, self.venues)
        piece.wrap, piece.role = self.wrap, role
        return piece

    def part_span(self, start: int, end: int) -> Span:
        """Return the raw range of a part, by offsets in the piece's text."""
        return self.places.span(self.start + start, self.start + end)

    def part_spans(self, ranges: Iterable[tuple[int, int]]) -> list[Span]:
        """Return the raw ranges of several parts."""
        base = self.places.base
        if base is None:
            return [self.part_span(start, end) for start, end in ranges]
        base += self.start
        return [Span(base + start, base + end) for start, end in ranges]

    def __repr__(self) -> str:
        return f"<{self.role.value} {self.form.value} {self.wrap}{self.text!r} {self.before!r}>"


class EntryLine:
    """One inline content of an entry and where it stands in it."""

    __slots__ = ("cell", "depth", "inline")

    def __init__(self, inline: Inline, cell: int = 0, depth: int = 0):
        self.inline = inline
        self.cell = cell
        self.depth = depth
