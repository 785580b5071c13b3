"""Brackets around links: one too many, one too few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from awesomelint.checks.form.link_slips import link_slips
from awesomelint.checks.form.pairs import Pairs
from awesomelint.checks.form.slip import Slip, short
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety
from awesomelint.document.blocks import BlockKind, Inline, Link, LinkSyntax
from awesomelint.document.model import Document
from awesomelint.document.style.conventions import MIN_SHARE, MIN_WITNESSES
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span

_CLOSING = {"[": "]", "(": ")"}
_MISTYPED = frozenset("]})|")
"""What is written by mistake where a bracket should close."""


def unbalanced_brackets(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report each bracket at a link that has no partner, and links that fell apart for want of a bracket.

    Brackets elsewhere in the text are the author's own affair: titles, intervals and citations hold single ones.
    """
    text = document.source.text
    styles = _Styles(document)
    for inline, links in groupby(_lonely_links(document), key=lambda link: _paragraph(document, link)):
        if inline is not None:
            pairs = Pairs(inline, text)
            for link in links:
                if (slip := _lone_bracket(link, text, pairs, styles)) is not None:
                    yield _diagnose(rule, slip)
    for slip in link_slips(document):
        if slip.is_bracket:
            yield _diagnose(rule, slip)


def _diagnose(rule: Rule, slip: Slip) -> Diagnostic:
    safety = Safety.SAFE if slip.certain else Safety.UNSAFE
    fix = Fix(slip.edits, safety) if slip.edits else None
    return rule.diagnose(slip.span, f"found {slip.found}, expected {slip.expected}", fix=fix)


def _lonely_links(document: Document) -> Iterator[Link]:
    """Yield the links with a bracket on one side only; most lists have few, and most of those close further on."""
    text = document.source.text
    for link in document.links:
        start, end = link.span
        before, after = text[start - 1 : start], text[end : end + 1]
        lonely = _CLOSING[before] != after if before in _CLOSING else after == "]" or after == ")"
        if lonely and link.syntax in _WRITTEN:
            yield link


def _paragraph(document: Document, link: Link) -> Inline | None:
    """Return the inline content that a link stands in; HTML blocks hold no Markdown."""
    leaf = document.places.leaf_at(link.span.start)
    return None if leaf is None or leaf.kind is BlockKind.HTML else leaf.inline


_WRITTEN = frozenset({LinkSyntax.INLINE, LinkSyntax.REFERENCE})


def _lone_bracket(link: Link, text: str, pairs: Pairs, styles: _Styles) -> Slip | None:
    """Read a link with a bracket directly before or behind it that has no partner."""
    start, end = link.span
    if start - 1 in pairs.unclosed:
        return _not_closed(link, text, pairs, styles)
    if end in pairs.unopened and text[end] in "])":
        return _not_opened(link, text, pairs, styles)
    return None


def _not_closed(link: Link, text: str, pairs: Pairs, styles: _Styles) -> Slip | None:
    """Read `[[pdf](u)`, `([pdf](u)` and `[[pdf](u)}`."""
    start, end = link.span
    opening, after = text[start - 1], text[end : end + 1]
    closing = _CLOSING.get(opening)
    if closing is None:
        return None
    shown = _shown(link)
    here = Span(start - 1, start)
    wanted = f"{opening}{shown}{closing}"
    if after in _MISTYPED and after != closing and after and (end in pairs.unopened or after == "}"):
        return Slip(Span(end, end + 1), f"{opening}{shown}{after}", wanted, (Edit(Span(end, end + 1), closing),), True)
    bare = (Edit(here, ""),)
    if opening == "[":
        if link.label.startswith("["):
            return Slip(here, f"[{shown}", shown, bare, True)
        style = styles.of(link)
        if style == "plain":
            return Slip(here, f"[{shown}", shown, bare, True)
        certain = style == "inside" and _stands_alone(text, end)
        return Slip(here, f"[{shown}", wanted, (Edit(Span(end, end), "]"),), True, certain)
    return Slip(here, f"({shown}", wanted, (Edit(Span(end, end), ")"),), True, certain=False)


def _not_opened(link: Link, text: str, pairs: Pairs, styles: _Styles) -> Slip:
    """Read `[pdf](u)]`, `[[pdf]](u)]` and `[pdf](u))`."""
    start, end = link.span
    closing = text[end]
    shown = _shown(link)
    here = Span(end, end + 1)
    bare = (Edit(here, ""),)
    if closing == "]" and not link.label.startswith("["):
        style = styles.of(link)
        if style == "inside":
            return Slip(here, f"{shown}]", f"[{shown}]", (Edit(Span(start, start), "["),), True)
        return Slip(here, f"{shown}]", shown, bare, True, certain=style == "plain")
    certain = closing == "]" or not (pairs.has_link_in_parentheses or _follows_link(text, start, pairs))
    return Slip(here, f"{shown}{closing}", shown, bare, True, certain)


def _follows_link(text: str, start: int, pairs: Pairs) -> bool:
    """Tell whether a link is the next of several, so that the bracket that is missing may belong before the first."""
    before = len(text[max(0, start - 4) : start].rstrip(" ,;|/&"))
    return pairs.ends_link(max(0, start - 4) + before)


def _stands_alone(text: str, end: int) -> bool:
    """Tell whether nothing behind a link looks like the rest of a group such as `[[pdf](u), [code](v)]`."""
    rest = text[end : end + 4].lstrip(" ")
    return not rest or rest[0] in "\r\n[<|." or (rest[0] not in ",;/&+" and text[end].isspace())


def _shown(link: Link) -> str:
    return f"[{short(link.label)}](...)"


class _Styles:
    """Which brackets the list puts around links of one label, or around most links: counted when first asked."""

    def __init__(self, document: Document):
        self._document = document
        self._counts: dict[str, Counter[str]] = {}

    def of(self, link: Link) -> str | None:
        """Return `inside`, `plain` (also `[[x]](u)`, which needs no further bracket), or `None` where the list is not sure."""
        if not self._counts:
            self._count()
        for label in (link.label.casefold(), ""):
            counts = self._counts.get(label, Counter())
            if counts.total() >= MIN_WITNESSES:
                style, count = counts.most_common(1)[0]
                return style if count >= MIN_SHARE * counts.total() else None
        return None

    def _count(self) -> None:
        text = self._document.source.text
        everything = self._counts.setdefault("", Counter())
        for link in self._document.links:
            if link.syntax in _WRITTEN and not link.url.startswith("#"):
                start, end = link.span
                opens, closes = text[start - 1 : start] == "[", text[end : end + 1] == "]"
                if opens is not closes:
                    continue
                style = "inside" if opens else "plain"
                self._counts.setdefault(link.label.casefold(), Counter())[style] += 1
                everything[style] += 1
