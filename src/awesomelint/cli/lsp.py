"""`awesomelint lsp`: the language server, for editors."""

from __future__ import annotations

from importlib.util import find_spec

import click

from awesomelint.cli import options
from awesomelint.cli.console import say_error
from awesomelint.cli.program import EXIT_ERROR


@click.command(context_settings=options.HELP)
@click.option("--stdio", is_flag=True, help="Use standard input and output (always the case; accepted for editors).")
@click.pass_context
def command(ctx: click.Context, /, stdio: bool) -> None:
    """Run the language server: findings while you type, quick fixes, an outline.

    Editors start this command; docs/editors.md describes how to set them up.
    """
    if find_spec("pygls") is None:
        say_error("the language server needs an additional package: pip install pygls")
        ctx.exit(EXIT_ERROR)
    from awesomelint.editor.server import serve

    serve()
