"""What is done to the runs of an inline content once it is read: emphasis, merging, labels, and places in the source."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from awesomelint.document.blocks import Emphasis, Link, Mark, OffsetMap, Run, RunKind
from awesomelint.document.markdown.emphasis import Pair
from awesomelint.span import Span

_TEXT = RunKind.TEXT
_MARKS = tuple(Mark(bits) for bits in range(8))
_BREAKS = (RunKind.SOFT_BREAK, RunKind.HARD_BREAK)


def with_marks(runs: Iterable[Run], pairs: Iterable[Pair]) -> list[Run]:
    """Return the runs with the emphasis that pairs lay over them: delimiters are gone, and texts that touch are joined."""
    events = [(opening, width, mark) for mark, opening, _, width in pairs]
    events += [(closing, width, 0) for _, _, closing, width in pairs]
    events.sort(reverse=True)
    following = events[-1][0] if events else sys.maxsize
    joined = _Joined()
    marks = 0
    outer: list[int] = []
    for run in runs:
        if following >= run.end:
            joined.add(run, _MARKS[marks])
            continue
        position = run.start
        while following < run.end:
            _, width, mark = events.pop()
            if following > position:
                joined.add(_part(run, position, following), _MARKS[marks])
            if mark:
                outer.append(marks)
                marks |= mark
            else:
                marks = outer.pop()
            position = following + width
            following = events[-1][0] if events else sys.maxsize
        if position < run.end:
            joined.add(_part(run, position, run.end), _MARKS[marks])
    return joined.runs()


def _part(run: Run, start: int, end: int) -> Run:
    return Run(_TEXT, run.text[start - run.start : end - run.start], start, end, Mark.NONE, run.link)


class _Joined:
    """Runs, of which a text that touches one like it grows it."""

    __slots__ = ("_pieces", "_runs")

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._pieces: list[str] = []

    def add(self, run: Run, marks: Mark) -> None:
        """Add a run that has these marks."""
        if run.kind is _TEXT and self._runs:
            last = self._runs[-1]
            if last.kind is _TEXT and last.end == run.start and last.marks is marks and last.link is run.link:
                if not self._pieces:
                    self._pieces.append(last.text)
                self._pieces.append(run.text)
                last.end = run.end
                return
        if self._pieces:
            self._end()
        run.marks = marks
        self._runs.append(run)

    def runs(self) -> list[Run]:
        """Return all runs."""
        self._end()
        return self._runs

    def _end(self) -> None:
        if self._pieces:
            self._runs[-1].text = "".join(self._pieces)
            self._pieces.clear()


def emphases_of(text: str, pairs: Iterable[Pair]) -> list[Emphasis]:
    """Return the emphases of a content in order, outer ones first."""
    return [
        Emphasis(
            _MARKS[mark],
            text[opening : opening + width],
            Span(opening, closing + width),
            Span(opening + width, closing),
        )
        for mark, opening, closing, width in sorted(pairs, key=_opening)
    ]


def _opening(pair: Pair) -> int:
    return pair[1]


def label_of(runs: Iterable[Run]) -> str:
    """Return what a reader sees of runs, breaks as blanks, tags left out; a picture is its alternative text."""
    return "".join([" " if run.kind in _BREAKS else run.text for run in runs if run.kind is not RunKind.TAG])


def label_between(runs: Sequence[Run], span: Span) -> str:
    """Return what a reader sees of the runs in a span."""
    first = bisect_left(runs, span.start, key=_start)
    last = bisect_left(runs, span.end, key=_start)
    return label_of(runs[first:last])


def _start(run: Run) -> int:
    return run.start


def move(at: OffsetMap, runs: Iterable[Run], links: Iterable[Link], emphases: Iterable[Emphasis]) -> None:
    """Move everything from offsets in a content to offsets in the source.

    The mark at the end of a line reaches to where the content goes on, over quote marks and indents.
    """
    for run in runs:
        run.start, run.end = at(run.start), at(run.end)
    for link in links:
        link.span = at.span(link.span)
        if link.label_span is not None:
            link.label_span = at.span(link.label_span)
        if link.target_span is not None:
            link.target_span = at.span(link.target_span)
    for emphasis in emphases:
        emphasis.outer = at.span(emphasis.outer)
        emphasis.inner = at.span(emphasis.inner)
