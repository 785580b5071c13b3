"""Checking the links of a run's inputs once they are linted: collect, ask what is not known, and judge what came of it.

Only targets and their places are kept while the network is asked; a list is read again to be judged, unless all of them are
small. Parsing a hundred thousand characters takes a tenth of a second, and holding the documents of hundreds of lists takes
hundreds of megabytes.
"""

from __future__ import annotations

import gc
import re
from collections import ChainMap
from collections.abc import Iterable, Mapping
from time import monotonic, time
from typing import TYPE_CHECKING, Any

from awesomelint.cli.terminal import say_note
from awesomelint.links.url_expressions import is_found, url_expression
from awesomelint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from awesomelint.cli.link_options import LinkOptions
    from awesomelint.config.model import Config, HostTable
    from awesomelint.document.model import Document
    from awesomelint.facts import Facts
    from awesomelint.files.inputs import Input
    from awesomelint.links.run import LinkRun, Route
    from awesomelint.links.settings import LinkSettings
    from awesomelint.links.targets import Target, Use
    from awesomelint.report import FileReport
    from awesomelint.reporters.link_summary import LinkTotals
    from awesomelint.source import Source

MAX_KEPT = 400_000
"""Characters of lists up to which their documents are kept from collecting to judging; they take some fifty bytes each."""
COLLECT_AFTER = 800_000
"""Characters after which memory is tidied."""
JUDGING_SECONDS = 0.5
MAX_HURRIED = 100_000
"""Seconds for judging lists after Ctrl-C, and characters of the largest that is judged then."""


class _List(NamedTuple):
    """An input: its configuration, which of its targets the user does not want to be checked, its document if it is
    kept, and its characters.
    """

    found: Input
    config: Config
    excluded: frozenset[str]
    document: Document | None
    size: int


class LinkCheck:
    """The links of one run: add inputs, gather what is to be known, and take the reports."""

    def __init__(self, options: LinkOptions, *, keeps_documents: bool = True):
        self.options = options
        self.targets: tuple[Target, ...] = ()
        """All targets, from `gather` until the first list is judged."""
        self.total = 0
        """How many there are."""
        self.is_interrupted = False
        self.unjudged: set[str] = set()
        """Names of inputs for whose judgement Ctrl-C left no time."""
        self._facts: Facts | None = None
        self._lists: dict[str, _List] = {}
        self._uses: list[Use] = []
        self._wanted: set[str] = set()
        self._read = 0
        self._room = MAX_KEPT if keeps_documents else 0
        self._run: LinkRun | None = None
        self._settings: LinkSettings | None = None
        self._hosts: tuple[HostTable, ...] = ()
        self._started = monotonic()
        self._judging_since: float | None = None

    def wants(self, found: Input, config: Config) -> bool:
        """Tell whether the links of an input are to be checked: not those of standard input unless that is asked for."""
        from awesomelint.engine import judges_facts

        is_wanted = self.options.is_wanted
        if is_wanted is None:
            is_wanted = config.links.check and found.path is not None
        return is_wanted and judges_facts(config.rules_for(found.name))

    def add(self, found: Input, source: Source, config: Config, lines: frozenset[int] | None = None) -> None:
        """Collect the targets of an input; with `lines` those on these lines alone."""
        from awesomelint.document.parse import parse_document
        from awesomelint.links.settings import link_settings
        from awesomelint.links.targets import uses_of

        settings = link_settings(config.links, self.options.given)
        if self._settings is None:
            self._settings, self._hosts = settings, config.hosts
        document = parse_document(source, config.venues)
        uses = [use for use in uses_of(document) if lines is None or use.place.line in lines]
        excluded = _excluded({use.url for use in uses}, settings)
        self._uses += uses
        self._wanted.update(use.url for use in uses if use.url not in excluded)
        self._room -= len(source.text)
        self._lists[found.name] = _List(
            found, config, excluded, document if self._keeps(found) else None, len(source.text)
        )
        if self._room < 0:
            self._lists = {
                name: one if self._keeps(one.found) else one._replace(document=None)
                for name, one in self._lists.items()
            }
        del document
        self._tidy(len(source.text))

    def _tidy(self, read: int) -> None:
        """Throw away documents that nobody needs any more, when many characters were read: looking for them takes its time."""
        self._read += read
        if self._read > COLLECT_AFTER:
            self._read = 0
            gc.collect()

    def _keeps(self, found: Input) -> bool:
        return self._room >= 0 or found.path is None  # standard input cannot be read again

    def gather(self) -> Facts:
        """Learn what there is to know about all targets, and tell the user what stands in the way of it."""
        from awesomelint.cachedir import cache_dir
        from awesomelint.links.cache import LinkCache
        from awesomelint.links.run import LinkRun
        from awesomelint.links.targets import targets_of

        self.targets = targets_of(self._uses)
        self.total = len(self.targets)
        self._uses.clear()
        options, now = self.options, int(time())
        cache = LinkCache((options.cache_dir or cache_dir()) if options.keeps_answers else None, now)
        run = self._run = LinkRun(self.targets, cache, is_offline=options.is_offline)
        try:
            if self.targets:
                self._look_up_and_ask(run, now)
        finally:
            self._facts = run.finish()
            cache.close()
            for note in cache.notes:
                say_note(note)
        if run.is_without_network:
            say_note("there is no network: links were not checked")
        return self._facts

    def judge(self, found: Input) -> FileReport | None:
        """Return what the facts add to what was found in an input; `None` for one that was not added, or when time is out."""
        one = self._lists.get(found.name)
        if one is None or self._facts is None:
            return None
        if self._judging_since is None:
            self._judging_since = monotonic()
            if not self.is_interrupted:
                self._forget_targets()
        is_late = one.size > MAX_HURRIED or monotonic() - self._judging_since > JUDGING_SECONDS
        if self.is_interrupted and is_late:
            self.unjudged.add(found.name)
            return None
        report = self._judged(one)
        self._tidy(one.size)
        return report

    def facts_for(self, found: Input) -> Facts | None:
        """Return the facts as they are for one input: what it excludes is unknown to it."""
        one = self._lists.get(found.name)
        return self._facts_for(one) if one is not None and self._facts is not None else None

    @property
    def outcomes(self) -> Mapping[str, Any]:
        """What came of each target."""
        return self._run.outcomes if self._run is not None else {}

    @property
    def is_without_network(self) -> bool:
        """Whether there turned out to be no network."""
        return self._run is not None and self._run.is_without_network

    def totals(self, *, with_time: bool = True) -> LinkTotals:
        """Return what the run came to."""
        from awesomelint.links.outcome import Reason, Verdict
        from awesomelint.reporters.link_summary import LinkTotals

        run = self._run
        assert run is not None
        left = sum(found.reason is Reason.NOT_REACHED for found in run.outcomes.values())
        verdicts = run.verdicts()
        verdicts[Verdict.SKIPPED] -= left
        return LinkTotals(
            total=self.total,
            done=len(run.outcomes) - left,
            verdicts=verdicts,
            requests=run.requests,
            seconds=monotonic() - self._started if with_time else None,
            is_interrupted=self.is_interrupted,
        )

    def _forget_targets(self) -> None:
        """Make room for documents, of which each may take as much as ten thousand targets and their places."""
        self.targets = ()
        if self._run is not None:
            self._run.forget_targets()
        gc.collect()

    def _judged(self, one: _List) -> FileReport:
        from awesomelint.cli.lint import surroundings_of
        from awesomelint.contexts import report_of
        from awesomelint.document.parse import parse_document
        from awesomelint.engine import judge_facts
        from awesomelint.files.inputs import read_source

        document = one.document or parse_document(read_source(one.found), one.config.venues)
        document.surroundings = surroundings_of(one.found)
        document.facts = self._facts_for(one)
        return report_of(document, judge_facts(document, one.config.rules_for(one.found.name), known=one.config.known))

    def _facts_for(self, one: _List) -> Facts:
        from awesomelint.links.outcome import Outcome, Reason, Verdict

        facts = self._facts
        assert facts is not None
        if not one.excluded:
            return facts
        unasked = {url: Outcome(url, Verdict.SKIPPED, Reason.EXCLUDED, "", facts.now) for url in one.excluded}
        return facts._replace(outcomes=ChainMap(unasked, dict(facts.outcomes)))

    def _look_up_and_ask(self, run: LinkRun, now: int) -> None:
        from awesomelint.links.network import network
        from awesomelint.links.policy_file import load_policies

        settings = self._settings
        assert settings is not None
        policies = load_policies(self._hosts, host_concurrency=settings.host_concurrency)
        left = run.look_up(self._route(settings, policies))
        looks_for_copies = settings.archive and not self.options.is_offline
        if not left and not (looks_for_copies and run.lacks_copies):
            return
        from awesomelint.cli.progress import Progress
        from awesomelint.links.asking import ask
        from awesomelint.links.loop import run_until_interrupted

        was_enabled = gc.isenabled()
        # The network makes garbage as long as it is asked; what is there by now is none, and need not be looked at each time.
        gc.freeze()
        gc.enable()
        progress = Progress(len(self.targets), color=self.options.color)
        if self.options.shows_progress and Progress.is_wanted():
            run.on_progress = lambda: progress.draw(run.done, run.waiting_for)
        notes: dict[str, None] = {}  # said at the end, lest they run into the line of progress
        opened = network(
            settings, policies, token=self.options.token, now=now, note=lambda said: notes.update({said: None})
        )
        asking = ask(run, left, opened, looks_for_copies=looks_for_copies)
        try:
            self.is_interrupted = run.is_interrupted = run_until_interrupted(asking)
        finally:
            progress.erase()
            if not run.lacks_network:
                for note in notes:
                    say_note(note)
            if not was_enabled:
                gc.disable()
            gc.unfreeze()

    def _route(self, settings: LinkSettings, policies: Any) -> Route:
        from awesomelint.links.network import routes
        from awesomelint.links.outcome import Reason
        from awesomelint.links.run import Skip

        include = _expressions(settings.include)
        by_policy = routes(policies, lambda url: is_found(include, url))
        wanted = self._wanted
        return lambda url: by_policy(url) if url in wanted else Skip(Reason.EXCLUDED)


def _excluded(urls: set[str], settings: LinkSettings) -> frozenset[str]:
    """Return the targets that the user does not want to be asked for."""
    if not settings.exclude:
        return frozenset()
    exclude, include = _expressions(settings.exclude), _expressions(settings.include)
    return frozenset(url for url in urls if is_found(exclude, url) and not is_found(include, url))


def _expressions(patterns: Iterable[str]) -> list[re.Pattern[str]]:
    return [url_expression(pattern) for pattern in patterns]  # what is none has been refused where it was read
