"""Papers files of a user's own, in which papers are looked up by identity and by title.

A file is read once, record by record, into an index: an SQLite database. That of a large file is kept in the cache folder, and
serves until the file changes. Looking up costs milliseconds, however large the file is.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from time import time

from awesomelint.context import PaperRecord
from awesomelint.errors import ConfigError, in_words
from awesomelint.papers.identifiers import PaperId
from awesomelint.papers.records import read_papers_file
from awesomelint.papers.titles import title_key
from awesomelint.paths import digest
from awesomelint.startup import NamedTuple

SMALL = 1_000_000
"""Bytes of the largest file whose index is made for each run."""
MAX_KNOWN = 20
"""Papers that are returned for one title."""
_VERSION = 2
"""Of the tables; it is part of the names of their files."""
_TITLE = "title "
ABANDONED = 3600
"""Seconds without a change after which a part of an index is nobody's."""
_CHUNK = 500
"""Keys looked up at once: SQLite of 2020 takes 999 parameters."""
_BATCH = 5000
_TABLES = """
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;
  CREATE TABLE papers (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE names (name TEXT NOT NULL, paper INTEGER NOT NULL);
  CREATE TABLE state (state TEXT NOT NULL);
"""


class _Index(NamedTuple):
    """The index of a papers file, and the name of the file."""

    source: str
    connection: sqlite3.Connection


class Library:
    """The papers of some files. `notes` are for the user, one line each. Raises `ConfigError` for a file that is broken."""

    def __init__(self, files: Iterable[Path], cache: Path | None):
        self.notes: list[str] = []
        self._indexes: list[_Index] = []
        try:
            for path in dict.fromkeys(files):
                self._indexes.append(_Index(path.name, self._indexed(path, cache)))
        except BaseException:
            self.close()
            raise

    def papers(self, papers: Iterable[PaperId]) -> dict[PaperId, PaperRecord]:
        """Return the records of papers by their identities; of several the first counts."""
        known: dict[PaperId, PaperRecord] = {}
        for name, record in self._found(map(str, papers)):
            paper = PaperId(*name.split(":", 1))
            also = tuple(one for one in (record.paper, *record.also) if one != paper)
            known.setdefault(paper, record._replace(paper=paper, also=also))
        return known

    def titled(self, keys: Iterable[str]) -> dict[str, tuple[PaperRecord, ...]]:
        """Return the records under titles, by their `title_key`, without titles that no file has."""
        known: dict[str, tuple[PaperRecord, ...]] = {}
        for name, record in self._found(_TITLE + key for key in keys):
            key = name.removeprefix(_TITLE)
            known[key] = (*known.get(key, ()), record)[:MAX_KNOWN]
        return known

    def close(self) -> None:
        """Close the indexes."""
        for index in self._indexes:
            index.connection.close()

    def _found(self, names: Iterable[str]) -> Iterator[tuple[str, PaperRecord]]:
        wanted = list(dict.fromkeys(names))
        for index in self._indexes:
            for start in range(0, len(wanted), _CHUNK):
                chunk = wanted[start : start + _CHUNK]
                marks = ", ".join("?" * len(chunk))
                query = f"SELECT name, value FROM names JOIN papers ON id = paper WHERE name IN ({marks}) ORDER BY id"
                try:
                    rows = index.connection.execute(query, chunk).fetchall()
                    yield from [(name, _record(value, index.source)) for name, value in rows]
                except (sqlite3.Error, ValueError, TypeError) as error:
                    self.notes.append(f"the index of {index.source} cannot be used: {in_words(error)}")
                    break

    def _indexed(self, path: Path, cache: Path | None) -> sqlite3.Connection:
        """Return the index of a file, kept or made."""
        try:
            status = path.stat()
        except OSError as error:
            raise ConfigError(f"cannot read the papers file: {in_words(error)}", path=str(path)) from None
        if cache is None or status.st_size <= SMALL:
            return self._made("", path, "")
        full = os.path.abspath(path)  # noqa: PTH100 - a link is another name of the file
        place = cache / f"papers-{_VERSION}-{digest(full)}.sqlite"
        state = f"{full} {status.st_size} {status.st_mtime_ns}"
        kept = _kept(place, state)
        if kept is not None:
            return kept
        part = place.with_name(f"{place.name}.{os.getpid()}")
        try:
            cache.mkdir(parents=True, exist_ok=True, mode=0o700)
            _drop_left_behind(cache)
            self._made(str(part), path, state).close()
            part.replace(place)  # other processes see the old one or the new one
            return sqlite3.connect(place)
        except (OSError, sqlite3.Error) as error:
            self.notes.append(f"the index of {path} is not kept: {in_words(error)}")
            return self._made("", path, "")
        finally:
            with suppress(OSError):
                part.unlink()

    def _made(self, place: str, path: Path, state: str) -> sqlite3.Connection:
        """Make an index; without a place it is in memory, or in a temporary file where it is large."""
        index = sqlite3.connect(place)
        count = 0
        try:
            index.executescript(_TABLES)
            with index:
                numbered = enumerate(read_papers_file(path))
                while rows := list(islice(numbered, _BATCH)):
                    index.executemany("INSERT INTO papers VALUES (?, ?)", ((at, _value(one)) for at, one in rows))
                    index.executemany(
                        "INSERT INTO names VALUES (?, ?)", ((name, at) for at, one in rows for name in _names(one))
                    )
                    count += len(rows)
                index.execute("CREATE INDEX by_name ON names (name, paper)")
                index.execute("INSERT INTO state VALUES (?)", (state,))
        except BaseException:
            index.close()
            raise
        if place:
            self.notes.append(f"indexed {count:,} papers of {path}")
        return index


def _drop_left_behind(folder: Path) -> None:
    """Remove parts of indexes whose making was killed, when they are old enough to belong to nobody."""
    for part in folder.glob("papers-*.sqlite.*"):
        with suppress(OSError):
            if time() - part.stat().st_mtime > ABANDONED:
                part.unlink()


def kept_indexes(folder: Path) -> list[Path]:
    """Return the files of indexes in a cache folder, also those of other versions."""
    return sorted(folder.glob("papers-*.sqlite*")) if folder.is_dir() else []


def _kept(place: Path, state: str) -> sqlite3.Connection | None:
    """Return a kept index, if it is whole and the file is as it was."""
    if not place.is_file():
        return None
    index = sqlite3.connect(place)
    with suppress(sqlite3.Error):
        if index.execute("SELECT state FROM state").fetchone() == (state,):
            return index
    index.close()
    return None


def _names(record: PaperRecord) -> Iterator[str]:
    """Yield the names by which a record is found."""
    yield from map(str, (record.paper, *record.also))
    key = title_key(record.title)
    if key:
        yield _TITLE + key


def _value(record: PaperRecord) -> str:
    values = (record.paper, record.title, record.authors, record.published, record.venue, record.also, record.has_more)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _record(value: str, source: str) -> PaperRecord:
    paper, title, authors, published, venue, also, has_more = json.loads(value)
    return PaperRecord(
        PaperId(*paper),
        source,
        title,
        tuple(authors),
        published,
        venue=venue,
        also=tuple(PaperId(*one) for one in also),
        has_more=has_more,
    )
