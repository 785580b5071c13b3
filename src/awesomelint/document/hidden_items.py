"""List items that readers do not see as such: their numbers stand in the source, but not in the rendered list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from awesomelint.document.blocks import Block, BlockKind, RunKind
from awesomelint.document.indent import first_text
from awesomelint.document.model import Document
from awesomelint.expressions import expression
from awesomelint.span import Span

_NUMBER = expression(r"(\d{1,9})[.)](?:([ \t])|(?=[^\x00-!#-)+-@\\\]^a-z{-\x7f]))")


class Hiding(Enum):
    """Why an item is not one of the list that it was meant for."""

    NO_BLANK = "no blank after the number"
    GLUED = "glued to the paragraph above"
    INDENTED = "indented into the text of the item above"
    NESTED = "indented into a list in the item above"


@dataclass(frozen=True, slots=True)
class HiddenItem:
    """A number that runs on from the item `before` but is not seen as the next one.

    `marker` is the number with its delimiter, `block` the nested list, or the paragraph that swallowed the item.
    """

    number: int
    marker: Span
    before: Block
    block: Block
    hiding: Hiding


def hidden_items(document: Document) -> list[HiddenItem]:
    """Return the hidden items of a document in the order of the source."""
    found: list[HiddenItem] = []
    last_list: Block | None = None
    for block in document.blocks:
        if block.kind is BlockKind.ORDERED_LIST:
            last_list = block
            for item, after in zip_longest(block.children, block.children[1:]):
                found += _in_item(document, item, after)
        elif block.kind is BlockKind.HEADING:
            last_list = None
        elif last_list is not None and _comes_after(block, last_list):
            found += _in_text(document, block, last_list.children[-1], Hiding.GLUED)
    found.sort(key=lambda item: item.marker)
    return found


def _comes_after(block: Block, ordered_list: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and block.first < block.last
        and block.parent is ordered_list.parent
        and ordered_list.last < block.first
    )


def _in_item(document: Document, item: Block, after: Block | None) -> Iterator[HiddenItem]:
    """Yield what stands in an item but goes on with its number, up to the number of the item `after`."""
    if not item.ordinal:
        return
    last = item.children[-1] if item.children else None
    found: list[HiddenItem] = []
    if last is not None and last.kind is BlockKind.ORDERED_LIST:
        for place, nested in enumerate(last.children, item.ordinal + 1):
            assert nested.marker is not None
            if nested.ordinal != place:
                return
            found.append(HiddenItem(place, nested.marker, item, last, Hiding.NESTED))
    else:
        for child in item.children:
            if child.kind is BlockKind.PARAGRAPH and child.first < child.last and not found:
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
