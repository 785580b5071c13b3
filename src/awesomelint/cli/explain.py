"""`awesomelint explain`: what a rule is for, what it takes for good and bad, and how it can be set."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from awesomelint.cli import options
from awesomelint.cli.configuration import configuration_here
from awesomelint.cli.program import EXIT_ERROR
from awesomelint.cli.terminal import Console, say_error, shows_color, width_of
from awesomelint.reporters.explanation import explanation
from awesomelint.reporters.view import View
from awesomelint.rulebook.load import load_docs
from awesomelint.rulebook.select import RuleIndex
from awesomelint.suggest import did_you_mean

MAX_WIDTH = 100


@click.command(context_settings=options.HELP)
@click.argument("rules", nargs=-1, required=True, metavar="RULE...", shell_complete=options.complete_rules)
@options.config
@options.color
@click.pass_context
def command(ctx: click.Context, /, rules: tuple[str, ...], config: str | None, color: str) -> None:
    """Say what rules are for, with examples.

    RULE is a code (NUM101), a name (sequential-numbers), the beginning of a code (NUM) or ALL.
    """
    index = RuleIndex(configuration_here(config=config).known)
    unknown = [rule for rule in rules if not index.knows(rule) and not index.knows(rule.upper())]
    for rule in unknown:
        words = [word for spec in index.rules for word in (spec.code, spec.name)]
        say_error(f'unknown rule "{rule}"{did_you_mean(rule, words)}')
    if unknown:
        ctx.exit(EXIT_ERROR)
    codes = dict.fromkeys(code for rule in rules for code in sorted(index.codes(rule) or index.codes(rule.upper())))
    view = View(min(width_of(sys.stdout), MAX_WIDTH), shows_color(color, sys.stdout))
    text = _texts(codes, index, view)
    if sys.stdout.isatty():
        click.echo_via_pager(text, color=view.color)
    else:
        for part in text:
            Console().write(part)


def _texts(codes: dict[str, None], index: RuleIndex, view: View) -> Iterator[str]:
    for number, code in enumerate(codes):
        spec = index.by_code[code]
        yield ("\n\n" if number else "") + explanation(spec, load_docs(spec), view)
