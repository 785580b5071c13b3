"""`awesomelint export`: the entries of lists as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial

import click

from awesomelint.cli import options
from awesomelint.cli.console import Console, ErrorLog, say_note
from awesomelint.cli.program import EXIT_ERROR
from awesomelint.export import EntryRecord, bibtex, csv_lines, records
from awesomelint.files import Input, find_inputs, read_source
from awesomelint.json_text import dumps
from awesomelint.session.session import Session
from awesomelint.workers import in_order

FORMATS = ("jsonl", "json", "csv", "bibtex")


@click.command(context_settings=options.HELP)
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="Output format."
)
@options.stdin_filename
@options.jobs
@options.files(required=True)
@click.pass_context
def command(
    ctx: click.Context, format_: str, stdin_filename: str | None, jobs: int | None, files: tuple[str, ...]
) -> None:
    """Export the entries of lists, in UTF-8.

    FILE is a file, a folder (all Markdown files in it), or - for standard input.

    \b
    jsonl   one JSON object per entry and line
    json    one array of these objects
    csv     for spreadsheets; multiple values are joined
    bibtex  for LaTeX; keys stay the same when entries are added
    """
    errors = ErrorLog()
    Console().write_utf8(_WRITERS[format_](_records(files, stdin_filename, errors, jobs)))
    ctx.exit(EXIT_ERROR if errors else 0)


def _records(files: Iterable[str], stdin_name: str | None, errors: ErrorLog, jobs: int | None) -> Iterator[EntryRecord]:
    inputs = list(find_inputs(files, stdin_name=stdin_name))
    lists = [one for one in inputs if isinstance(one, Input)]
    with closing(in_order(partial(_entries, Session()), lists, jobs)) as exported:
        for file, entries in zip(errors.inputs(inputs), exported, strict=True):
            with errors.told(file):
                yield from entries()


def _entries(session: Session, file: Input) -> list[EntryRecord]:
    return list(records(session.parse(file, read_source(file))))


def _jsonl(records_: Iterable[EntryRecord]) -> Iterator[str]:
    for record in records_:
        yield dumps(record) + "\n"


def _json(records_: Iterable[EntryRecord]) -> Iterator[str]:
    opening = "[\n"
    for record in records_:
        yield f"{opening}  {dumps(record)}"
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def _bibtex(records_: Iterable[EntryRecord]) -> Iterator[str]:
    untitled = 0

    def titled() -> Iterator[EntryRecord]:
        nonlocal untitled
        for record in records_:
            if record["title"]:
                yield record
            else:
                untitled += 1

    yield from bibtex(titled())
    if untitled:
        say_note(f"{untitled} {'entry' if untitled == 1 else 'entries'} without a title left out")


_WRITERS: dict[str, Callable[[Iterable[EntryRecord]], Iterator[str]]] = {
    "jsonl": _jsonl,
    "json": _json,
    "csv": csv_lines,
    "bibtex": _bibtex,
}
