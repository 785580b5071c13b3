"""Fingerprints stay when lines move, differ where findings differ, and are the same in every run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

from linting import lint_source

from awesomelint.baseline import fingerprints
from awesomelint.config.load import load_config
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.parse import parse_document
from awesomelint.report import Context, FileReport, report_of
from awesomelint.source import Source, Span

LIST = """\
# Papers

## Reading

1. **Small Models Read Slowly** ACL 2020 [[pdf](https://example.org/1)]
2. **Smaller Models Read Slower** ACL 2021 [[pdf](https://example.org/2)]
2. **Large Models Read Fast** ACL 2021 [[pdf](https://example.org/3)]
4. **Larger Models Read Faster** ACL 2022 [[pdf](https://example.org/4)] [[code](https://example.org/a b)]
5. **Models Read** ACL 2022 [[pdf](https://example.org/5)] [[pdf]](https://example.org/6)

See [above](#nowhere) and [below](#nowhere).
"""


def _report(text: str, path: str = "README.md") -> FileReport:
    return lint_source(Source(text, path), load_config(None))


def _by_code(text: str) -> dict[str, Counter[str]]:
    report = _report(text)
    found: dict[str, Counter[str]] = {}
    for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True):
        found.setdefault(diagnostic.code, Counter())[fingerprint] += 1
    return found


def test_findings_have_fingerprints_of_their_own() -> None:
    report = _report(LIST)
    found = fingerprints(report)
    assert {"NUM101", "LNK506"} <= {diagnostic.code for diagnostic in report.diagnostics}
    assert len(set(found)) == len(found) == len(report.diagnostics)
    assert all(len(fingerprint) == 32 and set(fingerprint) <= set("0123456789abcdef") for fingerprint in found)


def test_fingerprints_are_known_values() -> None:
    """Whoever changes these changes them for all that users have kept, and raises `VERSION`."""
    source = Source("- *A b* c\n- x\n", "README.md")
    one = Diagnostic("FMT201", "link-brackets", Span(3, 6), "found A b", Severity.WARNING)
    two = Diagnostic("FMT201", "link-brackets", Span(10, 13), "found x", Severity.WARNING)
    report = FileReport(source, (one, two), (Context((), "A b", 1), Context(())), 2, 1, 0)
    assert fingerprints(report) == (
        "5848749ff5878c7cbab8084fb0efd608",
        "b8ec22bf87ea44ab721297c0532c72bb",
    )


def test_fingerprints_stay_when_lines_move_and_blanks_change() -> None:
    above = LIST.replace("## Reading\n", "## Reading\n\nNew words.\n\nAnd more of them.\n")
    assert _by_code(above) == _by_code(LIST)
    assert _by_code(LIST.replace("\n", "\r\n")) == _by_code(LIST)
    wider = LIST.replace("See [above]", "See  [above]")
    assert _by_code(wider)["LNK506"] == _by_code(LIST)["LNK506"]


def test_fingerprints_stay_when_an_entry_is_added_above() -> None:
    lines = LIST.splitlines(keepends=True)
    renumbered = [f"{int(line[0]) + 1}{line[1:]}" if line[0].isdigit() else line for line in lines]
    renumbered.insert(4, "1. **The First of All** ACL 2019 [[pdf](https://example.org/0)]\n")
    assert _by_code("".join(renumbered))["NUM101"] == _by_code(LIST)["NUM101"]


def test_fingerprints_stay_when_another_finding_goes_or_the_file_is_renamed() -> None:
    report = _report(LIST)
    mended = _by_code(LIST.replace("[[pdf]](https://example.org/6)", "[[code](https://example.org/6)]"))
    assert set(mended["NUM101"]) == {
        fingerprint
        for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True)
        if diagnostic.code == "NUM101"
    }
    assert fingerprints(_report(LIST, "docs/LIST.md")) == fingerprints(report)


def test_findings_alike_in_everything_are_counted() -> None:
    text = "See [above](#nowhere).\n\nSee [above](#nowhere).\n"
    (found,) = _by_code(text).values()
    assert len(found) == found.total() == 2
    (one,) = _by_code("See [above](#nowhere).\n").values()
    assert set(one) < set(found)


def test_a_finding_in_another_entry_is_another() -> None:
    renamed = LIST.replace("Large Models Read Fast", "Large Models Write Fast")
    assert not set(_by_code(renamed)["NUM101"]) & set(_by_code(LIST)["NUM101"])
    respelt = LIST.replace("Large Models Read Fast", "Large models read  fast!")
    assert _by_code(respelt)["NUM101"] == _by_code(LIST)["NUM101"]


def test_a_long_line_full_of_findings_is_read_once_for_each() -> None:
    words = " ".join("word" for _ in range(20_000))
    source = Source(f"- {words}\n", "README.md")
    spans = [Span(2 + 5 * index, 6 + 5 * index) for index in range(20_000)]
    found = tuple(Diagnostic("FMT999", "word", span, "found word", Severity.INFO) for span in spans)
    report = report_of(parse_document(source), found)
    assert len(set(fingerprints(report))) == len(found)


def test_what_is_no_unicode_has_a_fingerprint() -> None:
    source = Source("- \ud800 x\n", "README.md")
    found = Diagnostic("FMT999", "word", Span(2, 3), "found something", Severity.INFO)
    report = FileReport(source, (found,), (Context((), "\ud800", 1),), 1, 1, 0)
    assert len(fingerprints(report)[0]) == 32


def test_another_process_gives_the_same() -> None:
    program = (
        "import sys; from awesomelint.config.load import load_config; from linting import lint_source;"
        "from awesomelint.baseline import fingerprints; from awesomelint.source import Source;"
        "print(*fingerprints(lint_source(Source(sys.stdin.read(), 'README.md'), load_config(None))))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            input=LIST,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] == list(fingerprints(_report(LIST)))
