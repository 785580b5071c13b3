"""Findings as an editor shows them."""

from __future__ import annotations

from lsprotocol import types

from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.editor.analysis import Analysis
from awesomelint.editor.positions import range_of
from awesomelint.source import Source
from awesomelint.span import Span

SOURCE = "awesomelint"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def findings(analysis: Analysis, uri: str) -> list[types.Diagnostic]:
    """Return all findings of an analysis; what kept it from linting is one, at the beginning of the text."""
    if analysis.problem is not None:
        return [
            types.Diagnostic(
                range=range_of(analysis.source, Span(0, 0)),
                message=str(analysis.problem),
                severity=types.DiagnosticSeverity.Error,
                source=SOURCE,
            )
        ]
    return [finding(analysis.source, diagnostic, uri) for diagnostic in analysis.diagnostics]


def finding(source: Source, diagnostic: Diagnostic, uri: str) -> types.Diagnostic:
    """Return one finding."""
    return types.Diagnostic(
        range=range_of(source, diagnostic.span),
        message=diagnostic.message,
        severity=_SEVERITIES[diagnostic.severity],
        code=diagnostic.code,
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(
                location=types.Location(uri=uri, range=range_of(source, related.span)), message=related.message
            )
            for related in diagnostic.related
        ]
        or None,
    )
