"""`gitlab`, `junit` and `rdjson`: reports that GitLab, Jenkins, reviewdog and others read.

In `junit` a file is a suite and a finding is a test. It fails where the finding makes the run fail; the other findings are tests
that passed, with the message as their output.

`rdjson` (<https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>) has fixes as suggestions; columns count bytes of UTF-8,
ends are exclusive. Places other than the finding's own are reported in the message: most versions of reviewdog in use refuse the
field that is newer than they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awesomelint.baseline import fingerprints
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.json_text import array
from awesomelint.paths import digest
from awesomelint.report import FileReport
from awesomelint.reporters.diff import one_edit
from awesomelint.reporters.run_report import Checkout, RunReport
from awesomelint.reporters.terminal import visible
from awesomelint.reporters.wording import is_after_last_newline, place, related_texts
from awesomelint.source import Source, Span

# -- gitlab

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


# -- junit

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


# -- rdjson

_STEP = 512
_BOM_BYTES = 3


def rdjson(run: RunReport) -> Iterator[str]:
    """Yield the text of the document, piece by piece."""
    values = (value for report in run.files for value in _rdjson_values(report, run))
    return array(values, '{"source": {"name": "awesomelint"}, "diagnostics": [', "]}")


def _rdjson_values(report: FileReport, run: RunReport) -> Iterator[dict[str, Any]]:
    places = _Places(report.source)
    path = run.checkout.name(report.path)
    for diagnostic in report.diagnostics:
        page = run.rule_page(diagnostic.code)
        said = [visible(diagnostic.message), *related_texts(report.source, diagnostic)]
        value: dict[str, Any] = {
            "message": "\n".join(said),
            "location": {"path": path, "range": places.range(diagnostic.span)},
            "severity": diagnostic.severity.name,
            "code": {"value": diagnostic.code, "url": page} if page else {"value": diagnostic.code},
        }
        edit = one_edit(report.source, diagnostic)
        if edit is not None:
            value["suggestions"] = [{"range": places.range(edit.span), "text": edit.text}]
        yield value


class _Places:
    """Lines and columns of a text, the columns in bytes.

    The bytes of a line are counted once, in steps, however many findings are on it.
    """

    def __init__(self, source: Source):
        self._source = source
        self._steps: dict[int, list[int]] = {}

    def range(self, span: Span) -> dict[str, Any]:
        return {"start": self._position(span.start), "end": self._position(span.end)}

    def _position(self, offset: int) -> dict[str, int]:
        source = self._source
        if is_after_last_newline(source, offset):
            return {"line": source.line_count + 1, "column": 1}
        line = source.line_at(offset)
        start = source.line_starts[line - 1]
        steps = self._steps.get(line)
        if steps is None:
            steps = self._steps[line] = self._count(line)
        index = (offset - start) // _STEP
        rest = source.text[start + index * _STEP : offset]
        return {"line": line, "column": steps[index] + _bytes(rest) + 1}

    def _count(self, line: int) -> list[int]:
        """Return the bytes of a line before every `_STEP`th character."""
        source = self._source
        start, end = source.whole_lines(line, line)
        steps = [_BOM_BYTES if source.has_bom and line == 1 else 0]
        for at in range(start, end, _STEP):
            steps.append(steps[-1] + _bytes(source.text[at : min(at + _STEP, end)]))
        return steps


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
