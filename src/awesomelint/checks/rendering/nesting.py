"""Lists that are not nested as they are indented: children that are none, items indented into text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise

from awesomelint.checks.rendering.indents import column_of_block, shifted
from awesomelint.checks.rendering.list_starts import is_too_deep
from awesomelint.checks.rendering.loss import LINK
from awesomelint.checks.rendering.pieces import is_child, pieces
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.blocks import (
    LISTS,
    Block,
    BlockKind,
    SegmentKind,
    block_above,
    indent_of,
    item_around,
    quote_column,
    quote_depth,
    rendered_numbers,
    text_column,
)
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

_ITEM, _ORDERED_LIST, _PARAGRAPH = BlockKind.ITEM, BlockKind.ORDERED_LIST, BlockKind.PARAGRAPH
_DEEP = expression(r"^(?: {4}|[ >]*\t|[ ]*>[ >]{4})[ \t>]*((?:[-*+]|\d{1,9}[.)])(?=[ \t]+\S))", re.MULTILINE)


class _Misplaced(NamedTuple):
    """Items at a wrong indent, at `place`: what is said of one of them and of `#` of them; `cause` is the same for all alike."""

    cause: str
    place: Span
    items: int
    one: str
    many: str
    related: tuple[Related, ...]
    fix: Fix | None
    severity: Severity | None


def nesting(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report items that are indented like children and are none, and lists that fell into pieces; one finding a cause."""
    found: list[_Misplaced] = []
    for parent in (document.root, *(block for block in document.blocks if block.kind in (_ITEM, BlockKind.QUOTE))):
        if len(parent.children) > 1:
            apart = list(_apart(document, parent))
            found += apart
            if not apart:
                yield from pieces(document, rule, parent)
    for block in document.blocks:
        if block.kind in LISTS and len(block.children) > 1:
            strays = _strays(document, block)
            if run := _run(document, block, strays):
                found.append(_siblings(document, block, run))
            found += (_stray(document, *each) for each in strays.items())
    found += _too_deep(document)
    totals = Counter[str]()
    for each in found:
        totals[each.cause] += each.items
    for each in found:
        total = totals[each.cause]
        what = each.one if total == 1 else each.many.replace("#", str(total), 1)
        place, cause, fix, severity = each.place, each.cause, each.fix, each.severity
        yield rule.diagnose(place, f"{cause}: {what}", related=each.related, fix=fix, severity=severity, group=cause)


# -- a list right behind another one that it is indented under, but by too little


def _apart(document: Document, parent: Block) -> Iterator[_Misplaced]:
    source = document.source
    children = parent.children
    between = lists_between_numbers(document)
    index = 0
    while index + 1 < len(children):
        end = index
        apart: list[tuple[Block, Block]] = []
        columns: set[int] = set()
        while end + 1 < len(children) and children[end].kind in LISTS and children[end + 1].kind in LISTS:
            column = indent_of(source, children[end + 1].first, quote_depth(parent))[0]
            is_under = is_child(source, children[end], children[end + 1]) and (
                column in columns or _is_framed(source, children, end)
            )
            if is_under or children[end + 1] in between:
                apart.append((children[end].children[-1], children[end + 1]))
                columns.add(column)
            end += 1
        if apart:
            yield _apart_report(document, children[index : end + 1], apart)
        index = end + 1


def _is_framed(source: Source, lists: Sequence[Block], index: int) -> bool:
    """Return whether a list is surely meant below the one at `index`: indented by two or more, or that one goes on behind it."""
    before, after = lists[index : index + 2]
    quotes = quote_depth(before)
    if indent_of(source, after.first, quotes)[0] - indent_of(source, before.children[-1].first, quotes)[0] > 1:
        return True
    behind = lists[index + 2] if index + 2 < len(lists) else None
    return behind is not None and behind.kind is before.kind and behind.markup == before.markup


@remembered
def lists_between_numbers(document: Document) -> frozenset[Block]:
    """Return lists of bullets at the edge of a numbered list that goes on behind them, where other items hold lists."""
    found: set[Block] = set()
    for after in document.blocks:
        between = block_above(after) if after.kind is _ORDERED_LIST else None
        before = block_above(between) if between is not None and between.kind is BlockKind.BULLET_LIST else None
        if before is not None and between is not None and _goes_on(document, before, between, after):
            found.add(between)
    return frozenset(found)


def _goes_on(document: Document, before: Block, between: Block, after: Block) -> bool:
    """Return whether the numbers of a list go on behind another one at its edge, and items of the document hold lists."""
    columns = {column_of_block(document.source, block) for block in (before, between, after)}
    return (
        (before.kind, before.markup) == (after.kind, after.markup)
        and after.children[0].ordinal == (before.children[-1].ordinal or 0) + 1
        and between.first == before.last + 1
        and len(columns) == 1
        and not _has_list(before.children[-1])
        and _habit(document).nesting > 0
    )


def _apart_report(document: Document, lists: Sequence[Block], apart: Sequence[tuple[Block, Block]]) -> _Misplaced:
    source = document.source
    item, first = apart[0]
    marker = first.children[0].marker
    assert marker is not None
    assert item.marker is not None
    found = column_of_block(source, first)
    numbers = [number for block in lists if block.kind is _ORDERED_LIST for number in rendered_numbers(block)]
    written = {block.children[0].ordinal for block in lists if block.kind is _ORDERED_LIST}
    is_restarted = len(numbers) > 1 and written == {1} and len(numbers) != len(set(numbers))
    more = f", and readers see the numbers {', '.join(map(str, numbers[:3]))}" if is_restarted else ""
    edits = [edit for above, block in apart for edit in _moved(source, block, above.indent)]
    return _Misplaced(
        f"found a list indented by {found}, expected {item.indent}",
        marker,
        sum(len(block.children) for _, block in apart),
        f'it is not under item "{source[item.marker]}"{more}',
        f"# items indented like this are not under items{more}",
        (Related(item.marker, "the item is here"),),
        Fix(tuple(edits), title="indent to the text of the item above"),
        None if is_restarted else Severity.WARNING,
    )


def _moved(source: Source, block: Block, column: int) -> Iterator[Edit]:
    """Return the edits that move a list to a column."""
    base = column_of_block(source, block)
    return shifted(source, block, column - base, base)


# -- items of one list that are indented under an item of the same list


@remembered
def misnested_items(document: Document) -> frozenset[Block]:
    """Return the items that are indented under an item of their own list, and numbered apart from it."""
    runs = [_run(document, block) for block in document.blocks if block.kind is _ORDERED_LIST]
    return frozenset(item for run in runs for _, item, _ in run)


class _Habit(NamedTuple):
    """How many items the outermost lists of a document have, how many of these hold lists, and how many lists are uneven."""

    items: int
    nesting: int
    uneven: int


@remembered
def _habit(document: Document) -> _Habit:
    lists = [block for block in document.blocks if block.kind in LISTS and block.depth == 0]
    uneven = sum(len(set(_columns(document.source, block))) > 1 for block in lists)
    items = [item for block in lists for item in block.children]
    return _Habit(len(items), sum(map(_has_list, items)), uneven)


def _nest_elsewhere(document: Document, block: Block, columns: Sequence[int]) -> bool:
    """Return whether at least half of the items of other lists hold lists, and all of those begin in one column."""
    habit, items = _habit(document), block.children
    if (
        block.depth > 0
        or habit.uneven > 1
        or columns[0] > quote_column(document.source, block.first, quote_depth(block))
    ):
        return False
    nesting = habit.nesting - sum(map(_has_list, items))
    return nesting > 1 and 2 * nesting >= habit.items - len(items)


def _columns(source: Source, block: Block) -> list[int]:
    """Return the columns at which the items of a list begin."""
    quotes = quote_depth(block)
    columns = [indent_of(source, item.first, quotes)[0] for item in block.children]
    if block.parent is not None and block.parent.kind is _ITEM and block.parent.first == block.first:
        columns[0] = block.parent.indent
    return columns


def _run(document: Document, block: Block, strays: Collection[Block] = ()) -> list[tuple[Block, Block, int]]:
    """Return items of a list that are meant to be under another one, which comes first, and their columns.

    None of `strays` is, and nothing is under them.
    """
    items, columns = block.children, _columns(document.source, block)
    if len(set(columns)) == 1:
        return []
    least = min(columns)
    outermost = [item for item, column in zip(items, columns, strict=True) if column == least]
    nests = _mostly_nest(outermost) or _run_on(outermost) or _nest_elsewhere(document, block, columns)
    run: list[tuple[Block, Block, int]] = []
    above: Block | None = None
    base = columns[0]
    for item, column in zip(items, columns, strict=True):
        if item in strays:
            above = None  # what is indented under it is its own
            continue
        if above is None and column > base:
            continue
        before = run[-1][1].ordinal if run and run[-1][0] is above else None
        if above is not None and column > base and _is_meant_below(above, item, column - base, before, nests):
            run.append((above, item, column))
            continue
        above, base = item, column
    return run


def _strays(document: Document, block: Block) -> dict[Block, int]:
    """Return items of a list of bullets at the left edge that one space too many is before, and where they begin.

    What is right below is indented by two, as under an item at the edge.
    """
    if block.kind is _ORDERED_LIST or block.parent is not document.root:
        return {}
    places = [indent_of(document.source, item.first, 0) for item in block.children]
    return {
        item: start
        for item, (column, start), (below, _) in zip(block.children[1:], places[1:], places[2:], strict=False)
        if column == 1 and below == 2 and places[0][0] == 0
    }


def _stray(document: Document, item: Block, start: int) -> _Misplaced:
    assert item.marker is not None
    above = block_above(item)
    assert above is not None
    may_be_child = not _has_list(above)  # the first one under the item above
    return _Misplaced(
        "found an item indented by 1, expected 0",
        item.marker,
        1,
        "what is under it is shown beside it",
        "what is under # such items is shown beside them",
        (),
        Fix((Edit(Span(start - 1, start), ""),), Safety.UNSAFE if may_be_child else Safety.SAFE, "indent by 0"),
        Severity.WARNING,
    )


def _is_meant_below(above: Block, item: Block, steps: int, before: int | None, nests: bool) -> bool:
    """Return whether an item is meant below another one; its number begins at 1, or goes on from the one `before`."""
    if item.ordinal is not None and item.ordinal not in (1, (before or 0) + 1):
        return False
    return steps > 1 or _has_list(above) or nests


def _run_on(items: Sequence[Block]) -> bool:
    """Return whether the numbers of items run on, whatever is between them."""
    numbers = [item.ordinal for item in items]
    return len(numbers) > 1 and all(before is not None and after == before + 1 for before, after in pairwise(numbers))


def _mostly_nest(items: Sequence[Block]) -> bool:
    """Return whether at least half of items, one left out, hold lists."""
    nesting_items = sum(map(_has_list, items))
    return nesting_items > 0 and 2 * nesting_items >= len(items) - 1


def _has_list(item: Block) -> bool:
    return any(child.kind in LISTS for child in item.children)


def _siblings(document: Document, block: Block, run: Sequence[tuple[Block, Block, int]]) -> _Misplaced:
    source = document.source
    above, item, column = run[0]
    assert above.marker is not None
    assert item.marker is not None
    edits = [edit for over, under, at in run for edit in shifted(source, under, over.indent - at, at)]
    inner = {under for _, under, _ in run}
    outer = [each for each in block.children if each not in inner]
    is_numbered = block.kind is _ORDERED_LIST and all(at - column_of_block(source, over) > 1 for over, _, at in run)
    safety = Safety.SAFE if is_numbered or _run_on(outer) else Safety.UNSAFE
    return _Misplaced(
        f"found an item indented by {column}, expected {above.indent}",
        item.marker,
        len(run),
        "it is shown beside the item above, not under it",
        "# items indented like this are shown beside the item above, not under it",
        (Related(above.marker, "the item above is here"),),
        Fix(tuple(edits), safety, "indent to the text of the item above"),
        None if block.kind is _ORDERED_LIST else Severity.WARNING,  # whose numbers readers see otherwise
    )


# -- items indented so far that they are text of the paragraph above


def _too_deep(document: Document) -> Iterator[_Misplaced]:
    source, places = document.source, document.places
    found: list[tuple[Block, int, int, Span]] = []
    for match in _DEEP.finditer(source.text):
        line = source.line_at(match.start(1))
        leaf = places.leaf_on(line)
        if leaf is None or leaf.kind is not _PARAGRAPH or line == leaf.first:
            continue
        segment = places.segment_at(match.start(1))
        if segment is None or segment.kind is not SegmentKind.TEXT:
            continue
        found.append((leaf, line, indent_of(source, line, quote_depth(leaf))[0], Span(*match.span(1))))
    for _, group in groupby(found, key=lambda each: id(each[0])):
        yield from _too_deep_report(document, list(group))


def _too_deep_report(document: Document, run: Sequence[tuple[Block, int, int, Span]]) -> Iterator[_Misplaced]:
    source = document.source
    leaf, first, _, marker = run[0]
    if not is_too_deep(document, leaf, first):
        return
    item = item_around(leaf)
    expected = text_column(source, leaf, first)
    least = min(indent for _, _, indent, _ in run)
    has_link = LINK.search(source.text, marker.end, source.line_span(leaf.last).end) is not None
    if not has_link and len(run) == 1 and (item is None or item.parent is None or item.parent.markup != source[marker]):
        return
    what = f"as text of the {'item' if item is not None else 'paragraph'} above"
    edits = tuple(shifted(source, leaf, expected - least, least, first))
    number = source.text[marker.start : marker.end - 1]
    yield _Misplaced(
        f"found an item indented by {run[0][2]}, expected {expected}",
        marker,
        len(run),
        f"readers see it {what}",
        f"readers see # items {what}",
        (),
        Fix(edits, title=f"indent by {expected}") if number in ("", "1") else None,
        None if has_link else Severity.WARNING,
    )
