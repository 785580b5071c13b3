"""The file in which answers are kept: an SQLite database that parallel runs share, recreated if it is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from time import sleep

VERSION = 4
"""Of the tables. It is part of the file's name, so that two versions of the program do not take each other's file for broken."""
NAME = f"links-{VERSION}.sqlite"
BUSY_SECONDS = 0.25
"""How long a write waits for other processes; each write of theirs takes less than a millisecond. Meanwhile all else waits."""

_APPLICATION = 0x41574C4B  # "AWLK", told by `file`, and by us from any other database
_ASIDE = ".damaged"
_COMPANIONS = ("-wal", "-shm")
_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
# The key comes first: with another order SQLite 3.40 takes a sound table without row numbers for damaged.
_OUTCOMES = """
  url TEXT NOT NULL, policy TEXT NOT NULL,
  verdict TEXT NOT NULL, reason TEXT NOT NULL, resolver TEXT NOT NULL, checked_at INTEGER NOT NULL,
  status INTEGER, final_url TEXT, hops TEXT NOT NULL, method TEXT NOT NULL, tries INTEGER NOT NULL, detail TEXT NOT NULL,
  failing_since INTEGER, failures INTEGER NOT NULL, alive_at INTEGER,
  struck_at INTEGER, etag TEXT NOT NULL, last_modified TEXT NOT NULL, records TEXT NOT NULL, archived_url TEXT
"""
_TURNS = "key TEXT PRIMARY KEY, free_at REAL NOT NULL"
_RECORDS = "key TEXT PRIMARY KEY, recorded_at INTEGER NOT NULL, value TEXT NOT NULL"
_TABLES = {"outcomes": _OUTCOMES, "records": _RECORDS, "turns": _TURNS}
_KEYS = {"outcomes": ", PRIMARY KEY (url, policy)"}
COLUMNS = tuple(column.split()[0] for column in _OUTCOMES.split(","))
"""What the table `outcomes` has of a target, the URL first."""
MOST_BYTES = 8_000_000
"""Bytes of one value that is read; the longest that is written, a record with 5,000 long names, has half of that."""


class ForeignFileError(sqlite3.DatabaseError):
    """The file is a database, but not one of ours."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the database, and make it if there is none.

    Raises `OSError` where its folder cannot be made, `sqlite3.OperationalError` where the file cannot be used, and another
    `sqlite3.DatabaseError` where it is damaged or belongs to another program.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for wait in _WAITS:
        try:
            return _connected(path)
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
        sleep(wait)  # SQLite does not itself wait for its turn to switch to a write-ahead log
    return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
    try:
        connection.execute("BEGIN")  # one view of the file, while another process may be making it
        is_ours = _is_ours(connection)
        connection.execute("COMMIT")
        if not is_ours:
            _make(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Return whether a database is ours rather than empty. Raises `ForeignFileError` for any other."""
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if (application, version) == (_APPLICATION, VERSION):
        for table, columns in _TABLES.items():
            found = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            if found != [column.split()[0] for column in columns.split(",")]:
                raise ForeignFileError(f'its table "{table}" is not that of awesomelint')
        return True
    if (application, version) != (0, 0) or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise ForeignFileError("not a cache of awesomelint")
    return False


def _make(connection: sqlite3.Connection) -> None:
    # The write-ahead log lets processes read while one writes. A commit survives the death of the process; after a power
    # failure the last ones may be missing, which costs a few requests.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    if not _is_ours(connection):  # another process may have been faster
        for table, columns in _TABLES.items():
            connection.execute(f"CREATE TABLE {table} ({columns}{_KEYS.get(table, '')}) WITHOUT ROWID")
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def wait_for_others(connection: sqlite3.Connection, seconds: float) -> None:
    """Let each write wait so long for other processes."""
    connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def set_aside(path: Path) -> Path:
    """Rename a damaged file out of the way, over one that was set aside before, and return its new name.

    Raises `OSError`. Processes that have it open go on with it.
    """
    aside = path.with_name(path.name + _ASIDE)
    path.replace(aside)
    for suffix in _COMPANIONS:  # they belong to the file, and would spoil a new one
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(aside.with_name(aside.name + suffix))
    return aside


def files(folder: Path) -> list[Path]:
    """Return the files of the cache that there are, also those that were set aside or are of another version."""
    return sorted(folder.glob("links-*.sqlite*")) if folder.is_dir() else []


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error means that the file is no database of ours or damaged, and not that it cannot be used just now."""
    passing = (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.IntegrityError)
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, passing)


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether another process held the database for longer than `BUSY_SECONDS`."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
