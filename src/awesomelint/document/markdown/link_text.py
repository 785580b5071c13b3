"""Whether links have a text of their own, stand in angle brackets, or in the text as they are."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from awesomelint.document.blocks import Link, LinkKind, LinkSyntax
from awesomelint.document.model import Entry
from awesomelint.document.style.conventions import Observation


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


def observe_link_text(entry: Entry) -> Iterator[Observation]:
    """Tell whether an entry's links have a text of their own; badges and links within the document do not count."""
    for link in entry.links:
        form = link_text_of(link)
        if form is not None:
            yield Observation(form, link.span)
