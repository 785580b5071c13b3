"""Put the entries of a list in order: whole items and rows move with all that is in them, and nothing else changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Sequence
from typing import Any

from awesomelint.adding.sections import sections_named
from awesomelint.checks.order.moving import Run, obstacle, rearranged, runs
from awesomelint.diagnostic import Edit
from awesomelint.document.model import Document, Section
from awesomelint.document.order import By, Order, longest_rise, order_of
from awesomelint.document.parse import parse_document
from awesomelint.fixing.edits import Edited
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

MAX_ROUNDS = 10
"""Rounds after which sorting ends: lists in lists in lists need three."""


class Sorted(NamedTuple):
    """What became of a list: `source` is it in order, `moved` how many of its entries changed places.

    `sections` are those that were asked for and were sorted or in order already; `refused` says why others stay as they are.
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
    own where it has one, else rising: the oldest first, A to Z. With `is_reversed` it is falling in any case: the newest first,
    Z to A. An entry that does not say
    what is compared stays behind the one above it. Numbers of items stay where they are, so that the list counts as before.

    A list or table in which a word, a link, a heading or a block would be lost or nested otherwise is left as it is.
    """
    directions: _Directions = {}
    stuck: dict[frozenset[str], Section] = {}
    first = _arranged(document, by, is_reversed, chosen, directions, stuck)
    moved, rounds, after = 0, first, document
    for _ in range(MAX_ROUNDS):  # lists within items first, then the items
        if not rounds.moves:
            break
        kept, after = _made(after, rounds.moves)
        stuck |= {move.known: move.section for move in rounds.moves if move not in kept}
        moved += sum(move.moved for move in kept)
        rounds = _arranged(after, by, is_reversed, chosen, directions, stuck)
    refused = [(section, "items would be nested otherwise in another order") for section in stuck.values()]
    unsorted = {section.path for section in stuck.values()}
    sections = tuple(section for section in first.sections if section.path not in unsorted)
    return Sorted(after.source, sections, moved, (*first.refused, *refused))


def under_headings(document: Document, names: Sequence[str]) -> Callable[[Section], bool]:
    """Return which sections have headings of these names, as `sections_named` reads them; all of them without a name.

    Raises `InputError` for a name that no heading has, or no entry is below.
    """
    paths = {section.path for name in names for section in sections_named(document, name)}
    return lambda section: not names or section.path in paths


class _Move(NamedTuple):
    """What is to be done to sort a list or table, `known` by the texts of its entries, of which `moved` change places."""

    span: Span
    text: str
    moved: int
    section: Section
    known: frozenset[str]


class _Arranged(NamedTuple):
    """What is to be done to sort the innermost lists that are not in order, and what `Sorted` says of sections."""

    moves: list[_Move]
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
    stuck: Container[frozenset[str]],
) -> _Arranged:
    sections: dict[Section, None] = {}
    refused: list[tuple[Section, str]] = []
    found: list[_Move] = []
    for section in document.sections:
        for run in runs(section) if section.entries and chosen(section) else ():
            order = order_of(run.entries, by)
            if order is None and by is None:
                continue
            order = order or Order.plain(by or By.TITLE)
            if reason := obstacle(document.source, run, order):
                refused.append((section, reason))
                continue
            sections[section] = None
            known = frozenset(document.source[entry.span] for entry in run.entries)
            is_falling = directions.setdefault(known, order.is_falling or is_reversed)
            places = _sorted_places(run, order, is_falling=is_falling)
            if places != list(range(len(places))) and known not in stuck:
                moved = len(places) - len(longest_rise(places))
                found.append(_Move(*rearranged(document.source, run, places), moved, section, known))
    found.sort(key=lambda move: move.span.end - move.span.start)
    moves: list[_Move] = []
    for move in found:
        if not any(move.span.overlaps(other.span) for other in moves):
            moves.append(move)
    return _Arranged(moves, tuple(sections), tuple(refused))


# -- where to


def _sorted_places(run: Run, order: Order, *, is_falling: bool) -> list[int]:
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


# -- that nothing is lost


def _made(document: Document, moves: Sequence[_Move]) -> tuple[Sequence[_Move], Document]:
    """Return those moves by which nothing is lost, and the list after them; halves are tried where one of several does harm."""
    if not moves:
        return (), document
    edits = sorted((Edit(move.span, move.text) for move in moves), key=lambda edit: edit.span)
    after = parse_document(document.source.with_text(Edited(document.source.text, edits).text), document.venues)
    if _holds_the_same(document, after):
        return moves, after
    if len(moves) == 1:
        return (), document
    half = len(moves) // 2
    kept = [move for part in (moves[:half], moves[half:]) for move in _made(document, part)[0]]
    return _made(document, kept) if len(kept) < len(moves) else ((), document)


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
