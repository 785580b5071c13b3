"""Time that tests need not wait for."""

from __future__ import annotations

import asyncio
import time


class QuickClock:
    """Time goes on as ever, and by leaps where somebody sleeps. `slept` are the seconds of each leap."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> float:
        return time.monotonic() + sum(self.slept)

    def date(self) -> float:
        return time.time() + sum(self.slept)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)
