"""Spaces between the parts of an entry: too many, too few, or on the wrong side of emphasis."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from awesomelint.checks.base import short
from awesomelint.checks.form.link_form import is_notation, opens_in_words
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.conventions import MIN_WITNESSES, Observation, Point, is_common, is_majority
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.markdown.blocks import BlockKind, LinkKind, LinkSyntax, SegmentKind, quote_depth
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_DOUBLED = expression(r"  (?<=\S  ) *+(?=\S)")
_SENTENCE = expression(r"[.?!:][\"')\]*_]*\Z")
_SPACES_IN_BOLD = expression(r"\*\*([ \t\xa0]*+)([^*\r\n]*?[^*\s])([ \t\xa0]*+)\*\*")
_WORD = expression(r"[^\W\d_]{2}")
_LONE_BOLD = expression(r"\*\*(?<!\S\*\*)(?=[\s.,;:)\]]|\Z)")
_BOLD = expression(r"\*\*(?<!\*\*\*)([^*\s](?:[^*\r\n]*[^*\s])?)\*\*(?!\*)")
_COMMA = expression(r",(\s|(?=[^\W\d]))")
_GLUED_COMMA = expression(r",[^\W\d]")


class _Slip(NamedTuple):
    span: Span
    message: str
    edit: Edit


def spacing(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report doubled spaces, spaces inside emphasis marks, and missing ones where the list has one; once a line."""
    options = rule.options
    slips = [
        *(_doubled(document) if options["doubled"] == "report" else ()),
        *_in_bold(document),
        *_beside_bold(document),
        *_in_labels(document),
        *(_after_commas(document, rule) if options["after-commas"] != "any" else ()),
        *_glued(document, observe_blank_before_brackets, "brackets", closing=")"),
    ]
    if options["before-links"] != "any":
        is_pinned = options["before-links"] == "blank"
        slips += _glued(document, observe_blank_before_links, "links", is_pinned=is_pinned)
        slips += _glued(document, observe_blank_between_links, "links that follow another", is_pinned=is_pinned)
    slips.sort()
    line_at = document.source.line_at
    for _, group in groupby(slips, key=lambda slip: line_at(slip.span.start)):
        first, *others = group
        edits = _apart([first.edit, *(slip.edit for slip in others)])
        more = f" ({len(others)} more on this line)" if others else ""
        yield rule.diagnose(first.span, first.message + more, fix=Fix(edits))


def _apart(edits: list[Edit]) -> tuple[Edit, ...]:
    """Return the edits without those that overlap an earlier one; the next round sees to what they leave."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        if not kept or (edit.span.start >= kept[-1].span.end and edit.span != kept[-1].span):
            kept.append(edit)
    return tuple(kept)


# -- doubled spaces


def _doubled(document: Document) -> Iterator[_Slip]:
    """Yield doubled spaces in running text; two after a sentence are a convention of typists, and those in tables align."""
    text = document.source.text
    places = document.places
    found: list[Span] = []
    for match in _DOUBLED.finditer(text):
        start, end = match.span()
        leaf = places.leaf_at(start)
        if leaf is None or leaf.kind is not BlockKind.PARAGRAPH or quote_depth(leaf):
            continue  # in a heading each space is a hyphen of its anchor, and quotations are others' words
        segment = places.segment_at(start)
        if segment is not None and segment.kind is not SegmentKind.TEXT:
            continue
        if text[end].isupper() and _SENTENCE.search(text, max(0, start - 4), start):
            continue
        found.append(Span(start, end))
    # Where the list mostly writes two spaces between two kinds of characters, such as `)  •`, that is its style.
    counts = Counter(_neighbours(text, span) for span in found)
    usual = {
        (before, after)
        for (before, after), count in counts.items()
        if count >= MIN_WITNESSES and count > len(re.findall(f"{before} (?={after})", text))
    }
    for span in found:
        if _neighbours(text, span) not in usual:
            count = span.end - span.start
            yield _Slip(span, f"found {count} spaces, expected 1", Edit(span, " "))


def _neighbours(text: str, span: Span) -> tuple[str, str]:
    """Return expressions for the kinds of characters on both sides of a place."""
    before, after = text[span.start - 1], text[span.end]
    return r"\w" if before.isalnum() else re.escape(before), r"\w" if after.isalnum() else re.escape(after)


# -- spaces inside emphasis marks


def _in_bold(document: Document) -> Iterator[_Slip]:
    """Yield `** T**` and `**T **`, which show their asterisks."""
    source = document.source
    text = source.text
    lines = dict.fromkeys(source.line_at(lone.start()) for lone in _LONE_BOLD.finditer(text))
    for line in lines:
        for match in _SPACES_IN_BOLD.finditer(text, *source.line_span(line)):
            if not (match[1] or match[3]) or not _WORD.search(match[2]):
                continue
            marks = (document.places.segment_at(match.start()), document.places.segment_at(match.end() - 1))
            if not any(segment is not None and segment.kind is SegmentKind.TEXT for segment in marks):
                continue
            before = " " if match[1] and text[match.start() - 1 : match.start()].isalnum() else ""
            after = " " if match[3] and text[match.end() : match.end() + 1].isalnum() else ""
            edit = Edit(Span(*match.span()), f"{before}**{match[2]}**{after}")
            yield _Slip(edit.span, f'found a space inside the ** of "{short(match[2])}", expected none', edit)


def _beside_bold(document: Document) -> Iterator[_Slip]:
    """Yield `**T (v2)**by` and `鸟**「T」**`, which show their asterisks: with a letter outside, no sign may be inside."""
    text = document.source.text
    for match in _BOLD.finditer(text):
        start, end = match.span()
        words, outside = match[1], text[start - 1 : start]
        if outside.isascii() and outside.isalnum():
            continue  # a power: x**(ab)**2
        before = " " if outside.isalnum() and not words[0].isalnum() else ""
        after = " " if text[end : end + 1].isalnum() and not words[-1].isalnum() else ""
        if not (before or after) or not _WORD.search(words):
            continue
        marks = (document.places.segment_at(start), document.places.segment_at(end - 1))
        if all(segment is not None and segment.kind is SegmentKind.TEXT for segment in marks):
            edit = Edit(Span(start, end), f"{before}**{words}**{after}")
            side = "before" if before else "after"
            yield _Slip(edit.span, f'found no space {side} the ** of "{short(words)}", expected one', edit)


# -- spaces inside the brackets of a link


def _in_labels(document: Document) -> Iterator[_Slip]:
    """Yield `[Title ](url)` and `[ Title](url)`, whose spaces are underlined, unless many links of the list are so."""
    text = document.source.text
    padded = []
    for link in document.links:
        label = link.label_span
        if link.syntax is not LinkSyntax.INLINE or label is None or link.kind is LinkKind.BADGE:
            continue
        if text[label.start] == " " or text[label.end - 1] == " ":
            padded.append((link, label))
    if is_common(len(padded), len(document.links)):
        return
    for link, label in padded:
        raw = text[label.start : label.end]
        words = raw.strip(" ")
        leaf = document.places.leaf_at(label.start)
        if not words or "\n" in raw or leaf is None or leaf.kind is BlockKind.HEADING:
            continue  # a heading's anchor would change
        before = " " if raw[0] == " " and text[link.span.start - 1 : link.span.start].isalnum() else ""
        after = " " if raw[-1] == " " and text[link.span.end : link.span.end + 1].isalnum() else ""
        edit = Edit(link.span, f"{before}[{words}{text[label.end : link.span.end]}{after}")
        yield _Slip(link.span, f'found a space inside the brackets of "{short(words)}", expected none', edit)


# -- missing spaces


def _after_commas(document: Document, rule: Rule) -> Iterator[_Slip]:
    """Yield commas between authors with no space after them, where the list mostly has one."""
    text = document.source.text
    if not _GLUED_COMMA.search(text):
        return
    spaced = 0
    glued: list[int] = []
    for entry in document.entries:
        authors = entry.author_list
        if authors is None:
            continue
        for match in _COMMA.finditer(text, authors.span.start, authors.span.end):
            if match[1]:
                spaced += 1
            else:
                glued.append(match.start())
    total = spaced + len(glued)
    if rule.options["after-commas"] == "blank" or is_majority(spaced, total):
        for at in glued:
            message = f'found no space after the comma in "{_around(text, at)}", expected one'
            yield _Slip(Span(at, at + 1), message, Edit(Span(at + 1, at + 1), " "))


def _around(text: str, at: int) -> str:
    """Return the words on both sides of a place."""
    start = max(text.rfind(char, max(0, at - 20), at) for char in " *\n") + 1 or at
    ends = [end for char in " *,\n" if (end := text.find(char, at + 1, at + 20)) >= 0]
    return text[start : min(ends, default=at + 1)]


def _glued(
    document: Document, point: Point, things: str, *, closing: str = "]", is_pinned: bool = False
) -> Iterator[_Slip]:
    """Yield things glued to what is before them: where `is_pinned` all, else those of sections that mostly have a space there.

    `closing` is the bracket that ends what is shown of them.
    """
    text, conventions = document.source.text, document.conventions
    for entry in document.entries:
        for seen in conventions.observations(point, entry):
            if seen.value == Gap.SPACE:
                continue
            usual = ""
            if not is_pinned:
                convention = conventions.of(point, entry.section)
                if convention is None or convention.value != Gap.SPACE:
                    continue
                usual = f" as before {convention} {things}"
            start = seen.span.start
            message = f'found no space before "{text[start : start + 12].split(closing)[0]}", expected one{usual}'
            yield _Slip(Span(start, start + 1), message, Edit(Span(start, start), " "))


# -- what is before links

_BRACKETS = frozenset("[(")
_CLOSING = frozenset("])")
_SPACES = frozenset(" \t")
_WORD_END = frozenset(".,;!?\"'”’*_)]`")
_MARKS = frozenset("*_\"'`“”‘’")
_STARTS = frozenset("([>|/-")


class Gap(StrEnum):
    """What is between a link and what comes before it: the words of `awesomelint conventions`."""

    SPACE = "a space"
    NONE = "nothing"


class Opening(NamedTuple):
    """Where a link begins, its outer brackets included, whether another link is right before it, and what between."""

    span: Span
    follows_link: bool
    gap: Gap


@remembered
def openings(entry: Entry) -> list[Opening]:
    """Return the links of an entry with something before them on their line, except brackets and separators."""
    text = entry.document.source.text
    found: list[Opening] = []
    ended = -1
    for link in entry.links:
        if link.syntax is not LinkSyntax.INLINE:
            continue
        if opens_in_words(text, link) or is_notation(text, link):
            ended = link.span.end
            continue
        start = link.span.start
        while start > 0 and text[start - 1] in _BRACKETS:
            start -= 1
        end = start
        while end > 0 and text[end - 1] in _SPACES:
            end -= 1
        before = text[end - 1 : end]
        follows_link = end == ended
        if end < start:
            if before not in ("\n", "\r", ""):
                found.append(Opening(Span(start, link.span.end), follows_link, Gap.SPACE))
        elif follows_link or (
            before.isascii() and (before.isalnum() or before in _WORD_END) and not _is_wrapped(text, start)
        ):
            found.append(Opening(Span(start, link.span.end), follows_link, Gap.NONE))
        ended = link.span.end
        while text[ended : ended + 1] in _CLOSING:
            ended += 1
    return found


def _is_wrapped(text: str, start: int) -> bool:
    """Return whether the signs before a link are emphasis or quotes around it, with a space before them."""
    while start > 0 and text[start - 1] in _MARKS:
        start -= 1
    return start == 0 or text[start - 1].isspace() or text[start - 1] in _STARTS


def observe_blank_before_links(entry: Entry) -> Sequence[Observation]:
    """Observe whether a space is between words and the link after them."""
    return [Observation(gap, span) for span, follows_link, gap in openings(entry) if not follows_link]


def observe_blank_between_links(entry: Entry) -> Sequence[Observation]:
    """Observe whether a space is between two links side by side."""
    return [Observation(gap, span) for span, follows_link, gap in openings(entry) if follows_link]


_BRACKET = expression(r"[ \t]*\((?!https?:|www\.|#)(?=\w)")


def observe_blank_before_brackets(entry: Entry) -> Sequence[Observation]:
    """Observe whether a space is between the end of a link or of emphasis, and the bracket after it."""
    text = entry.document.source.text
    found: dict[int, Observation] = {}
    for inline in entry.inlines:
        ends = [link.span.end for link in inline.links if link.syntax is LinkSyntax.INLINE]
        ends += [emphasis.outer.end for emphasis in inline.emphases]
        for end in ends:
            match = _BRACKET.match(text, end)
            if match is not None:
                start = match.end() - 1
                gap = Gap.SPACE if start > end else Gap.NONE
                found[start] = Observation(gap, Span(start, start + 1))
    return [found[start] for start in sorted(found)]
