"""The lines of a block, as rows of a table that it is or was meant as."""

from __future__ import annotations

from awesomelint.markdown.block_rules import split_cells
from awesomelint.markdown.blocks import Block, first_text, indent_of, item_around, quote_depth
from awesomelint.source import Source
from awesomelint.startup import NamedTuple


class Line(NamedTuple):
    """A line of a block, without its indent: its number, where its text begins, the text, and how many cells it has."""

    line: int
    start: int
    text: str
    cells: int

    def with_pipes(self) -> Line:
        """Return the line with pipes in place of full-width ones."""
        text = self.text.replace("｜", "|")
        return Line(self.line, self.start, text, len(split_cells(text, 0, len(text))) if "|" in text else 0)

    @property
    def is_fenced(self) -> bool:
        """Whether it has a pipe at both ends."""
        return len(self.text) > 1 and self.text[0] == "|" and self.text[-1] == "|"

    @property
    def end(self) -> int:
        """Where the text ends."""
        return self.start + len(self.text)


def lines_of(source: Source, block: Block) -> list[Line]:
    """Return all lines of a block."""
    return [line_at(source, block, line) for line in range(block.first, block.last + 1)]


def line_at(source: Source, block: Block, line: int) -> Line:
    """Return one line of a block; in the first line of an item, what is behind its marker."""
    _, start = indent_of(source, line, quote_depth(block))
    item = item_around(block)
    if item is not None and line == item.first and item.marker is not None:
        start = max(start, first_text(source, item.marker.end))
    text = source.text[start : source.line_span(line).end].rstrip()
    cells = len(split_cells(source.text, start, start + len(text))) if "|" in text else 0
    return Line(line, start, text, cells)
