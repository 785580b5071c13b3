"""The unique targets of documents, each with the places that use it.

Asked for is what a reader can follow or sees: links in every syntax, autolinks, bare URLs, `href` and `src` of HTML, and images.
A definition counts where a link uses it; one that none uses is shown nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.document.blocks import Link, LinkSyntax, Run, RunKind
from awesomelint.links.urls import read_url
from awesomelint.span import Span
from awesomelint.url_faults import is_placeholder, is_well_formed, url_fault

if TYPE_CHECKING:
    from awesomelint.document.model import Document


class Place(NamedTuple):
    """Where a target is used: file, line and column (from 1, columns in code points), the span of the URL, and what surrounds it.

    `span` is that of the link where its URL is written elsewhere. `fragment` is what follows `#` here, without it; `label`
    the text of the link, `""` for an image or a bare URL.
    """

    path: str
    line: int
    column: int
    span: Span
    label: str = ""
    fragment: str = ""
    is_image: bool = False


class Target(NamedTuple):
    """One thing to ask for, once, whoever links to it: an http or https URL without fragment, and its places in order."""

    url: str
    places: tuple[Place, ...]


class Use(NamedTuple):
    """One link or image with a target to ask for: its URL as `target_url` spells it, and its place."""

    url: str
    place: Place


def target_url(url: str) -> str:
    """Return the key under which a URL is asked for and `Facts` know it.

    That is the URL as a browser sends it: without fragment, scheme and host in lower case, without the port that goes without
    saying, `/` for no path, and percent signs for what may not stand in a URL. It is without user and password, too: what
    a public list gives away is neither sent nor shown. What cannot be asked for stays as it is, without its fragment.
    """
    try:
        return str(read_url(url))
    except ValueError:
        return url.partition("#")[0]


def link_target(link: Link) -> str | None:
    """Return what is to be asked for a link, as `target_url` spells it; `None` for anchors, files, mail and malformed URLs."""
    url = link.url
    if link.syntax is LinkSyntax.BARE and url[:4].lower() == "www.":
        url = f"http://{url}"  # as GitHub has it
    return _asked(url)


def uses_of(document: Document) -> Iterator[Use]:
    """Yield every use of a target in a document in the order of the source."""
    text, path = document.source.text, document.source.path
    for block in document.blocks:
        if block.inline is None:
            continue
        found: list[tuple[int, str, Link | Run]] = []
        for link in block.inline.links:
            if (url := link_target(link)) is not None:
                found.append((link.span.start, url, link))
        for run in block.inline.runs:
            if run.kind is RunKind.IMAGE and (url := _asked(run.url)) is not None:
                found.append((run.start, url, run))
        found.sort(key=_start)
        for _, url, used in found:
            span = (used.target_span or used.span) if isinstance(used, Link) else _image_span(text, used)
            line, column = document.source.position(span.start)
            is_image = not isinstance(used, Link)
            label = used.label if isinstance(used, Link) and used.syntax is not LinkSyntax.BARE else ""
            yield Use(url, Place(path, line, column, span, label, used.url.partition("#")[2], is_image))


def targets_of(uses: Iterable[Use]) -> tuple[Target, ...]:
    """Return each target once, in the order of its first use, with all its places."""
    places: dict[str, list[Place]] = {}
    for use in uses:
        places.setdefault(use.url, []).append(use.place)
    return tuple(Target(url, tuple(found)) for url, found in places.items())


def collect_targets(documents: Iterable[Document]) -> tuple[Target, ...]:
    """Return the unique targets of documents, in the order of their first use. A document is not needed any more afterwards."""
    return targets_of(use for document in documents for use in uses_of(document))


def _asked(url: str) -> str | None:
    """Return what to ask for a URL, or `None` if it is no web address, or not as it was meant to be."""
    if not url[:8].lower().startswith(("http://", "https://")):
        return None
    if not is_well_formed(url):
        fault = url_fault(url)
        if (fault is not None and fault.certain) or is_placeholder(url):
            return None
    try:
        return str(read_url(url))
    except ValueError:
        return None


def _image_span(text: str, run: Run) -> Span:
    start = text.find(run.url, run.start, run.end)
    return Span(start, start + len(run.url)) if start >= 0 else run.span


def _start(found: tuple[int, str, Link | Run]) -> int:
    return found[0]
