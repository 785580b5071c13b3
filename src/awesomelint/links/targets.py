"""The unique targets of documents, each with the places that use it.

They are what a reader can follow or see: links in every syntax, autolinks, bare URLs, links of HTML, images, and what
`<picture>` and `<video>` choose from. A definition counts where a link uses it; one that none uses is shown nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from awesomelint.document.model import Document
from awesomelint.links.url import UrlError, follow, read_url, without_credentials
from awesomelint.links.url_faults import is_placeholder, is_template, is_well_formed, url_fault
from awesomelint.markdown.blocks import Link, LinkSyntax, Segment, SegmentKind
from awesomelint.markdown.html import tag_at
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_PICTURES = (SegmentKind.IMAGE, SegmentKind.TAG)
_CHOICE = expression(r"([^\s,]\S*)(?:(?<=,)|[^,]*)")
"""One URL of a `srcset`, with what follows it unless a comma does."""
_PDF_LABEL = expression(r"[\W_]*pdf[\W_]*\Z", re.IGNORECASE)


class Place(NamedTuple):
    """Where a target is used: file, line and column (from 1, columns in code points).

    `fragment` is what follows `#` here, without it. `is_pdf` tells that the label promises a PDF.
    """

    path: str
    line: int
    column: int
    fragment: str = ""
    is_pdf: bool = False


class Target(NamedTuple):
    """One thing to request once, however many links lead to it: an http or https URL without fragment, and its places in
    order."""

    url: str
    places: tuple[Place, ...]


class Use(NamedTuple):
    """One link or image with a target to request: its URL as `target_url` spells it, its place, and what it is in its document.

    `span` is that of the URL, or of the link where its URL is written elsewhere; `label` the text of the link, `""` for an image
    or a bare URL. The place is kept while targets are requested: nothing in it is a part of the document.
    """

    url: str
    place: Place
    span: Span
    label: str = ""
    is_image: bool = False


def target_url(url: str) -> str:
    """Return the key under which a URL is requested and `Facts` know it.

    That is the URL as a browser sends it: without fragment, scheme and host in lower case, without the default port, with `/`
    for an empty path, and with escapes for what may not be in a URL. It is without user and password, too, which are neither
    sent nor shown. What cannot be requested stays as it is, without its fragment.
    """
    try:
        return str(read_url(url))
    except UrlError:
        return without_credentials(url.partition("#")[0])


def link_target(link: Link, base: str | None = None) -> str | None:
    """Return the URL to request for a link, as `target_url` spells it; `None` for anchors, files, mail and malformed URLs.

    `base` is the URL of the site to which targets such as `/about` belong; without one they are files. A bare URL is requested
    without text that stuck to its end, as in `https://example.org/a; and more`.
    """
    url = link.url
    if link.syntax is LinkSyntax.BARE:
        if url[:4].lower() == "www.":
            url = f"http://{url}"  # as GitHub has it
        if not is_well_formed(url) and (fault := url_fault(url)) is not None and fault.meant is not None:
            url = fault.meant
    return _asked(url, base)


def uses_of(document: Document, base: str | None = None) -> Iterator[Use]:
    """Yield every use of a target in a document in the order of the source. `base` is as in `link_target`."""
    text = document.source.text
    for block in document.blocks:
        if block.inline is None:
            continue
        uses: list[tuple[int, Use]] = []
        for link in block.inline.links:
            if (url := link_target(link, base)) is not None:
                uses.append((link.span.start, use_of(document, link, url)))
        for segment in block.inline.segments:
            for written in _pictures(text, segment) if segment.kind in _PICTURES else ():
                if (url := _asked(written, base)) is not None:
                    span = picture_span(text, segment, written)
                    uses.append((segment.start, Use(url, _place(document, span, written), span, is_image=True)))
        yield from (one for _, one in sorted(uses, key=itemgetter(0)))


def use_of(document: Document, link: Link, url: str) -> Use:
    """Return a link of a document as a use of a target, whose URL is `url`."""
    span = link.target_span or link.span
    label = link.label if link.syntax is not LinkSyntax.BARE else ""
    return Use(url, _place(document, span, link.url, label), span, label)


def _place(document: Document, span: Span, written: str, label: str = "") -> Place:
    line, column = document.source.position(span.start)
    fragment = written.partition("#")[2]
    return Place(document.source.path, line, column, fragment, _PDF_LABEL.match(label[:20]) is not None)


def targets_of(uses: Iterable[tuple[str, Place]]) -> tuple[Target, ...]:
    """Return each target once, in the order of its first use, with all its places. Of each use its URL and place are given."""
    places: dict[str, list[Place]] = {}
    for url, place in uses:
        places.setdefault(url, []).append(place)
    return tuple(Target(url, tuple(at)) for url, at in places.items())


def _asked(url: str, base: str | None) -> str | None:
    """Return the URL to request for a target; `None` if it is no web address, or is malformed."""
    if is_template(url):
        return without_credentials(url)  # it may become one
    if url.startswith("//"):
        url = f"https:{url}"  # the scheme of the page that shows the list
    elif base is not None and url.startswith("/"):
        return _joined(base, url)
    if not url[:8].lower().startswith(("http://", "https://")):
        return None
    if not is_well_formed(url):
        fault = url_fault(url)
        if (fault is not None and fault.certain) or is_placeholder(url):
            return None
    try:
        return str(read_url(url))
    except UrlError:
        return None


def _joined(base: str, path: str) -> str | None:
    try:
        return str(follow(read_url(base), path))
    except UrlError:
        return None


def _pictures(text: str, segment: Segment) -> Iterator[str]:
    """Yield the URLs of an image, or of a tag that shows one; `text` is what the segment was read from."""
    if segment.kind is SegmentKind.IMAGE:
        yield segment.url
    tag = tag_at(text[segment.start : segment.end], 0)
    if tag is None or tag.closing or tag.name not in ("img", "source", "video"):
        return
    for name in ("src", "poster") if tag.name != "img" else ():
        if (attribute := tag.attribute(name)) is not None:
            yield attribute.value
    if (attribute := tag.attribute("srcset")) is not None:
        yield from _choices(attribute.value)


def _choices(srcset: str) -> Iterator[str]:
    """Yield the URLs of a `srcset`, as browsers read it (HTML, 4.8.4.2.1): a comma may be in a URL, but not at its end."""
    yield from (choice[1].rstrip(",") for choice in _CHOICE.finditer(srcset))


def picture_span(text: str, segment: Segment, written: str) -> Span:
    """Return where the URL of an image, or of a tag that shows one, is written; the whole segment where it is not there."""
    start = text.find(written, segment.start, segment.end)
    return Span(start, start + len(written)) if start >= 0 else segment.span
