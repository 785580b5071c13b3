"""The rulebook as a whole: its files, its compiled copy, its presets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from awesomelint.checks import CHECKS
from awesomelint.config.load import load_config
from awesomelint.config.model import Overrides
from awesomelint.diagnostic import Severity
from awesomelint.paths import VARIABLE, cache_dir, rules_root
from awesomelint.rulebook.load import FAMILIES, load_docs, load_presets, load_rulebook, rulebook, stamp


@pytest.fixture
def fresh_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache folder, and a process that has not read the rulebook yet."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    rulebook.cache_clear()
    yield tmp_path
    rulebook.cache_clear()


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


@pytest.mark.parametrize("rule", load_rulebook(), ids=lambda rule: rule.code)
def test_safe_rules_say_what_they_change(rule: object) -> None:
    spec = next(known for known in load_rulebook() if known is rule)
    if spec.fix == "none":
        assert not spec.changes
        assert all(example.fixed is None for example in load_docs(spec).examples)


def test_the_compiled_copy_gives_the_same(fresh_cache: Path) -> None:
    from_files = rulebook()
    (copy,) = fresh_cache.iterdir()
    rulebook.cache_clear()
    assert rulebook() == from_files
    assert copy.exists()


def test_the_compiled_copy_is_read_without_yaml(fresh_cache: Path) -> None:
    rulebook()
    code = "import sys; from awesomelint.rulebook.load import load_rulebook; print(len(load_rulebook()), 'yaml' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == f"{len(load_rulebook())} False\n"


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"key": 1}', '{"key": "KEY", "rulebook": {"rules": [[1]], "presets": {}}}', "[" * 100_000],
)
def test_a_damaged_copy_is_made_anew(fresh_cache: Path, content: str) -> None:
    expected = rulebook()
    (copy,) = fresh_cache.iterdir()
    good = copy.read_text()
    key = stamp(rules_root())
    copy.write_text(content.replace("KEY", key.replace("\n", "\\n")))
    rulebook.cache_clear()
    assert rulebook() == expected
    assert copy.read_text() == good


def test_a_folder_that_cannot_be_written_is_no_error(fresh_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = rulebook()
    (fresh_cache / "file").write_text("in the way")
    monkeypatch.setenv(VARIABLE, str(fresh_cache / "file" / "below"))
    rulebook.cache_clear()
    assert rulebook() == expected


def test_the_key_changes_with_the_files(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a")
    before = stamp(tmp_path)
    assert stamp(tmp_path) == before
    file.write_text("ab")
    changed = stamp(tmp_path)
    assert changed != before
    (tmp_path / "below").mkdir()
    assert stamp(tmp_path) == changed
    (tmp_path / "below" / "b.yaml").touch()
    assert stamp(tmp_path) != changed


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
