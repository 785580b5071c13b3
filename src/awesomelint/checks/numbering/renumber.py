"""Edits that give a list item another number and keep everything that stands in the item inside it.

A longer number moves the column at which the item's content begins; lines that stood at the old column would leave the item
and split the list, so they move along.
"""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.diagnostic import Edit
from awesomelint.document.blocks import Block, BlockKind
from awesomelint.document.markdown.indent import first_text, indent_of, is_indented_code, is_line_end, quote_depth
from awesomelint.source import Source
from awesomelint.span import Span

_CODE_INDENT = 4
_TAB = 4


def renumber(source: Source, item: Block, number: int) -> list[Edit] | None:
    """Return the edits that write `number` before an item whose marker is a number, `None` where they would hurt it."""
    assert item.marker is not None
    digits = Span(item.marker.start, item.marker.end - 1)
    old, new = source[digits], str(number)
    if old == new:
        return []
    edits = [Edit(digits, new)]
    if len(old) != len(new):
        kept = _keep_inside(source, item, len(new) - len(old))
        if kept is None:
            return None
        edits += kept
    return edits


def _keep_inside(source: Source, item: Block, longer: int) -> list[Edit] | None:
    """Return the edits that an item needs whose marker becomes `longer` (shorter, if negative)."""
    assert item.marker is not None
    end = item.marker.end
    text_start = first_text(source, end)
    padding = source.text[end:text_start]
    if "\t" in padding:
        return _with_tab(source, item, longer)
    lines = list(_own_lines(source, item))
    column = item.indent + longer
    if longer > 0:
        if len(padding) - longer >= 1 and len(padding) <= _CODE_INDENT and not is_line_end(source, text_start):
            return [Edit(Span(end, end + longer), "")]
        if all(indent >= column for indent, _ in lines) and not _is_tied_to_column(item):
            return []
        return _shift(source, lines, longer)
    if not _is_tied_to_column(item) and not _would_change(source, item, lines, column):
        return []
    if padding and len(padding) - longer <= _CODE_INDENT:
        return [Edit(Span(end, end), " " * -longer)]
    return None if _would_change(source, item, [], column) else _shift(source, lines, longer)


def _with_tab(source: Source, item: Block, longer: int) -> list[Edit] | None:
    """Return the edits for an item whose content is set off by a tab: nothing, or the tab becomes one blank."""
    assert item.marker is not None
    end = item.marker.end
    line_start = source.line_starts[item.first - 1]
    text_start = first_text(source, end)
    marker_end = len(source.text[line_start:end].expandtabs(_TAB)) + longer
    padding = source.text[end:text_start]
    if len((" " * marker_end + padding).expandtabs(_TAB)) == item.indent:
        return []
    lines = list(_own_lines(source, item))
    shifted = _shift(source, lines, marker_end + 1 - item.indent)
    if shifted is None or _would_change(source, item, [], marker_end + 1):
        return None
    return [Edit(Span(end, text_start), " "), *shifted]


def _own_lines(source: Source, item: Block) -> Iterator[tuple[int, int]]:
    """Yield indent and offset of the first character of each later line that stands at the item's column or beyond it.

    Lines with less indent continue a paragraph lazily and stay as they are.
    """
    quotes = quote_depth(item)
    for line in range(item.first + 1, item.last + 1):
        indent, offset = indent_of(source, line, quotes)
        if not is_line_end(source, offset) and indent >= item.indent:
            yield indent, offset


def _shift(source: Source, lines: list[tuple[int, int]], columns: int) -> list[Edit] | None:
    """Return the edits that move lines to the right (to the left, if negative), `None` where blanks are lacking."""
    if columns >= 0:
        return [Edit(Span(offset, offset), " " * columns) for _, offset in lines]
    edits = []
    for _, offset in lines:
        blanks = Span(offset + columns, offset)
        if source[blanks] != " " * -columns:
            return None
        edits.append(Edit(blanks, ""))
    return edits


def _is_tied_to_column(item: Block) -> bool:
    """Tell whether lines of an item are read by their distance from its column: code, or a list on the marker's line."""
    first = item.children[0] if item.children else None
    containers = (BlockKind.BULLET_LIST, BlockKind.ORDERED_LIST, BlockKind.QUOTE)
    if first is not None and first.first == item.first and first.kind in containers:
        return True
    return any(is_indented_code(child) for child in item.children)


def _would_change(source: Source, item: Block, lines: list[tuple[int, int]], column: int) -> bool:
    """Tell whether with a smaller column lines become code, or the text after the item is drawn into it."""
    if any(indent - column >= _CODE_INDENT for indent, _ in lines):
        return True
    quotes = quote_depth(item)
    for line in range(item.last + 1, source.line_count + 1):
        indent, offset = indent_of(source, line, quotes)
        if not is_line_end(source, offset):
            return indent >= column
    return False
