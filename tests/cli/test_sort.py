"""`awesomelint sort`: files are put in order, or left alone with one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from lists import Run

TEXT = """\
# Zoo

## Land

- [Fox](https://e.org/1) - Hunts.
- [Adder](https://e.org/2) - A snake.

## Sea

- [Whale](https://e.org/3) - Sings.
- [Eel](https://e.org/4) - Swims.
"""


@pytest.fixture
def readme(here: Path) -> Path:
    path = here / "README.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_file_is_sorted(run: Run, readme: Path) -> None:
    result = run("sort", "--by", "title")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "README.md: moved 2 entries in 2 sections\n", "")
    assert readme.read_text(encoding="utf-8").index("Adder") < readme.read_text(encoding="utf-8").index("Fox")
    assert run("sort", "--by", "title").stdout == "README.md: 2 sections in order already\n"


def test_one_section_alone(run: Run, readme: Path) -> None:
    run("sort", "--by", "title", "--section", "sea", "README.md")
    text = readme.read_text(encoding="utf-8")
    assert text.index("Fox") < text.index("Adder")
    assert text.index("Eel") < text.index("Whale")


def test_a_diff_changes_nothing(run: Run, readme: Path) -> None:
    result = run("sort", "--by", "title", "--diff")
    assert "+- [Adder](https://e.org/2) - A snake.\n" in result.stdout
    assert readme.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "README.md: no section is in order, so nothing was sorted; --by says what to sort by"),
        (("--by", "title", "--section", "Air"), 'README.md: no section is called "Air"'),
        (("missing.md",), "missing.md: no such file or folder"),
    ],
)
def test_what_cannot_be_sorted(run: Run, readme: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run("sort", *arguments)
    assert (result.exit_code, result.stderr) == (2, f"error: {message}\n")
    assert readme.read_text(encoding="utf-8") == TEXT
