"""Outcomes in words, also those that hostile servers and lists had a hand in."""

from __future__ import annotations

import pytest

from awesomelint.links.outcome import (
    MAX_DETAIL,
    MAX_URL,
    Hop,
    Outcome,
    Reason,
    Verdict,
    date,
    headline,
    host_of,
    quoted,
    shown_url,
    worded,
    worded_for,
)

URL = "https://example.org/a"
NOW = 1_795_305_600
DAY = 86_400
HOPS = (Hop(URL, 301), Hop("https://example.org/b", 404))
DEAD = Outcome(URL, Verdict.DEAD, Reason.NOT_FOUND, "http", NOW, 404, method="GET", tries=2)


def outcome(verdict: str, reason: str, status: int | None = None, resolver: str = "http", **more: object) -> Outcome:
    found = Outcome(URL, Verdict(verdict), Reason(reason), resolver, NOW, status)
    return found._replace(**more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (outcome("alive", "ok", 200), "200"),
        (outcome("alive", "ok"), "ok"),
        (outcome("alive", "registered", None, "arxiv"), "registered at arXiv"),
        (outcome("alive", "registered", None, "someone"), "registered"),
        (outcome("dead", "not registered", None, "doi"), "not registered at doi.org"),
        (outcome("dead", "not found", 404), "404 Not Found"),
        (outcome("dead", "not found", 400), "400, not found"),
        (outcome("dead", "not found", None, "github"), "not found"),
        (outcome("dead", "gone", 410), "410 Gone"),
        (outcome("dead", "gone", 200), "200, gone"),
        (outcome("dead", "no such host"), "no such host"),
        (outcome("dead", "certificate of another host"), "certificate of another host"),
        (outcome("dead", "redirect loop", 302), "302, redirect loop"),
        (
            outcome("moved", "moved permanently", 200, final_url="https://example.org/b"),
            f"moved permanently to {URL[:-1]}b",
        ),
        (outcome("moved", "moved permanently", 200), "moved permanently"),
        (outcome("moved", "renamed", final_url="https://github.com/new/name/tree/x"), "repository renamed to new/name"),
        (outcome("moved", "renamed", final_url="https://github.com/new/name.git"), "repository renamed to new/name"),
        (outcome("moved", "renamed", final_url="x"), "repository renamed to x"),
        (outcome("moved", "renamed"), "renamed"),
        (outcome("blocked", "refused", 999), "999, refused"),
        (outcome("blocked", "wall against robots", 403), "403, bot wall"),
        (outcome("blocked", "refused", 200), "refused"),
        (outcome("unsure", "server error", 503), "503, server error"),
        (outcome("unsure", "timeout"), "timeout"),
        (outcome("unsure", "soft 404", 200), "200, but the page does not exist"),
        (outcome("unsure", "parked domain", 200), "200, parked domain"),
        (outcome("unsure", "wrong content", 200), "200, but not a PDF"),
        (outcome("unsure", "registry unavailable", None, "arxiv"), "no answer from arXiv"),
        (outcome("unsure", "registry unavailable", None, "x"), "no answer from the registry"),
        (outcome("skipped", "offline"), "skipped: offline"),
        (outcome("skipped", "not reached"), "skipped: the run ended first"),
    ],
)
def test_headlines(one: Outcome, said: str) -> None:
    assert headline(one) == said


def test_every_reason_has_words() -> None:
    assert all(headline(outcome("unsure", reason.value)) for reason in Reason)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (DEAD, "404 Not Found (GET, 2 tries)"),
        (DEAD._replace(tries=1), "404 Not Found (GET)"),
        (DEAD._replace(method="", tries=0), "404 Not Found"),
        (DEAD._replace(detail="x"), "404 Not Found (GET, 2 tries; x)"),
        (DEAD._replace(alive_at=NOW - 21 * DAY), "404 Not Found (GET, 2 tries; last alive on 2026-11-01)"),
        (DEAD._replace(failures=1, failing_since=NOW), "404 Not Found (GET, 2 tries)"),
        (
            DEAD._replace(failures=4, failing_since=NOW - 2 * DAY),
            "404 Not Found (GET, 2 tries; failed 4 times in a row since 2026-11-20)",
        ),
        (DEAD._replace(failures=4), "404 Not Found (GET, 2 tries; failed 4 times in a row)"),
        (DEAD._replace(hops=HOPS), "404 Not Found (GET; redirected to https://example.org/b)"),
        (DEAD._replace(hops=HOPS, tries=6), "404 Not Found (GET, 3 tries; redirected to https://example.org/b)"),
        (
            DEAD._replace(hops=HOPS, detail="leads to https://example.org/b"),
            "404 Not Found (GET; leads to https://example.org/b)",
        ),
        (DEAD._replace(hops=(*HOPS, HOPS[0])), "404 Not Found (GET)"),
        (outcome("dead", "redirect loop", hops=HOPS, detail="leads back"), "redirect loop (leads back)"),
        (outcome("alive", "ok", 200, hops=HOPS), "200"),
        (outcome("alive", "ok", 200, alive_at=NOW, failures=3), "200"),
        (
            outcome("moved", "renamed", final_url="https://github.com/a/b", detail="now a/b"),
            "repository renamed to a/b",
        ),
        (outcome("skipped", "policy", detail="a badge"), "skipped: policy (a badge)"),
    ],
)
def test_circumstances(one: Outcome, said: str) -> None:
    assert worded(one) == said


def test_about_something() -> None:
    assert worded_for(DEAD, "3 links to x", 3) == "3 links to x are dead: 404 Not Found (GET, 2 tries)"
    unknown = outcome("dead", "not registered", None, "arxiv")
    assert worded_for(unknown, URL) == "https://example.org/a is dead: not registered at arXiv"


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        (0, "1970-01-01"),
        (NOW, "2026-11-22"),
        (NOW - 1, "2026-11-21"),
        (-1, ""),
        (10**30, ""),
        (253402300799, "9999-12-31"),
    ],
)
def test_dates(seconds: int, day: str) -> None:
    assert date(seconds) == day


def test_what_a_server_said_is_one_short_line() -> None:
    said = worded(DEAD._replace(detail="a\r\nb\n::error::c \u2028 d" + "x" * 100_000))
    assert said.startswith("404 Not Found (GET, 2 tries; a b ::error::c d")
    assert len(said) < MAX_DETAIL + 40
    assert len(said.splitlines()) == 1
    assert quoted("x" * MAX_DETAIL) == "x" * MAX_DETAIL
    assert quoted(" \n ") == ""


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:secret@example.org/a@b", "https://***@example.org/a@b"),
        ("https://token@example.org", "https://***@example.org"),
        ("https://a:b@c:d@example.org/", "https://***@example.org/"),
        ("https://medium.com/@user", "https://medium.com/@user"),
        ("https://example.org?x=a@b", "https://example.org?x=a@b"),
        ("//user:secret@example.org/", "//***@example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("", ""),
    ],
)
def test_credentials_are_not_told(url: str, shown: str) -> None:
    assert shown_url(url) == shown
    moved = outcome("moved", "moved permanently", 200, final_url=url)
    assert "secret" not in worded(moved)


def test_long_urls_keep_both_ends() -> None:
    shown = shown_url("https://example.org/" + "a" * 500 + "/last-part.pdf")
    assert len(shown) == MAX_URL
    assert shown.startswith("https://example.org/aaa")
    assert shown.endswith("/last-part.pdf")
    assert shown_url("https://example.org/\n\r a\tb") == "https://example.org/ab"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.org:8080/a", "example.org"),
        ("http://user:secret@example.org", "example.org"),
        ("https://example.org?x", "example.org"),
        ("/a", ""),
        ("", ""),
    ],
)
def test_hosts(url: str, host: str) -> None:
    assert host_of(url) == host
