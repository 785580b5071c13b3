"""Numbered lists that fell into pieces, all of which show 1, and lists that are indented too little to be in an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awesomelint.diagnostic import Diagnostic, Related
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import LISTS, Block, BlockKind, SegmentKind, indent_of, quote_depth
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source

_ITEM, _ORDERED_LIST, _PARAGRAPH = BlockKind.ITEM, BlockKind.ORDERED_LIST, BlockKind.PARAGRAPH
_FEWEST = 3
"""Items that all show 1 from which on a list has surely fallen into pieces."""

_BETWEEN = frozenset({BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE, BlockKind.BULLET_LIST})
_UNSAID = frozenset({SegmentKind.IMAGE, SegmentKind.SOFT_BREAK, SegmentKind.HARD_BREAK})


def is_child(source: Source, before: Block, after: Block) -> bool:
    """Return whether a list is indented more than the markers of the list before it, but less than its text."""
    item = before.children[-1]
    if before.parent is not None and before.parent.first == before.first and before.parent.kind is _ITEM:
        return False
    quotes = quote_depth(before)
    base, column = indent_of(source, item.first, quotes)[0], indent_of(source, after.first, quotes)[0]
    return base < column < item.indent and (column - base > 1 or before.kind is not after.kind)


def pieces(document: Document, rule: Rule, parent: Block) -> Iterator[Diagnostic]:
    """Report lists of one item each below a block, between which something is that is not indented into the items."""
    found: list[Block] = []
    between: Block | None = None
    is_cut = False
    for block in (*parent.children, None):
        if block is not None and _is_piece(block) and (not found or (is_cut and found[-1].markup == block.markup)):
            found.append(block)
            is_cut = False
        elif block is not None and found and _is_between(document.source, found[-1], block):
            between = between or block
            is_cut = True
        else:
            if len(found) >= _FEWEST and between is not None:
                yield _pieces_report(document, rule, found, between)
            found, between, is_cut = [], None, False


def _is_piece(block: Block) -> bool:
    return block.kind is _ORDERED_LIST and len(block.children) == 1 and block.children[0].ordinal == 1


def _is_between(source: Source, above: Block, block: Block) -> bool:
    """Return whether a block at the left edge splits a list that it is meant to be in."""
    if block.kind is _PARAGRAPH and block.inline is not None:
        return all(segment.kind in _UNSAID for segment in block.inline.segments)  # pictures alone
    return block.kind in _BETWEEN and not (block.kind in LISTS and is_child(source, above, block))


def _pieces_report(document: Document, rule: Rule, found: Sequence[Block], between: Block) -> Diagnostic:
    marker = found[1].children[0].marker
    assert marker is not None
    message = (
        f"readers see 1 before each of {len(found)} items: what is between them, as on line {between.first}, "
        f"is not indented by {found[0].children[0].indent}"
    )
    related = (Related(document.source.line_span(between.first), "this splits the list"),)
    return rule.diagnose(marker, message, related=related)
