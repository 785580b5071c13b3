"""How long hosts may hold a run up that refuse requests for ever, or never answer: in time that passes at once."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from itertools import cycle
from typing import Protocol

import pytest
from clocks import LoopClock, run_by_leaps

from awesomelint.links import http
from awesomelint.links.connection import SendError
from awesomelint.links.connectivity import Connectivity
from awesomelint.links.exchange import Reply, Request
from awesomelint.links.guard import Proxies
from awesomelint.links.http import HttpFetcher
from awesomelint.links.limits import PATIENCE, REGAINED, Limiter
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.policy import Pattern, Policies
from awesomelint.links.resolvers import ResolverContext
from awesomelint.links.resolvers.pages import PlainResolver
from awesomelint.links.targets import Target
from awesomelint.links.url import WebUrl

LINKS = 12
Answers = Callable[[str], Awaitable[Reply]]


class World:
    """Hosts, by their names, that answer as functions tell. `requests` are the URLs that were requested."""

    def __init__(self, hosts: Mapping[str, Answers]):
        self.requests: list[str] = []
        self._hosts = hosts

    async def look_up(self, url: WebUrl, timeout: float) -> None:
        pass

    async def send(
        self, request: Request, url: WebUrl, headers: Mapping[str, str], timeout: float, on_ready: Callable[[], None]
    ) -> Reply:
        on_ready()
        self.requests.append(str(url))
        try:
            async with asyncio.timeout(timeout):
                return await self._hosts[url.host](str(url))
        except TimeoutError:
            raise SendError(Reason.TIMEOUT, "no response in time") from None

    async def close(self) -> None:
        pass


class Check(Protocol):
    def __call__(
        self,
        hosts: Mapping[str, Answers],
        policies: Policies | None = None,
        *,
        cancel_after: float | None = None,
        is_there: Callable[[], bool] = lambda: True,
    ) -> tuple[list[Outcome], float, World]:
        """Check links of all hosts; return the outcomes as they came, the seconds, and the world."""
        ...


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Check:
    def check(
        hosts: Mapping[str, Answers],
        policies: Policies | None = None,
        *,
        cancel_after: float | None = None,
        is_there: Callable[[], bool] = lambda: True,
    ) -> tuple[list[Outcome], float, World]:
        world = World(hosts)
        monkeypatch.setattr(http, "Sender", lambda *_: world)
        table = policies or Policies()
        targets = [Target(f"https://{host}/{page}", ()) for page in range(LINKS) for host in hosts]
        outcomes: list[Outcome] = []

        async def reaches(_: str) -> bool:
            return is_there()

        async def run() -> None:
            clock, plain = LoopClock(), PlainResolver(table)
            limiter = Limiter(table.limits_of, clock=clock)
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            async with HttpFetcher(
                limiter,
                connectivity=Connectivity(reaches),
                proxies=Proxies(),
                tls=tls,
                clock=clock,
                chance=lambda: 0.5,
            ) as fetcher:
                context = ResolverContext(fetcher, plain, 1_700_000_000)
                with suppress(TimeoutError):
                    async with asyncio.timeout(cancel_after):
                        await plain.resolve(targets, context, lambda answer: outcomes.append(answer.outcome))

        _, seconds = run_by_leaps(run())
        return outcomes, seconds, world

    return check


def always(status: int, retry_after: str | None = None) -> Answers:
    async def answer(url: str) -> Reply:
        await asyncio.sleep(0.1)
        return Reply(url, status, {"retry-after": retry_after} if retry_after is not None else {})

    return answer


async def never(url: str) -> Reply:
    await asyncio.Event().wait()
    raise AssertionError


@pytest.mark.parametrize("retry_after", [None, "0", "1", "7", "30", "60", "3600", "soon"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_refuses_for_ever_is_waited_for_little_more_than_a_minute(
    check: Check, status: int, retry_after: str | None
) -> None:
    outcomes, seconds, world = check({"a.test": always(status, retry_after)})
    assert len(outcomes) == LINKS
    assert {one.verdict for one in outcomes} == {Verdict.BLOCKED if status == 429 else Verdict.UNSURE}
    assert seconds < PATIENCE
    # 503 alone is no wish for a pause: each link is tried three times.
    assert len(world.requests) <= (3 * LINKS if (status, retry_after) in ((503, None), (503, "soon")) else 12)


@pytest.mark.parametrize("width", [1, 2, 3, 4, 16])
def test_a_host_that_never_answers_is_waited_for_as_long(check: Check, width: int) -> None:
    policies = Policies([[(Pattern.read("*"), {"concurrency": width})]])
    outcomes, seconds, world = check({"a.test": never}, policies)
    assert [one.reason for one in outcomes] == [Reason.TIMEOUT] * LINKS
    assert seconds <= PATIENCE
    assert len(world.requests) <= 2 * max(4, min(width, LINKS))


def test_links_of_others_do_not_wait_for_a_host_that_refuses(check: Check) -> None:
    outcomes, _, _ = check({"a.test": always(429), "b.test": always(200)})
    assert [one.verdict for one in outcomes[:LINKS]] == [Verdict.ALIVE] * LINKS


def test_two_hosts_of_one_owner_share_their_patience(check: Check) -> None:
    policies = Policies([[(Pattern.read("owner.test"), {"together": True})]])
    outcomes, seconds, _ = check({"a.owner.test": always(429, "30"), "b.owner.test": always(429, "30")}, policies)
    assert {one.verdict for one in outcomes} == {Verdict.BLOCKED}
    assert seconds < PATIENCE


def test_a_host_that_accepts_every_other_request_is_waited_for_longer(check: Check) -> None:
    statuses = cycle((200, 429))

    async def answer(url: str) -> Reply:
        return await always(next(statuses))(url)

    outcomes, seconds, _ = check({"a.test": answer})
    assert {one.verdict for one in outcomes} == {Verdict.ALIVE}
    assert seconds < PATIENCE + LINKS * REGAINED


def test_a_minute_is_waited_for_that_a_host_wants(check: Check) -> None:
    async def answer(url: str) -> Reply:
        return await always(429 if LoopClock().now() < 1060 else 200, "60")(url)

    outcomes, seconds, _ = check({"a.test": answer})
    assert {one.verdict for one in outcomes} == {Verdict.ALIVE}
    assert 60 < seconds < 80


def test_who_waits_for_a_turn_is_woken_when_the_host_is_closed(check: Check) -> None:
    policies = Policies([[(Pattern.read("*"), {"interval": 50.0, "burst": 1})]])
    outcomes, seconds, world = check({"a.test": always(429, "3600")}, policies)
    assert {one.reason for one in outcomes} == {Reason.RATE_LIMITED}
    assert len(world.requests) == 1
    assert seconds < 2


def test_a_run_that_is_cancelled_waits_for_no_pause(check: Check) -> None:
    outcomes, seconds, _ = check({"a.test": always(429, "60")}, cancel_after=5.0)
    assert not outcomes
    assert seconds == pytest.approx(5.0)


def test_a_network_that_is_away_during_a_pause_costs_the_host_nothing(check: Check) -> None:
    async def answer(url: str) -> Reply:
        now = LoopClock().now() - 1000
        if 10 < now < 40:
            raise SendError(Reason.CONNECTION_FAILED, "connection reset")
        return await always(429 if now < 10 else 200, "20")(url)

    def is_there() -> bool:
        return not 10 < LoopClock().now() - 1000 < 40

    outcomes, seconds, _ = check({"a.test": answer}, is_there=is_there)
    assert {one.verdict for one in outcomes} == {Verdict.ALIVE}
    assert seconds < 60
