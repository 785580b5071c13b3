"""Entries without a bullet between items, or behind one, which are shown in the text of the item above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awesomelint.checks.rendering.indents import column_of_block
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Severity
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import Block, BlockKind, Mark, SegmentKind, indent_of, item_around, quote_depth
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import expression

_FEWEST = 3
"""Items of a list, all on one line but for one, from which on lines are surely meant as items."""
_DASH = 3
"""Characters behind a link that tell that a description follows."""
_SECOND = expression(
    r"[.!?。](?P<gap>[ \t]*)(?P<bullet>[-*+])[ \t]+(?=\[(?P<label>[^][\n]{1,200})\]\([^()\s]{1,500}\)[ \t]+(?:[-–—:]|->)[ \t])"
)
"""A bullet behind a sentence, and an entry: a link and a description."""


def joined_items(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report entries that begin, with a bullet, on the line of another one."""
    source = document.source
    for match in _SECOND.finditer(source.text):
        if label_kind(match["label"]) is not None:
            continue  # "[code](...)", which is of the entry before it
        at = match.start("bullet")
        leaf, segment = document.places.leaf_at(at), document.places.segment_at(at)
        item = item_around(leaf) if leaf is not None else None
        if segment is None or segment.kind is not SegmentKind.TEXT or item is None or item.parent is None:
            continue
        if item.marker is None or item.parent.markup != match["bullet"] or item.first != source.line_at(at):
            continue
        indent = source.text[source.line_starts[item.first - 1] : item.marker.start]
        fix = Fix((Edit(Span(match.start("gap"), at), source.newline + indent),), title="begin a line")
        message = f'found "{match["bullet"]}" within a line, expected a line of its own: readers see it as text of the item above'
        yield rule.diagnose(Span(at, at + 1), message, fix=fix if not indent.strip(" \t>") else None)


def bare_items(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report lines of an item that are written like the items of its list, but for the bullet; all others have one line."""
    source = document.source
    for block in document.blocks:
        if block.kind is not BlockKind.BULLET_LIST or len(block.children) < _FEWEST:
            continue
        longer = [item for item in block.children if item.last > item.first]
        if len(longer) == 1 and _holds_another(source, longer[0], block.children):
            message = f'found no "{block.markup}" before an entry: readers see it as text of the item above'
            yield rule.diagnose(source.line_span(longer[0].last), message, severity=Severity.WARNING)


def _holds_another(source: Source, item: Block, items: Sequence[Block]) -> bool:
    """Return whether an item has two lines of text, and the second is at the column of its bullet and begins as all items do."""
    line = item.last
    if line != item.first + 1 or len(item.children) != 1:
        return False
    if indent_of(source, line, quote_depth(item))[0] != column_of_block(source, item):
        return False
    head = _head(source, item, line)
    return bool(head) and all(_head(source, each, each.first) == head for each in items)


def _head(source: Source, item: Block, line: int) -> str:
    """Return how a line of an item begins: with a link and what is behind it, or with bold text; empty for anything else."""
    leaf = item.children[0] if item.children else None
    inline = leaf.inline if leaf is not None and leaf.kind is BlockKind.PARAGRAPH else None
    if inline is None:
        return ""
    _, start = indent_of(source, line, quote_depth(item))
    start, end = max(start, inline.span.start), source.line_span(line).end
    for link in inline.links:
        if link.span.start == start and link.url[:1] != "#":
            behind = source.text[link.span.end : min(end, link.span.end + _DASH)]
            return behind if behind.strip() else ""
    is_linked = any(start < link.span.start < end for link in inline.links)
    is_bold = any(Mark.BOLD in each.mark and each.outer.start == start for each in inline.emphases)
    return "**" if is_bold and is_linked else ""
