"""`json` and `json-lines`: findings for programs, with the keys that ruff has, and what an awesome list adds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from awesomelint.credentials import has_credentials
from awesomelint.diagnostic import Diagnostic, Fix
from awesomelint.json_text import dumps
from awesomelint.report import Context, FileReport
from awesomelint.source import Source, Span


def json_array(reports: Iterable[FileReport], rule_page: Callable[[str], str]) -> Iterator[str]:
    """Yield the text of one array of all findings, piece by piece."""
    opening = "["
    for report in reports:
        for finding in findings(report, rule_page):
            body = dumps(finding, indent=2).replace("\n", "\n  ")
            yield f"{opening}\n  {body}"
            opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def json_lines(report: FileReport, rule_page: Callable[[str], str]) -> Iterator[str]:
    """Yield each finding of a file as an object on a line of its own."""
    for finding in findings(report, rule_page):
        yield dumps(finding) + "\n"


def findings(report: FileReport, rule_page: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """Yield the findings of a file as plain values. Rows and columns count from 1, columns in code points.

    `rule_page` returns the URL of the page of a rule by its code.
    """
    for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
        yield _finding(report.source, diagnostic, context, rule_page(diagnostic.code))


def _finding(source: Source, diagnostic: Diagnostic, context: Context, page: str) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.label,
        "message": diagnostic.message,
        "filename": source.path,
        **_location(source, diagnostic.span),
        "fix": _fix(source, diagnostic.fix),
        "url": page,
        "related": [
            {"message": related.message, "filename": source.path, **_location(source, related.span)}
            for related in diagnostic.related
        ],
        "section": list(context.section),
        "entry": {"title": context.entry_title, "line": context.entry_line} if context.entry_line else None,
    }


def _fix(source: Source, fix: Fix | None) -> dict[str, Any] | None:
    """Return a fix, `None` without one and for one that would tell a password."""
    if fix is None or any(has_credentials(edit.text) for edit in fix.edits):
        return None
    return {
        "applicability": fix.safety.value,
        "message": fix.title or None,
        "edits": [{"content": edit.text, **_location(source, edit.span)} for edit in fix.edits],
    }


def _location(source: Source, span: Span) -> dict[str, Any]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "location": {"row": start.line, "column": start.column},
        "end_location": {"row": end.line, "column": end.column},
    }
