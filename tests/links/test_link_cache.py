"""The cache of answers: what it remembers and for how long, and what happens when its file is in a bad state."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from awesomelint.context import PaperRecord, RepositoryRecord
from awesomelint.links.cache import RECORD_LIFETIME, STRIKE_APART, LinkCache
from awesomelint.links.cache_rows import DAY, HOUR, LIFETIMES
from awesomelint.links.database import NAME, connect, files
from awesomelint.links.outcome import Hop, Outcome, Reason, Verdict
from awesomelint.links.resolvers import Answer, Validators
from awesomelint.papers.identifiers import PaperId, RepositoryId

NOW = 1_800_000_000
URL = "https://a.example.org/x"
ALIVE = Outcome(URL, Verdict.ALIVE, Reason.OK, "plain", NOW, 200, hops=(Hop(URL, 200),), method="HEAD", tries=1)
DEAD = ALIVE._replace(verdict=Verdict.DEAD, reason=Reason.NOT_FOUND, status=404, hops=(Hop(URL, 404),), detail="say so")
UNSURE = ALIVE._replace(verdict=Verdict.UNSURE, reason=Reason.TIMEOUT, status=None, hops=())
BLOCKED = ALIVE._replace(verdict=Verdict.BLOCKED, reason=Reason.REFUSED, status=403)

PAPER = PaperRecord(
    PaperId("arxiv", "2001.00001"), "arXiv", "A Title", ("Ann Lee",), "2020-01-01", also=(PaperId("doi", "10.1/x"),)
)
REPOSITORY = RepositoryRecord(
    RepositoryId("github", "a/b"),
    "A/B",
    is_archived=True,
    pushed="2020-05-01",
    homepage="https://b.example",
    topics=("birds",),
)


@pytest.fixture
def caches(tmp_path: Path) -> Iterator[list[LinkCache]]:
    """Caches that are closed at the end."""
    opened: list[LinkCache] = []
    yield opened
    for cache in opened:
        cache.close()


def remember(folder: Path, outcome: Outcome, at: int, *, answer: Answer | None = None) -> Outcome:
    """Put one answer at a time, as a run of its own would, and return what came of it."""
    cache = LinkCache(folder, at)
    known = cache.known([outcome.url]).get(outcome.url)
    kept = cache.put((answer or Answer(outcome))._replace(outcome=outcome._replace(checked_at=at)), known)
    cache.close()
    assert cache.notes == []
    return kept


def recalled(folder: Path, at: int, url: str = URL) -> Outcome | None:
    cache = LinkCache(folder, at)
    known = cache.known([url]).get(url)
    cache.close()
    return known.fresh(at) if known else None


@pytest.mark.parametrize("outcome", [ALIVE, DEAD, ALIVE._replace(verdict=Verdict.MOVED)])
def test_an_answer_holds_for_its_time(tmp_path: Path, outcome: Outcome) -> None:
    lifetime = LIFETIMES[outcome.verdict]
    kept = remember(tmp_path, outcome, NOW)
    assert recalled(tmp_path, NOW + lifetime - 1) == kept._replace(cached=True)
    assert recalled(tmp_path, NOW + lifetime) is None
    assert recalled(tmp_path, NOW - DAY) is None, "kept by a clock that was wrong"


def test_how_long_answers_hold() -> None:
    in_days = {verdict.value: lifetime / DAY for verdict, lifetime in LIFETIMES.items()}
    assert in_days == {"alive": 7, "moved": 7, "dead": 1}
    assert RECORD_LIFETIME == 30 * DAY


@pytest.mark.parametrize("outcome", [UNSURE, BLOCKED])
def test_what_is_not_known_is_asked_by_the_next_run(tmp_path: Path, outcome: Outcome) -> None:
    remember(tmp_path, outcome, NOW)
    assert recalled(tmp_path, NOW) is None
    cache = LinkCache(tmp_path, NOW)
    assert cache.known([URL])[URL].outcome.verdict is outcome.verdict
    cache.close()


def test_skipped_is_no_answer(tmp_path: Path) -> None:
    remember(tmp_path, ALIVE._replace(verdict=Verdict.SKIPPED, reason=Reason.PRIVATE_ADDRESS), NOW)
    assert recalled(tmp_path, NOW) is None


def test_history(tmp_path: Path) -> None:
    told = []
    for outcome, at in (
        (ALIVE, NOW),
        (UNSURE, NOW + DAY),
        (UNSURE, NOW + DAY + HOUR),  # the same failure
        (BLOCKED, NOW + 2 * DAY),  # says nothing
        (DEAD, NOW + 2 * DAY + HOUR),
        (UNSURE, NOW + 2 * DAY + HOUR + STRIKE_APART),
        (ALIVE, NOW + 4 * DAY),
        (DEAD, NOW + 5 * DAY),
    ):
        kept = remember(tmp_path, outcome, at)
        told.append((kept.failures, kept.failing_since, kept.alive_at))
    since = NOW + DAY
    assert told == [
        (0, None, NOW),
        (1, since, NOW),
        (1, since, NOW),
        (1, since, NOW),
        (2, since, NOW),
        (3, since, NOW),
        (0, None, NOW + 4 * DAY),
        (1, NOW + 5 * DAY, NOW + 4 * DAY),
    ]


def test_each_policy_has_its_own_history(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    for outcome, policy in (
        (UNSURE, "ours"),
        (UNSURE, "ours"),
        (ALIVE, "theirs"),
        (UNSURE, "ours"),
        (UNSURE, "theirs"),
    ):
        cache = LinkCache(tmp_path, NOW + len(told) * DAY)
        known = cache.known([URL], {URL: policy}.__getitem__).get(URL)
        kept = cache.put(Answer(outcome._replace(checked_at=cache.now)), known, policy)
        assert cache.contents().targets == 1
        cache.close()
        told.append((kept.failures, kept.alive_at))
    assert told == [(1, None), (2, None), (0, NOW + 2 * DAY), (3, None), (1, NOW + 2 * DAY)]


def test_validators_and_records(tmp_path: Path) -> None:
    answer = Answer(ALIVE, (PAPER,), (REPOSITORY,), Validators('"1"', "Sun, 22 Nov 2026 10:00:00 GMT"))
    remember(tmp_path, ALIVE, NOW, answer=answer)
    remember(tmp_path, UNSURE, NOW + 8 * DAY)  # no record came with it: those of before hold on
    cache = LinkCache(tmp_path, NOW + 8 * DAY)
    known = cache.known([URL, "https://a.example.org/y"])[URL]
    assert known.validators == Validators(), "of a failure there are none"
    assert cache.records(known.records) == [PAPER, REPOSITORY]
    cache.close()
    later = LinkCache(tmp_path, NOW + RECORD_LIFETIME + 1)
    assert later.records(known.records) == []
    later.close()
    remember(tmp_path, ALIVE, NOW + 9 * DAY, answer=answer)
    again = LinkCache(tmp_path, NOW + 9 * DAY)
    assert again.known([URL])[URL].validators == answer.validators
    again.close()


def test_copies_in_archives(tmp_path: Path) -> None:
    remember(tmp_path, DEAD, NOW)
    cache = LinkCache(tmp_path, NOW)
    cache.put_copy(URL, "https://web.archive.org/web/2020/https://a.example.org/x")
    cache.close()
    remember(tmp_path, DEAD, NOW + DAY)
    again = LinkCache(tmp_path, NOW + DAY)
    assert again.known([URL])[URL].outcome.archived_url == "https://web.archive.org/web/2020/https://a.example.org/x"
    again.close()


def test_many_targets_at_once(tmp_path: Path, caches: list[LinkCache]) -> None:
    cache = LinkCache(tmp_path, NOW)
    caches.append(cache)
    urls = [f"https://a.example.org/{number}" for number in range(1203)]
    for url in urls:
        cache.put(Answer(ALIVE._replace(url=url)), None)
    assert list(cache.known([*urls, "https://b.example.org/"])) == sorted(urls) or len(cache.known(urls)) == 1203
    assert cache.contents().targets == 1203


def test_credentials_are_not_kept(tmp_path: Path) -> None:
    outcome = ALIVE._replace(
        verdict=Verdict.MOVED,
        final_url="https://me:secret@b.example.org/@x",
        hops=(Hop("https://me:secret@a.example.org/x", 301), Hop(URL, 200)),
    )
    kept = remember(tmp_path, outcome, NOW)
    assert kept.final_url == "https://b.example.org/@x"
    assert all(b"secret" not in path.read_bytes() for path in files(tmp_path))


def test_old_answers_are_forgotten(tmp_path: Path) -> None:
    remember(tmp_path, ALIVE, NOW, answer=Answer(ALIVE, (PAPER,)))
    remember(tmp_path, ALIVE._replace(url="https://b.example.org/"), NOW + 181 * DAY)
    cache = LinkCache(tmp_path, NOW + 181 * DAY)
    assert cache.contents()[1:3] == (1, 0)
    cache.close()


# -- files in a bad state


@pytest.mark.parametrize("content", [b"no database" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    cache = LinkCache(tmp_path, NOW)
    assert [note for note in cache.notes if "recreated" in note] == cache.notes
    assert len(cache.notes) == 1
    cache.put(Answer(ALIVE), None)
    cache.close()
    assert (tmp_path / f"{NAME}.damaged").read_bytes() == content
    assert recalled(tmp_path, NOW) is not None


def test_a_file_of_others_is_set_aside(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / NAME) as theirs:
        theirs.execute("CREATE TABLE outcomes (x)")
        theirs.execute("INSERT INTO outcomes VALUES (1)")
    theirs.close()
    cache = LinkCache(tmp_path, NOW)
    cache.close()
    assert "not a cache of awesomelint" in cache.notes[0]
    with sqlite3.connect(tmp_path / f"{NAME}.damaged") as kept:
        assert kept.execute("SELECT x FROM outcomes").fetchall() == [(1,)]
    kept.close()


@pytest.mark.parametrize(
    "change",
    ["ALTER TABLE outcomes ADD COLUMN owner TEXT", "DROP TABLE turns", "ALTER TABLE records DROP COLUMN value"],
)
def test_a_file_with_other_tables_is_set_aside(tmp_path: Path, change: str) -> None:
    remember(tmp_path, ALIVE, NOW)
    connection = connect(tmp_path / NAME)
    connection.execute(change)
    connection.close()
    cache = LinkCache(tmp_path, NOW)
    cache.close()
    assert "not that of awesomelint" in cache.notes[0]
    assert remember(tmp_path, ALIVE, NOW) == recalled(tmp_path, NOW)._replace(cached=False)  # type: ignore[union-attr]


@pytest.mark.parametrize("column", ["hops", "detail", "etag"])
def test_values_without_an_end_are_not_read(tmp_path: Path, column: str) -> None:
    remember(tmp_path, ALIVE, NOW)
    with sqlite3.connect(tmp_path / NAME) as theirs:
        theirs.execute(f"UPDATE outcomes SET {column} = hex(zeroblob(20000000))")
    theirs.close()
    cache = LinkCache(tmp_path, NOW)
    assert cache.known([URL]) == {}
    cache.close()
    assert "too big" in cache.notes[0]


@pytest.mark.parametrize("depth", [1_000, 200_000])
def test_values_without_a_bottom_are_as_good_as_none(tmp_path: Path, depth: int) -> None:
    remember(tmp_path, ALIVE, NOW, answer=Answer(ALIVE, (PAPER,)))
    connection = connect(tmp_path / NAME)
    connection.execute("UPDATE outcomes SET hops = ?", ("[" * depth + "]" * depth,))
    connection.execute("UPDATE records SET value = ?", ('{"a":' * depth + "1" + "}" * depth,))
    connection.close()
    cache = LinkCache(tmp_path, NOW)
    assert cache.known([URL]) == {}
    assert cache.records(["paper arxiv:2001.00001"]) == []
    cache.close()


def test_damage_that_shows_later(tmp_path: Path) -> None:
    cache = LinkCache(tmp_path, NOW)
    for number in range(500):
        cache.put(Answer(ALIVE._replace(url=f"https://a.example.org/{number}", detail="x" * 200)), None)
    cache.close()
    size = (tmp_path / NAME).stat().st_size
    with (tmp_path / NAME).open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    cache = LinkCache(tmp_path, NOW)
    known = cache.known(f"https://a.example.org/{number}" for number in range(500))
    cache.put(Answer(ALIVE), None)
    cache.close()
    assert known == {}
    assert len(cache.notes) == 1
    assert recalled(tmp_path, NOW) is not None


def test_a_row_that_cannot_be_read_is_as_good_as_none(tmp_path: Path) -> None:
    remember(tmp_path, ALIVE, NOW, answer=Answer(ALIVE, (PAPER,)))
    connection = connect(tmp_path / NAME)
    connection.execute("UPDATE outcomes SET verdict = 'splendid'")
    connection.execute("UPDATE records SET value = '[]'")
    connection.close()
    cache = LinkCache(tmp_path, NOW)
    assert cache.known([URL]) == {}
    assert cache.records(["paper arxiv:2001.00001"]) == []
    cache.close()


def test_records_of_an_earlier_version_lack_fields(tmp_path: Path) -> None:
    full = PAPER._replace(
        comment="To appear", version=2, earlier_titles=("Before",), published_as=(PaperId("doi", "10.1/y"),)
    )
    remember(tmp_path, ALIVE, NOW, answer=Answer(ALIVE, (full,)))
    cache = LinkCache(tmp_path, NOW)
    assert cache.records(["paper arxiv:2001.00001"]) == [full]
    cache.close()
    connection = connect(tmp_path / NAME)
    connection.execute(
        "UPDATE records SET value = json_remove(value, '$.comment', '$.version', '$.earlier_titles', '$.published_as',"
        " '$.journal_reference', '$.withdrawn_on', '$.withdrawal')"
    )
    connection.close()
    cache = LinkCache(tmp_path, NOW)
    assert cache.records(["paper arxiv:2001.00001"]) == [PAPER]
    cache.close()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "1"),
        ("comment", "[]"),
        ("version", '"2"'),
        ("version", "true"),
        ("earlier_titles", '"Before"'),
        ("earlier_titles", "[1]"),
        ("published_as", '[["doi"]]'),
        ("published_as", '[["doi", 1]]'),
        ("published_as", "1"),
        ("paper", '["arxiv", 1]'),
        ("unheard_of", "1"),
    ],
)
def test_a_record_with_a_field_that_cannot_be_read_is_as_good_as_none(tmp_path: Path, field: str, value: str) -> None:
    remember(tmp_path, ALIVE, NOW, answer=Answer(ALIVE, (PAPER,)))
    connection = connect(tmp_path / NAME)
    connection.execute("UPDATE records SET value = json_set(value, ?, json(?))", (f"$.{field}", value))
    connection.close()
    cache = LinkCache(tmp_path, NOW)
    assert cache.records(["paper arxiv:2001.00001"]) == []
    cache.close()


def test_a_time_that_is_no_number_is_as_good_as_none(tmp_path: Path) -> None:
    remember(tmp_path, ALIVE, NOW, answer=Answer(ALIVE, (PAPER,)))
    connection = connect(tmp_path / NAME)
    connection.execute("UPDATE records SET recorded_at = 'soon'")
    connection.execute("INSERT INTO turns VALUES ('example.org', 'soon')")
    connection.close()
    cache = LinkCache(tmp_path, NOW)
    assert cache.records(["paper arxiv:2001.00001"]) == []
    assert cache.take("example.org", NOW, 3.0) == 0.0
    cache.close()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = LinkCache(tmp_path / "file" / "below", NOW)
    assert cache.put(Answer(ALIVE), None).alive_at == NOW
    assert cache.known([URL]) == {}
    cache.close()
    assert len(cache.notes) == 1
    assert "link results are not cached: " in cache.notes[0]


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    cache = LinkCache(tmp_path, NOW)
    cache.put(Answer(ALIVE), None)
    cache.close()
    assert cache.notes == [f"link results are not cached: {tmp_path / NAME}: unable to open database file"]


def test_a_full_disk_is_told_once(tmp_path: Path) -> None:
    cache = LinkCache(tmp_path, NOW)
    assert cache._connection is not None
    cache._connection.execute("PRAGMA max_page_count = 12")
    for number in range(2000):
        outcome = cache.put(Answer(ALIVE._replace(url=f"https://a.example.org/{number}", detail="x" * 200)), None)
        assert outcome.alive_at == NOW
    cache.close()
    assert cache.notes == [f"link results are no longer cached: {tmp_path / NAME}: database or disk is full"]
    again = LinkCache(tmp_path, NOW)
    assert 0 < again.contents().targets < 2000
    again.close()


@pytest.mark.slow
def test_a_database_that_others_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("awesomelint.links.cache.LAST_WAIT", 0.05)
    LinkCache(tmp_path, NOW).close()
    other = connect(tmp_path / NAME)
    other.execute("BEGIN IMMEDIATE")
    cache = LinkCache(tmp_path, NOW)
    cache.put(Answer(ALIVE), None)
    cache.put(Answer(DEAD._replace(url="https://b.example.org/")), None)
    assert cache.notes == []
    other.execute("ROLLBACK")
    cache.close()
    assert cache.notes == []
    assert recalled(tmp_path, NOW) is not None
    assert recalled(tmp_path, NOW, "https://b.example.org/") is not None
    other.execute("BEGIN IMMEDIATE")
    cache = LinkCache(tmp_path, NOW)
    cache.put(Answer(ALIVE._replace(url="https://c.example.org/")), None)
    cache.close()
    other.close()
    assert cache.notes == [f"link results are not cached: other processes lock {tmp_path / NAME}"]


WRITER = """
import sys
from pathlib import Path
from awesomelint.links.cache import LinkCache
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers import Answer

cache = LinkCache(Path(sys.argv[1]), 1_800_000_000)
assert not cache.notes, cache.notes
for number in range(int(sys.argv[3])):
    url = f"https://{sys.argv[2]}.example.org/{number}"
    cache.put(Answer(Outcome(url, Verdict.ALIVE, Reason.OK, "plain", 1_800_000_000)), None)
    print(number, flush=True)
if sys.argv[4] == "stay":
    sys.stdin.read()
cache.close()
assert not cache.notes, cache.notes
"""


def writer(folder: Path, name: str, count: int, end: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(count), end]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)


def test_processes_share_the_file(tmp_path: Path) -> None:
    writers = [writer(tmp_path, name, 200, "leave") for name in ("a", "b", "c")]
    for process in writers:
        process.communicate()
        assert process.returncode == 0
    cache = LinkCache(tmp_path, NOW)
    assert cache.contents().targets == 600
    cache.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_nothing_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    process = writer(tmp_path, "a", 150, "stay")
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(150)]
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert lines[-1] == "149\n"
    cache = LinkCache(tmp_path, NOW)
    assert cache.notes == []
    assert len(cache.known(f"https://a.example.org/{number}" for number in range(150))) == 150
    cache.close()
