"""One run of `check`: each input linted, mended or compared, and the exit code that it all comes to."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from typing import NamedTuple

from awesomelint.cache import Result
from awesomelint.cli.filters import Filters
from awesomelint.cli.lint import Linter, surroundings_of
from awesomelint.cli.output import Output
from awesomelint.cli.program import EXIT_ERROR, EXIT_FINDINGS
from awesomelint.cli.terminal import say_error, say_note
from awesomelint.diagnostic import Severity
from awesomelint.errors import AwesomelintError, InputError, InternalError
from awesomelint.files.inputs import Input, read_bytes
from awesomelint.reporters.tally import would_fix
from awesomelint.source import Source

_COLLECT_AFTER = 4_000_000
"""Characters read after which memory is tidied: `cli.main` switches the interpreter's own tidying off."""


class Mode(NamedTuple):
    """What a run does beside reporting. `is_diff` shows what `is_fix` would write, and reports nothing."""

    is_fix: bool = False
    is_diff: bool = False
    is_unsafe: bool = False


class Run:
    """Takes inputs one after the other; an error of one input is told, remembered, and no harm to the others."""

    def __init__(self, linter: Linter, filters: Filters, output: Output, mode: Mode, fail_on: Severity | None = None):
        self.linter = linter
        self.filters = filters
        self.output = output
        self.mode = mode
        self.fail_on = fail_on
        self.has_failed = False
        self.failing = 0
        self.changed = 0
        self._said: set[str] = set()

    def take(self, found: Input | InputError) -> None:
        """Lint one input, or mend it, and print what is left to say."""
        try:
            if isinstance(found, InputError):
                raise found
            if self.mode.is_diff:
                self._compare(found)
            elif self.mode.is_fix:
                self._mend(found)
            else:
                self._lint(found)
        except (AwesomelintError, InternalError) as error:
            self._fail(str(error))
        except (MemoryError, RecursionError) as error:
            name = found.name if isinstance(found, Input) else ""
            self._fail(f"{name}: given up: {type(error).__name__}")
        self._tidy()

    def finish(self, seconds: float) -> None:
        """Print what the run comes to."""
        output = self.output
        if self.mode.is_diff:
            if output.tally.files and not output.view.is_quiet:
                say_note(would_fix(output.tally.fixed, self.changed, output.tally.files))
            return
        if output.view.lists_info:
            for path in self.linter.used:
                say_note(f"configuration: {path or 'none'}")
            if self.linter.cache is not None and self.linter.cache.problem:
                say_note(f"results are not kept: {self.linter.cache.problem}")
        shown = seconds if output.console.stream.isatty() else None
        for error in output.finish(seconds=shown, is_fixing=self.mode.is_fix):
            self._fail(str(error))

        self._finish_filters()

    def _finish_filters(self) -> None:
        """Say what was not reported and why; a baseline is not written after a run that did not see everything."""
        try:
            for line in self.filters.finish(is_complete=not self.has_failed):
                if not self.output.view.is_quiet:
                    say_note(line)
        except AwesomelintError as error:
            self._fail(str(error))

    def exit_code(self) -> int:
        """Return 2 after an error, 1 if there are findings that count (or a difference), else 0."""
        if self.has_failed:
            return EXIT_ERROR
        return EXIT_FINDINGS if self.failing or (self.mode.is_diff and self.changed) else 0

    def _tidy(self) -> None:
        if self.linter.read > _COLLECT_AFTER:
            self.linter.read = 0
            gc.collect()

    def _fail(self, message: str) -> None:
        self.has_failed = True
        if message not in self._said:  # one broken configuration holds for many files
            self._said.add(message)
            say_error(message)

    def _lint(self, found: Input) -> None:
        result = self.linter.lint(found)
        if result is not None:
            self._report(found, result)

    def _report(self, found: Input, result: Result) -> None:
        report = self.filters.keep(found, result.report, result.baseline)
        fail_on = self.fail_on or result.fail_on
        self.failing += sum(diagnostic.severity >= fail_on for diagnostic in report.diagnostics)
        lists_info = self.output.view.lists_info or fail_on is Severity.INFO
        self.output.report(report, lists_info=lists_info, is_explicit=found.is_explicit, fail_on=fail_on)

    def _mend(self, found: Input) -> None:
        config = self.linter.config(self.linter.config_path(found))
        if self.linter.leaves_out(found, config):
            return
        data = read_bytes(found)
        source = Source.from_bytes(data, found.name)
        try:
            after, applied = self._fixed(found, source)
            self._write(found, data, after)
        except (AwesomelintError, InternalError) as error:
            self._fail(str(error))
            after, applied = source, Counter()
        self.output.tally.fixed.update(applied)
        self._report(found, Result(self.linter.lint_text(found, after), config.fail_on, baseline=config.baseline))

    def _fixed(self, found: Input, source: Source) -> tuple[Source, Counter[str]]:
        """Return the mended text and how many findings of each rule were mended."""
        from awesomelint.fixer import apply_fixes

        config = self.linter.config(self.linter.config_path(found))
        result = apply_fixes(
            source,
            config.rules_for(found.name),
            unsafe=self.mode.is_unsafe,
            known=config.known,
            surroundings=surroundings_of(found),
            chosen=self.filters.chosen(found, config.baseline),
            venues=config.venues,
        )
        if not result.is_stable:
            left = ", ".join(sorted(result.left))
            say_note(f"{found.name}: fixes of {left} never came to an end and were not applied")
        return result.source, Counter(result.applied)

    def _write(self, found: Input, before: bytes, after: Source) -> None:
        data = after.to_bytes()
        if found.path is None:
            # The mended text takes standard output; the report goes to standard error.
            sys.stdout.buffer.write(data)
        elif data != before:
            from awesomelint.files.write import replace_file

            replace_file(found.path, data, expected=before, name=found.name)

    def _compare(self, found: Input) -> None:
        config = self.linter.config(self.linter.config_path(found))
        if self.linter.leaves_out(found, config):
            return
        data = read_bytes(found)
        before = Source.from_bytes(data, found.name)
        after, applied = self._fixed(found, before)
        self.output.tally.files += 1
        if after.text == before.text:
            return
        self.changed += 1
        self.output.tally.fixed.update(applied)
        self.output.diff(before, after)
