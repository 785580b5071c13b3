"""Headers that tell of limits, and what a host then gets."""

from __future__ import annotations

import pytest
from link_checks import LONG, Browser, urls
from net.thread import LocalInternet

from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.policy import Pattern, Policies
from awesomelint.links.rate_limits import is_used_up, until_reset

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1700000030"}, 30.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1700000030000"}, 30.0),
        ({"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "12.5"}, 12.5),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1699999990"}, 0.0),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "5"}, 5.0),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "7", "ratelimit-limit": "10"}, 7.0),
        ({"ratelimit": "limit=100, remaining=0, reset=50"}, 50.0),
        ({"ratelimit": '"pages";r=0;t=40'}, 40.0),
        ({"ratelimit": '"burst";r=9;t=5, "hour";r=0;t=60'}, 60.0),
        ({"x-ratelimit-remaining": "1", "x-ratelimit-reset": "1700000030"}, None),
        ({"x-ratelimit-remaining": "0"}, None),
        ({"x-ratelimit-remaining": "none", "x-ratelimit-reset": "soon"}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 40}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1900000000"}, None),
        ({"x-ratelimit-remaining": "٠", "x-ratelimit-reset": "9"}, None),
        ({"ratelimit": '"hour";r=00x;t=60'}, None),
        ({"ratelimit": '"hour";t=60'}, None),
        ({"ratelimit": "remaining=0"}, None),
        ({}, None),
    ],
)
def test_headers(headers: dict[str, str], seconds: float | None) -> None:
    assert until_reset(headers, NOW) == seconds
    if seconds is not None:
        assert is_used_up(headers)


@pytest.mark.parametrize("form", ["x", "draft6", "draft7", "draft8"])
def test_a_host_whose_limit_is_used_up_is_asked_after_the_reset(net: LocalInternet, form: str) -> None:
    browser = Browser(net, LONG, policies=Policies([[(Pattern.read("*"), {"concurrency": 1})]]))
    answers = browser.check(*(f"https://limits.test/{form}/30/{page}" for page in range(3)))
    assert {answer.outcome.verdict for answer in answers} == {Verdict.ALIVE}
    times = 1 if form == "x" else 2  # the date that the server gives does not leap with this clock
    assert [round(slept) for slept in browser.clock.slept if slept > 5] == [30] * times


def test_a_limit_that_is_reset_much_later_ends_the_requests_to_its_host(net: LocalInternet) -> None:
    browser = Browser(net, LONG, policies=Policies([[(Pattern.read("*"), {"concurrency": 1})]]))
    answers = browser.check(*(f"https://limits.test/x/3600/{page}" for page in range(3)))
    assert urls(net.requests) == ["GET https://limits.test/x/3600/0"]
    outcomes = [(answer.outcome.verdict, answer.outcome.reason, answer.outcome.detail) for answer in answers]
    assert outcomes[0] == (Verdict.ALIVE, Reason.OK, "")
    assert outcomes[1:] == [(Verdict.BLOCKED, Reason.RATE_LIMITED, "not requested: the host's limit is used up")] * 2
