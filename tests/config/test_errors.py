"""What is wrong with a configuration, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesomelint.config.load import config_of, load_config
from awesomelint.config.model import Overrides
from awesomelint.errors import AwesomelintError, ConfigError, RulebookError


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("selct: [NUM]", "1:1", 'unknown key "selct" (did you mean "select"?)'),
        ("a: 1\nselect: [NUM", "2:13", "this is not YAML: did not find expected ',' or ']'"),
        ("- NUM", "1:1", "found a list, expected a mapping"),
        ("select: 5", "1:9", 'found 5 in "select", expected a list'),
        ("select: [NUM, 101]", "1:15", 'found 101 in "select", expected text'),
        ("select:\n  - NUM\n  - NUM1O1", "3:5", 'unknown rule "NUM1O1" (did you mean "NUM101"?)'),
        ("ignore: sequental-numbers", "1:9", 'unknown rule "sequental-numbers" (did you mean "sequential-numbers"?)'),
        (
            "severity:\n  NUM101: warn",
            "2:11",
            'found "warn" in "NUM101", expected one of error, warning, info (did you mean "warning"?)',
        ),
        ("severity:\n  NMU101: info", "2:3", 'unknown rule "NMU101" (did you mean "NUM101"?)'),
        ("rules:\n  NUM101:\n    retsart: section", "3:5", 'unknown key "retsart" (did you mean "restart"?)'),
        (
            "rules:\n  NUM101:\n    restart: sections",
            "3:14",
            'found "sections" in "restart", expected one of infer, section, document (did you mean "section"?)',
        ),
        ("rules: {NUM: {}}", "1:9", 'options are set for one rule; "NUM" selects several'),
        ("rules: {SUP901: {x: 1}}", "1:9", "SUP901 has no options"),
        (
            "rules: {NUM101: {}, sequential-numbers: {}}",
            "1:21",
            "the options of NUM101 are set twice, by code and by name",
        ),
        ("rules: {NUM101: document}", "1:17", 'found "document" in "NUM101", expected a mapping'),
        ("fail-on: never", "1:10", 'found "never" in "fail-on", expected one of error, warning, info'),
        ("extends: papers2", "1:10", 'unknown preset "papers2" (did you mean "papers"?); a path has a "/" or a "."'),
        ("extends: [papers, ./none.yaml]", "1:19", 'file "./none.yaml" does not exist, relative to this configuration'),
        ("rule-paths: rules", "1:13", 'folder "rules" does not exist, relative to this configuration'),
        ("venues: own.yaml", "1:9", 'file "own.yaml" does not exist, relative to this configuration'),
        ("venues: [a, 3]", "1:13", 'found 3 in "venues", expected text'),
        ("per-file-ignores:\n  '!': NUM101", "2:3", "Invalid git pattern"),
        ("per-file-ignores: {a.md: [NUM1O1]}", "1:27", 'unknown rule "NUM1O1" (did you mean "NUM101"?)'),
        ("exclude: [3]", "1:11", 'found 3 in "exclude", expected text'),
        ("true: 1", "1:1", "a key must be text, found true; put it in quotes"),
        ("summary: x", "1:1", 'unknown key "summary"'),
    ],
)
def test_yaml(tmp_path: Path, text: str, place: str, message: str) -> None:
    path = tmp_path / ".awesomelint.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert str(caught.value).startswith(f"{path}:{place}: {message}")


TOML = """\
[project]
name = "a-list"  # select = ["x"]

[tool.other]
select = ["x"]

"""


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("[tool.awesomelint]\nselct = ['NUM']", "8:1", 'unknown key "selct" (did you mean "select"?)'),
        ("[tool.awesomelint]\n  select = ['NUM1O1']", "8:12", 'unknown rule "NUM1O1"'),
        ("[tool.awesomelint]\nselect = [\n  'NUM',\n  'NUM1O1',\n]\n", "8:10", 'unknown rule "NUM1O1"'),
        ("[tool.awesomelint.severity]\nNUM101 = 'warn'", "8:10", 'found "warn" in "NUM101"'),
        ("[tool.awesomelint]\nseverity = {NUM102 = 'info', NUM101 = 'warn'}", "8:39", 'found "warn" in "NUM101"'),
        ("[tool.awesomelint]\nrules.NUM101.restart = 'x'", "8:24", 'found "x" in "restart"'),
        ("[tool.awesomelint.rules.NUM101]\nrestart = 'x'", "8:11", 'found "x" in "restart"'),
        ("[tool.awesomelint.rules]\nNUM101.retsart = 'x'", "8:1", 'unknown key "retsart"'),
        ("[tool]\nawesomelint.fail-on = 'x'", "8:23", 'found "x" in "fail-on"'),
        ("[tool.awesomelint]\nselect = [", None, "this is not TOML: invalid value"),
        ("[tool.awesomelint]\nselect = = 3", "8:10", "this is not TOML: invalid value"),
        ("[tool.awesomelint]\nfail-on = 2020-01-01", "8:11", 'found 2020-01-01 in "fail-on"'),
        ("[tool]\nawesomelint = 3", "8:15", "found 3, expected a mapping"),
    ],
)
def test_toml(tmp_path: Path, text: str, place: str | None, message: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(TOML + text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    error = caught.value
    assert error.message.startswith(message)
    assert (f"{error.line}:{error.column}" if error.line else None) == place


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (Overrides(select=("NUM1O1",)), '--select: unknown rule "NUM1O1" (did you mean "NUM101"?)'),
        (Overrides(ignore=("qqqqq",)), '--ignore: unknown rule "qqqqq"'),
        (Overrides(extend_select=("",)), '--extend-select: unknown rule ""'),
        (Overrides(extend_ignore=("fmt",)), '--extend-ignore: unknown rule "fmt"'),
        (Overrides(preset="papre"), '--preset: unknown preset "papre" (did you mean "papers"?)'),
        (Overrides(exclude=("!",)), "--exclude: Invalid git pattern"),
    ],
)
def test_command_line(overrides: Overrides, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(None, overrides)
    assert str(caught.value).startswith(message)


def test_values() -> None:
    with pytest.raises(ConfigError, match=r'^configuration: unknown key "selct"'):
        config_of({"selct": "NUM"})


def test_a_file_that_extends_itself(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("extends: ./b.yaml")
    (tmp_path / "b.yaml").write_text("extends: ./a.yaml")
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "a.yaml")
    assert str(caught.value) == f'{tmp_path / "b.yaml"}:1:10: "./a.yaml" extends itself'


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    for name, said in (
        ("none.yaml", "no such file"),
        (".", "this is a folder"),
        ("a.json", "a configuration is a .yaml or .toml file"),
    ):
        with pytest.raises(ConfigError, match=said):
            load_config(tmp_path / name)
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: \xff")
    with pytest.raises(ConfigError, match="not valid UTF-8: byte 0xff"):
        load_config(path)
    path.write_bytes(b"\xef\xbb\xbfselect: [NUM]")
    assert load_config(path).rules


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "a: " * 5_000, "{a: " * 50_000, "\x00", "%" * 1_000, "&a [*a]", "🔥" * 1_000]
)
def test_hostile_files_end_in_one_line(tmp_path: Path, text: str) -> None:
    for name in ("a.yaml", "a.toml", "pyproject.toml"):
        path = tmp_path / name
        path.write_text(text if name != "pyproject.toml" else f"[tool.awesomelint]\nselect = {text}", encoding="utf-8")
        with pytest.raises(AwesomelintError) as caught:
            load_config(path)
        assert "\n" not in str(caught.value)


def test_a_malformed_rule_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "MINE1-some-rule.yaml").write_text("code: MINE1\n---\n")
    (tmp_path / "a.yaml").write_text("rule-paths: .")
    with pytest.raises(RulebookError, match='the key "name" is missing'):
        load_config(tmp_path / "a.yaml")
