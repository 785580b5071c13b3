"""How the fields of an entry are laid out for a reader: on one line, on lines of their own, in paragraphs of their own."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from awesomelint.document.blocks import Inline, Run, RunKind
from awesomelint.document.model import Container, Entry, once_per_entry
from awesomelint.document.style.conventions import Observation
from awesomelint.expressions import expression

_BULLET = expression(r"[ \t>]*[-*+][ \t]")


_BULLETS = frozenset({"- ", "* ", "+ "})


class Distance(StrEnum):
    """How far apart a reader sees title and authors. `RUN_ON` is a line break in the source that readers do not see."""

    SAME_LINE = "same line"
    RUN_ON = "run on"
    LINE = "line"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"


@once_per_entry
def author_distance(entry: Entry) -> Distance | None:
    """Return how authors stand below their title, `None` where one is missing or the authors come first."""
    title, authors = entry.title, entry.author_list
    if title is None or authors is None or authors.outer.start < title.outer.end:
        return None
    if entry.container is Container.TABLE or entry.container is Container.HTML:
        return None
    start, end = title.outer.end, authors.outer.start
    text = entry.document.source.text
    newline = text.find("\n", start, end)
    if newline < 0 and text.find("<", start, end) < 0:
        return Distance.SAME_LINE
    if text.find("\n\n", start, end) >= 0:
        return Distance.BULLET if text[end - 2 : end] in _BULLETS else Distance.PARAGRAPH
    home = inline_at(entry, title.outer.start)
    if home is None or not home.span.start <= end < home.span.end:
        line_start = text.rfind("\n", start, end) + 1
        is_item = line_start > 0 and _BULLET.match(text, line_start, end) is not None
        return Distance.BULLET if is_item else Distance.PARAGRAPH
    breaks = breaks_between(home, start, end)
    if any(run.kind is RunKind.HARD_BREAK for run in breaks):
        return Distance.LINE
    return Distance.RUN_ON if breaks else Distance.SAME_LINE


class AuthorLine(StrEnum):
    """What a glance at the source tells of where authors stand; entries that differ in this may differ in `Distance`."""

    SAME = "the line of the title"
    NEXT = "the next line"
    APART = "below an empty line"
    BULLET = "a bullet"


@once_per_entry
def line_of_authors(entry: Entry) -> AuthorLine | None:
    """Return on which line of the source the authors stand, as seen from the title; `None` without both."""
    title, authors = entry.title, entry.author_list
    if title is None or authors is None:
        return None
    text, start, end = entry.document.source.text, title.outer.end, authors.outer.start
    newline = text.find("\n", start, end)
    if newline < 0:
        return AuthorLine.SAME
    if text[end - 2 : end] in _BULLETS:
        return AuthorLine.BULLET
    return AuthorLine.APART if text.find("\n", newline + 1, end) >= 0 else AuthorLine.NEXT


def inline_at(entry: Entry, offset: int) -> Inline | None:
    """Return the inline content of an entry that holds an offset."""
    for inline in entry.inlines:
        if inline.span.start <= offset < inline.span.end:
            return inline
    return None


def breaks_between(inline: Inline, start: int, end: int) -> list[Run]:
    """Return the line breaks of an inline content between two offsets."""
    return [
        run
        for run in inline.runs
        if start <= run.start < end and (run.kind is RunKind.SOFT_BREAK or run.kind is RunKind.HARD_BREAK)
    ]


def observe_author_place(entry: Entry) -> Sequence[Observation]:
    """Tell how an entry's authors stand below its title: on its line, a line or a paragraph of their own."""
    distance = author_distance(entry)
    if distance is None or entry.author_list is None:
        return ()
    return (Observation(distance, entry.author_list.outer),)
