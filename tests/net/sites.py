"""What a site is: a host name, how it answers, and what is wrong with its name, its address or its certificate."""

from __future__ import annotations

import asyncio
import re
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from net.authority import Certificate
from net.journal import Entry
from net.messages import Request, Response

if TYPE_CHECKING:
    from net.internet import Internet

CHUNK = 1 << 16


class Reach(Enum):
    """How far a client comes on its way to a host."""

    UP = "up"
    NO_NAME = "no such host"
    NAME_SERVER_FAILS = "temporary failure in name resolution"
    REFUSES = "connection refused"
    SILENT = "connection timed out"
    TLS_HANGS = "its TLS handshake never ends"
    TLS_FAILS = "its TLS handshake fails"


@dataclass(slots=True)
class Exchange:
    """One request, and the means to answer it by hand where a `Response` cannot say it.

    `visit` is 1 when this URL is asked for the first time since the reset, whatever the method.
    """

    request: Request
    net: Internet
    entry: Entry
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    visit: int

    def number(self, default: float) -> float:
        """Return the number that the path is (`/2`, `/0.5`), or `default` where it is none."""
        word = self.request.path.strip("/")
        return float(word) if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", word) else default

    async def send(self, data: bytes) -> None:
        """Send bytes as they are. What is sent first should be a status line."""
        if self.entry.status == 0 and data.startswith(b"HTTP/1.") and data[9:12].isdigit():
            self.entry.status = int(data[9:12])
        self.entry.sent += len(data)
        if self.writer.is_closing():  # asyncio would only log this, again and again
            raise ConnectionResetError("the client has gone")
        self.writer.write(data)
        await self.writer.drain()
        await asyncio.sleep(0)  # `drain` alone may never give way, and then nobody sees that the client has gone

    async def respond(self, response: Response, *, close: bool = False) -> None:
        """Send a whole response; its body is left out for HEAD, as it is for statuses that have none."""
        bare = self.request.method == "HEAD" or response.status in (204, 304)
        head = response.head(length=None if response.status in (204, 304) else len(response.body), close=close)
        await self.send(head if bare else head + response.body)

    async def silence(self) -> None:
        """Say nothing more until the client goes away."""
        while await self.reader.read(CHUNK):
            pass

    def reset(self) -> None:
        """End the connection as a crashed server does: the client sees a reset."""
        reset(self.writer)


def reset(writer: asyncio.StreamWriter) -> None:
    """End a connection with a reset instead of a regular end."""
    sock = writer.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


Answer = Callable[[Exchange], Awaitable[Response | None]]
"""How a site answers. None: the answer has been sent by hand, and the connection ends."""


@dataclass(frozen=True, slots=True)
class Site:
    """One host of this internet.

    `addresses` are what its name resolves to, one tuple for each time it is asked, the last for ever; none: a public address that
    is found for it. `host` may begin with `*.`.
    """

    host: str
    what: str
    answer: Answer
    certificate: Certificate = Certificate.VALID
    reach: Reach = Reach.UP
    addresses: tuple[tuple[str, ...], ...] = field(default=())


def always(response: Response) -> Answer:
    """Return what answers every request with the same response."""

    async def answer(_: Exchange) -> Response:
        return response

    return answer
