"""Entries inside blocks of raw HTML: table rows and list items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.document.blocks import Block, Inline, Mark, Run, RunKind
from awesomelint.document.entries.tables import column_roles, names_a_paper
from awesomelint.document.fields.pieces import Role
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.span import Span

_ROW = expression(r"<(tr|li)\b[^>]*>(.*?)(?:</\1\s*>|(?=<\1\b)|\Z)", re.IGNORECASE | re.DOTALL)
_CELL = expression(r"<(td|th)\b([^>]*)>(.*?)(?:</\1\s*>|(?=<t[dh]\b)|\Z)", re.IGNORECASE | re.DOTALL)
_SPANS = expression(r"\b(col|row)span\s*=\s*[\"']?(\d{1,4})", re.IGNORECASE)
LONGEST_NAME = 60
"""Longest name of a column, in code points."""

MAX_COLUMNS = 100
"""Columns of a table that are told apart."""


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
    rows: list[_RawRow] = []
    header: dict[int, Inline] = {}
    grid = _Grid()
    for match in _ROW.finditer(content):
        if match[1].lower() == "li":
            cells = {0: _part(inline, base + match.start(2), base + match.end(2))}
            rows.append(_RawRow(match.start(), match.end(), False, cells))
            continue
        found = list(_CELL.finditer(content, match.start(2), match.end(2)))
        places = grid.places([cell[2] for cell in found])
        cells = {
            place: _part(inline, base + cell.start(3), base + cell.end(3))
            for place, cell in zip(places, found, strict=True)
        }
        if re.search(r"<th\b", match[2], re.IGNORECASE):
            header = cells
        else:
            rows.append(_RawRow(match.start(), match.end(), True, cells))
    if not header and lowered.count("<table") <= 1 and rows and _names_columns(rows[0].cells):
        header = rows.pop(0).cells
    columns: tuple[Role | None, ...] = ()
    if header:
        count = min(max(header) + 1, MAX_COLUMNS)
        contents = [[row.cells.get(index) for index in range(count)] for row in rows if row.is_row]
        columns = column_roles([header.get(index) for index in range(count)], contents) or ()
    for row in rows:
        if all(link.url.startswith("#") for part in row.cells.values() for link in part.links):
            continue
        first = block.first + content.count("\n", 0, row.start)
        last = first + content.count("\n", row.start, row.end)
        yield HtmlRow(first, last, tuple(row.cells.items()), columns, block.first)


class _RawRow(NamedTuple):
    start: int
    end: int
    is_row: bool
    cells: dict[int, Inline]


class _Grid:
    """Tells in which column a cell stands where cells above it reach down, or cells beside it are wide."""

    def __init__(self) -> None:
        self.taken: dict[int, int] = {}

    def places(self, cells: list[str]) -> list[int]:
        """Return the columns of the cells of the next row, given the attributes of each."""
        taken = {column: rows - 1 for column, rows in self.taken.items() if rows > 0}
        self.taken = dict(taken)
        places: list[int] = []
        column = 0
        for attributes in cells:
            spans = {name.lower(): int(size) for name, size in _SPANS.findall(attributes)}
            while column in taken:
                column += 1
            places.append(column)
            for index in range(column, min(column + max(spans.get("col", 1), 1), MAX_COLUMNS)):
                self.taken[index] = spans.get("row", 1) - 1
            column += max(spans.get("col", 1), 1)
        return places


def _names_columns(cells: dict[int, Inline]) -> bool:
    """Tell whether a row of ordinary cells is a header: three or more short names without links, one of them for papers."""
    names = [part.plain().strip() for part in cells.values()]
    return (
        len(names) >= 3
        and all(0 < len(name) <= LONGEST_NAME for name in names)
        and not any(part.links for part in cells.values())
        and any(names_a_paper(name) for name in names)
    )


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
