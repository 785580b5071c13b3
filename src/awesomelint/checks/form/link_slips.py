"""Link syntax that went wrong so far that no link came out of it, and what was meant.

The source shows what the author wanted, the parsed runs show what a reader gets: a `](` that is still text is a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.checks.form.pairs import Pairs
from awesomelint.checks.form.slip import LINK_WORDS, LONGEST, Slip, plain_label, short, target_end
from awesomelint.checks.form.unlinked import unlinked
from awesomelint.diagnostic import Edit
from awesomelint.document.blocks import BlockKind, Inline, Link, LinkSyntax
from awesomelint.document.model import Document, once_per_document
from awesomelint.expressions import expression
from awesomelint.span import Span

_APART = expression(r"\](?:[ \t]+|[ \t]*\r?\n[ \t]*)(?=[(（](?:https?://|www\.|#))", re.IGNORECASE)
_FULL_WIDTH = expression(r"\](?=（(?:https?://|www\.))", re.IGNORECASE)
_SQUARE = expression(r"[\])]\[(?=https?://|www\.)", re.IGNORECASE)
_SWAPPED = expression(r"\]\)\((?=https?://|www\.)", re.IGNORECASE)


def suspects(document: Document) -> Iterator[tuple[Inline, Pairs]]:
    """Yield the paragraphs that can hold a slip, told at little cost, with their brackets. HTML blocks hold no Markdown."""
    text = document.source.text
    bare = {id(link) for link in document.links if link.syntax is LinkSyntax.BARE}
    if not bare and text.count("](") == len(document.links) and "]（" not in text:
        return
    for block in document.blocks:
        inline = block.inline
        if inline is None or block.kind is BlockKind.HTML:
            continue
        content, links = inline.content, inline.links
        if content.count("](") != len(links) or "]（" in content or (bare and not bare.isdisjoint(map(id, links))):
            yield inline, Pairs(inline, text)


@once_per_document
def link_slips(document: Document) -> list[Slip]:
    """Return the slips of a document, each once."""
    text = document.source.text
    return [slip for inline, pairs in suspects(document) for slip in _slips(inline, text, pairs)]


def _slips(inline: Inline, text: str, pairs: Pairs) -> Iterator[Slip]:
    start, end = inline.span
    at = text.find("](", start, end)
    while at >= 0:
        if pairs.is_text(at) and (slip := unlinked(text, at, pairs, end)) is not None:
            yield slip
        at = text.find("](", at + 2, end)
    for pattern, read in ((_APART, _apart), (_FULL_WIDTH, _full_width), (_SQUARE, _square), (_SWAPPED, _swapped)):
        for match in pattern.finditer(text, start, end):
            if pairs.is_text(match.start()) and (slip := read(text, match, pairs)) is not None:
                yield slip
    for link in inline.links:
        if link.syntax is LinkSyntax.BARE and (slip := _around_bare_url(text, link, pairs)) is not None:
            yield slip


def _apart(text: str, match: re.Match[str], pairs: Pairs) -> Slip | None:
    """Read `[x] (u)`."""
    at, paren = match.start(), match.end()
    if (found := _label_and_end(text, match, pairs)) is None:
        return None
    start, label, close = found
    edits = (Edit(Span(at + 1, paren + 1), "("), Edit(Span(close, close + 1), ")"))
    between = "a line break" if "\n" in match[0] or "\r" in match[0] else "a blank"
    return Slip(Span(start, close + 1), f"[{label}] (...) with {between} between", f"[{label}](...)", edits)


def _full_width(text: str, match: re.Match[str], pairs: Pairs) -> Slip | None:
    """Read `[x]（u）`."""
    paren = match.end()
    if (found := _label_and_end(text, match, pairs)) is None:
        return None
    start, label, close = found
    edits = (Edit(Span(paren, paren + 1), "("), Edit(Span(close, close + 1), ")"))
    return Slip(Span(start, close + 1), f"[{label}]（...） in full-width brackets", f"[{label}](...)", edits)


def _label_and_end(text: str, match: re.Match[str], pairs: Pairs) -> tuple[int, str, int] | None:
    """Return where the label before a match starts, its words, and where the target behind the match ends."""
    start = plain_label(text, match.start(), pairs)
    close = target_end(text, match.end(), pairs)
    if start is None or close is None:
        return None
    return start, short(text[start + 1 : match.start()]), close


def _square(text: str, match: re.Match[str], pairs: Pairs) -> Slip | None:
    """Read `(x)[u]` and `[x][u]`."""
    at, bracket = match.start(), match.end() - 1
    close = target_end(text, bracket, pairs)
    if close is None:
        return None
    target = (Edit(Span(bracket, bracket + 1), "("), Edit(Span(close, close + 1), ")"))
    if text[at] == "]":
        start = plain_label(text, at, pairs)
        if start is None:
            return None
        label = short(text[start + 1 : at])
        return Slip(Span(start, close + 1), f"[{label}][...]", f"[{label}](...)", target)
    paren = pairs.opening.get(at)
    if paren is None or pairs.has_link(paren, at) or at - paren > LONGEST:
        return None
    label = text[paren + 1 : at]
    edits = (Edit(Span(paren, paren + 1), "["), Edit(Span(at, at + 1), "]"), *target)
    certain = label.strip().casefold() in LINK_WORDS
    return Slip(Span(paren, close + 1), f"({short(label)})[...]", f"[{short(label)}](...)", edits, certain=certain)


def _swapped(text: str, match: re.Match[str], pairs: Pairs) -> Slip | None:
    """Read `([x])(u)`, where the bracket that closes the remark slipped in between."""
    at = match.start()
    start = plain_label(text, at, pairs)
    close = target_end(text, at + 2, pairs)
    outer = pairs.opening.get(at + 1)
    if start is None or close is None or outer is None:
        return None
    label = short(text[start + 1 : at])
    edits = (Edit(Span(at + 1, at + 2), ""), Edit(Span(close, close + 1), "))"))
    if outer == start - 1:
        return Slip(Span(outer, close + 1), f"([{label}])(...)", f"[{label}](...)")
    return Slip(Span(start, close + 1), f"[{label}])(...)", f"[{label}](...))", edits)


def _around_bare_url(text: str, link: Link, pairs: Pairs) -> Slip | None:
    """Read what stands around a URL that would have been a target: `[x]u`, `[x](u)(u2)`, `[[x(u)]]`, `[[u)]`."""
    start, end = link.span
    before = text[max(0, start - 2) : start]
    after = text[end : end + 1]
    if before.endswith("]") and pairs.is_text(start - 1):
        return _no_paren(text, link, pairs)
    if before == ")(" and after == ")" and pairs.ends_link(start - 1):
        return Slip(Span(start - 1, end + 1), "a second target behind the link", "one")
    if before.endswith("[") and after == ")" and end in pairs.unopened and pairs.is_text(start - 1):
        return Slip(Span(start - 1, end + 1), "[...) around a URL", "[text](...)")
    if (
        before.endswith("(")
        and before[0].isalnum()
        and text[end : end + 2] == ")]"
        and pairs.closing.get(start - 1) == end
    ):
        return _label_not_closed(text, link, pairs)
    return None


def _no_paren(text: str, link: Link, pairs: Pairs) -> Slip | None:
    """Read `[x]u` and `[x]u)`."""
    start, end = link.span
    label_start = plain_label(text, start - 1, pairs)
    if label_start is None:
        return None
    has_paren = text[end : end + 1] == ")" and end in pairs.unopened
    edits = (Edit(Span(start, start), "("), *(() if has_paren else (Edit(Span(end, end), ")"),)))
    label = short(text[label_start + 1 : start - 1])
    shown = f"[{label}]...)" if has_paren else f"[{label}]..."
    return Slip(
        Span(label_start, end + has_paren), f"{shown} without brackets around the URL", f"[{label}](...)", edits
    )


def _label_not_closed(text: str, link: Link, pairs: Pairs) -> Slip | None:
    """Read `[[data(u)]]` and `[data(u)]`, where the label was not closed before its target."""
    start, end = link.span
    label_start = start - 1
    while (
        label_start > 0
        and start - label_start < 40
        and (text[label_start - 1].isalnum() or text[label_start - 1] in " -")
    ):
        label_start -= 1
    bracket = label_start - 1
    if bracket < 0 or text[bracket] != "[" or pairs.closing.get(bracket) is None:
        return None
    label = text[label_start : start - 1]
    outer = pairs.closing[bracket]
    if label.strip().casefold() not in LINK_WORDS or outer != end + 1:
        return None
    wide = text[bracket - 1 : bracket] == "[" and text[outer + 1 : outer + 2] == "]"
    edits = [Edit(Span(start - 1, start - 1), "]")]
    if wide:
        edits.append(Edit(Span(outer, outer + 1), ""))
        return Slip(
            Span(bracket - 1, outer + 2), f"[[{label}(...)]]", f"[[{label}](...)]", tuple(edits), is_bracket=True
        )
    edits.append(Edit(Span(outer, outer + 1), ""))
    return Slip(Span(bracket, outer + 1), f"[{label}(...)]", f"[{label}](...)", tuple(edits), is_bracket=True)
