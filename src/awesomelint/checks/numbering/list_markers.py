"""Do the entries of a section begin with the same marker?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from awesomelint.checks.deviation import prevailing, share
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.blocks import Block, BlockKind
from awesomelint.document.model import Document, Entry
from awesomelint.document.style.conventions import Observation
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span

_BULLETS = frozenset("-*+")
_BULLET_LIST, _ORDERED_LIST = BlockKind.BULLET_LIST, BlockKind.ORDERED_LIST
_LISTS = (_BULLET_LIST, _ORDERED_LIST)
_PINNED = {"dash": "-", "asterisk": "*", "plus": "+", "number": "1.", "number-parenthesis": "1)"}


def list_marker(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report lists whose markers are not those of most entries of the section at their depth, one finding a list."""
    pinned = _PINNED.get(rule.options["style"])
    if pinned is None and not _is_mixed(document):
        return
    apart: set[int] | None = None
    for point in (observe_list_marker, observe_nested_list_marker):
        if pinned is not None and point is not observe_list_marker:
            continue
        for section in document.sections:
            convention = prevailing(document, section, point, shared=True) if pinned is None else None
            expected = convention.value if convention is not None else pinned
            if expected is None:
                continue
            deviating = [
                (entry, seen.value)
                for entry in section.entries
                for seen in document.conventions.observations(point, entry)
                if seen.value != expected
            ]
            if deviating and convention is not None and apart is None:
                apart = _lists_apart(document)
            evidence = f" {share(convention, 'entries')}" if convention is not None else ""
            for parent, group in groupby(deviating, key=lambda pair: id(pair[0].block.parent)):
                if apart is None or parent not in apart:
                    yield _report(list(group), expected, evidence, rule)


def _is_mixed(document: Document) -> bool:
    """Tell whether lists of one depth have different markers anywhere; in most documents they have not."""
    markers: dict[int, tuple[BlockKind, str]] = {}
    for block in document.blocks:
        if block.kind is _BULLET_LIST or block.kind is _ORDERED_LIST:
            marker = (block.kind, block.markup)
            if markers.setdefault(block.depth, marker) != marker:
                return True
    return False


def _lists_apart(document: Document) -> set[int]:
    """Return the lists (by `id`) that have no other list right before or right behind them, and stand in no list's item."""
    apart: set[int] = set()
    for parent in (document.root, *document.blocks):
        if parent.kind is BlockKind.ITEM:
            continue
        children = parent.children
        for before, block, after in zip([None, *children], children, [*children[1:], None], strict=False):
            if block.kind in _LISTS and all(other is None or other.kind not in _LISTS for other in (before, after)):
                apart.add(id(block))
    return apart


def _report(group: list[tuple[Entry, str]], expected: str, evidence: str, rule: Rule) -> Diagnostic:
    entry, found = group[0]
    assert entry.marker is not None
    parent = entry.block.parent
    assert parent is not None
    items = f" before {len(group)} entries" if len(group) > 1 else ""
    message = f"found the list marker {found}{items}, expected {expected}{evidence}"
    fix = _marking(parent, expected) if found in _BULLETS and expected in _BULLETS else None
    return rule.diagnose(entry.marker, message, fix=fix)


def _marking(parent: Block, expected: str) -> Fix:
    """Return the fix that gives all items of a list another bullet; none may stay, or the list would be cut in two."""
    markers = [item.marker for item in parent.children if item.marker is not None]
    return Fix(tuple(Edit(Span(*marker), expected) for marker in markers), title=f"write {expected}")


def observe_list_marker(entry: Entry) -> Iterator[Observation]:
    """Tell which marker stands before an entry that is an item of an outermost list."""
    yield from _marker_at(entry, 1)


def observe_nested_list_marker(entry: Entry) -> Iterator[Observation]:
    """Tell which marker stands before an entry that is an item of a list in another list's item."""
    yield from _marker_at(entry, 2)


def _marker_at(entry: Entry, depth: int) -> Iterator[Observation]:
    if entry.marker is not None and entry.block.depth == depth:
        mark = entry.block.markup
        yield Observation(mark if entry.block.ordinal is None else f"1{mark}", entry.marker)
