"""The items of a list: what may be an entry, and whether a nested list holds entries of its own."""

from __future__ import annotations

from awesomelint.document.blocks import Block, BlockKind, Inline
from awesomelint.document.entries.lines import (
    YEAR_OR_VENUE,
    has_linked_details,
    has_title,
    head_of,
    inlines_of,
    is_bold_line,
    is_label_line,
    is_sentence,
    is_tagged,
)

WORDS_OF_A_GROUP = 4
"""Longest head of a group of terms, in words."""

LISTS = (BlockKind.BULLET_LIST, BlockKind.ORDERED_LIST)


def head_of_entry(item: Block) -> Inline | None:
    """Return the first paragraph of a list item, if it can be an entry: one that says something and has no heading in it."""
    head: Inline | None = None
    for child in item.children:
        if child.kind is BlockKind.HEADING:
            return None
        if head is None and child.kind is BlockKind.PARAGRAPH:
            head = child.inline
    if head is None or not (head.links or any(run.text.strip() for run in head.runs)):
        return None
    return head


def is_dated(item: Block) -> bool:
    """Tell whether a list item without a link reads as a paper: several words, and a year or a venue among them."""
    head = head_of(item)
    text = head.plain() if head is not None else ""
    return (bool(YEAR_OR_VENUE.search(text)) and len(text.split()) >= 5) or is_tagged(text)


def is_mere_group(item: Block, head: Inline) -> bool:
    """Tell whether an item is a few words over others, and nothing in it has a link, a year or a venue: terms, no entries."""
    if head.links or len(head.plain().split()) > WORDS_OF_A_GROUP or is_bold_line(head) or has_linked_details(item):
        return False
    return not any(YEAR_OR_VENUE.search(inline.plain()) for child in item.children for inline in inlines_of(child))


def is_own_list(head: Inline, sublist: Block) -> bool:
    """Tell whether a nested list holds entries of its own rather than details of the item above it, which begins with `head`."""
    items = [child for child in sublist.children if child.kind is BlockKind.ITEM]
    heads = [inline for child in items if (inline := head_of(child)) is not None]
    if not heads:
        return False
    titled = sum(has_title(inline) and not is_sentence(inline) for inline in heads)
    if has_title(head) or head.links:
        return titled >= 0.6 * len(heads) and titled >= 1 and all(not is_label_line(inline) for inline in heads)
    return titled >= 0.5 * len(heads) or (any(inline.links for inline in heads) and not all(map(is_label_line, heads)))
