"""`awesomelint cache`: what is kept from run to run."""

from __future__ import annotations

import click

from awesomelint.cache import ResultCache
from awesomelint.cli import options
from awesomelint.cli.terminal import Console
from awesomelint.errors import OutputError
from awesomelint.reporters.visible import visible
from awesomelint.reporters.words import counted


@click.group(invoke_without_command=True, context_settings=options.HELP)
@click.pass_context
def command(ctx: click.Context, /) -> None:
    """Show or clear the cache of results.

    It lies in the user's cache folder, or where AWESOMELINT_CACHE_DIR says, and may be cleared at any time.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(info)


@command.command(context_settings=options.HELP)
def info() -> None:
    """Say where the cache is and how much it holds."""
    found = ResultCache().contents()
    Console().write(f"{visible(str(found.folder))}: {_amount(found.results, found.size)}\n")


@command.command(context_settings=options.HELP)
def clear() -> None:
    """Remove all results."""
    cache = ResultCache()
    try:
        before = cache.clear()
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot be removed: {said}", path=error.filename or str(cache.folder)) from None
    Console().write(f"removed {_amount(before.results, before.size)}\n")


def _amount(results: int, size: int) -> str:
    return f"{counted(results, 'result')}, {size / 1024:,.0f} KB"
