"""The action asks the network about links: once a week about all, in a pull request about those on changed lines."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from net.environment import TOKEN
from net.thread import LocalInternet
from pull_requests import PullRequest, new_job, write
from steps_of_action import Job

LIST = """\
# Reading Machines

- **A Page That Is There** [[pdf](https://ok.test/a)]
- **A Page That Is Gone** [[pdf](https://status.test/404)]
- **A Page That Moved** [[code](https://github.com/example-old/name)]
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the steps are tested with POSIX paths")


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, net: LocalInternet) -> Iterator[Job]:
    job = new_job(tmp_path, monkeypatch)
    monkeypatch.delenv("AWESOMELINT_LINKS", raising=False)
    _inside(job, net)
    yield job
    assert net.trespasses == []


def _inside(job: Job, net: LocalInternet) -> None:
    job.environment |= net.variables()
    job.token = TOKEN


@pytest.mark.slow
def test_all_links_are_checked_once_a_week_and_what_is_known_is_kept(job: Job, net: LocalInternet) -> None:
    write(job, LIST)
    write(job, "select: [NUM, LNK]\n", ".awesomelint.yaml")
    done = job.step("run", links="true", fail_on="never")
    assert done.code == 0, done.log
    report = Path(done.outputs["report"]).read_text(encoding="utf-8")
    assert re.search(
        r"^\| 4 \| error \| LNK501 dead-link \| https&#58;//status&#46;test/404 is dead&#58; 404 Not Found",
        report,
        re.MULTILINE,
    )
    assert (
        done.outputs["findings"] == str(len(re.findall(r"^\| \d+ \| (?:error|warning) ", report, re.MULTILINE))) != "0"
    )
    assert report == done.summary
    assert done.log.count("::error file=README.md,line=4,") == 1
    asked = len(net.requests)
    assert asked > 0
    again = job.step("run", links="true", fail_on="never")
    assert (again.outputs, again.summary) == (done.outputs, done.summary)
    assert len(net.requests) == asked, "the folder of actions/cache holds what is known"


def test_a_pull_request_asks_about_links_on_changed_lines(job: Job, net: LocalInternet) -> None:
    old, new = "[[pdf](u3.md)]", "[[pdf](https://status.test/404)]"
    write(job, "select: [LNK501]\n", ".awesomelint.yaml")
    request = PullRequest(job, (old, new))
    clone = request.clone("merged", 2)
    _inside(clone, net)
    done = clone.step("run", links="true", changed_only="true", paths=".")
    assert done.code == 1, done.log
    assert re.findall("^::error file=([^,]+),line=([0-9]+)", done.log, re.MULTILINE) == [("README.md", "5")]
    assert {request.url for request in net.requests if "robots" not in request.url} == {"https://status.test/404"}


def test_without_links_nobody_is_asked(job: Job, net: LocalInternet) -> None:
    write(job, LIST)
    assert job.step("run").outputs["findings"] == "0"
    assert net.requests == []
