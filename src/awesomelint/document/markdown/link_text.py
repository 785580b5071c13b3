"""Whether links have a text of their own, stand in angle brackets, or in the text as they are."""

from __future__ import annotations

from enum import StrEnum

from awesomelint.document.blocks import Link, LinkKind, LinkSyntax


class LinkText(StrEnum):
    """How a link is written: the words of `awesomelint conventions` and of messages."""

    NAMED = "[text](url)"
    ANGLED = "<url>"
    BARE = "url"


_FORMS = {LinkSyntax.BARE: LinkText.BARE, LinkSyntax.AUTOLINK: LinkText.ANGLED}


def link_text_of(link: Link) -> LinkText | None:
    """Return how a link is written, or `None` for a badge and for a link within the document."""
    if link.kind is LinkKind.ANCHOR or link.kind is LinkKind.BADGE:
        return None
    return _FORMS.get(link.syntax, LinkText.NAMED)
