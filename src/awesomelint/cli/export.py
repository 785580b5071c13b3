"""`awesomelint export`: the entries of lists as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import click

from awesomelint.cli import options
from awesomelint.cli.console import Console, say_error, say_note
from awesomelint.cli.program import EXIT_ERROR
from awesomelint.errors import InputError
from awesomelint.export import EntryRecord

FORMATS = ("jsonl", "json", "csv", "bibtex")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="Form of the output."
)
@click.option("--stdin-filename", metavar="NAME", help="Name to show for what is read from standard input.")
@options.files(required=True)
@click.pass_context
def command(ctx: click.Context, format_: str, stdin_filename: str | None, files: tuple[str, ...]) -> None:
    """Print the entries of lists as data, in UTF-8.

    FILE is a file, a folder (all Markdown files below it), or - for standard input.

    \b
    jsonl   one JSON object an entry and line
    json    one array of these objects
    csv     for spreadsheets; lists are joined
    bibtex  for LaTeX; keys stay the same when entries are added
    """
    failed: list[InputError] = []
    Console().write_utf8(_WRITERS[format_](_records(files, stdin_filename, failed)))
    ctx.exit(EXIT_ERROR if failed else 0)


def _records(files: Iterable[str], stdin_name: str | None, failed: list[InputError]) -> Iterator[EntryRecord]:
    from awesomelint.cli.config import venues_for
    from awesomelint.document.parse import parse_document
    from awesomelint.export import records
    from awesomelint.files.inputs import find_inputs, read_source

    for found in find_inputs(files, stdin_name=stdin_name):
        try:
            if isinstance(found, InputError):
                raise found
            source = read_source(found)
        except InputError as error:
            failed.append(error)
            say_error(str(error))
            continue
        yield from records(parse_document(source, venues_for(found)))


def _jsonl(found: Iterable[EntryRecord]) -> Iterator[str]:
    from awesomelint.json_text import dumps

    for record in found:
        yield dumps(record) + "\n"


def _json(found: Iterable[EntryRecord]) -> Iterator[str]:
    from awesomelint.json_text import dumps

    opening = "[\n"
    for record in found:
        yield f"{opening}  {dumps(record)}"
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def _csv(found: Iterable[EntryRecord]) -> Iterator[str]:
    from awesomelint.export import csv_lines

    return csv_lines(found)


def _bibtex(found: Iterable[EntryRecord]) -> Iterator[str]:
    from awesomelint.export import bibtex

    untitled = 0

    def titled() -> Iterator[EntryRecord]:
        nonlocal untitled
        for record in found:
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
    "csv": _csv,
    "bibtex": _bibtex,
}
