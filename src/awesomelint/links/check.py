"""One run over all targets: which need not be asked for, which are known, and what came of the rest."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from awesomelint.context import Facts, PaperRecord, RepositoryRecord
from awesomelint.links.cache import Known, LinkCache, Record, fresh
from awesomelint.links.outcome import Outcome, Reason, Verdict, is_good
from awesomelint.links.resolvers.base import Answer, Validators
from awesomelint.links.targets import Target
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import PaperId, RepositoryId

if TYPE_CHECKING:
    from awesomelint.links.network import Watch


class Skip(NamedTuple):
    """A target is not asked for, and why."""

    reason: Reason
    detail: str = ""


Route = Callable[[str], "str | Skip"]
"""Says for a URL which resolver asks for it, or why none does."""


class LinkRun:
    """What is known of each target, and what it took to know it."""

    def __init__(self, targets: Sequence[Target], cache: LinkCache, *, is_offline: bool = False):
        self.targets = targets
        self.outcomes: dict[str, Outcome] = {}
        self.is_without_network = False
        self.is_interrupted = False
        self.asked = 0
        """Targets that no cache and no policy answered."""
        self.watch: Watch | None = None
        """Counts the requests, once something is asked."""
        self.on_progress: Callable[[], None] | None = None
        """Called after each answer."""
        self._cache = cache
        self._is_offline = is_offline
        self._known: dict[str, Known] = {}
        self._papers: dict[PaperId, PaperRecord] = {}
        self._repositories: dict[RepositoryId, RepositoryRecord] = {}
        self._held: list[Answer] = []

    # -- what is known without asking

    def look_up(self, route: Route) -> dict[str, list[Target]]:
        """Answer what policy and cache can, and return the other targets by the resolver that is to ask for them."""
        self._known = self._cache.known(target.url for target in self.targets)
        left: dict[str, list[Target]] = {}
        for target in self.targets:
            routed = route(target.url)
            if isinstance(routed, Skip):
                self._skip(target.url, routed)
            elif not self._recall(target.url):
                left.setdefault(routed, []).append(target)
        keys = (key for url in self.outcomes if url in self._known for key in self._known[url].records)
        self._learn(self._cache.records(keys))
        self.asked = sum(map(len, left.values()))
        return left

    def _recall(self, url: str) -> bool:
        """Tell whether the cache has the answer; without a network, good news may be old, and bad news is none."""
        known = self._known.get(url)
        outcome = fresh(known, self._cache.now) if known is not None else None
        if outcome is None and self._is_offline:
            if known is None or not is_good(known.outcome):
                self._skip(url, Skip(Reason.OFFLINE))
                return True
            outcome = known.outcome._replace(cached=True)
        if outcome is None:
            return False
        self.outcomes[url] = outcome
        return True

    def _skip(self, url: str, skip: Skip) -> None:
        self.outcomes[url] = Outcome(url, Verdict.SKIPPED, skip.reason, "", self._cache.now, detail=skip.detail)

    # -- what is learnt by asking

    def validators(self, targets: Iterable[Target]) -> dict[str, Validators]:
        """Return the validators of earlier answers."""
        known = ((target.url, self._known.get(target.url)) for target in targets)
        return {url: one.validators for url, one in known if one is not None and any(one.validators)}

    def take(self, answer: Answer) -> None:
        """Take an answer in. Before any server has answered, a bad one may be no network and no bad link: it waits."""
        if self.watch is not None and not self.watch.has_reply and not is_good(answer.outcome):
            self._held.append(answer)
        else:
            self._release()
            self._accept(answer)
        if self.on_progress is not None:
            self.on_progress()

    def take_copy(self, outcome: Outcome) -> None:
        """Take in the outcome of a dead page with the copy of it that was found."""
        self.outcomes[outcome.url] = outcome
        if outcome.archived_url is not None:
            self._cache.put_copy(outcome.url, outcome.archived_url)
        if self.on_progress is not None:
            self.on_progress()

    def _release(self) -> None:
        held, self._held = self._held, []
        for answer in held:
            self._accept(answer)

    def _accept(self, answer: Answer) -> None:
        url = answer.outcome.url
        self.outcomes[url] = self._cache.put(answer, self._known.get(url))
        self._learn((*answer.papers, *answer.repositories))

    def _learn(self, records: Iterable[Record]) -> None:
        for record in records:
            if isinstance(record, PaperRecord):
                self._papers[record.paper] = record
            else:
                self._repositories[record.repository] = record

    # -- what it came to

    def finish(self) -> Facts:
        """Give the targets that nobody answered their outcome, and return what is known."""
        if not self.is_interrupted and self.lacks_network:
            self.is_without_network = True
            self._held.clear()
        elif not self.is_interrupted or (self.watch is not None and self.watch.has_reply):
            self._release()
        left = Skip(Reason.NO_NETWORK if self.is_without_network else Reason.NOT_REACHED)
        for target in self.targets:
            if target.url not in self.outcomes:
                self._skip(target.url, left)
        return Facts(self._cache.now, self.outcomes, self._papers, self._repositories)

    def forget_targets(self) -> None:
        """Keep what came of targets, and nothing else about them."""
        self.targets = ()
        self._known.clear()

    @property
    def lacks_copies(self) -> bool:
        """Whether there is a dead target of which no copy is known."""
        return any(found.verdict is Verdict.DEAD and not found.archived_url for found in self.outcomes.values())

    @property
    def lacks_network(self) -> bool:
        """Whether all that was asked failed as it does without a network."""
        return self.watch is not None and self.watch.is_without_network

    @property
    def requests(self) -> int:
        """Requests sent."""
        return self.watch.requests if self.watch is not None else 0

    @property
    def waiting_for(self) -> str | None:
        """The host that is slowest to answer."""
        return self.watch.slowest_host if self.watch is not None else None

    @property
    def done(self) -> int:
        """Targets that are answered."""
        return len(self.outcomes) + len(self._held)

    def verdicts(self) -> Counter[Verdict]:
        """Return how many targets came to each verdict."""
        return Counter(outcome.verdict for outcome in self.outcomes.values())


#| Running one coroutine to its end, or to Ctrl-C, whichever comes first.

GRACE = 0.5
"""Seconds for connections to close after Ctrl-C."""


def run_until_interrupted(coroutine: Coroutine[Any, Any, None]) -> bool:
    """Run a coroutine and tell whether Ctrl-C ended it. Whatever else it raises is raised.

    Unlike `asyncio.run` this waits for no thread: one may be looking up a name, which can take half a minute.
    """
    loop = asyncio.new_event_loop()
    task = loop.create_task(coroutine)
    has_handler = _on_interrupt(loop, task)
    try:
        loop.run_until_complete(task)
    except (asyncio.CancelledError, KeyboardInterrupt):
        return True
    finally:
        if has_handler:
            loop.remove_signal_handler(signal.SIGINT)
        _end(loop)
    return False


def _on_interrupt(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None]) -> bool:
    """Let Ctrl-C cancel the task where that can be: not on Windows, and only in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        return False
    try:
        loop.add_signal_handler(signal.SIGINT, task.cancel)
    except NotImplementedError:
        return False
    return True


def _end(loop: asyncio.AbstractEventLoop) -> None:
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    try:
        if left:
            loop.run_until_complete(asyncio.wait(left, timeout=GRACE))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()
