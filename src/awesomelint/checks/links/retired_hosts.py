"""Hosts that are gone, have moved, or stand still, and where to look instead."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from urllib.parse import quote

from awesomelint.checks.base import short
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.model import Document
from awesomelint.links.targets import picture_span
from awesomelint.markdown.blocks import SegmentKind
from awesomelint.papers.identifiers import Kind, canonical, form, paper_id, rewrite
from awesomelint.paths import read_words
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, memo

FILE = "retired-hosts.txt"
_GONE, _KEPT = "gone", "kept"
"""Groups of the file; addresses of any other have moved or stand still, and mostly answer."""
_PAPER, _PERHAPS = "paper", "perhaps "
_REST, _BELOW = "{path}", "{below}"
_SHOWN_AS_TEXT = (".html", ".htm", "/")
"""Ends of paths to pages, which a store of files shows as text."""


class Successor(NamedTuple):
    """Where to look instead; `is_same` tells that it is provably the same thing."""

    url: str
    is_same: bool


class Retired(NamedTuple):
    """What is known of a URL's address: the part of the URL that it is, what became of it, in words too, and a successor."""

    address: str
    is_gone: bool
    clause: str
    successor: Successor | None


class _Line(NamedTuple):
    host: str
    parts: tuple[str, ...]
    group: str
    clause: str
    successor: str


def retired(url: str) -> Retired | None:
    """Return what is known of the address that a URL leads to, `None` if nothing speaks against it. Never raises."""
    scheme, _, rest = url.strip().partition("://")
    authority, _, path = rest.partition("/")
    known = _lines_about(authority)
    if known is None or scheme.lower() not in ("http", "https"):
        return None
    written, lines = known
    if written != authority:  # a query or a fragment is right behind the host
        path = ""
    host = written.lower().removeprefix("www.")
    for line in lines:
        names = _fitting(line, host, path)
        if names is not None:
            if line.group == _KEPT:
                return None
            shown = list(takewhile(lambda part: "{" not in part, line.parts))
            is_gapped = any("{" not in part for part in line.parts[len(shown) :])  # a path that is not in the list
            fixed = [] if is_gapped else [part.replace("*", "...") for part in shown]
            return Retired("/".join((written, *fixed)), line.group == _GONE, line.clause, _successor(line, names, url))
    return None


@memo(4096)
def _lines_about(authority: str) -> tuple[str, list[_Line]] | None:
    """Return the host as written, and what the file says of it, `None` where it says nothing. Kept: lists name few hosts."""
    written = authority.partition("?")[0].partition("#")[0]
    host = written.lower().removeprefix("www.")
    exact, below = _table()
    lines = exact.get(host) or below.get(host.partition(".")[2])
    return None if lines is None else (written, lines)


def _fitting(line: _Line, host: str, rest: str) -> dict[str, str] | None:
    """Return what stands for the names of a line's address, `None` if a URL is not of it.

    `rest` is its path after the first slash, with query and fragment.
    """
    names = {_BELOW: host.removesuffix(f".{line.host}")}
    for part in line.parts:
        if part == _REST:
            names[part] = rest
            return names if rest else None
        written, _, rest = rest.partition("/")
        if part.startswith("{"):
            if not written or "?" in written or "#" in written:
                return None
            names[part] = written
        elif part.endswith("*"):
            return names if written.startswith(part[:-1]) else None
        elif written.partition("?")[0].partition("#")[0].lower() != part.lower():
            return None
    return None if line.successor not in ("", _PAPER) and rest else names


def _successor(line: _Line, names: dict[str, str], url: str) -> Successor | None:
    if not line.successor:
        return None
    if line.successor == _PAPER:
        return _home(url)
    if names.get(_REST, "").endswith(_SHOWN_AS_TEXT) and "cdn." in line.successor:
        return None
    better = line.successor.removeprefix(_PERHAPS)
    for name, value in names.items():
        better = better.replace(name, quote(value, safe="%/:=&?~#+!$,;'@()*[]"))
    before, after = paper_id(url), paper_id(better)
    is_same = before == after and (before is not None or not line.successor.startswith(_PERHAPS))
    return Successor(better, is_same)


def _home(url: str) -> Successor | None:
    """Return the paper's URL at the registry that it belongs to, page for page and PDF for PDF."""
    own = form(url)
    if own is None or own.kind not in (Kind.PAGE, Kind.PDF):
        return None
    ending = ".pdf" if own.kind is Kind.PDF else "/"
    better = rewrite(url, own._replace(protocol="https", ending=ending))
    if better == url:  # only arXiv and the ACL Anthology can be written in any form
        better = (canonical(url) or url) if own.kind is Kind.PAGE else url
    return None if better == url else Successor(better, paper_id(better) == paper_id(url))


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
            lines.setdefault(host, []).append(_Line(host, tuple(parts), group, clause, successor))
    return exact, below


# -- the rule


def retired_host(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links and images whose host is gone, has moved, or stands still."""
    for url, span in _targets(document):
        known = retired(url)
        if known is None:
            continue
        successor, fix = known.successor, None
        if successor is not None and document.source[span] == url:
            safety = Safety.SAFE if successor.is_same else Safety.UNSAFE
            fix = Fix((Edit(span, successor.url),), safety, "write the new address")
        expected = f', expected "{short(successor.url, 90)}"' if successor is not None else ""
        yield rule.diagnose(
            span,
            f"{known.address} {known.clause}{expected}",
            cause=f"{known.address} {known.clause}",
            fix=fix,
            severity=None if known.is_gone else Severity.INFO,
        )


def _targets(document: Document) -> Iterator[tuple[str, Span]]:
    """Yield the targets of links and images, with the place of the URL where it is written there, else of the whole."""
    for link in document.links:
        yield link.url, link.target_span or link.span
    text = document.source.text
    for block in document.blocks:
        if block.inline is None or ("![" not in block.inline.content and "<" not in block.inline.content):
            continue
        for segment in block.inline.segments:
            if segment.kind is SegmentKind.IMAGE and segment.url:
                yield segment.url, picture_span(text, segment, segment.url)
