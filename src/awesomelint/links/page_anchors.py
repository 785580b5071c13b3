"""Anchors of pages: which of them a fragment names, and which of them a page has as it was sent.

What scripts add in a browser is not seen here. So an anchor is missing only from a whole page that has others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from html import unescape
from urllib.parse import unquote

from awesomelint.links.outcome import host_of
from awesomelint.startup import expression


class Presence(Enum):
    """Whether a page has an anchor."""

    FOUND = "found"
    LOST = "lost"
    UNSURE = "unsure"


LONGEST = 300
"""Characters of an anchor that is looked for."""
_ATTRIBUTE = expression(
    r"[\s\"'](?:id|name)\s{0,9}=\s{0,9}(?:\"([^\"<>]{0,500})\"|'([^'<>]{0,500})'|([^\s\"'<>=`]{1,500}))", re.IGNORECASE
)
_STATIC = expression(
    r"<(?:h[1-6]|section|article|dt|li|p|a)\b[^<>]{0,500}?[\s\"'](?:id|name)\s{0,9}=\s{0,9}[\"'\w]", re.IGNORECASE
)
"""A place in the text of a page that has an anchor."""
_FEWEST = 2
"""Such places in a page that has its anchors when it is sent."""
TEXT_DIRECTIVE = ":~:"
"""What follows are directives for the browser, such as the text to scroll to (WICG, Scroll to Text Fragment)."""
_NO_ANCHOR = expression(
    r"[!/?]|.*[=&]|:|L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$|lines?-\d+|top$|"
    r"(?:issuecomment|discussioncomment|commitcomment|pullrequestreview|event|diff|discussion_r|r)-?\d+|diff-|readme$",
    re.IGNORECASE,
)
"""Routes and states of programs, pages of PDFs, lines of code, and what GitHub adds when it is scrolled to."""
_PREFIX = "user-content-"
"""GitHub has it before the ids of what users write, and lets links leave it out."""
_FOLDS = "github.com"
"""GitHub finds anchors in another case, too."""


def anchor_of(fragment: str) -> str:
    """Return the anchor of a page that a fragment names, without its escapes; empty for a fragment that names none."""
    anchor = unquote(fragment.partition(TEXT_DIRECTIVE)[0])
    return "" if len(anchor) > LONGEST or _NO_ANCHOR.match(anchor) else anchor


def presence(anchors: Iterable[str], url: str, html: str, *, is_whole: bool) -> dict[str, Presence]:
    """Return for each of some anchors whether a page has it. `html` is the page, or its beginning if it is not whole."""
    found = {unescape(one or other or bare) for one, other, bare in _ATTRIBUTE.findall(html)}
    found |= {name.removeprefix(_PREFIX) for name in found}
    found |= {unquote(name) for name in found if "%" in name}  # a fragment is tried as it is written, too
    if host_of(url) == _FOLDS:
        found |= {name.lower() for name in found}
    tells = is_whole and sum(1 for _, _ in zip(_STATIC.finditer(html), range(_FEWEST), strict=False)) == _FEWEST
    missing = Presence.LOST if tells else Presence.UNSURE

    def has(anchor: str) -> bool:
        bare = anchor.removeprefix(_PREFIX)
        return anchor in found or bare in found or (host_of(url) == _FOLDS and bare.lower() in found)

    return {anchor: Presence.FOUND if has(anchor) else missing for anchor in anchors}
