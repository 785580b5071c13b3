"""Links that name a definition: `[text][label]`, `[label][]` and `[label]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown_it.common.utils import normalizeReference

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple

References = Mapping[str, Mapping[str, Any]]
"""Link reference definitions by normalised label, as markdown-it-py keeps them."""

MAX_LABEL = 999
"""Length of the longest label that may name a definition, by CommonMark."""

_LABEL = expression(r"\[((?:[^\[\]\\]|\\[\s\S])*)\]")
_BRACKET = expression(r"\\[\s\S]|[\[\]]")


class Reference(NamedTuple):
    """A definition that is named: the label as written, the target and title that it stands for, and where the name ends."""

    label: str
    url: str
    title: str
    end: int


def find_reference(text: str, first: int, close: int, after: int, end: int, references: References) -> Reference | None:
    """Return what the brackets around `first` to `close` refer to; `after` is where a label in brackets may follow."""
    if not references:
        return None
    label, stop = "", close + 1
    if after < end and text[after] == "[":
        match = _LABEL.match(text, after, min(end, after + MAX_LABEL + 2))
        if match is not None:
            label, stop = match[1], match.end()
        elif _is_balanced(text[after : min(end, after + MAX_LABEL)]):
            return None
    if not label:
        if close - first > MAX_LABEL:
            return None
        label = text[first:close]
    entry = references.get(normalizeReference(label))
    return Reference(label, entry["href"], entry["title"], stop) if entry is not None else None


def _is_balanced(text: str) -> bool:
    """Tell whether the bracket that a text begins with is closed in it."""
    depth = 0
    for match in _BRACKET.finditer(text):
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        if depth == 0:
            return True
    return False
