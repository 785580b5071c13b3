"""JSON that is safe to print on a terminal, and in the log of a CI service."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]|#(?=#\\[)")
"""Controls that JSON allows but a terminal obeys, halves of characters, and `##[`, which the runner of GitHub Actions obeys."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(value: object, *, indent: int | None = None) -> str:
    """Return a value as JSON in Unicode; what is unsafe to print is written as `\\uXXXX`."""
    return _UNSAFE.sub(_escape, json.dumps(value, ensure_ascii=False, indent=indent))


def dumps_strict(value: object) -> str:
    """Return the same for readers that refuse halves of characters: these become U+FFFD."""
    return _UNSAFE.sub(_escape, _SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False)))


def array(values: Iterable[object], start: str = "[", end: str = "]") -> Iterator[str]:
    """Yield the text of an array, one value per line, for strict readers; `start` and `end` are what is around it."""
    separator = start
    for value in values:
        yield f"{separator}\n{dumps_strict(value)}"
        separator = ","
    yield f"{start}{end}\n" if separator == start else f"\n{end}\n"


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
