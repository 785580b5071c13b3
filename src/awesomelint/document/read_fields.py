"""Read the fields of entries: each by itself, then again with the vote of its section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from awesomelint.document.classify import NO_HINTS, Hints, Reading, make_field, place_of, remark_index, title_key
from awesomelint.document.details import find_authors, find_venue, set_authors, set_year, year_field
from awesomelint.document.model import Container, Field
from awesomelint.document.names import Names
from awesomelint.document.pieces import Form, Role
from awesomelint.document.title import find_title, title_field
from awesomelint.markdown.blocks import LinkSyntax
from awesomelint.papers.venues import YEAR, read_venue, read_year

MANY = 5
"""Author lists from which on their form is a habit."""


MANY_TITLES = 10
"""Plain titles of a document from which on it shows whether words behind a dash are a part of them."""

FEW = 0.2
"""Share of plain titles with words behind a dash, below which such words are a part of the title."""


def vote(readings: list[Reading]) -> Hints:
    """Return what most entries of a section agree on."""
    titles = Counter(title_key(reading, reading.title_index) for reading in readings if reading.title is not None)
    names = Counter(place_of(reading, reading.names[0].piece) for reading in readings if reading.names)
    venues = Counter(place_of(reading, reading.venue_piece) for reading in readings if reading.venue_piece is not None)
    return Hints(
        _winner(titles, len(readings), 0.5),
        _winner(names, len(readings), 0.3),
        _winner(venues, len(readings), 0.3),
    )


def has_remarks(readings: Iterable[Reading]) -> bool:
    """Tell whether words behind a dash are remarks ("Name - what it does") rather than the second half of a title."""
    plain = [reading for reading in readings if reading.title is not None and reading.title.form is Form.PLAIN]
    remarks = sum(remark_index(reading) is not None for reading in plain)
    return len(plain) < MANY_TITLES or remarks >= FEW * len(plain)


def _winner(counts: Counter[Any], total: int, share: float) -> Any:
    if not counts:
        return None
    value, count = max(counts.items(), key=lambda item: (item[1], str(item[0])))
    return value if count >= 2 and count >= share * total else None


def agrees(reading: Reading, hints: Hints) -> bool:
    """Tell whether an entry already reads as the vote says, so that reading it again would change nothing."""
    if reading.title is None or (hints.title is not None and title_key(reading, reading.title_index) != hints.title):
        return False
    if hints.names is not None and not (reading.names and place_of(reading, reading.names[0].piece) == hints.names):
        return False
    piece = reading.venue_piece
    return hints.venue is None or (piece is not None and place_of(reading, piece) == hints.venue)


def is_lone_pair(name: str) -> bool:
    """Tell whether a name is "X, Y" of two bare words: a person's surname and given name, or two persons' surnames."""
    words = " ".join(name.split()).split(", ") if "," in name else ()
    return len(words) == 2 and all(" " not in word and len(word) > 2 and "." not in word for word in words)


def _is_lone_surname(names: Names) -> bool:
    return len(names.names) == 1 and not names.et_al and names.names[0].text.isalpha()


def writes_surnames_only(readings: Sequence[Reading]) -> bool:
    """Tell whether pairs "X, Y" are two surnames: then the second words turn up as first words elsewhere, given names do not.

    Entries with one author who has a surname only show it as well.
    """
    pairs = [
        name.text.split(", ")
        for r in readings
        for _, names in r.names
        for name in names.names
        if is_lone_pair(name.text)
    ]
    lone = sum(len(r.names) == 1 and _is_lone_surname(r.names[0].names) for r in readings)
    if lone >= MANY and lone > len(pairs):
        return True
    if len(pairs) < MANY:
        return False
    firsts = {first for first, _ in pairs}
    return sum(second in firsts for _, second in pairs) >= 0.15 * len(pairs)


#| Reading entries: each by itself, then again with the vote of its section.

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
        mention = read_venue(piece.text, piece.venues)
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
