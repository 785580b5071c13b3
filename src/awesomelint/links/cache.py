"""The link cache: results are written one by one as they come, so neither Ctrl-C nor a crash loses them.

Processes may share the file. Whatever goes wrong with it costs requests, never the run: a damaged file is set aside and started
again, and where nothing can be written the answers are kept for this run alone; `LinkCache.notes` says so. What is read from it
is untrusted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

from awesomelint.context import PaperRecord
from awesomelint.credentials import has_credentials, masked
from awesomelint.errors import OutputError, in_words
from awesomelint.links.cache_rows import (
    DAY,
    HOUR,
    Known,
    Record,
    Search,
    compact_json,
    known_of,
    look_of,
    record_key,
    record_of,
    row_of,
    search_of,
)
from awesomelint.links.database import (
    COLUMNS,
    NAME,
    connect,
    files,
    is_busy,
    is_damage,
    set_aside,
    wait_for_others,
)
from awesomelint.links.outcome import Hop, Outcome, Reason, Verdict, is_good
from awesomelint.links.resolvers import Answer, Validators
from awesomelint.links.url import without_credentials
from awesomelint.papers.identifiers import PaperId
from awesomelint.startup import NamedTuple

RECORD_LIFETIME = 30 * DAY
"""Seconds for which the record of a paper or a repository is used."""
STRIKE_APART = 12 * HOUR
"""Seconds between two failures that count as two: a server that is down for an afternoon fails once, however often it is
requested. A nightly run may start a little earlier than the night before."""
KEPT = 180 * DAY
"""Seconds after which unused entries are removed."""
BUSY_PAUSE = 1.0
"""Seconds after which writing is tried again when other processes held the file; meanwhile the run goes on."""
BUSY_WAIT = 0.1
MOST_BUSY = 20
"""Seconds after which a turn is asked for again when other processes held the file, and how often."""
LAST_WAIT = 5.0
"""Seconds to wait for other processes at the end."""
_GLANCE = 0.1
"""Seconds to wait for other processes where the cache is only looked at."""
_CHUNK = 500
"""Targets looked up at once: SQLite of 2020 takes 999 parameters."""
_GET = f"SELECT {', '.join(COLUMNS)} FROM outcomes WHERE url IN"
_PUT = f"INSERT OR REPLACE INTO outcomes ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"

_PUT_RECORD = "INSERT OR REPLACE INTO records (key, recorded_at, value) VALUES (?, ?, ?)"
_PUT_TURN = "INSERT OR REPLACE INTO turns VALUES (?, ?)"
_TITLE = "title "
_LOOK = "look "
"""The beginning of the keys of searches and of closer looks, among those of records."""


class Contents(NamedTuple):
    """What the cache holds: targets, records, and the bytes of its files."""

    path: Path
    targets: int
    records: int
    size: int


class LinkCache:
    """The answers in a folder, or of this run alone without one. `now` is the time of the run in seconds since the epoch.

    With `may_write` it is a journal, whose answers must not be lost: this is called before anything is written, and raises
    `OutputError` where another process does that now, and so does all else where the file cannot be written.
    """

    def __init__(self, folder: Path | None, now: int, may_write: Callable[[], None] | None = None):
        self.path = (folder or Path()) / NAME
        self.now = now
        self._may_write = may_write
        self.notes: list[str] = []
        """Notes for the user about the file, one line each."""
        self._connection: sqlite3.Connection | None = None
        self._pending: list[tuple[tuple[object, ...], tuple[Record, ...]]] = []
        self._busy_until = 0.0
        self._busy_turns = 0
        if folder is not None:
            self._open()

    def known(self, urls: Iterable[str], policy_of: Callable[[str], str] = lambda _: "") -> dict[str, Known]:
        """Return what is kept of targets under their policies, however old. `policy_of` returns digests of these."""
        known: dict[str, Known] = {}
        for row in self._rows(_GET, urls):
            try:
                one = known_of(row)
            except (ValueError, TypeError, RecursionError):
                continue  # not as we write it
            if one.policy == policy_of(one.outcome.url):
                known[one.outcome.url] = one
        return known

    def records(self, keys: Iterable[str]) -> list[Record]:
        """Return the records with these keys that still hold."""
        records = []
        for key, recorded_at, value in self._rows("SELECT key, recorded_at, value FROM records WHERE key IN", keys):
            if _is_number(recorded_at) and recorded_at >= self.now - RECORD_LIFETIME:
                try:
                    records.append(record_of(key, value))
                except (ValueError, TypeError, KeyError, RecursionError):
                    continue
        return records

    def searches(self, keys: Iterable[str]) -> dict[str, Search]:
        """Return the searches for titles, by their keys, that still hold."""
        searches = {}
        rows = self._rows(
            "SELECT key, recorded_at, value FROM records WHERE key IN", (f"{_TITLE}{key}" for key in keys)
        )
        for key, recorded_at, value in rows:
            if _is_number(recorded_at) and recorded_at >= self.now - RECORD_LIFETIME:
                try:
                    searches[key.removeprefix(_TITLE)] = search_of(value)
                except (ValueError, TypeError, KeyError, RecursionError):
                    continue
        return searches

    def put_search(self, key: str, search: Search) -> None:
        """Keep a search for a title."""
        papers = [paper._asdict() for paper in search.papers]
        self._put_record(f"{_TITLE}{key}", {"asked": search.asked, "papers": papers})

    def looks(self, keys: Iterable[str]) -> dict[str, tuple[int, dict[str, str]]]:
        """Return what closer looks at targets have found, by their keys, and how many seconds ago."""
        looks = {}
        rows = self._rows("SELECT key, recorded_at, value FROM records WHERE key IN", (f"{_LOOK}{key}" for key in keys))
        for key, recorded_at, value in rows:
            try:
                looks[key.removeprefix(_LOOK)] = (self.now - recorded_at, look_of(value))
            except (ValueError, TypeError, RecursionError):
                continue
        return looks

    def put_look(self, key: str, found: Mapping[str, str]) -> None:
        """Keep what a closer look at a target has found."""
        self._put_record(f"{_LOOK}{key}", dict(found))

    def put_paper(self, record: PaperRecord) -> None:
        """Keep the record of a paper in place of another one."""
        self._put_record(record_key(record), record._asdict())

    def _put_record(self, key: str, value: object) -> None:
        self._execute(_PUT_RECORD, (key, self.now, compact_json(value)))

    def _execute(self, change: str, values: tuple[object, ...]) -> None:
        self._ask_leave()
        if self._connection is not None:
            try:
                self._connection.execute(change, values)
            except sqlite3.Error as error:
                self._failed(error)

    def put(self, answer: Answer, earlier: Known | None, policy: str = "") -> Outcome:
        """Keep an answer, and return its outcome with what was known before under the same policy.

        `policy` is the digest of that of its host.
        """
        records: tuple[Record, ...] = (*answer.papers, *answer.repositories)
        keys = tuple(dict.fromkeys(map(record_key, records))) or (earlier.records if earlier else ())
        before, struck_at = (earlier.outcome, earlier.struck_at) if earlier else (None, None)
        outcome, struck_at = _with_history(answer.outcome, before, struck_at)
        final_url = without_credentials(outcome.final_url or "")
        outcome = outcome._replace(
            final_url=final_url if final_url and not has_credentials(final_url) else None,
            hops=tuple(Hop(_kept_url(hop.url, outcome.url), hop.status) for hop in outcome.hops),
            detail=masked(outcome.detail),
        )
        if outcome.verdict is not Verdict.SKIPPED:
            validators = answer.validators if is_good(outcome) else Validators()
            self._pending.append((row_of(Known(outcome, struck_at, validators, keys, policy)), records))
            self._flush()
        return outcome

    def put_copy(self, url: str, archived_url: str) -> None:
        """Keep where a web archive has a copy of a target that is kept."""
        self._execute("UPDATE outcomes SET archived_url = ? WHERE url = ?", (archived_url, url))

    def take(self, key: str, now: float, longest: float) -> float:
        """Take the turn of a host that all processes ask one after the other; see `limits.Turns`."""
        if self._connection is None:
            return 0.0
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            row = self._connection.execute("SELECT free_at FROM turns WHERE key = ?", (key,)).fetchone()
            wait = row[0] - now if row is not None and _is_number(row[0]) else 0.0
            if 0 < wait <= longest:  # a longer one is of a clock that was wrong
                self._connection.execute("ROLLBACK")
                return float(wait)
            self._connection.execute(_PUT_TURN, (key, now + longest))
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._failed(error)
            self._busy_turns += 1
            return BUSY_WAIT if is_busy(error) and self._busy_turns < MOST_BUSY else 0.0
        self._busy_turns = 0
        return 0.0

    def end(self, key: str, free_at: float) -> None:
        """End the turn of a host."""
        self._execute(_PUT_TURN, (key, free_at))

    def contents(self) -> Contents:
        """Return how much is kept."""
        targets = records = 0
        if self._connection is not None:
            try:
                targets = self._connection.execute("SELECT count(DISTINCT url) FROM outcomes").fetchone()[0]
                records = self._connection.execute("SELECT count(*) FROM records").fetchone()[0]
            except sqlite3.Error as error:
                self._failed(error)
        return Contents(self.path, targets, records, sum(path.stat().st_size for path in files(self.path.parent)))

    def close(self) -> None:
        """Write what could not be written yet, forget what is old, and close the file."""
        if self._connection is not None:
            wait_for_others(self._connection, LAST_WAIT)
            self._busy_until = 0.0
            self._flush()
        if self._connection is None:
            return
        try:
            self._connection.execute("DELETE FROM outcomes WHERE checked_at < ?", (self.now - KEPT,))
            self._connection.execute("DELETE FROM records WHERE recorded_at < ?", (self.now - RECORD_LIFETIME,))
        except sqlite3.Error as error:
            if not is_busy(error):
                self._failed(error)
        if self._pending:
            self.notes.append(f"link results are not cached: other processes lock {self.path}")
        self._disconnect()

    def _open(self) -> None:
        try:
            try:
                self._connection = connect(self.path)
            except sqlite3.Error as error:
                if not is_damage(error):
                    raise
                self._recreate(error)
        except (OSError, sqlite3.Error) as error:
            self._give_up("link results are not cached", error)

    def _give_up(self, said: str, error: Exception) -> None:
        """Go on without a file. Raises `OutputError` for a journal."""
        self._pending.clear()
        self._disconnect()
        if self._may_write is not None:
            raise OutputError(f"cannot be written: {in_words(error)}", path=str(self.path)) from None
        self.notes.append(f"{said}: {self.path}: {in_words(error)}")

    def _ask_leave(self) -> None:
        """Raise `OutputError` where another process writes the journal now: nothing is written any more then."""
        if self._may_write is not None and self._connection is not None:
            try:
                self._may_write()
            except OutputError:
                self._pending.clear()
                self._disconnect()
                raise

    def _recreate(self, error: sqlite3.Error) -> None:
        """Set the file aside. Raises `OSError` and `sqlite3.Error`."""
        self._disconnect()
        aside = set_aside(self.path)
        self.notes.append(f"the link cache was recreated: {in_words(error)}; the old file is now {aside}")
        self._connection = connect(self.path)

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _flush(self) -> None:
        """Write what was not written yet, unless others held the file a moment ago."""
        self._ask_leave()
        if self._connection is None:
            self._pending.clear()
        elif monotonic() >= self._busy_until:
            try:
                self._write(self._connection)
            except sqlite3.Error as error:
                self._failed(error)

    def _write(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for row, records in self._pending:
                connection.execute(_PUT, row)
                connection.executemany(
                    _PUT_RECORD, [(record_key(record), self.now, compact_json(record._asdict())) for record in records]
                )
            connection.execute("COMMIT")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        self._pending.clear()

    def _failed(self, error: sqlite3.Error) -> None:
        """Go on after an error: later if others are writing, with a new file if this one is damaged, else without a file."""
        if is_busy(error):
            self._busy_until = monotonic() + BUSY_PAUSE
            return
        try:
            if not is_damage(error):
                raise error
            self._recreate(error)
            if self._connection is not None:
                self._write(self._connection)
        except (OSError, sqlite3.Error) as again:
            self._give_up("link results are no longer cached", again)

    def _rows(self, query: str, values: Iterable[str]) -> Iterator[Sequence[Any]]:
        wanted = list(dict.fromkeys(values))
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            if self._connection is None:
                return
            try:
                yield from self._connection.execute(f"{query} ({', '.join('?' * len(chunk))})", chunk).fetchall()
            except sqlite3.Error as error:
                self._failed(error)


def _with_history(outcome: Outcome, earlier: Outcome | None, struck_at: int | None) -> tuple[Outcome, int | None]:
    """Return a new answer with what was known before, and when its last failure that counts was.

    `earlier` is the last answer, `struck_at` when a failure was last counted. A blocked target counts neither as a failure nor as
    alive, and so does one whose check failed.
    """
    if is_good(outcome):
        return outcome._replace(failing_since=None, failures=0, alive_at=outcome.checked_at), None
    known = earlier if earlier is not None else outcome
    since, failures = known.failing_since, known.failures
    if outcome.verdict in (Verdict.DEAD, Verdict.UNSURE) and outcome.reason is not Reason.INTERNAL_ERROR:
        since = outcome.checked_at if since is None else since
        if struck_at is None or outcome.checked_at - struck_at >= STRIKE_APART:
            failures, struck_at = failures + 1, outcome.checked_at
    copy = outcome.archived_url or known.archived_url
    return outcome._replace(
        failing_since=since, failures=failures, alive_at=known.alive_at, archived_url=copy
    ), struck_at


def _kept_url(url: str, target: str) -> str:
    """Return a URL as it is kept; most are that of the target, which need not be in memory twice."""
    kept = masked(without_credentials(url))
    return target if kept == target else kept


def kept_paper(folder: Path, paper: PaperId, now: int) -> PaperRecord | None:
    """Return the record of a paper that the cache in a folder has, if it still holds; nothing is made or changed."""
    path = (folder / NAME).absolute()
    if not path.is_file():
        return None
    key = f"paper {paper}"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=_GLANCE)) as connection:
            row = connection.execute("SELECT recorded_at, value FROM records WHERE key = ?", (key,)).fetchone()
        record = record_of(key, row[1]) if row is not None and row[0] >= now - RECORD_LIFETIME else None
    except (sqlite3.Error, OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return record if isinstance(record, PaperRecord) else None


def _is_number(value: object) -> bool:
    """Return whether a column has a number: SQLite keeps anything in it."""
    return isinstance(value, int | float)
