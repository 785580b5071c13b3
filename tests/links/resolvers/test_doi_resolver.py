"""The registries of DOIs, played by a function: Crossref, DataCite and the handle system."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from registries import Run, json_reply, no_reply, page, reply, run

from awesomelint.links.exchange import Exchange, Request
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.resolvers.doi import DoiResolver, read_holding
from awesomelint.papers.identifiers import PaperId

DOWN = no_reply(Reason.TIMEOUT)


class Registries:
    """DOIs by agency, in lower case; `handles` are those that only the handle system knows."""

    def __init__(self, crossref: Any = (), datacite: Any = (), handles: Any = (), down: tuple[str, ...] = ()) -> None:
        self.crossref, self.datacite, self.handles, self.down = crossref, datacite, handles, down

    def __call__(self, request: Request) -> Exchange:
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if host in self.down:
            return DOWN
        if host == "api.crossref.org":
            dois = [part.removeprefix("doi:") for part in parse_qs(parts.query)["filter"][0].split(",")]
            assert len(dois) <= 50
            return json_reply({"message": {"items": [crossref_item(doi) for doi in dois if doi in self.crossref]}})
        if host == "api.datacite.org":
            dois = [part.strip('"') for part in parse_qs(parts.query)["query"][0][5:-1].split(" OR ")]
            return json_reply({"data": [{"id": doi, "attributes": {}} for doi in dois if doi in self.datacite]})
        assert request.url.startswith("https://doi.org/api/handles/")
        doi = unquote(parts.path.removeprefix("/api/handles/"))
        if doi in self.handles:
            url = {"index": 1, "type": "URL", "data": {"format": "string", "value": f"https://example.org/{doi}"}}
            return json_reply({"responseCode": 1, "handle": doi, "values": [url]})
        return json_reply({"responseCode": 100, "handle": doi}, 404)


def crossref_item(doi: str) -> dict[str, Any]:
    return {
        "DOI": doi.upper(),
        "title": ["A\n <i>Paper</i> of Ours &amp; <jats:sup>2</jats:sup> a<b", "Another Title"],
        "author": [{"given": "Ada", "family": "Example"}, {"name": "The Group"}, {}],
        "container-title": ["Journal of Examples"],
        "published": {"date-parts": [[2019, 7]]},
        "relation": {"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.1909.10351"}]},
    }


def asked(found: Run) -> list[str]:
    return [urlsplit(request.url).hostname or "" for request in found.requests]


def dois(count: int) -> list[str]:
    return [f"10.1145/1234567.{number}" for number in range(count)]


def urls(count: int) -> list[str]:
    return [f"https://doi.org/{doi}" for doi in dois(count)]


def test_what_an_agency_knows_needs_no_further_question() -> None:
    found = run(DoiResolver(), urls(120), Registries(crossref=dois(120)))
    assert asked(found) == ["api.crossref.org"] * 3
    assert found.verdicts() == {Verdict.ALIVE: 120}
    outcome = found["https://doi.org/10.1145/1234567.7"]
    assert (outcome.reason, outcome.resolver, outcome.status, outcome.tries) == (Reason.REGISTERED, "doi", None, 0)
    (record,) = found.answers[outcome.url].papers
    assert record.paper == PaperId("doi", "10.1145/1234567.7")
    assert record.source == "Crossref"
    assert record.title == "A Paper of Ours & 2 a<b"
    assert record.authors == ("Ada Example", "The Group")
    assert (record.published, record.venue) == ("2019-07", "Journal of Examples")
    assert record.also == (PaperId("arxiv", "1909.10351"),)


def update(kind: str, day: list[int], doi: str = "10.1145/1.notice") -> dict[str, Any]:
    return {"updated": {"date-parts": [day]}, "DOI": doi, "type": kind, "label": kind.title(), "source": "publisher"}


@pytest.mark.parametrize(
    ("more", "withdrawal", "day"),
    [
        (
            {"updated-by": [update("correction", [2020, 1, 2]), update("retraction", [2021, 2, 3])]},
            "retraction",
            "2021-02-03",
        ),
        ({"updated-by": [update("Withdrawal", [2021])]}, "withdrawal", "2021"),
        ({"updated-by": [update("retraction", [2022]), update("removal", [2021, 5])]}, "removal", "2021-05"),
        ({"updated-by": [{"type": "retraction"}]}, "retraction", ""),
        ({"updated-by": [update("expression_of_concern", [2021])]}, "", ""),
        ({"update-to": [update("retraction", [2021], "10.1145/1.2")]}, "retraction", "2021"),
        ({"update-to": [update("retraction", [2021], "10.1145/3.4")]}, "", ""),  # a notice about another paper
        ({"updated-by": "retraction", "update-to": [1]}, "", ""),
    ],
)
def test_crossref_tells_of_papers_that_were_taken_back(more: dict[str, Any], withdrawal: str, day: str) -> None:
    url = "https://doi.org/10.1145/1.2"
    answer = {"message": {"items": [crossref_item("10.1145/1.2") | more]}}
    found = run(DoiResolver(), [url], lambda _: json_reply(answer))
    (record,) = found.answers[url].papers
    assert (record.is_withdrawn, record.withdrawal, record.withdrawn_on) == (bool(withdrawal), withdrawal, day)


def test_what_a_preprint_was_published_as() -> None:
    related = {
        "is-preprint-of": [{"id-type": "doi", "id": "10.1145/5.6"}],
        "has-version": [{"id-type": "doi", "id": "10.1145/1.2.v2"}],
    }
    answer = {"message": {"items": [crossref_item("10.1145/1.2") | {"relation": related}]}}
    found = run(DoiResolver(), ["https://doi.org/10.1145/1.2"], lambda _: json_reply(answer))
    (record,) = found.answers["https://doi.org/10.1145/1.2"].papers
    assert record.published_as == (PaperId("doi", "10.1145/5.6"),)
    assert record.also == (PaperId("doi", "10.1145/5.6"), PaperId("doi", "10.1145/1.2.v2"))


def test_what_no_agency_knows_is_asked_of_the_handle_system() -> None:
    here, gone = "https://doi.org/10.1145/1234567.1", "https://dx.doi.org/10.1145/1234567.2"
    found = run(DoiResolver(), [here, gone], Registries(handles=["10.1145/1234567.1"]))
    assert asked(found) == ["api.crossref.org", "doi.org", "doi.org"]
    assert found[here].verdict is Verdict.ALIVE
    assert found[here].final_url == "https://example.org/10.1145/1234567.1"
    assert found[here].tries == 1
    assert (found[gone].verdict, found[gone].reason) == (Verdict.DEAD, Reason.NOT_REGISTERED)
    assert found[gone].detail == "handle API: no such DOI"
    assert found[gone].status is None


def test_datacite_is_asked_for_its_own() -> None:
    url = "https://doi.org/10.5281/zenodo.4077754"
    found = run(DoiResolver(), [url], Registries(datacite=["10.5281/zenodo.4077754"]))
    assert asked(found) == ["api.datacite.org"]
    assert found[url].verdict is Verdict.ALIVE
    assert found.answers[url].papers[0].source == "DataCite"


PUBLISHERS = [
    "https://dl.acm.org/doi/10.1145/3292500.3330701",
    "https://dl.acm.org/doi/pdf/10.1145/3292500.3330701",
    "https://onlinelibrary.wiley.com/doi/abs/10.1002/int.22739",
    "https://www.science.org/doi/10.1126/science.aaa8415",
    "https://link.springer.com/article/10.1007/s10579-018-9431-1",
    "https://www.tandfonline.com/doi/full/10.1080/01621459.2017.1285773",
    "https://www.nature.com/articles/s41586-019-1724-z",
]


@pytest.mark.parametrize("url", PUBLISHERS)
def test_publishers_are_not_asked_where_their_urls_hold_the_doi(url: str) -> None:
    assert DoiResolver.takes(url)
    found = run(DoiResolver(), [url], lambda request: Registries(crossref=_All())(request))
    assert asked(found) == ["api.crossref.org"]
    assert found[url].verdict is Verdict.ALIVE
    assert not found.plain


class _All:
    def __contains__(self, _: object) -> bool:
        return True


def test_papers_of_the_anthology_are_asked_for_by_their_doi_and_else_as_pages() -> None:
    known, unknown = "https://aclanthology.org/P19-1580/", "https://aclanthology.org/L18-1001.pdf"
    found = run(DoiResolver(), [known, unknown], Registries(crossref=["10.18653/v1/p19-1580"]))
    assert asked(found) == ["api.crossref.org"]
    assert found.plain == [unknown]
    assert found.answers[known].papers[0].paper == PaperId("acl", "P19-1580")
    both = ["https://doi.org/10.18653/v1/L18-1001", unknown]
    found = run(DoiResolver(), both, Registries())
    assert found.verdicts() == {Verdict.DEAD: 1, Verdict.ALIVE: 1}
    assert found.plain == [unknown]


@pytest.mark.parametrize("registries", [Registries(), Registries(down=("api.crossref.org", "doi.org"))])
def test_a_publishers_page_is_asked_for_when_its_doi_is_not_known(registries: Registries) -> None:
    url = PUBLISHERS[0]
    walled = page(url, Verdict.BLOCKED, Reason.WALL, 403)
    found = run(DoiResolver(), [url], registries, pages={url: walled})
    assert found.plain == [url]
    assert found[url] == walled


@pytest.mark.parametrize(
    ("url", "doi"),
    [
        ("https://doi.org/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://doi.org/10.1145/3292500.3330701.", "10.1145/3292500.3330701."),
        ("http://dx.doi.org/doi:10.1145/ABC", "10.1145/abc"),
        ("https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15%3C1661::AID-SIM968%3E3.0.CO;2-2", None),
        ("https://doi.org/10.21203/rs.3.rs-123456/v1", "10.21203/rs.3.rs-123456/v1"),
        ("https://doi.org/10/abcde", "10/abcde"),
        ("https://www.doi.org/10.1145/1", "10.1145/1"),
        ("https://doi.org/", ""),
        ("https://doi.org/the-identifier/resources", ""),
        ("https://ieeexplore.ieee.org/document/8954382", ""),
        ("https://[doi.org/10.1145/1", ""),
        ("https://www.science.org/doi/suppl/10.1126/science.aaa8415/suppl_file/x.pdf", ""),
        ("https://doi.org/10.1145/" + "x" * 600, ""),
    ],
)
def test_the_doi_in_a_url(url: str, doi: str | None) -> None:
    holding = read_holding(url)
    if doi == "":
        assert holding is None
    else:
        assert holding is not None
        assert holding.doi == (doi or "10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2")


def test_handles_are_escaped_and_matched() -> None:
    url = "https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15%3C1661::AID-SIM968%3E3.0.CO;2-2"
    doi = "10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2"
    found = run(DoiResolver(), [url], Registries(handles=[doi]))
    assert found[url].verdict is Verdict.ALIVE
    assert "<" not in found.requests[-1].url


def test_dois_with_a_comma_are_kept_out_of_lists() -> None:
    url = "https://doi.org/10.1000/a,b"
    found = run(DoiResolver(), [url], Registries(handles=["10.1000/a,b"]))
    assert asked(found) == ["doi.org"]
    assert found[url].verdict is Verdict.ALIVE


@pytest.mark.parametrize(
    "answer",
    [
        reply(429),
        reply(503, "busy"),
        DOWN,
        reply(404, "<html>not here"),
        reply(200, "[]"),
        json_reply({"responseCode": 2, "handle": "10.1145/1234567.0"}, 500),
        json_reply({"responseCode": 100, "handle": "10.1145/another"}, 404),
    ],
)
def test_no_word_of_the_handle_system_is_no_proof(answer: Exchange) -> None:
    def script(request: Request) -> Exchange:
        return DOWN if "crossref" in request.url else answer

    (url,) = urls(1)
    found = run(DoiResolver(), [url], script)
    assert (found[url].verdict, found[url].reason) == (Verdict.UNSURE, Reason.REGISTRY_UNAVAILABLE)
    assert found[url].detail.startswith("handle API: ")


def test_a_doi_that_leads_nowhere_is_unsure() -> None:
    (url,) = urls(1)
    answers: list[dict[str, Any]] = [
        {"responseCode": 200, "handle": "10.1145/1234567.0"},
        {"responseCode": 1, "handle": "10.1145/1234567.0", "values": []},
    ]
    for answer in answers:
        found = run(DoiResolver(), [url], lambda r, a=answer: DOWN if "crossref" in r.url else json_reply(a))  # type: ignore[misc]
        assert found[url].verdict is Verdict.UNSURE
    alias = {"type": "HS_ALIAS", "data": {"value": "10.1145/another"}}
    answers[1]["values"] = [alias]
    found = run(DoiResolver(), [url], lambda r: DOWN if "crossref" in r.url else json_reply(answers[1]))
    assert found[url].verdict is Verdict.ALIVE


def test_where_a_doi_leads_is_a_url_or_nothing() -> None:
    (url,) = urls(1)
    data = {"type": "URL", "data": {"value": "javascript:alert(1)"}}
    answer = {"responseCode": 1, "handle": "10.1145/1234567.0", "values": [data]}
    found = run(DoiResolver(), [url], lambda r: DOWN if "crossref" in r.url else json_reply(answer))
    assert found[url].verdict is Verdict.ALIVE
    assert found[url].final_url is None


def test_a_handle_system_that_is_down_is_left_in_peace() -> None:
    found = run(DoiResolver(), urls(60), Registries(down=("api.crossref.org", "doi.org")))
    assert found.verdicts() == {Verdict.UNSURE: 60}
    assert asked(found).count("doi.org") <= 7
    assert found.most_at_once <= 3


def test_at_most_three_questions_at_once() -> None:
    found = run(DoiResolver(), urls(30), Registries(handles=dois(30)))
    assert found.verdicts() == {Verdict.ALIVE: 30}
    assert found.most_at_once == 3


def test_the_address_of_the_user_makes_us_polite() -> None:
    found = run(DoiResolver(), urls(1), Registries(), mailto="ada@example.org")
    assert "mailto=ada@example.org" in found.requests[0].url
    assert all("mailto:ada@example.org" in request.headers["User-Agent"] for request in found.requests)


def test_equal_dois_are_one_question() -> None:
    forms = ["https://doi.org/10.1145/ABC.1", "https://dl.acm.org/doi/10.1145/abc.1", "http://dx.doi.org/10.1145/abc.1"]
    found = run(DoiResolver(), forms, Registries(handles=["10.1145/abc.1"]))
    assert asked(found) == ["api.crossref.org", "doi.org"]
    assert found.verdicts() == {Verdict.ALIVE: 3}


@pytest.mark.parametrize(
    ("kind", "title"),
    [("journal-issue", ""), ("proceedings", ""), ("edited-book", ""), ("dataset", ""), ("book-chapter", "A Paper")],
)
def test_what_is_no_paper_has_no_title_of_one(kind: str, title: str) -> None:
    answer = {"message": {"items": [crossref_item("10.1145/1.2") | {"type": kind, "title": ["A Paper"]}]}}
    url = "https://doi.org/10.1145/1.2"
    (record,) = run(DoiResolver(), [url], lambda _: json_reply(answer)).answers[url].papers
    assert record.title == title


@pytest.mark.parametrize(
    ("kind", "title"), [("Dataset", ""), ("Software", ""), ("Preprint", "A Paper"), (None, "A Paper")]
)
def test_what_is_no_paper_has_no_title_of_one_at_datacite(kind: str | None, title: str) -> None:
    attributes = {"titles": [{"title": "A Paper"}], "types": {"resourceTypeGeneral": kind}}
    answer = {"data": [{"id": "10.5281/zenodo.1", "attributes": attributes}]}
    url = "https://doi.org/10.5281/zenodo.1"
    (record,) = run(DoiResolver(), [url], lambda _: json_reply(answer)).answers[url].papers
    assert record.title == title
