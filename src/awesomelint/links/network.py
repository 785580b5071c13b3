"""The network of a link check: which resolver requests which URL, and what resolvers need."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from awesomelint.links.connectivity import Connectivity
from awesomelint.links.exchange import Exchange, Fetcher, Request
from awesomelint.links.host_headers import HostHeaders
from awesomelint.links.limits import Turns
from awesomelint.links.outcome import Reason, host_of, unexpected
from awesomelint.links.policy import Policies
from awesomelint.links.resolvers import PLAIN, Resolver, ResolverContext, ServiceResolver, Validators
from awesomelint.links.resolvers.arxiv import ArxivResolver
from awesomelint.links.resolvers.doi import DoiResolver
from awesomelint.links.resolvers.github import GithubResolver
from awesomelint.links.resolvers.services import OpenreviewResolver, PaperswithcodeResolver, YoutubeResolver
from awesomelint.links.settings import LinkSettings, is_found, url_expressions
from awesomelint.links.share import EVERYTHING, Share
from awesomelint.links.url_faults import is_template
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

Note = Callable[[str], None]
"""Takes a line for the user about the check."""


class Network(NamedTuple):
    """Resolvers by name, their context, which has the resolver of ordinary pages, and what is known about the network."""

    resolvers: Mapping[str, Resolver]
    context: ResolverContext
    connectivity: Connectivity


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


class Skip(NamedTuple):
    """A target is not requested, and why."""

    reason: Reason
    detail: str = ""


REVIEWERS = frozenset((OpenreviewResolver.name, PaperswithcodeResolver.name))
"""Resolvers that request each page and judge it in their own way; others ask pages where they know nothing better."""

Route = Callable[[str], "str | Skip"]
"""Returns the resolver that requests a URL, or why none does."""


def table_route(policies: Policies, settings: LinkSettings, excluded: Collection[str]) -> Route:
    """Return the route that the table of hosts gives, except for what the user wants to be requested or not."""
    include = url_expressions(settings.include)

    def route(url: str) -> str | Skip:
        if url in excluded:
            return Skip(Reason.EXCLUDED)
        if is_template(url):
            return Skip(Reason.TEMPLATE)
        policy = policies.for_url(url)
        if policy.skip and not is_found(include, url):
            return Skip(Reason.POLICY, policy.skip)
        return choose(url, policy.resolver)

    return route


def network(
    settings: LinkSettings,
    policies: Policies,
    *,
    token: str | None,
    headers: HostHeaders,
    now: int,
    turns: Turns,
    share: Share = EVERYTHING,
) -> OpenNetwork:
    """Return a function that opens the real network.

    `token` is for GitHub's API, `headers` are those of the user for some hosts, `turns` are shared by all processes.
    `share` is what is asked here of what several checks ask.

    Opening it raises `ConfigError` for proxies or certificates in the environment that cannot be used.
    """

    @asynccontextmanager
    async def opened(validators: Mapping[str, Validators], note: Note) -> AsyncIterator[Network]:
        # Here, so that a run without requests does not import aiohttp.
        from awesomelint.links.guard import Guard
        from awesomelint.links.http import HttpFetcher
        from awesomelint.links.limits import Limiter, RetryPolicy
        from awesomelint.links.resolvers.pages import PlainResolver

        retry_policy = RetryPolicy(timeout=settings.timeout, retries=settings.retries)
        limiter = Limiter(policies.limits_of, concurrency=settings.max_concurrency, turns=turns)
        connectivity = Connectivity(patience=share.patience)
        guard = Guard(allows_private=settings.allow_private, connectivity=connectivity)
        plain = PlainResolver(policies, at_once=limiter.begun, retries=settings.retries)
        async with HttpFetcher(
            limiter,
            guard=guard,
            connectivity=connectivity,
            retry_policy=retry_policy,
            host_headers=headers,
            share=share,
        ) as fetcher:
            context = ResolverContext(
                fetcher, plain, now, token, settings.mailto, validators=validators, note=note, share=share
            )
            yield Network({name: resolver() for name, resolver in RESOLVERS.items()}, context, connectivity)

    return opened


class Monitor:
    """A fetcher that wraps another one, counts requests, and knows what is waited for.

    An error that should not be is the failure of that request alone, and `note` is told of it.
    """

    def __init__(self, fetcher: Fetcher, note: Note = lambda _: None):
        self.requests = 0
        """Requests sent, also those after redirects and failures."""
        self._fetcher = fetcher
        self._note = note
        self._open: dict[int, str] = {}
        self._number = 0

    async def fetch(self, request: Request) -> Exchange:
        """Return the result of a request."""
        number = self._number = self._number + 1
        self._open[number] = host_of(request.url)
        try:
            exchange = await self._fetcher.fetch(request)
        except Exception as error:
            said = unexpected(error)
            self._note(f"a request to {self._open[number]} failed by {said}: please report this")
            return Exchange((), None, Reason.INTERNAL_ERROR, 1, detail=said)
        finally:
            del self._open[number]
        self.requests += exchange.tries
        return exchange

    @property
    def slowest_host(self) -> str | None:
        """The host that has kept a request waiting longest."""
        return next(iter(self._open.values()), None)
