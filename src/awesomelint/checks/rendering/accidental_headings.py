"""Sentences that a line of dashes right below makes headings."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import Block, BlockKind
from awesomelint.rulebook.spec import Rule

_MIN_WORDS = 4
"""The words of a sentence; "Misc." and "Storks:" are names. In Chinese and Japanese the stop alone tells."""
_DASHES = 3
"""The dashes that make a line across the page where there is a blank line above them; fewer make an empty item."""


def accidental_heading(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report sentences that are headings for the dashes below them, where most headings of a list begin with #."""
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    dashed = [block for block in headings if block.markup == "-"]
    if 2 * len(dashed) >= len(headings):
        return
    for block in dashed:
        if document.source.line(block.last).count("-") >= _DASHES and _is_sentence(block):
            message = "the dashes make the sentence right above a heading, expected a blank line between"
            yield rule.diagnose(document.source.line_span(block.last), message)


def _is_sentence(block: Block) -> bool:
    words = block.inline.plain().split() if block.inline is not None else []
    stop = words[-1].rstrip(")]*_\"'”’")[-1:] if words else ""
    return stop in ("。", "：") or (stop in (".", ":") and len(words) >= _MIN_WORDS)
