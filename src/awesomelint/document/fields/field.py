"""A piece made a `Field`: its value, its range, and the range of the markup that wraps just it."""

from __future__ import annotations

from awesomelint.document.blocks import Mark
from awesomelint.document.fields.pieces import QUOTES, Form, Piece
from awesomelint.document.model import Entry, Field
from awesomelint.source import Source
from awesomelint.span import Span

MARKS = {Form.BOLD: Mark.BOLD, Form.BOLD_LINK: Mark.BOLD, Form.ITALIC: Mark.ITALIC}


_CLOSING_QUOTES = frozenset('"”“»')


def make_field(value: str, piece: Piece, entry: Entry) -> Field:
    """Return a value with the places of the piece that it was read from."""
    quote = piece.wrap if piece.wrap in QUOTES else ""
    span = piece.span
    marks = MARKS.get(piece.form, Mark.NONE)
    return Field(" ".join(value.split()), span, outer_of(span, piece, entry, quote), marks, quote, piece.link)


def outer_of(span: Span, piece: Piece, entry: Entry, quote: str) -> Span:
    """Return a span widened by the quotes, link and emphasis that wrap just this text."""
    source = entry.document.source
    outer = span
    if piece.link is not None and piece.link.label_span == span:
        outer = piece.link.span
    if piece.form in MARKS:
        for emphasis in (emphasis for inline in entry.inlines for emphasis in inline.emphases):
            inner = emphasis.inner
            if inner.start <= outer.start and outer.end <= inner.end and not _letters_between(source, inner, outer):
                outer = emphasis.outer
                break
            if piece.link is not None and inner == span:
                outer = piece.link.span
    if quote:
        start, end = outer
        if source.text[start - 1 : start] in QUOTES:
            start -= 1
        if source.text[end : end + 1] in _CLOSING_QUOTES:
            end += 1
        outer = Span(start, end)
    return outer


def _letters_between(source: Source, inner: Span, outer: Span) -> bool:
    if inner == outer:
        return False
    around = source.text[inner.start : outer.start] + source.text[outer.end : inner.end]
    return any(char.isalnum() for char in around)
