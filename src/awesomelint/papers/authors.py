"""Names of people compared: initials, surname first, accents, hyphens and transliterations make no other person.

`same_person` says whether two names may be one person's. `compare` puts the authors that a list names beside those that a
registry has, and says what differs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate

from awesomelint.startup import NamedTuple, expression, memo

MAX_AUTHORS = 60
"""Authors that are compared; of a longer list nothing is said."""
MAX_NAME = 100
"""Characters of the longest name that is compared."""

_LETTERS = str.maketrans(dict(zip("ßøłđæœðþı", "ss o l d ae oe d th i".split(), strict=True)))
_LATIN = expression(r"[a-z]+")
_NUMBER = expression(r"\s0\d{3}$")
"""The number by which DBLP tells namesakes apart."""
_ACCENT = expression(r"(?<=[ao])e|(?<=u)e(?=[^aeiouy])|(?<=a)a")
"""The letter that stands for an accent where there is none: Mueller for Müller, Aalto for Ålto."""
_SOUNDS = {"tch": "ch", "tsch": "ch", "kh": "h", "x": "ks", "w": "v", "tz": "ts", "ph": "f"}
_SLAVIC = expression(r"tsch|tch|kh|x|w|tz|ph|[ijy]+")
SUFFIXES = frozenset("jr sr ii iii iv phd".split())
_INITIALS = 3
"""Letters of the longest run of capitals that is read as initials: `JG Lou`."""
_SHORT_FORM = 3
"""Letters of the shortest given name that may stand for a longer one: Tim, Chris."""
_SHORT_NAME, _LONG_NAME = 6, 11
"""Letters of the shortest name that may be misspelt by a letter, and by two."""
TEAM = expression(
    r"\b(?i:team|group|collaboration|consortium|project|labs?|institute|university|inc|research)\b|[a-z]AI\b|-AI\b"
)
"""What is no person's name."""
MAX_KNOWN = 1000
"""Authors of a record among whom one is looked for."""


class Person(NamedTuple):
    """A name in folded words, in the order of "Ada Berg", and their letters. `is_latin` if there are no others in it."""

    words: tuple[str, ...]
    letters: str
    is_latin: bool


@memo(1 << 15)
def person(name: str) -> Person:
    """Read a name, as "Ada Berg", "Berg, Ada", "A. Berg" or "Berg A"."""
    text = _NUMBER.sub("", " ".join(name[:MAX_NAME].split()))
    before, comma, behind = text.partition(",")
    if comma and (given := behind.strip()) and given.lower().strip(".") not in SUFFIXES:
        text = f"{given} {before}"
    words = tuple(word for part in re.split(r"[\s.,]+", text) for word in _folded(part))
    kept = tuple(word for word in words if word not in SUFFIXES) or words
    is_latin = text.isascii() or all(unicodedata.name(char, "").startswith("LATIN") for char in text if char.isalpha())
    return Person(kept, "".join(kept), is_latin and bool(kept))


def _folded(part: str) -> tuple[str, ...]:
    """Fold one word; a short one in capitals is initials, and hyphens and apostrophes are nothing."""
    text = part if part.isascii() else unicodedata.normalize("NFKD", part.lower()).translate(_LETTERS)
    folded = _ACCENT.sub("", "".join(_LATIN.findall(text.lower())))
    if part.isupper() and 1 < len(folded) <= _INITIALS:
        return tuple(folded)
    if "-" in part and all(len(piece) == 1 for piece in part.split("-") if piece):
        return tuple(folded)
    return (folded,) if folded else ()


def same_person(one: str, other: str) -> bool:
    """Return whether two names may be one person's. Of what is not in Latin letters only equal names are."""
    return one == other or _is_same(person(one), person(other))


@memo(1 << 15)
def _is_same(one: Person, other: Person) -> bool:
    if not one.words or not other.words or not (one.is_latin and other.is_latin):
        return False
    if one.letters == other.letters:
        return True
    if min(len(one.letters), len(other.letters)) >= _SHORT_NAME and _sound(one.letters) == _sound(other.letters):
        return True
    mine, theirs = one.words, other.words
    if len(mine) == 1 or len(theirs) == 1:
        return bool({mine[0], mine[-1]} & {theirs[0], theirs[-1]}) and min(len(one.letters), len(other.letters)) > 2
    return (
        _fits(mine[-1], mine[:-1], theirs[-1], theirs[:-1])
        or _fits(mine[-1], mine[:-1], theirs[0], theirs[1:], is_turned=True)
        or _fits(mine[0], mine[1:], theirs[-1], theirs[:-1], is_turned=True)
        or _fits(mine[0], mine[1:], theirs[0], theirs[1:], is_turned=True)
    )


@memo(1 << 15)
def _sound(letters: str) -> str:
    """Return a name without what transliterations of Slavic names differ in: Alexey and Aleksei, Chekhov and Tchekhov."""
    return _SLAVIC.sub(lambda match: _SOUNDS.get(match[0], "i"), letters)


def _fits(
    surname: str, given: tuple[str, ...], other_surname: str, other_given: tuple[str, ...], *, is_turned: bool = False
) -> bool:
    """Return whether surnames are equal and given names agree, the other way round in full or by their initials."""
    if surname != other_surname or len(surname) < 2:
        return False
    joined, other_joined = "".join(given), "".join(other_given)
    first, second = sorted((given[0], other_given[0]), key=len)
    if is_turned:
        return second.startswith(first) if len(first) in (1, len(second)) else joined == other_joined
    return (
        (second.startswith(first) and (len(first) in (1, len(second)) or _is_short_form(first, second)))
        or any(len(word) > 1 and word in other_given for word in given)  # a middle name by which somebody goes
        or joined in _beginnings(other_given)
        or other_joined in _beginnings(given)
    )


def _is_short_form(short: str, name: str) -> bool:
    return len(short) >= _SHORT_FORM and len(name) >= len(short) + 2


def _beginnings(given: tuple[str, ...]) -> set[str]:
    """Return given names as they are where hyphens are left out: `Jian-Guang`, `Jianguang`."""
    return set(accumulate(given))


class AuthorDifferences(NamedTuple):
    """How the authors of an entry differ from those of a record. `misspelt` are pairs of the name given and the registry's."""

    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    misspelt: tuple[tuple[str, str], ...] = ()
    is_reordered: bool = False


def compare(names: Sequence[str], known: Sequence[str], *, et_al: bool = False) -> AuthorDifferences | None:
    """Return how authors that a list names differ from those that a registry has; `None` where that cannot be told.

    Where but the first few are named, the others are not missing; with `et_al`, which may stand anywhere, none behind the first
    that is named.
    """
    names, known = _distinct(names), _distinct(known)
    if names == known and names:
        return AuthorDifferences()
    if not names or not known or max(len(names), len(known)) > MAX_AUTHORS:
        return None
    if not all(person(name).is_latin for name in (*names, *known)):
        return None
    places = _matched(names, known)
    free = [at for at in range(len(known)) if at not in places]
    misspelt: list[tuple[int, int]] = []
    for here, place in enumerate(places):
        if place is None:
            found = next((at for at in free if _is_slip(names[here], known[at])), None)
            if found is not None:
                free.remove(found)
                misspelt.append((here, found))
    known_as = dict(misspelt)
    for here, place in enumerate(places):
        if place is None and here not in known_as:  # by another given name, or a name that was cut at the wrong place
            found = next((at for at in free if not _words(names[here]).isdisjoint(_words(known[at]))), None)
            if found is not None:
                free.remove(found)
                known_as[here] = found
    whole = [known_as.get(here, place) for here, place in enumerate(places)]
    ordered = [place for place in whole if place is not None]
    if not ordered:
        return None
    # One name stands for all, and parts of a name that was cut are none of their own.
    last = min(ordered) if et_al else max(ordered) if len(ordered) > 1 else -1
    is_short = et_al or 2 * len(ordered) <= len(known)
    everybody = set().union(*map(_words, known))
    extra = [names[here] for here, place in enumerate(whole) if place is None]
    is_in_full = all(len(person(name).words) > 1 for name in names)
    return AuthorDifferences(
        tuple(known[at] for at in free if at < last or not is_short),
        tuple(name for name in extra if not _words(name) <= everybody),
        tuple((names[here], known[at]) for here, at in misspelt),
        is_in_full and ordered != sorted(ordered),
    )


def share_an_author(names: Sequence[str], known: Sequence[str]) -> bool:
    """Return whether somebody may be in both of two lists of authors."""
    words = set().union(*map(_words_and_sound, known))
    likely = [name for name in names if name in known or not words.isdisjoint(_words_and_sound(name))]
    return any(same_person(name, other) for name in likely[:MAX_AUTHORS] for other in known[:MAX_KNOWN])


def are_others(names: Sequence[str], known: Sequence[str]) -> bool:
    """Return whether nobody of one list of authors can be in another; false if that cannot be told.

    It cannot be told across scripts, of teams, and where all words of a name are in another one, as where a surname has two
    parts or the order of words differs. Of a single author one word is enough.
    """
    if not names or not known or max(len(names), len(known)) > MAX_KNOWN or share_an_author(names, known):
        return False
    if not all(person(name).is_latin and not TEAM.search(name) for name in (*names, *known)):
        return False
    is_single = min(len(names), len(known)) == 1
    mine, theirs = ([_parts(name) for name in side] for side in (names, known))
    if is_single:
        return set().union(*mine).isdisjoint(set().union(*theirs))
    everybody = set().union(*theirs)
    return not any(
        min(len(one & other), len(one), len(other)) > 1 and (one <= other or other <= one)
        for one in mine
        if len(one & everybody) > 1
        for other in theirs
    )


def _parts(name: str) -> set[str]:
    """Return the words of a name with both parts of a double one, without initials."""
    return {word for word in person(name.replace("-", " ")).words if len(word) > 1}


def _words_and_sound(name: str) -> set[str]:
    found = person(name)
    return {*found.words, _sound(found.letters)}


def _words(name: str) -> set[str]:
    return {word for word in person(name).words if len(word) > 1}


def _distinct(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))


def _matched(names: Sequence[str], known: Sequence[str]) -> list[int | None]:
    """Return for each name its place among those known: equal ones first, then those that may be the same person."""
    places: list[int | None] = [None] * len(names)
    free = dict.fromkeys(range(len(known)))
    for exactly in (True, False):
        for here, name in enumerate(names):
            if places[here] is None:
                letters = person(name).letters
                found = next(
                    (
                        at
                        for at in free
                        if (person(known[at]).letters == letters if exactly else same_person(name, known[at]))
                    ),
                    None,
                )
                if found is not None:
                    places[here] = found
                    del free[found]
    return places


def _is_slip(one: str, other: str) -> bool:
    """Return whether two names differ by a letter or two."""
    from rapidfuzz.distance import OSA

    mine, theirs = person(one), person(other)
    shorter = min(len(mine.letters), len(theirs.letters))
    allowed = 2 if shorter >= _LONG_NAME else 1
    if shorter < _SHORT_NAME or len(mine.words) < 2 or len(theirs.words) < 2:
        return False
    return any(
        OSA.distance("".join(words), theirs.letters, score_cutoff=allowed) <= allowed
        for words in (mine.words, (mine.words[-1], *mine.words[:-1]))
    )
