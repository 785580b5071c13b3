"""Which addresses are gone, have moved or stand still, and where to look instead: `rules/data/retired-hosts.txt`.

Told from the URL alone. Rule LNK510 reports what is found here.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from urllib.parse import quote

from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import Kind, canonical, form, paper_id, rewrite
from awesomelint.paths import read_words

FILE = "retired-hosts.txt"
_PAPER, _PERHAPS = "paper", "perhaps "
_REST, _BELOW = "{path}", "{below}"
_SHOWN_AS_TEXT = (".html", ".htm", "/")
"""Ends of paths to pages, which a store of files shows as text."""


class State(StrEnum):
    """What became of an address. The values are the groups of the file."""

    GONE = "gone"
    MOVED = "moved"
    STILL = "still"
    KEPT = "kept"


class Successor(NamedTuple):
    """Where to look instead; `is_same` tells that it is provably the same thing."""

    url: str
    is_same: bool


class Retired(NamedTuple):
    """What is known of a URL's address: the part of the URL that it is, what became of it, in words too, and a successor."""

    address: str
    state: State
    clause: str
    successor: Successor | None


class _Line(NamedTuple):
    host: str
    parts: tuple[str, ...]
    state: State
    clause: str
    successor: str


class _Target(NamedTuple):
    """A URL in parts: `rest` is the path after the first slash, with query and fragment."""

    host: str
    rest: str


def retired(url: str) -> Retired | None:
    """Return what is known of the address that a URL leads to, `None` if nothing speaks against it. Never raises."""
    scheme, _, rest = url.strip().partition("://")
    authority, _, path = rest.partition("/")
    known = _lines_about(authority)
    if known is None or scheme.lower() not in ("http", "https"):
        return None
    written, lines = known
    target = _Target(written.lower().removeprefix("www."), path if written == authority else "")
    for line in lines:
        names = _fitting(line, target)
        if names is not None:
            if line.state is State.KEPT:
                return None
            fixed = [part.replace("*", "...") for part in line.parts if "{" not in part]
            return Retired("/".join((written, *fixed)), line.state, line.clause, _successor(line, names, url))
    return None


@lru_cache(maxsize=4096)
def _lines_about(authority: str) -> tuple[str, list[_Line]] | None:
    """Return the host as written, and what the file says of it, `None` where it says nothing. Kept: lists name few hosts."""
    written = authority.partition("?")[0].partition("#")[0]
    host = written.lower().removeprefix("www.")
    exact, below = _table()
    lines = exact.get(host) or below.get(host.partition(".")[2])
    return None if lines is None else (written, lines)


def _fitting(line: _Line, target: _Target) -> dict[str, str] | None:
    """Return what stands for the names of a line's address, `None` if a URL is not of it."""
    names = {_BELOW: target.host.removesuffix(f".{line.host}")}
    rest = target.rest
    for part in line.parts:
        if part == _REST:
            names[part] = rest
            return names if rest else None
        found, _, rest = rest.partition("/")
        if part.startswith("{"):
            if not found or "?" in found or "#" in found:
                return None
            names[part] = found
        elif part.endswith("*"):
            return names if found.startswith(part[:-1]) else None
        elif found.partition("?")[0].partition("#")[0].lower() != part.lower():
            return None
    return None if line.successor not in ("", _PAPER) and rest else names


def _successor(line: _Line, names: dict[str, str], url: str) -> Successor | None:
    if not line.successor:
        return None
    if line.successor == _PAPER:
        return _home(url)
    if names.get(_REST, "").endswith(_SHOWN_AS_TEXT) and "cdn." in line.successor:
        return None
    found = line.successor.removeprefix(_PERHAPS)
    for name, value in names.items():
        found = found.replace(name, quote(value, safe="%/:=&?~#+!$,;'@()*[]"))
    before, after = paper_id(url), paper_id(found)
    is_same = before == after and (before is not None or not line.successor.startswith(_PERHAPS))
    return Successor(found, is_same)


def _home(url: str) -> Successor | None:
    """Return the paper's URL at the registry that it belongs to, page for page and PDF for PDF."""
    own = form(url)
    if own is None or own.kind not in (Kind.PAGE, Kind.PDF):
        return None
    ending = ".pdf" if own.kind is Kind.PDF else "/"
    found = rewrite(url, own._replace(protocol="https", ending=ending))
    if found == url:  # only arXiv and the ACL Anthology can be written in any form
        found = (canonical(url) or url) if own.kind is Kind.PAGE else url
    return None if found == url else Successor(found, paper_id(found) == paper_id(url))


_Lines = dict[str, list[_Line]]


@cache
def _table() -> tuple[_Lines, _Lines]:
    """Return the lines of the file by host, and those for all hosts below one."""
    exact: _Lines = {}
    below: _Lines = {}
    for group, entries in read_words(FILE).items():
        for entry in entries:
            address, clause, successor = (column.strip() for column in entry.split("|"))
            host, *parts = address.split("/")
            lines = below if host.startswith("*.") else exact
            host = host.removeprefix("*.")
            lines.setdefault(host, []).append(_Line(host, tuple(parts), State(group), clause, successor))
    return exact, below
