"""Words and marks written twice in a row."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import SegmentKind
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_NEVER_TWICE = "an and are as at be by for from have in into of or our than the their to via we with".split()
"""Words that no sentence has twice in a row; "that that", "had had" and "is is" can be right, and so can all names."""
_FIRST_LETTERS = "".join(sorted({letter for word in _NEVER_TWICE for letter in (word[0], word[0].upper())}))
_REST = "|".join(f"(?<=[{word[0].upper()}{word[0]}]){word[1:]}" for word in _NEVER_TWICE)
_TWICE = expression(rf"([{_FIRST_LETTERS}](?<![\w'’.-].)(?:(?<=a)|{_REST}))(?!\w)(?=[ \t\r\n>]+(?i:\1))")
"""The first letter leads, for such expressions are found fast."""
_AGAIN = expression(r"(?:[ \t]+|[ \t]*(?:\r\n|\n|\r)[ \t>]*)(\w+)(?![\w'’-])(?=[ \t]+\w{2})")


_MARK_TWICE = expression(r"([,;.])\1(?=[ \t\r\n])(?<=[\w)\]*\"'”’]..)")
_ET_AL = "et al"
"""A comma or semicolon after a word, and the full stop of "et al."; two full stops elsewhere may be dots that trail off."""


def repeated_word(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report words such as "the" that stand twice in a row, and marks that do."""
    yield from _repeated_marks(document, rule)
    text = document.source.text
    for match in _TWICE.finditer(text):
        again = _AGAIN.match(text, match.end())
        if again is None or again[1] != match[0].lower():
            continue
        segments = [document.places.segment_at(at) for at in (match.start(), again.start(1))]
        if any(segment is None or segment.kind is not SegmentKind.TEXT for segment in segments):
            continue
        span = Span(match.start(), again.end())
        fix = Fix((Edit(Span(match.end(), again.end()), ""),), Safety.UNSAFE, "drop the second one")
        yield rule.diagnose(span, f'found "{match[0]} {again[1]}", expected "{match[0]}"', fix=fix)


def _repeated_marks(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    for match in _MARK_TWICE.finditer(document.source.text):
        mark, segment = match[1], document.places.segment_at(match.start())
        if segment is None or segment.kind is not SegmentKind.TEXT:
            continue
        if mark == "." and not document.source.text.endswith(_ET_AL, segment.span.start, match.start()):
            continue
        message = f'found "{mark}{mark}", expected "{mark}"'
        fix = Fix((Edit(Span(match.start(), match.start() + 1), ""),), Safety.UNSAFE, "drop the second one")
        yield rule.diagnose(Span(*match.span()), message, fix=fix, cause=message)
