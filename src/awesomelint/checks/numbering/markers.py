"""The markers of list items: one kind throughout a list, and numbers that readers see as the source gives them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from awesomelint.checks.base import Expectation, deviations, expectation, lost_emphasis
from awesomelint.checks.numbering.rows import HiddenItem, Hiding, behind_blanks, hidden_items
from awesomelint.checks.numbering.sequence import shift
from awesomelint.checks.rendering.nesting import lists_between_numbers
from awesomelint.checks.rendering.signs import blank_line
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related
from awesomelint.document.conventions import MIN_WITNESSES, Observation
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Document, Entry
from awesomelint.markdown.blocks import (
    LISTS,
    Block,
    BlockKind,
    Mark,
    indent_of,
    is_line_end,
    quote_depth,
    rendered_numbers,
)
from awesomelint.markdown.html import tags
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import expression

_BULLETS = frozenset("-*+")
_BULLET_LIST, _ORDERED_LIST = BlockKind.BULLET_LIST, BlockKind.ORDERED_LIST
_PINNED = {"dash": "-", "asterisk": "*", "plus": "+", "number": "1.", "number-parenthesis": "1)"}


def list_marker(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report lists whose markers are not those of most entries of the section at their depth, one finding a list."""
    pinned = _PINNED.get(rule.options["style"])
    if pinned is None and not _is_mixed(document):
        return
    kept = lists_between_numbers(document)
    if pinned is None:
        kept |= _lists_apart(document)
    for point in (observe_list_marker, observe_nested_list_marker) if pinned is None else (observe_list_marker,):
        for section in document.sections:
            # Few witnesses are enough: another marker makes another list, which readers see.
            wanted = expectation(section, point, "entries", pinned=pinned, witnesses=MIN_WITNESSES)
            if wanted is None:
                continue
            deviating = deviations(section, point, wanted)
            for parent, group in groupby(deviating, key=lambda pair: pair[0].block.parent):
                alike = list(group)
                if parent not in kept and not any(lost_emphasis(entry) for entry, _ in alike):
                    yield _report(alike, wanted, rule)


def _is_mixed(document: Document) -> bool:
    """Return whether lists of one depth have different markers anywhere; in most documents they have not."""
    markers: dict[int, tuple[BlockKind, str]] = {}
    for block in document.blocks:
        if block.kind is _BULLET_LIST or block.kind is _ORDERED_LIST:
            marker = (block.kind, block.markup)
            if markers.setdefault(block.depth, marker) != marker:
                return True
    return False


def _lists_apart(document: Document) -> frozenset[Block]:
    """Return the lists that have no other list right before or right after them, and are in no list's item."""
    apart: set[Block] = set()
    for parent in (document.root, *document.blocks):
        if parent.kind is BlockKind.ITEM:
            continue
        children = parent.children
        for before, block, after in zip([None, *children], children, [*children[1:], None], strict=False):
            if block.kind in LISTS and all(other is None or other.kind not in LISTS for other in (before, after)):
                apart.add(block)
    return frozenset(apart)


def _report(group: list[tuple[Entry, Observation]], wanted: Expectation, rule: Rule) -> Diagnostic:
    entry, (found, _) = group[0]
    assert entry.marker is not None
    parent = entry.block.parent
    assert parent is not None
    items = f" before {len(group)} entries" if len(group) > 1 else ""
    message = f"found the list marker {found}{items}, expected {wanted.value}"
    fix = None
    if found in _BULLETS and wanted.value in _BULLETS:
        # All items of the list get the other bullet: were one left, the list would be cut in two.
        markers = [item.marker for item in parent.children if item.marker is not None]
        fix = Fix(tuple(Edit(marker, wanted.value) for marker in markers), title=f"write {wanted.value}")
    return rule.diagnose(entry.marker, message, fix=fix, evidence=wanted.evidence)


def observe_list_marker(entry: Entry) -> Iterator[Observation]:
    """Observe which marker is before an entry that is an item of an outermost list."""
    yield from _marker_at(entry, 1)


def observe_nested_list_marker(entry: Entry) -> Iterator[Observation]:
    """Observe which marker is before an entry that is an item of a list in another list's item."""
    yield from _marker_at(entry, 2)


def _marker_at(entry: Entry, depth: int) -> Iterator[Observation]:
    if entry.marker is not None and entry.block.depth == depth:
        mark = entry.block.markup
        yield Observation(mark if entry.block.ordinal is None else f"1{mark}", entry.marker)


# -- numbers that readers see otherwise than the source gives them

_WORD = expression(r"\w{3,}")
_FEWEST = 3
"""Items that two halves of a list have at least."""


def rendered_number(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report numbers that readers see otherwise, or not as numbers, because something splits or swallows the list."""
    for _, group in groupby(hidden_items(document), key=lambda item: id(item.block)):
        items = list(group)
        if items[0].hiding is Hiding.NESTED:
            yield _nested(document.source, items, rule)
        else:
            if items[0].hiding is not Hiding.NO_SPACE:
                yield _swallowed(document.source, items[0], rule)
            unspaced = [item for item in items if item.hiding is Hiding.NO_SPACE]
            if unspaced:
                yield _unspaced(document.source, unspaced, rule)
    for parent in (document.root, *document.blocks):
        if len(parent.children) > 2:
            yield from _split(document.source, parent, rule)


def _unspaced(source: Source, items: list[HiddenItem], rule: Rule) -> Diagnostic:
    first = items[0]
    gaps = [Span(item.marker.end, behind_blanks(source, item.marker.end)) for item in items]
    what = "an unusual space" if source[gaps[0]] else "no space"
    is_in_item = first.block.first <= first.before.last
    place = f"item {first.before.ordinal}" if is_in_item else "the paragraph above"
    message = f"number {first.number} has {what} after it, so readers see it as text of {place}"
    title = f"make number {first.number} an item"
    if len(items) > 1:
        message = f"{len(items)} numbers from {first.number} on have {what} after them, so readers see them as text of {place}"
        title = f"make {len(items)} numbers items"
    fix = Fix(tuple(Edit(gap, " ") for gap in gaps if source[gap] != " "), title=title)
    return rule.diagnose(first.marker, message, fix=fix)


def _swallowed(source: Source, item: HiddenItem, rule: Rule) -> Diagnostic:
    number, marker = item.number, item.marker
    line = source.line_at(marker.start)
    if item.hiding is Hiding.GLUED:
        message = f"number {number} directly follows a paragraph, so readers see it as text"
        edit = blank_line(source, item.block, line)
    else:
        quotes = quote_depth(item.block)
        found, _ = indent_of(source, line, quotes)
        column, _ = indent_of(source, item.before.first, quotes)
        message = (
            f"number {number} is indented by {found}, expected {column}: "
            f"readers see it as text of item {item.before.ordinal}"
        )
        edit = Edit(Span(marker.start - (found - column), marker.start), "")
        if source[edit.span].strip(" "):
            return rule.diagnose(marker, message)
    return rule.diagnose(marker, message, fix=Fix((edit,), title=f"make number {number} an item"))


def _nested(source: Source, items: list[HiddenItem], rule: Rule) -> Diagnostic:
    first, outer = items[0], items[0].before
    assert outer.marker is not None
    column, _ = indent_of(source, outer.first, quote_depth(outer))
    found, _ = indent_of(source, first.block.first, quote_depth(outer))
    message = (
        f"number {first.number} is indented by {found}, expected {column}: "
        f"readers see it as an item under number {outer.ordinal}"
    )
    edits = _move(source, first.block, column - found)
    fix = Fix(tuple(edits), title="move it out of the item above") if edits else None
    related = (Related(outer.marker, f"number {outer.ordinal} is here"),)
    return rule.diagnose(first.marker, message, related=related, fix=fix)


def _move(source: Source, block: Block, columns: int) -> list[Edit]:
    """Return the edits that move all lines of a block to the left or right; none where spaces are lacking."""
    quotes = quote_depth(block)
    offsets = [indent_of(source, line, quotes)[1] for line in range(block.first, block.last + 1)]
    return shift(source, [offset for offset in offsets if not is_line_end(source, offset)], columns) or []


def _split(source: Source, parent: Block, rule: Rule) -> Iterator[Diagnostic]:
    """Report a list numbered `1.` throughout that is cut in two: readers see its second half begin at 1 again."""
    children = parent.children
    for before, between, after in zip(children, children[1:], children[2:], strict=False):
        if before.kind is not _ORDERED_LIST or after.kind is not _ORDERED_LIST or before.markup != after.markup:
            continue
        items = (*before.children, *after.children)
        if len(items) < _FEWEST or any(item.ordinal != 1 for item in items):
            continue
        item, again = before.children[-1], after.children[0]
        assert again.marker is not None
        what = "comment" if _is_comment(between) else "paragraph" if _continues(item, between) else None
        if what is None:
            continue
        expected = rendered_numbers(before)[-1] + 1
        message = f"readers see 1 here, expected {expected}: the {what} on line {between.first} splits the list"
        column, _ = indent_of(source, between.first, quote_depth(between))
        edits = _move(source, between, item.indent - column)
        related = (Related(source.line_span(between.first), f"the {what} is here"),)
        yield rule.diagnose(again.marker, message, related=related, fix=Fix(tuple(edits), title=f"indent the {what}"))


def _continues(item: Block, block: Block) -> bool:
    """Return whether a paragraph surely goes on with an item: authors in italics, label links alone, or the item's name."""
    head = item.children[0].inline if item.children else None
    if block.kind is not BlockKind.PARAGRAPH or block.inline is None or head is None:
        return False
    segments = [segment for segment in block.inline.segments if segment.text.strip()]
    if not segments or segments[0].is_bold:
        return False
    if Mark.ITALIC in segments[0].marks:
        return "," in segments[0].text
    if all(segment.link is not None or not _WORD.search(segment.text) for segment in segments):
        return all(label_kind(link.label) is not None for link in block.inline.links)
    named = next((segment for segment in head.segments if segment.link is not None or segment.is_bold), None)
    words, first = _WORD.match(segments[0].text), _WORD.match(named.text) if named is not None else None
    return words is not None and first is not None and words[0] == first[0]


def _is_comment(block: Block) -> bool:
    """Return whether a block is a comment that says something; an empty one is how people split a list on purpose."""
    if block.kind is not BlockKind.HTML or block.inline is None:
        return False
    content, done, has_words = block.inline.content, 0, False
    for tag in tags(content):
        if tag.name != "!--" or content[done : tag.start].strip():
            return False
        has_words = has_words or bool(tag.raw.strip("<>!- \t\n"))
        done = tag.end
    return has_words and not content[done:].strip()
