"""Looking for copies of dead pages: what is asked, what counts as a copy, and when to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from net.thread import LocalInternet
from scripted import NOW, Fetcher, failure, outcome

from awesomelint.links.exchange import Exchange, Reply, Request
from awesomelint.links.guard import Proxies
from awesomelint.links.http import HttpFetcher
from awesomelint.links.limits import Limiter, RetryPolicy
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.policy import HostLimits
from awesomelint.links.resolvers.services import ARCHIVE_FAILURES, COPIES_AT_ONCE, find_copies

WEB = "https://web.archive.org/web/"
PAGE = "https://example.org/a?b=1"
COPY = f"{WEB}20240501101112/{PAGE}"
DEAD = outcome(PAGE, Verdict.DEAD, Reason.NOT_FOUND)


def answer(status: int, url: str | None = None) -> Callable[[Request], Exchange]:
    return lambda request: Exchange((), Reply(url or request.url, status, {}), None, 1)


def copies(fetcher: Fetcher, *outcomes: Outcome) -> list[str | None]:
    found: list[Outcome] = []
    asyncio.run(find_copies(outcomes, fetcher, found.append))
    return [one.archived_url for one in found]


def test_a_copy() -> None:
    fetcher = Fetcher(answer(200, COPY))
    assert copies(fetcher, DEAD) == [COPY]
    assert fetcher.asked == [f"{WEB}{PAGE}"]


def test_the_copy_from_when_it_was_alive() -> None:
    fetcher = Fetcher(answer(200, COPY))
    assert copies(fetcher, DEAD._replace(alive_at=NOW)) == [COPY]
    assert fetcher.asked == [f"{WEB}20270115080000/{PAGE}"]


def test_a_copy_of_an_error_is_none_but_the_oldest_may_be_one() -> None:
    def script(request: Request) -> Exchange:
        if "/19960101000000/" in request.url:
            return answer(200, f"{WEB}20190501101112/{PAGE}")(request)
        return answer(404, COPY)(request)

    fetcher = Fetcher(script)
    assert copies(fetcher, DEAD) == [f"{WEB}20190501101112/{PAGE}"]
    assert fetcher.asked == [f"{WEB}{PAGE}", f"{WEB}19960101000000/{PAGE}"]
    assert copies(Fetcher(answer(503, COPY)), DEAD) == []


@pytest.mark.parametrize(
    ("status", "url"),
    [
        (404, None),
        (200, None),
        (200, "https://web.archive.org/"),
        (200, "https://evil.example/web/20240501101112/https://example.org/a"),
        (200, f"http://web.archive.org/web/20240501101112/{PAGE}"),
    ],
)
def test_what_is_no_copy(status: int, url: str | None) -> None:
    fetcher = Fetcher(answer(status, url))
    assert copies(fetcher, DEAD) == []
    assert len(fetcher.asked) == 1


@pytest.mark.parametrize(
    "one",
    [
        outcome(PAGE),
        outcome(PAGE, Verdict.UNSURE, Reason.TIMEOUT),
        outcome(PAGE, Verdict.BLOCKED, Reason.REFUSED),
        outcome(PAGE, Verdict.DEAD, Reason.NOT_REGISTERED),
        DEAD._replace(archived_url=COPY),
    ],
)
def test_nobody_asks_about_what_is_not_dead_never_was_or_has_a_copy(one: Outcome) -> None:
    fetcher = Fetcher(answer(200, COPY))
    assert copies(fetcher, one) == []
    assert fetcher.asked == []


@pytest.mark.parametrize("script", [answer(429), answer(503), lambda _: failure(Reason.TIMEOUT)])
def test_an_archive_that_does_not_answer_is_left_in_peace(script: Callable[[Request], Exchange]) -> None:
    fetcher = Fetcher(script)
    assert copies(fetcher, *[DEAD] * 10) == []
    assert ARCHIVE_FAILURES <= len(fetcher.asked) < ARCHIVE_FAILURES + COPIES_AT_ONCE


def test_a_failure_now_and_then_stops_nothing() -> None:
    answers = iter([answer(429), answer(429), answer(404)] * 3 + [answer(200, COPY)])
    fetcher = Fetcher(lambda request: next(answers)(request))
    assert copies(fetcher, *[DEAD] * 10) == [COPY]
    assert len(fetcher.asked) == 10


def test_the_archive_refuses_with_the_address_that_was_asked_for() -> None:
    for status in (429, 503):
        fetcher = Fetcher(answer(status))
        assert copies(fetcher, *[DEAD._replace(alive_at=NOW)] * 10) == []
        assert len(fetcher.asked) < ARCHIVE_FAILURES + COPIES_AT_ONCE


def test_an_absurd_time_is_none() -> None:
    fetcher = Fetcher(answer(404))
    copies(fetcher, DEAD._replace(alive_at=-5), DEAD._replace(alive_at=10**20))
    assert fetcher.asked == [f"{WEB}{PAGE}"] * 2


def test_against_the_local_internet(net: LocalInternet) -> None:
    there, missing = "https://gone.example.org/article/3", "https://gone.example.org/article/4"
    dead = [DEAD._replace(url=url, alive_at=NOW) for url in (there, missing)]

    async def found() -> list[Outcome]:
        fetcher = HttpFetcher(
            Limiter(lambda host: (host, HostLimits())),
            retry_policy=RetryPolicy(timeout=60.0),
            proxies=Proxies.of_environment(net.variables()),
            tls=net.trust(),
        )
        async with fetcher:
            copies: list[Outcome] = []
            await find_copies(dead, fetcher, copies.append)
            return copies

    assert [(one.url, one.archived_url) for one in asyncio.run(found())] == [(there, f"{WEB}20230101000000/{there}")]
    assert [entry.method for entry in net.to("web.archive.org")] == ["HEAD"] * 3
