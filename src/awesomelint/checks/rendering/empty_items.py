"""Items of lists without text of their own: a bullet that nothing follows, and two bullets before one text."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import Block, BlockKind
from awesomelint.rulebook.spec import Rule


def empty_item(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report bullets without text, info, and doubled ones, in lists most of whose items are neither."""
    for block in document.blocks:
        if block.kind is not BlockKind.BULLET_LIST:
            continue
        odd = [item for item in block.children if not item.children or _is_doubled(item)]
        for item in odd if 2 * len(odd) < len(block.children) else ():
            assert item.marker is not None
            if item.children:
                yield rule.diagnose(item.marker, "found two bullets before one text: readers see both")
            else:
                message = "found a bullet without text: readers see an empty item"
                yield rule.diagnose(item.marker, message, severity=Severity.INFO, cause="found bullets without text")


def _is_doubled(item: Block) -> bool:
    """Return whether an item is nothing but one other item on its line, as in `- - Alpha`."""
    inner = item.children[0]
    return (
        len(item.children) == len(inner.children) == 1
        and inner.kind is BlockKind.BULLET_LIST
        and inner.first == item.first
    )
