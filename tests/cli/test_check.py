"""`awesomelint check`: what is printed, what is written, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lists import CLEAN, MENDED, SLIPS, Run

FULL = """\
README.md: 4 entries in 1 section, 4 links

 Small Models
  7:1  error    NUM101  number 2 repeats, expected 3  [fixable]
       2. **The Smallest Model** [[pdf](https://example.org/3)]
       ^^ line 6: the other 2 is here

1 error
1 fixable with --fix
"""
ONLY = "--select=NUM101"


@pytest.mark.usefixtures("slips")
@pytest.mark.parametrize(
    "arguments",
    [
        ("README.md", ONLY),
        (ONLY, "README.md"),
        ("check", "README.md", ONLY),
        ("check", ONLY),
        (ONLY,),
        (ONLY, "--", "README.md"),
    ],
)
def test_check_is_the_default_command(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert "number 2 repeats, expected 3" in result.stdout
    assert result.exit_code == 1


@pytest.mark.usefixtures("slips")
def test_full_output(run: Run) -> None:
    result = run("README.md", ONLY)
    assert result.stdout == FULL
    assert result.stderr == ""


@pytest.mark.usefixtures("slips")
def test_output_is_the_same_from_run_to_run(run: Run) -> None:
    first, again, uncached = run("README.md"), run("README.md"), run("README.md", "--no-cache")
    assert first.output == again.output == uncached.output


def test_a_clean_file(run: Run, here: Path) -> None:
    (here / "a.md").write_text(CLEAN)
    result = run("a.md", ONLY)
    assert result.stdout == "a.md: 4 entries in 1 section, 4 links\n\nno findings\n"
    assert result.exit_code == 0


def test_a_file_named_like_a_command(run: Run, here: Path) -> None:
    (here / "export").write_text(CLEAN)
    assert run("./export", ONLY).stdout.startswith("./export: 4 entries")
    assert run("check", "export", ONLY).stdout.startswith("export: 4 entries")


def test_no_arguments_and_no_readme(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert result.stdout.startswith("Usage: awesomelint [COMMAND]")
    assert result.stderr == "error: no README.md in this folder: name the file to lint\n"


@pytest.mark.usefixtures("slips")
def test_no_arguments_and_a_readme(run: Run) -> None:
    result = run()
    assert result.stdout.startswith("README.md: 4 entries")
    assert result.exit_code == 1


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help(run: Run, option: str) -> None:
    for command in ((), ("check",), ("export",), ("conventions",), ("rules",), ("explain",), ("config",), ("cache",)):
        result = run(*command, option)
        assert result.exit_code == 0
        assert max(map(len, result.stdout.splitlines())) <= 80


def test_version(run: Run) -> None:
    from awesomelint import __version__

    assert run("--version").stdout == f"awesomelint {__version__}\n"


# -- several inputs, bad inputs


def test_bad_inputs_do_no_harm_to_good_ones(run: Run, slips: Path, here: Path) -> None:
    (here / "binary.md").write_bytes(b"\x89PNG\r\n\x00\x00")
    (here / "latin.md").write_bytes(b"caf\xe9\n")
    (here / "nothing").mkdir()
    result = run("missing.md", "binary.md", "README.md", "latin.md", "nothing", "README.md", ONLY)
    assert result.exit_code == 2
    assert result.stdout == FULL
    assert result.stderr.splitlines() == [
        "error: missing.md: no such file or folder",
        "error: binary.md: this is a binary file, not Markdown",
        "error: latin.md:1:4: not valid UTF-8: byte 0xe9; save the file as UTF-8",
        "error: nothing: no Markdown file in this folder",
    ]


@pytest.mark.parametrize(
    ("text", "note"),
    [("", "the file is empty"), ("\n \n", "the file is empty"), ("# Title\n\nProse.\n", "no entries found")],
)
def test_a_file_without_entries_is_no_error(run: Run, here: Path, text: str, note: str) -> None:
    (here / "a.md").write_text(text)
    result = run("a.md", ONLY)
    assert (result.exit_code, result.stdout) == (0, f"a.md: {note}\n\nno findings\n")
    result = run("a.md", ONLY, "--output-format=json")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "[]\n", f"note: a.md: {note}\n")


def test_a_list_without_entries_is_a_warning_where_it_is_surely_meant_to_be_one(run: Run, here: Path) -> None:
    for name in ("README.md", "notes.md", "lists/README.md"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text("# Papers\n\nTo come.\n")
    rule = ("--select=no-entries", "--no-links", "--output-format=concise")
    found = run("notes.md", *rule)
    assert (found.exit_code, found.stdout.count("[FMT226]")) == (1, 1)
    assert run("notes.md", *rule, "--fail-on=error").exit_code == 0
    found = run("notes.md", "lists/README.md", *rule)
    assert found.stdout.startswith("lists/README.md:1:1: warning: found no entries, expected a list of links or papers")
    assert run("-", *rule, input="# Papers\n").exit_code == 0
    assert "lists/README.md" not in run(".", *rule).stdout
    found = run("lists", *rule)
    assert (found.exit_code, found.stdout.count("[FMT226]")) == (1, 1)
    (here / "lists" / "README.md").rename(here / "lists" / "2021.md")
    (here / "lists" / "2022.md").write_text("# Papers\n")
    assert run("lists", *rule).stdout == "no findings in 2 files, none of which has entries\n"
    (here / "README.md").write_text("# Papers\n\nSee [2021](lists/2021.md).\n")
    assert run("README.md", *rule).exit_code == 0


def test_a_folder(run: Run, here: Path) -> None:
    (here / "docs").mkdir()
    (here / "docs" / "a.md").write_text(SLIPS)
    (here / "docs" / "b.md").write_text(CLEAN)
    (here / "docs" / "prose.md").write_text("Prose.\n")
    result = run("docs", ONLY)
    assert result.stdout.startswith("docs/a.md: 4 entries")
    assert "b.md" not in result.output
    assert "prose.md" not in result.output
    assert "1 error in 1 of 3 files" in result.stdout
    assert "docs/b.md: 4 entries" in run("docs", ONLY, "--verbose").stdout


def test_standard_input(run: Run) -> None:
    result = run("-", ONLY, input=SLIPS)
    assert result.stdout == FULL.replace("README.md", "<stdin>")
    assert run("-", ONLY, "--stdin-filename=docs/x.md", input=SLIPS).stdout == FULL.replace("README.md", "docs/x.md")
    assert run("-", input=b"\xff").stderr == "error: <stdin>:1:1: not valid UTF-8: byte 0xff; save the file as UTF-8\n"


def test_hostile_names_are_escaped(run: Run, here: Path) -> None:
    (here / "a\x1b[31m.md").write_text(SLIPS)
    result = run("a\x1b[31m.md", "b\x1b]0;x\x07.md", ONLY)
    assert "\x1b" not in result.output
    assert result.stdout.startswith("a\\x1b[31m.md: 4 entries")
    assert "error: b\\x1b]0;x\\x07.md: no such file" in result.stderr


# -- choosing rules, exit codes


@pytest.mark.usefixtures("slips")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((ONLY,), 1),
        ((ONLY, "--fail-on=error"), 1),
        ((ONLY, "--exit-zero"), 0),
        (("--select=NUM101,SUP", "--ignore=NUM101"), 0),
        (("--select=sequential-numbers",), 1),
        (("--select=SUP", "--extend-select=NUM101"), 1),
        (("--select=NUM101,SUP", "--extend-ignore=NUM101"), 0),
        (("--select=NUM999",), 2),
        (("--fail-on=never",), 2),
        (("--output-format=xml",), 2),
        (("--unsafe-fixes",), 2),
        (("--quiet", "--verbose"), 2),
        (("--config=x.yaml", "--isolated"), 2),
        (("--preset=nonsense",), 2),
        (("--no-such-option",), 2),
        ((ONLY, "--offline", "--no-links", "--no-cache"), 1),
    ],
)
def test_exit_codes(run: Run, arguments: tuple[str, ...], code: int) -> None:
    result = run("README.md", *arguments)
    assert result.exit_code == code
    assert bool(result.stderr) == (code == 2)
    assert "Traceback" not in result.output


def test_fail_on_from_the_configuration(run: Run, slips: Path, here: Path) -> None:
    config = here / ".awesomelint.yaml"
    config.write_text("severity: {NUM101: warning}\nfail-on: error\n")
    assert run("README.md", ONLY).exit_code == 0
    assert run("README.md", ONLY, "--fail-on=warning").exit_code == 1
    assert run("README.md", ONLY, "--isolated").exit_code == 1
    config.rename(here / "other.yaml")
    assert run("README.md", ONLY).exit_code == 1
    assert run("README.md", ONLY, "--config=other.yaml").exit_code == 0


def test_a_broken_configuration_is_one_line(run: Run, slips: Path, here: Path) -> None:
    (here / "b.md").write_text(CLEAN)
    (here / ".awesomelint.yaml").write_text("selct: [NUM]\n")
    result = run("README.md", "b.md")
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("error: ")
    assert ".awesomelint.yaml:1:1: " in line
    assert "select" in line
    result = run("README.md", "--config=missing.yaml")
    assert result.exit_code == 2
    assert "missing.yaml" in result.stderr


def test_excluded_files(run: Run, here: Path) -> None:
    (here / "a.md").write_text(SLIPS)
    (here / "b.md").write_text(SLIPS)
    (here / ".awesomelint.yaml").write_text("exclude: [b.md]\n")
    for _ in range(2):
        assert "b.md" not in run(".", ONLY).stdout
        assert "b.md" in run("b.md", ONLY).stdout
        assert "b.md" not in run("b.md", ONLY, "--force-exclude").stdout
        assert "a.md" not in run(".", ONLY, "--exclude=a.*").stdout


# -- formats


@pytest.mark.usefixtures("slips")
def test_concise(run: Run) -> None:
    assert run("README.md", ONLY, "--output-format=concise").stdout == (
        "README.md:7:1: error: number 2 repeats, expected 3 [NUM101, fixable]\n1 error\n1 fixable with --fix\n"
    )


@pytest.mark.usefixtures("slips")
def test_json(run: Run) -> None:
    (found,) = json.loads(run("README.md", ONLY, "--output-format=json").stdout)
    assert (found["code"], found["location"]) == ("NUM101", {"row": 7, "column": 1})
    assert found["entry"] == {"title": "The Smallest Model", "line": 7}
    assert json.loads(run("README.md", ONLY, "--output-format=json-lines").stdout) == found


@pytest.mark.usefixtures("slips")
def test_quiet(run: Run) -> None:
    assert run("README.md", ONLY, "--quiet").stdout == "\n".join(["README.md", *FULL.splitlines()[1:6], "", ""])


@pytest.mark.usefixtures("slips")
def test_statistics(run: Run) -> None:
    assert run("README.md", ONLY, "--statistics").stdout.startswith(
        "1  NUM101  sequential-numbers  error    [fixable]\n"
    )
    assert json.loads(run("README.md", ONLY, "--statistics", "--output-format=json").stdout)[0]["count"] == 1
    assert json.loads(run("README.md", ONLY, "--statistics", "--output-format=json-lines").stdout)["code"] == "NUM101"


@pytest.mark.usefixtures("slips")
@pytest.mark.parametrize(
    ("environment", "choice", "is_colored"),
    [
        ({}, "auto", False),
        ({}, "always", True),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "0"}, "auto", False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, "auto", True),
        ({"NO_COLOR": "1"}, "always", True),
        ({"FORCE_COLOR": "1"}, "never", False),
    ],
)
def test_colours(
    run: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], choice: str, is_colored: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("README.md", ONLY, f"--color={choice}").stdout) == is_colored


@pytest.mark.usefixtures("slips")
def test_columns_are_heeded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    assert "  7:1 error NUM101 [fixable]\n" in run("README.md", ONLY).stdout


# -- mending


def test_fix(run: Run, slips: Path) -> None:
    result = run("README.md", ONLY, "--fix")
    assert result.exit_code == 0
    assert slips.read_text() == MENDED
    assert result.stdout.endswith("fixed 1 finding: NUM101 1\nno findings left\n")
    before = slips.stat()
    assert run("README.md", ONLY, "--fix").exit_code == 0
    assert slips.stat() == before


RELABELLING = """\
code: HOUSE7
name: code-is-called-code
summary: Links to repositories are labelled "code".
check: link.label
with: {hosts: [github.com], labels: [code]}
severity: warning
fix: safe
---
why: Readers look for one word.
examples:
  - title: None
    good: |
      - **Pruning** NeurIPS 2019 [[pdf](https://example.org/1.pdf)]
  - title: None here
    good: |
      - **Sparsity** NeurIPS 2019 [[pdf](https://example.org/1.pdf)]
  - title: Another word
    bad: |
      - **Pruning** NeurIPS 2019 [[repo](https://github.com/example/pruning)]
    report: [{line: 1, column: 27, message: 'found label "repo", expected "code"'}]
  - title: Another word too
    bad: |
      - **Sparsity** NeurIPS 2019 [[repo](https://github.com/example/pruning)]
    report: [{line: 1, column: 28, message: 'found label "repo", expected "code"'}]
"""
"""A rule that does not say that its fix changes labels."""


def test_a_fix_that_is_refused_is_named_and_the_others_are_applied(run: Run, slips: Path, here: Path) -> None:
    (here / "own").mkdir()
    (here / "own" / "HOUSE7-code-is-called-code.yaml").write_text(RELABELLING)
    (here / ".awesomelint.yaml").write_text("rule-paths: own\n")
    line = "- **Pruning** NeurIPS 2019 [[repo](https://github.com/example/pruning)]\n"
    slips.write_text(SLIPS + "\n## Code\n\n" + line)
    result = run("README.md", "--no-links", "--select=NUM101,HOUSE7", "--fix", "--output-format=json")
    assert slips.read_text() == MENDED + "\n## Code\n\n" + line
    assert result.exit_code == 1
    number = slips.read_text().count("\n")
    said = "the fix of HOUSE7 was refused: it would change the text"
    assert result.stderr.startswith(f"note: README.md:{number}: {said}")
    (found,) = json.loads(result.stdout)
    assert (found["code"], found["location"]["row"], found["fix"]["applicability"]) == ("HOUSE7", number, "refused")
    assert "[refused fix]" in run("README.md", "--no-links", "--select=HOUSE7", "--fix").stdout


def test_fix_keeps_newlines_and_byte_order_mark(run: Run, slips: Path) -> None:
    slips.write_bytes(b"\xef\xbb\xbf" + SLIPS.replace("\n", "\r\n").encode())
    assert run("README.md", ONLY, "--fix").exit_code == 0
    assert slips.read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()


def test_fix_of_standard_input(run: Run) -> None:
    result = run("-", ONLY, "--fix", input=SLIPS)
    assert result.stdout == MENDED
    assert "fixed 1 finding" in result.stderr
    assert result.exit_code == 0
    assert run("-", ONLY, "--fix", input=CLEAN).stdout == CLEAN


def test_fix_of_a_read_only_file(run: Run, slips: Path, here: Path) -> None:
    slips.chmod(0o444)
    (here / "b.md").write_text(SLIPS)
    result = run("README.md", "b.md", ONLY, "--fix")
    assert result.exit_code == 2
    assert result.stderr == "error: README.md: cannot be written: the file is read-only\n"
    assert slips.read_text() == SLIPS
    assert (here / "b.md").read_text() == MENDED
    assert "README.md: 4 entries" in result.stdout


def test_diff(run: Run, slips: Path) -> None:
    result = run("README.md", ONLY, "--diff")
    assert result.exit_code == 1
    assert result.stderr == "note: would fix 1 finding: NUM101 1\n"
    assert result.stdout.splitlines() == [
        "--- README.md",
        "+++ README.md",
        "@@ -4,5 +4,5 @@",
        " ",
        " 1. **Small Models Read Slowly** [[pdf](https://example.org/1)]",
        " 2. **Smaller Models Do Not Read** [[pdf](https://example.org/2)]",
        "-2. **The Smallest Model** [[pdf](https://example.org/3)]",
        "-3. **A Model of Models** [[pdf](https://example.org/4)]",
        "+3. **The Smallest Model** [[pdf](https://example.org/3)]",
        "+4. **A Model of Models** [[pdf](https://example.org/4)]",
    ]
    assert slips.read_text() == SLIPS
    assert run("README.md", ONLY, "--diff", "--fix").exit_code == 1
    assert slips.read_text() == SLIPS
    slips.write_text(CLEAN)
    result = run("README.md", ONLY, "--diff")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "note: nothing to fix\n")
    assert run("README.md", ONLY, "--diff", "--quiet").stderr == ""


# -- what a run keeps, and what may go wrong


@pytest.mark.usefixtures("slips")
def test_a_file_is_shown_by_the_name_that_was_given(run: Run) -> None:
    assert run("check", "./README.md", ONLY).stdout == FULL.replace("README.md", "./README.md")


def test_a_link_target_that_goes_makes_a_new_result(run: Run, here: Path) -> None:
    (here / ".git").mkdir()
    (here / "other.md").write_text("# Other\n")
    (here / "README.md").write_text("# A\n\n- [Other](other.md)\n- [B](https://example.org)\n")
    before = run("README.md", "--output-format=json", "--select=LNK").stdout
    (here / "other.md").unlink()
    after = run("README.md", "--output-format=json", "--select=LNK").stdout
    assert before == "[]\n"
    assert "other.md" in after


def test_a_plain_lint_needs_no_cache(run: Run, slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(slips))
    assert run("README.md", ONLY).output == FULL
    result = run("README.md", ONLY, "--verbose")
    assert result.stderr == "note: configuration: none\n"
    assert result.exit_code == 1


def test_a_mistake_of_ours_is_one_line(run: Run, slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("awesomelint.session.session.lint_document", fail)
    result = run("README.md", "--no-cache")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: internal error: ZeroDivisionError: division by zero; "
        "set AWESOMELINT_DEBUG=1 for a traceback, and please report it\n"
    )
