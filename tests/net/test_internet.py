"""The local internet itself: ways in, misbehaviour as declared, the journal."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from net.client import Fetch
from net.misbehaviour import MISBEHAVIOUR, SUFFIXES
from net.thread import LocalInternet

ROOT = Path(__file__).parents[2]


@pytest.fixture
def fetch(net: LocalInternet) -> Fetch:
    return net.fetch


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_one_host_by_proxy_and_directly(net: LocalInternet, fetch: Fetch, scheme: str) -> None:
    assert fetch(f"{scheme}://ok.test/page?x=1").status == 200
    host, port = net.dial(net.resolve("ok.test")[0], 443 if scheme == "https" else 80)
    with socket.create_connection((host, port)) as plain:
        wire = net.trust().wrap_socket(plain, server_hostname="ok.test") if scheme == "https" else plain
        with wire:
            wire.sendall(b"GET /page?x=1 HTTP/1.1\r\nHost: ok.test\r\nConnection: close\r\n\r\n")
            assert wire.makefile("rb").readline() == b"HTTP/1.1 200 OK\r\n"
    assert [(entry.door, entry.url, entry.status) for entry in net.requests] == [
        ("proxy", f"{scheme}://ok.test/page?x=1", 200),
        ("direct", f"{scheme}://ok.test/page?x=1", 200),
    ]


def test_connections_are_kept_and_numbered(net: LocalInternet) -> None:
    parts = urlsplit(net.proxy)
    client = http.client.HTTPSConnection(parts.hostname or "", parts.port, context=net.trust())
    client.set_tunnel("ok.test", 443)
    for _ in range(2):
        client.request("GET", "/")
        client.getresponse().read()
    client.close()
    assert len({entry.connection for entry in net.requests}) == 1


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("nothing.test", 502, 'local-internet; error=dns_error; rcode="NXDOMAIN"'),
        ("no-name.test", 502, 'local-internet; error=dns_error; rcode="NXDOMAIN"'),
        ("name-server-fails.test", 502, "local-internet; error=dns_timeout"),
        ("refuses.test", 502, "local-internet; error=connection_refused"),
        ("silent.test", 504, "local-internet; error=connection_timeout"),
        ("loopback.test", 403, "local-internet; error=destination_ip_prohibited"),
        ("169.254.169.254", 403, "local-internet; error=destination_ip_prohibited"),
    ],
)
def test_proxy_says_why_not(net: LocalInternet, fetch: Fetch, name: str, status: int, said: str) -> None:
    got = fetch(f"http://{name}/")
    assert (got.status, got.headers["proxy-status"]) == (status, said)
    with pytest.raises(OSError, match=str(status)):
        fetch(f"https://{name}/")
    assert net.requests == []


def test_names(net: LocalInternet) -> None:
    assert net.resolve("ok.test") != net.resolve("flaky.test")
    assert net.resolve("rebinding.test") != net.resolve("rebinding.test") == ("127.0.0.1",)
    assert net.resolve("half-private.test")[1] == "192.168.0.1"
    with pytest.raises(socket.gaierror) as unknown:
        net.resolve("nothing.test")
    assert unknown.value.errno == socket.EAI_NONAME
    with pytest.raises(socket.gaierror) as failing:
        net.resolve("name-server-fails.test")
    assert failing.value.errno == socket.EAI_AGAIN


def test_dialling_what_is_not_public_is_noted(net: LocalInternet) -> None:
    net.dial(net.resolve("ok.test")[0], 443)
    assert net.trespasses == []
    for address in (net.resolve("loopback.test")[0], net.resolve("mapped.test")[0], "10.1.1.1"):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(net.dial(address, 80))
    assert [found.address for found in net.trespasses] == ["127.0.0.1", "::ffff:127.0.0.1", "10.1.1.1"]


@pytest.mark.parametrize(
    ("host", "fault"),
    [("expired-cert", "expired"), ("wrong-cert", "Hostname mismatch"), ("unknown-cert", "unable to get local issuer")],
)
def test_certificates(fetch: Fetch, host: str, fault: str) -> None:
    with pytest.raises(urllib.error.URLError) as failed:
        fetch(f"https://{host}.test/")
    assert isinstance(failed.value.reason, ssl.SSLCertVerificationError)
    assert fault in str(failed.value)


@pytest.mark.parametrize(
    ("url", "statuses"),
    [
        ("https://flaky.test/", [503, 200]),
        ("https://flaky.test/2", [503, 503, 200]),
        ("https://flaky.test/page", [503, 200]),
        ("https://retry-seconds.test/", [429, 200]),
        ("https://retry-date.test/", [429, 200]),
        ("https://always429.test/", [429, 429, 429]),
        ("https://status.test/451", [451]),
        ("https://linkedin999.test/", [999]),
        ("https://moved.test/", [301]),
        ("https://loop.test/", [302]),
        ("https://cloudflare.test/", [403]),
        ("https://soft404.test/", [200]),
        ("https://arxiv.org/abs/2501.00001", [200]),
        ("https://arxiv.org/abs/2501.99999", [404]),
        ("https://arxiv.org/pdf/2501.00003", [404]),
        ("https://arxiv.org/pdf/2501.00003v1", [200]),
    ],
)
def test_statuses(net: LocalInternet, fetch: Fetch, url: str, statuses: list[int]) -> None:
    assert [fetch(url).status for _ in statuses] == statuses
    net.reset()
    assert net.requests == []
    assert fetch(url).status == statuses[0]


@pytest.mark.parametrize("host", ["head405", "head403", "head404", "head501"])
def test_refused_heads(fetch: Fetch, host: str) -> None:
    assert fetch(f"https://{host}.test/", "HEAD").status == int(host[4:])
    assert fetch(f"https://{host}.test/").status == 200


@pytest.mark.parametrize("host", ["reset", "close", "truncated", "truncated-chunks", "bad-chunks", "garbage"])
def test_broken_answers(fetch: Fetch, host: str) -> None:
    with pytest.raises((OSError, http.client.HTTPException)):
        fetch(f"http://{host}.test/")


def test_what_ends_in_a_reset_is_a_reset(fetch: Fetch) -> None:
    with pytest.raises(ConnectionResetError):
        fetch("http://reset.test/")


def test_bombs_are_small_on_the_way(net: LocalInternet, fetch: Fetch) -> None:
    assert len(fetch("https://gzip-bomb.test/").body) < 2_000_000
    assert fetch("https://huge.test/", "HEAD").headers["content-length"] == "2000000000"
    assert net.requests[1].sent < 1000


def test_misbehaviour_is_declared_once_and_in_words() -> None:
    hosts = [site.host for site in MISBEHAVIOUR]
    assert len(hosts) == len(set(hosts))
    assert all(site.what for site in MISBEHAVIOUR)
    assert "test" in SUFFIXES


def test_reset_ends_what_hangs(net: LocalInternet) -> None:
    with socket.create_connection(net.dial(net.resolve("hang.test")[0], 80)) as wire:
        wire.sendall(b"GET / HTTP/1.1\r\nHost: hang.test\r\n\r\n")
        _ask(net, "ok.test")
        net.reset()
        assert wire.recv(1) == b""


ATOM = "{http://www.w3.org/2005/Atom}"
API = "https://export.arxiv.org/api/query"


def test_arxiv_batch(net: LocalInternet, fetch: Fetch) -> None:
    asked = "2501.00002,2501.00001v2,2501.77777,math/0601001,2501.00001v9"
    got = fetch(API, "POST", f"id_list={asked}&max_results=100".encode())
    entries = ElementTree.fromstring(got.body).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        "http://arxiv.org/abs/2501.00002v1",
        "http://arxiv.org/abs/2501.00001v2",
        "http://arxiv.org/abs/math/0601001v1",
    ]
    assert net.breaches == []


def test_arxiv_gives_ten_unless_told(net: LocalInternet, fetch: Fetch) -> None:
    net.settings.all_exist = True
    ids = ",".join(f"2402.{number:05}" for number in range(30))
    assert fetch(f"{API}?id_list={ids}").body.count(b"<entry>") == 10


def test_arxiv_refuses_a_batch_with_a_malformed_id(fetch: Fetch) -> None:
    got = fetch(f"{API}?id_list=2501.00001,abc&max_results=2")
    assert got.status == 400
    assert b"https://arxiv.org/api/errors#incorrect_id_format_for_abc" in got.body


def test_arxiv_wants_three_seconds(net: LocalInternet, fetch: Fetch) -> None:
    assert [fetch(f"{API}?id_list=2501.00001").status for _ in range(2)] == [200, 429]
    assert [breach.service for breach in net.breaches] == ["arxiv"]
    net.reset()
    net.settings.arxiv_interval = 0
    assert [fetch(f"{API}?id_list=2501.00001").status for _ in range(2)] == [200, 200]
    assert net.breaches == []


def test_services_can_be_played_otherwise(net: LocalInternet, fetch: Fetch) -> None:
    net.settings.play("arxiv", "rate-exceeded")
    assert fetch(f"{API}?id_list=2501.00001").body == b"Rate exceeded."
    net.settings.play("names", "unknown")
    with pytest.raises(socket.gaierror):
        net.resolve("ok.test")
    with pytest.raises(ValueError, match="found arxiv=tired"):
        net.settings.play("arxiv", "tired")
    net.reset()
    assert net.resolve("ok.test")


def test_all_exist_and_some_hang(net: LocalInternet, fetch: Fetch) -> None:
    with pytest.raises(OSError, match="502"):
        fetch("https://www.nobody-declared.org/")
    net.settings.all_exist = True
    assert fetch("https://www.nobody-declared.org/a.pdf").headers["content-type"] == "application/pdf"
    net.settings.hang = 1.0
    client = http.client.HTTPConnection("127.0.0.1", urlsplit(net.proxy).port, timeout=0.2)
    client.request("GET", "http://www.another.org/")
    with pytest.raises(TimeoutError):
        client.getresponse()
    client.close()


def test_most_at_one_time(net: LocalInternet) -> None:
    """Three requests that hang are under way together; that they have come is known when one after them was answered."""
    wires = [socket.create_connection(net.dial(net.resolve(host)[0], 80)) for host in ("hang.test",) * 3]
    for number, wire in enumerate(wires):
        wire.sendall(f"GET /{number} HTTP/1.1\r\nHost: hang.test\r\n\r\n".encode())
    _ask(net, "ok.test")
    while len(net.to("hang.test")) < 3:
        _ask(net, "ok.test")
    for wire in wires:
        wire.close()
    assert net.peak("hang.test") == 3
    assert net.peak("ok.test") == 1


def _ask(net: LocalInternet, host: str) -> bytes:
    """Ask a host for its first page over a connection of its own, and return the answer."""
    with socket.create_connection(net.dial(net.resolve(host)[0], 80)) as wire:
        wire.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        with wire.makefile("rb") as answer:
            return answer.read()


def test_exec_runs_a_command_inside() -> None:
    code = """import os, urllib.request
print(urllib.request.urlopen("https://ok.test/").status, os.environ["GITHUB_TOKEN"])
raise SystemExit(3)"""
    command = [sys.executable, "-m", "tests.net", "exec", "--token", "--summary", "--", sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "200 ghp_token_of_the_local_internet\n"), done.stderr
    assert "1 requests to 1 hosts" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_ctrl_c_is_for_the_command_of_exec() -> None:
    """A terminal sends it to all processes in front; the command has the time that it takes to end in its own way."""
    code = (
        "import signal, sys, time\n"
        "assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "try:\n    print('ready', flush=True)\n    time.sleep(600)\n"
        "except KeyboardInterrupt:\n    time.sleep(1)\n    print('bye')\n    sys.exit(130)\n"
    )
    command = [sys.executable, "-m", "tests.net", "exec", "--", sys.executable, "-c", code]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate() == ("bye\n", "")
    assert process.returncode == 130


def test_serve_says_what_to_set_and_what_happened() -> None:
    command = [sys.executable, "-m", "tests.net", "serve"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines: list[str] = []
        for line in running.stdout:
            lines.append(line)
            if line.startswith("#"):
                running.send_signal(signal.SIGINT)
    assert running.returncode == 0
    named = dict(line.removeprefix("export ").rstrip().split("=", 1) for line in lines if line.startswith("export "))
    assert named["HTTPS_PROXY"].startswith("http://127.0.0.1:")
    assert named["SSL_CERT_FILE"].endswith("ca.pem")


def test_control(net: LocalInternet, fetch: Fetch) -> None:
    fetch("https://ok.test/")

    def control(path: str, method: str = "GET") -> bytes:
        directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # whatever the environment says
        with directly.open(urllib.request.Request(net.proxy + path, method=method)) as response:
            body: bytes = response.read()
            return body

    assert json.loads(control("/-/summary"))["hosts"] == {"ok.test": 1}
    assert json.loads(control("/-/requests"))[0]["url"] == "https://ok.test/"
    assert b"BEGIN CERTIFICATE" in control("/-/ca.pem")
    control("/-/reset", "POST")
    assert net.requests == []


def test_sockets_that_dial(net: LocalInternet) -> None:
    with net.socket(()) as wire:
        wire.connect((net.resolve("ok.test")[0], 80))
        wire.sendall(b"GET / HTTP/1.1\r\nHost: ok.test\r\nConnection: close\r\n\r\n")
        with wire.makefile("rb") as answer:
            assert answer.readline() == b"HTTP/1.1 200 OK\r\n"
    with net.socket(()) as wire, pytest.raises(ConnectionRefusedError):
        wire.connect(("10.0.0.1", 80))
    assert [found.address for found in net.trespasses] == ["10.0.0.1"]


def test_tls_that_fails(net: LocalInternet, fetch: Fetch) -> None:
    assert fetch("http://tls-fails.test/").status == 200
    with pytest.raises(urllib.error.URLError) as failed:
        fetch("https://tls-fails.test/")
    assert isinstance(failed.value.reason, ssl.SSLError)
    address = net.dial(net.resolve("tls-fails.test")[0], 443)
    with socket.create_connection(address) as wire, pytest.raises(ssl.SSLError):
        net.trust().wrap_socket(wire, server_hostname="tls-fails.test")


def test_tls_that_hangs(net: LocalInternet) -> None:
    for connect in (b"CONNECT tls-hangs.test:443 HTTP/1.1\r\n\r\n", b""):
        direct = net.dial(net.resolve("tls-hangs.test")[0], 443)
        proxy = ("127.0.0.1", urlsplit(net.proxy).port)
        with socket.create_connection(proxy if connect else direct, timeout=0.2) as wire:
            wire.sendall(connect)
            assert not connect or wire.recv(1000).startswith(b"HTTP/1.1 200")
            with pytest.raises(TimeoutError):
                net.trust().wrap_socket(wire, server_hostname="tls-hangs.test")
    assert net.requests == []


EXAMPLE = (ROOT / "examples" / "efficient-language-models.md").read_text(encoding="utf-8")


def test_the_example_list_is_here(net: LocalInternet, fetch: Fetch) -> None:
    """Nearly all of its links answer, one is dead, and some repositories were renamed, so that a newcomer sees something."""
    statuses = {url: fetch(url).status for url in re.findall(r"https?://[^)\s]+", EXAMPLE)}
    assert len(statuses) >= 50
    assert [url for url, status in statuses.items() if status not in (200, 301)] == [
        "https://github.com/huggingface/block_movement_pruning"
    ]
    assert sum(status == 301 for status in statuses.values()) == 2
