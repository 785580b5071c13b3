"""One run of `check`: each input linted, mended or compared, and the exit code that it all comes to."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.cli.filters import Filters
from awesomelint.cli.lint import Linter, surroundings_of
from awesomelint.cli.output import Output
from awesomelint.cli.program import EXIT_ERROR, EXIT_FINDINGS, EXIT_INTERRUPTED
from awesomelint.cli.terminal import say_error, say_note
from awesomelint.diagnostic import Severity
from awesomelint.errors import AwesomelintError, InputError, InternalError
from awesomelint.files.inputs import Input, read_bytes, read_source
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport, Result, merged
from awesomelint.reporters.tally import would_fix
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.cli.link_check import LinkCheck

_COLLECT_AFTER = 4_000_000
"""Characters read after which memory is tidied: `cli.main` switches the interpreter's own tidying off."""


class Mode(NamedTuple):
    """What a run does beside reporting. `is_diff` shows what `is_fix` would write, and reports nothing."""

    is_fix: bool = False
    is_diff: bool = False
    is_unsafe: bool = False


class _Awaiting(NamedTuple):
    """An input whose links are still to be checked, and what was found in it where that is needed again."""

    found: Input
    fail_on: Severity
    baseline: Path | None
    report: FileReport | None


class Run:
    """Takes inputs one after the other; an error of one input is told, remembered, and no harm to the others."""

    def __init__(
        self,
        linter: Linter,
        filters: Filters,
        output: Output,
        mode: Mode,
        fail_on: Severity | None = None,
        links: LinkCheck | None = None,
    ):
        self.linter = linter
        self.links = links
        self.filters = filters
        self.output = output
        self.mode = mode
        self.fail_on = fail_on
        self.has_failed = False
        self.failing = 0
        self.changed = 0
        self._said: set[str] = set()
        self._awaiting: list[_Awaiting] = []

    def take(self, found: Input | InputError) -> None:
        """Lint one input, or mend it, and print what is left to say."""
        with self._going_on(found.name if isinstance(found, Input) else ""):
            if isinstance(found, InputError):
                raise found
            if self.mode.is_diff:
                self._compare_now_or_later(found)
            elif self.mode.is_fix:
                self._mend(found)
            else:
                self._lint(found)
        self._tidy()

    @contextmanager
    def _going_on(self, name: str) -> Iterator[None]:
        """Tell an error of one input, and go on."""
        try:
            yield
        except (AwesomelintError, InternalError) as error:
            self._fail(str(error))
        except (MemoryError, RecursionError) as error:
            self._fail(f"{name}: given up: {type(error).__name__}")

    def finish(self, seconds: float) -> None:
        """Check links, and print what the run comes to."""
        output = self.output
        self._check_links()
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
        """Return 130 after Ctrl-C, 2 after an error, 1 if there are findings that count (or a difference), else 0."""
        if self.links is not None and self.links.is_interrupted:
            return EXIT_INTERRUPTED
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
        """Print what was found in an input; what is on record is settled now, or when its links are checked."""
        if self._awaits_links(found):
            report = self.filters.wanted(found, result.report, result.baseline)
            is_kept = found.path is None or self.filters.has_baseline(found, result.baseline)
            self._awaiting.append(_Awaiting(found, result.fail_on, result.baseline, result.report if is_kept else None))
        else:
            report = self.filters.keep(found, result.report, result.baseline)
        self._print(found, report, result.fail_on)

    def _print(self, found: Input, report: FileReport, fail_on: Severity) -> None:
        fail_on = self.fail_on or fail_on
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

        facts = self.links.facts_for(found) if self.links is not None else None
        config = self.linter.config(self.linter.config_path(found))
        result = apply_fixes(
            source,
            config.rules_for(found.name),
            unsafe=self.mode.is_unsafe,
            known=config.known,
            surroundings=surroundings_of(found),
            chosen=self.filters.chosen(found, config.baseline),
            venues=config.venues,
            facts=facts,
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

    def _compare_now_or_later(self, found: Input) -> None:
        config = self.linter.config(self.linter.config_path(found))
        if not self.linter.leaves_out(found, config) and self._awaits_links(found):
            self._awaiting.append(_Awaiting(found, config.fail_on, config.baseline, None))
        else:
            self._compare(found)

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

    # -- links

    def _awaits_links(self, found: Input) -> bool:
        """Tell whether the links of an input are to be checked. What is mended on standard input has gone out already."""
        if self.links is None or (self.mode.is_fix and found.path is None):
            return False
        return self.links.wants(found, self.linter.config(self.linter.config_path(found)))

    def _check_links(self) -> None:
        links = self.links
        if links is None or not self._awaiting:
            return
        gc.collect()  # what linting left behind is as large as what follows
        for one in self._awaiting:
            with self._going_on(one.found.name):
                source = one.report.source if one.report is not None else read_source(one.found)
                lines = self.filters.changed_lines(one.found, source)
                links.add(one.found, source, self.linter.config(self.linter.config_path(one.found)), lines)
        with self._going_on(""):
            links.gather()
        if self.mode.is_diff:
            for one in self._awaiting:
                with self._going_on(one.found.name):
                    self._compare(one.found)
            return
        if self.mode.is_fix and not links.is_interrupted:
            for one in self._awaiting:
                with self._going_on(one.found.name):
                    self._mend_links(one.found)
        self._report_links(links)

    def _mend_links(self, found: Input) -> None:
        """Mend what the facts say, in a file that was mended before without them."""
        data = read_bytes(found)
        after, applied = self._fixed(found, Source.from_bytes(data, found.name))
        self._write(found, data, after)
        self.output.tally.fixed.update(applied)

    def _report_links(self, links: LinkCheck) -> None:
        is_complete = not (links.is_interrupted or links.is_without_network or links.options.is_offline)
        for one in self._awaiting:
            with self._going_on(one.found.name):
                report = links.judge(one.found)
                if report is None:
                    self._settle(one, None, has_facts=False)
                    continue
                self._print(one.found, self.filters.wanted(one.found, report, one.baseline), one.fail_on)
                has_facts = is_complete and self.filters.changed_lines(one.found, report.source) is None
                self._settle(one, report, has_facts=has_facts)
        self.output.outcomes = links.outcomes
        if links.total and not links.is_without_network:
            from awesomelint.reporters.link_summary import link_summary

            if links.unjudged:
                self._print_dead(links)
            totals = links.totals(with_time=self.output.console.stream.isatty())
            self.output.say(link_summary(totals, self.output.view))

    def _print_dead(self, links: LinkCheck) -> None:
        """Print the dead links of lists that nobody had time to judge, with their places and nothing else."""
        from awesomelint.links.outcome import Verdict
        from awesomelint.reporters.link_table import table_lines

        dead = [one for one in links.targets if links.outcomes[one.url].verdict is Verdict.DEAD]
        here = [one for one in dead if any(place.path in links.unjudged for place in one.places)]
        for line in table_lines(here, links.outcomes, self.output.view):
            self.output.say(line.removesuffix("\n"))

    def _settle(self, one: _Awaiting, report: FileReport | None, *, has_facts: bool) -> None:
        """Let the baseline know all that was found in an input."""
        if one.report is not None and self.filters.has_baseline(one.found, one.baseline):
            both = merged(one.report, report) if report is not None else one.report
            self.filters.keep(one.found, both, one.baseline, has_facts=has_facts)
