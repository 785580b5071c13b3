"""`awesomelint check`: lint lists, and mend them."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from awesomelint.cli import options
from awesomelint.cli.console import Console, say_error, shows_color, width_of
from awesomelint.cli.filters import FilterOptions, Filters
from awesomelint.cli.link_options import NAMES as LINK_OPTIONS
from awesomelint.cli.link_options import VARIABLE, link_options, link_options_of
from awesomelint.cli.lint import Linter, ListParts, Settings
from awesomelint.cli.output import AUTO, STATISTICS, Output, OutputFile, output_file
from awesomelint.cli.program import EXIT_ERROR, EXIT_FINDINGS
from awesomelint.cli.run import Mode, Run
from awesomelint.diagnostic import Severity
from awesomelint.files.inputs import STDIN, Input, find_inputs, readme_here
from awesomelint.reporters.formats import FORMATS
from awesomelint.reporters.text import View

if TYPE_CHECKING:
    from awesomelint.cli.link_check import LinkCheck

SEVERITIES = tuple(severity.label for severity in Severity)

_SELECTION = ("preset", "select", "ignore", "extend_select", "extend_ignore", "exclude", "strikes")
"""The options that go over every configuration, by their names in `Overrides`."""

_SECTIONS = {
    "Mending": ("--fix", "--unsafe-fixes", "--diff"),
    "Rules": (
        "--select",
        "--ignore",
        "--extend-select",
        "--extend-ignore",
        "--preset",
        "--config",
        "--isolated",
        "--exclude",
        "--force-exclude",
    ),
    "Old findings": ("--changed", "--baseline", "--write-baseline", "--prune-baseline", "--no-baseline"),
    "Output": ("--output-format", "--output-file", "--statistics", "--verbose", "--quiet", "--color"),
    "Exit code": ("--fail-on", "--exit-zero"),
    "Links": ("--links", "--strikes", *LINK_OPTIONS),
    "Other": ("--across-files", "--watch", "--stdin-filename", "--no-cache", "--help"),
}


@click.command(cls=options.SectionedCommand, sections=_SECTIONS, context_settings=options.HELP)
@options.files()
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, and report the rest.")
@click.option("--unsafe-fixes", is_flag=True, help="Also mend what could change which paper or link is meant.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@options.selectors("--select", "Run these rules only: codes, prefixes, names or ALL, separated by commas.")
@options.selectors("--ignore", "Do not run these rules.")
@options.selectors("--extend-select", "Run these rules as well.")
@options.selectors("--extend-ignore", "The same as --ignore.")
@options.preset
@options.config
@options.isolated
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out files in folders, as in .gitignore.")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files even if they are named.")
@click.option(
    "--changed", metavar="REF", help="Report what is due to changes since a git revision, such as origin/main."
)
@click.option(
    "--baseline", type=click.Path(dir_okay=False), metavar="FILE", help="Do not report findings on record here."
)
@click.option("--write-baseline", is_flag=True, help="Put all findings on record; report none.")
@click.option("--prune-baseline", is_flag=True, help="Forget findings on record that are gone.")
@click.option("--no-baseline", is_flag=True, help="Report findings on record, too.")
@click.option(
    "--output-format",
    type=click.Choice((AUTO, *FORMATS)),
    default=AUTO,
    metavar="FORMAT",
    help=f"auto (the default: github in GitHub Actions, else full), {', '.join(FORMATS)}.",
)
@click.option(
    "-o",
    "--output-file",
    type=click.Path(),
    multiple=True,
    metavar="[FORMAT=]FILE",
    help="Write to a file what --output-format prints, or a report in another format beside it.",
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of listing them.")
@click.option("-v", "--verbose", is_flag=True, help="List every finding of severity info, and say more.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings and nothing else.")
@options.color
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    metavar="SEVERITY",
    help="error, warning or info: exit with 1 from here on.  [default: warning]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something was found.")
@options.stdin_filename
@click.option("--across-files", is_flag=True, help="Take all files for one list: report papers that stand in several.")
@click.option("--watch", is_flag=True, help="Lint again whenever a list or its configuration is saved.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what is known of links from earlier runs.")
@click.option(
    "--links/--no-links", default=None, envvar=VARIABLE, help="Check links, or do not.  [default: check those of files]"
)
@click.option(
    "--strikes", type=click.IntRange(0, 1000), metavar="N", help="Failures in a row that make an error.  [default: 3]"
)
@link_options
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...], **options_: Any) -> None:
    """Lint awesome lists, and mend them.

    FILE is a list, a folder (all Markdown files below it that git does not leave
    out), or - for standard input. Without one the README of this folder is
    linted. The name of the command may be left out: awesomelint README.md

    Exit code: 0 nothing found at or above --fail-on, 1 something found (with
    --diff: something would change), 2 an error of usage, configuration or input.
    """
    names = files or _readme(ctx)
    if options_["watch"]:
        _watch(names, options_, ctx)
        return
    code = _check(names, options_, ctx)
    ctx.exit(0 if code == EXIT_FINDINGS and options_["exit_zero"] else code)


def _check(
    names: tuple[str, ...], given: dict[str, Any], ctx: click.Context, only: Collection[Path] | None = None
) -> int:
    """Lint what some names stand for, or those files of it that are in `only`, and return the exit code."""
    started = perf_counter()
    run = _run(given, ctx)
    for found in find_inputs(names, stdin_name=given["stdin_filename"]):
        if only is None or (isinstance(found, Input) and found.path is not None and found.path.absolute() in only):
            run.take(found)
    run.finish(perf_counter() - started)
    return run.exit_code()


def _watch(names: tuple[str, ...], given: dict[str, Any], ctx: click.Context) -> None:
    """Lint again and again until the user ends it."""
    from awesomelint.cli.watch import require_watcher, watch

    for name in ("fix", "diff", "write_baseline", "prune_baseline", "output_file"):
        if given[name]:
            raise click.UsageError(f"--watch and --{name.replace('_', '-')} exclude one another", ctx)
    if STDIN in names:
        raise click.UsageError("--watch needs files, and standard input is none", ctx)
    require_watcher()
    watch(names, lambda only: _check(names, given, ctx, only), Console())


def _run(given: dict[str, Any], ctx: click.Context) -> Run:
    """Return the run that the options ask for."""
    mode = Mode(given["fix"] or given["diff"], given["diff"], given["unsafe_fixes"])
    if mode.is_unsafe and not mode.is_fix:
        raise click.UsageError("--unsafe-fixes needs --fix or --diff", ctx)
    if given["quiet"] and given["verbose"]:
        raise click.UsageError("--quiet and --verbose exclude one another", ctx)
    if given["config"] and given["isolated"]:
        raise click.UsageError("--config and --isolated exclude one another", ctx)
    settings = Settings(
        selection={name: given[name] for name in _SELECTION if given[name] not in (None, ())},
        config=Path(given["config"]) if given["config"] else None,
        is_isolated=given["isolated"],
        excludes_explicit=given["force_exclude"],
    )
    fixes_stdin = mode.is_fix and not mode.is_diff and STDIN in ctx.params["files"]
    console = Console(sys.stderr if fixes_stdin else sys.stdout)
    view = View(
        width=width_of(console.stream),
        color=shows_color(given["color"], console.stream),
        lists_info=given["verbose"],
        is_quiet=given["quiet"],
        shows_clean=given["verbose"] or len(ctx.params["files"]) <= 1,
    )
    linter = Linter(settings, ListParts(is_across=given["across_files"]))
    output = Output(
        given["output_format"],
        view,
        console,
        is_statistics=given["statistics"],
        files=_output_files(given, ctx),
        rules=linter.rules,
    )
    fail_on = Severity.parse(given["fail_on"]) if given["fail_on"] else None
    filters = Filters(_filter_options(given, mode, ctx), linter)
    return Run(linter, filters, output, mode, fail_on, _links(given, mode))


def _links(given: dict[str, Any], mode: Mode) -> LinkCheck | None:
    """Return what checks links, unless the command line says that nothing does; with every saved file only if it says so."""
    if given["links"] is False or (given["watch"] and given["links"] is None):
        return None
    from awesomelint.cli.link_check import LinkCheck

    options_ = link_options_of(given, shows_progress=not given["quiet"])._replace(is_wanted=given["links"])
    return LinkCheck(options_, keeps_documents=not mode.is_fix)


def _output_files(given: dict[str, Any], ctx: click.Context) -> tuple[OutputFile, ...]:
    """Return the files for reports. Raises `UsageError` for what does not go together."""
    if given["statistics"] and given["output_format"] not in STATISTICS:
        raise click.UsageError(f"--statistics cannot be had as {given['output_format']}", ctx)
    files = tuple(map(output_file, given["output_file"]))
    if files and given["diff"]:
        raise click.UsageError("--diff reports nothing that --output-file could hold", ctx)
    if sum(file.format is None for file in files) > 1 or len({file.path for file in files}) < len(files):
        raise click.UsageError(
            "--output-file needs a format for each further file, and each file once: FORMAT=FILE", ctx
        )
    return files


def _filter_options(given: dict[str, Any], mode: Mode, ctx: click.Context) -> FilterOptions:
    """Return what the options say about filters."""
    if given["write_baseline"]:
        for name in ("changed", "fix", "diff", "prune_baseline", "no_baseline"):
            if given[name]:
                raise click.UsageError(f"--write-baseline and --{name.replace('_', '-')} exclude one another", ctx)
    if given["no_baseline"] and (given["baseline"] or given["prune_baseline"]):
        raise click.UsageError("--no-baseline excludes --baseline and --prune-baseline", ctx)
    if given["prune_baseline"] and mode.is_fix:
        raise click.UsageError("--prune-baseline and --fix or --diff exclude one another", ctx)
    return FilterOptions(
        changed=given["changed"],
        baseline=Path(given["baseline"]) if given["baseline"] else None,
        no_baseline=given["no_baseline"],
        write_baseline=given["write_baseline"],
        prune_baseline=given["prune_baseline"],
    )


def _readme(ctx: click.Context) -> tuple[str, ...]:
    name = readme_here()
    if name is None:
        click.echo((ctx.parent or ctx).get_help())
        say_error("there is no README.md in this folder: say what to lint")
        ctx.exit(EXIT_ERROR)
    return (name,)
