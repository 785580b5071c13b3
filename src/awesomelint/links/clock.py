"""Time, as a thing that is handed in, so that tests need not wait."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time and lets it pass. Both times are in seconds."""

    def now(self) -> float:
        """Return the time since some moment that does not change."""
        ...

    def date(self) -> float:
        """Return the time since the epoch, to compare with dates that servers name."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return when so much time has passed."""
        ...


class SystemClock:
    """The time of the machine."""

    def now(self) -> float:
        """Return the time since the machine was started."""
        return time.monotonic()

    def date(self) -> float:
        """Return the time since the epoch."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Return when so much time has passed."""
        await asyncio.sleep(seconds)
