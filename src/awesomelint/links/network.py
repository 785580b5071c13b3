"""The network of a link check: which resolver requests which URL, what resolvers need, and whether there is a network."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from awesomelint.links.exchange import Exchange, Fetcher, Request
from awesomelint.links.outcome import Reason, host_of
from awesomelint.links.policy import Policies
from awesomelint.links.resolvers import PLAIN, UNREACHED, Resolver, ResolverContext, ServiceResolver, Validators
from awesomelint.links.resolvers.arxiv import ArxivResolver
from awesomelint.links.resolvers.doi import DoiResolver
from awesomelint.links.resolvers.github import GithubResolver
from awesomelint.links.resolvers.services import OpenreviewResolver, PaperswithcodeResolver, YoutubeResolver
from awesomelint.links.settings import LinkSettings
from awesomelint.startup import NamedTuple

RESOLVERS: dict[str, type[ServiceResolver]] = {
    resolver.name: resolver
    for resolver in (
        ArxivResolver,
        DoiResolver,
        GithubResolver,
        OpenreviewResolver,
        PaperswithcodeResolver,
        YoutubeResolver,
    )
}
"""The resolvers by the names that `hosts.yaml` has for them; the first that takes a URL gets it.

One is made for each run, as it remembers what failed. All other URLs go to `PLAIN`, the resolver of ordinary pages, on which the
others fall back too.
"""

_ENOUGH_HOSTS = 2
"""Hosts that, if none of them and no other could be reached, are too many to be dead links."""
_ENOUGH_FAILURES = 20
"""Failures in a row, from the first request on, after which no other host is requested."""

Note = Callable[[str], None]
"""Takes a line for the user about the check."""


class Network(NamedTuple):
    """Resolvers by name, and their context; it has the resolver of ordinary pages."""

    resolvers: Mapping[str, Resolver]
    context: ResolverContext


OpenNetwork = Callable[[Mapping[str, Validators], Note], AbstractAsyncContextManager[Network]]
"""Opens the network; it is given the validators of earlier answers."""


def choose(url: str, named: str | None = None) -> str:
    """Return the name of the resolver that checks a URL. Never raises.

    `named` is the one that the table of hosts names for it, if any. A resolver that takes the URL comes before it, as arXiv's
    does for `https://doi.org/10.48550/arXiv.1909.10351`. Only `http` always holds, so that users can have the page itself
    requested.
    """
    if named == PLAIN:
        return PLAIN
    known = next((name for name, resolver in RESOLVERS.items() if resolver.takes(url)), None)
    return known or (named if named in RESOLVERS else PLAIN)


def network(settings: LinkSettings, policies: Policies, *, token: str | None, now: int) -> OpenNetwork:
    """Return a function that opens the real network. `token` is for GitHub's API.

    Opening it raises `ConfigError` for proxies or certificates in the environment that cannot be used.
    """

    @asynccontextmanager
    async def opened(validators: Mapping[str, Validators], note: Note) -> AsyncIterator[Network]:
        # Here, so that a run without requests does not import aiohttp.
        from awesomelint.links.guard import Guard
        from awesomelint.links.http import HttpFetcher
        from awesomelint.links.limits import Limiter, RetryPolicy
        from awesomelint.links.resolvers.pages import WORKERS, PlainResolver

        retry_policy = RetryPolicy(timeout=settings.timeout, retries=settings.retries)
        limiter = Limiter(policies.limits_of, concurrency=settings.max_concurrency)
        guard = Guard(allows_private=settings.allow_private)
        workers = max(WORKERS, 2 * settings.max_concurrency)
        plain = PlainResolver(policies, workers=workers, retry_policy=retry_policy)
        async with HttpFetcher(limiter, guard=guard, retry_policy=retry_policy) as fetcher:
            context = ResolverContext(fetcher, plain, now, token, settings.mailto, validators=validators, note=note)
            yield Network({name: resolver() for name, resolver in RESOLVERS.items()}, context)

    return opened


class NetworkMonitor:
    """A fetcher that wraps another one, counts requests, and detects a missing network."""

    def __init__(self, fetcher: Fetcher):
        self.requests = 0
        """Requests sent, also those after redirects and failures."""
        self.has_reply = False
        """Whether any server has responded."""
        self.hopeless = asyncio.Event()
        """Set when so many hosts could not be reached, and none could, that there is no network."""
        self._fetcher = fetcher
        self._open: dict[int, str] = {}
        self._number = 0
        self._failed = 0
        self._failures: dict[Reason, set[str]] = {}

    async def fetch(self, request: Request) -> Exchange:
        """Return the result of a request."""
        number = self._number = self._number + 1
        host = host_of(request.url)
        self._open[number] = host
        try:
            exchange = await self._fetcher.fetch(request)
        finally:
            del self._open[number]
        self.requests += exchange.tries
        if exchange.reply is not None or exchange.hops:
            self.has_reply = True
        elif exchange.failure is not None:
            self._failures.setdefault(exchange.failure, set()).add(host)
            # Dead hosts may fail before others have had time to respond, so the check goes on while another host is waited for.
            self._failed += 1
            gives_up = self._failed >= _ENOUGH_FAILURES and self._cannot_reach(_ENOUGH_HOSTS)
            if gives_up and set(self._open.values()) <= self._unreached():
                self.hopeless.set()
        return exchange

    @property
    def slowest_host(self) -> str | None:
        """The host that has kept a request waiting longest."""
        return next(iter(self._open.values()), None)

    @property
    def is_without_network(self) -> bool:
        """Whether, at the end of a run, every request has failed as it would without a network.

        One host whose name does not exist is a dead link, not a missing network.
        """
        is_told_so = Reason.NAME_UNRESOLVED in self._failures and self._cannot_reach(1)
        return is_told_so or self._cannot_reach(_ENOUGH_HOSTS)

    def _cannot_reach(self, count: int) -> bool:
        is_unreachable = not self.has_reply and self._failures.keys() <= UNREACHED
        return is_unreachable and len(self._unreached()) >= count

    def _unreached(self) -> set[str]:
        return set().union(*self._failures.values())
