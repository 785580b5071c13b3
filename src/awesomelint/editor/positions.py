"""Places as editors count them: lines and columns from 0, columns in UTF-16 code units."""

from __future__ import annotations

from lsprotocol import types

from awesomelint.source import Source
from awesomelint.span import Span


def range_of(source: Source, span: Span) -> types.Range:
    """Return a span as a range. (A byte order mark, which `Source` leaves out, is a column of its own in an editor.)"""
    return types.Range(start=position_of(source, span.start), end=position_of(source, span.end))


def position_of(source: Source, offset: int) -> types.Position:
    """Return an offset as a position."""
    line = source.line_at(offset)
    if offset == len(source.text) and source.text.endswith(("\n", "\r")):
        return types.Position(line, 0)  # the empty line behind the last newline, which `Source` does not count
    column = source.utf16_column(offset) - 1
    return types.Position(line - 1, column + (source.has_bom and line == 1))


def offset_of(source: Source, position: types.Position) -> int:
    """Return the offset of a position; one behind the end of a line or of the text means that end."""
    if position.line >= source.line_count:
        return len(source.text)
    span = source.line_span(position.line + 1)
    units = position.character - (source.has_bom and position.line == 0)
    offset = span.start
    while offset < span.end and units > 0:
        units -= 2 if source.text[offset] > "\uffff" else 1
        offset += 1
    return offset


def lines_range(source: Source, first: int, last: int) -> types.Range:
    """Return the range of some lines, from 1, both inclusive."""
    return range_of(source, Span(source.line_span(first).start, source.line_span(max(first, last)).end))
