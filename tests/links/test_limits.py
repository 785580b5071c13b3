from __future__ import annotations

import asyncio
import time
from itertools import pairwise
from pathlib import Path

import pytest
from link_checks import LONG, Browser
from net.thread import LocalInternet

from awesomelint.links.cache import LinkCache
from awesomelint.links.limits import (
    PATIENCE,
    Clock,
    HostLimiter,
    Limiter,
    RetryPolicy,
    is_retried,
    retry_after,
)
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.policy import HostLimits, Pattern, Policies


class StillClock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1000.0

    def now(self) -> float:
        return self.time

    def date(self) -> float:
        return self.time

    async def sleep(self, seconds: float, unless: asyncio.Event | None = None) -> None:
        self.time += seconds


async def _slow_turn(turns: HostLimiter, clock: StillClock, seconds: float) -> None:
    async with turns:
        turns.sent()
        clock.time += seconds


@pytest.mark.parametrize(("from_end", "waited"), [(False, [0.0, 1.0, 1.0]), (True, [0.0, 3.0, 3.0])])
def test_an_interval_may_count_from_the_end_of_a_response(from_end: bool, waited: list[float]) -> None:
    clock = StillClock()
    turns = limiter_of(HostLimits(1, 3, from_end=from_end), clock)

    async def take() -> list[float]:
        pauses = []
        for _ in range(3):
            before = clock.time
            await _slow_turn(turns, clock, 2.0)
            pauses.append(clock.time - before - 2.0)
        return pauses

    assert asyncio.run(take()) == waited


def test_processes_take_turns(tmp_path: Path) -> None:
    limits, seen = HostLimits(1, 0.3, from_end=True), list[tuple[float, float]]()

    async def process(cache: LinkCache) -> None:
        turns = Limiter(lambda host: (host, limits), turns=cache).host("a.test")
        for _ in range(3):
            async with turns:
                began = time.monotonic()
                await asyncio.sleep(0.1)
                seen.append((began, time.monotonic()))

    async def run() -> None:
        await asyncio.gather(*map(process, caches))

    caches = [LinkCache(tmp_path, 1_800_000_000) for _ in range(2)]
    asyncio.run(run())
    for cache in caches:
        cache.close()
        assert not cache.notes
    pauses = [after[0] - before[1] for before, after in pairwise(sorted(seen))]
    assert len(pauses) == 5
    assert min(pauses) > 0.29


def test_the_turn_of_a_process_that_was_killed_ends(tmp_path: Path) -> None:
    killed, other = LinkCache(tmp_path, 1_800_000_000), LinkCache(tmp_path, 1_800_000_000)
    assert killed.take("a.test", 1000.0, 60.0) == 0
    assert other.take("a.test", 1010.0, 60.0) == 50
    assert other.take("b.test", 1010.0, 60.0) == 0
    assert other.take("a.test", 1060.0, 60.0) == 0
    other.end("a.test", 1063.0)
    assert killed.take("a.test", 1061.0, 60.0) == 2
    assert killed.take("a.test", 900.0, 60.0) == 0, "a clock that was wrong"
    killed.close()
    other.close()


def test_no_turn_is_waited_for_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for cache in (LinkCache(None, 1_800_000_000), LinkCache(tmp_path / "file", 1_800_000_000)):
        assert [cache.take("a.test", 1000.0, 60.0) for _ in range(2)] == [0, 0]
        cache.end("a.test", 1063.0)
        cache.close()


def limiter_of(limits: HostLimits, clock: Clock) -> HostLimiter:
    return Limiter(lambda host: (host, limits), clock=clock).host("a.test")


def _starts(turns: HostLimiter, clock: StillClock, count: int) -> list[float]:
    async def take() -> list[float]:
        begun = []
        for _ in range(count):
            async with turns:
                begun.append(round(clock.now() - 1000, 6))
        return begun

    return asyncio.run(take())


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (HostLimits(4, 0.5), [0, 0, 0.5, 1]),
        (HostLimits(1, 3), [0, 3, 6, 9]),
        (HostLimits(1, 3, burst=3), [0, 0, 0, 3]),
        (HostLimits(1, 0.5, burst=1), [0, 0.5, 1, 1.5]),
        (HostLimits(4, 0), [0, 0, 0, 0]),
    ],
)
def test_turns_come_at_their_interval(limits: HostLimits, expected: list[float]) -> None:
    clock = StillClock()
    assert _starts(limiter_of(limits, clock), clock, 4) == expected


def test_turns_keep_their_distance_from_what_was_sent_and_not_from_what_was_planned() -> None:
    # A request whose turn had come waited for one of all connections; the next one followed it after a second, not after three.
    clock = StillClock()
    limiter = Limiter(lambda host: (host, HostLimits(1, 3)), concurrency=1, clock=clock)
    sent = []

    async def send(seconds: float) -> None:
        async with limiter.host("slow.test"):
            clock.time += seconds  # for its connection
            limiter.host("slow.test").sent()
            sent.append(clock.now() - 1000)

    async def all_of() -> None:
        async with limiter.host("other.test"):
            waiting = asyncio.create_task(send(0.5))
            await asyncio.sleep(0)
            clock.time += 2
        await waiting
        await send(0)

    asyncio.run(all_of())
    assert sent == [2.5, 5.5]


def test_a_pause_holds_whatever_else_the_host_answers() -> None:
    clock = StillClock()
    turns = limiter_of(HostLimits(4, 0), clock)
    turns.refused(429, 20.0)
    turns.answered()
    turns.refused(429, 1.0)
    assert _starts(turns, clock, 1) == [20.0]


def test_pauses_double_where_no_time_is_named_and_the_host_is_asked_more_slowly_afterwards() -> None:
    clock = StillClock()
    turns = limiter_of(HostLimits(4, 0.1), clock)
    for expected in (1.0, 1.0, 2.0, 4.0):
        before = clock.now()
        turns.refused(429, None)
        _starts(turns, clock, 1)
        assert clock.now() - before == expected
    begun = _starts(turns, clock, 2)
    assert begun[1] - begun[0] >= 0.5


def test_what_was_sent_before_a_pause_slows_nothing_down_when_it_is_refused() -> None:
    clock = StillClock()
    turns = limiter_of(HostLimits(4, 0.1), clock)
    for _ in range(4):
        turns.refused(429, 1.0)
    assert _starts(turns, clock, 2) == [1.0, 1.5]


def test_who_waits_when_a_pause_begins_waits_for_its_end() -> None:
    class Refusing(StillClock):
        async def sleep(self, seconds: float, unless: asyncio.Event | None = None) -> None:
            if not turns.refusal:
                turns.refused(429, 30.0)
            else:
                await super().sleep(seconds)

    clock = Refusing()
    turns = limiter_of(HostLimits(2, 5, burst=1), clock)
    assert _starts(turns, clock, 2) == [0, 30.0]


def test_a_host_that_wants_too_long_a_pause_is_closed_until_then() -> None:
    clock = StillClock()
    turns = limiter_of(HostLimits(), clock)
    turns.refused(429, PATIENCE + 100)
    assert turns.is_closed()
    clock.time += PATIENCE + 101
    assert not turns.is_closed()


def test_a_host_that_wants_a_pause_again_and_again_is_closed_unless_it_accepts_requests_meanwhile() -> None:
    for accepted, is_closed in ((0, True), (6, False)):
        clock = StillClock()
        turns = limiter_of(HostLimits(), clock)
        for _ in range(4):
            turns.refused(429, 30.0)
            clock.time += 20
            for _ in range(accepted):
                turns.answered()
            if turns.is_closed():
                break
            clock.time += 10
        assert turns.is_closed() == is_closed


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", 0),
        ("120", 120),
        (" 7 ", 7),
        ("Thu, 01 Jan 1970 00:20:00 GMT", 200),
        ("Thu, 01 Jan 1970 00:00:01 GMT", 0),
        ("9" * 400, 999_999_999),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("٣", None),
        ("Thu, 99 Foo 99999999999999 99:99:99 GMT", None),
    ],
)
def test_retry_after(value: str | None, expected: float | None) -> None:
    assert retry_after(value, 1000.0) == expected


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520, 599])
def test_statuses_that_are_tried_again(status: int) -> None:
    assert is_retried(status, None)


@pytest.mark.parametrize("status", [200, 301, 400, 401, 403, 404, 410, 451, 501, 505, 999])
def test_statuses_that_are_final(status: int) -> None:
    assert not is_retried(status, None)


@pytest.mark.parametrize(
    "reason", [Reason.NO_SUCH_HOST, Reason.CERTIFICATE_OF_ANOTHER_HOST, Reason.TLS_FAILED, Reason.PRIVATE_ADDRESS]
)
def test_failures_that_are_final(reason: Reason) -> None:
    assert not is_retried(None, reason)


def test_waits_double_up_to_a_bound_with_full_jitter() -> None:
    policy = RetryPolicy(first_wait=1, longest_wait=3)
    assert [policy.wait(retry, lambda: 1.0) for retry in range(4)] == [1, 2, 3, 3]
    assert policy.wait(0, lambda: 0.0) == 0


# In the local internet


def test_a_host_is_asked_four_at_once_and_all_hosts_as_many_as_are_allowed(net: LocalInternet) -> None:
    net.settings.latency = 0.02
    pages = [f"https://{host}.test/{page}" for host in ("crowd", "ok", "collector") for page in range(12)]
    answers = Browser(net, concurrency=6).check(*pages)
    assert {answer.outcome.verdict for answer in answers} == {Verdict.ALIVE}
    assert net.peak("crowd.test") <= 4
    assert net.peak() <= 6
    assert len(net.requests) == len(pages)


def test_hosts_have_limits_of_their_own(net: LocalInternet) -> None:
    net.settings.latency = 0.02
    policies = Policies([[(Pattern.read("ok.test"), {"concurrency": 1, "interval": 7.0})]])
    browser = Browser(net, policies=policies)
    browser.check(*(f"https://ok.test/{page}" for page in range(4)))
    assert net.peak("ok.test") == 1
    assert 18 < sum(browser.clock.slept) <= 21


def test_a_retry_keeps_the_interval_from_the_end_of_the_answer(net: LocalInternet) -> None:
    policies = Policies([[(Pattern.read("flaky.test"), {"concurrency": 1, "interval": 3.0, "from_end": True})]])
    net.settings.latency = 0.4
    browser = Browser(net, policies=policies)
    (answer,) = browser.check("https://flaky.test/1")
    assert (answer.outcome.verdict, answer.outcome.tries) == (Verdict.ALIVE, 2)
    before_the_retry, rest = browser.clock.slept
    assert before_the_retry == 0.5
    assert rest > 2.2, "counted from when it was sent it is 2.1 at most"


def test_a_pause_is_kept_although_other_pages_of_the_host_answer(net: LocalInternet) -> None:
    browser = Browser(net, LONG)
    answers = browser.check("https://retry-seconds.test/30")
    assert answers[0].outcome.verdict is Verdict.ALIVE
    assert max(browser.clock.slept) > 29


def test_what_fails_is_tried_again_after_all_others(net: LocalInternet) -> None:
    pages = ["https://flaky.test/1", *(f"https://flaky.test/1?{n}" for n in range(3)), "https://ok.test/a"]
    policies = Policies([[(Pattern.read("*"), {"concurrency": 1})]])
    answers = Browser(net, policies=policies).check(*pages)
    assert {answer.outcome.verdict for answer in answers} == {Verdict.ALIVE}
    asked = [entry.url for entry in net.requests]
    assert set(asked[:5]) == set(pages)
    assert sorted(asked[5:]) == sorted(pages[:4])


def test_a_host_that_is_down_keeps_nobody_waiting(net: LocalInternet) -> None:
    pages = [f"https://refuses.test/{page}" for page in range(50)]
    answers = Browser(net).check(*pages)
    assert {answer.outcome.verdict for answer in answers} == {Verdict.UNSURE}
    assert sum(answer.outcome.tries for answer in answers) <= 24
    assert any("not requested" in answer.outcome.detail for answer in answers)


def test_a_wall_is_not_run_against_for_ever(net: LocalInternet) -> None:
    pages = [f"https://linkedin999.test/{page}" for page in range(50)]
    answers = Browser(net).check(*pages)
    assert {answer.outcome.verdict for answer in answers} == {Verdict.BLOCKED}
    assert 5 <= len(net.requests) <= 8


def test_a_host_that_wants_to_be_left_alone_is(net: LocalInternet) -> None:
    pages = [f"https://always429.test/{page}" for page in range(50)]
    answers = Browser(net).check(*pages)
    assert {(answer.outcome.verdict, answer.outcome.reason) for answer in answers} == {
        (Verdict.BLOCKED, Reason.RATE_LIMITED)
    }
    assert len(net.requests) <= 12
