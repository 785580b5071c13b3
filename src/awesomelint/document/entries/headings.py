"""Headings that are entries: a linked title, with the details below it."""

from __future__ import annotations

from collections import Counter

from awesomelint.document.blocks import Block, BlockKind
from awesomelint.document.entries.lines import external_links, first_run, has_title, head_of
from awesomelint.document.fields.labels import label_kind
from awesomelint.document.model import Document


def entry_heading_levels(document: Document) -> frozenset[int]:
    """Return the heading levels at which headings are entries: most of them begin with a link that is a title."""
    counts: Counter[int] = Counter()
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.inline is not None and is_entry_heading(block):
            counts[block.level] += 1
    return frozenset(level for level, count in counts.items() if count >= 2)


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
