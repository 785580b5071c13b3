"""Findings and reports of sweeps, in the local internet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from clocks import QuickClock
from net.thread import LocalInternet

from awesomelint.cli.program import program
from awesomelint.errors import ConfigError
from awesomelint.files import Input, find_inputs
from awesomelint.session import LinkOptions, SessionOptions
from awesomelint.session.session import Session
from awesomelint.sweep.crew import here
from awesomelint.sweep.run import Sweep
from awesomelint.sweep.tables import Tables

LIST = """# Machines

## Small <b>Machines</b> (2020)

1. [A Small Machine](https://arxiv.org/abs/1909.10351v1), Ada Kite, ICLM 2020. [[code](https://github.com/example-old/name)]
3. [There](https://ok.test/a), Ada Kite,  ICML 2020.
4. [Gone](https://status.test/404), [gone](https://status.test/410), [walled](https://walled.example.org/a).
"""
OTHER = """# More Machines

- [A Tiny &lt;script> Machine](https://arxiv.org/abs/1909.10351v1). ACL 2020.
- [Gone](https://status.test/404), a page.
- [Led](https://cross-origin.test/a), elsewhere.
"""


@pytest.fixture(scope="module")
def folder(whole_net: LocalInternet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with lists, and a sweep of them in the folder `out` below it."""
    top = tmp_path_factory.mktemp("sweep")
    (top / "lists" / "own").mkdir(parents=True)
    (top / "lists" / "first.md").write_text(LIST, encoding="utf-8")
    (top / "lists" / "own" / "second.md").write_text(OTHER, encoding="utf-8")
    (top / "lists" / "own" / ".awesomelint.yaml").write_text("links: {exclude: ['/404']}\n", encoding="utf-8")
    (top / "lists" / "third.md").write_bytes(b"# No text \xff")
    whole_net.reset()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**whole_net.variables(), "AWESOMELINT_CACHE_DIR": str(top / "cache")}.items():
            patch.setenv(name, value)
        patch.setattr("awesomelint.links.guard.ask_system", whole_net.resolve)
        patch.setattr("awesomelint.links.limits.SystemClock", QuickClock)
        whole_net.settings.arxiv_interval = 0.0
        patch.setattr("awesomelint.sweep.owners.LARGE", 1)
        sweep = Sweep(top / "out", LinkOptions(), jobs=1)
        list(sweep.ask(sweep.prepare(find_inputs([str(top / "lists")])), here))
        assert sweep.is_asked
        sweep.judge(here)
        sweep.close()
    return top


@pytest.fixture
def tables(folder: Path) -> Iterator[Tables]:
    tables = Tables(folder / "out")
    yield tables
    tables.close()


def test_findings_are_those_of_a_run_on_the_list(folder: Path, tables: Tables, no_waits: None, tmp_path: Path) -> None:
    for name in ("first.md", "own/second.md"):
        file = Input(str(folder / "lists" / name), folder / "lists" / name, is_explicit=False)
        session = Session(SessionOptions(links=LinkOptions(cache_dir=tmp_path / name)))
        linted = session.lint(file)
        session.check_links()
        judged = session.judge(file)
        assert linted is not None
        assert judged is not None
        expected = {
            (*one.span, one.code, one.severity.label, one.message)
            for report in (linted, judged)
            for one in report.diagnostics
        }
        source = linted.source
        rows = tables.rows("SELECT line, col, code, severity, message FROM findings WHERE list = ?", (file.name,))
        places = {(*source.position(start), *rest) for start, _, *rest in expected}
        assert set(rows) == places
        assert bool(rows) == (name == "first.md")


def test_what_is_there_is_not_judged_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("awesomelint.sweep.judging._findings", lambda *_: pytest.fail("judged again"))
    sweep = Sweep(folder / "out", LinkOptions(), jobs=1)
    sweep.prepare(find_inputs([str(folder / "lists")]))
    assert sweep.judge(here) > 0
    sweep.close()


def test_the_report_counts_over_all_lists(folder: Path) -> None:
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["targets"]["rows"] == [
        {"targets": 7, "alive": 3, "moved": 1, "dead": 2, "blocked": 1, "unsure": 0, "skipped": 0}
    ]
    status = next(row for row in report["hosts"]["rows"] if row["host"] == "status.test")
    assert (status["links"], status["dead"]) == (3, 3)
    assert report["titles"]["rows"] == [
        {"paper": "arxiv:1909.10351", "lists": 2, "titles": ["A Small Machine", "A Tiny <script> Machine"]}
    ]
    assert [row["url"] for row in report["repositories"]["rows"]] == ["https://github.com/example-old/name"]
    assert [(Path(row["list"]).name, row["dead"]) for row in report["lists"]["rows"]] == [
        ("first.md", 2),
        ("second.md", 1),
    ]
    assert [Path(row["list"]).name for row in report["unreadable"]["rows"]] == ["third.md"]
    assert report["unverified"]["rows"] == [{"verdict": "blocked", "reason": "refused", "targets": 1, "hosts": 1}]
    assert sum(row["asked"] for row in report["owners"]["rows"]) == 8, "a target that was handed over is asked by two"


def test_the_page_escapes_lists(folder: Path) -> None:
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert "A Tiny &lt;script&gt; Machine" in page
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_queries(folder: Path) -> None:
    def ask(sql: str) -> tuple[int, str]:
        result = CliRunner().invoke(program, ["sweep", "query", str(folder / "out"), sql])
        return result.exit_code, result.output

    assert ask("SELECT verdict, count(*) AS n FROM results GROUP BY 1 ORDER BY 1") == (
        0,
        "verdict,n\nalive,3\nblocked,1\ndead,2\nmoved,1\n",
    )
    code, said = ask("SELECT nothing FROM nowhere")
    assert code == 2
    assert said.count("\n") == 1
    assert "nowhere" in said


def test_a_query_that_means_nothing_is_an_error_of_the_user(tables: Tables) -> None:
    with pytest.raises(ConfigError, match="query"):
        list(tables.csv("SELEC 1"))


@pytest.mark.parametrize("option", ["--anchors", "--archive", "--require-https", "--offline", "--no-cache"])
def test_options_that_are_not_for_sweeps(option: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(program, ["sweep", option, "-o", str(tmp_path / "out"), "README.md"])
    assert result.exit_code == 2
    assert f"{option} is not for sweeps" in result.output
    assert not (tmp_path / "out").exists()


def test_plans_ask_nothing(net: LocalInternet, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text(f"{tmp_path / 'list.md'}\n\n", encoding="utf-8")
    (tmp_path / "list.md").write_text(LIST, encoding="utf-8")
    arguments = ["sweep", "--plan", "--files-from", str(tmp_path / "names.txt"), "-o", str(tmp_path / "out")]
    result = CliRunner().invoke(program, arguments)
    assert result.exit_code == 0
    assert "1 list (1 read now): 6 links to 6 targets" in result.output
    assert "arxiv" in result.output
    assert net.requests == []
