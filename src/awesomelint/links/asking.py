"""Asking: all resolvers at once, each for its own targets, until they have answered or there turns out to be no network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager

from awesomelint.errors import InternalError
from awesomelint.links.archive import find_copies
from awesomelint.links.resolvers.base import Means, Resolver, Validators
from awesomelint.links.run import LinkRun
from awesomelint.links.targets import Target
from awesomelint.links.watch import Watch
from awesomelint.named_tuple import NamedTuple


class Network(NamedTuple):
    """What asks: resolvers by name, and what they work with."""

    resolvers: Mapping[str, Resolver]
    means: Means


OpenNetwork = Callable[[Mapping[str, Validators]], AbstractAsyncContextManager[Network]]
"""Opens the network; it is given the validators of earlier answers."""


async def ask(
    run: LinkRun,
    left: Mapping[str, Sequence[Target]],
    open_network: OpenNetwork,
    *,
    looks_for_copies: bool = False,
) -> None:
    """Ask resolvers for their targets, and let the run take in each answer as it comes; at last look for copies of the dead.

    Raises `InternalError` when a resolver fails as none should, after the others have finished.
    """
    async with open_network(run.validators(target for targets in left.values() for target in targets)) as network:
        run.watch = watch = Watch(network.means.fetcher)
        means = network.means._replace(fetcher=watch)
        tasks = [
            asyncio.create_task(_take_all(run, network.resolvers.get(name, means.plain), targets, means))
            for name, targets in left.items()
        ]
        giving_up = asyncio.create_task(_cancel_when(watch.hopeless, tasks))
        try:
            results = await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            for task in (giving_up, *tasks):
                task.cancel()
        if looks_for_copies and (watch.has_reply or not left):
            async for outcome in find_copies(list(run.outcomes.values()), watch):
                run.take_copy(outcome)
    for result in results:
        if isinstance(result, Exception):
            raise InternalError(f"a check of links failed: {type(result).__name__}: {result}") from result


async def _take_all(run: LinkRun, resolver: Resolver, targets: Sequence[Target], means: Means) -> None:
    async for answer in resolver.resolve(targets, means):
        run.take(answer)


async def _cancel_when(hopeless: asyncio.Event, tasks: Iterable[asyncio.Task[None]]) -> None:
    await hopeless.wait()
    for task in tasks:
        task.cancel()
