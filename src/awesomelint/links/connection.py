"""One request over aiohttp and its response: checked connections, bounded headers and bodies, and the reasons for failures.

`Sender.send` follows no redirects and retries nothing. Connections go only to addresses from the guard; few are kept open, and
one whose response was not read to its end is closed at once. No other module imports aiohttp.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import zlib
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

from awesomelint.links.exchange import MAX_BODY, Reply, Request, user_agent
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
REDIRECTS = frozenset((301, 302, 303, 307, 308))
_NO_BODY = frozenset((204, 205, 304))
_OTHER_HOST = frozenset((62, 64))
"""X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH of OpenSSL."""
_PROXY_ERRORS = {
    "dns_timeout": Reason.NAME_UNRESOLVED,
    "dns_error": Reason.NAME_UNRESOLVED,
    "connection_timeout": Reason.TIMEOUT,
}

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
                self._clients[proxy] = client(connector(_GuardedResolver(Guard(allows_private=True))))

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
    """Gives aiohttp addresses that the guard has checked."""

    def __init__(self, guard: Guard, dial: Dial = dial_directly):
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
    plain: dict[str, str] = {}
    for name, value in headers.items():
        key = name.lower()
        plain[key] = f"{plain[key]}, {value}" if key in plain else value
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


class BodyError(Exception):
    """A body that is not what its headers say: too long, compressed in a way that was not requested, or broken."""


class BodyReader:
    """Reads one body, decompressed piece by piece, never more than is wanted.

    `encoding` is the header `Content-Encoding`, `most` how many decompressed bytes are wanted.
    """

    __slots__ = ("_has_begun", "_inflater", "_is_deflate", "_pieces", "_room")

    def __init__(self, encoding: str, most: int):
        """Raises `BodyError` for an encoding that cannot be read."""
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise BodyError(f"the body is encoded as {name[:40]}, which was not requested")
        self._is_deflate = name == "deflate"
        window = zlib.MAX_WBITS | (0 if self._is_deflate else 16)
        self._inflater = zlib.decompressobj(window) if name not in ("", "identity") else None
        self._has_begun = False
        self._pieces: list[bytes] = []
        self._room = most

    def add(self, data: bytes) -> bool:
        """Take the next piece as it was sent. Returns whether there is room for more. Raises `BodyError`."""
        piece = self._decompressed(data, self._room + 1)
        self._pieces.append(piece[: self._room])
        self._room -= len(piece)
        return self._room >= 0

    @property
    def data(self) -> bytes:
        """What was read, decompressed."""
        return b"".join(self._pieces)

    @property
    def is_at_end(self) -> bool:
        """Return whether the body may end here: it was not too long, and compressed data are complete."""
        return self._room >= 0 and (self._inflater is None or self._inflater.eof or not self._has_begun)

    def _decompressed(self, data: bytes, most: int) -> bytes:
        """Return at most `most` bytes; what is left over in the input is dropped with the body."""
        if self._inflater is None:
            return data[:most]
        if self._inflater.eof:
            return b""
        is_first, self._has_begun = not self._has_begun, True
        try:
            return self._inflater.decompress(data, most)
        except zlib.error:
            name = "deflate" if self._is_deflate else "gzip"
            if not (self._is_deflate and is_first):
                raise BodyError(f"the body is not {name}, as its header says") from None
        # Half of the servers that use deflate send it without the header of zlib.
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._inflater.decompress(data, most)
        except zlib.error:
            raise BodyError("the body is not deflate, as its header says") from None


# -- why there is no response


def _fail(error: Exception) -> NoReturn:
    """Raise what an error of a request means."""
    reason, message = failure_of(error)
    is_gateway = isinstance(error, aiohttp.ClientHttpProxyError) and error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    raise SendError(reason, message, is_gateway=is_gateway) from error


def failure_of(error: Exception) -> tuple[Reason, str]:
    """Return what an error of a request means, and its wording."""
    match error:
        case aiohttp.ClientHttpProxyError():
            said = f"the proxy answered {error.status} {_words(error.message)}".rstrip()
            return _reason_of_proxy(error.headers.get("Proxy-Status", "") if error.headers else ""), said
        case aiohttp.ClientConnectorCertificateError():
            return _certificate_failure(error.certificate_error)
        case aiohttp.ClientProxyConnectionError():
            cause: Exception = error.os_error
            while isinstance(cause, aiohttp.ClientConnectorError):  # its name was not found
                cause = cause.os_error
            reason, said = _socket_failure(cause)
            return reason, f"the proxy: {said}"
        case aiohttp.ClientConnectorError():
            cause = error.os_error
            return (cause.reason, str(cause)) if isinstance(cause, GuardError) else _socket_failure(cause)
        case aiohttp.ServerDisconnectedError():
            return Reason.CONNECTION_FAILED, "the server closed the connection without a response"
        case aiohttp.ClientPayloadError():
            return Reason.CONNECTION_FAILED, "the body broke off"
        case aiohttp.ClientResponseError():
            return Reason.CONNECTION_FAILED, f"the response is not HTTP: {_words(error.message)}"
        case GuardError():
            return error.reason, str(error)
        case TimeoutError():
            return Reason.TIMEOUT, "no response in time"
        case OSError():
            return _socket_failure(error)
        case BodyError():
            return Reason.CONNECTION_FAILED, str(error)
    return Reason.CONNECTION_FAILED, _words(str(error)) or type(error).__name__


def _socket_failure(error: Exception) -> tuple[Reason, str]:
    match error:
        case ssl.SSLCertVerificationError():
            return _certificate_failure(error)
        case ssl.SSLError():
            return Reason.TLS_FAILED, f"TLS: {_words((error.reason or str(error)).replace('_', ' '))}"
        case ConnectionRefusedError():
            return Reason.CONNECTION_FAILED, "connection refused"
        case ConnectionResetError():
            return Reason.CONNECTION_FAILED, "connection reset"
    said = error.strerror if isinstance(error, OSError) else None
    return Reason.CONNECTION_FAILED, _words(said or str(error)) or "the connection failed"


def _reason_of_proxy(status: str) -> Reason:
    """Return why a proxy opened no tunnel, from its `Proxy-Status` (RFC 9209, sections 2.1.1 and 2.3).

    Few proxies send that. A status such as 502 alone may mean a name that does not exist, or a temporary failure.
    """
    words = [word.strip().lower() for word in status[:1000].replace(",", ";").split(";")]
    if "error=dns_error" in words and 'rcode="nxdomain"' in words:
        return Reason.NO_SUCH_HOST
    return next(
        (reason for word, reason in _PROXY_ERRORS.items() if f"error={word}" in words), Reason.CONNECTION_FAILED
    )


def _certificate_failure(error: Exception) -> tuple[Reason, str]:
    said = _words(getattr(error, "verify_message", "") or str(error))
    is_of_another = getattr(error, "verify_code", None) in _OTHER_HOST
    return Reason.CERTIFICATE_OF_ANOTHER_HOST if is_of_another else Reason.TLS_FAILED, said


def _words(said: str) -> str:
    """Return the message of a library as the middle of a sentence: on one line, short, in lower case at the beginning."""
    line = " ".join(said.partition(": b'")[0].partition(":\n")[0].split())[:200].rstrip(".")
    return line.lower() if line.isupper() else line[:1].lower() + line[1:]
