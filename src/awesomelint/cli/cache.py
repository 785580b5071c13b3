"""`awesomelint cache`: what is kept from run to run."""

from __future__ import annotations

from pathlib import Path
from time import time

import click

from awesomelint import paths
from awesomelint.cli import options
from awesomelint.cli.console import Console, say_note
from awesomelint.errors import OutputError, in_words
from awesomelint.links.cache import LinkCache
from awesomelint.links.database import NAME, files
from awesomelint.papers.library import kept_indexes
from awesomelint.reporters.terminal import counted, visible


@click.group(invoke_without_command=True, context_settings=options.HELP)
@click.pass_context
def command(ctx: click.Context, /) -> None:
    """Show or clear the link cache, and the indexes of papers files.

    It is in the cache folder of the user, or in AWESOMELINT_CACHE_DIR, and can be
    cleared at any time. All links are then checked again, and since when a link
    has been failing is no longer known.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(info)


@command.command(context_settings=options.HELP)
@options.cache_dir
def info(cache_dir: Path | None = None) -> None:
    """Show where the cache is and how much it contains."""
    folder = cache_dir or paths.cache_dir()
    Console().write(_links(folder))
    indexes = kept_indexes(folder)
    if indexes:
        size = sum(path.stat().st_size for path in indexes)
        Console().write(f"indexes of papers files: {len(indexes)}, {_kilobytes(size)}\n")


@command.command(context_settings=options.HELP)
@options.cache_dir
def clear(cache_dir: Path | None = None) -> None:
    """Remove the cache."""
    folder = cache_dir or paths.cache_dir()
    kept = [*files(folder), *kept_indexes(folder)]
    try:
        size = sum(path.stat().st_size for path in kept)
        for path in kept:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be removed: {in_words(error)}", path=error.filename) from None
    said = f"removed the link cache, {_kilobytes(size)}" if kept else "nothing to remove"
    Console().write(f"{said}\n")


def _links(folder: Path) -> str:
    path = folder / NAME
    if not path.is_file():  # asking must not make one
        return f"{visible(str(path))}: empty\n"
    cache = LinkCache(folder, int(time()))
    contents = cache.contents()
    cache.close()
    for note in cache.notes:
        say_note(note)
    known = f"{counted(contents.targets, 'link')}, {counted(contents.records, 'record')} of papers and repositories"
    return f"{visible(str(path))}: {known}, {_kilobytes(contents.size)}\n"


def _kilobytes(size: int) -> str:
    return f"{size / 1024:,.0f} KB"
