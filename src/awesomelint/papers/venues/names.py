"""Indexes of venues: by their names, whatever the spelling, and by codes in identifiers of papers.

A code tells a venue, as `cvpr` and `10.18653/v1/` do, or one edition of it, as `v139` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple

WORD = expression(r"[a-z0-9*&+]+")
_NOUNS = frozenset(
    "annals colloquium conference congress journal letters meeting proceedings review reviews symposium transactions"
    " workshop".split()
)
_SHORTEST_STEM = 3


@lru_cache(maxsize=4096)
def venue_key(name: str) -> str:
    """Return what two spellings of a venue have in common: lower case, no spaces, no punctuation."""
    return "".join(WORD.findall(name.lower()))


class NameIndex(NamedTuple):
    """The keys of all names, each with the key of the venue that it names.

    `strong` are names that are nothing else, `weak` those that are also ordinary words; those of `workshops` are strong too.
    `stems` are ends of long names from their noun on, or from a word before it ("Conference on Computer Vision"), as far as only
    one venue has them. `shared` are names that several venues have.
    """

    strong: Mapping[str, str]
    weak: Mapping[str, str]
    workshops: Mapping[str, str]
    stems: Mapping[str, str]
    shared: Mapping[str, str]


def index_names(venues: Mapping[str, Mapping[str, Any]]) -> NameIndex:
    """Return the index of records as `rules/data/venues.yaml` has them; of two venues with one name the later has it."""
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    workshops: dict[str, str] = {}
    shared: dict[str, str] = {}
    stems: dict[str, set[str]] = {}
    for key, record in venues.items():
        ambiguous = {venue_key(name) for name in record.get("ambiguous", ())}
        for name in all_names(record):
            words = WORD.findall(name.lower())
            found = "".join(words)
            (weak if found in ambiguous else strong)[found] = key
            for stem in _stems(words):
                stems.setdefault(stem, set()).add(key)
        workshops.update((venue_key(name), key) for name in record.get("workshops", ()))
        shared.update((venue_key(name), key) for name in record.get("shared", ()))
    strong.update(workshops)
    return NameIndex(
        strong, weak, workshops, {stem: next(iter(keys)) for stem, keys in stems.items() if len(keys) == 1}, shared
    )


def all_names(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield every name of a venue but those of its workshops, the one that lists should use first."""
    yield record["name"]
    if "full" in record:
        yield record["full"]
    yield from record.get("aliases", ())
    yield from record.get("former", ())
    yield from (meeting["name"] for meeting in record.get("joint", ()))


def _stems(words: list[str]) -> Iterator[str]:
    noun = next((index for index, word in enumerate(words) if word in _NOUNS), None)
    if noun is not None and len(words) - noun >= _SHORTEST_STEM:
        yield from ("".join(words[start:]) for start in range(noun + 1))


_Value = TypeVar("_Value")
_SHORTEST_PREFIX = len("10.1000/")


class CodeIndex(NamedTuple):
    """What codes stand for, by scheme (`cvf`, `doi`): the key of a venue, or that and the year of an edition.

    `findings` are the keys of the findings that are published next to conferences, by the keys of these.
    """

    venues: Mapping[str, Mapping[str, str]]
    editions: Mapping[str, Mapping[str, tuple[str, int]]]
    findings: Mapping[str, str]


def index_codes(records: Mapping[str, Mapping[str, Any]]) -> CodeIndex:
    """Return the index of records as `rules/data/venues.yaml` has them; of two venues with one code the later has it."""
    venues: dict[str, dict[str, str]] = {}
    editions: dict[str, dict[str, tuple[str, int]]] = {}
    findings: dict[str, str] = {}
    for key, record in records.items():
        for scheme, codes in record.get("ids", {}).items():
            venues.setdefault(scheme, {}).update((code.lower(), key) for code in codes)
        for scheme, years in record.get("editions", {}).items():
            editions.setdefault(scheme, {}).update((code.lower(), (key, int(year))) for year, code in years.items())
        if record["kind"] == "findings":
            findings[record["parent"]] = key
    return CodeIndex(venues, editions, findings)


def looked_up(of_schemes: Mapping[str, Mapping[str, _Value]], scheme: str, code: str) -> _Value | None:
    """Return what a code stands for in a scheme; for the scheme `doi` the code is a whole DOI."""
    codes = of_schemes.get(scheme, {})
    return _by_prefix(codes, code.lower()) if scheme == "doi" else codes.get(code.lower())


def _by_prefix(codes: Mapping[str, _Value], doi: str) -> _Value | None:
    """Return what the longest prefix of a DOI stands for; a prefix ends where a word or a number ends."""
    for end in range(len(doi), _SHORTEST_PREFIX, -1):
        if doi[:end] in codes:
            last, following = doi[end - 1], doi[end : end + 1]
            if not (last.isalpha() and following.isalpha()) and not (last.isdigit() and following.isdigit()):
                return codes[doi[:end]]
    return None
