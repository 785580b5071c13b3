"""What a sweep does when it cannot write: it stops with one line, and goes on later without asking again."""

from __future__ import annotations

import signal
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from net.thread import LocalInternet

from awesomelint.cli.program import program
from awesomelint.errors import OutputError
from awesomelint.files import find_inputs
from awesomelint.links.check import check_links
from awesomelint.links.database import NAME
from awesomelint.links.share import Share
from awesomelint.links.targets import Target
from awesomelint.session import LinkOptions
from awesomelint.sweep.crew import here
from awesomelint.sweep.locks import MARK, alone
from awesomelint.sweep.run import Sweep
from awesomelint.sweep.tables import Tables
from awesomelint.sweep.tasks import JOURNALS

resource = pytest.importorskip("resource", reason="there are no limits of processes")
PAGES = 30


@pytest.fixture
def lists(inside: LocalInternet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A list, in the local internet."""
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("awesomelint.sweep.asking.AFTER_CHUNK", 0.0)
    monkeypatch.setattr("awesomelint.cli.sweep.processes", lambda _: here)
    lines = "".join(f"- [Page {page}](https://ok.test/{page}), a page.\n" for page in range(PAGES))
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "list.md").write_text(f"# Pages\n\n{lines}", encoding="utf-8")
    return tmp_path / "lists"


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Let nobody write more to a file, as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def sweep(lists: Path) -> Result:
    return CliRunner().invoke(program, ["sweep", "--jobs", "1", str(lists), "-o", str(lists.parent / "out")])


def journalled(out: Path) -> set[str]:
    """Return what is in the journals."""
    found: set[str] = set()
    for journal in out.glob(f"{JOURNALS}/*/{NAME}"):
        with closing(sqlite3.connect(journal)) as connection:
            found.update(url for (url,) in connection.execute("SELECT url FROM outcomes"))
    return found


@pytest.mark.parametrize("size", [1_000, 100_000])
def test_a_full_disk_ends_a_sweep_which_goes_on_later(lists: Path, net: LocalInternet, size: int) -> None:
    with no_file_longer_than(size):
        result = sweep(lists)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "cannot be written" in result.stderr
    kept = journalled(lists.parent / "out")
    assert len(net.requests) < len(kept) + 8, "nothing is asked when answers cannot be kept"
    assert sweep(lists).exit_code == 0
    counts = Counter(one.url for one in net.requests)
    assert len(counts) == PAGES
    assert all(counts[url] == 1 for url in kept)


def test_who_lost_its_lock_without_noticing_is_refused(lists: Path, net: LocalInternet) -> None:
    """As on a file system that has not heard from a machine for too long."""
    journal = lists.parent / "journal"
    targets = [Target(f"https://ok.test/{page}", ()) for page in range(PAGES)]
    done = 0

    def progress(_: object) -> None:
        nonlocal done
        done += 1
        if done == 10:
            (journal / MARK).write_text("another")

    with alone(journal) as may_write:
        report = check_links(targets, cache=journal, share=Share(may_write=may_write), progress=progress)
        with pytest.raises(OutputError, match="taken over"):
            may_write()
    assert isinstance(report.error, OutputError)
    with closing(sqlite3.connect(journal / NAME)) as connection:
        assert connection.execute("SELECT count(*) FROM outcomes").fetchone() == (10,)
    assert len(net.requests) < 18


def test_a_task_that_was_taken_over_writes_no_table(
    lists: Path, net: LocalInternet, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = lists.parent / "out"

    def taken_over(*_: object, **options: object) -> object:
        (out / JOURNALS / "group-000" / MARK).write_text("another")
        return check_links(*_, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("awesomelint.sweep.asking.check_links", taken_over)
    one = Sweep(out, LinkOptions(), jobs=1)
    with pytest.raises(OutputError, match="taken over"):
        list(one.ask(one.prepare(find_inputs([str(lists)])), here))
    assert one.tables.parts("outcomes") == {"kept"}
    one.close()


def test_ctrl_c_during_a_query_is_ctrl_c(tmp_path: Path) -> None:
    tables = Tables(tmp_path)
    tables.execute("SELECT 1")
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Timer(0.1, signal.raise_signal, (signal.SIGINT,)).start()
    try:
        with pytest.raises(KeyboardInterrupt):
            tables.execute("SELECT sum(a.range * b.range) FROM range(100000) a, range(4000) b")
    finally:
        signal.signal(signal.SIGINT, before)
        tables.close()
