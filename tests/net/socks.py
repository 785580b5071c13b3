"""The handshake of a SOCKS5 proxy (RFC 1928), with a password where one is offered (RFC 1929)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from ipaddress import ip_address

from net.messages import BadRequestError

OPEN, FAILED = 0, 4
_NOTHING, _PASSWORD, _NAME, _SIZES = 0, 2, 3, {1: 4, 4: 16}


async def greet(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer_for: Callable[[str, int], int]
) -> tuple[str, int] | None:
    """Return the host and port that a client wants, or `None` where `answer_for` them is not `OPEN`; the client is told."""
    version, count = await reader.readexactly(2)
    offered = await reader.readexactly(count)
    if version != 5 or not {_NOTHING, _PASSWORD} & {*offered}:
        raise BadRequestError("no SOCKS5")
    chosen = _PASSWORD if _PASSWORD in offered else _NOTHING
    writer.write(bytes((5, chosen)))
    if chosen == _PASSWORD:
        for before in (2, 1):  # a version and the length of the name, the length of the password
            await reader.readexactly((await reader.readexactly(before))[-1])
        writer.write(b"\x01\x00")
    kind = (await reader.readexactly(4))[3]
    if kind == _NAME:
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode("ascii").lower()
    else:
        host = str(ip_address(await reader.readexactly(_SIZES[kind])))
    port = int.from_bytes(await reader.readexactly(2), "big")
    answer = answer_for(host, port)
    writer.write(bytes((5, answer, 0, 1, 0, 0, 0, 0, 0, 0)))
    await writer.drain()
    return (host, port) if answer == OPEN else None
