"""The part of a line around a finding, as it is seen on a terminal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, zip_longest

from awesomelint.credentials import CREDENTIALS, LONGEST
from awesomelint.diagnostic import Edit
from awesomelint.reporters.terminal import cells
from awesomelint.source import Source, Span, differing
from awesomelint.startup import NamedTuple

_ELLIPSIS = "…"
_LEAD = 0.4
"""The part of the room that goes before the span where the line goes on for long at both sides."""
_FOLLOWING = 12
"""Columns to show after the span, if the line has them, before its beginning is shown."""


class Excerpt(NamedTuple):
    """A window on a line: its text, and the columns (from 0) where the span begins and how many it fills, at least 1."""

    text: str
    start: int
    length: int


def excerpt(source: Source, span: Span, columns: int) -> Excerpt:
    """Return the window around the part of a span that lies on its first line, at most `columns` wide (at least 8)."""
    columns = max(columns, 8)
    line = source.line_span(source.line_at(span.start))
    start = min(max(span.start, line.start), line.end)
    end = max(start, min(span.end, line.end))
    # No more is looked at than could be seen: a line may be a megabyte long.
    low = max(_first_shown(source.text, line.start, min(start, line.start + columns)), start - columns)
    high = min(min(end, start + columns) + columns, line.end)
    shown, edges = _measured(_without_credentials(source.text, low, high, line))
    inside = Span(start - low, min(end, high) - low)
    is_cut_before = low > line.start and not source.text[max(line.start, low - columns) : low].isspace()
    is_cut_after = high < line.end
    first = _first(edges, inside, columns, is_cut_before=is_cut_before, is_cut_after=is_cut_after)
    is_cut_before = is_cut_before or first > 0
    room = edges[first] + columns - is_cut_before
    last = len(shown)
    if is_cut_after or edges[last] > room:
        is_cut_after = True
        last = bisect_right(edges, room - 1) - 1
    text = "".join(shown[first:last])
    return Excerpt(
        f"{_ELLIPSIS * is_cut_before}{text}{_ELLIPSIS * is_cut_after}",
        is_cut_before + edges[inside.start] - edges[first],
        max(1, edges[min(inside.end, last)] - edges[inside.start]),
    )


class ChangedLine(NamedTuple):
    """A line as a text of its own, and the part of it that a fix takes away or puts there."""

    source: Source
    span: Span


def changes(source: Source, edits: Iterable[Edit]) -> list[tuple[ChangedLine | None, ChangedLine | None]]:
    """Return the lines that edits take away and those that they put in their place, in order; `None` where there is none.

    Lines of which one edit makes several, or several one, come as a pair for each.
    """
    found: list[tuple[ChangedLine | None, ChangedLine | None]] = []
    for first, last, members in _by_lines(source, edits):
        start, end = source.lines_span(first, last)
        pieces, at = [], start
        for edit in members:
            pieces += [source.text[at : edit.span.start], edit.text]
            at = edit.span.end
        before, after = source.text[start:end].splitlines(), ("".join(pieces) + source.text[at:end]).splitlines()
        while before and after and before[0] == after[0]:
            del before[0], after[0]
        while before and after and before[-1] == after[-1]:
            del before[-1], after[-1]
        found += [_changed(*pair) for pair in zip_longest(before, after)]
    return found


def _by_lines(source: Source, edits: Iterable[Edit]) -> list[tuple[int, int, list[Edit]]]:
    """Return edits in order, those that share a line together, each group with its first and its last line."""
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        first, last = source.line_at(edit.span.start), source.line_at(edit.span.end)
        if groups and groups[-1][1] >= first:
            first, _, members = groups.pop()
            groups.append((first, last, [*members, edit]))
        else:
            groups.append((first, last, [edit]))
    return groups


def _changed(before: str | None, after: str | None) -> tuple[ChangedLine | None, ChangedLine | None]:
    gone, new = differing(before or "", after or "")
    return (None if before is None else _marked(before, gone), None if after is None else _marked(after, new))


def _marked(text: str, span: Span) -> ChangedLine:
    """Return a changed line; spaces are shown as dots where nothing else comes or goes."""
    changed = text[span.slice()]
    dots = "\u00b7" * len(changed) if changed.strip(" ") == "" and text.strip() else changed
    return ChangedLine(Source(text[: span.start] + dots + text[span.end :]), span)


def _without_credentials(text: str, low: int, high: int, line: Span) -> str:
    """Return a stretch of a line in which stars stand for users and passwords of URLs, also for one that is cut."""
    seen = text[low:high]
    first, last = max(line.start, low - LONGEST), min(line.end, high + LONGEST)
    if text.find("@", low, last) < 0:
        return seen
    for found in CREDENTIALS.finditer(text, first, last):
        start, end = max(found.start() - low, 0), min(found.end() - low, len(seen))
        if start < end:
            seen = seen[:start] + "*" * (end - start) + seen[end:]
    return seen


def _measured(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """Return the characters of a text as they are shown, and the columns at which each begins and the last one ends."""
    if text.isascii() and text.isprintable():
        return text, range(len(text) + 1)
    shown = list(cells(text))
    return [cell.text for cell in shown], [0, *accumulate(cell.width for cell in shown)]


def _first_shown(text: str, start: int, end: int) -> int:
    """Return where a line's indentation ends, or the span begins in it."""
    while start < end and text[start] in " \t":
        start += 1
    return start


def _first(edges: Sequence[int], inside: Span, columns: int, *, is_cut_before: bool, is_cut_after: bool) -> int:
    """Return the index of the first cell to show. `edges` are the columns at which the cells begin and the last one ends."""
    if not is_cut_before and not is_cut_after and edges[-1] <= columns:
        return 0
    if not is_cut_before and min(edges[inside.end] + _FOLLOWING, edges[-1]) < columns:
        return 0
    room = columns - 2
    spare = room - min(edges[inside.end] - edges[inside.start], room)
    after = edges[-1] - edges[inside.end] + is_cut_after * columns
    lead = max(int(spare * _LEAD), spare - after)
    return bisect_left(edges, edges[inside.start] - lead, 0, inside.start)
