"""HTML inside Markdown: tags with offsets, their attributes, and what a tag does to the text around it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from awesomelint.document.blocks import Mark

_TAG = re.compile(r"<!--(?:>|->|.*?-->)|<(/?)([a-zA-Z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^\"'<>])*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>`]+))")

MARKS = {
    "b": Mark.BOLD,
    "strong": Mark.BOLD,
    "i": Mark.ITALIC,
    "em": Mark.ITALIC,
    "s": Mark.STRIKE,
    "del": Mark.STRIKE,
    "strike": Mark.STRIKE,
}
BREAKS = frozenset(
    {"br", "p", "div", "tr", "td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "dd"}
)


class Attribute(NamedTuple):
    """The value of an attribute, entities resolved, and where it is written (offsets in the text that held the tag)."""

    value: str
    start: int
    end: int


class Tag(NamedTuple):
    """One tag or comment: `name` in lower case (`!--` for a comment), and its range in the text."""

    name: str
    closing: bool
    raw: str
    start: int
    end: int

    def attribute(self, name: str) -> Attribute | None:
        """Return an attribute by its lower-case name, or `None`."""
        for match in _ATTRIBUTE.finditer(self.raw):
            if match[1].lower() == name:
                group = next(number for number in (2, 3, 4) if match[number] is not None)
                return Attribute(
                    html.unescape(match[group]), self.start + match.start(group), self.start + match.end(group)
                )
        return None


def tags(text: str, start: int = 0) -> Iterator[Tag]:
    """Yield the tags and comments of a text in order."""
    for match in _TAG.finditer(text, start):
        yield _tag(match)


def tag_at(text: str, start: int) -> Tag | None:
    """Return the tag or comment that begins at an offset, or `None`."""
    match = _TAG.match(text, start)
    return _tag(match) if match else None


def _tag(match: re.Match[str]) -> Tag:
    name = match[2].lower() if match[2] else "!--"
    return Tag(name, match[1] == "/", match[0], match.start(), match.end())
