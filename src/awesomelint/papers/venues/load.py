"""Load the table of venues, with those of a user laid over it."""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from awesomelint import __version__
from awesomelint.errors import RulebookError
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.names import CodeIndex, NameIndex, all_names, index_codes, index_names, venue_key
from awesomelint.papers.venues.schema import VenueError, check_venues
from awesomelint.papers.venues.table import VenueTable
from awesomelint.paths import cache_dir, data_file

_NUMBER = re.compile(r"[1-9]\d*")


def read_plain(text: str) -> Any:
    """Return the value of a YAML document without anchors and tags. Raises `ValueError` for anything else."""
    import yaml  # 10 ms, and most runs have a compiled copy

    try:
        events = yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        next(events), next(events)  # the beginnings of stream and document
        value = _value(next(events), events)
        if next(events) and type(next(events)).__name__ != "StreamEndEvent":
            raise ValueError("there is a second document in it")
        return value
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from None
    except StopIteration:
        raise ValueError("there is nothing in it") from None


def _value(event: Any, events: Iterator[Any]) -> Any:
    kind = type(event).__name__
    if getattr(event, "anchor", None) or getattr(event, "tag", None):
        raise ValueError(f"line {event.start_mark.line + 1}: anchors, aliases and tags are not supported")
    if kind == "ScalarEvent":
        return int(event.value) if event.implicit[0] and _NUMBER.fullmatch(event.value) else event.value
    if kind == "MappingStartEvent":
        found = {}
        while type(key := next(events)).__name__ != "MappingEndEvent":
            name = _value(key, events)
            if not isinstance(name, str | int) or name in found:
                raise ValueError(f"line {key.start_mark.line + 1}: this key stands here twice, or is none")
            found[name] = _value(next(events), events)
        return found
    if kind == "SequenceStartEvent":
        items = []
        while type(item := next(events)).__name__ != "SequenceEndEvent":
            items.append(_value(item, events))
        return items
    raise ValueError(f"line {event.start_mark.line + 1}: a value is missing")


#| Loading the table of venues: from a compiled copy in the cache folder where there is one, because reading YAML takes long.
#|
#| The copy is keyed by the program's version and by size and time of the file. Its lines are the key, the indexes that reading
#| entries needs, and the records, one a line: a list names twenty of a thousand venues, and only these are decoded. A copy that is
#| missing, stale, damaged or unwritable is no error.

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
    # MOVED
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


#| The venues of a user's own, laid over those of the program.

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
