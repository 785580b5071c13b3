"""Check links where the network is missing or strange, each case in a network namespace of its own.

python benchmarks/networks.py [--at-once N] [--only CASE]...

Prints a table in Markdown: what each kind of network makes of one link and of forty to hosts that do not exist, and after how
many seconds. Linux only, as root, with `unshare` and `ip`. Nothing leaves the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import ssl
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, cast

import trustme
from tables import table

from awesomelint.links.connectivity import CANARIES, SERVICES

LIMIT = 120.0
"""Seconds after which a run is ended."""
COUNTS = (1, 40)
ADDRESS, ADDRESSES = bytes((93, 184, 0, 1)), "93.184.0.0/16"
"""The address of every name that is known, and those around it."""
HEAD = ("network", "links", "seconds", "expected", "said", "exit code")
_NO_ERROR, _SERVER_FAILS, _NO_NAME = 0, 2, 3
_IPV4 = 1


class Case(NamedTuple):
    """A kind of network: which names are known, the code of the answer about others (`None`: none), and what is said of links.

    `answers` tells whether the hosts that are known answer, or nothing comes back from them. Without `has_name_server` there is
    no network at all.
    """

    name: str
    known: tuple[str, ...]
    other: int | None
    expected: str
    answers: bool = True
    has_name_server: bool = True


CASES = (
    Case("the links' hosts do not exist", (*CANARIES, *SERVICES), _NO_NAME, "dead"),
    Case("only some names are allowed", SERVICES, _NO_NAME, "unsure"),
    Case("all names are said not to exist", (), _NO_NAME, "skipped"),
    Case("the name server fails", (), _SERVER_FAILS, "skipped"),
    Case("the name server says nothing", (), None, "skipped"),
    Case("hosts have addresses, and nothing answers", ("*",), _NO_NAME, "skipped", answers=False),
    Case("there is no network", (), None, "skipped", has_name_server=False),
)


class Result(NamedTuple):
    """What a run said: its verdicts, its exit code, and the seconds that it took."""

    seconds: float
    said: str
    code: int | None


def main() -> int:
    """Run all cases, some at once, and print what each says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--at-once", type=int, default=1, metavar="N", help="runs at the same time (default: 1)")
    parser.add_argument("--only", type=int, action="append", choices=range(len(CASES)), help="run this case alone")
    parser.add_argument("--inside", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(_inside(CASES[int(options.inside[0])], int(options.inside[1]))))
        return 0
    chosen = [(at, count) for at in options.only or range(len(CASES)) for count in COUNTS]
    with ThreadPoolExecutor(options.at_once) as pool:
        results = pool.map(lambda case: _outside(*case), chosen)
        print("\n".join(table(HEAD, list(_rows(chosen, results)))))
    return 0


def _rows(chosen: list[tuple[int, int]], results: Iterator[Result]) -> Iterator[tuple[object, ...]]:
    for (at, count), result in zip(chosen, results, strict=True):
        case = CASES[at]
        yield case.name, count, f"{result.seconds:.1f}", f"{count} {case.expected}", result.said, result.code


def _outside(at: int, count: int) -> Result:
    """Run a case in a namespace of its own."""
    command = ("unshare", "--net", "--mount", sys.executable, __file__, "--inside", str(at), str(count))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return Result(*json.loads(done.stdout)) if done.returncode == 0 else Result(0.0, done.stderr[-300:], None)


def _inside(case: Case, count: int) -> Result:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        links = "".join(f"- [Link {at}](https://missing-{at}.example.net/a)\n" for at in range(count))
        (folder / "README.md").write_text(f"# A list\n\n{links}", encoding="utf-8")
        (folder / "resolv.conf").write_text("nameserver 127.0.0.1\n", encoding="utf-8")
        subprocess.run(("mount", "--bind", folder / "resolv.conf", "/etc/resolv.conf"), check=True)
        if case.has_name_server:
            _ip("link", "set", "lo", "up")
            if case.answers:
                _ip("route", "add", "local", ADDRESSES, "dev", "lo")
            else:  # a cable whose other end ignores what comes
                _ip("link", "add", "here", "type", "veth", "peer", "name", "there")
                _ip("link", "set", "there", "up")
                _ip("address", "add", "10.0.0.1/24", "dev", "here")
                _ip("link", "set", "here", "up", "arp", "off")
                _ip("route", "add", ADDRESSES, "dev", "here")
        return asyncio.run(_check(case, folder))


def _ip(*arguments: str) -> None:
    subprocess.run(("ip", *arguments), check=True)


async def _check(case: Case, folder: Path) -> Result:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*CANARIES, *SERVICES).configure_cert(tls)
    if case.has_name_server:
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: NameServer(case), ("127.0.0.1", 53))
        await asyncio.start_server(_answer, "0.0.0.0", 443, ssl=tls)
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment |= {"SSL_CERT_FILE": str(folder / "authority.pem"), "AWESOMELINT_CACHE_DIR": str(folder / "cache")}
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "awesomelint", "links", "--output-format", "json-lines", "README.md"),
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        output, errors = await asyncio.wait_for(process.communicate(), LIMIT)
    except TimeoutError:
        process.kill()
        return Result(LIMIT, "ended", None)
    seconds = time.monotonic() - began
    try:
        verdicts = Counter(json.loads(line)["verdict"] for line in output.splitlines())
    except (ValueError, KeyError):
        return Result(seconds, (errors or output)[-300:].decode(errors="replace"), process.returncode)
    said = ", ".join(f"{number} {verdict}" for verdict, number in verdicts.items())
    notes = " ".join(line for line in errors.decode().splitlines() if "no network" in line)
    return Result(seconds, f"{said}; {notes}" if notes else said, process.returncode)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    writer.close()


class NameServer(asyncio.DatagramProtocol):
    """Answers about the names of a case (RFC 1035, 4.1): one address for those that are known."""

    def __init__(self, case: Case):
        self._case = case
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)  # asyncio's own is no subclass of it

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer a question."""
        labels, at = [], 12
        while data[at]:
            labels.append(data[at + 1 : at + 1 + data[at]].decode())
            at += 1 + data[at]
        question, kind = data[12 : at + 5], int.from_bytes(data[at + 1 : at + 3])
        is_known = "*" in self._case.known or ".".join(labels).lower() in self._case.known
        code = _NO_ERROR if is_known else self._case.other
        if code is None or self._transport is None:
            return
        record = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04" + ADDRESS
        answers = [record] if is_known and kind == _IPV4 else []
        flags = (0x8180 | code).to_bytes(2)
        counts = b"\x00\x01" + len(answers).to_bytes(2) + b"\x00\x00\x00\x00"
        self._transport.sendto(data[:2] + flags + counts + question + b"".join(answers), addr)


if __name__ == "__main__":
    sys.exit(main())
