"""The real network: who is asked for which URL, by the table of hosts, and everything that asking takes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from awesomelint.links.asking import Network, OpenNetwork
from awesomelint.links.outcome import Reason
from awesomelint.links.policy import Policies
from awesomelint.links.resolvers import PLAIN, RESOLVERS, choose
from awesomelint.links.resolvers.base import Means, Validators
from awesomelint.links.run import Route, Skip
from awesomelint.links.settings import LinkSettings
from awesomelint.links.targets import Target


def routes(policies: Policies, is_included: Callable[[str], bool]) -> Route:
    """Return what says who asks for a URL: as the table of hosts has it, but for what the user wants to be asked for."""

    def route(url: str) -> str | Skip:
        policy = policies.for_url(url)
        if policy.skip and not is_included(url):
            return Skip(Reason.POLICY, policy.skip)
        return choose(Target(url, ()), policy.resolver)

    return route


def network(
    settings: LinkSettings, policies: Policies, *, token: str | None, now: int, note: Callable[[str], None]
) -> OpenNetwork:
    """Return what opens the network. `token` is for GitHub's API, `note` takes lines about the run for the user.

    Opening it raises `ConfigError` for proxies or certificates in the environment that cannot be used.
    """

    @asynccontextmanager
    async def opened(validators: Mapping[str, Validators]) -> AsyncIterator[Network]:
        from awesomelint.links.agent import user_agent
        from awesomelint.links.guard import Guard
        from awesomelint.links.http import HttpFetcher
        from awesomelint.links.limits import Limiter
        from awesomelint.links.resolvers.plain import WORKERS, PlainResolver
        from awesomelint.links.retry import Patience

        patience = Patience(timeout=settings.timeout, retries=settings.retries)
        limiter = Limiter(policies.limits_of, concurrency=settings.max_concurrency)
        guard = Guard(allows_private=settings.allow_private)
        workers = max(WORKERS, 2 * settings.max_concurrency)
        plain = PlainResolver(policies, workers=workers, patience=patience)
        async with HttpFetcher(limiter, guard=guard, patience=patience, agent=user_agent()) as fetcher:
            means = Means(fetcher, plain, now, token, settings.mailto, validators=validators, note=note)
            yield Network({PLAIN: plain, **{name: make() for name, make in RESOLVERS.items()}}, means)

    return opened
