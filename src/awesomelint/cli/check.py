"""`awesomelint check`: lint lists, and fix them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Any

import click

from awesomelint.cli import options
from awesomelint.cli.check_arguments import Arguments, refuse_contradictions
from awesomelint.cli.console import Console, ErrorLog, say_error, say_note
from awesomelint.cli.fixes import Aim, Fixes, look_at
from awesomelint.cli.options import LINK_OPTIONS, LINKS_VARIABLE, link_options, take_link_options
from awesomelint.cli.output import AUTO, Output
from awesomelint.cli.program import EXIT_ERROR, EXIT_FINDINGS, EXIT_INTERRUPTED
from awesomelint.config.files import configs_beside
from awesomelint.diagnostic import Severity
from awesomelint.errors import AwesomelintError, InputError
from awesomelint.files import Input, find_inputs, readme_here
from awesomelint.reporters import FORMATS
from awesomelint.session.session import Session
from awesomelint.workers import in_order

if TYPE_CHECKING:
    from awesomelint.links.link_run import LinkReport

SEVERITIES = tuple(severity.label for severity in Severity)

_SECTIONS = {
    "Fixing": ("--fix", "--unsafe-fixes", "--diff"),
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
    "Known findings": ("--changed", "--baseline", "--write-baseline", "--prune-baseline", "--no-baseline"),
    "Output": ("--output-format", "--output-file", "--show-fixes", "--statistics", "--verbose", "--quiet", "--color"),
    "Exit code": ("--fail-on", "--exit-zero"),
    "Links": ("--links", "--strikes", *LINK_OPTIONS),
    "Other": ("--across-files", "--watch", "--jobs", "--stdin-filename", "--no-cache", "--help"),
}


@click.command(cls=options.SectionedCommand, sections=_SECTIONS, context_settings=options.HELP)
@options.files()
@click.option("--fix", is_flag=True, help="Apply safe fixes, and report the remaining findings.")
@click.option("--unsafe-fixes", is_flag=True, help="Include fixes that may change which paper or link is meant.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, without writing files.")
@options.selectors("--select", "Comma-separated codes, prefixes or names of rules to run, or ALL.")
@options.selectors("--ignore", "Rules not to run.")
@options.selectors("--extend-select", "Rules to run in addition.")
@options.selectors("--extend-ignore", "Same as --ignore.")
@options.preset
@options.config
@options.isolated
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Files to skip in folders, as in .gitignore.")
@click.option("--force-exclude", is_flag=True, help="Skip excluded files even if they are named.")
@click.option(
    "--changed", metavar="REF", help="Report only findings caused by changes since a git revision, such as origin/main."
)
@click.option(
    "--baseline", type=click.Path(dir_okay=False), metavar="FILE", help="Do not report the findings in this file."
)
@click.option("--write-baseline", is_flag=True, help="Write all findings to the baseline, and report none.")
@click.option("--prune-baseline", is_flag=True, help="Remove findings that are gone from the baseline.")
@click.option("--no-baseline", is_flag=True, help="Ignore the configured baseline.")
@click.option(
    "--output-format",
    type=click.Choice((AUTO, *FORMATS)),
    default=AUTO,
    metavar="FORMAT",
    help=f"auto (default: github in GitHub Actions, else full), {', '.join(FORMATS)}.",
)
@click.option(
    "-o",
    "--output-file",
    type=click.Path(),
    multiple=True,
    metavar="[FORMAT=]FILE",
    help="Write the output to a file, or an additional report in another format.",
)
@click.option("--show-fixes", is_flag=True, help="Show below each finding what its fix changes.")
@click.option("--statistics", is_flag=True, help="Show the number of findings of each rule.")
@click.option("-v", "--verbose", is_flag=True, help="List all findings of severity info, and show more details.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings, but nothing else.")
@options.color
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    metavar="SEVERITY",
    help="Lowest severity (error, warning or info) that makes the exit code 1.  [default: warning]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with code 0 even if there are findings.")
@options.stdin_filename
@click.option(
    "--across-files", is_flag=True, help="Treat all files as one list: report papers that are in several files."
)
@click.option("--watch", is_flag=True, help="Lint again whenever a list or its configuration changes.")
@options.jobs
@click.option(
    "--links/--no-links",
    default=None,
    envvar=LINKS_VARIABLE,
    help="Whether to check links.  [default: check, except for standard input]",
)
@click.option(
    "--strikes",
    type=click.IntRange(0, 1000),
    metavar="N",
    help="Number of failures in a row after which an unsure link is an error.  [default: 3]",
)
@link_options
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Lint awesome lists and fix them.

    FILE is a list, a folder (all Markdown files in it that git does not
    ignore), or - for standard input. The default is the README of the current
    folder. The command may be omitted: awesomelint README.md

    Exit code: 0 without findings at or above --fail-on, 1 with findings (with
    --diff: with changes), 2 after a usage, configuration or input error.
    """
    arguments = Arguments(link_options=take_link_options(given), **given)
    names = arguments.files or _readme(ctx)
    refuse_contradictions(arguments)
    if arguments.watch:
        from awesomelint.cli.watch import watch

        watch(names, lambda only: check(arguments, names, only), Console())
    else:
        code = check(arguments, names)
        ctx.exit(0 if code == EXIT_FINDINGS and arguments.exit_zero else code)


def check(arguments: Arguments, names: Sequence[str], only: Collection[Path] | None = None) -> int:
    """Lint the named files, or only those in `only`, print reports, and return the exit code."""
    started = perf_counter()
    session, errors = Session(arguments.session_options()), ErrorLog()
    output = arguments.output(session)
    aim = Aim.SHOW if arguments.diff else Aim.FIX if arguments.fix else Aim.LINT
    fixes = Fixes(session, output, errors, aim)
    inputs = list(_inputs(names, arguments, only))
    files = [one for one in inputs if isinstance(one, Input)]
    if arguments.fixes and arguments.links and not arguments.quiet and any(file.path is None for file in files):
        say_note("links are not checked when standard input is fixed")
    # A process that watches files has threads, and is not to be copied.
    jobs = 1 if arguments.watch or session.is_ordered(files) else arguments.jobs
    linted: list[Input] = []
    with closing(in_order(partial(look_at, session, aim), files, jobs)) as looks:
        for file, look in zip(errors.inputs(inputs), looks, strict=True):
            with errors.told(file):
                report = fixes.take(file, look())
                if report is not None:
                    output.report(report, is_explicit=file.is_explicit)
                    linted.append(file)
    seconds = perf_counter() - started
    links = _check_links(arguments, session, output, fixes, errors) if session.linked_files else None
    if arguments.diff:
        fixes.summarize()
    else:
        if output.has_corrections and not arguments.fix:
            fixes.correct(linted)
        _finish(arguments, session, output, errors, seconds)
    if links is not None and links.is_interrupted:
        return EXIT_INTERRUPTED
    if errors:
        return EXIT_ERROR
    return EXIT_FINDINGS if output.failing or fixes.shown_changes else 0


def _readme(ctx: click.Context) -> tuple[str, ...]:
    name = readme_here()
    if name is None:
        click.echo((ctx.parent or ctx).get_help())
        say_error("no README.md in this folder: name the file to lint")
        ctx.exit(EXIT_ERROR)
    return (name,)


def _inputs(names: Sequence[str], arguments: Arguments, only: Collection[Path] | None) -> Iterator[Input | InputError]:
    for file in find_inputs(names, stdin_name=arguments.stdin_filename):
        if only is None or (isinstance(file, Input) and file.path is not None and file.path.absolute() in only):
            yield file


def _check_links(
    arguments: Arguments, session: Session, output: Output, fixes: Fixes, errors: ErrorLog
) -> LinkReport | None:
    """Check the links of what was linted, fix by their results if that is wanted, and print what they add."""
    from awesomelint.cli.links import check_links

    output.console.stream.flush()  # what was found is there to be read, also in the log of a CI run
    started = monotonic()
    try:
        links = check_links(session, color=arguments.color, is_quiet=arguments.quiet)
    except AwesomelintError as error:
        errors.tell(str(error))
        output.tally.cut_short()
        return None
    if links.error is not None:
        errors.tell(str(links.error))
    for file in session.linked_files:
        with errors.told(file):
            is_fixed = arguments.diff or (arguments.fix and not links.is_interrupted)
            document = fixes.fix_again(file) if is_fixed else None
            report = session.judge(file, document) if not arguments.diff else None
            if report is not None:
                output.report(report, is_explicit=file.is_explicit)
    if not arguments.diff:
        output.report_links(session, links, monotonic() - started)
    return links


def _finish(arguments: Arguments, session: Session, output: Output, errors: ErrorLog, seconds: float) -> None:
    """Print the summary, and write the baseline unless the run was incomplete."""
    if arguments.verbose:
        for config in session.configs:
            say_note(f"configuration: {config.path or 'none'}")
    if not (arguments.config or arguments.quiet):
        for path in filter(None, (config.path for config in session.configs)):
            for other in configs_beside(path):
                say_note(f"{other}: not read, because {path.name} is next to it")
    if errors:
        output.tally.cut_short()
    shown = seconds if output.console.stream.isatty() else None
    for error in output.finish(seconds=shown, is_fixing=arguments.fix):
        errors.tell(str(error))
    with errors.told():
        for line in session.finish(is_complete=not errors):
            if not arguments.quiet:
                say_note(line)
