"""Where the text of a line begins, behind quote marks and blanks."""

from __future__ import annotations

from awesomelint.document.blocks import Block, BlockKind
from awesomelint.expressions import expression
from awesomelint.source import Source

_TAB = 4
_BLANKS = expression(r"[ \t]*")
_QUOTE_MARK = expression(r"[ \t]*>")


def first_text(source: Source, offset: int) -> int:
    """Return the offset of the first character at or after `offset` that is neither blank nor tab."""
    match = _BLANKS.match(source.text, offset)
    assert match is not None
    return match.end()


def indent_of(source: Source, line: int, quotes: int = 0) -> tuple[int, int]:
    """Return column (from 0, tabs expanded) and offset of a line's first character behind `quotes` quote marks."""
    start = offset = source.line_starts[line - 1]
    for _ in range(quotes):
        mark = _QUOTE_MARK.match(source.text, offset)
        if mark is None:
            break
        offset = mark.end()
    offset = first_text(source, offset)
    return len(source.text[start:offset].expandtabs(_TAB)), offset


def is_line_end(source: Source, offset: int) -> bool:
    """Tell whether a line ends at an offset."""
    return offset >= len(source.text) or source.text[offset] in "\r\n"


def quote_depth(block: Block) -> int:
    """Return how many block quotes a block stands in."""
    depth, parent = 0, block.parent
    while parent is not None:
        depth += parent.kind is BlockKind.QUOTE
        parent = parent.parent
    return depth


def is_indented_code(block: Block) -> bool:
    """Tell whether a block is code by its indent, not by a fence."""
    return block.kind is BlockKind.CODE and block.markup == "code_block"
