"""The arguments of `awesomelint check`: what they ask of a session and of its output, and which contradict one another."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import click

from awesomelint.cli.console import Console
from awesomelint.cli.output import AUTO, STATISTICS, Output, base_branch, output_files
from awesomelint.config.model import Overrides
from awesomelint.diagnostic import Severity
from awesomelint.files import STDIN, readme_here
from awesomelint.session import BaselineUse, LinkOptions, SessionOptions
from awesomelint.session.session import Session


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
    jobs: int | None
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


_EXCLUSIVE = (
    ("quiet", "verbose"),
    ("config", "isolated"),
    *(("watch", other) for other in ("fix", "diff", "write_baseline", "prune_baseline", "output_file")),
    *(("write_baseline", other) for other in ("changed", "fix", "diff", "prune_baseline", "no_baseline")),
)
"""Options of which one makes no sense next to the other."""


def refuse_contradictions(arguments: Arguments) -> None:
    """Raise `UsageError` where one argument makes no sense next to another."""
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
