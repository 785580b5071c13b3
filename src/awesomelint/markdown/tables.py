"""Pipe tables: the block rule, and the cells of a row, as GitHub cuts them."""

from __future__ import annotations

from itertools import pairwise

from markdown_it.rules_block.state_block import StateBlock

from awesomelint.expressions import expression
from awesomelint.markdown.block_state import BlockState
from awesomelint.markdown.blocks import OffsetMap, Place
from awesomelint.markdown.runs import TRIMMED

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


#| The block rule for pipe tables: GitHub's tables as markdown-it-py reads them, but with the places of their cells.
#|
#| The library's rule makes three tokens a cell and throws the places away; this one makes a token a row.

MAX_MISSING_CELLS = 0x10000
"""How many cells all tables of a document may leave out; a wide head over short rows costs more than it is long."""

_DELIMITER_ROW = expression(r"(?:[|:][|: \t-]|-[|:-])[|: \t-]*")
_DELIMITER = expression(r":?-+:?")


def table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the library's names
    """Read a table that begins with a line, if one does."""
    assert isinstance(state, BlockState)
    columns = _columns(state, startLine, endLine)
    if columns == 0:
        return False
    if silent:
        return True
    parent, state.parentType = state.parentType, "table"
    opening = state.push("table_open", "table", 1)
    _push_row(state, startLine, columns)
    line = startLine + 2
    ends = state.md.block.ruler.getRules("blockquote")
    while (
        line < endLine
        and state.sCount[line] >= state.blkIndent
        and not any(e(state, line, endLine, True) for e in ends)
    ):
        start, end = _text(state, line)
        if start == end or state.is_code_block(line) or state.missing_cells > MAX_MISSING_CELLS:
            break
        _push_row(state, line, columns)
        line += 1
    state.push("table_close", "table", -1)
    opening.map = [startLine, line]
    state.parentType = parent
    state.line = line
    return True


def _columns(state: BlockState, line: int, end: int) -> int:
    """Return how many columns the table has that begins at a line, 0 if none does."""
    below = line + 1
    if line + 2 > end or state.sCount[below] < state.blkIndent or state.is_code_block(below):
        return 0
    source = state.src
    match = _DELIMITER_ROW.fullmatch(source, state.bMarks[below] + state.tShift[below], state.eMarks[below])
    if match is None:
        return 0
    delimiters = [part.strip(" \t") for part in match[0].split("|")]
    if not delimiters[0]:
        del delimiters[0]
    if delimiters and not delimiters[-1]:
        del delimiters[-1]
    if not delimiters or not all(_DELIMITER.fullmatch(part) for part in delimiters):
        return 0
    start, stop = _text(state, line)
    if "|" not in source[start:stop] or state.is_code_block(line):
        return 0
    return len(delimiters) if len(split_cells(source, start, stop)) == len(delimiters) else 0


def _push_row(state: BlockState, line: int, columns: int) -> None:
    token = state.push("row", "tr", 0)
    token.map = [line, line + 1]
    shift = state.line_start(line) - state.bMarks[line] - state.tShift[line]
    cells = split_cells(state.src, *_text(state, line))
    state.missing_cells += max(0, columns - len(cells))
    token.cells = [(start + shift, end + shift) for start, end in cells] if shift else cells
    token.columns = columns


def _text(state: BlockState, line: int) -> tuple[int, int]:
    return trimmed(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
