"""Rules on what links lead to, beyond their examples: severities, causes, places, hostile facts, cost."""

from __future__ import annotations

import pytest
from reporting import DAY, NOW, known, messages, outcome, report, report_on
from steps import GROWTH, steps

from awesomelint.context import Facts, RepositoryRecord
from awesomelint.diagnostic import Severity
from awesomelint.document.parse import parse_document
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.papers.identifiers import RepositoryId
from awesomelint.source import Source

A, B, C = (f"https://example.org/{name}" for name in "abc")
JUDGES = ("LNK501", "LNK502", "LNK503", "LNK504", "LNK505", "LNK507")


def entry(url: str, label: str = "page") -> str:
    return f"- **Alpha Networks** [[{label}]({url})]\n"


def unsure(url: str = A, reason: str = "server error", **more: object) -> Outcome:
    return outcome(url, "unsure", reason, status=503, **more)


# -- how bad it is


@pytest.mark.parametrize(
    ("failures", "days", "options", "severity"),
    [
        (0, 0, {}, Severity.WARNING),
        (1, 0, {}, Severity.WARNING),
        (2, 9, {}, Severity.WARNING),
        (3, 1, {}, Severity.ERROR),
        (4, 1, {}, Severity.ERROR),
        (1, 1, {"strikes": 1}, Severity.ERROR),
        (99, 99, {"strikes": 0}, Severity.WARNING),
        (3, 2, {"days": 2}, Severity.ERROR),
        (3, 1, {"days": 2}, Severity.WARNING),
    ],
)
def test_an_unsure_link_becomes_an_error_when_it_stays_so(
    failures: int, days: int, options: dict[str, object], severity: Severity
) -> None:
    facts = known(unsure(failures=failures, failing_since=NOW - days * DAY if failures else None))
    (found,) = report("LNK502", entry(A), facts=facts, **options)  # type: ignore[arg-type]
    assert found.severity is severity


def test_failures_without_a_beginning_last_no_days() -> None:
    (found,) = report("LNK502", entry(A), facts=known(unsure(failures=9)), days=1)
    assert found.severity is Severity.WARNING


def test_a_registry_that_is_down_is_never_an_error() -> None:
    down = [unsure(url, "registry unavailable", failures=9, failing_since=0, resolver="arxiv") for url in (A, B)]
    (found,) = report("LNK502", entry(A) + entry(B), facts=known(*down))
    assert found.severity is Severity.INFO
    assert len(found.related) == 1


def test_the_worst_of_a_host_counts() -> None:
    facts = known(unsure(A, "timeout", failures=1), unsure(B, "timeout", failures=5, failing_since=0))
    (found,) = report("LNK502", entry(A) + entry(B), facts=facts)
    assert found.severity is Severity.ERROR
    assert found.message.startswith("2 links to example.org could not be checked: 503, timeout")


def test_severities_of_the_others() -> None:
    text = "".join(map(entry, (A, B, C)))
    facts = known(
        outcome(A, "dead", status=404), outcome(B, "blocked", "refused", status=403), outcome(C, "unsure", "soft 404")
    )
    assert [report(code, text, facts=facts)[0].severity for code in ("LNK501", "LNK503", "LNK505")] == [
        Severity.ERROR,
        Severity.INFO,
        Severity.WARNING,
    ]


# -- one cause, one finding


def test_a_page_that_answers_shows_that_its_host_does() -> None:
    facts = known(unsure(A), unsure(B), outcome(C, "alive", "ok", status=200))
    assert messages("LNK502", "".join(map(entry, (A, B, C))), facts=facts) == [
        f"{A} could not be checked: 503, server error (GET)",
        f"{B} could not be checked: 503, server error (GET)",
    ]


def test_hosts_fail_in_one_way_each() -> None:
    facts = known(unsure(A, "timeout"), unsure(B), unsure("https://example.com/c", "timeout"))
    assert len(report("LNK502", entry(A) + entry(B) + entry("https://example.com/c"), facts=facts)) == 3


def test_pages_of_a_dead_host_with_copies_are_told_apart() -> None:
    gone = [outcome(url, "dead", "no such host") for url in (A, B, C)]
    copies = [gone[0]._replace(archived_url="https://web.archive.org/web/2020/a"), *gone[1:]]
    text = "".join(map(entry, (A, B, C)))
    assert messages("LNK501", text, facts=known(*gone)) == ["3 links to example.org are dead: no such host (GET)"]
    assert messages("LNK501", text, facts=known(*copies)) == [
        f"{A} is dead: no such host (GET); archived copy: https://web.archive.org/web/2020/a",
        "2 links to example.org are dead: no such host (GET)",
    ]


def test_a_repository_that_is_gone_is_one_cause_and_a_path_in_one_another() -> None:
    base = "https://github.com/example/alpha"
    urls = [f"{base}{tail}" for tail in ("", "/tree/main/x", "/blob/main/y.py")]
    gone = known(*(outcome(url, resolver="github", method="", tries=0, detail="no repository") for url in urls))
    text = "".join(map(entry, urls))
    assert messages("LNK501", text, facts=gone) == ["3 links into example/alpha are dead: not found (no repository)"]
    here = RepositoryId("github", "example/alpha")
    there = gone._replace(repositories={here: RepositoryRecord(here, "example/alpha")})
    assert len(messages("LNK501", text, facts=there)) == 3


def test_a_link_is_one_finding_with_all_its_places() -> None:
    text = (
        f"See {A}#top, <{A}>, <a href='{A}'>a</a> and ![picture]({A}).\n\n{entry(A + '#b')}\n[a], [b][a].\n\n[a]: {A}\n"
    )
    (found,) = report("LNK501", text, facts=known(outcome(A, status=404)))
    places = [text[span.slice()] for span in (found.span, *(one.span for one in found.related))]
    assert places == [f"{A}#top", A, A, A, f"{A}#b", "[a]", "[b][a]"]


def test_comments_excuse_the_place_that_they_stand_at() -> None:
    text = entry(A).rstrip() + " <!-- awesomelint-disable-line LNK501 -->\n" + entry(A) + entry(A)
    (found,) = report("LNK501", text, facts=known(outcome(A, status=404)))
    assert text[: found.span.start].count("\n") == 1
    assert len(found.related) == 1


# -- what is promised


@pytest.mark.parametrize(
    ("label", "url", "is_reported"),
    [
        ("pdf", A, True),
        ("PDF (8 MB)", A, True),
        ("page", "https://example.org/a.pdf", True),
        ("page", "https://example.org/pdf/a", True),
        ("page", A, False),
        ("updfated", A, False),
    ],
)
def test_no_pdf_is_wrong_where_one_is_promised(label: str, url: str, is_reported: bool) -> None:
    for verdict in ("alive", "unsure"):
        facts = known(outcome(url, verdict, "wrong content", status=200))
        assert [len(report(code, entry(url, label), facts=facts)) for code in JUDGES] == [0, 0, 0, 0, is_reported, 0]


# -- no two rules about one thing


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("reason", list(Reason))
def test_no_outcome_is_told_by_two_rules(verdict: Verdict, reason: Reason) -> None:
    one = outcome(A, verdict, reason, status=200, final_url=B)
    found = [code for code in JUDGES if report(code, entry(A, "pdf"), facts=known(one))]
    assert len(found) <= 1
    if verdict in (Verdict.DEAD, Verdict.BLOCKED, Verdict.UNSURE):
        assert found, "bad news is told"


@pytest.mark.parametrize(
    ("url", "verdict", "is_told"),
    [
        ("https://paperswithcode.com/task/a", "dead", False),
        ("https://paperswithcode.com/task/a", "unsure", False),
        ("http://www.aclweb.org/anthology/P19-1580", "moved", False),
        ("http://www.aclweb.org/anthology/P19-1580", "dead", True),
        ("https://git.io/birds", "dead", True),
    ],
)
def test_what_retired_host_has_told(url: str, verdict: str, is_told: bool) -> None:
    text = entry(url)
    reason = {"dead": "not found", "unsure": "timeout", "moved": "moved permanently"}[verdict]
    facts = known(outcome(url, verdict, reason, final_url="https://aclanthology.org/P19-1580/"))
    assert len(report("LNK510", text)) == 1
    assert [code for code in JUDGES if report(code, text, facts=facts)] == (["LNK501"] if is_told else [])


@pytest.mark.parametrize("code", JUDGES)
def test_nothing_is_said_of_links_that_nobody_asked_for(code: str) -> None:
    text = entry(A) + entry(B)
    assert report(code, text) == []
    assert report(code, text, facts=Facts(NOW, {})) == []
    assert report(code, text, facts=known(outcome(A, "skipped", "offline"), outcome(C))) == []


# -- hostile facts

NASTY = "\x1b[31m\r\n::error::x\u202e\u2028</script>`" + "x" * 5000


@pytest.mark.parametrize("code", JUDGES)
@pytest.mark.parametrize("verdict", list(Verdict))
def test_hostile_facts_make_one_short_line(code: str, verdict: Verdict) -> None:
    for reason in Reason:
        nasty = outcome(
            A, verdict, reason, detail=NASTY, final_url=f"https://user:secret@evil.example/{NASTY}", method="GET"
        )
        nasty = nasty._replace(
            archived_url=f"https://user:secret@web.archive.org/{NASTY}", alive_at=-1, failing_since=10**30
        )
        for found in report(code, entry(A, "pdf"), facts=known(nasty)):
            assert len(found.message) < 700
            assert len(found.message.splitlines()) == 1
            assert "secret" not in found.message
            assert found.fix is None


def test_credentials_in_a_list_are_not_told() -> None:
    (found,) = report("LNK501", entry("https://user:secret@example.org/a"), facts=known(outcome(A, status=404)))
    assert "secret" not in found.message


# -- cost


@pytest.mark.parametrize("code", JUDGES)
@pytest.mark.parametrize(
    ("verdict", "reason"),
    [
        ("dead", "not found"),
        ("dead", "no such host"),
        ("unsure", "timeout"),
        ("blocked", "refused"),
        ("moved", "moved permanently"),
    ],
)
def test_cost_grows_with_the_list(code: str, verdict: str, reason: str) -> None:
    def cost(size: int) -> int:
        urls = [f"https://example.org/{number}" for number in range(size)]
        text = "".join(map(entry, urls)) + "".join(f"[{n}]: {url}\n" for n, url in enumerate(urls))
        facts = known(*(outcome(url, verdict, reason, final_url=f"{url}/new") for url in urls))
        document = parse_document(Source(text))  # beforehand: its cost, which is most, would hide the rule's
        return steps(lambda: report_on(document, code, facts=facts))

    cost(2)  # what is made ready once
    once = cost(100)  # first: the larger list leaves more of it in caches
    assert cost(200) < GROWTH * once
