"""What each misbehaviour of servers comes to: verdict, reason, and how many requests it may cost."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from link_checks import LONG, SHORT, Browser, labelled
from net.misbehaviour import MISBEHAVIOUR
from net.misbehaviour.pretence import PRETENCE
from net.thread import LocalInternet

from awesomelint.links.limits import RetryPolicy
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.targets import Target

ALIVE, MOVED, DEAD = Verdict.ALIVE, Verdict.MOVED, Verdict.DEAD
BLOCKED, UNSURE, SKIPPED = Verdict.BLOCKED, Verdict.UNSURE, Verdict.SKIPPED
WAITS = RetryPolicy(timeout=4.0)
"""For whatever hangs at first and answers then."""


SLOW = frozenset(
    f"{url}/a{ending}"
    for url, ending in (
        ("https://head-hangs.test", ".zip"),
        ("https://hang-in-body.test", ""),
        ("https://drip.test", ""),
        ("https://bad-chunks.test", ""),
        ("http://hang.test", ""),
        ("http://silent.test", ""),
        ("http://drip-head.test", ""),
        ("https://tls-hangs.test", ""),
    )
)
"""What is waited for until the patience above is at an end."""


class Row(NamedTuple):
    """`requests` are those that servers saw; `tries` those that we count, where the two differ."""

    url: str
    verdict: Verdict
    reason: Reason
    requests: int
    status: int | None = None
    final_url: str | None = None
    detail: str = ""
    label: str = ""
    policy: RetryPolicy = LONG
    tries: int | None = None


ROWS = (
    # What is in order
    Row("https://ok.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://ok.test/a.zip", ALIVE, Reason.OK, 2, 200),
    Row("https://ok.test/a.pdf", ALIVE, Reason.WRONG_CONTENT, 2, 200, detail="a web page"),
    Row("https://ok.test/blob/main/a.pdf", ALIVE, Reason.OK, 2, 200),
    Row("https://ok.test/wiki/File:a.pdf", ALIVE, Reason.OK, 2, 200),
    Row("https://ok.test/web/2020/https://example.org/a.pdf", ALIVE, Reason.OK, 2, 200),
    Row("https://ok.test/a?file=b.pdf", ALIVE, Reason.OK, 1, 200),
    Row("https://repeats.test/on", ALIVE, Reason.OK, 2, 200, final_url="https://collector.test/a?token="),
    Row("https://members.test/a", BLOCKED, Reason.REFUSED, 1, 401),
    Row("https://limits.test/x/3600", ALIVE, Reason.OK, 1, 200),
    Row("https://limits.test/forbidden/3600", BLOCKED, Reason.RATE_LIMITED, 1, 403),
    Row("http://status.test/204", ALIVE, Reason.OK, 1, 204),
    Row("https://http10.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://early-hints.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://continues.test/3", ALIVE, Reason.OK, 1, 200),
    # HEAD is asked where no page is expected; that it fails says nothing
    Row("https://head405.test/a.zip", ALIVE, Reason.OK, 2, 200),
    Row("https://head403.test/a.zip", ALIVE, Reason.OK, 2, 200),
    Row("https://head404.test/a.zip", ALIVE, Reason.OK, 2, 200),
    Row("https://head501.test/a.zip", ALIVE, Reason.OK, 2, 200),
    Row("https://head503.test/a.zip", ALIVE, Reason.OK, 2, 200),
    Row("https://head-resets.test/a.zip", ALIVE, Reason.OK, 2, 200),
    Row("https://head-moves.test/a.zip", ALIVE, Reason.OK, 2, 200, tries=3),
    Row("https://head-hangs.test/a.zip", ALIVE, Reason.OK, 2, 200, policy=WAITS),
    Row("https://head405.test/a", ALIVE, Reason.OK, 1, 200),
    # Statuses
    Row("http://status.test/404", DEAD, Reason.NOT_FOUND, 1, 404),
    Row("http://status.test/410", DEAD, Reason.GONE, 1, 410),
    Row("http://status.test/400", UNSURE, Reason.UNEXPECTED_STATUS, 1, 400),
    Row("http://status.test/401", BLOCKED, Reason.REFUSED, 1, 401),
    Row("http://status.test/403", BLOCKED, Reason.REFUSED, 1, 403),
    Row("http://status.test/418", BLOCKED, Reason.REFUSED, 1, 418),
    Row("http://status.test/451", BLOCKED, Reason.REFUSED, 1, 451),
    Row("http://status.test/408", UNSURE, Reason.TIMEOUT, 3, 408),
    Row("http://status.test/500", UNSURE, Reason.SERVER_ERROR, 3, 500),
    Row("http://status.test/501", UNSURE, Reason.SERVER_ERROR, 2, 501),
    Row("http://status.test/502", UNSURE, Reason.SERVER_ERROR, 3, 502),
    Row("http://status.test/504", UNSURE, Reason.SERVER_ERROR, 3, 504),
    Row("https://linkedin999.test/a", BLOCKED, Reason.REFUSED, 1, 999),
    Row("https://browsers-only.test/a", BLOCKED, Reason.REFUSED, 1, 403),
    # Walls and limits
    Row("https://cloudflare.test/a", BLOCKED, Reason.WALL, 1, 403, detail="cf-mitigated: challenge"),
    Row("https://cloudflare503.test/a", BLOCKED, Reason.WALL, 1, 503, detail='"Just a moment..."'),
    Row("https://anubis.test/a", BLOCKED, Reason.WALL, 1, 200, detail='"Making sure you\'re not a bot!"'),
    Row("https://retry-seconds.test/7", ALIVE, Reason.OK, 2, 200),
    Row("https://retry-date.test/7", ALIVE, Reason.OK, 2, 200),
    Row("https://retry-tomorrow.test/a", BLOCKED, Reason.RATE_LIMITED, 1, 429, detail="Retry-After: 86400"),
    Row("https://retry-garbage.test/a", BLOCKED, Reason.RATE_LIMITED, 3, 429, detail="Retry-After: soon"),
    Row("https://always429.test/a", BLOCKED, Reason.RATE_LIMITED, 3, 429),
    # Trouble
    Row("https://flaky.test/1", ALIVE, Reason.OK, 2, 200),
    Row("https://flaky.test/2", ALIVE, Reason.OK, 3, 200),
    Row("https://flaky.test/3", UNSURE, Reason.SERVER_ERROR, 3, 503),
    Row("https://always503.test/a", UNSURE, Reason.SERVER_ERROR, 3, 503),
    Row("https://flaky-reset.test/a", ALIVE, Reason.OK, 2, 200),
    Row("https://reset.test/a", UNSURE, Reason.CONNECTION_FAILED, 3),
    Row("https://close.test/a", UNSURE, Reason.CONNECTION_FAILED, 3),
    Row("https://refuses.test/a", UNSURE, Reason.CONNECTION_FAILED, 0, detail="connection refused", tries=3),
    Row("https://two-lengths.test/a", UNSURE, Reason.CONNECTION_FAILED, 3),
    Row("https://garbage.test/a", UNSURE, Reason.CONNECTION_FAILED, 3, detail="not HTTP"),
    Row("https://continues.test/a", UNSURE, Reason.CONNECTION_FAILED, 3, detail="more than 100 interim responses"),
    Row("https://unchanged.test/a", UNSURE, Reason.UNEXPECTED_STATUS, 1, 304),
    # What browsers forgive
    Row("https://too-long.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://same-length.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://nameless.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://length-of-chunks.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://body-of-nothing.test/a", ALIVE, Reason.OK, 1, 204),
    Row("https://body-for-head.test/a.pdf", ALIVE, Reason.OK, 1, 200),
    Row("https://slow.test/0.2", ALIVE, Reason.OK, 1, 200),
    Row("http://hang.test/a", UNSURE, Reason.TIMEOUT, 2, policy=SHORT),
    Row("http://silent.test/a", UNSURE, Reason.TIMEOUT, 0, policy=SHORT, tries=3),
    Row("http://drip-head.test/a", UNSURE, Reason.TIMEOUT, 2, policy=SHORT),
    # A page that is there, although its body never arrives as it should
    Row("https://drip.test/a", ALIVE, Reason.OK, 1, 200, policy=WAITS),
    Row("https://hang-in-body.test/a", ALIVE, Reason.OK, 1, 200, policy=WAITS),
    Row("https://reset-in-body.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://truncated.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://truncated-chunks.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://bad-chunks.test/a", ALIVE, Reason.OK, 1, 200, policy=WAITS),
    Row("https://bad-gzip.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://huge.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://endless-body.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://gzip-bomb.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://deflate-bomb.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://validators.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://crowd.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://long-validator.test/a", ALIVE, Reason.OK, 1, 200),
    # Heads without an end
    Row(
        "https://fat-headers.test/a",
        UNSURE,
        Reason.CONNECTION_FAILED,
        3,
        detail="the headers have more than 131072 bytes",
    ),
    Row("https://header-bomb.test/a", UNSURE, Reason.CONNECTION_FAILED, 3),
    Row("https://long-header.test/a", UNSURE, Reason.CONNECTION_FAILED, 3),
    # Redirects
    Row("https://moved.test/a", MOVED, Reason.MOVED_PERMANENTLY, 2, 200, "https://moved.test/new"),
    Row("https://moved308.test/a", MOVED, Reason.MOVED_PERMANENTLY, 2, 200, "https://moved308.test/new"),
    Row("https://found.test/a", ALIVE, Reason.OK, 2, 200, "https://found.test/new"),
    Row("https://see-other.test/a", ALIVE, Reason.OK, 2, 200, "https://see-other.test/new"),
    Row("https://temporary.test/a", ALIVE, Reason.OK, 2, 200, "https://temporary.test/new"),
    Row("https://moved-mixed.test/a", MOVED, Reason.MOVED_PERMANENTLY, 3, 200, "https://moved-mixed.test/there"),
    Row("https://moved-to-nothing.test/a", DEAD, Reason.NOT_FOUND, 2, 404),
    Row("http://upgrade.test/a", MOVED, Reason.MOVED_PERMANENTLY, 2, 200, "https://upgrade.test/a"),
    Row("https://downgrade.test/a", ALIVE, Reason.OK, 2, 200, "http://downgrade.test/a"),
    Row("https://slash.test/a", MOVED, Reason.MOVED_PERMANENTLY, 2, 200, "https://slash.test/a/"),
    Row("http://www-only.test/a", MOVED, Reason.MOVED_PERMANENTLY, 2, 200, "https://www.www-only.test/a"),
    Row("https://meta-elsewhere.test/a", ALIVE, Reason.OK, 2, 200, "https://collector.test/a"),
    Row("https://meta-refresh.test/a", ALIVE, Reason.OK, 2, 200, "https://meta-refresh.test/new"),
    Row("https://chain.test/10", MOVED, Reason.MOVED_PERMANENTLY, 11, 200, "https://chain.test/0"),
    Row("https://chain.test/11", UNSURE, Reason.TOO_MANY_REDIRECTS, 11, detail="more than 10"),
    Row("https://endless.test/1", UNSURE, Reason.TOO_MANY_REDIRECTS, 11, detail="more than 10"),
    Row("https://loop.test/a", DEAD, Reason.REDIRECT_LOOP, 3, detail="redirects back to https://loop.test/again"),
    Row("https://self-loop.test/a", DEAD, Reason.REDIRECT_LOOP, 1, detail="redirects back to https://self-loop.test/a"),
    Row("https://cookie-wall.test/a", BLOCKED, Reason.WALL, 1),
    Row("https://no-location.test/a", UNSURE, Reason.BAD_REDIRECT, 1, 302),
    Row("https://empty-location.test/a", UNSURE, Reason.BAD_REDIRECT, 1, 302),
    Row("https://two-locations.test/a", MOVED, Reason.MOVED_PERMANENTLY, 2, 200, "https://two-locations.test/new"),
    Row("https://two-locations.test/same", MOVED, Reason.MOVED_PERMANENTLY, 2, 200, "https://two-locations.test/new"),
    Row("https://bad-location.test/a", UNSURE, Reason.BAD_REDIRECT, 1),
    Row("https://long-location.test/a", UNSURE, Reason.BAD_REDIRECT, 1),
    # Pages that say 200 and are not there
    Row("https://soft404.test/a", UNSURE, Reason.SOFT_404, 1, 200, detail='"404 - Page Not Found"'),
    Row("https://soft404.test/a.pdf", UNSURE, Reason.SOFT_404, 2, 200, detail='"404 - Page Not Found"'),
    Row("https://soft404-redirect.test/a", UNSURE, Reason.SOFT_404, 2, 200, "https://soft404-redirect.test/404.html"),
    Row("https://to-root.test/a", UNSURE, Reason.SOFT_404, 2, 200, "https://to-root.test/"),
    Row("https://moved-to-root.test/a", UNSURE, Reason.SOFT_404, 2, 200, "https://moved-to-root.test/"),
    Row("https://to-root.test/?p=12", UNSURE, Reason.SOFT_404, 2, 200, "https://to-root.test/"),
    Row("https://to-root.test/", ALIVE, Reason.OK, 1, 200),
    Row("https://to-root.test/?lang=en", ALIVE, Reason.OK, 2, 200, "https://to-root.test/"),
    Row("https://to-root.test/index.html?utm_source=a&ref=b", ALIVE, Reason.OK, 2, 200, "https://to-root.test/"),
    Row("https://parked.test/a", UNSURE, Reason.PARKED, 1, 200, detail='"parked.test - This domain is for sale!"'),
    Row("https://login.test/a", UNSURE, Reason.WRONG_CONTENT, 1, 200, label="pdf"),
    Row("https://login.test/a.pdf", UNSURE, Reason.WRONG_CONTENT, 2, 200),
    Row("https://login.test/a", ALIVE, Reason.OK, 1, 200, label="project"),
    Row("https://to-login.test/a", BLOCKED, Reason.REFUSED, 2, 200, "https://to-login.test/login?next=/a"),
    # Names and certificates
    Row("https://wrong-cert.test/a", DEAD, Reason.CERTIFICATE_OF_ANOTHER_HOST, 0, tries=1),
    Row("https://expired-cert.test/a", UNSURE, Reason.TLS_FAILED, 0, detail="certificate has expired", tries=1),
    Row("https://unknown-cert.test/a", UNSURE, Reason.TLS_FAILED, 0, tries=1),
    Row("https://tls-fails.test/a", UNSURE, Reason.CONNECTION_FAILED, 0, tries=3),
    Row("https://tls-hangs.test/a", UNSURE, Reason.TIMEOUT, 0, policy=SHORT),
    Row("https://no-name.test/a", DEAD, Reason.NO_SUCH_HOST, 0, tries=1),
    Row("https://name-server-fails.test/a", UNSURE, Reason.NAME_UNRESOLVED, 0, tries=3),
    Row("https://1.2.3.4.5/", DEAD, Reason.NO_SUCH_HOST, 0),
    # Where nobody goes
    Row("https://loopback.test/a", SKIPPED, Reason.PRIVATE_ADDRESS, 0),
    Row("https://private.test/a", SKIPPED, Reason.PRIVATE_ADDRESS, 0),
    Row("https://metadata.test/a", SKIPPED, Reason.PRIVATE_ADDRESS, 0),
    Row("https://mapped.test/a", SKIPPED, Reason.PRIVATE_ADDRESS, 0),
    Row("https://half-private.test/a", SKIPPED, Reason.PRIVATE_ADDRESS, 0),
    Row("https://rebinding.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://to-private.test/metadata", UNSURE, Reason.PRIVATE_ADDRESS, 1),
    Row("https://to-name.test/loopback", UNSURE, Reason.PRIVATE_ADDRESS, 1),
    Row("https://to-scheme.test/file", UNSURE, Reason.BAD_REDIRECT, 1),
    Row("https://cross-origin.test/a", ALIVE, Reason.OK, 2, 200, "https://collector.test/a"),
    Row("https://collector.test/a", ALIVE, Reason.OK, 1, 200),
    Row("https://harmful.test/a", DEAD, Reason.NOT_FOUND, 1, 404),
)


def name(row: Row) -> str:
    return f"{row.url} {row.label}".rstrip()


@pytest.mark.parametrize(
    "row", [pytest.param(row, marks=pytest.mark.slow) if row.url in SLOW else row for row in ROWS], ids=name
)
def test_misbehaviour(net: LocalInternet, row: Row) -> None:
    browser = Browser(net, row.policy)
    (answer,) = browser.check(labelled(row.url, row.label) if row.label else Target(row.url, ()))
    outcome = answer.outcome
    assert (outcome.verdict, outcome.reason) == (row.verdict, row.reason), outcome
    if row.policy is SHORT:  # a busy machine may not even begin in so short a time
        assert len(net.requests) <= row.requests
        assert 2 <= outcome.tries <= 3
    else:
        assert len(net.requests) == row.requests, net.requests
        assert outcome.tries == (row.requests if row.tries is None else row.tries)
    assert outcome.status == row.status
    assert outcome.final_url == row.final_url
    assert row.detail in outcome.detail
    assert not net.trespasses
    spent = sum(browser.clock.slept)
    assert spent <= row.policy.budget + 10, "waits that no server asked for"


def test_every_host_that_misbehaves_has_a_row() -> None:
    """`www.www-only` is where a row leads."""
    tried = {row.url.split("/")[2].removesuffix(".test") for row in ROWS}
    assert {site.host for site in MISBEHAVIOUR} - tried == {"www.www-only"}


def test_no_doubt_is_alive() -> None:
    """What says that it is not there, is for sale, or asks who one is."""
    doubtful = {site.host for site in PRETENCE} | {"to-root", "moved-to-root", "to-login", "anubis", "cloudflare"}
    found = {row.url: row.verdict for row in ROWS if row.url.split("/")[2].removesuffix(".test") in doubtful}
    assert [url for url, verdict in found.items() if verdict in (ALIVE, MOVED)] == [
        "https://to-root.test/",
        "https://to-root.test/?lang=en",
        "https://to-root.test/index.html?utm_source=a&ref=b",
        "https://login.test/a",
    ], "a front page that is linked, and a form to sign in where no PDF was promised"


def test_only_what_is_broken_for_everybody_is_dead() -> None:
    dead = {row.status for row in ROWS if row.verdict is DEAD}
    assert dead == {404, 410, None}
    assert {row.reason for row in ROWS if row.verdict is DEAD and row.status is None} == {
        Reason.NO_SUCH_HOST,
        Reason.CERTIFICATE_OF_ANOTHER_HOST,
        Reason.REDIRECT_LOOP,
    }
