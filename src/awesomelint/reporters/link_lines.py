"""Checked links and papers as lines for people and as plain values: progress, verdicts, news, totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from awesomelint.links.outcome import Outcome, Reason, Verdict, date, worded
from awesomelint.links.targets import Place, Target
from awesomelint.papers.identity import Verdict as Sameness
from awesomelint.reporters.run_report import Tally
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

if TYPE_CHECKING:
    from awesomelint.context import PaperRecord
    from awesomelint.links.link_run import LinkReport

MAX_NEWS = 20
"""Findings with news that are listed at the end of a run, for each rule."""
_LEAST_TITLE = 20
"""Columns that the title of an entry has at least, however long the rest of the line is."""
_VERDICT_COLORS = {
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
        view.paint(f"{reached[verdict]:,} {verdict}", _VERDICT_COLORS[verdict])
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


_PAPER_COLORS = {Sameness.RIGHT: GREEN, Sameness.WRONG: RED, Sameness.UNKNOWN: DIM}


def paper_summary(papers: Mapping[str, int], unrecorded: int, view: View) -> str:
    """Return the line of a run about papers that were compared with records: `papers: 40 compared | 38 right, 2 renamed`."""
    verdicts = ", ".join(
        view.paint(f"{papers[verdict]:,} {verdict}", _PAPER_COLORS.get(verdict, YELLOW))
        for verdict in Sameness
        if papers.get(verdict)
    )
    line = f"papers: {sum(papers.values()):,} compared | {verdicts}"
    return f"{line}; {unrecorded:,} without a record" if unrecorded else line


def news_lines(tally: Tally, view: View) -> Iterator[str]:
    """Yield the list of findings that have news, by rule: `preprint-published: 2 entries`, and a line for each entry."""
    several = len(tally.files) > 1
    for rule in dict.fromkeys(rule for rule, *_ in tally.news):
        rows = [row for row in tally.news if row[0] == rule]
        yield f"{rule}: {counted(len(rows), 'entry', 'entries')}\n"
        for _, path, line, title, news in rows if view.lists_info else rows[:MAX_NEWS]:
            where = f"{visible(path)}:{line}" if several else f"line {line}"
            said = f"{visible(news.known)}, says {visible(news.said_by)}"
            room = max(view.width - width(where) - width(said) - 6, _LEAST_TITLE)
            yield f"  {where}  {shorten(title, room)}: {view.paint(said, CYAN)}\n"
        if not view.lists_info and len(rows) > MAX_NEWS:
            yield f"  and {len(rows) - MAX_NEWS:,} more, see --verbose\n"


def progress_line(done: int, total: int, seconds: float, waiting_for: str | None, view: View) -> str:
    """Return the line that is shown during a check, `links: 41 of 82 |##  | 12/s, waiting for a.org`.

    It is never wider than the view.
    """
    line = f"links: {done:,} of {total:,} "
    room = view.width - 1 - width(line)
    if view.width >= _MIN_BAR_WIDTH:
        filled = _BAR * done // max(total, 1)
        line += f"|{view.paint('#' * filled, GREEN)}{' ' * (_BAR - filled)}| "
        room -= _BAR + len("|| ")
    rate = f"{done / seconds:.0f}/s" if done and seconds >= 1 else ""
    waiting = f"waiting for {waiting_for}" if waiting_for else ""
    said = ", ".join(part for part in (rate, waiting) if part)
    return line + (shorten(said, room) if said and room > 0 else "")


def table_lines(targets: Iterable[Target], outcomes: Mapping[str, Outcome], view: View) -> Iterator[str]:
    """Yield the verdict and the URL of each target, and below them its first place and why."""
    for target in targets:
        outcome = outcomes[target.url]
        verdict = view.paint(outcome.verdict.value, _VERDICT_COLORS[outcome.verdict])
        yield f"{verdict}{' ' * (_VERDICT_WIDTH - len(outcome.verdict))}  {visible(target.url)}\n"
        said = [_place(target.places)]
        if outcome.verdict is not Verdict.ALIVE:
            said.append(worded(outcome))
        if outcome.cached:
            said.append(f"cached, checked on {date(outcome.checked_at)}")
        for line in wrapped(visible("; ".join(said)), view.width - _VERDICT_WIDTH - 2):
            yield f"{' ' * (_VERDICT_WIDTH + 2)}{view.paint(line, DIM)}\n"


def link_values(target: Target, outcome: Outcome, record: PaperRecord | None = None) -> dict[str, Any]:
    """Return a target, its outcome and the record of its paper as plain values.

    Lines and columns count from 1, columns in code points.
    """
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
        "paper": _paper_values(record) if record is not None else None,
    }


def _paper_values(record: PaperRecord) -> dict[str, Any]:
    values = {name: value or None for name, value in record._asdict().items()}
    return values | {
        "paper": str(record.paper),
        "authors": record.authors,
        "is_withdrawn": record.is_withdrawn,
        "also": [str(paper) for paper in record.also],
        "earlier_titles": record.earlier_titles,
        "published_as": [str(paper) for paper in record.published_as],
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
