"""What is lost to readers where Markdown is not read as Markdown, counted and in words."""

from __future__ import annotations

import re

from awesomelint.startup import NamedTuple, expression

BLANK = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that are none to Markdown, for a class of an expression."""
ZERO_WIDTH = "\u200b\u200e\u200f\u2060\ufeff"
"""Characters that nobody sees, for a class, too."""

LINK = expression(r"\]\(\s*<?[^\s()]*[/.#]|<https?://|(?<![\w/(\"'=])https?://\w")
"""Where a link is written in Markdown, or as a bare URL."""

_HEADING = expression(r"^[ \t>]{0,3}(?:##{1,5}|#(?=[ \t]*[^\W\d]))[ \t]*[^\s#!]", re.MULTILINE)
_ITEM = expression(rf"^[ \t>]*(?:[-*+•·●◦▪‣|]|\d{{1,9}}[.)])[ \t{BLANK}]*(?=\S)(.*)", re.MULTILINE)


class Loss(NamedTuple):
    """How many headings, entries and other links a piece of source holds. An entry is an item or a row with a link."""

    headings: int = 0
    entries: int = 0
    links: int = 0

    @property
    def is_grave(self) -> bool:
        """Whether a section or an entry is lost."""
        return self.headings > 0 or self.entries > 0

    def __str__(self) -> str:
        parts = [(self.headings, "heading", "headings"), (self.entries, "entry", "entries")]
        if not self.entries:
            parts.append((self.links, "link", "links"))
        return " and ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts if count)


def loss_in(text: str) -> Loss:
    """Return what a piece of source holds that readers would miss."""
    headings = sum(1 for _ in _HEADING.finditer(text))
    entries = sum(1 for match in _ITEM.finditer(text) if LINK.search(match[1]))
    links = sum(1 for _ in LINK.finditer(text))
    return Loss(headings, entries, links)
