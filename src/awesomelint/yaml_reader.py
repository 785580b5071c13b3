"""Values from YAML or TOML that know where they are written, so that errors name file, line and column.

A table of keys says what each key means, how its value is read, and the JSON Schema of the value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from awesomelint.errors import AwesomelintError, did_you_mean, in_words
from awesomelint.files import read_regular_file
from awesomelint.startup import NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


Keys = tuple[str | int, ...]
"""The way to a value: names of keys and indexes of items, from the outside in."""

MOST_BYTES = 1_000_000
"""Size of the largest file that is read; the table of venues has a fifth of that."""
LONGEST_NUMBER = 100
"""Characters of a number or a day; PyYAML takes quadratic time for `1:1:1:1`, a number with the base 60."""
MAX_DEPTH = 20
"""Depth of nesting above which a file is refused; ours need five."""
_TEXT = "tag:yaml.org,2002:str"
_TAGS = (None, "!", _TEXT)
"""Tags that do no harm; what others make of a value may be no plain value, or an exception of PyYAML's own."""


class Place(NamedTuple):
    """Where a value is written: its key (or itself, in a list) and itself, each as line and column from 1."""

    key: tuple[int, int]
    value: tuple[int, int]


class Origin(NamedTuple):
    """Where values come from: the name of a file, the error to raise for it, and the places of values as far as they are
    known."""

    path: str
    error: type[AwesomelintError]
    places: Mapping[Keys, Place]


class Node:
    """A value in a file. Its methods return it as what it should be, or raise the file's error at its place."""

    __slots__ = ("keys", "origin", "value")

    def __init__(self, origin: Origin, value: Any, keys: Keys = ()):
        self.origin = origin
        self.value = value
        self.keys = keys

    @property
    def line(self) -> int | None:
        """The line of the value, from 1, if it is known."""
        place = self.origin.places.get(self.keys)
        return place.value[0] if place else None

    def fail(self, message: str, *, at_key: bool = False) -> NoReturn:
        """Raise the file's error at this value, or at its key."""
        keys = self.keys
        while keys and keys not in self.origin.places:
            keys = keys[:-1]
        place = self.origin.places.get(keys)
        line, column = (None, None) if place is None else place.key if at_key else place.value
        message = message.replace("\n", "\\n").replace("\r", "\\r")  # errors are one line, whatever is quoted
        raise self.origin.error(message, path=self.origin.path, line=line, column=column)

    def _expected(self, what: str, hint: str = "") -> NoReturn:
        key = next((key for key in reversed(self.keys) if isinstance(key, str)), None)
        name = f' in "{key}"' if key is not None else ""
        self.fail(f"found {describe(self.value)}{name}, expected {what}{hint}")

    def child(self, key: str | int) -> Node:
        """Return the value under a key or index."""
        return Node(self.origin, self.value[key], (*self.keys, key))

    def mapping(self) -> dict[Any, Node]:
        """Return the values of a mapping by key, whatever its keys are."""
        if not isinstance(self.value, dict):
            self._expected("a mapping")
        return {key: self.child(key) for key in self.value}

    def table(self, known: Collection[str] | None = None, required: Collection[str] = ()) -> dict[str, Node]:
        """Return the values of a mapping by key. `known` are the keys that it may have, `required` those that it must have."""
        nodes = self.mapping()
        for key, node in nodes.items():
            if not isinstance(key, str):
                node.fail(f"a key must be text, found {describe(key)}; put it in quotes", at_key=True)
            if known is not None and key not in known:
                node.fail(f'unknown key "{key}"{did_you_mean(key, known)}', at_key=True)
        for key in required:
            if key not in nodes:
                self.fail(f'the key "{key}" is missing')
        return nodes

    def fields(self, readers: Mapping[str, Callable[[Node], Any]], required: Collection[str] = ()) -> dict[str, Any]:
        """Return what a mapping says, each key read by its reader; `-` in the names of keys becomes `_`."""
        return {key.replace("-", "_"): readers[key](node) for key, node in self.table(readers, required).items()}

    def items(self) -> list[Node]:
        """Return the items of a list."""
        if not isinstance(self.value, list):
            self._expected("a list")
        return [self.child(index) for index in range(len(self.value))]

    def text_items(self) -> list[Node]:
        """Return the items of a list of texts; a single text is a list of one."""
        nodes = [self] if isinstance(self.value, str) else self.items()
        for node in nodes:
            node.text()
        return nodes

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        return tuple(node.text() for node in self.text_items())

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


# -- reading files


def read_text(path: Path, what: str, error: type[AwesomelintError]) -> str:
    """Return the text of a file, UTF-8 with or without a byte order mark.

    Raises `error` for a file that cannot be read or is larger than `MOST_BYTES`, with `what` for its name: "rule file".
    """
    try:
        return read_regular_file(path, MOST_BYTES).decode("utf-8-sig")
    except OSError as problem:
        raise error(f"the {what} cannot be read: {in_words(problem)}", path=str(path)) from None
    except UnicodeDecodeError as problem:
        said = f"not valid UTF-8: byte 0x{problem.object[problem.start]:02x}"
        raise error(f"the {what} cannot be read: {said}", path=str(path)) from None


def read_yaml_file(path: Path, what: str, error: type[AwesomelintError]) -> Node:
    """Read a file as `read_text` and `read_yaml` do."""
    return read_yaml(read_text(path, what, error), str(path), error)


def read_yaml(text: str, path: str, error: type[AwesomelintError], first_line: int = 1) -> Node:
    """Read a YAML document, whose first line is `first_line` of its file.

    Raises `error` for text that is not YAML, repeated keys, aliases, and absurd nesting.
    """
    import yaml  # 10 ms, and most runs have compiled rules and no configuration

    try:
        reader = _Reader(yaml, text, path, error, first_line)
        return Node(reader.origin, reader.document())
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        said = getattr(problem, "problem", None) or getattr(problem, "reason", None) or "it cannot be read"
        line, column = _place(text, mark) if mark else (None, None)
        line = None if line is None else line + first_line
        raise error(f"this is not YAML: {said}", path=path, line=line, column=column) from None


def _place(text: str, mark: Any) -> tuple[int, int]:
    """Return line (from 0) and column (from 1) of a mark; where the text ended too early, that is after its last line."""
    lines = text.splitlines()
    if mark.line < len(lines) or not lines:
        return mark.line, mark.column + 1
    return len(lines) - 1, len(lines[-1]) + 1


class _Reader:
    """Turns the events of the YAML parser into plain values and notes the places of these.

    Composing nodes, as `yaml.load` does, would end the process without an exception where nesting is absurd; events come one by
    one.
    """

    def __init__(self, yaml: Any, text: str, path: str, error: type[AwesomelintError], first_line: int):
        self.yaml = yaml
        self.loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        self.places: dict[Keys, Place] = {}
        self.origin = Origin(path, error, self.places)
        self.first_line = first_line

    def document(self) -> Any:
        self.next()  # the stream begins
        if type(self.next()).__name__ == "StreamEndEvent":
            return None
        value = self.value(self.next(), ())
        self.next()  # the document ends
        event = self.next()
        if type(event).__name__ != "StreamEndEvent":
            self.fail("this is not YAML: found a second document", event, ())
        return value

    def next(self) -> Any:
        return self.loader.get_event()

    def at(self, event: Any) -> tuple[int, int]:
        return event.start_mark.line + self.first_line, event.start_mark.column + 1

    def fail(self, message: str, event: Any, keys: Keys) -> NoReturn:
        """Raise the file's error where an event begins."""
        here = self.at(event)
        self.places[keys] = Place(here, here)
        Node(self.origin, None, keys).fail(message)

    def value(self, event: Any, keys: Keys, key_at: tuple[int, int] | None = None) -> Any:
        here = self.at(event)
        self.places[keys] = Place(key_at or here, here)
        kind = type(event).__name__
        if kind == "AliasEvent":
            self.fail("aliases are not supported", event, keys)
        if event.tag not in _TAGS:
            self.fail("tags are not supported", event, keys)
        if kind == "ScalarEvent":
            return self.scalar(event, keys)
        if len(keys) == MAX_DEPTH:
            self.fail("this is nested too deeply", event, keys)
        return self.sequence(keys) if kind == "SequenceStartEvent" else self.mapping(keys)

    def scalar(self, event: Any, keys: Keys) -> Any:
        node = self.yaml.ScalarNode
        tag = event.tag if event.tag == _TEXT else self.loader.resolve(node, event.value, event.implicit)
        if tag != _TEXT and len(event.value) > LONGEST_NUMBER:
            self.fail(
                f"found a number of {len(event.value)} characters, expected at most {LONGEST_NUMBER}", event, keys
            )
        try:
            return self.loader.construct_object(node(tag, event.value, event.start_mark, event.end_mark))
        except ValueError as problem:
            self.fail(f"this is not a value: {problem}", event, keys)

    def sequence(self, keys: Keys) -> list[Any]:
        items: list[Any] = []
        while type(event := self.next()).__name__ != "SequenceEndEvent":
            items.append(self.value(event, (*keys, len(items))))
        return items

    def mapping(self, keys: Keys) -> dict[Any, Any]:
        values: dict[Any, Any] = {}
        while type(event := self.next()).__name__ != "MappingEndEvent":
            if type(event).__name__ != "ScalarEvent" or event.tag not in _TAGS:
                self.fail("a key must be text", event, keys)
            key = self.scalar(event, keys)
            inner = (*keys, key)
            if key in values:
                self.fail(f"the key {describe(key)} is repeated", event, inner)
            values[key] = self.value(self.next(), inner, self.at(event))
        return values


# -- tables of keys

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
