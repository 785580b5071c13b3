"""What a run found in one file: the value that reporters print and the cache keeps.

It holds everything that a reporter needs, so that a cached run parses no Markdown and loads no rule.
"""

from __future__ import annotations

from pathlib import Path

from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.named_tuple import NamedTuple
from awesomelint.source import Source


class Context(NamedTuple):
    """Where in the list a diagnostic stands: the headings above it, and the entry around it (`None` outside entries).

    `entry_line` is the first line of the entry, `entry_last` its last.
    """

    section: tuple[str, ...]
    entry_title: str | None = None
    entry_line: int | None = None
    entry_last: int | None = None


class Dependency(NamedTuple):
    """Something outside the file that had a say in what was found: a path, absolute, and whether it existed."""

    path: str
    existed: bool


class FileReport(NamedTuple):
    """The diagnostics of one file, sorted by place, with a `Context` each, and what the file holds.

    `notes` are remarks that are no findings ("no entries found"), one line each. `depends_on` is what else was looked at:
    the report holds as long as the answers are the same.
    """

    source: Source
    diagnostics: tuple[Diagnostic, ...]
    contexts: tuple[Context, ...]
    entries: int
    sections: int
    links: int
    notes: tuple[str, ...] = ()
    depends_on: tuple[Dependency, ...] = ()

    @property
    def path(self) -> str:
        """The name of the file as it is shown to people."""
        return self.source.path


class Result(NamedTuple):
    """What is known of a file: its report, and what the configuration says about it.

    That is the severity that makes the run fail, whether the file is left out, and which baseline its findings are compared with.
    """

    report: FileReport
    fail_on: Severity
    is_excluded: bool = False
    baseline: Path | None = None


def merged(first: FileReport, second: FileReport) -> FileReport:
    """Return one report of what two reports of the same text say, each thing once."""
    found = {}
    for report in (second, first):
        for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
            found[(*diagnostic.span, diagnostic.code, diagnostic.message)] = diagnostic, context
    ordered = [found[key] for key in sorted(found)]
    return first._replace(
        diagnostics=tuple(diagnostic for diagnostic, _ in ordered),
        contexts=tuple(context for _, context in ordered),
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
        depends_on=tuple(dict.fromkeys((*first.depends_on, *second.depends_on))),
    )
