"""Entries as the page shows them: what was read, and how each fares."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.fields.year import year_number
from awesomelint.document.model import Document, Entry
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport
from awesomelint.reporters.visible import shorten

_LONGEST_TITLE = 200
_LONGEST_FIELD = 60


class Row(NamedTuple):
    """One entry: its line, where it stands, what was read of it, and its findings.

    `state` is the label of the worst finding, `"clean"` without one.
    """

    line: int
    section: str
    title: str
    venue: str
    year: int | None
    links: int
    state: str
    codes: str


def rows(report: FileReport, document: Document) -> Iterator[Row]:
    """Yield a row for each entry, in order."""
    found = _by_entry(report, document)
    for index, entry in enumerate(document.entries):
        here = found.get(index, [])
        worst = max((diagnostic.severity for diagnostic in here), default=None)
        yield Row(
            entry.first,
            shorten(" › ".join(entry.section.path), _LONGEST_TITLE),
            shorten(entry.title.value, _LONGEST_TITLE) if entry.title is not None else "",
            shorten(entry.venue.value, _LONGEST_FIELD) if entry.venue is not None else "",
            year_of(entry),
            len(entry.links),
            worst.label if worst is not None else "clean",
            " ".join(sorted({diagnostic.code for diagnostic in here})),
        )


def _by_entry(report: FileReport, document: Document) -> dict[int, list[Diagnostic]]:
    """Return the findings of each entry: of those around a finding, the innermost."""
    firsts = [entry.first for entry in document.entries]
    found: dict[int, list[Diagnostic]] = {}
    for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
        if context.entry_line is not None:
            index = bisect_right(firsts, context.entry_line) - 1
            if index >= 0 and firsts[index] == context.entry_line:
                found.setdefault(index, []).append(diagnostic)
    return found


def year_of(entry: Entry) -> int | None:
    """Return the year of an entry, else the one that its heading names."""
    return year_number(entry.year) or entry.section.year


STATES = (*(severity.label for severity in sorted(Severity, reverse=True)), "clean")
"""All that `Row.state` may be, the worst first."""
