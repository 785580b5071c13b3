"""Headers of the user for a host: whom they reach, and where they are never seen."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from link_checks import Browser
from net.thread import LocalInternet

from awesomelint.errors import ConfigError
from awesomelint.links.check import check_links
from awesomelint.links.exchange import Request
from awesomelint.links.host_headers import HostHeaders
from awesomelint.links.outcome import Reason, Verdict, worded
from awesomelint.links.targets import Target
from awesomelint.links.url import WebUrl, read_url

SECRET = "Bearer s3cret-of-the-wiki"
WORD = "s3cret"


def headers(**variables: str) -> HostHeaders:
    return HostHeaders.of_environment({f"AWESOMELINT_HEADERS_{name}": value for name, value in variables.items()})


@pytest.mark.parametrize(
    ("variable", "host"),
    [
        ("WIKI_EXAMPLE_ORG", "wiki.example.org"),
        ("wiki_example_org", "wiki.example.org"),
        ("MY__WIKI_EXAMPLE_ORG", "my-wiki.example.org"),
        ("XN____BCHER__KVA_EXAMPLE", "xn--bcher-kva.example"),
        ("8_8_8_8", "8.8.8.8"),
    ],
)
def test_the_name_of_a_variable_is_that_of_one_host(variable: str, host: str) -> None:
    given = headers(**{variable: f"Authorization: {SECRET}"})
    assert given.for_url(read_url(f"https://{host}/a")) == {"Authorization": SECRET}
    look_alikes = (
        host.replace(".", "-", 1),
        host.replace("-", ".", 1),
        f"a.{host}",
        host.partition(".")[2],
        f"{host}.",
    )
    for other in {*look_alikes} - {host}:
        assert not given.for_url(WebUrl("https", other, 443, "/a"))
    assert not given.for_url(read_url(f"http://{host}/a"))
    assert not given.for_url(read_url(f"https://{host}:8443/a"))


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("", "A: b", "expected the name of a host"),
        ("EXAMPLE", "A: b", "expected the name of a host"),
        ("A___B_ORG", "A: b", "expected the name of a host"),
        ("_A_ORG", "A: b", "expected the name of a host"),
        ("256_1_1_1", "A: b", "expected the name of a host"),
        ("A_ORG", SECRET, "line 1 is no header"),
        ("A_ORG", f"A: {SECRET}\n{SECRET}", "line 2 is no header"),
        ("A_ORG", f"A b: {SECRET}", "line 1 is no header"),
        ("A_ORG", f"A: {SECRET}\x00", "line 1 is no header"),
        ("A_ORG", f"A: {SECRET}ü", "line 1 is no header"),
        ("A_ORG", "A:", "line 1 is no header"),
        ("A_ORG", f"Host: {SECRET}", "the header Host cannot be set"),
        ("A_ORG", f"A: {WORD * 2000}", "line 1 is no header"),
        (
            "A_ORG",
            "Accept: a\nA: secre",
            "line 2: the value of A is too short to be kept secret, expected 6 characters",
        ),
        (
            "A_ORG",
            f"Authorization: Basic {base64.b64encode(b'adalovelace:owls').decode()}",
            "too short to be kept secret",
        ),
        ("A_ORG", "\n".join(f"A{number}: {SECRET}" for number in range(21)), "found 21 headers"),
    ],
)
def test_mistakes_name_the_variable_and_no_value(variable: str, value: str, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        headers(**{variable: value})
    message = str(error.value)
    assert message.startswith(f"AWESOMELINT_HEADERS_{variable}: ")
    assert said in message
    assert WORD not in message
    assert "\n" not in message


def test_other_variables_are_not_read() -> None:
    assert not headers(A_ORG=" ").for_url(read_url("https://a.org/"))
    others = HostHeaders.of_environment({"GITHUB_TOKEN": SECRET, "AWESOMELINT_HEADER_A_ORG": "x"})
    assert others.digest_with("p", "https://a.org/") == "p"


def test_a_host_gets_its_headers_and_nobody_else_does(net: LocalInternet) -> None:
    given = headers(CROSS__ORIGIN_TEST=f"Authorization: {SECRET}\nX-Key: {SECRET}\nUser-Agent: a browser")
    browser = Browser(net, host_headers=given)
    browser.check("https://cross-origin.test/a", "https://ok.test/a", "http://cross-origin.test/b")
    seen = {(entry.scheme, entry.host): repr(entry.headers) for entry in net.requests}
    assert len(seen) == 5
    assert SECRET in seen.pop(("https", "cross-origin.test"))
    assert not [shown for shown in seen.values() if WORD in shown or "a browser" in shown]


@pytest.mark.parametrize(
    "url", ["https://cross-origin.test/a", "https://meta-elsewhere.test/a", "http://upgrade.test/a"]
)
def test_no_other_origin_aims_requests_with_them(net: LocalInternet, url: str) -> None:
    given = headers(COLLECTOR_TEST=f"Authorization: {SECRET}", UPGRADE_TEST=f"Authorization: {SECRET}")
    Browser(net, host_headers=given).check(url)
    assert len(net.requests) == 2
    assert not [entry for entry in net.requests if entry.header("authorization")]


def test_headers_of_a_service_go_before_them(net: LocalInternet) -> None:
    browser = Browser(net, host_headers=headers(OK_TEST=f"authorization: {SECRET}\nX-Key: abcdef"))
    browser.fetch(Request("https://ok.test/a", headers={"Authorization": "own"}))
    sent = [(name.lower(), value) for name, value in net.requests[0].headers]
    assert [value for name, value in sent if name == "authorization"] == ["own"]
    assert ("x-key", "abcdef") in sent


BASIC = base64.b64encode(b"ada:s3cret-password").decode()


@pytest.mark.parametrize("value", [SECRET, f"Basic {BASIC}", f"session={WORD}-session; id=7"])
def test_what_a_server_repeats_is_masked(net: LocalInternet, value: str) -> None:
    given = headers(REPEATS_TEST=f"Authorization: {value}")
    browser = Browser(net, host_headers=given)
    shown, sent_on = browser.check("https://repeats.test/a", "https://repeats.test/on")
    assert shown.outcome.reason is Reason.SOFT_404
    assert "***" in worded(shown.outcome)
    assert (sent_on.outcome.verdict, sent_on.outcome.reason) == (Verdict.UNSURE, Reason.BAD_REDIRECT)
    assert sent_on.outcome.final_url is None
    assert not net.to("collector.test"), "the URL with a mask is another one"
    for text in (repr(shown), repr(sent_on), repr(given)):
        assert not [secret for secret in (WORD, BASIC, value) if secret in text]


@pytest.mark.parametrize(
    "said",
    [
        SECRET,
        base64.b64encode(SECRET.encode()).decode(),
        base64.b64encode(SECRET.partition(" ")[2].encode()).decode(),
        base64.urlsafe_b64encode(b"Bearer s3cret-~~~>>>???").decode(),
        "Bearer%20s3cret-of-the-wiki",
    ],
)
def test_what_is_encoded_is_masked(said: str) -> None:
    given = headers(WIKI_EXAMPLE_ORG=f"Authorization: {SECRET}\nX-Other: Bearer s3cret-~~~>>>???")
    assert given.masked(read_url("https://wiki.example.org/"), f"<{said}>").rstrip("=>") == "<***"


def test_nothing_of_them_is_kept(inside: LocalInternet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWESOMELINT_HEADERS_REPEATS_TEST", f"Authorization: {SECRET}")
    targets = [Target("https://repeats.test/a", ()), Target("https://repeats.test/on", ())]
    report = check_links(targets, cache=tmp_path)
    assert inside.to("repeats.test")[0].header("authorization") == SECRET
    assert report.error is None
    assert WORD not in repr(report)
    assert not [path for path in tmp_path.rglob("*") if WORD.encode() in path.read_bytes()]


@pytest.mark.usefixtures("inside")
def test_what_was_judged_with_them_is_asked_again_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    targets = [Target("https://members.test/a", ()), Target("https://ok.test/a", ())]
    monkeypatch.setenv("AWESOMELINT_HEADERS_MEMBERS_TEST", f"Authorization: {SECRET}")
    assert check_links(targets, cache=tmp_path).verdicts() == {Verdict.ALIVE: 2}
    again = check_links(targets, cache=tmp_path)
    assert (again.asked, again.verdicts()) == (0, {Verdict.ALIVE: 2})
    monkeypatch.delenv("AWESOMELINT_HEADERS_MEMBERS_TEST")
    without = check_links(targets, cache=tmp_path)
    assert (without.asked, without.verdicts()) == (1, {Verdict.BLOCKED: 1, Verdict.ALIVE: 1})
