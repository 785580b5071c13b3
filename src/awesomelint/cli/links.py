"""`awesomelint links`: every link of lists, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from awesomelint.cli import options
from awesomelint.cli.console import Console, say_error, say_note, shows_color, width_of
from awesomelint.cli.link_check import LinkCheck
from awesomelint.cli.link_options import NAMES, link_options, link_options_of
from awesomelint.cli.lint import Linter, Settings
from awesomelint.cli.program import EXIT_ERROR, EXIT_FINDINGS, EXIT_INTERRUPTED
from awesomelint.document.parse import parse_document
from awesomelint.errors import AwesomelintError
from awesomelint.files.inputs import find_inputs, read_source, readme_here
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.reporters.links import link_summary, link_values, table_lines
from awesomelint.reporters.text import View

if TYPE_CHECKING:
    from awesomelint.links.targets import Target

TABLE = "table"
FORMATS = (TABLE, "json", "json-lines")

_SECTIONS = {
    "Links": NAMES,
    "Output": ("--verdict", "--output-format", "--quiet", "--color", "--exit-zero"),
    "Other": ("--config", "--isolated", "--force-exclude", "--stdin-filename", "--no-cache", "--help"),
}


@click.command(cls=options.SectionedCommand, sections=_SECTIONS, context_settings=options.HELP)
@options.files()
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice([verdict.value for verdict in Verdict]),
    metavar="VERDICT",
    help="Only these: alive, moved, dead, blocked, unsure or skipped.",
)
@click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    default=TABLE,
    metavar="FORMAT",
    help="table (the default), json or json-lines.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print links and nothing else.")
@options.color
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if a link is dead.")
@options.config
@options.isolated
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files even if they are named.")
@options.stdin_filename
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what is known of links from earlier runs.")
@link_options
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...], **given: Any) -> None:
    """Check the links of lists, and print each with what came of it.

    Nothing is linted: all links are checked, whichever rules run. FILE is as in
    awesomelint check.

    Exit code: 0 no link is dead, 1 some are, 2 an error of usage, configuration
    or input, 130 interrupted.
    """
    if given["config"] and given["isolated"]:
        raise click.UsageError("--config and --isolated exclude one another", ctx)
    check = LinkCheck(link_options_of(given, shows_progress=not given["quiet"]))
    has_failed = _add_all(check, _linter(given), files or _readme(), given["stdin_filename"])
    check.gather()
    targets = [one for one in check.targets if _is_shown(check, one, given["verdicts"])]
    _print(check, targets, given)
    is_dead = any(found.verdict is Verdict.DEAD for found in check.outcomes.values())
    if check.is_interrupted:
        ctx.exit(EXIT_INTERRUPTED)
    ctx.exit(EXIT_ERROR if has_failed else EXIT_FINDINGS if is_dead and not given["exit_zero"] else 0)


def _linter(given: dict[str, Any]) -> Linter:
    """Return what knows the configuration of each file."""
    config = Path(given["config"]) if given["config"] else None
    return Linter(Settings({}, config, given["isolated"], given["force_exclude"]))


def _add_all(check: LinkCheck, linter: Linter, files: tuple[str, ...], stdin_name: str | None) -> bool:
    """Collect the targets of all inputs, and tell whether one of them could not be read."""
    has_failed = False
    for found in find_inputs(files, stdin_name=stdin_name):
        try:
            if isinstance(found, AwesomelintError):
                raise found
            config = linter.config(linter.config_path(found))
            if not linter.leaves_out(found, config):
                check.add(found, parse_document(read_source(found), config.venues), config)
        except AwesomelintError as error:
            has_failed = True
            say_error(str(error))
    return has_failed


def _is_shown(check: LinkCheck, target: Target, verdicts: tuple[str, ...]) -> bool:
    outcome = check.outcomes[target.url]
    return outcome.reason is not Reason.NOT_REACHED and (not verdicts or outcome.verdict.value in verdicts)


def _print(check: LinkCheck, targets: list[Target], given: dict[str, Any]) -> None:
    console = Console()
    view = View(width=width_of(console.stream), color=shows_color(given["color"], console.stream))
    if given["output_format"] == TABLE:
        for line in table_lines(targets, check.outcomes, view):
            console.write(line)
        if not given["quiet"]:
            console.write(
                ("\n" if targets else "") + link_summary(check.totals(with_time=console.stream.isatty()), view) + "\n"
            )
        return
    from awesomelint.json_text import dumps

    values = (link_values(target, check.outcomes[target.url]) for target in targets)
    if given["output_format"] == "json":
        console.write_utf8([dumps(list(values), indent=2) + "\n"])
    else:
        console.write_utf8(dumps(value) + "\n" for value in values)
    if check.is_interrupted and not given["quiet"]:
        say_note(link_summary(check.totals(), View()))


def _readme() -> tuple[str, ...]:
    name = readme_here()
    if name is None:
        raise click.UsageError("there is no README.md in this folder: say whose links to check")
    return (name,)
