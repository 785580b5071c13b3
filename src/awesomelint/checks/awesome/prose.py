"""What the manifest asks of all text: punctuation in pairs, and lines that end where a paragraph does."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import BlockKind, Inline, Segment, SegmentKind, quote_depth
from awesomelint.markdown.source_map import SourceMap
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_CLOSING = {"”": "“", "』": "『", "）": "（", "》": "《", "」": "「", "】": "【"}
_OPENING = {opening: closing for closing, opening in _CLOSING.items()}
_SIGNS = expression(r"[“”『』（）《》「」【】\"](?<![\d\\]\")")
_BRACKETS = frozenset("『』（）《》「」【】")
_EAST_ASIAN = expression("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OTHER_USES = expression(r"[„‟«»]|\d\"")
"""Signs that show that quotation marks are those of another language, or no such marks."""


def balanced_punctuation(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report quotation marks and brackets of other languages without a partner in their paragraph."""
    for block in document.blocks:
        if block.inline is not None and block.kind is not BlockKind.HTML and _SIGNS.search(block.inline.content):
            alone = _alone(block.inline)
            is_east_asian = bool(alone) and _EAST_ASIAN.search(block.inline.content) is not None
            for offset, sign in alone:
                if sign in _BRACKETS and not is_east_asian:
                    continue  # of a face, such as (╯°□°）
                partner = _OPENING.get(sign) or _CLOSING.get(sign) or sign
                yield rule.diagnose(Span(offset, offset + 1), f'found "{sign}" without "{partner}"')


def _alone(inline: Inline) -> list[tuple[int, str]]:
    """Return the signs without a partner in a paragraph, with their offsets."""
    opened: dict[str, list[int]] = {sign: [] for sign in (*_OPENING, '"')}
    alone = []
    for segment in inline.segments:
        if segment.kind is not SegmentKind.TEXT:
            continue
        if _OTHER_USES.search(segment.text):
            return []
        escapes = {each.start for each in segment.breaks}
        source_map = SourceMap([segment], [0])
        for match in _SIGNS.finditer(segment.text):
            sign, offset = match[0], source_map.span(*match.span()).start
            if offset in escapes:
                continue  # as in \"u, an umlaut of LaTeX
            before = opened[_CLOSING.get(sign, sign)]
            if sign in _OPENING or (sign == '"' and not before):
                before.append(offset)
            elif before:
                before.pop()
            elif sign != "”" or not segment.text[match.start() - 1 : match.start()].isdigit():  # inches
                alone.append((offset, sign))
    return sorted([*alone, *((offset, sign) for sign, offsets in opened.items() for offset in offsets)])


_MIN_LINE = 50
"""Characters of a line that was cut because it was long."""


def hard_wrapping(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report paragraphs whose sentences go on in the next line."""
    text = document.source.text
    for block in document.blocks:
        if block.inline is None or block.kind is not BlockKind.PARAGRAPH:
            continue
        segments = block.inline.segments
        breaks = [
            (before, each, after)
            for before, each, after in zip(segments, segments[1:], segments[2:], strict=False)
            if each.kind is SegmentKind.SOFT_BREAK and SegmentKind.IMAGE not in (before.kind, after.kind)
        ]
        first = next((each for before, each, after in breaks if _is_cut(text, before, after)), None)
        if first is not None:
            edits = tuple(Edit(each.span, " ") for _, each, _ in breaks)
            fix = Fix(edits, title="join the lines") if not quote_depth(block) else None
            message = "a sentence goes on in the next line"
            place = Span(first.start, first.start)
            yield rule.diagnose(place, message, fix=fix, cause="sentences go on in the next line")


def _is_cut(text: str, before: Segment, after: Segment) -> bool:
    """Return whether a line break is within a sentence: behind a long line, before a word in small letters."""
    start = max(text.rfind("\n", 0, before.end), text.rfind("\r", 0, before.end)) + 1
    return before.end - start >= _MIN_LINE and before.text[-1:] not in ".!?:;|" and after.text[:1].islower()
