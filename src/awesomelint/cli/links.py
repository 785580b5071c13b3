"""`awesomelint links`: every link of lists, and its result; and the line of progress while links are checked."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TextIO

import click

from awesomelint.cli import options
from awesomelint.cli.console import Console, ErrorLog, say_note
from awesomelint.cli.options import LINK_OPTIONS, link_options, take_link_options
from awesomelint.cli.program import EXIT_ERROR, EXIT_FINDINGS, EXIT_INTERRUPTED
from awesomelint.files import find_inputs
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.reporters.link_lines import link_summary, link_values, progress_line, table_lines
from awesomelint.reporters.terminal import View
from awesomelint.session import LinkOptions, SessionOptions
from awesomelint.session.session import Session

if TYPE_CHECKING:
    from awesomelint.links.link_run import LinkProgress, LinkReport

TABLE = "table"
FORMATS = (TABLE, "json", "json-lines")

_SECTIONS = {
    "Links": LINK_OPTIONS,
    "Output": ("--verdict", "--output-format", "--quiet", "--color", "--exit-zero"),
    "Other": ("--config", "--isolated", "--force-exclude", "--stdin-filename", "--no-cache", "--help"),
}


class Arguments(SimpleNamespace):
    """The arguments of the command by their names."""

    files: tuple[str, ...]
    verdicts: tuple[str, ...]
    output_format: str
    quiet: bool
    color: str
    exit_zero: bool
    config: str | None
    isolated: bool
    force_exclude: bool
    stdin_filename: str | None
    link_options: LinkOptions


@click.command(cls=options.SectionedCommand, sections=_SECTIONS, context_settings=options.HELP)
@options.files()
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice([verdict.value for verdict in Verdict]),
    metavar="VERDICT",
    help="Show only links with this verdict: alive, moved, dead, blocked, unsure or skipped.",
)
@click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    default=TABLE,
    metavar="FORMAT",
    help="table (default), json or json-lines.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print links, but nothing else.")
@options.color
@click.option("--exit-zero", is_flag=True, help="Exit with code 0 even if there are dead links.")
@options.config
@options.isolated
@click.option("--force-exclude", is_flag=True, help="Skip excluded files even if they are named.")
@options.stdin_filename
@link_options
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Check the links of lists and print each with its verdict.

    Lists are not linted, and all links are checked whatever rules are selected.
    FILE is as in `awesomelint check`.

    Exit code: 0 without dead links, 1 with dead links, 2 after a usage,
    configuration or input error, 130 if interrupted.
    """
    arguments = Arguments(link_options=take_link_options(given), **given)
    names = arguments.files or options.readme()
    session, errors = _session(arguments), ErrorLog()
    for file in errors.inputs(find_inputs(names, stdin_name=arguments.stdin_filename)):
        with errors.told(file):
            source = session.read(file)
            if source is not None:
                session.collect_links(file, session.parse(file, source))
    if errors and not session.linked_files:
        ctx.exit(EXIT_ERROR)
    started = monotonic()
    links = check_links(session, color=arguments.color, is_quiet=arguments.quiet)
    if links.error is not None:
        errors.tell(str(links.error))
    _print(arguments, session, links, monotonic() - started)
    if links.is_interrupted:
        ctx.exit(EXIT_INTERRUPTED)
    is_dead = any(outcome.verdict is Verdict.DEAD for outcome in links.facts.outcomes.values())
    ctx.exit(EXIT_ERROR if errors else EXIT_FINDINGS if is_dead and not arguments.exit_zero else 0)


def _session(arguments: Arguments) -> Session:
    if arguments.config and arguments.isolated:
        raise click.UsageError("--config and --isolated cannot be combined")
    return Session(
        SessionOptions(
            config=Path(arguments.config) if arguments.config else None,
            is_isolated=arguments.isolated,
            heeds_exclude=arguments.force_exclude,
            links=arguments.link_options,
        )
    )


def _print(arguments: Arguments, session: Session, links: LinkReport, seconds: float) -> None:
    console = Console()
    view = console.view(arguments.color)
    outcomes, verdicts = links.facts.outcomes, arguments.verdicts
    targets = [
        target
        for target in session.targets
        if outcomes[target.url].reason is not Reason.NOT_REACHED
        and (not verdicts or outcomes[target.url].verdict.value in verdicts)
    ]
    if arguments.output_format == TABLE:
        for line in table_lines(targets, outcomes, view):
            console.write(line)
        if not arguments.quiet:
            summary = link_summary(links, view, seconds if console.stream.isatty() else None)
            console.write(("\n" if targets else "") + summary + "\n")
        return
    values = (link_values(target, outcomes[target.url], links.facts.paper_at(target.url)) for target in targets)
    if arguments.output_format == "json":
        console.write_json(list(values))
    else:
        from awesomelint.json_text import dumps

        console.write_utf8(dumps(value) + "\n" for value in values)
    if links.is_interrupted and not arguments.quiet:
        say_note(link_summary(links, View(), seconds))


def check_links(session: Session, *, color: str, is_quiet: bool) -> LinkReport:
    """Check the links that a session has collected, with a line of progress on a terminal, and print notes about that."""
    line = ProgressLine(color=color)
    try:
        links = session.check_links(line.draw if not is_quiet and ProgressLine.is_wanted() else None)
    finally:
        line.erase()
    for note in links.notes:
        say_note(note)
    return links


INTERVAL = 0.1
"""Seconds between two drawings."""
_ERASE = "\r\x1b[K"


class ProgressLine:
    """A progress line on standard error, on a terminal only. It is erased at the end."""

    def __init__(self, *, color: str = "auto", stream: TextIO | None = None):
        self._console = Console(stream or sys.stderr)
        self._started = monotonic()
        self._drawn_at: float | None = None
        self._color = color

    @staticmethod
    def is_wanted(stream: TextIO | None = None) -> bool:
        """Return whether the stream is a terminal on which a line can be drawn over."""
        return (stream or sys.stderr).isatty() and os.environ.get("TERM") != "dumb"

    def draw(self, progress: LinkProgress) -> None:
        """Draw the line, at most once in an interval."""
        now = monotonic()
        if self._drawn_at is not None and now - self._drawn_at < INTERVAL:
            return
        self._drawn_at = now
        view = self._console.view(self._color)
        done, total, waiting_for = progress
        self._console.write(_ERASE + progress_line(done, total, now - self._started, waiting_for, view))
        self._console.stream.flush()

    def erase(self) -> None:
        """Erase the line."""
        if self._drawn_at is not None:
            self._console.write(_ERASE)
            self._console.stream.flush()
