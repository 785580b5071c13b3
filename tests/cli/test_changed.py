"""`--changed REF`: what is reported, mended and said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from lists import CLEAN, MENDED, SLIPS, Run
from repositories import Repository, shield

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def repository(here: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    shield(monkeypatch)
    return Repository(here)


def test_old_findings_are_not_reported(run: Run, repository: Repository) -> None:
    repository.commit({"README.md": SLIPS})
    assert run("README.md").exit_code == 1
    result = run("--changed", "HEAD", "README.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "README.md: 4 entries in 1 section, 4 links\n\nno findings\n"


def test_findings_of_a_change_are(run: Run, repository: Repository) -> None:
    repository.commit({"README.md": SLIPS})
    repository.commit({"README.md": SLIPS + "4. **A Model to Come** [[pdf](htps://example.org/5)]\n"})
    result = run("--changed", "HEAD~1", "--output-format", "concise", "README.md")
    assert result.exit_code == 1
    assert [line.split(":")[1] for line in result.stdout.splitlines() if line.startswith("README.md:")] == ["9"]
    assert "LNK508" in result.stdout


@pytest.mark.usefixtures("slips")
def test_a_new_file_is_new_as_a_whole(run: Run, repository: Repository) -> None:
    repository.git("commit", "--quiet", "--allow-empty", "--message", "Begin")
    assert "number 2 repeats" in run("--changed", "HEAD", "README.md").stdout


@pytest.mark.usefixtures("slips", "repository")
def test_before_the_first_commit_everything_is_new(run: Run) -> None:
    result = run("--changed", "HEAD", "README.md")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "number 2 repeats" in result.stdout


def test_runs_with_and_without_a_revision(run: Run, repository: Repository) -> None:
    repository.commit({"README.md": CLEAN})
    repository.commit({"README.md": SLIPS})
    assert run("--changed", "HEAD", "README.md").exit_code == 0
    assert run("README.md").exit_code == 1
    assert run("--changed", "HEAD~1", "README.md").exit_code == 1


def test_a_file_that_is_gone_breaks_links_to_it(run: Run, repository: Repository) -> None:
    text = f"{CLEAN}\n[guide](docs/guide.md) and [other](docs/other.md)\n"
    repository.commit({"README.md": text, "docs/guide.md": "# Guide\n"})
    assert run("README.md").exit_code == 1, "there never was another"
    assert run("--changed", "HEAD", "README.md").exit_code == 0
    repository.git("rm", "--quiet", "docs/guide.md")
    result = run("--changed", "HEAD", "--output-format", "json", "README.md")
    assert [finding["message"] for finding in json.loads(result.stdout)] == [
        finding["message"]
        for finding in json.loads(run("--output-format", "json", "README.md").stdout)
        if "guide" in finding["message"]
    ]


def test_only_what_would_be_reported_is_mended(run: Run, repository: Repository) -> None:
    repository.commit({"README.md": SLIPS, "b.md": SLIPS})
    more = "".join(
        f"{number}. **More of It, Part {number}** [[pdf](https://example.org/{number})]\n" for number in (4, 4, 5)
    )
    repository.commit(
        {"README.md": f"{SLIPS}\n## More\n\n{more.replace('4.', '1.', 1).replace('4.', '1.', 1).replace('5.', '2.')}"}
    )
    old, new = (
        run("--diff", "--select=NUM", "README.md"),
        run("--diff", "--select=NUM", "--changed=HEAD~1", "README.md"),
    )
    assert "-2. **The Smallest" in old.stdout
    assert "-2. **The Smallest" not in new.stdout
    assert "+2. **More of It, Part 4" in new.stdout
    assert run("--fix", "--select=NUM", "--changed=HEAD~1", "README.md").exit_code == 0
    fixed = (repository.folder / "README.md").read_text()
    assert fixed.startswith(SLIPS)
    assert "\n3. **More of It, Part 5" in fixed


def test_standard_input_needs_a_name(run: Run, repository: Repository) -> None:
    repository.commit({"README.md": SLIPS})
    result = run("--changed=HEAD", "-", input=SLIPS)
    assert result.exit_code == 2
    assert result.stderr == "error: --changed: set --stdin-filename for standard input\n"
    assert run("--changed=HEAD", "--stdin-filename=README.md", "-", input=SLIPS).exit_code == 0
    assert (
        run("--changed=HEAD", "--stdin-filename=README.md", "-", input=SLIPS.replace("2. **The", "7. **The")).exit_code
        == 1
    )


def test_folders_and_links_to_files(run: Run, repository: Repository) -> None:
    repository.commit({"README.md": SLIPS, "docs/a.md": SLIPS, "docs/b.md": CLEAN})
    (repository.folder / "docs" / "link.md").symlink_to("../README.md")
    repository.write({"docs/b.md": SLIPS})
    result = run("--changed=HEAD", ".", "--output-format=concise")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines() if "NUM101" in line] == ["docs/b.md"]


def test_a_file_converted_to_another_encoding(run: Run, repository: Repository) -> None:
    (repository.folder / "README.md").write_bytes(SLIPS.replace("Slowly", "Café").encode("latin-1"))
    repository.commit()
    repository.write({"README.md": SLIPS.replace("Slowly", "Café")})
    assert run("--changed=HEAD", "README.md").exit_code == 0


@pytest.mark.usefixtures("slips")
def test_outside_a_repository(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shield(monkeypatch)
    (here / "b.md").write_text(MENDED)
    result = run("--changed=HEAD", "README.md", "b.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: {here} is not in a git repository\n"


def test_an_unknown_revision(run: Run, repository: Repository) -> None:
    repository.commit({"README.md": SLIPS})
    result = run("--changed=\x1b[31mmain", "README.md")
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr
    assert run("--changed=nowhere", "README.md").stderr == 'error: unknown revision "nowhere"\n'


def test_rules_that_are_ignored_on_a_file_were_so_before(run: Run, repository: Repository) -> None:
    repository.write({".awesomelint.yaml": "per-file-ignores: {docs/: [NUM]}\n"})
    repository.commit({"docs/a.md": SLIPS, "a.md": SLIPS})
    repository.commit({"docs/a.md": CLEAN, "a.md": CLEAN})
    repository.write({"docs/a.md": SLIPS, "a.md": SLIPS})
    assert run("--changed=HEAD", "docs/a.md").exit_code == 0
    assert run("--changed=HEAD", "a.md").exit_code == 1
    assert run("--changed=HEAD~1", "a.md").exit_code == 0


# -- lists in several files

PAPER = "- [Alpha Networks for Counting Birds](https://arxiv.org/abs/1909.10351)\n"
PARTS = ("--select=DUP302", "--output-format=json")


def places(result: Result) -> list[tuple[str, int]]:
    return [(Path(one["filename"]).name, one["location"]["row"]) for one in json.loads(result.stdout)]


def test_a_paper_that_another_file_of_the_list_has(run: Run, repository: Repository) -> None:
    other = "- [Beta Networks for Counting Fish](https://arxiv.org/abs/1910.01108)\n"
    repository.commit({"a.md": other, "b.md": f"{other}{PAPER}"})
    across = ("--changed=HEAD", "--across-files", *PARTS, "a.md", "b.md")
    assert places(run(*across)) == []
    repository.write({"a.md": f"{other}{PAPER}"})
    assert places(run(*across)) == [("b.md", 2)], "the first was there before, the second is new, on a line that is not"
    repository.write({".awesomelint.yaml": "lists: [{parts: [a.md, b.md]}]\n"})
    assert places(run("--changed=HEAD", *PARTS, "b.md")) == [("b.md", 2)]


@pytest.mark.parametrize("lost", ["HEAD~1:README.md", "HEAD~1^{tree}"])
def test_what_git_cannot_read_is_an_error_and_never_without_findings(
    run: Run, repository: Repository, lost: str
) -> None:
    repository.commit({"README.md": SLIPS, "b.md": CLEAN})
    repository.commit({"README.md": SLIPS + "\nMore.\n"})
    repository.lose(lost)
    result = run("--changed", "HEAD~1", "README.md", "b.md")
    assert result.exit_code == 2
    assert "git cannot read" in result.stderr
    assert "no findings" not in result.stdout
