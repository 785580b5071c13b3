"""Entries without a bullet between items, which are shown in the text of the item above."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import Block, BlockKind, Inline, Mark, indent_of, quote_depth
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source

_FEWEST = 3
"""Items of a list, all on one line but for one, from which on lines are surely meant as items."""
_DASH = 3
"""Characters behind a link that tell that a description follows."""


def bare_items(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report lines of an item that are written like the items of its list, but for the bullet; all others have one line."""
    source = document.source
    for block in document.blocks:
        if block.kind is not BlockKind.BULLET_LIST or len(block.children) < _FEWEST:
            continue
        longer = [item for item in block.children if item.last > item.first]
        if len(longer) != 1 or longer[0].last != longer[0].first + 1 or len(longer[0].children) != 1:
            continue
        (item,) = longer
        heads = {_head(source, each, each.first) for each in block.children}
        line = item.last
        at = [indent_of(source, each, quote_depth(item)) for each in (item.first, line)]
        if len(heads) == 1 and at[0][0] == at[1][0] and heads == {_head(source, item, line)} != {""}:
            message = f'found no "{block.markup}" before an entry: readers see it as text of the item above'
            yield rule.diagnose(source.line_span(line), message, severity=Severity.WARNING)


def _head(source: Source, item: Block, line: int) -> str:
    """Return how a line of an item begins: with a link and what is behind it, or with bold text; empty for anything else."""
    leaf = item.children[0] if item.children else None
    inline = leaf.inline if leaf is not None and leaf.kind is BlockKind.PARAGRAPH else None
    if inline is None:
        return ""
    _, start = indent_of(source, line, quote_depth(item))
    start = max(start, inline.span.start)
    return _head_at(source, inline, start, source.line_span(line).end)


def _head_at(source: Source, inline: Inline, start: int, end: int) -> str:
    for link in inline.links:
        if link.span.start == start and link.url[:1] != "#":
            behind = source.text[link.span.end : min(end, link.span.end + _DASH)]
            return behind if behind.strip() else ""
    is_linked = any(start < link.span.start < end for link in inline.links)
    is_bold = any(Mark.BOLD in each.mark and each.outer.start == start for each in inline.emphases)
    return "**" if is_bold and is_linked else ""
