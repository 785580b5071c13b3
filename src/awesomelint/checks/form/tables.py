"""Rows of a table that do not fit its header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic, Related, Severity
from awesomelint.document.blocks import Block, BlockKind
from awesomelint.document.markdown.cells import split_cells
from awesomelint.document.model import Document
from awesomelint.document.style.conventions import MIN_SHARE, MIN_WITNESSES
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span

_COMMENT = "[//]:"
"""How a note that readers shall not see is written; in a table it makes a further cell, which GitHub drops."""


def table_row(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report rows with more or fewer cells than the header; once, at the header, where most rows agree against it."""
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            yield from _rows(document, rule, block)


def _rows(document: Document, rule: Rule, table: Block) -> Iterator[Diagnostic]:
    header, *rows = (row for row in table.children if row.kind is BlockKind.ROW)
    expected = header.cell_count
    ragged = [
        (row, cells) for row in rows if row.cell_count != expected and (cells := _cells(document, row)) != expected
    ]
    if not ragged:
        return
    count, size = Counter(cells for _, cells in ragged).most_common(1)[0][::-1]
    if count >= MIN_WITNESSES and count >= MIN_SHARE * len(rows):
        message = f"found a header of {_number(expected)}, expected {size} as in {count} of {len(rows)} rows"
        yield rule.diagnose(_line(document, header), message)
        ragged = [(row, cells) for row, cells in ragged if cells != size]
    related = (Related(_line(document, header), f"the header has {_number(expected)}"),)
    for row, cells in ragged:
        lost = _loses_text(document, row, expected)
        what = "; the rest is not shown" if lost else ""
        message = f"found a row of {_number(cells)}, expected {expected} as in the header{what}"
        severity = None if lost else Severity.INFO
        yield rule.diagnose(_place(document, row, expected), message, related=related, severity=severity)


def _number(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"


def _cells(document: Document, row: Block) -> int:
    """Return how many cells a row has, notes such as `[//]: # (2024/05)` at its end left out."""
    text = document.source.text
    cells = _ranges(document, row)
    while cells and text.startswith(_COMMENT, cells[-1].start):
        cells.pop()
    return len(cells)


def _loses_text(document: Document, row: Block, expected: int) -> bool:
    """Tell whether the cells that are too many hold anything."""
    text = document.source.text
    extra = _ranges(document, row)[expected:]
    return any(cell.start < cell.end and not text.startswith(_COMMENT, cell.start) for cell in extra)


def _ranges(document: Document, row: Block) -> list[Span]:
    """Return the places of a row's cells as they are written, also of those that are not shown."""
    line = document.source.line_span(row.first)
    start = line.start
    block = row.parent
    while block is not None:
        if block.kind is BlockKind.ITEM and block.first == row.first and block.marker is not None:
            start = max(start, block.marker.end)
        block = block.parent
    raw = document.source.text[start : line.end]
    start += len(raw) - len(raw.lstrip(" \t>"))
    return [Span(*cell) for cell in split_cells(document.source.text, start, line.end)]


def _place(document: Document, row: Block, expected: int) -> Span:
    """Return the first cell that is too many, else the whole row."""
    cells = _ranges(document, row)
    return cells[expected] if len(cells) > expected else _line(document, row)


def _line(document: Document, row: Block) -> Span:
    span = document.source.line_span(row.first)
    raw = document.source[span]
    return Span(span.start + len(raw) - len(raw.lstrip()), span.start + len(raw.rstrip()))
