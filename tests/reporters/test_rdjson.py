"""What reviewdog is told, beyond being valid."""

from __future__ import annotations

import json
from typing import Any

from reports import ALL, BRACKETS, NUMBER, TEXT, report
from runs import EXAMPLE, linted, run_of

from awesomelint.diagnostic import Diagnostic, Edit, Fix, Severity
from awesomelint.report import Context, FileReport
from awesomelint.reporters.services import rdjson
from awesomelint.source import Source, Span


def _rdjson(*reports: FileReport) -> list[dict[str, Any]]:
    document = json.loads("".join(rdjson(run_of(*reports))))
    assert document["source"] == {"name": "awesomelint"}
    found = document["diagnostics"]
    assert isinstance(found, list)
    return found


def _offset(lines: list[bytes], position: dict[str, int]) -> int:
    return sum(map(len, lines[: position["line"] - 1])) + position["column"] - 1


def _suggested(data: bytes, suggestion: dict[str, Any]) -> bytes:
    """Return the bytes of a file after a suggestion, columns counted in bytes."""
    lines = data.splitlines(keepends=True)
    start = _offset(lines, suggestion["range"]["start"])
    end = _offset(lines, suggestion["range"]["end"])
    text: str = suggestion["text"]
    return data[:start] + text.encode() + data[end:]


def _mended(text: str, fix: Fix) -> str:
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _one(text: str, *edits: Edit, path: str = "README.md") -> FileReport:
    source = Source(text, path)
    found = Diagnostic("FMT999", "rule", edits[0].span, "found", Severity.WARNING, fix=Fix(edits))
    return FileReport(source, (found,), (Context(()),), 0, 0, 0)


def test_a_diagnostic_has_place_severity_and_other_places() -> None:
    (found,) = _rdjson(report(NUMBER))
    assert found == {
        "message": "number 1 repeats, expected 2\nline 5: the other 1 is here\nline 10: 2 follows here",
        "location": {
            "path": "README.md",
            "range": {"start": {"line": 9, "column": 1}, "end": {"line": 9, "column": 3}},
        },
        "severity": "ERROR",
        "code": {"value": "NUM101"},
        "suggestions": [{"range": {"start": {"line": 9, "column": 1}, "end": {"line": 9, "column": 2}}, "text": "2"}],
    }


def test_suggestions_applied_are_what_the_program_writes() -> None:
    for run in (ALL, linted(EXAMPLE.read_text(encoding="utf-8"))):
        text = run.source.text
        suggested = 0
        for diagnostic, found in zip(run.diagnostics, _rdjson(run), strict=True):
            for suggestion in found.get("suggestions", ()):
                assert diagnostic.fix is not None
                assert _suggested(text.encode(), suggestion) == _mended(text, diagnostic.fix).encode()
                suggested += 1
        assert suggested >= 5


def test_columns_are_bytes_on_long_lines_too() -> None:
    text = "é" * 3000 + "文🎉x\n" + "é" * 700
    for at in (0, 1, 511, 512, 513, 2999, 3000, 3001, 3002, 3003, 3004, 3700):
        edit = Edit(Span(at, at), "!")
        (found,) = _rdjson(_one(text, edit))
        assert _suggested(text.encode(), found["suggestions"][0]) == (text[:at] + "!" + text[at:]).encode(), at


def test_a_byte_order_mark_counts_as_bytes_of_the_first_line() -> None:
    (found,) = _rdjson(_one("\ufeffab\nab\n", Edit(Span(1, 2), "!")))
    assert _suggested("\ufeffab\nab\n".encode(), found["suggestions"][0]) == "\ufeffa!\nab\n".encode()
    (found,) = _rdjson(_one("\ufeffab\nab\n", Edit(Span(4, 5), "!")))
    assert found["location"]["range"]["start"] == {"line": 2, "column": 2}


def test_lines_at_the_end_can_be_taken_away() -> None:
    (found,) = _rdjson(_one("a\n\n\n", Edit(Span(2, 4), "")))
    assert found["location"]["range"]["end"] == {"line": 4, "column": 1}
    assert _suggested(b"a\n\n\n", found["suggestions"][0]) == b"a\n"


def test_edits_that_belong_together_are_one_suggestion() -> None:
    (found,) = _rdjson(report(BRACKETS))
    (suggestion,) = found["suggestions"]
    assert suggestion["text"] == "[[code](https://github.com/example/small-models-read-slowly)]"
    assert BRACKETS.fix is not None
    assert _suggested(TEXT.encode(), suggestion).decode() == _mended(TEXT, BRACKETS.fix)


def test_a_fix_over_many_lines_is_no_suggestion() -> None:
    text = "a\n" * 40
    (found,) = _rdjson(_one(text, Edit(Span(0, 1), "b"), Edit(Span(60, 61), "b")))
    assert "suggestions" not in found
    (found,) = _rdjson(_one("a" * 9000, Edit(Span(0, 1), "b"), Edit(Span(8000, 8001), "b")))
    assert "suggestions" not in found
