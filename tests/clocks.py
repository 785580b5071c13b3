"""Time that tests need not wait for."""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from awesomelint.links.limits import SystemClock

T = TypeVar("T")


class QuickClock:
    """Time goes on as ever, and by leaps where somebody sleeps. `slept` are the seconds of each leap."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> float:
        return time.monotonic() + sum(self.slept)

    def date(self) -> float:
        return time.time() + sum(self.slept)

    async def sleep(self, seconds: float, unless: asyncio.Event | None = None) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


class _LeapingSelector(selectors.DefaultSelector):
    """Waits for nothing: notes how long it should have waited."""

    def __init__(self) -> None:
        super().__init__()
        self.leapt = 1000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0 if timeout else timeout)
        if timeout and not ready:
            self.leapt += timeout
        return ready


class _LeapingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._leaping = _LeapingSelector()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.leapt


class LoopClock:
    """The time of the event loop."""

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    date = now

    async def sleep(self, seconds: float, unless: asyncio.Event | None = None) -> None:
        await SystemClock().sleep(seconds, unless)


def run_by_leaps(work: Coroutine[Any, Any, T]) -> tuple[T, float]:
    """Run work on an event loop whose time passes only while all wait, and then at once. Return its result, and the seconds."""

    async def timed() -> tuple[T, float]:
        began = LoopClock().now()
        return await work, LoopClock().now() - began

    with asyncio.Runner(loop_factory=_LeapingLoop) as runner:
        return runner.run(timed())
