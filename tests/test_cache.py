"""Results are found again as long as nothing changed, and only so long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from awesomelint import cache as cache_module
from awesomelint.cache import Question, ResultCache, program_stamp, report_from_values, report_to_values
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from awesomelint.report import Context, Dependency, FileReport, Result
from awesomelint.source import Source, Span

TEXT = "# List\n\n1. **论文** one\n1. **Beta** two\n"
DIAGNOSTICS = (
    Diagnostic(
        "NUM101",
        "sequential-numbers",
        Span(24, 26),
        'found "1", expected 2',
        Severity.ERROR,
        (Related(Span(8, 10), "the other 1 is here"),),
        Fix((Edit(Span(24, 25), "2"),), Safety.UNSAFE, "number on"),
    ),
    Diagnostic("VEN406", "venue-before-preprint", Span(26, 26), "plain", Severity.INFO),
)
CONTEXTS = (Context(("A", "B"), "Beta", 4), Context(()))
REPORT = FileReport(Source(TEXT, "list.md"), DIAGNOSTICS, CONTEXTS, 2, 1, 0, ("a note",))


@pytest.fixture
def cache(tmp_path: Path) -> ResultCache:
    return ResultCache(tmp_path / "cache")


def question(config: Path | None = None, text: str = TEXT, options: str = "", path: str = "/x/list.md") -> Question:
    return Question(path, text.encode(), config, options)


def assert_same(one: FileReport, other: FileReport) -> None:
    assert one.source.text == other.source.text
    assert one[1:] == other[1:]


def test_values_hold_the_whole_report() -> None:
    values = json.loads(json.dumps(report_to_values(REPORT)))
    assert_same(report_from_values(values, Source(TEXT, "list.md")), REPORT)


def test_a_result_is_found_again_under_any_name(cache: ResultCache) -> None:
    cache.put(question(), Result(REPORT, Severity.INFO), [])
    found = ResultCache(cache.folder).get(question(), "other name.md")
    assert found is not None
    assert found.fail_on is Severity.INFO
    assert not found.is_excluded
    assert found.report.path == "other name.md"
    assert_same(found.report, REPORT)


@pytest.mark.parametrize(
    "other",
    [
        question(text=TEXT + " "),
        question(options="select NUM"),
        question(path="/y/list.md"),
        question(config=Path("/x/.awesomelint.yaml")),
    ],
)
def test_another_question_has_no_answer(cache: ResultCache, other: Question) -> None:
    cache.put(question(), Result(REPORT, Severity.WARNING), [])
    assert cache.get(other, "list.md") is None


def test_another_version_has_no_answer(cache: ResultCache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put(question(), Result(REPORT, Severity.WARNING), [])
    monkeypatch.setattr(cache_module, "__version__", "99")
    assert ResultCache(cache.folder).get(question(), "list.md") is None


def test_a_changed_configuration_has_no_answer(cache: ResultCache, tmp_path: Path) -> None:
    config, base = tmp_path / ".awesomelint.yaml", tmp_path / "base.yaml"
    config.write_text("extends: ./base.yaml\n")
    base.write_text("select: [NUM]\n")
    cache.put(question(config), Result(REPORT, Severity.WARNING), [config, base])
    assert ResultCache(cache.folder).get(question(config), "list.md") is not None
    base.write_text("select: [FMT]\n")
    assert ResultCache(cache.folder).get(question(config), "list.md") is None
    base.unlink()
    assert ResultCache(cache.folder).get(question(config), "list.md") is None


def test_a_new_rule_of_the_users_own_has_no_answer(cache: ResultCache, tmp_path: Path) -> None:
    config, rules = tmp_path / ".awesomelint.yaml", tmp_path / "rules"
    config.write_text("rule-paths: [rules]\n")
    rules.mkdir()
    (rules / "HOUSE1-a.yaml").write_text("a")
    cache.put(question(config), Result(REPORT, Severity.WARNING), [config, rules / "HOUSE1-a.yaml"])
    (rules / "HOUSE2-b.yaml").write_text("b")
    assert ResultCache(cache.folder).get(question(config), "list.md") is None


@pytest.mark.parametrize("existed", [True, False])
def test_answers_about_other_files_must_still_hold(cache: ResultCache, tmp_path: Path, existed: bool) -> None:
    other = tmp_path / "other.md"
    if existed:
        other.touch()
    report = REPORT._replace(depends_on=(Dependency(str(other), existed),))
    cache.put(question(), Result(report, Severity.WARNING), [])
    assert cache.get(question(), "list.md") is not None
    other.unlink() if existed else other.touch()
    assert cache.get(question(), "list.md") is None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"key": 1}',
    ],
)
def test_a_damaged_result_is_none(cache: ResultCache, damage: bytes) -> None:
    cache.put(question(), Result(REPORT, Severity.WARNING), [])
    (file,) = cache.folder.iterdir()
    file.write_bytes(damage)
    assert cache.get(question(), "list.md") is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("diagnostics", [["NUM101"]]),
        ("diagnostics", [["C", "n", 0, 9999, "m", 3, [], None]]),
        ("diagnostics", [["C", "n", 0, 1, "m", 77, [], None]]),
        ("diagnostics", None),
        ("contexts", []),
        ("counts", [1]),
        ("depends_on", [1]),
    ],
)
def test_a_result_of_another_form_is_none(cache: ResultCache, key: str, value: object) -> None:
    cache.put(question(), Result(REPORT, Severity.WARNING), [])
    (file,) = cache.folder.iterdir()
    kept = json.loads(file.read_bytes())
    kept["report"][key] = value
    file.write_text(json.dumps(kept))
    assert cache.get(question(), "list.md") is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("this is a file")
    cache = ResultCache(tmp_path / "cache")
    cache.put(question(), Result(REPORT, Severity.WARNING), [])
    assert cache.get(question(), "list.md") is None
    assert cache.problem is not None
    assert str(tmp_path) in cache.problem
    assert cache.contents().results == 0


def test_the_oldest_results_go_first(cache: ResultCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MAX_RESULTS", 8)
    for number in range(9):
        cache.put(question(path=f"/x/{number}.md"), Result(REPORT, Severity.WARNING), [])
        newest = max(cache.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, ns=(number, number))
    assert cache.contents().results == 6
    assert cache.get(question(path="/x/8.md"), "list.md") is not None
    assert cache.get(question(path="/x/0.md"), "list.md") is None


def test_a_huge_result_is_not_kept(cache: ResultCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MAX_BYTES", 100)
    cache.put(question(), Result(REPORT, Severity.WARNING), [])
    assert cache.contents().results == 0


def test_clear_removes_everything(cache: ResultCache) -> None:
    cache.put(question(), Result(REPORT, Severity.WARNING), [])
    (cache.folder / "leftover.json.123").touch()
    assert cache.clear().results == 2
    assert cache.contents() == (cache.folder, 0, 0)


def test_nothing_half_written_is_left(cache: ResultCache) -> None:
    for _ in range(3):
        cache.put(question(), Result(REPORT, Severity.WARNING), [])
    assert [path.suffix for path in cache.folder.iterdir()] == [".json"]


_WRITER = """
import sys
sys.path[:0] = {path!r}
from test_cache import REPORT, question
from awesomelint.cache import ResultCache
from awesomelint.report import Result
from awesomelint.diagnostic import Severity
from pathlib import Path
cache = ResultCache(Path({folder!r}))
for _ in range(200):
    cache.put(question(), Result(REPORT, Severity.WARNING), [])
    assert cache.get(question(), "list.md") is not None
assert cache.problem is None, cache.problem
"""


def test_processes_share_a_folder(cache: ResultCache) -> None:
    program = _WRITER.format(path=[str(Path(__file__).parent)], folder=str(cache.folder))
    writers = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]


def test_the_stamp_is_steady_and_heeds_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = program_stamp()
    assert program_stamp() == before
    monkeypatch.setattr(cache_module, "__version__", "99")
    assert program_stamp() != before


def test_reports_that_differ_are_told_apart() -> None:
    other = REPORT._replace(diagnostics=(DIAGNOSTICS[0]._replace(message="other"), DIAGNOSTICS[1]))
    assert report_to_values(other) != report_to_values(REPORT)
