"""`gitlab`: a Code Quality report, https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.history.baseline import fingerprints
from awesomelint.json_text import array
from awesomelint.paths import digest
from awesomelint.report import FileReport
from awesomelint.reporters.run_report import Checkout, RunReport
from awesomelint.reporters.text import visible

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def code_quality(run: RunReport) -> Iterator[str]:
    """Yield the text of the report, piece by piece."""
    return array(value for report in run.files for value in _values(report, run.checkout))


def _values(report: FileReport, checkout: Checkout) -> Iterator[dict[str, Any]]:
    path = checkout.name(report.path)
    for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True):
        yield {
            "description": f"{diagnostic.code} {visible(diagnostic.message)}",
            "check_name": diagnostic.name,
            # GitLab shows the first only of those with one fingerprint, whatever their files.
            "fingerprint": digest(f"{path}\0{fingerprint}"),
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {"path": path, "lines": _lines(report, diagnostic)},
        }


def _lines(report: FileReport, diagnostic: Diagnostic) -> dict[str, int]:
    source, span = report.source, diagnostic.span
    begin, end = source.line_at(span.start), source.line_at(max(span.start, span.end - 1))
    return {"begin": begin} if begin == end else {"begin": begin, "end": end}
