"""A `](` that made no link: its brackets are not in order, or what stands in them is no target."""

from __future__ import annotations

import re

from awesomelint.checks.form.pairs import Pairs
from awesomelint.checks.form.slip import LONGEST, Slip, short
from awesomelint.diagnostic import Edit
from awesomelint.expressions import expression
from awesomelint.span import Span
from awesomelint.urls.faults import second_url

_URL = expression(r"(?:https?://|www\.)\S", re.IGNORECASE)
_TARGET = expression(r"(?:https?:|www\.|#\S|\.{0,2}/\w|[\w./-]+\.(?:md|pdf|html?|txt|rst|ipynb)\b)", re.IGNORECASE)
_FILE = expression(r"[^\s:]+(?:[ \t]+[^\s:]+)*\.(?:pdf|md|html?|txt|pptx?|png|jpe?g|ipynb|zip)", re.IGNORECASE)
_PUNCTUATION = ".,;:!?"


def unlinked(text: str, at: int, pairs: Pairs, end: int) -> Slip | None:
    """Read a `](` that made no link; `at` is its `]`."""
    label_start = pairs.opening.get(at)
    close = pairs.closing.get(at + 1)
    if label_start is None:
        return _label_not_opened(text, at, close, pairs)
    if pairs.has_link(label_start, at):
        return _link_in_label(text, label_start, at, close, pairs)
    label = text[label_start + 1 : at]
    if close is None or pairs.has_link(at, close):
        return _not_closed(text, label_start, at, end)
    if close - at > LONGEST:
        return None
    inner = text[at + 2 : close]
    span = Span(label_start, close + 1)
    target = inner.strip()
    if second_url("".join(target.split())) is not None or re.search(r"[,;\s]\s*https?://", target):
        return Slip(span, f"two URLs in the target of [{short(label)}]", "one")
    if "\n" in target or "\r" in target:
        joined = "".join(target.split())
        edits = (Edit(Span(at + 2, close), joined),) if _TARGET.match(joined) else ()
        return Slip(
            span, f"a line break in the target of [{short(label)}]", f"[{short(label)}](...) on one line", edits
        )
    if not target or not any(char.isspace() for char in target):
        return None
    if not _TARGET.match(target) and not _FILE.fullmatch(target):
        return Slip(span, f'the words "{short(target)}" as the target of [{short(label)}]', "a URL")
    is_file = not _URL.match(target) and not target.startswith("#")
    edits = (Edit(Span(at + 2, close), f"<{target}>"),) if not target.startswith("#") else ()
    return Slip(span, f"a blank in the target of [{short(label)}]", "%20 or angle brackets", edits, certain=is_file)


def _label_not_opened(text: str, at: int, close: int | None, pairs: Pairs) -> Slip | None:
    """Read `label]](u)` and `label](u)`, whose label has more closing than opening brackets."""
    if close is None or not _TARGET.match(text, at + 2) or not pairs.is_text(at + 1) or at not in pairs.unopened:
        return None
    inner_close = at - 1
    label_start = pairs.opening.get(inner_close)
    if label_start is None:
        return Slip(Span(at, close + 1), "](...) without an opening [", "[text](...)", is_bracket=True)
    label = short(text[label_start + 1 : inner_close])
    span = Span(label_start, close + 1)
    return Slip(span, f"[{label}]](...)", f"[{label}](...)", (Edit(Span(at, at + 1), ""),), is_bracket=True)


def _link_in_label(text: str, label_start: int, at: int, close: int | None, pairs: Pairs) -> Slip | None:
    """Read `[[pdf](u)](v)`: the outer brackets cannot be a link, for links do not nest."""
    if close is None or not _TARGET.match(text, at + 2) or pairs.has_link(at, close):
        return None
    return Slip(Span(label_start, close + 1), "a second target behind the link", "one")


def _not_closed(text: str, label_start: int, at: int, end: int) -> Slip | None:
    """Read `[x](u` whose closing bracket is missing."""
    start = at + 2
    stop = start
    while stop < end and stop - start < LONGEST and not text[stop].isspace() and text[stop] not in "[]<>|":
        stop += 1
    while stop > start and text[stop - 1] in _PUNCTUATION:
        stop -= 1
    if not _TARGET.match(text, start, stop):
        return None
    label = short(text[label_start + 1 : at])
    is_wrapped = text[label_start - 1 : label_start] == "[" and text[stop : stop + 1] == "]"
    certain = stop == end or text[stop].isspace() or text[stop] in _PUNCTUATION or is_wrapped
    found, expected = f"[{label}](... without a closing )", f"[{label}](...)"
    return Slip(
        Span(label_start, stop), found, expected, (Edit(Span(stop, stop), ")"),), is_bracket=True, certain=certain
    )
