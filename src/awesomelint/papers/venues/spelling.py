"""Misspelt names of venues: "NeurlPS", "CPVR", "Natrue Communications".

Most short acronyms are one letter from another one that means something else, so only what can hardly be anything else is taken
for a slip: two letters that changed places, any one letter of a longer name, and what the table lists as misspelt.
"""

from __future__ import annotations

from functools import lru_cache

from awesomelint.papers.titles import shared_beginning
from awesomelint.papers.venues.mention import MAX_LENGTH, without_remarks, without_year
from awesomelint.papers.venues.reading import parse_venue
from awesomelint.papers.venues.table import Venue, VenueTable, all_names, venue_key
from awesomelint.startup import NamedTuple, expression

SHORTEST = 4
"""Letters of the shortest word that is looked at."""
SHORTEST_LETTER_SLIP = 5
"""Letters of the shortest name in which one letter may be wrong; in a shorter one, two may only have changed places."""
SHORTEST_LONG_NAME = 10
"""Letters of the shortest name of several words that is compared as a whole."""

SHORTEST_WORD = 9
"""Letters of the shortest acronym that may be written like a word."""

_CROWDED = {"ic": 7, "ij": 7}
"""How names begin of which most letters that could be wrong make another name, and how long one must be then."""
_END = 4
"""Letters at either end of a long name; a slip at one end leaves the other as it is."""
_WORD = expression(r"[^\W\d_]+")
_EDGE = " \t,.;:|–—()[]{}"


class Misspelling(NamedTuple):
    """A name that is not known but nearly so: its range in the text, the venue meant and the name to write."""

    start: int
    end: int
    venue: Venue
    name: str


def misspelling(text: str, table: VenueTable) -> Misspelling | None:
    """Return the misspelt name in a text that is where a venue is expected, or `None`.

    A text that names a known venue is not searched, nor are words that the table lists as something else.
    """
    return None if len(text) > MAX_LENGTH else _misspelling(text, table)


@lru_cache(maxsize=1 << 12)
def _misspelling(text: str, table: VenueTable) -> Misspelling | None:
    if parse_venue(text, table) is not None:
        return None
    plain = without_year(without_remarks(text), table.index).text
    start, end = len(plain) - len(plain.lstrip(_EDGE)), len(plain.rstrip(_EDGE))
    if " " in plain[start:end] and (meant := _nearest_long(venue_key(plain[start:end]), table)) is not None:
        return Misspelling(start, end, table[meant.venue], meant.name)
    for match in _WORD.finditer(plain):
        if (meant := _nearest(match[0], table)) is not None:
            return Misspelling(match.start(), match.end(), table[meant.venue], meant.name)
    return None


class _Name(NamedTuple):
    """A name as it is written, and the key of its venue."""

    venue: str
    name: str


class _Names(NamedTuple):
    """Names by their keys: acronyms of venues whose years are known, long names, misspelt ones.

    `shortened` holds the acronyms by what is left of them without one letter, `ends` the long names by their first letters and by
    their last: what is one slip from a name has one of these in common with it.
    """

    acronyms: dict[str, _Name]
    long: dict[str, _Name]
    misspelt: dict[str, _Name]
    shortened: dict[str, set[str]]
    ends: dict[str, set[str]]


def _nearest(word: str, table: VenueTable) -> _Name | None:
    """Return the acronym that a word is a slip for."""
    names, key = _names(table), venue_key(word)
    if key in names.misspelt:
        return names.misspelt[key]
    if len(key) < SHORTEST or key in table.not_venues or key in table.index.strong or key in table.index.weak:
        return None
    likely = set().union(*(names.shortened.get(part, ()) for part in _shortened(key)))
    near = {other for other in likely if _is_slip(word, key, other, names.acronyms[other], table)}
    rivals = {other for other in likely if len(other) > len(key) and _slip(key, other) is not None} - near
    meant = {names.acronyms[other] for other in near}
    return meant.pop() if len(meant) == 1 and not rivals else None  # ICASP may be ICAPS or ICASSP


def _is_slip(word: str, key: str, other: str, name: _Name, table: VenueTable) -> bool:
    slip = _slip(key, other)
    if slip == "letter" and (len(other) < _CROWDED.get(key[:2], SHORTEST_LETTER_SLIP) or key[0] != other[0]):
        return False
    looks_like_name = sum(char.isupper() for char in word) > 1 or len(other) >= SHORTEST_WORD
    return slip is not None and (looks_like_name or table.records[name.venue]["kind"] == "preprint")


def _nearest_long(key: str, table: VenueTable) -> _Name | None:
    """Return the name of several words that a text is a slip for."""
    if len(key) < SHORTEST_LONG_NAME:
        return None
    names = _names(table)
    likely = set().union(*(names.ends.get(end, ()) for end in _ends(key)))
    near = {names.long[other] for other in likely if _slip(key, other) is not None}
    return near.pop() if len(near) == 1 else None


def _slip(one: str, other: str) -> str | None:
    """Return `letter` if one letter is wrong, missing or too much, `swap` if two changed places, `None` for all else."""
    start = shared_beginning(one, other)
    one, other = one[start:], other[start:]
    end = shared_beginning(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    if max(len(one), len(other)) == 1:
        return "letter"
    return "swap" if len(one) == 2 and one == other[::-1] else None


def _shortened(key: str) -> set[str]:
    """Return a key as it is, and without each of its letters."""
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}


def _ends(key: str) -> tuple[str, str]:
    return key[:_END], "-" + key[-_END:]


@lru_cache(maxsize=4)
def _names(table: VenueTable) -> _Names:
    names = _Names({}, {}, {}, {}, {})
    for venue, record in table.records.items():
        is_common = "held" in record or record["kind"] == "preprint"
        for name in all_names(record):
            key = venue_key(name)
            if " " in name and len(key) >= SHORTEST_LONG_NAME:
                names.long.setdefault(key, _Name(venue, name))
            elif " " not in name and is_common and len(key) >= SHORTEST:
                names.acronyms.setdefault(key, _Name(venue, name))
        names.misspelt.update((venue_key(name), _Name(venue, record["name"])) for name in record.get("misspelt", ()))
    for key in names.acronyms:
        for part in _shortened(key):
            names.shortened.setdefault(part, set()).add(key)
    for key in names.long:
        for end in _ends(key):
            names.ends.setdefault(end, set()).add(key)
    return names
