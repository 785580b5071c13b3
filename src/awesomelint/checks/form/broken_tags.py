"""Tags and pictures where a link was meant, and the reverse: before a URL in brackets, misspelt, opened instead of closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.checks.base import short
from awesomelint.checks.form.bracket_pairs import Pairs
from awesomelint.checks.form.loose_brackets import URL, Slip, target_end
from awesomelint.diagnostic import Edit
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import Inline, LinkSyntax, Segment, SegmentKind
from awesomelint.source import Span
from awesomelint.startup import expression

READ_AHEAD = (SegmentKind.IMAGE, SegmentKind.TAG)
_NAME_AS_TAG = expression(r"<([A-Za-z][\w.+ -]*)>")
_PAGE = expression(
    r"https?://(?:github\.com/[\w.-]+/(?![^/]*\.(?:png|svg|jpe?g|gif|webp)/?\Z)[\w.-]+/?|arxiv\.org/(?:abs|pdf)/\S+|\S+\.(?:pdf|html?))",
    re.IGNORECASE,
)
"""What is surely no picture."""
_ALONE = frozenset("br hr wbr p li td th dt dd tr img".split())
"""Elements that need no closing tag."""


def behind_segment(text: str, segment: Segment, inline: Inline, pairs: Pairs) -> Slip | None:
    """Read `![x](u)` of a page, `[![x](u)(v)`, and `<x>(u)` at the start of a text, where no element of that name is closed."""
    start, stop = segment.start, segment.end
    if _PAGE.fullmatch(segment.url) and segment.link is None and segment.text and text.startswith("![", start):
        label, edits = short(segment.text), (Edit(Span(start, start + 1), ""),)
        return Slip(Span(start, stop), f"a page as the picture ![{label}](...)", f"[{label}](...)", edits)
    close = pairs.closing.get(stop)
    if close is None or not URL.match(text, stop + 1) or target_end(text, stop, pairs) is None:
        return None
    if segment.kind is SegmentKind.IMAGE:
        if start - 1 not in pairs.unclosed or text[start - 1] != "[":
            return None
        label = short(text[start:stop])
        edits = (Edit(Span(stop, stop), "]"),)
        return Slip(Span(start - 1, close + 1), f"[{label}(...)", f"[{label}](...)", edits, is_bracket=True)
    name = _NAME_AS_TAG.fullmatch(text, start, stop)
    if name is None or start != pairs.first or name[1].lower() in _ALONE or f"</{name[1]}" in inline.content:
        return None
    return Slip(Span(start, close + 1), f"<{name[1]}>(...)", f"[{name[1]}](...)")


_ANCHOR = expression(
    r"<[ \t]?a[ \t]{0,3}href[ \t]?=[ \t]?[\"']?https?://[^\s\"'<>]*(?P<end>[\"']?[^\n<>]{0,200}>)?[^\n<>]{0,200}(?P<second><a>)?",
    re.IGNORECASE,
)


_APART = expression(r"(?<!\S)! (?=\[)")
_PICTURE = expression(r"\.(?:png|svg|jpe?g|gif|webp)\Z", re.IGNORECASE)


def parted_pictures(document: Document) -> Iterator[Slip]:
    """Yield `! [x](u.png)`, of which readers see the sign and a link."""
    text = document.source.text
    starts = {match.end() for match in _APART.finditer(text)}
    if not starts:
        return
    for link in document.links:
        start, end = link.span
        if start in starts and link.syntax is LinkSyntax.INLINE and _PICTURE.search(link.url):
            label = short(link.label)
            edit = Edit(Span(start - 1, start), "")
            yield Slip(Span(start - 2, end), f"! [{label}](...) with a space between", f"![{label}](...)", (edit,))


def broken_tags(document: Document) -> Iterator[Slip]:
    """Yield the tags `<a href=...>` in running text that are no tags to Markdown, and those that `<a>` was meant to close."""
    text = document.source.text
    for match in _ANCHOR.finditer(text):
        segment = document.places.segment_at(match.start())
        if segment is None or text[match.start() - 1 : match.start()] == "\\":
            continue
        if segment.kind is SegmentKind.TEXT:
            opening = text[match.start() : match.end("end") if match["end"] else match.end()]
            span = Span(match.start(), match.start() + len(opening))
            yield Slip(span, "<a href=...> that is misspelt, and shown as text", '<a href="...">')
        elif segment.kind is SegmentKind.TAG and match["second"]:
            span = Span(*match.span("second"))
            yield Slip(span, "<a> behind the text of a link", "</a>", (Edit(span, "</a>"),))
