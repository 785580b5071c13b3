"""Misspelt names of venues: "NeurlPS", "CPVR", "Natrue Communications".

Most short acronyms are one letter from another one that means something else. A slip is therefore no more than a candidate: a
rule asks for evidence that the known venue is meant. No candidates are the acronyms in use (`rules/data/acronyms.txt`), and
those that are a known name and a W for its workshops.
"""

from __future__ import annotations

from functools import lru_cache

from awesomelint.papers.titles import shared_beginning
from awesomelint.papers.venues.acronyms import acronyms_in_use
from awesomelint.papers.venues.mention import MAX_LENGTH, without_remarks, without_year
from awesomelint.papers.venues.reading import find_names, parse_venue
from awesomelint.papers.venues.table import WORD, Venue, VenueTable, all_names, venue_key
from awesomelint.startup import NamedTuple, expression, memo

SHORTEST = 4
"""Letters of the shortest word that is looked at."""
SHORTEST_LOST_LETTER = 5
"""Letters of the shortest name of which one may be lost or doubled; in a shorter one, two may only have changed places."""
SHORTEST_WRONG_LETTER = 7
"""Letters of the shortest acronym in which one may be another one, or one too much; words such as arXiv may be shorter."""
SHORTEST_LONG_NAME = 10
"""Letters of the shortest name of several words that is compared as a whole."""

SHORTEST_WORD = 9
"""Letters of the shortest acronym that may be written like a word."""

_SHORTEST_PART = 5
"""Letters of the shortest word of a long name that may be misspelt: Physical Review B is not Physical Review X."""

_CROWDED = {"ic": 7, "ij": 7}
"""How names begin of which most letters that could be wrong make another name, and how long one must be then."""
_AS_SEEN = str.maketrans("l", "I")
"""A letter that many fonts show as another one."""
LISTED, LOOK_ALIKE, SWAP, DOUBLED, LOST, LETTER = "listed", "look-alike", "swap", "doubled", "lost", "letter"
"""Slips: one that the table lists, a letter that looks like the right one, two letters that changed places, a letter doubled
or lost, and any other letter that is wrong or too much."""
_END = 4
"""Letters at either end of a long name; a slip at one end leaves the other as it is."""
_WORD = expression(r"[^\W\d_]+")
_EDGE = " \t,.;:|–—()[]{}"


class Misspelling(NamedTuple):
    """A name that is not known but nearly so: its range in the text, the venue meant, the name to write, and the slip."""

    start: int
    end: int
    venue: Venue
    name: str
    slip: str


def misspelling(text: str, table: VenueTable) -> Misspelling | None:
    """Return the misspelt name in a text that is where a venue is expected, or `None`.

    Beside a known venue no acronym is searched, nor are words that the table lists as something else.
    """
    return None if len(text) > MAX_LENGTH else _misspelling(text, table)


@memo(1 << 12)
def _misspelling(text: str, table: VenueTable) -> Misspelling | None:
    if parse_venue(text, table) is not None:
        return None
    plain = without_year(without_remarks(text), table.index).text
    start, end = len(plain) - len(plain.lstrip(_EDGE)), len(plain.rstrip(_EDGE))
    if " " in plain[start:end] and (meant := _nearest_long(plain[start:end], table)) is not None:
        return Misspelling(start, end, table[meant.name.venue], meant.name.name, meant.slip)
    if any(not hit.is_weak for hit in find_names(text, None, table).hits):
        return None  # what else is said has a name of its own, such as that of a method
    for match in _WORD.finditer(plain):
        if (meant := _nearest(match[0], table)) is not None:
            return Misspelling(match.start(), match.end(), table[meant.name.venue], meant.name.name, meant.slip)
    return None


class _Name(NamedTuple):
    """A name as it is written, and the key of its venue."""

    venue: str
    name: str


class _Meant(NamedTuple):
    """A name that is likely meant, and the slip between it and what is written."""

    name: _Name
    slip: str


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


def _nearest(word: str, table: VenueTable) -> _Meant | None:
    """Return the acronym that a word is a slip for."""
    names, key = _names(table), venue_key(word)
    if key in names.misspelt:
        return _Meant(names.misspelt[key], LISTED)
    if (
        len(key) < SHORTEST
        or key in table.not_venues
        or _is_known(key, table)
        or _is_known(key.removesuffix("w"), table)
    ):
        return None
    likely = set().union(*(names.shortened.get(part, ()) for part in _shortened(key)))
    near = {other: slip for other in likely if (slip := _acronym_slip(word, key, other, names.acronyms[other], table))}
    rivals = {other for other in likely if len(other) > len(key) and _slip(key, other) is not None} - near.keys()
    if len({names.acronyms[other] for other in near}) != 1 or rivals:  # ICASP may be ICAPS or ICASSP
        return None
    other, slip = near.popitem()
    return None if key in acronyms_in_use() else _Meant(names.acronyms[other], slip)


def _is_known(key: str, table: VenueTable) -> bool:
    return key in table.index.strong or key in table.index.weak


def _acronym_slip(word: str, key: str, other: str, name: _Name, table: VenueTable) -> str | None:
    """Return the slip between a word and an acronym, `None` if there is none that could hardly be anything else."""
    if word.translate(_AS_SEEN).lower() == name.name.translate(_AS_SEEN).lower():
        return LOOK_ALIKE
    slip = _slip(key, other)
    is_word = not name.name.isupper()
    if slip in (DOUBLED, LOST, LETTER):
        shortest = SHORTEST_WRONG_LETTER if slip == LETTER and not is_word else SHORTEST_LOST_LETTER
        if len(other) < _CROWDED.get(key[:2], shortest) or key[0] != other[0]:
            return None
    looks_like_name = sum(char.isupper() for char in word) > 1 or len(other) >= SHORTEST_WORD
    return slip if looks_like_name or table.records[name.venue]["kind"] == "preprint" else None


def _nearest_long(text: str, table: VenueTable) -> _Meant | None:
    """Return the name of several words that a text is a slip for."""
    key = venue_key(text)
    if len(key) < SHORTEST_LONG_NAME:
        return None
    names = _names(table)
    likely = set().union(*(names.ends.get(end, ()) for end in _ends(key)))
    near = {names.long[other]: slip for other in likely if (slip := _slip(key, other)) is not None}
    if len(near) != 1:
        return None
    name, slip = near.popitem()
    return _Meant(name, slip) if _is_one_word_wrong(text, name.name) else None


def _is_one_word_wrong(text: str, name: str) -> bool:
    """Return whether two texts differ in one long word: what numbers and letters set apart are different venues."""
    words, others = WORD.findall(text.lower()), WORD.findall(name.lower())
    different = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    return len(words) == len(others) and len(different) == 1 and min(map(len, different[0])) >= _SHORTEST_PART


def _slip(one: str, other: str) -> str | None:
    """Return the slip that makes `one` of `other`, `None` if more than a slip lies between them."""
    start = shared_beginning(one, other)
    before, one, other = one[:start], one[start:], other[start:]
    end = shared_beginning(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    if len(one) == len(other) == 1:
        return LETTER
    if len(one) + len(other) == 1:
        return LOST if other else DOUBLED if before.endswith(one) else LETTER
    return SWAP if len(one) == 2 and one == other[::-1] else None


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
