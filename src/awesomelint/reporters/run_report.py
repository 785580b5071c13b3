"""All that a run has found, counted, and what its links came to."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from awesomelint.diagnostic import FileReport, Safety, Severity
from awesomelint.links.outcome import Outcome, Reason, Verdict, date, worded
from awesomelint.links.targets import Place, Target
from awesomelint.reporters.terminal import (
    CYAN,
    DIM,
    GREEN,
    RED,
    YELLOW,
    View,
    counted,
    shorten,
    visible,
    width,
    wrapped,
)
from awesomelint.rulebook.spec import RuleSpec
from awesomelint.startup import NamedTuple, expression

if TYPE_CHECKING:
    from awesomelint.links.check import LinkReport
    from awesomelint.links.outcome import Outcome


_NO_BYTES = expression("[\ud800-\udc7f\udd00-\udfff]")
_NO_OUTCOMES: Mapping[str, Outcome] = MappingProxyType({})


class Checkout(NamedTuple):
    """The current folder and the top of the checkout, both absolute, and where a browser finds the files of this commit.

    `pages` is the address before the name of a file, with a slash at its end; empty where there is none.
    """

    folder: str
    root: str
    pages: str = ""

    def name(self, path: str) -> str:
        """Return the name of a file from the top of the checkout, with `/` between folders.

        A file outside the checkout keeps its absolute path, and `<stdin>` its name.
        """
        if path.startswith("<"):
            return path
        full = os.path.normpath(os.path.join(self.folder, path))  # noqa: PTH118 - pathlib keeps ".."
        inside = full.removeprefix(self.root.rstrip(os.sep) + os.sep)
        return (inside or full).replace(os.sep, "/")

    def uri(self, path: str) -> str:
        """Return the name of a file as a URI: relative to the checkout, or `file:///...` outside it."""
        from urllib.parse import quote

        # Bytes of a name that are no UTF-8 come as halves of characters; any other half stands for nothing.
        name = quote(_NO_BYTES.sub("\ufffd", self.name(path)).encode("utf-8", "surrogateescape"), safe="/")
        return f"file://{'' if name.startswith('/') else '/'}{name}" if self.is_outside(path) else name

    def is_outside(self, path: str) -> bool:
        """Return whether a file stands outside the checkout."""
        return PurePath(self.name(path)).is_absolute()

    def page(self, path: str, line: int) -> str:
        """Return the address of a line of a file, `""` where there is none."""
        if not self.pages or path.startswith("<") or self.is_outside(path):
            return ""
        # GitHub shows the lines of Markdown only where the plain text is asked for.
        return f"{self.pages}{self.uri(path)}?plain=1#L{line}"


class Tally:
    """Counts the findings of a run, as they come.

    `files` says for the name of each file whether it has findings. `rules` counts by code, name and severity, `fixable` by
    code, `safeties` by the safety of the fix. `fixed` counts by code what was fixed (or would be, with `--diff`), which is no
    part of the other numbers. `is_cut_short` where the run was ended before all was seen: then no findings mean nothing.
    """

    def __init__(self) -> None:
        self.files: dict[str, bool] = {}
        self.rules: Counter[tuple[str, str, Severity]] = Counter()
        self.fixable: Counter[str] = Counter()
        self.safeties: Counter[Safety] = Counter()
        self.fixed: Counter[str] = Counter()
        self.is_cut_short = False

    def add(self, report: FileReport) -> None:
        """Count the findings of a file; a second report of a file adds findings and no file."""
        self.files[report.path] = bool(report.diagnostics) or self.files.get(report.path, False)
        for diagnostic in report.diagnostics:
            self.rules[diagnostic.code, diagnostic.name, diagnostic.severity] += 1
            if diagnostic.fix is not None:
                self.fixable[diagnostic.code] += 1
                self.safeties[diagnostic.fix.safety] += 1

    def cut_short(self) -> None:
        """Note that the run was ended before all was seen."""
        self.is_cut_short = True

    def severities(self) -> Counter[Severity]:
        """Return the number of findings of each severity."""
        counts: Counter[Severity] = Counter()
        for (_, _, severity), count in self.rules.items():
            counts[severity] += count
        return counts


class RunReport(NamedTuple):
    """The files of a run in order, each once, their results, and what is known around them.

    `rules` returns the heads of all rules that could have found something. `outcomes` are the results of the link check by
    URL, if there was one. `lists_info` if every finding of severity info is to be listed, not only counted.
    """

    files: tuple[FileReport, ...]
    tally: Tally
    checkout: Checkout
    rules: Callable[[], Iterable[RuleSpec]]
    outcomes: Mapping[str, Outcome] = _NO_OUTCOMES
    lists_info: bool = False


VERDICT_COLORS = {
    Verdict.ALIVE: GREEN,
    Verdict.MOVED: CYAN,
    Verdict.DEAD: RED,
    Verdict.BLOCKED: YELLOW,
    Verdict.UNSURE: YELLOW,
    Verdict.SKIPPED: DIM,
}
_VERDICT_WIDTH = 7
"""Columns of the longest verdict."""
_BAR = 16
_MIN_BAR_WIDTH = 60
"""Columns below which there is no bar."""


def link_summary(report: LinkReport, view: View, seconds: float | None = None) -> str:
    """Return the line of a run: `links: 82 of 82 | 78 alive, 2 moved, 1 dead, 1 blocked; 19 requests  6.2 s`.

    Targets that were not reached before Ctrl-C count as not done; `seconds` are reported where they are given.
    """
    outcomes = report.facts.outcomes.values()
    reached = Counter(outcome.verdict for outcome in outcomes if outcome.reason is not Reason.NOT_REACHED)
    verdicts = ", ".join(
        view.paint(f"{reached[verdict]:,} {verdict}", VERDICT_COLORS[verdict])
        for verdict in Verdict
        if reached[verdict]
    )
    line = f"links: {reached.total():,} of {len(outcomes):,}"
    line += f" | {verdicts}" if verdicts else ""
    line += f"; {counted(report.requests, 'request')}"
    if report.is_interrupted:
        line += "; interrupted"
    if seconds is not None:
        line += view.paint(f"  {seconds:.1f} s", DIM)
    return line


def progress_line(done: int, total: int, seconds: float, waiting_for: str | None, view: View) -> str:
    """Return the line that is shown during a check, never wider than the view: `links: 41 of 82 |##  | 12/s, waiting for
    a.org`."""
    line = f"links: {done:,} of {total:,} "
    if view.width >= _MIN_BAR_WIDTH:
        filled = _BAR * done // max(total, 1)
        line += f"|{view.paint('#' * filled, GREEN)}{' ' * (_BAR - filled)}| "
    rate = f"{done / seconds:.0f}/s" if done and seconds >= 1 else ""
    waiting = f"waiting for {waiting_for}" if waiting_for else ""
    said = ", ".join(part for part in (rate, waiting) if part)
    room = view.width - 1 - width(f"links: {done:,} of {total:,} ") - (_BAR + 3 if view.width >= _MIN_BAR_WIDTH else 0)
    return line + (shorten(said, room) if said and room > 0 else "")


def table_lines(targets: Iterable[Target], outcomes: Mapping[str, Outcome], view: View) -> Iterator[str]:
    """Yield the verdict and the URL of each target, and below them its first place and why."""
    for target in targets:
        outcome = outcomes[target.url]
        verdict = view.paint(outcome.verdict.value, VERDICT_COLORS[outcome.verdict])
        yield f"{verdict}{' ' * (_VERDICT_WIDTH - len(outcome.verdict))}  {visible(target.url)}\n"
        said = [_place(target.places)]
        if outcome.verdict is not Verdict.ALIVE:
            said.append(worded(outcome))
        if outcome.cached:
            said.append(f"cached, checked on {date(outcome.checked_at)}")
        for line in wrapped(visible("; ".join(said)), view.width - _VERDICT_WIDTH - 2):
            yield f"{' ' * (_VERDICT_WIDTH + 2)}{view.paint(line, DIM)}\n"


def link_values(target: Target, outcome: Outcome) -> dict[str, Any]:
    """Return a target and its outcome as plain values. Lines and columns count from 1, columns in code points."""
    return {
        "url": target.url,
        "verdict": outcome.verdict.value,
        "reason": outcome.reason.value,
        "status": outcome.status,
        "final_url": outcome.final_url,
        "resolver": outcome.resolver or None,
        "tries": outcome.tries,
        "checked_at": _time(outcome.checked_at),
        "cached": outcome.cached,
        "places": [{"path": place.path, "line": place.line, "column": place.column} for place in target.places],
        "detail": outcome.detail or None,
        "hops": [{"url": hop.url, "status": hop.status} for hop in outcome.hops],
        "failing_since": _time(outcome.failing_since),
        "failures": outcome.failures,
        "alive_at": _time(outcome.alive_at),
        "archived_url": outcome.archived_url,
    }


def _place(places: tuple[Place, ...]) -> str:
    first = f"{places[0].path}:{places[0].line}:{places[0].column}"
    return first if len(places) == 1 else f"{first} and {counted(len(places) - 1, 'more place')}"


def _time(seconds: int | None) -> str | None:
    """Return a time as ISO 8601 in UTC."""
    if seconds is None:
        return None
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    except (OverflowError, OSError, ValueError):
        return None
