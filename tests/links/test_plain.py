from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence

import pytest
from link_checks import LONG, SHORT, Browser, urls
from net.thread import LocalInternet

from awesomelint.links.connectivity import CANARIES
from awesomelint.links.exchange import Request
from awesomelint.links.guard import Guard, GuardError
from awesomelint.links.http import HttpFetcher
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.policy import Pattern, Policies
from awesomelint.links.resolvers import Answer, Validators
from awesomelint.links.targets import Target


def test_answers_bring_what_tells_later_whether_anything_has_changed(net: LocalInternet) -> None:
    (answer,) = Browser(net).check("https://validators.test/a")
    assert answer.validators == Validators('"one"', "Mon, 01 Jan 2024 00:00:00 GMT")
    browser = Browser(net)

    async def ask_again(fetcher: HttpFetcher) -> Outcome:
        context = browser.context(fetcher)._replace(validators={"https://validators.test/a": answer.validators})
        answers: list[Answer] = []
        await browser.plain.resolve([Target("https://validators.test/a", ())], context, answers.append)
        return answers[0].outcome

    outcome = browser.run(ask_again)
    assert (outcome.verdict, outcome.status) == (Verdict.ALIVE, 304)


def test_connections_are_used_again(net: LocalInternet) -> None:
    Browser(net).check(*(f"https://ok.test/{page}" for page in range(30)))
    assert len(net.requests) == 30
    assert len({entry.connection for entry in net.requests}) <= 4


def test_a_page_is_read_only_as_far_as_a_check_needs(net: LocalInternet) -> None:
    Browser(net).check("https://huge.test/a")
    assert urls(net.requests) == ["GET https://huge.test/a"]
    assert net.requests[0].sent < 20_000_000


def test_all_links_of_a_long_list_are_answered(net: LocalInternet) -> None:
    pages = [f"https://{host}.test/{page}" for page in range(150) for host in ("ok", "found", "collector")]
    answers = Browser(net).check(*pages)
    assert [answer.outcome.url for answer in answers] == pages
    assert {answer.outcome.verdict for answer in answers} == {Verdict.ALIVE}
    assert sum(answer.outcome.tries for answer in answers) == len(net.requests)


@pytest.mark.slow
def test_a_host_that_never_answers_is_asked_twice_about_four_of_its_links(net: LocalInternet) -> None:
    answers = Browser(net, SHORT).check(*(f"https://hang.test/{page}" for page in range(20)))
    assert {answer.outcome.reason for answer in answers} == {Reason.TIMEOUT}
    assert len(net.requests) == 8
    assert len({entry.url for entry in net.requests}) == 4


@pytest.mark.slow
def test_a_host_that_is_silent_now_and_then_is_asked_about_all_of_its_links(net: LocalInternet) -> None:
    pages = [*(f"https://hang.test/{page}" for page in range(3)), *(f"https://ok.test/{page}" for page in range(10))]
    together = Policies([[(Pattern.read("*"), {"together": True})]])
    answers = Browser(net, SHORT, policies=together).check(*pages)
    assert [answer.outcome.verdict for answer in answers[3:]] == [Verdict.ALIVE] * 10


def test_links_that_got_a_response_are_tried_again_before_those_that_got_none(net: LocalInternet) -> None:
    lost = [f"https://refuses.test/{page}" for page in range(4)]
    one_by_one = Policies([[(Pattern.read("*"), {"together": True, "concurrency": 1})]])
    pages = [*lost[:3], "https://ok.test/a", lost[3], "https://flaky.test/a"]
    *_, flaky = Browser(net, SHORT, policies=one_by_one).check(*pages)
    assert flaky.outcome.verdict is Verdict.ALIVE


def test_links_of_a_host_with_a_wall_have_one_reason(net: LocalInternet) -> None:
    answers = Browser(net).check(*(f"https://cloudflare.test/{page}" for page in range(12)))
    assert len(net.requests) < 12
    assert {answer.outcome.reason for answer in answers} == {Reason.WALL}


def test_a_run_that_is_ended_leaves_nothing_behind(net: LocalInternet) -> None:
    browser = Browser(net, LONG)

    async def first(fetcher: HttpFetcher) -> list[str]:
        pages = ["https://ok.test/a", *(f"https://hang.test/{page}" for page in range(3)), "https://silent.test/"]
        targets, found = [Target(page, ()) for page in pages], asyncio.Queue[Answer]()
        checking = asyncio.create_task(browser.plain.resolve(targets, browser.context(fetcher), found.put_nowait))
        answer = await found.get()
        checking.cancel()
        await asyncio.wait([checking])
        assert not [task for task in asyncio.all_tasks() if "go_on" in repr(task.get_coro())]
        return [answer.outcome.url, *(["found more"] if found.qsize() else [])]

    assert browser.run(first) == ["https://ok.test/a"]


def test_a_run_that_is_cancelled_ends_at_once(net: LocalInternet) -> None:
    browser = Browser(net, LONG)

    async def cancelled(fetcher: HttpFetcher) -> bool:
        task = asyncio.create_task(fetcher.fetch(Request("https://hang.test/")))
        while not net.requests:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return task.cancelled()

    assert browser.run(cancelled)


def _addresses(found: Sequence[str] | OSError | UnicodeError, *, times: int = 1) -> tuple[list[str], int]:
    asked = 0

    async def lookup(host: str) -> Sequence[str]:
        nonlocal asked
        if host in CANARIES:
            return ["93.184.0.9"]
        asked += 1
        if isinstance(found, Exception):
            raise found
        return found

    async def run() -> list[str]:
        guard = Guard(lookup=lookup)
        said = []
        for _ in range(times):
            try:
                said.append(" ".join(await guard.addresses("a.org")))
            except GuardError as error:
                said.append(error.reason.value)
        await guard.close()
        return said

    return asyncio.run(run()), asked


@pytest.mark.parametrize(
    ("found", "said", "asked"),
    [
        (["93.184.0.1", "2606:4700::1", "93.184.0.1"], "93.184.0.1 2606:4700::1", 1),
        ([], "no such host", 1),
        (["93.184.0.1", "10.0.0.1"], "private address", 1),
        (["nonsense"], "private address", 1),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "no such host", 1),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "name not resolved", 3),
        (socket.gaierror(socket.EAI_FAIL, "Non-recoverable failure"), "name not resolved", 3),
        (UnicodeError("label too long"), "name not resolved", 3),
    ],
)
def test_names_are_looked_up_once_but_for_passing_failures(found: list[str] | OSError, said: str, asked: int) -> None:
    assert _addresses(found, times=3) == ([said] * 3, asked)


def test_the_systems_own_lookup() -> None:
    async def run() -> tuple[str, ...]:
        guard = Guard(allows_private=True)
        found = await guard.addresses("localhost")
        await guard.close()
        return found

    assert set(asyncio.run(run())) <= {"127.0.0.1", "::1"}


def test_refusals_that_are_accepted_close_no_host(net: LocalInternet) -> None:
    accepting = Policies([[(Pattern.read("status.test"), {"means": {"403": Verdict.ALIVE}})]])
    answers = Browser(net, LONG, policies=accepting).check(*(f"https://status.test/403?{page}" for page in range(8)))
    assert {answer.outcome.verdict for answer in answers} == {Verdict.ALIVE}
    assert len(net.requests) == 8
