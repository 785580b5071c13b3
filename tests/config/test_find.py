"""Which configuration holds for a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from awesomelint.config.files import find_config


def test_the_nearest_wins(tmp_path: Path) -> None:
    below = tmp_path / "lists" / "deep"
    below.mkdir(parents=True)
    outer, inner = tmp_path / ".awesomelint.yaml", tmp_path / "lists" / ".awesomelint.yml"
    outer.write_text("")
    assert find_config(below / "README.md") == outer
    inner.write_text("")
    assert find_config(below / "README.md") == inner
    assert find_config(below) == inner
    assert find_config(tmp_path / "README.md") == outer


def test_the_order_in_one_folder(tmp_path: Path) -> None:
    names = ("pyproject.toml", ".awesomelint.yml", ".awesomelint.yaml")
    for name in names:
        (tmp_path / name).write_text("[tool.awesomelint]\n" if name.endswith("toml") else "")
        assert find_config(tmp_path / "README.md") == tmp_path / name


@pytest.mark.parametrize(
    "text",
    [
        "[tool.awesomelint]\n",
        "  [ tool . 'awesomelint' ]\n",
        '[tool."awesomelint"]',
        "[tool.awesomelint.severity]\nFMT = 'info'\n",
        "[tool]\nawesomelint = {select = ['NUM']}\n",
        "[tool]\nawesomelint.select = ['NUM']\n",
        "tool.awesomelint.select = ['NUM']\n",
        "[tool.awesomelint]\nbroken = [\n",
    ],
)
def test_a_pyproject_with_the_table(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert find_config(tmp_path) == tmp_path / "pyproject.toml"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[project]\nname = 'awesomelint'\n",
        "# [tool.awesomelint]\nx = 'awesomelint'\n",
        "[tool.awesomelinter]\n",
        "[tool.other]\nawesomelint = 1\n",
        "tool = 'awesomelint'\n",
        "awesomelint = [\n",
    ],
)
def test_a_pyproject_without_it_is_passed_over(tmp_path: Path, text: str) -> None:
    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / ".awesomelint.yaml").write_text("")
    (below / "pyproject.toml").write_text(text)
    assert find_config(below) == tmp_path / ".awesomelint.yaml"


def test_a_pyproject_that_is_no_text_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".awesomelint.yaml").write_text("")
    below = tmp_path / "below"
    below.mkdir()
    (below / "pyproject.toml").write_bytes(b"awesomelint \xff\xfe")
    (below / ".awesomelint.yaml").mkdir()
    assert find_config(below) == tmp_path / ".awesomelint.yaml"


def test_finding_imports_no_reader_of_toml() -> None:
    code = (
        "import sys; from pathlib import Path; from awesomelint.config.files import find_config;"
        "find_config(Path()); print({'tomllib', 'markdown_it'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/").stdout
    assert said == "set()\n"
