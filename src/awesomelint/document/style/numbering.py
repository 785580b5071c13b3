"""How the items of ordered lists are numbered: in the source, and for readers.

Markdown counts for itself: readers see the number of a list's first item and one more for each item after it, whatever the
source says. Lists that follow one another in a section carry one row of numbers, until one of them begins anew.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from itertools import pairwise

from awesomelint.document.blocks import Block, BlockKind
from awesomelint.document.model import Document
from awesomelint.document.style.conventions import MIN_SHARE, MIN_WITNESSES


class Style(StrEnum):
    """How a row of numbers goes on. In a mixed row neither equal nor rising numbers prevail."""

    ASCENDING = "ascending"
    DESCENDING = "descending"
    CONSTANT = "constant"
    MIXED = "mixed"


class Restart(StrEnum):
    """Where numbers begin again: in each section, or never in a document."""

    SECTION = "section"
    DOCUMENT = "document"


class Row:
    """Numbered items that belong together: from one place where numbers may begin to the next.

    `begin` is the number that the row has to begin with, `None` where any will do. `opens_section` tells whether no other
    row stands before it in its section and under its parent.
    """

    __slots__ = ("begin", "items", "opens_section", "style")

    def __init__(self, *, opens_section: bool):
        self.items: list[Block] = []
        self.opens_section = opens_section
        self.style = Style.ASCENDING
        self.begin: int | None = None

    @property
    def numbers(self) -> list[int]:
        """The numbers as written."""
        return [item.ordinal or 0 for item in self.items]

    @property
    def is_top_level(self) -> bool:
        """Whether no other construct holds the items."""
        ordered_list = self.items[0].parent
        return ordered_list is not None and ordered_list.depth == 0


def rendered_numbers(ordered_list: Block) -> range:
    """Return the numbers that a reader sees before the items of an ordered list."""
    start = ordered_list.children[0].ordinal or 0
    return range(start, start + len(ordered_list.children))


def numbered_rows(document: Document) -> list[Row]:
    """Return the rows of numbers of a document, those of one place together, in the order of the source."""
    starts = [section.first for section in document.sections]
    places: dict[tuple[int, int], list[Block]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.ORDERED_LIST:
            section = bisect_right(starts, block.first)
            places.setdefault((section, id(block.parent)), []).append(block)
    rows: list[Row] = []
    for lists in places.values():
        opened = len(rows)
        for block in lists:
            if len(rows) == opened or block.children[0].ordinal in (0, 1):
                rows.append(Row(opens_section=len(rows) == opened))
            rows[-1].items.extend(block.children)
    for row in rows:
        row.style = style_of(row.numbers)
    return rows


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
        return Style.CONSTANT if most >= MIN_SHARE * len(numbers) else Style.MIXED
    return Style.ASCENDING


def restart_of(rows: list[Row]) -> Restart | None:
    """Return where the numbers of a document's sections begin again, `None` where too few sections tell."""
    opening = [row.numbers for row in _sections(rows) if len(row.items) > 1]
    fresh = sum(numbers[0] <= 1 for numbers in opening)
    if len(opening) >= MIN_WITNESSES and fresh >= MIN_SHARE * len(opening):
        return Restart.SECTION
    steps = [(before[-1], numbers[0]) for before, numbers in pairwise(opening)]
    continued = sum(first == last + 1 for last, first in steps)
    if len(steps) >= MIN_WITNESSES and continued >= MIN_SHARE * len(steps):
        return Restart.DOCUMENT
    return None


def joined_rows(rows: list[Row], restart: Restart | None) -> list[Row]:
    """Join the rows whose numbers run on over headings, and set where the others have to begin.

    A row that begins where the last one ended continues it whatever `restart` says.
    """
    result: list[Row] = []
    last: Row | None = None
    opening = {id(row) for row in _sections(rows)}
    for row in rows:
        if id(row) not in opening:
            result.append(row)
            continue
        number = row.items[0].ordinal or 0
        continues = last is not None and number > 1 and number == (last.items[-1].ordinal or 0) + 1
        if last is not None and (continues or restart is Restart.DOCUMENT):
            last.items.extend(row.items)
            continue
        if restart is Restart.SECTION and number > 1 and len(row.items) > 1:
            row.begin = 1
        result.append(row)
        last = row
    return result


def _sections(rows: list[Row]) -> list[Row]:
    """Return the rows that open a section and count."""
    return [row for row in rows if row.opens_section and row.is_top_level and row.style is Style.ASCENDING]
