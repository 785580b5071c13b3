"""Where reports go: the format that was asked for, to standard output."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from awesomelint.cli.terminal import Console, say_note
from awesomelint.report import FileReport
from awesomelint.reporters.tally import Tally
from awesomelint.reporters.view import View
from awesomelint.source import Source

FileText = Callable[[FileReport, View], str]

FORMATS = ("full", "concise", "grouped", "json", "json-lines")
MACHINE_FORMATS = frozenset({"json", "json-lines"})


class Output:
    """Prints reports in one format and, at the end, what they come to.

    Text for people is printed file by file; the JSON formats print findings only, everything else goes to standard error.
    """

    def __init__(self, format_: str, view: View, console: Console, *, is_statistics: bool = False):
        self.view = view
        self.console = console
        self.tally = Tally()
        self._format = format_
        self._is_statistics = is_statistics
        self._reports: list[FileReport] = []

    @property
    def is_for_machines(self) -> bool:
        """Whether a program reads the output."""
        return self._format in MACHINE_FORMATS

    def report(self, report: FileReport, *, lists_info: bool, is_explicit: bool = True) -> None:
        """Print the report of one file, or keep it where the format needs all at once.

        Notes about a file are for those who named it: in a folder many a file holds no list.
        """
        self.tally.add(report)
        shows_clean = self.view.shows_clean and (is_explicit or self.view.lists_info)
        if is_explicit and (self._is_statistics or self._format not in ("full", "grouped") or not shows_clean):
            self._say_notes(report)
        if self._is_statistics:
            return
        if self._format == "json":
            self._reports.append(report)
        elif self._format == "json-lines":
            from awesomelint.reporters.json import json_lines

            self.console.write_utf8(json_lines([report]))
        else:
            file_text: FileText = import_module(f"awesomelint.reporters.{self._format}").file_text
            self.console.write(file_text(report, self.view._replace(lists_info=lists_info, shows_clean=shows_clean)))

    def diff(self, before: Source, after: Source) -> None:
        """Print what mending would change: exactly for programs, safely and in colours on a terminal."""
        from awesomelint.reporters.diff import diff_lines, shown_diff

        lines = diff_lines(before, after)
        if self.view.color or self.console.stream.isatty():
            for line in shown_diff(lines, self.view):
                self.console.write(line)
        else:
            self.console.write_utf8(lines)

    def finish(self, *, seconds: float | None, is_fixing: bool) -> None:
        """Print what comes after the last file."""
        if self._is_statistics:
            self._statistics()
        elif self._format == "json":
            from awesomelint.reporters.json import json_array

            self.console.write_utf8(json_array(self._reports))
        if self.is_for_machines or self.view.is_quiet:
            return
        from awesomelint.reporters.tally import summary

        if self.tally.files:
            self.console.write(summary(self.tally, self.view, seconds=seconds, is_fixing=is_fixing))

    def _statistics(self) -> None:
        if self.is_for_machines:
            from awesomelint.json_text import dumps
            from awesomelint.reporters.tally import statistics_values

            values = statistics_values(self.tally)
            if self._format == "json":
                self.console.write_utf8([dumps(values, indent=2) + "\n"])
            else:
                self.console.write_utf8(dumps(value) + "\n" for value in values)
            return
        from awesomelint.reporters.tally import statistics

        self.console.write(statistics(self.tally, self.view))

    def _say_notes(self, report: FileReport) -> None:
        if not self.view.is_quiet:
            for note in report.notes:
                say_note(f"{report.path}: {note}")
