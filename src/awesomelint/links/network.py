"""The real network: who is asked for which URL, all resolvers at once, and what the user sees meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from time import monotonic

from awesomelint.links.exchange import Exchange, Fetcher, Request
from awesomelint.links.outcome import Reason, host_of
from awesomelint.links.policy import Policies
from awesomelint.links.resolvers import RESOLVERS
from awesomelint.links.resolvers.base import PLAIN, Resolver, ResolverContext, Validators
from awesomelint.links.settings import LinkSettings
from awesomelint.named_tuple import NamedTuple

_NAMES = frozenset({Reason.NO_SUCH_HOST, Reason.NAME_UNRESOLVED})
_NO_ANSWER = _NAMES | {Reason.CONNECTION_FAILED}
_ENOUGH_HOSTS = 2
"""Hosts of which none could be reached, while no other could either, that are too many to be dead links."""
_ENOUGH_FAILURES = 20
"""Failures in a row, from the first on, after which nobody else is asked."""


class NetworkMonitor:
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


class Network(NamedTuple):
    """What asks: resolvers by name, and what they work with."""

    resolvers: Mapping[str, Resolver]
    context: ResolverContext


Note = Callable[[str], None]
OpenNetwork = Callable[[Mapping[str, Validators], Note], AbstractAsyncContextManager[Network]]
"""Opens the network; it is given the validators of earlier answers, and what takes lines about the check for the user."""


def network(settings: LinkSettings, policies: Policies, *, token: str | None, now: int) -> OpenNetwork:
    """Return what opens the network. `token` is for GitHub's API.

    Opening it raises `ConfigError` for proxies or certificates in the environment that cannot be used.
    """

    @asynccontextmanager
    async def opened(validators: Mapping[str, Validators], note: Note) -> AsyncIterator[Network]:
        from awesomelint.links.exchange import user_agent
        from awesomelint.links.guard import Guard
        from awesomelint.links.http import HttpFetcher
        from awesomelint.links.limits import Limiter, RetryPolicy
        from awesomelint.links.resolvers.pages import WORKERS, PlainResolver

        retry_policy = RetryPolicy(timeout=settings.timeout, retries=settings.retries)
        limiter = Limiter(policies.limits_of, concurrency=settings.max_concurrency)
        guard = Guard(allows_private=settings.allow_private)
        workers = max(WORKERS, 2 * settings.max_concurrency)
        plain = PlainResolver(policies, workers=workers, retry_policy=retry_policy)
        async with HttpFetcher(limiter, guard=guard, retry_policy=retry_policy, agent=user_agent()) as fetcher:
            context = ResolverContext(fetcher, plain, now, token, settings.mailto, validators=validators, note=note)
            yield Network({PLAIN: plain, **{name: make() for name, make in RESOLVERS.items()}}, context)

    return opened
