"""Targets that cannot work as written: malformed URLs, retired hosts, missing files of the repository."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from itertools import takewhile
from urllib.parse import quote

from awesomelint.checks.base import NOT_YET, short
from awesomelint.checks.form.link_labels import bare_label, is_label
from awesomelint.checks.links.anchors import anchor_without_mark
from awesomelint.checks.links.private_targets import detour_of
from awesomelint.context import LintContext, RepositoryFiles
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.conventions import MIN_WITNESSES, is_common
from awesomelint.document.model import Document
from awesomelint.links.targets import picture_span
from awesomelint.links.url import Fault, is_placeholder, is_template, is_well_formed, url_fault
from awesomelint.markdown.blocks import Link, LinkSyntax, SegmentKind
from awesomelint.markdown.parser import Definition
from awesomelint.papers.identifiers import Kind, canonical, form, paper_id, rewrite
from awesomelint.paths import read_words
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

FILE = "retired-hosts.txt"
_PAPER, _PERHAPS = "paper", "perhaps "
_REST, _BELOW = "{path}", "{below}"
_SHOWN_AS_TEXT = (".html", ".htm", "/")
"""Ends of paths to pages, which a store of files shows as text."""


# -- what `retired-hosts.txt` says of a URL


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
            shown = list(takewhile(lambda part: "{" not in part, line.parts))
            is_gapped = any("{" not in part for part in line.parts[len(shown) :])  # a path that is not in the list
            fixed = [] if is_gapped else [part.replace("*", "...") for part in shown]
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
            lines.setdefault(host, []).append(_Line(host, tuple(parts), State(group), clause, successor))
    return exact, below


# -- targets that are no URL, or not yet

_NOT_WRITTEN_OUT = frozenset({LinkSyntax.BARE, LinkSyntax.REFERENCE})
_REACH = 40
"""Characters after a link that may say that its target is to come."""
_TEMPLATE_SECTION = expression(
    r"contribut|template|format|guideline|how to|pull request|submi|贡献|格式|投稿|模板", re.IGNORECASE
)
_TEMPLATE_WORDS = expression(
    r"\b(?:paper|article|project|repo\w*|tool|package|resource|conference|journal|venue|author)s?['’]?s?[ _-](?:name|title)s?\b"
    r"|\btitle of\b|\bname of\b|\byour[ _-]|\[title\]|\btitle here\b|\blast ?name\b",
    re.IGNORECASE,
)


def malformed_url(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report each target that is empty, lacks or misspells its scheme, holds two URLs, or still waits for the real one."""
    reports_empty = rule.options["empty"] == "report"
    for link in document.links:
        if is_well_formed(link.url) or link.syntax in _NOT_WRITTEN_OUT:
            continue
        if not link.url:
            if reports_empty and (label := _label(document, link)):
                severity = Severity.INFO if _is_announced(document, link, label) else None
                message = f"found [{short(label)}] without a target, expected a URL"
                yield rule.diagnose(link.span, message, severity=severity)
            continue
        if link.url.startswith("(") and link.url.endswith(")"):
            continue  # broken link syntax, and another rule's
        fault = url_fault(link.url)
        if fault is None and is_placeholder(link.url) and not _is_template(document, link.span):
            fault = Fault(f'"{short(link.url)}" as target', "a URL")
        if fault is not None and not _exists(context.files, link.url):
            # A label without "https://" is as good as with it; any other fault is in the label as well.
            repeats = link.label == link.url and link.syntax is not LinkSyntax.AUTOLINK
            repeats = repeats and fault.meant != f"https://{link.url}"
            yield _diagnose(document, rule, link.target_span or link.span, link.url, fault, is_fixable=not repeats)
    for label, place in _unlinked(document) if reports_empty else ():
        yield rule.diagnose(place, f"found {label} without a target, expected a URL", severity=Severity.INFO)
    for definition in document.definitions:
        fault = url_fault(definition.url) if definition.url and not definition.url.startswith("#") else None
        if fault is not None and (span := _place(document, definition)) is not None:
            yield _diagnose(document, rule, span, definition.url, fault)


_UNLINKED = expression(r"\[{1,2}([^\[\]\n]{2,20})\]{1,2}+(?![(\[:（]|[ \t]*\()")


def _unlinked(document: Document) -> Iterator[tuple[str, Span]]:
    """Yield `[[pdf]]` with its place, where many links of the list bear that label, and this one never got a target."""
    linked = Counter(
        bare_label(link.label).casefold()
        for entry in document.entries
        for link in entry.links
        if link.syntax is LinkSyntax.INLINE and is_label(link.label)
    )
    usual = {label for label, count in linked.items() if count >= MIN_WITNESSES}
    if not usual:
        return
    text = document.source.text
    found: dict[str, list[Span]] = {}
    for entry in document.entries:
        for match in _UNLINKED.finditer(text, entry.span.start, entry.span.end):
            label = match[1].strip().casefold()
            segment = document.places.segment_at(match.start(1))
            if label in usual and segment is not None and segment.kind is SegmentKind.TEXT and segment.link is None:
                found.setdefault(label, []).append(Span(*match.span()))
    for label, spans in found.items():
        if not is_common(len(spans), linked[label] + len(spans)):
            yield from ((text[span.start : span.end], span) for span in spans)


def _diagnose(
    document: Document, rule: Rule, span: Span, url: str, fault: Fault, *, is_fixable: bool = True
) -> Diagnostic:
    """Return the finding; a target that its label repeats is not fixed, for both would have to change."""
    fix = None
    if is_fixable and fault.meant is not None and document.source[span] == url:
        fix = Fix((Edit(span, fault.meant),), Safety.SAFE if fault.certain else Safety.UNSAFE)
    severity = None if fault.certain else Severity.WARNING
    found = f"found {fault.found}"
    return rule.diagnose(span, f"{found}, expected {fault.expected}", fix=fix, severity=severity, cause=found)


def _is_announced(document: Document, link: Link, label: str) -> bool:
    """Return whether an empty target is meant: the label, or the words right after the link, say that there is none yet."""
    text, end = document.source.text, link.span.end
    rest = text[end : end + _REACH].split("\n")[0].split("[")[0]
    return NOT_YET.search(label) is not None or NOT_YET.search(rest) is not None


def _label(document: Document, link: Link) -> str:
    """Return the words of a label; none for a badge, which is put in `[...]()` so that a click on it leads nowhere."""
    leaf = document.places.leaf_at(link.span.start)
    if leaf is None or leaf.inline is None:
        return link.label
    own = [segment for segment in leaf.inline.segments if segment.link is link]
    return "".join(segment.text for segment in own if segment.kind in (SegmentKind.TEXT, SegmentKind.CODE)).strip()


def _exists(files: RepositoryFiles | None, url: str) -> bool:
    """Return whether a target that looks like a host is in truth a file next to the list."""
    return files is not None and "://" not in url and files.exists(url) is True


def _is_template(document: Document, span: Span) -> bool:
    """Return whether a link is in a pattern that shows contributors how to write an entry."""
    section = document.section_at(document.source.line_at(span.start))
    if any(_TEMPLATE_SECTION.search(title) for title in section.path):
        return True
    leaf = document.places.leaf_at(span.start)
    return leaf is not None and leaf.inline is not None and bool(_TEMPLATE_WORDS.search(leaf.inline.plain()))


def _place(document: Document, definition: Definition) -> Span | None:
    start = document.source.line_span(definition.first).start
    end = document.source.line_span(definition.last).end
    at = document.source.text.find(definition.url, start, end)
    return Span(at, at + len(definition.url)) if at >= 0 else None


# -- hosts that are gone


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
            severity=None if known.state is State.GONE else Severity.INFO,
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


# -- links and images that lead to other files of the repository

_ABSOLUTE = expression(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\(|\[|<|\{")
_LONGEST = 80
_PAGE_OF_GITHUB = expression(
    r"(?:\./)?(?:\.\./)+(?:issues|pulls?|wiki|releases|discussions|actions|graphs|network|stargazers|watchers|fork|tree|blob|"
    r"raw|commits?|compare|projects|tags|branches|labels|milestones?|contributors|security|pulse|packages|edit|new)(?:[/?#]|$)"
)
"""Pages of a repository next to its files: `../../issues` works in a README on GitHub."""


def local_file(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report each relative target that is not a file or folder of the repository, if the repository is known."""
    files = context.files
    if files is None:
        return
    for span, target in _local_targets(document):
        if _PAGE_OF_GITHUB.match(target) or files.exists(target) is not False:
            continue
        if anchor_without_mark(document, target) is not None:
            continue  # another rule's
        similar, written = files.similar(target), f'"{short(target, _LONGEST)}"'
        message = (
            f'found {written}, expected "{short(similar, _LONGEST)}"' if similar else f"file {written} does not exist"
        )
        yield rule.diagnose(span, message, cause=_missing_folder(files, target))


def _missing_folder(files: RepositoryFiles, target: str) -> str | None:
    """Return in words which folder of a target is the first that is missing, `None` where its file is."""
    parts = target.partition("#")[0].partition("?")[0].split("/")
    for count, part in enumerate(parts[:-1], start=1):
        folder = "/".join(parts[:count])
        if part not in ("", ".", "..") and files.exists(folder) is False:
            return f'folder "{short(folder, _LONGEST)}" does not exist'
    return None


def _local_targets(document: Document) -> Iterator[tuple[Span, str]]:
    """Yield the relative targets of links, definitions and images; malformed ones are another rule's."""
    for link in document.links:
        if is_well_formed(link.url) or link.syntax in (LinkSyntax.BARE, LinkSyntax.REFERENCE):
            continue
        if _is_relative(link.url):
            yield link.target_span or link.span, link.url
    for definition in document.definitions:
        if _is_relative(definition.url):
            yield document.source.line_span(definition.first), definition.url
    text = document.source.text
    if "![" not in text and "<img" not in text.lower():
        return
    for block in document.blocks:
        if block.inline is not None:
            for segment in block.inline.segments:
                if segment.kind is SegmentKind.IMAGE and _is_relative(segment.url):
                    yield segment.span, segment.url


def _is_relative(url: str) -> bool:
    if len(url.strip()) < 2 or _ABSOLUTE.match(url):  # one letter is notation, as in "f[i](j)"
        return False
    return not is_template(url) and detour_of(url) is None and url_fault(url) is None and not is_placeholder(url)
