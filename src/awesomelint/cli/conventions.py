"""`awesomelint conventions`: the style that a list follows, and a configuration that says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from awesomelint.cli import options
from awesomelint.cli.config import configuration_here, venues_for
from awesomelint.cli.console import Console, say_error, say_note, shows_color, width_of
from awesomelint.cli.program import EXIT_ERROR
from awesomelint.config.files import YAML_NAMES, find_config
from awesomelint.config.model import Config
from awesomelint.document.conventions import MIN_WITNESSES
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.errors import InputError, OutputError
from awesomelint.files.inputs import Input, find_inputs, read_source, readme_here
from awesomelint.reporters.conventions import Habit, habits, habits_text, habits_values
from awesomelint.reporters.text import View, visible
from awesomelint.rulebook.spec import OptionSpec, Rule
from awesomelint.source import Span

INFER = "infer"


def pins(document: Document, config: Config, seen: Sequence[Habit]) -> list[tuple[str, str, str, str]]:
    """Return rule, option, value and evidence for each convention that can be written down.

    An option is pinned to the value under which its rule finds exactly what it finds when the list decides, provided that every
    other value finds clearly more: at least as many as a convention needs witnesses. So a new configuration never
    changes what is found, and what only a few entries show is left open.
    """
    evidence = {habit.point: str(habit.convention) for habit in seen if not habit.section and habit.convention}
    found = []
    for rule in config.known:
        for option in rule.options:
            if INFER in option.choices and option.default == INFER:
                value = _pin(document, rule.configured(), option)
                if value is not None:
                    found.append((rule.name, option.name, value, evidence.get(rule.name, "")))
    return found


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
    return {diagnostic.span for diagnostic in lint_document(document, [rule])}


#| `awesomelint conventions`: the style that a list follows, as the program understands it.


@click.command(context_settings=options.HELP)
@options.files()
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", help="Form of the output.")
@click.option("-v", "--verbose", is_flag=True, help="Show every section, not only those that differ from the list.")
@click.option("--write-config", is_flag=True, help="Pin the style in .awesomelint.yaml beside the list.")
@click.option("--force", is_flag=True, help="Let --write-config replace an existing file.")
@options.stdin_filename
@options.color
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...], **given: Any) -> None:
    """Show the style that a list follows: what it mostly does, in how many places.

    A habit is a convention, and what deviates from it is reported, if at least five places show it and four in five of them
    agree. Sections are shown where they do otherwise than the whole list.

    --write-config writes down, as options of rules, those conventions that hold throughout the list: what is found
    stays the same, and new entries are judged by them.
    """
    arguments = files or tuple(name for name in (readme_here(),) if name)
    if not arguments:
        raise click.UsageError("say which list; there is no README.md in this folder", ctx)
    found = list(find_inputs(arguments, stdin_name=given["stdin_filename"]))
    if given["write_config"] and (len(found) != 1 or isinstance(found[0], InputError) or found[0].path is None):
        raise click.UsageError("--write-config takes one file", ctx)
    has_failed = False
    shown: list[dict[str, Any]] = []
    view = View(width_of(sys.stdout), shows_color(given["color"], sys.stdout), lists_info=given["verbose"])
    for one in found:
        try:
            if isinstance(one, InputError):
                raise one
            document = parse_document(read_source(one), venues_for(one))
        except InputError as error:
            say_error(str(error))
            has_failed = True
            continue
        seen = list(habits(document))
        if given["output_format"] == "json":
            shown.append(habits_values(document, seen))
        else:
            Console().write(habits_text(document, seen, view))
        if given["write_config"]:
            _write_config(one, document, seen, force=given["force"])
    if given["output_format"] == "json":
        from awesomelint.json_text import dumps

        Console().write_utf8([dumps(shown, indent=2) + "\n"])
    ctx.exit(EXIT_ERROR if has_failed else 0)


def _write_config(found: Input, document: Document, seen: list[Habit], *, force: bool) -> None:
    # MOVED
    from awesomelint.files.write import replace_file

    assert found.path is not None
    target = found.path.parent / YAML_NAMES[0]
    existing = find_config(found.path)
    if existing is not None and not force:
        raise OutputError("this configuration holds already; --force writes a new one", path=str(existing))
    lines = list(_config_lines(found.path, pins(document, configuration_here(isolated=True), seen)))
    replace_file(target, "".join(f"{line}\n" for line in lines).encode())
    say_note(f"{visible(str(target))} written")


def _config_lines(path: Path, pinned: list[tuple[str, str, str, str]]) -> Iterator[str]:
    yield f"# The style of {visible(path.name)}. Without a line here the list's own habit decides."
    if not pinned:
        yield "rules: {}"
        return
    yield "rules:"
    for rule, option, value, why in pinned:
        yield f"  {rule}: {{{option}: {value}}}  # {why}" if why else f"  {rule}: {{{option}: {value}}}"
