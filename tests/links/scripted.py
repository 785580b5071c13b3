"""Resolvers and fetchers that answer from memory, for tests of what drives them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from awesomelint.links.connectivity import Connectivity
from awesomelint.links.exchange import Exchange, Reply, Request
from awesomelint.links.network import Network, Note
from awesomelint.links.outcome import Hop, Outcome, Reason, Verdict
from awesomelint.links.resolvers import Answer, Give, ResolverContext, Validators
from awesomelint.links.targets import Place, Target

NOW = 1_800_000_000


def target(url: str) -> Target:
    return Target(url, (Place("a.md", 1, 1),))


def outcome(url: str, verdict: Verdict = Verdict.ALIVE, reason: Reason = Reason.OK) -> Outcome:
    return Outcome(url, verdict, reason, "scripted", NOW)


def reply(request: Request, status: int = 200) -> Exchange:
    return Exchange((Hop(request.url, status),), Reply(request.url, status, {}), None, 1)


def failure(reason: Reason) -> Exchange:
    return Exchange((), None, reason, 1)


@dataclass
class Fetcher:
    """Answers every request with the exchange that a function makes of it."""

    exchange: Callable[[Request], Exchange] = reply
    asked: list[str] = field(default_factory=list)

    async def fetch(self, request: Request) -> Exchange:
        self.asked.append(request.url)
        await asyncio.sleep(0)
        return self.exchange(request)


@dataclass
class Resolver:
    """Fetches each target in turn, and says 200 is alive, 404 dead, and no answer unsure."""

    name: str = "plain"
    stops_at: str | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
        for one in targets:
            if one.url == self.stops_at:
                self.reached.set()
                await asyncio.Event().wait()
            exchange = await context.fetcher.fetch(Request(one.url))
            if exchange.reply is None:
                assert exchange.failure is not None
                found = outcome(one.url, Verdict.UNSURE, exchange.failure)
                if exchange.failure is Reason.NO_SUCH_HOST:
                    found = found._replace(verdict=Verdict.DEAD)
            elif exchange.reply.status == 404:
                found = outcome(one.url, Verdict.DEAD, Reason.NOT_FOUND)
            else:
                found = outcome(one.url)
            give(Answer(found._replace(checked_at=context.now)))


@dataclass
class World:
    """What a run opens as its network."""

    resolvers: Mapping[str, Resolver] = field(default_factory=lambda: {"plain": Resolver()})
    fetcher: Fetcher = field(default_factory=Fetcher)
    opened: list[Mapping[str, Validators]] = field(default_factory=list)
    now: int = NOW

    @asynccontextmanager
    async def open(self, validators: Mapping[str, Validators], note: Note) -> AsyncIterator[Network]:
        self.opened.append(validators)
        plain = self.resolvers["plain"]
        context = ResolverContext(self.fetcher, plain, self.now, validators=validators, note=note)
        yield Network(self.resolvers, context, Connectivity())
