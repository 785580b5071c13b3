"""Anchors of pages, and https where a link has http."""

from __future__ import annotations

from pathlib import Path

import pytest
from net.thread import LocalInternet

from awesomelint.config.load import config_of
from awesomelint.links.check import check_links
from awesomelint.links.link_run import LinkReport
from awesomelint.links.outcome import Verdict
from awesomelint.links.page_anchors import Presence, anchor_of, presence
from awesomelint.links.settings import LinkSettings
from awesomelint.links.targets import Place, Target

pytestmark = pytest.mark.usefixtures("inside")

ANCHORS, HTTPS = LinkSettings(anchors=True), LinkSettings(require_https=True)
STATIC = '<h2 id="data">Data</h2><h2 id="results">Results</h2>'
PAGE = f"<!doctype html><html><head><title>A page</title></head><body><a name=top-1></a>{STATIC}</body></html>"
NOW = 1_800_000_000
OTHER = frozenset({"other"})


def target(url: str, *fragments: str) -> Target:
    return Target(url, tuple(Place("README.md", 1, 1, fragment) for fragment in fragments or ("",)))


@pytest.mark.parametrize(
    ("fragment", "anchor"),
    [
        ("results", "results"),
        ("%C3%BCber-uns", "über-uns"),
        ("results:~:text=a%20b", "results"),
        ("user-content-results", "user-content-results"),
        ("Lemma1", "Lemma1"),
        ("reading", "reading"),
        ("", ""),
        ("top", ""),
        (":~:text=results", ""),
        ("L10", ""),
        ("L10-L20", ""),
        ("L10C3-L20C1", ""),
        ("/about", ""),
        ("!about", ""),
        ("page=3", ""),
        ("tab&x", ""),
        ("issuecomment-123", ""),
        ("diff-0a1b", ""),
        ("readme", ""),
        ("a" * 301, ""),
    ],
)
def test_which_anchor_a_fragment_names(fragment: str, anchor: str) -> None:
    assert anchor_of(fragment) == anchor


@pytest.mark.parametrize(
    ("anchor", "html", "is_there"),
    [
        ("data", PAGE, Presence.FOUND),
        ("top-1", PAGE, Presence.FOUND),
        ("user-content-data", PAGE, Presence.FOUND),
        ("Data", PAGE, Presence.LOST),
        ("other", PAGE, Presence.LOST),
        ("a&b", PAGE.replace("data", "a&amp;b"), Presence.FOUND),
        ("data", PAGE.replace('"data"', "data"), Presence.FOUND),
        ("data", PAGE.replace('"data"', "'data'"), Presence.FOUND),
        ("data", PAGE.replace("data", "user-content-data"), Presence.FOUND),
        ("data", "<div data-id='data'></div>" + STATIC.replace('id="data"', 'id="x"'), Presence.LOST),
        ("你好", PAGE.replace("data", "%E4%BD%A0%E5%A5%BD"), Presence.FOUND),
        ("data", "<div id=root></div><script src=app.js></script>", Presence.UNSURE),
        ("data", "<div id=root></div><h1 id=name>One</h1>", Presence.UNSURE),
        ("data", "", Presence.UNSURE),
    ],
)
def test_which_anchors_a_page_has(anchor: str, html: str, is_there: Presence) -> None:
    assert presence([anchor], "https://example.org/", html, is_whole=True) == {anchor: is_there}


def test_github_finds_anchors_in_another_case() -> None:
    page = PAGE.replace('id="', 'id="user-content-')
    assert presence(["Data"], "https://github.com/a/b", page, is_whole=True) == {"Data": Presence.FOUND}
    assert presence(["Data"], "https://example.org/", page, is_whole=True) == {"Data": Presence.LOST}


def test_what_is_not_whole_lacks_nothing() -> None:
    assert presence(["data", "other"], "https://example.org/", PAGE, is_whole=False) == {
        "data": Presence.FOUND,
        "other": Presence.UNSURE,
    }


def check(*targets: Target, settings: LinkSettings, cache: Path | None = None, **options: object) -> LinkReport:
    return check_links(targets, settings, cache=cache, **{"now": NOW, **options})  # type: ignore[arg-type]


def test_pages_are_looked_at_where_that_is_wanted(net: LocalInternet, tmp_path: Path) -> None:
    net.put("https://anchors.example.org/", PAGE.encode())
    url = "https://anchors.example.org/a"
    wanted = (
        target(url, "data", "other", "", "L10"),
        target("https://ok.test/a", "x"),
        target("https://status.test/404", "x"),
    )
    assert not check(*wanted, settings=LinkSettings(), cache=tmp_path).facts.lost_anchors
    before = len(net.requests)
    found = check(*wanted, settings=ANCHORS, cache=tmp_path)
    assert found.facts.lost_anchors == {url: OTHER}
    assert {entry.url for entry in net.requests[before:]} == {url, "https://ok.test/a"}
    again = check(*wanted, settings=ANCHORS, cache=tmp_path)
    assert (again.facts.lost_anchors, again.requests) == ({url: OTHER}, 0)
    assert check(*wanted, settings=ANCHORS, cache=tmp_path, is_offline=True).facts.lost_anchors == {url: OTHER}
    assert check(*wanted, settings=ANCHORS, cache=tmp_path, rechecks=True).requests == 2, (
        "the dead page, and what was lost"
    )
    assert check(*wanted, settings=ANCHORS, cache=tmp_path, now=NOW + 90_000).requests == 2
    more = check(target(url, "data", "more"), settings=ANCHORS, cache=tmp_path)
    assert more.facts.lost_anchors == {url: frozenset({"more"})}


def test_other_configurations_have_looks_of_their_own(net: LocalInternet, tmp_path: Path) -> None:
    net.put("https://anchors.example.org/", PAGE.encode())
    wanted = target("https://anchors.example.org/a", "other")
    assert check(wanted, settings=ANCHORS, cache=tmp_path).facts.lost_anchors
    none = config_of({"hosts": {"anchors.example.org": {"anchors": False}}}).hosts
    assert not check(wanted, settings=ANCHORS, cache=tmp_path, hosts=none).facts.lost_anchors
    before = len(net.requests)
    accepting = config_of({"hosts": {"anchors.example.org": {"accept": "4xx"}}}).hosts
    assert check(wanted, settings=ANCHORS, cache=tmp_path, hosts=accepting).facts.lost_anchors
    assert len(net.requests) == before + 1


@pytest.mark.parametrize("has_cache", [False, True])
def test_a_page_is_requested_once_for_its_verdict_and_its_anchors(
    net: LocalInternet, tmp_path: Path, *, has_cache: bool
) -> None:
    net.put("https://anchors.example.org/", PAGE.replace("<body>", "<body>" + 100_000 * " ").encode())
    url = "https://anchors.example.org/a"
    cache = tmp_path if has_cache else None
    for now in (NOW, NOW + 800_000):
        report = check(target(url, "data", "other"), settings=ANCHORS, cache=cache, now=now)
        assert report.facts.lost_anchors == {url: OTHER}
        assert report.facts.outcomes[url].verdict is Verdict.ALIVE
    assert [entry.method for entry in net.to("anchors.example.org")] == ["GET", "GET"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", PAGE + " " * (1 << 21)),
        ("text/html", PAGE.replace("Data", "\xff\xfe")),
        ("application/pdf", PAGE),
        ("text/html", PAGE.replace("A page", "Just a moment...")),
        ("text/html", PAGE.replace("<body>", "<body><form><input type=password></form>")),
    ],
    ids=["long", "another encoding", "no page", "a wall", "a login"],
)
def test_pages_of_which_nothing_is_said(net: LocalInternet, kind: str, body: str) -> None:
    net.put("https://unsure.example.org/", body.encode("latin-1"), kind)
    report = check(target("https://unsure.example.org/a", "other"), settings=ANCHORS)
    assert not report.facts.lost_anchors
    assert report.error is None


def test_bombs_do_no_harm_to_a_closer_look(net: LocalInternet) -> None:
    hosts = ("huge", "gzip-bomb", "deflate-bomb", "bad-gzip")
    report = check(*(target(f"https://{host}.test/a", "other") for host in hosts), settings=ANCHORS)
    assert not report.facts.lost_anchors
    assert report.error is None
    assert all(entry.sent < 40_000_000 for entry in net.requests)


def test_remapped_pages_are_looked_at_instead(net: LocalInternet) -> None:
    net.put("https://anchors.example.org/", PAGE.encode())
    settings = ANCHORS._replace(remap=(("old", "anchors"),))
    report = check(target("https://old.example.org/a", "data", "other"), settings=settings)
    assert report.facts.lost_anchors == {"https://old.example.org/a": OTHER}


def test_https_is_asked_for_where_http_answers(net: LocalInternet, tmp_path: Path) -> None:
    both, moved, bad, own_port = (
        "http://ok.test/a",
        "http://upgrade.test/a",
        "http://wrong-cert.test/a",
        "http://ok.test:8080/a",
    )
    wanted = [target(url) for url in (both, moved, bad, own_port, "http://status.test/404", "https://found.test/")]
    assert not check(*wanted, settings=LinkSettings(), cache=tmp_path).facts.secure
    before = len(net.requests)
    found = check(*wanted, settings=HTTPS, cache=tmp_path)
    assert found.facts.secure == {both}
    assert found.facts.outcomes[both].verdict is Verdict.ALIVE
    asked = {entry.url for entry in net.requests[before:] if entry.scheme == "https" and entry.host == "ok.test"}
    assert asked == {"https://ok.test/a"}
    assert check(*wanted, settings=HTTPS, cache=tmp_path).facts.secure == {both}


def test_what_http_alone_has_is_left_alone(net: LocalInternet) -> None:
    wanted = [target(f"http://{host}.test/a") for host in ("downgrade", "members")]
    assert not check(*wanted, settings=HTTPS).facts.secure
    assert {entry.scheme for entry in net.to("downgrade.test")} == {"http", "https"}


def test_a_cache_of_others_is_not_trusted(net: LocalInternet, tmp_path: Path) -> None:
    import sqlite3

    from awesomelint.links.database import NAME

    net.put("https://anchors.example.org/", PAGE.encode())
    wanted = target("https://anchors.example.org/a", "other")
    assert check(wanted, settings=ANCHORS, cache=tmp_path).facts.lost_anchors
    for value in ("[]", '{"other": 1}', "{", '{"other": "lost?"}', "[" * 100_000):
        with sqlite3.connect(tmp_path / NAME) as connection:
            connection.execute("UPDATE records SET value = ? WHERE key LIKE 'look %'", (value,))
        report = check(wanted, settings=ANCHORS, cache=tmp_path)
        assert report.error is None
