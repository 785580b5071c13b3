"""Papers files in a configuration: where they may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesomelint.config.load import load_config
from awesomelint.errors import ConfigError


def config(folder: Path, value: str) -> Path:
    path = folder / ".awesomelint.yaml"
    path.write_text(f"papers: {value}\n", encoding="utf-8")
    return path


def test_they_are_beside_the_configuration_or_elsewhere_in_its_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "all.bib").touch()
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "own.jsonl").touch()
    found = load_config(config(lists, "[own.jsonl, ../all.bib, own.jsonl]")).papers
    assert [path.resolve() for path in found] == [lists / "own.jsonl", tmp_path / "all.bib"]


def test_none_is_outside_the_repository(tmp_path: Path) -> None:
    inside = tmp_path / "repository"
    (inside / ".git").mkdir(parents=True)
    outside = tmp_path / "secret.bib"
    outside.touch()
    (inside / "link.bib").symlink_to(outside)
    for name in ("../secret.bib", str(outside), "link.bib", "../missing.bib"):
        with pytest.raises(ConfigError, match="leads out of the repository"):
            load_config(config(inside, name))


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r':1:9: file "none\.bib" does not exist, relative to this configuration'):
        load_config(config(tmp_path, "none.bib"))
