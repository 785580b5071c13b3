"""Places in a text: half-open ranges and line/column positions."""

from __future__ import annotations

from awesomelint.named_tuple import NamedTuple


class Span(NamedTuple):
    """A half-open range in the text of a `Source`: from `start` up to, but not with, `end`.

    Both are offsets in code points, from 0, as in slices of a `str`. An empty span is a place between two code points. Spans
    sort by where they begin, then by where they end.
    """

    start: int
    end: int

    def __contains__(self, offset: object) -> bool:
        """Tell whether an offset lies in the range (its end does not)."""
        return isinstance(offset, int) and self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether two ranges share at least one code point, or are the same empty range."""
        return self == other or (self.start < other.end and other.start < self.end)

    def covers(self, other: Span) -> bool:
        """Tell whether the other range lies wholly in this one."""
        return self.start <= other.start and other.end <= self.end

    def slice(self) -> slice:
        """Return the range as a slice, for `text[span.slice()]`."""
        return slice(self.start, self.end)


class Position(NamedTuple):
    """A place as people count it: `line` and `column`, both from 1, columns in code points (a tab is one)."""

    line: int
    column: int
