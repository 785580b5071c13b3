"""The JSON Schema of a configuration, made from the rules, so that editors complete and check what people write."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from awesomelint.config.layer import KEYS, LINK_KEYS, LIST_KEYS
from awesomelint.links.policy import HOST_KEYS
from awesomelint.rulebook.load import load_presets, load_rulebook
from awesomelint.rulebook.spec import ALL, SEVERITY_WORDS, OptionSpec, RuleIndex, RuleSpec
from awesomelint.yaml_reader import TEXTS, schema_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_OWN_RULE = r"^(?:[A-Z]{2,10}[0-9]{0,4}|[a-z][a-z0-9]*(?:-[a-z0-9]+)+)$"
_KINDS: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "pattern": {"type": "string", "format": "regex"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
}


def build_schema() -> dict[str, Any]:
    """Return the schema: what `load_config` accepts, except for rules of the user's own, which are recognised by their form
    alone."""
    rules = load_rulebook()
    selector = {"$ref": "#/$defs/selector"}
    selectors = {"anyOf": [selector, {"type": "array", "items": selector}]}
    shapes: dict[str, Any] = {
        "extends": _extends(),
        "select": selectors,
        "ignore": selectors,
        "extend-select": selectors,
        "extend-ignore": selectors,
        "severity": {
            "type": "object",
            "propertyNames": selector,
            "additionalProperties": {"enum": list(SEVERITY_WORDS)},
        },
        "rules": _rules(rules),
        "per-file-ignores": {"type": "object", "additionalProperties": selectors},
        "exclude": TEXTS,
        "rule-paths": TEXTS,
        "venues": TEXTS,
        "papers": TEXTS,
        "lists": {
            "type": "array",
            "items": {**schema_of(LIST_KEYS), "required": ["parts"]},
        },
        "links": schema_of(LINK_KEYS),
        "hosts": {"type": "object", "additionalProperties": schema_of(HOST_KEYS)},
        "baseline": {"type": "string", "minLength": 1},
        "fail-on": {"enum": list(SEVERITY_WORDS)},
    }
    return {
        "$schema": DIALECT,
        "title": "Configuration of awesomelint",
        "description": "Content of .awesomelint.yaml, or of [tool.awesomelint] in pyproject.toml.",
        "type": "object",
        "additionalProperties": False,
        "properties": {key: {"description": meaning, **shapes[key]} for key, meaning in KEYS.items()},
        "$defs": {"selector": _selector(rules)},
    }


def schema_text() -> str:
    """Return the schema as the text of `schema/awesomelint.schema.json`."""
    return json.dumps(build_schema(), indent=2, ensure_ascii=False) + "\n"


def _extends() -> dict[str, Any]:
    presets = load_presets()
    one = {"anyOf": [{"enum": sorted(presets)}, {"type": "string", "pattern": "[./]"}]}
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _selector(rules: Iterable[RuleSpec]) -> dict[str, Any]:
    index = RuleIndex(rules)
    words: list[dict[str, Any]] = [{"const": ALL, "description": "All rules."}]
    words += [{"const": family, "description": f"All rules {family}..."} for family in index.families]
    for rule in index.rules:
        words += [{"const": word, "description": rule.summary} for word in (rule.code, rule.name)]
    own = {"type": "string", "pattern": _OWN_RULE, "description": "A prefix, or a custom rule."}
    return {"anyOf": [*words, own]}


def _rules(rules: Iterable[RuleSpec]) -> dict[str, Any]:
    """Return what may be under `rules`: the options of a rule by its code or its name."""
    by_word: dict[str, Any] = {}
    for rule in rules:
        shape = {
            "description": rule.summary,
            "type": "object",
            "additionalProperties": False,
            "properties": {option.name: _option(option) for option in rule.options},
        }
        by_word[rule.code] = shape
        by_word[rule.name] = {"$ref": f"#/properties/rules/properties/{rule.code}"}
    return {
        "type": "object",
        "properties": by_word,
        "propertyNames": {"$ref": "#/$defs/selector"},
        "additionalProperties": {"type": "object"},
    }


def _option(option: OptionSpec) -> dict[str, Any]:
    described = {"description": option.help, "default": option.default}
    if option.kind == "enum":
        return {**described, "enum": list(option.choices)}
    if option.kind == "list":
        items: dict[str, Any] = {"enum": list(option.choices)} if option.choices else {"type": "string"}
        return {**described, "type": "array", "items": items}
    return {**described, **_KINDS[option.kind]}
