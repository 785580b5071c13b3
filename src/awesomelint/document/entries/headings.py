"""Headings that are entries: a linked title, or a title above its links, with the details below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise, takewhile

from awesomelint.document.blocks import Block, BlockKind, Inline
from awesomelint.document.entries.lines import external_links, first_run, has_title, head_of, text_outside_links
from awesomelint.document.fields.labels import label_kind
from awesomelint.document.model import Document

MANY_HEADINGS = 4
"""Headings with nothing but labelled links below, from which on such headings are titles."""


def entry_heading_levels(document: Document) -> frozenset[int]:
    """Return the heading levels at which headings are entries: most of them begin with a link that is a title."""
    counts: Counter[int] = Counter()
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.inline is not None and is_entry_heading(block):
            counts[block.level] += 1
    return frozenset(level for level, count in counts.items() if count >= 2)


def detailed_heading_levels(document: Document) -> frozenset[int]:
    """Return the heading levels at which most headings are titles without a link, each above a list of its links."""
    counts: Counter[int] = Counter()
    detailed: Counter[int] = Counter()
    for block, below in pairwise(document.root.children):
        if block.kind is BlockKind.HEADING and block.inline is not None:
            counts[block.level] += 1
            detailed[block.level] += not block.inline.links and holds_labels_only(below)
    return frozenset(
        level for level, count in detailed.items() if count >= MANY_HEADINGS and count >= 0.6 * counts[level]
    )


def holds_labels_only(block: Block) -> bool:
    """Tell whether a block is a list of nothing but labelled links: "[Paper](...)", "[Code](...)"."""
    if block.kind not in (BlockKind.BULLET_LIST, BlockKind.ORDERED_LIST):
        return False
    heads = [head_of(item) for item in block.children]
    return bool(heads) and all(head is not None and _is_labels_only(head) for head in heads)


def _is_labels_only(inline: Inline) -> bool:
    labels = [label_kind(link.label) for link in external_links(inline)]
    return bool(labels) and None not in labels and not text_outside_links(inline).strip(" []()|,;:·•\n")


def is_entry_heading(block: Block) -> bool:
    """Tell whether a heading begins with a link that is a title and makes up most of it."""
    assert block.inline is not None
    links = external_links(block.inline)
    if not links or any(link.url.startswith("#") for link in block.inline.links):
        return False
    run = first_run(block.inline)
    if run is None or run.link is None or label_kind(run.link.label) is not None:
        return False
    return len(run.link.label) >= 0.5 * len(block.inline.plain().strip())


def lists_entries(block: Block) -> bool:
    """Tell whether a list below a heading holds entries, so that the heading only groups them."""
    heads = [head for item in block.children if (head := head_of(item)) is not None]
    return len(heads) >= 2 and sum(has_title(head) for head in heads) > 0.5 * len(heads)


def up_to_heading(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks that stand in front of the next heading."""
    return list(takewhile(lambda block: block.kind is not BlockKind.HEADING, blocks))
