"""The extension for VS Code, in Node.js, with stand-ins for the editor around it and the real language server behind it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import awesomelint

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "editors" / "vscode"
PACKAGE = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
SETTINGS = PACKAGE["contributes"]["configuration"]["properties"]


def hosted(folder: Path, *command: str) -> dict[str, Any]:
    """Return what the extension does from its activation to its end, with a setting for the command that it starts."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js is installed")
    host = Path(__file__).with_name("vscode_host.cjs")
    done = subprocess.run(
        [node, host, FOLDER / "extension.js", folder, *command], capture_output=True, encoding="utf-8", check=True
    )
    happened: dict[str, Any] = json.loads(done.stdout)
    return happened


@pytest.mark.slow
def test_the_extension_starts_the_server_and_starts_it_again_when_its_setting_changes(tmp_path: Path) -> None:
    server = tmp_path / "server"
    server.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m awesomelint "$@"\n', encoding="utf-8")
    server.chmod(0o755)
    happened = hosted(tmp_path, "${workspaceFolder}/server", "lsp")
    assert happened["servers"] == 2 * [{"answer": "awesomelint", "cwd": str(tmp_path)}]
    assert happened["stopped"] == 2
    assert {one["language"] for one in happened["selector"]} == {"markdown"}
    assert {one["scheme"] for one in happened["selector"]} == {"file", "untitled"}
    assert happened["said"] == []


def test_who_has_no_server_is_told_what_to_do(tmp_path: Path) -> None:
    happened = hosted(tmp_path, str(tmp_path / "nowhere"), "lsp")
    assert happened["servers"] == []
    assert "Install awesomelint and, beside it, pygls" in happened["said"][0]
    assert "nowhere lsp" in happened["said"][0]
    assert happened["executed"][0] == ["workbench.action.openSettings", "awesomelint.command"]


def test_the_manifest_tells_the_truth() -> None:
    assert PACKAGE["version"] == awesomelint.__version__
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    assert (lock["version"], lock["packages"][""]["dependencies"]) == (PACKAGE["version"], PACKAGE["dependencies"])
    assert (FOLDER / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    code = (FOLDER / PACKAGE["main"]).read_text(encoding="utf-8")
    assert {one["command"] for one in PACKAGE["contributes"]["commands"]} == set(
        re.findall(r'registerCommand\("([\w.]+)"', code)
    )
    assert json.dumps(SETTINGS["awesomelint.command"]["default"]) in code
    for page in (ROOT / "docs" / "editors.md", FOLDER / "README.md"):
        assert set(re.findall(r'"(awesomelint\.[\w.]+)":', page.read_text(encoding="utf-8"))) <= set(SETTINGS)


def test_an_untrusted_folder_names_no_program() -> None:
    trust = PACKAGE["capabilities"]["untrustedWorkspaces"]
    assert trust["restrictedConfigurations"] == ["awesomelint.command"]
    assert SETTINGS["awesomelint.command"]["scope"].startswith("machine")
