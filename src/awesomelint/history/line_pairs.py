"""Which lines of a text stood in an older one: a comparison that stays quick whatever the texts are.

Lines that occur once in both texts are landmarks (the idea is Bram Cohen's, "patience diff"): those that keep their order pair
up, and so do equal lines next to a pair. Between two landmarks the same is done again, as there more lines occur once. Where
none does, the longest common subsequence is taken, if the stretch is short enough to look for it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from awesomelint.named_tuple import NamedTuple

_MAX_DEPTH = 64
"""How often a stretch is cut up; hostile texts need as many cuts as they have lines."""
_MAX_TABLE = 4096
"""Cells of the table of a longest common subsequence: 64 lines against 64."""


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
    """Return the index of the old line for each new line that only stands elsewhere: one that is left over once on each side."""
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
    found = []
    at = piles[-1] if piles else -1
    while at >= 0:
        found.append((both[at][1], both[at][0]))
        at = left[at]
    return found[::-1]


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
