"""What a list mostly does on one point of style: its conventions, counted per section, else over the document.

A point is a question that can be asked of an entry, such as "which brackets are around its links?". Each answer is an
`Observation`. A convention holds when at least `MIN_WITNESSES` observations exist and `MIN_SHARE` of them agree; below that
the list has no convention and nothing may be reported. Rules that count for themselves judge by the same `majority`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from awesomelint.source import Span
from awesomelint.startup import NamedTuple

MIN_WITNESSES = 5
MIN_SHARE = 0.8

_Value = TypeVar("_Value")


def is_majority(agreeing: int, total: int, *, share: float = MIN_SHARE, witnesses: int = MIN_WITNESSES) -> bool:
    """Return whether there are enough witnesses, and a large enough share of them agrees."""
    return total >= witnesses and agreeing >= share * total


def majority(
    counts: Counter[_Value], *, share: float = MIN_SHARE, witnesses: int = MIN_WITNESSES
) -> tuple[_Value, int] | None:
    """Return the value on which enough witnesses, and a large enough share of them, agree, and how many do, or `None`."""
    value, count = max(counts.items(), key=lambda item: item[1], default=(None, 0))
    return (
        (value, count)
        if value is not None and is_majority(count, counts.total(), share=share, witnesses=witnesses)
        else None
    )


def is_common(count: int, total: int) -> bool:
    """Return whether something is more frequent than the exceptions to a convention: then it may be meant."""
    return count > (1 - MIN_SHARE) * total


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
    """A value that most observations share. `agreeing` of `total` agree; `scope` is `section` or `document`."""

    value: str
    agreeing: int
    total: int
    scope: str

    @property
    def share(self) -> float:
        """The part of the observations that agree, from 0 to 1."""
        return self.agreeing / self.total

    def __str__(self) -> str:
        return f"{self.agreeing} of {self.total}"


class Conventions:
    """The conventions of one document, counted when first asked for."""

    def __init__(self, sections: Sequence[Group]):
        self._sections = sections
        self._observed: dict[Point, dict[object, tuple[Observation, ...]]] = {}
        self._counted: dict[tuple[Point, int], Counter[str]] = {}
        self._known: dict[tuple[Point, int], Convention | None] = {}
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
            for entry in section.entries:
                for value, _ in self.observations(point, entry):
                    counted[value] += 1
        return counted

    def of(self, point: Point, section: Group) -> Convention | None:
        """Return the convention for a section: its own if it has enough witnesses, else the document's, else `None`."""
        key = (point, id(section))
        if key not in self._known:
            counts = self.counts(point, section)
            enough = counts.total() >= MIN_WITNESSES
            self._known[key] = _convention(counts, "section") if enough else self.of_document(point)
        return self._known[key]

    def of_document(self, point: Point) -> Convention | None:
        """Return the convention of the whole document, or `None`."""
        if point not in self._of_document:
            total: Counter[str] = Counter()
            for section in self._sections:
                if section.entries:
                    for value, count in self.counts(point, section).items():
                        total[value] += count
            self._of_document[point] = _convention(total, "document")
        return self._of_document[point]


def _convention(counts: Counter[str], scope: str) -> Convention | None:
    found = majority(counts)
    return None if found is None else Convention(*found, counts.total(), scope)
