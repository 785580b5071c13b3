"""The hooks that we offer: what they say of themselves, and that pre-commit installs and runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
import yaml
from repositories import Repository, shield

from awesomelint.cli.program import program

ROOT = Path(__file__).parents[1]
FILE = ROOT / ".pre-commit-hooks.yaml"
HOOKS = {hook["id"]: hook for hook in yaml.safe_load(FILE.read_text(encoding="utf-8"))}
NO_INDEX = ("No matching distribution", "Could not find a version", "Connection", "Temporary failure")
"""What pip says where it reaches no package index."""


def test_the_hooks() -> None:
    assert list(HOOKS) == ["awesomelint", "awesomelint-fix", "awesomelint-links"]
    for hook in HOOKS.values():
        assert (hook["language"], hook["types"], hook["require_serial"]) == ("python", ["markdown"], True)
        assert hook["minimum_pre_commit_version"] == "3.2.0", "the version that names stages as we do"
    assert HOOKS["awesomelint-links"]["stages"] == ["pre-push", "manual"]
    assert all("stages" not in hook for name, hook in HOOKS.items() if name != "awesomelint-links")


@pytest.mark.parametrize("name", HOOKS)
def test_their_commands_have_these_options(name: str) -> None:
    command, *arguments = HOOKS[name]["entry"].split()
    assert command == "awesomelint"
    context = click.Context(program)
    check = program.get_command(context, "check")
    assert check is not None
    given = check.make_context("check", [*arguments, "README.md"], parent=context).params
    assert given["links"] is (name == "awesomelint-links")
    assert given["force_exclude"]
    assert given["fix"] is (name == "awesomelint-fix")


@pytest.mark.parametrize("name", HOOKS)
@pytest.mark.parametrize(
    ("path", "is_taken"),
    [
        ("README.md", True),
        ("readme.markdown", True),
        ("docs/Readme.md", True),
        ("NOT-README.md", False),
        ("README.md.txt", False),
        ("CHANGELOG.md", False),
        ("README/notes.md", False),
    ],
)
def test_they_take_readmes(name: str, path: str, is_taken: bool) -> None:
    assert bool(re.search(HOOKS[name]["files"], path)) is is_taken


def pre_commit(*arguments: str, folder: Path, code: int) -> str:
    hidden = {"PYTHONPATH", "PYTHONHOME"}
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name not in hidden},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = done.stdout + done.stderr
    if any(words in said for words in NO_INDEX):
        pytest.skip("pre-commit installs hooks from a package index, and there is none here")
    assert done.returncode == code, said
    return said


needs_pre_commit = pytest.mark.skipif(
    find_spec("pre_commit") is None or shutil.which("git") is None or not (ROOT / ".git").exists(),
    reason="needs pre-commit, git and a checkout",
)


@needs_pre_commit
def test_the_manifest_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path))
    pre_commit("validate-manifest", str(FILE), folder=ROOT, code=0)


@pytest.mark.slow
@needs_pre_commit
def test_they_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a shallow clone without tags, on a broken list, mending it, and on the list that is then clean."""
    shield(monkeypatch)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path / "cache"))
    ours = Repository(tmp_path / "ours")
    copy_checkout(ours.folder)
    ours.commit()
    revision = ours.commit({"CHANGELOG.md": "# Changelog\n"})
    ours.git("clone", "--quiet", "--depth=1", "--no-tags", ours.folder.as_uri(), tmp_path / "shallow")
    theirs = Repository(tmp_path / "theirs")
    text = (ROOT / "examples" / "efficient-language-models.md").read_text(encoding="utf-8")
    for unsafe, mended in ("-tunning", "-tuning"), ("Holtzman and Luke", "Holtzman, Luke"):
        assert unsafe in text
        text = text.replace(unsafe, mended)
    hooks = "".join(f"      - id: {name}\n" for name in HOOKS)
    config = f"repos:\n  - repo: {(tmp_path / 'shallow').as_uri()}\n    rev: {revision}\n    hooks:\n{hooks}"
    theirs.commit({"README.md": text, "notes.md": text, ".pre-commit-config.yaml": config})

    broken = pre_commit("run", "--all-files", "awesomelint", folder=theirs.folder, code=1)
    assert "number 5 repeats, expected 6" in broken
    assert "notes.md" not in broken
    fixed = pre_commit("run", "--all-files", "awesomelint-fix", folder=theirs.folder, code=1)
    assert "files were modified by this hook" in fixed
    assert theirs.git("diff", "--name-only") == "README.md"
    clean = pre_commit("run", "--all-files", "awesomelint", folder=theirs.folder, code=0)
    assert "Passed" in clean
    assert "awesomelint links" not in pre_commit("run", "--all-files", folder=theirs.folder, code=0)


@pytest.mark.slow
@needs_pre_commit
def test_the_hook_that_init_writes_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dist: Path) -> None:
    """`pre-commit install` as the documentation has it, then a good commit and a bad one; the release is a wheel in a folder."""
    shield(monkeypatch)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_FIND_LINKS", str(dist))
    theirs = Repository(tmp_path / "theirs")
    slip = "1. **A Slip of Old** ACL 2019 [[pdf](htps://example.org/1)]\n"
    theirs.commit({"README.md": f"# Reading\n\n{slip}"})
    subprocess.run([sys.executable, "-m", "awesomelint", "init", "--yes"], cwd=theirs.folder, check=True)
    theirs.commit()
    pre_commit("install", folder=theirs.folder, code=0)
    good = "2. **A Paper** ACL 2020 [[pdf](https://example.org/2)]\n"
    theirs.write({"README.md": f"# Reading\n\n{slip}{good}"})
    theirs.git("add", "--all")
    pre_commit("run", folder=theirs.folder, code=0)
    theirs.git("commit", "--quiet", "--message", "Add a paper")
    theirs.write({"README.md": f"# Reading\n\n{slip}{good}{good}"})
    theirs.git("add", "--all")
    refused = subprocess.run(
        ["git", "commit", "-m", "x"], cwd=theirs.folder, capture_output=True, encoding="utf-8", check=False
    )
    assert refused.returncode == 1
    assert "number 2 repeats, expected 3" in refused.stdout + refused.stderr
    assert "htps" not in refused.stdout + refused.stderr


def copy_checkout(target: Path) -> None:
    """Copy what git has of our checkout, as it is now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
