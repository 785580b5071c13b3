"""Requests over HTTP: hop by hop behind the guard, in each host's turn; and why no answer came."""

from __future__ import annotations

import os
import random
import ssl
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import aiohttp

from awesomelint.links.connection import Dial, dial_directly
from awesomelint.links.exchange import NO_HEADERS, Exchange, Reply, Request, user_agent
from awesomelint.links.guard import Guard, GuardError, Proxies, tls_context
from awesomelint.links.limits import TOO_MUCH, Clock, Limiter, Patience, SystemClock, Turns, is_retried, retry_after
from awesomelint.links.outcome import Hop, Reason
from awesomelint.links.session import REDIRECTS, BodyError, Session
from awesomelint.links.url import UrlError, WebUrl, follow, read_url
from awesomelint.named_tuple import NamedTuple

_OTHER_HOST = frozenset((62, 64))
"""X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH of OpenSSL."""

_PROXY_ERRORS = {
    "dns_timeout": Reason.NAME_UNRESOLVED,
    "dns_error": Reason.NAME_UNRESOLVED,
    "connection_timeout": Reason.TIMEOUT,
}


class Failure(NamedTuple):
    """Why there is no answer."""

    reason: Reason
    detail: str


def failure_of(error: Exception) -> Failure:
    """Return what an error of a request means."""
    if isinstance(error, GuardError):
        return Failure(error.reason, str(error))
    if isinstance(error, aiohttp.ClientHttpProxyError):
        said = f"the proxy answered {error.status} {_words(error.message)}".rstrip()
        return Failure(_reason_of_proxy(error.headers.get("Proxy-Status", "") if error.headers else ""), said)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _certificate_failure(error.certificate_error)
    if isinstance(error, aiohttp.ClientConnectorError):
        if isinstance(error.os_error, GuardError):
            return failure_of(error.os_error)
        who = "the proxy: " if isinstance(error, aiohttp.ClientProxyConnectionError) else ""
        found = _socket_failure(error.os_error)
        return Failure(found.reason, who + found.detail)
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return Failure(Reason.CONNECTION_FAILED, "the server closed the connection without an answer")
    if isinstance(error, aiohttp.ClientPayloadError):
        return Failure(Reason.CONNECTION_FAILED, "the body broke off")
    if isinstance(error, aiohttp.ClientResponseError):
        return Failure(Reason.CONNECTION_FAILED, f"the answer is not HTTP: {_words(error.message)}")
    if isinstance(error, BodyError):
        return Failure(Reason.CONNECTION_FAILED, str(error))
    if isinstance(error, TimeoutError):
        return Failure(Reason.TIMEOUT, "no answer in time")
    if isinstance(error, OSError):
        return _socket_failure(error)
    return Failure(Reason.CONNECTION_FAILED, _words(str(error)) or type(error).__name__)


def _reason_of_proxy(status: str) -> Reason:
    """Return why a proxy opened no tunnel, as far as it says so in its `Proxy-Status` (RFC 9209, sections 2.1.1 and 2.3).

    Few proxies say so. A status such as 502 alone may mean a name that does not exist as well as a failure of the moment.
    """
    words = [word.strip().lower() for word in status[:1000].replace(",", ";").split(";")]
    if "error=dns_error" in words and 'rcode="nxdomain"' in words:
        return Reason.NO_SUCH_HOST
    return next(
        (reason for word, reason in _PROXY_ERRORS.items() if f"error={word}" in words), Reason.CONNECTION_FAILED
    )


def _socket_failure(error: BaseException) -> Failure:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate_failure(error)
    if isinstance(error, ssl.SSLError):
        return Failure(Reason.TLS_FAILED, f"TLS: {_words((error.reason or str(error)).replace('_', ' '))}")
    if isinstance(error, ConnectionRefusedError):
        return Failure(Reason.CONNECTION_FAILED, "connection refused")
    if isinstance(error, ConnectionResetError):
        return Failure(Reason.CONNECTION_FAILED, "connection reset")
    said = error.strerror if isinstance(error, OSError) else None
    return Failure(Reason.CONNECTION_FAILED, _words(said or str(error)) or "the connection failed")


def _certificate_failure(error: BaseException) -> Failure:
    code = getattr(error, "verify_code", None)
    said = _words(getattr(error, "verify_message", "") or str(error))
    if code in _OTHER_HOST:
        return Failure(Reason.CERTIFICATE_OF_ANOTHER_HOST, said)
    return Failure(Reason.TLS_FAILED, said)


def _words(said: str) -> str:
    """Return what a library said as the middle of a sentence: on one line, short, with a small letter first."""
    line = " ".join(said.partition(": b'")[0].partition(":\n")[0].split())[:200].rstrip(".")
    return line.lower() if line.isupper() else line[:1].lower() + line[1:]


#| Requests over HTTP as `Fetcher` promises them: hop by hop behind the guard, in each host's turn, with retries in a budget.

SPARE = 256
"""Connections that are kept open for their hosts' next turns: twice those in use, or at least so many. Hosts that are done with
leave theirs behind, and with fewer these would push out those of hosts that wait for their next turn."""
UNHEARD_WAIT = 0.3
"""Seconds to wait before a retry at most, as long as nothing at all was heard from the network: there may be none."""
MAX_REDIRECTS = 10
"""Redirects that are followed in one chain."""
_PERMANENT = frozenset((301, 308))
_EVERYWHERE = frozenset(("accept", "accept-language"))
"""Headers that hold no secret and go along to another origin."""


class HttpFetcher:
    """The `Fetcher` over aiohttp. Use it with `async with`: leaving closes all connections.

    `limiter` gives out turns, `guard` addresses. `proxies` and `tls` come from the environment unless told. `chance` returns a
    random number from 0 to 1. `dial` says where checked addresses are connected to; it is for tests that play the internet.
    """

    def __init__(
        self,
        limiter: Limiter,
        *,
        guard: Guard | None = None,
        patience: Patience | None = None,
        proxies: Proxies | None = None,
        tls: ssl.SSLContext | None = None,
        agent: str | None = None,
        clock: Clock | None = None,
        chance: Callable[[], float] = random.random,
        dial: Dial = dial_directly,
    ):
        """Raises `ConfigError` for proxies or authorities in the environment that cannot be used."""
        self.guard = guard or Guard()
        self.patience = patience or Patience()
        self._limiter = limiter
        self._proxies = Proxies.of_environment(os.environ) if proxies is None else proxies
        self._tls = tls_context(os.environ) if tls is None else tls
        self._agent = agent or user_agent()
        self._clock = clock or SystemClock()
        self._chance = chance
        self._dial = dial
        self._session: Session | None = None
        self.requests = 0
        """Requests that were sent."""
        self.answers = 0
        """Answers that came."""

    async def __aenter__(self) -> Self:
        timeout, spare = self.patience.timeout, max(SPARE, 2 * self._limiter.concurrency)
        self._session = Session(self.guard, self._proxies, self._tls, timeout, self._agent, self._dial, spare)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._session is not None
        await self._session.close()
        await self.guard.close()

    @property
    def has_network(self) -> bool:
        """Tell whether anything at all was heard from the network: an answer, or that a name exists or does not."""
        return self.answers > 0 or self.guard.has_found_names

    async def fetch(self, request: Request) -> Exchange:
        """Return what came of a request. Never raises but for cancellation: a failure is a value too."""
        try:
            url = read_url(request.url)
        except UrlError as error:
            return Exchange((), None, Reason.NO_SUCH_HOST, 0, detail=str(error), seconds=request.spent)
        return await _Chase(self, request, url).run()

    async def send(self, chase: _Chase, url: WebUrl, timeout: float) -> _Sent:
        """Send one request in its host's turn, and tell the host's turns what the answer says about them.

        The name is looked up before: where nothing can be sent, there is no turn to wait for.
        """
        assert self._session is not None, "the fetcher is used outside its `async with`"
        turns = self._limiter.turns(url.host)
        reply, failure = None, None
        if turns.is_closed():
            return _Sent(None, _refusal(turns), 0.0, 0, False)
        began = self._clock.now()
        try:
            await self._session.look_up(url, timeout)
        except OSError as error:
            return self._sent(None, failure_of(error), self._clock.now() - began, turns)
        spent = self._clock.now() - began
        async with self._limiter.turn(url.host):
            began = self._clock.now() - spent  # what is waited for a turn does not count
            if turns.is_closed():  # while this one waited
                return _Sent(None, _refusal(turns), spent, 0, False)
            try:
                reply = await self._session.send(
                    url, chase.method, chase.headers_for(url), chase.body, chase.request, timeout - spent, turns.sent
                )
            except (aiohttp.ClientError, OSError, BodyError, ValueError) as error:
                failure = failure_of(error)
        if reply is not None:
            self.answers += 1
            self._note(turns, reply)
        return self._sent(reply, failure, self._clock.now() - began, turns)

    async def wait(self, retry: int, left: float) -> float:
        """Wait before a retry, and return how many seconds it took, at most `left`."""
        longest = left if self.has_network else min(left, UNHEARD_WAIT)
        seconds = min(self.patience.wait(retry, self._chance), longest)
        await self._clock.sleep(seconds)
        return seconds

    def _sent(self, reply: Reply | None, failure: Failure | None, seconds: float, turns: Turns) -> _Sent:
        tries = 0 if failure is not None and failure.reason is Reason.PRIVATE_ADDRESS else 1
        self.requests += tries
        return _Sent(reply, failure, seconds, tries, not turns.is_closed())

    def _note(self, turns: Turns, reply: Reply) -> None:
        if reply.status in TOO_MUCH:
            pause = retry_after(reply.headers.get("retry-after"), self._clock.date())
            if reply.status == 429 or pause is not None:
                turns.refused(reply.status, pause)
        elif reply.status < 500:
            turns.answered()


class _Sent(NamedTuple):
    """What came of one request, its seconds, 0 for one that was not sent, and whether the host may be asked again."""

    reply: Reply | None
    failure: Failure | None
    seconds: float
    tries: int
    is_open: bool


def _refusal(turns: Turns) -> Failure:
    reason = Reason.RATE_LIMITED if turns.refusal == 429 else Reason.SERVER_ERROR
    return Failure(reason, f"not asked: the host answered {turns.refusal} to others and wants to be left alone")


class _Chase:
    """One request on its way through redirects and retries."""

    def __init__(self, fetcher: HttpFetcher, request: Request, url: WebUrl):
        self.request = request
        self.method = request.method
        self.body = request.body
        self._fetcher = fetcher
        self._url = url
        self._origin = url.origin
        self._hops: list[Hop] = []
        self._tries = 0
        self._seconds = request.spent
        self._permanent: str | None = None

    def headers_for(self, url: WebUrl) -> Mapping[str, str]:
        """Return the headers that this origin may see."""
        headers = self.request.headers
        if not headers or url.origin == self._origin:
            return headers
        return {name: value for name, value in headers.items() if name.lower() in _EVERYWHERE} or NO_HEADERS

    async def run(self) -> Exchange:
        patience = self._fetcher.patience
        retries = patience.retries if self.request.retries is None else self.request.retries
        seen = {(self.method, self._url)}
        sets_cookies = False
        retry = 0
        while True:
            left = patience.budget - self._seconds
            if left < patience.least:
                return self._failed(Reason.TIMEOUT, "no answer in time")
            sent = await self._fetcher.send(self, self._url, min(patience.timeout, left))
            self._tries += sent.tries
            self._seconds += sent.seconds
            status = None if sent.reply is None else sent.reply.status
            reason = None if sent.failure is None else sent.failure.reason
            left = patience.budget - self._seconds
            if retry < retries and sent.is_open and left > patience.least and is_retried(status, reason):
                if status != 429:  # those are waited for by the host's turns
                    self._seconds += await self._fetcher.wait(retry, left / 2)
                retry += 1
                continue
            if sent.reply is None:
                assert sent.failure is not None
                return self._failed(*sent.failure)
            self._hops.append(Hop(str(self._url), sent.reply.status))
            location = sent.reply.headers.get("location")
            if sent.reply.status not in REDIRECTS or location is None or not self.request.follows:
                return self._exchange(sent.reply)
            sets_cookies = sets_cookies or "set-cookie" in sent.reply.headers
            try:
                url = follow(self._url, location)
            except UrlError as error:
                return self._failed(Reason.BAD_REDIRECT, f"redirects to {_quoted(location)}: {error}")
            self._redirect(sent.reply.status, url)
            if (self.method, url) in seen:
                if sets_cookies:
                    return self._failed(Reason.WALL, "redirects in a circle to a visitor who keeps no cookies")
                return self._failed(Reason.REDIRECT_LOOP, f"leads back to {url}")
            if len(self._hops) > MAX_REDIRECTS:
                return self._failed(Reason.TOO_MANY_REDIRECTS, f"more than {MAX_REDIRECTS}")
            seen.add((self.method, url))

    def _redirect(self, status: int, url: WebUrl) -> None:
        if all(hop.status in _PERMANENT for hop in self._hops):
            self._permanent = str(url)
        if status == 303 or (status in (301, 302) and self.method == "POST"):
            self.method = "HEAD" if self.method == "HEAD" else "GET"
            self.body = None
        elif self.body is not None and url.origin != self._origin:
            self.method, self.body = "GET", None  # what was meant for one origin is not told to another
        self._url = url

    def _failed(self, reason: Reason, detail: str) -> Exchange:
        return self._exchange(None, reason, detail)

    def _exchange(self, reply: Reply | None, reason: Reason | None = None, detail: str = "") -> Exchange:
        return Exchange(tuple(self._hops), reply, reason, self._tries, self._permanent, detail, self._seconds)


def _quoted(location: str) -> str:
    shown = location.encode("utf-8", "backslashreplace").decode()
    return f'"{shown[:80]}..."' if len(shown) > 80 else f'"{shown}"'
