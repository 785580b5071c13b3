"""One run of `check`: each input linted, fixed or compared, then its links, and the exit code."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from typing import TYPE_CHECKING

from awesomelint.cli.console import Troubles, say_note
from awesomelint.cli.filters import Filters
from awesomelint.cli.lint import Linted, Linter, files_around
from awesomelint.cli.output import Output
from awesomelint.cli.program import EXIT_ERROR, EXIT_FINDINGS, EXIT_INTERRUPTED
from awesomelint.diagnostic import Severity
from awesomelint.errors import AwesomelintError, InputError, InternalError
from awesomelint.files.inputs import Input, read_source
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport
from awesomelint.reporters.tally import would_fix
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.cli.link_check import LinkCheck, LinkPhase
    from awesomelint.context import Facts
    # MOVED


class Mender:
    """Mends inputs by the rules of their configurations, as far as their findings would be reported."""

    def __init__(self, linter: Linter, filters: Filters, output: Output, troubles: Troubles, *, is_unsafe: bool):
        self.linter = linter
        self.filters = filters
        self.output = output
        self.troubles = troubles
        self.is_unsafe = is_unsafe
        self.compared_unlike = 0
        """Inputs that mending would change, of those that were compared."""

    def mend(self, found: Input, facts: Facts | None = None) -> Source:
        """Mend an input where it stands, and return its text as it is now: the old one where mending failed, which is told.

        Raises the errors of reading.
        """
        before = read_source(found)
        try:
            after, applied = self._fixed(found, before, facts)
            self._write(found, before, after)
        except (AwesomelintError, InternalError) as error:
            self.troubles.tell(str(error))
            return before
        self.output.tally.fixed.update(applied)
        return after

    def compare(self, found: Input, facts: Facts | None = None) -> None:
        """Print what mending an input would change. Raises the errors of reading and mending."""
        before = read_source(found)
        after, applied = self._fixed(found, before, facts)
        self.output.tally.files += 1
        if after.text != before.text:
            self.compared_unlike += 1
            self.output.tally.fixed.update(applied)
            self.output.diff(before, after)

    def _fixed(self, found: Input, source: Source, facts: Facts | None) -> tuple[Source, Counter[str]]:
        """Return the mended text and how many findings of each rule were mended."""
        from awesomelint.context import LintContext
        from awesomelint.fixing.fixer import apply_fixes

        config = self.linter.config_of(found)
        result = apply_fixes(
            source,
            config.rules_for(found.name),
            LintContext(files_around(found), facts=facts),
            unsafe=self.is_unsafe,
            known=config.known,
            chosen=self.filters.chosen(found, config.baseline),
            venues=config.venues,
        )
        if not result.is_stable:
            left = ", ".join(sorted(result.left))
            say_note(f"{found.name}: fixes of {left} never came to an end and were not applied")
        return result.source, Counter(result.applied)

    def _write(self, found: Input, before: Source, after: Source) -> None:
        data = after.to_bytes()
        if found.path is None:
            # The mended text takes standard output; the report goes to standard error.
            sys.stdout.buffer.write(data)
        elif data != (expected := before.to_bytes()):
            from awesomelint.files.write import replace_file

            replace_file(found.path, data, expected=expected, name=found.name)


#| One run of `check`: each input linted, mended or compared, then their links, and the exit code that it all comes to.

_COLLECT_AFTER = 4_000_000
"""Characters read after which memory is tidied: `cli.main` switches the interpreter's own tidying off."""


class Mode(NamedTuple):
    """What a run does beside reporting. `is_diff` shows what `is_fix` would write, and reports nothing."""

    is_fix: bool = False
    is_diff: bool = False
    is_unsafe: bool = False


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
        self.filters = filters
        self.output = output
        self.mode = mode
        self.fail_on = fail_on
        self.troubles = Troubles()
        self.mender = self._mender() if mode.is_fix else None
        self.links = self._phase(links) if links is not None else None

    def _mender(self) -> Mender:
        # MOVED

        return Mender(self.linter, self.filters, self.output, self.troubles, is_unsafe=self.mode.is_unsafe)

    def _phase(self, links: LinkCheck) -> LinkPhase:
        from awesomelint.cli.link_check import LinkPhase

        mender, is_diff = self.mender, self.mode.is_diff
        return LinkPhase(links, self.linter, self.filters, self.output, self.troubles, mender, is_diff=is_diff)

    def take(self, found: Input | InputError) -> None:
        """Lint one input, or mend it, and print what is left to say."""
        with self.troubles.going_on(found.name if isinstance(found, Input) else ""):
            if isinstance(found, InputError):
                raise found
            if self.mender is None:
                self._lint(found)
            elif self.mode.is_diff:
                self._compare_now_or_later(found, self.mender)
            else:
                self._mend(found, self.mender)
        self._tidy()

    def finish(self, seconds: float) -> None:
        """Check links, and print what the run comes to."""
        output = self.output
        if self.links is not None:
            self.links.run(self.fail_on)
        if self.mender is not None and self.mode.is_diff:
            if output.tally.files and not output.view.is_quiet:
                say_note(would_fix(output.tally.fixed, self.mender.compared_unlike, output.tally.files))
            return
        if output.view.lists_info:
            for path in self.linter.used:
                say_note(f"configuration: {path or 'none'}")
        shown = seconds if output.console.stream.isatty() else None
        for error in output.finish(seconds=shown, is_fixing=self.mode.is_fix):
            self.troubles.tell(str(error))
        self._finish_filters()

    def _finish_filters(self) -> None:
        """Say what was not reported and why; a baseline is not written after a run that did not see everything."""
        try:
            for line in self.filters.finish(is_complete=not self.troubles):
                if not self.output.view.is_quiet:
                    say_note(line)
        except AwesomelintError as error:
            self.troubles.tell(str(error))

    def exit_code(self) -> int:
        """Return 130 after Ctrl-C, 2 after an error, 1 if there are findings that count (or a difference), else 0."""
        if self.links is not None and self.links.links.is_interrupted:
            return EXIT_INTERRUPTED
        if self.troubles:
            return EXIT_ERROR
        would_change = self.mender is not None and self.mender.compared_unlike > 0
        return EXIT_FINDINGS if self.output.failing or would_change else 0

    def _tidy(self) -> None:
        if self.linter.read > _COLLECT_AFTER:
            self.linter.read = 0
            gc.collect()

    def _lint(self, found: Input) -> None:
        linted = self.linter.lint(found)
        if linted is not None:
            self._report(found, linted)

    def _mend(self, found: Input, mender: Mender) -> None:
        if not self.linter.leaves_out(found, self.linter.config_of(found)):
            after = mender.mend(found)
            self._report(found, self.linter.lint_text(found, after))

    def _report(self, found: Input, linted: Linted) -> None:
        """Print what was found in an input; what is on record is settled now, or when its links are checked."""
        result = linted.result
        if self.links is None or not self.links.wants(found):
            self._print(found, self.filters.keep(found, result.report, result.baseline), result.fail_on)
        else:
            self._print(found, self.filters.wanted(found, result.report, result.baseline), result.fail_on)
            self.links.add(found, result.report.source, linted.document, result.fail_on, result.report)

    def _print(self, found: Input, report: FileReport, fail_on: Severity) -> None:
        self.output.report(report, is_explicit=found.is_explicit, fail_on=self.fail_on or fail_on)

    def _compare_now_or_later(self, found: Input, mender: Mender) -> None:
        config = self.linter.config_of(found)
        if self.linter.leaves_out(found, config):
            return
        if self.links is not None and self.links.wants(found):
            self.links.add(found, read_source(found), None, config.fail_on)
        else:
            mender.compare(found)
