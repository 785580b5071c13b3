"""Years that Markdown takes for the numbers of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awesomelint.checks.numbering.rows import are_years
from awesomelint.checks.rendering.signs import first_bullet
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import Block, BlockKind, rendered_numbers
from awesomelint.rulebook.spec import Rule


def years_as_numbers(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report lists whose numbers are years, where readers see other years: Markdown counts up from the first."""
    for block in document.blocks:
        if block.kind is not BlockKind.ORDERED_LIST:
            continue
        items = block.children
        shown = zip(items, rendered_numbers(block), strict=True)
        wrong = [(item, seen) for item, seen in shown if item.ordinal != seen]
        if not wrong or not are_years([item.ordinal or 0 for item in items]):
            continue
        first, seen = wrong[0]
        assert first.marker is not None
        others = f", and {len(wrong) - 1} more wrong years" if len(wrong) > 1 else ""
        message = f"the year {first.ordinal} is taken for the number of an item: readers see {seen}{others}"
        yield rule.diagnose(first.marker, message, fix=_as_text(document, items))


def _as_text(document: Document, items: Sequence[Block]) -> Fix | None:
    """Return the fix that makes bullets of the numbers and text of the years; none where more than a paragraph is in an item."""
    edits: list[Edit] = []
    bullet = first_bullet(document)
    for item in items:
        assert item.marker is not None
        if [child.kind for child in item.children] != [BlockKind.PARAGRAPH] or item.children[0].first != item.first:
            return None
        edits.append(Edit(item.marker, f"{bullet} {item.ordinal}\\{document.source.text[item.marker.end - 1]}"))
    return Fix(tuple(edits), title="make bullets of the numbers, and text of the years")
