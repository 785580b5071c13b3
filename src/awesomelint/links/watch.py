"""Looking over the shoulder of the network: how many requests there were, whom one waits for, and whether there is a network."""

from __future__ import annotations

import asyncio
from time import monotonic

from awesomelint.links.fetching import Exchange, Fetcher, Request
from awesomelint.links.outcome import Reason
from awesomelint.links.wording import host_of

_NAMES = frozenset({Reason.NO_SUCH_HOST, Reason.NAME_UNRESOLVED})
_NO_ANSWER = _NAMES | {Reason.CONNECTION_FAILED}
_ENOUGH_HOSTS = 2
"""Hosts of which none could be reached, while no other could either, that are too many to be dead links."""
_ENOUGH_FAILURES = 20
"""Failures in a row, from the first on, after which nobody else is asked."""


class Watch:
    """A fetcher that hands every request on to another one, and counts."""

    def __init__(self, fetcher: Fetcher):
        self.requests = 0
        """Requests sent, also those after redirects and failures."""
        self.has_reply = False
        """Whether any server has ever answered."""
        self.hopeless = asyncio.Event()
        """Set when so many hosts could not be reached, and none could, that there is no network."""
        self._fetcher = fetcher
        self._open: dict[int, tuple[str, float]] = {}
        self._number = 0
        self._failed = 0
        self._failures: dict[Reason, set[str]] = {}

    async def fetch(self, request: Request) -> Exchange:
        """Return what came of a request."""
        number = self._number = self._number + 1
        host = host_of(request.url)
        self._open[number] = (host, monotonic())
        try:
            exchange = await self._fetcher.fetch(request)
        finally:
            del self._open[number]
        self.requests += exchange.tries
        if exchange.reply is not None or exchange.hops:
            self.has_reply = True
        elif exchange.failure is not None:
            self._failures.setdefault(exchange.failure, set()).add(host)
            # Dead hosts may fail before living ones have had time to answer, so nobody gives up while another host is asked.
            self._failed += 1
            gives_up = self._failed >= _ENOUGH_FAILURES and self._cannot_reach(_ENOUGH_HOSTS)
            if gives_up and {host for host, _ in self._open.values()} <= self._unreached:
                self.hopeless.set()
        return exchange

    @property
    def slowest_host(self) -> str | None:
        """The host that was asked the longest ago and has not answered yet."""
        return next(iter(self._open.values()))[0] if self._open else None

    @property
    def is_without_network(self) -> bool:
        """Whether, at the end of a run, all that was asked failed as it does without a network.

        One host whose name does not exist is a dead link, not a missing network.
        """
        is_told_so = Reason.NAME_UNRESOLVED in self._failures and self._cannot_reach(1)
        return is_told_so or self._cannot_reach(_ENOUGH_HOSTS)

    def _cannot_reach(self, count: int) -> bool:
        if self.has_reply or not self._failures.keys() <= _NO_ANSWER:
            return False
        return len(self._unreached) >= count

    @property
    def _unreached(self) -> set[str]:
        return set().union(*self._failures.values())
