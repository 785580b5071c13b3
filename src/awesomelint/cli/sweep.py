"""`awesomelint sweep`: many lists at once, each target asked once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from awesomelint.cli import options
from awesomelint.cli.console import Console
from awesomelint.cli.options import LINK_OPTIONS, link_options, take_link_options
from awesomelint.errors import InputError, in_words
from awesomelint.files import STDIN, find_inputs
from awesomelint.reporters.terminal import counted, visible
from awesomelint.sweep.owners import floor
from awesomelint.sweep.run import Plan, Sweep, alone

MOST_NAMES = 64 * 1024 * 1024
"""Bytes of the largest file of names that is read."""
WORKERS = 2
"""Processes that ask, by default."""
_SHOWN_OWNERS = 8

_SECTIONS = {
    "Lists": ("--files-from",),
    "Links": LINK_OPTIONS,
    "Other": ("--output-dir", "--jobs", "--no-cache", "--help"),
}


@click.command(cls=options.SectionedCommand, sections=_SECTIONS, context_settings=options.HELP)
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
@options.jobs
@link_options
def command(files: tuple[str, ...], output_dir: Path, files_from: str | None, jobs: int | None, **given: Any) -> None:
    """Read many lists, and show how long asking their links would take."""
    names = (*files, *(_names(files_from) if files_from else ()))
    if not names:
        raise click.UsageError("name lists, folders, or a file of names with --files-from")
    with alone(output_dir):
        sweep = Sweep(output_dir, take_link_options(given), jobs)
        try:
            plan = sweep.prepare(find_inputs(names))
            _say_plan(plan, jobs or WORKERS)
        finally:
            sweep.close()


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
