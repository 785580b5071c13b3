"""From nothing to a checked pull request: the commands of the documentation, and the workflow they write,."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from repositories import Repository, shield

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "adopting.md").read_text(encoding="utf-8")
COMMANDS = [
    line.removeprefix("$ ")
    for line in re.findall(r"```console\n(.*?)```", DOCS, re.DOTALL)[0].splitlines()
    if line.startswith("$ ")
]
ELSEWHERE = ("pip install", "pre-commit install")
"""Commands that need a package index; tests of the hooks run them."""

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

OLD_SLIP = "1. **A Slip of Old** ACL 2019 [[pdf](htps://example.org/old)]\n"
ENTRIES = "".join(
    f"{n}. **Paper of the Kind {n}** ACL 2020 [[pdf](https://arxiv.org/abs/2001.0{n:04})]\n" for n in range(2, 9)
)
LIST = f"# Reading\n\n## All\n\n{OLD_SLIP}{ENTRIES}"
GOOD = "9. **Paper of Another Kind** ACL 2021 [[pdf](https://arxiv.org/abs/2101.00009)]\n"
BAD = "8. **Paper of Another Kind** ACL 2021 [[pdf](https//arxiv.org/abs/2101.00009)]\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A list on `main`, and `awesomelint` on the path."""
    shield(monkeypatch)
    program = tmp_path / "bin" / "awesomelint"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m awesomelint "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("AWESOMELINT_SOURCE", f"https://git.example/awesomelint@{'0' * 40}")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    repository = Repository(tmp_path / "list")
    repository.commit({"README.md": LIST})
    return repository


def shell(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-e", "-c", command],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def set_up(repository: Repository) -> None:
    for command in COMMANDS:
        if not command.startswith(ELSEWHERE):
            done = shell(command, repository.folder)
            assert done.returncode == 0, (command, done.stdout, done.stderr)


def pull_request(repository: Repository, entry: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the workflow on a pull request that adds an entry, checked out as GitHub does: the merge, two commits deep."""
    repository.git("switch", "--quiet", "--create", "topic", "main")
    repository.commit({"README.md": LIST + entry})
    repository.git("switch", "--quiet", "main")
    repository.commit({"README.md": LIST.replace("# Reading\n", "# Reading\n\nA list.\n")}, "Go on in the meantime")
    repository.git("switch", "--quiet", "--detach", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "topic")
    repository.git("update-ref", "refs/pull/1/merge", "HEAD")
    repository.git("switch", "--quiet", "main")
    workflow = yaml.safe_load((repository.folder / ".github" / "workflows" / "awesomelint.yml").read_text())
    (job,) = workflow["jobs"].values()
    depth = job["steps"][0]["with"]["fetch-depth"]
    checkout = Repository(folder)
    checkout.git("fetch", "--quiet", f"--depth={depth}", repository.folder.as_uri(), "refs/pull/1/merge")
    checkout.git("checkout", "--quiet", "--detach", "FETCH_HEAD")
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert commands[0].startswith("pip install ")
    return shell("\n".join(commands[1:]), folder, GITHUB_ACTIONS="true")


def test_the_commands_are_there() -> None:
    assert "awesomelint init --yes" in COMMANDS
    assert all(command.startswith(("awesomelint ", "git ", *ELSEWHERE)) for command in COMMANDS)


def test_a_good_pull_request_passes(repository: Repository, tmp_path: Path) -> None:
    set_up(repository)
    assert not repository.git("status", "--porcelain")
    done = pull_request(repository, GOOD, tmp_path / "checkout")
    assert (done.returncode, done.stderr) == (0, "")
    assert "::" not in done.stdout


def test_a_bad_one_fails_on_its_own_lines(repository: Repository, tmp_path: Path) -> None:
    set_up(repository)
    done = pull_request(repository, BAD, tmp_path / "checkout")
    assert done.returncode == 1
    annotations = re.findall(r"^::(\w+) file=README\.md,line=(\d+)", done.stdout, re.MULTILINE)
    assert annotations
    assert {line for _, line in annotations} == {"15"}
    assert "LNK508" in done.stdout
    assert "NUM101" in done.stdout


@pytest.mark.slow
def test_the_hook_lets_old_slips_pass_and_stops_new_ones(repository: Repository) -> None:
    set_up(repository)
    hooks = yaml.safe_load((repository.folder / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    (ours,) = (
        one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text()) if one["id"] == hooks[0]["id"]
    )
    command = " ".join([ours["entry"], *hooks[0]["args"], "README.md"])
    assert shell(command, repository.folder).returncode == 0
    repository.write({"README.md": LIST + GOOD})
    assert shell(command, repository.folder).returncode == 0
    repository.write({"README.md": LIST + BAD})
    assert shell(command, repository.folder).returncode == 1


@pytest.mark.slow
def test_the_other_commands_of_the_page_run(repository: Repository) -> None:
    blocks = re.findall(r"```console\n(.*?)```", DOCS, re.DOTALL)[1:]
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    for command in (line.removeprefix("$ ") for block in blocks for line in block.splitlines()):
        done = shell(command, repository.folder)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    for command in re.findall(r"^- `(awesomelint [^`]+)`", DOCS, re.MULTILINE):
        assert shell(command, repository.folder).returncode <= 1, command
