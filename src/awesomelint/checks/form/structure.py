"""Lists without entries, table rows with too many or too few cells, and lines that do not continue their list item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from awesomelint.checks.base import counted
from awesomelint.checks.rendering.broken_rows import broken_rows, cells_in_words, text_below
from awesomelint.checks.rendering.conflicts import conflicts
from awesomelint.checks.rendering.indents import column_of_block, shifted
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from awesomelint.document.conventions import is_majority
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.block_rules import split_cells
from awesomelint.markdown.blocks import (
    LISTS,
    Block,
    BlockKind,
    indent_of,
    is_indented_code,
    quote_depth,
)
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

_COMMENT = "[//]:"
"""How a note that readers shall not see is written; in a table it makes a further cell, which GitHub drops."""
_FORMULA = expression(r"\$[^\s$](?:[^$\n]*[^\s$])?\$")


_MARKDOWN_FILE = expression(r"(?!\w+:|//)[^?#]+\.(?:md|markdown)(?:[?#].*)?", re.IGNORECASE)
_LISTED = frozenset({*LISTS, BlockKind.TABLE, BlockKind.QUOTE})
_FEWEST_TEXTS = 5
"""Items, rows and quotes from which on a list of them is surely meant."""


def no_entries(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a list without entries, if it is surely meant to be one and not the contents of other files."""
    if not context.is_list or document.entries or any(_MARKDOWN_FILE.fullmatch(link.url) for link in document.links):
        return
    if _is_of_text(document):
        return
    found = "no entries" if document.source.text.strip() else "an empty file"
    yield rule.diagnose(Span(0, 0), f"found {found}, expected a list of links or papers")


def _is_of_text(document: Document) -> bool:
    """Return whether a document is a list of quotations, terms and the like: mostly items, rows or quotes without a link."""
    root = document.root
    leaves = (document.places.leaf_at(link.span.start) for link in document.links if not link.url.startswith("#"))
    if any(leaf is None or leaf.parent is not root for leaf in leaves):
        return False
    listed = [block for block in root.children if block.kind in _LISTED]
    texts = sum(1 if block.kind is BlockKind.QUOTE else len(block.children) for block in listed)
    others = (block for block in root.children if block.kind is BlockKind.PARAGRAPH)
    return texts >= _FEWEST_TEXTS and _line_count(listed) >= _line_count(others)


def _line_count(blocks: Iterable[Block]) -> int:
    return sum(block.last - block.first + 1 for block in blocks)


def table_row(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report rows with more or fewer cells than the header; once, at the header, where most rows agree against it."""
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            yield from _rows(document, rule, block)


def _rows(document: Document, rule: Rule, table: Block) -> Iterator[Diagnostic]:
    header, *rows = (row for row in table.children if row.kind is BlockKind.ROW)
    expected = header.cell_count
    ragged = [
        (row, cells) for row in rows if row.cell_count != expected and (cells := _cells(document, row)) != expected
    ]
    if ragged:
        others = _lines_of_other_rules(document, table)
        ragged = [(row, cells) for row, cells in ragged if row.first not in others]
    if not ragged:
        return
    size, count = Counter(cells for _, cells in ragged).most_common(1)[0]
    if is_majority(count, len(rows)):
        message = f"found a header of {cells_in_words(expected)}, expected {size}"
        # A column that no row fills is seen, but nothing is lost; cells beyond the header are, if something is in them.
        is_lost = any(_is_filled(document, _ranges(document, row)[expected:]) for row, _ in ragged)
        severity = None if is_lost else Severity.INFO
        evidence = counted(count, len(rows), "rows")
        yield rule.diagnose(_line(document, header), message, evidence=evidence, severity=severity)
        ragged = [(row, cells) for row, cells in ragged if cells != size]
    related = (Related(_line(document, header), f"the header has {cells_in_words(expected)}"),)
    for row, cells in ragged:
        extra = _ranges(document, row)[expected:]
        is_lost = _is_filled(document, extra)
        what = "; the rest is not shown" if is_lost else ""
        message = f"found a row of {cells_in_words(cells)}, expected {expected} as in the header{what}"
        place = extra[0] if extra else _line(document, row)
        yield rule.diagnose(place, message, related=related, severity=None if is_lost else Severity.INFO)


def _lines_of_other_rules(document: Document, table: Block) -> set[int]:
    """Return the lines of a table that other rules report: rows that are broken over lines, text below it, merge conflicts."""
    rows = [row for pieces in broken_rows(document).get(table.first, ()) for row in pieces]
    rows += text_below(document.source, table)
    markers = (match for conflict in conflicts(document) for match in conflict)
    return {row.first for row in rows} | {document.source.line_at(match.start()) for match in markers}


def _is_filled(document: Document, cells: Sequence[Span]) -> bool:
    """Return whether something other than a note is in any of some cells."""
    return any(cell.start < cell.end and not _is_comment(document, cell) for cell in cells)


def _cells(document: Document, row: Block) -> int:
    """Return how many cells a row has, notes such as `[//]: # (2024/05)` at its end left out, and pipes in formulas."""
    cells = _ranges(document, row)
    while cells and _is_comment(document, cells[-1]):
        cells.pop()
    line = document.source.line(row.first)
    formulas: list[str] = _FORMULA.findall(line) if "$" in line else []
    return len(cells) - sum(formula.count("|") - formula.count("\\|") for formula in formulas)


def _is_comment(document: Document, cell: Span) -> bool:
    return document.source.text.startswith(_COMMENT, cell.start)


def _ranges(document: Document, row: Block) -> list[Span]:
    """Return the places of a row's cells as they are written, also of those that are not shown."""
    line = document.source.line_span(row.first)
    start = line.start
    for block in row.above():
        if block.kind is BlockKind.ITEM and block.first == row.first and block.marker is not None:
            start = max(start, block.marker.end)
    raw = document.source.text[start : line.end]
    start += len(raw) - len(raw.lstrip(" \t>"))
    return [Span(*cell) for cell in split_cells(document.source.text, start, line.end)]


def _line(document: Document, row: Block) -> Span:
    span = document.source.line_span(row.first)
    raw = document.source[span]
    return Span(span.start + len(raw) - len(raw.lstrip()), span.start + len(raw.rstrip()))


# -- what was meant to be in a list item and is not
#
# Its indent is too small, or so large that it became code: `10. Title` needs one space more than `9. Title` before what
# continues it, and many lists forget that at the tenth entry.

_ITEM, _CODE = BlockKind.ITEM, BlockKind.CODE
_BULLET_LIST, _ORDERED_LIST = BlockKind.BULLET_LIST, BlockKind.ORDERED_LIST
_ENTRY_TEXT = expression(r"\]\(\s*<?(?:https?:|www\.)|^[ \t]*(?:\*[^*\n]+\*|_[^_\n]+_)", re.MULTILINE)
"""What a part of an entry holds and code does not: a link, or a line that begins with emphasis."""

_MARKER = expression(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")


class Misindented(NamedTuple):
    """Blocks that by their look belong to `item`. They are at column `indent`, from 0."""

    item: Block
    blocks: tuple[Block, ...]
    indent: int

    @property
    def is_code(self) -> bool:
        """Whether readers see the raw Markdown of the first block, as code."""
        return is_indented_code(self.blocks[0])


def misindented_blocks(document: Document) -> list[Misindented]:
    """Return the misindented blocks of a document in the order of the source."""

    @cache
    def continues(kind: BlockKind, depth: int) -> bool:
        lists = (block for block in document.blocks if block.kind is kind and block.depth == depth)
        return _mostly_continue([item for block in lists for item in block.children])

    found: list[Misindented] = []
    source = document.source
    holders: dict[int, Block] = {}
    for block in document.blocks:
        kind = block.kind
        if kind is _ITEM:
            if len(block.children) > 1 and block.children[1].kind is _CODE:
                found += _code_in_item(source, block)
        elif (kind is _BULLET_LIST or kind is _ORDERED_LIST) and block.parent is not None:
            holders[id(block.parent)] = block.parent
    for parent in holders.values():
        for index, (child, following) in enumerate(pairwise(parent.children)):
            if child.kind in LISTS and _may_continue(following):
                found += _after_list(source, parent, index, continues)
    found.sort(key=lambda misindented: misindented.blocks[0].first)
    return found


def _after_list(
    source: Source, parent: Block, index: int, continues: Callable[[BlockKind, int], bool]
) -> Iterator[Misindented]:
    """Yield what follows a list and is indented, but by less than the content of the list's last item."""
    block, following = parent.children[index : index + 2]
    item, quotes = block.children[-1], quote_depth(block)
    base = indent_of(source, block.children[0].first, quotes)[0]
    if parent.kind is BlockKind.ITEM and block.first == parent.first:
        base = parent.indent
    indent, _ = indent_of(source, following.first, quotes)
    if not base < indent < item.indent:
        return
    blocks: list[Block] = []
    after: Block | None = None
    for place in range(index + 1, len(parent.children)):
        after = parent.children[place]
        if not _may_continue(after) or indent_of(source, after.first, quotes)[0] <= base:
            break
        blocks.append(after)
        after = None
    if _goes_on(block, after) or continues(block.kind, block.depth):
        yield Misindented(item, tuple(blocks), indent)


def _may_continue(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH or is_indented_code(block)


def _goes_on(block: Block, following: Block | None) -> bool:
    """Return whether the numbers of an ordered list run on in another list."""
    if following is None or block.kind is not _ORDERED_LIST or following.kind is not _ORDERED_LIST:
        return False
    last, number = block.children[-1].ordinal, following.children[0].ordinal
    return last is not None and last > 0 and number == last + 1


def _mostly_continue(items: Sequence[Block]) -> bool:
    """Return whether items mostly go on in a second paragraph."""
    continued = sum(len(item.children) > 1 and item.children[1].kind is BlockKind.PARAGRAPH for item in items)
    return is_majority(continued, len(items))


def _code_in_item(source: Source, item: Block) -> Iterator[Misindented]:
    """Yield code that is right under an item's first paragraph and reads like a part of the entry."""
    if item.children[0].kind is not BlockKind.PARAGRAPH or not is_indented_code(item.children[1]):
        return
    block = item.children[1]
    if _ENTRY_TEXT.search(source.text, *source.line_span(block.first)):
        yield Misindented(item, (block,), column_of_block(source, block))


def continuation_indent(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report paragraphs that are indented too little to belong to their item, or so much that they became code."""
    source = document.source
    for misindented in misindented_blocks(document):
        marker = misindented.item.marker
        assert marker is not None
        block = misindented.blocks[0]
        _, start = indent_of(source, block.first, quote_depth(block))
        if misindented.is_code and misindented.indent > misindented.item.indent:
            what = "readers see it as code"
        else:
            what = f'it does not belong to item "{source[marker]}"'
        message = f"found a paragraph indented by {misindented.indent}, expected {misindented.item.indent}: {what}"
        related = (Related(marker, "the item is here"),)
        span = Span(start, source.line_span(block.first).end)
        yield rule.diagnose(span, message, related=related, fix=_indenting(document, misindented))


def _indenting(document: Document, misindented: Misindented) -> Fix:
    """Return the fix that moves the lines of misindented blocks to the column of their item; lazy lines stay where they are.

    It is unsafe where it would make the only nested list: an item in code may be meant beside the one above.
    """
    source = document.source
    is_item = _MARKER.match(source.line(misindented.blocks[0].first)) is not None
    is_sure = not is_item or _nests(document)
    shift = misindented.item.indent - misindented.indent
    edits = tuple(edit for block in misindented.blocks for edit in shifted(source, block, shift, misindented.indent))
    return Fix(edits, Safety.SAFE if is_sure else Safety.UNSAFE, f"indent by {misindented.item.indent}")


@remembered
def _nests(document: Document) -> bool:
    return any(block.kind in LISTS and block.depth > 0 for block in document.blocks)
