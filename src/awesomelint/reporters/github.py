"""`github`: annotations on a commit or pull request; `summary`: a page for the summary of a job, or for an issue.

GitHub takes 1 MiB of summary a step (`GITHUB_STEP_SUMMARY`), and nothing of a page that is longer. What a list says is shown as
it is: no markup, no links, and, where the page becomes an issue, people named in a list are not notified and no other issue is
told about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.report import Context, FileReport
from awesomelint.reporters.run_report import Checkout, RunReport
from awesomelint.reporters.terminal import View, counted, shorten, visible
from awesomelint.reporters.wording import contents, fold, place, related_texts, severity_count, summary

MAX_ANNOTATIONS = 10
"""Annotations of one kind that GitHub takes from one step; it drops the others without a word."""
MAX_BYTES = 1_000_000
"""A little less of a summary than what GitHub takes: what follows the last row has to fit in as well."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MAX_RELATED = 3
_MAX_ANNOTATION = 1000
_MAX_CELL = 600
_MAX_TITLE = 100
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
            yield _annotation(report, diagnostic, run.checkout)
        others = found[MAX_ANNOTATIONS:]
        if others:
            yield f"{severity_count(len(others), severity, 'more')} (GitHub shows at most {MAX_ANNOTATIONS}):\n"
        for report, diagnostic in others:
            yield without_commands(f"  {_line(report, diagnostic)}\n")
    yield from map(without_commands, folds)


def without_commands(text: str) -> str:
    """Return lines of a log in which nothing is left that the runner of GitHub Actions would obey."""
    return _COMMAND.sub(lambda match: f"{match[1]}\\x3a" if match[1] is not None else "\\x23", text)


def _annotation(report: FileReport, diagnostic: Diagnostic, checkout: Checkout) -> str:
    source = report.source
    line, column = source.position(diagnostic.span.start)
    end_line, end_column = source.position(diagnostic.span.end)
    properties = {"file": visible(checkout.name(report.path)), "line": str(line)}
    if line == end_line:
        # GitHub refuses columns on an annotation over several lines.
        properties |= {"col": str(column), "endLine": str(line), "endColumn": str(end_column)}
    else:
        properties["endLine"] = str(end_line)
    properties["title"] = diagnostic.name
    said = [_line(report, diagnostic)]
    said += [_short(text, _MAX_ANNOTATION) for text in related_texts(source, diagnostic, _MAX_RELATED)]
    where = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_KINDS[diagnostic.severity]} {where}::{_data(without_commands(chr(10).join(said)))}\n"


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
        yield _row(report, diagnostic, context, run.checkout), 1
    for one in folded.folds:
        yield f"\n{markdown(str(one))}\n", one.places
    yield "\n", 0


def _row(report: FileReport, diagnostic: Diagnostic, context: Context, checkout: Checkout) -> str:
    line = report.source.line_at(diagnostic.span.start)
    page = checkout.page(report.path, line)
    said = [diagnostic.message, *related_texts(report.source, diagnostic, _MAX_RELATED)]
    if context.entry_title:
        said.append(f'in "{_short(context.entry_title, _MAX_TITLE)}"')
    cells = (
        f"[{line}]({page})" if page else str(line),
        diagnostic.severity.label,
        f"{diagnostic.code} {diagnostic.name}",
        "<br>".join(map(markdown, said)),
    )
    return f"| {' | '.join(cells)} |\n"
