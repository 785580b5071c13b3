"""Headings that readers do not see as headings, and lines that they see as text of the one above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.checks.rendering.conflicts import conflicts
from awesomelint.checks.rendering.list_starts import typed_runs
from awesomelint.checks.rendering.loss import BLANK
from awesomelint.checks.rendering.missing_space import unspaced_runs
from awesomelint.checks.rendering.unclosed import is_closed
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.blocks import Block, BlockKind, is_indented_code
from awesomelint.startup import expression

_HEADING = expression(rf"^[ >]{{0,3}}#{{1,6}}[ \t{BLANK}]*([^\s#][^\n]*)", re.MULTILINE)


def unseen_headings(document: Document) -> Iterator[str]:
    """Yield the text of headings that are part of a paragraph, of HTML, or of a comment or code without an end.

    Rules of this family report why. What links to them leads nowhere for that reason alone.
    """
    for match in _HEADING.finditer(document.source.text):
        leaf = document.places.leaf_on(document.source.line_at(match.start(1)))
        if leaf is not None and _hides(document, leaf):
            yield match[1].rstrip().rstrip("#").rstrip()


def _hides(document: Document, leaf: Block) -> bool:
    if leaf.kind is BlockKind.CODE:
        return not is_indented_code(leaf) and not is_closed(document.source, leaf)
    if leaf.kind is BlockKind.HTML and leaf.inline is not None:
        return not leaf.inline.content.lstrip().startswith("<!--") or "-->" not in leaf.inline.content
    return leaf.kind is BlockKind.PARAGRAPH


@remembered
def stray_lines(document: Document) -> list[int]:
    """Return where markers of conflicts and signs of items that are none begin, in order; what is there ends the text above."""
    lines = {line.at for run in (*unspaced_runs(document), *typed_runs(document)) for line in run}
    lines.update(marker.start(1) for conflict in conflicts(document) for marker in conflict)
    return sorted(lines)
