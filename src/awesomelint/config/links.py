"""What a configuration says about checking links: the table under `links`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from awesomelint.links.settings import CONCURRENCY, RETRIES, TIMEOUT
from awesomelint.links.url_expressions import url_expression
from awesomelint.marked import Node
from awesomelint.named_tuple import NamedTuple


class LinkKey(NamedTuple):
    """A key under `links`: its meaning, how its value is read, and the JSON Schema of the value."""

    meaning: str
    read: Callable[[Node], Any]
    schema: dict[str, Any]


def read_links(node: Node) -> dict[str, Any]:
    """Return what a table says, by the names of `LinkSettings`. Raises the file's error for anything that has no meaning."""
    return {key.replace("-", "_"): LINK_KEYS[key].read(value) for key, value in node.table(LINK_KEYS).items()}


def _patterns(node: Node) -> tuple[str, ...]:
    nodes = [node] if isinstance(node.value, str) else node.items()
    for item in nodes:
        try:
            url_expression(item.text())
        except ValueError as error:
            item.fail(f'found "{item.text()}", expected a regular expression: {error}')
    return tuple(item.text() for item in nodes)


def _number(meaning: str, bounds: tuple[float, float], *, is_whole: bool = True) -> LinkKey:
    """Return a key whose value is a number between two others, both included."""
    low, high = bounds

    def read(node: Node) -> float:
        value = node.integer() if is_whole else node.number()
        if not low <= value <= high:
            node.fail(f"found {value}, expected a number from {low:g} to {high:g}")
        return value

    return LinkKey(meaning, read, {"type": "integer" if is_whole else "number", "minimum": low, "maximum": high})


def _address(node: Node) -> str:
    text = node.text()
    if not re.fullmatch(r"[!-~]+@[!-~]+", text):
        node.fail(f'found "{text}", expected a mail address')
    return text


_TEXTS = {"anyOf": [{"type": "string", "format": "regex"}, {"type": "array", "items": {"type": "string"}}]}
_BOOLEAN = {"type": "boolean"}

LINK_KEYS = {
    "check": LinkKey("Whether links are checked without being asked to: true.", Node.boolean, _BOOLEAN),
    "exclude": LinkKey("Regular expressions; URLs in which one is found are not checked.", _patterns, _TEXTS),
    "include": LinkKey(
        "Regular expressions; URLs in which one is found are checked, whatever excludes them.", _patterns, _TEXTS
    ),
    "timeout": _number("Seconds to wait for an answer: 20.", TIMEOUT, is_whole=False),
    "retries": _number("How often a failure is tried again: 2.", RETRIES),
    "max-concurrency": _number("Requests at once: 128.", CONCURRENCY),
    "host-concurrency": _number(
        "Requests at once to one host that the table of hosts says nothing about: 4.", CONCURRENCY
    ),
    "archive": LinkKey("Whether copies of dead links are looked for in a web archive: false.", Node.boolean, _BOOLEAN),
    "mailto": LinkKey("An address for services that treat callers better who give one.", _address, {"type": "string"}),
}
"""What may stand under `links`, in the order of the documentation.

`--allow-private` and the token for GitHub are not among them: a configuration comes with the list, and a pull request from a
stranger may change it.
"""
