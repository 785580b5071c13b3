"""The resolvers of services in the local internet: real sockets, real answers, and how many requests they take."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from link_checks import Browser
from net.thread import LocalInternet

from awesomelint.links.http import HttpFetcher
from awesomelint.links.network import RESOLVERS, choose
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.policy import load_policies
from awesomelint.links.resolvers import PLAIN, Answer
from awesomelint.links.targets import Target


class Check:
    """Checks links as a run does: each by the resolver that it is for."""

    def __init__(self, net: LocalInternet, token: str | None = None) -> None:
        self.browser = Browser(net, policies=load_policies())
        self.notes: list[str] = []
        self.answers: dict[str, Answer] = {}
        self._net = net
        self._token = token

    def __call__(self, *urls: str) -> list[Outcome]:
        async def ask(fetcher: HttpFetcher) -> None:
            context = self.browser.context(fetcher)._replace(github_token=self._token, note=self.notes.append)
            by_name: dict[str, list[Target]] = {}
            for url in urls:
                by_name.setdefault(choose(url), []).append(Target(url, ()))
            for name, targets in by_name.items():
                resolver = self.browser.plain if name == PLAIN else RESOLVERS[name]()
                await resolver.resolve(targets, context, take)

        def take(answer: Answer) -> None:
            self.answers[answer.outcome.url] = answer

        self.browser.run(ask)
        return [self.answers[url].outcome for url in urls]

    def asked(self) -> list[str]:
        """Return the hosts that were asked, one for each request."""
        return [entry.host for entry in self._net.requests]


def judged(outcomes: Sequence[Outcome]) -> list[tuple[Verdict, Reason]]:
    return [(outcome.verdict, outcome.reason) for outcome in outcomes]


ALIVE = (Verdict.ALIVE, Reason.REGISTERED)
DEAD = (Verdict.DEAD, Reason.NOT_REGISTERED)
UNKNOWN = (Verdict.UNSURE, Reason.REGISTRY_UNAVAILABLE)

PAPERS = [f"https://arxiv.org/abs/{number}" for number in ("2501.00001", "2501.00002", "2501.00003", "2501.00004")]
OLD = "https://arxiv.org/abs/math.CA/0601001"
NO_PAPER = "https://arxiv.org/abs/2501.09999"
NO_VERSION = "https://arxiv.org/pdf/2501.00001v4"


def test_arxiv(net: LocalInternet) -> None:
    check = Check(net)
    outcomes = check(*PAPERS, OLD, NO_PAPER, NO_VERSION)
    assert judged(outcomes) == [ALIVE] * 5 + [DEAD] * 2
    assert check.asked() == ["export.arxiv.org"]
    assert not net.breaches
    titles = [check.answers[url].papers[0].title for url in PAPERS]
    assert titles[:2] == ["A paper that is there", "A paper whose title is broken & long"]
    assert check.answers[PAPERS[2]].papers[0].is_withdrawn


def test_arxiv_says_what_became_of_papers(net: LocalInternet) -> None:
    accepted, submitted, withdrawn, published, unsaid = urls = [
        f"https://arxiv.org/abs/2501.1000{number}" for number in (1, 2, 4, 6, 7)
    ]
    check = Check(net)
    check(*urls)
    known = {url: check.answers[url].papers[0] for url in urls}
    assert (known[accepted].comment, known[accepted].version) == ("Accepted to ICLR 2025, 12 pages", 2)
    assert (known[accepted].published, known[accepted].updated) == ("2025-01-01", "2025-03-02")
    assert known[submitted].comment == "submitted to NeurIPS 2025"
    assert known[withdrawn].withdrawn_on == "2025-04-05"
    assert known[withdrawn].withdrawal == "This paper has been withdrawn by the author due to an error in Lemma 2"
    assert [str(paper) for paper in known[published].published_as] == [
        "doi:10.5555/identity.1",
        "doi:10.5555/identity.2",
    ]
    assert known[published].journal_reference == "J. of Slow Things 3 (2025) 1-9"
    assert (known[unsaid].withdrawn_on, known[unsaid].is_withdrawn) == ("2025-05-06", True)


def test_crossref_says_what_became_of_papers(net: LocalInternet) -> None:
    retracted, preprint = urls = [f"https://doi.org/10.5555/identity.{number}" for number in (3, 4)]
    check = Check(net)
    check(*urls)
    record = check.answers[retracted].papers[0]
    assert (record.is_withdrawn, record.withdrawal, record.withdrawn_on) == (True, "retraction", "2024-02-03")
    assert [str(paper) for paper in check.answers[preprint].papers[0].published_as] == ["doi:10.5555/identity.5"]


def test_corrupt_answers_of_registries_cost_nothing_but_records(net: LocalInternet) -> None:
    net.settings.arxiv_interval = 0.0
    net.settings.play("arxiv", "corrupt")
    net.settings.play("crossref", "corrupt")
    check = Check(net)
    outcomes = check(PAPERS[0], KNOWN_DOI)
    assert judged(outcomes) == [ALIVE, ALIVE]
    assert check.answers[PAPERS[0]].papers[0].source == "DataCite"
    assert check.notes == ["arXiv's API did not answer (truncated responses); DataCite is used instead"]


def test_the_rule_of_three_seconds(net: LocalInternet) -> None:
    net.settings.all_exist = True
    net.settings.arxiv_interval = 0.0  # our clock leaps over the seconds that we wait
    check = Check(net)
    outcomes = check(*(f"https://arxiv.org/abs/2401.{number:05}" for number in range(1, 351)))
    assert judged(outcomes) == [ALIVE] * 350
    assert check.asked() == ["export.arxiv.org"] * 3
    assert net.peak("export.arxiv.org") == 1
    assert not net.breaches
    assert sum(seconds > 2.5 for seconds in check.browser.clock.slept) == 2


@pytest.mark.parametrize("mode", ["rate-exceeded", "down", "page"])
def test_arxiv_on_a_bad_day(net: LocalInternet, mode: str) -> None:
    net.settings.play("arxiv", mode)
    check = Check(net)
    outcomes = check(*PAPERS, NO_PAPER)
    assert judged(outcomes) == [ALIVE] * 4 + [UNKNOWN]
    assert check.asked().count("api.datacite.org") == 1
    assert check.asked().count("export.arxiv.org") <= 2
    assert len(check.notes) == 1
    assert check.answers[PAPERS[0]].papers[0].source == "DataCite"


@pytest.mark.parametrize("mode", ["rate-exceeded", "down"])
def test_no_registry_of_arxiv_answers(net: LocalInternet, mode: str) -> None:
    net.settings.play("arxiv", mode)
    net.settings.play("datacite", mode)
    assert judged(Check(net)(*PAPERS)) == [UNKNOWN] * 4


KNOWN_DOI, WALLED_DOI, NO_DOI = (f"https://doi.org/10.5555/example.{end}" for end in ("1", "2", "99"))
NOWHERE = "https://doi.org/10.5555/example.nowhere"
DATA = "https://zenodo.org/records/5555"


def test_dois(net: LocalInternet) -> None:
    check = Check(net)
    outcomes = check(KNOWN_DOI, WALLED_DOI, NO_DOI, NOWHERE, DATA)
    assert judged(outcomes) == [ALIVE, ALIVE, DEAD, ALIVE, ALIVE]
    assert sorted(check.asked()) == ["api.crossref.org", "api.datacite.org", "doi.org"]
    assert check.answers[KNOWN_DOI].papers[0].venue == "Journal of Examples"
    assert check.answers[DATA].papers[0].source == "DataCite"


def test_the_anthology_is_asked_for_by_doi_and_else_as_a_page(net: LocalInternet) -> None:
    known, unknown = "https://aclanthology.org/P19-1580.pdf", "https://aclanthology.org/P19-9999/"
    check = Check(net)
    outcomes = check(known, unknown)
    assert outcomes[0].reason is Reason.REGISTERED
    assert outcomes[1].resolver == "http"
    assert check.asked().count("api.crossref.org") == 1


def test_dois_when_only_the_handle_system_answers(net: LocalInternet) -> None:
    net.settings.play("crossref", "rate-exceeded")
    net.settings.play("datacite", "down")
    check = Check(net)
    known, _, missing, nowhere, _ = outcomes = check(KNOWN_DOI, WALLED_DOI, NO_DOI, NOWHERE, DATA)
    assert judged(outcomes) == [ALIVE, ALIVE, DEAD, (Verdict.UNSURE, Reason.REGISTERED), ALIVE]
    assert known.final_url == "https://publisher.example.org/article/1"
    assert missing.detail == "handle API: no such DOI"
    assert nowhere.detail == "handle API: the DOI has no target"


def test_no_registry_of_dois_answers(net: LocalInternet) -> None:
    for service in ("crossref", "datacite", "doi"):
        net.settings.play(service, "down")
    outcomes = Check(net)(KNOWN_DOI, NO_DOI)
    assert judged(outcomes) == [UNKNOWN] * 2


TOKEN = "ghp_example"
REPOSITORIES = {
    "https://github.com/example-owner/there": ALIVE,
    "https://github.com/Example-Owner/There.git": ALIVE,
    "https://github.com/example-owner/there/blob/main/README.md": ALIVE,
    "https://github.com/example-owner/there/tree/v1.0/docs": ALIVE,
    "https://github.com/example-owner/there/tree/refs/heads/main/docs": ALIVE,
    "https://github.com/example-owner/there/blob/main/a%20folder/%C3%BC.md": ALIVE,
    "https://github.com/example-owner/slashes/tree/feature/one/docs": ALIVE,
    "https://github.com/example-owner/archived": ALIVE,
    "https://github.com/example-owner/empty": ALIVE,
    "https://github.com/example-owner": ALIVE,
    "https://github.com/example-old/name/tree/main/docs": (Verdict.MOVED, Reason.RENAMED),
    "https://github.com/example-owner/gone": (Verdict.DEAD, Reason.NOT_FOUND),
    "https://github.com/example-owner/there/blob/main/gone.md": (Verdict.DEAD, Reason.NOT_FOUND),
    "https://github.com/example-nobody": (Verdict.DEAD, Reason.NOT_FOUND),
}


def test_github_with_a_token(net: LocalInternet) -> None:
    net.settings.github_token = TOKEN
    check = Check(net, TOKEN)
    outcomes = check(*REPOSITORIES)
    assert dict(zip(REPOSITORIES, judged(outcomes), strict=True)) == REPOSITORIES
    assert check.asked() == ["api.github.com"]
    (renamed,) = (outcome for outcome in outcomes if outcome.verdict is Verdict.MOVED)
    assert renamed.final_url == "https://github.com/example-new/name/tree/main/docs"
    archived = check.answers["https://github.com/example-owner/archived"].repositories[0]
    assert archived.is_archived
    assert check.answers["https://github.com/example-owner/empty"].repositories[0].is_empty


def test_the_page_tells_where_a_branch_went(net: LocalInternet) -> None:
    net.settings.github_token = TOKEN
    url = "https://github.com/example-owner/there/blob/master/README.md"
    check = Check(net, TOKEN)
    (outcome,) = check(url)
    assert outcome.verdict is Verdict.ALIVE
    assert outcome.final_url == "https://github.com/example-owner/there/blob/main/README.md"
    assert check.asked() == ["api.github.com", "github.com", "github.com"]


def test_github_without_a_token(net: LocalInternet) -> None:
    check = Check(net)
    outcomes = check(*REPOSITORIES)
    verdicts = {url: verdict for url, (verdict, _) in REPOSITORIES.items()}
    assert {outcome.url: outcome.verdict for outcome in outcomes} == verdicts
    (renamed,) = (outcome for outcome in outcomes if outcome.verdict is Verdict.MOVED)
    assert renamed.reason is Reason.RENAMED
    assert renamed.final_url == "https://github.com/example-new/name/tree/main/docs"
    assert set(check.asked()) == {"github.com"}


@pytest.mark.parametrize("mode", ["rate-limited", "secondary-limit", "down"])
def test_pages_are_asked_for_when_githubs_api_refuses(net: LocalInternet, mode: str) -> None:
    net.settings.github_token = TOKEN
    net.settings.play("github-api", mode)
    check = Check(net, TOKEN)
    outcomes = check("https://github.com/example-owner/there", "https://github.com/example-owner/gone")
    assert [outcome.verdict for outcome in outcomes] == [Verdict.ALIVE, Verdict.DEAD]
    assert len(check.notes) == 1


def test_a_wrong_token(net: LocalInternet) -> None:
    check = Check(net, "ghp_another")
    (outcome,) = check("https://github.com/example-owner/there")
    assert outcome.verdict is Verdict.ALIVE
    assert check.asked() == ["api.github.com", "github.com"]
    assert check.notes == [
        "GitHub's API cannot be used (it refuses the token, 401); its pages are requested one by one"
    ]


def test_walls_of_github_kill_nobody(net: LocalInternet) -> None:
    for mode in ("rate-limited", "forbidden"):
        net.settings.play("github", mode)
        (outcome,) = Check(net)("https://github.com/example-owner/there")
        assert outcome.verdict is Verdict.BLOCKED


def test_long_queries_are_halved(net: LocalInternet) -> None:
    net.settings.all_exist = True
    net.settings.github_token = TOKEN
    urls = [f"https://github.com/someone/project-{number}" for number in range(150)]
    check = Check(net, TOKEN)
    assert judged(check(*urls)) == [ALIVE] * 150
    assert len(check.asked()) == 2
    net.settings.play("github-api", "long-queries-fail")
    assert judged(Check(net, TOKEN)(*urls)) == [ALIVE] * 150
    assert "github.com" not in check.asked()


OTHERS = {
    "https://paperswithcode.com/paper/known": (Verdict.MOVED, Reason.MOVED_PERMANENTLY),
    "https://paperswithcode.com/paper/unknown": (Verdict.DEAD, Reason.GONE),
    "https://paperswithcode.com/sota/a-task": (Verdict.DEAD, Reason.GONE),
    "https://openreview.net/forum?id=SylO2yStDr": (Verdict.BLOCKED, Reason.REFUSED),
    "https://youtu.be/aaaaaaaaaaa": ALIVE,
    "https://www.youtube.com/watch?v=bbbbbbbbbbb": (Verdict.DEAD, Reason.NOT_FOUND),
}


def test_other_services(net: LocalInternet) -> None:
    outcomes = Check(net)(*OTHERS)
    assert dict(zip(OTHERS, judged(outcomes), strict=True)) == OTHERS
    assert outcomes[0].final_url == "https://arxiv.org/abs/2501.00001"


def test_pages_of_proceedings_say_what_they_show(net: LocalInternet) -> None:
    url = "https://proceedings.mlr.press/v139/kim21d.html"
    check = Check(net)
    (outcome,) = check(url)
    assert outcome.verdict is Verdict.ALIVE
    (record,) = check.answers[url].papers
    assert record.source == "page"
    assert record.title == "I-BERT: Integer-only BERT Quantization"
    assert len(record.authors) == 5
