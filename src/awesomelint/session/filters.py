"""Which findings are reported: not those in the baseline and, with `changed`, only those due to a change."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from awesomelint.baseline import Record, baseline_text, known_findings
from awesomelint.changes import Before, Changes, new_findings
from awesomelint.config.model import Config
from awesomelint.context import KnownFiles, LintContext
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import codes_asked, lint_document
from awesomelint.errors import ConfigError
from awesomelint.files import STDIN_NAME, Input, replace_file
from awesomelint.git import Revision, find_revision
from awesomelint.report import FileReport, merged, report_of
from awesomelint.session import BaselineUse, SessionOptions
from awesomelint.session.earlier import EarlierFiles
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.fixing.fixer import Chosen

_Configured = Callable[[Input], Config]


class Filters:
    """The filters of a session. `config_for` returns the configuration of a file.

    Methods raise `ConfigError` for a baseline that is broken, or is to be written and has no name, and where git cannot tell what
    changed.
    """

    def __init__(self, options: SessionOptions, config_for: _Configured):
        self._options = options
        self._changes = ChangedSince(options, config_for) if options.changed is not None else None
        self._baselines: dict[Path, BaselineFile] = {}
        self._unsettled: dict[str, tuple[Input, FileReport, Config]] = {}
        """Reports that come before what links add to them: the baseline is to know both together."""

    def reported(
        self, file: Input, report: FileReport, config: Config, *, is_final: bool = True, has_facts: bool = False
    ) -> FileReport:
        """Return a report without what is not to be reported.

        Without `is_final` another report of the file follows. `has_facts` says whether all its links were checked: if not,
        recorded findings of rules that judge links are not gone for not being found.
        """
        baseline = self._baseline(file, config)
        if baseline is not None and is_final:
            before = self._unsettled.pop(file.name, None)
            whole = report if before is None else merged(before[1], report)
            has_facts = has_facts and self._changes is None
            baseline.take(file.place, whole, codes_asked(config.rules_for(file.name), has_facts=has_facts))
        elif baseline is not None:
            self._unsettled[file.name] = (file, report, config)
        return self._wanted(file, report, baseline)

    def chosen(self, file: Input, config: Config) -> Chosen:
        """Return what tells the fixer which findings are to be fixed: those that would be reported."""
        baseline = self._baseline(file, config)

        def chosen(document: Document, diagnostics: Sequence[Diagnostic]) -> Iterable[Diagnostic]:
            return self._wanted(file, report_of(document, diagnostics), baseline).diagnostics

        return chosen

    def changed_lines(self, file: Input, source: Source) -> frozenset[int] | None:
        """Return the lines of a file that say something new, from 1; `None` where all lines count."""
        return None if self._changes is None else self._changes.lines(file, source)

    def finish(self, *, is_complete: bool) -> Iterator[str]:
        """Write baselines that are to be written, if the session saw everything, and yield what is to be said about them.

        Raises `OutputError` if one cannot be written.
        """
        for file, report, config in self._unsettled.values():
            if (baseline := self._baseline(file, config)) is not None:
                codes = codes_asked(config.rules_for(file.name), has_facts=False, awaits_facts=True)
                baseline.take(file.place, report, codes)
        self._unsettled.clear()
        for each in self._baselines.values():
            yield from each.finish(is_complete=is_complete)

    def _wanted(self, file: Input, report: FileReport, baseline: BaselineFile | None) -> FileReport:
        if baseline is not None:
            report = report.only([not is_known for is_known in baseline.known(file.place, report)])
        if self._changes is not None:
            report = report.only(self._changes.are_due(file, report))
        return report

    def _baseline(self, file: Input, config: Config) -> BaselineFile | None:
        """Return the baseline that holds for a file. Standard input without a name has no findings on record."""
        use = self._options.baseline_use
        path = self._options.baseline_for(config)
        if path is None and use.changes_the_file:
            option = "--write-baseline" if use is BaselineUse.WRITE else "--prune-baseline"
            raise ConfigError(
                f'{option}: no baseline is set; use --baseline FILE, or "baseline: FILE" in the configuration'
            )
        if path is None or file.name == STDIN_NAME:
            return None
        if path not in self._baselines:
            self._baselines[path] = BaselineFile(path, use)
        return self._baselines[path]


class BaselineFile:
    """A baseline on disk, and how it compares with what a session finds."""

    def __init__(self, path: Path, use: BaselineUse):
        """Read the file. Raises `ConfigError` for one that is missing (unless it is to be written) or broken."""
        self._path = path
        self._use = use
        self._record = Record.read(path, may_be_missing=use is BaselineUse.WRITE)
        self._after = dict(self._record.findings)
        self._silent = self._new = self._gone = 0

    def known(self, path: Path, report: FileReport) -> list[bool]:
        """Return for each finding of a file whether it is on record, or will be after this run."""
        if self._use is BaselineUse.WRITE:
            return [True] * len(report.diagnostics)
        return self._record.known(path, report)

    def take(self, path: Path, report: FileReport, codes: Collection[str]) -> None:
        """Count what was found in a file, and note what is to be on record about it.

        `codes` are those of the rules that looked at it.
        """
        name = self._record.name(path)
        recorded = self._record.findings.get(name, frozenset())
        findings = known_findings(report) if report.diagnostics else []
        known_keys, found_keys = ({known.key for known in group} for group in (recorded, findings))
        missing = {known for known in recorded if known.key not in found_keys}
        gone = {known for known in missing if known.rule in codes}
        new = [known for known in findings if known.key not in known_keys]
        self._silent += len(findings) - len(new)
        self._new += len(new)
        self._gone += len(gone)
        self._after[name] = recorded - gone
        if self._use is BaselineUse.WRITE:
            self._after[name] = frozenset(findings) | (missing - gone)

    def finish(self, *, is_complete: bool) -> Iterator[str]:
        """Write what has to be written, after a complete run, and yield what is to be said.

        Raises `OutputError` if the file cannot be written.
        """
        for name in [name for name in self._record.findings if not os.path.lexists(self._path.parent / name)]:
            self._gone += len(self._after.pop(name, ()))
        if self._use.changes_the_file and not is_complete:
            yield f"baseline {self._path}: not written because of errors"
            return
        if self._use.changes_the_file:
            data = baseline_text(self._after).encode()
            if data != self._record.data:
                replace_file(self._path, data, expected=self._record.data)
        said = self._said()
        if said:
            yield f"baseline {self._path}: {said}"

    def _said(self) -> str:
        gone = f"{self._gone} gone" if self._gone else ""
        if not self._use.changes_the_file:
            silent = f"{_counted(self._silent)} not reported" if self._silent else ""
            forget = f"{gone} (--prune-baseline removes them)" if gone else ""
            return ", ".join(part for part in (silent, forget) if part)
        new = f"{self._new} new" if self._new and self._use is BaselineUse.WRITE else ""
        changes = ", ".join(part for part in (new, gone) if part)
        recorded = sum(map(len, self._after.values()))
        return f"{_counted(recorded)} on record" + (f" ({changes})" if changes else "")


def _counted(findings: int) -> str:
    return f"{findings:,} finding" if findings == 1 else f"{findings:,} findings"


class ChangedSince:
    """Compares files with what they were in the revision that the options name."""

    def __init__(self, options: SessionOptions, config_for: _Configured):
        self._name = options.changed or ""
        self._config_for = config_for
        self._revisions: dict[Path, Revision] = {}
        self._by_folder: dict[Path, Revision] = {}
        self._texts: dict[Path, str | None] = {}
        self._changes: dict[Path, Changes] = {}
        self._befores: dict[Path, Before] = {}
        self._earlier = EarlierFiles(
            is_across=options.is_across, read=lambda path: Source(self._text(path) or "", str(path))
        )

    def are_due(self, file: Input, report: FileReport) -> list[bool]:
        """Return for each finding of a file whether it is due to the changes."""
        path = _real_path(file)
        if self._earlier.is_across:  # what comes later in the session is compared with this file as it was
            self._before(file, path)
        changes = self._changes_in(report.source, file, path)
        return list(new_findings(report, changes, lambda: self._before(file, path)))

    def lines(self, file: Input, source: Source) -> frozenset[int]:
        """Return the lines of a file, from 1, that say something new: their links are to be checked."""
        return self._changes_in(source, file, _real_path(file)).lines

    def _changes_in(self, source: Source, file: Input, path: Path) -> Changes:
        """Return the changes that made the old text this one: asked for after linting, by links, and after their check."""
        changes = self._changes.get(path)
        if changes is None or changes.source.text != source.text:
            changes = self._changes[path] = Changes(source, self._source(file, path))
        return changes

    def _before(self, file: Input, path: Path) -> Before:
        """Return what was found in the old text, among the files of its time."""
        if path not in self._befores:
            config = self._config_for(file)
            source = self._source(file, path) or Source("", file.name)
            document = parse_document(source, config.venues)
            context = LintContext(
                _FilesThen(self._revision(path), path),
                self._earlier.before(file.place, config),
                base_url=config.links.base_url,
            )
            rules = config.rules_for(file.name)
            findings = lint_document(document, rules, context, known=config.known, joins=False)
            self._earlier.add(file.place, file.name, document, config)
            self._befores[path] = Before(source, findings, codes_asked(rules, has_facts=False))
        return self._befores[path]

    def _source(self, file: Input, path: Path) -> Source | None:
        text = self._text(path)
        return None if text is None else Source(text, file.name)

    def _text(self, path: Path) -> str | None:
        if path not in self._texts:
            data = self._revision(path).read(path)
            # What was no text is compared as far as it can be read: only today's text has to be in order.
            self._texts[path] = None if data is None else data.decode("utf-8", "replace")
        return self._texts[path]

    def _revision(self, path: Path) -> Revision:
        folder = path.parent
        if folder not in self._by_folder:
            revision = find_revision(folder, self._name)
            self._by_folder[folder] = self._revisions.setdefault(revision.root, revision)
        return self._by_folder[folder]


class _FilesThen:
    """The files of the repository in a revision, as seen from a file. git lists them when one is needed."""

    def __init__(self, revision: Revision, path: Path):
        self._revision = revision
        self._folder = PurePosixPath(revision.name_of(path)).parent.as_posix()
        self._files: KnownFiles | None = None

    def exists(self, target: str) -> bool | None:
        """Return whether a target existed."""
        return self._known().exists(target)

    def similar(self, target: str) -> str | None:
        """Return the one path that differed from the target in case alone, or `None`."""
        return self._known().similar(target)

    def text(self, target: str) -> str | None:
        """Return the text of a file as it was."""
        return self._known().text(target)

    def _known(self) -> KnownFiles:
        if self._files is None:
            folder = "" if self._folder == "." else self._folder
            self._files = KnownFiles(
                self._revision.files, folder, lambda path: self._revision.read(self._revision.root / path)
            )
        return self._files


def _real_path(file: Input) -> Path:
    """Return where a file really is: git follows no links."""
    if file.path is None and file.name == STDIN_NAME:
        raise ConfigError("--changed: set --stdin-filename for standard input")
    return Path(os.path.realpath(file.place))
