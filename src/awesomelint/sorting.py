"""Put the entries of a list in order: whole items and rows move with all that is in them, and nothing else changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from awesomelint.checks.suppressions import MARKER
from awesomelint.diagnostic import Edit
from awesomelint.document.model import Document, Entry, Section
from awesomelint.document.order import By, Order, longest_rise, order_of
from awesomelint.document.parse import parse_document
from awesomelint.errors import InternalError
from awesomelint.fixing.edits import Edited
from awesomelint.markdown.blocks import LISTS, Block, BlockKind
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

MAX_ROUNDS = 10
"""Rounds after which sorting ends: lists in lists in lists need three."""


class Sorted(NamedTuple):
    """What became of a list: its text in order, and how many entries moved in how many of its sections that were asked for.

    `sections` are those that were sorted or were in order already; `refused` says of others why they stay as they are.
    """

    source: Source
    sections: tuple[Section, ...]
    moved: int
    refused: tuple[tuple[Section, str], ...]


def sort_entries(
    document: Document,
    by: By | None = None,
    *,
    is_reversed: bool = False,
    chosen: Callable[[Section], bool] = lambda section: True,
) -> Sorted:
    """Return a list with the entries of its chosen sections in order.

    Without `by` only sections that are mostly in some order are sorted, in that order. With it, the direction is the section's
    own where it has one, else rising: the oldest first, A to Z. `is_reversed` turns either round. An entry that does not say
    what is compared stays behind the one above it. Numbers of items stay where they are, so that the list counts as before.

    Raises `InternalError` where a word, a link, a heading or a block would be lost; the list is then left as it is.
    """
    directions: _Directions = {}
    first = _arranged(document, by, is_reversed, chosen, directions)
    source, moved, rounds, after = document.source, 0, first, document
    for _ in range(MAX_ROUNDS):  # lists within items first, then the items
        if not rounds.edits:
            break
        source = source.with_text(Edited(source.text, rounds.edits).text)
        moved += rounds.moved
        after = parse_document(source, document.venues)
        rounds = _arranged(after, by, is_reversed, chosen, directions)
    if moved and not _holds_the_same(document, after):
        raise InternalError(f"{document.source.path}: sorting would lose something, so nothing was changed")
    return Sorted(source, first.sections, moved, first.refused)


class _Arranged(NamedTuple):
    """What is to be done to sort the innermost lists that are not in order, and what `Sorted` says of sections."""

    edits: list[Edit]
    moved: int
    sections: tuple[Section, ...]
    refused: tuple[tuple[Section, str], ...]


_Directions = dict[frozenset[str], bool]
"""Whether a list, known by the texts of its entries, is sorted falling: decided once, before sorting changes what is seen."""


def _arranged(
    document: Document,
    by: By | None,
    is_reversed: bool,
    chosen: Callable[[Section], bool],
    directions: _Directions,
) -> _Arranged:
    sections: dict[Section, None] = {}
    refused: list[tuple[Section, str]] = []
    found: list[tuple[Span, str, int]] = []
    for section in document.sections:
        for run in _runs(section) if section.entries and chosen(section) else ():
            order = order_of(run.entries, by)
            if order is None and by is None:
                continue
            order = order or Order.plain(by or By.TITLE)
            if reason := _obstacle(document.source, run, order):
                refused.append((section, reason))
                continue
            sections[section] = None
            known = frozenset(document.source[entry.span] for entry in run.entries)
            is_falling = directions.setdefault(known, order.is_falling != is_reversed)
            places = _sorted_places(run, order, is_falling=is_falling)
            if places != list(range(len(places))):
                moved = len(places) - len(longest_rise(places))
                found.append((*_rearranged(document.source, run, places), moved))
    found.sort(key=lambda edit: len(edit[0]))
    edits: list[tuple[Span, str, int]] = []
    for edit in found:
        if not any(edit[0].overlaps(other[0]) for other in edits):
            edits.append(edit)
    return _Arranged(
        [Edit(span, text) for span, text, _ in sorted(edits)],
        sum(edit[2] for edit in edits),
        tuple(sections),
        tuple(refused),
    )


# -- what moves


class _Unit(NamedTuple):
    """An item or row: its lines, from 1, both inclusive, and the entry in it; `None` for an item that is none."""

    first: int
    last: int
    block: Block
    entry: Entry | None


class _Run(NamedTuple):
    """The items of one list, or the rows of one table: nothing but blank lines is between them."""

    units: list[_Unit]

    @property
    def entries(self) -> list[Entry]:
        return [unit.entry for unit in self.units if unit.entry is not None]


def _runs(section: Section) -> Iterator[_Run]:
    by_block = {id(entry.block): entry for entry in section.entries}
    parents = {id(entry.block.parent): entry.block.parent for entry in section.entries}
    for parent in parents.values():
        if parent is None or parent.kind not in (*LISTS, BlockKind.TABLE):
            continue
        blocks = [block for block in parent.children if block.kind is BlockKind.ITEM or id(block) in by_block]
        units = [_Unit(block.first, block.last, block, by_block.get(id(block))) for block in blocks]
        if len(units) > 1:
            yield _Run(units)


def _obstacle(source: Source, run: _Run, order: Order) -> str:
    """Return why items cannot change places, `""` where they can."""
    first, last = run.units[0].first, run.units[-1].last
    above = source.text[: source.line_starts[first - 1]].rstrip().rpartition("\n")[2]
    text = source.text[source.line_starts[first - 1] : source.line_span(last).end]
    if MARKER in text or MARKER in above:
        return "a comment that suppresses findings is between its entries"
    if any(one.last >= other.first for one, other in pairwise(run.units)):
        return "several of its entries are on one line"
    said = sum(order.key(entry) is not None for entry in run.entries)
    if 2 * said <= len(run.units):
        return f"most of its entries have no {order.by}"
    if any(entry.marker is None and entry.number is not None for entry in run.entries):
        return "its entries are numbered in their text"
    return ""


# -- where to


def _sorted_places(run: _Run, order: Order, *, is_falling: bool) -> list[int]:
    """Return which unit comes at each place; one that does not say what is compared follows the one above it."""
    groups: list[list[int]] = []
    keys: list[Any] = []
    for at, unit in enumerate(run.units):
        key = order.key(unit.entry) if unit.entry is not None else None
        if key is None and groups:
            groups[-1].append(at)
        else:
            groups.append([at])
            keys.append(key)
    head = groups[:1] if keys and keys[0] is None else []
    rest = list(zip(keys, groups, strict=True))[len(head) :]
    rest.sort(key=lambda pair: pair[0], reverse=is_falling)
    return [at for group in (*head, *(group for _, group in rest)) for at in group]


def _rearranged(source: Source, run: _Run, places: Sequence[int]) -> tuple[Span, str]:
    """Return the stretch that the units fill, and its new text: what is between two of them stays where it is."""
    starts = [source.line_starts[unit.first - 1] for unit in run.units]
    ends = [source.line_span(unit.last).end for unit in run.units]
    text = source.text
    parts: list[str] = []
    for at, place in enumerate(places):
        if at:
            parts.append(text[ends[at - 1] : starts[at]])
        parts.append(_renumbered(source, run.units[place], run.units[at], text[starts[place] : ends[place]]))
    return Span(starts[0], ends[-1]), "".join(parts)


def _renumbered(source: Source, unit: _Unit, there: _Unit, text: str) -> str:
    """Return the lines of an item with the number of its new place; what is below is indented to the text again."""
    old, new = unit.block.marker, there.block.marker
    if old is None or new is None or source[old] == source[new]:
        return text
    at = old.start - source.line_starts[unit.first - 1]
    text = text[:at] + source[new] + text[at + len(source[old]) :]
    wider = len(source[new]) - len(source[old])
    if not wider:
        return text
    head, *lines = text.splitlines(keepends=True)
    return head + "".join(indented(line, wider) for line in lines)


def indented(line: str, wider: int) -> str:
    """Return a line with so many more spaces before it, or fewer; a blank line stays."""
    if not line.strip():
        return line
    if wider > 0:
        return " " * wider + line
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(spaces, -wider) :]


# -- that nothing is lost


def _holds_the_same(before: Document, after: Document) -> bool:
    """Return whether two versions have the same words, links, headings and blocks, in whatever order.

    Fields are not compared: they are read by what is around an entry too.
    """
    return _contents(before) == _contents(after)


def _contents(document: Document) -> tuple[object, ...]:
    words = Counter(word for word in document.source.text.split() if not _NUMBER.fullmatch(word))
    links = Counter((link.label, link.url) for link in document.links)
    blocks = Counter(block.kind for block in document.blocks)
    return words, links, blocks, [section.path for section in document.sections]


_NUMBER = expression(r"\d+[.)]")
