"""Findings that were there when the list began to be checked: known, and silent until somebody changes their entry.

A finding is recognised by its fingerprint together with the text of its entry, numbers and indents left out. So it is silent
wherever the entry stands; whoever changes the entry hears of it. Recorded findings that are found no more are *gone*.

The file is JSON with a line for each finding, sorted, so that its changes can be read, and merged, like those of the list.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NoReturn

from awesomelint.digest import digest
from awesomelint.errors import ConfigError
from awesomelint.history.changes import core
from awesomelint.history.fingerprint import fingerprints
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import Context, FileReport

VERSION = 1
_READ = 10_000
"""Characters of an entry that are read: entries of a broken list may be as long as the list."""
_SHOWN = 60
"""Characters of a title that are written down, for people who read the file."""


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
    found = []
    for diagnostic, context, fingerprint in zip(report.diagnostics, report.contexts, fingerprints(report), strict=True):
        key = digest(f"{fingerprint} {_entry(report, context, entries)}")
        found.append(Known(diagnostic.code, key, _shortened(context.entry_title or "")))
    return found


def read_baseline(text: str, path: str) -> dict[str, frozenset[Known]]:
    """Read a baseline. Raises `ConfigError` at the place of what is wrong."""
    import json

    try:
        return _baseline(json.loads(text))
    except RecursionError:
        raise ConfigError("this is no baseline: nested too deeply", path=path) from None
    except json.JSONDecodeError as error:
        said = error.msg[:1].lower() + error.msg[1:]
        if text.startswith(("<<<<<<<", "=======", ">>>>>>>"), error.pos):
            said = "two versions were merged here; --write-baseline makes a new one"
        raise ConfigError(f"this is not JSON: {said}", path=path, line=error.lineno, column=error.colno) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        _explain(text, path)


def baseline_text(baseline: Baseline) -> str:
    """Return the text of a baseline: the same for the same findings."""
    from awesomelint.json_text import dumps

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


def _baseline(values: Any) -> dict[str, frozenset[Known]]:
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
    from awesomelint.marked import read_yaml

    node = read_yaml(text, path, ConfigError)
    keys = node.table(("version", "findings"), ("version", "findings"))
    if keys["version"].value != VERSION:
        keys["version"].fail(
            f"found version {keys['version'].value!r}, expected {VERSION}; --write-baseline makes a new one"
        )
    for items in keys["findings"].table().values():
        for item in items.items():
            for value in item.table(("rule", "key", "entry"), ("rule", "key")).values():
                value.text()
    raise ConfigError("this is no baseline", path=path)


def _entry(report: FileReport, context: Context, entries: dict[tuple[int, int], str]) -> str:
    """Return the text of the entry around a finding without margins, empty outside entries."""
    if context.entry_line is None or context.entry_last is None:
        return ""
    lines = (context.entry_line, context.entry_last)
    if lines not in entries:
        entries[lines] = _text(report, lines)
    return entries[lines]


def _text(report: FileReport, lines: Sequence[int]) -> str:
    parts: list[str] = []
    size = 0
    for number in range(lines[0], lines[1] + 1):
        line = report.source.line(number)
        span = core(line)
        part = " ".join(line[span.start : min(span.end, span.start + _READ)].split())
        if part:
            parts.append(part)
            size += len(part)
        if size > _READ:
            break
    return "\n".join(parts)


def _shortened(title: str) -> str:
    title = " ".join(title[: 4 * _SHOWN].split())
    return title if len(title) <= _SHOWN else title[: _SHOWN - 1].rstrip() + "…"
