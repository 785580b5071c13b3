"""The lines of a block, as rows of a table that it is or was meant as."""

from __future__ import annotations

from collections.abc import Sequence

from awesomelint.checks.rendering.broken_rows import cell_count
from awesomelint.checks.rendering.indents import at_column
from awesomelint.checks.rendering.loss import LINK
from awesomelint.diagnostic import Edit, Severity
from awesomelint.markdown.block_rules import split_cells
from awesomelint.markdown.blocks import (
    INDENT_OF_CODE,
    Block,
    first_text,
    indent_of,
    item_around,
    quote_depth,
    text_column,
)
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
        return Line(self.line, self.start, text, cell_count(text) if "|" in text else 0)

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


def linked(row: str) -> tuple[bool, ...]:
    """Return which cells of a row hold a link."""
    return tuple(LINK.search(row, *cell) is not None for cell in split_cells(row, 0, len(row)))


def lost_rows(lines: Sequence[Line]) -> str:
    """Say how many rows are lost."""
    return "1 row" if len(lines) == 1 else f"{len(lines)} rows"


def severity_of(lines: Sequence[Line]) -> Severity | None:
    """Return the severity of the loss of rows: that of the rule, or a warning if they hold no link."""
    return None if any(LINK.search(line.text) for line in lines) else Severity.WARNING


def deep_lines(source: Source, block: Block) -> tuple[Edit, ...]:
    """Return the edits that move lines of a paragraph to the left that would be code as rows of a table."""
    edits = (deep_line(source, block, line) for line in range(block.first + 1, block.last + 1))
    return tuple(edit for edit in edits if edit is not None)


def deep_line(source: Source, block: Block, line: int) -> Edit | None:
    """Return the edit that moves one line of a block to the left if it would be code as a row of a table."""
    quotes = quote_depth(block)
    column, expected = indent_of(source, line, quotes)[0], text_column(source, block, line)
    return at_column(source, line, quotes, expected) if column - expected >= INDENT_OF_CODE else None
