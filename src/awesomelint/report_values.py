"""A `FileReport` as plain values that JSON can hold, and back, without the text that it is about."""

from __future__ import annotations

from typing import Any

from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from awesomelint.report import Context, Dependency, FileReport
from awesomelint.source import Source
from awesomelint.span import Span

# A list may have thousands of findings, and looking a member up is four times as fast as calling its enumeration.
_SEVERITIES = {int(severity): severity for severity in Severity}
_SAFETIES = {safety.value: safety for safety in Safety}


def report_to_values(report: FileReport) -> dict[str, Any]:
    """Return the plain values of a report."""
    return {
        "diagnostics": [_diagnostic_to_values(diagnostic) for diagnostic in report.diagnostics],
        "contexts": [list(context) for context in report.contexts],
        "counts": [report.entries, report.sections, report.links],
        "notes": list(report.notes),
        "depends_on": [list(dependency) for dependency in report.depends_on],
    }


def report_from_values(values: Any, source: Source) -> FileReport:
    """Return the report that values were made from, about the same text.

    Raises `ValueError`, `TypeError`, `KeyError` or `IndexError` for values that were not made so.
    """
    size = len(source.text)
    entries, sections, links = values["counts"]
    contexts = tuple([Context(tuple(section), title, line, last) for section, title, line, last in values["contexts"]])
    diagnostics = tuple([_diagnostic_from_values(item, size) for item in values["diagnostics"]])
    if len(contexts) != len(diagnostics):
        raise ValueError("as many contexts as diagnostics expected")
    depends_on = tuple(Dependency(path, existed) for path, existed in values["depends_on"])
    return FileReport(source, diagnostics, contexts, entries, sections, links, tuple(values["notes"]), depends_on)


def _diagnostic_to_values(diagnostic: Diagnostic) -> list[Any]:
    fix = diagnostic.fix
    return [
        diagnostic.code,
        diagnostic.name,
        *diagnostic.span,
        diagnostic.message,
        int(diagnostic.severity),
        [[*related.span, related.message] for related in diagnostic.related],
        fix and [fix.safety.value, fix.title, [[*edit.span, edit.text] for edit in fix.edits]],
    ]


def _diagnostic_from_values(values: Any, size: int) -> Diagnostic:
    code, name, start, end, message, severity, related, fix = values
    return Diagnostic(
        code,
        name,
        _span(start, end, size),
        message,
        _SEVERITIES[severity],
        tuple([Related(_span(first, last, size), said) for first, last, said in related]) if related else (),
        _fix(fix, size) if fix is not None else None,
    )


def _fix(values: Any, size: int) -> Fix:
    safety, title, edits = values
    return Fix(tuple([Edit(_span(start, end, size), text) for start, end, text in edits]), _SAFETIES[safety], title)


def _span(start: int, end: int, size: int) -> Span:
    if not 0 <= start <= end <= size:
        raise ValueError("a span lies outside the text")
    return Span(start, end)
