"""Completion in shells: what they are told, and that their scripts ask for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).parent / "awesomelint"


def run(command: list[str], folder: Path, **variables: str) -> str:
    environment = os.environ | {"PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"} | variables
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=True, timeout=60
    ).stdout


def completed(words: str, folder: Path) -> list[str]:
    """Return what bash is told for a line whose last word is being typed."""
    count = len(words.split(" ")) - 1
    out = run([str(PROGRAM)], folder, COMP_WORDS=words, COMP_CWORD=str(count), _AWESOMELINT_COMPLETE="bash_complete")
    return out.split()


def test_files_and_commands_come_first(tmp_path: Path) -> None:
    assert completed("awesomelint ex", tmp_path) == ["file,ex", "plain,export", "plain,explain"]


def test_options_of_the_command_that_may_be_left_out(tmp_path: Path) -> None:
    assert "plain,--fix" in completed("awesomelint --f", tmp_path)
    assert completed("awesomelint --f", tmp_path) == completed("awesomelint check --f", tmp_path)
    assert "plain,--version" in completed("awesomelint --v", tmp_path)


def test_values_of_options(tmp_path: Path) -> None:
    assert completed("awesomelint --output-format con", tmp_path) == ["plain,concise"]
    assert completed("awesomelint --select FMT201,NUM10", tmp_path) == [
        f"plain,FMT201,NUM10{number}" for number in (1, 2, 3)
    ]
    assert completed("awesomelint explain sequential", tmp_path) == ["plain,sequential-numbers"]


def test_bash(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    script = (
        'eval "$(_AWESOMELINT_COMPLETE=bash_source awesomelint)"; COMP_WORDS=(awesomelint expl); COMP_CWORD=1; compopt() { :; }; '
        "_awesomelint_completion awesomelint; echo ${COMPREPLY[@]}"
    )
    assert run([bash, "--norc", "-c", script], tmp_path).split() == ["explain"]


def test_zsh(tmp_path: Path) -> None:
    zsh = shutil.which("zsh")
    if zsh is None:
        pytest.skip("zsh is not installed")
    script = (
        'autoload -U compinit; compinit -D; eval "$(_AWESOMELINT_COMPLETE=zsh_source awesomelint)"; '
        "echo $_comps[awesomelint]"
    )
    assert run([zsh, "-f", "-c", script], tmp_path).split() == ["_awesomelint_completion"]


def test_fish(tmp_path: Path) -> None:
    fish = shutil.which("fish")
    if fish is None:
        pytest.skip("fish is not installed")
    script = '_AWESOMELINT_COMPLETE=fish_source awesomelint | source; complete -C "awesomelint expl"'
    out = run([fish, "--no-config", "-c", script], tmp_path, HOME=str(tmp_path))
    assert out == "explain\tExplain a rule, with examples.\n"  # with what stands behind the comma
