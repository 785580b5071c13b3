"""`awesomelint diff`: which entries of lists changed since a revision."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from awesomelint.cli import options
from awesomelint.cli.console import Console, ErrorLog
from awesomelint.cli.program import EXIT_ERROR
from awesomelint.comparison import Comparison, Pair, compare
from awesomelint.document.parse import parse_document
from awesomelint.errors import ConfigError
from awesomelint.export import entry_record
from awesomelint.files import Input, find_inputs, read_source
from awesomelint.git import find_revision
from awesomelint.json_text import array
from awesomelint.reporters.entry_changes import ListChange, markdown_lines, text_lines
from awesomelint.session.session import Session
from awesomelint.source import Source

KINDS = ("added", "removed", "changed", "moved")


@click.command(context_settings=options.HELP)
@click.argument("revision", metavar="REF")
@options.files()
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    show_default=True,
    help="Output format.",
)
@click.option("--only", type=click.Choice(KINDS), multiple=True, help="Show only this kind of change; may be repeated.")
@click.option("--in", "within", default="", metavar="TEXT", help='Say "in TEXT" instead of "since REF".')
@options.color
@click.pass_context
def command(
    ctx: click.Context,
    revision: str,
    files: tuple[str, ...],
    format_: str,
    only: tuple[str, ...],
    within: str,
    color: str,
) -> None:
    """Show which entries were added, removed, changed or moved since REF.

    REF is a git revision: a tag, a branch, HEAD~1. For a branch, what happened there in the meantime is left out. FILE is a list
    or a folder, by default README.md.

    \b
    text      for a terminal
    markdown  for a comment, a section "What is new", a release note
    json      one array with an object for each list
    """
    errors = ErrorLog()
    found = _changes(revision, files or options.readme(), only, errors)
    changes = (change._replace(within=within) for change in found)
    console = Console()
    if format_ == "json":
        console.write_utf8(array(map(_value, changes)))
    elif format_ == "markdown":
        console.write_utf8(_apart(markdown_lines(change) for change in changes))
    else:
        view = console.view(color)
        for part in _apart(text_lines(change, view) for change in changes):
            console.write(part)
    ctx.exit(EXIT_ERROR if errors else 0)


def _changes(revision: str, files: tuple[str, ...], only: tuple[str, ...], errors: ErrorLog) -> Iterator[ListChange]:
    session = Session()
    for file in errors.inputs(find_inputs(files)):
        with errors.told(file):
            after = session.parse(file, read_source(file))
            before = parse_document(_before(file, revision), after.venues)
            yield ListChange(file.name, revision, _only(compare(before, after), only))


def _before(file: Input, revision: str) -> Source:
    """Return a file as it was in a revision, empty where there was none.

    What was no text is compared as far as it can be read: only today's has to be in order.
    """
    if file.path is None:
        raise ConfigError("diff compares files: standard input has no earlier version")
    path = Path(os.path.realpath(file.path))
    data = find_revision(path.parent, revision).read(path)
    return Source("" if data is None else data.decode("utf-8", "replace").removeprefix("\ufeff"), file.name)


def _only(made: Comparison, kinds: tuple[str, ...]) -> Comparison:
    if not kinds:
        return made
    left_out: dict[str, Any] = dict.fromkeys([kind for kind in KINDS if kind not in kinds], ())
    if "moved" not in kinds:
        left_out |= {"reordered": (), "renamed": ()}
    return made._replace(**left_out)


def _apart(texts: Iterator[Iterator[str]]) -> Iterator[str]:
    for index, text in enumerate(texts):
        if index:
            yield "\n"
        yield from text


def _value(change: ListChange) -> dict[str, Any]:
    made = change.comparison
    return {
        "path": change.path,
        "since": change.since,
        "added": list(map(entry_record, made.added)),
        "removed": list(map(entry_record, made.removed)),
        "changed": [_pair(pair) | {"fields": [field._asdict() for field in pair.fields]} for pair in made.changed],
        "moved": list(map(_pair, made.moved)),
        "reordered": [list(section.path) for section in made.reordered],
        "renamed": [{"before": list(old), "after": list(new)} for old, new in made.renamed],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {"before": entry_record(pair.before), "after": entry_record(pair.after)}
