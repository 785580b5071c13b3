"""Values from YAML or TOML that know where they are written, so that every error names file, line and column."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from awesomelint.errors import AwesomelintError, did_you_mean
from awesomelint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from datetime import date

Keys = tuple[str | int, ...]
"""The way to a value: names of keys and indexes of items, from the outside in."""

MAX_DEPTH = 20
"""Depth of nesting above which a file is refused; ours need five."""


class Place(NamedTuple):
    """Where a value is written: its key (or itself, in a list) and itself, each as line and column from 1."""

    key: tuple[int, int]
    value: tuple[int, int]


class MarkedFile:
    """One file: its name, the places of its values as far as they are known, and the kind of error to raise for it."""

    __slots__ = ("error", "path", "places")

    def __init__(self, path: str, error: type[AwesomelintError], places: Mapping[Keys, Place]):
        self.path = path
        self.error = error
        self.places = places


class Node:
    """A value in a file. Its methods return it as what it should be, or raise the file's error at its place."""

    __slots__ = ("file", "keys", "value")

    def __init__(self, file: MarkedFile, value: Any, keys: Keys = ()):
        self.file = file
        self.value = value
        self.keys = keys

    @property
    def line(self) -> int | None:
        """The line of the value, from 1, if it is known."""
        place = self.file.places.get(self.keys)
        return place.value[0] if place else None

    def fail(self, message: str, *, at_key: bool = False) -> NoReturn:
        """Raise the file's error at this value, or at its key."""
        keys = self.keys
        while keys and keys not in self.file.places:
            keys = keys[:-1]
        place = self.file.places.get(keys)
        line, column = (None, None) if place is None else place.key if at_key else place.value
        message = message.replace("\n", "\\n").replace("\r", "\\r")  # errors are one line, whatever is quoted
        raise self.file.error(message, path=self.file.path, line=line, column=column)

    def _expected(self, what: str, hint: str = "") -> NoReturn:
        key = next((key for key in reversed(self.keys) if isinstance(key, str)), None)
        name = f' in "{key}"' if key is not None else ""
        self.fail(f"found {describe(self.value)}{name}, expected {what}{hint}")

    def child(self, key: str | int) -> Node:
        """Return the value under a key or index."""
        return Node(self.file, self.value[key], (*self.keys, key))

    def table(self, known: Collection[str] | None = None, required: Collection[str] = ()) -> dict[str, Node]:
        """Return the values of a mapping by key. `known` are the keys that it may have, `required` those that it must have."""
        if not isinstance(self.value, dict):
            self._expected("a mapping")
        nodes = {}
        for key in self.value:
            node = self.child(key)
            if not isinstance(key, str):
                node.fail(f"a key must be text, found {describe(key)}; put it in quotes", at_key=True)
            if known is not None and key not in known:
                node.fail(f'unknown key "{key}"{did_you_mean(key, known)}', at_key=True)
            nodes[key] = node
        for key in required:
            if key not in nodes:
                self.fail(f'the key "{key}" is missing')
        return nodes

    def items(self) -> list[Node]:
        """Return the items of a list."""
        if not isinstance(self.value, list):
            self._expected("a list")
        return [self.child(index) for index in range(len(self.value))]

    def text(self) -> str:
        """Return a text."""
        if not isinstance(self.value, str):
            self._expected("text")
        return str(self.value)

    def words(self) -> str:
        """Return a text on one line that is not empty."""
        text = " ".join(self.text().split())
        if not text:
            self._expected("text that is not empty")
        return text

    def integer(self) -> int:
        """Return a whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self._expected("a whole number")
        return int(self.value)

    def number(self) -> float:
        """Return a number."""
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            self._expected("a number")
        return self.value

    def boolean(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self._expected("true or false")
        return self.value

    def day(self) -> date:
        """Return a day, written as 2026-11-01."""
        from datetime import date, datetime  # 1.5 ms, and no configuration has days

        if not isinstance(self.value, date) or isinstance(self.value, datetime):
            self._expected("a day such as 2026-11-01")
        return self.value

    def choice(self, choices: Collection[str]) -> str:
        """Return one of several words."""
        if not isinstance(self.value, str) or self.value not in choices:
            hint = did_you_mean(self.value, choices) if isinstance(self.value, str) else ""
            self._expected(f"one of {', '.join(choices)}", hint)
        return str(self.value)


def describe(value: object) -> str:
    """Return a value as it is called in messages."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 60 else f'"{value[:60]}..."'
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return str(value)


def read_yaml(text: str, path: str, error: type[AwesomelintError], first_line: int = 1) -> Node:
    """Read a YAML document, whose first line is `first_line` of its file.

    Raises `error` for text that is not YAML, repeated keys, aliases, and absurd nesting.
    """
    import yaml  # 10 ms, and most runs have a compiled rulebook and no configuration

    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if objection := _objection(yaml.parse(text, loader_class)):
            said, mark = objection
            raise error(said, path=path, line=mark.line + first_line, column=mark.column + 1)
        loader = loader_class(text)
        try:
            root = loader.get_single_node()
            places: dict[Keys, Place] = {}
            file = MarkedFile(path, error, places)
            value = None if root is None else _Reader(loader, file, places, first_line).read(root, ())
        finally:
            loader.dispose()
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        said = getattr(problem, "problem", None) or getattr(problem, "reason", None) or "it cannot be read"
        line, column = _place(text, mark) if mark else (None, None)
        line = None if line is None else line + first_line
        raise error(f"this is not YAML: {said}", path=path, line=line, column=column) from None
    return Node(file, value)


def _place(text: str, mark: Any) -> tuple[int, int]:
    """Return line (from 0) and column (from 1) of a mark; where the text ended too early, that is behind its last line."""
    lines = text.splitlines()
    if mark.line < len(lines) or not lines:
        return mark.line, mark.column + 1
    return len(lines) - 1, len(lines[-1]) + 1


def _objection(events: Iterable[Any]) -> tuple[str, Any] | None:
    """Return what is wrong with a text before it is composed, and its mark.

    Composing absurd nesting would end the process without an exception, and aliases can make a short text endless.
    """
    depth = 0
    for event in events:
        name = type(event).__name__
        if name == "AliasEvent":
            return "aliases are not supported", event.start_mark
        if name in ("MappingStartEvent", "SequenceStartEvent"):
            depth += 1
            if depth > MAX_DEPTH:
                return "this is nested too deeply", event.start_mark
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            depth -= 1
    return None


class _Reader:
    """Turns YAML nodes into plain values and notes their places."""

    def __init__(self, loader: Any, file: MarkedFile, places: dict[Keys, Place], first_line: int):
        self.loader = loader
        self.file = file
        self.places = places
        self.first_line = first_line

    def at(self, node: Any) -> tuple[int, int]:
        return node.start_mark.line + self.first_line, node.start_mark.column + 1

    def read(self, node: Any, keys: Keys, key_at: tuple[int, int] | None = None) -> Any:
        here = self.at(node)
        self.places[keys] = Place(key_at or here, here)
        if node.id == "scalar":
            try:
                return self.loader.construct_object(node)
            except ValueError as problem:
                Node(self.file, None, keys).fail(f"this is not a value: {problem}")
        if node.id == "sequence":
            return [self.read(item, (*keys, index)) for index, item in enumerate(node.value)]
        return self.mapping(node, keys)

    def mapping(self, node: Any, keys: Keys) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key_at = self.at(key_node)
            if key_node.id != "scalar":
                self.places[keys] = Place(key_at, key_at)
                Node(self.file, None, keys).fail("a key must be text")
            key = self.loader.construct_object(key_node)
            inner = (*keys, key)
            if key in found:
                self.places[inner] = Place(key_at, key_at)
                Node(self.file, None, inner).fail(f"the key {describe(key)} stands here twice")
            found[key] = self.read(value_node, inner, key_at)
        return found
