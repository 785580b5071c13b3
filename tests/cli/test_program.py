"""Commands by the words that people type."""

from __future__ import annotations

from pathlib import Path

import pytest
from lists import MENDED, Run


@pytest.mark.usefixtures("slips")
def test_words_for_commands(run: Run, here: Path) -> None:
    options = ("README.md", "--select=NUM101", "--no-links")
    assert run("lint", *options).stdout == run("check", *options).stdout
    assert run("version").stdout == run("--version").stdout
    assert run("help").stdout == run("--help").stdout
    assert run("help", "explain").stdout == run("explain", "--help").stdout
    assert run("help", "lint").stdout == run("check", "--help").stdout
    assert run("fix", *options).exit_code == 0
    assert (here / "README.md").read_text() == MENDED


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chekc", "check"),
        ("inti", "init"),
        ("lnit", "lint"),
        ("linkz", "links"),
        ("hlep", "help"),
        ("expalin", "explain"),
    ],
)
def test_a_mistyped_command(run: Run, here: Path, typed: str, meant: str) -> None:
    said = f'found "{typed}", which is neither a command nor a file (did you mean "{meant}"?)'
    for arguments in ((typed,), (typed, "README.md"), ("help", typed)):
        result = run(*arguments)
        assert result.exit_code == 2
        assert said in result.stderr
    (here / typed).mkdir()
    assert run(typed).stderr == f"error: {typed}: no Markdown file in this folder\n"


@pytest.mark.parametrize("name", ["papers", "check.md", "./chekc", "lists/chekc"])
def test_what_is_like_no_command_is_a_file(run: Run, name: str) -> None:
    assert run(name).stderr == f"error: {name}: no such file or folder\n"
