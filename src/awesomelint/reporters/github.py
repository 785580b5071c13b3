"""`github`: annotations on the lines of a commit or pull request, as commands that the runner of GitHub Actions reads in the log.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands has the commands. What it does not say
is from the runner's source (`ActionCommand.cs`): a command is obeyed on every line that begins with `::`, blanks aside, and an
older form, `##[...]`, anywhere in a line. So whatever is quoted from a list is made harmless wherever it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.report import FileReport
from awesomelint.reporters.checkout import Checkout
from awesomelint.reporters.folding import fold
from awesomelint.reporters.full import related_text
from awesomelint.reporters.visible import shorten, visible
from awesomelint.reporters.whole import Whole
from awesomelint.reporters.words import counted

MAX_ANNOTATIONS = 10
"""Annotations of one kind that GitHub takes from one step; it drops the others without a word."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_NOUNS = {
    Severity.ERROR: ("more error", "more errors"),
    Severity.WARNING: ("more warning", "more warnings"),
    Severity.INFO: ("more info", "more info"),
}
_MAX_MESSAGE = 1000
_MAX_RELATED = 3
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)|#(?=#\[)", re.MULTILINE)


def defused(text: str) -> str:
    """Return lines of a log in which no command is left."""
    return _COMMAND.sub(lambda match: f"{match[1]}\\x3a" if match[1] is not None else "\\x23", text)


def commands(whole: Whole) -> Iterator[str]:
    """Yield an annotation for the worst findings, at most `MAX_ANNOTATIONS` a kind, and a line for each of the others."""
    listed = []
    folds = []
    for report, _, lists_info in whole.files:
        folded = fold(report, lists_info=lists_info)
        listed += [(report, diagnostic) for diagnostic, _ in folded.listed]
        folds += [f"{visible(report.path)}: {one}\n" for one in folded.folds]
    for severity in sorted(_KINDS, reverse=True):
        found = [(report, diagnostic) for report, diagnostic in listed if diagnostic.severity is severity]
        for report, diagnostic in found[:MAX_ANNOTATIONS]:
            yield _annotation(report, diagnostic, whole.checkout)
        others = found[MAX_ANNOTATIONS:]
        if others:
            singular, plural = _NOUNS[severity]
            yield f"{counted(len(others), singular, plural)} (GitHub shows {MAX_ANNOTATIONS}):\n"
        for report, diagnostic in others:
            yield defused(f"  {_line(report, diagnostic)}\n")
    yield from map(defused, folds)


def _annotation(report: FileReport, diagnostic: Diagnostic, checkout: Checkout) -> str:
    line, column = report.source.position(diagnostic.span.start)
    end_line, end_column = report.source.position(diagnostic.span.end)
    properties = {"file": visible(checkout.name(report.path)), "line": str(line)}
    if line == end_line:
        # GitHub refuses columns on an annotation over several lines.
        properties |= {"col": str(column), "endLine": str(line), "endColumn": str(end_column)}
    else:
        properties["endLine"] = str(end_line)
    properties["title"] = diagnostic.name
    said = [_line(report, diagnostic)]
    said += [_short(related_text(report, related)) for related in diagnostic.related[:_MAX_RELATED]]
    where = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_KINDS[diagnostic.severity]} {where}::{_data(defused(chr(10).join(said)))}\n"


def _line(report: FileReport, diagnostic: Diagnostic) -> str:
    """Return what the log shows: GitHub leaves the place of an annotation out of it."""
    line, column = report.source.position(diagnostic.span.start)
    return f"{visible(report.path)}:{line}:{column}: {diagnostic.code} {_short(diagnostic.message)}"


def _short(text: str) -> str:
    return shorten(text[: 2 * _MAX_MESSAGE], _MAX_MESSAGE)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
