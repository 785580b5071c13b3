"""Rows of tables that are broken over lines, so that readers see several rows, and text that they see as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from awesomelint.checks.rendering.signs import blank_line
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.block_rules import split_cells
from awesomelint.markdown.blocks import Block, BlockKind, LinkSyntax, indent_of, quote_depth
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import expression

_MOST_LINES = 5
"""Lines over which a row may be broken."""
_OPEN_TARGET = expression(r"\](?:\([^()\s]*)?\Z|https?://[^\s|()]*[/.?=&-]\Z")
"""A link that goes on with its target behind the line break."""
_REACH = 500
"""Characters before a line break in which that link begins."""
_DEFINITION = expression(r"[ \t>]*\[[^\]]+\]:[ \t]*\S")


def report_broken_rows(document: Document, rule: Rule, table: Block) -> Iterator[Diagnostic]:
    """Report each row of a table that is broken over lines."""
    source = document.source
    for pieces in broken_rows(document).get(table.first, ()):
        lines = [_trimmed(source, each) for each in pieces]
        where = "the next line" if len(pieces) == 2 else f"the next {len(pieces) - 1} lines"
        message = f"the row goes on in {where}: readers see {len(lines)} rows"
        related = (Related(lines[1], "the rest is here"),)
        fix = Fix(joining(source.text, lines), title="join the lines")
        links = (link for row in pieces for cell in row.children if cell.inline for link in cell.inline.links)
        shown = sum(link.syntax is LinkSyntax.INLINE for link in links)
        severity = None if shown < joined(source.text, lines).count("](") else Severity.WARNING
        yield rule.diagnose(lines[0], message, related=related, fix=fix, severity=severity)


def text_below(source: Source, table: Block) -> list[Block]:
    """Return the last rows of a table that were meant as text below it: no pipe is in them, and some are in all others."""
    if table.children[0].cell_count < 2:
        return []
    rows = [row for row in table.children if row.kind is BlockKind.ROW]
    place = len(rows)
    while place and "|" not in source.line(rows[place - 1].first):
        place -= 1
    is_table = 1 < place < len(rows) and all("|" in source.line(row.first) for row in rows[:place])
    return rows[place:] if is_table else []


def report_text_below(source: Source, rule: Rule, table: Block) -> Iterator[Diagnostic]:
    """Report text that is shown as rows of the table right above it; a definition there defines nothing."""
    rows = text_below(source, table)
    if not rows:
        return
    line = source.line_span(rows[0].first)
    what = "it as a row" if len(rows) == 1 else f"{len(rows)} lines as rows"
    message = f"found text right below a table, expected a blank line between: readers see {what} of the table"
    if any(_DEFINITION.match(source.line(row.first)) for row in rows):
        yield rule.diagnose(line, message)
    else:
        fix = Fix((blank_line(source, table, rows[0].first),), title="add a blank line")
        yield rule.diagnose(line, message, fix=fix, severity=Severity.WARNING)


def joining(text: str, lines: Sequence[Span]) -> tuple[Edit, ...]:
    """Return the edits that make one line of several; a target that goes on behind a line break has no space in it."""
    return tuple(
        Edit(
            Span(above.end, below.start),
            "" if _OPEN_TARGET.search(text, max(above.start, above.end - _REACH), above.end) else " ",
        )
        for above, below in pairwise(lines)
    )


def joined(text: str, lines: Sequence[Span]) -> str:
    """Return several lines as one."""
    pieces = [text[lines[0].start : lines[0].end]]
    for edit, line in zip(joining(text, lines), lines[1:], strict=True):
        pieces += (edit.text, text[line.start : line.end])
    return "".join(pieces)


def _trimmed(source: Source, row: Block) -> Span:
    _, start = indent_of(source, row.first, quote_depth(row))
    return Span(start, start + len(source.text[start : source.line_span(row.first).end].rstrip()))


@remembered
def broken_rows(document: Document) -> dict[int, list[list[Block]]]:
    """Return, by the first line of a table, the rows that line breaks cut in pieces.

    Where a row was cut, a pipe is missing or too much at the end of a line or the start of the next, compared with the header;
    together the pieces have the cells of a row.
    """
    found: dict[int, list[list[Block]]] = {}
    for table in document.blocks:
        if table.kind is not BlockKind.TABLE:
            continue
        header, *rows = (row for row in table.children if row.kind is BlockKind.ROW)
        if header.cell_count < 2:
            continue
        place = 0
        while place < len(rows):
            pieces = _pieces(document.source, header, rows[place : place + _MOST_LINES])
            if pieces:
                found.setdefault(table.first, []).append(pieces)
            place += len(pieces) or 1
    return found


def _pieces(source: Source, header: Block, rows: Sequence[Block]) -> list[Block]:
    """Return the first of some rows if they are pieces of one row with the cells of the header, else none."""
    text = source.text
    fences = _fences(text, _trimmed(source, header))
    lines: list[Span] = []
    for count, row in enumerate(rows, start=1):
        line = _trimmed(source, row)
        begins, ends = _fences(text, line)
        if not lines and (begins is not fences[0] or (row.cell_count == header.cell_count and ends is fences[1])):
            return []
        if lines and begins is fences[0] and _fences(text, lines[-1])[1] is fences[1]:
            return []
        lines.append(line)
        if count > 1 and ends is fences[1] and cell_count(joined(text, lines)) == header.cell_count:
            return list(rows[:count])
    return []


def _fences(text: str, line: Span) -> tuple[bool, bool]:
    """Return whether a line begins and whether it ends with a pipe."""
    return text[line.start] == "|", text[line.end - 1] == "|"


def cell_count(row: str) -> int:
    """Return how many cells a row has."""
    return len(split_cells(row, 0, len(row)))


def cells_in_words(count: int) -> str:
    """Return how many cells there are, in words."""
    return "1 cell" if count == 1 else f"{count} cells"
