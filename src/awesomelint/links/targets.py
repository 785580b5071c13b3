"""The unique targets of documents, each with the places that use it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urldefrag

from awesomelint.span import Span


class Place(NamedTuple):
    """Where a target is used: file, line and column (from 1, columns in code points), the span of the URL, and what surrounds it.

    `fragment` is what follows `#` here, without it; `label` the text of the link, `""` for an image or a bare URL.
    `is_paper` tells that the entry says it is a paper: label or kind of the link.
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


def target_url(url: str) -> str:
    """Return the key under which a URL is asked for and `Facts` know it: the URL without its fragment."""
    return urldefrag(url).url
