"""Acronyms of venues that the table does not describe: `rules/data/acronyms.txt`. It is read when one is first asked for."""

from __future__ import annotations

from functools import cache

from awesomelint.papers.venues.table import venue_key
from awesomelint.paths import data_file

FILE = "acronyms.txt"


def is_acronym(name: str) -> bool:
    """Return whether a name is an acronym in use, or one and a W for its workshops; acronyms are written in capitals."""
    return name.isupper() and not {venue_key(name), venue_key(name).removesuffix("w")}.isdisjoint(acronyms_in_use())


@cache
def acronyms_in_use() -> frozenset[str]:
    """Return the keys of the acronyms."""
    lines = data_file(FILE).read_text(encoding="utf-8").splitlines()
    return frozenset(word.lower() for line in lines if not line.startswith("#") for word in line.split())
