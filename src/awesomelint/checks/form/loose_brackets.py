"""A link that is none since its brackets do not touch or are of another kind: what was found and meant, and the edits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.checks.base import short
from awesomelint.checks.form.bracket_pairs import Pairs
from awesomelint.checks.rendering.loss import BLANK, ZERO_WIDTH
from awesomelint.diagnostic import Edit
from awesomelint.document.headings import YEAR
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

LONGEST = 2000
"""Code points beyond which a pair of brackets is no target."""
_LONGEST_MARK = 4
"""Signs of emphasis at the start of a text, and one more."""
NO_LABEL = expression(r"\^?\d+[a-z]?|[ xX]?")
_LINK_WORDS = frozenset(
    "abs arxiv blog blogpost code data dataset demo doi github html homepage link model openreview page paper pdf poster "
    "project projectpage pub repo site slides supp supplementary tweet video web webpage website 代码 论文 主页 数据集".split()
)
URL = expression(r"(?:https?://|www\.)\S", re.IGNORECASE)
_APART = expression(rf"\][ \t{BLANK}{ZERO_WIDTH}]+(?=[(（](?:https?://|www\.|#))", re.IGNORECASE)
_PARTED = expression(r"\][ \t]*[|.,:;=/_-][ \t]*(?=\((?:https?://|www\.))", re.IGNORECASE)
_FULL_WIDTH = expression(r"\](?=（(?:https?://|www\.))", re.IGNORECASE)
_SQUARE = expression(r"(?:[\])]|\][ \t]+)\[(?=[(<]?(?:https?://|www\.))", re.IGNORECASE)
_ESCAPED = expression(r"\]\\\((?=https?://|www\.)", re.IGNORECASE)
_ESCAPED_LABEL = expression(r"\\\[([^\[\]\\\n]+)\\\](?=\((?:https?://|www\.))", re.IGNORECASE)
_EMPHASISED = expression(r"\](?P<mark>\*{1,3}|_{1,3})(?=\((?:https?://|www\.))", re.IGNORECASE)
_SWAPPED = expression(r"\]\)\((?=https?://|www\.)", re.IGNORECASE)


class Slip(NamedTuple):
    """One broken link: where it is, what was found and meant, and the edits that make it right (none: unknown).

    `is_bracket` tells a bracket too many or too few from other syntax; `certain` whether the edits have only one reading;
    `is_name` that no bracket tells that a link was meant, but only what other texts begin with.
    """

    span: Span
    found: str
    expected: str
    edits: tuple[Edit, ...] = ()
    is_bracket: bool = False
    certain: bool = True
    is_name: bool = False


def loose_slips(text: str, start: int, end: int, pairs: Pairs) -> Iterator[Slip]:
    """Yield the slips of this kind between two offsets."""
    for pattern, read in _READERS:
        for match in pattern.finditer(text, start, end):
            if pairs.is_text(match.start()) and (slip := read(text, match, pairs)) is not None:
                yield slip


def _apart(text: str, match: re.Match[str], pairs: Pairs) -> Slip | None:
    """Read `[x] (u)`, but not where the line is wrapped between the two."""
    return _loose(text, match, pairs, "[{}] (...) with a space between")


def _full_width(text: str, match: re.Match[str], pairs: Pairs) -> Slip | None:
    """Read `[x]（u）`."""
    return _loose(text, match, pairs, "[{}]（...） in full-width brackets")


def _parted(text: str, match: re.Match[str], pairs: Pairs) -> Slip | None:
    """Read `[x]|(u)` and `[x]. (u)`, where nothing else is the link."""
    start = pairs.opening.get(match.start())
    if start is None or not is_label(text, start, start + 1, match.start(), pairs):
        return None
    if "_" in match[0] and text[start - 1 : start] == "_":
        return None  # emphasis
    slip = _loose(text, match, pairs, "[{}]" + match[0][1:].strip() + "(...)")
    return slip and slip._replace(certain="|" in match[0] or match[0] == "]:")


def is_label(text: str, outer: int, start: int, end: int, pairs: Pairs) -> bool:
    """Return whether a text can only be a label: it begins a paragraph, at `outer`, or says what a link leads to."""
    label = text[start:end].strip()
    return (
        not text[pairs.first : min(outer, pairs.first + _LONGEST_MARK)].strip("*_") or label.casefold() in _LINK_WORDS
    )


def _loose(text: str, match: re.Match[str], pairs: Pairs, found: str) -> Slip | None:
    """Read a label whose target is in brackets that do not touch it, or are no round ones."""
    at, paren = match.start(), match.end()
    start, close = plain_label(text, at, pairs), target_end(text, paren, pairs)
    if start is None or close is None:
        return None
    label = short(text[start + 1 : at])
    edits = (Edit(Span(at + 1, paren + 1), "("), Edit(Span(close, close + 1), ")"))
    return Slip(Span(start, close + 1), found.replace("{}", label), f"[{label}](...)", edits)


def plain_label(text: str, close: int, pairs: Pairs) -> int | None:
    """Return where the label that ends with a `]` begins, if it is one that could be a link's: no number, no check box."""
    start = pairs.opening.get(close)
    if start is None or pairs.has_link(start, close) or NO_LABEL.fullmatch(text, start + 1, close):
        return None
    return start


def target_end(text: str, open_at: int, pairs: Pairs) -> int | None:
    """Return where the bracket around a target closes, if nothing but the target is in it."""
    close = pairs.closing.get(open_at)
    if close is None or close - open_at > LONGEST or len(text[open_at:close].split()) != 1:
        return None
    return close


def _square(text: str, match: re.Match[str], pairs: Pairs) -> Slip | None:
    """Read `(x)[u]`, `[x][u]` and `[x][(u)]`."""
    at, bracket = match.start(), match.end() - 1
    close = target_end(text, bracket, pairs)
    if close is None:
        return None
    is_doubled = text[bracket + 1] == "("
    opening, closing = ("", "") if is_doubled else ("(", ")")
    target = (Edit(Span(bracket, bracket + 1), opening), Edit(Span(close, close + 1), closing))
    if text[at] == "]":
        start = plain_label(text, at, pairs)
        if start is None:
            return None
        label = short(text[start + 1 : at])
        if bracket > at + 1:
            if not is_label(text, start, start + 1, at, pairs):
                return None
            target = (Edit(Span(at + 1, bracket + 1), opening), target[1])
            return Slip(Span(start, close + 1), f"[{label}] [...]", f"[{label}](...)", target)
        return Slip(Span(start, close + 1), f"[{label}][...]", f"[{label}](...)", target)
    paren = pairs.opening.get(at)
    if paren is None or pairs.has_link(paren, at) or at - paren > LONGEST:
        return None
    label = text[paren + 1 : at]
    edits = (Edit(Span(paren, paren + 1), "["), Edit(Span(at, at + 1), "]"), *target)
    certain = is_label(text, paren, paren + 1, at, pairs) and YEAR.search(label) is None
    return Slip(Span(paren, close + 1), f"({short(label)})[...]", f"[{short(label)}](...)", edits, certain=certain)


def _emphasised(text: str, match: re.Match[str], pairs: Pairs) -> Slip | None:
    """Read `**[x]**(u)`, where the emphasis should have been around all of the link."""
    at, paren, mark = match.start(), match.end(), match["mark"]
    start, close = plain_label(text, at, pairs), target_end(text, paren, pairs)
    if start is None or close is None or not text.endswith(mark, 0, start):
        return None
    label = short(text[start + 1 : at])
    edits = (Edit(Span(at + 1, paren), ""), Edit(Span(close + 1, close + 1), mark))
    return Slip(Span(start, close + 1), f"[{label}]{mark}(...)", f"[{label}](...){mark}", edits)


def _escaped(text: str, match: re.Match[str], pairs: Pairs) -> Slip | None:
    """Read `[x]\\(u)`; where the bracket that closes is escaped too, that is meant."""
    at = match.start()
    start = plain_label(text, at, pairs)
    close = text.find(")", match.end(), match.end() + LONGEST)
    if start is None or close not in pairs.unopened or len(text[match.end() : close].split()) != 1:
        return None
    label, edits = short(text[start + 1 : at]), (Edit(Span(at + 1, at + 2), ""),)
    return Slip(Span(start, close + 1), f"[{label}]\\(...)", f"[{label}](...)", edits, is_bracket=True)


def _escaped_label(text: str, match: re.Match[str], pairs: Pairs) -> Slip | None:
    """Read `\\[x\\](u)` where a text begins, as programs write it that convert to Markdown."""
    close = target_end(text, match.end(), pairs)
    if match.start() != pairs.first or close is None:
        return None
    label = short(match[1])
    edits = (Edit(Span(match.start(), match.start() + 1), ""), Edit(Span(match.end(1), match.end(1) + 1), ""))
    return Slip(Span(match.start(), close + 1), f"\\[{label}\\](...)", f"[{label}](...)", edits, is_bracket=True)


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


_READERS = (
    (_APART, _apart),
    (_PARTED, _parted),
    (_FULL_WIDTH, _full_width),
    (_SQUARE, _square),
    (_ESCAPED, _escaped),
    (_ESCAPED_LABEL, _escaped_label),
    (_SWAPPED, _swapped),
    (_EMPHASISED, _emphasised),
)
