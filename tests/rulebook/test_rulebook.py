"""The rulebook as a whole: its files, its compiled form, its presets."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesomelint import paths as compiled
from awesomelint.checks import CHECKS
from awesomelint.config.load import load_config
from awesomelint.config.model import Overrides
from awesomelint.diagnostic import Severity
from awesomelint.paths import VARIABLE, cache_dir
from awesomelint.rulebook.docs import load_docs
from awesomelint.rulebook.load import FAMILIES, load_presets, load_rulebook, rulebook


def test_rules_are_sorted_and_in_the_folder_of_their_family() -> None:
    rules = load_rulebook()
    assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)
    folders = {
        rule.family: {Path(other.path).parent for other in rules if other.family == rule.family} for rule in rules
    }
    assert set(folders) <= set(FAMILIES)
    assert all(len(found) == 1 for found in folders.values()), folders


def test_no_check_is_left_over() -> None:
    named = {rule.check for rule in load_rulebook()}
    own = {name for name, check in CHECKS.items() if not check.parameters}
    assert own <= named


def test_every_check_is_where_the_table_says() -> None:
    assert all(callable(check.load()) for check in CHECKS.values())


@pytest.mark.parametrize("rule", load_rulebook(), ids=lambda rule: rule.code)
def test_safe_rules_say_what_they_change(rule: object) -> None:
    spec = next(known for known in load_rulebook() if known is rule)
    if spec.fix == "none":
        assert not spec.changes
        assert all(example.fixed is None for example in load_docs(spec).examples)


def test_the_compiled_rulebook_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    before = rulebook()
    for _ in range(2):  # made, and read
        rulebook.cache_clear()
        assert rulebook() == before
        assert (tmp_path / "rulebook.jsonl").exists()


def test_the_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "chosen"))
    assert cache_dir() == tmp_path / "chosen"
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    from platformdirs import user_cache_path

    assert cache_dir() == user_cache_path("awesomelint", appauthor=False)
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_dir() == user_cache_path("awesomelint", appauthor=False)


# -- presets


@pytest.mark.parametrize("name", sorted(load_presets()))
def test_every_preset_loads_and_says_what_it_is_for(name: str) -> None:
    assert load_presets()[name]["summary"].endswith(".")
    config = load_config(None, Overrides(preset=name))
    assert config.presets[-1] == name
    assert config.rules


def test_the_presets_there_are() -> None:
    assert set(load_presets()) == {"default", "papers", "awesome", "strict"}


def test_strict_runs_everything_and_hides_nothing() -> None:
    strict = {rule.code: rule for rule in load_config(None, Overrides(preset="strict")).rules}
    assert set(strict) == {rule.code for rule in load_rulebook()}
    for rule in load_config(None).rules:
        assert strict[rule.code].severity >= rule.severity
    hygiene = {"FMT214", "FMT215", "FMT216", "FMT217"} & set(strict)
    assert all(strict[code].severity >= Severity.WARNING for code in hygiene)
