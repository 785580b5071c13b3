"""List items that readers do not see as such: their numbers stand in the source, but not in the rendered list."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import zip_longest

from awesomelint.document.blocks import Block, BlockKind, RunKind
from awesomelint.document.markdown.indent import first_text
from awesomelint.document.model import Document, once_per_document
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.span import Span

_PARAGRAPH, _ORDERED_LIST, _HEADING = BlockKind.PARAGRAPH, BlockKind.ORDERED_LIST, BlockKind.HEADING
_NUMBER = expression(r"(\d{1,9})[.)](?:([ \t])|(?=[^\x00-!#-)+-@\\\]^a-z{-\x7f]))")


class Hiding(Enum):
    """Why an item is not one of the list that it was meant for."""

    NO_BLANK = "no blank after the number"
    GLUED = "glued to the paragraph above"
    INDENTED = "indented into the text of the item above"
    NESTED = "indented into a list in the item above"


class HiddenItem(NamedTuple):
    """A number that runs on from the item `before` but is not seen as the next one.

    `marker` is the number with its delimiter, `block` the nested list, or the paragraph that swallowed the item.
    """

    number: int
    marker: Span
    before: Block
    block: Block
    hiding: Hiding


@once_per_document
def hidden_items(document: Document) -> list[HiddenItem]:
    """Return the hidden items of a document in the order of the source."""
    found: list[HiddenItem] = []
    last_list: Block | None = None
    for block in document.blocks:
        kind = block.kind
        if kind is _PARAGRAPH:
            if last_list is not None and block.parent is last_list.parent and last_list.last < block.first < block.last:
                found += _in_text(document, block, last_list.children[-1], Hiding.GLUED)
        elif kind is _ORDERED_LIST:
            last_list = block
            for item, after in zip_longest(block.children, block.children[1:]):
                if item.ordinal and item.children and any(map(_may_hide, item.children)):
                    found += _in_item(document, item, after)
        elif kind is _HEADING:
            last_list = None
    found.sort(key=lambda item: item.marker)
    return found


def _may_hide(block: Block) -> bool:
    """Tell whether a block in an item can hold another item: a list, or a paragraph of several lines."""
    return block.kind is _ORDERED_LIST or (block.first < block.last and block.kind is _PARAGRAPH)


def _in_item(document: Document, item: Block, after: Block | None) -> Iterator[HiddenItem]:
    """Yield what stands in an item but goes on with its number, up to the number of the item `after`."""
    assert item.ordinal is not None
    last = item.children[-1]
    found: list[HiddenItem] = []
    if last.kind is _ORDERED_LIST:
        for place, nested in enumerate(last.children, item.ordinal + 1):
            assert nested.marker is not None
            if nested.ordinal != place:
                return
            found.append(HiddenItem(place, nested.marker, item, last, Hiding.NESTED))
    else:
        for child in item.children:
            if not found and _may_hide(child) and child.kind is _PARAGRAPH:
                found += _in_text(document, child, item, Hiding.INDENTED)
    if found and (after is None or after.ordinal == found[-1].number + 1 or found[0].hiding is Hiding.NO_BLANK):
        yield from found


def _in_text(document: Document, block: Block, before: Block, spaced: Hiding) -> Iterator[HiddenItem]:
    """Yield the lines of a paragraph that begin with the numbers after that of the item `before`."""
    number = before.ordinal
    if block.inline is None or not number:
        return
    for run in block.inline.runs:
        if run.kind is not RunKind.SOFT_BREAK:
            continue
        match = _NUMBER.match(document.source.text, first_text(document.source, run.end))
        if match is not None and int(match[1]) == number + 1:
            number += 1
            marker = Span(match.start(), match.end(1) + 1)
            yield HiddenItem(number, marker, before, block, spaced if match[2] else Hiding.NO_BLANK)
