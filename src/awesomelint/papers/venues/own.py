"""The venues of a user's own, laid over those of the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from awesomelint.papers.venues.codes import index_codes
from awesomelint.papers.venues.load import Records, venue_table
from awesomelint.papers.venues.names import all_names, index_names, venue_key
from awesomelint.papers.venues.schema import VenueError, check_venues
from awesomelint.papers.venues.table import VenueTable

_ADDED = ("aliases", "workshops", "ambiguous", "shared", "joint")
"""Lists of a record to which another layer adds; any other value takes the place of the one below."""


def load_venues(extra: object = None, below: VenueTable | None = None, not_venues: Iterable[str] = ()) -> VenueTable:
    """Return a table (the program's, unless told) with a user's own venues: records by key, for new venues or known ones.

    Their names are added to those of a known venue, other values replace its own, and where one of their names is also that of
    another venue, theirs counts. `not_venues` are further words that look like a misspelt venue but are something else.
    Raises `VenueError`, which says where, for records that obey no schema.
    """
    table = venue_table() if below is None else below
    if not_venues := frozenset(map(venue_key, not_venues)):
        table = VenueTable(table.index, table.codes, table.records, table.not_venues | not_venues)
    if not extra:
        check_venues({} if extra is None else extra)
        return table
    own = check_venues(extra, known=table.records)
    merged = {key: _layered(record, own.get(key, {})) for key, record in table.records.items()}
    merged.update((key, record) for key, record in own.items() if key not in merged)
    _check_own(own, merged)
    first = {key: record for key, record in merged.items() if key not in own}
    records = {**first, **{key: merged[key] for key in own}}  # of two with one name the later has it
    return VenueTable(index_names(records), index_codes(records), records, table.not_venues)


def _layered(below: Mapping[str, Any], above: Mapping[str, Any]) -> Mapping[str, Any]:
    merged = {**below, **above}
    merged.update((key, [*below.get(key, ()), *above[key]]) for key in _ADDED if key in above)
    return merged


def _check_own(own: Records, merged: Records) -> None:
    """Report what only the whole table can tell: parents that are none, and names given twice."""
    taken: dict[str, str] = {}
    for key, record in own.items():
        for field, others in (("parent", _one(record.get("parent"))), ("joint", _partners(record))):
            for other in others:
                if other not in merged or other == key:
                    raise VenueError(f'found "{other}", expected the key of another venue', (key, field))
        shared = {venue_key(name) for name in record.get("shared", ())}
        for name in all_names(merged[key]):
            found = venue_key(name)
            if found not in shared and taken.setdefault(found, key) != key:
                raise VenueError(f'"{name}" is already a name of {taken[found]}', (key,), is_about_key=True)


def _one(value: str | None) -> Iterable[str]:
    return () if value is None else (value,)


def _partners(record: Mapping[str, Any]) -> Iterable[str]:
    return [other for meeting in record.get("joint", ()) for other in meeting["with"]]
