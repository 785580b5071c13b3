"""Asking the targets of many lists in the local internet: each once, whatever happens in between, as a single run would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from net.thread import LocalInternet

from awesomelint.files import find_inputs
from awesomelint.links.check import check_links
from awesomelint.links.outcome import Verdict
from awesomelint.links.targets import Target
from awesomelint.session import LinkOptions
from awesomelint.sweep.crew import here
from awesomelint.sweep.run import Sweep

LIST = """# Machines

- [Small](https://arxiv.org/abs/1909.10351v1), [old](https://arxiv.org/abs/1909.99999).
- [Code](https://github.com/example-old/name).
- [There](https://ok.test/a), [gone](https://status.test/404), [walled](https://walled.example.org/a).
- [Led](https://cross-origin.test/a), [led there](https://collector.test/a), [PDF](https://cross-origin.test/b.pdf).
- [Refreshed](https://meta-elsewhere.test/a).
- [Skipped](https://twitter.com/a/status/1).
"""
OTHER = """# More Machines

- [There](https://ok.test/a), [gone](https://status.test/410), [led](https://cross-origin.test/a).
"""


@pytest.fixture(autouse=True)
def owners(inside: LocalInternet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give each host of the local internet an owner of its own."""
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("awesomelint.sweep.owners.LARGE", 1)
    monkeypatch.setattr("awesomelint.sweep.asking.AFTER_CHUNK", 0.0)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "first.md").write_text(LIST, encoding="utf-8")
    (folder / "second.md").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def begin(tmp_path: Path, lists: Path) -> Iterator[Callable[[], tuple[Sweep, int]]]:
    """Return a function that sweeps the lists in this process, and returns the sweep with the targets that were asked."""
    begun: list[Sweep] = []

    def begin(*, resumes: bool = True) -> tuple[Sweep, int]:
        sweep = Sweep(tmp_path / "out", LinkOptions(), jobs=1)
        begun.append(sweep)
        plan = sweep.prepare(find_inputs([str(lists)]))
        return sweep, sum(one.asked for one in sweep.ask(plan, here, resumes=resumes))

    yield begin
    for sweep in begun:
        sweep.close()


Begin = Callable[..., tuple[Sweep, int]]
COLLECTED = "https://collector.test/a"
SHOWN = "verdict, reason, resolver, status, final_url, hops, method, detail"


def repeated(net: LocalInternet) -> dict[tuple[str, str, bytes], int]:
    """Return what was asked more than once, but for the page to which three links lead."""
    counts = Counter((one.method, one.url, one.body) for one in net.requests)
    return {request: count for request, count in counts.items() if count > 1 and request[1] != COLLECTED}


def found(sweep: Sweep) -> dict[str, tuple[object, ...]]:
    return {row[0]: row[1:] for row in sweep.tables.rows(f"SELECT url, {SHOWN} FROM results")}


def test_outcomes_are_those_of_one_run(begin: Begin, net: LocalInternet) -> None:
    sweep, _ = begin()
    assert repeated(net) == {}
    outcomes = found(sweep)
    urls = [url for (url,) in sweep.tables.rows("SELECT url FROM targets")]
    single = check_links([Target(url, ()) for url in urls]).facts.outcomes
    assert outcomes.keys() == single.keys()
    for url, outcome in single.items():
        verdict, reason, resolver, status, final_url, _, method, _ = outcomes[url]
        expected = (
            outcome.verdict,
            outcome.reason,
            outcome.resolver,
            outcome.status,
            outcome.final_url,
            outcome.method,
        )
        assert (verdict, reason, resolver, status, final_url, method) == expected, url
    assert outcomes["https://cross-origin.test/a"][0] == Verdict.ALIVE
    assert "collector.test" in str(outcomes["https://meta-elsewhere.test/a"][5])


def test_nothing_is_asked_again(begin: Begin, net: LocalInternet, monkeypatch: pytest.MonkeyPatch) -> None:
    first, asked = begin()
    before = found(first)
    assert asked
    count = len(net.requests)
    for module in ("links.check", "sweep.run"):
        monkeypatch.setattr(f"awesomelint.{module}.time", lambda: time.time() + 60)
    second, _ = begin(resumes=False)
    again = {one.url for one in net.requests[count:]}
    fresh = {url for url, row in before.items() if row[0] in (Verdict.ALIVE, Verdict.MOVED, Verdict.DEAD)}
    assert not again & fresh, "a later sweep asks only what is no longer fresh"
    assert "https://walled.example.org/a" in again
    assert found(second) == before


def test_a_sweep_goes_on_where_it_was(
    begin: Begin, net: LocalInternet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As if it were killed before each of its tables is written: by then all of an owner has answered."""
    write = "awesomelint.sweep.tables.Tables.write"
    whole = Sweep.__init__.__globals__["Tables"].write
    left = 0

    def dying(self: object, table: str, *arguments: object) -> None:
        nonlocal left
        if table in ("outcomes", "handed"):
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
        whole(self, table, *arguments)

    monkeypatch.setattr(write, dying)
    for tries in range(100):
        left = tries % 3
        with suppress(KeyboardInterrupt):
            sweep, _ = begin()
            break
    assert tries > 5
    assert repeated(net) == {}, "blocked and unsure targets too"
    assert found(sweep)["https://meta-elsewhere.test/a"][0] == Verdict.ALIVE


def test_more_targets_than_fit_are_asked_in_chunks(
    begin: Begin, net: LocalInternet, lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("awesomelint.sweep.asking.CHUNK", 2)
    links = "\n".join(f"- [Page {number}](https://ok.test/{number}), a page." for number in range(5))
    (lists / "third.md").write_text(f"# Pages\n\n{links}\n", encoding="utf-8")
    sweep, _ = begin()
    assert repeated(net) == {}
    assert sweep.tables.rows("SELECT count(*) FROM outcomes WHERE owner = 'site-ok.test'") == [(6,)]
    assert sorted(name for name in sweep.tables.parts("outcomes") if name.startswith("site-ok")) == [
        f"site-ok.test.1.0000{number}" for number in range(3)
    ]
    (lists / "third.md").unlink()
    sweep, _ = begin()
    assert sweep.tables.rows("SELECT count(*) FROM outcomes WHERE owner = 'site-ok.test'") == [(1,)]


def test_an_owner_that_cannot_ask_does_not_stop_others(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lists: Path
) -> None:
    with monkeypatch.context() as broken:
        broken.setenv("https_proxy", "ftp://nowhere.test")
        sweep = Sweep(tmp_path / "out", LinkOptions(), jobs=1)
        asked = list(sweep.ask(sweep.prepare(find_inputs([str(lists)])), here))
        sweep.close()
    assert {one.owner for one in asked if not one.problem} == {"nobody"}
    sweep, count = begin()
    assert count == len(found(sweep)) - 1 + 3, "all but the one that nobody asks, and twice those that are handed over"


def start(net: LocalInternet, lists: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "awesomelint", "sweep", str(lists), "-o", str(out)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=net.environment())


def wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.02)


def children(process: int) -> list[int]:
    """Return the worker processes of a process: those of its children that run code of multiprocessing."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == process and b"spawn_main" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_processes_may_be_killed(net: LocalInternet, lists: Path, tmp_path: Path) -> None:
    links = "\n".join(f"- [Page {number}](https://ok.test/{number}), a page." for number in range(60))
    (lists / "third.md").write_text(f"# Pages\n\n{links}\n", encoding="utf-8")
    sweep = start(net, lists, tmp_path / "out")
    wait_until(lambda: len(net.to("ok.test")) > 12)
    workers = children(sweep.pid)
    os.kill(workers[0], signal.SIGKILL)  # the pool is made anew
    wait_until(lambda: len(net.to("ok.test")) > 24)
    workers = children(sweep.pid)
    os.kill(sweep.pid, signal.SIGKILL)
    sweep.communicate()
    wait_until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    again = start(net, lists, tmp_path / "out")
    output, errors = again.communicate()
    assert (again.returncode, errors) == (0, ""), output
    under_way = 2 * 4  # requests to this host whose answers were lost with the process, twice
    assert sum(count - 1 for (_, url, _), count in repeated(net).items() if "//ok.test/" in url) <= under_way
    assert {one.url for one in net.to("ok.test")} >= {f"https://ok.test/{number}" for number in range(60)}
