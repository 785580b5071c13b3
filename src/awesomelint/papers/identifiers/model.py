"""What a URL says about a paper (`Reading` and its parts), and a URL cut into parts (`Address`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from urllib.parse import quote, unquote

from awesomelint.startup import NamedTuple, expression


class PaperId(NamedTuple):
    """The identity of a paper in one registry: `arxiv:1909.10351`, `acl:2021.acl-long.231`, `doi:10.1145/3292500.3330701`.

    Two equal identities are one paper. Two different ones may still be: a preprint and its publication, or a paper's DOI and
    its number on IEEE Xplore, are known to be the same only to a registry that lists both.
    """

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class RepositoryId(NamedTuple):
    """The identity of a repository of code: `github:owner/name`, in lower case because GitHub ignores the case.

    It is not a `PaperId`: one repository may belong to several papers.
    """

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class Kind(StrEnum):
    """What a URL shows of a paper."""

    PAGE = "page"
    PDF = "PDF"
    FULL_TEXT = "full text"
    SOURCE = "source"
    CITATION = "citation"
    SUPPLEMENT = "supplement"
    SLIDES = "slides"
    MIRROR = "mirror"
    """A page of another service about the paper, such as ar5iv or Hugging Face papers."""
    VOLUME = "volume"
    """No paper but the book or the proceedings that hold many."""


class Imprint(NamedTuple):
    """Where and when a paper appeared, as far as its identity or its URL says so.

    `venue` is a name as lists write it, `NeurIPS`. Where a registry serves many venues, `code` is what it calls this one, to be
    looked up in the table of venues: `P` or `findings-emnlp` in the ACL Anthology, `CVPR` at CVF, `osdi` at USENIX; a
    workshop bears the code of the meeting that it was held at. `volume` is the registry's volume, `v139` at PMLR. A DOI itself
    is looked up in the table.

    `year` is the year in the venue's name, not the year of printing. `month` is 1 to 12, for preprints. `track` is a word such as
    `findings`, `workshop` or `demo`.
    """

    year: int | None = None
    month: int | None = None
    venue: str | None = None
    code: str | None = None
    track: str | None = None
    volume: str | None = None


class Words(NamedTuple):
    """Words of a paper's title and names of its authors that a URL spells out, as the URL spells them.

    `surnames` are readings of one author's surname, of which one should do: `("van der Klis", "van")`; accents and spaces are
    often gone. `title` are words of the title, rarely all.
    """

    surnames: tuple[str, ...] = ()
    title: tuple[str, ...] = ()


class Reading(NamedTuple):
    """What a URL tells: the paper, what the URL shows of it, and more where it tells more.

    `url` is the canonical URL, `None` where none is known to lead there; `version` is the number of the version, if it names one.
    """

    paper: PaperId
    kind: Kind = Kind.PAGE
    url: str | None = None
    version: int | None = None
    imprint: Imprint = Imprint()
    words: Words = Words()


_URL = expression(
    r"(?:(https?|ftp):/{1,3})?(?:www\d?\.)?([^\s/?#:@\\]+)(?::\d+)?(/[^\s?#]*)?(?:\?([^\s#]*))?(?:#\S*)?\Z",
    re.IGNORECASE | re.ASCII,
)


class Address(NamedTuple):
    """A URL in parts.

    `scheme` is `http`, `https` or empty where the text has none. `host` is in lower case, without `www.` and port. `parts` are
    the segments of the path without empty ones, with their escapes resolved. `query` is as written.
    """

    scheme: str
    host: str
    parts: list[str]
    query: str

    @property
    def path(self) -> str:
        """The segments with single slashes between them."""
        return "/".join(self.parts)


Reader = Callable[[Address], Reading | None]
"""Reads a URL of some hosts; `None` if it shows no paper."""


def path_reader(pattern: str) -> Callable[[Callable[[re.Match[str]], Reading | None]], Reader]:
    """Make a reader of a function that reads the match of a whole path; what does not match shows no paper."""
    compiled = expression(pattern, re.ASCII | re.DOTALL)

    def decorate(read: Callable[[re.Match[str]], Reading | None]) -> Reader:
        @wraps(read)
        def reader(address: Address) -> Reading | None:
            match = compiled.fullmatch(address.path)
            return None if match is None else read(match)

        return reader

    return decorate


def split_address(text: str) -> Address | None:
    """Cut a URL into parts; `None` for a text that is not a URL. A URL may lack its scheme."""
    match = _URL.match(text)
    if match is None:
        return None
    scheme, host, path, query = match.groups("")
    if "%" in path:
        path = unquote(path)
    return Address(scheme.lower(), host.lower().rstrip("."), [part for part in path.split("/") if part], query)


def escape(path: str) -> str:
    """Write a path, or a part of one, so that it can be in a URL."""
    return quote(path, safe="/():;,.-_~'&=+!*@$")


def parameter(query: str, name: str) -> str:
    """Return the first value of a parameter of a query, escapes resolved; empty if there is none."""
    for pair in query.split("&"):
        key, _, value = pair.partition("=")
        if key == name:
            return unquote(value) if "%" in value else value
    return ""
