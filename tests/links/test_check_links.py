"""Checking links from Python, in the local internet, as the command line does."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from link_checks import targets_in
from net.thread import LocalInternet

from awesomelint.config.load import config_of
from awesomelint.links.check import check_links
from awesomelint.links.link_run import LinkProgress
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.settings import LinkSettings
from awesomelint.links.targets import Target

pytestmark = pytest.mark.usefixtures("inside")

ALIVE, GONE, OTHER = "https://ok.test/a", "https://status.test/404", "https://other.example.org/"
LIST = f"- [A]({ALIVE})\n- [B]({GONE}#top)\n- [C]({OTHER})\n"


def targets() -> tuple[Target, ...]:
    return targets_in(LIST)


def test_targets_become_facts(net: LocalInternet, tmp_path: Path) -> None:
    seen: list[LinkProgress] = []
    report = check_links(targets(), LinkSettings(exclude=("other",)), cache=tmp_path, progress=seen.append)
    outcomes = report.facts.outcomes
    assert {url: (found.verdict, found.reason) for url, found in outcomes.items()} == {
        ALIVE: (Verdict.ALIVE, Reason.OK),
        GONE: (Verdict.DEAD, Reason.NOT_FOUND),
        OTHER: (Verdict.SKIPPED, Reason.EXCLUDED),
    }
    assert (report.asked, report.requests, report.notes, report.error) == (2, len(net.requests), (), None)
    assert report.verdicts() == {Verdict.ALIVE: 1, Verdict.DEAD: 1, Verdict.SKIPPED: 1}
    assert [(one.done, one.total) for one in seen] == [(2, 3), (3, 3)]
    again = check_links(targets(), LinkSettings(exclude=("other",)), cache=tmp_path)
    assert (again.asked, again.requests) == (0, 0)
    assert again.facts.outcomes[GONE].cached


def test_without_a_cache_nothing_is_kept(net: LocalInternet) -> None:
    for _ in range(2):
        report = check_links(targets(), excluded={GONE, OTHER})
        assert report.facts.outcomes[ALIVE].verdict is Verdict.ALIVE
    assert len(net.to("ok.test")) == 2
    assert not net.to("status.test")


@pytest.mark.slow
def test_no_network_is_a_note(net: LocalInternet) -> None:
    net.settings.play("names", "fail")
    report = check_links([Target(f"https://{name}.example.org/", ()) for name in "abc"])
    assert report.is_without_network
    assert report.notes == ("there is no network: 3 links were not checked",)


def test_offline_nobody_is_asked(net: LocalInternet) -> None:
    report = check_links(targets(), is_offline=True)
    assert {found.reason for found in report.facts.outcomes.values()} == {Reason.OFFLINE}
    assert not net.requests


def test_an_environment_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "ftp://localhost:1")
    report = check_links(targets(), excluded={OTHER})
    assert "https_proxy" in str(report.error)
    assert report.facts.outcomes[ALIVE].reason is Reason.NOT_REACHED
    assert report.facts.outcomes[OTHER].reason is Reason.EXCLUDED


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_ctrl_c_ends_the_asking_and_no_more(net: LocalInternet) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # jobs in the background of a shell ignore it

    def interrupt() -> None:
        while not net.to("hang.test") or not net.to("ok.test"):
            time.sleep(0.01)
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGINT)  # as a terminal does: to the process, not to this thread

    threading.Thread(target=interrupt, daemon=True).start()
    report = check_links([Target(ALIVE, ()), Target("https://hang.test/", ())])
    assert report.is_interrupted
    assert report.facts.outcomes[ALIVE].verdict is Verdict.ALIVE
    assert report.facts.outcomes["https://hang.test/"].reason is Reason.NOT_REACHED
    assert signal.signal(signal.SIGINT, before) is signal.default_int_handler


def test_event_loops_call_it_in_a_thread() -> None:
    async def check(*, in_thread: bool) -> Verdict:
        targets = [Target(ALIVE, ())]
        report = await asyncio.to_thread(check_links, targets) if in_thread else check_links(targets)
        return report.facts.outcomes[ALIVE].verdict

    with pytest.raises(RuntimeError, match=r"within an event loop; use asyncio\.to_thread$"):
        asyncio.run(check(in_thread=False))
    assert asyncio.run(check(in_thread=True)) is Verdict.ALIVE


@pytest.mark.slow
def test_two_runs_at_once_ask_arxiv_one_after_the_other(net: LocalInternet, tmp_path: Path) -> None:
    papers = [Target(f"https://arxiv.org/abs/{name}", ()) for name in ("1706.03762", "1810.04805")]
    with ThreadPoolExecutor() as pool:
        reports = list(pool.map(lambda paper: check_links([paper], cache=tmp_path), papers))
    assert not net.breaches
    assert len(net.to("export.arxiv.org")) >= 2
    assert all(len(report.facts.outcomes) == 1 for report in reports)


def test_what_one_configuration_accepts_decides_for_no_other(net: LocalInternet, tmp_path: Path) -> None:
    gone = [Target(GONE, ())]
    accepting = config_of({"hosts": {"*": {"accept": "4xx"}}}).hosts
    assert check_links(gone, hosts=accepting, cache=tmp_path).verdicts() == {Verdict.ALIVE: 1}
    assert check_links(gone, hosts=accepting, cache=tmp_path).asked == 0
    assert check_links(gone, cache=tmp_path).verdicts() == {Verdict.DEAD: 1}
