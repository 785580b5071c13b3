from __future__ import annotations

import aiohttp
import pytest
from link_checks import Browser
from multidict import CIMultiDict, CIMultiDictProxy
from net.thread import LocalInternet
from yarl import URL

from awesomelint.errors import ConfigError
from awesomelint.links.connection import failure_of
from awesomelint.links.guard import Proxies, tls_context
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.url import read_url

P, Q = "http://p:1", "http://q:2"


@pytest.mark.parametrize(
    ("environment", "http", "https"),
    [
        ({}, None, None),
        ({"http_proxy": P}, P, None),
        ({"HTTP_PROXY": P}, None, None),
        ({"HTTPS_PROXY": P}, None, P),
        ({"HTTPS_PROXY": P, "https_proxy": Q}, None, Q),
        ({"ALL_PROXY": P}, P, P),
        ({"all_proxy": P, "https_proxy": Q}, P, Q),
        ({"http_proxy": "p:1"}, P, None),
        ({"http_proxy": ""}, None, None),
        ({"http_proxy": P, "no_proxy": "a.org"}, None, None),
        ({"http_proxy": P, "NO_PROXY": "a.org"}, None, None),
        ({"http_proxy": P, "no_proxy": "b.org", "NO_PROXY": "a.org"}, P, None),
        ({"all_proxy": P, "no_proxy": "*"}, None, None),
    ],
)
def test_the_environment_is_read_as_curl_reads_it(
    environment: dict[str, str], http: str | None, https: str | None
) -> None:
    proxies = Proxies.of_environment(environment)
    assert proxies.for_url(read_url("http://a.org/")) == http
    assert proxies.for_url(read_url("https://a.org/")) == https


@pytest.mark.parametrize(
    ("entry", "url", "is_direct"),
    [
        ("a.org", "http://a.org/", True),
        ("a.org", "http://www.a.org/", True),
        (".a.org", "http://www.a.org/", True),
        (".a.org", "http://a.org/", True),
        ("a.org", "http://nota.org/", False),
        ("A.ORG", "http://a.org/", True),
        ("b.org, a.org", "http://a.org/", True),
        ("a.org:81", "http://a.org/", False),
        ("a.org:81", "http://a.org:81/", True),
        ("192.0.0.0/8", "http://192.1.2.3/", True),
        ("192.0.0.0/8", "http://193.1.2.3/", False),
        ("[::1]", "http://[::1]/", True),
        ("2001:db8::/32", "http://[2001:db8::7]/", True),
        ("a.org/x", "http://a.org/", False),
        ("", "http://a.org/", False),
        (".", "http://a.org/", False),
    ],
)
def test_hosts_that_are_asked_directly(entry: str, url: str, is_direct: bool) -> None:
    proxies = Proxies.of_environment({"http_proxy": P, "no_proxy": entry})
    assert (proxies.for_url(read_url(url)) is None) is is_direct


@pytest.mark.parametrize("value", ["socks5://user:SECRET@p:1", "http://", "http://p:0", "http://p:x"])
def test_what_is_no_http_proxy_is_refused_without_its_password(value: str) -> None:
    with pytest.raises(ConfigError) as error:
        Proxies.of_environment({"https_proxy": value})
    assert "https_proxy" in str(error.value)
    assert "SECRET" not in str(error.value)


def test_authorities_that_cannot_be_used_are_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    for environment in (
        {"SSL_CERT_FILE": str(tmp_path / "none.pem")},
        {"SSL_CERT_FILE": str(empty)},
        {"SSL_CERT_DIR": str(tmp_path / "none")},
    ):
        with pytest.raises(ConfigError, match="SSL_CERT_"):
            tls_context(environment)


def test_pages_are_asked_for_through_the_proxy(net: LocalInternet) -> None:
    browser = Browser(net, by_proxy=True)
    urls = ["https://ok.test/a", "http://ok.test/b", "https://moved.test/a", "http://status.test/404"]
    verdicts = [answer.outcome.verdict for answer in browser.check(*urls)]
    assert verdicts == [Verdict.ALIVE, Verdict.ALIVE, Verdict.MOVED, Verdict.DEAD]
    assert {entry.door for entry in net.requests} == {"proxy"}
    assert not browser.looked_up


@pytest.mark.parametrize(
    ("host", "verdict", "reason"),
    [
        ("no-name.test", Verdict.DEAD, Reason.NO_SUCH_HOST),
        ("name-server-fails.test", Verdict.UNSURE, Reason.NAME_UNRESOLVED),
        ("refuses.test", Verdict.UNSURE, Reason.CONNECTION_FAILED),
        ("silent.test", Verdict.UNSURE, Reason.TIMEOUT),
    ],
)
def test_a_proxy_may_say_why_it_cannot_reach_a_host(
    net: LocalInternet, host: str, verdict: Verdict, reason: Reason
) -> None:
    (answer,) = Browser(net, by_proxy=True).check(f"https://{host}/a")
    assert (answer.outcome.verdict, answer.outcome.reason) == (verdict, reason)
    assert answer.outcome.detail.startswith("the proxy answered 50")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ('a; error=dns_error; rcode="NXDOMAIN"', Reason.NO_SUCH_HOST),
        ('a;rcode="NXDOMAIN";error=dns_error, b', Reason.NO_SUCH_HOST),
        ("a; error=dns_error", Reason.NAME_UNRESOLVED),
        ('a; error=dns_error; rcode="SERVFAIL"', Reason.NAME_UNRESOLVED),
        ("a; error=connection_refused", Reason.CONNECTION_FAILED),
        ("", Reason.CONNECTION_FAILED),
        (";" * 100_000, Reason.CONNECTION_FAILED),
    ],
)
def test_only_a_proxy_that_knows_says_that_there_is_no_such_host(status: str, reason: Reason) -> None:
    request = aiohttp.RequestInfo(URL("http://p:1"), "CONNECT", CIMultiDictProxy(CIMultiDict()), URL("http://p:1"))
    headers = CIMultiDict({"Proxy-Status": status})
    error = aiohttp.ClientHttpProxyError(request, (), status=502, message="Bad Gateway", headers=headers)
    assert failure_of(error) == (reason, "the proxy answered 502 bad Gateway")


def test_certificates_are_told_apart_through_the_proxy(net: LocalInternet) -> None:
    wrong, expired = Browser(net, by_proxy=True).check("https://wrong-cert.test/a", "https://expired-cert.test/a")
    assert wrong.outcome.reason is Reason.CERTIFICATE_OF_ANOTHER_HOST
    assert expired.outcome.reason is Reason.TLS_FAILED
