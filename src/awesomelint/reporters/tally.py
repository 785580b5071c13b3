"""Counting findings over all files of a run, and all that the run has found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from awesomelint.diagnostic import Safety, Severity
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport
from awesomelint.reporters.formats import Checkout
from awesomelint.reporters.text import BOLD, DIM, GREEN, SEVERITY_COLORS, View, counted
from awesomelint.rulebook.spec import RuleSpec

if TYPE_CHECKING:
    from awesomelint.links.outcome import Outcome


class Tally:
    """What a run found. `fixed` counts what was mended (or would be, with `--diff`), and is no part of the other numbers."""

    def __init__(self) -> None:
        self.files = 0
        self.files_with_findings = 0
        self.severities: Counter[Severity] = Counter()
        self.codes: Counter[tuple[str, str, Severity]] = Counter()
        self.fixable: Counter[str] = Counter()
        self.safely_fixable = 0
        self.unsafely_fixable = 0
        self.fixed: Counter[str] = Counter()
        self.is_cut_short = False
        """Whether the run was ended before all was seen: then that nothing was found says nothing."""
        self.seen: dict[str, bool] = {}
        """The names of the files that were counted, and whether something was found in them."""

    def add(self, report: FileReport) -> None:
        """Count the findings of a file; a second report of a file adds findings and no file."""
        before = self.seen.get(report.path)
        self.files += before is None
        self.files_with_findings += bool(report.diagnostics) and not before
        self.seen[report.path] = bool(before or report.diagnostics)
        for diagnostic in report.diagnostics:
            self.severities[diagnostic.severity] += 1
            self.codes[diagnostic.code, diagnostic.name, diagnostic.severity] += 1
            if diagnostic.fix is None:
                continue
            self.fixable[diagnostic.code] += 1
            if diagnostic.fix.safety is Safety.SAFE:
                self.safely_fixable += 1
            else:
                self.unsafely_fixable += 1

    @property
    def total(self) -> int:
        """Number of findings."""
        return self.severities.total()

    def at_or_above(self, severity: Severity) -> int:
        """Return the number of findings at a severity or above it."""
        return sum(count for level, count in self.severities.items() if level >= severity)


def summary(tally: Tally, view: View, *, seconds: float | None = None, is_fixing: bool = False) -> str:
    """Return the last lines of a run: what was found and mended, and the next step.

    `seconds` is told where it is given; with `is_fixing` the fixable ones are not advertised again.
    """
    lines = []
    if tally.fixed:
        lines.append(view.paint(f"fixed {counted(tally.fixed.total(), 'finding')}", GREEN) + _codes(tally.fixed))
    if tally.total or not tally.is_cut_short:
        took = view.paint(f"  {seconds:.2f} s", DIM) if seconds is not None else ""
        lines.append(_found(tally, view) + took)
    offer = _offer(tally, is_fixing=is_fixing)
    if offer:
        lines.append(offer)
    return "".join(f"{line}\n" for line in lines)


def would_fix(fixed: Counter[str], changed: int, files: int) -> str:
    """Return what `--diff` says at its end."""
    if not changed:
        return "nothing to fix" if files == 1 else f"nothing to fix in {files} files"
    where = f" in {changed} of {files} files" if files > 1 else ""
    return f"would fix {counted(fixed.total(), 'finding')}{where}{_codes(fixed)}"


def statistics(tally: Tally, view: View) -> str:
    """Return a table of how often each rule found something, the most frequent first."""
    rows = sorted(tally.codes.items(), key=lambda item: (-item[1], item[0]))
    digits = max((len(str(count)) for _, count in rows), default=0)
    names = max((len(name) for (_, name, _), _ in rows), default=0)
    lines = []
    for (code, name, severity), count in rows:
        mark = f"[{'fixable' if tally.fixable[code] >= count else f'{tally.fixable[code]} fixable'}]"
        tag = view.paint(mark, GREEN) if tally.fixable[code] else ""
        word = view.paint(severity.label, SEVERITY_COLORS[severity]) + " " * (7 - len(severity.label))
        lines.append(f"{count:>{digits}}  {view.paint(code, BOLD)}  {name:<{names}}  {word}  {tag}".rstrip())
    return "".join(f"{line}\n" for line in lines)


def statistics_values(tally: Tally) -> list[dict[str, object]]:
    """Return the same as plain values, for JSON."""
    rows = sorted(tally.codes.items(), key=lambda item: (-item[1], item[0]))
    return [
        {
            "code": code,
            "name": name,
            "severity": severity.label,
            "count": count,
            "fixable": tally.fixable[code] > 0,
        }
        for (code, name, severity), count in rows
    ]


def _found(tally: Tally, view: View) -> str:
    nouns = {
        Severity.ERROR: ("error", "errors"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.INFO: ("info", "info"),
    }
    parts = [
        view.paint(counted(tally.severities[severity], *nouns[severity]), SEVERITY_COLORS[severity])
        for severity in sorted(Severity, reverse=True)
        if tally.severities[severity]
    ]
    where = ""
    if tally.files > 1:
        count = tally.files_with_findings
        where = f" in {count} of {tally.files} files" if count else f" in {tally.files} files"
    nothing = "nothing left to report" if tally.fixed else "nothing found"
    return (", ".join(parts) if parts else view.paint(nothing, GREEN)) + where


def _offer(tally: Tally, *, is_fixing: bool) -> str:
    safe, unsafe = tally.safely_fixable, tally.unsafely_fixable
    if safe and not is_fixing:
        more = f", {unsafe} more with --unsafe-fixes" if unsafe else ""
        return f"{safe} fixable with --fix{more}"
    return f"{unsafe} fixable with --fix --unsafe-fixes" if unsafe and not is_fixing else ""


def _codes(fixed: Counter[str]) -> str:
    rows = sorted(fixed.items(), key=lambda item: (-item[1], item[0]))
    return ": " + ", ".join(f"{code} {count}" for code, count in rows)


#| All that a run has found, for the formats that need it at once: they are printed after the last file.

_NO_OUTCOMES: Mapping[str, Outcome] = MappingProxyType({})


class Judged(NamedTuple):
    """The report of a file, the severity from which its findings make the run fail, and whether all of info are listed."""

    report: FileReport
    fail_on: Severity = Severity.WARNING
    lists_info: bool = False


class Whole(NamedTuple):
    """The files of a run in order, each once, what they come to, and what is known around them.

    `rules` returns the heads of all rules that could have found something. `outcomes` are what links came to, by target, where
    they were checked.
    """

    files: tuple[Judged, ...]
    tally: Tally
    checkout: Checkout
    rules: Callable[[], Iterable[RuleSpec]]
    outcomes: Mapping[str, Outcome] = _NO_OUTCOMES
