"""Destinations of reports: standard output and files."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

import click

from awesomelint.cli.console import DEFAULT_WIDTH, Console, is_github, say_note
from awesomelint.diagnostic import Safety
from awesomelint.errors import ConfigError, OutputError
from awesomelint.files import check_writable, write_file
from awesomelint.links.outcome import Outcome, Verdict
from awesomelint.origin import commands, find_origin, given_origin
from awesomelint.report import FileReport, merged
from awesomelint.reporters import FORMATS
from awesomelint.reporters.run_report import Checkout, Guidance, RulePages, RunReport, Tally
from awesomelint.reporters.terminal import View
from awesomelint.reporters.wording import closing, more_help, statistics, statistics_values, summary
from awesomelint.source import Source
from awesomelint.startup import NamedTuple, expression

if TYPE_CHECKING:
    from awesomelint.git import Revision
    from awesomelint.links.link_run import LinkReport
    from awesomelint.rulebook.spec import RuleSpec
    from awesomelint.session.session import Session

AUTO = "auto"
"""The format that suits the place: that of a file by its name, in a step of GitHub Actions `github`, else `full`."""
_BY_SUFFIX = {".html": "html", ".json": "json", ".jsonl": "json-lines", ".sarif": "sarif"}
"""What files with these names hold, unless `--output-format` says it."""
STATISTICS = frozenset({AUTO, "full", "concise", "grouped", "json", "json-lines"})
"""The formats in which `--statistics` can be had."""
LONG, MANY = 40, 20
"""Lines about findings, and findings, after which the last lines of a run name the worst again: the first are out of sight."""
_BRANCH = expression(r"\w[\w./-]*")
_NAMED = expression(r"([a-z][a-z-]*)=(.*)", re.DOTALL)


class OutputFile(NamedTuple):
    """A file for a report, and its format; `None` for the one of `--output-format`."""

    format: str | None
    path: Path


def output_file(text: str) -> OutputFile:
    """Return the file that an option names: `FORMAT=FILE` or `FILE`. Raises `ConfigError` for no format, or one alone."""
    match = _NAMED.fullmatch(text)
    name = match[1] if match else text
    if name in FORMATS and not (match and match[2]):
        raise ConfigError(
            f'found "{text}", a format without a file, expected {name}=FILE, or --output-format {name}'
            f' (a file of this name is "./{text}")'
        )
    if match is None:
        return OutputFile(None, Path(text))
    if name not in FORMATS:
        raise ConfigError(f'found "{name}", expected one of {", ".join(FORMATS)} (a file of this name is "./{text}")')
    return OutputFile(match[1], Path(match[2]))


def output_files(texts: Iterable[str]) -> tuple[OutputFile, ...]:
    """Return the files that options name. Raises `ConfigError`, and `UsageError` where they are not told apart."""
    files = tuple(map(output_file, texts))
    if sum(file.format is None for file in files) > 1 or len({file.path for file in files}) < len(files):
        raise click.UsageError(
            "--output-file: additional files need a format, FORMAT=FILE, and each file may be named once"
        )
    return files


class Output:
    """Prints reports in one format or more and, at the end, their results.

    A file may be reported twice: the findings that came later are added to those before. `rules` returns the heads of the
    rules that could have found something, for formats that show them. `fixing` are the arguments that make the program apply safe
    fixes to what is reported.
    """

    def __init__(
        self,
        format_: str,
        view: View,
        console: Console,
        *,
        is_statistics: bool = False,
        files: Sequence[OutputFile] = (),
        rules: Callable[[], Iterable[RuleSpec]],
        fixing: Sequence[str] = (),
    ):
        self._checkout = checkout_here()
        given_origin()  # what is wrong with it is said before anything is printed
        self._origin = cache(find_origin)
        self._fixing = fixing
        self._corrected: dict[str, Source] = {}
        self.view = view = view._replace(rule_page=RulePages(rules, self._origin, self._checkout))
        self.console = console
        self.tally = Tally()
        self.failing = 0
        """Findings reported so far that make the run fail."""
        self._outcomes: Mapping[str, Outcome] = {}
        """The results of links, for formats that show them."""
        self._rules = rules
        self._is_statistics = is_statistics
        if format_ == AUTO and is_statistics:
            format_ = "full"
        self._destinations = list(_destinations(format_, view, console, files))
        self._main = self._destinations[0]
        self._reporting = self._destinations[is_statistics:]
        self._kept: dict[str, FileReport] = {}
        for one in self._destinations:
            if one.path is not None:
                check_writable(one.path)

    def report(self, report: FileReport, *, is_explicit: bool = True) -> None:
        """Print the report of one file, or keep it where the format needs all at once.

        Notes are printed only for files that were named, because many files in a folder are not lists.
        """
        self.failing += sum(diagnostic.severity >= report.fail_on for diagnostic in report.diagnostics)
        is_again = report.path in self.tally.files
        self.tally.add(report)
        shows_clean = self.view.shows_clean and (is_explicit or self.view.lists_info)
        if is_explicit and not is_again and (self._is_statistics or not self._shows_notes(shows_clean)):
            self._say_notes(report)
        for one in self._reporting:
            if one.format.file_text is not None:
                view = one.view._replace(shows_clean=shows_clean, is_again=is_again)
                one.put(one.format.file_text(report, view))
        if any(one.format.run_text for one in self._reporting):
            before = self._kept.get(report.path)
            self._kept[report.path] = merged(before, report) if before else report

    def report_links(self, session: Session, links: LinkReport, seconds: float) -> None:
        """Print the summary of a link check, and dead links in lists that were not judged for lack of time."""
        from awesomelint.reporters.link_lines import link_summary, news_lines, paper_summary, table_lines

        outcomes = self._outcomes = links.facts.outcomes
        if links.is_interrupted:
            self.tally.cut_short()
        if not self._main.format.has_summary or self.view.is_quiet or not outcomes or links.is_without_network:
            return
        unjudged = session.unjudged
        dead = [
            target
            for target in session.targets
            if outcomes[target.url].verdict is Verdict.DEAD and any(place.path in unjudged for place in target.places)
        ]
        for line in table_lines(dead, outcomes, self.view):
            self._main.text(line)
        self._main.text(f"{link_summary(links, self.view, seconds if self.console.stream.isatty() else None)}\n")
        if self.tally.papers:
            self._main.text(f"{paper_summary(self.tally.papers, self.tally.unrecorded, self.view)}\n")
        for line in news_lines(self.tally, self.view):
            self._main.text(line)

    @property
    def has_corrections(self) -> bool:
        """Whether a format shows what safe fixes would make of the files."""
        return any(one.format.has_corrections for one in self._reporting)

    def correctable(self, path: str) -> Source | None:
        """Return the text of a file that was reported with findings that safe fixes mend."""
        report = self._kept.get(path)
        fixes = (one.fix for one in report.diagnostics) if report is not None else ()
        has_safe = any(fix is not None and fix.safety is Safety.SAFE for fix in fixes)
        return report.source if report is not None and has_safe else None

    def correct(self, before: Source, after: Source) -> None:
        """Take what safe fixes make of a file."""
        if before.text != after.text:
            self._corrected[before.path] = after

    def diff(self, before: Source, after: Source) -> None:
        """Print what fixing would change: unchanged for programs, escaped and in colours on a terminal."""
        from awesomelint.reporters.diff import diff_lines, shown_diff

        lines = diff_lines(before, after)
        if self.view.color or self.console.stream.isatty():
            for line in shown_diff(lines, self.view):
                self.console.write(line)
        else:
            self.console.write_utf8(lines)

    def finish(self, *, seconds: float | None, is_fixing: bool) -> Iterator[OutputError]:
        """Print the summary, write the files, and yield an error for each that could not be written."""
        if self._is_statistics:
            self._statistics()
        for one in self._reporting:
            if one.format.run_text is not None:
                run = self._run_report()
                if one.format.has_pages and not run.checkout.pages:
                    run = run._replace(checkout=_published(run.checkout, run.files))
                one.put(one.format.run_text(run))
        for one in self._destinations:
            if one.format.has_summary and self.tally.files and not self.view.is_quiet:
                is_long = one.format.has_closing and one.lines > LONG and self.tally.rules.total() >= MANY
                for line in closing(self.tally, one.view) if is_long else ():
                    one.text(line)
                shown = seconds if one.path is None else None
                one.text(summary(self.tally, one.view, seconds=shown, is_fixing=is_fixing))
                if is_long:
                    one.text(more_help(self.tally, one.view))
        for one in self._destinations:
            try:
                self._close(one)
            except OutputError as error:
                yield error

    def _shows_notes(self, shows_clean: bool) -> bool:
        return self._main.name in ("full", "grouped") and self._main.path is None and shows_clean

    def _run_report(self) -> RunReport:
        files = tuple(self._kept.values())
        return RunReport(
            files,
            self.tally,
            self._checkout,
            self._rules,
            self._outcomes,
            self.view.lists_info,
            self.view.rule_page,
            self._corrected,
            self._guidance() if self.has_corrections else Guidance(),
            int(time()),
        )

    def _guidance(self) -> Guidance:
        origin, arguments = self._origin(), ("--no-links" if not self._outcomes else "--links", *self._fixing)
        page = origin.page("docs/flagged.md") if origin is not None else ""
        return Guidance(page, tuple(one for one in commands(origin, arguments) if one.isprintable()))

    def _close(self, one: _Destination) -> None:
        if one.path is not None:
            target = os.path.realpath(one.path)
            if any(os.path.realpath(path) == target for path in self.tally.files):
                raise OutputError("not written: this is a list of the run", path=str(one.path))
        one.close()

    def _statistics(self) -> None:
        if self._main.format.is_for_people:
            self._main.text(statistics(self.tally, self.view))
            return
        from awesomelint.json_text import dumps

        values = statistics_values(self.tally)
        if self._main.name == "json":
            self._main.put([dumps(values, indent=2) + "\n"])
        else:
            self._main.put(dumps(value) + "\n" for value in values)

    def _say_notes(self, report: FileReport) -> None:
        if not self.view.is_quiet:
            for note in report.notes:
                say_note(f"{report.path}: {note}")


class _Destination:
    """Where reports in one format go: to the console, or to a file, which is replaced atomically at the end."""

    def __init__(self, name: str, view: View, console: Console | None = None, path: Path | None = None):
        self.name = name
        self.format = FORMATS[name]
        self.view = view
        self.path = path
        self.lines = 0
        """Lines written so far by the format."""
        self._console = console
        self._chunks: list[str] = []

    def put(self, chunks: Iterable[str]) -> None:
        """Write what the format says."""
        if self.format.has_closing:
            chunks = list(chunks)
            self.lines += sum(chunk.count("\n") for chunk in chunks)
        if self._console is None:
            self._chunks.extend(chunks)
        elif self.format.is_for_people:
            self._console.write("".join(chunks))
        else:
            self._console.write_utf8(chunks)

    def text(self, text: str) -> None:
        """Write text for people that goes with the format."""
        if self._console is None:
            self._chunks.append(text)
        else:
            self._console.write(text)

    def close(self) -> None:
        """Write the file, if it is one. Raises `OutputError`."""
        if self.path is not None:
            write_file(self.path, "".join(self._chunks).encode("utf-8", "surrogateescape"))


def _destinations(format_: str, view: View, console: Console, files: Sequence[OutputFile]) -> Iterator[_Destination]:
    """Yield where each format goes, first that of `--output-format`: to standard output, or to the file without a format."""
    plain = next((file.path for file in files if file.format is None), None)
    on_paper = view._replace(width=DEFAULT_WIDTH, color=False, folder="")
    if plain is None:
        name = ("github" if is_github() else "full") if format_ == AUTO else format_
        yield _Destination(name, view, console=console)
    else:
        name = _BY_SUFFIX.get(plain.suffix.lower(), "full") if format_ == AUTO else format_
        yield _Destination(name, on_paper, path=plain)
    for file in files:
        if file.format is not None:
            yield _Destination(file.format, on_paper, path=file.path)


def checkout_here() -> Checkout:
    """Return the current folder and the checkout that the CI service names; without one, that folder is the top."""
    here = str(Path.cwd())
    top = os.environ.get("GITHUB_WORKSPACE" if is_github() else "CI_PROJECT_DIR", "")
    root = os.path.realpath(top) if top else here
    return Checkout(here, root if Path(here).is_relative_to(root) else here, _pages() if is_github() else "")


def _published(checkout: Checkout, files: Iterable[FileReport]) -> Checkout:
    """Return a checkout with the pages of the remote repository, for files that are there as they are here."""
    from awesomelint.git import find_published

    published = find_published(Path(checkout.folder))
    if published is None:
        return checkout
    revision, pages, anchor = published
    other = frozenset(report.path for report in files if not _is_there(revision, Path(report.path), report.source))
    return Checkout(os.path.realpath(checkout.folder), str(revision.root), pages, anchor, other)


def _is_there(revision: Revision, path: Path, source: Source) -> bool:
    """Return whether a file is in a revision as it was read here."""
    is_inside = path.is_file() and Path(os.path.realpath(path)).is_relative_to(revision.root)
    return is_inside and revision.holds(path, source.to_bytes())


def _pages() -> str:
    parts = [os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    server, repository, commit = parts
    return f"{server}/{repository}/blob/{commit}/" if all(parts) else ""


def base_branch() -> str:
    """Return the branch that a pull request on GitHub is to be merged into, as a clone calls it; `""` elsewhere."""
    name = os.environ.get("GITHUB_BASE_REF", "") if is_github() else ""
    return f"origin/{name}" if _BRANCH.fullmatch(name) else ""
