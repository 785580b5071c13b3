"""Whether there is a network: what each kind of machine without one, or with half of one, makes of dead and living links."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from net.thread import LocalInternet

from awesomelint.errors import ConfigError
from awesomelint.links import connectivity as timing
from awesomelint.links.cache import LinkCache
from awesomelint.links.connectivity import CANARIES, SERVICES, Connectivity
from awesomelint.links.guard import Guard, Proxies
from awesomelint.links.http import HttpFetcher
from awesomelint.links.limits import Limiter, RetryPolicy
from awesomelint.links.link_run import LinkProgress, LinkReport, LinkRun
from awesomelint.links.network import Network, Note
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.policy import HostLimits, Policies
from awesomelint.links.resolvers import ResolverContext, Validators
from awesomelint.links.resolvers.pages import PlainResolver
from awesomelint.links.targets import Target

NOW = 1_800_000_000
NO_NAME = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
FAILURE = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
ALIVE = "https://ok.test/a"
MISSING = [f"https://missing-{number}.example.org/" for number in range(40)]


class Machine:
    """A machine in the local internet. `refuses` returns the error of the lookup of a name.

    With `cut_after` it loses its network after so many results, for `cut_seconds`.
    """

    def __init__(
        self,
        net: LocalInternet,
        refuses: Callable[[str], Exception | None] = lambda _: None,
        *,
        is_silent: bool = False,
        cut_after: int | None = None,
        cut_seconds: float = 1.0,
        proxy: str = "",
    ):
        self._proxies = Proxies(proxy, proxy)
        self.net = net
        self.was_cut = False
        self._is_due = asyncio.Event()
        self._refuses = refuses
        self._is_silent = is_silent
        self._is_cut = False
        self._cut_after = cut_after
        self._cut_seconds = cut_seconds

    def check(self, folder: Path, urls: Iterable[str]) -> LinkReport:
        """Check links with a cache."""
        cache = LinkCache(folder, NOW)
        targets = [Target(url, ()) for url in urls]
        run = LinkRun(targets, cache, lambda _: "http", self._open, progress=self._count)
        if run.must_ask:
            asyncio.run(run.ask())
        report = run.report()
        cache.close()
        return report

    def _count(self, progress: LinkProgress) -> None:
        if self._cut_after is not None and progress.done >= self._cut_after:
            self._is_due.set()

    async def _cut(self) -> None:
        await self._is_due.wait()
        self.was_cut = self._is_cut = True
        self.net.drop_connections()
        await asyncio.sleep(self._cut_seconds)
        self._is_cut = False

    async def _look_up(self, host: str) -> Sequence[str]:
        if self._is_silent:
            await asyncio.Event().wait()
        if self._is_cut:
            raise FAILURE
        if (error := self._refuses(host)) is not None:
            raise error
        return self.net.resolve(host)

    def _dial(self, address: str, port: int) -> tuple[str, int]:
        return ("127.0.0.1", 1) if self._is_cut else self.net.dial(address, port)

    @asynccontextmanager
    async def _open(self, validators: Mapping[str, Validators], note: Note) -> AsyncIterator[Network]:
        policies, retry_policy, connectivity = Policies(), RetryPolicy(timeout=20.0, first_wait=0.01), Connectivity()
        async with HttpFetcher(
            Limiter(lambda host: (host, HostLimits(4, 0.0))),
            guard=Guard(lookup=self._look_up, connectivity=connectivity),
            connectivity=connectivity,
            retry_policy=retry_policy,
            proxies=self._proxies,
            tls=self.net.trust(),
            dial=self._dial,
        ) as fetcher:
            plain = PlainResolver(policies)
            cutting = asyncio.create_task(self._cut())
            yield Network({"http": plain}, ResolverContext(fetcher, plain, NOW, note=note), connectivity)
            cutting.cancel()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what takes seconds take less."""
    for name, seconds in {"QUIET": 0.8, "FIRST_QUIET": 0.8, "PROBE": 0.8, "PAUSE": 0.05, "FIRST_PATIENCE": 0.3}.items():
        monkeypatch.setattr(timing, name, seconds)


def kinds(report: LinkReport) -> set[tuple[Verdict, Reason]]:
    return {(found.verdict, found.reason) for found in report.facts.outcomes.values()}


DEAD = (Verdict.DEAD, Reason.NO_SUCH_HOST)
UNRESOLVED = (Verdict.UNSURE, Reason.NAME_UNRESOLVED)
UNCHECKED = (Verdict.SKIPPED, Reason.NO_NETWORK)


@pytest.mark.parametrize("count", [1, 2, 40])
def test_names_that_do_not_exist_are_dead(net: LocalInternet, tmp_path: Path, count: int) -> None:
    report = Machine(net).check(tmp_path, MISSING[:count])
    assert kinds(report) == {DEAD}
    assert not report.is_without_network
    assert not report.notes
    again = Machine(net).check(tmp_path, MISSING[:count])
    assert (kinds(again), again.asked) == ({DEAD}, 0)


@pytest.mark.parametrize("error", [NO_NAME, FAILURE], ids=["everything is said not to exist", "failure"])
@pytest.mark.parametrize("count", [1, 40])
def test_a_name_server_that_finds_nothing_is_no_network(
    net: LocalInternet, tmp_path: Path, count: int, error: Exception
) -> None:
    machine = Machine(net, lambda _: error)
    report = machine.check(tmp_path, MISSING[:count])
    assert report.is_without_network
    assert kinds(report) == {UNCHECKED}
    links = "1 link was" if count == 1 else f"{count} links were"
    assert report.notes == (f"there is no network: {links} not checked",)
    assert machine.check(tmp_path, MISSING[:count]).asked == count, "nothing was learnt, so nothing is kept"


@pytest.mark.parametrize("count", [1, 40])
def test_a_proxy_that_finds_no_name_is_no_network(net: LocalInternet, tmp_path: Path, count: int) -> None:
    net.settings.play("names", "unknown")
    report = Machine(net, proxy=net.proxy).check(tmp_path, MISSING[:count])
    assert kinds(report) == {UNCHECKED}
    assert report.is_without_network


def test_a_proxy_that_finds_other_names_is_believed(net: LocalInternet, tmp_path: Path) -> None:
    report = Machine(net, proxy=net.proxy).check(tmp_path, MISSING[:2])
    assert kinds(report) == {DEAD}
    assert len(net.probes) <= 3, "it is asked once"


@pytest.mark.parametrize("count", [1, 40])
def test_a_name_server_that_says_nothing_is_no_network(net: LocalInternet, tmp_path: Path, count: int) -> None:
    machine = Machine(net, is_silent=True)
    began = time.monotonic()
    report = machine.check(tmp_path, MISSING[:count])
    assert kinds(report) == {UNCHECKED}
    assert time.monotonic() - began < 20, "it does not wait for all lookups"


def test_a_network_that_was_never_there_is_noticed_sooner(
    net: LocalInternet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "QUIET", 600.0)
    assert Machine(net, is_silent=True).check(tmp_path, MISSING[:1]).is_without_network


def test_a_warm_cache_changes_nothing(net: LocalInternet, tmp_path: Path) -> None:
    Machine(net).check(tmp_path, [ALIVE])
    report = Machine(net).check(tmp_path, [ALIVE, *MISSING[:2]])
    assert report.verdicts() == {Verdict.ALIVE: 1, Verdict.DEAD: 2}
    lost = Machine(net, lambda _: NO_NAME).check(tmp_path, [ALIVE, "https://new.example.org/"])
    assert lost.verdicts() == {Verdict.ALIVE: 1, Verdict.SKIPPED: 1}
    assert lost.notes == ("there is no network: 1 link was not checked",)


def test_where_only_some_names_are_allowed_the_others_are_not_dead(net: LocalInternet, tmp_path: Path) -> None:
    allowed = {*SERVICES, "ok.test"}
    machine = Machine(net, lambda host: None if host in allowed else NO_NAME)
    report = machine.check(tmp_path, [ALIVE, *MISSING])
    assert kinds(report) == {(Verdict.ALIVE, Reason.OK), UNRESOLVED}
    assert not report.is_without_network


def test_a_name_server_is_believed_for_a_minute(net: LocalInternet) -> None:
    asked: list[str] = []

    async def lookup(host: str) -> Sequence[str]:
        asked.append(host)
        return net.resolve(host)

    async def check() -> None:
        connectivity = Connectivity()
        for _ in range(3):
            assert await connectivity.knows_names(lookup)
        await connectivity.close()

    asyncio.run(check())
    assert set(asked) <= set(CANARIES)
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("is_dead", [True, False])
def test_one_host_that_is_down_is_no_missing_network(net: LocalInternet, tmp_path: Path, *, is_dead: bool) -> None:
    report = Machine(net).check(tmp_path, ["https://refuses.test/", *([] if is_dead else [ALIVE])])
    assert (Verdict.UNSURE, Reason.CONNECTION_FAILED) in kinds(report)
    assert not report.is_without_network
    assert len(net.probes) <= 3


def test_what_fails_while_the_network_is_away_is_asked_again(
    net: LocalInternet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "FIRST_QUIET", 20.0)  # it is there in the beginning, however busy this machine is
    net.settings.latency = 0.05
    net.settings.all_exist = True
    urls = [f"https://host-{host}.example.net/{page}" for host in range(40) for page in range(8)]
    machine = Machine(net, cut_after=60)
    report = machine.check(tmp_path, urls)
    assert machine.was_cut
    assert report.verdicts() == {Verdict.ALIVE: len(urls)}
    assert not report.is_without_network


def test_a_network_that_does_not_come_back_is_told(
    net: LocalInternet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timing, "PATIENCE", 0.5)
    monkeypatch.setattr(timing, "FIRST_QUIET", 20.0)
    net.settings.latency = 0.05
    net.settings.all_exist = True
    urls = [f"https://host-{host}.example.net/{page}" for host in range(40) for page in range(8)]
    report = Machine(net, cut_after=60, cut_seconds=600).check(tmp_path, urls)
    assert kinds(report) == {(Verdict.ALIVE, Reason.OK), UNCHECKED}
    unchecked = report.verdicts()[Verdict.SKIPPED]
    assert report.is_without_network
    assert report.notes == (f"there is no network: {unchecked} links were not checked",)
    kept = LinkCache(tmp_path, NOW)
    assert len(kept.known(urls)) == len(urls) - unchecked
    kept.close()


@pytest.mark.parametrize(
    ("proxy", "said"),
    [
        ("http://ada:SECRET@127.0.0.1:1", "127.0.0.1:1: connection refused"),
        ("socks5h://ada:SECRET@127.0.0.1:1", "127.0.0.1:1: the proxy cannot be reached"),
        ("http://ada:SECRET@proxy.invalid:3128", "proxy.invalid:3128: "),
    ],
)
def test_a_proxy_that_does_not_work_is_an_error_and_no_lack_of_a_network(
    net: LocalInternet, tmp_path: Path, proxy: str, said: str
) -> None:
    with pytest.raises(ConfigError) as error:
        Machine(net, proxy=proxy).check(tmp_path, [ALIVE])
    assert f"through the proxy {said}" in str(error.value)
    assert "SECRET" not in str(error.value)


def test_a_process_that_did_not_run_for_a_while_gives_no_network_up(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in {"QUIET": 0.05, "PROBE": 0.1}.items():
        monkeypatch.setattr(timing, name, seconds)
    probes = 0

    async def reaches(_: str) -> bool:
        nonlocal probes
        probes += 1
        if probes == 1:
            time.sleep(0.5)
        return probes > 1

    async def wait() -> bool:
        network = Connectivity(reaches, patience=0.3)
        network.heard("ok.test")
        watching = asyncio.create_task(network.until_lost())
        async with network.sending():
            while not probes:
                await asyncio.sleep(0.01)
            async with network.sending():
                pass
        watching.cancel()
        await network.close()
        return network.is_lost

    assert not asyncio.run(asyncio.wait_for(wait(), 5))
    assert probes > 1
