"""The ways in: a proxy for whoever can be told of one, and a port each for HTTP and HTTPS for whoever dials by address."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from net.authority import Certificate
from net.control import control
from net.journal import Entry, Tunnel
from net.messages import HEAD_LIMIT, BadRequestError, Headers, Request, Response, read_body, read_head, text
from net.sites import Exchange, Reach, Site, reset
from net.socks import FAILED, OPEN, greet

if TYPE_CHECKING:
    from net.internet import Internet

HANDSHAKE = 10.0
"""Seconds for a TLS handshake."""

FAILURES = {
    Reach.NO_NAME: (502, "dns_error", '; rcode="NXDOMAIN"'),
    Reach.NAME_SERVER_FAILS: (502, "dns_timeout", ""),
    Reach.REFUSES: (502, "connection_refused", ""),
    Reach.SILENT: (504, "connection_timeout", ""),
}
"""How the proxy says that it cannot reach a host: status and error type of RFC 9209, section 2.3."""

ALERT = bytes.fromhex("15 03 03 00 02 02 50")
"""A TLS record with a fatal alert, internal_error (RFC 8446, section 6)."""

GONE = (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, TimeoutError, BadRequestError)
"""What ends a connection without being of interest."""


class Doors:
    """Listens, reads requests, finds the site that answers, and writes down what happens."""

    def __init__(self, net: Internet) -> None:
        self._net = net
        self._numbers = itertools.count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._servers: list[asyncio.Server] = []

    async def open(self, proxy_port: int = 0) -> tuple[int, ...]:
        """Begin to listen; return the ports of the proxy, of HTTP, of HTTPS, one that never says a word, and a SOCKS5 proxy's."""
        context = self._net.authority.context("localhost", Certificate.VALID)
        context.sni_callback = self._choose_certificate
        ports = []
        for callback, port, tls in (
            (self._proxy, proxy_port, None),
            (self._plain, 0, None),
            (self._secure, 0, context),
            (self._silent, 0, None),
            (self._socks, 0, None),
        ):
            server = await asyncio.start_server(callback, "127.0.0.1", port, ssl=tls, limit=HEAD_LIMIT, backlog=4096)
            self._servers.append(server)
            ports.append(server.sockets[0].getsockname()[1])
        return tuple(ports)

    async def close(self) -> None:
        """Stop listening and end all connections."""
        for server in self._servers:
            server.close()
        await self.drop()

    async def drop(self) -> None:
        """End all connections at once."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _choose_certificate(
        self, socket: ssl.SSLSocket | ssl.SSLObject, name: str | None, _: ssl.SSLContext
    ) -> ssl.AlertDescription | None:
        site = self._net.find(name or "")
        if site is not None and site.reach is Reach.TLS_FAILS:
            return ssl.AlertDescription.ALERT_DESCRIPTION_INTERNAL_ERROR
        shown = site.certificate if site else Certificate.VALID
        socket.context = self._net.authority.context(name or "localhost", shown)
        return None

    async def _proxy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._attend(reader, writer, "proxy", "http")

    async def _plain(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._attend(reader, writer, "direct", "http")

    async def _secure(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._attend(reader, writer, "direct", "https")

    async def _silent(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._attend(reader, writer, "silent", "")

    async def _socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._attend(reader, writer, "socks", "http")

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, door: str, scheme: str) -> None:
        """Serve one connection until it ends, and clean up after it, come what may."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            if door == "silent":
                await reader.read()
            else:
                await Connection(self._net, reader, writer, next(self._numbers), door, scheme).serve()
        except GONE:
            pass
        finally:
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(*GONE, asyncio.CancelledError):
                await asyncio.wait_for(writer.wait_closed(), 1)
            writer.transport.abort()


class Connection:
    """One connection of a client, from its first request to its last."""

    def __init__(
        self,
        net: Internet,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        number: int,
        door: str,
        scheme: str,
    ) -> None:
        self._net = net
        self._reader = reader
        self._writer = writer
        self._number = number
        self._door = door
        self._scheme = scheme
        self._host = ""

    async def serve(self) -> None:
        """Answer one request after the other until one side has had enough."""
        if self._door == "socks":
            began = self._net.journal.now()
            wanted = await greet(
                self._reader, self._writer, lambda host, port: self._answer_of_socks(host, port, began)
            )
            if wanted is None or not await self._enter(*wanted):
                return
        while (head := await read_head(self._reader)) is not None:
            method, target, headers = head
            began = self._net.journal.now()
            if method == "CONNECT" and self._door == "proxy" and not self._host:
                if not await self._tunnel(target, began):
                    return
                continue
            if not await self._answer(method, target, headers, began):
                return

    async def _tunnel(self, target: str, began: float) -> bool:
        """Open a tunnel to a host, or say why not; return whether it is open."""
        host, _, digits = target.rpartition(":")
        host, port = host.strip("[]").lower(), int(digits) if digits.isdecimal() else 0
        failure = self._net.failure(host, port)
        self._net.journal.tunnels.append(Tunnel(began, host, port, failure or "open"))
        if failure is not None:
            await self._write(self._refusal(failure))
            return False
        self._writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await self._writer.drain()
        return await self._enter(host, port)

    def _answer_of_socks(self, host: str, port: int, began: float) -> int:
        failure = self._net.failure(host, port)
        self._net.journal.tunnels.append(Tunnel(began, host, port, failure or "open"))
        return OPEN if failure is None else FAILED

    async def _enter(self, host: str, port: int) -> bool:
        """Be a host from here on; return whether its connection is open."""
        self._host = host
        if port == 80:
            return True
        site = self._net.find(host)
        if site is not None and site.reach is Reach.TLS_HANGS:
            await self._reader.read()
            return False
        if site is not None and site.reach is Reach.TLS_FAILS:
            await self._reader.read(HEAD_LIMIT)
            self._writer.write(ALERT)
            await self._writer.drain()
            return False
        context = self._net.authority.context(host, site.certificate if site else Certificate.VALID)
        await self._writer.start_tls(context, ssl_handshake_timeout=HANDSHAKE)
        self._scheme = "https"
        return True

    async def _answer(self, method: str, target: str, headers: Headers, began: float) -> bool:
        """Answer one request; return whether the connection goes on."""
        named = {name.lower(): value for name, value in headers}
        if named.get("expect", "").lower() == "100-continue":
            self._writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = await read_body(self._reader, headers)
        host = self._host or named.get("host", "")
        if self._door == "proxy" and not self._host:
            if target.startswith("/"):
                await self._write(control(self._net, method, target))
                return True
            parts = urlsplit(target)
            host, target = parts.netloc, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            failure = self._net.failure(_name(host), parts.port or 80)
            if failure is not None:
                await self._write(self._refusal(failure))
                return False
        request = Request(self._scheme, method, _name(host), target, headers, body)
        entry = Entry(began, self._door, self._number, self._scheme, method, request.host, target, headers, body)
        journal = self._net.journal
        journal.requests.append(entry)
        journal.visits[request.url] += 1
        site = self._net.find(request.host)
        try:
            return await self._play(site, request, entry, journal.visits[request.url])
        finally:
            entry.ended = journal.now()

    async def _play(self, site: Site | None, request: Request, entry: Entry, visit: int) -> bool:
        exchange = Exchange(request, self._net, entry, self._reader, self._writer, visit)
        close = request.header("connection").lower() == "close"
        if self._net.settings.latency:
            await asyncio.sleep(self._net.settings.latency)
        if site is None:
            await exchange.respond(text("no such host here\n", 421), close=True)
            return False
        if site.reach is Reach.REFUSES:
            reset(self._writer)
            return False
        response = await site.answer(exchange)
        if response is None:
            return False
        await exchange.respond(response, close=close)
        return not close

    async def _write(self, response: Response) -> None:
        self._writer.write(response.head(length=len(response.body)) + response.body)
        await self._writer.drain()

    def _refusal(self, failure: str) -> Response:
        for reach, (status, kind, more) in FAILURES.items():
            if reach.value == failure:
                said = {"Proxy-Status": f"local-internet; error={kind}{more}", "Content-Type": "text/plain"}
                return Response(status, said, f"{failure}\n".encode(), reason=failure)
        said = {"Proxy-Status": "local-internet; error=destination_ip_prohibited", "Content-Type": "text/plain"}
        return Response(403, said, f"{failure}\n".encode())


def _name(netloc: str) -> str:
    """Return the host name of what may also hold a port or a user's name."""
    return (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
