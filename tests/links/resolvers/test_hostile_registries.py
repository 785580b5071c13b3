"""Registries that answer with rubbish: every target is answered, nothing is raised, and nothing is dead that nobody said is."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registries import json_reply, no_reply, reply, run
from test_arxiv_resolver import entry, feed

from awesomelint.links.exchange import MAX_BODY, Exchange, Request
from awesomelint.links.network import RESOLVERS
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.resolvers import read_json
from awesomelint.links.resolvers.arxiv_api import read_feed

TARGETS = {
    "arxiv": [
        "https://arxiv.org/abs/2401.00001",
        "https://arxiv.org/pdf/2401.00002v2",
        "https://arxiv.org/abs/hep-th/9901001",
    ],
    "doi": ["https://doi.org/10.1145/1.2", "https://dl.acm.org/doi/10.1145/3.4", "https://doi.org/10.5281/zenodo.1"],
    "github": [
        "https://github.com/someone",
        "https://github.com/someone/code",
        "https://github.com/someone/code/tree/a/b/c",
    ],
    "youtube": ["https://youtu.be/abcdefghijk", "https://www.youtube.com/@someone"],
}

names = st.sampled_from(
    "data message items attributes doi DOI id titles title creators name errors type path p0 p1 p2 o0 r0 nameWithOwner login "
    "responseCode handle values author given published date-parts dates date relation has-preprint container event".split()
)
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["NOT_FOUND", "10.1145/1.2", "10.5281/zenodo.1", "someone/code", "p0", 1, 100, 200]),
)
trees = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5), max_leaves=25
)
statuses = st.sampled_from([200, 200, 200, 301, 400, 401, 403, 404, 418, 429, 500, 503, 999])
exchanges = st.one_of(
    st.builds(lambda status, body: reply(status, body), statuses, st.binary(max_size=60)),
    st.builds(lambda status, tree: json_reply(tree, status), statuses, trees),
    st.builds(no_reply, st.sampled_from([Reason.TIMEOUT, Reason.CONNECTION_FAILED, Reason.NO_SUCH_HOST])),
)


@pytest.mark.parametrize("name", TARGETS)
@given(answers=st.lists(exchanges, min_size=1, max_size=6))
def test_rubbish_is_answered(name: str, answers: list[Exchange]) -> None:
    turn = iter(range(10**6))

    def script(_: Request) -> Exchange:
        return answers[next(turn) % len(answers)]

    found = run(RESOLVERS[name](), TARGETS[name], script, token="t")
    assert next(turn) <= 20
    said = repr(answers)
    for answer in found.answers.values():
        if answer.outcome.verdict is Verdict.DEAD:
            assert any(word in said for word in ("404", "NOT_FOUND", "100", "null"))


WHOLE = {
    "arxiv": feed(entry(name, 3) for name in ("2401.00001", "2401.00002", "hep-th/9901001")).encode(),
    "github": json.dumps(
        {
            "data": {
                "p0": {"login": "someone"},
                "p1": {"nameWithOwner": "someone/code"},
                "p2": {"nameWithOwner": "someone/code", "o0": {"__typename": "Tree"}},
            }
        }
    ).encode(),
}


@pytest.mark.parametrize("name", WHOLE)
def test_answers_cut_short_anywhere_kill_nobody(name: str) -> None:
    whole = WHOLE[name]
    for length in range(0, len(whole), 7):
        found = run(RESOLVERS[name](), TARGETS[name], _cut(name, whole[:length]), token="t")
        assert Verdict.DEAD not in found.verdicts()
    assert run(RESOLVERS[name](), TARGETS[name], _cut(name, whole), token="t").verdicts() == {Verdict.ALIVE: 3}


def _cut(name: str, body: bytes) -> Callable[[Request], Exchange]:
    return lambda request: reply(200, body) if name in request.url else no_reply(Reason.TIMEOUT)


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: f"<feed>{text}</feed>".encode()))
def test_feeds_of_any_bytes(body: bytes) -> None:
    assert not read_feed(body).entries


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><feed>&b;</feed>',
        b'<!DOCTYPE feed SYSTEM "file:///etc/passwd"><feed/>',
        b"<!DOCTYPE feed><feed/>",
        b"<feed>" + b"<a>" * (MAX_BODY // 3),
        b"<feed>" + b"&#65;" * (MAX_BODY // 5),
        b'<?xml version="1.0" encoding="utf-7"?><feed/>',
        b'<?xml version="1.0" encoding="no-such"?><feed/>',
        b"\xff\xfe<\x00",
    ],
    ids=["entities", "external", "doctype", "deep", "long", "utf-7", "encoding", "utf-16"],
)
def test_feeds_that_mean_harm(body: bytes) -> None:
    assert not read_feed(body).entries
    assert not read_feed(body).is_whole


def test_json_that_means_harm() -> None:
    for body in (b"[" * MAX_BODY, b"1" * MAX_BODY, b'{"a":' * 100_000, b"\xff", b"", b"nul", b"{}x", b"\x00{}"):
        value: Any = read_json(body)
        assert value is None or isinstance(value, float)
