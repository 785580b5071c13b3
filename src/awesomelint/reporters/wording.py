"""Findings and totals in words: places, fixes, what is only counted, the end of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from awesomelint.diagnostic import DETAIL, WHITESPACE, Diagnostic, Related, Safety, Severity
from awesomelint.report import Context, FileReport
from awesomelint.reporters.run_report import Tally
from awesomelint.reporters.terminal import (
    BOLD,
    DIM,
    GREEN,
    SEVERITY_COLORS,
    View,
    counted,
    shorten,
    visible,
    width,
    wrapped,
)
from awesomelint.source import Source
from awesomelint.startup import NamedTuple

MAX_ALIKE = 3
"""Warnings of one kind in a file that are listed on a terminal, unless there is only one more."""
MAX_LISTED = 5
"""Findings of severity info of one rule in a file that are listed one by one; of more, only the number is reported."""
_LEAST_MESSAGE = 20
"""Columns that a message has at least, however long the name of the file is."""
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
    """Return what is to be said about the other places of a finding, each thing once: `line 187: the other 6 is here`.

    After at most `most` of them the last says how many more there are.
    """
    texts = list(dict.fromkeys(_related_text(source, related) for related in diagnostic.related))
    if most is not None and len(texts) > most:
        texts[most:] = [f"and {counted(len(texts) - most, 'more place')}"]
    return texts


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


_NONE_ALIKE: Mapping[Diagnostic, tuple[int, ...]] = MappingProxyType({})


class Folded(NamedTuple):
    """The findings of a file that are listed, with their contexts, and the others counted.

    `alike` has, for the last one listed of many alike, the lines of those like it that are not listed.
    """

    listed: tuple[tuple[Diagnostic, Context], ...]
    folds: tuple[Fold, ...]
    alike: Mapping[Diagnostic, tuple[int, ...]] = _NONE_ALIKE


def fold(report: FileReport, *, lists_info: bool, folds_alike: bool = False) -> Folded:
    """Return which findings of a file are listed one by one, and which only counted.

    Errors are always listed. So are warnings; of many that are alike the first `MAX_ALIKE` with `folds_alike`. With
    `lists_info`, or where info makes the run fail, all are listed. Otherwise whitespace of severity info is reported in one
    line, and so is every rule about details and every one with more than `MAX_LISTED` findings: forty remarks of one kind say
    no more than their number, and would hide the rest.
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
    return _with_alike(report.source, listed, folds) if folds_alike else Folded(tuple(listed), folds)


def _with_alike(source: Source, listed: Iterable[tuple[Diagnostic, Context]], folds: tuple[Fold, ...]) -> Folded:
    """Fold warnings of one rule that say the same, or that rest on the same count."""
    groups: dict[object, list[tuple[Diagnostic, Context]]] = {}
    for number, (diagnostic, context) in enumerate(listed):
        said = diagnostic.evidence or diagnostic.message
        key = (diagnostic.code, said) if diagnostic.severity is Severity.WARNING else number
        groups.setdefault(key, []).append((diagnostic, context))
    shown: list[tuple[Diagnostic, Context]] = []
    alike = {}
    for members in groups.values():
        kept = MAX_ALIKE if len(members) > MAX_ALIKE + 1 else len(members)
        shown += members[:kept]
        if kept < len(members):
            alike[members[kept - 1][0]] = tuple(source.line_at(one.span.start) for one, _ in members[kept:])
    return Folded(tuple(sorted(shown, key=lambda one: one[0].span)), folds, alike)


# -- the end of a run


MAX_RULES = 5
"""Rules that are named at the end of a long run."""


def closing(tally: Tally, view: View) -> Iterator[str]:
    """Yield the lines above the summary of a long run: the first errors and their places, and the most frequent rules."""
    errors = tally.severities()[Severity.ERROR]
    if errors:
        yield view.paint("errors", BOLD) + "\n"
        yield from _errors(tally, view)
        left = errors - sum(map(len, tally.errors.values()))
        yield f"  and {counted(left, 'other error')}\n\n" if left else "\n"
    yield view.paint("most frequent rules", BOLD) + "\n"
    yield "".join(f"  {line}\n" for line in statistics(tally, view, MAX_RULES).splitlines())
    yield "\n"


def _errors(tally: Tally, view: View) -> Iterator[str]:
    """Yield each kind of errors with its first place, and below it the lines of those that say the same."""
    several = len(tally.files) > 1
    wheres = [
        f"{f'{visible(kind.path)}:' * several}{first.line}:{first.column}" for kind, (first, *_) in tally.errors.items()
    ]
    places = min(max(map(width, wheres)), view.width // 2)
    for (kind, (first, *others)), where in zip(tally.errors.items(), wheres, strict=True):
        shown = shorten(where[::-1], places)[::-1]  # the end of a long name tells more than its beginning
        gap = " " * (places - width(shown))
        room = max(view.width - places - len(kind.code) - 6, _LEAST_MESSAGE)
        code = view.rule(kind.code)
        yield f"  {view.link(shown, kind.path, first.line)}{gap}  {code}  {shorten(kind.message, room)}\n"
        if others:
            indent = " " * (places + len(kind.code) + 6)
            yield indent + view.paint(more_alike([one.line for one in others], room), DIM) + "\n"


def more_alike(lines: Sequence[int], columns: int, tail: str = "") -> str:
    """Return `and 3 more like it, lines 12, 15, 19`, with as many of the lines as there is room for, and a tail."""
    head = f"and {len(lines):,} more like it, line{'s' * (len(lines) > 1)} "
    return head + shorten(", ".join(map(str, lines)), max(columns - len(head) - len(tail), 1)) + tail


def more_help(tally: Tally, view: View) -> str:
    """Return the last line of a long run: what says more about its findings."""
    rows = _most_frequent(tally)
    (code, _, _), _ = next((row for row in rows if row[0][2] > Severity.INFO), rows[0])
    said = f"more: --statistics counts every rule, --verbose lists all, awesomelint explain {code} tells why"
    return "".join(f"{line}\n" for line in wrapped(said, view.width))


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


def statistics(tally: Tally, view: View, most: int | None = None) -> str:
    """Return a table of how often each rule found something, the most frequent first, at most `most`."""
    rows = _most_frequent(tally)[:most]
    digits = max((len(str(count)) for _, count in rows), default=0)
    names = max((len(name) for (_, name, _), _ in rows), default=0)
    lines = []
    for (code, name, severity), count in rows:
        mark = f"[{'fixable' if tally.fixable[code] >= count else f'{tally.fixable[code]} fixable'}]"
        tag = view.paint(mark, GREEN) if tally.fixable[code] else ""
        word = severity_column(severity, view)
        lines.append(f"{count:>{digits}}  {view.rule(code)}  {name:<{names}}  {word}  {tag}".rstrip())
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
        where += "" if tally.has_entries else ", none of which has entries"
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
