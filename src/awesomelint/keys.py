"""Keys of a configuration as a table: what each means, how its value is read, and the JSON Schema of the value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from awesomelint.named_tuple import NamedTuple
from awesomelint.yaml_reader import Node

TEXTS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
"""The JSON Schema of a list of texts, or of a single one."""


class Key(NamedTuple):
    """What a key means, in a sentence, how its value is read, and the JSON Schema of the value."""

    meaning: str
    read: Callable[[Node], Any]
    schema: Mapping[str, Any]


def boolean_key(meaning: str) -> Key:
    """Return a key whose value is true or false."""
    return Key(meaning, Node.boolean, {"type": "boolean"})


def text_key(meaning: str) -> Key:
    """Return a key whose value is any text."""
    return Key(meaning, Node.text, {"type": "string"})


def word_key(meaning: str, words: Collection[str]) -> Key:
    """Return a key whose value is one of some words."""
    return Key(meaning, lambda node: node.choice(words), {"enum": list(words)})


def number_key(meaning: str, bounds: tuple[float, float], *, is_whole: bool = True) -> Key:
    """Return a key whose value is a number between two others, both included."""
    low, high = bounds

    def read(node: Node) -> float:
        value = node.integer() if is_whole else node.number()
        if not low <= value <= high:
            node.fail(f"found {value}, expected a number from {low:g} to {high:g}")
        return value

    return Key(meaning, read, {"type": "integer" if is_whole else "number", "minimum": low, "maximum": high})


def read_keys(node: Node, keys: Mapping[str, Key]) -> dict[str, Any]:
    """Return what a mapping says, by its keys with `_` for `-`. Raises the file's error for what has no meaning."""
    return node.fields({name: key.read for name, key in keys.items()})


def schema_of(keys: Mapping[str, Key]) -> dict[str, Any]:
    """Return the JSON Schema of a mapping with these keys."""
    properties = {name: {"description": key.meaning, **key.schema} for name, key in keys.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}
