"""`awesomelint sort`: put the entries of a list in order."""

from __future__ import annotations

from collections import Counter

import click

from awesomelint.cli import options
from awesomelint.cli.console import Console, ErrorLog, say_note
from awesomelint.cli.program import EXIT_ERROR
from awesomelint.document.model import Document
from awesomelint.document.order import By
from awesomelint.errors import InputError
from awesomelint.files import Input, find_inputs, read_source, replace_file
from awesomelint.reporters.diff import diff_lines, shown_diff
from awesomelint.reporters.terminal import counted, visible
from awesomelint.session.session import Session
from awesomelint.sorting import Sorted, sort_entries, under_headings


@click.command(context_settings=options.HELP)
@options.files()
@click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="NAME",
    help="Sort only the section of this heading; may be repeated.",
)
@click.option(
    "--by",
    type=click.Choice([by.value for by in By]),
    help="What to sort by.  [default: what the section is in order by]",
)
@click.option("--reverse", "is_reversed", is_flag=True, help="Sort falling: the newest first, or from Z to A.")
@click.option("--diff", "shows_diff", is_flag=True, help="Show what would change, and change nothing.")
@options.color
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    files: tuple[str, ...],
    sections: tuple[str, ...],
    by: str | None,
    is_reversed: bool,
    shows_diff: bool,
    color: str,
) -> None:
    """Put the entries of lists in order.

    Without --by the sections are sorted that are mostly in some order: by date, by year or by title, in the direction that they
    have. With --by all are, those without a direction from the oldest, or from A to Z. With --reverse the newest come first, or
    Z, whatever direction a section has.

    Items and rows move with all their lines and what is nested in them; numbers stay at their places. An entry that does not
    say what is compared stays behind the one above it. Nothing else changes.
    """
    session, errors, console = Session(), ErrorLog(), Console()
    chosen_by = By(by) if by else None
    view = console.view(color)
    for file in errors.inputs(find_inputs(files or options.readme())):
        with errors.told(file):
            document = session.parse(file, read_source(file))
            chosen = under_headings(document, sections)
            result = sort_entries(document, chosen_by, is_reversed=is_reversed, chosen=chosen)
            if not (result.sections or result.refused):
                why = f"no section can be sorted by {by}" if by else "no section is in order"
                hint = "" if by else "; --by says what to sort by"
                raise InputError(f"{why}, so nothing was sorted{hint}", path=file.name)
            if shows_diff:
                for text in shown_diff(diff_lines(document.source, result.source), view):
                    console.write(text)
            else:
                _write(file, document, result)
                console.write(f"{visible(file.name)}: {_said(result)}\n")
            for reason, count in Counter(reason for _, reason in result.refused).items():
                say_note(f"{visible(file.name)}: {counted(count, 'section')} unchanged: {reason}")
    ctx.exit(EXIT_ERROR if errors else 0)


def _write(file: Input, document: Document, result: Sorted) -> None:
    if result.source.text == document.source.text:
        return
    if file.path is None:
        raise InputError("standard input cannot be sorted; use --diff", path=file.name)
    replace_file(file.path, result.source.to_bytes(), expected=document.source.to_bytes(), name=file.name)


def _said(result: Sorted) -> str:
    if not result.moved:
        return f"{counted(len(result.sections), 'section')} in order already"
    return f"moved {counted(result.moved, 'entry', 'entries')} in {counted(len(result.sections), 'section')}"
