"""Whether there is a network: the one place that decides it, for all who ask during a run.

The fetcher tells of each response and each failure, and asks what a failure means; it and the guard ask whether a name that was
not found may be said not to exist. What fails while the network is away is sent again when it is back. If it does not come back,
nothing that is waited for gets a result, and the run ends.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from awesomelint.links.limits import cancel_all
from awesomelint.links.outcome import Reason

CANARIES = ("www.iana.org", "example.com", "www.wikipedia.org")
"""Names that always exist, and that nobody's list of allowed hosts is likely to have: no registry that is asked is among them."""
SERVICES = ("doi.org", "github.com", "api.crossref.org")
"""Hosts that may be all that such a list allows."""
MINUTE = 60.0
"""Seconds for which a name server that knew a canary is believed."""
UNREACHED = frozenset((Reason.NAME_UNRESOLVED, Reason.CONNECTION_FAILED, Reason.TIMEOUT))
"""Failures that a missing network may have caused."""
RECENT = 0.5
SEVERAL = 3
"""A failure says nothing about the network if a response came within so many seconds, and fewer hosts have failed since."""
QUIET = 8.0
FIRST_QUIET = 4.0
"""Seconds without a response, while some are waited for, after which the network is probed; and before the first response."""
PROBE = 5.0
STAGGER = 0.4
PAUSE = 0.5
"""Seconds for a probe, from one of its hosts to the next, and from one probe to the next."""
PATIENCE = 20.0
FIRST_PATIENCE = 3.0
"""Seconds of silence after which a network that was there is given up by default, and one that never was."""

Lookup = Callable[[str], Awaitable[Sequence[str]]]
"""Returns the addresses of a name. Raises `socket.gaierror`."""
Reaches = Callable[[str], Awaitable[bool]]
"""Returns whether a host responds, whatever it says."""


class Connectivity:
    """What is known about the network. `reaches` sends a request to a host; by default the fetcher's does.

    `patience` are the seconds of silence after which a network that was there is given up, `None` for `PATIENCE`; one from which
    nothing was received yet is given up sooner, in proportion.
    """

    def __init__(self, reaches: Reaches | None = None, patience: float | None = None):
        self.reaches = reaches
        self._patience = PATIENCE if patience is None else patience
        self.proxy_fault = ""
        """Why the latest probe through a proxy failed, in words; empty without a proxy."""
        self._lost = asyncio.Event()
        self._heard_from = ""
        """The host of the latest response."""
        self._heard_at = 0.0
        self._quiet_since = 0.0
        self._back_at = 0.0
        """When the latest time without a network ended."""
        self._under_way = 0
        self._failed: set[str] = set()
        """Hosts that failed since the latest response."""
        self._probing: asyncio.Task[None] | None = None
        self._canary: asyncio.Task[bool] | None = None
        self._canary_at = 0.0

    @property
    def is_lost(self) -> bool:
        """Whether there is no network, and none is waited for any more."""
        return self._lost.is_set()

    async def until_lost(self) -> None:
        """Return when the network is given up. Meanwhile probe it when nothing is heard."""
        while not self.is_lost:
            patience = QUIET if self._heard_from else FIRST_QUIET
            if self._under_way and _now() - self._quiet_since > patience:
                self._probe_soon()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._lost.wait(), patience / 8)

    # -- for the fetcher

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """Wait while the network is away, then count a request as under way."""
        if self._probing is not None:
            await asyncio.shield(self._probing)
        if not self._under_way:
            self._quiet_since = max(self._quiet_since, _now())
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    def heard(self, host: str) -> None:
        """Note a response."""
        self._heard_from = host
        self._heard_at = self._quiet_since = _now()
        self._failed.clear()

    async def is_to_blame(self, host: str, reason: Reason, seconds: float) -> bool:
        """Return whether a request of so many seconds failed because the network was away, after waiting until it is back.

        Never returns when the network does not come back: whoever waits is cancelled with the run.
        """
        began = _now() - seconds
        if reason not in UNREACHED:
            return False
        self._failed.add(host)
        if self._probing is not None or len(self._failed) >= SEVERAL or _now() - self._heard_at > RECENT:
            await asyncio.shield(self._probe_soon())
        return began < self._back_at

    async def close(self) -> None:
        """Cancel what runs."""
        await cancel_all(task for task in (self._probing, self._canary) if task is not None)

    # -- for the fetcher and the guard

    async def knows_names(self, lookup: Lookup | None = None) -> bool:
        """Return whether the name server knows a name that exists: if not, it cannot say that another one does not.

        Without `lookup`, a proxy looks names up: it knows a name if that host responds.
        """
        task, age = self._canary, _now() - self._canary_at
        if task is None or (task.done() and age > (MINUTE if task.result() else PAUSE)):
            task = self._canary = asyncio.create_task(_finds_any(lookup or self._look_up_by_proxy))
            self._canary_at = _now()
        return await asyncio.shield(task)

    # -- probes

    async def _look_up_by_proxy(self, host: str) -> Sequence[str]:
        return (host,) if self.reaches is None or await self.reaches(host) else ()

    def _probe_soon(self) -> asyncio.Task[None]:
        if self._probing is None:
            self._probing = asyncio.create_task(self._until_back())
        return self._probing

    async def _until_back(self) -> None:
        """Return when the network is there, at once if it was there all the time; else this does not end.

        What a probe took longer than it can is no silence: then this process did not run, or hardly.
        """
        was_away, since = False, self._quiet_since
        silence, longest = 0.0, QUIET + PROBE
        while not (await self._responds() or self._heard_at > since):
            was_away = True
            silence += min(_now() - since, longest)
            since, longest = _now(), PAUSE + PROBE
            if silence >= self._patience * (1 if self._heard_from else FIRST_PATIENCE / PATIENCE):
                self._lost.set()
                await asyncio.Event().wait()
            await asyncio.sleep(PAUSE)
        if was_away:
            self._back_at = _now()
        self._heard_at = self._quiet_since = _now()
        self._failed.clear()
        self._probing = None

    async def _responds(self) -> bool:
        """Request hosts that are sure to respond, one after the other until one does; return whether one did."""
        if self.reaches is None:
            return True
        hosts = filter(None, (*CANARIES, *SERVICES, self._heard_from))
        pending: set[asyncio.Task[bool]] = set()
        try:
            async with asyncio.timeout(PROBE):
                while (host := next(hosts, None)) is not None or pending:
                    if host is not None:
                        pending.add(asyncio.ensure_future(self.reaches(host)))
                    done, pending = await asyncio.wait(
                        pending, timeout=STAGGER if host else None, return_when=asyncio.FIRST_COMPLETED
                    )
                    if any(task.result() for task in done):
                        return True
        except TimeoutError:
            pass
        finally:
            await cancel_all(pending)
        return False


async def _finds_any(lookup: Lookup) -> bool:
    """Return whether one of the canaries has an address."""
    looked_up = [asyncio.ensure_future(_finds(lookup, name)) for name in CANARIES]
    try:
        for task in asyncio.as_completed(looked_up, timeout=PROBE):
            if await task:
                return True
    except TimeoutError:
        pass
    finally:
        await cancel_all(looked_up)
    return False


async def _finds(lookup: Lookup, name: str) -> bool:
    try:
        return bool(await lookup(name))
    except (socket.gaierror, OSError, UnicodeError):
        return False


def _now() -> float:
    return asyncio.get_running_loop().time()
