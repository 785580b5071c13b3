"""Papers that stand in several files of a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from lists import Run

ONLY = ("--select=DUP302", "--output-format=concise", "--verbose")
FIRST = """\
## Birds

- [Alpha Networks for Counting Birds](https://arxiv.org/abs/1909.10351)
- [Beta Networks for Counting Fish](https://arxiv.org/abs/1910.01108)
"""
SECOND = """\
- [Alpha networks for counting birds](http://www.arxiv.org/pdf/1909.10351v2.pdf)
- [Gamma Networks for Counting Frogs in Spring](https://arxiv.org/abs/2004.04037)
- [Beta Networks for Counting Fish](https://openreview.net/forum?id=SylO2yStDr)
- [Something Else that has the Link of Another](https://arxiv.org/abs/1910.01108)
"""
FOUND = (
    "{0}:1:4: info: same paper as {1}:3 (arXiv 1909.10351) [DUP302]",
    "{0}:3:4: info: same paper as {1}:4 (same title) [DUP302]",
)


@pytest.fixture
def parts(here: Path) -> Path:
    (here / "papers").mkdir()
    (here / "README.md").write_text(FIRST)
    (here / "papers" / "b.md").write_text(SECOND)
    return here


def findings(run: Run, *arguments: str) -> list[str]:
    return [line for line in run(*arguments, *ONLY).stdout.splitlines() if "DUP302" in line]


def found(file: str, other: str) -> list[str]:
    return [line.format(file, other) for line in FOUND]


def test_all_files_of_a_run(run: Run, parts: Path) -> None:
    assert findings(run, "README.md", "papers/b.md") == []
    assert findings(run, "README.md", "papers/b.md", "--across-files") == found("papers/b.md", "README.md")
    assert [line.split(": ")[0] for line in findings(run, "papers/b.md", "README.md", "--across-files")] == [
        "README.md:3:4",
        "README.md:4:4",
    ]
    assert findings(run, "papers/b.md", "papers/b.md", "--across-files") == []


def test_a_list_of_the_configuration(run: Run, parts: Path) -> None:
    (parts / ".awesomelint.yaml").write_text("lists: [{parts: [README.md, papers/*.md]}]")
    expected = found("papers/b.md", "README.md")
    for arguments in (
        ("README.md", "papers/b.md"),
        ("papers/b.md", "README.md"),
        ("papers/b.md",),
        ("papers/b.md", "--no-cache"),
    ):
        assert findings(run, *arguments) == expected, arguments
    assert findings(run, "README.md") == []


def test_views_are_compared_with_nothing(run: Run, parts: Path) -> None:
    (parts / ".awesomelint.yaml").write_text("lists: [{parts: README.md, views: papers/b.md}]")
    assert findings(run, "README.md", "papers/b.md") == []
    assert findings(run, "README.md", "papers/b.md", "--across-files") == []
    (parts / "c.md").write_text(SECOND)
    assert findings(run, "README.md", "papers/b.md", "c.md", "--across-files") == found("c.md", "README.md")


def test_a_result_is_void_when_an_earlier_part_changes(run: Run, parts: Path) -> None:
    (parts / ".awesomelint.yaml").write_text("lists: [{parts: [README.md, papers/*.md]}]")
    assert len(findings(run, "papers/b.md")) == 2
    (parts / "README.md").write_text("")
    assert findings(run, "papers/b.md") == []
    (parts / "papers" / "a.md").write_text(FIRST)
    assert findings(run, "papers/b.md") == found("papers/b.md", "papers/a.md")


def test_a_part_that_cannot_be_read_is_said(run: Run, parts: Path) -> None:
    (parts / ".awesomelint.yaml").write_text("lists: [{parts: [README.md, papers/*.md]}]")
    (parts / "README.md").write_bytes(b"\xff\xfe\x00")
    result = run("papers/b.md", *ONLY)
    assert result.exit_code == 2
    assert "README.md" in result.stderr


def test_mending_reports_it_too(run: Run, parts: Path) -> None:
    assert "same paper as README.md:3" in run("README.md", "papers/b.md", "--across-files", "--fix", *ONLY).stdout


def test_the_configuration_that_holds_is_shown(run: Run, parts: Path) -> None:
    (parts / ".awesomelint.yaml").write_text("lists: [{parts: [papers/*.md], views: [README.md]}]")
    shown = run("config", "show").stdout
    assert f'lists:\n  - parts: ["{parts / "papers" / "b.md"}"]\n    views: ["{parts / "README.md"}"]\n' in shown
