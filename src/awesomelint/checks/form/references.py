"""References, `[x][id]`, and the definitions that they need."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from markdown_it.common.utils import normalizeReference

from awesomelint.checks.base import short
from awesomelint.checks.form.bracket_pairs import Pairs
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Related, Severity
from awesomelint.document.conventions import MIN_WITNESSES
from awesomelint.document.model import Document, remembered
from awesomelint.errors import nearest
from awesomelint.markdown.blocks import BlockKind, LinkSyntax, SegmentKind
from awesomelint.markdown.parser import Definition
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_URL = expression(r"https?://|www\.", re.IGNORECASE)
_DEFINITION = expression(
    r"^[ \t>]*(?P<opening>\[(?P<name>[^\[\]\n^]+)\](?P<joint>:(?=[ \t])|[ \t]*[:：]|))"
    r"[ \t]*<?https?:\S+[ \t\r]*(?:[\"'(][^\n]*)?$",
    re.IGNORECASE | re.MULTILINE,
)
"""A definition, or what would be one with a colon right behind its name."""
_BRACKETS = expression(r"\[([^\[\]\n^]+)\]")
_LONGEST = 80
"""Code points beyond which the second bracket is a remark, not the name of a definition."""
_LOOKED_UP = 50
"""References of a list that are compared with the names that it defines; what most of them are, all are."""
_COMMENT_TARGETS = frozenset({"", "#", "<>"})


def undefined_reference(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report references without a definition, definitions without a reference, and second definitions of one name.

    In a list without any definition brackets side by side are tags such as `[Oral][Best paper]`, unless they say one name twice.
    """
    names = {definition.label for definition in document.definitions}
    names.update(normalizeReference(match["name"]) for match in lost_definitions(document))
    yield from _lost(document, rule)
    yield from _repeated(document, rule)
    yield from _undefined(document, rule, names)
    if rule.options["unused"] == "report":
        items = definitions_as_items(document)
        for definition in _unused(document):
            if definition not in items:
                span, name = place_of(document, definition)
                message = f"unused definition of [{short(name)}]"
                yield rule.diagnose(span, message, severity=Severity.INFO)


@remembered
def lost_definitions(document: Document) -> list[re.Match[str]]:
    """Return the definitions that are in a paragraph: below text, where their names are in brackets elsewhere, or misspelt."""
    text = document.source.text
    found = [match for match in _DEFINITION.finditer(text) if _is_lost(document, match)]
    if not found:
        return found
    counts = Counter(match[1].lower() for match in _BRACKETS.finditer(text))
    asked = {
        text[at + 2 : close].lower() or text[opening + 1 : at].lower() for opening, at, close in _references(document)
    }
    names = ((match, match["name"].lower()) for match in found)
    return [match for match, name in names if (counts[name] > 1 if match["joint"] == ":" else name in asked)]


def _is_lost(document: Document, match: re.Match[str]) -> bool:
    """Return whether a definition is in a paragraph, and misspelt where it is on its first line."""
    line = document.source.line_at(match.start("opening"))
    leaf = document.places.leaf_on(line)
    if leaf is None or leaf.kind is not BlockKind.PARAGRAPH:
        return False
    return leaf.first < line or match["joint"] != ":"


def _lost(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report each definition that is text, but not those right below one whose colon is mended."""
    mended = 0
    for match in lost_definitions(document):
        name, joint = short(match["name"]), match["joint"]
        line, place = document.source.line_at(match.start("opening")), Span(*match.span("opening"))
        if joint != ":":
            message = f'found "[{name}]{joint}", expected "[{name}]:": readers see it, and no links'
            yield rule.diagnose(place, message)
        elif line != mended + 1:
            yield rule.diagnose(place, "a definition cannot begin right below text: readers see it, and no links")
            continue
        mended = line


def _repeated(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    first: dict[str, Definition] = {}
    for definition in document.definitions:
        known = first.setdefault(definition.label, definition)
        if known is definition or _is_note(definition):
            continue
        span, name = place_of(document, definition)
        related = (Related(place_of(document, known)[0], "this definition is the one that counts"),)
        is_same = known.url == definition.url
        elsewhere = "" if is_same else ", with another target"
        message = f"[{short(name)}] is already defined{elsewhere}"
        yield rule.diagnose(span, message, related=related, severity=Severity.INFO if is_same else None)


def _undefined(document: Document, rule: Rule, names: set[str]) -> Iterator[Diagnostic]:
    text = document.source.text
    if "][" not in text:
        return
    is_usual = sum(link.syntax is LinkSyntax.REFERENCE for link in document.links) >= MIN_WITNESSES
    likeness: list[bool] = []
    for opening, at, close in _references(document):
        label, second = text[opening + 1 : at], text[at + 2 : close]
        written = second or label
        name = normalizeReference(written)
        if name in names:
            continue
        is_twice = bool(second) and name == normalizeReference(label)
        is_alike = not is_usual and (is_twice or nearest(name, names) is not None)
        likeness.append(is_alike)
        if len(likeness) == _LOOKED_UP and not is_usual:
            if 2 * sum(likeness) < _LOOKED_UP:
                return
            is_usual = True
        if is_usual or is_alike:
            yield rule.diagnose(Span(opening, close + 1), f"reference [{short(written)}] is not defined")


def _references(document: Document) -> Iterator[tuple[int, int, int]]:
    """Yield the places of the three brackets, `[`, `][` and `]`, of what reads as a reference in running text."""
    text = document.source.text
    for block in document.blocks:
        inline = block.inline
        if inline is None or block.kind is BlockKind.HTML or "][" not in inline.content:
            continue
        pairs: Pairs | None = None
        start, end = inline.span
        at = text.find("][", start, end)
        while at >= 0:
            pairs = pairs or Pairs(inline, text)
            close = pairs.closing.get(at + 1)
            opening = pairs.opening.get(at)
            if close is not None and opening is not None and _is_reference(text, opening, at, close, pairs):
                yield opening, at, close
            at = text.find("][", at + 2, end)


def _is_reference(text: str, opening: int, at: int, close: int, pairs: Pairs) -> bool:
    """Return whether two brackets side by side are a reference: plain words in both, and the second short."""
    if close - at > _LONGEST or pairs.has_link(opening, close) or _URL.match(text, at + 2):
        return False
    follows_text = opening > 0 and (text[opening - 1].isalnum() or text[opening - 1] == "]")
    return not follows_text and text[close + 1 : close + 2] != "["


def _unused(document: Document) -> Iterator[Definition]:
    used = set(_used(document)) if document.definitions else ()
    for definition in document.definitions:
        if definition.label not in used and not definition.is_repeat and not _is_note(definition):
            yield definition


@remembered
def definitions_as_items(document: Document) -> dict[Definition, None]:
    """Return the definitions that nothing refers to and that are all that an item says: entries that readers do not see."""
    if not document.definitions:
        return {}
    items = (block for block in document.blocks if block.kind is BlockKind.ITEM)
    empty = {item.first for item in items if all(child.first > item.first for child in item.children)}
    return {definition: None for definition in _unused(document) if definition.first in empty}


def _used(document: Document) -> Iterator[str]:
    for link in document.links:
        if link.definition is not None:
            yield normalizeReference(link.definition)
    for block in document.blocks:
        for segment in block.inline.segments if block.inline is not None and "![" in block.inline.content else ():
            raw = document.source[segment.span]
            if segment.kind is SegmentKind.IMAGE and raw.endswith("]"):
                *alternative, name = raw[2:-1].split("][")
                yield normalizeReference(name or "][".join(alternative))


def _is_note(definition: Definition) -> bool:
    """Return whether a definition is a comment for editors, or a footnote."""
    return definition.url in _COMMENT_TARGETS or definition.label.startswith(("//", "^"))


def place_of(document: Document, definition: Definition) -> tuple[Span, str]:
    """Return where a definition is, and its name as written."""
    span = document.source.line_span(definition.first)
    raw = document.source[span]
    start, end = raw.find("["), raw.find("]:")
    if start < 0 or end < start:
        return span, definition.label
    return Span(span.start + start, span.start + end + 1), raw[start + 1 : end]
