"""What of all that is found is reported: what the baseline does not know, and what is due to a change."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import Enum
from itertools import compress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from awesomelint.cli.lint import Linter, ListParts, absolute
from awesomelint.context import KnownFiles
from awesomelint.errors import ConfigError
from awesomelint.files.git import OPTION, Revision, find_revision
from awesomelint.files.inputs import STDIN_NAME, Input
from awesomelint.files.write import replace_file
from awesomelint.history.baseline import Known, Record, baseline_text, known_findings
from awesomelint.history.changes import Before, Changes, new_findings
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport
from awesomelint.reporters.text import counted
from awesomelint.source import Source

if TYPE_CHECKING:
    # MOVED
    # MOVED
    from awesomelint.diagnostic import Diagnostic
    from awesomelint.document.model import Document
    from awesomelint.fixing.fixer import Chosen


Codes = Callable[[], Collection[str]]
"""Returns the codes of the rules that looked at a file; asked only when needed, as that may take reading a configuration."""


class Keeping(Enum):
    """How a baseline is written at the end of a run: all findings go on record, or those that are gone are forgotten."""

    WRITE = "write"
    PRUNE = "prune"


class BaselineFile:
    """A baseline on disk, and how it compares with what a run finds."""

    def __init__(self, path: Path, keeping: Keeping | None):
        """Read the file. Raises `ConfigError` for one that is missing (unless it is to be written) or broken."""
        self.path = path
        self.keeping = keeping
        self._record = Record.read(path, may_be_missing=keeping is Keeping.WRITE)
        self._after = dict(self._record.findings)
        self._silent = self._new = self._gone = 0

    def known(self, found: Input, report: FileReport) -> list[bool]:
        """Tell for each finding of a file whether it is on record, or will be after this run."""
        if self.keeping is Keeping.WRITE:
            return [True] * len(report.diagnostics)
        return self._record.known(absolute(found), report)

    def take(self, found: Input, report: FileReport, ran: Codes) -> None:
        """Count what a run found in a file, and note what is to be on record about it."""
        name = self._record.name(absolute(found))
        recorded = self._record.findings.get(name, frozenset())
        findings = known_findings(report) if report.diagnostics else []
        known_keys, found_keys = ({known.key for known in group} for group in (recorded, findings))
        missing = {known for known in recorded if known.key not in found_keys}
        gone = _about(missing, ran()) if missing else missing
        new = [known for known in findings if known.key not in known_keys]
        self._silent += len(findings) - len(new)
        self._new += len(new)
        self._gone += len(gone)
        self._after[name] = recorded - gone
        if self.keeping is Keeping.WRITE:
            self._after[name] = frozenset(findings) | (missing - gone)

    def finish(self, *, is_complete: bool) -> Iterator[str]:
        """Write what has to be written, after a complete run, and yield what is to be said.

        Raises `OutputError` if the file cannot be written.
        """
        for name in [name for name in self._record.findings if not os.path.lexists(self.path.parent / name)]:
            self._gone += len(self._after.pop(name, ()))
        if self.keeping is not None and not is_complete:
            yield f"baseline {self.path}: not written, as there were errors"
            return
        if self.keeping is not None:
            data = baseline_text(self._after).encode()
            if data != self._record.data:
                replace_file(self.path, data, expected=self._record.data)
        yield from self._said()

    def _said(self) -> Iterator[str]:
        gone = f"{self._gone} gone" if self._gone else ""
        if self.keeping is None:
            silent = f"{counted(self._silent, 'finding')} on record not reported" if self._silent else ""
            forget = f"{gone} (--prune-baseline forgets them)" if gone else ""
            said = [part for part in (silent, forget) if part]
        else:
            new = f"{self._new} new" if self._new and self.keeping is Keeping.WRITE else ""
            recorded = sum(map(len, self._after.values()))
            changes = ", ".join(part for part in (new, gone) if part)
            said = [f"{counted(recorded, 'finding')} on record" + (f" ({changes})" if changes else "")]
        if said:
            yield f"baseline {self.path}: {', '.join(said)}"


def _about(known: Collection[Known], codes: Collection[str]) -> set[Known]:
    return {one for one in known if one.rule in codes}


#| `--changed REF`: which lines of an input were changed since a revision, and which findings are due to that.


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
    """The files of the repository in a revision, as seen from a file. git is asked for its files when somebody asks for one."""

    def __init__(self, revision: Revision, path: Path):
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


#| What of all that is found is reported: what the baseline does not know, and what is due to the changes since a revision.
#|
#| Filters look at finished reports, and the fixer asks them what to mend.


class FilterOptions(NamedTuple):
    """What the command line says about filters: `baseline` goes over that of a configuration, which `no_baseline` ignores too."""

    changed: str | None = None
    baseline: Path | None = None
    no_baseline: bool = False
    write_baseline: bool = False
    prune_baseline: bool = False


class Filters:
    """The filters of a run."""

    def __init__(self, options: FilterOptions, linter: Linter):
        self.options = options
        self.linter = linter
        self._changed: ChangedSince | None = None
        self._baselines: dict[Path, BaselineFile] = {}
        if options.changed is not None:
            # MOVED

            self._changed = ChangedSince(options.changed, linter)

    def keep(self, found: Input, report: FileReport, baseline: Path | None, *, has_facts: bool = False) -> FileReport:
        """Return what is to be reported about an input.

        `baseline` is that of its configuration; `has_facts` tells whether all its links were checked: if not, recorded findings
        of rules that judge links are not gone for not being found.

        Raises `ConfigError` for a broken baseline, for one that is to be written and has no name, and where git cannot tell
        what changed.
        """
        known = self._baseline(found, baseline)
        if known is not None:
            known.take(found, report, lambda: self.linter.codes(found, has_facts=has_facts))
        return self._wanted(found, report, known)

    def wanted(self, found: Input, report: FileReport, baseline: Path | None) -> FileReport:
        """Return what is to be reported now, of a report that `keep` is given later together with the rest. Raises as `keep`."""
        return self._wanted(found, report, self._baseline(found, baseline))

    def has_baseline(self, found: Input, baseline: Path | None) -> bool:
        """Tell whether findings of an input may be on record. Raises as `keep` does."""
        return self._baseline(found, baseline) is not None

    def chosen(self, found: Input, baseline: Path | None) -> Chosen | None:
        """Return what tells the fixer which findings are to be mended: those that would be reported. `None` for all."""
        known = self._baseline(found, baseline)
        if known is None and self._changed is None:
            return None

        def chosen(document: Document, diagnostics: Sequence[Diagnostic]) -> Iterable[Diagnostic]:
            return self._wanted(found, report_of(document, diagnostics), known).diagnostics

        from awesomelint.report import report_of

        return chosen

    def changed_lines(self, found: Input, source: Source) -> frozenset[int] | None:
        """Return the lines of an input that are to be looked at, from 1; `None` for all. Raises as `keep` does.

        What costs much, such as asking the network about a link, is done for these lines only.
        """
        return None if self._changed is None else self._changed.lines(found, source)

    def finish(self, *, is_complete: bool) -> Iterator[str]:
        """Write baselines that are to be written, if the run saw everything, and yield what is to be said about them.

        Raises `OutputError` if one cannot be written.
        """
        for baseline in self._baselines.values():
            yield from baseline.finish(is_complete=is_complete)

    def _wanted(self, found: Input, report: FileReport, known: BaselineFile | None) -> FileReport:
        if known is not None:
            report = _only(report, [not one for one in known.known(found, report)])
        if self._changed is not None:
            report = _only(report, self._changed.are_due(found, report))
        return report

    def _baseline(self, found: Input, of_config: Path | None) -> BaselineFile | None:
        """Return the baseline that holds for an input. Standard input without a name has no findings on record."""
        options = self.options
        path = None if options.no_baseline else options.baseline or of_config
        if path is None and (options.write_baseline or options.prune_baseline):
            option = "--write-baseline" if options.write_baseline else "--prune-baseline"
            raise ConfigError(f'{option}: no baseline is named; say --baseline FILE or configure "baseline: FILE"')
        if path is None or found.name == STDIN_NAME:
            return None
        if path not in self._baselines:
            # MOVED

            keeping = Keeping.WRITE if options.write_baseline else Keeping.PRUNE if options.prune_baseline else None
            self._baselines[path] = BaselineFile(path, keeping)
        return self._baselines[path]


def _only(report: FileReport, wanted: Sequence[bool]) -> FileReport:
    """Return a report with some of its findings."""
    return report._replace(
        diagnostics=tuple(compress(report.diagnostics, wanted)), contexts=tuple(compress(report.contexts, wanted))
    )
