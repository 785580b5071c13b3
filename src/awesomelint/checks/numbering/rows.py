"""How the items of ordered lists are numbered: in the source, and as rendered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum, StrEnum
from itertools import pairwise, zip_longest

from awesomelint.document.conventions import is_majority, is_sure
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.blocks import Block, BlockKind, SegmentKind, first_text
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression


class Style(StrEnum):
    """How a row of numbers goes on. In a mixed row neither equal nor rising numbers prevail; years do not count."""

    ASCENDING = "ascending"
    DESCENDING = "descending"
    CONSTANT = "constant"
    MIXED = "mixed"
    YEARS = "years"


class Restart(StrEnum):
    """Where numbers begin again: in each section, or never in a document."""

    SECTION = "section"
    DOCUMENT = "document"


class Row(NamedTuple):
    """Numbered items that belong together: from one place where numbers may begin to the next.

    `begin` is the number that the row has to begin with, `None` where any will do. `opens_section` tells whether no other
    row is before it in its section and under its parent.
    """

    items: list[Block]
    style: Style
    opens_section: bool
    begin: int | None = None

    @property
    def numbers(self) -> list[int]:
        """The numbers as written."""
        return [item.ordinal or 0 for item in self.items]

    @property
    def counts_on(self) -> bool:
        """Whether the row opens a section with rising numbers, and no other construct holds it."""
        ordered_list = self.items[0].parent
        is_top_level = ordered_list is not None and ordered_list.depth == 0
        return self.opens_section and is_top_level and self.style is Style.ASCENDING


def numbered_rows(document: Document, style: Style | None = None) -> list[Row]:
    """Return the rows of numbers of a document, those of one place together, in the order of the source.

    Their style is what their numbers tell, unless it is given.
    """
    headings = (block for block in document.blocks if block.kind is _HEADING and block.parent is not document.root)
    starts = sorted({section.first for section in document.sections} | {block.first for block in headings})
    places: dict[tuple[int, int], list[Block]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.ORDERED_LIST:
            section = bisect_right(starts, block.first)
            places.setdefault((section, id(block.parent)), []).append(block)
    rows: list[Row] = []
    for lists in places.values():
        parts: list[list[Block]] = []
        for block in lists:
            first = block.children[0].ordinal or 0
            if not parts or first <= 1 or _leaps(parts[-1][-1].ordinal or 0, first):
                parts.append([])
            parts[-1] += block.children
        for items in parts:
            numbers = [item.ordinal or 0 for item in items]
            own = Style.YEARS if are_years(numbers) else style_of(numbers) if style is None else style
            rows.append(Row(items, own, opens_section=items is parts[0]))
    return rows


_YEARS = range(1800, 2101)
_LONG = 20
"""Numbers from which on most may count up by one: a list that began at 1 has come to the years."""


def are_years(numbers: Sequence[int]) -> bool:
    """Return whether numbers are the years of works: all could be, and they do not count up by one as those of a long list."""
    if not numbers or any(number not in _YEARS for number in numbers):
        return False
    up = sum(number == before + 1 for before, number in pairwise(numbers))
    return not is_majority(up, len(numbers) - 1, witnesses=_LONG)


def _leaps(before: int, first: int) -> bool:
    """Return whether years begin behind numbers, or numbers behind years."""
    return (before in _YEARS) != (first in _YEARS) and first != before + 1


_FEW = 4
"""Repeated numbers up to which each is a slip."""


def style_of(numbers: list[int]) -> Style:
    """Return how numbers go on, told by most of the steps from one to the next; only 0 and 1 may stay the same."""
    up = same = down = 0
    for before, number in pairwise(numbers):
        up += number == before + 1
        same += number == before and number <= 1
        down += number == before - 1
    if down >= 2 and down > max(up, same):
        return Style.DESCENDING
    if same > up:
        most = max(numbers.count(0), numbers.count(1))
        return Style.CONSTANT if is_majority(most, len(numbers), witnesses=0) else Style.MIXED
    if same > _FEW and not is_sure(up, same):
        return Style.MIXED  # new items get a 1, and are numbered later or never
    return Style.ASCENDING


def restart_of(rows: list[Row]) -> Restart | None:
    """Return where the numbers of a document's sections begin again, `None` where too few sections tell."""
    opening = [row.numbers for row in rows if row.counts_on and len(row.items) > 1]
    fresh = sum(numbers[0] <= 1 for numbers in opening)
    if is_majority(fresh, len(opening)):
        return Restart.SECTION
    steps = [(before[-1], numbers[0]) for before, numbers in pairwise(opening)]
    continued = sum(first == last + 1 for last, first in steps)
    if is_majority(continued, len(steps)):
        return Restart.DOCUMENT
    return None


def joined_rows(rows: list[Row], restart: Restart | None) -> list[Row]:
    """Join the rows whose numbers run on over headings, and set where the others have to begin.

    A row that begins where the last one ended continues it whatever `restart` says.
    """
    result: list[Row] = []
    last: Row | None = None
    for row in rows:
        if not row.counts_on:
            result.append(row)
            continue
        number = row.items[0].ordinal or 0
        continues = last is not None and number > 1 and number == (last.items[-1].ordinal or 0) + 1
        if last is not None and (continues or restart is Restart.DOCUMENT):
            last.items.extend(row.items)
            continue
        begins_anew = restart is Restart.SECTION and number > 1 and len(row.items) > 1
        last = row._replace(items=[*row.items], begin=1 if begins_anew else None)
        result.append(last)
    return result


# -- items that readers do not see: their numbers are in the source, but not in the rendered list

_PARAGRAPH, _ORDERED_LIST, _HEADING = BlockKind.PARAGRAPH, BlockKind.ORDERED_LIST, BlockKind.HEADING
_NUMBER = expression(r"(\d{1,9})[.)](?:([ \t])|(?=[^\x00-!#-)+-@\\\]^a-z{-\x7f]))")


_BLANKS = expression(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*")


def behind_blanks(source: Source, offset: int) -> int:
    """Return the offset after the spaces at `offset` that Markdown takes for text, such as no-break spaces."""
    match = _BLANKS.match(source.text, offset)
    assert match is not None
    return match.end()


class Hiding(Enum):
    """Why an item is not one of the list that it was meant for."""

    NO_SPACE = "no space after the number"
    GLUED = "glued to the paragraph above"
    INDENTED = "indented into the text of the item above"
    NESTED = "indented into a list in the item above"


class HiddenItem(NamedTuple):
    """A number that runs on from the item `before` but is not seen as the next one.

    `marker` is the number with its delimiter, `block` the nested list, or the paragraph that swallowed the item.
    """

    number: int
    marker: Span
    before: Block
    block: Block
    hiding: Hiding


@remembered
def hidden_items(document: Document) -> list[HiddenItem]:
    """Return the hidden items of a document in the order of the source."""
    found: list[HiddenItem] = []
    last_list: Block | None = None
    for block in document.blocks:
        kind = block.kind
        if kind is _PARAGRAPH:
            if last_list is not None and block.parent is last_list.parent and last_list.last < block.first < block.last:
                found += _in_text(document, block, last_list.children[-1], Hiding.GLUED)
        elif kind is _ORDERED_LIST:
            last_list = block
            for item, after in zip_longest(block.children, block.children[1:]):
                if item.ordinal and item.children and any(map(_may_hide, item.children)):
                    found += _in_item(document, item, after)
        elif kind is _HEADING:
            last_list = None
    found.sort(key=lambda item: item.marker)
    return found


@remembered
def hidden_places(document: Document) -> frozenset[int]:
    """Return where the markers of hidden items begin."""
    return frozenset(item.marker.start for item in hidden_items(document))


def _may_hide(block: Block) -> bool:
    """Return whether a block in an item can hold another item: a list, or a paragraph of several lines."""
    return block.kind is _ORDERED_LIST or (block.first < block.last and block.kind is _PARAGRAPH)


def _in_item(document: Document, item: Block, after: Block | None) -> Iterator[HiddenItem]:
    """Yield what is in an item but goes on with its number, up to the number of the item `after`."""
    assert item.ordinal is not None
    last = item.children[-1]
    found: list[HiddenItem] = []
    if last.kind is _ORDERED_LIST:
        for place, nested in enumerate(last.children, item.ordinal + 1):
            assert nested.marker is not None
            if nested.ordinal != place:
                return
            found.append(HiddenItem(place, nested.marker, item, last, Hiding.NESTED))
    else:
        for child in item.children:
            if not found and _may_hide(child) and child.kind is _PARAGRAPH:
                found += _in_text(document, child, item, Hiding.INDENTED)
    if found and (after is None or after.ordinal == found[-1].number + 1 or found[0].hiding is Hiding.NO_SPACE):
        yield from found


def _in_text(document: Document, block: Block, before: Block, spaced: Hiding) -> Iterator[HiddenItem]:
    """Yield the lines of a paragraph that begin with the numbers after that of the item `before`.

    Not those that go on from a line of the paragraph which begins another list.
    """
    number, other = before.ordinal, 0
    if block.inline is None or not number:
        return
    for segment in block.inline.segments:
        if segment.kind is not SegmentKind.SOFT_BREAK:
            continue
        match = _NUMBER.match(document.source.text, first_text(document.source, segment.end))
        if match is None:
            continue
        if int(match[1]) != number + 1 or other == number:
            other = int(match[1])
        else:
            number += 1
            marker = Span(match.start(), match.end(1) + 1)
            yield HiddenItem(number, marker, before, block, spaced if match[2] else Hiding.NO_SPACE)
