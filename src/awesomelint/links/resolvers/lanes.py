"""Links in the order in which they are asked about: host by host, and when a host's other links need not be asked about."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.policy import HostPolicy, Policies
from awesomelint.links.resolvers.base import Answer
from awesomelint.links.targets import Target
from awesomelint.links.urls import UrlError, read_url
from awesomelint.named_tuple import NamedTuple

MOST_SILENT = 4
"""Links of a host in a row that got no answer at all, after which its others wait for the end of the run."""
MOST_REFUSED = 5
"""Links of a host that it refused, with none that it showed, after which the rest are taken for refused without asking."""

_REFUSALS = frozenset((401, 403, 418, 999))
_SILENT = frozenset((Reason.TIMEOUT, Reason.CONNECTION_FAILED, Reason.NAME_UNRESOLVED))


class Case(NamedTuple):
    """A target that is to be asked about, for the first time or once more."""

    target: Target
    policy: HostPolicy
    before: Answer | None = None
    seconds: float = 0.0
    tries: int = 0


class Lane:
    """The targets of one host, or of several that count as one."""

    def __init__(self, width: int):
        self.width = width
        self.cases: deque[Case] = deque()
        self.silent = 0
        self.refused = 0
        self.is_seen = False
        """Whether any page of the host was ever shown."""
        self._under_way = 0
        self._ended = asyncio.Event()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Count a link as one that is being asked about."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._ended.set()
            self._ended = asyncio.Event()

    async def until_it_speaks(self) -> None:
        """Wait while the host is silent and others of its links are being asked about: what comes of them is soon known.

        Without that, of four that got no answer in time, the first three would each be followed by another one that gets none.
        """
        while self.silent and self._under_way:
            await self._ended.wait()

    def note(self, outcome: Outcome) -> None:
        """Take in what a link of the host came to."""
        self.silent = self.silent + 1 if outcome.reason in _SILENT and not outcome.hops else 0
        if outcome.status in _REFUSALS or outcome.reason is Reason.WALL:
            self.refused += 1
        elif outcome.hops:
            self.is_seen = True

    @property
    def verdict(self) -> tuple[Verdict, Reason, str] | None:
        """What its other links come to without being asked for, `None` if they are asked for."""
        if self.silent >= MOST_SILENT:
            return Verdict.UNSURE, Reason.TIMEOUT, f"not asked: {self.silent} others of its host got no answer"
        if self.refused >= MOST_REFUSED and not self.is_seen:
            return Verdict.BLOCKED, Reason.REFUSED, f"not asked: its host refused {self.refused} others"
        return None


def lanes_of(cases: Iterable[Case], policies: Policies) -> list[Lane]:
    """Return cases by host, the host with most of them first: it takes longest."""
    lanes: dict[str, Lane] = {}
    for case in cases:
        try:
            host = read_url(case.target.url).host
        except UrlError:
            host = ""
        key, limits = policies.limits_of(host)
        if key not in lanes:
            lanes[key] = Lane(limits.concurrency)
        lanes[key].cases.append(case)
    return sorted(lanes.values(), key=lambda lane: -len(lane.cases))
