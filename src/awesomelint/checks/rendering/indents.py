"""The columns of blocks, and the edits that put lines at other ones."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.diagnostic import Edit
from awesomelint.markdown.blocks import Block, indent_of, is_line_end, left_edge, quote_depth
from awesomelint.source import Source, Span


def column_of_block(source: Source, block: Block) -> int:
    """Return the column, from 0, at which the first line of a block begins behind its quote marks."""
    return indent_of(source, block.first, quote_depth(block))[0]


def at_column(source: Source, line: int, quotes: int, column: int) -> Edit:
    """Return the edit that begins the text of a line in `quotes` block quotes at a column, or where text in these begins."""
    edge, start = left_edge(source, line, quotes)
    return Edit(Span(start, indent_of(source, line, quotes)[1]), " " * max(0, column - edge))


def shifted(source: Source, block: Block, shift: int, least: int = 0, first: int = 0) -> Iterator[Edit]:
    """Yield the edits that move lines of a block by some columns: from line `first` on, those indented by `least` or more.

    Lines that are less indented stay where they are: they only go on with a paragraph.
    """
    quotes = quote_depth(block)
    for line in range(max(first, block.first), block.last + 1):
        indent, offset = indent_of(source, line, quotes)
        if indent >= least and not is_line_end(source, offset):
            yield at_column(source, line, quotes, indent + shift)
