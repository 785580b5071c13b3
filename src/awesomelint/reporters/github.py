"""`github`: annotations on a commit or pull request; `summary`: a page for the summary of a job, or for an issue.

Both are for people who may never have heard of this program: they name the page of each rule, the corrected lines, and, in the
summary, how to make all corrections at once.

GitHub takes 1 MiB of summary a step (`GITHUB_STEP_SUMMARY`), and nothing of a page that is longer. What a list says is shown as
it is: no markup, no links, and, where the page becomes an issue, people named in a list are not notified and no other issue is
told about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from awesomelint.diagnostic import Diagnostic, Safety, Severity
from awesomelint.report import Context, FileReport
from awesomelint.reporters.diff import Correction, correction, corrections, git_patch
from awesomelint.reporters.run_report import Checkout, RunReport
from awesomelint.reporters.terminal import View, counted, shorten, visible
from awesomelint.reporters.wording import contents, fold, place, related_texts, severity_count, summary

MAX_ANNOTATIONS = 10
"""Annotations of one kind that GitHub takes from one step; it drops the others without a word."""
MAX_BYTES = 1_000_000
"""A little less of a summary than what GitHub takes: what follows the last row has to fit in as well."""

MAX_CORRECTED = 60_000
"""Bytes of the corrected lines and the patch."""
CORRECTED = "### How to correct it"
"""The heading of the last part, which may be left out."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MAX_RELATED = 3
_MAX_ANNOTATION = 1000
_MAX_CELL = 600
_MAX_TITLE = 100
_MAX_SUGGESTIONS = 10
_TICKS = re.compile("`+")
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)|#(?=#\[)", re.MULTILINE)
_MARKUP = re.compile(r"[!#$%&()*+.:<=>?@\[\\\]^_`{|}~]")
_BREAKS_NAMES = "&#8203;"
"""A space without width: with it `@name` and `#1` are plain text."""


def github_annotations(run: RunReport) -> Iterator[str]:
    """Yield an annotation for the worst findings, at most `MAX_ANNOTATIONS` a kind, and a line for each of the others."""
    listed = []
    folds = []
    for report in run.files:
        folded = fold(report, lists_info=run.lists_info)
        listed += [(report, diagnostic) for diagnostic, _ in folded.listed]
        folds += [f"{visible(report.path)}: {one}\n" for one in folded.folds]
    for severity in sorted(_KINDS, reverse=True):
        found = [(report, diagnostic) for report, diagnostic in listed if diagnostic.severity is severity]
        for report, diagnostic in found[:MAX_ANNOTATIONS]:
            yield _annotation(report, diagnostic, run)
        others = found[MAX_ANNOTATIONS:]
        if others:
            yield f"{severity_count(len(others), severity, 'more')} (GitHub shows at most {MAX_ANNOTATIONS}):\n"
        for report, diagnostic in others:
            yield without_commands(f"  {_line(report, diagnostic)}\n")
    yield from map(without_commands, folds)


def without_commands(text: str) -> str:
    """Return lines of a log in which nothing is left that the runner of GitHub Actions would obey."""
    return _COMMAND.sub(lambda match: f"{match[1]}\\x3a" if match[1] is not None else "\\x23", text)


def _annotation(report: FileReport, diagnostic: Diagnostic, run: RunReport) -> str:
    source = report.source
    line, column = source.position(diagnostic.span.start)
    end_line, end_column = source.position(diagnostic.span.end)
    properties = {"file": visible(run.checkout.name(report.path)), "line": str(line)}
    if line == end_line:
        # GitHub refuses columns on an annotation over several lines.
        properties |= {"col": str(column), "endLine": str(line), "endColumn": str(end_column)}
    else:
        properties["endLine"] = str(end_line)
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    said = [_line(report, diagnostic)]
    said += [_short(text, _MAX_ANNOTATION) for text in related_texts(source, diagnostic, _MAX_RELATED)]
    found = correction(source, diagnostic)
    if found is not None and all(line == _short(line, _MAX_ANNOTATION) for line in found.lines):
        said += [f"{_CORRECTED[_is_safe(diagnostic)]}:", *found.lines]
    if page := _web_page(run, diagnostic):
        said.append(f"{diagnostic.code}: {page}")
    where = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_KINDS[diagnostic.severity]} {where}::{_data(without_commands(chr(10).join(said)))}\n"


_CORRECTED = {True: "corrected", False: "perhaps"}


def _is_safe(diagnostic: Diagnostic) -> bool:
    return diagnostic.fix is not None and diagnostic.fix.safety is Safety.SAFE


def _web_page(run: RunReport, diagnostic: Diagnostic) -> str:
    """Return the page of a rule, `""` for a file that only this machine has."""
    page = run.rule_page(diagnostic.code)
    return page if page.startswith("https:") else ""


def _line(report: FileReport, diagnostic: Diagnostic) -> str:
    """Return what the log shows: GitHub leaves the place of an annotation out of it."""
    where = f"{visible(report.path)}:{place(report.source, diagnostic)}"
    return f"{where}: {diagnostic.code} {_short(diagnostic.message, _MAX_ANNOTATION)}"


def _short(text: str, columns: int) -> str:
    """Return a text cut to some columns; only so much of it is looked at as could be seen."""
    return shorten(text[: 2 * columns], columns)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# -- the summary of a job


def job_summary(run: RunReport) -> Iterator[str]:
    """Yield the text of the page in Markdown, at most 1 MiB, worst findings of each file first."""
    yield "## awesomelint\n\n"
    yield "".join(f"{markdown(line)}\n\n" for line in summary(run.tally, View()).splitlines())
    if run.guidance.page and run.tally.rules:
        yield f"[Your pull request was flagged: how to go on]({run.guidance.page})\n\n"
    room = MAX_BYTES
    left_out = 0
    for report in run.files:
        if room <= 0:
            left_out += len(report.diagnostics)
            continue
        for text, findings in _file(report, run):
            room -= len(text.encode("utf-8", "replace"))
            if room > 0:
                yield text
            else:
                left_out += findings
    if left_out:
        yield f"\n{counted(left_out, 'more finding')} left out: GitHub limits the size of this page.\n"
    elif room > MAX_CORRECTED:
        yield from _corrected(run)


def _corrected(run: RunReport) -> Iterator[str]:
    """Yield the commands that correct what was found, the corrected lines as suggestions, and all corrections as a patch."""
    fixed = [(report, run.corrected[report.path]) for report in run.files if report.path in run.corrected]
    if not fixed:
        return
    if run.guidance.commands:
        yield f"{CORRECTED}\n\nIn a clone, with one of these commands:\n\n"
        yield _fenced("sh", *run.guidance.commands)
    else:
        yield f"{CORRECTED}\n\n"
    room = MAX_CORRECTED
    patches: list[str] = []
    unseen: list[str] = []
    for report, after in fixed:
        for found in islice(corrections(report.source, after), _MAX_SUGGESTIONS):
            text = _suggestion(report, found, run.checkout)
            room -= len(text.encode("utf-8", "replace"))
            if room > 0:
                yield text
        patch = git_patch(report.source, after, run.checkout.name(report.path))
        (patches if patch else unseen).append(patch or markdown(report.path))
    patch = "".join(patches)
    if patch and len(patch.encode()) < room:
        block = _fenced("diff", *patch.splitlines())
        yield f"<details><summary>All corrections as a patch, for git apply</summary>\n\n{block}</details>\n"
    elif patch:
        yield "\nThe corrections are too long for a patch on this page.\n"
    if unseen:
        yield f"\nNot in a patch, since a page does not show all of their characters: {', '.join(unseen)}\n"


def _suggestion(report: FileReport, found: Correction, checkout: Checkout) -> str:
    lines = f"line {found.first}" if found.first == found.last else f"lines {found.first} to {found.last}"
    page = checkout.page(report.path, found.first)
    where, block = f"{markdown(report.path)}, {lines}", _fenced("suggestion", *found.lines)
    return f"[{where}]({page}):\n\n{block}" if page else f"{where}:\n\n{block}"


def _fenced(language: str, *lines: str) -> str:
    """Return a fenced block; the fence is longer than any in the text."""
    fence = "`" * max(3, 1 + max((len(ticks) for line in lines for ticks in _TICKS.findall(line)), default=0))
    return "".join(f"{line}\n" for line in (f"{fence}{language}", *lines, fence, ""))


def markdown(text: str) -> str:
    """Return a text on one line that Markdown shows as it is."""
    return _MARKUP.sub(_entity, _short(text, _MAX_CELL))


def _entity(match: re.Match[str]) -> str:
    char = match[0]
    return f"&#{ord(char)};" + (_BREAKS_NAMES if char in "@#" else "")


def _file(report: FileReport, run: RunReport) -> Iterator[tuple[str, int]]:
    """Yield the parts of what is said about a file, each with the number of findings in it."""
    if not report.diagnostics:
        return
    yield f"### {markdown(report.path)}\n\n{markdown(contents(report))}\n\n", 0
    folded = fold(report, lists_info=run.lists_info)
    if folded.listed:
        yield "| line | severity | rule | finding |\n| ---: | --- | --- | --- |\n", 0
    for diagnostic, context in sorted(folded.listed, key=lambda item: -item[0].severity):
        yield _row(report, diagnostic, context, run), 1
    for one in folded.folds:
        yield f"\n{markdown(str(one))}\n", one.places
    yield "\n", 0


def _row(report: FileReport, diagnostic: Diagnostic, context: Context, run: RunReport) -> str:
    line = report.source.line_at(diagnostic.span.start)
    page, rule = run.checkout.page(report.path, line), _web_page(run, diagnostic)
    said = [diagnostic.message, *related_texts(report.source, diagnostic, _MAX_RELATED)]
    if context.entry_title:
        said.append(f'in "{_short(context.entry_title, _MAX_TITLE)}"')
    cells = (
        f"[{line}]({page})" if page else str(line),
        diagnostic.severity.label,
        f"[{diagnostic.code}]({rule}) {diagnostic.name}" if rule else f"{diagnostic.code} {diagnostic.name}",
        "<br>".join(map(markdown, said)),
    )
    return f"| {' | '.join(cells)} |\n"
