"""Put an entry into a section where its order asks for it, and count on the numbers after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from awesomelint.adding.form import Draft
from awesomelint.adding.parts import crowded, number_of, parts_of
from awesomelint.checks.order.moving import indented
from awesomelint.diagnostic import Edit
from awesomelint.document.model import Document, Entry
from awesomelint.document.order import By, Order, alphabetical, order_of
from awesomelint.document.parse import parse_document
from awesomelint.fixing.edits import Edited
from awesomelint.source import Span
from awesomelint.startup import NamedTuple


class Added(NamedTuple):
    """A list with an entry more: `document` is the list, `text` the lines of the entry, `entry` where it is in the list.

    `left_out` is what the entry that gave the form says of its own, and this one does not: remarks, such as "best paper".
    """

    document: Document
    text: str
    entry: Entry
    left_out: tuple[str, ...]


def placed(document: Document, draft: Draft) -> Added | None:
    """Return a list with a draft where the order of its section puts it; `None` where numbers do not tell."""
    run = run_of(draft.model)
    at_end = _inserted(document, draft, run, len(run))
    if at_end is None:
        return None
    place = _place(run, at_end.entry)
    return at_end if place == len(run) else _inserted(document, draft, run, place)


def run_of(model: Entry) -> list[Entry]:
    """Return the entries of a section that are items, rows or paragraphs beside one, in order."""
    run = [one for one in model.section.entries if one.block.parent is model.block.parent]
    shared = [one for one in run if one in crowded(model.section)]
    held = {one for one in shared if any(other.span != one.span and other.span.covers(one.span) for other in shared)}
    return [one for one in run if one not in held]


def _place(run: Sequence[Entry], entry: Entry) -> int:
    """Return before which entry of a run a new one belongs; their count for the end."""
    order = _order(run)
    if order is not None and (own := order.key(entry)) is not None:
        keys = [order.key(one) for one in run]
        if order.is_falling:
            return next((at for at, key in enumerate(keys) if key is not None and key <= own), len(run))
        last = max((at for at, key in enumerate(keys) if key is not None and key <= own), default=-1)
        return last + 1 if last >= 0 else next(at for at, key in enumerate(keys) if key is not None)
    numbers = [number for one in run if (number := number_of(one)) is not None]
    return 0 if len(numbers) > 1 and numbers[0] > numbers[-1] else len(run)


def _order(run: Sequence[Entry]) -> Order | None:
    """Return the order of entries; that of a few is what other sections have, or the years of all, if nothing contradicts it."""
    order = order_of(run)
    if order is not None:
        return order
    found = [other for one in run[0].document.sections if one.entries and (other := order_of(one.entries)) is not None]
    usual = Counter((one.by, one.is_falling) for one in found).most_common(1)
    wanted = [one for one in found if (one.by, one.is_falling) == usual[0][0]][:1] if usual else []
    plain = Order.plain(By.YEAR)
    for each in (*wanted, plain._replace(is_falling=True), plain):
        keys = [key for one in run if (key := each.key(one)) is not None]
        pairs = [(one, other) for one, other in pairwise(keys) if one != other]
        agree = sum((one > other) == each.is_falling for one, other in pairs)
        if agree == len(pairs) and (len(pairs) > 1 or each in wanted) and 2 * len(keys) > len(run):
            return each
    return alphabetical(run)


def _inserted(document: Document, draft: Draft, run: Sequence[Entry], place: int) -> Added | None:
    """Return a list with a draft before the entry at a place of a run, and the numbers that follow."""
    source = document.source
    newline = source.newline
    gaps = Counter(other.first - _last(one) - 1 for one, other in pairwise(run) if other.first > _last(one))
    blank = min(gaps.most_common(1)[0][0], 1) if gaps else 0
    text, edits = _numbered(draft, run, place)
    if text is None:
        return None
    gap = newline * (1 + blank)
    if place == len(run):
        at = source.line_span(_last(run[-1])).end
        edits.append((Span(at, at), gap + text))
        line = _last(run[-1]) + 1 + blank
    else:
        at = source.line_starts[run[place].first - 1]
        edits.append((Span(at, at), text + gap))
        line = run[place].first
    changed = Edited(source.text, [Edit(*edit) for edit in sorted(edits)]).text
    after = parse_document(source.with_text(changed), document.venues)
    entry = next((one for one in after.entries if one.first == line), None)
    return Added(after, text, entry, draft.left_out) if entry is not None else None


def _last(entry: Entry) -> int:
    """Return the last line of an entry with what is nested in it."""
    return max(entry.last, entry.block.last) if entry.marker is not None else entry.last


# -- numbers


def _numbered(draft: Draft, run: Sequence[Entry], place: int) -> tuple[str | None, list[tuple[Span, str]]]:
    """Return a draft with its number, and the edits that count on after it; no text where the numbers have no rule."""
    if draft.number is None:
        return draft.text, []
    numbers = [number for one in run if (number := number_of(one)) is not None]
    if len(numbers) < len(run):
        return None, []
    steps = Counter(b - a for a, b in pairwise(numbers))
    first, last = numbers[0], numbers[-1]
    by = 0 if steps and steps.most_common(1)[0][0] == 0 else 1
    if by and first > last:
        number, moved = (numbers[place - 1] if place else first + 1), run[:place]
    else:
        number, moved = (numbers[place] if place < len(run) else last + by), run[place:]
    edits: list[tuple[Span, str]] = []
    for entry in moved if by else ():
        source, old = entry.document.source, number_of(entry)
        assert old is not None
        part = next((part for part in parts_of(entry) if part.slot == "number"), None)
        if part is None:
            return None, []
        edits.append((part.span, _as(str(old + by), source[part.span])))
        edits += _widened(entry, part.span, len(edits[-1][1]))
    start, end = draft.number
    new = _as(str(number), draft.text[start:end])
    head, *lines = (draft.text[:start] + new + draft.text[end:]).splitlines(keepends=True)
    wider = len(new) - (end - start) if draft.model.marker is not None else 0
    return head + "".join(indented(line, wider) if wider else line for line in lines), edits


def _as(number: str, old: str) -> str:
    """Return a number with the zeros in front of it that another one has."""
    return number.zfill(len(old)) if old.startswith("0") and len(old) > 1 else number


def _widened(entry: Entry, number: Span, width: int) -> list[tuple[Span, str]]:
    """Return edits that indent what is below an item to its text again when its number got another width."""
    wider = width - (number.end - number.start)
    source = entry.document.source
    if not wider or entry.marker is None:
        return []
    below = range(entry.first + 1, _last(entry) + 1)
    starts = [source.line_starts[line - 1] for line in below if source.line(line).strip()]
    return [(Span(start, start), " " * wider) for start in starts]
