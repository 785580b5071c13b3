"""The runs of inline content: how they grow, which of them open and close emphasis, and what is done to them."""

from __future__ import annotations

import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from awesomelint.markdown.blocks import Emphasis, Link, Mark, OffsetMap, Run, RunKind
from awesomelint.source import Span

_BLANK, _PUNCTUATION, _OTHER = range(3)
BLANKS = frozenset("\t\n\x0b\x0c\r \u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}

TRIMMED = "".join(sorted(BLANKS)) + "\u2028\u2029"
"""The characters that do not count at the ends of a paragraph, a heading or a cell."""

DelimiterRun = tuple[str, int, int, bool, bool]
"""A run of one delimiter: the character, where it starts, its length, and whether emphasis may begin and may end there."""

Pair = tuple[int, int, int, int]
"""Delimiters that belong together: the `Mark`, where the opening and the closing one start, and how wide each is."""


def delimiter_run(text: str, start: int, stop: int, first: int, last: int) -> DelimiterRun:
    """Read the delimiters from `start` to `stop` in the content from `first` to `last`, by what stands around them."""
    char = text[start]
    before = _CLASSES[text[start - 1]] if start > first else _BLANK
    after = _CLASSES[text[stop]] if stop < last else _BLANK
    left = after != _BLANK and (after == _OTHER or before != _OTHER)
    right = before != _BLANK and (before == _OTHER or after != _OTHER)
    if char == "_":
        can_open = left and (not right or before == _PUNCTUATION)
        can_close = right and (not left or after == _PUNCTUATION)
        return char, start, stop - start, can_open, can_close
    return char, start, stop - start, left, right


class _Classes(dict[str, int]):
    """What characters are to the delimiters beside them, found out once for each."""

    def __missing__(self, char: str) -> int:
        found = _OTHER
        if char in BLANKS:
            found = _BLANK
        elif unicodedata.category(char)[0] in "PS":
            found = _PUNCTUATION
        self[char] = found
        return found


_CLASSES = _Classes()


def pair_up(runs: Sequence[DelimiterRun]) -> list[Pair]:
    """Return the emphasis that the runs of one stretch of text make, in no particular order."""
    simple = _simple_pairs(runs)
    return _matched(runs) if simple is None else simple


def _simple_pairs(runs: Sequence[DelimiterRun]) -> list[Pair] | None:
    """Return the pairs where each two runs make one, as in `**title** by *authors*`; else `None`."""
    if len(runs) % 2:
        return None
    pairs = []
    for index in range(0, len(runs), 2):
        char, start, length, can_open, _ = runs[index]
        other, closing, width, _, can_close = runs[index + 1]
        if not (can_open and can_close and char == other and length == width <= 2):
            return None
        mark = _STRIKE if char == "~" else (_BOLD if length == 2 else _ITALIC)
        pairs.append((mark, start, closing, length))
    return pairs


_BOLD, _ITALIC, _STRIKE = int(Mark.BOLD), int(Mark.ITALIC), int(Mark.STRIKE)


class _Delimiter:
    """One `*` or `_`, or one `~~`; `end` is the index of the delimiter that closes it, -1 for none."""

    __slots__ = ("can_close", "can_open", "char", "end", "length", "start")

    def __init__(self, char: str, start: int, length: int, can_open: bool, can_close: bool):
        self.char = char
        self.start = start
        self.length = length
        self.can_open = can_open
        self.can_close = can_close
        self.end = -1


def _matched(runs: Sequence[DelimiterRun]) -> list[Pair]:
    delimiters = []
    for char, start, length, can_open, can_close in runs:
        if char == "~":
            for at in range(start + length % 2, start + length, 2):
                delimiters.append(_Delimiter(char, at, 0, can_open, can_close))
        else:
            for at in range(start, start + length):
                delimiters.append(_Delimiter(char, at, length, can_open, can_close))
    _match(delimiters)
    return _strikes(runs, delimiters) + _emphases(delimiters)


def _match(delimiters: Sequence[_Delimiter]) -> None:
    """Find the opening delimiter of each closing one.

    `bottoms` (where a search for an opener has failed before) and `jumps` (over what is matched already) keep it linear,
    as in cmark and markdown-it.
    """
    bottoms: dict[tuple[str, bool, int], int] = {}
    jumps: list[int] = []
    header, previous = 0, -9
    for index, closer in enumerate(delimiters):
        jumps.append(0)
        width = 2 if closer.char == "~" else 1
        if delimiters[header].char != closer.char or previous != closer.start - width:
            header = index
        previous = closer.start
        if not closer.can_close:
            continue
        key = (closer.char, closer.can_open, closer.length % 3)
        bottom = bottoms.get(key, -1)
        candidate = lowest = header - jumps[header] - 1
        while candidate > bottom:
            opener = delimiters[candidate]
            if opener.char == closer.char and opener.can_open and opener.end < 0 and not _is_odd(opener, closer):
                jump = jumps[candidate - 1] + 1 if candidate > 0 and not delimiters[candidate - 1].can_open else 0
                jumps[index] = index - candidate + jump
                jumps[candidate] = jump
                closer.can_open = False
                opener.end = index
                opener.can_close = False
                lowest = -1
                previous = -9
                break
            candidate -= jumps[candidate] + 1
        if lowest != -1:
            bottoms[key] = lowest


def _is_odd(opener: _Delimiter, closer: _Delimiter) -> bool:
    """Tell whether two delimiters do not match by the "multiple of 3" rule."""
    if not (opener.can_close or closer.can_open) or (opener.length + closer.length) % 3:
        return False
    return opener.length % 3 != 0 or closer.length % 3 != 0


def _emphases(delimiters: Sequence[_Delimiter]) -> list[Pair]:
    """Return italic pairs, two that lie close around one another as one bold pair."""
    pairs: list[Pair] = []
    index = len(delimiters) - 1
    while index >= 0:
        opener = delimiters[index]
        if opener.end >= 0 and opener.char != "~":
            closing = delimiters[opener.end].start
            outer = delimiters[index - 1] if index else None
            if outer is not None and _is_double(outer, opener, delimiters):
                pairs.append((_BOLD, outer.start, closing, 2))
                index -= 1
            else:
                pairs.append((_ITALIC, opener.start, closing, 1))
        index -= 1
    return pairs


def _is_double(outer: _Delimiter, inner: _Delimiter, delimiters: Sequence[_Delimiter]) -> bool:
    return (
        outer.end == inner.end + 1
        and outer.char == inner.char
        and outer.start == inner.start - 1
        and delimiters[outer.end].start == delimiters[inner.end].start + 1
    )


def _strikes(runs: Sequence[DelimiterRun], delimiters: Sequence[_Delimiter]) -> list[Pair]:
    """Return the pairs of `~~`; in an odd run the one left over stands outside, as in `~~~a~~~`."""
    closing = {delimiters[d.end].start for d in delimiters if d.char == "~" and d.end >= 0}
    moved = set()
    for char, start, length, _, _ in runs:
        if char == "~" and length % 2:
            at = start + 1
            while at in closing and at < start + length:
                moved.add(at)
                at += 2
    pairs = []
    for opener in delimiters:
        if opener.char == "~" and opener.end >= 0:
            at = delimiters[opener.end].start
            pairs.append((_STRIKE, opener.start, at - 1 if at in moved else at, 2))
    return pairs


#| The runs of an inline content while it is read: text grows until something else is met.


class InlineRuns:
    """The runs of one content, `text` from `start` to `end`; offsets are those of `text`.

    Text is gathered in one run (`_growing`, its `_pieces`) until something else is met.
    """

    _growing: Run | None = None

    def __init__(self, text: str, start: int, end: int):
        self.text = text
        self.start = start
        self.end = end
        self.runs: list[Run] = []
        self._pieces: list[str] = []

    def _add_text(self, text: str, start: int, stop: int) -> None:
        """Add text; it grows the run before it if that is text too."""
        run = self._growing
        if run is None:
            self._growing = run = Run(RunKind.TEXT, text, start, stop, Mark.NONE, None)
            self.runs.append(run)
        else:
            if not self._pieces:
                self._pieces.append(run.text)
            self._pieces.append(text)
            run.end = stop

    def _end_text(self) -> None:
        """Let no more text grow the last run."""
        if self._pieces and self._growing is not None:
            self._growing.text = "".join(self._pieces)
            self._pieces.clear()
        self._growing = None

    def _add(self, run: Run) -> Run:
        """Add a run that text does not grow."""
        if self._growing is not None:
            self._end_text()
        self.runs.append(run)
        return run


#| What is done to the runs of an inline content once it is read: emphasis, merging, labels, and places in the source.

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
