"""Checking links in the local internet, with a clock on which waiting takes no time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TypeVar

from clocks import QuickClock
from net.thread import LocalInternet

from awesomelint.document.parse import parse_document
from awesomelint.links.connectivity import CANARIES, Connectivity
from awesomelint.links.exchange import Exchange, Request
from awesomelint.links.guard import Guard, Proxies
from awesomelint.links.host_headers import HostHeaders
from awesomelint.links.http import HttpFetcher
from awesomelint.links.limits import Limiter, RetryPolicy
from awesomelint.links.policy import Policies
from awesomelint.links.resolvers import Answer, ResolverContext
from awesomelint.links.resolvers.pages import PlainResolver
from awesomelint.links.targets import Target, targets_of, uses_of
from awesomelint.source import Source

T = TypeVar("T")

LONG = RetryPolicy(timeout=60.0)
"""For whatever answers: a busy machine must not make a timeout of it."""
SHORT = RetryPolicy(timeout=0.6, first_wait=0.02)
"""For whatever never answers."""


class Browser:
    """Everything that it takes to check links in the local internet, without a proxy unless `by_proxy`."""

    def __init__(
        self,
        net: LocalInternet,
        retry_policy: RetryPolicy = LONG,
        *,
        policies: Policies | None = None,
        by_proxy: bool = False,
        allows_private: bool = False,
        concurrency: int = 128,
        host_headers: HostHeaders | None = None,
        proxies: Proxies | None = None,
    ):
        self.clock = QuickClock()
        self.policies = policies or Policies()
        self.looked_up: list[str] = []

        async def lookup(host: str) -> Sequence[str]:
            if host not in CANARIES:
                self.looked_up.append(host)
            return net.resolve(host)

        async def there(_: str) -> bool:
            return True

        connectivity = Connectivity(there)
        self.guard = Guard(allows_private=allows_private, lookup=lookup, connectivity=connectivity)
        limiter = Limiter(self.policies.limits_of, concurrency=concurrency, clock=self.clock)
        self.fetcher = HttpFetcher(
            limiter,
            guard=self.guard,
            connectivity=connectivity,
            retry_policy=retry_policy,
            proxies=proxies or (Proxies.of_environment(net.variables()) if by_proxy else Proxies()),
            tls=net.trust(),
            host_headers=host_headers,
            clock=self.clock,
            chance=lambda: 0.5,
            dial=net.dial,
        )
        self.plain = PlainResolver(self.policies, retries=retry_policy.retries)

    def check(self, *targets: str | Target) -> list[Answer]:
        """Check links, and return the answers in the order of the links."""

        async def all_of(fetcher: HttpFetcher) -> list[Answer]:
            wanted = [target if isinstance(target, Target) else Target(target, ()) for target in targets]
            found: dict[str, Answer] = {}

            def take(answer: Answer) -> None:
                assert answer.outcome.url not in found
                found[answer.outcome.url] = answer

            await self.plain.resolve(wanted, self.context(fetcher), take)
            return [found[target.url] for target in wanted]

        return self.run(all_of)

    def fetch(self, *requests: Request) -> list[Exchange]:
        """Carry out requests, all at once."""

        async def all_of(fetcher: HttpFetcher) -> list[Exchange]:
            return await asyncio.gather(*map(fetcher.fetch, requests))

        return self.run(all_of)

    def context(self, fetcher: HttpFetcher) -> ResolverContext:
        return ResolverContext(fetcher, self.plain, 1_700_000_000)

    def run(self, work: Callable[[HttpFetcher], Awaitable[T]]) -> T:
        async def within() -> T:
            async with self.fetcher as fetcher:
                return await work(fetcher)

        return asyncio.run(within())


def targets_in(text: str) -> tuple[Target, ...]:
    """Return the targets of a list."""
    return targets_of((use.url, use.place) for use in uses_of(parse_document(Source(text))))


def labelled(url: str, label: str) -> Target:
    """Return a target that one place links to, with a label."""
    (target,) = targets_in(f"[{label}]({url})\n")
    return target


def urls(entries: Iterable[object]) -> list[str]:
    """Return what was asked for, with the methods."""
    return [f"{entry.method} {entry.url}" for entry in entries]  # type: ignore[attr-defined]
