"""`--changed REF`: which lines of an input were changed since a revision, and which findings are due to that."""

from __future__ import annotations

import os
from pathlib import Path

from awesomelint.changes import Before, Changes, new_findings
from awesomelint.cli.lint import Linter, absolute
from awesomelint.diagnostic import Diagnostic
from awesomelint.errors import ConfigError
from awesomelint.files.git import OPTION, Revision, find_revision
from awesomelint.files.inputs import STDIN_NAME, Input
from awesomelint.report import FileReport
from awesomelint.source import Source
from awesomelint.surroundings import KnownFiles


class ChangedSince:
    """Compares inputs with what they were in a revision. Its methods raise `ConfigError` where git cannot tell."""

    def __init__(self, name: str, linter: Linter):
        self.name = name
        self.linter = linter
        self._revisions: dict[Path, Revision] = {}
        self._by_folder: dict[Path, Revision] = {}
        self._old: tuple[Path, Source | None] | None = None

    def are_due(self, found: Input, report: FileReport) -> list[bool]:
        """Tell for each finding of an input whether it is due to the changes."""
        revision = self._revision(found)
        old = self._old_source(found, revision)

        def found_before() -> Before:
            before = old or Source("", found.name)
            findings = self._lint_old(found, before, revision, is_asking=bool(report.depends_on))
            return Before(before, findings, self.linter.codes(found))

        return list(new_findings(report, Changes(report.source, old), found_before))

    def lines(self, found: Input, source: Source) -> frozenset[int]:
        """Return the lines of an input, from 1, that say something new: those whose links are to be checked."""
        return Changes(source, self._old_source(found, self._revision(found))).lines

    def _lint_old(self, found: Input, old: Source, revision: Revision, *, is_asking: bool) -> tuple[Diagnostic, ...]:
        """Lint the old text among the files of its time, if today's text asks about files at all."""
        folder = Path(revision.name_of(_path(found))).parent.as_posix()
        files = KnownFiles(revision.files, "" if folder == "." else folder) if is_asking else None
        return self.linter.lint_among(found, old, files).diagnostics

    def _old_source(self, found: Input, revision: Revision) -> Source | None:
        path = _path(found)
        if self._old is None or self._old[0] != path:
            data = revision.read(path)
            # What was no text is compared as far as it can be read: only today's text has to be in order.
            self._old = (path, None if data is None else Source(data.decode("utf-8", "replace"), found.name))
        return self._old[1]

    def _revision(self, found: Input) -> Revision:
        folder = _path(found).parent
        if folder not in self._by_folder:
            revision = find_revision(folder, self.name)
            self._by_folder[folder] = self._revisions.setdefault(revision.root, revision)
        return self._by_folder[folder]


def _path(found: Input) -> Path:
    """Return where an input really is: git follows no links."""
    if found.path is None and found.name == STDIN_NAME:
        raise ConfigError(f"{OPTION}: say with --stdin-filename which file standard input is")
    return Path(os.path.realpath(absolute(found)))
