"""The second half of a run, over links: inputs come in while they are linted, and what their links came to is told at the end."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.cli.filters import Filters
from awesomelint.cli.lint import Linter
from awesomelint.cli.output import Output
from awesomelint.cli.terminal import say_note
from awesomelint.cli.troubles import Troubles
from awesomelint.diagnostic import Severity
from awesomelint.files.inputs import Input
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport, merged
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.cli.link_check import LinkCheck
    from awesomelint.cli.mending import Mender
    from awesomelint.document.model import Document


class _Awaiting(NamedTuple):
    """An input whose links are still to be checked, and what was found in it where a baseline is to know that too."""

    found: Input
    fail_on: Severity
    baseline: Path | None
    report: FileReport | None


class LinkPhase:
    """Checks the links of inputs once all are linted."""

    def __init__(
        self,
        links: LinkCheck,
        linter: Linter,
        filters: Filters,
        output: Output,
        troubles: Troubles,
        mender: Mender | None,
        *,
        is_diff: bool,
    ):
        """`mender` mends inputs by what links came to or, with `is_diff`, shows what that would change."""
        self.links = links
        self.linter = linter
        self.filters = filters
        self.output = output
        self.troubles = troubles
        self.mender = mender
        self.is_diff = is_diff
        self._awaiting: list[_Awaiting] = []

    def wants(self, found: Input) -> bool:
        """Tell whether the links of an input are to be checked. What is mended cannot be read from standard input twice."""
        if self.mender is not None and found.path is None:
            if self.links.options.is_wanted and not self.output.view.is_quiet:
                say_note("links are not checked where standard input is mended")
            return False
        return self.links.wants(found, self.linter.config_of(found))

    def add(
        self,
        found: Input,
        source: Source,
        document: Document | None,
        fail_on: Severity,
        report: FileReport | None = None,
    ) -> None:
        """Take in an input, its document if there is one, and what was found in it if that is not settled yet.

        Raises `ConfigError` where git cannot tell what changed.
        """
        config = self.linter.config_of(found)
        lines = self.filters.changed_lines(found, source)
        if document is None:
            from awesomelint.document.parse import parse_document

            document = parse_document(source, config.venues)
        self.links.add(found, document, config, lines)
        is_kept = report is not None and self.filters.has_baseline(found, config.baseline)
        self._awaiting.append(_Awaiting(found, fail_on, config.baseline, report if is_kept else None))

    def run(self, fail_on: Severity | None) -> None:
        """Ask what the links lead to, mend or compare inputs if that is wanted, and print what came of it."""
        if not self._awaiting:
            return
        self.output.console.stream.flush()  # what was found is there to be read, also in the log of a CI run
        gc.collect()  # what linting left behind is as large as what follows
        with self.troubles.going_on():
            self.links.gather()
        if self.mender is not None and (self.is_diff or not self.links.is_interrupted):
            mend = self.mender.compare if self.is_diff else self.mender.mend
            for one in self._awaiting:
                with self.troubles.going_on(one.found.name):
                    mend(one.found, self.links.facts_for(one.found))
        if not self.is_diff:
            self._report(fail_on)

    def _report(self, fail_on: Severity | None) -> None:
        links = self.links
        if not links.is_interrupted:
            links.forget_targets()
        is_complete = not (links.is_interrupted or links.is_without_network or links.options.is_offline)
        for one in self._awaiting:
            with self.troubles.going_on(one.found.name):
                report = links.judge(one.found)
                if report is not None:
                    wanted = self.filters.wanted(one.found, report, one.baseline)
                    self.output.report(wanted, is_explicit=one.found.is_explicit, fail_on=fail_on or one.fail_on)
                self._settle(one, report, is_complete=is_complete)
        self.output.outcomes = links.outcomes
        self.output.tally.is_cut_short = links.is_interrupted
        if links.total and not links.is_without_network:
            self._summarize()

    def _settle(self, one: _Awaiting, report: FileReport | None, *, is_complete: bool) -> None:
        """Let the baseline know all that was found in an input."""
        if one.report is None:
            return
        both = merged(one.report, report) if report is not None else one.report
        has_facts = report is not None and is_complete and self.filters.changed_lines(one.found, both.source) is None
        self.filters.keep(one.found, both, one.baseline, has_facts=has_facts)

    def _summarize(self) -> None:
        from awesomelint.reporters.link_summary import link_summary

        if self.links.unjudged:
            self._print_dead()
        totals = self.links.totals(with_time=self.output.console.stream.isatty())
        self.output.say(link_summary(totals, self.output.view))

    def _print_dead(self) -> None:
        """Print the dead links of lists that nobody had time to judge, with their places and nothing else."""
        from awesomelint.links.outcome import Verdict
        from awesomelint.reporters.link_table import table_lines

        links = self.links
        dead = [one for one in links.targets if links.outcomes[one.url].verdict is Verdict.DEAD]
        here = [one for one in dead if any(place.path in links.unjudged for place in one.places)]
        for line in table_lines(here, links.outcomes, self.output.view):
            self.output.say(line.removesuffix("\n"))
