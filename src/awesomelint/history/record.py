"""A baseline as it stands on disk: read, and asked which findings of a file it has on record."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from awesomelint.errors import ConfigError
from awesomelint.history.baseline import Known, known_findings, read_baseline
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport

_MAX_BYTES = 64 * 1024 * 1024


class Record(NamedTuple):
    """The findings on record in a file: `findings` by the names of the lists, `data` as they were written.

    `data` is `None` where there is no file yet.
    """

    path: Path
    data: bytes | None
    findings: dict[str, frozenset[Known]]

    @classmethod
    def read(cls, path: Path, *, may_be_missing: bool = False) -> Self:
        """Read a baseline. Raises `ConfigError` for one that is broken, larger than 64 MB, or missing unless it may be."""
        data = _data(path, may_be_missing=may_be_missing)
        return cls(path, data, read_baseline(_text(data, path), str(path)) if data is not None else {})

    def name(self, path: Path) -> str:
        """Return what a list, by its absolute path, is called here: its path from the folder of the baseline."""
        try:
            return Path(os.path.relpath(path, _folder(self.path))).as_posix()
        except ValueError:  # on another drive
            return path.as_posix()

    def known(self, path: Path, report: FileReport) -> list[bool]:
        """Tell for each finding of a list, by its absolute path, whether it is on record."""
        keys = {known.key for known in self.findings.get(self.name(path), ())}
        return [known.key in keys for known in known_findings(report)] if keys else [False] * len(report.diagnostics)


def _folder(path: Path) -> str:
    """Return the folder of a file from the root, links not followed."""
    return os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - `resolve` would follow links


def _data(path: Path, *, may_be_missing: bool) -> bytes | None:
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
