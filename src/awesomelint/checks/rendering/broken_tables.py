"""Pipe tables that readers see as text, wholly or from a row on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from awesomelint.checks.rendering.broken_rows import (
    cell_count,
    cells_in_words,
    joined,
    joining,
    report_broken_rows,
    report_text_below,
)
from awesomelint.checks.rendering.delimiter_rows import fault_in, is_delimiter_row, mended, was_delimiter_row
from awesomelint.checks.rendering.loss import LINK
from awesomelint.checks.rendering.raw_markdown import moved_left
from awesomelint.checks.rendering.rows_below import Rows, rejoining, report_rows_below, rows_below
from awesomelint.checks.rendering.signs import blank_line
from awesomelint.checks.rendering.table_lines import (
    Line,
    deep_line,
    deep_lines,
    line_at,
    lines_of,
    linked,
    lost_rows,
    severity_of,
)
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import (
    Block,
    BlockKind,
    indent_of,
    is_indented_code,
    item_around,
    quote_depth,
    text_column,
)
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import expression

_TABLE, _PARAGRAPH = BlockKind.TABLE, BlockKind.PARAGRAPH
_INNER_PIPE = expression(r"(?<=[^\s|\\])\|(?=[^\s|])")
_COMMENT = expression(r"(<!--[^\n]*?-->)[ \t]*(?=\|)")


def broken_table(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report what was meant as a table and is none: once a table, at the row at fault."""
    source = document.source
    for parent in (document.root, *document.blocks):
        done = 0
        for index, block in enumerate(parent.children):
            if index < done:
                continue
            below = parent.children[index + 1] if index + 1 < len(parent.children) else None
            if block.kind is _PARAGRAPH:
                if block.inline is not None and ("|" in block.inline.content or "｜" in block.inline.content):
                    if below is not None and (late := _late(source, rule, block, below)) is not None:
                        yield late
                        continue
                    rows = rows_below(source, parent.children, index)
                    deep = deep_lines(source, block)
                    for found in _in_paragraph(document, rule, parent.children, index, rows):
                        yield found if found.fix is None or not deep else _moving(found, found.fix, deep)
                    done = _next(parent.children, index, rows)
            elif is_indented_code(block):
                rest = below if below is not None and _is_rest(source, block, below) else None
                if (shown := _in_code(source, rule, block, rest)) is not None:
                    yield shown
                    done = index + 1 + (rest is not None)
            elif block.kind is _TABLE:
                yield from report_broken_rows(document, rule, block)
                yield from report_text_below(source, rule, block)
                rows = rows_below(source, parent.children, index)
                yield from report_rows_below(source, rule, rows)
                done = _next(parent.children, index, rows)


def _next(siblings: Sequence[Block], index: int, below: Sequence[Rows]) -> int:
    """Return the index of the first block behind the rows below one."""
    if not below:
        return index + 1
    return bisect_right(siblings, below[-1].lines[-1].line, key=lambda block: block.first)


def _moving(found: Diagnostic, fix: Fix, deep: Sequence[Edit]) -> Diagnostic:
    """Return a finding whose fix moves to the left what would be code below the table that it makes."""
    ends = [edit.span for edit in fix.edits]
    more = [each for each in deep if not any(each.span.start <= end.end and end.start <= each.span.end for end in ends)]
    return found._replace(fix=fix._replace(edits=tuple(sorted((*fix.edits, *more)))))


# -- text that was meant as a table


def _is_delimiter(line: Line) -> bool:
    return is_delimiter_row(line.text)


def _in_paragraph(
    document: Document, rule: Rule, siblings: Sequence[Block], index: int, below: Sequence[Rows]
) -> Iterator[Diagnostic]:
    source, block = document.source, siblings[index]
    lines = lines_of(source, block)
    place = next((at for at, line in enumerate(lines) if _is_delimiter(line)), None)
    if block.inline is not None and "｜" in block.inline.content and (wide := _full_width(rule, lines)) is not None:
        yield wide
    elif place == 0:
        above = siblings[index - 1] if index else None
        parted = list(_parted(source, rule, above, lines, below))
        yield from parted or _headless(source, rule, above, lines)
    elif place is not None:
        yield from _misfit(document, rule, block, lines, place)
    else:
        place = next((at for at, line in enumerate(lines) if at and was_delimiter_row(line.text)), None)
        if place is not None:
            yield from _wrong_signs(rule, lines, place)
        else:
            yield from _no_delimiters(source, rule, lines)


def _parted(
    source: Source, rule: Rule, above: Block | None, lines: Sequence[Line], below: Sequence[Rows]
) -> Iterator[Diagnostic]:
    """Report a delimiter row that a blank line parts from its header, which has as many cells."""
    delimiter = lines[0]
    header = lines_of(source, above)[-1] if above is not None and above.kind is _PARAGRAPH else None
    lost = [*lines[1:], *(line for rows in below for line in rows.lines)]
    if header is None or header.cells != delimiter.cells or not lost:
        return
    gap = Span(header.end, source.line_starts[delimiter.line - 1])
    if source[gap].strip(" \t\r\n>"):
        return
    message = f"the blank line above separates the header from this row: readers see {lost_rows(lost)} as text"
    fix = rejoining(source, below, Edit(gap, source.newline))
    yield rule.diagnose(Span(delimiter.start, delimiter.end), message, fix=fix, severity=severity_of(lost))


def _late(source: Source, rule: Rule, block: Block, table: Block) -> Diagnostic | None:
    """Report a delimiter row below a row with links: its header is above, in the paragraph right above the table."""
    if table.kind is not _TABLE or table.first != block.last + 1:
        return None
    shown, delimiter = (line_at(source, table, line) for line in (table.first, table.first + 1))
    rows = [line for line in lines_of(source, block) if _is_like(line, shown)]
    if not rows or rows[-1].line - rows[0].line != len(rows) - 1 or rows[-1].line != block.last:
        return None
    if LINK.search(rows[0].text) or _is_delimiter(rows[0]) or not LINK.search(shown.text):
        return None
    start = source.line_starts[rows[0].line]
    passed, moved = Span(start, source.line_span(delimiter.line - 1).end), source.line_span(delimiter.line)
    text = f"{rows[0].text}{source.newline}{source[moved]}{source.newline}{source[passed]}"
    edits = (Edit(Span(rows[0].start, moved.end), text),)
    message = f"the delimiter row is {len(rows) + 1} lines below the header, expected 1: readers see {lost_rows(rows)} as text"
    return rule.diagnose(Span(delimiter.start, delimiter.end), message, fix=Fix(edits, title="move it up"))


def _is_like(row: Line, other: Line) -> bool:
    """Return whether a line is surely a row of the same table as another."""
    return row.cells == other.cells and row.is_fenced == other.is_fenced and (row.is_fenced or row.cells > 2)


def _misfit(document: Document, rule: Rule, block: Block, lines: Sequence[Line], place: int) -> Iterator[Diagnostic]:
    """Report a delimiter row with another number of cells than the header, and a table below an item that it is not in."""
    source, delimiter, header = document.source, lines[place], lines[place - 1]
    span, rows = Span(delimiter.start, delimiter.end), lines[place + 1 :]
    if rows and place > 1 and _is_like(lines[place - 2], delimiter) and not header.cells:
        message = f"the text above separates the header from this row: readers see {lost_rows(rows)} as text"
        yield rule.diagnose(span, message, severity=severity_of(rows))
    if header.cells < 2 and not header.is_fenced:
        return
    moved = deep_line(source, block, delimiter.line)
    if rows and header.cells == delimiter.cells and moved is not None:
        column, _ = indent_of(source, delimiter.line, quote_depth(block))
        expected = text_column(source, block, delimiter.line)
        message = (
            f"found a delimiter row indented by {column}, expected {expected}: readers see {lost_rows(rows)} as text"
        )
        yield rule.diagnose(span, message, fix=Fix((moved,), title=f"indent by {expected}"), severity=severity_of(rows))
        return
    if header.cells != delimiter.cells and (torn := _torn(source.text, lines, place)) is not None:
        what, whole, rows = torn
        message = f"the {what} goes on in the next line: readers see {lost_rows(rows)} as text"
        fix = Fix(joining(source.text, whole), title="join the lines")
        yield rule.diagnose(whole[0], message, fix=fix, severity=severity_of(rows))
        return
    if header.cells != delimiter.cells:
        edit, title = None, f"write {header.cells} cells"
        if all(row.cells == header.cells for row in rows) and delimiter.is_fenced == header.is_fenced:
            edit = _fitting(delimiter, header.cells)
        elif all(row.cells == delimiter.cells for row in rows):
            edit, title = _escaped(header, header.cells - delimiter.cells), "write \\|"
        message = (
            f"found a delimiter row of {cells_in_words(delimiter.cells)}, expected {header.cells} as in the header: "
            f"readers see {lost_rows(rows)} as text"
        )
        fitted = Fix((edit,), title=title) if edit is not None and place == 1 else None
        yield rule.diagnose(span, message, fix=fitted, severity=severity_of(rows))
        return
    item = item_around(block)
    if item is not None and indent_of(source, header.line, quote_depth(block))[0] < item.indent:
        message = f"a table cannot begin right below a list item: readers see {lost_rows(rows)} as text"
        fix = Fix((blank_line(source, block, header.line),), title="add a blank line")
        yield rule.diagnose(Span(header.start, header.end), message, fix=fix, severity=severity_of(rows))


def _torn(text: str, lines: Sequence[Line], place: int) -> tuple[str, tuple[Span, Span], Sequence[Line]] | None:
    """Return which of header and delimiter row a line break cut in two, both lines of it, and the rows below."""
    spans = [Span(line.start, line.end) for line in lines[: place + 2]]
    if place == 2 and cell_count(joined(text, spans[:2])) == lines[2].cells:
        return "header", (spans[0], spans[1]), lines[3:]
    is_cut = len(lines) > place + 2 and _is_delimiter(lines[place + 1])
    if is_cut and cell_count(joined(text, spans[place:])) == lines[place - 1].cells:
        return "delimiter row", (spans[place], spans[place + 1]), lines[place + 2 :]
    return None


def _escaped(header: Line, surplus: int) -> Edit | None:
    """Return the edit that makes text of the only pipe in a header that stands between letters, if that is one too many."""
    pipes = list(_INNER_PIPE.finditer(header.text))
    at = header.start + pipes[0].start() if pipes else 0
    return Edit(Span(at, at), "\\") if surplus == len(pipes) == 1 else None


def _fitting(delimiter: Line, cells: int) -> Edit:
    """Return the edit that gives a delimiter row as many cells as it lacks, or takes away as many as it has too many."""
    if delimiter.cells < cells:
        if not delimiter.is_fenced:
            return Edit(Span(delimiter.end, delimiter.end), "|---" * (cells - delimiter.cells))
        last = "|" + delimiter.text.rstrip("|").rpartition("|")[2]
        return Edit(Span(delimiter.end - 1, delimiter.end - 1), last * (cells - delimiter.cells))
    pipes = [match.start() for match in re.finditer(r"\|", delimiter.text)]
    if not delimiter.is_fenced:
        return Edit(Span(delimiter.start + pipes[cells - 1], delimiter.end), "")
    return Edit(Span(delimiter.start + pipes[cells], delimiter.end - 1), "")


def _headless(source: Source, rule: Rule, above: Block | None, lines: Sequence[Line]) -> Iterator[Diagnostic]:
    """Report a delimiter row that is above all other rows of what was meant as a table, or whose header is in HTML."""
    delimiter, *rows = lines
    if not rows or delimiter.cells < 2 or not all(row.is_fenced and row.cells == delimiter.cells for row in rows):
        return
    if above is not None and above.kind is BlockKind.HTML and above.last + 1 == delimiter.line:
        line = line_at(source, above, above.last)
        comment = _COMMENT.match(line.text)
        if comment is not None and cell_count(line.text[comment.end() :]) == delimiter.cells:
            message = f"the comment makes HTML of the header: readers see {lost_rows(rows)} as text"
            behind = line.start + comment.end()
            fix = Fix(
                (Edit(Span(line.start + comment.end(1), behind), source.newline),), title="write it on a line above"
            )
            yield rule.diagnose(Span(line.start, line.end), message, fix=fix, severity=severity_of(rows))
            return
    message = f"found a delimiter row without a header above it: readers see {lost_rows(rows)} as text"
    yield rule.diagnose(Span(delimiter.start, delimiter.end), message, severity=severity_of(rows))


def _full_width(rule: Rule, lines: Sequence[Line]) -> Diagnostic | None:
    """Report a table with full-width pipes, which would be one with the pipes of Markdown."""
    plain = [line.with_pipes() for line in lines]
    place = next((at for at, line in enumerate(plain) if at and _is_delimiter(line)), len(plain) - 1)
    rows = plain[place + 1 :]
    if not rows or "｜" not in lines[place - 1].text:
        return None
    if any(line.cells != plain[place].cells or not line.is_fenced for line in plain[place - 1 :]):
        return None
    message = f'found full-width "｜" in a table, expected "|": readers see {lost_rows(rows)} as text'
    at = [line.start + match.start() for line in lines[place - 1 :] for match in re.finditer("｜", line.text)]
    fix = Fix(tuple(Edit(Span(start, start + 1), "|") for start in at), title="write |")
    return rule.diagnose(Span(lines[place].start, lines[place].end), message, fix=fix, severity=severity_of(rows))


def _wrong_signs(rule: Rule, lines: Sequence[Line], place: int) -> Iterator[Diagnostic]:
    """Report a delimiter row with signs in it that make none."""
    row, rows = lines[place], lines[place + 1 :] or lines[1:place]
    if lines[place - 1].cells < 2 or not rows:
        return
    text = mended(row.text)
    what, expected = fault_in(row.text, text)
    message = f"found {what} in the delimiter row, expected {expected}: readers see {lost_rows(rows)} as text"
    fits = cell_count(text) == lines[place - 1].cells
    fix = Fix((Edit(Span(row.start, row.end), text),), title="mend the row") if fits else None
    yield rule.diagnose(Span(row.start, row.end), message, fix=fix, severity=severity_of(rows))


def _no_delimiters(source: Source, rule: Rule, lines: Sequence[Line]) -> Iterator[Diagnostic]:
    """Report rows without a delimiter row: lines below one another with as many cells, at the end of a paragraph."""
    first = next((at for at, line in enumerate(lines) if line.cells >= 2), len(lines))
    rows = lines[first:]
    if len(rows) < 2 or len({(row.cells, row.is_fenced) for row in rows}) > 1:
        return
    header = rows[0]
    if not header.is_fenced and not _are_columns(rows):
        return
    lost = lost_rows(rows if LINK.search(header.text) else rows[1:])
    message = f"found no delimiter row below this one, expected |{'---|' * header.cells}: readers see {lost} as text"
    fix = None
    if not LINK.search(header.text):
        start = source.line_starts[rows[1].line - 1]
        indent = source.text[start : rows[1].start]
        edit = Edit(Span(start, start), f"{indent}|{' --- |' * header.cells}{source.newline}")
        fix = Fix((edit,), title="add a delimiter row")
    yield rule.diagnose(Span(header.start, header.end), message, fix=fix, severity=severity_of(rows))


def _are_columns(rows: Sequence[Line]) -> bool:
    """Return whether lines without pipes at their ends are rows: below a header, some columns have a link, and others none."""
    header, *others = (linked(row.text) for row in rows)
    return len(others) > 1 and not any(header) and len(set(others)) == 1 and any(others[0]) and not all(others[0])


def _is_rest(source: Source, block: Block, below: Block) -> bool:
    """Return whether a paragraph right below a block is nothing but rows."""
    is_right_below = below.kind is _PARAGRAPH and below.first == block.last + 1
    return is_right_below and all(line.cells for line in lines_of(source, below))


def _in_code(source: Source, rule: Rule, block: Block, rest: Block | None) -> Diagnostic | None:
    """Report a table that is indented so far that it is code, wholly or up to a paragraph right below, the rest of it."""
    lines = [line for each in (block, rest) if each is not None for line in lines_of(source, each) if line.text]
    if len(lines) < 3 or not is_delimiter_row(lines[1].text) or lines[0].cells != lines[1].cells:
        return None
    rows = lines[2:]
    if not all(row.cells for row in rows) or not any(LINK.search(row.text) for row in rows):
        return None
    column, expected, edits = moved_left(source, block)
    if rest is not None:
        edits += deep_lines(source, rest)
    seen = "code" if rest is None else "code and text"
    message = f"found a table indented by {column}, expected {expected}: readers see {lost_rows(rows)} as {seen}"
    fix = Fix(edits, title=f"indent by {expected}")
    return rule.diagnose(Span(lines[0].start, lines[0].end), message, fix=fix)
