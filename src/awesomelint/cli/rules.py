"""`awesomelint rules` and `awesomelint explain`: the rules in a table, one in full, tests for custom rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from awesomelint.cli import options
from awesomelint.cli.config import configuration_here
from awesomelint.cli.console import Console, say_error
from awesomelint.cli.program import EXIT_ERROR, EXIT_FINDINGS
from awesomelint.config.model import Config
from awesomelint.errors import InputError, did_you_mean
from awesomelint.paths import rules_root
from awesomelint.reporters.terminal import BOLD, DIM, GREEN, RED, SEVERITY_COLORS, View, counted, visible, wrapped
from awesomelint.rulebook.spec import Rule, RuleIndex, RuleSpec

MAX_WIDTH = 100
_OFF = "off"


@click.command(context_settings=options.HELP)
@click.argument("rules", nargs=-1, required=True, metavar="RULE...", shell_complete=options.complete_rules)
@options.config
@options.color
@click.pass_context
def explain(ctx: click.Context, /, rules: tuple[str, ...], config: str | None, color: str) -> None:
    """Explain rules, with examples.

    RULE is a code (NUM101), a name (sequential-numbers), a prefix of codes (NUM)
    or ALL.
    """
    index = RuleIndex(configuration_here(config=config).known)
    unknown = [rule for rule in rules if not index.knows(rule) and not index.knows(rule.upper())]
    for rule in unknown:
        words = [word for spec in index.rules for word in (spec.code, spec.name)]
        say_error(f'unknown rule "{rule}"{did_you_mean(rule, words)}')
    if unknown:
        ctx.exit(EXIT_ERROR)
    codes = dict.fromkeys(code for rule in rules for code in sorted(index.codes(rule) or index.codes(rule.upper())))
    console = Console()
    view = console.view(color)
    view = view._replace(width=min(view.width, MAX_WIDTH))
    text = _texts(codes, index, view)
    if sys.stdout.isatty():
        click.echo_via_pager(text, color=view.color)
    else:
        for part in text:
            console.write(part)


def _texts(codes: dict[str, None], index: RuleIndex, view: View) -> Iterator[str]:
    from awesomelint.reporters.rule_text import (
        explanation,  # 60 ms with all that examples are read with: the table needs none
    )
    from awesomelint.rulebook.docs import load_docs

    for number, code in enumerate(codes):
        spec = index.by_code[code]
        yield ("\n\n" if number else "") + explanation(spec, load_docs(spec), view)


@click.group(invoke_without_command=True, context_settings=options.HELP, subcommand_metavar="[test DIR]")
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", help="Output format.")
@options.preset
@options.config
@options.isolated
@options.color
@click.pass_context
def command(ctx: click.Context, /, output_format: str, color: str, **given: Any) -> None:
    """List all rules with their severity in this folder.

    `off` marks rules that do not run. See `awesomelint explain CODE` for details
    of a rule.
    """
    if ctx.invoked_subcommand is not None:
        return
    config = configuration_here(**given)
    console = Console()
    if output_format == "json":
        running = {rule.code: rule for rule in config.rules}
        console.write_json([_values(spec, running.get(spec.code)) for spec in config.known])
        return
    for line in _table(config, console.view(color)):
        console.write(line + "\n")


@command.command(context_settings=options.HELP)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
@options.color
@click.pass_context
def test(ctx: click.Context, /, folder: str, color: str) -> None:
    """Run the examples of the rules in a folder.

    A good example must have no findings. A bad example must have exactly its
    findings and, if it has one, its fixed text. The exit code is 1 if an example
    fails, and 2 if a rule file is malformed.
    """
    path = Path(folder)
    if not path.is_dir():
        raise InputError("no such folder", path=folder)
    ctx.exit(EXIT_FINDINGS if _test(path, Console().view(color)) else 0)


def _table(config: Config, view: View) -> Iterator[str]:
    names = max((len(spec.name) for spec in config.known), default=0)
    running = {rule.code: rule.severity for rule in config.rules}
    for spec in config.known:
        severity = running.get(spec.code)
        word = severity.label if severity is not None else _OFF
        color = SEVERITY_COLORS[severity] if severity is not None else DIM
        fix = "" if spec.fix == "none" else spec.fix
        head = f"{view.paint(spec.code, BOLD)}  {spec.name:<{names}}  {view.paint(word, color)}"
        head += f"{' ' * (7 - len(word))}  {fix:<6}  "
        indent = len(spec.code) + 2 + names + 2 + 7 + 2 + 6 + 2
        if view.width - indent < 32:
            yield head.rstrip()
            yield from (f"        {line}" for line in wrapped(visible(spec.summary), view.width - 8))
            continue
        first, *rest = wrapped(visible(spec.summary), view.width - indent)
        yield head + first
        yield from (" " * indent + line for line in rest)


def _values(spec: RuleSpec, rule: Rule | None) -> dict[str, Any]:
    """Return a rule as plain values; `rule` is how it runs here, if it does."""
    return {
        "code": spec.code,
        "name": spec.name,
        "summary": spec.summary,
        "since": spec.since,
        "fix": spec.fix,
        "enabled": rule is not None,
        "severity": (rule.severity if rule else spec.severity).label,
        "options": [
            {
                "name": option.name,
                "kind": option.kind,
                "default": option.default,
                "choices": list(option.choices),
                "value": rule.options[option.name] if rule else option.default,
                "help": option.help,
            }
            for option in spec.options
        ],
    }


def _test(folder: Path, view: View) -> int:
    """Run all examples, print their results, and return how many did not hold."""
    from awesomelint.rule_examples import run_rules
    from awesomelint.rulebook.load import load_own_rules, load_rulebook

    rules = load_rulebook() if folder.resolve() == rules_root().resolve() else load_own_rules(folder)
    if not rules:
        raise InputError("no rule file (*.yaml) in this folder", path=str(folder))
    console = Console()
    failed = examples = 0
    for outcome in run_rules(rules, load_rulebook()):
        examples += outcome.example is not None
        failed += bool(outcome.problems)
        if outcome.problems:
            console.write(f"{view.paint('failed', f'1;{RED}')}  {visible(str(outcome))}\n")
            console.write(f"  {visible(outcome.place)}\n")
            for line in "\n".join(outcome.problems).splitlines():
                console.write(f"  {visible(line)}\n")
    verdict = view.paint(f"{failed} failed", RED) if failed else view.paint("all passed", GREEN)
    console.write(f"{counted(len(rules), 'rule')}, {counted(examples, 'example')}: {verdict}\n")
    return failed
