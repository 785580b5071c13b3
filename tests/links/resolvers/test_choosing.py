"""Which resolver asks for what, and the services that need only a second look at their pages."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from registries import never, no_reply, page, redirected, reply, run

from awesomelint.links.exchange import Exchange
from awesomelint.links.network import RESOLVERS, choose
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers import PLAIN
from awesomelint.links.videos import video_url


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://arxiv.org/abs/1909.10351", "arxiv"),
        ("https://huggingface.co/papers/1909.10351", "arxiv"),
        ("https://doi.org/10.48550/arXiv.1909.10351", "arxiv"),
        ("https://arxiv.org/list/cs.CL/recent", "http"),
        ("https://github.com/someone/code", "github"),
        ("https://github.com/someone/code/issues", "github"),
        ("https://github.com/topics/nlp", "http"),
        ("https://gist.github.com/someone/0123", "http"),
        ("https://doi.org/10.18653/v1/P19-1580", "doi"),
        ("https://dl.acm.org/doi/10.1145/3292500.3330701", "doi"),
        ("https://ieeexplore.ieee.org/document/8954382", "http"),
        ("https://openreview.net/forum?id=SylO2yStDr", "openreview"),
        ("https://paperswithcode.com/paper/a-paper", "paperswithcode"),
        ("https://www.youtube.com/watch?v=abcdefghijk", "youtube"),
        ("https://www.youtube.com/@someone", "http"),
        ("https://aclanthology.org/P19-1580/", "doi"),
        ("https://aclanthology.org/2021.acl-long.231.pdf", "doi"),
        ("https://aclanthology.org/2021.acl-long.231v2.pdf", "http"),
        ("https://aclanthology.org/attachments/P19-1580.Software.zip", "http"),
        ("https://aclanthology.org/volumes/P19-1/", "http"),
        ("https://www.aclweb.org/anthology/P19-1580/", "doi"),
        ("http://aclweb.org/anthology/P19-1580.pdf", "doi"),
        ("https://www.aclweb.org/portal/", "http"),
        ("https://example.org/[", "http"),
        ("https://[", "http"),
        ("\ud800", "http"),
        ("https://github.com/a/b\ud800", "http"),
    ],
)
def test_choosing(url: str, name: str) -> None:
    assert choose(url) == name
    assert name == PLAIN or name in RESOLVERS


def test_the_table_of_hosts_has_its_say() -> None:
    paper, mirror = "https://arxiv.org/abs/1909.10351", "https://scirate.com/arxiv/1909.10351"
    assert choose(paper, "http") == "http"
    assert choose(paper, "github") == "arxiv"
    assert choose(mirror) == "http"
    assert choose(mirror, "arxiv") == "arxiv"
    assert choose(mirror, "unheard-of") == "http"


def test_names_are_those_of_the_table() -> None:
    assert {name: resolver().name for name, resolver in RESOLVERS.items()} == {name: name for name in RESOLVERS}


PAPER = "https://paperswithcode.com/paper/a-paper-of-ours"
TRENDING = "https://huggingface.co/papers/trending"


@pytest.mark.parametrize(
    ("found", "verdict", "reason", "final"),
    [
        (
            redirected(PAPER, "https://huggingface.co/papers/1909.10351"),
            Verdict.MOVED,
            Reason.MOVED_PERMANENTLY,
            "https://arxiv.org/abs/1909.10351",
        ),
        (
            redirected(PAPER, "https://huggingface.co/papers/1909.10351", Verdict.ALIVE, 302),
            Verdict.MOVED,
            Reason.MOVED_PERMANENTLY,
            "https://arxiv.org/abs/1909.10351",
        ),
        (redirected(PAPER, TRENDING), Verdict.DEAD, Reason.GONE, None),
        (redirected(PAPER, TRENDING, Verdict.ALIVE, 302), Verdict.DEAD, Reason.GONE, None),
        (page(PAPER, Verdict.DEAD, Reason.NO_SUCH_HOST, None), Verdict.DEAD, Reason.NO_SUCH_HOST, None),
        (page(PAPER, Verdict.UNSURE, Reason.TIMEOUT, None), Verdict.UNSURE, Reason.TIMEOUT, None),
        (page(PAPER), Verdict.ALIVE, Reason.OK, None),
        (redirected(PAPER, "https://example.org/"), Verdict.MOVED, Reason.MOVED_PERMANENTLY, "https://example.org/"),
    ],
)
def test_papers_with_code(found: Outcome, verdict: Verdict, reason: Reason, final: str | None) -> None:
    outcome = run(RESOLVERS["paperswithcode"](), [PAPER], never, pages={PAPER: found})[PAPER]
    assert (outcome.verdict, outcome.reason, outcome.final_url) == (verdict, reason, final)
    assert outcome.detail == ("" if verdict is Verdict.ALIVE else "Papers with Code closed in July 2025")


@pytest.mark.parametrize(
    ("found", "verdict", "detail"),
    [
        (page("u"), Verdict.ALIVE, ""),
        (page("u", Verdict.BLOCKED, Reason.REFUSED, 403), Verdict.BLOCKED, ""),
        (page("u", Verdict.DEAD, Reason.NOT_FOUND, 404), Verdict.UNSURE, "OpenReview may hide it from guests"),
        (page("u", Verdict.UNSURE, Reason.GONE, 410), Verdict.UNSURE, "OpenReview may hide it from guests"),
        (page("u", Verdict.DEAD, Reason.NO_SUCH_HOST, None), Verdict.DEAD, ""),
    ],
)
def test_openreview(found: Outcome, verdict: Verdict, detail: str) -> None:
    outcome = run(RESOLVERS["openreview"](), ["u"], never, pages={"u": found})["u"]
    assert (outcome.verdict, outcome.detail) == (verdict, detail)
    assert outcome.resolver == ("http" if outcome == found else "openreview")


def test_openreview_is_left_in_peace_once_it_challenges() -> None:
    urls = [f"https://openreview.net/forum?id=SylO2yStD{end}" for end in "abcdef"]
    walled = {url: page(url, Verdict.BLOCKED, Reason.REFUSED, 403) for url in urls}
    found = run(RESOLVERS["openreview"](), urls, never, pages=walled)
    assert found.plain == urls[:2]
    assert found.verdicts() == {Verdict.BLOCKED: 6}
    assert found[urls[5]].detail == "not requested: OpenReview refused other requests"
    assert found[urls[5]].status is None
    del walled[urls[1]]
    assert run(RESOLVERS["openreview"](), urls, never, pages=walled).plain == urls


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk&t=10s", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://youtu.be/abcdefghijk?si=x", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://m.youtube.com/shorts/abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://www.youtube.com/embed/abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk"),
        (
            "https://www.youtube.com/playlist?list=PLabcdefghijklmn",
            "https://www.youtube.com/playlist?list=PLabcdefghijklmn",
        ),
        ("https://www.youtube.com/watch?v=tooshort", None),
        ("https://www.youtube.com/watch", None),
        ("https://youtu.be/", None),
        ("https://www.youtube.com/c/someone", None),
        ("https://example.org/watch?v=abcdefghijk", None),
    ],
)
def test_videos_are_named_by_their_urls(url: str, plain: str | None) -> None:
    assert video_url(url) == plain


@pytest.mark.parametrize(
    ("answer", "verdict", "reason"),
    [
        (reply(200), Verdict.ALIVE, Reason.REGISTERED),
        (reply(401), Verdict.ALIVE, Reason.REGISTERED),
        (reply(403), Verdict.BLOCKED, Reason.REFUSED),
        (reply(404), Verdict.DEAD, Reason.NOT_FOUND),
        (reply(400), Verdict.UNSURE, Reason.UNEXPECTED_STATUS),
        (reply(429), Verdict.BLOCKED, Reason.RATE_LIMITED),
        (reply(500), Verdict.UNSURE, Reason.SERVER_ERROR),
        (no_reply(Reason.TIMEOUT), Verdict.UNSURE, Reason.TIMEOUT),
    ],
)
def test_youtube(answer: Exchange, verdict: Verdict, reason: Reason) -> None:
    url, same = "https://youtu.be/abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijk&t=3"
    found = run(RESOLVERS["youtube"](), [url, same], lambda _: answer)
    assert (found[url].verdict, found[url].reason) == (verdict, reason)
    assert found[same]._replace(url=url) == found[url]
    (request,) = found.requests
    assert parse_qs(urlsplit(request.url).query)["url"] == ["https://www.youtube.com/watch?v=abcdefghijk"]


def test_channels_are_asked_for_as_pages() -> None:
    url = "https://www.youtube.com/@someone"
    assert run(RESOLVERS["youtube"](), [url], never).plain == [url]
