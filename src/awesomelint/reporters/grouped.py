"""`grouped`: the findings of each file as a table under its name, without excerpts."""

from __future__ import annotations

from awesomelint.report import FileReport
from awesomelint.reporters.folding import fold
from awesomelint.reporters.full import file_header, fix_tag, fold_lines
from awesomelint.reporters.view import BOLD, GREEN, SEVERITY_COLORS, View
from awesomelint.reporters.visible import visible


def file_text(report: FileReport, view: View) -> str:
    """Return the table of one file; `""` where there is nothing to say."""
    folded = fold(report, lists_info=view.lists_info)
    lines = list(file_header(report, view))
    rows = [(report.source.position(diagnostic.span.start), diagnostic) for diagnostic, _ in folded.listed]
    places = max((len(f"{line}:{column}") for (line, column), _ in rows), default=0)
    for (line, column), diagnostic in rows:
        severity = diagnostic.severity.label
        painted = view.paint(severity, SEVERITY_COLORS[diagnostic.severity]) + " " * (7 - len(severity))
        code = view.paint(diagnostic.code, BOLD)
        tag = fix_tag(diagnostic)
        message = visible(diagnostic.message) + (f"  {view.paint(tag, GREEN)}" if tag else "")
        yielded = f"  {f'{line}:{column}':<{places}}  {painted}  {code}  {message}"
        lines.append(yielded)
    lines += fold_lines(folded, view)
    return "\n".join((*lines, "", "")) if lines else ""
