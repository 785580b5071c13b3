"""The JSON Schema: what is committed is what the rules make, and it says what `load_config` says."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from awesomelint.config.layer import KEYS
from awesomelint.config.load import config_of
from awesomelint.config.schema import build_schema, schema_text
from awesomelint.errors import ConfigError
from awesomelint.rulebook.load import load_presets, load_rulebook

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "schema" / "awesomelint.schema.json"
EXAMPLES = sorted((Path(__file__).parents[1] / "data" / "configs").iterdir())
VALIDATOR = jsonschema.Draft202012Validator(build_schema())


def values(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return tomllib.loads(text)["tool"]["awesomelint"]
    return yaml.safe_load(text)


def test_the_committed_schema_is_that_of_the_rules() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema_text(), "run: python tools/generate.py"


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))


def test_it_has_every_key() -> None:
    assert set(build_schema()["properties"]) == set(KEYS)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_are_valid(path: Path) -> None:
    VALIDATOR.validate(values(path))
    config_of(values(path), base=path.parent)


@pytest.mark.parametrize("name", sorted(load_presets()))
def test_presets_are_valid(name: str) -> None:
    VALIDATOR.validate({key: value for key, value in load_presets()[name].items() if key != "summary"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"selct": ["NUM"]},
        {"select": 5},
        {"select": [5]},
        {"select": ["num101"]},
        {"severity": {"NUM101": "warn"}},
        {"severity": {"num": "info"}},
        {"severity": []},
        {"rules": {"NUM101": {"restart": "sections"}}},
        {"rules": {"NUM101": {"retsart": "section"}}},
        {"rules": {"sequential-numbers": {"restart": 5}}},
        {"rules": {"SUP901": {"x": 1}}},
        {"rules": {"NUM101": "document"}},
        {"rules": []},
        {"fail-on": "never"},
        {"extends": "papres"},
        {"extends": [5]},
        {"exclude": [3]},
        {"rule-paths": 3},
        {"venues": {"acl": {}}},
        {"per-file-ignores": {"a.md": 5}},
        [],
    ],
    ids=str,
)
def test_what_the_program_refuses_the_schema_refuses(wrong: Any) -> None:
    assert not VALIDATOR.is_valid(wrong)
    with pytest.raises(ConfigError):
        config_of(wrong)


def test_every_option_is_offered_by_code_and_by_name() -> None:
    offered = build_schema()["properties"]["rules"]["properties"]
    for rule in load_rulebook():
        assert set(offered[rule.code]["properties"]) == {option.name for option in rule.options}
        assert rule.name in offered
        for option in rule.options:
            VALIDATOR.validate({"rules": {rule.code: {option.name: option.default}}})
            config_of({"rules": {rule.name: {option.name: option.default}}})
