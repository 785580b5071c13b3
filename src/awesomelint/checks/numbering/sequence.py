"""Sequential numbers: one finding per root cause, however many numbers follow from it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from awesomelint.checks.numbering.rows import (
    HiddenItem,
    Restart,
    Row,
    Style,
    hidden_items,
    joined_rows,
    numbered_rows,
    restart_of,
)
from awesomelint.checks.rendering.conflicts import conflicts
from awesomelint.checks.rendering.list_starts import raw_numbers
from awesomelint.checks.rendering.nesting import misnested_items
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix, Related, Severity
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import (
    INDENT_OF_CODE,
    Block,
    BlockKind,
    column_at,
    first_text,
    indent_of,
    is_indented_code,
    is_line_end,
    quote_depth,
    rendered_numbers,
)
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

MANY = 3
"""Breaks in one row above which it was not kept in order at all, which is one finding."""

_UNSPACED_NUMBER = expression(r"^[ \t]*(\d{1,9})[.)](?=[^\W\d]|[*\[])", re.MULTILINE)
_FIRST_NUMBER = expression(r"^[ \t>]*(\d{1,9})(?!\w)", re.MULTILINE)
_MARKED_NUMBER = expression(r"^[*★☆※•·]{1,2}[ \t]?(\d{1,4})[.)、．](?!\d)", re.MULTILINE)
"""A number after a mark that singles the entry out: "*2. Title" is a paragraph, and reads as the second entry all the same."""

_PINNED = {
    "ascending": (Style.ASCENDING, None),
    "descending": (Style.DESCENDING, None),
    "one": (Style.CONSTANT, 1),
    "zero": (Style.CONSTANT, 0),
}


class Cause(Enum):
    """What went wrong at a break, as a message says it."""

    REPEAT = "number {number} repeats, expected {expected}"
    JUMP = "numbers jump from {before} to {number}, expected {expected}"
    BACK = "numbers go back from {before} to {number}, expected {expected}"
    LONE = "found number {number} between {before} and {after}, expected {expected}"
    INTRUDER = "found number {number} between {before} and {expected}, expected {expected} here and {following} next"
    SWAP = "numbers {number} and {expected} are swapped, expected {expected} first"
    BEGIN = "numbers begin at {number}, expected {expected}"


class Break(NamedTuple):
    """The item (its place in a row) at which numbers stop running on, and the number expected there."""

    place: int
    expected: int
    cause: Cause


def sequential_numbers(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report each place where a row of numbers stops running on."""
    source = document.source
    style, constant = _PINNED.get(rule.options["style"], (None, None))
    rows = numbered_rows(document, style)
    restart = rule.options["restart"]
    hidden = hidden_items(document)
    misnested = misnested_items(document)
    for row in joined_rows(rows, restart_of(rows) if restart == "infer" else Restart(restart)):
        if (misnested and not misnested.isdisjoint(row.items)) or _is_in_conflict(document, row):
            continue
        if row.style is Style.CONSTANT:
            yield from _constant(source, row, constant, rule)
        elif row.style is Style.MIXED:
            yield from _mixed(row, rule)
        elif row.style is not Style.YEARS:
            yield from _running(document, row, hidden, rule)


def _is_in_conflict(document: Document, row: Row) -> bool:
    """Return whether some items are in a merge conflict, which has the numbers of two versions."""
    bounds = [place for markers in conflicts(document) for place in (markers[0].start(), markers[-1].end())]
    starts = document.source.line_starts
    return bool(bounds) and any(bisect_left(bounds, starts[item.first - 1]) % 2 == 1 for item in row.items)


# -- numbers that run on


def breaks(numbers: list[int], step: int = 1, begin: int | None = None) -> list[Break]:
    """Return where numbers stop running on, one break a root cause.

    After a repeat or a jump the rest is judged against the number found: one lost or doubled entry is one break. A number
    that its neighbours do without is a slip of its own, and so are two neighbours that changed places.
    """
    found: list[Break] = []
    expected = numbers[0] if begin is None else begin
    padded: list[int | None] = [*numbers, None, None]
    index = 0
    while index < len(numbers):
        number, after, then = numbers[index], padded[index + 1], padded[index + 2]
        if number == expected:
            expected += step
        elif index == 0:
            found.append(Break(0, expected, Cause.BEGIN))
            expected = number + step
        elif after == expected + step:
            cause = Cause.REPEAT if number == expected - step else Cause.LONE
            found.append(Break(index, expected, cause))
            expected += step
        elif after == expected and number == expected + step and then in (None, expected + 2 * step):
            found.append(Break(index, expected, Cause.SWAP))
            expected += 2 * step
            index += 1
        elif after == expected and number != expected - step and then in (None, expected + step):
            found.append(Break(index, expected, Cause.INTRUDER))
        else:
            is_ahead = (number - expected) * step > 0
            cause = Cause.REPEAT if number == expected - step else Cause.JUMP if is_ahead else Cause.BACK
            found.append(Break(index, expected, cause))
            expected = number + step
        index += 1
    return found


def _is_hidden(document: Document, row: Row, fault: Break, hidden: Sequence[HiddenItem]) -> bool:
    """Return whether the numbers that a jump leaves out are there: in text, and another rule's, or marked with a star."""
    if fault.cause is not Cause.JUMP:
        return False
    source, raw = document.source, raw_numbers(document)
    start, end = _marker(row.items[fault.place - 1]).start, _marker(row.items[fault.place]).start
    first = bisect_left(hidden, start, key=lambda item: item.marker.start)
    last = bisect_left(hidden, end, key=lambda item: item.marker.start)
    there = {item.number for item in hidden[first:last]}
    there.update(int(match[1]) for match in _MARKED_NUMBER.finditer(source.text, start, end))
    left_out = range(fault.expected, row.numbers[fault.place])
    index = bisect_left(raw, start, key=lambda line: line.at)
    if index < len(raw) and raw[index].at < end and raw[index].number in left_out:
        return True
    if any(int(match[1]) in left_out for match in _UNSPACED_NUMBER.finditer(source.text, start, end)):
        return True  # what it leaves out is in text, and another rule's
    return bool(there) and there.issuperset(left_out)


def _running(document: Document, row: Row, hidden: Sequence[HiddenItem], rule: Rule) -> Iterator[Diagnostic]:
    source, numbers = document.source, row.numbers
    step = -1 if row.style is Style.DESCENDING else 1
    faults = [one for one in breaks(numbers, step, row.begin) if not _is_hidden(document, row, one, hidden)]
    if len(faults) > MANY:
        first = faults[0]
        related = tuple(
            Related(_marker(row.items[other.place]), _message(numbers, other, step)) for other in faults[1:]
        )
        message = f"numbers are not sequential in {len(faults)} places, first here: {_message(numbers, first, step)}"
        yield rule.diagnose(
            _marker(row.items[first.place]), message, related=related, fix=_renumbering(source, row, first, step)
        )
        return
    for one in faults:
        related = ()
        if one.cause is Cause.REPEAT:
            number = numbers[one.place]
            related = (Related(_marker(row.items[one.place - 1]), f"the other {number} is here"),)
        message = _message(numbers, one, step)
        right = faults[0].expected + one.place - faults[0].place  # as the fix of the first one leaves it
        if step > 0 and right != one.expected:
            message += f" ({right} once the numbers above are right)"
        yield rule.diagnose(
            _marker(row.items[one.place]), message, related=related, fix=_renumbering(source, row, one, step)
        )


def _message(numbers: list[int], fault: Break, step: int) -> str:
    place, expected = fault.place, fault.expected
    after = numbers[place + 1] if place + 1 < len(numbers) else ""
    values = {"number": numbers[place], "before": numbers[place - 1], "after": after, "expected": expected}
    return fault.cause.value.format(**values, following=expected + step)


def _renumbering(source: Source, row: Row, fault: Break, step: int) -> Fix | None:
    """Return the fix that numbers the rest of a row from a break on.

    A descending row has none: it counts down to a last number that is right, so what is wrong is above the break. Nor has
    a jump over a number that a line of text begins with, which may be the item.
    """
    if step < 0:
        return None
    if fault.cause is Cause.JUMP:
        start, end = _marker(row.items[fault.place - 1]).end, _marker(row.items[fault.place]).start
        firsts = (int(match[1]) for match in _FIRST_NUMBER.finditer(source.text, start, end))
        if any(fault.expected <= number < row.numbers[fault.place] for number in firsts):
            return None
    edits: list[Edit] = []
    for number, item in enumerate(row.items[fault.place :], fault.expected):
        changed = renumber(source, item, number)
        if changed is None:
            return None
        edits += changed
    return Fix(tuple(edits), title=f"number the items from {fault.expected} on")


# -- numbers that stay the same


def _constant(source: Source, row: Row, pinned: int | None, rule: Rule) -> Iterator[Diagnostic]:
    """Report items of a list numbered `1.` throughout that have another number, unless readers see just that number."""
    numbers = row.numbers
    constant = pinned if pinned is not None else max((1, 0), key=numbers.count)
    rendered = _rendered(row)
    kept = sum(number == constant for number in numbers)
    last = None
    for item, number, seen in zip(row.items, numbers, rendered, strict=True):
        begins_list = item.parent is not None and item.parent.children[0] is item
        if begins_list and last is not None and number > 1 and number != last + 1:
            message = f"the list begins at {number}, expected {last + 1}: readers see {last} on the item above"
            yield rule.diagnose(_marker(item), message, fix=_write(source, item, last + 1))
        elif begins_list and last is None and number > 1 and row.opens_section:
            message = f"numbers begin at {number}, expected {constant}"
            yield rule.diagnose(_marker(item), message, fix=_write(source, item, constant))
        elif number != constant and (pinned is not None or number != seen):
            yield rule.diagnose(
                _marker(item),
                f"found {number}., expected {constant}.",
                fix=_write(source, item, constant),
                severity=Severity.WARNING,
                evidence=Evidence(kept, len(numbers), "items") if pinned is None else None,
            )
        last = seen


def _rendered(row: Row) -> list[int]:
    seen: list[int] = []
    for item in row.items:
        if item.parent is not None and item.parent.children[0] is item:
            seen.extend(rendered_numbers(item.parent))
    return seen


def _write(source: Source, item: Block, number: int) -> Fix | None:
    edits = renumber(source, item, number)
    return None if edits is None else Fix(tuple(edits), title=f"write {number}")


def _mixed(row: Row, rule: Rule) -> Iterator[Diagnostic]:
    """Report a row of which a part is numbered `1.` throughout and a part runs on."""
    numbers = row.numbers
    constant = max((1, 0), key=numbers.count)
    kept = numbers.count(constant)
    for item, number, seen in zip(row.items, numbers, _rendered(row), strict=True):
        if number not in (constant, seen):
            message = (
                f"found {number}. among {kept} of {len(numbers)} items numbered {constant}., "
                f"expected one numbering style; readers see {seen} here"
            )
            yield rule.diagnose(_marker(item), message, severity=Severity.WARNING)
            return


def _marker(item: Block) -> Span:
    assert item.marker is not None
    return item.marker


# -- writing another number: what is in an item must stay in it when its marker becomes longer or shorter

_TAB = 4


def renumber(source: Source, item: Block, number: int) -> list[Edit] | None:
    """Return the edits that write `number` before an item whose marker is a number, `None` where they would hurt it."""
    assert item.marker is not None
    digits = Span(item.marker.start, item.marker.end - 1)
    old, new = source[digits], str(number)
    if old == new:
        return []
    edits = [Edit(digits, new)]
    if len(old) != len(new):
        kept = _keep_inside(source, item, len(new) - len(old))
        if kept is None:
            return None
        edits += kept
    return edits


def _keep_inside(source: Source, item: Block, longer: int) -> list[Edit] | None:
    """Return the edits that an item needs whose marker becomes `longer` (shorter, if negative)."""
    assert item.marker is not None
    end = item.marker.end
    text_start = first_text(source, end)
    padding = source.text[end:text_start]
    if "\t" in padding:
        return _with_tab(source, item, longer)
    lines = list(_own_lines(source, item))
    offsets = [offset for _, offset in lines]
    column = item.indent + longer
    if longer > 0:
        if len(padding) - longer >= 1 and len(padding) <= INDENT_OF_CODE and not is_line_end(source, text_start):
            return [Edit(Span(end, end + longer), "")]
        if all(indent >= column for indent, _ in lines) and not _is_tied_to_column(item):
            return []
        return shift(source, offsets, longer)
    if not _is_tied_to_column(item) and not _would_change(source, item, lines, column):
        return []
    if padding and len(padding) - longer <= INDENT_OF_CODE:
        return [Edit(Span(end, end), " " * -longer)]
    return None if _would_change(source, item, [], column) else shift(source, offsets, longer)


def _with_tab(source: Source, item: Block, longer: int) -> list[Edit] | None:
    """Return the edits for an item whose content is set off by a tab: nothing, or the tab becomes one space."""
    assert item.marker is not None
    end = item.marker.end
    text_start = first_text(source, end)
    marker_end = column_at(source, item.first, end) + longer
    padding = source.text[end:text_start]
    if len((" " * marker_end + padding).expandtabs(_TAB)) == item.indent:
        return []
    offsets = [offset for _, offset in _own_lines(source, item)]
    shifted = shift(source, offsets, marker_end + 1 - item.indent)
    if shifted is None or _would_change(source, item, [], marker_end + 1):
        return None
    return [Edit(Span(end, text_start), " "), *shifted]


def _own_lines(source: Source, item: Block) -> Iterator[tuple[int, int]]:
    """Yield indent and offset of the first character of each later line that is at the item's column or beyond it.

    Lines with less indent continue a paragraph lazily and stay as they are.
    """
    quotes = quote_depth(item)
    for line in range(item.first + 1, item.last + 1):
        indent, offset = indent_of(source, line, quotes)
        if not is_line_end(source, offset) and indent >= item.indent:
            yield indent, offset


def shift(source: Source, offsets: Iterable[int], columns: int) -> list[Edit] | None:
    """Return the edits that move what begins at offsets to the right (to the left, if negative), `None` where spaces are
    lacking."""
    if columns >= 0:
        return [Edit(Span(offset, offset), " " * columns) for offset in offsets]
    edits = []
    for offset in offsets:
        spaces = Span(offset + columns, offset)
        if source[spaces] != " " * -columns:
            return None
        edits.append(Edit(spaces, ""))
    return edits


def _is_tied_to_column(item: Block) -> bool:
    """Return whether lines of an item are read by their distance from its column: code, or a list on the marker's line."""
    first = item.children[0] if item.children else None
    containers = (BlockKind.BULLET_LIST, BlockKind.ORDERED_LIST, BlockKind.QUOTE)
    if first is not None and first.first == item.first and first.kind in containers:
        return True
    return any(is_indented_code(child) for child in item.children)


def _would_change(source: Source, item: Block, lines: list[tuple[int, int]], column: int) -> bool:
    """Return whether with a smaller column lines become code, or the text after the item is drawn into it."""
    if any(indent - column >= INDENT_OF_CODE for indent, _ in lines):
        return True
    quotes = quote_depth(item)
    for line in range(item.last + 1, source.line_count + 1):
        indent, offset = indent_of(source, line, quotes)
        if not is_line_end(source, offset):
            return indent >= column
    return False
