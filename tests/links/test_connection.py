"""What connections that are kept open cost. `benchmarks/links.py --only scale` measures what many of them come to."""

from __future__ import annotations

import asyncio
from typing import Any

from link_checks import Browser
from net.thread import LocalInternet
from scripted import NOW, Fetcher, reply

from awesomelint.links.connection import Spares
from awesomelint.links.exchange import Exchange, Request
from awesomelint.links.outcome import Reason
from awesomelint.links.policy import Policies
from awesomelint.links.resolvers import ResolverContext
from awesomelint.links.resolvers.pages import PlainResolver
from awesomelint.links.targets import Target


class Transport:
    def __init__(self) -> None:
        self.is_open = True

    def abort(self) -> None:
        self.is_open = False

    def is_closing(self) -> bool:
        return not self.is_open


def test_of_too_many_connections_that_wait_the_one_that_waited_longest_is_closed() -> None:
    spares = Spares(2)
    first, second, third, fourth = lines = [Transport() for _ in range(4)]
    waiting: list[Any] = [first, second]
    for line in waiting:
        assert not spares.take(line)
        spares.put(line)
    assert spares.take(waiting[0])
    spares.put(waiting[0])
    spares.put(third)  # type: ignore[arg-type]
    assert [line.is_open for line in lines] == [True, False, True, True]
    assert not spares.take(waiting[1])
    spares.put(fourth)  # type: ignore[arg-type]
    assert [line.is_open for line in lines] == [False, False, True, True]


def test_a_host_that_is_known_not_to_exist_is_not_waited_for(net: LocalInternet) -> None:
    browser = Browser(net)
    answers = browser.check(*(f"https://no-name.test/{page}" for page in range(60)))
    assert {answer.outcome.reason for answer in answers} == {Reason.NO_SUCH_HOST}
    assert browser.looked_up == ["no-name.test"]
    assert not browser.clock.slept


def test_hosts_that_are_refused_as_they_are_written_are_not_waited_for(net: LocalInternet) -> None:
    browser = Browser(net)
    answers = browser.check(*(f"http://10.0.0.1/{page}" for page in range(60)))
    assert {answer.outcome.reason for answer in answers} == {Reason.PRIVATE_ADDRESS}
    assert not browser.clock.slept


def test_a_connection_is_kept_only_where_a_link_waits_for_it() -> None:
    is_last = []

    def answer(request: Request) -> Exchange:
        is_last.append(request.is_last())
        return reply(request)

    pages = [Target(f"https://a.test/{page}", ()) for page in range(6)]
    plain = PlainResolver(Policies(host_concurrency=2))
    asyncio.run(plain.resolve(pages, ResolverContext(Fetcher(answer), plain, NOW), lambda _: None))
    assert is_last == [False, False, False, False, True, True]
