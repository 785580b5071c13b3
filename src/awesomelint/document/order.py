"""In which order a section lists its entries: by date, by year or by title, rising or falling."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import groupby, pairwise
from operator import gt, lt
from typing import Any

from awesomelint.document.model import Entry, Section, remembered
from awesomelint.papers.titles import title_words
from awesomelint.startup import NamedTuple, expression

MIN_STEPS = 8
"""Neighbours that differ, so that one of them has to be first: with fewer an order may be chance."""
MIN_ALPHABETICAL = 4
"""Entries in strict alphabetical order among which a new one goes where that has it, though chance may have put them so."""
MIN_SHARE = 0.9
"""The share of them that have to agree."""


class By(StrEnum):
    """What the entries of a section can be in order by."""

    DATE = "date"
    YEAR = "year"
    TITLE = "title"


class Order(NamedTuple):
    """An order: `by` what, read by `key`, and whether it `is_falling`, newest or last first.

    Of `steps` between neighbours that differ, `agreeing` go that way.
    """

    by: By
    key: Callable[[Entry], Any]
    is_falling: bool
    agreeing: int
    steps: int

    @classmethod
    def plain(cls, by: By) -> Order:
        """Return the rising order of what has none yet."""
        return cls(by, _KEYS[by][0], is_falling=False, agreeing=0, steps=0)

    def __str__(self) -> str:
        if self.by is By.TITLE:
            return "reverse alphabetical order" if self.is_falling else "alphabetical order"
        return f"order by {self.by}, {'newest' if self.is_falling else 'oldest'} first"


_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
DATE = expression(r"(?<![\w./-])((?:19|20)\d\d)[./-](0?[1-9]|1[0-2])(?:[./-](0?[1-9]|[12]\d|3[01]))?(?![\w/-]|\.\d)")
MONTH_AND_YEAR = expression(
    r"\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?,? ((?:19|20)\d\d)\b", re.IGNORECASE
)
_NUMBER = expression(r"\d+")

# -- what entries are sorted by; `None` where an entry does not say


def _date(entry: Entry) -> tuple[int, ...] | None:
    """Return year and month, and the day if it is said, of the first date outside the targets of links."""
    for inline in entry.inlines:
        for segment in inline.segments:
            if "20" not in segment.text and "19" not in segment.text:
                continue
            if (found := DATE.search(segment.text)) is not None:
                return tuple(int(part) for part in found.groups() if part)
            if (found := MONTH_AND_YEAR.search(segment.text)) is not None:
                return int(found[2]), _MONTHS[found[1][:3].lower()]
    return None


def _year(entry: Entry) -> int | None:
    return int(entry.year.value) if entry.year is not None else None


def _words(entry: Entry) -> str | None:
    return " ".join(_title_words(entry)) or None


def _letters(entry: Entry) -> str | None:
    return "".join(_title_words(entry)) or None


def _words_without_article(entry: Entry) -> str | None:
    words = _title_words(entry)
    return " ".join(words[1:] if words and words[0] in ("a", "an", "the") else words) or None


def _characters(entry: Entry) -> str | None:
    """Return a title as a program sorts lines: number by digit, signs before letters."""
    return entry.title.value.casefold() if entry.title is not None else None


@remembered
def _title_words(entry: Entry) -> tuple[str, ...]:
    """Return the words of a title; numbers get zeros in front, so that 9 comes before 10."""
    if entry.title is None:
        return ()
    words = entry.title.value.replace("_", " ")  # which parts the words of a name, as a dash does
    return title_words(_NUMBER.sub(lambda match: match[0].zfill(6), words))


_KEYS: dict[By, tuple[Callable[[Entry], Any], ...]] = {
    By.DATE: (_date,),
    By.YEAR: (_year,),
    By.TITLE: (_words, _letters, _words_without_article, _characters),
}
"""How the entries of a section may be compared, most exact first; titles as different lists sort them."""

# -- the order of a section


def entry_runs(section: Section) -> list[list[Entry]]:
    """Return the entries of a section, those that are items or rows of one list or table together."""
    return [list(group) for _, group in groupby(section.entries, key=lambda entry: id(entry.block.parent))]


def order_of(entries: Sequence[Entry], by: By | None = None) -> Order | None:
    """Return the order of entries that follow one another, `None` where they have none, or none `by` this.

    Of several the first of `By` is returned: titles only where nothing else is in order.
    """
    return next(iter(orders_of(entries, by)), None)


def orders_of(entries: Sequence[Entry], by: By | None = None) -> list[Order]:
    """Return the ways to compare entries by which they are in the order that `order_of` returns, the best first."""
    if len(entries) <= MIN_STEPS:
        return []
    for each in By if by is None else (by,):
        found = [order for key in _KEYS[each] if (order := _order_by(entries, each, key)) is not None]
        if found:
            return sorted(found, key=lambda order: order.agreeing / order.steps, reverse=True)
    return []


def alphabetical(entries: Sequence[Entry]) -> Order | None:
    """Return the alphabetical order of a few entries of which each has a title and none is elsewhere, else `None`."""
    for key in _KEYS[By.TITLE] if len(entries) >= MIN_ALPHABETICAL else ():
        keys = [key(entry) for entry in entries]
        if None not in keys and all(one < other for one, other in pairwise(keys)):
            return Order(By.TITLE, key, is_falling=False, agreeing=len(keys) - 1, steps=len(keys) - 1)
    return None


def _order_by(entries: Sequence[Entry], by: By, key: Callable[[Entry], Any]) -> Order | None:
    keys = [value for entry in entries if (value := key(entry)) is not None]
    if 2 * len(keys) <= len(entries):
        return None
    rising, falling = sum(map(lt, keys, keys[1:])), sum(map(gt, keys, keys[1:]))
    agreeing, steps = max(rising, falling), rising + falling
    if steps < MIN_STEPS or agreeing < MIN_SHARE * steps:
        return None
    return Order(by, key, falling > rising, agreeing, steps)


def misplaced(entries: Sequence[Entry], order: Order) -> list[Entry]:
    """Return as few entries as possible without which the others are in order; one that does not say is not misplaced."""
    keyed = [(entry, key) for entry in entries if (key := order.key(entry)) is not None]
    keys = [key for _, key in keyed]
    kept = longest_rise(keys[::-1] if order.is_falling else keys)
    if order.is_falling:
        kept = {len(keys) - 1 - at for at in kept}
    return [entry for at, (entry, _) in enumerate(keyed) if at not in kept]


def longest_rise(values: Sequence[Any]) -> set[int]:
    """Return the places of a longest subsequence that nowhere falls."""
    lasts: list[Any] = []
    places: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        length = bisect_right(lasts, value)
        before.append(places[length - 1] if length else -1)
        lasts[length : length + 1] = [value]
        places[length : length + 1] = [at]
    kept: set[int] = set()
    at = places[-1] if places else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
