"""Several questions at once, answers as they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def as_answered(ask: Callable[[T], Awaitable[R]], questions: Iterable[T], width: int) -> AsyncIterator[R]:
    """Yield what `ask` returns for each question, in the order of the answers, with at most `width` under way.

    What is under way is cancelled when the caller stops listening, or when one of them raises.
    """
    waiting = iter(questions)
    running: set[asyncio.Task[R]] = set()

    async def asked(question: T) -> R:
        return await ask(question)

    try:
        while True:
            for question in waiting:
                running.add(asyncio.create_task(asked(question)))
                if len(running) >= width:
                    break
            if not running:
                return
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def merged(*sources: AsyncIterator[T]) -> AsyncIterator[T]:
    """Yield what several iterators yield, as it comes. They are cancelled when the caller stops listening, or when one raises."""
    items: asyncio.Queue[tuple[T] | asyncio.Task[None]] = asyncio.Queue()

    async def drain(source: AsyncIterator[T]) -> None:
        async for item in source:
            items.put_nowait((item,))

    running = [asyncio.create_task(drain(source)) for source in sources]
    for task in running:
        task.add_done_callback(items.put_nowait)
    left = len(running)
    try:
        while left:
            item = await items.get()
            if isinstance(item, tuple):
                yield item[0]
            else:
                left -= 1
                await item
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
