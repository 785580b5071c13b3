"""`rules`, `explain`, `config` and `cache`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lists import Run

from awesomelint.links.database import NAME
from awesomelint.rulebook.load import load_rulebook

HOUSE = """\
code: HOUSE1
name: venue-given
summary: Every entry says where it appeared.
since: 1.0.0
check: field.required
severity: warning
fix: none
options:
  field: venue
---
why: |
  So that readers know.
examples:
"""

OWN = Path(__file__).parents[1] / "data" / "house-rules"


def test_rules_are_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    lines = run("rules").stdout.splitlines()
    assert len(lines) == len(load_rulebook())
    (line,) = [line for line in lines if line.startswith("NUM101")]
    assert line.split()[:4] == ["NUM101", "sequential-numbers", "error", "safe"]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_list_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("rules").stdout.splitlines()
    assert max(len(line) for line in lines) <= max(columns, 56)


def test_rules_show_the_configuration(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    (here / ".awesomelint.yaml").write_text("select: [NUM]\nseverity: {NUM101: info}\n")
    rows = {line.split()[0]: line.split()[2] for line in run("rules").stdout.splitlines()}
    assert rows["NUM101"] == "info"
    assert rows["SUP901"] == "off"
    values = {rule["code"]: rule for rule in json.loads(run("rules", "--output-format=json").stdout)}
    assert values["NUM101"]["severity"] == "info"
    assert values["NUM101"]["enabled"]
    assert not values["SUP901"]["enabled"]
    assert {option["name"] for option in values["NUM101"]["options"]} >= {"restart"}
    rows = {line.split()[0]: line.split()[2] for line in run("rules", "--isolated").stdout.splitlines()}
    assert rows["NUM101"] == "error"


def test_own_rules_are_tested(run: Run) -> None:
    result = run("rules", "test", str(OWN))
    assert result.exit_code == 0, result.output
    assert "all passed" in result.stdout


def test_an_example_that_does_not_hold_is_told(run: Run, here: Path) -> None:
    source = (OWN / "HOUSE1-venue-given.yaml").read_text()
    (here / "rules").mkdir()
    (here / "rules" / "HOUSE1-venue-given.yaml").write_text(source.replace("message: ", "message: not ", 1))
    result = run("rules", "test", "rules")
    assert result.exit_code == 1
    assert "failed  HOUSE1: " in result.stdout
    assert "rules/HOUSE1-venue-given.yaml:" in result.stdout
    assert "1 failed" in result.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "error: rules: no rule file (*.yaml) in this folder"),
        ("code: [", "error: "),
        (HOUSE.replace("HOUSE1", "NUM101"), "error: "),
    ],
)
def test_a_malformed_rule_is_one_line(run: Run, here: Path, text: str | None, said: str) -> None:
    (here / "rules").mkdir()
    if text is not None:
        (here / "rules" / "HOUSE1-x.yaml").write_text(text)
    result = run("rules", "test", "rules")
    assert result.exit_code == 2
    assert result.stderr.startswith(said)
    assert len(result.stderr.splitlines()) == 1


def test_a_missing_folder_of_rules(run: Run) -> None:
    result = run("rules", "test", "nowhere")
    assert (result.exit_code, result.stderr) == (2, "error: nowhere: no such folder\n")


@pytest.mark.parametrize("name", ["NUM101", "num101", "sequential-numbers"])
def test_explain(run: Run, name: str) -> None:
    text = run("explain", name).stdout
    assert text.startswith("NUM101 sequential-numbers\n")
    assert "error, fixable with --fix, since 0.1.0" in text
    assert "restart: infer, section, document (default: infer)" in text
    assert "\nbad: " in text
    assert "\ngood: " in text
    assert max(len(line) for line in text.splitlines() if not line.startswith("  │")) <= 100


def test_items_of_an_explanation_fit_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    why = run("explain", "PAP601").stdout.partition("\nbad: ")[0].splitlines()
    (start, end, *_) = (number for number, line in enumerate(why) if line.startswith("- "))
    assert all(line.startswith("  ") for line in why[start + 1 : end])
    assert max(map(len, why)) <= 60


def test_explain_several(run: Run) -> None:
    text = run("explain", "NUM101", "SUP", "NUM101").stdout
    assert text.count("NUM101 sequential-numbers\n") == 1
    assert "SUP901 unused-suppression\n" in text
    assert run("explain", "ALL").stdout.count("\nbad: ") > len(load_rulebook())


def test_explain_what_is_unknown(run: Run) -> None:
    result = run("explain", "NUM1O1", "sequential-number")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        'error: unknown rule "NUM1O1" (did you mean "NUM101"?)',
        'error: unknown rule "sequential-number" (did you mean "sequential-numbers"?)',
    ]


def test_config_show_can_be_read_back(run: Run, here: Path) -> None:
    (here / ".awesomelint.yaml").write_text(
        "select: [NUM]\nseverity: {NUM101: info}\nfail-on: error\nexclude: ['a*.md']\n"
        "per-file-ignores: {'b.md': [NUM102]}\nrules: {NUM101: {restart: document}}\n"
    )
    shown = run("config", "show").stdout
    assert "NUM101: info" in shown
    (here / ".awesomelint.yaml").write_text(shown)
    again = run("config", "show").stdout
    assert [line for line in again.splitlines() if line[0] != "#"] == [
        line for line in shown.splitlines() if line[0] != "#"
    ]
    assert "# no configuration file" in run("config", "show", "--isolated").stdout


def test_config_schema_accepts_what_show_prints(run: Run) -> None:
    import yaml

    schema = json.loads(run("config", "schema").stdout)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(yaml.safe_load(run("config", "show").stdout))


@pytest.mark.usefixtures("slips")
def test_an_empty_cache(run: Run, tmp_path: Path) -> None:
    run("README.md", "--select=NUM101")
    assert run("cache").stdout == f"{tmp_path / 'cache' / NAME}: empty\n"
    assert run("cache", "clear").stdout == "nothing to remove\n"
