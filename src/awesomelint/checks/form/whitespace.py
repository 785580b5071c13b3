"""Blanks at the end of lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.blocks import Block, BlockKind
from awesomelint.document.model import Document
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span

_HARD_BREAK = "  "
_PREFORMATTED = ("<pre", "<textarea", "<script", "<style", "<xmp")


def trailing_blanks(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report blanks at the end of a line, but not those that make a line break or stand in code."""
    text = document.source.text
    reports_breaks = rule.options["line-breaks"] == "backslash"
    for line, start, end in _trailing(document):
        leaf = document.places.leaf_on(line)
        if leaf is not None and _is_preformatted(leaf):
            continue
        span = Span(start, end)
        if leaf is not None and line < leaf.last and text.endswith(_HARD_BREAK, start, end) and _breaks_lines(leaf):
            if reports_breaks:
                fix = Fix((Edit(span, "\\"),))
                yield rule.diagnose(span, 'found a line break of blanks, expected "\\"', fix=fix)
            continue
        if text[start - 1 : start] == "\\":
            continue  # without the blank, the backslash would break the line
        count = end - start
        what = "1 trailing blank" if count == 1 else f"{count} trailing blanks"
        yield rule.diagnose(span, f"found {what}, expected none", fix=Fix((Edit(span, ""),)))


def _trailing(document: Document) -> Iterator[tuple[int, int, int]]:
    """Yield line, start and end of all blanks at the end of lines."""
    text = document.source.text
    starts = document.source.line_starts
    for line, following in enumerate(chain(islice(starts, 1, None), (len(text),)), 1):
        end = following
        if end and text[end - 1] == "\n":
            end -= 1
        if end and text[end - 1] == "\r":
            end -= 1
        if end and text[end - 1] in " \t":
            start = len(text[starts[line - 1] : end].rstrip(" \t")) + starts[line - 1]
            if start < end:
                yield line, start, end


def _breaks_lines(leaf: Block) -> bool:
    """Tell whether two blanks at a line's end make a line break in a block."""
    return leaf.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)


def _is_preformatted(leaf: Block) -> bool:
    """Tell whether blanks show as they are written."""
    if leaf.kind is BlockKind.CODE:
        return True
    if leaf.kind is not BlockKind.HTML or leaf.inline is None:
        return False
    content = leaf.inline.content.lower()
    return any(tag in content for tag in _PREFORMATTED)
