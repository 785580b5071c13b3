"""One request over aiohttp and its response: checked connections, bounded headers and bodies, and the reasons for failures.

`Sender.send` follows no redirects and retries nothing. Connections go only to addresses from the guard; few are kept open, and
one whose response was not read to its end is closed at once. No other module but `failures.py` and `socks.py` imports aiohttp.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, NoReturn
from weakref import WeakKeyDictionary

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection
from multidict import CIMultiDictProxy
from yarl import URL

from awesomelint.links.bodies import BodyError, BodyReader
from awesomelint.links.exchange import MAX_BODY, REDIRECTS, Reply, Request, user_agent
from awesomelint.links.failures import failure_of, is_of_proxy
from awesomelint.links.guard import Guard, GuardError, Proxies, is_socks
from awesomelint.links.heads import MAX_HEAD, filter_of
from awesomelint.links.outcome import Reason
from awesomelint.links.url import WebUrl

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"
"""Prefers pages: to programs that accept anything, some sites respond with JSON or 404."""
ACCEPTED = "gzip, deflate"
"""The encodings that the standard library can decode."""
CHUNK = 32 * 1024
"""Bytes that aiohttp reads ahead; it stops at twice that."""
SMALL = 16 * 1024
"""Bytes of an unwanted body up to which reading it costs less than another connection."""
PARTIAL = 0.25
"""The part of the timeout within which a body is read that need not be whole."""
GLANCE = 2.0
"""Seconds for the lookup of a name that a proxy looks up as well."""
KEPT = 5.0
"""Seconds for which a connection is kept open for its host's next turn; many servers wait no longer."""
_NO_BODY = frozenset((204, 205, 304))
Dial = Callable[[str, int], tuple[str, int]]
"""Where an address and port, checked before, are connected to."""


def dial_directly(address: str, port: int) -> tuple[str, int]:
    """Connect to the address itself; tests with a local internet connect elsewhere."""
    return address, port


class SendError(Exception):
    """Why there is no response: `reason`, and the text of the error for people.

    `is_gateway` says that a proxy is there and works, but could not reach the host.
    """

    def __init__(self, reason: Reason, message: str, *, is_gateway: bool = False):
        super().__init__(message)
        self.reason = reason
        self.is_gateway = is_gateway


class Sender:
    """Sends single requests, and keeps up to `spare` connections open from one to the next. Call `close` at the end."""

    def __init__(self, guard: Guard, proxies: Proxies, tls: ssl.SSLContext, timeout: float, dial: Dial, spare: int):
        self._guard = guard
        self._proxies = proxies
        self._spares = Spares(spare)
        self._sendings: _Sendings = WeakKeyDictionary()
        """Through which a connector finds the request that it connects."""

        def client(connector: Connector) -> aiohttp.ClientSession:
            return aiohttp.ClientSession(
                connector=connector,
                headers={"User-Agent": user_agent(), "Accept": ACCEPT, "Accept-Encoding": ACCEPTED},
                # Half of the time for the connection: a host that is off leaves the other half for another try.
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=timeout / 2),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                skip_auto_headers=("Content-Type",),
                read_bufsize=CHUNK,
                max_line_size=MAX_HEAD,
                max_field_size=MAX_HEAD,
            )

        def connector(resolver: _GuardedResolver) -> Connector:
            return Connector(sendings=self._sendings, resolver=resolver, ssl=tls)

        self._clients = {"": client(connector(_GuardedResolver(guard, dial)))}
        """By proxy: those of SOCKS are asked by connectors of their own, those of HTTP for each request."""
        for proxy in {proxies.http, proxies.https} - {""}:
            if is_socks(proxy):
                from awesomelint.links.socks import SocksConnector

                self._clients[proxy] = client(SocksConnector(proxy, sendings=self._sendings, ssl=tls))
            else:
                # It looks names up itself, so only its own name is looked up here, and its address may be private.
                self._clients[proxy] = client(connector(_GuardedResolver(Guard(allows_private=True), is_of_proxy=True)))

    async def look_up(self, url: WebUrl, timeout: float) -> None:
        """Look up the host; one that a proxy looks up is only looked up to refuse private addresses. Raises `SendError`."""
        try:
            if self._proxies.for_url(url) is None:
                async with asyncio.timeout(timeout):
                    await self._guard.addresses(url.host)
            else:
                await self._guard.check_for_proxy(url.host, min(timeout, GLANCE))
        except TimeoutError:
            raise SendError(Reason.NAME_UNRESOLVED, f"{url.host}: the name server does not respond") from None
        except OSError as error:
            _fail(error)

    async def send(
        self, request: Request, url: WebUrl, headers: Mapping[str, str], timeout: float, on_ready: Callable[[], None]
    ) -> Reply:
        """Send a request to `url` with `headers` in place of its own, and return the response, all in `timeout` seconds.

        `on_ready` is called when there is a connection, right before the request is sent. Raises `SendError`.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        sending = _Sending(self._sendings, self._spares, on_ready)
        answer = None
        try:
            self._guard.check(url.host)
            proxy = self._proxies.for_url(url) or ""
            async with asyncio.timeout_at(deadline):
                answer = await self._clients[proxy].request(
                    request.method,
                    URL(str(url), encoded=True),
                    headers=headers or None,
                    data=request.body,
                    allow_redirects=False,
                    proxy=proxy if proxy and not is_socks(proxy) else None,
                    middlewares=(sending,),
                )
            if proxy and url.scheme == "http" and is_of_proxy(answer.status, answer.headers.get("Proxy-Status", "")):
                raise aiohttp.ClientHttpProxyError(
                    answer.request_info, (), status=answer.status, message=answer.reason or "", headers=answer.headers
                )
            if request.partial:
                deadline = min(deadline, loop.time() + PARTIAL * timeout)
            return await _reply(answer, url, request, deadline)
        except (aiohttp.ClientError, OSError, ValueError, BodyError) as error:
            _fail(error.cause if isinstance(error, _LostError) else error)
        finally:
            is_over = answer is not None and answer.content.at_eof() and not request.is_last()
            if answer is not None:
                answer.release() if is_over else answer.close()
            sending.end(is_over=is_over)

    async def close(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            await client.close()
        for _ in range(5):  # aborted connections are closed in the next rounds of the loop
            await asyncio.sleep(0)


class _LostError(aiohttp.ClientError):
    """An error after which aiohttp must not retry."""

    def __init__(self, cause: Exception):
        super().__init__(str(cause))
        self.cause = cause


class _Sending:
    """One request on its way, as a middleware of aiohttp: which connections it uses, and whether it may be sent once more."""

    def __init__(self, sendings: _Sendings, spares: Spares, on_ready: Callable[[], None]):
        self._sendings = sendings
        self._spares = spares
        self._on_ready = on_ready
        self._used: list[tuple[asyncio.Transport, Any]] = []
        """Each connection with the socket below it."""
        self._is_old = False
        """Whether the latest was used before."""

    async def __call__(
        self, request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        """Send a request.

        aiohttp sends a request once more if the server closed the connection without a response. That is right for a connection
        that was used before, which a server may close at any moment (RFC 9112, 9.3.1). On a new one it is one request too many,
        which would not be counted.
        """
        self._sendings[request] = self
        try:
            return await handler(request)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
            if self._is_old:
                raise
            raise _LostError(error) from None

    def connected(self, transport: asyncio.Transport) -> None:
        """Note the connection that the request got."""
        self._is_old = self._spares.take(transport)
        self._used.append((transport, transport.get_extra_info("socket")))
        self._on_ready()

    def end(self, *, is_over: bool) -> None:
        """Keep the connections of a request whose response was read to its end, and abort all others.

        aiohttp itself would close TLS properly: it waits up to half a minute for the other side, and goes on receiving.
        """
        for transport, below in self._used:
            if is_over and not transport.is_closing():
                self._spares.put(transport)
                continue
            transport.abort()
            # A TLS transport that was closed twice, as aiohttp does after a response that is not HTTP, has lost its
            # connection, and aborts nothing.
            if below is not None and below.fileno() >= 0:
                with suppress(OSError):
                    below.shutdown(socket.SHUT_RDWR)


_Sendings = MutableMapping[aiohttp.ClientRequest, _Sending]


class Connector(aiohttp.TCPConnector):
    """Tells a request which connection it got."""

    def __init__(self, *, sendings: _Sendings, **options: Any):
        super().__init__(limit=0, keepalive_timeout=KEPT, use_dns_cache=False, **options)
        self._sendings = sendings

    async def connect(
        self, req: aiohttp.ClientRequest, traces: list[Any], timeout: aiohttp.ClientTimeout
    ) -> Connection:
        """Return a connection for a request."""
        connection = await super().connect(req, traces, timeout)
        sending = self._sendings.get(req)
        if connection.transport is not None and connection.protocol is not None:
            filter_of(connection.transport, connection.protocol).expect(has_body=req.method != "HEAD")
            if sending is not None:
                sending.connected(connection.transport)
        return connection


class Spares:
    """The idle connections, at most `most`; the one that has been idle longest is closed first.

    aiohttp limits only those in use. With TLS each takes 300 KB, of which asyncio's buffer is 256.
    """

    def __init__(self, most: int):
        self._most = most
        self._waiting: dict[asyncio.Transport, None] = {}

    def put(self, transport: asyncio.Transport) -> None:
        """Keep a connection for later requests."""
        self._waiting[transport] = None
        while (oldest := next(iter(self._waiting))).is_closing() or len(self._waiting) > self._most:
            del self._waiting[oldest]
            oldest.abort()

    def take(self, transport: asyncio.Transport) -> bool:
        """Note that a connection is in use, and return whether it was one of these."""
        was_spare = transport in self._waiting
        self._waiting.pop(transport, None)
        return was_spare


class _GuardedResolver(AbstractResolver):
    """Gives aiohttp addresses that the guard has checked, of hosts or of a proxy, whose name says nothing about any link."""

    def __init__(self, guard: Guard, dial: Dial = dial_directly, *, is_of_proxy: bool = False):
        self._guard = guard
        self._dial = dial
        self._is_of_proxy = is_of_proxy

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host. Raises `GuardError`."""
        try:
            places = [self._dial(address, port) for address in await self._guard.addresses(host)]
        except GuardError as error:
            if self._is_of_proxy:
                raise GuardError(Reason.CONNECTION_FAILED, f"the proxy: {error}") from None
            raise
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
        """Do nothing: the guard belongs to its maker."""


# -- the response


async def _reply(answer: aiohttp.ClientResponse, url: WebUrl, request: Request, deadline: float) -> Reply:
    headers = _plain_headers(answer.headers)
    if request.method == "HEAD" or answer.status in _NO_BODY:
        return Reply(str(url), answer.status, headers)
    is_redirect = answer.status in REDIRECTS and request.follows and "location" in headers
    is_wanted = not is_redirect and not (request.partial and _is_other_than_text(headers))
    if is_wanted and request.max_body:
        data, is_whole = await _body(answer, headers.get("content-encoding", ""), request, deadline)
        return Reply(str(url), answer.status, headers, data, is_whole)
    await _drop(answer, headers.get("content-length", ""))
    return Reply(str(url), answer.status, headers, is_whole=False)


def _is_other_than_text(headers: Mapping[str, str]) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    is_text = kind.startswith("text/") or (kind.startswith("application/") and kind.endswith(("json", "xml")))
    return bool(kind) and not is_text


def _plain_headers(headers: CIMultiDictProxy[str]) -> dict[str, str]:
    """Return headers by their names in lower case.

    Those of one name are joined, repeated values once. Of several `Location` the first with a value is kept, as in browsers.
    """
    plain: dict[str, str] = {}
    for name, value in headers.items():
        key = name.lower()
        before = plain.get(key)
        if not before:
            plain[key] = value
        elif value != before and key != "location":
            plain[key] = f"{before}, {value}"
    return plain


async def _body(answer: aiohttp.ClientResponse, encoding: str, request: Request, deadline: float) -> tuple[bytes, bool]:
    """Return a body, and whether it is whole. Raises `BodyError` and more where only a whole one will do."""
    wanted = min(request.max_body, MAX_BODY)
    reader: BodyReader | None = None
    try:
        reader = BodyReader(encoding, wanted)
        async with asyncio.timeout_at(deadline):
            async for piece in answer.content.iter_any():
                if not reader.add(piece):
                    raise BodyError(f"the body has more than {wanted} bytes")
        if not reader.is_at_end:
            raise BodyError("the body broke off")
    except (aiohttp.ClientError, BodyError, OSError):
        if not request.partial:
            raise
        return reader.data if reader is not None else b"", False
    return reader.data, True


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


def _fail(error: Exception) -> NoReturn:
    """Raise what an error of a request means."""
    reason, message = failure_of(error)
    is_gateway = isinstance(error, aiohttp.ClientHttpProxyError) and error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    raise SendError(reason, message, is_gateway=is_gateway) from error
