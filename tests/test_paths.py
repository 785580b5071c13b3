"""Compiled data: made when it is missing or old, kept where that is possible, and never asked for what was edited since."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from awesomelint import paths
from awesomelint import paths as module
from awesomelint.papers.venues.load import venue_table
from awesomelint.paths import compiled, program_stamp
from awesomelint.rulebook.load import load_rulebook

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "FOLDER", tmp_path / "compiled")
    return tmp_path / "compiled"


def make() -> Iterator[object]:
    yield from ({"a": 1}, ["b", None])


LINES = [b'{"a": 1}', b'["b", null]']


def never() -> Iterator[object]:
    raise AssertionError("the compiled file holds")


def test_what_is_made_is_kept(folder: Path) -> None:
    assert compiled("some", make) == LINES
    assert compiled("some", never) == LINES
    assert [path.name for path in folder.iterdir()] == ["some.jsonl"]


def test_another_stamp_makes_it_old(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled("some", make)
    monkeypatch.setattr(module, "program_stamp", lambda: "another")
    assert compiled("some", lambda: [1]) == [b"1"]
    assert compiled("some", never) == [b"1"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null\n" * 3, b"\xff", b"[" * 100_000, b"\n1"])
def test_a_file_without_the_stamp_is_made_anew(folder: Path, content: bytes) -> None:
    compiled("some", make)
    path = folder / "some.jsonl"
    good = path.read_bytes()
    path.write_bytes(content)
    assert compiled("some", make) == LINES
    assert path.read_bytes() == good


@pytest.mark.parametrize("is_checkout", [True, False])
@pytest.mark.parametrize("damage", [lambda data: data[:-3], lambda data: data.replace(b"null", b"nul]")])
def test_a_damaged_file_is_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, is_checkout: bool, damage: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(module, "is_checkout", lambda: is_checkout)
    path = folder / "some.jsonl"
    module.write_compiled(path, LINES, program_stamp().encode() if is_checkout else b"")
    assert compiled("some", never) == LINES
    good = path.read_bytes()
    path.write_bytes(damage(good))
    assert compiled("some", make) == LINES
    assert (path.read_bytes() == good) is is_checkout


def test_nowhere_to_keep_it_is_no_error(folder: Path) -> None:
    folder.write_text("a file", encoding="utf-8")
    assert compiled("some", make) == LINES


def test_a_file_in_its_place_that_cannot_be_replaced_is_no_error(folder: Path) -> None:
    (folder / "some.jsonl").mkdir(parents=True)
    assert compiled("some", make) == LINES
    assert [path.name for path in folder.iterdir()] == ["some.jsonl"]


def test_an_installed_file_has_no_stamp(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_checkout", lambda: False)
    assert compiled("some", make) == LINES
    assert not folder.exists()
    module.write_compiled(folder / "some.jsonl", LINES)
    assert compiled("some", never) == LINES


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small checkout: a package and a folder of rules."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "package").mkdir()
    monkeypatch.setattr(module, "PACKAGE", tmp_path / "package")
    monkeypatch.setattr(paths, "_CHECKOUT", tmp_path / "rules")
    paths.rules_root.cache_clear()
    yield tmp_path
    paths.rules_root.cache_clear()
    program_stamp.cache_clear()


def _stamp() -> str:
    program_stamp.cache_clear()
    return program_stamp()


def test_the_stamp_changes_with_the_files(checkout: Path) -> None:
    file = checkout / "rules" / "a.yaml"
    file.write_text("a")
    before = _stamp()
    assert _stamp() == before
    file.write_text("ab")
    changed = _stamp()
    assert changed != before
    (checkout / "package" / "below").mkdir()
    assert _stamp() == changed
    (checkout / "package" / "below" / "b.py").touch()
    assert _stamp() != changed


def test_the_stamp_changes_with_the_version(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _stamp()
    monkeypatch.setattr(module, "__version__", "99")
    assert _stamp() != before


# -- a whole checkout

COUNT = """
import sys
from awesomelint.papers.venues.load import venue_table
from awesomelint.rulebook.load import load_rulebook
print(len(load_rulebook()), len(venue_table()), "icml" in venue_table(), "yaml" in sys.modules)
"""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the checkout, without what was compiled."""
    root = tmp_path_factory.mktemp("checkout")
    hidden = shutil.ignore_patterns("__pycache__", "_compiled")
    shutil.copytree(ROOT / "src" / "awesomelint", root / "src" / "awesomelint", ignore=hidden)
    shutil.copytree(ROOT / "rules", root / "rules")
    return root


def counted(root: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-c", COUNT], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_checkout_reads_yaml_once_and_again_after_an_edit(copied: Path) -> None:
    rules, venues = len(load_rulebook()), len(venue_table())
    assert counted(copied) == f"{rules} {venues} True True"
    assert counted(copied) == f"{rules} {venues} True False"
    with (copied / "rules" / "data" / "venues.yaml").open("a", encoding="utf-8") as file:
        file.write("  wxyz: {name: WXYZ, kind: journal}\n")
    assert counted(copied) == f"{rules} {venues + 1} True True"
    (copied / "rules" / "numbering" / "NUM101-sequential-numbers.yaml").unlink()
    assert counted(copied) == f"{rules - 1} {venues + 1} True True"
    assert counted(copied) == f"{rules - 1} {venues + 1} True False"
