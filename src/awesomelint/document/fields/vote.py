"""What the entries of a section agree on: where title, authors and venue stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from awesomelint.document.fields.names import Names
from awesomelint.document.fields.pieces import Form
from awesomelint.document.fields.reading import Hints, Reading, place_of, remark_index, title_key

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
