"""The venue and the year of an entry, as values with the exact places where they are written."""

from __future__ import annotations

import re

from awesomelint.document.abbreviations import is_abbreviation
from awesomelint.document.model import Field
from awesomelint.document.pieces import Candidate, Piece, Reading, Role, field_of
from awesomelint.papers.venues import read_venue, read_year
from awesomelint.papers.venues.mention import full_year, without_year
from awesomelint.source import Span
from awesomelint.startup import expression

_VOLUME = expression(
    r"[\s,]{1,4}(?:(?:\d[\d.]*\s*)?\(\s*\)|\d+\.\d+$|(?<=,\s)\d+$|(?:vol|volume|no|num|number|issue|pp?|pages)\b\.?\s*\d).*$",
    re.IGNORECASE,
)
"""A volume, perhaps with brackets that the year has been taken out of, and what is behind it."""

_TAG = expression(r"([A-Z][A-Za-z&+/]*[A-Z])[ -]?(\d\d)")
"""An acronym that the table lacks with the last digits of a year, where others name their venues: "CNS17"."""

_FULL_YEAR = expression(r"(?<!\d)(?:1[89]\d\d|20[0-4]\d)(?!\d)")
_COMPACT_DATE = expression(r"(1[89]\d\d|20[0-4]\d)(?:\d\d){,2}")


def venue_and_year(reading: Reading) -> tuple[Field | None, Field | None]:
    """Return the venue of an entry, and its year: that of the venue, or another that is written on it."""
    candidate, piece = reading.candidate, reading.venue
    if piece is None:
        return None, _other_year(reading)
    mention, venue = read_venue(piece.text, piece.venues), None
    if mention is not None:
        year, stop = mention.year, _full_stop(piece.text, mention.end)
        place = piece.part(mention.start, mention.end + len(stop), Role.VENUE)
        venue = field_of(mention.name + stop, place, candidate)
    elif (tag := _TAG.fullmatch(piece.text)) is not None:
        year, venue = full_year(tag[2]), field_of(tag[1], piece.part(*tag.span(1), Role.VENUE), candidate)
    else:
        year = read_year(piece.text)
        plain = _VOLUME.sub("", without_year(piece.text, piece.venues.index).text)
        name = plain.strip(" ,.-()'’《》")
        if "(" in name and name.rfind("(") > name.rfind(")") and plain.endswith(")"):
            name = plain[plain.index(name) :]
        name += _full_stop(piece.text, len(name)) if piece.text.startswith(name) else ""
        venue = _with_next_lines(field_of(name, piece, candidate), piece, candidate) if name else None
    return venue, _other_year(reading) if year is None else _year_field(year, piece)


def _full_stop(text: str, at: int) -> str:
    """Return the full stop at an offset that belongs to the name before it, as others in it do: "Phys. Rev. Lett."."""
    return "." if text.startswith(".", at) and "." in text[:at] and is_abbreviation(text, at) else ""


def _with_next_lines(venue: Field, piece: Piece, candidate: Candidate) -> Field:
    """Return a venue with the rest of its cell, where its column says that it is one: "Owl Society<br>Winter Meeting"."""
    if candidate.column(piece) is not Role.VENUE:
        return venue
    for other in candidate.pieces[candidate.pieces.index(piece) + 1 :]:
        if other.cell != piece.cell or other.role is not Role.TEXT or other.form is not piece.form or other.wrap:
            break
        span = Span(venue.span.start, other.span.end)
        venue = venue._replace(value=f"{venue.value} {other.text}", span=span, outer=span)
    return venue


def _other_year(reading: Reading) -> Field | None:
    """Return the year of an entry whose venue names none, from a date or another venue on it."""
    pieces = reading.candidate.pieces
    dates = [piece for piece in pieces if piece.role is Role.DATE]
    if (
        len(dates) > 1 and pieces.index(dates[0]) < reading.title_index
    ):  # "May 10, 2017: [The Title](u). A. Berg. 2015."
        dates = sorted(dates, key=lambda piece: _is_day(piece.text) or piece.line != dates[0].line)
    for piece in dates:
        if (year := _year_of_date(piece, reading.is_cited)) is not None:
            return _year_field(year, piece)
    for index, piece in enumerate(pieces):
        if piece.role is Role.VENUE and index != reading.title_index and (year := read_year(piece.text)) is not None:
            return _year_field(year, piece)
    return None


def _is_day(text: str) -> bool:
    """Return whether a date says more than its year."""
    return not text.strip("()[] ").isdecimal()


def _year_of_date(piece: Piece, is_cited: bool) -> int | None:
    """Return the year of a date, also of one without separators (`20181106`) and of an old paper, in parentheses: `(1945)`.

    Where a citation has its year, any will do: "Ada Berg (1927)".
    """
    compact = _COMPACT_DATE.fullmatch(piece.text)
    if compact is not None and (piece.wrap == "(" or len(piece.text) > len("2018")):
        return int(compact[1])
    year = read_year(piece.text)
    full = _FULL_YEAR.search(piece.text) if year is None and (is_cited or len(piece.text) > len("2018")) else None
    return int(full[0]) if full is not None else year


def _year_field(year: int, piece: Piece) -> Field:
    """Return a year with the place of its digits: all four, or the two of `'21`."""
    for digits in (str(year), f"{year % 100:02}"):
        at = piece.text.rfind(digits)
        if at >= 0:
            span = piece.part_span(at, at + len(digits))
            return Field(str(year), span, span)
    return Field(str(year), piece.span, piece.span)
