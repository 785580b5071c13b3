"""From the text of segments back to the source: where what a reader sees is written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from awesomelint.markdown.blocks import LINE_BREAKS, Segment, SegmentKind
from awesomelint.source import Span


class SourceMap:
    """Maps offsets in the joined text of segments, each from its offset on, to the source."""

    __slots__ = ("_runs", "base", "offsets", "segments")

    def __init__(self, segments: list[Segment], offsets: list[int]):
        self.segments = segments
        self.offsets = offsets
        # Most texts are one segment that is in the source as it reads: an offset is a sum.
        segment = segments[0]
        signs = segment.end - segment.start - len(segment.text)  # as many in front of code as behind it
        is_plain = len(segments) == 1 and (
            segment.kind is SegmentKind.CODE or (segment.kind is SegmentKind.TEXT and not signs)
        )
        self.base = segment.start + signs // 2 if is_plain else None
        self._runs: _Runs | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the raw range of the text between two offsets."""
        if self.base is not None:
            return Span(self.base + start, self.base + end)
        if self._runs is None:
            self._runs = _runs_of(self.segments, self.offsets)
        offsets, starts, ends = self._runs
        first = bisect_right(offsets, start) - 1
        begin = starts[first] + (start - offsets[first] if ends[first] is None else 0)
        last = bisect_right(offsets, end - 1) - 1
        stop = ends[last]
        return Span(begin, starts[last] + end - offsets[last] if stop is None else stop)


_Runs = tuple[list[int], list[int], list[int | None]]
"""Runs of a text: from which offset on, where each begins in the source, and where it ends if it cannot be divided there."""


def _runs_of(segments: Sequence[Segment], offsets: Sequence[int]) -> _Runs:
    """Return the runs of the joined text of segments: escapes, entities and whatever else is not written as it reads, and the
    text between them."""
    firsts: list[int] = []
    starts: list[int] = []
    ends: list[int | None] = []

    def add(offset: int, start: int, end: int | None) -> None:
        firsts.append(offset)
        starts.append(start)
        ends.append(end)

    for segment, offset in zip(segments, offsets, strict=True):
        is_same = segment.kind not in LINE_BREAKS and len(segment.text) == segment.end - segment.start
        add(offset, segment.start, None if is_same or segment.breaks else segment.end)
        for start, end, length in segment.breaks:
            at = firsts[-1] + start - starts[-1]
            add(at, start, end)
            add(at + length, end, None)
    add(offsets[-1] + len(segments[-1].text), segments[-1].end, None)
    return firsts, starts, ends
