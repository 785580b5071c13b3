"""What a list does on each point of style, told to a person or a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from awesomelint.checks import POINTS
from awesomelint.document.conventions import Convention
from awesomelint.document.model import Document, Entry, Section
from awesomelint.named_tuple import NamedTuple
from awesomelint.reporters.text import BOLD, DIM, YELLOW, View, counted, shorten, visible, width

_MAX_VALUES = 3
"""Values of a mixed habit that are shown."""
_MAX_VALUE_WIDTH = 20
_MIN_HEADING_WIDTH = 12


class Habit(NamedTuple):
    """What is done on a point in the whole list (`section` is `None`) or in a section, and the convention that this makes.

    A section's convention is its own; `None` if it has none.
    """

    point: str
    section: Section | None
    counts: Counter[str]
    convention: Convention | None


def habits(document: Document) -> Iterator[Habit]:
    """Yield for each point that the list shows what the whole of it does, then each of its sections."""
    conventions = document.conventions
    for name, point in POINTS.items():

        def counts(entries: Iterable[Entry], point: Any = point) -> Counter[str]:
            return Counter(seen.value for entry in entries for seen in conventions.observations(point, entry))

        whole = counts(document.entries)
        if not whole:
            continue
        yield Habit(name, None, whole, conventions.of_document(point))
        for section in document.sections:
            own = counts(section.entries)
            if own:
                found = conventions.of(point, section)
                yield Habit(name, section, own, found if found and found.scope == "section" else None)


def habits_text(document: Document, seen: Sequence[Habit], view: View) -> str:
    """Return a table: a line for each point, and under it the sections that do otherwise (all of them, if info is listed)."""
    name = view.paint(visible(document.source.path), BOLD)
    sections = sum(1 for section in document.sections if section.entries)
    lines = [f"{name}: {counted(len(document.entries), 'entry', 'entries')} in {counted(sections, 'section')}"]
    table = _Table(max((len(habit.point) for habit in seen), default=0), _value_width(seen), view)
    for point, members in groupby(seen, key=lambda habit: habit.point):
        whole, *parts = members
        lines.append(f"  {point:<{table.points}}  {_told(whole, table)}")
        lines += _sections(whole, parts, table)
    if not seen:
        lines.append("  no style to tell: " + ("too few entries" if document.entries else "no entries found"))
    return "".join(f"{line}\n" for line in (*lines, ""))


def habits_values(document: Document, seen: Sequence[Habit]) -> dict[str, Any]:
    """Return the same as plain values."""
    return {
        "path": document.source.path,
        "points": [
            {
                "point": habit.point,
                "section": list(habit.section.path) if habit.section is not None else None,
                "line": habit.section.first if habit.section is not None else None,
                "convention": habit.convention.value if habit.convention is not None else None,
                "counts": dict(_ranked(habit.counts)),
            }
            for habit in seen
        ],
    }


class _Table(NamedTuple):
    """The widths of the first two columns, and how the table is seen."""

    points: int
    values: int
    view: View


def _value_width(seen: Sequence[Habit]) -> int:
    values = [width(visible(habit.convention.value)) for habit in seen if habit.convention is not None]
    return min(max(values, default=0), _MAX_VALUE_WIDTH)


def _sections(whole: Habit, parts: Sequence[Habit], table: _Table) -> Iterator[str]:
    """Yield lines about the sections of a point; those with one convention share a line, unless all are wanted."""
    if table.view.lists_info:
        yield from (_section(habit, table) for habit in parts)
        return
    by_value: dict[str, list[Habit]] = {}
    for habit in parts:
        if _differs(habit, whole) and habit.convention is not None:
            by_value.setdefault(habit.convention.value, []).append(habit)
    for members in by_value.values():
        yield _section(members[0], table, others=len(members) - 1)


def _section(habit: Habit, table: _Table, others: int = 0) -> str:
    """Return the line of a section, with how many others do the same."""
    view = table.view
    told = _plain(habit, table)
    more = f" and {counted(others, 'other section')}" if others else ""
    indent = " " * (4 + table.points)
    room = max(view.width - len(indent) - width(told) - len("  in ") - len(more), _MIN_HEADING_WIDTH)
    heading = (
        habit.section.path[-1] if habit.section is not None and habit.section.path else "(before the first heading)"
    )
    return f"{indent}{_told(habit, table)}  {view.paint(f'in {shorten(heading, room)}{more}', DIM)}"


def _differs(habit: Habit, whole: Habit) -> bool:
    """Tell whether a section has a convention that the whole list has not, or another."""
    if habit.convention is None:
        return False
    return whole.convention is None or whole.convention.value != habit.convention.value


def _told(habit: Habit, table: _Table) -> str:
    text = _plain(habit, table)
    if habit.convention is not None:
        value = visible(habit.convention.value)
        return table.view.paint(value, BOLD) + text.removeprefix(value)
    return table.view.paint(text, YELLOW if text.startswith("mixed") else DIM)


def _plain(habit: Habit, table: _Table) -> str:
    convention = habit.convention
    if convention is not None:
        value = visible(convention.value)
        return f"{value}{' ' * (table.values - width(value))}  {convention} ({convention.share:.0%})"
    ranked = _ranked(habit.counts)
    values = ", ".join(f"{visible(value)} {count}" for value, count in ranked[:_MAX_VALUES])
    more = f", {counted(len(ranked) - _MAX_VALUES, 'other')}" if len(ranked) > _MAX_VALUES else ""
    return f"{'mixed' if len(ranked) > 1 else 'too few'}: {values}{more}"


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
