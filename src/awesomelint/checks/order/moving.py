"""Items and rows as units that change places, with all their lines; sorting moves them, and fixes of single ones do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from awesomelint.checks.suppressions import MARKER
from awesomelint.document.model import Entry, Section
from awesomelint.document.order import Order
from awesomelint.markdown.blocks import LISTS, Block, BlockKind
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple


class Unit(NamedTuple):
    """An item or row: its lines, from 1, both inclusive, and the entry in it; `None` for an item that is none."""

    first: int
    last: int
    block: Block
    entry: Entry | None


class Run(NamedTuple):
    """The items of one list, or the rows of one table: nothing but blank lines is between them."""

    units: list[Unit]

    @property
    def entries(self) -> list[Entry]:
        """The entries among them, in order."""
        return [unit.entry for unit in self.units if unit.entry is not None]


def runs(section: Section) -> Iterator[Run]:
    """Yield the lists and tables of a section that have more than one item or row."""
    by_block = {id(entry.block): entry for entry in section.entries}
    parents = {id(entry.block.parent): entry.block.parent for entry in section.entries}
    for parent in parents.values():
        if parent is None or parent.kind not in (*LISTS, BlockKind.TABLE):
            continue
        blocks = [block for block in parent.children if block.kind is BlockKind.ITEM or id(block) in by_block]
        units = [Unit(block.first, block.last, block, by_block.get(id(block))) for block in blocks]
        if len(units) > 1:
            yield Run(units)


def obstacle(source: Source, run: Run, order: Order) -> str:
    """Return why items cannot change places, `""` where they can."""
    first, last = run.units[0].first, run.units[-1].last
    above = source.text[: source.line_starts[first - 1]].rstrip().rpartition("\n")[2]
    text = source[source.lines_span(first, last)]
    if MARKER in text or MARKER in above:
        return "a comment that suppresses findings is between entries"
    if any(one.last >= other.first for one, other in pairwise(run.units)):
        return "several entries are on one line"
    said = sum(order.key(entry) is not None for entry in run.entries)
    if 2 * said <= len(run.units):
        return f"most entries have no {order.by}"
    if any(entry.marker is None and entry.number is not None for entry in run.entries):
        return "entries are numbered in their text"
    return ""


def rearranged(source: Source, run: Run, places: Sequence[int]) -> tuple[Span, str]:
    """Return the stretch that the units fill, and its new text: what is between two of them stays where it is."""
    spans = [source.lines_span(unit.first, unit.last) for unit in run.units]
    parts: list[str] = []
    for at, place in enumerate(places):
        if at:
            parts.append(source.text[spans[at - 1].end : spans[at].start])
        parts.append(_renumbered(source, run.units[place], run.units[at], source[spans[place]]))
    return Span(spans[0].start, spans[-1].end), "".join(parts)


def _renumbered(source: Source, unit: Unit, there: Unit, text: str) -> str:
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
