"""Targets that cannot work as written: malformed URLs, missing files of the repository."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter

from markdown_it.common.utils import unescapeAll

from awesomelint.checks.base import NOT_YET, short
from awesomelint.checks.form.labelled_links import bare_label, is_label
from awesomelint.checks.form.link_form import is_bracket_inside, is_notation
from awesomelint.checks.links.anchors import anchor_without_mark
from awesomelint.checks.links.canonical_urls import arxiv_pdf_ending
from awesomelint.checks.links.private_targets import detour_of
from awesomelint.context import LintContext, RepositoryFiles
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.conventions import MIN_WITNESSES, is_common
from awesomelint.document.model import Document
from awesomelint.links.url_faults import Fault, is_placeholder, is_template, is_well_formed, url_fault
from awesomelint.markdown.blocks import Link, LinkSyntax, Mark, Segment, SegmentKind
from awesomelint.markdown.parser import Definition
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

# -- targets that are no URL, or not yet

_NOT_WRITTEN_OUT = frozenset({LinkSyntax.BARE, LinkSyntax.REFERENCE})
_ANNOUNCED = "found links without a target that say so"
_REACH = 40
"""Characters after a link that may say that its target is to come."""
_SAYS_NONE = expression(
    r"\W*(?:no|empty|missing|without)\b(?:\W+\w+){0,2}?"
    r"\W*(?:code|data|data ?sets?|demo|implementation|link|page|paper|pdf|project|repo|repository|slides|url|video|website)"
    r"(?:\W*\d+)*\W*\Z|[\s.…?/–—-]+\Z",
    re.IGNORECASE,
)
"""A label that says that there is nothing to link to, or is no word: "No code - 210311", "..."."""
_TEMPLATE_SECTION = expression(
    r"contribut|template|format|guideline|how to|pull request|submi|贡献|格式|投稿|模板", re.IGNORECASE
)
_TEMPLATE_WORDS = expression(
    r"\b(?:paper|article|project|repo\w*|tool|package|resource|conference|journal|venue|author)s?['’]?s?[ _-](?:name|title)s?\b"
    r"|\btitle of\b|\bname of\b|\byour[ _-]|\[title\]|\btitle here\b|\blast ?name\b|\|\s*(?:title|name)\s*\||\b(?:19|20)xx\b",
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
                message = f"found [{short(label)}] without a target, expected a URL"
                if _is_announced(document, link, label):
                    yield rule.diagnose(link.span, message, severity=Severity.INFO, cause=_ANNOUNCED)
                else:
                    yield rule.diagnose(link.span, message)
            continue
        is_doubled = link.url.startswith("(") and link.url.endswith(")")
        if is_doubled or is_bracket_inside(link, document.source.text):
            continue  # broken link syntax, and another rule's
        fault = url_fault(link.url)
        if fault is None and is_placeholder(link.url) and not _is_template(document, link.span):
            fault = Fault(f'"{short(link.url)}" as target', "a URL")
        if fault is not None and not _exists(context.files, link.url):
            fault = _as_in_the_list(document, link.url, fault)
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


def _as_in_the_list(document: Document, url: str, fault: Fault) -> Fault:
    """Return a fault with the `.pdf` that a URL has, and what was meant has not, if the list writes it after numbers of arXiv."""
    better = f"{fault.meant}.pdf"
    if "arxiv.org/pdf/" not in better or not url.endswith(".pdf") or better.endswith(".pdf.pdf"):
        return fault
    if arxiv_pdf_ending(document) != ".pdf":
        return fault
    return fault._replace(expected=f'"{better.partition("://")[2]}"', meant=better)


_UNLINKED = expression(r"\[\[?([^\[\]\n]{2,20})\]{1,2}+(?![(\[:（]|[ \t]*(?:\(|<?https?://))")


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
    if is_fixable and fault.meant is not None and unescapeAll(document.source[span]) == url:
        fix = Fix((Edit(span, fault.meant),), Safety.SAFE if fault.certain else Safety.UNSAFE)
    severity = None if fault.certain else Severity.WARNING
    found = f"found {fault.found}"
    return rule.diagnose(span, f"{found}, expected {fault.expected}", fix=fix, severity=severity, cause=found)


def _is_announced(document: Document, link: Link, label: str) -> bool:
    """Return whether an empty target is meant: the label, the words behind it, or a heading say so, or it is struck through."""
    text, end = document.source.text, link.span.end
    section = document.section_at(document.source.line_at(link.span.start))
    if any(NOT_YET.search(title) for title in section.path):
        return True
    rest = text[end : end + _REACH].split("\n")[0].split("[")[0]
    if any(NOT_YET.search(words) for words in (label, rest)) or _SAYS_NONE.match(label) is not None:
        return True
    own = [each for each in _segments(document, link) if each.text.strip("[] ")]
    return bool(own) and all(Mark.STRIKE in each.marks for each in own)


def _label(document: Document, link: Link) -> str:
    """Return the words of a label; none for a badge, which is put in `[...]()` so that a click on it leads nowhere."""
    leaf = document.places.leaf_at(link.span.start)
    if leaf is None or leaf.inline is None:
        return link.label
    own = _segments(document, link)
    return "".join(segment.text for segment in own if segment.kind in (SegmentKind.TEXT, SegmentKind.CODE)).strip()


def _segments(document: Document, link: Link) -> list[Segment]:
    leaf = document.places.leaf_at(link.span.start)
    if leaf is None or leaf.inline is None:
        return []
    segments = leaf.inline.segments
    start, end = (bisect_left(segments, offset, key=attrgetter("start")) for offset in link.span)
    return [segment for segment in segments[start:end] if segment.link is link]


def _exists(files: RepositoryFiles | None, url: str) -> bool:
    """Return whether a target that looks like a host is in truth a file next to the list."""
    return files is not None and "://" not in url and files.exists(url) is True


def _is_template(document: Document, span: Span) -> bool:
    """Return whether a link is in a pattern that shows contributors how to write an entry."""
    line = document.source.line_at(span.start)
    if any(_TEMPLATE_SECTION.search(title) for title in document.section_at(line).path):
        return True
    leaf = document.places.leaf_at(span.start)
    if leaf is None or leaf.inline is None:
        return False
    row = document.source.line(line) if leaf.first == leaf.last else ""
    return any(_TEMPLATE_WORDS.search(text) for text in (leaf.inline.plain(), row))


def _place(document: Document, definition: Definition) -> Span | None:
    lines = document.source.lines_span(definition.first, definition.last)
    at = document.source.text.find(definition.url, *lines)
    return Span(at, at + len(definition.url)) if at >= 0 else None


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
        if context.base_url is not None and target.startswith("/"):
            continue  # a page of the site, which is requested
        if anchor_without_mark(document, target) is not None or target.startswith("“http"):
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
        if _is_relative(link.url) and not is_notation(document.source.text, link):
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
    if not url.strip() or _ABSOLUTE.match(url):
        return False
    return not is_template(url) and detour_of(url) is None and url_fault(url) is None and not is_placeholder(url)
