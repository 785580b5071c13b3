"""Entries inside blocks of raw HTML: table rows and list items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.document.blocks import Block, Inline, Mark, Run, RunKind
from awesomelint.document.entries.tables import column_roles
from awesomelint.document.fields.pieces import Role
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.span import Span

_ROW = expression(r"<(tr|li)\b[^>]*>(.*?)(?:</\1\s*>|(?=<\1\b)|\Z)", re.IGNORECASE | re.DOTALL)
_CELL = expression(r"<(td|th)\b[^>]*>(.*?)(?:</\1\s*>|(?=<t[dh]\b)|\Z)", re.IGNORECASE | re.DOTALL)


class HtmlRow(NamedTuple):
    """One row or item: its lines, its cells with their numbers, the roles of the columns, and which table it is of."""

    first: int
    last: int
    cells: tuple[tuple[int, Inline], ...]
    columns: tuple[Role | None, ...]
    group: int


def html_rows(block: Block) -> Iterator[HtmlRow]:
    """Yield the rows and items of an HTML block that hold a link to somewhere else; header rows are left out."""
    inline = block.inline
    if inline is None or not any(not link.url.startswith("#") for link in inline.links):
        return
    content = inline.content
    base = inline.span.start
    lowered = content.lower()
    if "<tr" not in lowered and "<li" not in lowered:
        return
    rows: list[tuple[int, int, str, list[tuple[int, int]]]] = []
    header: list[Inline | None] = []
    for match in _ROW.finditer(content):
        cells = [(cell.start(2), cell.end(2)) for cell in _CELL.finditer(content, match.start(2), match.end(2))]
        if re.search(r"<th\b", match[2], re.IGNORECASE):
            header = [_part(inline, base + start, base + end) for start, end in cells]
            continue
        if match[1].lower() == "li":
            cells = [(match.start(2), match.end(2))]
        rows.append((match.start(), match.end(), match[1].lower(), cells))
    parsed = [
        (start, end, name, [_part(inline, base + left, base + right) for left, right in cells])
        for start, end, name, cells in rows
    ]
    columns: tuple[Role | None, ...] = ()
    if header:
        contents: list[list[Inline | None]] = [list(cells) for _, _, name, cells in parsed if name == "tr"]
        columns = column_roles(header, contents) or ()
    for start, end, _, parts in parsed:
        if all(link.url.startswith("#") for part in parts for link in part.links):
            continue
        first = block.first + content.count("\n", 0, start)
        last = first + content.count("\n", start, end)
        yield HtmlRow(first, last, tuple(enumerate(parts)), columns, block.first)


def _part(inline: Inline, start: int, end: int) -> Inline:
    """Return the part of an inline content between two offsets of the source."""
    runs = [run for run in inline.runs if start <= run.start and run.end <= end]
    while runs and runs[-1].kind in (RunKind.SOFT_BREAK, RunKind.HARD_BREAK):
        runs.pop()
    while runs and runs[0].kind in (RunKind.SOFT_BREAK, RunKind.HARD_BREAK):
        runs.pop(0)
    links = [link for link in inline.links if start <= link.span.start and link.span.end <= end]
    if not runs:
        runs = [Run(RunKind.TAG, "", start, start, Mark.NONE, None)]
    return Inline(inline.content, Span(start, end), runs, links, [])
