"""What a list mostly does on one point of style: its conventions, counted over a section or the document.

A point is a question that can be asked of an entry, such as "which brackets are around its links?". Each answer is an
`Observation`. A convention holds where `is_majority` says so; else the list has none and nothing may be reported. It is sure
where `is_sure` says so, where the newest entries share it, and where the document does not do otherwise; else it is only
probable, and what deviates is worth a look at most. Rules that count for themselves judge by the same functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from awesomelint.source import Span
from awesomelint.startup import NamedTuple

MIN_WITNESSES = 5
"""Witnesses that a convention needs."""
MANY_WITNESSES = 10
"""Witnesses that it needs where fewer agree by chance, or may be misread."""
MIN_SHARE = 0.8
"""The share of a few witnesses that has to agree. Of many, more have to: see `is_majority`."""

_NEWEST = 5
"""Witnesses at either end of a list that are looked at for a style that has changed."""

_Value = TypeVar("_Value")


def is_majority(agreeing: int, total: int, *, share: float = MIN_SHARE, witnesses: int = MIN_WITNESSES) -> bool:
    """Return whether there are enough witnesses, a large enough share of them agrees, and few do not.

    Those who dissent are at most as many as the square root of all: 2 of 10, 5 of 25, 10 of 100, 20 of 400. More are not so many
    slips, but a second style.
    """
    dissenting = total - agreeing
    return total >= witnesses and agreeing >= share * total and dissenting * dissenting <= total


def is_sure(agreeing: int, others: int) -> bool:
    """Return whether those who agree on something else are so few that each surely is a slip.

    They are half as many as `is_majority` permits: 1 of 5 to 15, 2 of 16, 5 of 100, 10 of 400.
    """
    return 4 * others * others <= agreeing + others


def majority(counts: Counter[_Value], *, share: float = MIN_SHARE, witnesses: int = MIN_WITNESSES) -> _Value | None:
    """Return the value on which the majority agrees, as `is_majority` has it; `None` without one."""
    value, count = max(counts.items(), key=lambda item: item[1], default=(None, 0))
    return value if is_majority(count, counts.total(), share=share, witnesses=witnesses) else None


def is_common(count: int, total: int) -> bool:
    """Return whether something is more frequent than the exceptions to a convention: then it may be meant."""
    return not is_majority(total - count, total, witnesses=0)


def _most_frequent(counts: Counter[_Value]) -> _Value:
    return max(counts, key=counts.__getitem__)


def has_changed(values: Sequence[_Value], usual: _Value) -> bool:
    """Return whether the newest of some values are not the usual one. New entries are at the end of a list, or at its start."""
    return _are_others(values[:_NEWEST], usual) or _are_others(values[-_NEWEST:], usual)


def _are_others(values: Sequence[_Value], usual: _Value) -> bool:
    """Return whether most of some values, and more than two, are not the usual one."""
    others = sum(value != usual for value in values)
    return others > 2 and 2 * others > len(values)


class Observation(NamedTuple):
    """What one entry does on one point: the value, and where that can be seen."""

    value: str
    span: Span


Point = Callable[[Any], Iterable[Observation]]
"""A question to an `Entry`. (What is counted here need not be entries of a list, so nothing is known of them.)"""


class Group(Protocol):
    """What shares a convention: a section of a document, seen as its entries."""

    @property
    def entries(self) -> Sequence[Any]:
        """The entries that are asked."""


class Convention(NamedTuple):
    """A value that most observations share. `agreeing` of `total` agree; `scope` is `section` or `document`.

    Where it `is_sure`, what deviates is a slip; else it may be a second style.
    """

    value: str
    agreeing: int
    total: int
    scope: str
    is_sure: bool = True

    @property
    def share(self) -> float:
        """The part of the observations that agree, from 0 to 1."""
        return self.agreeing / self.total

    def __str__(self) -> str:
        return f"{self.agreeing} of {self.total}"


class Conventions:
    """The conventions of one document, counted when first asked for.

    `year_of` tells from which year an entry is, or `None`: entries of the latest year are the newest.
    """

    def __init__(self, sections: Sequence[Group], year_of: Callable[[Any], int | None] = lambda entry: None):
        self._sections = sections
        self._year_of = year_of
        self._observed: dict[Point, dict[object, tuple[Observation, ...]]] = {}
        self._counted: dict[tuple[Point, int], Counter[str]] = {}
        self._known: dict[tuple[Point, int], Convention | None] = {}
        self._totals: dict[Point, Counter[str]] = {}
        self._mixed: dict[tuple[Point, str], bool] = {}
        self._of_document: dict[Point, Convention | None] = {}

    def observations(self, point: Point, entry: object) -> tuple[Observation, ...]:
        """Return what an entry does on a point; asked once, remembered."""
        observed = self._observed.setdefault(point, {})
        found = observed.get(entry)
        if found is None:
            found = observed[entry] = tuple(point(entry))
        return found

    def counts(self, point: Point, section: Group) -> Counter[str]:
        """Return how often each value is observed in a section."""
        key = (point, id(section))
        counted = self._counted.get(key)
        if counted is None:
            counted = self._counted[key] = Counter()
            observed = self._observed.setdefault(point, {})
            for entry in section.entries:
                found = observed.get(entry)
                if found is None:
                    found = observed[entry] = tuple(point(entry))
                for value, _ in found:
                    counted[value] += 1
        return counted

    def of(self, point: Point, section: Group) -> Convention | None:
        """Return the convention for a section: its own if it has enough witnesses, else the document's, else `None`.

        Its own is sure where all agree; else the document has to do the same, or to have no convention, but
        four of five to do the same. Then many witnesses are needed, and all sections that do mostly so have to have few
        dissenters together.
        """
        key = (point, id(section))
        if key not in self._known:
            counts = self.counts(point, section)
            whole = self.of_document(point)
            if counts.total() < MIN_WITNESSES:
                self._known[key] = whole
            else:
                own = self._convention(counts, point, [section], "section")
                if own is not None and own.agreeing < own.total:
                    total = self._total(point)
                    is_shared = total[own.value] >= MIN_SHARE * total.total()
                    is_alone = whole is None and (own.total < MANY_WITNESSES or self._is_mixed(point, own.value))
                    if not is_shared or is_alone:
                        own = own._replace(is_sure=False)
                self._known[key] = own
        return self._known[key]

    def of_document(self, point: Point) -> Convention | None:
        """Return the convention of the whole document, or `None`."""
        if point not in self._of_document:
            self._of_document[point] = self._convention(self._total(point), point, self._sections, "document")
        return self._of_document[point]

    def _is_mixed(self, point: Point, value: str) -> bool:
        """Return whether the sections that mostly do one thing have, taken together, more dissenters than slips would be."""
        key = (point, value)
        if key not in self._mixed:
            counts = (self.counts(point, section) for section in self._sections if section.entries)
            alike = [each for each in counts if each and _most_frequent(each) == value]
            self._mixed[key] = not is_majority(sum(each[value] for each in alike), sum(each.total() for each in alike))
        return self._mixed[key]

    def _total(self, point: Point) -> Counter[str]:
        total = self._totals.get(point)
        if total is None:
            total = self._totals[point] = Counter()
            for section in self._sections:
                if section.entries:
                    for value, count in self.counts(point, section).items():
                        total[value] += count
        return total

    def _convention(
        self, counts: Counter[str], point: Point, sections: Sequence[Group], scope: str
    ) -> Convention | None:
        value = majority(counts)
        if value is None:
            return None
        agreeing = counts[value]
        others = [count for other, count in counts.items() if other != value]
        sure = is_sure(agreeing, max(others, default=0))
        if sure and sum(others) > 2:
            sure = not self._has_changed(point, sections, value)
        return Convention(value, agreeing, counts.total(), scope, sure)

    def _has_changed(self, point: Point, sections: Sequence[Group], usual: str) -> bool:
        """Return whether the newest entries do otherwise: those of the latest year, or at the end or start of the list."""
        values: list[str] = []
        by_year: dict[int, list[str]] = {}
        for section in sections:
            for entry in section.entries:
                seen = [value for value, _ in self.observations(point, entry)]
                values += seen
                if seen and (year := self._year_of(entry)) is not None:
                    by_year.setdefault(year, []).extend(seen)
        return has_changed(values, usual) or (bool(by_year) and _are_others(by_year[max(by_year)], usual))
