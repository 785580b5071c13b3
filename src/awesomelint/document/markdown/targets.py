"""What stands between the parentheses of an inline link: the target and the title."""

from __future__ import annotations

from markdown_it.common.utils import unescapeAll

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple

MAX_PARENTHESES = 32
"""How deep the parentheses of a bare target may nest, as in cmark and markdown-it."""

_PLAIN = expression(r"([^\s()<>\\&\x00-\x20\x7f]+)\)")
_ANGLED = expression(r"<((?:[^<>\n\\]|\\[\s\S])*)>")
_BARE = expression(r"[^\x00-\x20\x7f()\\]+")
_TITLE = expression(
    r"\"([^\"\\]*(?:\\[\s\S][^\"\\]*)*)\"|'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|\(([^()\\]*(?:\\[\s\S][^()\\]*)*)\)"
)
_BLANKS = expression(r"[ \t\n]*")


class Target(NamedTuple):
    """A target as it works (escapes and entities resolved), where it is written, and its title.

    `end` is the offset behind the closing parenthesis, or behind where it should have been if `is_closed` is false.
    """

    url: str
    start: int
    stop: int
    title: str
    end: int
    is_closed: bool


def read_target(text: str, start: int, end: int) -> Target | None:
    """Read a target from behind an opening parenthesis, up to `end`; `None` if nothing follows."""
    plain = _PLAIN.match(text, start, end)
    if plain is not None:
        return Target(plain[1], start, plain.end(1), "", plain.end(), True)
    position = _skip_blanks(text, start, end)
    if position >= end:
        return None
    url = title = ""
    first = stop = position
    found = _destination(text, position, end)
    if found is not None:
        first, stop, position = found
        url = unescapeAll(text[first:stop])
        after = _skip_blanks(text, position, end)
        match = _TITLE.match(text, after, end) if after > position else None
        if match is not None:
            title = unescapeAll(match[match.lastindex or 0])
            after = _skip_blanks(text, match.end(), end)
        position = after
    is_closed = position < end and text[position] == ")"
    return Target(url, first, stop, title, position + 1, is_closed)


def _destination(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Return where a target begins and ends without angle brackets, and where it ends with them."""
    if text[start] == "<":
        match = _ANGLED.match(text, start, end)
        return (start + 1, match.end() - 1, match.end()) if match else None
    position, depth = start, 0
    while position < end:
        char = text[position]
        if char == "(":
            depth += 1
            if depth > MAX_PARENTHESES:
                return None
        elif char == ")":
            if depth == 0:
                break
            depth -= 1
        elif char == "\\":
            if position + 1 < end:
                if text[position + 1] == " ":
                    break
                position += 1
        elif match := _BARE.match(text, position, end):
            position = match.end()
            continue
        else:
            break
        position += 1
    return (start, position, position) if position > start and depth == 0 else None


def _skip_blanks(text: str, start: int, end: int) -> int:
    match = _BLANKS.match(text, start, end)
    return match.end() if match else start
