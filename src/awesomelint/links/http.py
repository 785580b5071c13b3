"""`HttpFetcher`: requests with redirects, the guard, host limits, retries and a budget of time."""

from __future__ import annotations

import os
import random
import ssl
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from awesomelint.credentials import masked
from awesomelint.links.connection import Dial, Sender, SendError, dial_directly
from awesomelint.links.connectivity import Connectivity
from awesomelint.links.exchange import NO_HEADERS, REDIRECTS, Exchange, Reply, Request
from awesomelint.links.guard import Guard, Proxies, shown_proxy, tls_context
from awesomelint.links.host_headers import OPEN, HostHeaders
from awesomelint.links.limits import (
    TOO_MUCH,
    Clock,
    HostLimiter,
    Limiter,
    RetryPolicy,
    SystemClock,
    is_retried,
    retry_after,
)
from awesomelint.links.outcome import Hop, Reason
from awesomelint.links.rate_limits import until_reset
from awesomelint.links.share import EVERYTHING, Share
from awesomelint.links.url import UrlError, WebUrl, follow, read_url, without_credentials
from awesomelint.startup import NamedTuple

MAX_REDIRECTS = 10
"""Redirects that are followed in one chain."""
_PERMANENT = frozenset((301, 308))


class HttpFetcher:
    """The `Fetcher` over aiohttp. Use it with `async with`: leaving closes all connections.

    `limiter` gives out turns, `guard` addresses. `connectivity` is told what was received and what failed. `proxies` and `tls`
    come from the environment by default. `host_headers` are headers of the user for some hosts. `chance` returns a random number
    from 0 to 1. `share` is what is asked here of what several checks ask. `dial` tells where to connect to for a checked
    address; it is for tests with a local internet.
    """

    def __init__(
        self,
        limiter: Limiter,
        *,
        guard: Guard | None = None,
        connectivity: Connectivity | None = None,
        retry_policy: RetryPolicy | None = None,
        proxies: Proxies | None = None,
        tls: ssl.SSLContext | None = None,
        host_headers: HostHeaders | None = None,
        clock: Clock | None = None,
        chance: Callable[[], float] = random.random,
        share: Share = EVERYTHING,
        dial: Dial = dial_directly,
    ):
        """Raises `ConfigError` for proxies or authorities in the environment that cannot be used."""
        self._connectivity = connectivity or Connectivity()
        self._guard = guard or Guard(connectivity=self._connectivity)
        self._retry_policy = retry_policy or RetryPolicy()
        self._limiter = limiter
        self._proxies = Proxies.of_environment(os.environ) if proxies is None else proxies
        self._tls = tls_context(os.environ) if tls is None else tls
        self._host_headers = host_headers or HostHeaders()
        self._clock = clock or SystemClock()
        self._chance = chance
        self._share = share
        self._known = {reply.url: reply for one in share.taken.values() for reply in one.replies}
        self._dial = dial
        self._sender: Sender | None = None

    async def __aenter__(self) -> Self:
        self._connectivity.reaches = self._connectivity.reaches or self.reaches
        # With fewer idle connections than links, hosts that wait for their next turn would close those of others.
        spare = self._limiter.begun
        self._sender = Sender(self._guard, self._proxies, self._tls, self._retry_policy.timeout, self._dial, spare)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._sender is not None
        await self._connectivity.close()
        await self._sender.close()
        await self._guard.close()

    async def reaches(self, host: str) -> bool:
        """Return whether a host responds, to a request without limits, redirects and retries."""
        assert self._sender is not None, "the fetcher is used outside its `async with`"
        url = f"https://{host}/"
        self._guard.forget(host)
        try:
            request = Request(url, "HEAD", follows=False, is_last=lambda: True)
            await self._sender.send(request, read_url(url), NO_HEADERS, self._retry_policy.timeout, lambda: None)
        except SendError as error:
            proxy = self._proxies.for_url(read_url(url))
            said = str(error).removeprefix("the proxy: ")
            self._connectivity.proxy_fault = (
                f"no host answers through the proxy {shown_proxy(proxy)}: {said}"
                if proxy and not error.is_gateway
                else ""
            )
            return False
        return True

    async def fetch(self, request: Request) -> Exchange:
        """Return the result of a request. Never raises except for cancellation: a failure is a value too."""
        try:
            chain = _Chain(request, read_url(request.url))
        except UrlError as error:
            return Exchange((), None, Reason.NO_SUCH_HOST, 0, detail=str(error), seconds=request.spent)
        policy = self._retry_policy
        retries = policy.retries if request.retries is None else request.retries
        retry = 0
        if request.is_retry:
            await self._wait(retry, chain)
        while True:
            if (reply := self._known.get(str(chain.url))) is not None:
                if (exchange := chain.advance(reply)) is not None:
                    return exchange
                continue
            if chain.is_redirected and not self._share.owns(chain.url.host):
                return chain.failed(Reason.ELSEWHERE, str(chain.url))
            left = policy.budget - chain.seconds
            if left < policy.least:
                return chain.failed(Reason.TIMEOUT, "no response in time")
            sent = await self._send(chain, min(policy.timeout, left))
            chain.tries += sent.tries
            chain.seconds += sent.seconds
            left = policy.budget - chain.seconds
            if retry < retries and sent.may_be_repeated and left > policy.least:
                if sent.status != 429:  # those are waited for by the host's limiter
                    await self._wait(retry, chain)
                retry += 1
            elif sent.reply is None:
                return chain.failed(sent.failure or Reason.CONNECTION_FAILED, sent.detail)
            elif (exchange := chain.advance(sent.reply)) is not None:
                return exchange

    async def _send(self, chain: _Chain, timeout: float) -> _Sent:
        """Send one request within the limits of its host, and tell its limiter how the host responded.

        The name is looked up first: where nothing can be sent, there is no turn to wait for.
        """
        assert self._sender is not None, "the fetcher is used outside its `async with`"
        url, clock, network, own = chain.url, self._clock, self._connectivity, self._host_headers
        host = self._limiter.host(url.host)
        while True:
            if host.is_closed():
                return _not_sent(host)
            began = clock.now()
            try:
                async with network.sending():
                    began = clock.now()
                    await self._sender.look_up(url, timeout)
                spent = clock.now() - began
                async with host, network.sending():
                    began = clock.now() - spent  # waiting for a turn, or for the network, does not count
                    if host.is_closed():  # while this one waited
                        return _not_sent(host, spent)
                    request, headers = chain.request, chain.headers()
                    headers = headers if chain.is_led else own.beside(url, headers)
                    reply = await self._sender.send(request, url, headers, timeout - spent, host.sent)
                    reply = own.masked_reply(url, reply)
            except SendError as error:
                tries = 0 if error.reason is Reason.PRIVATE_ADDRESS else 1
                seconds, reason = clock.now() - began, error.reason
                if reason is Reason.NO_SUCH_HOST and error.is_gateway and not await network.knows_names():
                    reason = Reason.NAME_UNRESOLVED
                if await network.is_to_blame(url.host, reason, seconds):
                    continue
                said = own.masked(url, str(error))
                return _Sent(None, reason, said, seconds, tries, is_open=not host.is_closed())
            network.heard(url.host)
            self._tell(host, reply)
            return _Sent(reply, None, "", clock.now() - began, 1, is_open=not host.is_closed())

    async def _wait(self, retry: int, chain: _Chain) -> None:
        """Wait before a retry, for half of the time that is left at most."""
        left = max(0.0, self._retry_policy.budget - chain.seconds)
        seconds = min(self._retry_policy.wait(retry, self._chance), left / 2)
        await self._clock.sleep(seconds)
        chain.seconds += seconds

    def _tell(self, host: HostLimiter, reply: Reply) -> None:
        date = self._clock.date()
        used_up = until_reset(reply.headers, date)
        if reply.status in TOO_MUCH or (reply.status == 403 and used_up is not None):
            pause = retry_after(reply.headers.get("retry-after"), date)
            pause = used_up if pause is None else pause
            if reply.status == 429 or pause is not None:
                host.refused(reply.status, pause)
        elif reply.status < 500:
            host.answered()
        if used_up is not None:
            host.pause(used_up)


class _Sent(NamedTuple):
    """The result of one request, its seconds, 0 tries for one that was not sent, and whether the host takes another."""

    reply: Reply | None
    failure: Reason | None
    detail: str
    seconds: float
    tries: int
    is_open: bool

    @property
    def status(self) -> int | None:
        return None if self.reply is None else self.reply.status

    @property
    def may_be_repeated(self) -> bool:
        return self.is_open and is_retried(self.status, self.failure)


def _not_sent(host: HostLimiter, seconds: float = 0.0) -> _Sent:
    reason = Reason.SERVER_ERROR if host.refusal >= 500 else Reason.RATE_LIMITED
    said = f"the host answered {host.refusal} to other requests" if host.refusal else "the host's limit is used up"
    detail = f"not requested: {said}"
    return _Sent(None, reason, detail, seconds, 0, is_open=False)


class _Chain:
    """One request on its way through redirects: where it is now, and its result so far."""

    def __init__(self, request: Request, url: WebUrl):
        self.request = request
        """What is sent next: redirects may change method and body."""
        self.url = url
        self.is_led = request.is_led
        """Whether another origin had a say in where it is now."""
        self.tries = 0
        self.seconds = request.spent
        self._origin = url.origin
        self._hops: list[Hop] = []
        self._permanent: str | None = None
        self._seen = {(request.method, url)}
        self._sets_cookies = False

    @property
    def is_redirected(self) -> bool:
        """Whether a response has led here."""
        return bool(self._hops)

    def headers(self) -> Mapping[str, str]:
        """Return the headers that the current origin may see."""
        headers = self.request.headers
        if not headers or self.url.origin == self._origin:
            return headers
        return {name: value for name, value in headers.items() if name.lower() in OPEN} or NO_HEADERS

    def advance(self, reply: Reply) -> Exchange | None:
        """Follow a redirect; return the result of the request after any other response."""
        self._hops.append(Hop(str(self.url), reply.status))
        location = reply.headers.get("location")
        if reply.status not in REDIRECTS or not location or not self.request.follows:
            return self._exchange(reply)
        self._sets_cookies = self._sets_cookies or "set-cookie" in reply.headers
        try:
            self._redirect(reply.status, follow(self.url, location))
        except UrlError as error:
            return self.failed(Reason.BAD_REDIRECT, f"redirects to {_quoted(location)}: {error}")
        step = (self.request.method, self.url)
        if step in self._seen:
            if self._sets_cookies:
                return self.failed(Reason.WALL, "redirects in a loop without cookies")
            return self.failed(Reason.REDIRECT_LOOP, f"redirects back to {self.url}")
        if len(self._hops) > MAX_REDIRECTS:
            return self.failed(Reason.TOO_MANY_REDIRECTS, f"more than {MAX_REDIRECTS}")
        self._seen.add(step)
        return None

    def failed(self, reason: Reason, detail: str) -> Exchange:
        """Return the result of a request without a response."""
        return self._exchange(None, reason, detail)

    def _redirect(self, status: int, url: WebUrl) -> None:
        method = self.request.method
        if all(hop.status in _PERMANENT for hop in self._hops):
            self._permanent = str(url)
        if status == 303 or (status in (301, 302) and method == "POST"):
            self.request = self.request._replace(method="HEAD" if method == "HEAD" else "GET", body=None)
        elif self.request.body is not None and url.origin != self._origin:
            # What was meant for one origin is not sent to another.
            self.request = self.request._replace(method="GET", body=None)
        self.is_led = self.is_led or url.origin != self._origin
        self.url = url

    def _exchange(self, reply: Reply | None, reason: Reason | None = None, detail: str = "") -> Exchange:
        is_conditional = any(name.lower().startswith("if-") for name in self.headers())
        hops = tuple(self._hops)
        return Exchange(hops, reply, reason, self.tries, self._permanent, detail, self.seconds, is_conditional)


def _quoted(location: str) -> str:
    shown = masked("%20".join(without_credentials(location).split(" "))).encode("utf-8", "backslashreplace").decode()
    return f'"{shown[:80]}..."' if len(shown) > 80 else f'"{shown}"'
