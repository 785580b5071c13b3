"""What stands at a place of a document: the block, the run, and whether a reader sees it as text."""

from __future__ import annotations

from bisect import bisect_right

from awesomelint.document.blocks import Block, BlockKind, Run

_LEAVES = frozenset(
    {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CELL, BlockKind.HTML, BlockKind.CODE, BlockKind.RULE}
)


class Places:
    """Finds leaves (blocks that hold text or code, and no other block) by line, and runs by offset."""

    __slots__ = ("_leaves", "_lines", "_starts", "_written")

    def __init__(self, blocks: tuple[Block, ...]):
        self._leaves = [block for block in blocks if block.kind in _LEAVES]
        self._lines = [block.first for block in self._leaves]
        self._written = [block for block in self._leaves if block.inline is not None]
        self._starts = [block.inline.span.start for block in self._written if block.inline is not None]

    def leaf_on(self, line: int) -> Block | None:
        """Return the leaf on a line (the last one, of the cells of a table row), or `None` between blocks."""
        index = bisect_right(self._lines, line) - 1
        if index < 0 or self._leaves[index].last < line:
            return None
        return self._leaves[index]

    def leaf_at(self, offset: int) -> Block | None:
        """Return the leaf whose inline content holds an offset, or `None`."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        leaf = self._written[index]
        assert leaf.inline is not None
        return leaf if offset < leaf.inline.span.end else None

    def run_at(self, offset: int) -> Run | None:
        """Return the run that holds an offset, or `None` where emphasis marks, link syntax or nothing stands."""
        leaf = self.leaf_at(offset)
        if leaf is None or leaf.inline is None:
            return None
        runs = leaf.inline.runs
        low, high = 0, len(runs)
        while low < high:
            middle = (low + high) // 2
            if runs[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return runs[low - 1] if low and runs[low - 1].end > offset else None
