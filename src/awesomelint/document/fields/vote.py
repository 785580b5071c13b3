"""What the entries of a section agree on: where title, authors and venue stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from awesomelint.document.fields.reading import Hints, Reading, place_of, title_key


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
    words = name.split(", ")
    return len(words) == 2 and all(" " not in word and len(word) > 2 and "." not in word for word in words)


def writes_surnames_only(readings: Iterable[Reading]) -> bool:
    """Tell whether pairs "X, Y" are two surnames: then the second words turn up as first words elsewhere, given names do not."""
    pairs = [
        name.text.split(", ")
        for r in readings
        for _, names in r.names
        for name in names.names
        if is_lone_pair(name.text)
    ]
    if len(pairs) < 5:
        return False
    firsts = {first for first, _ in pairs}
    return sum(second in firsts for _, second in pairs) >= 0.15 * len(pairs)
