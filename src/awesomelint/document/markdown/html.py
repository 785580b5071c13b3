"""HTML inside Markdown: tags with offsets, their attributes, and what a tag does to the text around it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from awesomelint.document.blocks import Mark
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple

_TAG = expression(r"<(/?)([a-zA-Z][\w-]*)([^\"'<>]*(?:(?:\"[^\"]*\"|'[^']*')[^\"'<>]*)*)>")
_INLINE_TAG = expression(
    r"<(?:/[A-Za-z][A-Za-z0-9-]*\s*"
    r"|[A-Za-z][A-Za-z0-9-]*(?:\s+[a-zA-Z_:][\w:.-]*(?:\s*=\s*(?:[^\"'=<>`\x00-\x20]+|'[^']*'|\"[^\"]*\"))?)*\s*/?)>",
    re.ASCII,
)
_DECLARATION = expression(r"<![a-zA-Z]")
_ATTRIBUTE = expression(r"([a-zA-Z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>`]+))")

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


def tags(text: str) -> Iterator[Tag]:
    """Yield the tags and comments of a text in order, as browsers read them: any attribute goes."""
    position, unclosed = 0, False
    while (start := text.find("<", position)) >= 0:
        position = start + 1
        if not text.startswith("!--", position):
            match = _TAG.match(text, start)
        elif unclosed or (end := _comment_end(text, start)) < 0:
            unclosed, match = True, None
        else:
            yield Tag("!--", False, text[start:end], start, end)
            position = end
            continue
        if match is not None:
            yield _tag(match)
            position = match.end()


def tag_at(text: str, start: int) -> Tag | None:
    """Return the tag or comment that begins at an offset, or `None`."""
    if text.startswith("<!--", start):
        end = _comment_end(text, start)
        return Tag("!--", False, text[start:end], start, end) if end >= 0 else None
    match = _TAG.match(text, start)
    return _tag(match) if match else None


def inline_tag_end(text: str, start: int, end: int, last: dict[str, int]) -> int:
    """Return where the tag, comment or other HTML that begins at a `<` in running text ends, -1 if it is none.

    This is CommonMark's grammar. `last` keeps where the closing marks were last seen before `end`, so that many openings
    without an end cost no search each.
    """
    following = text[start + 1 : start + 2]
    if following == "!":
        if text.startswith("<!--", start, end):
            if text.startswith(("<!-->", "<!--->"), start, end):
                return text.index(">", start) + 1
            return _closed(text, start + 4, end, "-->", last)
        if text.startswith("<![CDATA[", start, end):
            return _closed(text, start + 9, end, "]]>", last)
        return _closed(text, start + 3, end, ">", last) if _DECLARATION.match(text, start, end) else -1
    if following == "?":
        return _closed(text, start + 2, end, "?>", last)
    match = _INLINE_TAG.match(text, start, end)
    return match.end() if match else -1


def _closed(text: str, start: int, end: int, mark: str, last: dict[str, int]) -> int:
    if mark not in last:
        last[mark] = text.rfind(mark, 0, end)
    return text.index(mark, start) + len(mark) if last[mark] >= start else -1


def _comment_end(text: str, start: int) -> int:
    if text.startswith(("<!-->", "<!--->"), start):
        return text.index(">", start) + 1
    end = text.find("-->", start + 4)
    return end + 3 if end >= 0 else -1


def _tag(match: re.Match[str]) -> Tag:
    return Tag(match[2].lower(), match[1] == "/", match[0], match.start(), match.end())
