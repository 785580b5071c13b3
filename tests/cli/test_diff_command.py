"""`awesomelint diff`: which entries changed since a revision."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lists import Run
from repositories import Repository, shield

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

BEFORE = """\
## Papers

- [Alpha Networks for Counting Birds](https://arxiv.org/abs/1909.10351). Ada Berg, Bo Li. ACL 2020.
- [Measuring the Depth of Lakes](https://arxiv.org/abs/1910.01108). Cy Dahl, Di Elm. EMNLP 2021.

## Sounds

- [A Song of Owls and Larks](https://arxiv.org/abs/1811.00001). Gus Holm, Ida Jay. ICML 2019.
"""
AFTER = """\
## Papers

- [Alpha Networks for Counting Birds](https://arxiv.org/abs/1909.10351). Ada Berg, Bo Li. ACL 2021.

## Sounds

- [A Song of Owls and Larks](https://arxiv.org/abs/1811.00001). Gus Holm, Ida Jay. ICML 2019.
- [Listening to <b>@frogs</b> at Night](https://arxiv.org/abs/2005.00007). Ed Falk, Flo Gray. ICLR 2022.
"""


@pytest.fixture
def repository(here: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    shield(monkeypatch)
    made = Repository(here)
    made.commit({"README.md": BEFORE})
    made.write({"README.md": AFTER})
    return made


@pytest.mark.usefixtures("repository")
def test_text_for_a_terminal(run: Run) -> None:
    result = run("diff", "HEAD")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (
        result.stdout
        == """\
README.md: 1 entry added, 1 entry removed, 1 entry changed since HEAD

 Added
      8 Listening to @frogs at Night  in Sounds

 Removed
      4 Measuring the Depth of Lakes  in Papers

 Changed
      3 Alpha Networks for Counting Birds
          year: 2020 -> 2021
"""
    )


@pytest.mark.usefixtures("repository")
def test_markdown_names_nobody_and_holds_no_html(run: Run) -> None:
    assert (
        run("diff", "HEAD", "--format", "markdown", "--only", "added").stdout
        == """\
### README.md: 1 entry added since HEAD

**Added**

- *Sounds*: [Listening to &#64;&#8203;frogs at Night](https://arxiv.org/abs/2005.00007), Ed Falk, Flo Gray, ICLR 2022
"""
    )


@pytest.mark.usefixtures("repository")
def test_json_has_entries_and_fields(run: Run) -> None:
    (value,) = json.loads(run("diff", "HEAD", "--format", "json", "README.md").stdout)
    assert [entry["line"] for entry in value["added"]] == [8]
    assert [entry["line"] for entry in value["removed"]] == [4]
    assert value["changed"][0]["fields"] == [{"field": "year", "before": "2020", "after": "2021"}]
    assert value["changed"][0]["before"]["year"] == 2020


def test_a_list_that_is_new_has_new_entries(run: Run, repository: Repository) -> None:
    repository.write({"new.md": BEFORE})
    assert "3 entries added since HEAD" in run("diff", "HEAD", "new.md").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), 'unknown revision "nowhere"'),
        (("HEAD", "missing.md"), "missing.md: no such file or folder"),
        (("HEAD", "-"), "diff compares files: standard input has no earlier version"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_what_cannot_be_compared(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("diff", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_in_what_it_changed_instead_of_since_when(run: Run, format_: str) -> None:
    result = run("diff", "HEAD", "--format", format_, "--in", "the *new* term")
    shown = "the \\*new\\* term" if format_ == "markdown" else "the *new* term"
    assert result.stdout.splitlines()[0].endswith(f", 1 entry changed in {shown}")
    assert "HEAD" not in result.stdout
