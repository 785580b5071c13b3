"""Titles that are alike up to a slip, found among thousands without comparing each with each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from awesomelint.papers.titles import (
    MAX_LENGTH,
    differ_on_purpose,
    title_key,
    title_words,
    without_nickname,
    word_changes,
)

NEAR = 0.92
"""Ratio from which on two titles of a list may be one that was misspelt."""
SHORTEST = 16
FEWEST_WORDS = 3
"""Letters and words of the shortest title that is searched for slips; shorter ones, and names of tools, are alike too easily."""
ESTABLISHED = 3
"""Titles in which a word stands from which on it is no slip."""

_LONG_WORD = 5
"""Letters from which on a word is no small one."""
_RARE_WORDS = 3
"""Words by which a title is looked for: its rarest."""
_END = 12
"""Letters at either end by which a title is looked for."""
_LARGEST_BLOCK = 60
"""Titles of the largest block in which each is compared with each; in a larger one only neighbours are."""
_WINDOW = 6
"""Titles in a row, in a large block in the order of their letters, that are compared."""


class NearTitles(NamedTuple):
    """Two titles by their places in a sequence, the earlier first, and how alike they are."""

    first: int
    second: int
    ratio: float


def near_titles(titles: Sequence[str], threshold: float = NEAR) -> list[NearTitles]:
    """Return the pairs of titles that are alike up to a slip, in order; equal ones and those that differ on purpose are none.

    Only titles that share a rare word, their beginning or their end are compared, so the time grows little faster than their
    number.
    """
    from rapidfuzz.fuzz import ratio  # 15 ms, and most runs compare no titles

    words = [title_words(without_nickname(title).rest) for title in titles]
    keys = ["".join(each) for each in words]
    found = {}
    spread = Counter(word for each in words for word in set(each))
    for pair in _likely(words, keys, spread):
        if pair not in found and (score := ratio(keys[pair[0]], keys[pair[1]], score_cutoff=100 * threshold)):
            found[pair] = score / 100
    return [
        NearTitles(first, second, score)
        for (first, second), score in sorted(found.items())
        if title_key(titles[first]) != title_key(titles[second])
        and not differ_on_purpose(titles[first], titles[second])
        and not _are_established(words[first], words[second], spread)
    ]


def _are_established(one: tuple[str, ...], other: tuple[str, ...], spread: Counter[str]) -> bool:
    """Tell whether the words in which two titles differ are both used elsewhere, so that neither is a slip for the other.

    Plurals and small words do not count.
    """
    return any(
        len(before) == len(after) == 1
        and len(before[0]) >= _LONG_WORD
        and before[0].rstrip("s") != after[0].rstrip("s")
        and min(spread[before[0]], spread[after[0]]) >= ESTABLISHED
        for before, after in word_changes(one, other)
    )


def _likely(words: list[tuple[str, ...]], keys: list[str], spread: Counter[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of places, the smaller first, of titles that may be alike; some more than once."""
    blocks: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        if SHORTEST <= len(key) <= MAX_LENGTH and len(words[place]) >= FEWEST_WORDS:
            for mark in _marks(words[place], key, spread):
                blocks.setdefault(mark, []).append(place)
    for mark, places in blocks.items():
        if len(places) > _LARGEST_BLOCK:
            is_end = mark.startswith("-")
            yield from _neighbours(
                sorted(places, key=lambda place: keys[place][::-1] if is_end else keys[place]), _WINDOW
            )
        elif len(places) > 1:
            yield from _neighbours(places, len(places))


def _marks(words: tuple[str, ...], key: str, spread: Counter[str]) -> Iterable[str]:
    rarest = sorted(set(words), key=lambda word: (spread[word], word))[:_RARE_WORDS]
    return (*rarest, "+" + key[:_END], "-" + key[-_END:])


def _neighbours(places: list[int], window: int) -> Iterator[tuple[int, int]]:
    for index, place in enumerate(places):
        for other in places[index + 1 : index + window]:
            yield (place, other) if place < other else (other, place)
