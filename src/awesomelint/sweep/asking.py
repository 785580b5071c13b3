"""One owner asks its targets: the work of one task, in whatever process.

Its targets come in chunks, each of which is a part of the table of outcomes when all of it is known. What redirects to a host of
another owner is handed over to that one, which asks it in the next round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import groupby, islice
from pathlib import Path
from time import monotonic, sleep

from awesomelint.context import Facts
from awesomelint.links.cache_rows import compact_json
from awesomelint.links.check import check_links
from awesomelint.links.outcome import Outcome
from awesomelint.links.policy import load_policies
from awesomelint.links.settings import DEFAULTS, link_settings
from awesomelint.links.share import Handover
from awesomelint.links.targets import Place, Target
from awesomelint.links.url import requested_host
from awesomelint.papers.identifiers import repository
from awesomelint.session import LinkOptions
from awesomelint.startup import NamedTuple
from awesomelint.sweep.locks import alone
from awesomelint.sweep.owners import Division, Sites
from awesomelint.sweep.tables import Row, Tables
from awesomelint.sweep.tasks import JOURNALS, Asked, is_done, mark_done, problem_of, share_of

CHUNK = 5000
"""Targets of an owner that are asked together, at most; what is known of them is in memory until all have answered."""
AFTER_CHUNK = 1.0
"""Seconds before more links of a host are asked: so many seconds of its requests may come at once in the beginning."""


class Task(NamedTuple):
    """What one owner has to do in a round: in the first it asks its own targets, then those that others have handed over.

    `since` is when the sweep began, in seconds since the epoch.
    """

    folder: Path
    owner: str
    round: int
    since: int
    division: Division
    options: LinkOptions


def ask_owner(task: Task) -> Asked:
    """Ask the targets of an owner, and write the table of their outcomes.

    Waits for another process that does the same. Raises `OutputError` where something cannot be written.
    """
    with (
        closing(Tables(task.folder)) as tables,
        closing(Tables(task.folder)) as reader,
        alone(task.folder / JOURNALS / task.owner, waits=True) as may_write,
    ):
        return _ask(task, tables, reader, may_write)


def _ask(task: Task, tables: Tables, reader: Tables, may_write: Callable[[], None]) -> Asked:
    """Do a task. `reader` reads targets as they are needed, which another query would end: there may be millions."""
    began = monotonic()
    source = _source(task)
    count, checksum = tables.rows(f"SELECT count(*), bit_xor(md5_number_lower(url)) FROM ({source[0]})", source[1])[0]
    state = {"since": task.since, "count": count, "targets": str(checksum)}
    if is_done(task.folder, task.owner, task.round, state):
        return Asked(task.owner, task.round, count)
    settings = link_settings(DEFAULTS, task.options.settings)
    sites = Sites(load_policies(host_concurrency=settings.host_concurrency), settings)
    share = share_of(task.since, task.options, may_write)._replace(
        owns=lambda host: task.division.owner(sites.of_host(host)) == task.owner, taken=_taken(task, tables)
    )
    result = Asked(task.owner, task.round, count)
    written: set[str] = set()
    for number, chunk in enumerate(_chunks(_targets(reader, source))):
        part = f"{task.owner}.{task.round}.{number:05}"
        if result.asked:
            sleep(AFTER_CHUNK)
        report = check_links(
            chunk,
            settings,
            cache=task.folder / JOURNALS / task.owner,
            token=task.options.token,
            is_offline=task.options.is_offline,
            rechecks=task.options.rechecks,
            share=share,
        )
        problem = problem_of(report)
        result = result._replace(
            asked=result.asked + report.asked,
            requests=result.requests + report.requests,
            seconds=monotonic() - began,
            notes=tuple(dict.fromkeys((*result.notes, *report.notes))),
            problem=problem,
        )
        if problem:
            return result
        rows = (
            _row(task, outcome, report.facts, report.handed.get(outcome.url))
            for outcome in report.facts.outcomes.values()
        )
        written.add(part)
        may_write()
        tables.write("outcomes", part, rows)
    for name in tables.parts("outcomes"):
        if name.startswith(f"{task.owner}.{task.round}.") and name not in written:
            tables.remove("outcomes", name)  # of lists that were longer
    mark_done(task.folder, result, state)
    return result


def _source(task: Task) -> tuple[str, tuple[object, ...]]:
    """Return the query for what is to be asked, with its values: the links of one host one after the other."""
    if task.round == 1:  # the part has them in the order of their hosts, which no join changes
        query = (
            "SELECT url, is_pdf FROM targets WHERE owner = ? AND url NOT IN (SELECT url FROM outcomes WHERE round = 0)"
        )
        return query, (task.owner,)
    return "SELECT url, is_pdf FROM handed WHERE owner = ? AND round = ? ORDER BY go_on, url", (task.owner, task.round)


def _taken(task: Task, tables: Tables) -> dict[str, Handover]:
    """Return what others have found out about the targets that they have handed over."""
    rows = tables.rows("SELECT url, hops, go_on FROM handed WHERE owner = ? AND round = ?", (task.owner, task.round))
    return {url: Handover.of_fields({"hops": hops, "to": to}) for url, hops, to in rows}


_LABELLED_PDF = (Place("", 0, 0, is_pdf=True),)


def _targets(tables: Tables, source: tuple[str, tuple[object, ...]]) -> Iterator[Target]:
    found = tables.query(*source)
    while rows := found.fetchmany(CHUNK):
        yield from (Target(url, _LABELLED_PDF if is_pdf else ()) for url, is_pdf in rows)


def _chunks(targets: Iterable[Target]) -> Iterator[list[Target]]:
    """Yield targets in chunks; the links of one host are in one, unless there are more than fit."""
    chunk: list[Target] = []
    for _, of_host in groupby(targets, lambda target: requested_host(target.url)):
        while part := list(islice(of_host, CHUNK)):
            if chunk and len(chunk) + len(part) > CHUNK:
                yield chunk
                chunk = []
            chunk += part
    if chunk:
        yield chunk


def _row(task: Task, outcome: Outcome, facts: Facts, handed: Handover | None) -> Row:
    code = repository(outcome.url)
    paper, known = facts.paper_at(outcome.url), facts.repositories.get(code) if code is not None else None
    return {
        **outcome._asdict(),
        "hops": compact_json(outcome.hops if handed is None else handed.hops),
        "go_on": handed.to if handed is not None else None,
        "owner": task.owner,
        "round": task.round,
        "paper": compact_json(paper._asdict()) if paper is not None else None,
        "repository": compact_json(known._asdict()) if known is not None else None,
    }


def hand_over(tables: Tables, division: Division, sites: Sites, done: int) -> dict[str, int]:
    """Write what the next round has to ask after a round, and return how many targets that are by owner."""
    counts: Counter[str] = Counter()
    found = tables.query(
        "SELECT o.url, coalesce(t.is_pdf, false), o.hops, o.go_on FROM outcomes o LEFT JOIN targets t USING (url)"
        " WHERE o.round = ? AND o.go_on IS NOT NULL ORDER BY o.url",
        (done,),
    )

    def handed() -> Iterator[Row]:
        while rows := found.fetchmany(CHUNK):
            for url, is_pdf, hops, to in rows:
                owner = division.owner(sites.of_host(requested_host(to)))
                counts[owner] += 1
                yield {"url": url, "owner": owner, "is_pdf": is_pdf, "hops": hops, "go_on": to, "round": done + 1}

    tables.write("handed", str(done + 1), handed())
    return dict(counts.most_common())
