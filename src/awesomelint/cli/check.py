"""`awesomelint check`: lint lists, and fix them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic, perf_counter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import click

from awesomelint.cli import options
from awesomelint.cli.console import Console, ErrorLog, say_error, say_note
from awesomelint.cli.options import LINK_OPTIONS, LINKS_VARIABLE, link_options, take_link_options
from awesomelint.cli.output import AUTO, STATISTICS, Output, base_branch, output_files
from awesomelint.cli.program import EXIT_ERROR, EXIT_FINDINGS, EXIT_INTERRUPTED
from awesomelint.config.files import configs_beside
from awesomelint.config.model import Overrides
from awesomelint.diagnostic import Severity
from awesomelint.errors import AwesomelintError, InputError, InternalError
from awesomelint.files import STDIN, Input, find_inputs, readme_here, replace_file
from awesomelint.reporters import FORMATS
from awesomelint.reporters.terminal import counted, visible
from awesomelint.reporters.wording import would_fix
from awesomelint.session import BaselineUse, LinkOptions, SessionOptions
from awesomelint.session.session import Session

if TYPE_CHECKING:
    from awesomelint.document.model import Document
    from awesomelint.fixing.fixer import FixResult
    from awesomelint.links.check import LinkReport
    from awesomelint.source import Source

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
    "Other": ("--across-files", "--watch", "--stdin-filename", "--no-cache", "--help"),
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
    _refuse_contradictions(arguments)
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
    fixes = _Fixes(session, output, errors)
    linted: list[Input] = []
    for file in errors.inputs(_inputs(names, arguments, only)):
        with errors.told(file):
            may_check_links = _may_check_links(file, arguments)
            if arguments.diff:
                fixes.show(file, awaits_links=may_check_links and session.wants_links(file))
                continue
            document = fixes.write(file) if arguments.fix else None
            report = session.lint(file, document, collects_links=may_check_links)
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


class Arguments(SimpleNamespace):
    """The arguments of the command by their names."""

    files: tuple[str, ...]
    fix: bool
    unsafe_fixes: bool
    diff: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    extend_ignore: tuple[str, ...]
    preset: str | None
    config: str | None
    isolated: bool
    exclude: tuple[str, ...]
    force_exclude: bool
    changed: str | None
    baseline: str | None
    write_baseline: bool
    prune_baseline: bool
    no_baseline: bool
    output_format: str
    output_file: tuple[str, ...]
    show_fixes: bool
    statistics: bool
    verbose: bool
    quiet: bool
    color: str
    fail_on: str | None
    exit_zero: bool
    stdin_filename: str | None
    across_files: bool
    watch: bool
    links: bool | None
    strikes: int | None
    link_options: LinkOptions

    @property
    def fixes(self) -> bool:
        """Whether fixes are made, to be written or shown."""
        return self.fix or self.diff

    def session_options(self) -> SessionOptions:
        """Return the options of the session."""
        # With --watch, links are checked only with --links.
        has_links = self.links is not False and not (self.watch and self.links is None)
        return SessionOptions(
            config=Path(self.config) if self.config else None,
            is_isolated=self.isolated,
            overrides=Overrides(
                preset=self.preset,
                select=self.select or None,
                ignore=self.ignore,
                extend_select=self.extend_select,
                extend_ignore=self.extend_ignore,
                exclude=self.exclude,
                fail_on=Severity.parse(self.fail_on) if self.fail_on else None,
                strikes=self.strikes,
            ),
            heeds_exclude=self.force_exclude,
            is_across=self.across_files,
            is_unsafe=self.unsafe_fixes,
            changed=self.changed,
            baseline=Path(self.baseline) if self.baseline else None,
            baseline_use=self._baseline_use(),
            links=self.link_options._replace(is_wanted=self.links) if has_links else None,
        )

    def _baseline_use(self) -> BaselineUse:
        if self.no_baseline:
            return BaselineUse.SHOW
        if self.write_baseline:
            return BaselineUse.WRITE
        return BaselineUse.PRUNE if self.prune_baseline else BaselineUse.HIDE

    def output(self, session: Session) -> Output:
        """Return the output for reports."""
        fixes_stdin = self.fix and not self.diff and STDIN in self.files  # the fixed text takes standard output
        console = Console(sys.stderr if fixes_stdin else sys.stdout)
        view = console.view(self.color, lists_info=self.verbose)
        return Output(
            self.output_format,
            view._replace(
                is_quiet=self.quiet,
                shows_clean=self.verbose or len(self.files) <= 1,
                shows_fixes=self.show_fixes,
            ),
            console,
            is_statistics=self.statistics,
            files=output_files(self.output_file),
            rules=session.rules,
            fixing=list(self._fixing()),
        )

    def _fixing(self) -> Iterator[str]:
        """Yield the arguments that fix what these report: in a clone, and with a branch for the base of a pull request."""
        yield "--fix"
        for name in ("preset", "config", "select", "ignore", "extend_select", "extend_ignore"):
            value = getattr(self, name)
            if value:
                yield from (_flag(name), value if isinstance(value, str) else ",".join(value))
        for pattern in self.exclude:
            yield from ("--exclude", pattern)
        for name in ("isolated", "force_exclude", "across_files"):
            if getattr(self, name):
                yield _flag(name)
        if self.changed:
            yield from ("--changed", base_branch() or self.changed)
        yield "--"
        yield from self.files or (readme_here() or "",)


_SHOWN_REFUSALS = 10
"""Refused fixes of a file that are named one by one."""

_EXCLUSIVE = (
    ("quiet", "verbose"),
    ("config", "isolated"),
    *(("watch", other) for other in ("fix", "diff", "write_baseline", "prune_baseline", "output_file")),
    *(("write_baseline", other) for other in ("changed", "fix", "diff", "prune_baseline", "no_baseline")),
)
"""Options of which one makes no sense next to the other."""


def _refuse_contradictions(arguments: Arguments) -> None:
    for one, other in _EXCLUSIVE:
        if getattr(arguments, one) and getattr(arguments, other):
            raise click.UsageError(f"{_flag(one)} and {_flag(other)} cannot be combined")
    has_no_room = arguments.output_format not in (AUTO, "full")
    is_uncountable = arguments.output_format not in STATISTICS
    for message, is_refused in (
        ("--unsafe-fixes needs --fix or --diff", arguments.unsafe_fixes and not arguments.fixes),
        ("--watch cannot be used with standard input", arguments.watch and STDIN in arguments.files),
        (f"--statistics is not available as {arguments.output_format}", arguments.statistics and is_uncountable),
        (f"--show-fixes is not available as {arguments.output_format}", arguments.show_fixes and has_no_room),
        ("--output-file cannot be used with --diff", arguments.diff and arguments.output_file),
        (
            "--no-baseline cannot be combined with --baseline or --prune-baseline",
            arguments.no_baseline and (arguments.baseline or arguments.prune_baseline),
        ),
        ("--prune-baseline and --fix or --diff cannot be combined", arguments.prune_baseline and arguments.fixes),
    ):
        if is_refused:
            raise click.UsageError(message)


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


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


def _may_check_links(file: Input, arguments: Arguments) -> bool:
    """Return whether the links of a file may be checked: what is fixed cannot be read from standard input twice."""
    if not arguments.fixes or file.path is not None:
        return True
    if arguments.links and not arguments.quiet:
        say_note("links are not checked when standard input is fixed")
    return False


class _Fixes:
    """Fixes files as far as their findings would be reported, or shows what that would change."""

    def __init__(self, session: Session, output: Output, errors: ErrorLog):
        self.shown = self.shown_changes = 0
        """Files for which it was shown what fixing would change, and those that it would change."""
        self._session = session
        self._output = output
        self._errors = errors

    def write(self, file: Input) -> Document | None:
        """Fix a file where it is, and return it as it is now; `None` for one that is left out.

        Errors of fixing are printed. Raises the errors of reading.
        """
        before = self._session.read(file)
        if before is None:
            return None
        try:
            result = self._result(file, before)
            _write(file, before, result.source)
        except (AwesomelintError, InternalError) as error:
            self._errors.tell(str(error))
            return self._session.parse(file, before)
        self._output.tally.add_fixes(result.applied)
        return result.document

    def show(self, file: Input, *, awaits_links: bool = False) -> None:
        """Show what fixing a file would change; if that awaits what links lead to, collect these. Raises the errors of fixing."""
        before = self._session.read(file)
        if before is None:
            return
        if awaits_links:
            self._session.collect_links(file, self._session.parse(file, before))
            return
        result = self._result(file, before)
        self.shown += 1
        if result.source.text != before.text:
            self.shown_changes += 1
            self._output.tally.add_fixes(result.applied)
            self._output.diff(before, result.source)

    def correct(self, files: Iterable[Input]) -> None:
        """Show beside the reports of files what fixing would make of them."""
        for file in files:
            before = self._output.correctable(file.name)
            if before is not None:
                with self._errors.told(file):
                    self._output.correct(before, self._session.fix(file, before).source)

    def summarize(self) -> None:
        """Print the summary of what fixing would do."""
        if self.shown and not self._output.view.is_quiet:
            say_note(would_fix(self._output.tally.fixed, self.shown_changes, self.shown))

    def _result(self, file: Input, source: Source) -> FixResult:
        result = self._session.fix(file, source)
        if not result.is_stable:
            left = ", ".join(sorted(result.left))
            say_note(f"{file.name}: fixes of {left} do not converge and were not applied")
        for refused in result.refused[:_SHOWN_REFUSALS]:
            say_note(f"{file.name}:{refused.line}: {visible(str(refused))}")
        if (more := len(result.refused) - _SHOWN_REFUSALS) > 0:
            say_note(f"{file.name}: {counted(more, 'more fix', 'more fixes')} refused")
        return result


def _write(file: Input, before: Source, after: Source) -> None:
    data = after.to_bytes()
    if file.path is None:
        sys.stdout.buffer.write(data)  # the report goes to standard error
    elif data != (expected := before.to_bytes()):
        replace_file(file.path, data, expected=expected, name=file.name)


def _check_links(
    arguments: Arguments, session: Session, output: Output, fixes: _Fixes, errors: ErrorLog
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
            if arguments.diff:
                fixes.show(file)
                continue
            document = fixes.write(file) if arguments.fix and not links.is_interrupted else None
            report = session.judge(file, document)
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
