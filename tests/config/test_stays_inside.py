"""A configuration in a repository may be a stranger's: nothing outside the repository is read because of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from awesomelint.config.files import find_config
from awesomelint.config.load import load_config
from awesomelint.errors import AwesomelintError, ConfigError
from awesomelint.files import walk

SECRET = "password: hunter2\n"
RULE = "code: MINE1\nsecret: hunter2\n---\nwhy: x\n"
KEYS = {
    "extends": "extends: {}",
    "venues": "venues: [{}]",
    "baseline": "baseline: {}",
    "parts": "lists: [{{parts: [{}]}}]",
    "views": "lists: [{{parts: [here.md], views: [{}]}}]",
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository, beside a folder that is none of its business."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text(SECRET)
    (outside / "MINE1-some-rule.yaml").write_text(RULE)
    folder = tmp_path / "list"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "config.yaml").write_text(SECRET)
    (folder / "here.md").write_text("- here")
    (folder / "link.yaml").symlink_to(outside / "secret.yaml")
    (folder / "folder").symlink_to(outside)
    return folder


def said(path: Path) -> str:
    with pytest.raises(AwesomelintError) as caught:
        load_config(path)
    return str(caught.value)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "name",
    ["../outside/secret.yaml", "link.yaml", "./folder/secret.yaml", ".git/config.yaml", "{absolute}", "~/../x.yaml"],
)
def test_a_file_outside_is_not_read(repository: Path, key: str, name: str) -> None:
    name = name.format(absolute=repository.parent / "outside" / "secret.yaml")
    config = repository / ".awesomelint.yaml"
    config.write_text(KEYS[key].format(name))
    if name.startswith("~"):
        message = said(config) if key != "baseline" else "does not exist"
        assert "does not exist" in message  # no home folders
        return
    message = said(config)
    assert message.endswith(f'"{name}" leads out of the repository')
    assert message.startswith(f"{config}:1:")
    assert "hunter2" not in message


@pytest.mark.parametrize("name", ["../outside", "folder"])
def test_rules_outside_are_not_read(repository: Path, name: str) -> None:
    config = repository / ".awesomelint.yaml"
    config.write_text(f"rule-paths: {name}")
    assert said(config).endswith(f'"{name}" leads out of the repository')


def test_a_rule_that_is_a_link_is_not_read(repository: Path) -> None:
    (repository / "rules").mkdir()
    (repository / "rules" / "MINE1-some-rule.yaml").symlink_to(repository.parent / "outside" / "MINE1-some-rule.yaml")
    config = repository / ".awesomelint.yaml"
    config.write_text("rule-paths: rules")
    assert said(config).endswith("this rule file is a link that leads out of the repository")


def test_a_pattern_finds_nothing_outside(repository: Path) -> None:
    (repository / "secret.md").symlink_to(repository.parent / "outside" / "secret.yaml")
    config = repository / ".awesomelint.yaml"
    config.write_text("lists: [{parts: ['*.md']}]")
    (split,) = load_config(config).lists
    assert [path.name for path in split.parts] == ["here.md"]
    config.write_text("lists: [{parts: ['../outside/*.yaml']}]")
    assert said(config).endswith("leads out of the repository")


def test_a_configuration_that_is_a_link_is_not_taken(repository: Path) -> None:
    (repository / ".awesomelint.yaml").symlink_to(repository.parent / "outside" / "secret.yaml")
    with pytest.raises(ConfigError, match="is a link that leads out of the repository"):
        find_config(repository / "here.md")


def test_links_within_a_repository_and_files_outside_of_one(repository: Path) -> None:
    (repository / "shared.yaml").write_text("select: [NUM]")
    (repository / "inner.yaml").symlink_to("shared.yaml")
    config = repository / "docs" / ".awesomelint.yaml"
    config.parent.mkdir()
    config.write_text("extends: ../inner.yaml")
    assert {rule.code[:3] for rule in load_config(config).rules} == {"NUM"}
    free = repository.parent / "free" / ".awesomelint.yaml"
    free.parent.mkdir()
    free.write_text("extends: ../list/shared.yaml")
    assert load_config(free).rules


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_large_files_are_not_read(repository: Path) -> None:
    config = repository / ".awesomelint.yaml"
    os.mkfifo(repository / "pipe.yaml")
    for key in ("extends", "venues"):
        config.write_text(f"{key}: ./pipe.yaml")
        assert "does not exist" in said(config)
    (repository / "large.yaml").write_text("# " + "x" * 1_000_000)
    config.write_text("extends: ./large.yaml")
    assert said(config).endswith("the configuration cannot be read: it has more than 1000000 bytes")
    os.mkfifo(repository / ".gitignore")
    assert [path.name for path in walk(repository)] == ["here.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_rules_that_are_pipes_or_large_are_not_read(repository: Path) -> None:
    config = repository / ".awesomelint.yaml"
    config.write_text("rule-paths: rules")
    rule = repository / "rules" / "MINE1-some-rule.yaml"
    rule.parent.mkdir()
    os.mkfifo(rule)
    assert said(config).endswith("the rule file cannot be read: this is not a regular file")
    rule.unlink()
    rule.write_text("# " + "x" * 1_000_000)
    assert said(config).endswith("the rule file cannot be read: it has more than 1000000 bytes")


def test_a_gitignore_that_is_a_link_says_nothing(repository: Path) -> None:
    (repository.parent / "outside" / "patterns").write_text("*.md")
    (repository / ".gitignore").symlink_to(repository.parent / "outside" / "patterns")
    assert [path.name for path in walk(repository)] == ["here.md"]
