"""The baselines of a run: read once, compared with what is found, and written."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from enum import Enum
from pathlib import Path

from awesomelint.cli.lint import absolute
from awesomelint.files.inputs import Input
from awesomelint.files.write import replace_file
from awesomelint.history.baseline import Known, baseline_text, known_findings
from awesomelint.history.record import Record
from awesomelint.report import FileReport
from awesomelint.reporters.words import counted

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
