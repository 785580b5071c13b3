"""Options of rules: how a head declares them, and whether a value fits."""

from __future__ import annotations

import re

from awesomelint.diagnostic import Severity
from awesomelint.marked import Node
from awesomelint.rulebook.spec import OptionSpec, OptionValue

SEVERITY_WORDS = tuple(level.label for level in reversed(Severity))
"""The words for severities, the worst first."""
KINDS = ("string", "integer", "number", "boolean", "list", "pattern", "enum")
_KEYS = ("enum", "type", "default", "help")
_ENUM_KINDS = ("enum", "list")


def declared_option(name: str, node: Node) -> OptionSpec:
    """Read `{enum: [...], default: ..., help: ...}` or `{type: integer, default: ..., help: ...}` from a head.

    Raises the file's error for a declaration that contradicts itself.
    """
    keys = node.table(_KEYS, required=("default", "help"))
    choices = tuple(item.text() for item in keys["enum"].items()) if "enum" in keys else ()
    kind = keys["type"].choice(KINDS) if "type" in keys else "enum"
    if kind == "enum" and not choices:
        node.fail('an option needs the key "enum" or "type"')
    if choices and kind not in _ENUM_KINDS:
        keys["enum"].fail(f'"enum" goes with type enum or list, not {kind}')
    option = OptionSpec(name, kind, None, keys["help"].words(), choices)
    default = keys["default"]
    return OptionSpec(name, kind, option_value(option, default), option.help, choices)


def option_value(option: OptionSpec, node: Node) -> OptionValue:
    """Return a configured value of an option. Raises the file's error for one that does not fit."""
    match option.kind:
        case "enum":
            return node.choice(option.choices)
        case "string":
            return node.text()
        case "pattern":
            return _pattern(node)
        case "integer":
            return node.integer()
        case "boolean":
            return node.boolean()
        case "number":
            return node.number()
        case _:
            items = node.items()
            return [item.choice(option.choices) if option.choices else item.text() for item in items]


def _pattern(node: Node) -> str:
    text = node.text()
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        node.fail(f'found "{text}", which is no regular expression: {error}')
    return text
