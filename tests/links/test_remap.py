"""Requesting other URLs than those of the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from net.thread import LocalInternet

from awesomelint.errors import ConfigError
from awesomelint.links.check import check_links
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.remap import remapped
from awesomelint.links.settings import LinkSettings
from awesomelint.links.targets import Target

pytestmark = pytest.mark.usefixtures("inside")


def targets(*urls: str) -> list[Target]:
    return [Target(url, ()) for url in urls]


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://docs.example.org/a?b", "https://staging.example.org/a?b"),
        ("https://old.example.org/papers/7.pdf", "https://new.example.org/7/full"),
        ("https://old.example.org/other", "https://last.example.org/other"),
        ("{{ site.url }}/a", "https://www.example.org/a"),
        ("https://example.com/", None),
    ],
)
def test_the_first_pattern_that_is_found_holds(url: str, asked: str | None) -> None:
    rules = (
        (r"^https://docs\.", "https://staging."),
        (r"^https://old\.example\.org/papers/(\d+)\.pdf$", r"https://new.example.org/\1/full"),
        (r"\bold\b", "last"),
        (r"\{\{ site\.url \}\}", "https://user:SECRET@www.example.org"),
    )
    assert remapped([url], rules).get(url) == asked


@pytest.mark.parametrize("replacement", ["file:///etc/passwd", "", "https://", "https://a:SECRET@:1"])
def test_what_makes_no_url_is_an_error(replacement: str) -> None:
    with pytest.raises(ConfigError, match=r'^remap: "\^https\?://a" makes ') as error:
        remapped(["https://a.org/"], (("^https?://a", replacement),))
    assert "SECRET" not in str(error.value)


def test_the_list_has_its_own_urls(net: LocalInternet, tmp_path: Path) -> None:
    old, gone, moved, direct = (
        "https://old.test/a",
        "https://old.test/404",
        "https://old.test/moved",
        "https://ok.test/a",
    )
    settings = LinkSettings(
        remap=(
            (r"^https://old\.test/404", "https://status.test/404"),
            (r"old\.test/moved", "moved.test/a"),
            ("old", "ok"),
        )
    )
    report = check_links(targets(old, gone, moved, direct), settings, cache=tmp_path)
    assert {entry.host for entry in net.requests} == {"ok.test", "status.test", "moved.test"}
    assert len(net.to("ok.test")) == 1
    found = {url: (one.url, one.verdict, one.detail) for url, one in report.facts.outcomes.items()}
    assert found == {
        old: (old, Verdict.ALIVE, "requested as https://ok.test/a"),
        gone: (gone, Verdict.DEAD, "requested as https://status.test/404"),
        moved: (moved, Verdict.ALIVE, "requested as https://moved.test/a"),
        direct: (direct, Verdict.ALIVE, ""),
    }
    assert report.facts.outcomes[moved].final_url is None
    again = check_links(targets(old, gone, moved, direct), settings, cache=tmp_path)
    assert again.asked == 0


def test_what_is_kept_of_the_other_url_says_nothing_of_this_one(net: LocalInternet, tmp_path: Path) -> None:
    (dead,) = wanted = targets("https://status.test/404")
    alive = check_links(wanted, LinkSettings(remap=(("status.test/404", "ok.test/a"),)), cache=tmp_path)
    assert alive.verdicts() == {Verdict.ALIVE: 1}
    assert check_links(wanted, cache=tmp_path).facts.outcomes[dead.url].verdict is Verdict.DEAD


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1/", "http://2130706433/", "https://loopback.test/", "http://localhost/"]
)
def test_private_addresses_are_not_reached(net: LocalInternet, to: str) -> None:
    report = check_links(targets("https://ok.test/a"), LinkSettings(remap=(("^https://ok.test/", to),)))
    (outcome,) = report.facts.outcomes.values()
    assert outcome.url == "https://ok.test/a"
    assert outcome.verdict is not Verdict.ALIVE
    assert not net.requests
    assert not net.trespasses


def test_what_is_excluded_is_not_remapped(net: LocalInternet) -> None:
    settings = LinkSettings(exclude=("ok.test",), remap=(("ok.test", "status.test"),))
    report = check_links(targets("https://ok.test/404"), settings)
    assert report.facts.outcomes["https://ok.test/404"].reason is Reason.EXCLUDED
    assert not net.requests


def test_credentials_of_a_host_stay_with_it(net: LocalInternet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWESOMELINT_HEADERS_OK_TEST", "Authorization: SECRET")
    check_links(targets("https://ok.test/a"), LinkSettings(remap=(("ok.test", "collector.test"),)))
    (request,) = net.requests
    assert (request.host, request.header("authorization")) == ("collector.test", "")
