"""Checking links from the command line, in the local internet: what is asked, printed, kept, and which exit code it comes to."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lists import Run
from net.environment import TOKEN
from net.thread import LocalInternet
from repositories import Repository, shield

from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.links.database import NAME
from awesomelint.papers.venues.table import VenueTable
from awesomelint.session.links import MAX_KEPT
from awesomelint.source import Source

pytestmark = pytest.mark.usefixtures("inside")

LIST = """\
# Reading Machines

## Small Models

- **A Page That Is There** [[pdf](https://ok.test/a)]
- **A Page That Is Gone** [[pdf](https://status.test/404)]
- **A Page That Is Gone, Again** [[code](https://status.test/404#top)]
- **A Page That Moved** [[code](https://github.com/example-old/name)]
- **A Page Behind a Wall** [[pdf](https://walled.example.org/a)]
"""
SUMMARY = "links: 4 of 4 | 1 alive, 1 moved, 1 dead, 1 blocked; 5 requests"
ALIVE = "# Reading Machines\n\n- **A Page That Is There** [[pdf](https://ok.test/a)]\n"
HANGING = """\
# Reading Machines

- **A Page That Is Gone** [[pdf](https://status.test/404)]
- **A Page That Never Comes** [[pdf](https://hang.test/a)]
"""


@pytest.fixture
def readme(here: Path) -> Path:
    path = here / "README.md"
    path.write_text(LIST, encoding="utf-8")
    return path


def start(net: LocalInternet, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "awesomelint", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=net.environment())


# -- what is printed


def test_targets_of_a_site_are_requested_there(run: Run, here: Path, net: LocalInternet) -> None:
    (here / ".git").mkdir()
    (here / "there.md").write_text("# There\n", encoding="utf-8")
    text = "# Machines\n\n- [A](/404#x) ![B](/a) [C](//ok.test/b) [D](/there.md) [E](missing.md)\n"
    (here / "README.md").write_text(text, encoding="utf-8")
    rules = ("--select", "LNK501,LNK504,LNK511")
    without = run(*rules, "README.md").stdout
    assert [without.count(code) for code in ("LNK501", "LNK511")] == [0, 3]
    (here / ".awesomelint.yaml").write_text("links: {base-url: 'https://status.test/x/'}\n", encoding="utf-8")
    found = run(*rules, "README.md").stdout
    assert [found.count(code) for code in ("LNK501", "LNK511")] == [1, 1]
    assert "https://status.test/404 is dead: 404 Not Found" in found
    assert {entry.url for entry in net.to("status.test")} == {
        f"https://status.test/{page}" for page in ("404", "a", "there.md")
    }


def test_headers_of_the_user_are_in_no_output(
    run: Run, here: Path, net: LocalInternet, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "README.md").write_text("# Machines\n\n- [A](https://repeats.test/a) [B](https://repeats.test/on)\n")
    monkeypatch.setenv("AWESOMELINT_HEADERS_REPEATS_TEST", "Authorization: Bearer s3cret-of-the-wiki")
    shown = [run("--verbose", "--select", "LNK5", "README.md")]
    for form in ("json", "json-lines", "markdown", "html", "sarif", "junit", "github", "gitlab"):
        shown.append(run("--select", "LNK5", "--output-format", form, "README.md"))
    shown += [run("links", "--output-format", form, "README.md") for form in ("table", "json", "json-lines")]
    assert "LNK505" in shown[0].stdout
    assert net.to("repeats.test")[0].header("authorization") == "Bearer s3cret-of-the-wiki"
    assert not [result for result in shown if "s3cret" in result.output]
    monkeypatch.setenv("AWESOMELINT_HEADERS_REPEATS_TEST", "s3cret")
    result = run("README.md")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: AWESOMELINT_HEADERS_REPEATS_TEST: line 1 is no header")
    assert "s3cret" not in result.output


def test_options_on_demand(run: Run, here: Path, net: LocalInternet) -> None:
    page = "<h1 id=one>One</h1><h2 id=two>Two</h2>"
    net.put("https://on-demand.example.org/", page.encode())
    text = "# Machines\n\n- [A](https://on-demand.example.org/a#three) [B](http://ok.test/a)\n"
    (here / "README.md").write_text(text, encoding="utf-8")
    usual = run("--select", "LNK516,LNK517", "README.md")
    assert "LNK51" not in usual.stdout
    found = run(
        "--select", "LNK516,LNK517", "--anchors", "--require-https", "--output-format", "github", "README.md"
    ).stdout
    assert 'page https://on-demand.example.org/a has no anchor "three"' in found
    assert "found http, expected https: http://ok.test/a answers with it, too" in found
    run("--select", "LNK517", "--require-https", "--fix", "--unsafe-fixes", "README.md")
    assert "[B](https://ok.test/a)" in (here / "README.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("readme")
def test_links_are_checked_after_linting(run: Run) -> None:
    result = run("--select", "NUM,LNK501,LNK504", "README.md")
    assert result.stdout.startswith("README.md: 5 entries in 1 section, 5 links\n\n")
    assert "  6:34  error    LNK501  https://status.test/404 is dead: 404 Not Found " in result.stdout
    assert "LNK504  repository renamed to example-new/name  [fixable]" in result.stdout
    assert result.stdout.count("LNK501") == 1, "one cause is one finding"
    assert result.stdout.splitlines()[-3].startswith(SUMMARY)
    assert result.stdout.splitlines()[-2] == "1 error, 1 warning"
    assert result.stderr == ""
    assert result.exit_code == 1


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize("arguments", [(), ("--no-cache",), ("--across-files",), ("links",)])
def test_a_list_is_parsed_once(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    parsed = []

    def parse(source: Source, venues: VenueTable | None = None) -> Document:
        parsed.append(source.path)
        return parse_document(source, venues)

    for module in ("document.parse", "session.session", "session.links"):
        monkeypatch.setattr(f"awesomelint.{module}.parse_document", parse)
    assert "https://status.test/404" in run(*arguments, "README.md").stdout
    assert parsed == ["README.md"]


@pytest.mark.usefixtures("readme")
def test_a_second_run_asks_only_about_what_was_blocked_and_says_the_same(run: Run, net: LocalInternet) -> None:
    first, asked = run("README.md"), len(net.requests)
    second = run("README.md")
    assert [entry.url for entry in net.requests[asked:]] == ["https://walled.example.org/a"]
    assert "; 1 request" in second.stdout
    findings = [line for line in second.stdout.splitlines() if not line.startswith("links: ")]
    assert findings == [line for line in first.stdout.splitlines() if not line.startswith("links: ")]


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize(
    "arguments", [("--no-links",), ("--offline",), ("--select", "NUM"), ("--ignore", "LNK,PAP"), ("-",)]
)
def test_nothing_is_asked(run: Run, net: LocalInternet, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, *(() if arguments == ("-",) else ("README.md",)), input=LIST)
    assert net.requests == []
    assert "LNK5" not in result.stdout
    assert result.exit_code == 0


@pytest.mark.usefixtures("readme")
def test_the_environment_and_the_configuration_say_whether_links_are_checked(
    run: Run, net: LocalInternet, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWESOMELINT_LINKS", "0")
    run("README.md")
    monkeypatch.delenv("AWESOMELINT_LINKS")
    (here / ".awesomelint.yaml").write_text("links: {check: false}\n", encoding="utf-8")
    run("README.md")
    assert net.requests == []
    assert run("--links", "README.md").exit_code == 1


def test_standard_input_is_checked_if_that_is_asked_for(run: Run) -> None:
    result = run("--links", "--select", "LNK501", "-", input=LIST)
    assert "https://status.test/404 is dead: 404 Not Found" in result.stdout


@pytest.mark.parametrize("mode", ["--fix", "--diff"])
def test_links_of_standard_input_that_is_fixed(run: Run, net: LocalInternet, mode: str) -> None:
    result = run("--links", mode, "--select", "LNK504", "-", input=LIST)
    assert "note: links are not checked when standard input is fixed" in result.stderr
    assert "note: links" not in run(mode, "--select", "LNK504", "-", input=LIST).stderr
    assert net.requests == []


@pytest.mark.usefixtures("readme")
def test_offline_says_what_is_known(run: Run, net: LocalInternet) -> None:
    run("README.md")
    asked = len(net.requests)
    result = run("--offline", "README.md")
    assert "LNK501" in result.stdout
    assert len(net.requests) == asked


@pytest.mark.usefixtures("readme")
def test_quiet(run: Run) -> None:
    result = run("-q", "--select", "LNK501", "README.md")
    assert "links:" not in result.stdout
    assert "LNK501" in result.stdout


@pytest.mark.usefixtures("readme")
def test_one_report_for_programs(run: Run, here: Path) -> None:
    (here / "README.md").write_text(LIST.replace("- **A Page That Is There", "- **A Page That Is  There"))
    found = json.loads(run("--select", "FMT214,LNK501,LNK504", "--output-format", "json", "README.md").stdout)
    assert [(one["code"], one["location"]["row"]) for one in found] == [("FMT214", 5), ("LNK501", 6), ("LNK504", 8)]
    assert found[1]["entry"]["title"] == "A Page That Is Gone"


def test_several_files_are_asked_about_at_once(run: Run, here: Path, net: LocalInternet) -> None:
    for name in ("a.md", "b.md"):
        (here / name).write_text(LIST, encoding="utf-8")
    result = run("--select", "LNK501", ".")
    assert [line for line in result.stdout.splitlines() if line in ("a.md", "b.md")] == ["a.md", "b.md"]
    assert len(net.to("ok.test")) == 1
    assert "links: 4 of 4" in result.stdout


# -- what is chosen


@pytest.mark.usefixtures("readme")
def test_exclude_and_include(run: Run, net: LocalInternet) -> None:
    result = run(
        "--exclude-link",
        "status[.]test|walled",
        "--exclude-link",
        "example-old",
        "--include-link",
        "old/name$",
        "README.md",
    )
    assert {entry.host for entry in net.requests} == {"ok.test", "github.com"}
    assert "LNK501" not in result.stdout
    assert "2 skipped" in result.stdout


def test_what_one_list_excludes_is_no_finding_there(run: Run, here: Path, net: LocalInternet) -> None:
    for name, text in (("a", "links: {exclude: status}\n"), ("b", "")):
        (here / name).mkdir()
        (here / name / "README.md").write_text(LIST, encoding="utf-8")
        (here / name / ".awesomelint.yaml").write_text(text, encoding="utf-8")
    result = run("--select", "LNK501", "--output-format", "concise", ".")
    assert [line.split(":")[0] for line in result.stdout.splitlines() if "LNK501" in line] == ["b/README.md"]


def test_an_expression_that_is_none(run: Run) -> None:
    result = run("--exclude-link", "a(", "README.md")
    assert result.exit_code == 2
    assert 'found "a(", expected a regular expression' in result.stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--include-link", "(a"),
        ("--timeout", "0"),
        ("--timeout", "nan"),
        ("--timeout", "601"),
        ("--retries", "-1"),
        ("--retries", "11"),
        ("--max-concurrency", "0"),
        ("--host-concurrency", "1001"),
        ("--strikes", "few"),
    ],
)
@pytest.mark.usefixtures("readme")
def test_values_that_are_out_of_bounds(run: Run, net: LocalInternet, option: str, value: str) -> None:
    for command in ((), ("links",)) if option != "--strikes" else ((),):
        result = run(*command, option, value, "README.md")
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"Error: Invalid value for '{option}'" in result.stderr.splitlines()[-1]
    assert net.requests == []


def test_a_token_with_a_newline_behind_it(run: Run, here: Path, net: LocalInternet) -> None:
    (here / "README.md").write_text(ALIVE.replace("ok.test/a", "github.com/example-new/name"), encoding="utf-8")
    assert "1 alive" in run("links", "--github-token", f"{TOKEN}\n", "README.md").stdout
    assert [entry.host for entry in net.requests] == ["api.github.com"]


# -- mending


def test_links_are_mended(run: Run, readme: Path) -> None:
    result = run("--fix", "--select", "LNK501,LNK504", "README.md")
    assert readme.read_text(encoding="utf-8") == LIST.replace("example-old", "example-new")
    assert "fixed 1 finding: LNK504 1" in result.stdout
    assert "LNK501" in result.stdout
    assert result.exit_code == 1


def test_a_diff_has_the_links_too(run: Run, readme: Path) -> None:
    result = run("--diff", "--select", "LNK504", "README.md")
    assert "+- **A Page That Moved** [[code](https://github.com/example-new/name)]" in result.stdout
    assert readme.read_text(encoding="utf-8") == LIST


# -- records of what was found


@pytest.mark.usefixtures("readme")
def test_a_baseline_holds_links_too(run: Run) -> None:
    run("--baseline", "known.json", "--write-baseline", "README.md")
    result = run("--baseline", "known.json", "README.md")
    assert "LNK5" not in result.stdout
    assert result.exit_code == 0
    unlinked = run("--baseline", "known.json", "--prune-baseline", "--no-links", "README.md")
    assert "gone" not in unlinked.stderr, "who does not look at links does not know that they are mended"
    assert run("--baseline", "known.json", "README.md").exit_code == 0


def test_only_changed_lines_are_asked_about(
    run: Run, readme: Path, net: LocalInternet, monkeypatch: pytest.MonkeyPatch
) -> None:
    shield(monkeypatch)
    Repository(readme.parent).commit()
    readme.write_text(LIST.replace("status.test/404)", "status.test/410)"), encoding="utf-8")
    result = run("--changed", "HEAD", "--select", "LNK501", "README.md")
    assert [entry.url for entry in net.requests if entry.method == "GET"] == ["https://status.test/410"]
    assert "410" in result.stdout
    assert "404" not in result.stdout
    assert "links: 1 of 1" in result.stdout


def test_strikes(run: Run, here: Path) -> None:
    (here / "README.md").write_text(ALIVE.replace("ok.test/a", "status.test/500"), encoding="utf-8")
    arguments = ("--select", "LNK502", "--retries", "0", "--fail-on", "error", "README.md")
    assert run(*arguments).exit_code == 0
    assert run("--strikes", "1", *arguments).exit_code == 1


@pytest.mark.slow
def test_copies_in_an_archive(run: Run, here: Path) -> None:
    (here / "README.md").write_text(ALIVE.replace("ok.test/a", "gone.example.org/article/3"), encoding="utf-8")
    arguments = ("--select", "LNK501", "README.md")
    assert "web.archive.org" not in run(*arguments).stdout
    assert "web.archive.org" in run("--archive", *arguments).stdout, "also if it was known to be dead"
    assert "web.archive.org" in run(*arguments).stdout, "and once it is known"


# -- awesomelint links


@pytest.mark.usefixtures("readme")
def test_the_table_of_links(run: Run) -> None:
    result = run("links", "README.md")
    lines = result.stdout.splitlines()
    assert lines[:4] == [
        "alive    https://ok.test/a",
        "         README.md:5:35",
        "dead     https://status.test/404",
        "         README.md:6:34 and 1 more place; 404 Not Found (GET)",
    ]
    assert lines[-2:-1] == [""]
    assert lines[-1].startswith(SUMMARY)
    assert result.exit_code == 1
    assert run("links", "--exit-zero", "README.md").exit_code == 0
    assert run("links", "-q", "--verdict", "alive").stdout.splitlines()[:1] == lines[:1]


@pytest.mark.usefixtures("readme")
def test_links_for_programs(run: Run) -> None:
    lines = run("links", "--output-format", "json-lines", "README.md").stdout.splitlines()
    found = {one["url"]: one for one in map(json.loads, lines)}
    assert list(found) == [
        "https://ok.test/a",
        "https://status.test/404",
        "https://github.com/example-old/name",
        "https://walled.example.org/a",
    ]
    dead = found["https://status.test/404"]
    assert (dead["verdict"], dead["reason"], dead["status"], dead["cached"]) == ("dead", "not found", 404, False)
    assert dead["places"] == [
        {"path": "README.md", "line": 6, "column": 34},
        {"path": "README.md", "line": 7, "column": 42},
    ]
    assert dead["checked_at"].endswith("Z")
    moved = found["https://github.com/example-old/name"]
    assert (moved["final_url"], moved["hops"][0]["status"]) == ("https://github.com/example-new/name", 301)
    assert {"resolver", "tries", "final_url", "checked_at"} <= dead.keys()
    assert json.loads(run("links", "--output-format", "json", "README.md").stdout)[1]["cached"] is True


@pytest.mark.usefixtures("readme")
def test_links_for_programs_have_records_of_papers(run: Run) -> None:
    Path("README.md").write_text("# A list\n\n- [A paper](https://arxiv.org/abs/2501.10006)\n", encoding="utf-8")
    (found,) = json.loads(run("links", "--output-format", "json", "README.md").stdout)
    assert found["paper"] == {
        "paper": "arxiv:2501.10006",
        "source": "arXiv",
        "title": "Why Snails Prefer the Left Side of Walls",
        "authors": ["Jo Shell", "Kai Slime"],
        "published": "2025-01-01",
        "updated": "2025-01-01",
        "venue": None,
        "is_withdrawn": False,
        "also": ["doi:10.5555/identity.1", "doi:10.5555/identity.2"],
        "comment": None,
        "version": 1,
        "earlier_titles": None,
        "published_as": ["doi:10.5555/identity.1", "doi:10.5555/identity.2"],
        "journal_reference": "J. of Slow Things 3 (2025) 1-9",
        "withdrawn_on": None,
        "withdrawal": None,
        "has_more": None,
    }


def test_links_of_files_that_are_not_there(run: Run, readme: Path) -> None:
    result = run("links", "README.md", "nothing.md")
    assert "nothing.md: no such file or folder" in result.stderr
    assert "alive    https://ok.test/a" in result.stdout
    assert result.exit_code == 2
    readme.unlink()
    assert run("links").exit_code == 2


def test_without_a_file_that_can_be_read_links_have_no_summary(run: Run) -> None:
    result = run("links", "missing.md")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == "error: missing.md: no such file or folder\n"


@pytest.mark.usefixtures("readme")
def test_the_cache_is_shown_and_cleared(run: Run, tmp_path: Path) -> None:
    assert ": empty" in run("cache").stdout
    run("links", "README.md")
    assert f"{tmp_path / 'cache' / NAME}: 4 links, 1 record of" in run("cache", "info").stdout
    assert "removed the link cache, " in run("cache", "clear").stdout
    assert not (tmp_path / "cache" / NAME).exists()
    run("links", "--cache-dir", str(tmp_path / "other"), "README.md")
    assert "4 links" in run("cache", "info", "--cache-dir", str(tmp_path / "other")).stdout
    run("links", "--no-cache", "README.md")
    assert not (tmp_path / "cache" / NAME).exists()


# -- secrets


def test_credentials_and_tokens_are_never_shown_sent_or_kept(
    run: Run, here: Path, net: LocalInternet, tmp_path: Path
) -> None:
    (here / "README.md").write_text(ALIVE.replace("ok.test/a", "me:hunter2@status.test/404"), encoding="utf-8")
    result = run("links", "--github-token", "ghp_secret", "README.md")
    assert "hunter2" not in result.output
    assert "ghp_secret" not in result.output
    for format_ in ("full", "grouped", "json", "html", "github"):
        shown = run("--preset", "strict", "--output-format", format_, "README.md").output
        assert "status.test/404" in shown
        assert "hunter2" not in shown
    assert all("authorization" not in {name.lower() for name, _ in entry.headers} for entry in net.requests)
    assert all(b"hunter2" not in path.read_bytes() for path in (tmp_path / "cache").iterdir() if path.is_file())


def test_what_a_list_or_a_server_says_cannot_steer_the_terminal(run: Run, here: Path) -> None:
    (here / "README.md").write_text(ALIVE.replace("ok.test/a", "status.test/404\x1b[31m\u202e"), encoding="utf-8")
    for arguments in (("links", "README.md"), ("--select", "LNK", "--output-format", "github", "README.md")):
        assert "\x1b" not in run(*arguments).output
        assert "\u202e" not in run(*arguments).output


# -- when something is wrong


@pytest.mark.slow
@pytest.mark.usefixtures("readme")
def test_without_a_network(run: Run, net: LocalInternet) -> None:
    net.settings.play("names", "fail")
    result = run("--select", "NUM,LNK", "README.md")
    assert "note: there is no network: 4 links were not checked\n" in result.stderr
    assert result.stdout == "README.md: 5 entries in 1 section, 5 links\n\nno findings\n"
    assert result.exit_code == 0
    net.settings.play("names", "ok")
    assert run("--select", "NUM,LNK", "README.md").exit_code == 1, "nothing was learnt, so nothing is remembered"


@pytest.mark.usefixtures("readme")
def test_a_cache_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("--cache-dir", str(tmp_path / "file" / "below"), "--select", "LNK501", "README.md")
    assert result.stderr.count("note: link results are not cached: ") == 1
    assert "LNK501" in result.stdout
    assert result.exit_code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of resources")
@pytest.mark.parametrize("size", [0, 1000, 20_000])
def test_a_disk_that_is_full(readme: Path, net: LocalInternet, size: int) -> None:
    """No file can grow beyond some bytes: the cache cannot be made, or not be written to."""
    code = (
        "import resource, signal, sys\nfrom awesomelint.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\nmain()\n"
    )
    environment = {**net.environment(), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", code, "--select", "LNK501", str(readme)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert SUMMARY.partition(";")[0] in done.stdout
    assert "LNK501  https://status.test/404 is dead: 404 Not Found" in done.stdout
    assert done.stderr.startswith("note: link results are not cached")
    assert done.stderr.count("\n") == 1
    assert done.returncode == 1


@pytest.mark.usefixtures("readme")
def test_a_cache_that_is_damaged(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / NAME).write_text("no database")
    assert "the link cache was recreated" in run("README.md").stderr
    assert run("README.md").stderr == ""
    assert (tmp_path / "cache" / f"{NAME}.damaged").read_text() == "no database"


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_lint_findings_come_before_the_network_is_asked(
    here: Path, net: LocalInternet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where output is not read by a terminal, so that Python would keep it back."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    (here / "README.md").write_text(HANGING, encoding="utf-8")
    process = start(net, "--select", "LNK501,FMT212", "README.md")
    assert process.stdout is not None
    assert process.stdout.readline().startswith("README.md: 2 entries")
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == 130


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("arguments", [("--select", "LNK501"), ("links",)])
def test_ctrl_c_prints_what_is_known(
    here: Path, net: LocalInternet, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (here / "README.md").write_text(HANGING, encoding="utf-8")
    process = start(net, *arguments, "README.md")
    wait_until_kept(tmp_path / "cache" / NAME)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate()
    assert process.returncode == 130
    assert "https://status.test/404" in stdout
    assert "links: 1 of 2 | 1 dead; " in stdout
    assert "interrupted" in stdout
    assert "Traceback" not in stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_ctrl_c_in_a_long_list_prints_its_dead_links(here: Path, net: LocalInternet, tmp_path: Path) -> None:
    """There is no time for reading a list again that was too long to be kept."""
    (here / "README.md").write_text(HANGING + "\n" + "A word about it. " * (MAX_KEPT // 16) + "\n", encoding="utf-8")
    process = start(net, "--select", "LNK501", "README.md")
    wait_until_kept(tmp_path / "cache" / NAME)
    process.send_signal(signal.SIGINT)
    stdout, _ = process.communicate()
    assert process.returncode == 130
    assert "dead     https://status.test/404\n         README.md:3:34; 404 Not Found (GET)\n" in stdout
    assert "no findings" not in stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_what_is_known_is_not_asked_again_after_a_kill(
    run: Run, here: Path, net: LocalInternet, tmp_path: Path
) -> None:
    (here / "README.md").write_text(HANGING, encoding="utf-8")
    arguments = ("links", "--timeout", "1", "--retries", "0", "README.md")
    process = start(net, *arguments)
    wait_until_kept(tmp_path / "cache" / NAME)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    asked = len(net.to("status.test"))
    result = run(*arguments)
    assert len(net.to("status.test")) == asked
    assert "dead     https://status.test/404" in result.stdout
    with sqlite3.connect(tmp_path / "cache" / NAME) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_two_runs_at_once(here: Path, net: LocalInternet, tmp_path: Path) -> None:
    (here / "README.md").write_text(LIST, encoding="utf-8")
    runs = [start(net, "links", "--timeout", "300", "README.md") for _ in range(2)]
    for process in runs:
        stdout, stderr = process.communicate()
        assert (process.returncode, stderr) == (1, ""), stdout
        assert "links: 4 of 4" in stdout


def wait_until_kept(path: Path) -> None:
    """Wait until an answer is in the cache of another process."""
    while True:
        try:
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
                count = database.execute("SELECT count(*) FROM outcomes").fetchone()[0]
            database.close()
        except sqlite3.OperationalError:
            count = 0
        if count:
            return
        time.sleep(0.01)


# -- what is imported


def imported(net: LocalInternet, *arguments: str) -> set[str]:
    program = (
        "import sys\nfrom awesomelint.cli.program import program\n"
        "try:\n    program.main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, env=net.environment(), check=True
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.usefixtures("readme")
def test_plain_linting_imports_nothing_of_the_network(net: LocalInternet) -> None:
    heavy = {"aiohttp", "asyncio", "sqlite3", "ssl", "socket"}
    heavy |= {"awesomelint.links.check", "awesomelint.links.link_run", "awesomelint.links.cache"}
    assert not imported(net, "--no-links", "README.md") & heavy
    assert not imported(net, "--select", "NUM", "README.md") & heavy


def test_a_warm_run_imports_no_client(net: LocalInternet, here: Path) -> None:
    (here / "README.md").write_text(LIST.replace("walled.example.org/a", "ok.test/b"), encoding="utf-8")
    assert "aiohttp" in imported(net, "README.md")
    asked = len(net.requests)
    assert "aiohttp" not in imported(net, "README.md")
    assert len(net.requests) == asked
