"""The README: its two commands come first and stand alone, and its picture shows the example list."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from shell_blocks import README, shell_blocks
from transcripts import refreshed

import awesomelint
from awesomelint.origin import INDEX

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "efficient-language-models.md"
TEXT = README.read_text(encoding="utf-8")
DEFECTS = {"FMT201": 1, "FMT202": 1, "FMT204": 1, "FMT208": 1, "FMT209": 1, "FMT215": 2, "LNK506": 1, "NUM101": 1}
"""What is wrong with the example, on purpose: findings of each rule."""


def test_the_first_block_runs_the_main_job() -> None:
    lines = shell_blocks(TEXT)[0].splitlines()
    assert lines[0] == "python3 -m venv .venv"
    assert lines[1] == ".venv/bin/pip install ."
    assert lines[-1].startswith(".venv/bin/awesomelint ")
    assert str(EXAMPLE.relative_to(ROOT)) in lines[-1].split()


def test_the_second_block_runs_the_tests() -> None:
    lines = shell_blocks(TEXT)[1].splitlines()
    assert lines[0] == "python3 -m venv .venv"
    assert lines[-1] == ".venv/bin/pytest -n auto"


def test_ci_prints_the_second_block() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "tools" / "shell_blocks.py", "2"], capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout == shell_blocks(TEXT)[1]
    assert "$(python3 tools/shell_blocks.py 2)" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_picture_comes_first_and_is_what_the_program_prints() -> None:
    first = re.search(r"^```(\w+)\n(.*)", TEXT, re.MULTILINE)
    assert first is not None
    assert first[1] == "text"
    assert first[2].startswith("$ awesomelint --no-links ")
    assert first[2].endswith(f" {EXAMPLE.relative_to(ROOT)}")
    assert refreshed(TEXT, ROOT) == TEXT, "run python tools/generate.py"


def test_picture_and_commands_fit_on_a_screen() -> None:
    assert len(TEXT.split("\n## ")[0].splitlines()) <= 55


def test_an_index_can_show_it() -> None:
    relative = [link.url for link in awesomelint.parse(TEXT).links if not link.url.startswith("https:")]
    assert not (INDEX and relative), "see docs/releasing.md"


def test_the_example_has_these_defects_and_no_others() -> None:
    assert Counter(finding.code for finding in awesomelint.lint(EXAMPLE.read_text(encoding="utf-8"))) == DEFECTS


def test_the_example_can_be_mended() -> None:
    before = EXAMPLE.read_text(encoding="utf-8")
    result = awesomelint.fix(before, unsafe=True)
    assert Counter(result.applied) >= Counter(DEFECTS)
    assert not result.diagnostics
    titles = [entry.title.value for entry in result.document.entries if entry.title]
    assert titles == [entry.title.value for entry in awesomelint.parse(before).entries if entry.title]
    assert len(titles) == 26
