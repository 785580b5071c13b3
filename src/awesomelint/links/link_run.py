"""One check of links, and its results so far.

`LinkRun` does not start an event loop: its constructor looks targets up in policies and cache; `ask` requests the others, may be
cancelled, and keeps results as they come; `report` returns all results.

Nothing here prints or reads the clock. Signals are handled in another way only while requests are made.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType

from awesomelint.context import Facts, PaperRecord, RepositoryRecord
from awesomelint.errors import AwesomelintError, ConfigError, OutputError
from awesomelint.links.cache import LinkCache
from awesomelint.links.cache_rows import Record, record_key
from awesomelint.links.closer_look import CloserLook
from awesomelint.links.doubts import REQUESTS, Doubts, SecondRound, no_doubts
from awesomelint.links.limits import cancel_all
from awesomelint.links.network import REVIEWERS, Monitor, Network, OpenNetwork, Route, Skip
from awesomelint.links.outcome import Outcome, Reason, Verdict, failed_check, is_good, unexpected
from awesomelint.links.records import bounded_paper, bounded_repository
from awesomelint.links.resolvers import PLAIN, Answer, Validators
from awesomelint.links.resolvers.arxiv import ArxivResolver
from awesomelint.links.resolvers.arxiv_api import ArxivApi
from awesomelint.links.resolvers.services import find_copies
from awesomelint.links.share import EVERYTHING, Handover, Handovers, Share
from awesomelint.links.targets import Target
from awesomelint.papers.identifiers import PaperId, RepositoryId, paper_id
from awesomelint.startup import NamedTuple


class LinkProgress(NamedTuple):
    """How far a check is: `done` of `total` targets have a result; `waiting_for` is the host that has kept it waiting longest."""

    done: int
    total: int
    waiting_for: str | None


class LinkReport(NamedTuple):
    """The result of a check.

    `facts.outcomes` has an outcome for every target, by its URL. `asked` targets were in neither policies nor cache, and took
    `requests` requests. `notes` are lines for the user about the check itself: a token would help, the cache
    cannot be written. `handed` are targets that were left to other checks. `error` is why targets were not checked: a proxy
    in the environment that cannot be used, or a bug in awesomelint; the other results are valid. `is_without_network` tells
    that links were not checked for lack of a network, `is_interrupted` that Ctrl-C ended the check.
    """

    facts: Facts
    asked: int = 0
    requests: int = 0
    notes: tuple[str, ...] = ()
    handed: Mapping[str, Handover] = MappingProxyType({})
    error: AwesomelintError | None = None
    is_without_network: bool = False
    is_interrupted: bool = False

    def verdicts(self) -> Counter[Verdict]:
        """Return how many targets have each verdict."""
        return Counter(outcome.verdict for outcome in self.facts.outcomes.values())


Progress = Callable[[LinkProgress], None]
"""Called after each answer, in the thread of the check."""


class LinkRun:
    """One check of targets, and its results so far.

    `route` chooses the resolver of each target. `policy_of` returns the digest of the policy for a URL: what was judged by
    another one is asked again. `open_network` opens the network when something has to be requested.
    `looks_for_copies` looks for dead pages in a web archive. `doubts` tells of which papers more is to be asked.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        cache: LinkCache,
        route: Route,
        open_network: OpenNetwork,
        *,
        policy_of: Callable[[str], str] = lambda _: "",
        closer_look: CloserLook | None = None,
        is_offline: bool = False,
        rechecks: bool = False,
        looks_for_copies: bool = False,
        doubts: Doubts = no_doubts,
        share: Share = EVERYTHING,
        progress: Progress | None = None,
    ):
        self._share = share
        self._handed: dict[str, Handover] = {}
        self._targets = targets
        self._cache = cache
        self._open_network = open_network
        self._policy_of = policy_of
        self._is_offline = is_offline
        self._rechecks = rechecks
        self._looks_for_copies = looks_for_copies
        self._progress = progress
        self._outcomes: dict[str, Outcome] = {}
        self._papers: dict[PaperId, PaperRecord] = {}
        self._repositories: dict[RepositoryId, RepositoryRecord] = {}
        self._notes: dict[str, None] = {}
        self._monitor: Monitor | None = None
        self._is_without_network = False
        self._fault: OutputError | None = None
        """Why nothing can be kept in a journal."""
        self._stopped = asyncio.Event()
        self._known = cache.known((target.url for target in targets), policy_of)
        self._earlier: dict[PaperId, PaperRecord] = {}
        """Records of papers from before this run."""
        self._handovers = Handovers(cache, share, (target.url for target in targets))
        self._left = self._look_up(route)
        self._closer_look = closer_look
        self._has_questions = closer_look is not None and closer_look.recall(self._outcomes) and not is_offline
        self._second_round = SecondRound(doubts, self._papers, cache)
        self._has_doubts = self._second_round.recall() and not is_offline

    @property
    def must_ask(self) -> bool:
        """Whether anything has to be requested."""
        return bool(self._left) or self._has_doubts or self._has_questions or self._lacks_copies()

    async def ask(self) -> None:
        """Run all resolvers at once, each on its own targets, until they are done or there turns out to be no network.

        Raises `ConfigError` for proxies or certificates in the environment that cannot be used, also for a proxy through which
        no host answers, and `OutputError` for a journal that cannot be written. Results from before that, or from before a
        cancellation, are kept. A resolver that fails as none should leaves the rest of its targets unsure.
        """
        if not self.must_ask:
            return
        async with self._open_network(self._validators(), self._note) as network:
            self._monitor = Monitor(network.context.fetcher, self._note)
            asking = asyncio.create_task(self._ask_all(network, self._monitor))
            losing = asyncio.create_task(network.connectivity.until_lost())
            stopping = asyncio.create_task(self._stopped.wait())
            try:
                await asyncio.wait((asking, losing, stopping), return_when=asyncio.FIRST_COMPLETED)
                if self._fault is not None:
                    raise self._fault
                if not asking.done() and network.connectivity.proxy_fault:
                    raise ConfigError(network.connectivity.proxy_fault)
                self._is_without_network = not asking.done()
            finally:
                await cancel_all((asking, losing, stopping))
        if not asking.cancelled():
            asking.result()

    def report(self, *, is_interrupted: bool = False) -> LinkReport:
        """Return the results. Call it once, before the cache is closed."""
        monitor = self._monitor
        unchecked = [target.url for target in self._targets if target.url not in self._outcomes]
        is_without_network = self._is_without_network and bool(unchecked)
        for url in unchecked:
            self._skip(url, Skip(Reason.NO_NETWORK if is_without_network else Reason.NOT_REACHED))
        if is_without_network:
            said = "1 link was" if len(unchecked) == 1 else f"{len(unchecked)} links were"
            self._note(f"there is no network: {said} not checked")
        return LinkReport(
            self._facts(),
            sum(map(len, self._left.values())),
            monitor.requests if monitor is not None else 0,
            tuple(self._notes),
            handed=self._handed,
            is_without_network=is_without_network,
            is_interrupted=is_interrupted,
        )

    def _facts(self) -> Facts:
        facts = Facts(self._cache.now, self._outcomes, self._papers, self._repositories, self._second_round.titles)
        look = self._closer_look
        return facts if look is None else facts._replace(lost_anchors=look.lost, secure=frozenset(look.secure))

    # -- results without requests

    def _look_up(self, route: Route) -> dict[str, list[Target]]:
        """Take results from policies and cache, and return the other targets by the resolver that is to request them."""
        left: dict[str, list[Target]] = {}
        recalled: dict[str, list[Target]] = {}
        for target in self._targets:
            routed = route(target.url)
            if target.url in self._share.taken and not (isinstance(routed, Skip) or routed in REVIEWERS):
                routed = PLAIN
            if isinstance(routed, Skip):
                self._skip(target.url, routed)
            else:
                (recalled if self._recall(target.url) else left).setdefault(routed, []).append(target)
        keys = [key for known in self._known.values() for key in known.records]
        kept = self._cache.records((*keys, *map(record_key, self._share.papers.values())))
        recalled_keys = {key for url in self._outcomes if url in self._known for key in self._known[url].records}
        self._learn(record for record in kept if record_key(record) in recalled_keys)
        self._earlier = {record.paper: record for record in kept if isinstance(record, PaperRecord)}
        self._learn(map(self._with_what_was_known, self._share.papers.values()))
        for name, targets in left.items():
            targets += (target for target in recalled.get(name, ()) if self._is_incomplete(target))
        return left

    def _is_incomplete(self, target: Target) -> bool:
        """Return whether an earlier version of the program kept less of a paper: it is asked for again with others."""
        paper = paper_id(target.url)
        record = self._papers.get(paper) if paper is not None else None
        return record is not None and record.source == "arXiv" and not record.version

    def _recall(self, url: str) -> bool:
        """Take a result from the cache, and return whether no request is needed; offline, an old success will do."""
        known = self._known.get(url)
        outcome = known.fresh(self._cache.now, self._share.since) if known is not None else None
        if outcome is not None and self._rechecks and not is_good(outcome):
            outcome = None
        if outcome is None and self._is_offline:
            if known is None or not is_good(known.outcome):
                self._skip(url, Skip(Reason.OFFLINE))
                return True
            outcome = known.outcome._replace(cached=True)
        if outcome is None and (handover := self._handovers.recall(url)) is not None:
            self._take_handover(url, handover)
            return True
        if outcome is None:
            return False
        self._outcomes[url] = outcome
        return True

    def _hand_over(self, url: str, handover: Handover) -> None:
        """Leave a target to another check, and keep that."""
        with self._stopping_at_faults():
            self._handovers.put(url, handover)
            self._take_handover(url, handover)
            self._tell_progress()

    def _take_handover(self, url: str, handover: Handover) -> None:
        self._handed[url] = handover
        self._skip(url, Skip(Reason.ELSEWHERE))

    def _skip(self, url: str, skip: Skip) -> None:
        self._outcomes[url] = Outcome(url, Verdict.SKIPPED, skip.reason, "", self._cache.now, detail=skip.detail)

    def _lacks_copies(self) -> bool:
        """Return whether a copy is to be looked for of a dead target of which none is known."""
        return self._looks_for_copies and any(
            outcome.verdict is Verdict.DEAD and not outcome.archived_url for outcome in self._outcomes.values()
        )

    # -- results of requests

    async def _ask_all(self, network: Network, monitor: Monitor) -> None:
        """Ask resolvers, and then what their answers leave open."""
        await self._ask_resolvers(network, monitor)
        budget = int((monitor.requests + self._share.requests) * REQUESTS)
        if self._second_round.recall() or budget:
            arxiv = network.resolvers.get(ArxivResolver.name)
            api = arxiv.api if isinstance(arxiv, ArxivResolver) else ArxivApi()
            context = network.context._replace(fetcher=monitor)
            await self._second_round.ask(api, context, budget)
        if self._closer_look is not None and self._closer_look.recall(self._outcomes):
            await self._closer_look.ask(monitor)
        if self._lacks_copies():
            await find_copies(list(self._outcomes.values()), monitor, self._take_copy)

    async def _ask_resolvers(self, network: Network, monitor: Monitor) -> None:
        """Ask each resolver about its targets. One that fails, as none should, leaves some of them without an answer."""
        context = network.context._replace(fetcher=monitor, hand_over=self._hand_over, closer_look=self._closer_look)

        async def ask(name: str, targets: list[Target]) -> None:
            try:
                await network.resolvers.get(name, context.plain).resolve(targets, context, self._take)
            except Exception as error:
                while isinstance(error, ExceptionGroup):
                    error = error.exceptions[0]
                said = unexpected(error)
                self._note(f"a check of links by the resolver {name} failed by {said}: please report this")
                for url in (one.url for one in targets if one.url not in self._outcomes):
                    self._take(Answer(failed_check(url, name, self._cache.now, said)))

        async with asyncio.TaskGroup() as group:
            for name, targets in self._left.items():
                group.create_task(ask(name, targets))

    def _validators(self) -> Mapping[str, Validators]:
        """Return the validators from earlier runs of the targets that are to be requested."""
        known = ((one.url, self._known.get(one.url)) for targets in self._left.values() for one in targets)
        return {url: one.validators for url, one in known if one is not None and any(one.validators)}

    def _note(self, line: str) -> None:
        self._notes[line] = None

    def _take(self, answer: Answer) -> None:
        """Take an answer in."""
        with self._stopping_at_faults():
            self._accept(answer)
            self._tell_progress()

    @contextmanager
    def _stopping_at_faults(self) -> Iterator[None]:
        """End the run where an answer cannot be kept that has to be: who gives it must not take that for a fault of its own."""
        try:
            yield
        except OutputError as error:
            self._fault = error
            self._stopped.set()

    def _take_copy(self, outcome: Outcome) -> None:
        """Take in the outcome of a dead page with the copy of it that was found."""
        self._outcomes[outcome.url] = outcome
        if outcome.archived_url is not None:
            self._cache.put_copy(outcome.url, outcome.archived_url)
        self._tell_progress()

    def _tell_progress(self) -> None:
        if self._progress is not None:
            waiting_for = self._monitor.slowest_host if self._monitor is not None else None
            self._progress(LinkProgress(len(self._outcomes), len(self._targets), waiting_for))

    def _accept(self, answer: Answer) -> None:
        url = answer.outcome.url
        known = self._outcomes.get(url)
        if known is not None and known.cached and answer.outcome.verdict in (Verdict.BLOCKED, Verdict.UNSURE):
            return  # it was asked for its record alone
        answer = answer._replace(
            papers=tuple(map(self._with_what_was_known, map(bounded_paper, answer.papers))),
            repositories=tuple(map(bounded_repository, answer.repositories)),
        )
        self._outcomes[url] = self._cache.put(answer, self._known.get(url), self._policy_of(url))
        self._learn((*answer.papers, *answer.repositories))

    def _with_what_was_known(self, record: PaperRecord) -> PaperRecord:
        """Return the record of a paper with what an earlier run learnt and this one did not.

        Versions do not change, so neither do their titles; and arXiv's own word goes before DataCite's, which knows less.
        """
        before = self._earlier.get(record.paper)
        if before is None:
            return record
        if before.source == "arXiv" and record.source == "DataCite":
            return before
        if before.version == record.version and record.earlier_titles is None:
            return record._replace(earlier_titles=before.earlier_titles)
        return record

    def _learn(self, records: Iterable[Record]) -> None:
        for record in records:
            if isinstance(record, PaperRecord):
                self._papers[record.paper] = record
            else:
                self._repositories[record.repository] = record
