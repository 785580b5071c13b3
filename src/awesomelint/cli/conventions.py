"""`awesomelint conventions`: the style that a list follows, as a table, as JSON, or as a configuration that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import click

from awesomelint.checks.points import POINTS
from awesomelint.cli import options
from awesomelint.cli.console import Console, ErrorLog, say_note
from awesomelint.cli.program import EXIT_ERROR
from awesomelint.config.files import YAML_NAMES, find_config
from awesomelint.document.conventions import MIN_WITNESSES, Convention
from awesomelint.document.model import Document, Entry, Section
from awesomelint.document.order import Order, entry_runs, order_of
from awesomelint.engine import lint_document
from awesomelint.errors import InputError, OutputError
from awesomelint.files import Input, find_inputs, read_source, replace_file
from awesomelint.reporters.terminal import BOLD, DIM, YELLOW, View, counted, shorten, visible, width
from awesomelint.rulebook.load import load_rulebook
from awesomelint.rulebook.spec import OptionSpec, Rule
from awesomelint.session.session import Session
from awesomelint.source import Span
from awesomelint.startup import NamedTuple

INFER = "infer"
_MAX_VALUES = 3
"""Values of a mixed style that are shown."""
_MAX_VALUE_WIDTH = 20
_MIN_HEADING_WIDTH = 12


class StylePoint(NamedTuple):
    """How often each style of a point occurs in the whole list (`section` is `None`) or in a section, and its convention.

    A section's convention is its own; `None` if it has none.
    """

    point: str
    section: Section | None
    counts: Counter[str]
    convention: Convention | None


class Pin(NamedTuple):
    """A convention to write down: an option of a rule, its value, and how many places show it (may be empty)."""

    rule: str
    option: str
    value: str
    evidence: str

    def line(self) -> str:
        """Return the line of a configuration file, below `rules:`."""
        return f"  {self.rule}: {{{self.option}: {self.value}}}" + (f"  # {self.evidence}" if self.evidence else "")


@click.command(context_settings=options.HELP)
@options.files()
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", help="Output format.")
@click.option("-v", "--verbose", is_flag=True, help="Show all sections, not only those that differ from the list.")
@click.option("--write-config", is_flag=True, help="Write the style to .awesomelint.yaml next to the list.")
@click.option("--force", is_flag=True, help="Replace an existing file with --write-config.")
@options.stdin_filename
@options.color
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    files: tuple[str, ...],
    output_format: str,
    verbose: bool,
    write_config: bool,
    force: bool,
    stdin_filename: str | None,
    color: str,
) -> None:
    """Show the inferred style of a list.

    A convention needs at least five places, of which few do otherwise: 1 of 5, 2
    of 10, 5 of 25, 10 of 100, 20 of 400. Where more than half of the square root
    of all do, or the newest entries, it is not sure: what deviates is info.
    Sections are shown if they differ from the whole list.

    --write-config writes the conventions that apply throughout the list to a
    configuration, as options of rules. This changes no finding; new entries are
    then checked against them.
    """
    names = files or options.readme()
    inputs = list(find_inputs(names, stdin_name=stdin_filename))
    if write_config and (len(inputs) != 1 or isinstance(inputs[0], InputError) or inputs[0].path is None):
        raise click.UsageError("--write-config takes one file", ctx)
    session, errors, console = Session(), ErrorLog(), Console()
    view = console.view(color, lists_info=verbose)
    shown: list[dict[str, Any]] = []
    for file in errors.inputs(inputs):
        with errors.told(file):
            document = session.parse(file, read_source(file))
            seen = list(style_points(document))
            if output_format == "json":
                shown.append(_values(document, seen))
            else:
                console.write(style_text(document, seen, view))
            if write_config:
                _write_config(file, document, seen, force=force)
    if output_format == "json":
        console.write_json(shown)
    ctx.exit(EXIT_ERROR if errors else 0)


def style_points(document: Document) -> Iterator[StylePoint]:
    """Yield for each point that the list shows the style of the whole list, then of each of its sections."""
    conventions = document.conventions
    for name, point in POINTS.items():

        def counts(entries: Iterable[Entry], point: Any = point) -> Counter[str]:
            return Counter(seen.value for entry in entries for seen in conventions.observations(point, entry))

        whole = counts(document.entries)
        if not whole:
            continue
        yield StylePoint(name, None, whole, conventions.of_document(point))
        for section in document.sections:
            own = counts(section.entries)
            if own:
                convention = conventions.of(point, section)
                is_own = convention is not None and convention.scope == "section"
                yield StylePoint(name, section, own, convention if is_own else None)


def style_text(document: Document, seen: Sequence[StylePoint], view: View) -> str:
    """Return a table: a line for each point, and under it the sections that differ (all of them, if info is listed)."""
    name = view.paint(visible(document.source.path), BOLD)
    sections = sum(1 for section in document.sections if section.entries)
    lines = [f"{name}: {counted(len(document.entries), 'entry', 'entries')} in {counted(sections, 'section')}"]
    values = [width(_shown(one.convention.value)) for one in seen if one.convention is not None]
    points_width = max((len(one.point) for one in seen), default=0)
    values_width = min(max(values, default=0), _MAX_VALUE_WIDTH)
    for point, members in groupby(seen, key=lambda one: one.point):
        whole, *parts = members
        head, color, rest = _words(whole, values_width)
        lines.append(f"  {point:<{points_width}}  {view.paint(head, color)}{rest}")
        indent = " " * (4 + points_width)
        for one, others in _shown_sections(whole, parts, lists_all=view.lists_info):
            head, color, rest = _words(one, values_width)
            more = f" and {counted(others, 'other section')}" if others else ""
            room = max(view.width - len(indent) - width(head + rest) - len("  in ") - len(more), _MIN_HEADING_WIDTH)
            heading = one.section.path[-1] if one.section and one.section.path else "(before the first heading)"
            where = view.paint(f"in {shorten(heading, room)}{more}", DIM)
            lines.append(f"{indent}{view.paint(head, color)}{rest}  {where}")
    lines += _order_lines(document, points_width)
    if not seen:
        lines.append("  no conventions: " + ("too few entries" if document.entries else "no entries found"))
    return "".join(f"{line}\n" for line in (*lines, ""))


def _orders(document: Document) -> Iterator[tuple[Section, Order]]:
    """Yield the sections whose entries are in some order, and in which."""
    for section in document.sections:
        found = (order for run in entry_runs(section) if (order := order_of(run)) is not None)
        yield from ((section, order) for order in islice(found, 1))


def _order_lines(document: Document, points_width: int) -> Iterator[str]:
    counts = Counter(str(order) for _, order in _orders(document))
    for number, (order, count) in enumerate(_ranked(counts)):
        name = "" if number else "order"
        yield f"  {name:<{points_width}}  {order} in {counted(count, 'section')}"


def _words(point: StylePoint, values_width: int) -> tuple[str, str, str]:
    """Return the text about a point: its beginning, the colour of that, and the rest."""
    convention = point.convention
    if convention is not None:
        value = _shown(convention.value)
        doubt = "" if convention.is_sure else ", not sure"
        return value, BOLD, f"{' ' * (values_width - width(value))}  {convention} ({convention.share:.0%}){doubt}"
    ranked = _ranked(point.counts)
    values = ", ".join(f"{_shown(value)} {count}" for value, count in ranked[:_MAX_VALUES])
    more = f", {counted(len(ranked) - _MAX_VALUES, 'other')}" if len(ranked) > _MAX_VALUES else ""
    said, color = ("mixed", YELLOW) if len(ranked) > 1 else ("too few", DIM)
    return f"{said}: {values}{more}", color, ""


def _shown(value: str) -> str:
    """Return a value as it is printed: in quotation marks where there are spaces at its ends, as a separator has."""
    return visible(value) if value == value.strip() else f'"{visible(value)}"'


def _shown_sections(
    whole: StylePoint, parts: Sequence[StylePoint], *, lists_all: bool
) -> Iterator[tuple[StylePoint, int]]:
    """Yield the sections that are shown: those that differ from the list, once a convention, with how many others share it."""
    if lists_all:
        yield from ((part, 0) for part in parts)
        return
    by_value: dict[str, list[StylePoint]] = {}
    for part in parts:
        if part.convention is not None and (
            whole.convention is None or whole.convention.value != part.convention.value
        ):
            by_value.setdefault(part.convention.value, []).append(part)
    yield from ((members[0], len(members) - 1) for members in by_value.values())


def _values(document: Document, seen: Sequence[StylePoint]) -> dict[str, Any]:
    """Return the same as plain values."""
    return {
        "path": document.source.path,
        "points": [
            {
                "point": one.point,
                "section": list(one.section.path) if one.section is not None else None,
                "line": one.section.first if one.section is not None else None,
                "convention": one.convention.value if one.convention is not None else None,
                "sure": one.convention is not None and one.convention.is_sure,
                "counts": dict(_ranked(one.counts)),
            }
            for one in seen
        ],
        "orders": [
            {
                "section": list(section.path),
                "line": section.first,
                "by": order.by.value,
                "falling": order.is_falling,
                "agreeing": order.agreeing,
                "of": order.steps,
            }
            for section, order in _orders(document)
        ],
    }


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def pins(document: Document, seen: Sequence[StylePoint]) -> list[Pin]:
    """Return the conventions that can be written down.

    An option is pinned to the value under which its rule finds exactly what it finds when the list decides, provided that every
    other value finds clearly more: at least as many as a convention needs witnesses. So a new configuration never
    changes what is found, and what only a few entries show is left open.
    """
    evidence = {one.point: str(one.convention) for one in seen if not one.section and one.convention}
    pinned = []
    for rule in load_rulebook():
        for option in rule.options:
            if INFER in option.choices and option.default == INFER:
                value = _pin(document, rule.configured(), option)
                if value is not None:
                    pinned.append(Pin(rule.name, option.name, value, evidence.get(rule.name, "")))
    return pinned


def _pin(document: Document, rule: Rule, option: OptionSpec) -> str | None:
    inferred = _places(document, rule)
    values = [choice for choice in option.choices if choice != INFER]
    by_value = {
        value: _places(document, rule._replace(options={**rule.options, option.name: value})) for value in values
    }
    same = [value for value in values if by_value[value] == inferred]
    if len(same) != 1:
        return None
    others = [len(by_value[value]) for value in values if value not in same]
    return same[0] if others and min(others) >= len(inferred) + MIN_WITNESSES else None


def _places(document: Document, rule: Rule) -> set[Span]:
    return {diagnostic.span for diagnostic in lint_document(document, [rule], joins=False)}


def _write_config(file: Input, document: Document, seen: list[StylePoint], *, force: bool) -> None:
    assert file.path is not None
    target = file.path.parent / YAML_NAMES[0]
    existing = find_config(file.path)
    if existing is not None and not force:
        raise OutputError("this configuration applies already; --force replaces it", path=str(existing))
    lines = list(_config_lines(file.path, pins(document, seen)))
    replace_file(target, "".join(f"{line}\n" for line in lines).encode())
    say_note(f"{visible(str(target))} written")


def _config_lines(path: Path, pinned: list[Pin]) -> Iterator[str]:
    yield f"# The style of {visible(path.name)}. Other options are inferred from the list."
    if not pinned:
        yield "rules: {}"
        return
    yield "rules:"
    yield from (pin.line() for pin in pinned)
