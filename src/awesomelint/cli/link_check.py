"""Check the links of a run: its inputs are added while they are linted, then all is asked at once."""

from __future__ import annotations

import gc
from collections import ChainMap, Counter
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, cast

from awesomelint.cli.console import Troubles, say_note
from awesomelint.cli.filters import Filters
from awesomelint.cli.lint import Linter, files_around
from awesomelint.cli.output import Output
from awesomelint.context import LintContext
from awesomelint.diagnostic import Severity
from awesomelint.engine import judge_facts
from awesomelint.files.inputs import Input, read_source
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.settings import excluded_urls
from awesomelint.links.targets import Target, Use, targets_of, uses_of
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport, merged, report_of
from awesomelint.source import Source

if TYPE_CHECKING:
    # MOVED
    from awesomelint.cli.link_options import LinkOptions

    # MOVED
    from awesomelint.cli.run import Mender
    from awesomelint.config.model import Config, HostTable
    from awesomelint.context import Facts
    from awesomelint.document.model import Document
    from awesomelint.files.inputs import Input
    from awesomelint.links.check import LinkReport

    # MOVED
    # MOVED
    from awesomelint.links.outcome import Outcome
    from awesomelint.links.settings import LinkSettings
    from awesomelint.links.targets import Target
    from awesomelint.report import FileReport
    from awesomelint.reporters.links import LinkTotals


MAX_KEPT = 1_000_000
MAX_WHILE_ASKING = 400_000
"""Characters of lists up to which their documents are kept, at first and while the network is asked; each takes fifty bytes."""
COLLECT_AFTER = 800_000
"""Characters after which memory is tidied."""


class LinkInput(NamedTuple):
    """An input: its configuration, which of its targets the user does not want to be checked, its document if it is
    kept, and its characters.
    """

    found: Input
    config: Config
    excluded: frozenset[str]
    document: Document | None
    size: int


class LinkInputs:
    """Collects inputs. `keeps_documents` is false where their files will have been changed when they are judged."""

    def __init__(self, *, keeps_documents: bool = True):
        self.wanted: set[str] = set()
        """The targets that some input wants to be checked."""
        self._inputs: dict[str, LinkInput] = {}
        self._uses: list[Use] = []
        self._most = MAX_KEPT if keeps_documents else 0
        self._size = 0
        self._read = 0

    def add(
        self, found: Input, document: Document, config: Config, settings: LinkSettings, lines: frozenset[int] | None
    ) -> None:
        """Collect the targets of an input; with `lines` those on these lines alone."""
        uses = [use for use in uses_of(document) if lines is None or use.place.line in lines]
        excluded = excluded_urls({use.url for use in uses}, settings)
        self._uses += uses
        self.wanted.update(use.url for use in uses if use.url not in excluded)
        size = len(document.source.text)
        had_room, self._size = self._size <= self._most, self._size + size
        has_room = self._size <= self._most
        is_kept = has_room or found.path is None  # standard input cannot be read again
        self._inputs[found.name] = LinkInput(found, config, excluded, document if is_kept else None, size)
        if had_room and not has_room:
            self._drop_documents()
        self.tidy(size)

    def make_room(self) -> None:
        """Let documents go that would take too much room beside the network."""
        if self._size > MAX_WHILE_ASKING:
            self._drop_documents()
            gc.collect()

    def get(self, found: Input) -> LinkInput | None:
        """Return what is known of an input, `None` for one that was not added."""
        return self._inputs.get(found.name)

    def take_targets(self) -> tuple[Target, ...]:
        """Return all targets, once."""
        targets = targets_of(self._uses)
        self._uses.clear()
        if self._read > MAX_KEPT:  # of so many characters the documents were not kept, and the network needs their room
            self._read = 0
            gc.collect()
        return targets

    def document(self, one: LinkInput) -> Document:
        """Return the document of an input, read again if it was not kept. Raises `InputError`."""
        if one.document is not None:
            return one.document
        from awesomelint.document.parse import parse_document

        self.tidy(one.size)
        return parse_document(read_source(one.found), one.config.venues)

    def tidy(self, read: int) -> None:
        """Throw away documents that nobody needs any more, when many characters were read: looking for them takes its time."""
        self._read += read
        if self._read > COLLECT_AFTER:
            self._read = 0
            gc.collect()

    def _drop_documents(self) -> None:
        for name, one in self._inputs.items():
            if one.found.path is not None:
                self._inputs[name] = one._replace(document=None)


#| What came of asking, for each input: the facts as they are for it, and the report of what they add to its findings.

JUDGING_SECONDS = 0.5
MAX_HURRIED = 100_000
"""Seconds for judging lists after Ctrl-C, and characters of the largest that is read again for that."""


class LinkJudge:
    """Judges inputs by facts. `is_hurried` where Ctrl-C leaves little time."""

    def __init__(self, inputs: LinkInputs, facts: Facts, *, is_hurried: bool):
        self.inputs = inputs
        self.facts = facts
        self.is_hurried = is_hurried
        self.unjudged: set[str] = set()
        """Names of inputs for which there was no time."""
        self._since: float | None = None

    def judge(self, found: Input) -> FileReport | None:
        """Return what the facts add to what was found in an input; `None` for one that was not added, or when time is out.

        Raises `InputError` for one that cannot be read again.
        """
        one = self.inputs.get(found)
        if one is None:
            return None
        self._since = monotonic() if self._since is None else self._since
        if self.is_hurried and self._takes_too_long(one):
            self.unjudged.add(found.name)
            return None
        document = self.inputs.document(one)
        context = LintContext(files_around(found), facts=self.facts_of(one))
        rules = one.config.rules_for(found.name)
        return report_of(document, judge_facts(document, rules, context, known=one.config.known))

    def facts_of(self, one: LinkInput) -> Facts:
        """Return the facts as they are for one input: what it excludes is unknown to it."""
        if not one.excluded:
            return self.facts
        unasked = {url: Outcome(url, Verdict.SKIPPED, Reason.EXCLUDED, "", self.facts.now) for url in one.excluded}
        return self.facts._replace(outcomes=ChainMap(unasked, cast(dict[str, Outcome], self.facts.outcomes)))

    def _takes_too_long(self, one: LinkInput) -> bool:
        assert self._since is not None
        must_be_read = one.document is None
        return (must_be_read and one.size > MAX_HURRIED) or monotonic() - self._since > JUDGING_SECONDS


#| Checking the links of a run: its inputs are added while they are linted, then all is asked at once, then each is judged.


class LinkCheck:
    """The links of one run: add inputs, gather what is to be known, and take the reports."""

    def __init__(self, options: LinkOptions, *, keeps_documents: bool = True):
        self.options = options
        self.targets: tuple[Target, ...] = ()
        """All targets, from `gather` until the first list is judged."""
        self.total = 0
        """How many there are."""
        self._keeps_documents = keeps_documents
        self._inputs: LinkInputs | None = None
        self._judge: LinkJudge | None = None
        self._report: LinkReport | None = None
        self._settings: LinkSettings | None = None
        self._hosts: tuple[HostTable, ...] = ()
        self._started = monotonic()

    def wants(self, found: Input, config: Config) -> bool:
        """Tell whether the links of an input are to be checked: not those of standard input unless that is asked for."""
        from awesomelint.engine import judges_facts

        is_wanted = self.options.is_wanted
        if is_wanted is None:
            is_wanted = config.links.check and found.path is not None
        return is_wanted and judges_facts(config.rules_for(found.name))

    def add(self, found: Input, document: Document, config: Config, lines: frozenset[int] | None = None) -> None:
        """Collect the targets of an input; with `lines` those on these lines alone."""
        # MOVED
        from awesomelint.links.settings import link_settings

        settings = link_settings(config.links, self.options.given)
        if self._inputs is None:
            self._inputs = LinkInputs(keeps_documents=self._keeps_documents)
            self._settings, self._hosts = settings, config.hosts
        self._inputs.add(found, document, config, settings, lines)

    def gather(self) -> None:
        """Learn what there is to know about all targets, and tell the user what stands in the way of it."""
        inputs, settings, options = self._inputs, self._settings, self.options
        if inputs is None or settings is None:
            return
        from awesomelint.cli.console import Progress
        from awesomelint.links.check import LinkProgress, check_links
        from awesomelint.paths import cache_dir

        self.targets = inputs.take_targets()
        self.total = len(self.targets)
        self._started = monotonic()
        line = Progress(self.total, color=options.color)
        shows_progress = options.shows_progress and Progress.is_wanted()

        def draw(progress: LinkProgress) -> None:
            line.draw(progress.done, progress.waiting_for)

        inputs.make_room()
        was_enabled = gc.isenabled()
        # The network makes garbage as long as it is asked; what is there by now is none, and need not be looked at each time.
        gc.freeze()
        gc.enable()
        try:
            report = self._report = check_links(
                self.targets,
                settings,
                excluded={target.url for target in self.targets} - inputs.wanted,
                hosts=self._hosts,
                cache=(options.cache_dir or cache_dir()) if options.keeps_answers else None,
                token=options.token,
                is_offline=options.is_offline,
                progress=draw if shows_progress else None,
            )
        finally:
            line.erase()
            if not was_enabled:
                gc.disable()
            gc.unfreeze()
        self._judge = LinkJudge(inputs, report.facts, is_hurried=report.is_interrupted)
        for note in report.notes:
            say_note(note)
        if report.error is not None:
            raise report.error

    def forget_targets(self) -> None:
        """Make room for documents, of which each may take as much as ten thousand targets and their places."""
        self.targets = ()
        gc.collect()

    def judge(self, found: Input) -> FileReport | None:
        """Return what the facts add to what was found in an input; `None` for one that was not added, or when time is out."""
        return self._judge.judge(found) if self._judge is not None else None

    def facts_for(self, found: Input) -> Facts | None:
        """Return the facts as they are for one input, `None` for one that was not added."""
        one = self._inputs.get(found) if self._inputs is not None else None
        return self._judge.facts_of(one) if self._judge is not None and one is not None else None

    @property
    def unjudged(self) -> set[str]:
        """Names of inputs for whose judgement Ctrl-C left no time."""
        return self._judge.unjudged if self._judge is not None else set()

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """What came of each target."""
        return self._report.facts.outcomes if self._report is not None else {}

    @property
    def is_interrupted(self) -> bool:
        """Whether Ctrl-C ended the asking."""
        return self._report is not None and self._report.is_interrupted

    @property
    def is_without_network(self) -> bool:
        """Whether there turned out to be no network."""
        return self._report is not None and self._report.is_without_network

    def totals(self, *, with_time: bool = True) -> LinkTotals:
        """Return what the run came to."""
        from awesomelint.links.outcome import Reason, Verdict
        from awesomelint.reporters.links import LinkTotals

        outcomes, report = self.outcomes, self._report
        left = sum(found.reason is Reason.NOT_REACHED for found in outcomes.values())
        verdicts = report.verdicts() if report is not None else Counter()
        verdicts[Verdict.SKIPPED] -= left
        return LinkTotals(
            total=self.total,
            done=len(outcomes) - left,
            verdicts=verdicts,
            requests=report.requests if report is not None else 0,
            seconds=monotonic() - self._started if with_time else None,
            is_interrupted=self.is_interrupted,
        )


#| The second half of a run, over links: inputs come in while they are linted, and what their links came to is told at the end.


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
        from awesomelint.reporters.links import link_summary

        if self.links.unjudged:
            self._print_dead()
        totals = self.links.totals(with_time=self.output.console.stream.isatty())
        self.output.say(link_summary(totals, self.output.view))

    def _print_dead(self) -> None:
        """Print the dead links of lists that nobody had time to judge, with their places and nothing else."""
        from awesomelint.links.outcome import Verdict
        from awesomelint.reporters.links import table_lines

        links = self.links
        dead = [one for one in links.targets if links.outcomes[one.url].verdict is Verdict.DEAD]
        here = [one for one in dead if any(place.path in links.unjudged for place in one.places)]
        for line in table_lines(here, links.outcomes, self.output.view):
            self.output.say(line.removesuffix("\n"))
