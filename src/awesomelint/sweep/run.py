"""A sweep of lists in a folder, step by step; each goes on where an earlier run of it was ended.

`sweep.json` in the folder says how targets are dealt out to owners. It is made by the first run and kept.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from awesomelint.errors import AwesomelintError, InputError, OutputError, in_words
from awesomelint.files import Input, replace_file
from awesomelint.links.database import is_busy
from awesomelint.links.policy import load_policies
from awesomelint.links.settings import DEFAULTS, LinkSettings, link_settings
from awesomelint.session import LinkOptions, SessionOptions
from awesomelint.session.session import Session
from awesomelint.startup import NamedTuple
from awesomelint.sweep.owners import Division, Load, Sites, loads
from awesomelint.sweep.reading import read_lists
from awesomelint.sweep.tables import Tables

STATE = "sweep.json"
LOCK = "sweep.lock"
VERSION = 1


class Plan(NamedTuple):
    """What a sweep is about: how many lists were read now, how many there are, how many of these could not be read, their links
    and targets, and what each owner has to do, the longest first."""

    read: int
    lists: int
    failed: int
    links: int
    targets: int
    loads: tuple[Load, ...]


class Sweep:
    """A sweep in a folder. `options` say how links are checked: for all lists alike, whatever their configurations say.

    Of the configuration of a list only the rules hold, and which of its links are excluded.
    """

    def __init__(self, folder: Path, options: LinkOptions | None = None, jobs: int | None = None):
        self.folder = folder
        self.tables = Tables(folder)
        self._options = options or LinkOptions()
        self._settings: LinkSettings = link_settings(DEFAULTS, self._options.settings)
        self._session = Session(SessionOptions(links=self._options._replace(is_wanted=True)))
        self._jobs = jobs

    def prepare(self, inputs: Iterable[Input | InputError]) -> Plan:
        """Read the lists that were not read yet, and plan who is to ask what.

        Raises `OutputError` where the folder cannot be written, and `ConfigError` where DuckDB is not installed.
        """
        read = read_lists(self.tables, inputs, self._session, self._settings, self._jobs)
        sites = Sites(load_policies(), self._settings)
        counted = "SELECT site, count(DISTINCT url) FROM uses GROUP BY site ORDER BY site"
        division = self._division(self.tables.rows(counted))
        self._write_targets(division)
        sizes = self.tables.rows("SELECT site, count(*) FROM targets GROUP BY site ORDER BY site")
        has_token = self._options.token is not None
        lists, failed = self.tables.rows("SELECT count(*), count(error) FROM lists")[0]
        links, targets = self.tables.rows("SELECT count(*), count(DISTINCT url) FROM uses")[0]
        return Plan(read, lists, failed, links, targets, loads(sizes, division, sites, has_token=has_token))

    def _division(self, sizes: Iterable[tuple[str, int]]) -> Division:
        """Return how sites are dealt out to owners: as before, or as their sizes make it best. Raises `OutputError`."""
        path = self.folder / STATE
        try:
            state = json.loads(path.read_text(encoding="utf-8"))
            if state["version"] != VERSION:
                raise AwesomelintError("made by another version of awesomelint: use another folder", path=str(path))
            return Division(frozenset(state["large"]), int(state["groups"]))
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise AwesomelintError(
                f"not a state of a sweep ({in_words(error)}): use another folder", path=str(path)
            ) from None
        division = Division.of(sizes)
        state = {"version": VERSION, "large": sorted(division.large), "groups": division.groups}
        replace_file(path, json.dumps(state, indent=2).encode())
        return division

    def _write_targets(self, division: Division) -> None:
        """Write a part of the table of targets for each owner: each target once, however many lists link to it.

        A target that some list excludes and another one does not is asked.
        """
        sites = [site for (site,) in self.tables.rows("SELECT DISTINCT site FROM uses")]
        self.tables.connection.execute("CREATE OR REPLACE TEMP TABLE owned (site VARCHAR, owner VARCHAR)")
        if sites:
            self.tables.connection.executemany(
                "INSERT INTO owned VALUES (?, ?)", [(site, division.owner(site)) for site in sites]
            )
        self.tables.write_query(
            "targets",
            "all",
            "SELECT url, host, site, owner, lists FROM (SELECT url, any_value(host) AS host, max(site) AS site,"
            " count(DISTINCT list) AS lists FROM uses GROUP BY url) JOIN owned USING (site) ORDER BY owner, host, url",
        )

    def close(self) -> None:
        """Close the tables."""
        self.tables.close()


@contextmanager
def alone(folder: Path, name: str = LOCK) -> Iterator[None]:
    """Keep others out of a folder as long as this lasts; the lock of a process that was killed is free at once.

    Raises `OutputError` where another process has it, or the folder cannot be written.
    """
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise OutputError(f"cannot be written: {in_words(error)}", path=str(path)) from None
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        connection.close()
        said = "another sweep runs in this folder" if is_busy(error) else f"cannot be written: {in_words(error)}"
        raise OutputError(said, path=str(folder)) from None
    try:
        yield
    finally:
        connection.close()
