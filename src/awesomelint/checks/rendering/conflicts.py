"""Markers of a merge conflict that was committed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.blocks import Block, BlockKind
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_MARKER = expression(r"^(?:>?[ \t]+)*+(<{7}|={7}|>{7}|\|{7})(?=[ \t\r]*$| )", re.MULTILINE)
"""A marker, also in an item or a quote: a whole conflict may be moved there."""
_NAMES = {"<": "the first version begins", "=": "the other version begins", ">": "the conflict ends", "|": "the base"}


def merge_conflict(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report each conflict once, at its first marker."""
    source = document.source
    for first, *others in conflicts(document):
        if not others:
            line = source.line_at(first.start(1))
            edit = Edit(source.whole_lines(line, line), "")
            message = "a marker of a merge conflict was left over: readers see it"
            yield rule.diagnose(Span(*first.span(1)), message, fix=Fix((edit,), title="delete the line"))
            continue
        related = tuple(Related(Span(*match.span(1)), f"{_NAMES[match[1][0]]} here") for match in others)
        message = "a merge conflict was committed: readers see its markers, and both versions"
        yield rule.diagnose(Span(*first.span(1)), message, related=related)


@remembered
def conflicts(document: Document) -> list[list[re.Match[str]]]:
    """Return the markers of each conflict; a line of `=` that is not shown as text is an underline."""
    found: list[list[re.Match[str]]] = []
    conflict: list[re.Match[str]] = []
    for match in _MARKER.finditer(document.source.text):
        leaf = document.places.leaf_on(document.source.line_at(match.start()))
        if leaf is not None and _is_apart(leaf):
            continue
        if conflict and (match[1][0] == "<" or conflict[-1][1][0] == ">"):
            found.append(conflict)
            conflict = []
        is_text = leaf is not None and leaf.kind is BlockKind.PARAGRAPH
        if conflict or match[1][0] in "<>" or (match[1][0] == "=" and is_text):
            conflict.append(match)
    found.append(conflict)
    return [
        markers for markers in found if any(match[1][0] in "<>" for match in markers) or _is_in_item(document, markers)
    ]


def _is_in_item(document: Document, markers: Sequence[re.Match[str]]) -> bool:
    """Return whether the only marker is a line of `=` below the text of an item or a quote, where it underlines nothing."""
    lines = [document.source.line_at(match.start(1)) for match in markers]
    leaf = document.places.leaf_on(lines[0]) if len(lines) == 1 else None
    return leaf is not None and leaf.first < lines[0]


def _is_apart(leaf: Block) -> bool:
    """Return whether a block shows how a conflict looks, or is not seen: code and comments."""
    content = leaf.inline.content if leaf.inline is not None and leaf.kind is BlockKind.HTML else ""
    return leaf.kind is BlockKind.CODE or content.lstrip().lower().startswith(("<pre", "<!--"))
