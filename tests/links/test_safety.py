"""What a hostile list or page must not achieve: one test for each way."""

from __future__ import annotations

import asyncio
import re
import resource
import socket
from contextlib import nullcontext
from pathlib import Path

import pytest
from link_checks import LONG, Browser, labelled
from net.thread import LocalInternet

from awesomelint.links.cache import LinkCache
from awesomelint.links.connectivity import CANARIES
from awesomelint.links.exchange import MAX_BODY, Request
from awesomelint.links.guard import Guard, GuardError
from awesomelint.links.outcome import Hop, Outcome, Reason, Verdict
from awesomelint.links.policy import Policies
from awesomelint.links.resolvers import Answer, Validators

PRIVATE_NAMES = ("loopback", "private", "metadata", "mapped", "half-private")
LITERALS = (
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "localhost",
    "app.localhost",
    "metadata.google.internal",
)
SECRETS = {"Authorization": "Bearer SECRET", "X-Api-Key": "SECRET", "Cookie": "a=SECRET", "If-None-Match": '"SECRET"'}


@pytest.mark.parametrize("name", PRIVATE_NAMES)
@pytest.mark.parametrize("by_proxy", [False, True], ids=["directly", "by proxy"])
def test_names_of_private_addresses_are_not_connected_to(net: LocalInternet, name: str, by_proxy: bool) -> None:
    (answer,) = Browser(net, by_proxy=by_proxy).check(f"https://{name}.test/a")
    assert (answer.outcome.verdict, answer.outcome.reason) == (Verdict.SKIPPED, Reason.PRIVATE_ADDRESS)
    assert answer.outcome.tries == 0
    assert not net.requests
    assert not net.trespasses


@pytest.mark.parametrize("by_proxy", [False, True], ids=["directly", "by proxy"])
@pytest.mark.parametrize("host", LITERALS)
def test_private_hosts_in_any_notation_are_not_asked(net: LocalInternet, host: str, by_proxy: bool) -> None:
    browser = Browser(net, by_proxy=by_proxy)
    (answer,) = browser.check(f"http://{host}/a")
    assert (answer.outcome.verdict, answer.outcome.reason) == (Verdict.SKIPPED, Reason.PRIVATE_ADDRESS)
    assert not net.requests
    assert not net.trespasses
    assert not browser.looked_up


@pytest.mark.parametrize("name", PRIVATE_NAMES)
@pytest.mark.parametrize("by_proxy", [False, True], ids=["directly", "by proxy"])
def test_redirects_to_names_of_private_addresses_stop(net: LocalInternet, name: str, by_proxy: bool) -> None:
    (answer,) = Browser(net, by_proxy=by_proxy).check(f"https://to-name.test/{name}")
    assert (answer.outcome.verdict, answer.outcome.reason) == (Verdict.UNSURE, Reason.PRIVATE_ADDRESS)
    assert [hop.status for hop in answer.outcome.hops] == [302]
    assert [entry.host for entry in net.requests] == ["to-name.test"]
    assert not net.trespasses


@pytest.mark.parametrize(
    ("ours", "well_known", "passes"),
    [
        ("192.168.0.7", "1.1.1.1", False),
        ("1.1.1.1", "1.1.1.1", True),
        ("", "", True),
        ("192.168.0.7", "198.18.0.3", True),
    ],
)
def test_what_only_a_proxy_knows_passes(ours: str, well_known: str, passes: bool) -> None:
    async def lookup(host: str) -> list[str]:
        address = well_known if host in CANARIES else ours
        if not address:
            raise socket.gaierror(socket.EAI_AGAIN, "no name server")
        return [address]

    async def check() -> None:
        guard = Guard(lookup=lookup)
        await guard.check_for_proxy("wiki.example.org", 60)
        await guard.close()

    with nullcontext() if passes else pytest.raises(GuardError, match=r"192\.168\.0\.7"):
        asyncio.run(check())


def test_a_name_is_looked_up_once_for_a_proxy_and_well_known_ones_are_not() -> None:
    asked = []

    async def lookup(host: str) -> list[str]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME if host == "wiki.example.org" else socket.EAI_AGAIN, "not found")

    async def check() -> None:
        guard = Guard(lookup=lookup)
        for host in ("wiki.example.org", "away.example.org", "8.8.8.8") * 3:
            await guard.check_for_proxy(host, 60)
        await guard.close()

    asyncio.run(check())
    assert asked == ["wiki.example.org", "away.example.org"]


def _destinations(what: str) -> list[str]:
    from net.misbehaviour.redirects import ELSEWHERE, PRIVATE

    return list({"private": PRIVATE, "scheme": ELSEWHERE}[what])


@pytest.mark.parametrize("by_proxy", [False, True], ids=["directly", "by proxy"])
@pytest.mark.parametrize("path", _destinations("private"))
def test_redirects_to_private_addresses_stop(net: LocalInternet, path: str, by_proxy: bool) -> None:
    (answer,) = Browser(net, by_proxy=by_proxy).check(f"https://to-private.test/{path}")
    assert (answer.outcome.verdict, answer.outcome.reason) == (Verdict.UNSURE, Reason.PRIVATE_ADDRESS)
    assert len(net.requests) == 1
    assert not net.trespasses


@pytest.mark.parametrize("path", _destinations("scheme"))
def test_redirects_to_other_schemes_stop(net: LocalInternet, path: str) -> None:
    (answer,) = Browser(net).check(f"https://to-scheme.test/{path}")
    assert (answer.outcome.verdict, answer.outcome.reason) == (Verdict.UNSURE, Reason.BAD_REDIRECT)
    assert len(net.requests) == 1


def test_a_name_is_looked_up_once_and_never_rebound(net: LocalInternet) -> None:
    browser = Browser(net)
    answers = browser.check(*(f"https://rebinding.test/{page}" for page in range(5)))
    assert {answer.outcome.verdict for answer in answers} == {Verdict.ALIVE}
    assert browser.looked_up == ["rebinding.test"]
    assert not net.trespasses


def test_private_addresses_are_asked_when_they_are_allowed(net: LocalInternet) -> None:
    browser = Browser(net, allows_private=True)
    (answer,) = browser.check("https://loopback.test/a")
    assert answer.outcome.reason is Reason.CONNECTION_FAILED  # nobody listens where the test leads such addresses
    assert net.trespasses


def test_headers_stay_with_their_origin(net: LocalInternet) -> None:
    headers = {**SECRETS, "Accept": "application/json"}
    (exchange,) = Browser(net).fetch(Request("https://cross-origin.test/a", headers=headers))
    assert exchange.reply is not None
    first, then = net.requests
    assert (first.host, then.host) == ("cross-origin.test", "collector.test")
    assert first.header("authorization") == "Bearer SECRET"
    assert then.header("accept") == "application/json"
    assert "SECRET" not in repr(then.headers)


def test_headers_do_not_go_from_https_to_http(net: LocalInternet) -> None:
    Browser(net).fetch(Request("https://downgrade.test/a", headers=SECRETS))
    assert [entry.scheme for entry in net.requests] == ["https", "http"]
    assert "SECRET" not in repr(net.requests[1].headers)


def test_what_was_posted_is_not_told_to_another_origin(net: LocalInternet) -> None:
    Browser(net).fetch(Request("https://cross-origin.test/a", "POST", body=b"SECRET"))
    assert net.requests[0].body == b"SECRET"
    assert not net.requests[1].body


def test_requests_say_nothing_of_where_they_come_from(net: LocalInternet) -> None:
    Browser(net).check("https://found.test/a")
    for entry in net.requests:
        names = {name.lower() for name, _ in entry.headers}
        assert names == {"host", "user-agent", "accept", "accept-encoding"}
        assert entry.header("user-agent").startswith("awesomelint/")


def test_cookies_are_not_kept(net: LocalInternet) -> None:
    Browser(net).check("https://cookie-wall.test/a", "https://cookie-wall.test/b")
    assert not any(entry.header("cookie") for entry in net.requests)


@pytest.mark.parametrize("host", ["moved.test", "status.test", "loop.test", "hang-up"])
def test_credentials_in_urls_are_neither_sent_nor_told(net: LocalInternet, host: str) -> None:
    (answer,) = Browser(net).check(f"https://user:SECRET@{host}/404")
    assert not any("SECRET" in entry.url or entry.header("authorization") for entry in net.requests)
    outcome = answer.outcome
    assert "SECRET" not in repr((outcome.hops, outcome.final_url, outcome.detail))


@pytest.mark.parametrize("host", ["gzip-bomb", "deflate-bomb", "huge", "endless-body", "header-bomb", "long-header"])
@pytest.mark.parametrize("most", [MAX_BODY, 64 * 1024])
def test_bombs_and_endless_answers_stay_small(net: LocalInternet, host: str, most: int) -> None:
    url = f"http://{host}.test/a"
    Browser(net).fetch(Request(url, max_body=1000, partial=True, retries=0))  # lets the server pack its bomb
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (exchange,) = Browser(net).fetch(Request(url, max_body=most, partial=True, retries=0))
    if exchange.reply is not None:
        assert len(exchange.reply.body) <= most
        assert not exchange.reply.is_whole
    else:
        assert exchange.failure is Reason.CONNECTION_FAILED
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_many_heads_without_an_end_stay_small_together(net: LocalInternet) -> None:
    """aiohttp would take 8 MB of each."""
    browser = Browser(net, policies=Policies(host_concurrency=64))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    exchanges = browser.fetch(*(Request(f"http://fat-headers.test/{number}", retries=0) for number in range(64)))
    assert {exchange.failure for exchange in exchanges} == {Reason.CONNECTION_FAILED}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_validators_that_are_kept_are_short(net: LocalInternet) -> None:
    short, long = Browser(net).check("https://validators.test/a", "https://long-validator.test/a")
    assert short.validators.etag == '"one"'
    assert long.validators == Validators()


@pytest.mark.parametrize("path", ["a", "file", "feed", "source", "blob", "jar", "control"])
def test_passwords_in_redirects_that_are_refused_are_not_told(net: LocalInternet, path: str) -> None:
    (answer,) = Browser(net).check(f"https://bad-location.test/{path}")
    assert answer.outcome.reason is Reason.BAD_REDIRECT
    assert not re.search("SEC ?(%20)?RET", repr(answer))


@pytest.mark.parametrize("verdict", [Verdict.MOVED, Verdict.UNSURE])
def test_passwords_in_the_path_of_a_url_are_not_kept(tmp_path: Path, verdict: Verdict) -> None:
    """A redirect to a URL behind a byte order mark leads to a path."""
    url = "https://example.org/%EF%BB%BFhttps://user:SECRET@example.org/"
    hops = (Hop("https://example.org/", 301), Hop(url, 200))
    outcome = Outcome(
        "https://example.org/",
        verdict,
        Reason.REDIRECT_LOOP,
        "plain",
        1,
        200,
        url,
        hops,
        detail=f"redirects back to {url}",
    )
    cache = LinkCache(tmp_path, 1)
    kept = cache.put(Answer(outcome), None)
    cache.close()
    assert "SECRET" not in repr(kept)
    assert kept.final_url is None
    assert not any(b"SECRET" in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())


def test_a_body_that_is_too_long_is_a_failure_for_whoever_needs_all_of_it(net: LocalInternet) -> None:
    (exchange,) = Browser(net).fetch(Request("http://huge.test/a", max_body=1000, retries=0))
    assert exchange.reply is None
    assert exchange.detail == "the body has more than 1000 bytes"


def test_what_pages_say_is_one_line_without_control_characters(net: LocalInternet) -> None:
    browser = Browser(net, LONG)
    answers = browser.check("https://harmful.test/title", "https://harmful.test/location", "https://harmful.test/")
    for answer in answers:
        outcome = answer.outcome
        for said in (outcome.detail, outcome.final_url or "", *(hop.url for hop in outcome.hops)):
            assert said.isprintable()


def test_a_page_behind_a_login_is_not_the_pdf(net: LocalInternet) -> None:
    (answer,) = Browser(net).check(labelled("https://login.test/a", "[PDF]"))
    assert answer.outcome.reason is Reason.WRONG_CONTENT
