"""GitHub's GraphQL API, played by a function that reads the query as the API would."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from registries import json_reply, never, no_reply, page, redirected, reply, run

from awesomelint.context import RepositoryRecord
from awesomelint.links.exchange import Exchange, Request
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.resolvers.github import GithubResolver, read_destination
from awesomelint.papers.identifiers import RepositoryId

TOKEN = "ghp_secret"
ALIAS = re.compile(
    r"(p\d+):(repository|repositoryOwner)\(([^)]*)\)\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}"
)
OBJECT = re.compile(r"(\w+):object\(expression:\$(\w+)\)")


class Github:
    """Repositories by `owner/name`, in lower case, with their objects; owners by login."""

    def __init__(self, repositories: Mapping[str, Any] | None = None, owners: tuple[str, ...] = ()) -> None:
        self.repositories = repositories
        self.owners = owners

    def __call__(self, request: Request) -> Exchange:
        assert request.url == "https://api.github.com/graphql"
        assert request.method == "POST"
        assert request.headers["Authorization"] == f"Bearer {TOKEN}"
        assert not request.follows
        body = json.loads(request.body or b"")
        data: dict[str, Any] = {}
        errors: list[dict[str, Any]] = []
        aliases = ALIAS.findall(body["query"])
        assert 0 < len(aliases) <= 100
        for alias, kind, arguments, fields in aliases:
            named = dict(re.findall(r'(\w+):"([^"]*)"', arguments))
            if kind == "repositoryOwner":
                data[alias] = {"login": named["login"]} if named["login"] in self.owners else None
                continue
            full = f"{named['owner']}/{named['name']}"
            known = {"nameWithOwner": full} if self.repositories is None else self.repositories.get(full.lower())
            data[alias] = None
            if known is None:
                errors.append({"type": "NOT_FOUND", "path": [alias], "message": f"Could not resolve to {full}"})
            else:
                data[alias] = {"nameWithOwner": full, "isArchived": False, "isEmpty": False} | known
                objects = data[alias].pop("objects", ())
                for name, variable in OBJECT.findall(fields):
                    found = body["variables"][variable] in objects
                    data[alias][name] = {"__typename": "Blob"} if found else None
        return json_reply({"data": data} | ({"errors": errors} if errors else {}))


def repositories(count: int) -> list[str]:
    return [f"https://github.com/someone/project-{number}" for number in range(count)]


def test_many_repositories_take_few_requests() -> None:
    found = run(GithubResolver(), repositories(150), Github(), token=TOKEN)
    assert len(found.requests) == 2
    assert found.verdicts() == {Verdict.ALIVE: 150}
    assert not found.plain
    outcome = found["https://github.com/someone/project-7"]
    assert (outcome.reason, outcome.resolver, outcome.status, outcome.tries) == (Reason.REGISTERED, "github", None, 0)


def test_spellings_of_one_repository_are_one_question() -> None:
    urls = [
        "https://github.com/Someone/Project",
        "http://www.github.com/Someone/Project/",
        "https://github.com/Someone/Project.git",
    ]
    found = run(GithubResolver(), urls, Github({"someone/project": {}}), token=TOKEN)
    assert len(ALIAS.findall(json.loads(found.requests[0].body or b"")["query"])) == 1
    assert found.verdicts() == {Verdict.ALIVE: 3}


def test_what_the_api_says_of_repositories() -> None:
    known = {
        "someone/here": {
            "nameWithOwner": "Someone/Here",
            "pushedAt": "2020-05-01T12:00:00Z",
            "homepageUrl": "https://here.example",
            "createdAt": "2019-02-03T12:00:00Z",
            "description": "Counts birds.",
            "defaultBranchRef": {"name": "main"},
            "repositoryTopics": {"nodes": [{"topic": {"name": "birds"}}, {"topic": None}]},
        },
        "someone/old": {"nameWithOwner": "Other/New", "isArchived": True},
        "someone/empty": {"nameWithOwner": "someone/empty", "isEmpty": True},
    }
    here, old, empty, gone = (f"https://github.com/someone/{name}" for name in ("here", "old", "empty", "gone"))
    found = run(GithubResolver(), [here, old, empty, gone], Github(known), token=TOKEN)
    assert found[here].verdict is Verdict.ALIVE
    assert (found[old].verdict, found[old].reason, found[old].final_url) == (
        Verdict.MOVED,
        Reason.RENAMED,
        "https://github.com/Other/New",
    )
    assert found[empty].verdict is Verdict.ALIVE
    assert (found[gone].verdict, found[gone].reason) == (Verdict.DEAD, Reason.NOT_FOUND)
    assert found[gone].detail == 'GitHub API: no repository "someone/gone"'
    assert found.answers[old].repositories == (
        RepositoryRecord(RepositoryId("github", "someone/old"), "Other/New", is_archived=True),
    )
    record = found.answers[here].repositories[0]
    assert (record.name, record.pushed, record.homepage) == ("Someone/Here", "2020-05-01", "https://here.example")
    assert (record.created, record.branch, record.description) == ("2019-02-03", "main", "Counts birds.")
    assert record.topics == ("birds", "")
    assert found.answers[empty].repositories[0].topics is None
    assert found.answers[empty].repositories[0].is_empty


def test_a_new_name_keeps_the_rest_of_the_address() -> None:
    url = "https://github.com/someone/old/tree/main/src?plain=1"
    known = {"someone/old": {"nameWithOwner": "Other/New", "objects": {"main", "main:src"}}}
    found = run(GithubResolver(), [url], Github(known), token=TOKEN)
    assert found[url].final_url == "https://github.com/Other/New/tree/main/src?plain=1"
    assert found[url].reason is Reason.RENAMED


def test_paths_of_branches_and_branches_with_slashes() -> None:
    objects = {"main", "main:", "main:a/b.py", "feature/x", "feature/x:", "feature/x:a", "refs/heads/main:a b"}
    here = [
        "https://github.com/someone/code/tree/main",
        "https://github.com/someone/code/blob/main/a/b.py",
        "https://github.com/someone/code/tree/feature/x",
        "https://github.com/someone/code/tree/feature/x/a/",
        "https://github.com/someone/code/blob/refs/heads/main/a%20b",
    ]
    gone = "https://github.com/someone/code/blob/main/gone.py"
    lost = "https://github.com/someone/code/tree/master/src"
    at = redirected(lost, "https://github.com/someone/code/tree/main/src", Verdict.ALIVE, 302)
    script = Github({"someone/code": {"objects": objects}})
    found = run(GithubResolver(), [*here, gone, lost], script, pages={lost: at}, token=TOKEN)
    assert [found[url].verdict for url in here] == [Verdict.ALIVE] * len(here)
    assert found[gone].verdict is Verdict.DEAD
    assert found[gone].detail == 'GitHub API: no "gone.py" in "main" of someone/code'
    assert found.plain == [lost], "only the page knows where a branch went that was renamed"
    assert found[lost] == at
    assert len(found.requests) == 1


def test_owners() -> None:
    here, gone = "https://github.com/someone", "https://github.com/nobody/"
    found = run(GithubResolver(), [here, gone], Github({}, owners=("someone",)), token=TOKEN)
    assert found[here].verdict is Verdict.ALIVE
    assert found[gone].verdict is Verdict.DEAD
    assert found[gone].detail == 'GitHub API: no user or organization "nobody"'


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/someone/code/issues/3",
        "https://github.com/someone/code/wiki",
        "https://github.com/someone/code/releases/tag/v1",
        "https://github.com/someone/code/actions/workflows/ci.yml/badge.svg",
        "https://gist.github.com/someone/0123",
        "https://raw.githubusercontent.com/someone/code/main/a.py",
        "https://github.com/topics/nlp",
        "https://github.com/search?q=nlp",
        "https://github.com/",
        "https://github.com/someone/c%20ode",
        "https://github.com/some\u00f6ne/code",
        "https://github.com/someone/code/blob/main/%ff",
    ],
)
def test_other_pages_are_asked_for_as_pages(url: str) -> None:
    assert read_destination(url) is None
    found = run(GithubResolver(), [url], never, token=TOKEN)
    assert found.plain == [url]


@pytest.mark.parametrize(("count", "token", "notes"), [(99, None, 0), (100, None, 1), (100, TOKEN, 0)])
def test_many_links_without_a_token_are_worth_a_word(count: int, token: str | None, notes: int) -> None:
    urls = [f"https://github.com/someone/code-{number}/issues" for number in range(count)]
    found = run(GithubResolver(), urls, never, token=token)
    assert len(found.notes) == notes
    assert all(f"{count} links to GitHub" in note for note in found.notes)


def test_without_a_token_pages_are_asked_for() -> None:
    here, old, case, walled, gone = (
        f"https://github.com/someone/{name}" for name in ("here", "old", "Case", "walled", "gone")
    )
    pages = {
        old: redirected(old, "https://github.com/Other/New"),
        case: redirected(case, "https://github.com/Someone/case"),
        walled: page(walled, Verdict.BLOCKED, Reason.RATE_LIMITED, 429),
        gone: page(gone, Verdict.DEAD, Reason.NOT_FOUND, 404),
    }
    found = run(GithubResolver(), [here, old, case, walled, gone], never, pages=pages)
    assert (found[old].verdict, found[old].reason) == (Verdict.MOVED, Reason.RENAMED)
    assert found.answers[old].repositories == (RepositoryRecord(RepositoryId("github", "someone/old"), "Other/New"),)
    assert found[case].reason is not Reason.RENAMED
    assert not found.answers[case].repositories
    assert found[walled] == pages[walled]
    assert found[gone] == pages[gone]
    assert not found.notes


@pytest.mark.parametrize(
    ("refusal", "why"),
    [
        (reply(401, '{"message": "Bad credentials"}'), "it refuses the token, 401"),
        (reply(403, '{"message": "Resource not accessible"}'), "it refuses the token, 403"),
        (reply(403, "{}", {"x-ratelimit-remaining": "0"}), "its rate limit is reached"),
        (reply(403, '{"message": "You have exceeded a secondary rate limit"}'), "its rate limit is reached"),
        (reply(429), "its rate limit is reached"),
        (json_reply({"errors": [{"type": "RATE_LIMITED"}]}), "its rate limit is reached"),
    ],
)
def test_a_refusal_is_told_once_and_pages_are_asked_for(refusal: Exchange, why: str) -> None:
    found = run(GithubResolver(), repositories(250), lambda _: refusal, token=TOKEN)
    assert len(found.requests) == 1
    assert len(found.plain) == 250
    assert found.notes == [f"GitHub's API cannot be used ({why}); its pages are requested one by one"]
    assert TOKEN not in found.notes[0]


def test_the_last_request_of_the_hour_is_used_and_none_follows() -> None:
    def script(request: Request) -> Exchange:
        exchange = Github()(request)
        assert exchange.reply is not None
        return exchange._replace(reply=exchange.reply._replace(headers={"x-ratelimit-remaining": "0"}))

    found = run(GithubResolver(), repositories(150), script, token=TOKEN)
    assert len(found.requests) == 1
    assert len(found.plain) == 50
    assert len(found.notes) == 1


@pytest.mark.parametrize("failure", [reply(502), no_reply(Reason.TIMEOUT), json_reply({"data": None, "errors": [{}]})])
def test_a_batch_that_is_too_much_is_halved(failure: Exchange) -> None:
    def script(request: Request) -> Exchange:
        return Github()(request) if (request.body or b"").count(b"repository(") <= 50 else failure

    found = run(GithubResolver(), repositories(100), script, token=TOKEN)
    assert len(found.requests) == 3
    assert found.verdicts() == {Verdict.ALIVE: 100}
    assert not found.plain
    found = run(GithubResolver(), repositories(100), lambda _: failure, token=TOKEN)
    assert len(found.requests) <= 4
    assert len(found.plain) == 100
    assert len(found.notes) == 1


def test_a_missing_network_is_not_held_against_github() -> None:
    found = run(GithubResolver(), repositories(100), lambda _: no_reply(Reason.CONNECTION_FAILED), token=TOKEN)
    assert len(found.plain) == 100
    assert not found.notes


@pytest.mark.parametrize(
    "error",
    [
        {"type": "FORBIDDEN", "path": ["p0"], "message": "SAML"},
        {"path": ["p0"]},
        {"type": "NOT_FOUND", "path": ["p1"]},
        {"type": "NOT_FOUND"},
        {"type": "NOT_FOUND", "path": None},
        {"type": ["NOT_FOUND"], "path": [{}]},
    ],
)
def test_only_not_found_makes_a_repository_dead(error: dict[str, Any]) -> None:
    url = "https://github.com/someone/secret"
    found = run(GithubResolver(), [url], lambda _: json_reply({"data": {"p0": None}, "errors": [error]}), token=TOKEN)
    assert found.plain == [url]


@pytest.mark.parametrize("value", [1, [], "x", {}, {"nameWithOwner": 3}, {"nameWithOwner": "a/b\n::error"}])
def test_answers_of_any_shape_do_no_harm(value: object) -> None:
    url = "https://github.com/someone/code/tree/main/x"
    found = run(GithubResolver(), [url], lambda _: json_reply({"data": {"p0": value}}), token=TOKEN)
    assert found.plain == [url]


def test_the_token_stays_out_of_pages_and_outcomes() -> None:
    found = run(GithubResolver(), repositories(2), Github(), token=TOKEN)
    assert all(request.url == "https://api.github.com/graphql" for request in found.requests)
    assert TOKEN not in repr(found.answers)


def test_takes() -> None:
    assert GithubResolver.takes("https://github.com/someone/code")
    assert GithubResolver.takes("https://github.com/someone/code/issues/3")
    assert GithubResolver.takes("https://github.com/someone")
    assert not GithubResolver.takes("https://gist.github.com/someone/0123")
    assert not GithubResolver.takes("https://example.org/someone/code")
    assert not GithubResolver.takes("https://[::1/someone/code")
