"""Load the table of venues, and lay a user's own over it.

The table of the program is read from its compiled form (`paths.compiled`). That has an index first and then a record a
line: a list names twenty of a thousand venues, and only these are decoded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from awesomelint.errors import RulebookError
from awesomelint.papers.venues.table import CodeIndex, NameIndex, Records, VenueTable, index_codes, index_names
from awesomelint.paths import compiled, data_file
from awesomelint.yaml_reader import Node, read_yaml_file

FILE = "venues.yaml"
_ADDED = ("aliases", "workshops", "apart", "ambiguous", "shared", "joint")
"""Lists of a record to which another layer adds; any other value takes the place of the one below."""


@cache
def venue_table() -> VenueTable:
    """Return the table that comes with the program. Raises `RulebookError` if its file is broken."""
    index, *records = compiled("venues", compile_venues)
    not_venues, keys, names, codes = json.loads(index)
    table = _CompiledRecords(dict(zip(keys, records, strict=True)))
    return VenueTable(NameIndex(*names), CodeIndex(*codes), table, frozenset(not_venues))


class _CompiledRecords(Records):
    """The records of a compiled file, by key the line that holds each."""

    def __init__(self, lines: Mapping[str, bytes]):
        self._lines = lines

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        record: Mapping[str, Any] = json.loads(self._lines[key])
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def compile_venues() -> Iterable[Any]:
    """Return the index of `rules/data/venues.yaml` and its records, as plain values."""
    from awesomelint.papers.venues.schema import read_venue_file

    file = read_venue_file(read_yaml_file(data_file(FILE), "table of venues", RulebookError))
    records = file.records
    return [[file.not_venues, list(records), index_names(records), index_codes(records)], *records.values()]


def load_venues(file: Node, below: VenueTable | None = None) -> VenueTable:
    """Return a table (the program's, by default) with a user's file of venues over it: new venues, and more about known ones.

    Names are added to those of a known venue, other values replace its own, and where a name in the file is also that of another
    venue, the file counts. Raises the file's error for what obeys no schema.
    """
    from awesomelint.papers.venues.schema import check_references, read_venue_file

    table = venue_table() if below is None else below
    own = read_venue_file(file, known=table.records)
    not_venues = table.not_venues.union(own.not_venues)
    if not own.records:
        return VenueTable(table.index, table.codes, table.records, not_venues) if own.not_venues else table
    records = {key: record for key, record in table.records.items() if key not in own.records}
    for key, record in own.records.items():  # after the others: of two with one name the later has it
        records[key] = _layered(table.records.get(key, {}), record)
    check_references(file.child("venues"), records)
    return VenueTable(index_names(records), index_codes(records), records, not_venues)


def _layered(below: Mapping[str, Any], above: Mapping[str, Any]) -> Mapping[str, Any]:
    merged = {**below, **above}
    merged.update((key, [*below.get(key, ()), *above[key]]) for key in _ADDED if key in above)
    return merged
