"""`awesomelint venues`: the table of venues, or one venue."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterable, Iterator
from typing import Any

import click

from awesomelint.cli import options
from awesomelint.cli.config import configuration_here
from awesomelint.cli.console import Console, say_error
from awesomelint.cli.program import EXIT_FINDINGS
from awesomelint.errors import hint_at
from awesomelint.papers.venues.load import venue_table
from awesomelint.papers.venues.reading import VenueReading, month_of, parse_venue, was_held
from awesomelint.papers.venues.spelling import misspelling
from awesomelint.papers.venues.table import Held, Month, Venue, VenueTable
from awesomelint.reporters.terminal import BOLD, View, visible, wrapped

_NAME, _KIND = 16, 10
"""Columns of the table for name and kind."""
_INDENT = _NAME + _KIND + 2
_LABEL = 11


@click.command(context_settings=options.HELP)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", help="Output format.")
@options.config
@options.isolated
@options.color
@click.pass_context
def command(ctx: click.Context, /, query: tuple[str, ...], output_format: str, color: str, **given: Any) -> None:
    """Show the table of venues, or look up a venue.

    The table includes the venues of the configuration.

    QUERY is a venue as written in a list ("EMNLP'21 Findings"), or a part of a
    name. With a year, the output tells whether the venue was held then.
    """
    text, table = " ".join(query), _configured(**given)
    reading = parse_venue(text, table)
    matches = list(_matches(text, reading, table))
    if not matches:
        slip = misspelling(text, table)
        say_error(f'unknown venue "{visible(text)}"' + hint_at(slip.name if slip else None))
        ctx.exit(EXIT_FINDINGS)
    console = Console()
    if output_format == "json":
        console.write_json([_values(venue) for venue in matches])
        return
    view = console.view(color)
    lines = _details(matches[0], reading, table, view) if len(matches) == 1 else _table(matches, view)
    for line in lines:
        console.write(line + "\n")


def _configured(*, config: str | None, isolated: bool) -> VenueTable:
    """Return the table with the venues of the configuration."""
    venues = configuration_here(config=config, isolated=isolated).venues
    return venue_table() if venues is None else venues


def _matches(text: str, reading: VenueReading | None, table: VenueTable) -> Iterator[Venue]:
    """Yield what a query asks for: the venue that it names, else those in whose names it occurs, or all."""
    if reading is not None:
        yield reading.venue
        return
    words = text.casefold()
    for venue in table:
        if any(words in name.casefold() for name in _names(venue)):
            yield venue


def _names(venue: Venue) -> list[str]:
    full = [] if venue.full is None else [venue.full]
    return [venue.name, *full, *venue.aliases, *venue.former, *venue.workshops, *(each.name for each in venue.joint)]


def _table(venues: list[Venue], view: View) -> Iterator[str]:
    for venue in venues:
        said = venue.full or _held(venue) or ""
        first, *rest = wrapped(said, max(view.width - _INDENT, _NAME))
        name = view.paint(venue.name, BOLD)
        if len(venue.name) > _NAME - 1:
            yield name
            yield f"{'':{_NAME}}{venue.kind:<{_KIND}}  {first}".rstrip()
        else:
            yield f"{name}{' ' * (_NAME - len(venue.name))}{venue.kind:<{_KIND}}  {first}".rstrip()
        yield from (" " * _INDENT + line for line in rest)


def _details(venue: Venue, reading: VenueReading | None, table: VenueTable, view: View) -> Iterator[str]:
    yield view.paint(venue.name, BOLD)
    for label, said in _facts(venue, table):
        if said:
            first, *rest = wrapped(said, max(view.width - _LABEL - 2, _NAME))
            yield f"  {label:<{_LABEL}}{first}"
            yield from (" " * (_LABEL + 2) + line for line in rest)
    if reading is not None and reading.year is not None:
        yield f"  {reading.year:<{_LABEL}}{_edition(venue, reading)}"


def _facts(venue: Venue, table: VenueTable) -> Iterator[tuple[str, str | None]]:
    yield "full", venue.full
    yield "kind", venue.kind + (f" of {table[venue.parent].name}" if venue.parent else "")
    yield "also", ", ".join(venue.aliases)
    yield "formerly", ", ".join(f"{name} (up to {year})" for name, year in venue.former.items())
    yield "workshops", ", ".join(venue.workshops)
    yield "ambiguous", ", ".join(sorted(venue.ambiguous))
    yield "joint", ", ".join(f"{each.name} ({_ranges(each.years)})" for each in venue.joint)
    yield "held", _held(venue)
    yield "months", _months(venue)
    yield "sources", ", ".join(venue.sources)
    yield "notes", venue.notes


def _held(venue: Venue) -> str | None:
    held = venue.held
    if held is None:
        return None
    said = _rule(held)
    if held.excepted:
        said += f", but not {_ranges(held.excepted)}"
    if held.also:
        said += f", also {_ranges(held.also)}"
    if held.rule == "journal":
        return said
    if held.basis == "knowledge":
        return f"{said}; without a source, so years are not checked"
    return said if held.sure_through is None else f"{said}; sure up to {held.sure_through}"


def _rule(held: Held) -> str:
    words = {"annual": "every year", "biennial-even": "even years", "biennial-odd": "odd years", "journal": "published"}
    return _ranges(held.years) if held.rule == "years" else f"{words[held.rule]} since {held.since}"


def _months(venue: Venue) -> str:
    by_month: dict[str, list[int]] = {}
    for year, month in sorted(venue.months.items()):
        by_month.setdefault(_month(year, month), []).append(year)
    said = [f"{month} {_ranges(years)}" for month, years in by_month.items()]
    if venue.usual_month is not None:
        said.insert(0, f"usually {month_name[venue.usual_month]}")
    return "; ".join(said)


def _month(year: int, month: Month) -> str:
    name = month_name[month.month]
    return name if month.year == year else f"{name} {month.year}"


def _edition(venue: Venue, reading: VenueReading) -> str:
    assert reading.year is not None
    held = was_held(reading)
    if held is None:
        return "unknown whether it was held"
    if not held:
        return "not held" if venue.joint_meeting(reading.name) is None else f"not held under the name of {reading.name}"
    month = month_of(reading)
    return "held" if month is None else f"held, ended in {month_name[month.month]} {month.year}"


def _ranges(years: Iterable[int]) -> str:
    """Return years as `2003-2007, 2010`."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _values(venue: Venue) -> dict[str, Any]:
    held = venue.held
    return {
        "key": venue.key,
        "name": venue.name,
        "full": venue.full,
        "kind": venue.kind,
        "parent": venue.parent,
        "aliases": list(venue.aliases),
        "former": dict(venue.former),
        "workshops": list(venue.workshops),
        "ambiguous": sorted(venue.ambiguous),
        "joint": [{"name": each.name, "with": list(each.others), "years": sorted(each.years)} for each in venue.joint],
        "held": held
        and {
            "rule": held.rule,
            "since": held.since,
            "years": sorted(held.years),
            "except": sorted(held.excepted),
            "also": sorted(held.also),
            "sure_through": held.sure_through,
            "basis": held.basis,
        },
        "months": {str(year): f"{month.year}-{month.month:02}" for year, month in sorted(venue.months.items())},
        "usual_month": venue.usual_month,
        "ids": {scheme: list(codes) for scheme, codes in venue.ids.items()},
        "editions": {
            scheme: {str(year): code for year, code in codes.items()} for scheme, codes in venue.editions.items()
        },
        "sources": list(venue.sources),
        "notes": venue.notes,
    }
