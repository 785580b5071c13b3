"""How the fields of an entry are laid out for a reader: on one line, on lines of their own, in paragraphs of their own."""

from __future__ import annotations

from enum import StrEnum

from awesomelint.document.blocks import Inline, Run, RunKind
from awesomelint.document.model import Container, Entry, once_per_entry
from awesomelint.expressions import expression

_BULLET = expression(r"[ \t>]*[-*+][ \t]")


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
    if entry.container in (Container.TABLE, Container.HTML):
        return None
    home = inline_at(entry, title.outer.start)
    if home is None or inline_at(entry, authors.outer.start) is not home:
        source = entry.document.source
        line_start = source.line_starts[source.line_at(authors.outer.start) - 1]
        is_item = _BULLET.match(source.text, line_start, authors.outer.start) is not None
        return Distance.BULLET if is_item else Distance.PARAGRAPH
    kinds = {run.kind for run in breaks_between(home, title.outer.end, authors.outer.start)}
    if RunKind.HARD_BREAK in kinds:
        return Distance.LINE
    return Distance.RUN_ON if RunKind.SOFT_BREAK in kinds else Distance.SAME_LINE


def inline_at(entry: Entry, offset: int) -> Inline | None:
    """Return the inline content of an entry that holds an offset."""
    for inline in entry.inlines:
        if inline.span.start <= offset < inline.span.end:
            return inline
    return None


def breaks_between(inline: Inline, start: int, end: int) -> list[Run]:
    """Return the line breaks of an inline content between two offsets."""
    breaks = (RunKind.SOFT_BREAK, RunKind.HARD_BREAK)
    return [run for run in inline.runs if run.kind in breaks and start <= run.start < end]
