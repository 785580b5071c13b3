"""Loading the table of venues: from a compiled copy in the cache folder where there is one, because reading YAML takes long.

The copy is keyed by the program's version and by size and time of the file. Its lines are the key, the indexes that reading
entries needs, and the records, one a line: a list names twenty of a thousand venues, and only these are decoded. A copy that is
missing, stale, damaged or unwritable is no error.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from awesomelint import __version__
from awesomelint.cachedir import cache_dir
from awesomelint.data import data_file
from awesomelint.errors import RulebookError
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.codes import CodeIndex, index_codes
from awesomelint.papers.venues.names import NameIndex, index_names, venue_key
from awesomelint.papers.venues.table import VenueTable

FILE = "venues.yaml"
FORMAT = 2
"""Goes up when the copy's form changes, or what is made of the file."""

Records = Mapping[str, Mapping[str, Any]]


@cache
def venue_table() -> VenueTable:
    """Return the table that comes with the program. Raises `RulebookError` if its file is broken."""
    kept = _kept()  # not "or": a table is false when it is empty
    return kept if kept is not None else _compiled()


class _File(NamedTuple):
    not_venues: list[str]
    records: Records


def _compiled() -> VenueTable:
    path = data_file(FILE)
    read = _read_file(path)
    names, codes = index_names(read.records), index_codes(read.records)
    not_venues = sorted(venue_key(word) for word in read.not_venues)
    with suppress(OSError):
        indexes = [not_venues, list(read.records), names, codes]
        _write(_copy_of(path), [_stamp(path), indexes, *read.records.values()])
    return VenueTable(names, codes, read.records, frozenset(not_venues))


def _read_file(path: Path) -> _File:
    from awesomelint.papers.venues.file import read_plain
    from awesomelint.papers.venues.schema import VenueError, check_venues

    try:
        values = read_plain(path.read_text(encoding="utf-8"))
        records = check_venues(values["venues"])
        return _File(values.get("not-venues", []), records)
    except (OSError, ValueError, KeyError, TypeError, VenueError) as error:
        raise RulebookError(f"the table of venues is broken: {error}", path=str(path)) from None


def _kept() -> VenueTable | None:
    path = data_file(FILE)
    try:
        key, indexes, *lines = _copy_of(path).read_bytes().split(b"\n")
        if json.loads(key) != _stamp(path):
            return None
        not_venues, keys, names, codes = json.loads(indexes)
        records = _KeptRecords(dict(zip(keys, lines, strict=True)))
        return VenueTable(NameIndex(*map(dict, names)), CodeIndex(*map(dict, codes)), records, frozenset(not_venues))
    except (OSError, ValueError, TypeError):
        return None


class _KeptRecords(Records):
    """The records of a copy, by key the line that holds each."""

    def __init__(self, lines: Mapping[str, bytes]):
        self._lines = lines

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        line = self._lines[key]
        with suppress(ValueError):
            record = json.loads(line)
            if isinstance(record, dict):
                return record
        return _read_file(data_file(FILE)).records[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _stamp(path: Path) -> str:
    status = path.stat()
    return f"{FORMAT} {__version__} {path} {status.st_size} {status.st_mtime_ns}"


def _copy_of(path: Path) -> Path:
    return cache_dir() / f"venues-{zlib.crc32(os.fsencode(path)):08x}.json"


def _write(target: Path, parts: Iterable[object]) -> None:
    """Write a copy; other processes see the old one or the new one, nothing between."""
    part = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text("\n".join(json.dumps(value) for value in parts), encoding="utf-8")
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
