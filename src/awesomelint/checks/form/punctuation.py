"""Full-width punctuation in Latin text, and the reverse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.blocks import Block, BlockKind, RunKind
from awesomelint.document.model import Document
from awesomelint.document.style.conventions import MIN_SHARE, MIN_WITNESSES
from awesomelint.expressions import expression
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span

_EAST_ASIAN = "\u2e80-\u2fdf\u3040-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
_EAST_ASIAN_LETTER = expression(f"[{_EAST_ASIAN}\U00020000-\U0003ffff]")
_NARROW = {"，": ",", "。": ".", "：": ":", "；": ";", "！": "!", "？": "?", "（": "(", "）": ")", "、": ","}
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_FULL_WIDTH = expression(f"[{''.join(_NARROW)}]")
_LATIN_MARK = {
    ",": r",\s",
    ".": r"\w\.\s",
    ":": r":\s",
    ";": r";\s",
    "!": r"!\s",
    "?": r"\?\s",
    "(": r"\(\w",
    ")": r"\(\w",
}
# The mark comes first: what an expression begins with is searched for fast, and looking back is not.
_ASCII_BETWEEN = expression(f"[,;:!?](?=[{_EAST_ASIAN}])(?<=[{_EAST_ASIAN}].)")
_WIDE_BETWEEN = expression(f"[，；：！？](?=[{_EAST_ASIAN}])(?<=[{_EAST_ASIAN}].)")


def full_width_punctuation(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report full-width marks in fields without any East Asian letter, and ASCII marks between two such letters.

    Either counts only where the list mostly does it the other way; one finding a field and line.
    """
    text = document.source.text
    latin, east_asian = rule.options["latin"], rule.options["east-asian"]
    has_wide = any(mark in text for mark in _NARROW)
    if latin != "any" and has_wide:
        yield from _report(document, rule, "Latin text", list(_wide_in_latin(document, rule)))
    if (east_asian == "infer" and has_wide) or (east_asian == "full-width" and not text.isascii()):
        yield from _report(document, rule, "East Asian text", list(_narrow_in_east_asian(document, rule)))


def _report(document: Document, rule: Rule, where: str, found: list[tuple[Block, Edit]]) -> Iterator[Diagnostic]:
    source = document.source
    for _, group in groupby(found, key=lambda item: (id(item[0]), source.line_at(item[1].span.start))):
        edits = [edit for _, edit in group]
        first = edits[0]
        more = f" ({len(edits) - 1} more here)" if len(edits) > 1 else ""
        written, expected = source[first.span].strip(), first.text.strip()
        message = f'found "{written}" in {where}, expected "{expected}"{more}'
        yield rule.diagnose(first.span, message, fix=Fix(tuple(edits)))


def _wide_in_latin(document: Document, rule: Rule) -> Iterator[tuple[Block, Edit]]:
    """Yield the full-width marks in Latin fields, with the edits that narrow them."""
    text = document.source.text
    habits: dict[str, bool] = {}
    latin: dict[int, bool] = {}
    for match in _FULL_WIDTH.finditer(text):
        at = match.start()
        leaf = document.places.leaf_at(at)
        if leaf is None or leaf.inline is None or leaf.kind is BlockKind.HTML:
            continue
        key = id(leaf)
        if key not in latin:
            latin[key] = not _EAST_ASIAN_LETTER.search(leaf.inline.plain())
        run = document.places.run_at(at)
        if not latin[key] or run is None or run.kind is not RunKind.TEXT or not _beside_latin(text, at):
            continue
        mark = _NARROW[match[0]]
        if mark not in habits:
            habits[mark] = rule.options["latin"] == "ascii" or _is_habit(text, mark)
        if habits[mark]:
            yield leaf, _narrowed(text, at, mark, leaf)


def _beside_latin(text: str, at: int) -> bool:
    """Tell whether the words on both sides are written in letters, digits or brackets that go with ASCII marks."""
    if text[at] == "（":
        return _is_latin(text[at + 1 : at + 2])
    return _is_latin(text[at - 1 : at] if text[at - 1 : at] != " " else text[at - 2 : at - 1])


def _is_latin(char: str) -> bool:
    return bool(char) and (char in "()[]*_\"'`" or (char.isalnum() and not _EAST_ASIAN_LETTER.match(char)))


def _is_habit(text: str, mark: str) -> bool:
    """Tell whether the list mostly writes the ASCII mark."""
    wide = next(key for key, value in _NARROW.items() if value == mark)
    narrow = len(re.findall(_LATIN_MARK[mark], text))
    total = narrow + text.count(wide)
    return narrow >= MIN_WITNESSES and narrow >= MIN_SHARE * total


def _narrowed(text: str, at: int, mark: str, leaf: Block) -> Edit:
    """Return the edit for one mark: the blank that the wide form brings along is written out, except in headings.

    There it would change the anchor of the heading.
    """
    start, end = at, at + 1
    if leaf.kind is BlockKind.HEADING:
        return Edit(Span(start, end), mark)
    if mark == "(":
        before = text[start - 1 : start]
        return Edit(Span(start, end), f" {mark}" if before.isalnum() else mark)
    after = text[end : end + 1]
    return Edit(Span(start, end), f"{mark} " if after.isalnum() or after == "(" else mark)


def _narrow_in_east_asian(document: Document, rule: Rule) -> Iterator[tuple[Block, Edit]]:
    """Yield the ASCII marks between two East Asian letters, with the edits that widen them."""
    text = document.source.text
    found = list(_ASCII_BETWEEN.finditer(text))
    if not found:
        return
    wide = Counter(_WIDE_BETWEEN.findall(text))
    narrow = Counter(_WIDE[match[0]] for match in found)
    for match in found:
        mark = _WIDE[match[0]]
        total = wide[mark] + narrow[mark]
        if rule.options["east-asian"] == "infer" and not (
            wide[mark] >= MIN_WITNESSES and wide[mark] >= MIN_SHARE * total
        ):
            continue
        leaf, run = document.places.leaf_at(match.start()), document.places.run_at(match.start())
        if leaf is not None and leaf.kind is not BlockKind.HTML and run is not None and run.kind is RunKind.TEXT:
            yield leaf, Edit(Span(*match.span()), mark)
