"""The path of somebody who has only the documentation: its commands, in the order of its pages, in a repository with a list."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from net.thread import LocalInternet
from test_docs import commands

ROOT = Path(__file__).parents[1]
EXAMPLE = "examples/efficient-language-models.md"
GIT = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *GIT, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a clone whose README is the example list, as its origin has it."""
    folder = tmp_path / "awesome-models"
    (folder / "examples").mkdir(parents=True)
    for name in ("README.md", EXAMPLE):
        (folder / name).write_bytes((ROOT / EXAMPLE).read_bytes())
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Begin a list")
    git(folder, "remote", "add", "origin", str(tmp_path / "origin.git"))
    git(folder, "push", "--quiet", "origin", "HEAD:main")
    git(folder, "fetch", "--quiet", "origin")
    return folder


@pytest.mark.slow
def test_every_command_does_what_its_page_says(repository: Path, net: LocalInternet, tmp_path: Path) -> None:
    environment = net.environment("token") | {
        "AWESOMELINT_LINKS": "1",
        "AWESOMELINT_CACHE_DIR": str(tmp_path / "cache"),
    }
    readme = repository / "README.md"
    before = readme.read_text(encoding="utf-8")
    seen: dict[str, tuple[int, str]] = {}
    for page, arguments in commands():
        if arguments in seen:
            continue
        done = subprocess.run(
            [sys.executable, "-m", "awesomelint", *shlex.split(arguments)],
            cwd=repository,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        said = f"{page}: awesomelint {arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in said
        # Without a terminal `init` asks nobody and writes nothing.
        assert done.returncode in ((2,) if arguments == "init" else (0, 1)), said
        seen[arguments] = done.returncode, done.stdout + done.stderr

    assert seen["README.md"][0] == 1
    assert "50 of 50 | 47 alive, 2 moved, 1 dead" in seen["README.md"][1]
    assert "links:" not in seen["--no-links ."][1]
    assert seen["--diff README.md"][1].startswith("--- ")
    after = readme.read_text(encoding="utf-8")
    assert before != after
    assert "\n6. **FlashAttention" in after
    assert "bitsandbytes-foundation/bitsandbytes" in after
    assert "<title>awesomelint: " in (repository / "report.html").read_text(encoding="utf-8")
    assert "extends" in yaml.safe_load((repository / ".awesomelint.yaml").read_text(encoding="utf-8"))
    assert (repository / ".pre-commit-config.yaml").is_file()
    assert (repository / ".github" / "workflows" / "awesomelint.yml").is_file()
    assert seen["--baseline .awesomelint-baseline.json README.md"][0] == 0
    assert json.loads((repository / "lint.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (repository / "lint.xml").is_file()
