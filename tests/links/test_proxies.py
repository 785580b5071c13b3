from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread

import aiohttp
import pytest
from link_checks import Browser
from multidict import CIMultiDict, CIMultiDictProxy
from net.thread import LocalInternet
from yarl import URL

from awesomelint.errors import ConfigError
from awesomelint.links.failures import failure_of, is_of_proxy
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


@pytest.mark.parametrize(
    "value", ["socks4://user:SECRET@p:1", "ftp://p:1", "http://", "socks5h://", "http://p:0", "http://p:x"]
)
def test_what_is_no_proxy_is_refused_without_its_password(value: str) -> None:
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
    for answer in Browser(net, by_proxy=True).check(f"https://{host}/a", f"http://{host}/a"):
        assert (answer.outcome.verdict, answer.outcome.reason) == (verdict, reason), answer.outcome.detail
        assert answer.outcome.detail.startswith("the proxy answered 50")


@pytest.mark.parametrize(
    ("status", "told", "expected"),
    [
        (502, "a; error=dns_error", True),
        (504, 'a;rcode="NXDOMAIN";ERROR=dns_error', True),
        (502, "cdn; error=dns_error, a", False),
        (502, "a; received-status=502", False),
        (502, "", False),
        (200, "a; error=dns_error", False),
    ],
)
def test_a_response_of_a_proxy_is_told_from_that_of_a_host(status: int, told: str, expected: bool) -> None:
    assert is_of_proxy(status, told) is expected


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


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_without_an_address_says_nothing_about_links(net: LocalInternet, scheme: str) -> None:
    browser = Browser(net, proxies=Proxies.of_environment({"ALL_PROXY": "http://no-name.test:3128"}))
    (answer,) = browser.check(f"{scheme}://ok.test/a")
    assert (answer.outcome.verdict, answer.outcome.reason) == (Verdict.UNSURE, Reason.CONNECTION_FAILED)
    assert answer.outcome.detail == "the proxy: the name no-name.test does not exist"


def test_certificates_are_told_apart_through_the_proxy(net: LocalInternet) -> None:
    wrong, expired = Browser(net, by_proxy=True).check("https://wrong-cert.test/a", "https://expired-cert.test/a")
    assert wrong.outcome.reason is Reason.CERTIFICATE_OF_ANOTHER_HOST
    assert expired.outcome.reason is Reason.TLS_FAILED


# -- SOCKS


def _socks(net: LocalInternet, credentials: str = "", scheme: str = "socks5h") -> Proxies:
    proxy = net.socks_proxy.replace("socks5h://", f"{scheme}://{credentials}")
    return Proxies.of_environment({"ALL_PROXY": proxy})


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "SOCKS5H"])
@pytest.mark.parametrize("credentials", ["", "ada:p%40ss@"])
def test_pages_are_asked_for_through_a_socks_proxy(net: LocalInternet, scheme: str, credentials: str) -> None:
    browser = Browser(net, proxies=_socks(net, credentials, scheme))
    urls = ["https://ok.test/a", "http://ok.test/b", "https://moved.test/a", "http://status.test/404"]
    verdicts = [answer.outcome.verdict for answer in browser.check(*urls)]
    assert verdicts == [Verdict.ALIVE, Verdict.ALIVE, Verdict.MOVED, Verdict.DEAD]
    assert {entry.door for entry in net.requests} == {"socks"}


def test_connections_through_a_socks_proxy_are_used_again(net: LocalInternet) -> None:
    Browser(net, proxies=_socks(net)).check(*(f"https://ok.test/{page}" for page in range(30)))
    assert len(net.requests) == 30
    assert len(net.tunnels) <= 4


@pytest.mark.parametrize(
    ("url", "verdict", "reason"),
    [
        ("https://no-name.test/a", Verdict.UNSURE, Reason.CONNECTION_FAILED),
        ("https://refuses.test/a", Verdict.UNSURE, Reason.CONNECTION_FAILED),
        ("https://wrong-cert.test/a", Verdict.DEAD, Reason.CERTIFICATE_OF_ANOTHER_HOST),
        ("https://expired-cert.test/a", Verdict.UNSURE, Reason.TLS_FAILED),
    ],
)
def test_what_fails_behind_a_socks_proxy(net: LocalInternet, url: str, verdict: Verdict, reason: Reason) -> None:
    (answer,) = Browser(net, proxies=_socks(net)).check(url)
    assert (answer.outcome.verdict, answer.outcome.reason) == (verdict, reason), answer.outcome.detail


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "169.254.169.254", "[::1]", "localhost", "metadata.google.internal", "2130706433"]
)
def test_a_socks_proxy_is_not_asked_for_private_addresses(net: LocalInternet, host: str) -> None:
    for url in (f"http://{host}/a", "https://to-private.test/loopback"):
        (answer,) = Browser(net, proxies=_socks(net)).check(url)
        assert answer.outcome.reason is Reason.PRIVATE_ADDRESS
    assert [tunnel.host for tunnel in net.tunnels] == ["to-private.test"]


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        (None, "the proxy cannot be reached"),
        (b"", "the proxy broke off"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "the proxy: unexpected socks version number: 72"),
    ],
)
def test_what_is_no_socks_proxy(net: LocalInternet, said: bytes | None, detail: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(100)
                        connection.sendall(said or b"")

        proxy = f"socks5h://ada:SECRET@127.0.0.1:{server.getsockname()[1]}"
        if said is None:
            server.close()
        else:
            Thread(target=answer, daemon=True).start()
        (found,) = Browser(net, proxies=Proxies.of_environment({"ALL_PROXY": proxy})).check("https://ok.test/a")
    assert (found.outcome.verdict, found.outcome.detail) == (Verdict.UNSURE, detail)


def test_without_its_package_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("awesomelint.links.guard.find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r"^ALL_PROXY: a SOCKS proxy needs .*: pip install aiohttp-socks$"):
        Proxies.of_environment({"ALL_PROXY": "socks5h://p:1"})
