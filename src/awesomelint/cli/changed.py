"""`--changed REF`: which lines of an input were changed since a revision, and which findings are due to that."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from awesomelint.cli.lint import Linter, absolute
from awesomelint.cli.parts import ListParts
from awesomelint.errors import ConfigError
from awesomelint.files.git import OPTION, Revision, find_revision
from awesomelint.files.inputs import STDIN_NAME, Input
from awesomelint.history.changes import Before, Changes, new_findings
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
        self._texts: dict[Path, str | None] = {}
        self._found: dict[Path, Before] = {}
        self._parts = ListParts(
            is_across=linter.parts.is_across, read=lambda path: Source(self._text(path) or "", str(path))
        )

    def are_due(self, found: Input, report: FileReport) -> list[bool]:
        """Tell for each finding of an input whether it is due to the changes."""
        path = _path(found)
        if self._parts.is_across:  # what comes later in the run is compared with this file as it was
            self._before(found, path)
        changes = Changes(report.source, self._source(found, path))
        return list(new_findings(report, changes, lambda: self._before(found, path)))

    def lines(self, found: Input, source: Source) -> frozenset[int]:
        """Return the lines of an input, from 1, that say something new: their links are to be checked."""
        return Changes(source, self._source(found, _path(found))).lines

    def _before(self, found: Input, path: Path) -> Before:
        """Return what was found in the old text, among the files of its time."""
        if path not in self._found:
            old = self._source(found, path) or Source("", found.name)
            report = self.linter.lint_among(found, old, _FilesThen(self._revision(path), path), self._parts)
            self._found[path] = Before(old, report.diagnostics, self.linter.codes(found))
        return self._found[path]

    def _source(self, found: Input, path: Path) -> Source | None:
        text = self._text(path)
        return None if text is None else Source(text, found.name)

    def _text(self, path: Path) -> str | None:
        if path not in self._texts:
            data = self._revision(path).read(path)
            # What was no text is compared as far as it can be read: only today's text has to be in order.
            self._texts[path] = None if data is None else data.decode("utf-8", "replace")
        return self._texts[path]

    def _revision(self, path: Path) -> Revision:
        folder = path.parent
        if folder not in self._by_folder:
            revision = find_revision(folder, self.name)
            self._by_folder[folder] = self._revisions.setdefault(revision.root, revision)
        return self._by_folder[folder]


class _FilesThen:
    """The `Surroundings` of a file in a revision. git is asked for its files when somebody asks for one."""

    def __init__(self, revision: Revision, path: Path):
        self.asked: dict[str, bool] = {}
        self._revision = revision
        self._folder = PurePosixPath(revision.name_of(path)).parent.as_posix()
        self._files: KnownFiles | None = None

    def exists(self, target: str) -> bool | None:
        """Tell whether a target existed."""
        return self._known().exists(target)

    def similar(self, target: str) -> str | None:
        """Return the one path that differed from the target in case alone, or `None`."""
        return self._known().similar(target)

    def _known(self) -> KnownFiles:
        if self._files is None:
            self._files = KnownFiles(self._revision.files, "" if self._folder == "." else self._folder)
        return self._files


def _path(found: Input) -> Path:
    """Return where an input really is: git follows no links."""
    if found.path is None and found.name == STDIN_NAME:
        raise ConfigError(f"{OPTION}: say with --stdin-filename which file standard input is")
    return Path(os.path.realpath(absolute(found)))
