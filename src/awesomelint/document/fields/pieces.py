"""A piece: a stretch of an entry in one markup between separators, with its place and what surrounds it."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum

from awesomelint.document.blocks import Inline, Link, Run, RunKind
from awesomelint.span import Span

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
    """Maps offsets in the joined text of several runs to the source."""

    __slots__ = ("offsets", "runs")

    def __init__(self) -> None:
        self.offsets: list[int] = []
        self.runs: list[Run] = []

    def add(self, offset: int, run: Run) -> None:
        """Add a run whose text begins at an offset."""
        self.offsets.append(offset)
        self.runs.append(run)

    def at(self, offset: int) -> int:
        """Return where the character at an offset stands in the source."""
        index = bisect_right(self.offsets, offset) - 1
        run = self.runs[index]
        inside = offset - self.offsets[index]
        length = len(run.text)
        if run.kind is RunKind.CODE or length != run.end - run.start:
            return run.start if inside < length else run.end
        return run.start + inside

    def at_end(self, offset: int) -> int:
        """Return where, in the source, the character in front of an offset ends."""
        if offset <= 0:
            return self.at(0)
        index = bisect_right(self.offsets, offset - 1) - 1
        run = self.runs[index]
        inside = offset - self.offsets[index]
        length = len(run.text)
        if run.kind is RunKind.CODE or length != run.end - run.start:
            return run.end
        return run.start + inside


class Piece:
    """A stretch of an entry.

    `text` is what a reader sees; `start` and `end` are its range in the text of its markup, `span` that in the source.
    `wrap` is the bracket that is open around it (`""` if none), `before` the separator in front of it, `after` the
    punctuation behind it. `line` counts the
    entry's visual lines from 0, `cell` the table cell, `depth` the level of nested bullets.
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
        "map",
        "role",
        "start",
        "text",
        "wrap",
    )

    def __init__(self, text: str, form: Form, place: Places, start: int, end: int, where: tuple[int, int, int]):
        self.text = text
        self.form = form
        self.map = place
        self.start = start
        self.end = end
        self.wrap = ""
        self.before = ""
        self.after = ""
        self.link: Link | None = None
        self.line, self.cell, self.depth = where
        self.role = Role.TEXT

    @property
    def span(self) -> Span:
        """The raw range of the text in the source."""
        return Span(self.map.at(self.start), self.map.at_end(self.end))

    def part(self, start: int, end: int, role: Role) -> Piece:
        """Return a part of the piece, by offsets in its text."""
        piece = Piece(self.text[start:end], self.form, self.map, self.start + start, self.start + end, self.where)
        piece.wrap, piece.link, piece.role = self.wrap, self.link, role
        return piece

    @property
    def where(self) -> tuple[int, int, int]:
        """Line, cell and depth."""
        return self.line, self.cell, self.depth

    def __repr__(self) -> str:
        return f"<{self.role.value} {self.form.value} {self.wrap}{self.text!r} {self.before!r}>"


class EntryLine:
    """One inline content of an entry and where it stands in it."""

    __slots__ = ("cell", "depth", "inline")

    def __init__(self, inline: Inline, cell: int = 0, depth: int = 0):
        self.inline = inline
        self.cell = cell
        self.depth = depth
