"""Which brackets of the house style stand around a link."""

from __future__ import annotations

from awesomelint.document.blocks import Brackets, Link
from awesomelint.source import Source


def brackets_of(source: Source, link: Link) -> Brackets:
    """Return the bracket form of a link, read from the characters around it."""
    text = source.text
    start, end = link.span
    if text[start : start + 2] == "[[":
        return Brackets.OUTSIDE
    if text[start : start + 3] == "[\\[":
        return Brackets.ESCAPED
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "[" and after == "]":
        return Brackets.INSIDE
    if before == "(" and after == ")":
        return Brackets.PARENTHESES
    return Brackets.PLAIN
