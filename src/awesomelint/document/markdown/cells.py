"""The cells of a table row: where each one stands, as GitHub cuts them."""

from __future__ import annotations

from itertools import pairwise

from awesomelint.document.blocks import OffsetMap, Place
from awesomelint.document.markdown.emphasis import TRIMMED
from awesomelint.expressions import expression

_PIPE = expression(r"(?<!\\)\|")
_ESCAPED_PIPE = expression(r"\\\|")


def split_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the cells of a row, `text` from `start` to `end` (`trimmed`); blanks around them are left out."""
    edges = [start - 1, *(match.start() for match in _PIPE.finditer(text, start, end)), end]
    cells = [(left + 1, right) for left, right in pairwise(edges)]
    if cells[0] == (start, start):
        del cells[0]
    if cells and cells[-1] == (end, end):
        del cells[-1]
    return [trimmed(text, left, right) for left, right in cells]


def read_cell(text: str, start: int, end: int) -> tuple[str, Place]:
    """Return the content of a cell and where it is written; an escaped pipe stands for two characters."""
    raw = text[start:end]
    if "\\|" not in raw:
        return raw, start
    offsets, sources = [0], [start]
    for shift, match in enumerate(_ESCAPED_PIPE.finditer(text, start, end)):
        offset = match.start() - start - shift
        offsets += [offset, offset + 1]
        sources += [match.start(), match.end()]
    return raw.replace("\\|", "|"), OffsetMap(offsets, sources)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the blanks at its ends."""
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip(TRIMMED))
    return start, start + len(raw.strip(TRIMMED))
