"""Facts in the examples of rules: what is read, what is refused and where, and how they are told."""

from __future__ import annotations

import pytest

from awesomelint.context import Facts, PaperRecord, RepositoryRecord
from awesomelint.errors import RulebookError
from awesomelint.links.outcome import Hop, Outcome, Reason, Verdict, date
from awesomelint.papers.identifiers import PaperId, RepositoryId
from awesomelint.rulebook.docs import facts_told, read_facts
from awesomelint.yaml_reader import read_yaml

NOW = 1_795_305_600
DAY = 86_400
TEXT = """\
now: 2026-11-22
links:
  https://example.org/a: {verdict: alive}
  https://example.org/b?x=1:
    verdict: dead
    status: 404
    tries: 2
    alive-at: 2026-11-01
    failing-since: 2026-11-20
    failures: 3
    archived-url: https://web.archive.org/web/2020/https://example.org/b
    hops: [{url: "https://example.org/b", status: 302}, {url: "https://example.org/c", status: 404}]
  https://example.org/c: {verdict: moved, final-url: "https://example.org/d#e", method: HEAD}
  https://example.org/d: {verdict: unsure, reason: timeout, detail: no byte in 20 s}
  https://example.org/e: {verdict: skipped, reason: offline}
  https://arxiv.org/abs/2107.99999: {verdict: dead, reason: not registered, resolver: arxiv}
papers:
  arxiv:1909.10351:
    source: arXiv
    title: A Title
    authors: [Ann Lee, Bo Li]
    published: 2019-09-23
    updated: "2019-10"
    venue: EMNLP
    withdrawn: true
    also: ["doi:10.1/2"]
  acl:x: {source: page}
  arxiv:2001.00001:
    source: arXiv
    title: A New Title
    comment: To appear at EMNLP 2020
    version: 3
    earlier-titles: [An Old Title]
    published-as: doi:10.1/3
    journal-reference: J. of Examples 1 (2020)
    withdrawn-on: 2021-02-03
    withdrawal: retraction
titles:
  "A new title!": arxiv:2001.00001
  Some Title: []
repositories:
  github:owner/name: {name: New/Name, archived: true, pushed: 2020-05-01, homepage: "https://name.example"}
  github:owner/list: {name: owner/list, created: 2020-05-02, branch: main, description: A list., topics: [birds, fish]}
home: github:owner/list
"""


def facts(text: str) -> Facts:
    return read_facts(read_yaml(text, "rule.yaml", RulebookError))


def test_reading() -> None:
    http = ("http", NOW)
    a, b, c, d, e = (f"https://example.org/{name}" for name in ("a", "b?x=1", "c", "d", "e"))
    arxiv = "https://arxiv.org/abs/2107.99999"
    hops = (Hop("https://example.org/b", 302), Hop("https://example.org/c", 404))
    found = facts(TEXT)
    assert found.now == NOW
    assert found.outcomes == {
        a: Outcome(a, Verdict.ALIVE, Reason.OK, *http, method="GET", tries=1),
        b: Outcome(
            b,
            Verdict.DEAD,
            Reason.NOT_FOUND,
            *http,
            status=404,
            hops=hops,
            method="GET",
            tries=2,
            failing_since=NOW - 2 * DAY,
            failures=3,
            alive_at=NOW - 21 * DAY,
            archived_url="https://web.archive.org/web/2020/https://example.org/b",
        ),
        c: Outcome(
            c, Verdict.MOVED, Reason.MOVED_PERMANENTLY, *http, None, "https://example.org/d#e", method="HEAD", tries=1
        ),
        d: Outcome(d, Verdict.UNSURE, Reason.TIMEOUT, *http, method="GET", tries=1, detail="no byte in 20 s"),
        e: Outcome(e, Verdict.SKIPPED, Reason.OFFLINE, *http),
        arxiv: Outcome(arxiv, Verdict.DEAD, Reason.NOT_REGISTERED, "arxiv", NOW),
    }
    paper, other = PaperId("arxiv", "1909.10351"), PaperId("acl", "x")
    also = (PaperId("doi", "10.1/2"),)
    renamed = PaperRecord(
        PaperId("arxiv", "2001.00001"),
        "arXiv",
        "A New Title",
        comment="To appear at EMNLP 2020",
        version=3,
        earlier_titles=("An Old Title",),
        published_as=(PaperId("doi", "10.1/3"),),
        journal_reference="J. of Examples 1 (2020)",
        withdrawn_on="2021-02-03",
        withdrawal="retraction",
    )
    authors = ("Ann Lee", "Bo Li")
    assert found.papers == {
        paper: PaperRecord(paper, "arXiv", "A Title", authors, "2019-09-23", "2019-10", "EMNLP", True, also),
        other: PaperRecord(other, "page"),
        renamed.paper: renamed,
    }
    assert found.titles == {"anewtitle": (renamed,), "sometitle": ()}
    repository, home = (RepositoryId("github", name) for name in ("owner/name", "owner/list"))
    assert found.repositories == {
        repository: RepositoryRecord(
            repository, "New/Name", is_archived=True, pushed="2020-05-01", homepage="https://name.example"
        ),
        home: RepositoryRecord(
            home, "owner/list", created="2020-05-02", branch="main", description="A list.", topics=("birds", "fish")
        ),
    }
    assert found.home == home


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "1:1: found a list, expected a mapping"),
        ("links: {}", '1:1: the key "now" is missing'),
        ("now: soon", '1:6: found "soon" in "now", expected a day such as 2026-11-01'),
        ("now: 2026-11-01 10:00:00", '1:6: found 2026-11-01 10:00:00 in "now", expected a day such as 2026-11-01'),
        ("now: 2026-11-01\nlink: {}", '2:1: unknown key "link" (did you mean "links"?)'),
        ("now: 2026-11-01\nlinks:\n  u: {}", '3:6: the key "verdict" is missing'),
        ("now: 2026-11-01\nlinks:\n  u: {verdict: unsure}", '3:6: the key "reason" is missing'),
        ("now: 2026-11-01\nlinks:\n  u#f: {verdict: alive}", "3:3: a fact needs the URL as it is requested, u"),
        (
            "now: 2026-11-01\nlinks:\n  https://u: {verdict: alive}",
            "3:3: a fact needs the URL as it is requested, https://u/",
        ),
        (
            "now: 2026-11-01\nlinks:\n  u: {verdict: deaf}",
            '3:16: found "deaf" in "verdict", expected one of ' + ", ".join(Verdict) + ' (did you mean "dead"?)',
        ),
        ("now: 2026-11-01\nlinks:\n  u: {verdict: alive, hops: [x]}", '3:30: found "x" in "hops", expected a mapping'),
        (
            "now: 2026-11-01\nrepositories:\n  name: {name: a/b}",
            '3:3: found "name", expected an identity such as arxiv:1909.10351 or github:owner/name',
        ),
        ("now: 2026-11-01\nrepositories:\n  github:a/b: {}", '3:15: the key "name" is missing'),
        ("now: 2026-11-01\npapers:\n  arxiv:1: {}", '3:12: the key "source" is missing'),
        (
            "now: 2026-11-01\ntitles:\n  A Title: arxiv:1",
            '3:12: found "arxiv:1", expected a paper that is under "papers"',
        ),
    ],
)
def test_refused(text: str, said: str) -> None:
    with pytest.raises(RulebookError) as caught:
        facts(text)
    assert str(caught.value) == f"rule.yaml:{said}"


def test_told() -> None:
    found, also = facts(TEXT), "also doi:10.1/2; says arXiv"
    redirected = "redirected to https://example.org/c"
    runs = "failed 3 times in a row since 2026-11-20"
    copy = "archived copy: https://web.archive.org/web/2020/https://example.org/b"
    renamed = (
        '"A New Title"; version 3; once "An Old Title"; comment: To appear at EMNLP 2020; '
        "journal reference: J. of Examples 1 (2020); published as doi:10.1/3; retraction on 2021-02-03"
    )
    assert date(found.now) == "2026-11-22"
    assert [f"{subject} | {said}" for subject, said in facts_told(found)] == [
        "https://example.org/a | alive: ok (GET)",
        f"https://example.org/b?x=1 | dead: 404 Not Found (GET; {redirected}; last alive on 2026-11-01; {runs}); {copy}",
        "https://example.org/c | moved permanently to https://example.org/d#e (HEAD)",
        "https://example.org/d | unsure: timeout (GET; no byte in 20 s)",
        "https://example.org/e | skipped: offline",
        "https://arxiv.org/abs/2107.99999 | dead: not registered at arXiv",
        f'arxiv:1909.10351 | "A Title"; by Ann Lee, Bo Li; EMNLP, 2019-09-23; updated 2019-10; withdrawn; {also}',
        "acl:x | no title; says page",
        f"arxiv:2001.00001 | {renamed}; says arXiv",
        'title "A New Title" | a search finds arxiv:2001.00001',
        'title "sometitle" | a search finds no paper',
        "the list | is in github:owner/list",
        "github:owner/name | today New/Name, archived, last push 2020-05-01, homepage https://name.example",
        'github:owner/list | today owner/list, made on 2020-05-02, branch main, "A list.", topics birds, fish',
    ]
