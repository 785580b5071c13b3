"""arXiv's API, played by a function that answers as its manual says, and as it does on bad days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest
from registries import Run, json_reply, never, no_reply, page, reply, run

from awesomelint.links.exchange import Exchange, Request
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.resolvers.arxiv import ArxivResolver
from awesomelint.papers.identifiers import PaperId

HEAD = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" '
    'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
)
TIMEOUT = no_reply(Reason.TIMEOUT)


def entry(name: str, version: int = 1, title: str = "A Paper", more: str = "") -> str:
    return (
        f"<entry><id>http://arxiv.org/abs/{name}v{version}</id><title>{escape(title)}</title>"
        f"<published>2019-10-02T00:00:00Z</published><updated>2020-01-03T00:00:00Z</updated>"
        f"<summary>We show.</summary><author><name>Ada Example</name></author>{more}</entry>"
    )


def feed(entries: Iterable[str], total: int | None = None) -> str:
    listed = list(entries)
    total = len(listed) if total is None else total
    return (
        f"<?xml version='1.0'?>{HEAD}<opensearch:totalResults>{total}</opensearch:totalResults>{''.join(listed)}</feed>"
    )


def asked(request: Request) -> list[str]:
    assert request.method == "POST"
    assert request.url == "https://export.arxiv.org/api/query"
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    form = parse_qs((request.body or b"").decode())
    names = form["id_list"][0].split(",")
    assert form["max_results"] == [str(len(names))]
    assert 0 < len(names) <= 200
    return names


def arxiv(*papers: str, latest: int = 1) -> Callable[[Request], Exchange]:
    """An API that knows some papers; all that it is asked for, if none are given."""
    return lambda request: reply(
        200, feed(entry(name, latest) for name in reversed(asked(request)) if not papers or name in papers)
    )


def names(count: int) -> list[str]:
    return [f"2401.{number:05}" for number in range(1, count + 1)]


def urls(count: int) -> list[str]:
    return [f"https://arxiv.org/abs/{name}" for name in names(count)]


def test_many_papers_take_few_requests() -> None:
    found = run(ArxivResolver(), urls(250), arxiv())
    assert len(found.requests) == 2
    assert found.verdicts() == {Verdict.ALIVE: 250}
    assert found.most_at_once == 1
    assert {answer.outcome.reason for answer in found.answers.values()} == {Reason.REGISTERED}


def test_all_forms_of_a_paper_are_one_question() -> None:
    forms = [
        "https://arxiv.org/abs/2401.00001",
        "https://arxiv.org/abs/2401.00001v1",
        "http://www.arxiv.org/pdf/2401.00001.pdf",
        "https://export.arxiv.org/abs/2401.00001",
        "https://arxiv.org/html/2401.00001v1",
        "https://ar5iv.labs.arxiv.org/html/2401.00001",
        "https://www.alphaxiv.org/abs/2401.00001",
        "https://huggingface.co/papers/2401.00001",
        "https://doi.org/10.48550/arXiv.2401.00001",
    ]
    assert all(map(ArxivResolver.takes, forms))
    found = run(ArxivResolver(), forms, arxiv())
    assert [asked(request) for request in found.requests] == [["2401.00001"]]
    assert found.verdicts() == {Verdict.ALIVE: len(forms)}


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/list/cs.CL/recent",
        "https://arxiv.org/abs/2413.00001",
        "https://arxiv.org/abs/2401.0001",
        "https://huggingface.co/papers/trending",
        "https://arxiv.org/",
        "https://example.org/abs/2401.00001",
    ],
)
def test_what_is_no_paper_is_not_taken(url: str) -> None:
    assert not ArxivResolver.takes(url)


def test_an_absent_paper_is_dead() -> None:
    found = run(ArxivResolver(), urls(3), arxiv("2401.00001", "2401.00003"))
    dead = found["https://arxiv.org/abs/2401.00002"]
    assert (dead.verdict, dead.reason, dead.status) == (Verdict.DEAD, Reason.NOT_REGISTERED, None)
    assert dead.detail == "arXiv API: no such identifier"
    assert dead.resolver == "arxiv"
    assert dead.tries == 0
    assert found.verdicts() == {Verdict.ALIVE: 2, Verdict.DEAD: 1}
    assert len(found.requests) == 1


def test_answers_are_matched_by_identifier() -> None:
    titles = {name: f"Paper {name}" for name in names(5)}
    found = run(
        ArxivResolver(), urls(5), lambda request: reply(200, feed(entry(n, 1, titles[n]) for n in asked(request)[::-1]))
    )
    for name in names(5):
        (record,) = found.answers[f"https://arxiv.org/abs/{name}"].papers
        assert (record.paper, record.title) == (PaperId("arxiv", name), titles[name])


def test_a_version_that_does_not_exist_is_dead() -> None:
    urls = [f"https://arxiv.org/abs/2401.00001{version}" for version in ("", "v1", "v3", "v4")]
    found = run(ArxivResolver(), urls, arxiv(latest=3))
    assert [found[url].verdict for url in urls] == [Verdict.ALIVE, Verdict.ALIVE, Verdict.ALIVE, Verdict.DEAD]
    assert found[urls[3]].detail == "arXiv API: no version 4, the latest is 3"
    assert found.answers[urls[3]].papers


def test_old_identifiers_lose_their_subject_class() -> None:
    url = "https://arxiv.org/abs/math.CA/0611800"
    found = run(ArxivResolver(), [url], arxiv("math/0611800"))
    assert found[url].verdict is Verdict.ALIVE
    assert found.answers[url].papers[0].paper == PaperId("arxiv", "math/0611800")


def test_records_say_what_the_feed_says() -> None:
    more = (
        "<arxiv:comment>Accepted, 12 pages</arxiv:comment><arxiv:journal_ref>J. Ex. 4 (2020) 1</arxiv:journal_ref>"
        "<arxiv:doi>10.1000/xyz123</arxiv:doi><author><name>Zoë\n Müller</name><arxiv:affiliation>X</arxiv:affiliation></author>"
    )
    title = "On the\n  Schrödinger & Ångström  Case: 量子"
    url = "https://arxiv.org/abs/2401.00001"
    found = run(ArxivResolver(), [url], lambda _: reply(200, feed([entry("2401.00001", 2, title, more)])))
    (record,) = found.answers[url].papers
    assert record.source == "arXiv"
    assert record.title == "On the Schrödinger & Ångström Case: 量子"
    assert record.authors == ("Ada Example", "Zoë Müller")
    assert (record.published, record.updated) == ("2019-10-02", "2020-01-03")
    assert (record.comment, record.journal_reference) == ("Accepted, 12 pages", "J. Ex. 4 (2020) 1")
    assert record.venue == "", "arXiv itself says of no place of publication"
    assert (record.version, record.earlier_titles) == (2, None)
    assert record.also == record.published_as == (PaperId("doi", "10.1000/xyz123"),)
    assert not record.is_withdrawn


@pytest.mark.parametrize(
    ("comment", "is_withdrawn"),
    [
        ("This paper has been withdrawn by the author due to an error", True),
        ("Withdrawn by arXiv administrators", True),
        ("The submission is withdrawn", True),
        ("paper withdrawn", True),
        ("withdrawn from ICEX 2020, see the new version", False),
        ("We study samples withdrawn by a needle", False),
        ("paper has been withdrawn by the author", True),
        ("12 pages; withdrawn", True),
        ("The authors have withdrawn this paper", True),
        ("We withdraw this paper because of a gap in the proof", True),
        ("This manuscript has been retracted", True),
        ("This paper has since been temporarily withdrawn.", True),
        ("This paper is about withdrawn drugs.", False),
        ("In this paper we study why savers withdrew their money.", False),
        ("This paper is not withdrawn; v1 was replaced", False),
        ("This article supersedes the withdrawn arXiv:2401.00001", False),
        ("The first version was withdrawn, this one is complete", False),
        ("An early draft of this paper was withdrawn", False),
        ("10 pages. Withdrawn medicines are listed in the appendix", False),
        ("10 pages", False),
    ],
)
def test_withdrawn_papers_are_alive_and_noted(comment: str, is_withdrawn: bool) -> None:
    url = "https://arxiv.org/abs/2401.00001"
    answer = feed([entry("2401.00001", more=f"<arxiv:comment>{comment}</arxiv:comment>")])
    found = run(ArxivResolver(), [url], lambda _: reply(200, answer))
    assert found[url].verdict is Verdict.ALIVE
    (record,) = found.answers[url].papers
    assert record.is_withdrawn is is_withdrawn
    assert (record.withdrawal, record.withdrawn_on) == ((comment, "2020-01-03") if is_withdrawn else ("", ""))
    assert found[url].detail == ("arXiv: withdrawn" if is_withdrawn else "")


@pytest.mark.parametrize(
    ("abstract", "is_withdrawn"),
    [
        ("This paper has been withdrawn by the authors.", True),
        ("Withdrawn.", True),
        ("We count how often the paper was withdrawn from a drawer.", False),
        ("Trust is hard. The paper is withdrawn by the machine, sheet by sheet.", False),
        ("Withdrawn accounts are a burden for banks.", False),
    ],
)
def test_an_abstract_says_so_only_if_it_is_nothing_else(abstract: str, is_withdrawn: bool) -> None:
    url = "https://arxiv.org/abs/2401.00001"
    answer = feed([entry("2401.00001").replace("We show.", abstract)])
    found = run(ArxivResolver(), [url], lambda _: reply(200, answer))
    assert found.answers[url].papers[0].is_withdrawn is is_withdrawn


def test_files_of_withdrawn_papers_are_asked_for_themselves() -> None:
    """A version is withdrawn: its page stays, its file goes, and the files of those before stay."""
    asked_for = [f"https://arxiv.org/{end}" for end in ("pdf/2401.00001", "pdf/2401.00001v3.pdf", "html/2401.00001")]
    known = [f"https://arxiv.org/{end}" for end in ("abs/2401.00001", "abs/2401.00001v3", "pdf/2401.00001v2")]
    known.append("https://huggingface.co/papers/2401.00001")
    answer = feed([entry("2401.00001", 3, more="<arxiv:comment>This paper has been withdrawn</arxiv:comment>")])
    statuses = iter((404, 200, 503))

    def script(request: Request) -> Exchange:
        return reply(200, answer) if request.method == "POST" else reply(next(statuses))

    found = run(ArxivResolver(), [*asked_for, *known], script)
    assert not found.plain
    assert [request.url for request in found.requests if request.method == "HEAD"] == [
        "https://export.arxiv.org/pdf/2401.00001v3"
    ] * 3
    assert [found[url].verdict for url in asked_for] == [Verdict.DEAD, Verdict.ALIVE, Verdict.UNSURE]
    assert [found[url].detail for url in asked_for[:2]] == ["arXiv: withdrawn"] * 2
    assert found[asked_for[2]].detail == "503, server error; arXiv: withdrawn"
    assert found.verdicts() == {Verdict.DEAD: 1, Verdict.UNSURE: 1, Verdict.ALIVE: 5}
    assert all(answer.papers[0].is_withdrawn for answer in found.answers.values())


def test_what_spoils_a_batch_is_taken_out_and_its_page_asked_for() -> None:
    spoiler = "2401.00002"
    error = (
        "<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_2401.00002</id><title>Error</title></entry>"
    )

    def script(request: Request) -> Exchange:
        return reply(400, feed([error])) if spoiler in asked(request) else arxiv()(request)

    found = run(ArxivResolver(), urls(4), script)
    assert len(found.requests) == 2
    assert found.plain == [f"https://arxiv.org/abs/{spoiler}"]
    assert found.verdicts() == {Verdict.ALIVE: 4}
    assert not found.notes


def test_what_an_answer_that_is_cut_short_lacks_is_asked_for_again() -> None:
    def script(request: Request) -> Exchange:
        whole = feed(map(entry, asked(request)))
        return reply(200, whole[: len(whole) * 2 // 3] if len(asked(request)) > 3 else whole)

    found = run(ArxivResolver(), urls(9), script)
    assert found.verdicts() == {Verdict.ALIVE: 9}
    assert len(found.requests) == 3


def test_a_feed_that_holds_less_than_it_says_proves_nothing_dead_at_first() -> None:
    def script(request: Request) -> Exchange:
        wanted = asked(request)
        return reply(200, feed(map(entry, wanted[:2]), total=len(wanted)))

    assert run(ArxivResolver(), urls(6), script).verdicts() == {Verdict.ALIVE: 6}


def test_an_empty_feed_is_believed_only_when_it_comes_twice() -> None:
    answers = iter([feed([]), feed(map(entry, names(3)))])
    found = run(ArxivResolver(), urls(3), lambda _: reply(200, next(answers)))
    assert found.verdicts() == {Verdict.ALIVE: 3}

    found = run(ArxivResolver(), urls(3), lambda _: reply(200, feed([])))
    assert found.verdicts() == {Verdict.DEAD: 3}
    assert len(found.requests) == 2


def datacite(request: Request) -> list[str]:
    """The arXiv identifiers that DataCite is asked for."""
    parts = urlsplit(request.url)
    assert parts.netloc == "api.datacite.org"
    query = parse_qs(parts.query)["query"][0]
    assert query.startswith("doi:(")
    return [part.strip('"').partition("arxiv.")[2] for part in query[5:-1].split(" OR ")]


def datacite_record(name: str) -> dict[str, Any]:
    return {
        "id": f"10.48550/arxiv.{name}",
        "type": "dois",
        "attributes": {
            "doi": f"10.48550/arxiv.{name}",
            "titles": [{"title": "A  Paper"}],
            "creators": [{"name": "Example, Ada", "givenName": "Ada", "familyName": "Example"}, {"name": "Group"}],
            "dates": [
                {"date": "2024-01-02T03:04:05Z", "dateType": "Submitted"},
                {"date": "2024-02", "dateType": "Updated"},
            ],
            "publicationYear": 2024,
            "relatedIdentifiers": [
                {"relationType": "IsVersionOf", "relatedIdentifierType": "DOI", "relatedIdentifier": "10.1000/xyz"}
            ],
        },
    }


def falling_back(failure: Exchange, known: Callable[[str], bool] = bool) -> Callable[[Request], Exchange]:
    def script(request: Request) -> Exchange:
        if "export.arxiv.org" in request.url:
            return failure
        return json_reply({"data": [datacite_record(name) for name in datacite(request) if known(name)]})

    return script


def requests(found: Run, host: str) -> int:
    return sum(urlsplit(request.url).hostname == host for request in found.requests)


@pytest.mark.parametrize(
    "failure", [reply(429, "Rate exceeded."), reply(503), TIMEOUT, reply(200, "<html>"), reply(200, HEAD)]
)
def test_datacite_answers_when_arxiv_does_not(failure: Exchange) -> None:
    found = run(ArxivResolver(), urls(320), falling_back(failure))
    assert requests(found, "export.arxiv.org") <= 2
    assert requests(found, "api.datacite.org") == 7
    assert found.verdicts() == {Verdict.ALIVE: 320}
    assert len(found.notes) == 1
    (record,) = found.answers["https://arxiv.org/abs/2401.00007"].papers
    assert record.paper == PaperId("arxiv", "2401.00007")
    assert record.source == "DataCite"
    assert record.title == "A Paper"
    assert record.authors == ("Ada Example", "Group")
    assert (record.published, record.updated) == ("2024-01-02", "2024-02")
    assert record.also == (PaperId("doi", "10.1000/xyz"),)


def test_what_neither_knows_is_unsure() -> None:
    refused = reply(429, "Rate exceeded.")
    found = run(ArxivResolver(), urls(2), falling_back(refused, "2401.00001".__eq__))
    unsure = found["https://arxiv.org/abs/2401.00002"]
    assert (unsure.verdict, unsure.reason) == (Verdict.UNSURE, Reason.REGISTRY_UNAVAILABLE)
    assert unsure.detail == "arXiv API: 429, rate limited; DataCite: not known there"
    found = run(ArxivResolver(), urls(120), lambda request: reply(429) if "arxiv" in request.url[:30] else TIMEOUT)
    assert found.verdicts() == {Verdict.UNSURE: 120}
    assert found["https://arxiv.org/abs/2401.00001"].detail == "arXiv API: 429, rate limited; DataCite: timeout"


def test_what_came_before_a_failure_is_kept() -> None:
    answers = iter([feed(map(entry, names(150)))])

    def script(request: Request) -> Exchange:
        if "export.arxiv.org" in request.url:
            return reply(200, next(answers, "")) if len(asked(request)) == 150 else reply(429)
        return falling_back(TIMEOUT)(request)

    found = run(ArxivResolver(), urls(200), script)
    assert found.verdicts() == {Verdict.ALIVE: 200}
    assert requests(found, "export.arxiv.org") == 2
    assert requests(found, "api.datacite.org") == 1


def test_a_missing_network_is_not_held_against_arxiv() -> None:
    found = run(ArxivResolver(), urls(2), lambda _: no_reply(Reason.NAME_UNRESOLVED))
    assert found.verdicts() == {Verdict.UNSURE: 2}
    assert not found.notes


def test_other_pages_are_asked_for_as_pages() -> None:
    url = "https://arxiv.org/list/cs.CL/recent"
    found = run(ArxivResolver(), [url], never, pages={url: page(url, Verdict.DEAD, Reason.NOT_FOUND, 404)})
    assert found[url].verdict is Verdict.DEAD


def test_the_address_of_the_user_introduces_us() -> None:
    found = run(ArxivResolver(), urls(1), arxiv(), mailto="ada@example.org")
    assert "mailto:ada@example.org" in found.requests[0].headers["User-Agent"]
    found = run(ArxivResolver(), urls(1), arxiv(), mailto="ada@example.org\r\nx: y")
    assert "User-Agent" not in found.requests[0].headers


def test_datacite_query_is_escaped() -> None:
    url = "https://arxiv.org/abs/math/0611800"
    found = run(ArxivResolver(), [url], falling_back(TIMEOUT))
    assert '"10.48550/arxiv.math/0611800"' in unquote(found.requests[-1].url)
