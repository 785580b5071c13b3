"""`awesomelint sweep`: many lists at once, each target asked once."""

from __future__ import annotations

import sys
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import click

from awesomelint.cli import options
from awesomelint.cli.console import Console, say_error, say_note
from awesomelint.cli.options import LINK_OPTIONS, link_options, take_link_options
from awesomelint.cli.program import EXIT_ERROR
from awesomelint.errors import InputError, in_words
from awesomelint.files import STDIN, find_inputs
from awesomelint.reporters.terminal import counted, visible
from awesomelint.session import LinkOptions
from awesomelint.sweep.crew import Crew, cluster, processes
from awesomelint.sweep.locks import alone
from awesomelint.sweep.owners import floor
from awesomelint.sweep.run import Plan, Sweep
from awesomelint.sweep.tables import Tables

MOST_NAMES = 64 * 1024 * 1024
"""Bytes of the largest file of names that is read."""
_DEFAULT = "run"
WORKERS = 2
"""Processes that ask, by default."""
_SHOWN_OWNERS = 8

_SECTIONS = {
    "Lists": ("--files-from",),
    "Links": LINK_OPTIONS,
    "Other": ("--output-dir", "--plan", "--scheduler", "--resume", "--jobs", "--no-cache", "--help"),
}


class _Sweeps(click.Group):
    """The group of the commands about sweeps; `run` may be omitted."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert the command that may be omitted."""
        is_named = args[:1] and args[0] in (*self.commands, *ctx.help_option_names)
        return super().parse_args(ctx, args if is_named or not args else [_DEFAULT, *args])


@click.group(cls=_Sweeps, context_settings=options.HELP, no_args_is_help=True)
def command() -> None:
    """Check the links of many lists, each link once.

    \b
    awesomelint sweep LIST... -o DIR     begin, go on, or bring up to date
    awesomelint sweep query DIR "SQL"    ask the tables of a sweep
    """


@command.command(_DEFAULT, cls=options.SectionedCommand, sections=_SECTIONS, context_settings=options.HELP)
@options.files()
@click.option(
    "-o",
    "--output-dir",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder of the sweep; one of an earlier sweep is brought up to date.",
)
@click.option(
    "--files-from", metavar="FILE", help="File with the name of a list or folder on each line; - for standard input."
)
@click.option("--plan", is_flag=True, help="Read lists and show how long the requests take at least, without any.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Scheduler of a cluster of Dask that asks and judges: tcp://HOST:8786."
)
@click.option("--resume/--no-resume", default=True, help="Go on with a sweep that was ended.  [default: resume]")
@options.jobs
@link_options
@click.pass_context
def run(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    output_dir: Path,
    files_from: str | None,
    plan: bool,
    scheduler: str | None,
    resume: bool,
    jobs: int | None,
    **given: Any,
) -> None:
    """Check the links of many lists, each link once.

    FILE is a list or a folder. Everything is written to the folder DIR; a sweep
    that was ended goes on where it was, and a later one of the same folder
    asks only what is no longer fresh.

    Exit code: 0 if all was asked, 2 if not or after an error, 130 if interrupted.
    """
    names = (*files, *(_names(files_from) if files_from else ()))
    if not names:
        raise click.UsageError("name lists, folders, or a file of names with --files-from")
    link_options = take_link_options(given)
    _refuse(link_options)
    workers = jobs or WORKERS
    with alone(output_dir):
        sweep = Sweep(output_dir, link_options, jobs)
        try:
            planned = sweep.prepare(find_inputs(names))
            _say_plan(planned, workers)
            if not plan:
                with nullcontext(processes(workers)) if scheduler is None else cluster(scheduler) as crew:
                    _ask(sweep, planned, crew, resumes=resume)
                    if not sweep.is_asked:
                        ctx.exit(EXIT_ERROR)
                    findings = counted(sweep.judge(crew), "finding")
                Console().write(f"{findings}; the report is {visible(str(output_dir / 'report.html'))}\n")
        finally:
            sweep.close()


def _refuse(link_options: LinkOptions) -> None:
    """Raise `UsageError` for options that ask more about links than their targets."""
    asked = {
        "--anchors": "anchors" in link_options.settings,
        "--require-https": "require_https" in link_options.settings,
        "--archive": "archive" in link_options.settings,
        "--papers": bool(link_options.papers),
        "--offline": link_options.is_offline,
        "--no-cache": not link_options.uses_cache,
    }
    for name in (name for name, is_asked in asked.items() if is_asked):
        raise click.UsageError(f"{name} is not for sweeps")


def _ask(sweep: Sweep, plan: Plan, crew: Crew, *, resumes: bool) -> None:
    """Ask all targets, and say what comes of it."""
    left = 0
    notes: set[str] = set()
    with closing(sweep.ask(plan, crew, resumes=resumes)) as asking:
        for one in asking:
            left += bool(one.problem)
            for note in (note for note in one.notes if note not in notes):
                notes.add(note)
                say_note(note)
            if one.problem:
                say_error(f"{one.owner}: {one.problem}")
            elif one.asked or one.requests:
                did = f"{counted(one.asked, 'target')} asked by " if one.asked else ""
                did += counted(one.requests, "request")
                Console().write(f"{visible(one.owner)}: {did}, {_duration(one.seconds)}\n")
    if left:
        say_error(f"{counted(left, 'owner')} could not ask all targets: sweep again to go on")


@command.command(context_settings=options.HELP)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.argument("sql", metavar="SQL")
def query(folder: Path, sql: str) -> None:
    """Print what a query in SQL finds in the tables of a sweep, as CSV.

    DIR is the folder of the sweep. The tables are lists, uses, papers, claims,
    targets, outcomes, results (the last outcome of each target), doubts, answers,
    findings and owners; SQL is that of DuckDB.
    """
    tables = Tables(folder)
    try:
        Console().write_utf8(tables.csv(sql, shown=visible if sys.stdout.isatty() else str))
    finally:
        tables.close()


def _names(file: str) -> list[str]:
    """Return the names in a file, one on a line. Raises `InputError`."""
    try:
        if file == STDIN:
            data = sys.stdin.buffer.read(MOST_NAMES)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(MOST_NAMES)
        return [name for name in data.decode("utf-8", "surrogateescape").splitlines() if name.strip()]
    except OSError as error:
        raise InputError(f"cannot be read: {in_words(error)}", path=file) from None


def _say_plan(plan: Plan, workers: int) -> None:
    """Print what a sweep is about, and how long its requests take at least."""
    console = Console()
    lists = counted(plan.lists, "list") + (f", {plan.failed:,} of them unreadable" if plan.failed else "")
    console.write(
        f"{lists} ({plan.read:,} read now): {counted(plan.links, 'link')} to {counted(plan.targets, 'target')}\n"
    )
    asked = [load for load in plan.loads if load.seconds]
    if not asked:
        return
    console.write(f"requests take at least {_duration(floor(asked, workers))}, because of the limits of hosts:\n")
    for load in asked[:_SHOWN_OWNERS]:
        console.write(
            f"  {visible(load.owner):<24} {counted(load.targets, 'target'):>16}  {_duration(load.seconds):>8}\n"
        )
    if others := asked[_SHOWN_OWNERS:]:
        name, targets = f"{len(others)} others", sum(load.targets for load in others)
        console.write(f"  {name:<24} {counted(targets, 'target'):>16}  {_duration(others[0].seconds):>8} at most\n")


def _duration(seconds: float) -> str:
    """Return a time in words: `40 s`, `12 min`, `9.2 h`."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
