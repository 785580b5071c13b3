"""Broken link syntax: what was found, what was meant, and the edits that make a link of it.

The source shows what the author wanted, the parsed segments show what a reader gets: a `](` that is still text is a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from awesomelint.checks.base import short
from awesomelint.checks.form.bracket_pairs import Pairs
from awesomelint.checks.form.broken_tags import READ_AHEAD, behind_segment
from awesomelint.checks.form.loose_brackets import (
    LONGEST,
    NO_LABEL,
    URL,
    Slip,
    is_label,
    loose_slips,
    plain_label,
    target_end,
)
from awesomelint.checks.links.slugs import slug
from awesomelint.checks.rendering.broken_rows import broken_rows
from awesomelint.diagnostic import Edit
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Document, remembered
from awesomelint.links.url_faults import is_template, second_url
from awesomelint.markdown.blocks import NAKED, BlockKind, Inline, Link, LinkKind, LinkSyntax
from awesomelint.source import Span
from awesomelint.startup import expression

_REMARK = expression(r"(?<![ \t])[ \t]*+\([^()]*+\)\Z")
"""What is behind a label in brackets of its own: `Code (soon)`."""
_TARGET = expression(r"(?:https?:|www\.|#\S|\.{0,2}/\w|[\w./-]+\.(?:md|pdf|html?|txt|rst|ipynb)\b)", re.IGNORECASE)
_BEHIND_URL = expression(r"(\S+[^\s,;:])[,;:]?[ \t]+[-–—|:][ \t]")
"""A URL, and the words of a description that begin with a dash."""
_BEFORE_URL = expression(r"(?!https?:/)[^\s/]*(?:[ \t]+[^\s/]+){0,3}[ \t]+(?=https?://\S+\Z)", re.IGNORECASE)
_BROKEN_HOST = expression(r"(?:https?://)?[^\s/?#.]*[ \t]", re.IGNORECASE)
_HOST_ALONE = expression(r"(?:https?://)?[^\s/?#]+[ \t]", re.IGNORECASE)
_JOINT = expression(r"(?<![ \t])[ \t]++(?=[/?#&=.])|(?<=[/?#&=.])[ \t]+")
"""The space in a URL next to a sign that parts it."""
_SPACED_SCHEME = expression(r"\A(https?)[ \t]*:[ \t]*/[ \t]*/[ \t]*", re.IGNORECASE)
_FILE = expression(r"[^\s:]+(?:[ \t]+[^\s:]+)*\.(?:pdf|md|html?|txt|pptx?|png|jpe?g|ipynb|zip)", re.IGNORECASE)
_ANGLES = expression(r"<https?://[^\s<>]+>(?=[ \t]+-|\s*\Z)", re.IGNORECASE)
_BROKEN_TITLE = expression(r"[^\s\"“”]+[ \t]+[\"“”][^\"“”\n]*[“”]?")
"""A URL and a title whose quote is not closed, or is none to Markdown."""
_TORN_BADGE = expression(r"!\[[^\[\]]*\]\([^()\[\]\s]+")
_LINE_START = expression(r"[\r\n]+[ \t>]*")
"""A line break and what is before the text of the next line, also in a quote."""
_BEHIND = ".,;:!?*"
"""What may be right behind a URL whose closing bracket is missing; emphasis may end there."""

_CUT = expression(r"https?:/*[^\s./]*|\S*[=?&%]", re.IGNORECASE)
"""A URL whose end is lost: in the host, or behind a sign that more must follow."""
_WIDE = "，。、；：！？（）《》【】「」“”"
_ENDS = f"[]<>|{_WIDE}"
"""What is in no URL: signs of Markdown, and full-width ones of Chinese and Japanese around it."""

_AFTER = " \t\r\n.,;:!?*_"
"""What is behind a bracket that closes a link."""


@remembered
def link_slips(document: Document) -> list[Slip]:
    """Return the slips of a document, each once. HTML blocks hold no Markdown."""
    text = document.source.text
    bare = {id(link) for link in document.links if link.syntax in NAKED}
    if not bare and not _has_loose_signs(text, len(document.links)):
        return []
    found: list[Slip] = []
    # A row that is broken within a link is mended by joining its lines.
    broken = {piece for rows in broken_rows(document).values() for pieces in rows for piece in pieces}
    for block in document.blocks:
        inline = block.inline
        if inline is None or block.kind is BlockKind.HTML or block.parent in broken:
            continue
        content, links = inline.content, inline.links
        if _has_loose_signs(content, len(links)) or (bare and not bare.isdisjoint(map(id, links))):
            found += _slips(inline, text, Pairs(inline, text))
    if any(slip.is_name for slip in found) and not _begins_with_links(document, sum(slip.is_name for slip in found)):
        return [slip for slip in found if not slip.is_name]
    return found


def _has_loose_signs(text: str, links: int) -> bool:
    """Return whether a text of some links has signs of links that may belong to none of them."""
    return text.count("](") != links or "]（" in text or "][](" in text


def _begins_with_links(document: Document, others: int) -> bool:
    """Return whether nearly all texts begin with a link, of those that begin with one or with a name and its URL."""
    inlines = (block.inline for block in document.blocks if block.inline is not None and block.inline.links)
    return sum(inline.links[0].span.start == inline.span.start for inline in inlines) >= 10 * others


def _slips(inline: Inline, text: str, pairs: Pairs) -> Iterator[Slip]:
    start, end = inline.span
    at = text.find("](", start, end)
    while at >= 0:
        if pairs.is_text(at) and (slip := _unlinked(text, at, pairs, end)) is not None:
            yield slip
        at = text.find("](", at + 2, end)
    yield from loose_slips(text, start, end, pairs)
    for segment in inline.segments:
        if segment.kind in READ_AHEAD and (slip := behind_segment(text, segment, inline, pairs)) is not None:
            yield slip
    for link in inline.links:
        if _TORN_BADGE.fullmatch(link.label) is not None and link.label_span is not None:
            label, end = short(link.label), link.label_span.end
            yield Slip(link.span, f"[{label}](...)", f"[{label})](...)", (Edit(Span(end, end), ")"),), is_bracket=True)
        if not link.label and (slip := _behind_label(text, link, pairs)) is not None:
            yield slip
        if link.syntax in NAKED and (slip := _around_bare_url(text, link, pairs)) is not None:
            yield slip


def _behind_label(text: str, link: Link, pairs: Pairs) -> Slip | None:
    """Read `[x][](u)`, where a link without a text is behind its label."""
    start, end = link.span
    label_start = plain_label(text, start - 1, pairs) if text.startswith("][](", start - 1) else None
    if label_start is None:
        return None
    label, edits = short(text[label_start + 1 : start - 1]), (Edit(Span(start, start + 2), ""),)
    return Slip(Span(label_start, end), f"[{label}][](...)", f"[{label}](...)", edits)


# -- a `](` that made no link: its brackets are not in order, or what is in them is no target


def _unlinked(text: str, at: int, pairs: Pairs, end: int) -> Slip | None:
    """Read a `](` that made no link; `at` is its `]`."""
    label_start = pairs.opening.get(at)
    close = pairs.closing.get(at + 1)
    if label_start is None:
        return _label_not_opened(text, at, close, pairs)
    if pairs.has_link(label_start, at):
        return _link_in_label(text, label_start, at, close, pairs)
    label = text[label_start + 1 : at]
    if close is None or pairs.has_link(at, close) or text.find("\\)", at, close) >= 0:
        return _not_closed(text, label_start, at, end, pairs)
    if close - at > LONGEST:
        return None
    inner = text[at + 2 : close]
    if is_template(inner):
        return None
    span = Span(label_start, close + 1)
    target = inner.strip()
    if (lead := _BEFORE_URL.match(target)) is not None:
        alone = (Edit(Span(at + 2, close), target[lead.end() :]),)
        found = f'"{short(lead[0].strip())}" before the URL in the target of [{short(label)}]'
        return Slip(span, found, "the URL alone", alone, certain=False)
    if target.startswith("<") and ">" not in target and _TARGET.match(target, 1):
        start = text.index("<", at)
        found = f"< without > around the target of [{short(label)}]"
        return Slip(span, found, "both or none", (Edit(Span(start, start + 1), ""),))
    if _BROKEN_TITLE.fullmatch(target):
        quoted = re.sub("[“”]", '"', target)
        closed = (Edit(Span(at + 2, close), quoted + '"' * (quoted.count('"') < 2)),)
        return Slip(span, f'a title without " on both sides in the target of [{short(label)}]', "both", closed)
    if second_url("".join(target.split())) is not None or re.search(r"[,;\s]https?://", target):
        return Slip(span, f"two URLs in the target of [{short(label)}]", "one")
    if "\n" in target or "\r" in target:
        joined = "".join(_LINE_START.sub("", target).split())
        edits = (Edit(Span(at + 2, close), joined),) if _TARGET.match(joined) else ()
        found = f"a line break in the target of [{short(label)}]"
        return Slip(span, found, f"[{short(label)}](...) on one line", edits)
    if text[close] == "）" and URL.match(target) and not any(char.isspace() for char in target):
        found, edits = f"[{short(label)}](...） in full-width brackets", (Edit(Span(close, close + 1), ")"),)
        return Slip(span, found, f"[{short(label)}](...)", edits)
    if not target or not any(char.isspace() for char in target):
        return None
    tidy = _SPACED_SCHEME.sub(r"\1://", target)
    if tidy != target and not re.search(r"\s", tidy):
        return Slip(span, f"a space in the target of [{short(label)}]", "none", (Edit(Span(at + 2, close), tidy),))
    if not _TARGET.match(target) and not _FILE.fullmatch(target):
        return Slip(span, f'the words "{short(target)}" as the target of [{short(label)}]', "a URL")
    found = f"a space in the target of [{short(label)}]"
    if target.startswith("#"):
        return Slip(span, found, f'"#{slug(unquote(target[1:]))}"')
    is_file = URL.match(target) is None
    if not is_file and (behind := _BEHIND_URL.match(target)) is not None:
        stop = text.index(target, at + 2) + behind.end(1)
        moved = (Edit(Span(stop, stop), ")"), Edit(Span(close, close + 1), ""))
        words = f"words behind the URL in the target of [{short(label)}]"
        return Slip(span, words, f"[{short(label)}](...)", moved, certain=False)
    joined = "".join(target.split()) if _BROKEN_HOST.match(target) else _JOINT.sub("", target)
    if not is_file and joined != target and not re.search(r"\s", joined):
        return Slip(span, found, "none", (Edit(Span(at + 2, close), joined),), certain=False)
    is_in_host = not is_file and _HOST_ALONE.match(target) is not None
    edits = () if is_in_host else (Edit(Span(at + 2, close), f"<{target}>"),)
    return Slip(span, found, "%20 or angle brackets", edits, certain=is_file)


def _label_not_opened(text: str, at: int, close: int | None, pairs: Pairs) -> Slip | None:
    """Read `label]](u)`, `label](u)` and `[label\\](u)`, whose label has more closing than opening brackets."""
    if close is None or not _TARGET.match(text, at + 2) or not pairs.is_text(at + 1):
        return None
    if at not in pairs.unopened:
        start = text.rfind("[", max(pairs.first, at - _LONGEST_LABEL), at)
        if (
            text[at - 1] != "\\"
            or start not in pairs.unclosed
            or any(sign in text[start + 1 : at] for sign in _NOT_IN_LABEL)
        ):
            return None
        label, edits = short(text[start + 1 : at - 1]), (Edit(Span(at - 1, at), ""),)
        return Slip(Span(start, close + 1), f"[{label}\\](...)", f"[{label}](...)", edits, is_bracket=True)
    label_start = pairs.opening.get(at - 1)
    if label_start is None:
        label_start = text.rfind("\\[", max(pairs.first, at - _LONGEST_LABEL), at)
        if label_start < 0 or any(sign in text[label_start + 2 : at] for sign in _NOT_IN_LABEL):
            begins = at - pairs.first <= _LONGEST_LABEL and _NAME.fullmatch(text, pairs.first, at) is not None
            opened = (Edit(Span(pairs.first, pairs.first), "["),) if begins else ()
            return Slip(Span(at, close + 1), "](...) without an opening [", "[text](...)", opened, is_bracket=True)
        label, edits = short(text[label_start + 2 : at]), (Edit(Span(label_start, label_start + 1), ""),)
        return Slip(Span(label_start, close + 1), f"\\[{label}](...)", f"[{label}](...)", edits, is_bracket=True)
    label = short(text[label_start + 1 : at - 1])
    span = Span(label_start, close + 1)
    return Slip(span, f"[{label}]](...)", f"[{label}](...)", (Edit(Span(at, at + 1), ""),), is_bracket=True)


def _link_in_label(text: str, label_start: int, at: int, close: int | None, pairs: Pairs) -> Slip | None:
    """Read `[[pdf](u)](v)`: the outer brackets cannot be a link, for links do not nest."""
    if close is None or not _TARGET.match(text, at + 2) or pairs.has_link(at, close):
        return None
    return Slip(Span(label_start, close + 1), "a link inside the brackets of another one", "one link")


def _not_closed(text: str, label_start: int, at: int, end: int, pairs: Pairs) -> Slip | None:
    """Read `[x](u` and `[x]((u)`, one of whose closing brackets is missing, and `[x](u\\)`, where it is escaped."""
    start = at + 2
    while start < end and text[start] in " \t\r\n":
        start += 1
    label = short(text[label_start + 1 : at])
    if (angles := _ANGLES.match(text, start, end)) is not None:
        edits: tuple[Edit, ...] = (Edit(Span(angles.end(), angles.end()), ")"),)
        found = f"[{label}](<...> without a closing )"
        return Slip(Span(label_start, angles.end()), found, f"[{label}](...)", edits, is_bracket=True)
    stop = start
    while stop < end and stop - start < LONGEST and not text[stop].isspace() and text[stop] not in _ENDS:
        stop += 1
    while stop > start and text[stop - 1] in _BEHIND:
        stop -= 1
    inner = pairs.closing.get(start)
    if inner is not None and URL.match(text, start + 1) and target_end(text, start, pairs):
        edits = (Edit(Span(start, start + 1), ""),)
        return Slip(Span(label_start, inner + 1), f"[{label}]((...)", f"[{label}](...)", edits, is_bracket=True)
    if not _TARGET.match(text, start, stop):
        return None
    escape = text.find("\\)", start, stop)
    if escape >= 0:
        is_all = text.count("(", at, stop) == text.count(")", at, stop)
        edits = (Edit(Span(escape, escape + 1), ""),) if is_all else ()
        return Slip(Span(label_start, stop), f"[{label}](...\\)", f"[{label}](...)", edits, is_bracket=True)
    is_wrapped = text[label_start - 1 : label_start] == "[" and text[stop : stop + 1] == "]"
    is_doubled = is_wrapped and text.startswith("]]", stop)  # "[[x](u]]", one of which was meant as ")"
    if text[stop - 1] == "}" and "{" not in text[start:stop]:
        stop -= 1
    slash = stop - (text[stop - 1] == "\\")  # it would escape the bracket behind it
    is_mistyped = text[stop : stop + 1] in ("]", "}", ">") and (stop + 1 == end or text[stop + 1] in f"{_AFTER}{_WIDE}")
    if is_doubled or (is_mistyped and not is_wrapped):
        found, edits = f"[{label}](...{text[slash : stop + 1]}", (Edit(Span(slash, stop + 1), ")"),)
        return Slip(Span(label_start, stop + 1), found, f"[{label}](...)", edits, is_bracket=True)
    certain = stop == end or text[stop].isspace() or text[stop] in f"{_BEHIND}{_WIDE}" or is_wrapped
    certain = certain and text[start:stop].isascii()
    is_cut = _CUT.fullmatch(text, start, slash) is not None
    found, edits = f"[{label}](... without a closing )", () if is_cut else (Edit(Span(slash, stop), ")"),)
    return Slip(Span(label_start, stop), found, f"[{label}](...)", edits, is_bracket=True, certain=certain)


# -- what is around a URL that would have been a target


def _around_bare_url(text: str, link: Link, pairs: Pairs) -> Slip | None:
    """Read what is around a URL that would have been a target: `[x]u`, `[x]<u>`, `[x]{u}`, `[x](u)(u2)`, `[[x(u)]]`, `[[u)]`."""
    start, end = link.span
    before = text[max(0, start - 2) : start]
    after = text[end : end + 1]
    if link.syntax is LinkSyntax.AUTOLINK:
        return _in_angles(text, link, pairs) if before.endswith("]") and pairs.is_text(start - 1) else None
    if before.endswith("]") and pairs.is_text(start - 1):
        return _no_paren(text, link, pairs)
    if before == "]:" and pairs.is_text(start - 2) and pairs.opening.get(start - 2) == pairs.first:
        return _no_paren(text, link, pairs, colon=1)
    if before == "]{" and pairs.is_text(start - 2):
        return _in_braces(text, link, pairs)
    if before == ")(" and after == ")" and pairs.ends_link(start - 1):
        return Slip(Span(start - 1, end + 1), "a second target after the link", "one")
    if before.endswith("[") and after == ")" and end in pairs.unopened and pairs.is_text(start - 1):
        return Slip(Span(start - 1, end + 1), "[...) around a URL", "[text](...)")
    if (
        text[end : end + 2] == ")]"
        and before.endswith("(")
        and (before[0].isalnum() or before[0] == ")")
        and pairs.closing.get(start - 1) == end
    ):
        return _label_not_closed(text, link, pairs)
    if before[-1:] + after in ("()", "（）") and pairs.closing.get(start - 1) == end:
        return _other_brackets(text, start - 1, end, pairs)
    return None


_NAME = expression(r"[\w.+#&'’-]+(?: [\w.+#&'’-]+){0,5}")
_NOT_IN_LABEL = "[](){}<>|【】［］\r\n"
_LONGEST_LABEL = 120


def _other_brackets(text: str, paren: int, close: int, pairs: Pairs) -> Slip | None:
    """Read `[x(u)`, `[x}(u)`, `{x}(u)`, `(x)(u)`, `【x】(u)`, `［x］（u）`, and `x(u)` where a text begins."""
    stop = paren
    while text[stop - 1] in " \t":
        stop -= 1
    last = text[stop - 1]
    is_closed = stop == paren and last in "})】］"
    stop -= is_closed
    is_wide = text[paren] == "（"
    if is_wide and last not in "】］":
        return None  # in Chinese, words before a URL
    if stop == paren and paren - pairs.first <= _LONGEST_LABEL and _NAME.fullmatch(text, pairs.first, paren):
        name = text[pairs.first : paren]
        named = (Edit(Span(pairs.first, pairs.first), "["), Edit(Span(paren, paren), "]"))
        return Slip(
            Span(pairs.first, close + 1), f"{name}(...)", f"[{name}](...)", named, True, certain=False, is_name=True
        )
    start = max(text.rfind(sign, max(pairs.first, stop - _LONGEST_LABEL), stop) for sign in _NOT_IN_LABEL)
    label = text[start + 1 : stop].strip()
    if start < 0 or not label:
        return None
    opening = text[start]
    is_open = (
        opening == "[" and start in pairs.unclosed and (last != ")" or not is_closed or paren - 1 in pairs.unopened)
    )
    is_pair = is_closed and opening + last in ("{}", "()", "【】", "［］") and not text[start - 1 : start].isalnum()
    if not (is_open or is_pair) or NO_LABEL.fullmatch(text, start + 1, stop):
        return None
    certain = is_label(text, start, start + 1, stop, pairs)
    if not certain and (is_pair or stop < paren):
        return None
    name = short(label)
    found = f"{opening}{name}{last if is_closed else ' ' * (stop < paren)}{text[paren]}...{text[close]}"
    edits = [Edit(Span(start, start + 1), "["), Edit(Span(stop, paren), "]")][not is_pair :]
    if is_wide:
        edits += (Edit(Span(paren, paren + 1), "("), Edit(Span(close, close + 1), ")"))
    return Slip(Span(start, close + 1), found, f"[{name}](...)", tuple(edits), is_bracket=True, certain=certain)


def _no_paren(text: str, link: Link, pairs: Pairs, colon: int = 0) -> Slip | None:
    """Read `[x]u`, `[x]u)` and `[x]:u`."""
    start, end = link.span
    label_start = plain_label(text, start - 1 - colon, pairs)
    if label_start is None:
        return None
    has_paren = text[end : end + 1] == ")" and end in pairs.unopened
    edits = (Edit(Span(start - colon, start), "("), *(() if has_paren else (Edit(Span(end, end), ")"),)))
    label = short(text[label_start + 1 : start - 1 - colon])
    found = f"[{label}]{':' * colon}...{')' if has_paren else ''} without brackets around the URL"
    return Slip(Span(label_start, end + has_paren), found, f"[{label}](...)", edits)


def _in_angles(text: str, link: Link, pairs: Pairs) -> Slip | None:
    """Read `[x]<u>`."""
    start, end = link.span
    label_start = plain_label(text, start - 1, pairs)
    if label_start is None:
        return None
    label = short(text[label_start + 1 : start - 1])
    edits = (Edit(Span(start, start + 1), "("), Edit(Span(end - 1, end), ")"))
    return Slip(Span(label_start, end), f"[{label}]<...>", f"[{label}](...)", edits)


def _in_braces(text: str, link: Link, pairs: Pairs) -> Slip | None:
    """Read `[x]{u}`; GitHub takes the brace that closes for part of the URL."""
    start, end = link.span
    end -= text[end - 1] == "}"
    label_start = plain_label(text, start - 2, pairs)
    if label_start is None or text[end : end + 1] != "}":
        return None
    label = short(text[label_start + 1 : start - 2])
    edits = (Edit(Span(start - 1, start), "("), Edit(Span(end, end + 1), ")"))
    return Slip(Span(label_start, end + 1), f"[{label}]{{...}}", f"[{label}](...)", edits)


def _label_not_closed(text: str, link: Link, pairs: Pairs) -> Slip | None:
    """Read `[[data(u)]]` and `[data(u)]`, where the label was not closed before its target."""
    start, end = link.span
    outer = end + 1
    bracket = pairs.opening.get(outer)
    label = text[bracket + 1 : start - 1] if bracket is not None else ""
    is_name = bracket == pairs.first and _NAME.fullmatch(label) is not None
    if bracket is None or (not is_name and label_kind(_REMARK.sub("", label)) in (None, LinkKind.OTHER)):
        return None
    edits = (Edit(Span(start - 1, start - 1), "]"), Edit(Span(outer, outer + 1), ""))
    if text[bracket - 1 : bracket] == "[" and text[outer + 1 : outer + 2] == "]":
        span = Span(bracket - 1, outer + 2)
        return Slip(span, f"[[{label}(...)]]", f"[[{label}](...)]", edits, is_bracket=True)
    return Slip(Span(bracket, outer + 1), f"[{label}(...)]", f"[{label}](...)", edits, is_bracket=True)
