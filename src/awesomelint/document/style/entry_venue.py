"""The venue of an entry with its year, taken apart."""

from __future__ import annotations

from awesomelint.document.model import Entry, once_per_entry
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.reading import VenueReading, parse_venue
from awesomelint.span import Span

_BETWEEN = expression(r"[ ,.:'’`´()\[\]/–-]{0,4}\Z")
"""What stands between a venue and its year where both can be read as one text."""
_APART = expression(r"[^\w\n]{0,40}\Z")
"""What stands between them where the year is the venue's all the same: markup, or the border of a cell."""
_IN_ADDRESS = expression(r"[/@]\w")
_DOMAIN = expression(r"\.(?:org|com|net|cc|io)\b")
_NUMBERED = ("journal", "workshop")
_APOSTROPHES = tuple("'’‘`´")
_CLOSING = {"(": ")", "[": "]"}


class EntryVenue(NamedTuple):
    """The venue of an entry and its year.

    `span` is the place of both. `start` is where the text that was read begins in the source, `None` where it is not written
    there in one piece; `written` is that text.
    """

    reading: VenueReading
    span: Span
    start: int | None
    written: str

    def part(self, span: tuple[int, int]) -> Span | None:
        """Return the place in the source of a part of the text that was read."""
        return None if self.start is None else Span(self.start + span[0], self.start + span[1])


@once_per_entry
def entry_venue(entry: Entry) -> EntryVenue | None:
    """Return the venue that an entry gives, `None` where it gives none that the table knows.

    A year is read only where it stands beside the venue; elsewhere it may be that of a preprint.
    """
    venue, year = entry.venue, entry.year
    if venue is None:
        return None
    text, table = entry.document.source.text, entry.document.venues
    span = venue.span
    if year is not None:
        first, second = sorted((venue.span, year.span))
        between = text[first.end : second.start]
        span = Span(first.start, max(first.end, second.end))
        if _BETWEEN.match(between):
            span = _with_bracket(text, span)
        elif _APART.match(between):
            reading = parse_venue(venue.value, table)
            if reading is None:
                return None
            if reading.year is not None:
                return EntryVenue(reading, venue.span, None, venue.value)
            return EntryVenue(reading._replace(year=int(year.value)), venue.span, None, f"{venue.value} {year.value}")
        else:
            span = venue.span
    if _IN_ADDRESS.match(text, max(span.start - 1, 0)) or _DOMAIN.match(text, span.end):
        return None
    written = text[span.start : span.end]
    reading = parse_venue(written, table)
    if reading is None:
        reading = parse_venue(venue.value, table)
        return None if reading is None else EntryVenue(reading, venue.span, None, venue.value)
    if reading.year_span is not None and reading.venue.kind in _NUMBERED and _is_number(written, reading.year_span):
        reading = reading._replace(year=None, year_span=None)
    return EntryVenue(reading, span, span.start, written)


def _is_number(text: str, digits: tuple[int, int]) -> bool:
    """Tell whether two digits may be another number than a year: a volume of a journal, the eleventh workshop."""
    start, end = digits
    return end - start == 2 and text[start - 1 : start] not in _APOSTROPHES


def _with_bracket(text: str, span: Span) -> Span:
    """Return a span with the bracket behind it that closes one in it."""
    for opening, closing in _CLOSING.items():
        if text.count(opening, *span) == text.count(closing, *span) + 1 and text[span.end : span.end + 1] == closing:
            return Span(span.start, span.end + 1)
    return span
