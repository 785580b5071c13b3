"""URLs that stand in the text as they are, where the list gives its links a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from awesomelint.checks.form.link_slips import link_slips
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Severity
from awesomelint.document.blocks import BlockKind, Link, LinkSyntax
from awesomelint.document.markdown.link_text import LinkText, observe_link_text
from awesomelint.document.model import Document
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span

_STYLES = {"text": LinkText.NAMED, "angle": LinkText.ANGLED}
_POINT = observe_link_text


def bare_url(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report bare URLs in entries of a section whose links mostly stand in brackets of either kind.

    Where the entry has such a link besides, the URL is a remark, and its finding an info; so it is where the section is too
    small to have a habit of its own, as the notes at the end of a list are.
    """
    style = rule.options["style"]
    if style == "any" or not any(link.syntax is LinkSyntax.BARE for link in document.links):
        return
    broken = sorted(slip.span for slip in link_slips(document))
    for entry in document.entries:
        bare = [link for link in entry.links if _is_bare(document, link) and not _lies_in(broken, link.span)]
        if not bare:
            continue
        expected, share, is_own = _STYLES.get(style, LinkText.NAMED).value, "", True
        if style == "infer":
            convention = document.conventions.of(_POINT, entry.section)
            if convention is None or convention.value == LinkText.BARE:
                continue
            expected, share = convention.value, f" as in {convention} links"
            is_own = convention.scope == "section"
        severity = None if is_own and len(bare) == len(entry.links) else Severity.INFO
        for link in bare:
            message = f"found a bare URL, expected {expected}{share}"
            yield rule.diagnose(link.span, message, fix=_fix(document, link), severity=severity)


def _is_bare(document: Document, link: Link) -> bool:
    """Tell whether a link is a bare URL; a host alone, such as `www.example.org`, is named rather than linked."""
    if link.syntax is not LinkSyntax.BARE or link.url.endswith("//"):
        return False
    text = document.source[link.span]
    return "/" in text.rstrip("/") or not text.casefold().startswith("www.")


def _lies_in(spans: Sequence[Span], span: Span) -> bool:
    """Tell whether a place lies in one of some spans, which are in order."""
    index = bisect_right(spans, span)
    return any(other.covers(span) for other in spans[max(0, index - 2) : index + 1])


def _fix(document: Document, link: Link) -> Fix | None:
    """Return angle brackets around the URL: the same text and target, in every Markdown program.

    There are none in HTML, and `www...` without a scheme would not be a link in them.
    """
    leaf = document.places.leaf_at(link.span.start)
    if leaf is None or leaf.kind is BlockKind.HTML:
        return None
    start, end = link.span
    if not link.url.casefold().startswith(("http://", "https://")):
        return None
    return Fix((Edit(Span(start, start), "<"), Edit(Span(end, end), ">")))
