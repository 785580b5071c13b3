"""The second round with answers that nobody should trust, and what its queries look like."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest
from registries import NOW, ScriptedFetcher, json_reply, reply
from test_arxiv_resolver import entry, feed

from awesomelint.context import PaperRecord
from awesomelint.links.cache import LinkCache
from awesomelint.links.doubts import Doubt, SecondRound
from awesomelint.links.exchange import Exchange, Request
from awesomelint.links.resolvers import ResolverContext
from awesomelint.links.resolvers.arxiv_api import ArxivApi
from awesomelint.papers.identifiers import PaperId


def ask(
    script: Callable[[Request], Exchange], papers: list[PaperRecord], doubts: list[Doubt], requests: int = 9
) -> SecondRound:
    cache = LinkCache(None, NOW)
    known = {record.paper: record for record in papers}
    second = SecondRound(lambda _: doubts, known, cache)
    assert second.recall()
    notes: list[str] = []
    context = ResolverContext(ScriptedFetcher(script), None, NOW, note=notes.append)  # type: ignore[arg-type]
    asyncio.run(second.ask(ArxivApi(), context, requests))
    papers[:] = known.values()
    return second


WILD = PaperRecord(PaperId("arxiv", "2401.00001"), "arXiv", "The Latest Title of a Paper", version=4)
DOUBT = Doubt(WILD.paper, "Another Title for a Paper")


def test_versions_that_are_missing_and_versions_that_nobody_asked_for() -> None:
    answer = feed(
        [entry("2401.00001", 1, "An \u202eOld\x85 Title"), entry("2401.00001", 9, "No"), entry("2401.00009", 1, "No")]
    )
    papers = [WILD]
    ask(
        lambda request: reply(200, answer if b"id_list" in (request.body or b"") else feed([])),
        papers,
        [DOUBT],
    )
    assert papers[0].earlier_titles == ("An Old Title",)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        feed([entry("2401.00001", 1, "An Old Title")])[:-20],
        feed([entry("2401.00001", 1, "x" * 2_000_000)]),
        b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry>" * 100_000,
        b"[" * 100_000,
    ],
)
def test_answers_that_break_off_are_none(body: bytes | str) -> None:
    papers = [WILD]
    second = ask(lambda _: reply(200, body), papers, [DOUBT])
    assert papers == [WILD]
    assert second.titles == {}


def test_hits_have_the_very_title_and_are_few() -> None:
    hits = [entry(f"2401.{number:05}", 1, "ANOTHER title, for a paper!") for number in range(2, 102)]
    answer = feed([entry("2401.00900", 1, "Another Title for a Paper and More"), *hits])
    papers = [WILD._replace(version=1)]
    second = ask(lambda _: reply(200, answer), papers, [DOUBT])
    (known,) = second.titles.values()
    assert len(known) == 20
    assert {record.title for record in known} == {"ANOTHER title, for a paper!"}


def test_a_title_is_no_query() -> None:
    asked = []

    def script(request: Request) -> Exchange:
        asked.append(dict(parse_qsl((request.body or b"").decode())).get("search_query", request.url))
        return reply(200, feed([])) if request.body else json_reply({"message": {"items": []}})

    titles = ('Say "Yes" OR ti:all AND (no) - it\'s LLM.int8() * ' + "word " * 500, "نظرة على الورق القديم")
    ask(script, [WILD._replace(version=1)], [Doubt(WILD.paper, title) for title in titles])
    assert asked[0].startswith("ti:\"Say Yes OR ti all AND no it's LLM.int8 word word")
    assert asked[0].endswith('" OR ti:"نظرة على الورق القديم"')
    assert len(asked[0]) < 300
    assert max(map(len, asked)) < 4000


def test_versions_go_in_batches() -> None:
    asked: list[int] = []

    def script(request: Request) -> Exchange:
        names = dict(parse_qsl((request.body or b"").decode())).get("id_list", "").split(",")
        asked.append(len(names))
        return reply(200, feed([entry(*name.rsplit("v", 1)) for name in names]))  # type: ignore[arg-type]

    papers = [WILD._replace(paper=PaperId("arxiv", f"2401.{number:05}"), version=50) for number in range(1, 41)]
    ask(script, papers, [Doubt(record.paper, WILD.title, seems_wrong=True, is_linked=True) for record in papers])
    assert asked == [150, 150, 100]
    assert all(record.earlier_titles is not None for record in papers)
