"""Mishaps on a large scale: what is said to be true of a URL is what it answers."""

from __future__ import annotations

import http.client
from collections import Counter

import pytest

from net.client import Fetch
from net.mishaps import Truth, truth
from net.thread import LocalInternet

SHARE = 0.5

URLS = [
    url
    for number in range(40)
    for url in (
        f"https://arxiv.org/abs/2301.{number:05}",
        f"https://arxiv.org/pdf/2303.{number:05}",
        f"https://github.com/somebody/repository-{number}",
        f"https://github.com/somebody/repository-{number}/tree/main/docs",
        f"https://www.somewhere.org/page-{number}?q=a%20b",
        f"https://huggingface.co/papers/2302.{number:05}",
    )
]


@pytest.fixture
def fetch(net: LocalInternet) -> Fetch:
    net.settings.all_exist = True
    net.settings.mishaps = SHARE
    return net.fetch


def judge(fetch: Fetch, url: str) -> Truth:
    """Judge a URL as a patient reader would, who knows what is invented here."""
    for _ in range(2):
        try:
            got = fetch(url)
        except (OSError, http.client.HTTPException):
            return Truth.UNKNOWN
        if got.status not in (429, 503):
            break
    if got.status == 301:
        got = fetch(got.headers["location"])
    if b"404 - Page Not Found" in got.body:
        return Truth.PRETENDS
    return {200: Truth.ALIVE, 403: Truth.UNKNOWN}.get(got.status, Truth.DEAD)


@pytest.mark.slow
def test_the_truth_is_what_is_answered(fetch: Fetch) -> None:
    said = {url: truth(url, SHARE) for url in URLS}
    assert {url: judge(fetch, url) for url in URLS} == said
    counts = Counter(said.values())
    assert min(counts[kind] for kind in Truth) > 0
    assert counts[Truth.ALIVE] > len(URLS) / 2


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://arxiv.org/paper/2301.00001", Truth.DEAD),
        ("https://arxiv.org/list/cs.CL/recent", Truth.ALIVE),
        ("https://dl.acm.org/doi/10.1145/1.2", Truth.UNKNOWN),
        ("https://openreview.net/forum?id=1", Truth.UNKNOWN),
        ("https://paperswithcode.com/paper/one", Truth.PRETENDS),
        ("https://link.springer.com/article/10.1007/1-2", Truth.ALIVE),
    ],
)
def test_hosts_that_are_known(expected: Truth, url: str) -> None:
    assert truth(url, SHARE) is expected


def test_without_mishaps_all_is_well() -> None:
    assert {truth(url, 0) for url in URLS} == {Truth.ALIVE}
