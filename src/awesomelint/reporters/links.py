"""The results of a link check: its summary line, its progress, and the table and JSON of `awesomelint links`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from awesomelint.links.outcome import Outcome, Reason, Verdict, date, worded
from awesomelint.links.targets import Place, Target
from awesomelint.reporters.text import CYAN, DIM, GREEN, RED, YELLOW, View, counted, shorten, visible, width, wrapped

if TYPE_CHECKING:
    from awesomelint.links.check import LinkReport

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
