"""One request over aiohttp and its answer: bounded heads and bodies, decompressed piece by piece."""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import Callable, Mapping
from typing import Protocol

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from awesomelint.links.connection import SENDING, Connector, Dial, GuardedResolver, Line, Sending, Spares
from awesomelint.links.exchange import MAX_BODY, Reply, Request
from awesomelint.links.guard import Guard, Proxies
from awesomelint.links.url import WebUrl

ACCEPTED = "gzip, deflate"
"""What we say that we can read: what the standard library can."""


class BodyError(Exception):
    """A body that is not what its headers say: compressed in a way that nobody asked for, or broken."""


class Intake:
    """Takes in one body. `encoding` is the header `Content-Encoding`, `most` how many decompressed bytes are wanted."""

    __slots__ = ("_decoder", "_pieces", "_room")

    def __init__(self, encoding: str, most: int):
        """Raises `BodyError` for an encoding that cannot be read."""
        self._decoder = _decoder(encoding)
        self._pieces: list[bytes] = []
        self._room = most

    def add(self, data: bytes) -> bool:
        """Take the next piece as it was sent. Returns whether there is room for more. Raises `BodyError`."""
        piece = self._decoder.feed(data, self._room + 1)
        self._pieces.append(piece[: self._room])
        self._room -= len(piece)
        return self._room >= 0

    @property
    def data(self) -> bytes:
        """What was taken in, decompressed."""
        return b"".join(self._pieces)

    @property
    def is_at_end(self) -> bool:
        """Tell whether the body may end here: everything wanted fitted in, and compressed data came to their end."""
        return self._room >= 0 and self._decoder.is_at_end


class _Decoder(Protocol):
    @property
    def is_at_end(self) -> bool: ...

    def feed(self, data: bytes, room: int) -> bytes: ...


def _decoder(encoding: str) -> _Decoder:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Inflater(name == "deflate")
    raise BodyError(f"the body is encoded as {name[:40]}, which nobody asked for")


class _Plain:
    is_at_end = True

    def feed(self, data: bytes, room: int) -> bytes:
        return data[:room]


class _Inflater:
    """Inflates at most as much as there is room for; what is left over in the input is dropped with the body."""

    def __init__(self, is_deflate: bool):
        self._is_deflate = is_deflate
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | (0 if is_deflate else 16))
        self._has_begun = False

    @property
    def is_at_end(self) -> bool:
        return self._inflate.eof or not self._has_begun

    def feed(self, data: bytes, room: int) -> bytes:
        if self._inflate.eof:
            return b""
        self._has_begun = True
        try:
            return self._inflate.decompress(data, room)
        except zlib.error:
            if not self._is_deflate:
                raise BodyError("the body is not gzip, as its header says") from None
        # Half of the servers that say deflate send it without the header of zlib.
        self._is_deflate = False
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._inflate.decompress(data, room)
        except zlib.error:
            raise BodyError("the body is not deflate, as its header says") from None


#| One request over aiohttp and its answer: connections, TLS, proxies, bounded heads and bodies.
#|
#| Nothing is followed and nothing tried again here. Connections go to addresses from the guard alone.

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"
"""A page if there is one: some sites answer programs that accept anything with JSON, or with 404."""
MAX_HEADER = 64 * 1024
"""Bytes of one line of an answer's head; policies of content have been seen with more than aiohttp's 8 KiB. 128 lines at most."""
CHUNK = 32 * 1024
"""Bytes that are read ahead of us; aiohttp stops reading at twice that."""
SMALL = 16 * 1024
"""Bytes of a body that nobody wants, up to which reading it is cheaper than another connection."""
PARTIAL = 0.25
"""The part of the timeout that a body gets which is taken as far as it comes."""
REDIRECTS = frozenset((301, 302, 303, 307, 308))
_NO_BODY = frozenset((204, 205, 304))


class Session:
    """Sends single requests, and keeps up to `spare` connections open from one to the next. Call `close` at the end."""

    def __init__(
        self,
        guard: Guard,
        proxies: Proxies,
        tls: ssl.SSLContext,
        timeout: float,
        agent: str,
        dial: Dial,
        spare: int,
    ):
        self._guard = guard
        self._proxies = proxies
        # Half of the time for the connection: a host that is off leaves the other half for another try.
        limits = aiohttp.ClientTimeout(total=None, sock_connect=timeout / 2)
        headers = {"User-Agent": agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPTED}

        def session(connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
            made = aiohttp.ClientSession(
                connector=connector,
                headers=headers,
                timeout=limits,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                skip_auto_headers=("Content-Type",),
                read_bufsize=CHUNK,
                max_line_size=MAX_HEADER,
                max_field_size=MAX_HEADER,
            )
            # It would send a request that failed once more, unasked: then nobody could say how many were sent.
            made._retry_connection = False
            return made

        self._spares = Spares(spare)
        self._direct = session(
            Connector(self._spares, resolver=GuardedResolver(guard, dial), use_dns_cache=False, ssl=tls)
        )
        # With a proxy it is the proxy that looks names up, so only its own is looked up here, and may be a private one.
        self._proxied: aiohttp.ClientSession | None = None
        if proxies.http or proxies.https:
            self._proxied = session(Connector(self._spares, ssl=tls))

    async def look_up(self, url: WebUrl, timeout: float) -> None:
        """Look up what has to be connected to, unless a proxy does that. Raises `GuardError`, and `TimeoutError`."""
        if self._proxies.for_url(url) is None:
            async with asyncio.timeout(timeout):
                await self._guard.addresses(url.host)
        else:
            self._guard.check(url.host)

    async def send(
        self,
        url: WebUrl,
        method: str,
        headers: Mapping[str, str],
        body: bytes | None,
        request: Request,
        timeout: float,
        on_ready: Callable[[], None],
    ) -> Reply:
        """Send one request and return the answer, with as much of the body as `request` wants, all in `timeout` seconds.

        `on_ready` is called when there is a connection, right before the request is sent.
        Raises `GuardError` before anything is sent to a host that is refused, and whatever `failures.failure_of` knows.
        """
        self._guard.check(url.host)
        used: list[Line] = []
        SENDING.set(Sending(used, on_ready))
        try:
            return await self._send(url, method, headers, body, request, timeout, used)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            # A server may close a connection at the moment when it is used again, and means nothing by it (RFC 9112, 9.3.1).
            if method not in ("GET", "HEAD") or not any(line.is_old for line in used):
                raise
        used.clear()
        return await self._send(url, method, headers, body, request, timeout, used)

    async def _send(
        self,
        url: WebUrl,
        method: str,
        headers: Mapping[str, str],
        body: bytes | None,
        request: Request,
        timeout: float,
        used: list[Line],
    ) -> Reply:
        proxy = self._proxies.for_url(url)
        session = self._direct if proxy is None else self._proxied
        assert session is not None
        deadline = asyncio.get_running_loop().time() + timeout
        answer = None
        try:
            async with asyncio.timeout_at(deadline):
                answer = await session.request(
                    method,
                    URL(str(url), encoded=True),
                    headers=headers or None,
                    data=body,
                    allow_redirects=False,
                    proxy=proxy,
                )
            if request.partial:
                deadline = min(deadline, asyncio.get_running_loop().time() + PARTIAL * timeout)
            return await _reply(answer, url, method, request, deadline)
        finally:
            is_over = answer is not None and answer.content.at_eof()
            if answer is not None:
                answer.release() if is_over else answer.close()
            for line in used:
                if not is_over or line.transport.is_closing():
                    line.cut()
                else:
                    self._spares.put(line.transport)

    async def close(self) -> None:
        """Close all connections."""
        for session in (self._direct, self._proxied):
            if session is not None:
                await session.close()
        for _ in range(5):  # what was cut off is closed in the loop's next rounds
            await asyncio.sleep(0)


async def _reply(answer: aiohttp.ClientResponse, url: WebUrl, method: str, request: Request, deadline: float) -> Reply:
    headers = _plain_headers(answer.headers)
    data, is_whole = b"", True
    if method != "HEAD" and answer.status not in _NO_BODY:
        is_redirect = answer.status in REDIRECTS and request.follows and "location" in headers
        is_wanted = not is_redirect and not (request.partial and _is_other_than_text(headers))
        wanted = min(request.max_body, MAX_BODY) if is_wanted else 0
        if wanted:
            data, is_whole = await _body(answer, headers.get("content-encoding", ""), wanted, request.partial, deadline)
        else:
            await _drop(answer, headers.get("content-length", ""))
            is_whole = False
    return Reply(str(url), answer.status, headers, data, is_whole)


def _is_other_than_text(headers: Mapping[str, str]) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    is_text = kind.startswith("text/") or (kind.startswith("application/") and kind.endswith(("json", "xml")))
    return bool(kind) and not is_text


def _plain_headers(headers: CIMultiDictProxy[str]) -> dict[str, str]:
    plain: dict[str, str] = {}
    for name, value in headers.items():
        key = name.lower()
        plain[key] = f"{plain[key]}, {value}" if key in plain else value
    return plain


async def _body(
    answer: aiohttp.ClientResponse, encoding: str, wanted: int, partial: bool, deadline: float
) -> tuple[bytes, bool]:
    try:
        intake = Intake(encoding, wanted)
    except BodyError:
        if partial:
            return b"", False
        raise
    try:
        async with asyncio.timeout_at(deadline):
            async for piece in answer.content.iter_any():
                if not intake.add(piece):
                    if partial:
                        return intake.data, False
                    raise BodyError(f"the body has more than {wanted} bytes")
    except (aiohttp.ClientError, BodyError, OSError):
        if not partial:
            raise
        return intake.data, False
    if not intake.is_at_end and not partial:
        raise BodyError("the body broke off")
    return intake.data, intake.is_at_end


async def _drop(answer: aiohttp.ClientResponse, length: str) -> None:
    """Read a short body to its end, so that its connection can be used again."""
    if not (length.isascii() and length.isdigit() and int(length[:9]) <= SMALL):
        return
    try:
        async with asyncio.timeout(1):
            async for _ in answer.content.iter_any():
                pass
    except (aiohttp.ClientError, OSError):
        return
