"""Titles of one list that differ by a slip, found without comparing each with each.

A slip leaves what is before and after it unchanged. So if titles are sorted, from the front or from the back, a title and its
misspelt copy are next to each other, and only neighbours are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from awesomelint.papers.titles import (
    MAX_LENGTH,
    differ_on_purpose,
    shared_beginning,
    title_key,
    title_ratio,
    title_words,
    without_nickname,
    word_changes,
)
from awesomelint.startup import NamedTuple, expression

NEAR = 0.92
"""Two titles of a list with at least this ratio may be one that was misspelt."""
SHORTEST = 16
FEWEST_WORDS = 3
"""Letters and words of the shortest title that is searched for slips; shorter ones, and names of tools, are alike too easily."""
ESTABLISHED = 3
"""A word that is in at least this many titles is no slip."""

_WORD = expression(r"\w+")
_SHORTEST_WORD = 5
"""A word of at least this many letters is no small one."""
_NEIGHBOURS = 3
"""Titles behind one, in either order, that it is compared with."""
_APART = 6
"""Letters that two titles of one paper may have between the beginning and the end that they share."""
_BEGINNING = (SHORTEST - _APART) // 2
"""Letters that the shortest titles that are compared have in common at one end: most neighbours do not have as many."""
_SHARE_APART = 0.12
"""The same as a part of a title's length, for long ones."""


class NearTitles(NamedTuple):
    """Two titles by their places in a sequence, the earlier first, and how alike they are."""

    first: int
    second: int
    ratio: float


def near_titles(titles: Sequence[str]) -> list[NearTitles]:
    """Return the pairs of titles that are alike up to a slip, in order; equal ones and those that differ on purpose are none.

    Of titles with equal letters the first one stands for all. The time grows little faster than the number of titles.
    """
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        key = title_key(title)
        if SHORTEST <= len(key) <= MAX_LENGTH:
            places.setdefault(key, place)
    pairs = sorted({tuple(sorted((places[a], places[b]))) for a, b in _likely(list(places))})
    near = [NearTitles(one, other, _ratio(titles[one], titles[other])) for one, other in pairs]
    near = [pair for pair in near if pair.ratio >= NEAR]
    if not near:
        return []
    uses = Counter(chain.from_iterable(set(_WORD.findall(title.lower())) for title in titles))
    return [pair for pair in near if not _differ_in_use(titles[pair.first], titles[pair.second], uses)]


def _likely(keys: list[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs that have all but a few letters in common at both ends, or of which one is the end of the other."""
    keys.sort()
    yield from _in_order(keys)
    for one, other in _in_order(sorted(key[::-1] for key in keys)):
        yield one[::-1], other[::-1]


def _in_order(keys: list[str]) -> Iterator[tuple[str, str]]:
    beginnings = [key[:_BEGINNING] for key in keys]
    for step in range(1, _NEIGHBOURS + 1):
        pairs = zip(beginnings, beginnings[step:], strict=False)
        for place in [place for place, (beginning, other) in enumerate(pairs) if beginning == other]:
            one, other = keys[place], keys[place + step]
            shorter = min(len(one), len(other))
            apart = max(_APART, int(_SHARE_APART * shorter))
            half = (shorter - apart) // 2
            if one[:half] == other[:half] and _is_near(one, other, shorter, apart):
                yield one, other


def _is_near(one: str, other: str, shorter: int, apart: int) -> bool:
    before = shared_beginning(one, other)
    if before == shorter:
        return True
    behind = shared_beginning(one[: before - 1 : -1], other[: before - 1 : -1]) if before else 0
    return before + behind >= max(len(one), len(other)) - apart


def _ratio(one: str, other: str) -> float:
    """Return how alike two titles are without a name that only one of them has; 0 if they differ on purpose."""
    first, second = without_nickname(one).rest, without_nickname(other).rest
    if min(len(title_words(first)), len(title_words(second))) < FEWEST_WORDS or differ_on_purpose(one, other):
        return 0
    return title_ratio(first, second)


def _differ_in_use(one: str, other: str, uses: Counter[str]) -> bool:
    """Return whether two titles differ in a word that other titles have too, on either side; plurals and small words do not
    count."""
    words, others = (title_words(without_nickname(title).rest) for title in (one, other))
    return any(
        len(before) == len(after) == 1
        and len(before[0]) >= _SHORTEST_WORD
        and before[0].rstrip("s") != after[0].rstrip("s")
        and min(uses[before[0]], uses[after[0]]) >= ESTABLISHED
        for before, after in word_changes(words, others)
    )
