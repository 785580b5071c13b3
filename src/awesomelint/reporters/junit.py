"""`junit`: test results as Jenkins, GitLab and others read them; a file is a suite, a finding is a test.

A test fails where the finding makes the run fail; the other findings are tests that passed, with the message as their output.
"""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic
from awesomelint.report import FileReport
from awesomelint.reporters.formats import Checkout
from awesomelint.reporters.full import related_text
from awesomelint.reporters.tally import Judged, Whole
from awesomelint.reporters.text import visible

_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\ufffe": "\\ufffe", "\uffff": "\\uffff"}
)


def suites(whole: Whole) -> Iterator[str]:
    """Yield the text of the document, piece by piece."""
    tests = sum(max(len(report.diagnostics), 1) for report, _, _ in whole.files)
    failures = sum(map(_failures, whole.files))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="awesomelint" tests="{tests}" failures="{failures}" errors="0">\n'
    for judged in whole.files:
        yield from _suite(judged, whole.checkout)
    yield "</testsuites>\n"


def _failures(judged: Judged) -> int:
    return sum(diagnostic.severity >= judged.fail_on for diagnostic in judged.report.diagnostics)


def _suite(judged: Judged, checkout: Checkout) -> Iterator[str]:
    report = judged.report
    name = _text(checkout.name(report.path))
    tests = max(len(report.diagnostics), 1)
    yield f'  <testsuite name="{name}" tests="{tests}" failures="{_failures(judged)}" errors="0">\n'
    if not report.diagnostics:
        yield f'    <testcase name="nothing found" classname="{name}"/>\n'
    for diagnostic in report.diagnostics:
        line, column = report.source.position(diagnostic.span.start)
        title = _text(f"{line}:{column} {diagnostic.code} {diagnostic.name}")
        yield f'    <testcase name="{title}" classname="{name}">\n'
        said = "\n".join(map(_text, _said(report, diagnostic)))
        if diagnostic.severity >= judged.fail_on:
            label = diagnostic.severity.label
            yield f'      <failure type="{label}" message="{_text(diagnostic.message)}">{said}</failure>\n'
        else:
            yield f"      <system-out>{said}</system-out>\n"
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _said(report: FileReport, diagnostic: Diagnostic) -> Iterator[str]:
    line, column = report.source.position(diagnostic.span.start)
    yield f"{report.path}:{line}:{column}: {diagnostic.severity.label}: {diagnostic.message}"
    for related in diagnostic.related:
        yield related_text(report, related)


def _text(text: str) -> str:
    """Return a text on one line, for an attribute or an element.

    XML has no way to write most control characters; they are shown as `\\x1b`. Nothing is left that the runner of GitHub
    Actions would obey in its log.
    """
    return visible(text).translate(_ESCAPES).replace("##[", "##&#91;").replace("::", "&#58;:")
