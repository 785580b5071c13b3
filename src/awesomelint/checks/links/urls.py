"""Targets that cannot work as written: malformed URLs, closed hosts, missing files of the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.checks.base import short
from awesomelint.checks.links.anchors import anchors
from awesomelint.checks.links.retired import State, retired
from awesomelint.context import LintContext, RepositoryFiles
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.model import Document
from awesomelint.expressions import expression
from awesomelint.links.url_faults import Fault, is_placeholder, is_well_formed, url_fault
from awesomelint.markdown.blocks import Link, LinkSyntax, SegmentKind
from awesomelint.markdown.parser import Definition
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span

_NOT_WRITTEN_OUT = frozenset({LinkSyntax.BARE, LinkSyntax.REFERENCE})
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
                yield rule.diagnose(link.span, f"found [{short(label)}] without a target, expected a URL")
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
    for definition in document.definitions:
        fault = url_fault(definition.url) if definition.url and not definition.url.startswith("#") else None
        if fault is not None and (span := _place(document, definition)) is not None:
            yield _diagnose(document, rule, span, definition.url, fault)


def _diagnose(
    document: Document, rule: Rule, span: Span, url: str, fault: Fault, *, is_fixable: bool = True
) -> Diagnostic:
    """Return the finding; a target that its label repeats is not fixed, for both would have to change."""
    fix = None
    if is_fixable and fault.meant is not None and document.source[span] == url:
        fix = Fix((Edit(span, fault.meant),), Safety.SAFE if fault.certain else Safety.UNSAFE)
    severity = None if fault.certain else Severity.WARNING
    return rule.diagnose(span, f"found {fault.found}, expected {fault.expected}", fix=fix, severity=severity)


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
    line = document.source.line_at(span.start)
    section = next((found for found in reversed(document.sections) if found.first <= line), None)
    if section is not None and any(_TEMPLATE_SECTION.search(title) for title in section.path):
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
        found = retired(url)
        if found is None:
            continue
        successor, fix = found.successor, None
        if successor is not None and document.source[span] == url:
            safety = Safety.SAFE if successor.is_same else Safety.UNSAFE
            fix = Fix((Edit(span, successor.url),), safety, "write the new address")
        expected = f', expected "{short(successor.url, 90)}"' if successor is not None else ""
        yield rule.diagnose(
            span,
            f"found {found.address}, {found.clause}{expected}",
            fix=fix,
            severity=None if found.state is State.GONE else Severity.INFO,
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
                at = text.find(segment.url, segment.start, segment.end)
                yield segment.url, segment.span if at < 0 else Span(at, at + len(segment.url))


# -- links and images that lead to other files of the repository

_ABSOLUTE = expression(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\(|\[|<|\{")
_LONGEST = 80
_WORD = expression(r"[\w-]+")
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
    own_anchors: set[str] | None = None
    for span, target in _local_targets(document):
        if _PAGE_OF_GITHUB.match(target) or files.exists(target) is not False:
            continue
        if _WORD.fullmatch(target):
            own_anchors = anchors(document) if own_anchors is None else own_anchors
            if target in own_anchors:
                continue  # an anchor without its #, and another rule's
        similar, written = files.similar(target), f'"{short(target, _LONGEST)}"'
        message = (
            f'found {written}, expected "{short(similar, _LONGEST)}"' if similar else f"file {written} does not exist"
        )
        yield rule.diagnose(span, message)


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
    if not url or _ABSOLUTE.match(url) or not url.strip():
        return False
    return url_fault(url) is None and not is_placeholder(url)
