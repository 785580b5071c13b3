"""The brackets in running text, and which of them belong together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from awesomelint.markdown.blocks import Inline, LinkSyntax, SegmentKind
from awesomelint.startup import expression

_BRACKET = expression(r"\\.|[\[\]()（）]", re.DOTALL)
_KIND = {"[": "[", "]": "[", "(": "(", ")": "(", "（": "(", "）": "("}
_OPENING = frozenset("[(（")


class Pairs:
    """The square and round brackets in running text; those in links, code, images and tags are left out.

    `closing` and `opening` lead from one bracket of a pair to the other, `unclosed` and `unopened` hold the rest, all as
    offsets in the source. The two kinds of brackets are paired apart: "1) see [a" leaves both alone.
    `first` is where the text begins. `has_link_in_parentheses` tells that at least one pair of round brackets is around a link.
    """

    __slots__ = (
        "_link_ends",
        "_link_starts",
        "_segment_ends",
        "_segment_starts",
        "closing",
        "first",
        "has_link_in_parentheses",
        "opening",
        "unclosed",
        "unopened",
    )

    def __init__(self, inline: Inline, text: str):
        free = [segment for segment in inline.segments if segment.kind is SegmentKind.TEXT and segment.link is None]
        self._segment_starts = [segment.start for segment in free]
        self._segment_ends = [segment.end for segment in free]
        self.first = inline.span.start
        links = [link.span for link in inline.links if link.syntax is not LinkSyntax.BARE]
        self._link_starts = [span.start for span in links]
        self._link_ends = [span.end for span in links]
        self.closing: dict[int, int] = {}
        self.opening: dict[int, int] = {}
        self.unclosed: set[int] = set()
        self.unopened: set[int] = set()
        self.has_link_in_parentheses = False
        stacks: dict[str, list[int]] = {"[": [], "(": []}
        for segment in free:
            for match in _BRACKET.finditer(text, segment.start, segment.end):
                bracket, at = match[0], match.start()
                if bracket not in _KIND:
                    continue
                stack = stacks[_KIND[bracket]]
                if bracket in _OPENING:
                    stack.append(at)
                elif stack:
                    start = self.opening[at] = stack.pop()
                    self.closing[start] = at
                    if bracket != "]" and self.has_link(start, at):
                        self.has_link_in_parentheses = True
                else:
                    self.unopened.add(at)
        self.unclosed.update(stacks["["], stacks["("])

    def is_text(self, offset: int) -> bool:
        """Return whether a reader sees the character at an offset as plain text outside of links."""
        index = bisect_right(self._segment_starts, offset) - 1
        return index >= 0 and offset < self._segment_ends[index]

    def has_link(self, start: int, end: int) -> bool:
        """Return whether a written link lies between two offsets; bare URLs do not count."""
        index = bisect_left(self._link_starts, start)
        return index < len(self._link_starts) and self._link_starts[index] < end

    def ends_link(self, offset: int) -> bool:
        """Return whether a written link ends exactly at an offset."""
        index = bisect_left(self._link_ends, offset)
        return index < len(self._link_ends) and self._link_ends[index] == offset
