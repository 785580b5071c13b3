"""Lists that are split over files: what a configuration may say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesomelint.config.load import config_of, load_config
from awesomelint.config.model import Config
from awesomelint.errors import ConfigError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    for name in ("README.md", "by_year.md", "papers/b.md", "papers/a.md", "papers/c.txt"):
        (tmp_path / name).write_text("# A list\n", encoding="utf-8")
    return tmp_path


def split(folder: Path, **values: object) -> Config:
    return config_of({"lists": [values]}, base=folder)


def test_parts_are_in_order(folder: Path) -> None:
    config = split(folder, parts=["README.md", "papers/*.md"], views="by_year.md")
    assert list(config.lists[0].parts.values()) == ["README.md", "papers/a.md", "papers/b.md"]
    assert config.parts_before(folder / "papers" / "b.md") == {
        folder / "README.md": "README.md",
        folder / "papers" / "a.md": "papers/a.md",
    }
    assert config.parts_before(folder / "README.md") == {}
    assert config.parts_before(folder / "other.md") == {}
    assert config.is_view(folder / "by_year.md")
    assert not config.is_view(folder / "README.md")


def test_a_pattern_leaves_out_what_is_named_elsewhere(folder: Path) -> None:
    config = split(folder, parts=["papers/b.md", "papers/*", "*.md"], views=["by_year.md"])
    assert list(config.lists[0].parts.values()) == ["papers/b.md", "papers/a.md", "papers/c.txt", "README.md"]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("lists: {}", "1:8", 'found a mapping in "lists", expected a list'),
        ("lists: [README.md]", "1:9", "expected a mapping"),
        ("lists: [{views: by_year.md}]", "1:9", 'the key "parts" is missing'),
        ("lists: [{part: README.md}]", "1:10", 'unknown key "part" (did you mean "parts"?)'),
        (
            "lists:\n  - parts: [README.md, nothing.md]",
            "2:24",
            'file "nothing.md" does not exist, relative to this configuration',
        ),
        ("lists:\n  - parts: nothing/*.md", "2:12", 'no file matches "nothing/*.md", relative to this configuration'),
        ("lists:\n  - parts: '*/a.md'", "2:12", "expected wildcards in the last part of the path only"),
        ("lists:\n  - parts: [README.md, README.md]", "2:24", '"README.md" is listed twice'),
        ("lists:\n  - parts: README.md\n    views: README.md", "2:12", '"README.md" is listed twice'),
        ("lists:\n  - parts: [5]", "2:13", 'found 5 in "parts", expected text'),
        ("lists:\n  - parts: []", "2:12", "found no file"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(folder: Path, text: str, place: str, said: str) -> None:
    path = folder / ".awesomelint.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert str(caught.value).startswith(f"{path}:{place}: ")
    assert said in caught.value.message
