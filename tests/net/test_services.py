"""The services that the local internet plays: answers as the real ones give them, as far as a link checker reads them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from net.client import Fetch
from net.environment import TOKEN
from net.graphql import QueryError, read_query
from net.thread import LocalInternet

GITHUB = "https://api.github.com/graphql"


@pytest.fixture
def fetch(net: LocalInternet) -> Fetch:
    return net.fetch


def ask(fetch: Fetch, query: str, token: str = TOKEN, **variables: str) -> Any:
    body = json.dumps({"query": query, "variables": variables}).encode()
    return json.loads(fetch(GITHUB, "POST", body, authorization=f"Bearer {token}", user_agent="test").body)


def test_github_answers_for_many_at_once(net: LocalInternet, fetch: Fetch) -> None:
    answer = ask(
        fetch,
        """query($path: String!) {
          a: repository(owner: "example-owner", name: "there") { nameWithOwner isArchived
            inside: object(expression: $path) { __typename } branch: object(expression: "main") { __typename }
            missing: object(expression: "main:docs/other.md") { oid } old: object(expression: "master") { oid } }
          b: repository(owner: "EXAMPLE-OLD", name: "NAME", followRenames: true) { ...Facts }
          c: repository(owner: "example-owner", name: "archived") { ...Facts }
          d: repository(owner: "example-owner", name: "empty") { isEmpty defaultBranchRef { name } }
          e: repository(owner: "nobody", name: "nothing") { ...Facts }
          f: repositoryOwner(login: "example-owner") { login ... on User { name } }
          g: repositoryOwner(login: "nobody-at-all") { login }
          rateLimit { cost remaining }
        }
        fragment Facts on Repository { nameWithOwner isArchived }""",
        path="main:docs/guide.md",
    )
    assert answer["data"] == {
        "a": {
            "nameWithOwner": "example-owner/there",
            "isArchived": False,
            "inside": {"__typename": "Blob"},
            "branch": {"__typename": "Commit"},
            "missing": None,
            "old": None,
        },
        "b": {"nameWithOwner": "example-new/name", "isArchived": False},
        "c": {"nameWithOwner": "example-owner/archived", "isArchived": True},
        "d": {"isEmpty": True, "defaultBranchRef": None},
        "e": None,
        "f": {"login": "example-owner", "name": "example-owner"},
        "g": None,
        "rateLimit": {"cost": 1, "remaining": 4999},
    }
    assert [(error["type"], error["path"]) for error in answer["errors"]] == [("NOT_FOUND", ["e"])]


def test_github_says_what_it_does_not_know(fetch: Fetch) -> None:
    answer = ask(fetch, '{ repository(owner: "example-owner", name: "there") { isArchivd } }')
    assert answer["errors"][0]["extensions"]["code"] == "undefinedField"
    assert "data" not in answer
    assert ask(fetch, "{ repository(owner: ")["errors"]


def test_github_and_its_token(net: LocalInternet, fetch: Fetch) -> None:
    assert ask(fetch, "{ viewer { login } }", token="stolen") == {
        "message": "Bad credentials",
        "documentation_url": "https://docs.github.com/graphql",
    }
    assert fetch(GITHUB, "POST", b"{}", user_agent="test").status == 401
    net.settings.github_remaining = 1
    got = fetch(GITHUB, "POST", b'{"query": "{viewer{login}}"}', authorization=f"bearer {TOKEN}", user_agent="test")
    assert (got.status, got.headers["x-ratelimit-remaining"]) == (200, "0")
    assert ask(fetch, "{ viewer { login } }")["errors"][0]["type"] == "RATE_LIMITED"


def test_github_ends_long_queries_if_told_to(net: LocalInternet, fetch: Fetch) -> None:
    net.settings.play("github-api", "long-queries-fail")

    def asked(number: int) -> Any:
        return ask(
            fetch, "{" + " ".join(f'r{n}: repository(owner: "a", name: "b") {{ name }}' for n in range(number)) + "}"
        )

    assert asked(60)["message"] == "We couldn't respond to your request in time."
    assert asked(50)["data"]["r49"] is None


@pytest.mark.parametrize(
    "query", ["", "{", "{ a: }", "query { ...Missing }", "{ a(b: $c) }", "{ a } }", '{ a(b: "', "{ a ; }"]
)
def test_what_is_no_query(query: str) -> None:
    with pytest.raises(QueryError):
        read_query(query, {})


@pytest.mark.parametrize(
    ("url", "status", "to"),
    [
        ("https://github.com/example-owner/there", 200, ""),
        ("https://github.com/Example-Owner/There", 200, ""),
        ("https://github.com/example-owner/there.git", 200, ""),
        ("https://github.com/example-owner/there/issues", 200, ""),
        ("https://github.com/example-owner/there/tree/main/docs", 200, ""),
        ("https://github.com/example-owner/there/blob/v1.0/README.md", 200, ""),
        ("https://github.com/example-owner/there/blob/main/a%20folder/%C3%BC.md", 200, ""),
        ("https://github.com/example-owner/there/tree/main/other", 404, ""),
        (
            "https://github.com/example-owner/there/tree/master/docs",
            302,
            "https://github.com/example-owner/there/tree/main/docs",
        ),
        ("https://github.com/example-owner/slashes/blob/feature/one/docs/guide.md", 200, ""),
        ("https://github.com/example-old/name/tree/main", 301, "https://github.com/example-new/name/tree/main"),
        ("https://github.com/example-owner/taken-down", 451, ""),
        ("https://github.com/example-owner", 200, ""),
        ("https://github.com/nobody/nothing", 404, ""),
        ("https://raw.githubusercontent.com/example-owner/there/main/README.md", 200, ""),
        ("https://raw.githubusercontent.com/example-owner/there/main/NOTHING.md", 404, ""),
        ("https://api.github.com/repos/example-owner/there", 200, ""),
        ("https://api.github.com/repos/example-old/name", 301, "https://api.github.com/repos/example-new/name"),
        ("https://doi.org/10.5555/EXAMPLE.1", 302, "https://publisher.example.org/article/1"),
        ("https://doi.org/10.48550/arXiv.2501.00001", 302, "https://arxiv.org/abs/2501.00001"),
        ("https://doi.org/10.5555/nothing", 404, ""),
        ("http://dx.doi.org/10.5555/example.1", 301, "https://doi.org/10.5555/example.1"),
        ("https://openreview.net/forum?id=abc", 403, ""),
        ("https://api2.openreview.net/notes?id=abc", 403, ""),
        ("https://huggingface.co/papers/2501.00001", 200, ""),
        ("https://huggingface.co/papers/2501.99999", 404, ""),
        (
            "https://huggingface.co/transformers/model_doc/bert.html",
            301,
            "https://huggingface.co/docs/transformers/model_doc/bert",
        ),
        ("https://paperswithcode.com/paper/known", 302, "https://huggingface.co/papers/2501.00001"),
        ("https://paperswithcode.com/paper/unknown", 302, "https://huggingface.co/papers/trending"),
        ("https://www.youtube.com/watch?v=bbbbbbbbbbb", 200, ""),
        (
            f"https://www.youtube.com/oembed?format=json&url={quote('https://www.youtube.com/watch?v=aaaaaaaaaaa')}",
            200,
            "",
        ),
        (
            f"https://www.youtube.com/oembed?format=json&url={quote('https://www.youtube.com/watch?v=bbbbbbbbbbb')}",
            404,
            "",
        ),
        (
            "https://web.archive.org/web/https://gone.example.org/article/3",
            302,
            "https://web.archive.org/web/20230101000000/https://gone.example.org/article/3",
        ),
        ("https://web.archive.org/web/20230101000000/https://gone.example.org/article/3", 200, ""),
        ("https://web.archive.org/web/https://example.org/", 404, ""),
        ("https://example.org/moved", 301, "https://example.org/"),
        ("https://example.org/missing", 404, ""),
        ("https://walled.example.org/article/2", 403, ""),
        ("https://aclanthology.org/P19-1580/", 200, ""),
        ("https://aclanthology.org/P19-1581/", 404, ""),
    ],
)
def test_pages(fetch: Fetch, url: str, status: int, to: str) -> None:
    got = fetch(url, user_agent="test")
    assert (got.status, got.headers.get("location", "")) == (status, to)


def test_pages_of_papers_have_tags(fetch: Fetch) -> None:
    body = fetch("https://aclanthology.org/P19-1580/").body.decode()
    assert '<meta name="citation_author" content="Elena Voita">' in body
    assert '<meta name="citation_publication_date" content="2019">' in body


@pytest.mark.parametrize(
    ("doi", "status", "code"),
    [("10.5555/example.1", 200, 1), ("10.5555/nothing", 404, 100), ("10.5555/example.nowhere", 404, 200)],
)
def test_handles(fetch: Fetch, doi: str, status: int, code: int) -> None:
    got = fetch(f"https://doi.org/api/handles/{doi}")
    answer = json.loads(got.body)
    assert (got.status, answer["responseCode"], answer["handle"]) == (status, code, doi)


def test_crossref_batch(fetch: Fetch) -> None:
    wanted = "doi:10.5555/EXAMPLE.1,doi:10.5555/nothing,doi:10.5281/zenodo.5555,doi:10.5555/example.2"
    got = fetch(f"https://api.crossref.org/works?filter={wanted}&rows=50&select=DOI,title&mailto=a@example.org")
    assert json.loads(got.body)["message"]["items"] == [
        {"DOI": "10.5555/example.1", "title": ["A paper in a journal"]},
        {"DOI": "10.5555/example.2", "title": ["A paper behind a wall"]},
    ]
    assert got.headers["x-api-pool"] == "polite"
    assert fetch("https://api.crossref.org/works?filter=doi:10.5555/example.1&select=doi").status == 400
    assert fetch("https://api.crossref.org/works/10.5555/nothing").body == b"Resource not found."


def test_datacite_batch(fetch: Fetch) -> None:
    query = 'doi:("10.48550/arxiv.2501.00001" OR "10.48550/arxiv.2501.99999" OR "10.5555/example.1" OR "10.5281/zenodo.5555")'
    got = json.loads(fetch(f"https://api.datacite.org/dois?query={quote(query)}&page%5Bsize%5D=50").body)
    assert [item["id"] for item in got["data"]] == ["10.48550/arxiv.2501.00001", "10.5281/zenodo.5555"]
    assert got["data"][0]["attributes"]["creators"][0]["familyName"] == "Example"


@pytest.mark.parametrize(
    ("service", "mode", "url", "status"),
    [
        ("datacite", "rate-exceeded", "https://api.datacite.org/dois/10.5281/zenodo.5555", 429),
        ("crossref", "down", "https://api.crossref.org/works/10.5555/example.1", 503),
        ("doi", "down", "https://doi.org/api/handles/10.5555/example.1", 503),
        ("github", "rate-limited", "https://github.com/example-owner/there", 429),
        ("github", "forbidden", "https://github.com/example-owner/there", 403),
        ("github-api", "secondary-limit", "https://api.github.com/repos/example-owner/there", 403),
    ],
)
def test_bad_days(net: LocalInternet, fetch: Fetch, service: str, mode: str, url: str, status: int) -> None:
    assert fetch(url, user_agent="test").status == 200
    net.settings.play(service, mode)
    assert fetch(url, user_agent="test").status == status


def test_the_limited_github_counts_a_minute(net: LocalInternet, fetch: Fetch) -> None:
    net.settings.play("github", "limited")
    assert [fetch("https://github.com/example-owner/there").status for _ in range(61)] == [200] * 60 + [429]
