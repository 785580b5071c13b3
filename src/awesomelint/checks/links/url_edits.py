"""Writing another URL in the place of one, such that it is read as exactly that.

The new URL comes from a stranger's server. What could end a link, begin another, or be read otherwise than it is written is
not written at all.
"""

from __future__ import annotations

from awesomelint.diagnostic import Edit
from awesomelint.document.model import Document
from awesomelint.expressions import expression
from awesomelint.links.targets import Place
from awesomelint.span import Span
from awesomelint.urls.faults import url_fault

MAX_LENGTH = 1000
"""Characters of a URL above which it is not written into a list."""

_PLAIN = expression(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][A-Za-z0-9._~:/?#@!$&'*+,;=%()-]*)?")
"""Host without user and password; no blanks, quotes, brackets, backslashes, bars or letters beyond ASCII."""
_ENTITY = expression(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_ATTRIBUTE = expression(r"(?i)(?:href|src)\s{0,9}=\s{0,9}([\"']?)\Z")
_NOT_BARE = expression(r"[*'()~!$,;]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|[^A-Za-z0-9/]\Z")
"""What could end a URL that stands in the text, or belong to the text around it."""


def url_edit(document: Document, place: Place, url: str) -> Edit | None:
    """Return the edit that writes a URL in the place of a link's own, or `None` if it cannot be written there.

    A link whose URL stands in a definition is left alone: what it shows elsewhere would change as well.
    """
    text, span = document.source.text, place.span
    if not _is_written(document, place) or not is_writable(url):
        return None
    before = text[max(span.start - 20, 0) : span.start]
    attribute = _ATTRIBUTE.search(before)
    if attribute is not None:
        is_broken = "'" in url or ("=" in url and not attribute[1])  # CommonMark takes none in a value without quotes
        return None if is_broken else Edit(span, url.replace("&", "&amp;"))
    is_bare = not (place.label or place.is_image or before.endswith(("](", "<")))
    if _ENTITY.search(url) or not _is_balanced(url) or (is_bare and _NOT_BARE.search(url)):
        return None
    return Edit(span, url)


def scheme_edit(document: Document, place: Place) -> Edit | None:
    """Return the edit that only makes `https` of the `http` of a link; `None` where the URL is not written in the link itself."""
    start = place.span.start
    return Edit(Span(start, start + 4), "https") if _is_written(document, place) else None


def _is_written(document: Document, place: Place) -> bool:
    return document.source.text[place.span.start : place.span.start + 4].lower() == "http"


def is_writable(url: str) -> bool:
    """Tell whether a URL is one that could be written in most places: plain, not very long, without user and password."""
    return len(url) <= MAX_LENGTH and _PLAIN.fullmatch(url) is not None and url_fault(url) is None


def _is_balanced(url: str) -> bool:
    depth = 0
    for char in url:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0
