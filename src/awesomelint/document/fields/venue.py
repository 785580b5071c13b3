"""The venue and the year of an entry."""

from __future__ import annotations

from awesomelint.document.fields.pieces import Form, Piece, Role
from awesomelint.document.fields.reading import Hints, Reading, place_of
from awesomelint.document.model import Field
from awesomelint.expressions import expression
from awesomelint.papers.venues import read_venue, read_year

_COMPACT_DATE = expression(r"(1[89]\d\d|20[0-4]\d)(?:\d\d){,2}")


def find_venue(reading: Reading, hints: Hints) -> Piece | None:
    """Return the piece that names the venue, or `None`."""
    title = reading.title.text if reading.title is not None else ""
    has_name = ":" in title
    named = [name.piece for name in reading.names]
    best: Piece | None = None
    best_score = 0.0
    for index, piece in enumerate(reading.pieces):
        if index == reading.title_index or piece in named:
            continue
        if has_name and title.startswith(f"{piece.text}:"):
            continue
        column = reading.column(piece)
        place = hints.venue is not None and place_of(reading, piece) == hints.venue
        score = 0.0
        if piece.role is Role.VENUE:
            mention = read_venue(piece.text)
            score = 3.0 if mention is not None and mention.certain else 1.5
            score += 0.5 if mention is not None and mention.year is not None else 0.0
        elif column is Role.VENUE and piece.role in (Role.TEXT, Role.LABEL):
            score = 3.0
        elif place and piece.role is Role.TEXT and len(piece.text) <= 60 and _looks_like_venue(piece):
            score = 1.0
        if score <= 0:
            continue
        score += (1.0 if place else 0.0) + (2.0 if column is Role.VENUE else 0.0) - piece.depth * 0.3
        if score > best_score:
            best, best_score = piece, score
    return best


def _looks_like_venue(piece: Piece) -> bool:
    words = piece.text.split()
    return len(words) <= 8 and words[0][:1].isupper() and piece.form is not Form.CODE


def set_year(reading: Reading) -> None:
    """Set the year of an entry whose venue names none, from a date or another venue on it."""
    for piece in reading.pieces:
        if piece.role is Role.DATE and (year := year_of_date(piece)) is not None:
            reading.entry.year = year_field(year, piece)
            return
    for index, piece in enumerate(reading.pieces):
        if piece.role is Role.VENUE and index != reading.title_index and (year := read_year(piece.text)) is not None:
            reading.entry.year = year_field(year, piece)
            return


def year_of_date(piece: Piece) -> int | None:
    """Return the year of a date, also of one without separators (`20181106`) and of an old paper, in parentheses: `(1945)`."""
    compact = _COMPACT_DATE.fullmatch(piece.text)
    if compact is not None and (piece.wrap == "(" or len(piece.text) > len("2018")):
        return int(compact[1])
    return read_year(piece.text)


def year_field(year: int, piece: Piece) -> Field:
    """Return a year with the place of its digits: all four, or the two of `'21`."""
    for digits in (str(year), f"{year % 100:02}"):
        at = piece.text.rfind(digits)
        if at >= 0:
            span = piece.part_span(at, at + len(digits))
            return Field(str(year), span, span)
    return Field(str(year), piece.span, piece.span)
