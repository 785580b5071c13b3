"""The baselines of a run: read once, compared with what is found, and written."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from enum import Enum
from pathlib import Path

from awesomelint.cli.lint import absolute
from awesomelint.errors import ConfigError
from awesomelint.files.inputs import Input
from awesomelint.files.write import replace_file
from awesomelint.history.baseline import Known, baseline_text, known_findings, read_baseline
from awesomelint.report import FileReport
from awesomelint.reporters.words import counted

_MAX_BYTES = 64 * 1024 * 1024

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
        self._data = _read(path, may_be_missing=keeping is Keeping.WRITE)
        self._before = read_baseline(_text(self._data, path), str(path)) if self._data is not None else {}
        self._after = dict(self._before)
        self._silent = self._new = self._gone = 0

    def known(self, found: Input, report: FileReport) -> list[bool]:
        """Tell for each finding of a file whether it is on record, or will be after this run."""
        if self.keeping is Keeping.WRITE:
            return [True] * len(report.diagnostics)
        keys = {known.key for known in self._before.get(self._name(found), ())}
        return [known.key in keys for known in known_findings(report)] if keys else [False] * len(report.diagnostics)

    def take(self, found: Input, report: FileReport, ran: Codes) -> None:
        """Count what a run found in a file, and note what is to be on record about it."""
        name = self._name(found)
        recorded = self._before.get(name, frozenset())
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
        for name in [name for name in self._before if not os.path.lexists(self.path.parent / name)]:
            self._gone += len(self._after.pop(name, ()))
        if self.keeping is not None and not is_complete:
            yield f"baseline {self.path}: not written, as there were errors"
            return
        if self.keeping is not None:
            data = baseline_text(self._after).encode()
            if data != self._data:
                replace_file(self.path, data, expected=self._data)
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

    def _name(self, found: Input) -> str:
        """Return the path of an input from the folder of the baseline."""
        path = absolute(found)
        try:
            return Path(os.path.relpath(path, absolute_folder(self.path))).as_posix()
        except ValueError:  # on another drive
            return path.as_posix()


def absolute_folder(path: Path) -> str:
    """Return the folder of a file from the root, links not followed."""
    return os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - `resolve` would follow links


def _about(known: Collection[Known], codes: Collection[str]) -> set[Known]:
    return {one for one in known if one.rule in codes}


def _read(path: Path, *, may_be_missing: bool) -> bytes | None:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        if may_be_missing:
            return None
        raise ConfigError("there is no such baseline; --write-baseline makes it", path=str(path)) from None
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise ConfigError(f"the baseline cannot be read: {said}", path=str(path)) from None
    if len(data) > _MAX_BYTES:
        raise ConfigError(f"the baseline is larger than {_MAX_BYTES // 1024 // 1024} MB", path=str(path))
    return data


def _text(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"not valid UTF-8: byte 0x{data[error.start]:02x}", path=str(path)) from None
