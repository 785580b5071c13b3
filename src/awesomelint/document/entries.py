"""Finding the entries of a document, whatever construct holds them. (Lists and tables so far.)"""

from __future__ import annotations

from bisect import bisect_right

from awesomelint.document.blocks import Block, BlockKind
from awesomelint.document.model import Container, Document, Entry, Field
from awesomelint.span import Span


def find_entries(document: Document) -> None:
    """Set `document.entries` and each section's `entries`."""
    starts = [section.first for section in document.sections]
    for block in document.blocks:
        if block.kind is BlockKind.ITEM and any(c.inline and c.inline.links for c in block.children):
            section = document.sections[bisect_right(starts, block.first) - 1]
            container = Container.BULLET if block.ordinal is None else Container.ORDERED
            entry = _entry(document, block, container)
            entry.section = section
            section.entries.append(entry)
            document.entries.append(entry)


def _entry(document: Document, block: Block, container: Container) -> Entry:
    source = document.source
    span = Span(source.line_span(block.first).start, source.line_span(block.last).end)
    inlines = tuple(child.inline for child in block.walk() if child.inline is not None)
    links = tuple(link for inline in inlines for link in inline.links)
    entry = Entry(document.sections[0], block, container, span, block.first, block.last, inlines, block.marker)
    entry.number = block.ordinal
    entry.links = links
    inline = inlines[0]
    strong = next(iter(inline.emphases), None)
    if strong is not None:
        entry.title = Field(" ".join(source[strong.inner].split()), strong.inner, strong.outer, strong.mark)
    return entry
