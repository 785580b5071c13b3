"""Where reports go: formats, files, several of them, and a runner that reads the log."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ElementTree
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from lists import SLIPS, Run
from repositories import Repository, shield

from awesomelint.cli.console import Console
from awesomelint.cli.output import Output, OutputFile, output_file
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.errors import ConfigError
from awesomelint.origin import VARIABLE
from awesomelint.report import Context, FileReport
from awesomelint.reporters import FORMATS
from awesomelint.reporters.terminal import View
from awesomelint.rulebook.load import load_rulebook
from awesomelint.source import Source, Span


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch, here: Path) -> Path:
    """A step of GitHub Actions; returns the top of its checkout."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(here.parent))
    for name in ("SERVER_URL", "REPOSITORY", "SHA"):
        monkeypatch.delenv(f"GITHUB_{name}", raising=False)
    return here.parent


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_printed_and_written_alike(
    run: Run, slips: Path, here: Path, format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("awesomelint.cli.output.time", lambda: 1_800_000_000.0)  # or a minute may end between two runs
    printed = run("--output-format", format_, "README.md")
    again = run("--no-cache", "--output-format", format_, "README.md")
    beside = run("-o", f"{format_}=report", "README.md")
    instead = run("--output-format", format_, "-o", "only", "README.md")
    assert printed.exit_code == again.exit_code == beside.exit_code == instead.exit_code == 1
    assert printed.stdout == again.stdout == (here / "report").read_text() == (here / "only").read_text() != ""
    assert beside.stdout == run("README.md").stdout
    assert instead.stdout == ""


def test_several_reports_in_one_run(run: Run, slips: Path, here: Path) -> None:
    files = ("-o", "sarif=a.sarif", "--output-file", "junit=b.xml", "-o", "json=c.json")
    result = run("--output-format", "concise", *files, "README.md")
    assert result.exit_code == 1
    (line, *_) = result.stdout.splitlines()
    assert line.startswith("README.md:7:1: error: ")
    (log,) = json.loads((here / "a.sarif").read_bytes())["runs"]
    found = json.loads((here / "c.json").read_bytes())
    assert len(log["results"]) == len(found) == 1
    assert ElementTree.fromstring((here / "b.xml").read_bytes()).attrib["failures"] == "1"


def test_failures_are_those_that_make_the_run_fail(run: Run, slips: Path, here: Path) -> None:
    (here / ".awesomelint.yaml").write_text("severity: {NUM: warning}\nfail-on: error\n")
    assert run("-o", "junit=b.xml", "README.md").exit_code == 0
    assert ElementTree.fromstring((here / "b.xml").read_bytes()).attrib["failures"] == "0"
    assert run("--fail-on", "warning", "-o", "junit=b.xml", "README.md").exit_code == 1
    assert ElementTree.fromstring((here / "b.xml").read_bytes()).attrib["failures"] == "1"


def test_rules_of_ones_own_have_their_texts(run: Run, here: Path) -> None:
    house = Path(__file__).parents[1] / "data" / "house-rules"
    (here / ".awesomelint.yaml").write_text(f"rule-paths: [{house.as_posix()}]\nextend-select: [ALL]\n")
    (here / "README.md").write_text(
        "# Papers\n\n- **A Title in House** Neurips 2019 [[pdf](https://example.org/1)]\n" * 1
    )
    log = json.loads(run("--output-format", "sarif", "README.md").stdout)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert rules
    assert all("help" in rule for rule in rules)


def test_files_are_written_when_nothing_was_found(run: Run, here: Path) -> None:
    (here / "README.md").write_text("# Papers\n")
    assert run("-o", "gitlab=a.json", "-o", "summary=b.md", "--ignore=no-entries", "README.md").exit_code == 0
    assert json.loads((here / "a.json").read_bytes()) == []
    assert (here / "b.md").read_text() == "## awesomelint\n\nno findings\n\n"


def test_a_file_is_replaced_and_keeps_its_mode(run: Run, slips: Path, here: Path) -> None:
    (here / "old.json").write_text("old" * 10_000)
    (here / "old.json").chmod(0o604)
    run("-o", "json=old.json", "README.md")
    assert len(json.loads((here / "old.json").read_bytes())) == 1
    assert (here / "old.json").stat().st_mode & 0o777 == 0o604
    assert sorted(path.name for path in here.iterdir()) == ["README.md", "old.json"]


_ALONE = (
    'found "{0}", a format without a file, expected {1}=FILE, or --output-format {1} (a file of this name is "./{0}")'
)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("sarif=missing/x.sarif", "missing/x.sarif: cannot be written: there is no such folder"),
        ("sarif=folder", "folder: cannot be written: this is a folder"),
        ("sarif=locked.sarif", "locked.sarif: cannot be written: the file is read-only"),
        ("sarif=README.md/x", "README.md/x: cannot be written: there is no such folder"),
        ("github", _ALONE.format("github", "github")),
        ("json=", _ALONE.format("json=", "json")),
        ("sarf=x", f'found "sarf", expected one of {", ".join(FORMATS)} (a file of this name is "./sarf=x")'),
    ],
)
def test_what_cannot_be_written_is_one_line(run: Run, slips: Path, here: Path, target: str, said: str) -> None:
    (here / "folder").mkdir()
    (here / "locked.sarif").touch(mode=0o444)
    result = run("-o", target, "README.md")
    assert result.exit_code == 2
    assert result.stderr == f"error: {said}\n"
    assert result.stdout == ""  # told before anything is linted


def test_a_list_is_never_replaced_by_its_report(run: Run, slips: Path, here: Path) -> None:
    before = slips.read_text()
    (here / "link.md").symlink_to("README.md")
    for target in ("README.md", "summary=./README.md", "summary=link.md"):
        result = run("-o", target, "README.md")
        assert result.exit_code == 2
        assert result.stderr.endswith("not written: this is a list of the run\n")
        assert slips.read_text() == before


def test_other_files_are_written_when_one_cannot_be(run: Run, slips: Path, here: Path) -> None:
    result = run("-o", "json=README.md", "-o", "sarif=a.sarif", "README.md")
    assert result.exit_code == 2
    assert json.loads((here / "a.sarif").read_bytes())


def test_pipes_and_devices_are_written_to(run: Run, slips: Path, here: Path) -> None:
    assert run("-o", f"json={os.devnull}", "README.md").exit_code == 1
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-o", "a", "-o", "b"), "additional files need a format"),
        (("-o", "json=a", "-o", "sarif=a"), "each file may be named once"),
        (("--diff", "-o", "a"), "--output-file cannot be used with --diff"),
        (("--statistics", "--output-format", "sarif"), "--statistics is not available as sarif"),
    ],
)
def test_options_that_exclude_one_another(run: Run, slips: Path, options: tuple[str, ...], said: str) -> None:
    result = run(*options, "README.md")
    assert result.exit_code == 2
    assert said in result.stderr


def test_statistics_leave_the_reports_as_they_are(run: Run, slips: Path, here: Path) -> None:
    result = run("--statistics", "-o", "json=a.json", "README.md")
    assert result.stdout.startswith("1  NUM101")
    assert [found["code"] for found in json.loads((here / "a.json").read_bytes())] == ["NUM101"]


def test_auto_is_for_people_outside_a_runner(run: Run, slips: Path) -> None:
    assert run("README.md").stdout == run("--output-format", "full", "README.md").stdout


def test_auto_annotates_in_a_runner(run: Run, slips: Path, runner: Path, here: Path) -> None:
    result = run("-o", "copy.txt", "README.md")
    assert "::" not in (here / "copy.txt").read_text()
    result = run("README.md")
    annotation, *rest = result.stdout.splitlines()
    assert annotation.startswith("::error file=here/README.md,line=7,col=1,")
    assert rest == ["1 error", "1 fixable with --fix"]
    assert run("--statistics", "README.md").stdout.startswith("1  NUM101")


def test_pages_are_linked_in_a_runner(run: Run, slips: Path, runner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"SERVER_URL": "https://git.example", "REPOSITORY": "octo/list", "SHA": "0123abc"}.items():
        monkeypatch.setenv(f"GITHUB_{name}", value)
    page = run("--output-format", "summary", "README.md").stdout
    assert "| [7](https://git.example/octo/list/blob/0123abc/here/README.md?plain=1#L7) | error |" in page


@pytest.mark.parametrize("format_", ["full", "concise", "grouped", "json", "json-lines", "junit", "sarif"])
def test_a_list_does_not_command_the_runner(run: Run, here: Path, runner: Path, format_: str) -> None:
    name = "##[add-mask]e.md"
    (here / name).write_text("# Papers\n\n::error::pwned ##[error]x [a]( u)\n\n[b](#::error::y)\n")
    result = run("--output-format", format_, name)
    for line in (result.stdout + result.stderr).splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def test_further_findings_of_a_file_are_added(tmp_path: Path) -> None:
    """Links are checked after the lint: what comes of it is a second report of the same file."""
    source = Source("a b\nc d\n", "README.md")

    def report(*places: int) -> FileReport:
        found = tuple(
            Diagnostic(f"LNK50{place}", "dead-link", Span(place, place + 1), f"found {place}", Severity.ERROR)
            for place in places
        )
        return FileReport(source, found, (Context(()),) * len(found), 3, 1, 2, ("a note",))

    stream = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    files = [OutputFile(name, tmp_path / name) for name in ("json", "sarif", "junit", "gitlab", "rdjson", "json-lines")]
    output = Output("full", View(), Console(stream), files=files, rules=load_rulebook)
    output.report(report(0, 4))
    output.report(report())
    output.report(report(2, 4))
    assert list(output.finish(seconds=None, is_fixing=False)) == []
    printed = stream.buffer.getvalue().decode()
    assert printed.count("3 entries in 1 section, 2 links") == 1
    assert printed.count("a note") == 1
    assert printed.endswith("4 errors\n")
    found = json.loads((tmp_path / "json").read_bytes())
    assert [each["code"] for each in found] == ["LNK500", "LNK502", "LNK504"]
    assert len(json.loads((tmp_path / "sarif").read_bytes())["runs"][0]["results"]) == 3
    assert ElementTree.fromstring((tmp_path / "junit").read_bytes()).attrib["tests"] == "3"


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.html", "<!doctype html>"),
        ("a.JSON", "["),
        ("a.jsonl", '{"'),
        ("a.sarif", '{"$schema'),
        ("a.txt", "README.md: "),
    ],
)
def test_a_file_holds_what_its_name_says(run: Run, slips: Path, here: Path, name: str, start: str) -> None:
    assert run("-o", name, "README.md").exit_code == 1
    assert (here / name).read_text().startswith(start)
    assert run("-o", name, "--output-format=concise", "README.md").exit_code == 1
    assert (here / name).read_text().startswith("README.md:")


def test_names_of_output_files() -> None:
    assert output_file("report.json") == OutputFile(None, Path("report.json"))
    assert output_file("json=report.json") == OutputFile("json", Path("report.json"))
    assert output_file("./json=report.json") == OutputFile(None, Path("json=report.json"))
    assert output_file("./json") == OutputFile(None, Path("json"))
    assert output_file("json-lines=a=b") == OutputFile("json-lines", Path("a=b"))
    with pytest.raises(ConfigError, match='found "xml"'):
        output_file("xml=report")


@pytest.mark.parametrize(
    ("variable", "top", "expected"),
    [
        ("CI_PROJECT_DIR", "", "here/README.md"),
        ("CI_PROJECT_DIR", "here", "README.md"),
        ("CI_PROJECT_DIR", "elsewhere", "README.md"),
        ("NO_SERVICE", "", "README.md"),
    ],
)
def test_names_are_told_from_the_top_of_the_checkout(
    run: Run, slips: Path, here: Path, monkeypatch: pytest.MonkeyPatch, variable: str, top: str, expected: str
) -> None:
    monkeypatch.setenv(variable, str(here.parent / top))
    for name in ("README.md", "./README.md", str(slips), "../here/README.md"):
        (issue,) = json.loads(run("--output-format", "gitlab", name).stdout)
        assert issue["location"]["path"] == expected


def test_a_long_run_ends_with_its_errors_and_most_frequent_rules(run: Run, here: Path) -> None:
    (here / "README.md").write_text("".join(f"## Part {n}\n\n{SLIPS[SLIPS.index('1.') :]}\n" for n in range(21)))
    long = run("README.md", "--select=NUM101", "--no-links").stdout
    assert "\nerrors\n  5:1  NUM101  number 2 repeats, expected 3\n" in long
    assert (
        "\nmost frequent rules\n  21  NUM101  sequential-numbers  error    [fixable]\n\n21 errors\n21 fixable" in long
    )
    assert long.endswith("lists all, awesomelint explain\nNUM101 tells why\n")
    for format_ in ("concise", "json", "github"):
        assert "most frequent" not in run("README.md", "--select=NUM101", f"--output-format={format_}").stdout
    assert "most frequent" not in run("README.md", "--select=NUM101", "--quiet").stdout
    assert "most frequent" not in run("README.md", "--select=NUM101", "--statistics").stdout


@pytest.mark.usefixtures("slips")
def test_fixes_are_shown_in_full_text_only(run: Run) -> None:
    assert "+ 3. **The Smallest Model**" in run("README.md", "--select=NUM101", "--show-fixes").stdout
    result = run("README.md", "--show-fixes", "--output-format=json")
    assert (result.exit_code, "--show-fixes is not available as json" in result.stderr) == (2, True)


@pytest.mark.usefixtures("slips")
def test_configurations_that_are_not_read_are_named_once(run: Run, here: Path) -> None:
    (here / ".awesomelint.yaml").write_text("select: [NUM101]\n")
    (here / ".awesomelint.yml").write_text("select: [FMT201]\n")
    (here / "pyproject.toml").write_text("[tool.other]\n")
    (here / "b.md").write_text(SLIPS)
    note = f"note: {here / '.awesomelint.yml'}: not read, because .awesomelint.yaml is next to it\n"
    assert run("README.md", "b.md").stderr == note
    (here / "pyproject.toml").write_text("[tool.awesomelint]\n")
    assert run("README.md").stderr.count("not read") == 2
    assert run("README.md", "--quiet").stderr == run("README.md", "--config=.awesomelint.yml").stderr == ""


def test_a_summary_names_the_command_that_fixes_what_it_reports(
    run: Run, slips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ["--select=NUM,SUP", "--preset", "papers", "--exclude", "a b/", "--no-links", "-o", "summary=page.md"]
    run(*options, "README.md")
    fixing = "--fix --preset papers --select NUM,SUP --exclude 'a b/' -- README.md"
    assert f"```sh\nawesomelint --no-links {fixing}\n```\n" in (slips.parent / "page.md").read_text()
    monkeypatch.setenv(VARIABLE, "https://git.example/octo/awesomelint@v1")
    run(*options, "README.md")
    page = (slips.parent / "page.md").read_text()
    source = "git+https://git.example/octo/awesomelint@v1"
    assert f"```sh\nuvx --from {source} awesomelint --no-links {fixing}\n" in page
    assert f"\npipx run --spec {source} awesomelint --no-links {fixing}\n```\n" in page
    assert "(https://git.example/octo/awesomelint/blob/v1/docs/flagged.md)" in page
    run(*options, "--fix", "README.md")
    assert "```" not in (slips.parent / "page.md").read_text()


def test_every_rule_has_a_page(run: Run, slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the revision of the program; else the file of the rule, as of a rule of the list's own."""

    def pages() -> list[str]:
        found = json.loads(run("--no-links", "--output-format=json", "README.md").stdout)
        assert found
        return [finding["url"] for finding in found]

    assert all(Path(page.removeprefix("file://")).is_file() for page in pages())
    monkeypatch.setenv(VARIABLE, "https://git.example/octo/awesomelint@v1")
    assert "https://git.example/octo/awesomelint/blob/v1/docs/rules/NUM101.md" in pages()
    monkeypatch.setenv(VARIABLE, "nowhere")
    result = run("--no-links", "--output-format=json", "README.md")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_the_html_report_leads_to_the_pages_of_the_remote(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shield(monkeypatch)
    repository = Repository(here)
    commit = repository.commit({"lists/a b.md": SLIPS, "lists/c.md": SLIPS})
    repository.git("remote", "add", "origin", "git@github.com:ada/list.git")
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    (here / "lists/c.md").write_text(SLIPS + "\n")
    monkeypatch.chdir(here / "lists")
    text = run("a b.md", "c.md", "--select=NUM101", "--no-links", "--output-format=html").stdout
    assert f'<a href="https://github.com/ada/list/blob/{commit}/lists/a%20b.md?plain=1#L7"' in text
    assert '<a href="./c.md#L7"' in text  # its lines may be others there
