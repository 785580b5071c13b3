"""The second round, in the local internet: what is asked of links that may lead to another paper, and what is not asked twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from link_checks import Browser
from net.thread import LocalInternet

from awesomelint.checks.papers.claims import judged
from awesomelint.context import PaperRecord
from awesomelint.document.parse import parse_document
from awesomelint.files import Input, read_source
from awesomelint.links.http import HttpFetcher
from awesomelint.links.link_run import LinkReport
from awesomelint.links.policy import load_policies
from awesomelint.links.resolvers.arxiv_api import ArxivApi
from awesomelint.papers.identifiers import PaperId
from awesomelint.papers.identity import Verdict
from awesomelint.papers.titles import title_key
from awesomelint.session import LinkOptions, SessionOptions
from awesomelint.session.session import Session
from awesomelint.source import Source

PEBBLES, CLOUDS, KEYBOARDS, BRIDGES, TOMATOES, SNAILS = (f"arxiv:2501.1000{number}" for number in range(1, 7))

Check = Callable[..., LinkReport]
List = list[tuple[str, str]]
"""Entries: a title, and the identifier at arXiv, or the DOI, that it links to."""

RIGHT: List = [
    ("Learning to Sort Pebbles by Gentle Shaking", "2501.10001"),
    ("Counting Clouds with a Single Camera", "2501.10002"),
    ("A Field Guide to Quiet Keyboards", "2501.10003"),
    ("Why Snails Prefer the Left Side of Walls", "2501.10006"),
]
COPIED = ("Ripening Tomatoes under Blue Light", "2501.10001")
"""An entry with the link of its neighbour; its own paper is 2501.10005."""
RENAMED = ("Typing Without Noise: Dampened Switches for Open Offices", "2501.10003")
PUBLISHED = ("Sleep without Dreams in Forty Villages", "2501.10002")
"""An entry whose paper Crossref alone knows."""
ALIKE = ("A Field Guide to Silent Old Keyboards", "2501.10003")
UNKNOWN = ("Teaching Old Doors to Whistle in Tune", "2501.10002")
SWAPPED: List = [
    ("Learning to Sort Pebbles by Gentle Shaking", "2501.10002"),
    ("Counting Clouds with a Single Camera", "2501.10001"),
]


@pytest.fixture
def check(inside: LocalInternet, no_waits: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Check the links of a list, as a run of its own, with the cache of the runs before."""
    monkeypatch.chdir(tmp_path)

    def check(entries: List, *, is_offline: bool = False, config: str = "") -> LinkReport:
        Path(".awesomelint.yaml").write_text(config)
        urls = (f"https://{'doi.org' if '/' in paper else 'arxiv.org/abs'}/{paper}" for _, paper in entries)
        lines = (f"- {title}. [[paper]({url})]\n" for (title, _), url in zip(entries, urls, strict=True))
        Path("README.md").write_text(f"# Papers\n\n## Some\n\n{''.join(lines)}")
        file = Input("README.md", Path("README.md"))
        session = Session(SessionOptions(links=LinkOptions(True, is_offline=is_offline, cache_dir=tmp_path / "cache")))
        session.collect_links(file, session.parse(file, read_source(file)))
        report = session.check_links(None)
        assert report.error is None
        assert inside.breaches == []
        return report

    return check


@pytest.fixture
def budget(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Change the budget from what so few links allow."""
    return lambda share: monkeypatch.setattr("awesomelint.links.link_run.REQUESTS", share)


def queries(net: LocalInternet) -> list[str]:
    """Return what the registries were asked for, in order: identifiers, versions, titles."""
    asked = []
    for one in net.requests:
        form = dict(parse_qsl(f"{one.target.partition('?')[2]}&{one.body.decode()}"))
        asked.append(form.get("id_list") or form.get("search_query") or form.get("query.title") or one.target)
    return asked


def paper(report: LinkReport, name: str) -> PaperRecord:
    scheme, _, value = name.partition(":")
    return report.facts.papers[PaperId(scheme, value)]


def found(report: LinkReport, title: str) -> list[str] | None:
    papers = report.facts.titles.get(title_key(title))
    return None if papers is None else [str(one.paper) for one in papers]


def test_a_list_whose_links_are_right_needs_no_second_round(net: LocalInternet, check: Check) -> None:
    report = check(RIGHT)
    assert (report.requests, len(queries(net))) == (1, 1)
    assert report.facts.titles == {}
    assert paper(report, KEYBOARDS).earlier_titles is None, "nobody asked"


def test_an_entry_with_the_link_of_its_neighbour(net: LocalInternet, check: Check) -> None:
    report = check([*RIGHT, COPIED])
    assert queries(net)[1:] == ['ti:"Ripening Tomatoes under Blue Light"', "2501.10001v1"]
    assert paper(report, PEBBLES).earlier_titles == ()
    assert found(report, COPIED[0]) == [TOMATOES]
    assert report.facts.titles[title_key(COPIED[0])][0].authors == ("Hal Vine", "Ida Stem")
    again = check([*RIGHT, COPIED])
    assert again.requests == 0
    assert again.facts.papers == report.facts.papers
    assert again.facts.titles == report.facts.titles


@pytest.mark.parametrize("config", ["links: {identity: false}", "select: [LNK, PAP604]", "ignore: [PAP]"])
def test_who_does_not_want_to_know_asks_nothing_more(check: Check, config: str) -> None:
    assert check([*RIGHT, COPIED], config=config).requests == 1
    assert check([*RIGHT, COPIED]).requests == 2


def test_a_request_that_is_made_anyway_asks_about_titles_that_are_alike(net: LocalInternet, check: Check) -> None:
    check([*RIGHT, ALIKE])
    assert len(queries(net)) == 1
    check([*RIGHT, ALIKE, COPIED])
    assert queries(net)[1:] == [
        f'ti:"{COPIED[0]}" OR ti:"{ALIKE[0]}"',
        "2501.10001v1,2501.10003v1,2501.10003v2",
    ]


def test_a_paper_that_was_renamed_is_asked_for_its_titles_if_the_budget_allows(
    net: LocalInternet, check: Check, budget: Callable[[float], None]
) -> None:
    search = f'ti:"{RENAMED[0]}"'.replace(": D", " D")
    report = check([*RIGHT[:2], RENAMED])
    assert queries(net)[1:] == [search]
    assert paper(report, KEYBOARDS).earlier_titles is None
    assert (report.notes, check([*RIGHT[:2], RENAMED]).requests) == ((), 0)
    budget(1.0)
    report = check([*RIGHT, RENAMED])
    assert queries(net)[3:] == ["2501.10003v1,2501.10003v2"]
    assert paper(report, KEYBOARDS).earlier_titles == (RENAMED[0],)
    assert check([*RIGHT, RENAMED]).requests == 0


def test_before_a_link_seems_wrong_earlier_titles_are_asked_for(net: LocalInternet, check: Check) -> None:
    report = check([*RIGHT, RENAMED])
    assert queries(net)[2:] == ["2501.10003v1,2501.10003v2"], "the new title is listed, too"
    assert paper(report, KEYBOARDS).earlier_titles == (RENAMED[0],)


def test_a_title_that_a_papers_file_knows_makes_a_link_seem_wrong(net: LocalInternet, check: Check) -> None:
    Path("lab.bib").write_text(f"@misc{{a, title = {{{RENAMED[0]}}}, author = {{Ann Falk}}, doi = {{10.5555/lab.1}}}}")
    report = check([*RIGHT[:2], RENAMED], config="papers: [lab.bib]")
    assert queries(net)[-1] == "2501.10003v1,2501.10003v2"
    assert paper(report, KEYBOARDS).earlier_titles == (RENAMED[0],)


@pytest.mark.parametrize("mode", ["ok", "no-search", "rate-exceeded", "corrupt"])
def test_a_renamed_paper_is_not_called_wrong_whatever_arxiv_does(
    net: LocalInternet, check: Check, tmp_path: Path, mode: str
) -> None:
    net.settings.play("arxiv", mode)
    report = check([*RIGHT, RENAMED, COPIED])
    document = parse_document(Source(Path("README.md").read_text(), "README.md"))
    said = {one.claim.title: one.identity.verdict for one in judged(document, report.facts)}
    assert said.get(RENAMED[0], Verdict.UNKNOWN) is (Verdict.RENAMED if mode == "ok" else Verdict.UNKNOWN)
    assert (said.get(COPIED[0]) is Verdict.WRONG) is (mode == "ok")


def test_a_paper_that_crossref_alone_knows(net: LocalInternet, check: Check, budget: Callable[[float], None]) -> None:
    assert found(check([RIGHT[0], PUBLISHED]), PUBLISHED[0]) is None
    assert queries(net)[1:] == [f'ti:"{PUBLISHED[0]}"']
    budget(1.0)
    report = check([RIGHT[0], RIGHT[2], PUBLISHED])
    assert queries(net)[3:] == [PUBLISHED[0]]
    assert found(report, PUBLISHED[0]) == ["doi:10.5555/identity.3"]


def test_a_link_with_a_doi_is_looked_up_at_crossref(net: LocalInternet, check: Check) -> None:
    report = check([(PUBLISHED[0], "10.5555/identity.1"), (UNKNOWN[0], "10.5555/identity.1")])
    assert queries(net)[1:] == [PUBLISHED[0]]
    assert found(report, PUBLISHED[0]) == ["doi:10.5555/identity.3"]
    assert len(report.notes) == 1
    check([(PUBLISHED[0], "10.5555/identity.1"), (UNKNOWN[0], "10.5555/identity.1")])
    assert queries(net)[2:] == [UNKNOWN[0]]


def test_a_title_that_nobody_knows(net: LocalInternet, check: Check, budget: Callable[[float], None]) -> None:
    budget(2.0)
    report = check([RIGHT[0], UNKNOWN])
    assert queries(net)[1:] == [f'ti:"{UNKNOWN[0]}"', UNKNOWN[0]]
    assert found(report, UNKNOWN[0]) == []
    again = check([RIGHT[0], UNKNOWN])
    assert (again.requests, found(again, UNKNOWN[0])) == (0, [])
    offline = check([RIGHT[0], UNKNOWN], is_offline=True)
    assert (offline.requests, found(offline, UNKNOWN[0])) == (0, [])


def test_titles_that_the_list_itself_knows_are_not_searched_for(net: LocalInternet, check: Check) -> None:
    report = check(SWAPPED)
    assert queries(net)[1:] == ["2501.10001v1"]
    assert report.facts.titles == {}
    assert report.notes == ()


def test_a_search_that_is_refused_is_made_by_the_next_run(net: LocalInternet, check: Check) -> None:
    net.settings.play("arxiv", "no-search")
    report = check([*RIGHT, COPIED])
    assert found(report, COPIED[0]) is None
    assert report.notes == (
        "1 link with another title than the paper could not be looked up yet; the next run goes on",
    )
    assert paper(report, PEBBLES).earlier_titles is None
    net.settings.play("arxiv", "ok")
    net.reset()
    net.settings.arxiv_interval = 0.0
    again = check([*RIGHT, COPIED])
    assert queries(net) == ['ti:"Ripening Tomatoes under Blue Light"', "2501.10001v1"]
    assert found(again, COPIED[0]) == [TOMATOES]
    assert again.notes == ()


@pytest.mark.parametrize("mode", ["no-search", "down", "corrupt"])
def test_a_search_that_crossref_refuses_is_made_by_the_next_run(net: LocalInternet, check: Check, mode: str) -> None:
    published = (PUBLISHED[0], "10.5555/identity.1")
    check([(RIGHT[3][0], "10.5555/identity.1")])
    net.settings.play("crossref", mode)
    report = check([RIGHT[0], published])
    assert "1 link with another title than the paper could not be looked up yet; the next run goes on" in report.notes
    assert report.facts.titles == {}
    net.reset()
    net.settings.arxiv_interval = 0.0
    again = check([RIGHT[0], published])
    assert queries(net)[-1] == PUBLISHED[0]
    assert found(again, PUBLISHED[0]) == ["doi:10.5555/identity.3"]


@pytest.mark.parametrize("mode", ["rate-exceeded", "corrupt"])
def test_without_arxiv_nothing_more_is_asked(net: LocalInternet, check: Check, mode: str) -> None:
    net.settings.play("arxiv", mode)
    report = check([*RIGHT, COPIED])
    assert {one.host for one in net.requests} == {"export.arxiv.org", "api.datacite.org"}
    assert len(report.notes) == 2
    assert report.facts.titles == {}


def test_a_run_asks_for_so_much_and_the_next_one_goes_on(net: LocalInternet, check: Check) -> None:
    words = "Amber Birch Cedar Dusk Ember Fern Gorse Hazel Iris Juniper Kelp Larch".split()
    entries = [(f"Whistling {word} Doors of {word} Harbour", "2501.10002") for word in words]
    first, second, third = check(entries), check(entries), check(entries)
    assert [one.requests for one in (first, second, third)] == [1 + 1, 1, 0]
    assert first.notes == (
        "2 links with another title than the paper could not be looked up yet; the next run goes on",
    )
    assert (second.notes, third.notes) == ((), ())
    asked = queries(net)
    assert len(asked) == len(set(asked)), "nothing is asked twice"
    assert asked[1].count(" OR ") == 9
    assert asked[2].count(" OR ") == 1


def test_three_seconds_from_the_end_of_an_answer(net: LocalInternet) -> None:
    net.settings.latency = 0.3
    browser = Browser(net, policies=load_policies())
    net.settings.arxiv_interval = 0.0

    async def ask(fetcher: HttpFetcher) -> None:
        api, context = ArxivApi(), browser.context(fetcher)
        await api.ask(["2501.10001"], context)
        await api.earlier_titles({"2501.10001": 2}, context)
        await api.search(["Ripening Tomatoes under Blue Light"], context)

    browser.run(ask)
    pauses = [seconds for seconds in browser.clock.slept if seconds > 2]
    assert len(pauses) == 2
    assert min(pauses) > 2.95, "counted from the end of an answer, however long that took"
    assert net.peak("export.arxiv.org") == 1
