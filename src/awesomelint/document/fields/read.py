"""Reading entries: each by itself, then again with the vote of its section."""

from __future__ import annotations

from awesomelint.document.blocks import LinkSyntax
from awesomelint.document.fields.authors import find_authors, set_authors
from awesomelint.document.fields.field import make_field
from awesomelint.document.fields.pieces import Role
from awesomelint.document.fields.reading import NO_HINTS, Hints, Reading
from awesomelint.document.fields.title import find_title, title_field
from awesomelint.document.fields.venue import find_venue, set_year, year_field
from awesomelint.document.fields.vote import agrees, has_remarks, is_lone_pair, vote, writes_surnames_only
from awesomelint.document.model import Container, Field
from awesomelint.papers.venues import YEAR, read_venue, read_year

MIN_VOTERS = 3
"""Entries of a section from which on it has a grammar of its own."""

NAKED = (LinkSyntax.BARE, LinkSyntax.AUTOLINK)


def read_entries(batches: list[list[Reading]]) -> None:
    """Read the entries of a document, given in batches of one section and one construct, and set their fields."""
    voted: list[tuple[list[Reading], Hints]] = []
    for readings in batches:
        for reading in readings:
            _find(reading, NO_HINTS)
    votes: dict[Container, Hints] = {}
    for readings in batches:
        hints = vote(readings) if len(readings) >= MIN_VOTERS else _vote_of_others(readings, batches, votes)
        for reading in readings:
            if not agrees(reading, hints):
                _find(reading, hints)
            reading.hints = hints
        voted.append((readings, hints))
    if writes_surnames_only([reading for readings in batches for reading in readings]):
        for readings, hints in voted:
            surnames = hints._replace(surnames_only=True)
            for reading in readings:
                if any(is_lone_pair(name.text) for _, names in reading.names for name in names.names):
                    _find(reading, surnames)
    remarks = has_remarks(reading for readings in batches for reading in readings)
    for readings in batches:
        for reading in readings:
            reading.has_remarks = remarks
            _set_fields(reading)


def _vote_of_others(readings: list[Reading], batches: list[list[Reading]], votes: dict[Container, Hints]) -> Hints:
    """Return what the whole document does in the same construct, for a section too small to vote."""
    container = readings[0].entry.container
    if container not in votes:
        votes[container] = vote([other for batch in batches for other in batch if other.entry.container is container])
    return votes[container]


def _find(reading: Reading, hints: Hints) -> None:
    reading.hints = hints
    reading.title_index = find_title(reading, hints)
    reading.title = reading.pieces[reading.title_index] if reading.title_index >= 0 else None
    reading.names = find_authors(reading, hints)
    reading.venue_piece = find_venue(reading, hints)


def is_titled(reading: Reading) -> bool:
    """Tell whether a title was found that is more than a naked URL."""
    title = reading.title
    return title is not None and not (
        title.role is Role.LABEL and title.link is not None and title.link.syntax in NAKED
    )


def _set_fields(reading: Reading) -> None:
    entry = reading.entry
    entry.title = title_field(reading)
    if reading.names:
        set_authors(entry, reading.names)
    year: int | None = None
    piece = reading.venue_piece
    if piece is not None:
        mention = read_venue(piece.text)
        if mention is not None:
            part = piece.part(mention.start, mention.end, Role.VENUE)
            entry.venue = make_field(mention.name, part, entry)
            year = mention.year
        else:
            year = read_year(piece.text)
            entry.venue = make_field(YEAR.sub("", piece.text).strip(" ,.-()'’《》"), piece, entry)
        if year is not None:
            entry.year = year_field(year, piece)
    if year is None:
        set_year(reading)
    if entry.number is None and entry.container is Container.PARAGRAPH:
        first = next((piece for piece in reading.pieces if piece.role is not Role.NOISE), None)
        if first is not None and first.role is Role.NUMBER and (digits := first.text.strip("[]().#: ")).isdigit():
            entry.number = int(digits)
    entry.description = _description(reading)


def _description(reading: Reading) -> Field | None:
    """Return the text behind the name of a tool or resource; papers have none."""
    entry = reading.entry
    if entry.venue is not None or entry.authors or reading.title is None:
        return None
    title = reading.title
    for piece in reading.pieces[reading.title_index + 1 :]:
        if piece.role is Role.TEXT and len(piece.text.split()) >= 2 and piece.depth == title.depth:
            return make_field(piece.text, piece, entry)
    return None
