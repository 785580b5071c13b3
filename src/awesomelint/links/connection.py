"""Connections over aiohttp: to checked addresses alone, few kept open, and each one such that it can be cut off.

An open connection with TLS takes some fifty kilobytes, which lists of ten thousand links on hundreds of hosts make much of.
"""

from __future__ import annotations

import asyncio
import asyncio.sslproto
import socket
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection

from awesomelint.links.guard import Guard
from awesomelint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from asyncio.trsock import TransportSocket


KEPT = 5.0
"""Seconds for which a connection is kept open for its host's next turn; many servers wait no longer."""
TLS_BUFFER = 16 * 1024
"""Bytes that asyncio sets aside for what comes over a connection with TLS: a record, the most that can be read at once. Its own
256 KiB, for some hundred hosts, take more memory than all else."""
asyncio.sslproto.SSLProtocol.max_size = TLS_BUFFER

Dial = Callable[[str, int], tuple[str, int]]
"""Where an address and port, checked before, are connected to."""


def dial_directly(address: str, port: int) -> tuple[str, int]:
    """Connect to the address itself; only a test that plays the internet has another one."""
    return address, port


class GuardedResolver(AbstractResolver):
    """What aiohttp asks for addresses."""

    def __init__(self, guard: Guard, dial: Dial):
        self._guard = guard
        self._dial = dial

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host. Raises `GuardError`."""
        places = [self._dial(address, port) for address in await self._guard.addresses(host)]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=at,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address, at in places
        ]

    async def close(self) -> None:
        """Do nothing: the guard belongs to whoever made it."""


class Line(NamedTuple):
    """One connection, the socket below it, and whether it was used before."""

    transport: asyncio.Transport
    socket: TransportSocket | None
    is_old: bool

    def cut(self) -> None:
        """End the connection now."""
        self.transport.abort()
        # A transport of TLS that was closed twice, as aiohttp does after an answer that is no HTTP, has forgotten its connection,
        # and aborts nothing.
        if self.socket is not None and self.socket.fileno() >= 0:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)


class Sending(NamedTuple):
    """A request on its way: the connections that it used, and whom to tell when the latest of them is ready."""

    lines: list[Line]
    on_ready: Callable[[], None]


SENDING: ContextVar[Sending] = ContextVar("SENDING")
"""The request that the present task makes."""


class Spares:
    """The connections that are open and that nobody uses, at most `most`; the one that has waited longest goes first."""

    def __init__(self, most: int):
        self._most = most
        self._waiting: dict[asyncio.Transport, None] = {}

    def put(self, transport: asyncio.Transport) -> None:
        """Take in a connection that was given back."""
        self._waiting[transport] = None
        if len(self._waiting) > self._most:
            oldest = next(iter(self._waiting))
            del self._waiting[oldest]
            oldest.abort()

    def take(self, transport: asyncio.Transport) -> bool:
        """Note that a connection is used, and tell whether it was one of these."""
        was_spare = transport in self._waiting
        self._waiting.pop(transport, None)
        return was_spare


class Connector(aiohttp.TCPConnector):
    """Notes which connection a request uses, so that it can be cut off.

    aiohttp itself ends TLS as is proper: for up to half a minute it waits for the other side to agree, and goes on receiving.
    """

    def __init__(self, spares: Spares, **options: Any):
        super().__init__(limit=0, keepalive_timeout=KEPT, **options)
        self._spares = spares

    async def connect(
        self, req: aiohttp.ClientRequest, traces: list[Any], timeout: aiohttp.ClientTimeout
    ) -> Connection:
        """Return a connection for the request in `SENDING`, and note it there."""
        connection = await super().connect(req, traces, timeout)
        transport = connection.transport
        if transport is not None:
            is_old = self._spares.take(transport)
            sending = SENDING.get()
            sending.lines.append(Line(transport, transport.get_extra_info("socket"), is_old))
            sending.on_ready()
        return connection
