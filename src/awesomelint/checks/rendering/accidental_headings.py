"""Sentences that a line of dashes or equals signs right below makes headings."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import Block, BlockKind
from awesomelint.rulebook.spec import Rule

_MIN_WORDS = 4
"""The words of a sentence; "Misc." and "Storks:" are names. In Chinese and Japanese the stop alone tells."""
_EXPECTED = {"-": ("a line of dashes", "a blank line between"), "=": ("a line of =", "none")}
"""What makes headings of the text above it, and what is expected there."""


def accidental_heading(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report sentences that are headings for the line below them, where most headings of a list begin with #."""
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    underlined = [block for block in headings if block.markup in _EXPECTED]
    if 2 * len(underlined) >= len(headings):
        return
    for block in underlined:
        if _is_sentence(block):
            found, expected = _EXPECTED[block.markup]
            message = (
                f"found {found} right below a sentence, expected {expected}: readers see the sentence as a heading"
            )
            yield rule.diagnose(document.source.line_span(block.last), message)


def _is_sentence(block: Block) -> bool:
    words = block.inline.plain().split() if block.inline is not None else []
    stop = words[-1].rstrip(")]*_\"'”’")[-1:] if words else ""
    return stop in ("。", "：") or (stop in (".", ":") and len(words) >= _MIN_WORDS)
