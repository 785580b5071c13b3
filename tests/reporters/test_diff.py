"""Diffs: exact for programs, safe and coloured for people."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from awesomelint.reporters.diff import diff_lines, shown_diff
from awesomelint.reporters.terminal import View
from awesomelint.source import Source

CASES = [
    ("one\ntwo\nthree\n", "one\nTWO\nthree\n"),
    ("one\ntwo", "one\ntwo\n"),
    ("one\ntwo\n", "one\ntwo"),
    ("one\r\ntwo\r\n", "one\r\n2\r\n"),
    ("\ufeffone\ntwo\n", "\ufeff1\ntwo\n"),
    ("a\x0bb\u2028c\nd\n", "a\x0bb\u2028c\nD\n"),
    ("", "new\n"),
    ("gone\n", ""),
]


@pytest.mark.parametrize(("before", "after"), CASES)
@pytest.mark.skipif(shutil.which("patch") is None, reason="no patch program here")
def test_patch_makes_of_the_old_text_the_new(before: str, after: str, tmp_path: Path) -> None:
    target = tmp_path / "list.md"
    target.write_bytes(before.encode())
    text = "".join(diff_lines(Source(before, "list.md"), Source(after, "list.md")))
    subprocess.run(["patch", "--binary", "-s", "-p0"], input=text.encode(), cwd=tmp_path, check=True)
    assert (target.read_bytes() if target.exists() else b"") == after.encode()


def test_a_missing_newline_is_told() -> None:
    lines = list(diff_lines(Source("one", "a.md"), Source("two", "a.md")))
    assert lines[-4:] == ["-one\n", "\\ No newline at end of file\n", "+two\n", "\\ No newline at end of file\n"]


def test_equal_texts_have_no_diff() -> None:
    assert list(diff_lines(Source("one"), Source("one"))) == []


def test_what_differs_within_a_line_is_reversed() -> None:
    before, after = Source("x\n6. **A Title** [[pdf]](u)\n", "a.md"), Source("x\n7. **A Title** [[pdf]](u)\n", "a.md")
    shown = list(shown_diff(diff_lines(before, after), View(color=True)))
    assert shown[-2] == "\x1b[31m-\x1b[7m6\x1b[0m\x1b[31m. **A Title** [[pdf]](u)\x1b[0m\n"
    assert shown[-1] == "\x1b[32m+\x1b[7m7\x1b[0m\x1b[32m. **A Title** [[pdf]](u)\x1b[0m\n"


def test_lines_that_only_came_are_not_compared() -> None:
    shown = list(shown_diff(diff_lines(Source("a\n"), Source("a\nb\n")), View(color=True)))
    assert shown[-1] == "\x1b[32m+b\x1b[0m\n"


def test_controls_of_the_list_are_escaped() -> None:
    shown = "".join(shown_diff(diff_lines(Source("a\x1b[2J\r\n"), Source("b\x1b[2J\r\n")), View()))
    assert "-a\\x1b[2J\\r\n" in shown
    assert "\x1b" not in shown
