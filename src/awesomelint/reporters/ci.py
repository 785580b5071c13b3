"""`gitlab` and `junit`: reports that GitLab, Jenkins and others read.

In `junit` a file is a suite and a finding is a test. It fails where the finding makes the run fail; the other
findings are tests that passed, with the message as their output.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awesomelint.baseline import fingerprints
from awesomelint.diagnostic import Diagnostic, FileReport, Severity
from awesomelint.json_text import array
from awesomelint.paths import digest
from awesomelint.reporters.run_report import Checkout, RunReport
from awesomelint.reporters.text import visible
from awesomelint.reporters.wording import place, related_texts

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


_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\ufffe": "\\ufffe", "\uffff": "\\uffff"}
)


def junit_xml(run: RunReport) -> Iterator[str]:
    """Yield the text of the document, piece by piece."""
    tests = sum(max(len(report.diagnostics), 1) for report in run.files)
    failures = sum(map(_failures, run.files))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="awesomelint" tests="{tests}" failures="{failures}" errors="0">\n'
    for report in run.files:
        yield from _suite(report, run.checkout)
    yield "</testsuites>\n"


def _failures(report: FileReport) -> int:
    return sum(diagnostic.severity >= report.fail_on for diagnostic in report.diagnostics)


def _suite(report: FileReport, checkout: Checkout) -> Iterator[str]:
    name = _text(checkout.name(report.path))
    tests = max(len(report.diagnostics), 1)
    yield f'  <testsuite name="{name}" tests="{tests}" failures="{_failures(report)}" errors="0">\n'
    if not report.diagnostics:
        yield f'    <testcase name="no findings" classname="{name}"/>\n'
    for diagnostic in report.diagnostics:
        where, severity = place(report.source, diagnostic), diagnostic.severity.label
        title = _text(f"{where} {diagnostic.code} {diagnostic.name}")
        yield f'    <testcase name="{title}" classname="{name}">\n'
        message = f"{report.path}:{where}: {severity}: {diagnostic.message}"
        said = "\n".join(map(_text, (message, *related_texts(report.source, diagnostic))))
        if diagnostic.severity >= report.fail_on:
            yield f'      <failure type="{severity}" message="{_text(diagnostic.message)}">{said}</failure>\n'
        else:
            yield f"      <system-out>{said}</system-out>\n"
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _text(text: str) -> str:
    """Return a text on one line, for an attribute or an element.

    XML has no way to write most control characters; they are shown as `\\x1b`. Nothing is left that the runner of GitHub
    Actions would obey in its log.
    """
    return visible(text).translate(_ESCAPES).replace("##[", "##&#91;").replace("::", "&#58;:")
