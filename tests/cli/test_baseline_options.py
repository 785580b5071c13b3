"""`--baseline`, `--write-baseline`, `--prune-baseline`: what is silent, what is said, what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lists import CLEAN, MENDED, SLIPS, Run

B = "--baseline=b.json"
WRITTEN = "note: baseline b.json: 1 finding on record (1 new)\n"
SILENT = "note: baseline b.json: 1 finding not reported\n"
NOTHING = "README.md: 4 entries in 1 section, 4 links\n\nno findings\n"


def recorded(here: Path, name: str = "b.json") -> dict[str, list[str]]:
    findings = json.loads((here / name).read_text())["findings"]
    return {path: [one["rule"] for one in items] for path, items in findings.items()}


@pytest.mark.usefixtures("slips")
def test_writing_and_reading(run: Run, here: Path) -> None:
    result = run("--write-baseline", B, "README.md")
    assert (result.exit_code, result.stdout, result.stderr) == (0, NOTHING, WRITTEN)
    assert recorded(here) == {"README.md": ["NUM101"]}
    for _ in range(2):
        result = run(B, "README.md")
        assert (result.exit_code, result.stdout, result.stderr) == (0, NOTHING, SILENT)
    assert run("README.md").exit_code == 1
    assert run(B, "--quiet", "README.md").output == ""


def test_moved_lines_stay_silent_and_changed_entries_do_not(run: Run, slips: Path) -> None:
    run("--write-baseline", B, "README.md")
    slips.write_text(SLIPS.replace("# Reading Machines\n", "# Reading Machines\n\nA list.\n\nTwo lines more.\n"))
    assert run(B, "README.md").exit_code == 0
    slips.write_text(SLIPS.replace("The Smallest Model", "The Very Smallest Model"))
    result = run(B, "README.md")
    assert result.exit_code == 1
    assert result.stderr == "note: baseline b.json: 1 gone (--prune-baseline removes them)\n"


def test_what_is_gone_is_counted_and_forgotten(run: Run, slips: Path, here: Path) -> None:
    (here / "other.md").write_text(SLIPS)
    run("--write-baseline", B, "README.md", "other.md")
    slips.write_text(MENDED)
    (here / "other.md").unlink()
    before = (here / "b.json").read_bytes()
    assert run(B).stderr == "note: baseline b.json: 2 gone (--prune-baseline removes them)\n"
    assert (here / "b.json").read_bytes() == before, "checking writes nothing"
    assert run(B, "--prune-baseline").stderr == "note: baseline b.json: 0 findings on record (2 gone)\n"
    assert recorded(here) == {}


@pytest.mark.usefixtures("slips")
def test_pruning_puts_nothing_on_record(run: Run, here: Path) -> None:
    (here / "b.json").write_text('{"version": 1, "findings": {}}')
    result = run(B, "--prune-baseline", "README.md")
    assert result.exit_code == 1
    assert recorded(here) == {}


def test_what_a_run_did_not_look_at_stays_on_record(run: Run, slips: Path, here: Path) -> None:
    (here / "other.md").write_text(SLIPS)
    run("--write-baseline", B, "README.md", "other.md")
    slips.write_text(MENDED)
    assert run(B, "--select=FMT", "README.md").stderr == ""
    run(B, "--select=FMT", "--prune-baseline", "README.md")
    assert recorded(here) == {"README.md": ["NUM101"], "other.md": ["NUM101"]}
    run(B, "--select=FMT", "--write-baseline", "README.md")
    assert recorded(here) == {"README.md": ["NUM101"], "other.md": ["NUM101"]}
    run(B, "--write-baseline", "README.md")
    assert recorded(here) == {"other.md": ["NUM101"]}


@pytest.mark.usefixtures("slips")
def test_from_the_configuration(run: Run, here: Path) -> None:
    (here / ".awesomelint.yaml").write_text("baseline: known/b.json\n")
    (here / "known").mkdir()
    assert run("README.md").exit_code == 2
    assert run("--write-baseline", "README.md").exit_code == 0
    assert recorded(here, "known/b.json") == {"../README.md": ["NUM101"]}
    (here / "docs").mkdir()
    (here / "docs" / "a.md").write_text(CLEAN)
    assert run(".").exit_code == 0
    assert run("--isolated", "README.md").exit_code == 1
    assert run("--no-baseline", "README.md").exit_code == 1
    assert f'baseline: "{here / "known" / "b.json"}"' in run("config", "show").stdout.splitlines()


def test_only_new_findings_are_mended(run: Run, slips: Path) -> None:
    run("--write-baseline", B, "README.md")
    more = (
        SLIPS
        + "\n## More\n\n"
        + "".join(f"{n}. **Another Model, {n}** [[pdf](https://example.org/{n}0)]\n" for n in (1, 2, 2))
    )
    slips.write_text(more)
    result = run(B, "--fix", "--select=NUM", "README.md")
    assert result.exit_code == 0
    assert slips.read_text() == more[:-1].rpartition("\n")[0] + "\n3." + more[:-1].rpartition("\n")[2][2:] + "\n"


@pytest.mark.usefixtures("slips")
def test_standard_input(run: Run) -> None:
    run("--write-baseline", B, "README.md")
    assert run(B, "-", input=SLIPS).exit_code == 1
    assert run(B, "--stdin-filename=README.md", "-", input=SLIPS).exit_code == 0


# -- what goes wrong


@pytest.mark.usefixtures("slips")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "error: b.json: no such baseline; --write-baseline creates it\n"),
        (b"{", "error: b.json:1:2: this is not JSON: expecting property name enclosed in double quotes\n"),
        (b"\xff", "error: b.json: not valid UTF-8: byte 0xff\n"),
        (
            b'{"version": 9, "findings": {}}',
            "error: b.json:1:13: found version 9, expected 1; --write-baseline writes a new one\n",
        ),
    ],
)
def test_a_broken_baseline(run: Run, here: Path, text: bytes | None, said: str) -> None:
    (here / "b.md").write_text(CLEAN)
    if text is not None:
        (here / "b.json").write_bytes(text)
    result = run(B, "README.md", "b.md")
    assert (result.exit_code, result.stderr) == (2, said)


@pytest.mark.usefixtures("slips")
def test_a_baseline_that_cannot_be_written(run: Run, here: Path) -> None:
    result = run("--write-baseline", "--baseline=nowhere/b.json", "README.md")
    assert result.exit_code == 2
    assert result.stderr == "error: nowhere/b.json: cannot be written: no such file or directory\n"
    (here / "b.json").write_text('{"version": 1, "findings": {}}')
    (here / "b.json").chmod(0o444)
    result = run("--write-baseline", B, "README.md")
    assert (result.exit_code, result.stderr) == (2, "error: b.json: cannot be written: the file is read-only\n")


@pytest.mark.usefixtures("slips")
def test_nothing_is_written_after_an_error(run: Run, here: Path) -> None:
    result = run("--write-baseline", B, "README.md", "missing.md")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[1] == "note: baseline b.json: not written because of errors"
    assert not (here / "b.json").exists()


@pytest.mark.usefixtures("slips")
def test_a_baseline_without_a_name(run: Run) -> None:
    result = run("--write-baseline", "README.md")
    assert result.exit_code == 2
    assert result.stderr == (
        'error: --write-baseline: no baseline is set; use --baseline FILE, or "baseline: FILE" in the configuration\n'
    )


@pytest.mark.parametrize(
    "options",
    [
        ("--write-baseline", "--fix"),
        ("--write-baseline", "--diff"),
        ("--write-baseline", "--changed=HEAD"),
        ("--write-baseline", "--prune-baseline"),
        ("--write-baseline", "--no-baseline"),
        ("--no-baseline", B),
        ("--no-baseline", "--prune-baseline"),
        ("--prune-baseline", "--fix", B),
    ],
)
@pytest.mark.usefixtures("slips")
def test_options_that_exclude_one_another(run: Run, options: tuple[str, ...]) -> None:
    result = run(*options, "README.md")
    assert result.exit_code == 2
    assert "cannot be combined" in result.stderr
