"""The venue that an entry gives, and the year next to it."""

from __future__ import annotations

from awesomelint.document.model import Container, Document, Entry, remembered
from awesomelint.papers.venues.reading import VenueReading, parse_venue
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_BETWEEN = expression(r"[ ,.:'’`´()\[\]/–-]{0,4}\Z")
"""What is between a venue and its year where both can be read as one text."""
_APART = expression(r"[^\w\n]{0,40}\Z")
"""What is between them where the year is the venue's all the same: markup, or the border of a cell."""
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


@remembered
def entry_venue(entry: Entry) -> EntryVenue | None:
    """Return the venue that an entry gives, `None` where it gives none that the table knows.

    A year is read only where it is next to the venue; elsewhere it may be that of a preprint.
    """
    venue, year = entry.venue, entry.year
    if venue is None:
        return None
    text, table = entry.document.source.text, entry.document.venues
    span, is_apart = with_year(entry)
    if year is not None and is_apart:
        reading = parse_venue(venue.value, table)
        if reading is None:
            return None
        if reading.year is not None:
            return EntryVenue(reading, venue.span, None, venue.value)
        return EntryVenue(reading._replace(year=int(year.value)), venue.span, None, f"{venue.value} {year.value}")
    if _IN_ADDRESS.match(text, max(span.start - 1, 0)) or _DOMAIN.match(text, span.end):
        return None
    written = text[span.start : span.end]
    reading = parse_venue(written, table)
    if reading is None:
        reading = parse_venue(venue.value, table)
        return None if reading is None else EntryVenue(reading, venue.span, None, venue.value)
    digits = reading.year_span
    if digits is not None and (
        (reading.venue.kind in _NUMBERED and _is_number(written, digits)) or is_date(written, Span(*digits))
    ):
        reading = reading._replace(year=None, year_span=None)
    return EntryVenue(reading, span, span.start, written)


def with_year(entry: Entry) -> tuple[Span, bool]:
    """Return the place of the venue of an entry and of its year, if that is next to it, and whether markup is between them."""
    venue, year = entry.venue, entry.year
    assert venue is not None
    text = entry.document.source.text
    if year is None or is_date(text, year.span) or not _is_in_column_of_years(entry, year.span):
        return venue.span, False
    first, second = sorted((venue.span, year.span))
    between = text[first.end : second.start]
    if _BETWEEN.match(between):
        return _with_bracket(text, Span(first.start, max(first.end, second.end))), False
    return venue.span, _APART.match(between) is not None


_MONTH_BEFORE = expression(
    r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? ?(?:\d{1,2},? )?\Z"
)

_MONTH_AFTER = expression(r"[-./](?:0?[1-9]|1[0-2])(?![\d\w])")
_LONGEST_DATE = len("September 30, ")


def is_date(text: str, year: Span) -> bool:
    """Return whether a year has a month: then it tells when a paper was put online, and only by chance when a meeting was."""
    before = text[max(year.start - _LONGEST_DATE, 0) : year.start]
    return _MONTH_AFTER.match(text, year.end) is not None or _MONTH_BEFORE.search(before) is not None


_DELIMITERS = expression(r"^[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
_PIPE = expression(r"(?<!\\)\|")
_COLUMN_OF_YEARS = expression(r"(?i)\byears?\b|年|venue|conf|publi|journal")


def _is_in_column_of_years(entry: Entry, year: Span) -> bool:
    """Return whether a year in a table may be the venue's by the name of its column, which may also be `Date` or `arXiv date`."""
    if entry.container is not Container.TABLE:
        return True
    source = entry.document.source
    row = source.line_at(year.start)
    header = _headers(entry.document).get(row)
    if header is None:
        return False
    line = source.line(row)
    before = line[: source.position(year.start)[1] - 1]
    names = _PIPE.split(header)
    place = len(_PIPE.findall(before)) - line.lstrip().startswith("|") + header.lstrip().startswith("|")
    return place < len(names) and _COLUMN_OF_YEARS.search(names[place]) is not None


@remembered
def _headers(document: Document) -> dict[int, str]:
    """Return the header row of the table of each line that is a row of one."""
    headers: dict[int, str] = {}
    header = ""
    for number in range(2, document.source.line_count + 1):
        line = document.source.line(number)
        if not line.strip():
            header = ""
        elif not header and "-" in line and _DELIMITERS.match(line):
            header = document.source.line(number - 1)
        elif header:
            headers[number] = header
    return headers


def _is_number(text: str, digits: tuple[int, int]) -> bool:
    """Return whether two digits may be another number than a year: a volume of a journal, the eleventh workshop."""
    start, end = digits
    return end - start == 2 and text[start - 1 : start] not in _APOSTROPHES


def _with_bracket(text: str, span: Span) -> Span:
    """Return a span with the bracket after it that closes one in it, or the one before it that is closed in it."""
    for opening, closing in _CLOSING.items():
        opened, closed = (text.count(bracket, *span) for bracket in (opening, closing))
        if opened == closed + 1 and text[span.end : span.end + 1] == closing:
            return Span(span.start, span.end + 1)
        if closed == opened + 1 and text[span.start - 1 : span.start] == opening:
            return Span(span.start - 1, span.end)
    return span
