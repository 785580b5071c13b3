"""The baseline: known findings, which are not reported until their entry changes.

A finding is recognised by its fingerprint together with the text of its entry, numbers and indents left out. So it is silent
wherever the entry is; a change of the entry makes it appear again. Recorded findings that are no longer found are *gone*.

The file is JSON with a line for each finding, sorted, so that its changes can be read, and merged, like those of the list.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, Self

from awesomelint.changes import core
from awesomelint.diagnostic import Diagnostic
from awesomelint.errors import ConfigError, in_words
from awesomelint.json_text import dumps
from awesomelint.paths import digest
from awesomelint.report import Context, FileReport
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple

VERSION = 1
_ENTRY_READ = 10_000
"""Characters of an entry that are read: entries of a broken list may be as long as the list."""
_SHOWN = 60
"""Characters of a title that are written down, for people who read the file."""
_MAX_BYTES = 64 * 1024 * 1024
FINGERPRINT_VERSION = 1
"""Changes whenever the same finding gets another fingerprint than before."""

_READ = 1000
"""Characters of a title, a line and a text that are read: a line may be a megabyte long, with a finding on each word."""
_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?=\s|$)")


class Known(NamedTuple):
    """A finding on record: the code of its rule, what it is recognised by, and the title of its entry (may be empty)."""

    rule: str
    key: str
    entry: str = ""


Baseline = Mapping[str, Collection[Known]]
"""Findings on record by file: paths relative to the folder of the baseline, with `/`."""


def known_findings(report: FileReport) -> list[Known]:
    """Return what each finding of a file is put on record as, in their order; no two are recognised by the same."""
    entries: dict[tuple[int, int], str] = {}
    known = []
    for diagnostic, context, fingerprint in zip(report.diagnostics, report.contexts, fingerprints(report), strict=True):
        key = digest(f"{fingerprint} {_entry(report, context, entries)}")
        known.append(Known(diagnostic.code, key, _shortened(context.entry_title or "")))
    return known


def read_baseline(text: str, path: str) -> dict[str, frozenset[Known]]:
    """Read a baseline. Raises `ConfigError` at the place of what is wrong."""
    try:
        return _checked(json.loads(text))
    except RecursionError:
        raise ConfigError("this is not a baseline: nested too deeply", path=path) from None
    except json.JSONDecodeError as error:
        said = error.msg[:1].lower() + error.msg[1:]
        if text.startswith(("<<<<<<<", "=======", ">>>>>>>"), error.pos):
            said = "unresolved merge conflict; --write-baseline writes a new baseline"
        raise ConfigError(f"this is not JSON: {said}", path=path, line=error.lineno, column=error.colno) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        _explain(text, path)


def baseline_text(baseline: Baseline) -> str:
    """Return the text of a baseline: the same for the same findings."""
    files = []
    for path in sorted(baseline):
        lines = [
            "      " + dumps({"rule": known.rule, "key": known.key, **({"entry": known.entry} if known.entry else {})})
            for known in sorted(baseline[path], key=lambda known: (known.rule, known.entry, known.key))
        ]
        if lines:
            files.append(f"    {dumps(path)}: [\n" + ",\n".join(lines) + "\n    ]")
    body = "{\n" + ",\n".join(files) + "\n  }" if files else "{}"
    return f'{{\n  "version": {VERSION},\n  "findings": {body}\n}}\n'


def _checked(values: Any) -> dict[str, frozenset[Known]]:
    if values["version"] != VERSION or set(values) != {"version", "findings"}:
        raise ValueError(values["version"])
    return {path: frozenset(_known(item) for item in _list(items)) for path, items in values["findings"].items()}


def _known(item: Any) -> Known:
    rule, key, entry = item["rule"], item["key"], item.get("entry", "")
    if not (isinstance(rule, str) and isinstance(key, str) and isinstance(entry, str)):
        raise TypeError(item)
    return Known(rule, key, entry)


def _list(items: Any) -> list[Any]:
    if not isinstance(items, list):
        raise TypeError(items)
    return items


def _explain(text: str, path: str) -> NoReturn:
    """Raise the error that says what is wrong and where. JSON is YAML, and our reader of YAML knows places."""
    from awesomelint.yaml_reader import read_yaml

    node = read_yaml(text, path, ConfigError)
    keys = node.table(("version", "findings"), ("version", "findings"))
    if keys["version"].value != VERSION:
        keys["version"].fail(
            f"found version {keys['version'].value!r}, expected {VERSION}; --write-baseline writes a new one"
        )
    for items in keys["findings"].table().values():
        for item in items.items():
            for value in item.table(("rule", "key", "entry"), ("rule", "key")).values():
                value.text()
    raise ConfigError("this is not a baseline", path=path)


def _entry(report: FileReport, context: Context, entries: dict[tuple[int, int], str]) -> str:
    """Return the text of the entry around a finding without margins, empty outside entries."""
    if context.entry_line is None or context.entry_last is None:
        return ""
    lines = (context.entry_line, context.entry_last)
    if lines not in entries:
        entries[lines] = _plain_text(report, lines)
    return entries[lines]


def _plain_text(report: FileReport, lines: Sequence[int]) -> str:
    parts: list[str] = []
    size = 0
    for number in range(lines[0], lines[1] + 1):
        line = report.source.line(number)
        span = core(line)
        part = " ".join(line[span.start : min(span.end, span.start + _ENTRY_READ)].split())
        if part:
            parts.append(part)
            size += len(part)
        if size > _ENTRY_READ:
            break
    return "\n".join(parts)


def _shortened(title: str) -> str:
    title = " ".join(title[: 4 * _SHOWN].split())
    return title if len(title) <= _SHOWN else title[: _SHOWN - 1].rstrip() + "…"


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
        return cls(path, data, read_baseline(_decoded(data, path), str(path)) if data is not None else {})

    def name(self, path: Path) -> str:
        """Return what a list, by its absolute path, is called here: its path from the folder of the baseline."""
        try:
            return Path(os.path.relpath(path, _folder(self.path))).as_posix()
        except ValueError:  # on another drive
            return path.as_posix()

    def known(self, path: Path, report: FileReport) -> list[bool]:
        """Return for each finding of a list, by its absolute path, whether it is on record."""
        keys = {known.key for known in self.findings.get(self.name(path), ())}
        return [known.key in keys for known in known_findings(report)] if keys else [False] * len(report.diagnostics)


def _folder(path: Path) -> str:
    """Return the folder of a file from the root, links not followed."""
    return os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 - `resolve` would follow links


def _data(path: Path, *, may_be_missing: bool) -> bytes | None:
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():  # a pipe would be waited for
            raise ConfigError("the baseline is not a regular file", path=str(path))
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        if may_be_missing:
            return None
        raise ConfigError("no such baseline; --write-baseline creates it", path=str(path)) from None
    except OSError as error:
        raise ConfigError(f"the baseline cannot be read: {in_words(error)}", path=str(path)) from None
    if len(data) > _MAX_BYTES:
        raise ConfigError(f"the baseline is larger than {_MAX_BYTES // 1024 // 1024} MB", path=str(path))
    return data


def _decoded(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"not valid UTF-8: byte 0x{data[error.start]:02x}", path=str(path)) from None


# -- fingerprints


def fingerprints(report: FileReport) -> tuple[str, ...]:
    """Return the fingerprint of each finding of a file, 32 hexadecimal digits, no two alike.

    The name of the file takes no part: findings keep their fingerprints when it is renamed.
    """
    seen: Counter[str] = Counter()
    prints = []
    for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
        subject = (
            f"{diagnostic.code}\0{_place(report.source, diagnostic, context)}\0{_text(report.source, diagnostic.span)}"
        )
        prints.append(digest(f"{FINGERPRINT_VERSION}\0{subject}\0{seen[subject]}"))
        seen[subject] += 1
    return tuple(prints)


def _place(source: Source, diagnostic: Diagnostic, context: Context) -> str:
    if context.entry_title:
        title = context.entry_title[:_READ]
        return "entry " + ("".join(char for char in title.casefold() if char.isalnum()) or title)
    return "line " + _text(source, source.line_span(source.line_at(diagnostic.span.start)))


def _text(source: Source, span: Span) -> str:
    """Return the text of a span without the marker of a list item, whitespace folded."""
    text = source.text[span.start : min(span.end, span.start + _READ)]
    marker = _MARKER.match(text)
    return " ".join(text[marker.end() if marker else 0 :].split())
