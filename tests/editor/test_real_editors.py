"""What docs/editors.md says to write into the settings of editors, in those editors where they are installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import awesomelint

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "examples" / "efficient-language-models.md"

PROBE = """
vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 20)
for _, found in ipairs(vim.diagnostic.get(0)) do print(found.lnum + 1, found.code) end
vim.lsp.buf.code_action({ context = { only = { "source.fixAll.awesomelint" }, diagnostics = {} }, apply = true })
vim.wait(30000, function() return vim.bo.modified end, 20)
vim.cmd("silent write")
vim.cmd("qa!")
"""
LOOK = """
(dolist (found (flymake-diagnostics))
  (message "%d %s" (line-number-at-pos (flymake-diagnostic-beg found)) (flymake-diagnostic-text found)))
"""
VISIT = """
(package-initialize)
(setq eglot-sync-connect 30)
(find-file "README.md")
(run-hooks 'post-command-hook) ; what a key press does
(with-timeout (30) (while (not (flymake-diagnostics)) (accept-process-output nil 0.05)))
"""


def block(language: str) -> str:
    """Return the one block of a language on the page."""
    (code,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(code)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder with a list and a configuration."""
    folder = tmp_path / "list"
    folder.mkdir()
    (folder / "README.md").write_bytes(EXAMPLE.read_bytes())
    (folder / ".awesomelint.yaml").write_text("ignore: [FMT208]\n", encoding="utf-8")
    return folder


def run(command: list[str | Path], folder: Path) -> str:
    """Return what an editor prints that is started in a folder, with `awesomelint` on its path and no settings but ours."""
    programs = folder.parent / "bin"
    programs.mkdir(exist_ok=True)
    program = programs / "awesomelint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m awesomelint "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "XDG_CONFIG_HOME": str(folder.parent / "config"),
        "XDG_DATA_HOME": str(folder.parent / "data"),
        "XDG_STATE_HOME": str(folder.parent / "state"),
    }
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def expected() -> set[tuple[int, str]]:
    text = EXAMPLE.read_text(encoding="utf-8")
    found = awesomelint.lint(text, config={"ignore": ["FMT208"]})
    return {(awesomelint.Source(text).line_at(one.span.start), one.code) for one in found}


def shown(said: str, pattern: str) -> set[tuple[int, str]]:
    return {(int(line), code) for line, code in re.findall(pattern, said, re.MULTILINE)}


def test_neovim(repository: Path) -> None:
    nvim = shutil.which("nvim")
    if nvim is None:
        pytest.skip("no Neovim is installed")
    version = re.search(r"v(\d+)\.(\d+)", subprocess.run([nvim, "--version"], capture_output=True, text=True).stdout)
    if version is None or tuple(map(int, version.groups())) < (0, 11):
        pytest.skip("Neovim is older than 0.11")
    settings = repository.parent / "config" / "nvim"
    settings.mkdir(parents=True)
    (settings / "init.lua").write_text(block("lua"), encoding="utf-8")
    probe = repository.parent / "probe.lua"
    probe.write_text(PROBE, encoding="utf-8")
    said = run([nvim, "--headless", "README.md", "-c", f"luafile {probe}"], repository)
    assert shown(said, r"^(\d+) ([A-Z]{3}\d{3})\r?$") == expected(), said
    mended = awesomelint.fix(EXAMPLE.read_text(encoding="utf-8"), config={"ignore": ["FMT208"]}).source.text
    assert (repository / "README.md").read_text(encoding="utf-8") == mended


def test_emacs(repository: Path) -> None:
    emacs = shutil.which("emacs")
    if emacs is None:
        pytest.skip("no Emacs is installed")
    needs = "(progn (package-initialize) (require 'eglot) (require 'markdown-mode) (message \"all there\"))"
    if "all there" not in run([emacs, "--batch", "--eval", needs], repository):
        pytest.skip("Emacs has no Eglot or no markdown-mode")
    script = repository.parent / "visit.el"
    script.write_text(f"{block('elisp')}{VISIT}{LOOK}", encoding="utf-8")
    said = run([emacs, "--batch", "-l", script], repository)
    assert shown(said, r"^(\d+) awesomelint \[([A-Z]{3}\d{3})\]") == expected(), said


def test_settings_can_be_read() -> None:
    helix = tomllib.loads(block("toml"))
    assert [helix["language-server"]["awesomelint"][key] for key in ("command", "args")] == ["awesomelint", ["lsp"]]
    assert helix["language"] == [{"name": "markdown", "language-servers": ["awesomelint"]}]
    code, generic, zed = map(json.loads, re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
    assert code["awesomelint.command"][1:] == generic["glspc.server.commandArguments"] == ["lsp"]
    assert zed["lsp"]["marksman"]["binary"]["arguments"] == ["lsp"]
