"""The second round of a sweep: links that may lead to another paper than their entry's, in any list, and what is asked of them.

Which links these are is found list by list. All of them are asked about by one task, after all owners, so that the limits of
the registries hold. Its journal is a link cache too: what was answered is not asked again, also in later sweeps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from time import monotonic

from awesomelint.context import PaperRecord
from awesomelint.links.cache_rows import compact_json, record_of
from awesomelint.links.check import check_links
from awesomelint.links.doubts import Doubt
from awesomelint.links.settings import DEFAULTS, link_settings
from awesomelint.papers.identifiers import PaperId
from awesomelint.papers.identity import Claim, is_earlier_title
from awesomelint.papers.titles import title_key
from awesomelint.paths import digest
from awesomelint.session import LinkOptions
from awesomelint.session.links import doubts_of
from awesomelint.startup import NamedTuple
from awesomelint.sweep.locks import alone
from awesomelint.sweep.reading import Part
from awesomelint.sweep.tables import Row, Tables
from awesomelint.sweep.tasks import JOURNALS, Asked, is_done, mark_done, problem_of, share_of

DOUBTS = "doubts"
"""The name of the task that asks about doubts, among those of owners."""


class Questions(NamedTuple):
    """What is left to be asked when all owners are done, by as many requests as are in proportion to theirs.

    `since` is when the sweep began, in seconds since the epoch.
    """

    folder: Path
    since: int
    requests: int
    options: LinkOptions


def find_doubts(part: Part) -> int:
    """Write the doubts about the lists of a part, and return how many these are. Raises `OutputError`."""
    with closing(Tables(part.folder)) as tables:
        lists = tables.rows("SELECT DISTINCT list FROM claims JOIN lists USING (list) WHERE part = ?", (part.name,))
        rows = [row for (name,) in sorted(lists) for row in _doubts(tables, name)]
        tables.write("doubts", part.made, rows)
        return len(rows)


def _doubts(tables: Tables, name: str) -> Iterator[Row]:
    kept = tables.rows("SELECT DISTINCT paper FROM facts WHERE list = ? AND paper IS NOT NULL ORDER BY paper", (name,))
    papers = {record.paper: record for record in (_record(text) for (text,) in kept)}
    said = tables.rows("SELECT paper, title, authors FROM claims WHERE list = ? ORDER BY ALL", (name,))
    claims = [(_paper(paper), Claim(title, tuple(authors))) for paper, title, authors in said]
    for doubt in doubts_of(claims, papers):
        record = compact_json(papers[doubt.paper]._asdict())
        yield {"list": name, **doubt._asdict(), "paper": str(doubt.paper), "record": record}


def ask_doubts(task: Questions) -> Asked:
    """Ask about all doubts, and write what came of it. Raises `OutputError`."""
    journal = task.folder / JOURNALS / DOUBTS
    with closing(Tables(task.folder)) as tables, alone(journal, waits=True) as may_write:
        return _ask(task, tables, journal, may_write)


def _ask(task: Questions, tables: Tables, journal: Path, may_write: Callable[[], None]) -> Asked:
    began = monotonic()
    rows = tables.rows(
        "SELECT paper, title, bool_or(seems_wrong), bool_and(is_linked), bool_and(is_slight), min(record) FROM doubts"
        " GROUP BY paper, title ORDER BY paper, title"
    )
    state = {"since": task.since, "count": len(rows), "targets": digest(repr(rows))}
    if is_done(task.folder, DOUBTS, 0, state):
        return Asked(DOUBTS, 0, len(rows))
    doubts = [Doubt(_paper(paper), *rest) for paper, *rest, _ in rows]

    def left(papers: Mapping[PaperId, PaperRecord]) -> Iterator[Doubt]:
        return (doubt for doubt in doubts if not is_earlier_title(doubt.title, papers[doubt.paper]))

    settings = link_settings(DEFAULTS, task.options.settings)
    report = check_links(
        (),
        settings,
        cache=journal,
        doubts=left,
        share=share_of(task.since, task.options, may_write)._replace(
            papers={record.paper: record for record in (_record(row[-1]) for row in rows)}, requests=task.requests
        ),
    )
    facts = report.facts
    asked = Asked(
        DOUBTS,
        0,
        len(rows),
        requests=report.requests,
        seconds=monotonic() - began,
        notes=report.notes,
        problem=problem_of(report),
    )
    if asked.problem:
        return asked
    tables.write("answers", "all", (_answer(doubt, facts.papers, facts.titles) for doubt in doubts))
    mark_done(task.folder, asked, state)
    return asked


def _answer(doubt: Doubt, papers: Mapping[PaperId, PaperRecord], titles: Mapping[str, tuple[PaperRecord, ...]]) -> Row:
    found = titles.get(title_key(doubt.title))
    return {
        "paper": str(doubt.paper),
        "title": doubt.title,
        "record": compact_json(papers[doubt.paper]._asdict()),
        "found": None if found is None else [compact_json(record._asdict()) for record in found],
    }


def answers_of(tables: Tables, name: str) -> tuple[dict[PaperId, PaperRecord], dict[str, tuple[PaperRecord, ...]]]:
    """Return what was learnt by the doubts about a list: the records of papers with their earlier titles, and, by the
    `title_key` of titles that were searched for, the papers of these titles."""
    rows = tables.rows(
        "SELECT title, is_linked, answers.record, found FROM doubts JOIN answers USING (paper, title) WHERE list = ?",
        (name,),
    )
    records = (_record(text) for _, _, text, _ in rows)
    papers = {record.paper: record for record in records}
    titles = {
        title_key(title): tuple(map(_record, found))
        for title, is_linked, _, found in rows
        if found is not None and not is_linked
    }
    return papers, titles


def _paper(text: str) -> PaperId:
    scheme, _, value = text.partition(":")
    return PaperId(scheme, value)


def _record(text: str) -> PaperRecord:
    record = record_of("paper ", text)
    assert isinstance(record, PaperRecord)
    return record
