"""What a list does on each point of style, told to a person or a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from awesomelint.document.conventions import Convention
from awesomelint.document.model import Document, Entry, Section
from awesomelint.document.points import POINTS
from awesomelint.reporters.view import BOLD, DIM, YELLOW, View
from awesomelint.reporters.visible import shorten, visible, width
from awesomelint.reporters.words import counted

_MAX_VALUES = 3
"""Values of a mixed habit that are shown."""


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
    points = max((len(habit.point) for habit in seen), default=0)
    whole: Habit | None = None
    for habit in seen:
        if habit.section is None:
            whole = habit
            lines.append(f"  {habit.point:<{points}}  {_told(habit, view)}")
        elif view.lists_info or _differs(habit, whole):
            heading = " › ".join(habit.section.path) or "(before the first heading)"
            indent = " " * (4 + points)
            told = _told(habit, view)
            room = max(view.width - len(indent) - 2 - _plain_width(habit), 12)
            lines.append(f"{indent}{view.paint('in', DIM)} {shorten(heading, room)}: {told}")
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


def _differs(habit: Habit, whole: Habit | None) -> bool:
    """Tell whether a section has a convention that the whole list has not, or another."""
    if habit.convention is None or whole is None:
        return False
    return whole.convention is None or whole.convention.value != habit.convention.value


def _told(habit: Habit, view: View) -> str:
    text = _plain(habit)
    if habit.convention is not None:
        value = visible(habit.convention.value)
        return view.paint(value, BOLD) + text.removeprefix(value)
    return view.paint(text, YELLOW if text.startswith("mixed") else DIM)


def _plain_width(habit: Habit) -> int:
    return width(_plain(habit))


def _plain(habit: Habit) -> str:
    convention = habit.convention
    if convention is not None:
        return f"{visible(convention.value)}  {convention} ({convention.share:.0%})"
    ranked = _ranked(habit.counts)
    values = ", ".join(f"{visible(value)} {count}" for value, count in ranked[:_MAX_VALUES])
    more = f", {counted(len(ranked) - _MAX_VALUES, 'other')}" if len(ranked) > _MAX_VALUES else ""
    return f"{'mixed' if len(ranked) > 1 else 'too few'}: {values}{more}"


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
