"""A sweep of lists in a folder, step by step; each goes on where an earlier run of it was ended.

`sweep.json` in the folder says how targets are dealt out to owners. It is made by the first run and kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from pathlib import Path
from time import time

from awesomelint.errors import AwesomelintError, InputError, in_words
from awesomelint.files import Input, replace_file
from awesomelint.links.cache_rows import LIFETIMES
from awesomelint.links.policy import load_policies
from awesomelint.links.settings import DEFAULTS, LinkSettings, link_settings
from awesomelint.session import LinkOptions, SessionOptions
from awesomelint.session.session import Session
from awesomelint.startup import NamedTuple
from awesomelint.sweep.asking import Task, ask_owner, hand_over
from awesomelint.sweep.crew import Crew
from awesomelint.sweep.doubts import Questions, ask_doubts, find_doubts
from awesomelint.sweep.judging import judge_part, write_facts
from awesomelint.sweep.owners import Division, Load, Sites, loads
from awesomelint.sweep.reading import Part, read_lists
from awesomelint.sweep.report import write_report
from awesomelint.sweep.tables import Tables
from awesomelint.sweep.tasks import Asked, costs

STATE = "sweep.json"
VERSION = 1
MOST_ROUNDS = 12
"""Rounds of asking: one more than redirects that are followed, and one for what no registry knows."""


class State(NamedTuple):
    """How far a sweep is: when it began, in seconds since the epoch (0: not yet), and whether it has come to its end."""

    division: Division
    since: int = 0
    is_finished: bool = False


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
        self._state: State | None = None
        self.is_asked = False
        """Whether `ask` has asked everything."""

    def prepare(self, inputs: Iterable[Input | InputError]) -> Plan:
        """Read the lists that were not read yet, and plan who is to ask what.

        Raises `OutputError` where the folder cannot be written, and `ConfigError` where DuckDB is not installed.
        """
        read = read_lists(self.tables, inputs, self._session, self._settings, self._jobs)
        sites = Sites(load_policies(), self._settings)
        counted = "SELECT site, count(DISTINCT url) FROM uses GROUP BY site ORDER BY site"
        self._state = self._read_state()
        if self._state is None:
            self._write_state(State(Division.of(self.tables.rows(counted))))
        division = self._division
        self._write_targets(division)
        sizes = self.tables.rows("SELECT site, count(*) FROM targets GROUP BY site ORDER BY site")
        has_token = self._options.token is not None
        lists, failed = self.tables.rows("SELECT count(*), count(error) FROM lists")[0]
        links, targets = self.tables.rows("SELECT count(*), count(DISTINCT url) FROM uses")[0]
        return Plan(read, lists, failed, links, targets, loads(sizes, division, sites, has_token=has_token))

    def ask(self, plan: Plan, crew: Crew, *, resumes: bool = True) -> Generator[Asked]:
        """Ask all targets, as far as that was not done, and yield what came of each task.

        A sweep that was ended is gone on with if `resumes`, otherwise a new one begins, which asks what is no longer fresh. Close
        the iterator to end it at once. Raises `OutputError`.
        """
        since = self._begin(resumes=resumes)
        sites = Sites(load_policies(), self._settings)
        owners = [load.owner for load in plan.loads]
        for number in range(1, MOST_ROUNDS + 1):
            tasks = [Task(self.folder, owner, number, since, self._division, self._options) for owner in owners]
            has_problem = False
            with closing(crew(ask_owner, tasks)) as asked:
                for one in asked:
                    has_problem = has_problem or bool(one.problem)
                    yield one
            if has_problem:
                return
            owners = list(hand_over(self.tables, self._division, sites, number))
            if not owners:
                break
        write_facts(self.tables)
        if self._settings.identity:
            one = self._ask_doubts(crew)
            yield one
            if one.problem:
                return
        self.is_asked = True

    def _ask_doubts(self, crew: Crew) -> Asked:
        """Ask about links that may lead to another paper than their entry's, when all else is known."""
        self._make("doubts", find_doubts, crew)
        requests = sum(task["requests"] for task in costs(self.folder, self._known.since))
        with closing(crew(ask_doubts, [Questions(self.folder, self._known.since, requests, self._options)])) as asked:
            return next(asked)

    def _make(self, table: str, work: Callable[[Part], int], crew: Crew) -> None:
        """Make the parts of a table from those of the lists, as far as that was not done. Raises `OutputError`."""
        names = self.tables.rows("SELECT DISTINCT part FROM lists WHERE part IS NOT NULL ORDER BY part")
        options = SessionOptions(links=self._options)
        parts = [Part(self.folder, name, self._known.since, options) for (name,) in names]
        there = self.tables.parts(table)
        with closing(crew(work, [part for part in parts if part.made not in there])) as made:
            for _ in made:
                pass
        self.tables.keep_only(table, (part.made for part in parts))

    def judge(self, crew: Crew) -> int:
        """Write the findings of all lists and the report, as far as that was not done. Returns how many findings there are now.

        Raises `OutputError`.
        """
        self._make("findings", judge_part, crew)
        self.tables.write("owners", "all", costs(self.folder, self._known.since))
        write_report(self.tables, self._known.since)
        self._write_state(self._known._replace(is_finished=True))
        findings: int = self.tables.rows("SELECT count(code) FROM findings")[0][0]
        return findings

    def _begin(self, *, resumes: bool) -> int:
        """Return when the sweep that is gone on with began, in seconds since the epoch; now for a new one."""
        state, now = self._known, int(time())
        if resumes and state.since and not state.is_finished:
            return state.since
        # What was handed over and is fresh is in the journal of who took it: nobody need ask how to get there.
        fresh = " OR ".join(
            f"(verdict = '{verdict}' AND checked_at > {now - LIFETIMES[verdict]})" for verdict in LIFETIMES
        )
        self.tables.write_query(
            "outcomes",
            "kept",
            f"SELECT * REPLACE (0 AS round, true AS cached) FROM results WHERE round <> 1 AND ({fresh})",
        )
        self.tables.keep_only("outcomes", ["kept"])
        self.tables.keep_only("handed", [])
        self._write_state(state._replace(since=now, is_finished=False))
        return now

    @property
    def _known(self) -> State:
        assert self._state is not None, "the sweep was not prepared"
        return self._state

    @property
    def _division(self) -> Division:
        return self._known.division

    def _read_state(self) -> State | None:
        """Return how far the sweep is, `None` for a new one. Raises `AwesomelintError` for a folder of something else."""
        path = self.folder / STATE
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            if found["version"] != VERSION:
                raise AwesomelintError("made by another version of awesomelint: use another folder", path=str(path))
            division = Division(frozenset(found["large"]), int(found["groups"]))
            return State(division, int(found["since"]), bool(found["is_finished"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            said = f"not the state of a sweep ({in_words(error)}): use another folder"
            raise AwesomelintError(said, path=str(path)) from None

    def _write_state(self, state: State) -> None:
        """Keep how far the sweep is. Raises `OutputError`."""
        self._state = state
        large, groups = sorted(state.division.large), state.division.groups
        values = {"version": VERSION, "large": large, "groups": groups, **state._asdict()}
        del values["division"]
        replace_file(self.folder / STATE, json.dumps(values, indent=2).encode())

    def _write_targets(self, division: Division) -> None:
        """Write a part of the table of targets for each owner: each target once, however many lists link to it.

        A target that some list excludes and another one does not is asked.
        """
        sites = [site for (site,) in self.tables.rows("SELECT DISTINCT site FROM uses")]
        self.tables.execute("CREATE OR REPLACE TEMP TABLE owned (site VARCHAR, owner VARCHAR)")
        owners = list(map(division.owner, sites))
        self.tables.execute("INSERT INTO owned SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", (sites, owners))
        self.tables.write_query(
            "targets",
            "all",
            "SELECT url, host, site, owner, lists, is_pdf FROM"
            " (SELECT url, any_value(host) AS host, max(site) AS site, count(DISTINCT list) AS lists,"
            " bool_or(is_pdf) AS is_pdf FROM uses GROUP BY url) JOIN owned USING (site) ORDER BY owner, host, url",
        )

    def close(self) -> None:
        """Close the tables."""
        self.tables.close()
