"""`concise`: one line a finding in the form of compilers, which editors read: `README.md:12:3: error: ... [NUM101]`."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic, Safety
from awesomelint.report import FileReport
from awesomelint.reporters.folding import fold
from awesomelint.reporters.view import BOLD, SEVERITY_COLORS, View
from awesomelint.reporters.visible import visible


def file_text(report: FileReport, view: View) -> str:
    """Return the lines of one file; findings that are folded for people are left out."""
    return "".join(f"{line}\n" for line in _lines(report, view))


def _lines(report: FileReport, view: View) -> Iterator[str]:
    for diagnostic, _ in fold(report, lists_info=view.lists_info).listed:
        line, column = report.source.position(diagnostic.span.start)
        severity = view.paint(diagnostic.severity.label, SEVERITY_COLORS[diagnostic.severity])
        path = view.paint(visible(report.path), BOLD)
        yield f"{path}:{line}:{column}: {severity}: {visible(diagnostic.message)} [{diagnostic.code}{_fix(diagnostic)}]"


def _fix(diagnostic: Diagnostic) -> str:
    if diagnostic.fix is None:
        return ""
    return ", fixable" if diagnostic.fix.safety is Safety.SAFE else ", unsafe fix"
