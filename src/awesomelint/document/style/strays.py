"""What was meant to stand in a list item and does not: its indent is too small, or so large that it became code.

`10. Title` needs one blank more than `9. Title` before what continues it; many lists forget that at the tenth entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from awesomelint.document.blocks import Block, BlockKind
from awesomelint.document.markdown.indent import indent_of, is_indented_code, quote_depth
from awesomelint.document.model import Document
from awesomelint.document.style.conventions import MIN_SHARE, MIN_WITNESSES
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.source import Source

_ITEM, _CODE = BlockKind.ITEM, BlockKind.CODE
_BULLET_LIST, _ORDERED_LIST = BlockKind.BULLET_LIST, BlockKind.ORDERED_LIST
_LISTS = (_BULLET_LIST, _ORDERED_LIST)
_ENTRY_TEXT = expression(r"\]\(\s*<?(?:https?:|www\.)|^[ \t]*(?:\*[^*\n]+\*|_[^_\n]+_)", re.MULTILINE)
"""What a part of an entry holds and code does not: a link, or a line that begins with emphasis."""


class Stray(NamedTuple):
    """Blocks that by their look belong to `item`. They stand at column `indent`, from 0."""

    item: Block
    blocks: tuple[Block, ...]
    indent: int

    @property
    def is_code(self) -> bool:
        """Whether readers see the raw Markdown of the first block, as code."""
        return is_indented_code(self.blocks[0])


def strays(document: Document) -> list[Stray]:
    """Return the strays of a document in the order of the source."""

    @cache
    def continues(kind: BlockKind, depth: int) -> bool:
        lists = (block for block in document.blocks if block.kind is kind and block.depth == depth)
        return _mostly_continue([item for block in lists for item in block.children])

    found: list[Stray] = []
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
            if child.kind in _LISTS and _may_continue(following):
                found += _after_list(source, parent, index, continues)
    found.sort(key=lambda stray: stray.blocks[0].first)
    return found


def _after_list(
    source: Source, parent: Block, index: int, continues: Callable[[BlockKind, int], bool]
) -> Iterator[Stray]:
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
        yield Stray(item, tuple(blocks), indent)


def _may_continue(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH or is_indented_code(block)


def _goes_on(block: Block, following: Block | None) -> bool:
    """Tell whether the numbers of an ordered list run on in another list."""
    if following is None or {block.kind, following.kind} != {BlockKind.ORDERED_LIST}:
        return False
    last, number = block.children[-1].ordinal, following.children[0].ordinal
    return last is not None and last > 0 and number == last + 1


def _mostly_continue(items: Sequence[Block]) -> bool:
    """Tell whether items mostly go on in a second paragraph."""
    continued = sum(len(item.children) > 1 and item.children[1].kind is BlockKind.PARAGRAPH for item in items)
    return continued >= MIN_WITNESSES and continued >= MIN_SHARE * len(items)


def _code_in_item(source: Source, item: Block) -> Iterator[Stray]:
    """Yield code that stands right under an item's first paragraph and reads like a part of the entry."""
    if item.children[0].kind is not BlockKind.PARAGRAPH or not is_indented_code(item.children[1]):
        return
    block = item.children[1]
    if _ENTRY_TEXT.search(source.text, source.line_starts[block.first - 1], source.line_span(block.first).end):
        yield Stray(item, (block,), indent_of(source, block.first, quote_depth(block))[0])
