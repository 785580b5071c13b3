"""Findings, totals and checked links in words: places, fixes, what is only counted, the end of a run, verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from awesomelint.diagnostic import DETAIL, WHITESPACE, Diagnostic, Related, Safety, Severity
from awesomelint.links.outcome import Outcome, Reason, Verdict, date, worded
from awesomelint.links.targets import Place, Target
from awesomelint.papers.identity import Verdict as Sameness
from awesomelint.report import Context, FileReport
from awesomelint.reporters.run_report import Tally
from awesomelint.reporters.terminal import (
    BOLD,
    CYAN,
    DIM,
    GREEN,
    RED,
    SEVERITY_COLORS,
    YELLOW,
    View,
    counted,
    shorten,
    visible,
    width,
    wrapped,
)
from awesomelint.source import Source
from awesomelint.startup import NamedTuple

if TYPE_CHECKING:
    from awesomelint.context import PaperRecord
    from awesomelint.links.check import LinkReport

MAX_LISTED = 5
"""Findings of severity info of one rule in a file that are listed one by one; of more, only the number is reported."""
MAX_NEWS = 20
"""Findings with news that are listed at the end of a run, for each rule."""
_LEAST_TITLE = 20
"""Columns that the title of an entry has at least, however long the rest of the line is."""
SEVERITY_WIDTH = 7
"""Columns of the longest word for a severity."""


def contents(report: FileReport) -> str:
    """Return what a file holds: `46 entries in 4 sections, 82 links`."""
    if not report.entries:
        return ", ".join(report.notes) or "no entries found"
    entries = counted(report.entries, "entry", "entries")
    return f"{entries} in {counted(report.sections, 'section')}, {counted(report.links, 'link')}"


def place(source: Source, diagnostic: Diagnostic) -> str:
    """Return line and column of a finding: `12:3`."""
    line, column = source.position(diagnostic.span.start)
    return f"{line}:{column}"


def is_after_last_newline(source: Source, offset: int) -> bool:
    """Return whether an offset is behind the newline that ends a text, which is a line of its own to some services."""
    return 0 < offset == len(source.text) and source.text[-1] in "\r\n"


def related_texts(source: Source, diagnostic: Diagnostic, most: int | None = None) -> list[str]:
    """Return what is to be said about the other places of a finding, at most `most`: `line 187: the other 6 is here`."""
    return [_related_text(source, related) for related in diagnostic.related[:most]]


def _related_text(source: Source, related: Related) -> str:
    line = f"line {source.line_at(related.span.start)}"
    return f"{line}: {visible(related.message)}" if related.message else f"see {line}"


_FIX_WORDS = {Safety.SAFE: "fixable", Safety.UNSAFE: "unsafe fix", Safety.REFUSED: "refused fix"}


def fix_word(diagnostic: Diagnostic) -> str:
    """Return `fixable`, `unsafe fix`, `refused fix` or nothing."""
    return "" if diagnostic.fix is None else _FIX_WORDS[diagnostic.fix.safety]


def severity_column(severity: Severity, view: View) -> str:
    """Return the word for a severity in its colour, as wide as the longest of these words."""
    return view.paint(severity.label, SEVERITY_COLORS[severity]) + " " * (SEVERITY_WIDTH - len(severity.label))


def severity_count(number: int, severity: Severity, before: str = "") -> str:
    """Return `1 error`, `2 errors`, `3 info`; with `before`, that word is before the noun."""
    noun = f"{before} {severity.label}".lstrip()
    return counted(number, noun, noun if severity is Severity.INFO else None)


# -- findings that are only counted


class Fold(NamedTuple):
    """Findings of one file that are reported in one line: what they are about, how many, and how many are safely fixable."""

    label: str
    places: int
    fixable: int

    def __str__(self) -> str:
        fixable = ""
        if self.fixable:
            fixable = " [fixable]" if self.fixable == self.places else f" [{self.fixable} fixable]"
        return f"{self.label}: {counted(self.places, 'place')}{fixable}"


class Folded(NamedTuple):
    """The findings of a file that are listed, with their contexts, and the others counted."""

    listed: tuple[tuple[Diagnostic, Context], ...]
    folds: tuple[Fold, ...]


def fold(report: FileReport, *, lists_info: bool) -> Folded:
    """Return which findings of a file are listed one by one, and which only counted.

    Errors and warnings are always listed, and so is info with `lists_info` or where it makes the run fail. Otherwise whitespace
    is reported in one line, and so is every rule about details and every one with more than `MAX_LISTED` findings: forty remarks
    of one kind say no more than their number, and would hide the rest.
    """
    found = tuple(zip(report.diagnostics, report.contexts, strict=True))
    if lists_info or report.fail_on is Severity.INFO:
        return Folded(found, ())
    counts = Counter(diagnostic.code for diagnostic in report.diagnostics if diagnostic.severity is Severity.INFO)
    listed: list[tuple[Diagnostic, Context]] = []
    groups: dict[str, list[Diagnostic]] = {}
    for diagnostic, context in found:
        if diagnostic.severity is Severity.INFO and WHITESPACE in diagnostic.tags:
            groups.setdefault(WHITESPACE, []).append(diagnostic)
        elif diagnostic.severity is Severity.INFO and (
            DETAIL in diagnostic.tags or counts[diagnostic.code] > MAX_LISTED
        ):
            groups.setdefault(f"{diagnostic.code} {diagnostic.name}", []).append(diagnostic)
        else:
            listed.append((diagnostic, context))
    folds = tuple(
        Fold(label, len(members), sum(one.fix is not None and one.fix.safety is Safety.SAFE for one in members))
        for label, members in sorted(groups.items())
    )
    return Folded(tuple(listed), folds)


# -- the end of a run


def summary(tally: Tally, view: View, *, seconds: float | None = None, is_fixing: bool = False) -> str:
    """Return the last lines of a run: what was fixed, what was found, and the next step.

    `seconds` is reported where it is given; with `is_fixing` the fixable ones are not advertised again.
    """
    lines = []
    if tally.fixed:
        lines.append(view.paint(f"fixed {counted(tally.fixed.total(), 'finding')}", GREEN) + _by_code(tally.fixed))
    if tally.rules or not tally.is_cut_short:
        took = view.paint(f"  {seconds:.2f} s", DIM) if seconds is not None else ""
        lines.append(_totals(tally, view) + took)
    offer = "" if is_fixing else _offer(tally)
    if offer:
        lines.append(offer)
    return "".join(f"{line}\n" for line in lines)


def would_fix(fixed: Counter[str], changed: int, files: int) -> str:
    """Return what `--diff` says at its end."""
    if not changed:
        return "nothing to fix" if files == 1 else f"nothing to fix in {files} files"
    where = f" in {changed} of {files} files" if files > 1 else ""
    return f"would fix {counted(fixed.total(), 'finding')}{where}{_by_code(fixed)}"


def statistics(tally: Tally, view: View) -> str:
    """Return a table of how often each rule found something, the most frequent first."""
    rows = _most_frequent(tally)
    digits = max((len(str(count)) for _, count in rows), default=0)
    names = max((len(name) for (_, name, _), _ in rows), default=0)
    lines = []
    for (code, name, severity), count in rows:
        mark = f"[{'fixable' if tally.fixable[code] >= count else f'{tally.fixable[code]} fixable'}]"
        tag = view.paint(mark, GREEN) if tally.fixable[code] else ""
        word = severity_column(severity, view)
        lines.append(f"{count:>{digits}}  {view.paint(code, BOLD)}  {name:<{names}}  {word}  {tag}".rstrip())
    return "".join(f"{line}\n" for line in lines)


def statistics_values(tally: Tally) -> list[dict[str, Any]]:
    """Return the same as plain values, for JSON."""
    return [
        {
            "code": code,
            "name": name,
            "severity": severity.label,
            "count": count,
            "fixable": tally.fixable[code] > 0,
        }
        for (code, name, severity), count in _most_frequent(tally)
    ]


def _most_frequent(tally: Tally) -> list[tuple[tuple[str, str, Severity], int]]:
    return sorted(tally.rules.items(), key=lambda item: (-item[1], item[0]))


def _totals(tally: Tally, view: View) -> str:
    counts = tally.severities()
    parts = [
        view.paint(severity_count(counts[severity], severity), SEVERITY_COLORS[severity])
        for severity in sorted(counts, reverse=True)
    ]
    files, with_findings = len(tally.files), sum(tally.files.values())
    where = ""
    if files > 1:
        where = f" in {with_findings} of {files} files" if with_findings else f" in {files} files"
    clean = "no findings left" if tally.fixed else "no findings"
    return (", ".join(parts) or view.paint(clean, GREEN)) + where


def _offer(tally: Tally) -> str:
    safe, unsafe = tally.safeties[Safety.SAFE], tally.safeties[Safety.UNSAFE]
    if safe:
        more = f", {unsafe} more with --unsafe-fixes" if unsafe else ""
        return f"{safe} fixable with --fix{more}"
    return f"{unsafe} fixable with --fix --unsafe-fixes" if unsafe else ""


def _by_code(counts: Counter[str]) -> str:
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ": " + ", ".join(f"{code} {count}" for code, count in rows)


# -- checked links

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


def paper_summary(papers: Mapping[str, int], view: View) -> str:
    """Return the line of a run about papers that were compared with records: `papers: 40 compared | 38 right, 2 renamed`."""
    verdicts = ", ".join(
        view.paint(f"{papers[verdict]:,} {verdict}", _PAPER_COLORS.get(verdict, YELLOW))
        for verdict in Sameness
        if papers.get(verdict)
    )
    return f"papers: {sum(papers.values()):,} compared | {verdicts}"


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
