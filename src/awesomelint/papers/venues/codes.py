"""Codes in identifiers of papers that tell a venue, such as `cvpr` or `10.18653/v1/`, or one edition of it, such as `v139`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from awesomelint.named_tuple import NamedTuple

_Found = TypeVar("_Found")
_SHORTEST_PREFIX = len("10.1000/")


class CodeIndex(NamedTuple):
    """What codes stand for, by scheme: the key of a venue, or that and the year of an edition.

    `findings` are the keys of the findings that are published beside conferences, by the keys of these.
    """

    venues: Mapping[str, Mapping[str, str]]
    editions: Mapping[str, Mapping[str, tuple[str, int]]]
    findings: Mapping[str, str]

    def venue(self, scheme: str, code: str) -> str | None:
        """Return the key of the venue that a code stands for; for the scheme `doi` the code is a whole DOI."""
        return _found(self.venues, scheme, code.lower())

    def edition(self, scheme: str, code: str) -> tuple[str, int] | None:
        """Return the key of a venue and the year of the edition that a code stands for; for `doi` as `venue` does."""
        found = _found(self.editions, scheme, code.lower())
        if found is None:
            return None
        key, year = found  # in a copy kept as JSON it is a list
        return key, year


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


def _found(of_schemes: Mapping[str, Mapping[str, _Found]], scheme: str, code: str) -> _Found | None:
    codes = of_schemes.get(scheme, {})
    return _by_prefix(codes, code) if scheme == "doi" else codes.get(code)


def _by_prefix(codes: Mapping[str, _Found], doi: str) -> _Found | None:
    """Return what the longest prefix of a DOI stands for; a prefix ends where a word or a number ends."""
    for end in range(len(doi), _SHORTEST_PREFIX, -1):
        found = codes.get(doi[:end])
        if found is not None:
            last, following = doi[end - 1], doi[end : end + 1]
            if not (last.isalpha() and following.isalpha()) and not (last.isdigit() and following.isdigit()):
                return found
    return None
