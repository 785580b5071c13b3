"""What docs/configuration.md shows is valid, and complete."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from awesomelint.checks.generic import FIELDS, GENERIC
from awesomelint.config.layer import KEYS
from awesomelint.config.load import config_of
from awesomelint.rule_examples import run_rules
from awesomelint.rulebook.load import load_own_rules, load_presets

TEXT = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)


def test_the_configuration_holds() -> None:
    config = config_of(yaml.safe_load(BLOCKS[0]))
    assert config.presets == ("default", "papers")
    assert "FMT210" not in {rule.code for rule in config.rules}


def test_the_rule_does_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "HOUSE7-code-is-called-code.yaml").write_text(BLOCKS[-1], encoding="utf-8")
    outcomes = list(run_rules(load_own_rules(tmp_path), ()))
    assert len([outcome for outcome in outcomes if outcome.example]) == 4
    assert all(outcome.problems == () for outcome in outcomes)  # the first is about the file: enough of each kind


def test_every_key_preset_check_parameter_and_field_is_there() -> None:
    parameters = {parameter.name for check in GENERIC.values() for parameter in check.parameters}
    for word in (*KEYS, *load_presets(), *GENERIC, *parameters, *FIELDS):
        assert f"`{word}`" in TEXT, word
