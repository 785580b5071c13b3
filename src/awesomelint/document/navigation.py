"""Links that lead to other places of the same list: its headings, its own page, its other files, the mail of its authors."""

from __future__ import annotations

import re
from collections import Counter

from awesomelint.document.entry_kinds import text_outside_links
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import Inline
from awesomelint.startup import expression

WORDS_OF_A_TOPIC = 4
"""Longest label of a link to another file that is taken for the name of a topic, in words."""

MANY_ANCHORS = 2
"""So many links to headings of this name show that a page, which is no repository's, is the list itself."""

_REPOSITORY = expression(r"https?://(?:www\.)?(?:github|gitlab)\.com/[^/]+/[^/]+/?(?:blob/[^#?]+)?$", re.IGNORECASE)
_FILE = expression(r"(?!\w+:|//)[^#?]+(?:\.md|/|/[^/.]+|^[^/.]+)(?:#.*)?$", re.IGNORECASE)
_REPEATED = expression(r"-\d{1,2}$")


def slug_of(title: str) -> str:
    """Return the anchor that GitHub gives a heading, near enough to recognise a table of contents."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


class Navigation:
    """Tells which lines only lead to other places of a document."""

    def __init__(self, document: Document):
        slugs = {slug_of(section.title) for section in document.sections if section.title}
        pages: Counter[str] = Counter()
        for link in document.links:
            if "#" in link.url and not link.url.startswith("#"):
                page, _, anchor = link.url.partition("#")
                pages[page] += not slugs.isdisjoint({slug_of(anchor), _REPEATED.sub("", slug_of(anchor))})
        self.pages = {
            page for page, count in pages.items() if count >= (1 if _REPOSITORY.match(page) else MANY_ANCHORS)
        }

    def is_all_of(self, inline: Inline) -> bool:
        """Return whether all links of a line lead to headings of this document, to files by their names, or to a mailbox."""
        for link in inline.links:
            if not self._leads_inside(link.url, link.label):
                return False
        return bool(inline.links)

    def leads_elsewhere(self, inline: Inline) -> bool:
        """Return whether a link of a line leads to what is neither a place of this document nor a file of Markdown."""
        leads_out = any("://" in link.url and not link.url.endswith(".md") for link in inline.links)
        return leads_out and not self.is_all_of(inline)

    def names_files(self, inline: Inline) -> bool:
        """Return whether a line is the name of a topic that leads to another file of the repository, or all navigation."""
        links = inline.links
        if self.is_all_of(inline):
            return True
        return (
            len(links) == 1
            and _FILE.match(links[0].url) is not None
            and len(links[0].label.split()) <= WORDS_OF_A_TOPIC
            and label_kind(links[0].label) is None
            and not text_outside_links(inline).strip(" \n*_:.,-–—()[]0123456789")
        )

    def _leads_inside(self, url: str, label: str) -> bool:
        if "#" in url:
            page, _, _ = url.partition("#")
            if not page or page in self.pages:
                return True
        return url.startswith("mailto:") or (url.endswith(".md") and ":" not in url and label == url)
