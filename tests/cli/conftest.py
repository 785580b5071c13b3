"""A folder of its own, a cache of its own, and no colours from outside, for every test of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lists import SLIPS, Run

from awesomelint.cli.program import program


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "AWESOMELINT_DEBUG", "GITHUB_ACTIONS", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def run() -> Run:
    """Run the program in this process; the rules for numbers only, so that other rules change no test."""

    def run(*arguments: str, input: str | bytes | None = None) -> Result:  # noqa: A002 - as click has it
        result = CliRunner().invoke(program, list(arguments), input=input, prog_name="awesomelint")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture
def slips(here: Path) -> Path:
    """README.md with one slip."""
    path = here / "README.md"
    path.write_text(SLIPS, encoding="utf-8")
    return path
