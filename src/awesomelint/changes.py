"""What is new in a text: which of its lines, and which of its findings.

Lines are compared without their margins: the indent, the marker of a list item with its number, and whitespace at the end. Who
adds an entry at the top of a numbered list renumbers all others, and has not written them. Old lines are paired with new ones
by patience diff, then lines that only moved are found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum

from awesomelint.diagnostic import Diagnostic
from awesomelint.report import Context, FileReport
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple

_MARGIN = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)[ \t]*)?")
_MAX_DEPTH = 64
"""How often a stretch is cut up; hostile texts need as many cuts as they have lines."""
_MAX_TABLE = 4096
"""Cells of the table of a longest common subsequence: 64 lines against 64."""


class Kind(Enum):
    """What became of a line. `MOVED` lines are elsewhere than before, `MARGIN` ones have another margin and else the same."""

    SAME = "same"
    MARGIN = "margin"
    MOVED = "moved"
    NEW = "new"


class Line(NamedTuple):
    """A line: what became of it, where it stood before (from 1; 0 for a new one), and its core from column to column, from 0."""

    kind: Kind
    old: int
    start: int
    end: int


class Changes:
    """How a text differs from what it was; `None` is the old text of a file that did not exist."""

    def __init__(self, new: Source, old: Source | None):
        self.source = new
        old_texts = [] if old is None else _texts(old)
        self._old_cores = [core(text) for text in old_texts]
        self._lines = list(_lines(_texts(new), old_texts, self._old_cores))

    @property
    def lines(self) -> frozenset[int]:
        """The numbers of the lines, from 1, that say something new; another margin or place alone does not count."""
        return frozenset(number for number, line in enumerate(self._lines, 1) if line.kind is Kind.NEW)

    def touches(self, span: Span) -> bool:
        """Return whether a span has a part in what was written again: a new line, or the new margin of one.

        A line that was only moved is not new.
        """
        first = self.source.line_at(span.start)
        last = self.source.line_at(max(span.end - 1, span.start))
        return any(self._touches(number, span) for number in range(first, last + 1))

    def _touches(self, number: int, span: Span) -> bool:
        line = self._lines[number - 1]
        if line.kind is not Kind.MARGIN:
            return line.kind is Kind.NEW
        # A finding about a margin begins or ends there; one that goes on over it is about what is on both sides.
        start, end = self.source.line_span(number)
        return start <= span.start < start + line.start or start + line.end < span.end <= end

    def old_place(self, offset: int) -> tuple[int, int] | None:
        """Return where something stood before: the line, and the column within its core; `None` in a new line."""
        number, column = self.source.position(offset)
        line = self._lines[number - 1]
        return None if line.kind is Kind.NEW else (line.old, column - 1 - line.start)

    def is_near(self, diagnostic: Diagnostic, context: Context) -> bool:
        """Return whether something was changed in the entry around a finding; outside entries, right above or below it."""
        line = self.source.line_at(diagnostic.span.start)
        first, last = context.entry_line or line - 1, context.entry_last or line + 1
        old = [one.old for one in self._lines[max(first - 1, 0) : last]]
        return old != list(range(old[0], old[0] + len(old)))

    def place_before(self, old: Source, offset: int) -> tuple[int, int]:
        """Return the same of a place in the old text."""
        number, column = old.position(offset)
        return number, column - 1 - self._old_cores[number - 1].start


class Before(NamedTuple):
    """The old text, what was found there, and the codes of the rules that looked."""

    source: Source
    findings: Iterable[Diagnostic]
    codes: Collection[str]


def new_findings(report: FileReport, changes: Changes, found_before: Callable[[], Before]) -> Iterator[bool]:
    """Return for each finding of a file whether it is due to the changes.

    It is, if it touches new text, or a place that it refers to does. It also is, if the old text had no finding of the rule in
    that place: a number that no longer runs on, an anchor whose heading is gone. A finding that rests on a convention counts only
    if something changed near it: elsewhere the changes have merely tipped the count. `found_before` is called when needed.
    """
    before: Before | None = None
    places: set[tuple[str, tuple[int, int] | None]] = set()
    for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
        if any(changes.touches(span) for span in (diagnostic.span, *(one.span for one in diagnostic.related))):
            yield True
            continue
        if before is None:
            before = found_before()
            places = {(one.code, changes.place_before(before.source, one.span.start)) for one in before.findings}
        is_known = (diagnostic.code, changes.old_place(diagnostic.span.start)) in places
        is_new = diagnostic.code in before.codes and not is_known
        yield is_new and (diagnostic.evidence is None or changes.is_near(diagnostic, context))


def _texts(source: Source) -> list[str]:
    """Return the lines of a text without their newlines."""
    starts = source.line_starts
    ends = (*starts[1:], len(source.text))
    return [source.text[start:end].rstrip("\r\n") for start, end in zip(starts, ends, strict=True)]


def _lines(texts: list[str], old_texts: list[str], old_cores: list[Span]) -> Iterator[Line]:
    cores = [core(text) for text in texts]
    keys = [text[span.slice()] for text, span in zip(texts, cores, strict=True)]
    old_keys = [text[span.slice()] for text, span in zip(old_texts, old_cores, strict=True)]
    pairs = pair_lines(old_keys, keys)
    moved = pair_moved(old_keys, keys, pairs)
    for index, span in enumerate(cores):
        if index in pairs:
            kind = Kind.SAME if old_texts[pairs[index]] == texts[index] else Kind.MARGIN
            yield Line(kind, pairs[index] + 1, *span)
        elif index in moved:
            yield Line(Kind.MOVED, moved[index] + 1, *span)
        else:
            yield Line(Kind.NEW, 0, *span)


def core(text: str) -> Span:
    """Return from where to where a line says something, in columns from 0."""
    margin = _MARGIN.match(text)
    start = margin.end() if margin else 0
    return Span(start, max(start, len(text.rstrip())))


# -- pairing lines


class _Stretch(NamedTuple):
    """Lines of the old text, and the lines of the new one that may have come of them, as half-open ranges."""

    old: int
    old_end: int
    new: int
    new_end: int
    depth: int = 0


def pair_lines(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return the index of the old line for each new line that is an old one, order kept, both from 0."""
    pairs: dict[int, int] = {}
    pending = [_Stretch(0, len(old), 0, len(new))]
    while pending:
        stretch = _trimmed(old, new, pending.pop(), pairs)
        if stretch.old == stretch.old_end or stretch.new == stretch.new_end:
            continue
        landmarks = _landmarks(old, new, stretch) if stretch.depth < _MAX_DEPTH else []
        if not landmarks:
            _pair_common(old, new, stretch, pairs)
            continue
        at_old, at_new = stretch.old, stretch.new
        for old_index, new_index in landmarks:
            pairs[new_index] = old_index
            pending.append(_Stretch(at_old, old_index, at_new, new_index, stretch.depth + 1))
            at_old, at_new = old_index + 1, new_index + 1
        pending.append(_Stretch(at_old, stretch.old_end, at_new, stretch.new_end, stretch.depth + 1))
    return pairs


def pair_moved(old: Sequence[str], new: Sequence[str], pairs: Mapping[int, int]) -> dict[int, int]:
    """Return the index of the old line for each new line that only is elsewhere: one that is left over once on each side."""
    paired = set(pairs.values())
    left_old = _single(old, range(len(old)), paired)
    left_new = _single(new, range(len(new)), pairs)
    return {index: left_old[line] for line, index in left_new.items() if line and line in left_old}


def _single(lines: Sequence[str], indexes: range, without: Collection[int] = ()) -> dict[str, int]:
    """Return the index of each line that occurs once among some lines."""
    left = [index for index in indexes if index not in without]
    counts = Counter(lines[index] for index in left)
    return {lines[index]: index for index in left if counts[lines[index]] == 1}


def _trimmed(old: Sequence[str], new: Sequence[str], stretch: _Stretch, pairs: dict[int, int]) -> _Stretch:
    """Pair the equal lines at both ends of a stretch, and return what lies between."""
    first_old, last_old, first_new, last_new, depth = stretch
    while first_old < last_old and first_new < last_new and old[first_old] == new[first_new]:
        pairs[first_new] = first_old
        first_old, first_new = first_old + 1, first_new + 1
    while first_old < last_old and first_new < last_new and old[last_old - 1] == new[last_new - 1]:
        last_old, last_new = last_old - 1, last_new - 1
        pairs[last_new] = last_old
    return _Stretch(first_old, last_old, first_new, last_new, depth)


def _landmarks(old: Sequence[str], new: Sequence[str], stretch: _Stretch) -> list[tuple[int, int]]:
    """Return the most lines, as (old, new), that occur once in both halves of a stretch and keep their order."""
    in_old = _single(old, range(stretch.old, stretch.old_end))
    in_new = _single(new, range(stretch.new, stretch.new_end))
    both = sorted((index, in_old[line]) for line, index in in_new.items() if line in in_old)
    # The longest ascending run of old indexes, by patience sorting: the last of each pile, and what lay left of it.
    tops: list[int] = []
    piles: list[int] = []
    left: list[int] = []
    for at, (_, old_index) in enumerate(both):
        pile = bisect_left(tops, old_index)
        left.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [old_index]
        piles[pile : pile + 1] = [at]
    landmarks = []
    at = piles[-1] if piles else -1
    while at >= 0:
        landmarks.append((both[at][1], both[at][0]))
        at = left[at]
    return landmarks[::-1]


def _pair_common(old: Sequence[str], new: Sequence[str], stretch: _Stretch, pairs: dict[int, int]) -> None:
    """Pair the lines of a longest common subsequence of a short stretch; leave a long one unpaired."""
    rows, columns = stretch.old_end - stretch.old, stretch.new_end - stretch.new
    if rows * columns > _MAX_TABLE:
        return
    lengths = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            if old[stretch.old + row] == new[stretch.new + column]:
                lengths[row][column] = lengths[row + 1][column + 1] + 1
            else:
                lengths[row][column] = max(lengths[row + 1][column], lengths[row][column + 1])
    row = column = 0
    while row < rows and column < columns:
        if old[stretch.old + row] == new[stretch.new + column]:
            pairs[stretch.new + column] = stretch.old + row
            row, column = row + 1, column + 1
        elif lengths[row + 1][column] >= lengths[row][column + 1]:
            row += 1
        else:
            column += 1
