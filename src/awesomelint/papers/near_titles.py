"""Titles that are alike up to a slip, found among thousands without comparing each with each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple

_NOT_TELLING = expression("[^a-z0-9]+")


@lru_cache(maxsize=1 << 15)
def letters(title: str) -> str:
    """Return what `title_key` does; nearly all titles take a shorter way."""
    if title.isascii() and "&" not in title and "\\" not in title:
        return _NOT_TELLING.sub("", title.lower())
    from awesomelint.papers.titles import title_key

    return title_key(title)


#| Titles that are alike up to a slip, found among thousands without comparing each with each.
#|
#| A slip leaves what stands before it and what stands behind it as they were. So in the order of their letters, or of their letters
#| from behind, a title and its misspelt copy stand beside each other, and only neighbours are compared.

NEAR = 0.92
"""Ratio from which on two titles of a list may be one that was misspelt."""
SHORTEST = 16
FEWEST_WORDS = 3
"""Letters and words of the shortest title that is searched for slips; shorter ones, and names of tools, are alike too easily."""
LONGEST = 500
"""Letters of the longest text that is looked at; titles are shorter."""
ESTABLISHED = 3
"""Titles in which a word stands from which on it is no slip."""

_WORD = expression(r"\w+")
_LONG_WORD = 5
"""Letters from which on a word is no small one."""
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


def near_titles(titles: Sequence[str], threshold: float = NEAR) -> list[NearTitles]:
    """Return the pairs of titles that are alike up to a slip, in order; equal ones and those that differ on purpose are none.

    Of titles with equal letters the first one stands for all. The time grows little faster than the number of titles.
    """
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        key = letters(title)
        if SHORTEST <= len(key) <= LONGEST:
            places.setdefault(key, place)
    found, words = [], _Words(titles)
    for one, other in sorted({tuple(sorted((places[a], places[b]))) for a, b in _likely(list(places))}):
        ratio = _ratio(titles[one], titles[other])
        if ratio >= threshold and words.are_slips(titles[one], titles[other]):
            found.append(NearTitles(one, other, ratio))
    return found


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
    before = _shared(one, other, shorter)
    if before == shorter:
        return True
    behind = _shared(one[: before - 1 : -1], other[: before - 1 : -1], shorter - before) if before else 0
    return before + behind >= max(len(one), len(other)) - apart


def _shared(one: str, other: str, most: int) -> int:
    """Return how many letters two texts have in common from the beginning, `most` at most."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _ratio(one: str, other: str) -> float:
    """Return how alike two titles are without a name that only one of them has; 0 if they differ on purpose."""
    from awesomelint.papers.titles import differ_on_purpose, title_ratio, title_words, without_nickname

    first, second = without_nickname(one).rest, without_nickname(other).rest
    if min(len(title_words(first)), len(title_words(second))) < FEWEST_WORDS or differ_on_purpose(one, other):
        return 0
    return title_ratio(first, second)


class _Words:
    """In how many titles a word stands; they are taken apart when somebody asks, which is seldom."""

    def __init__(self, titles: Sequence[str]):
        self._titles = titles

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(chain.from_iterable(set(_WORD.findall(title.lower())) for title in self._titles))

    def are_slips(self, one: str, other: str) -> bool:
        """Tell whether of the words in which two titles differ one may be a slip for the other: both are not used elsewhere.

        Plurals and small words do not count.
        """
        from awesomelint.papers.titles import title_words, without_nickname, word_changes

        words, others = (title_words(without_nickname(title).rest) for title in (one, other))
        return not any(
            len(before) == len(after) == 1
            and len(before[0]) >= _LONG_WORD
            and before[0].rstrip("s") != after[0].rstrip("s")
            and min(self._counts[before[0]], self._counts[after[0]]) >= ESTABLISHED
            for before, after in word_changes(words, others)
        )
