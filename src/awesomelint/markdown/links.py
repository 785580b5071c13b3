"""Where links lead: the targets of inline links, the definitions that references name, and bare URLs in running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

from markdown_it.common.utils import normalizeReference, unescapeAll

from awesomelint.markdown.blocks import Link, LinkSyntax, Segment, SegmentKind
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

MAX_PARENTHESES = 32
"""How deep the parentheses of a bare target may nest, as in cmark and markdown-it."""

MAX_LABEL = 999
"""Length of the longest label that may name a definition, by CommonMark."""

References = Mapping[str, Mapping[str, Any]]
"""Link reference definitions by normalised label, as markdown-it-py keeps them."""

_PLAIN = expression(r"([^\s()<>\\&\x00-\x20\x7f]+)\)")
_ANGLED = expression(r"<((?:[^<>\n\\]|\\[\s\S])*)>")
_BARE = expression(r"[^\x00-\x20\x7f()\\]+")
_TITLE = expression(
    r"\"([^\"\\]*(?:\\[\s\S][^\"\\]*)*)\"|'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|\(([^()\\]*(?:\\[\s\S][^()\\]*)*)\)"
)
_SPACE = expression(r"[ \t\n]*")
_LABEL = expression(r"\[((?:[^\[\]\\]|\\[\s\S])*)\]")
_BRACKET = expression(r"\\[\s\S]|[\[\]]")
_BARE_URL = expression(
    r"(?<![\w@/.-])(?:https?://|www\.(?=[\w-]+\.))[^\s<>\x00-\x1f|`\"（）【】，。；、：！？》」]+", re.IGNORECASE
)
_TRAILING_ENTITY = expression(r"&[a-zA-Z0-9]+;$")
_NEVER_LAST = "?!.,:*_~'\""


class Target(NamedTuple):
    """A target as it works (escapes and entities resolved), where it is written, and its title.

    `end` is the offset after the closing parenthesis, or after where it should have been if `is_closed` is false.
    """

    url: str
    start: int
    stop: int
    title: str
    end: int
    is_closed: bool


def read_target(text: str, start: int, end: int) -> Target | None:
    """Read a target after an opening parenthesis, up to `end`; `None` if nothing follows."""
    plain = _PLAIN.match(text, start, end)
    if plain is not None:
        return Target(plain[1], start, plain.end(1), "", plain.end(), True)
    position = _skip_space(text, start, end)
    if position >= end:
        return None
    url = title = ""
    first = stop = position
    if (destination := _destination(text, position, end)) is not None:
        first, stop, position = destination
        url = unescapeAll(text[first:stop])
        after = _skip_space(text, position, end)
        match = _TITLE.match(text, after, end) if after > position else None
        if match is not None:
            title = unescapeAll(match[match.lastindex or 0])
            after = _skip_space(text, match.end(), end)
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


def _skip_space(text: str, start: int, end: int) -> int:
    match = _SPACE.match(text, start, end)
    return match.end() if match else start


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
    """Return whether the bracket that a text begins with is closed in it."""
    depth = 0
    for match in _BRACKET.finditer(text):
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        if depth == 0:
            return True
    return False


def with_bare_urls(segments: list[Segment], links: list[Link], text: str) -> list[Segment]:
    """Return the segments with each bare URL as a segment and a link of its own; the links are added in order.

    `text` is what the segments were read from. A URL with an escape in it is left as text.
    """
    if not any(map(_may_hold_url, segments)):
        return segments
    cut = [part for segment in segments for part in _cut_segment(segment, text)]
    links += (segment.link for segment in cut if segment.link is not None and segment.link.syntax is LinkSyntax.BARE)
    links.sort(key=lambda link: (link.span.start, -link.span.end))
    return cut


def _may_hold_url(segment: Segment) -> bool:
    if segment.link is not None or segment.kind is not SegmentKind.TEXT:
        return False
    text = segment.text
    return "://" in text or "www." in text or "WWW." in text


def _cut_segment(segment: Segment, text: str) -> Iterator[Segment]:
    places = _places_of_urls(segment, text) if _may_hold_url(segment) else []
    if not places:
        yield segment
        return
    offsets = segment.offsets(places)
    for index in range(1, len(places)):
        start, end = places[index - 1], places[index]
        if start == end:
            continue
        part = Segment(segment.kind, segment.text[offsets[index - 1] : offsets[index]], start, end, segment.marks, None)
        if segment.breaks:
            part.breaks = segment.breaks[_first_break(segment, start) : _first_break(segment, end)]
        if index % 2 == 0:
            span, url = Span(start, end), part.text
            part.link = Link(span, url, span, url, span, LinkSyntax.BARE)
        yield part


def _places_of_urls(segment: Segment, text: str) -> list[int]:
    """Return where a segment begins, where each URL in it begins and ends, and where the segment ends; nothing without URLs."""
    places = [segment.start]
    for match in _BARE_URL.finditer(text[segment.start : segment.end]):
        if url := _trim(match[0]):
            start = segment.start + match.start()
            end = start + len(url)
            inside = segment.breaks[_first_break(segment, start) : _first_break(segment, end)]
            if not any(text[each.start] == "\\" for each in inside):
                places += [start, end]
    return [*places, segment.end] if len(places) > 1 else []


def _first_break(segment: Segment, place: int) -> int:
    """Return the index of the first break at a place or behind it."""
    return bisect_left(segment.breaks, place, key=attrgetter("start"))


def _trim(url: str) -> str:
    """Drop the punctuation that GitHub leaves out of a bare URL."""
    end = len(url)
    surplus = {")": url.count(")") - url.count("("), "]": url.count("]") - url.count("[")}
    while end:
        last = url[end - 1]
        if last in surplus and surplus[last] > 0:
            surplus[last] -= 1
            end -= 1
        elif last in _NEVER_LAST:
            end -= 1
        elif last == ";" and (entity := _TRAILING_ENTITY.search(url, max(0, end - 32), end)):
            end = entity.start()
        else:
            break
    return url[:end]
