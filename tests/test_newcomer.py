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
from repositories import Repository, shield
from test_docs import commands

ROOT = Path(__file__).parents[1]
EXAMPLE = "examples/efficient-language-models.md"
ADDING = "add README.md https://arxiv.org/abs/1908.08962"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a clone whose README is the example list, as its origin has it."""
    shield(monkeypatch)
    clone, origin = Repository(tmp_path / "awesome-models"), tmp_path / "origin.git"
    text = (ROOT / EXAMPLE).read_text(encoding="utf-8")
    papers = {f"{name}.bib": f"@article{{{name}, title = {{Notes on Quiet Owls}}}}\n" for name in ("lab", "anthology")}
    papers["new.bib"] = (
        "@inproceedings{owls, title = {Pruning Quiet Owls}, author = {Berg, Ada and Li, Bo}, booktitle = {ICLR},"
        " year = {2024}, eprint = {2401.00001}, archiveprefix = {arXiv}, url = {https://arxiv.org/abs/2401.00001}}\n"
    )
    tools = "".join(f"- [{name}](https://github.com/owls/{name.lower()}) - Counts owls.\n" for name in "ABCDEF")
    papers["tools.md"] = f"# Owls\n\n## Tools\n\n{tools}"
    clone.commit({"README.md": text, EXAMPLE: text, **papers}, "Begin a list")
    clone.git("init", "--quiet", "--bare", origin)
    clone.git("remote", "add", "origin", origin)
    clone.git("push", "--quiet", "origin", "HEAD:main")
    clone.git("fetch", "--quiet", "origin")
    return clone.folder


@pytest.mark.slow
def test_every_command_does_what_its_page_says(repository: Path, net: LocalInternet, tmp_path: Path) -> None:
    environment = net.environment("token") | {
        "AWESOMELINT_LINKS": "1",
        "AWESOMELINT_CACHE_DIR": str(tmp_path / "cache"),
        "AWESOMELINT_SOURCE": f"https://github.com/ada/awesomelint@{'0' * 40}",  # as installed from there
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
        # Without a terminal `init` asks nobody, `add` asks nobody for the section, and both write nothing.
        assert done.returncode in ((2,) if arguments in ("init", ADDING) else (0, 1)), said
        seen[arguments] = done.returncode, done.stdout + done.stderr

    assert seen["README.md"][0] == 1
    assert "50 of 50 | 47 alive, 2 moved, 1 dead" in seen["README.md"][1]
    assert "links:" not in seen["--no-links ."][1]
    assert seen["--diff README.md"][1].startswith("--- ")
    after = readme.read_text(encoding="utf-8")
    assert before != after
    assert "\n6. **FlashAttention" in after
    assert "bitsandbytes-foundation/bitsandbytes" in after
    assert "<title>Efficient Language Models" in (repository / "report.html").read_text(encoding="utf-8")
    assert "extends" in yaml.safe_load((repository / ".awesomelint.yaml").read_text(encoding="utf-8"))
    assert (repository / ".pre-commit-config.yaml").is_file()
    assert (repository / ".github" / "workflows" / "awesomelint.yml").is_file()
    assert seen["--baseline .awesomelint-baseline.json README.md"][0] == 0
    assert json.loads((repository / "lint.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (repository / "lint.xml").is_file()
