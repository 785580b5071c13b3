"""Judge lists by what was learnt of their links: the findings of each are those that `awesomelint` gives with the same facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from awesomelint.context import Facts, PaperRecord, RepositoryRecord
from awesomelint.errors import AwesomelintError, InternalError
from awesomelint.files import Input
from awesomelint.links.cache_rows import record_of
from awesomelint.links.outcome import Hop, Outcome, Reason, Verdict
from awesomelint.report import FileReport
from awesomelint.session.session import Session
from awesomelint.sweep.doubts import answers_of
from awesomelint.sweep.reading import Part
from awesomelint.sweep.tables import Row, Tables


def write_facts(tables: Tables) -> None:
    """Write what is known of the targets of each list, list by list. Raises `OutputError`."""
    tables.write_query(
        "facts",
        "all",
        "SELECT list, results.* FROM (SELECT DISTINCT list, url FROM uses) JOIN results USING (url) ORDER BY list",
    )


def judge_part(part: Part) -> int:
    """Write the findings of the lists of a part, and return how many these are.

    A list that cannot be read any more, or in which a check fails, has none. Raises `OutputError`.
    """
    with closing(Tables(part.folder)) as tables:
        lists = tables.rows("SELECT list, path, is_list FROM lists WHERE part = ? AND error IS NULL", (part.name,))
        rows: list[Row] = []
        session = Session(part.options)
        for name, path, is_list in lists:
            try:
                rows += _findings(tables, session, Input(name, Path(path), is_list=is_list))
            except (AwesomelintError, InternalError, RecursionError, MemoryError) as error:
                said = error.message if isinstance(error, AwesomelintError | InternalError) else type(error).__name__
                rows.append({"list": name, "severity": "failure", "message": said})
        tables.write("findings", part.made, rows)
        return len(rows)


def _findings(tables: Tables, session: Session, file: Input) -> Iterator[Row]:
    session.forget_links()
    reports = [session.lint(file)]
    if session.linked_files:
        session.know(facts_of(tables, file.name))
        reports.append(session.judge(file))
    for report in filter(None, reports):
        yield from _rows(file, report)


def _rows(file: Input, report: FileReport) -> Iterator[Row]:
    for found, context in zip(report.diagnostics, report.contexts, strict=True):
        line, column = report.source.position(found.span.start)
        yield {
            "list": file.name,
            "line": line,
            "col": column,
            "code": found.code,
            "rule": found.name,
            "severity": found.severity.label,
            "message": found.message,
            "fix": found.fix.safety.value if found.fix is not None else None,
            "section": " > ".join(context.section),
            "entry": context.entry_title,
            "entry_line": context.entry_line,
        }


def facts_of(tables: Tables, name: str) -> Facts:
    """Return what is known of the targets of a list."""
    outcomes: dict[str, Outcome] = {}
    papers, repositories = {}, {}
    found = tables.query("SELECT * EXCLUDE (list, owner, round, go_on) FROM facts WHERE list = ?", (name,))
    columns = [column[0] for column in found.description or ()]
    for row in found.fetchall():
        values: dict[str, Any] = dict(zip(columns, row, strict=True))
        for key in ("paper", "repository"):
            text = values.pop(key)
            record = record_of(f"{key} ", text) if text is not None else None
            if isinstance(record, PaperRecord):
                papers[record.paper] = record
            elif isinstance(record, RepositoryRecord):
                repositories[record.repository] = record
        hops = tuple(Hop(url, status) for url, status in json.loads(values.pop("hops")))
        verdict, reason = Verdict(values.pop("verdict")), Reason(values.pop("reason"))
        outcomes[values["url"]] = Outcome(verdict=verdict, reason=reason, hops=hops, **values)
    now = max((outcome.checked_at for outcome in outcomes.values()), default=0)
    answered, titles = answers_of(tables, name)
    return Facts(now, outcomes, {**papers, **answered}, repositories, titles)
