"""Rows below a table that a blank line, a comment, an indent, a heading or `---` cuts off from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awesomelint.checks.rendering.delimiter_rows import is_delimiter_row
from awesomelint.checks.rendering.loss import LINK
from awesomelint.checks.rendering.raw_markdown import moved_left
from awesomelint.checks.rendering.table_lines import Line, deep_lines, line_at, lines_of, linked, lost_rows, severity_of
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.markdown.blocks import Block, BlockKind, indent_of, is_indented_code, quote_depth
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple

_TABLE, _PARAGRAPH = BlockKind.TABLE, BlockKind.PARAGRAPH
_CUTS = {BlockKind.HTML: "the comment", BlockKind.HEADING: "the heading above", BlockKind.RULE: "the line above"}


class Rows(NamedTuple):
    """The lines of a block that are rows, the lines above that part it from the table, and the block that cuts it off, if any."""

    block: Block
    gap: Span
    lines: list[Line]
    cut: Block | None


def rows_below(source: Source, siblings: Sequence[Block], index: int) -> list[Rows]:
    """Return the paragraphs of rows below a table, or below a paragraph that ends in a delimiter row.

    Blank lines and comments are between them and what is above, or a heading or `---` above a single row with a link.
    """
    above = siblings[index]
    if above.kind is _TABLE:
        cells = above.children[0].cell_count
        kin = _shape(line_at(source, above, above.last))
    else:
        last = lines_of(source, above)[-1]
        if not is_delimiter_row(last.text):
            return []
        cells, kin = last.cells, None
    found: list[Rows] = []
    cut = None
    for place in range(index + 1, len(siblings)):
        block = siblings[place]
        if _is_comment(block) or _is_above_row(source, siblings, place):
            cut = cut or block
            continue
        is_code = is_indented_code(block)
        if block.kind is not _PARAGRAPH and not is_code:
            break
        lines = [line for line in lines_of(source, block) if line.text]
        rows = [
            line
            for line in lines
            if line.cells == cells and (line.is_fenced or cells > 2 or (kin and _shape(line) == kin))
        ]
        has_delimiters = any(is_delimiter_row(line.text) for line in lines)
        gap = Span(source.line_starts[above.last], source.line_starts[block.first - 1])
        if has_delimiters or not rows or rows[0] is not lines[0] or 2 * len(rows) < len(lines):
            break
        is_parted = gap.start < gap.end or is_code or is_indented_code(above)
        if cut is None and (not is_parted or source[gap].strip(" \t\r\n>")):
            break
        found.append(Rows(block, gap, lines, cut))
        above, cut = block, None
    return found


def _shape(row: Line) -> tuple[bool, bool, tuple[bool, ...]] | None:
    """Return which ends of a row have a pipe and which cells a link, `None` if all or none have: then it may be no row."""
    links = linked(row.text)
    return (row.text[:1] == "|", row.text[-1:] == "|", links) if any(links) and not all(links) else None


def _is_comment(block: Block) -> bool:
    content = block.inline.content.strip() if block.kind is BlockKind.HTML and block.inline is not None else ""
    return content.startswith("<!--") and content.find("-->") == len(content) - 3


def _is_above_row(source: Source, siblings: Sequence[Block], place: int) -> bool:
    """Return whether a block is a heading or `---`, and right above a line with a link."""
    if siblings[place].kind not in (BlockKind.HEADING, BlockKind.RULE) or place + 1 == len(siblings):
        return False
    block = siblings[place + 1]
    is_line = block.kind is BlockKind.PARAGRAPH and block.first == block.last == siblings[place].last + 1
    return is_line and LINK.search(source.line(block.first)) is not None


def report_rows_below(source: Source, rule: Rule, below: Sequence[Rows]) -> Iterator[Diagnostic]:
    """Report rows behind blank lines or comments below a table, once."""
    lines = [line for rows in below for line in rows.lines]
    if not lines:
        return
    more = f", and {len(below) - 1} more below" if len(below) > 1 else ""
    block, cut = below[0].block, below[0].cut
    what = "the blank line above" if cut is None else _CUTS[cut.kind]
    if is_indented_code(block):
        what = "an indent of 4 or more"
    message = f"{what} ends the table{more}: readers see {lost_rows(lines)} as text"
    at = Span(lines[0].start, lines[0].end)
    if cut is not None and cut.kind is BlockKind.HTML:
        at = Span(indent_of(source, cut.first, quote_depth(cut))[1], source.line_span(cut.first).end)
    yield rule.diagnose(at, message, fix=rejoining(source, below), severity=severity_of(lines))


def rejoining(source: Source, below: Sequence[Rows], *edits: Edit) -> Fix | None:
    """Return the fix that removes blank lines between rows, after other edits; nothing else can be removed."""
    if any(rows.cut is not None for rows in below):
        return None
    gaps = (Edit(rows.gap, "") for rows in below if rows.gap.start < rows.gap.end)
    moved = (edit for rows in below for edit in _to_the_left(source, rows.block))
    return Fix(tuple(sorted((*edits, *gaps, *moved))), title="join the rows to the table")


def _to_the_left(source: Source, block: Block) -> Sequence[Edit]:
    return moved_left(source, block)[2] if is_indented_code(block) else deep_lines(source, block)
