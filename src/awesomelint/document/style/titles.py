"""How the title of an entry is written: its markup, and its full stop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache

from awesomelint.document.blocks import Mark
from awesomelint.document.model import Entry, Field, once_per_entry
from awesomelint.document.style.conventions import Observation
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.span import Span

_ABBREVIATION = expression(
    r"(?:\b(?:al|etc|inc|ltd|corp|co|vs|jr|sr|dr|st|no|vol|eds?|approx|feat)|(?<!\w)\w|\.\w)\.?$", re.IGNORECASE
)
_OTHER_END = expression(r"[?!…。？！]\W*$|\.\.+\W*$")
_OPENING = expression(r"(?:[*_\"“„«`\[]|<\w+>)*$")
_WORD = expression(r"\w{2,}")
_HEAD_WORDS = 3
_LONGEST_ABBREVIATION = 8
_REACH = 16
"""Characters before the end of a title that are looked at for an abbreviation or another mark."""
_TAG = expression(r"</\w+>")
_BLANKS_AND_NEXT = expression(r"[ \t]*([^\s]?)")
_QUOTES = '"”“»`'
_EMPHASIS_IN_QUOTES = expression(r"[*_]{1,3}(?=\.?[\"”»])")


class Stop(StrEnum):
    """Where the full stop of a title stands: `**Title.**`, `**Title**.`, or nowhere."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    NONE = "none"


class TitleEnd(NamedTuple):
    """How a title ends: where its full stop stands, its place, and the places at which each form has it.

    `full_stop` is empty where there is none. Of quotation marks around emphasis, `"**Title**."` is the form inside. `after` is
    the character behind all that, `""` at the end of a line.
    """

    stop: Stop
    full_stop: Span
    inside: int
    outside: int
    after: str


def markup_of(title: Field) -> str:
    """Return the markup of a title in words: `plain`, or what of `quoted`, `bold`, `italic` and `link` lies over it."""
    return _words_of_markup(bool(title.quote), int(title.marks), title.link is not None)


@cache
def _words_of_markup(is_quoted: bool, marks: int, is_link: bool) -> str:
    said = ((is_quoted, "quoted"), (marks & Mark.BOLD, "bold"), (marks & Mark.ITALIC, "italic"), (is_link, "link"))
    return " ".join(word for holds, word in said if holds) or "plain"


@once_per_entry
def title_end(entry: Entry) -> TitleEnd | None:
    """Return where the full stop of a title stands, `None` where the title is plain or ends in another mark."""
    title = entry.title
    if title is None or markup_of(title) == "plain":
        return None
    text = entry.document.source.text
    start, inside = title.span
    if title.link is None and text[inside : inside + 3] == "** " and text[start - 2 : start] == "**":
        after = text[inside + 3 : inside + 4]
        if after.isalnum() and text[inside - 1].isalnum() and not _is_abbreviated(text, start, inside):
            return TitleEnd(Stop.NONE, Span(inside, inside), inside, inside + 2, after)
    return _any_end(text, title)


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    word = text.rfind(" ", max(start, end - _REACH), end) + 1
    return 0 < end - word < _LONGEST_ABBREVIATION and _ends_abbreviated(text[word:end])


@lru_cache(maxsize=4096)
def _ends_abbreviated(word: str) -> bool:
    return _ABBREVIATION.search(word) is not None


def _any_end(text: str, title: Field) -> TitleEnd | None:
    first, inside = title.span
    strip = " \t." + (_QUOTES if text[first] in _QUOTES else "")
    while inside > first and text[inside - 1] in strip:
        inside -= 1
    near = max(first, inside - _REACH)
    is_word = text[inside - 1 : inside].isalnum() and text[inside : inside + 1] not in {".", "?", "!"}
    if not is_word and (_OTHER_END.search(text, near, inside + 1) or text.startswith("..", inside)):
        return None
    if _is_abbreviated(text, first, inside):
        return None
    outside, dots = _walk_out(text, title, inside)
    if outside == inside:
        return None
    inner = [dot for dot in dots if dot < outside] if dots else dots
    end = dots[-1] + 1 if dots and not inner else outside
    after = _BLANKS_AND_NEXT.match(text, end)
    assert after is not None
    if after[1] == ".":
        return None
    stop = Stop.INSIDE if inner else Stop.OUTSIDE if dots else Stop.NONE
    dot = inner[0] if inner else dots[0] if dots else inside
    emphasis = _EMPHASIS_IN_QUOTES.match(text, inside)
    if emphasis is not None and emphasis.end() <= outside and not (inner and dot < emphasis.end()):
        inside = emphasis.end()
        dot = dot if dots else inside
    return TitleEnd(stop, Span(dot, dot + bool(dots)), inside, outside, after[1])


@once_per_entry
def is_head(entry: Entry) -> bool:
    """Tell whether a title stands at the head of its entry; a few words, such as a venue or an acronym, may precede it."""
    assert entry.title is not None
    start = entry.marker.end if entry.marker is not None else entry.span.start
    before = entry.document.source.text[start : entry.title.outer.start]
    return len(_WORD.findall(before, 0, 200)) <= _HEAD_WORDS


def _walk_out(text: str, title: Field, start: int) -> tuple[int, list[int]]:
    """Return where the markup around a title ends, and the full stops met on the way and right behind it."""
    first, before = max(0, title.span.start - 12), title.span.start
    has_marks = text.find("*", first, before) >= 0 or text.find("_", first, before) >= 0
    opening = _OPENING.search(text, first, before) if has_marks else None
    marks = sum(char in "*_" for char in opening[0]) if opening else 0
    end, at, dots = start, start, []
    link_end = title.link.span.end if title.link is not None else 0
    while at < len(text):
        char = text[at]
        if char == "." and not text.startswith("..", at):
            dots.append(at)
            at += 1
            continue
        if char in "*_" and marks:
            marks -= 1
            at += 1
        elif char in _QUOTES:
            at += 1
        elif char == "]" and at < link_end:
            at = link_end
        elif char == "<" and (tag := _TAG.match(text, at)):
            at = tag.end()
        else:
            break
        end = at
    return end, dots


def observe_title_markup(entry: Entry) -> Sequence[Observation]:
    """Tell what lies over an entry's title: nothing, bold, quotation marks, a link ..."""
    title = entry.title
    return () if title is None else (Observation(markup_of(title), title.span),)


def observe_title_full_stop(entry: Entry) -> Sequence[Observation]:
    """Tell where the full stop of an entry's title stands; titles without markup, or that end in `?`, do not count."""
    end = title_end(entry)
    return () if end is None else (Observation(end.stop, end.full_stop),)
