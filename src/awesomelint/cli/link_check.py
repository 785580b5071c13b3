"""Checking the links of a run: its inputs are added while they are linted, then all is asked at once, then each is judged."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Mapping
from time import monotonic, time
from typing import TYPE_CHECKING

from awesomelint.cli.terminal import say_note

if TYPE_CHECKING:
    from awesomelint.cli.link_inputs import LinkInputs
    from awesomelint.cli.link_judging import LinkJudge
    from awesomelint.cli.link_options import LinkOptions
    from awesomelint.config.model import Config, HostTable
    from awesomelint.document.model import Document
    from awesomelint.facts import Facts
    from awesomelint.files.inputs import Input
    from awesomelint.links.outcome import Outcome
    from awesomelint.links.run import LinkRun
    from awesomelint.links.settings import LinkSettings
    from awesomelint.links.targets import Target
    from awesomelint.report import FileReport
    from awesomelint.reporters.link_summary import LinkTotals


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
        self._run: LinkRun | None = None
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
        from awesomelint.cli.link_inputs import LinkInputs
        from awesomelint.links.settings import link_settings

        settings = link_settings(config.links, self.options.given)
        if self._inputs is None:
            self._inputs = LinkInputs(keeps_documents=self._keeps_documents)
            self._settings, self._hosts = settings, config.hosts
        self._inputs.add(found, document, config, settings, lines)

    def gather(self) -> None:
        """Learn what there is to know about all targets, and tell the user what stands in the way of it."""
        inputs, settings = self._inputs, self._settings
        if inputs is None or settings is None:
            return
        from awesomelint.cachedir import cache_dir
        from awesomelint.cli.link_asking import look_up_and_ask
        from awesomelint.cli.link_judging import LinkJudge
        from awesomelint.links.cache import LinkCache
        from awesomelint.links.run import LinkRun

        self.targets = inputs.take_targets()
        self.total = len(self.targets)
        self._started = monotonic()
        options, now = self.options, int(time())
        cache = LinkCache((options.cache_dir or cache_dir()) if options.keeps_answers else None, now)
        run = self._run = LinkRun(self.targets, cache, is_offline=options.is_offline)
        try:
            if self.targets:
                look_up_and_ask(run, inputs, options, settings, self._hosts, now)
        finally:
            self._judge = LinkJudge(inputs, run.finish(), is_hurried=run.is_interrupted)
            cache.close()
            for note in cache.notes:
                say_note(note)
        if run.is_without_network:
            say_note("there is no network: links were not checked")

    def forget_targets(self) -> None:
        """Make room for documents, of which each may take as much as ten thousand targets and their places."""
        self.targets = ()
        if self._run is not None:
            self._run.forget_targets()
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
        return self._run.outcomes if self._run is not None else {}

    @property
    def is_interrupted(self) -> bool:
        """Whether Ctrl-C ended the asking."""
        return self._run is not None and self._run.is_interrupted

    @property
    def is_without_network(self) -> bool:
        """Whether there turned out to be no network."""
        return self._run is not None and self._run.is_without_network

    def totals(self, *, with_time: bool = True) -> LinkTotals:
        """Return what the run came to."""
        from awesomelint.links.outcome import Reason, Verdict
        from awesomelint.reporters.link_summary import LinkTotals

        outcomes, run = self.outcomes, self._run
        left = sum(found.reason is Reason.NOT_REACHED for found in outcomes.values())
        verdicts = run.verdicts() if run is not None else Counter()
        verdicts[Verdict.SKIPPED] -= left
        return LinkTotals(
            total=self.total,
            done=len(outcomes) - left,
            verdicts=verdicts,
            requests=run.requests if run is not None else 0,
            seconds=monotonic() - self._started if with_time else None,
            is_interrupted=self.is_interrupted,
        )
