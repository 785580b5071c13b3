"""Reading `rules/data/hosts.yaml`, and what a configuration says under `hosts`: the same form, checked in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from awesomelint.data import data_file
from awesomelint.errors import RulebookError
from awesomelint.links.outcome import Verdict
from awesomelint.links.policy import METHODS, Pattern, Policies, Record
from awesomelint.marked import Node, read_yaml

FILE = "hosts.yaml"
RESOLVERS = ("arxiv", "doi", "github", "http", "openreview", "paperswithcode", "youtube")
"""Names of resolvers."""
FIELDS = {
    "resolver": f"Who asks: {', '.join(RESOLVERS)}; http asks for the page itself.",
    "method": "How pages are asked for: head, get, or auto, which takes HEAD where no page is expected.",
    "concurrency": "How many requests to a host are open at once.",
    "interval": "Seconds between two requests to a host, on average.",
    "burst": "How many requests to a host come first without waiting; without it, as many as there are in a second.",
    "together": "Whether all hosts of the pattern share these limits.",
    "skip": "Why nothing here is asked for; an empty text asks for it after all.",
    "means": "Which verdict a status, or another verdict, comes to here.",
    "lost": "Patterns of pages that stand for what is no longer there.",
    "source": "Where the fact comes from.",
}
"""What may be said of a host, and what it means."""
_OF_HOSTS = ("concurrency", "interval", "burst", "together")
VERDICTS = tuple(verdict.value for verdict in Verdict)
MOST_AT_ONCE = 100
LONGEST_INTERVAL = 3600


@cache
def built_in_hosts() -> tuple[tuple[Pattern, Record], ...]:
    """Return the table that comes with the program. Raises `RulebookError` if its file is broken."""
    path = data_file(FILE)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError(f"the table of hosts cannot be read: {error}", path=str(path)) from None
    root = read_yaml(text, str(path), RulebookError)
    return read_hosts(root.table(("hosts", "sources"), required=("hosts",))["hosts"])


def load_policies(
    layers: Iterable[tuple[tuple[Pattern, Record], ...]] = (), *, host_concurrency: int | None = None
) -> Policies:
    """Return the table of hosts with a user's own layers over it, each as `read_hosts` returns it, the last one on top."""
    return Policies((built_in_hosts(), *layers), host_concurrency=host_concurrency)


def read_hosts(node: Node) -> tuple[tuple[Pattern, Record], ...]:
    """Read a table of hosts: patterns, and what holds for them. Raises the file's error at the place of what has no meaning."""
    return tuple((_pattern(text, value), _record(text, value)) for text, value in node.table().items())


def _pattern(text: str, node: Node) -> Pattern:
    try:
        return Pattern.read(text)
    except ValueError as error:
        node.fail(f'found "{text[:60]}", expected a pattern: {error}', at_key=True)


def _record(text: str, node: Node) -> Mapping[str, Any]:
    keys = node.table(FIELDS)
    for name in _OF_HOSTS:
        if name in keys and "/" in text:
            keys[name].fail(f'"{name}" holds for a whole host, and "{text}" is a part of one', at_key=True)
    return {name: _value(name, value) for name, value in keys.items() if name != "source"}


def _value(name: str, node: Node) -> Any:
    match name:
        case "resolver":
            return node.choice(RESOLVERS)
        case "method":
            return node.choice(METHODS)
        case "concurrency" | "burst":
            return _within(node, node.integer(), 1, MOST_AT_ONCE)
        case "interval":
            return float(_within(node, node.number(), 0, LONGEST_INTERVAL))
        case "together":
            return node.boolean()
        case "means":
            return {_answer(key, value): Verdict(value.choice(VERDICTS)) for key, value in _texts(node).items()}
        case "lost":
            items = [node] if isinstance(node.value, str) else node.items()
            return tuple(_pattern(item.text(), item) for item in items)
        case _:
            return node.text()


def _within(node: Node, number: float, least: int, most: int) -> float:
    if not least <= number <= most:
        node.fail(f"found {number}, expected {least} to {most}")
    return number


def _texts(node: Node) -> dict[str, Node]:
    """Return a mapping whose keys may be numbers: statuses are."""
    if isinstance(node.value, dict):
        return {str(key): node.child(key) for key in node.value}
    return node.table()


def _answer(key: str, node: Node) -> str:
    if key not in VERDICTS and not (key.isascii() and key.isdigit() and len(key) == 3):
        node.fail(f'found "{key[:60]}", expected a status such as 404, or one of {", ".join(VERDICTS)}', at_key=True)
    return key
