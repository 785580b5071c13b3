"""`awesomelint add`: a file gets an entry, or stays as it is with one line that says why."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from lists import Run
from net.thread import LocalInternet

from awesomelint.adding.entries import Findings, add_entry
from awesomelint.adding.paper import NewPaper
from awesomelint.adding.places import Added
from awesomelint.cli import add
from awesomelint.document.model import Document, Section

LIST = """\
# Quiet Science

## Stones

1. **Stones that Roll Uphill** *Una Rock, Vic Sand* ICML 2021 [[pdf](https://arxiv.org/abs/2001.00001)]
2. **Sorting Sand by Color** *Vic Sand, Wim Till* ICLR 2022 [[pdf](https://arxiv.org/abs/2001.00002)]
3. **What Gravel Remembers** *Una Rock, Xia Silt* ICLR 2023 [[pdf](https://arxiv.org/abs/2001.00003)]

## Keyboards

1. **Keyboards without Letters** *Yan Key, Zoe Tab* CHI 2021 [[pdf](https://arxiv.org/abs/2001.00004)]
2. **Typing in the Dark** *Yan Key, Zoe Tab* CHI 2022 [[pdf](https://arxiv.org/abs/2001.00005)]

## Empty
"""
URL = "https://arxiv.org/abs/2501.10001"
ENTRY = f"4. **Learning to Sort Pebbles by Gentle Shaking** *Ada Pebble, Bo Gravel* ICLR 2025 [[pdf]({URL})]\n"
KNOWN = """\
@inproceedings{pebbles,
  title = {Learning to Sort Pebbles by Gentle Shaking}, author = {Pebble, Ada and Gravel, Bo},
  booktitle = {International Conference on Learning Representations}, year = 2025, eprint = {2501.10001}
}
"""
AFTER = LIST.replace(
    "[[pdf](https://arxiv.org/abs/2001.00003)]\n", "[[pdf](https://arxiv.org/abs/2001.00003)]\n" + ENTRY
)


@pytest.fixture
def readme(here: Path) -> Path:
    path = here / "README.md"
    path.write_text(LIST, encoding="utf-8")
    (here / "known.bib").write_text(KNOWN, encoding="utf-8")
    return path


def test_a_record_is_asked_for_once_and_kept(run: Run, readme: Path, inside: LocalInternet) -> None:
    assert run("add", "README.md", URL, "--section", "Stones", "--dry-run").stdout == ENTRY
    assert readme.read_text(encoding="utf-8") == LIST
    asked = len(inside.requests)
    result = run("add", "README.md", URL, "--yes", "--offline", "--section", "Stones")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "README.md: added 1 entry")
    assert readme.read_text(encoding="utf-8") == AFTER
    assert len(inside.requests) == asked


def test_a_paper_that_is_unknown(run: Run, readme: Path, no_waits: None) -> None:
    result = run("add", "README.md", "https://arxiv.org/abs/2501.99999", "--yes")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: https://arxiv.org/abs/2501.99999 leads nowhere (")
    assert result.stderr.count("\n") == 1
    assert readme.read_text(encoding="utf-8") == LIST


def test_without_a_terminal_nothing_is_written(run: Run, readme: Path) -> None:
    result = run("add", "README.md", "--bibtex", "known.bib", "--section", "Stones")
    assert result.exit_code == 1
    assert f"+{ENTRY}" in result.stdout
    assert result.stderr == "note: README.md: nothing was written; --yes writes\n"
    assert readme.read_text(encoding="utf-8") == LIST


def test_a_papers_file_needs_no_network(run: Run, readme: Path) -> None:
    assert (
        run("add", "README.md", URL, "--offline", "--papers", "known.bib", "--yes", "--section", "Stones").exit_code
        == 0
    )
    assert readme.read_text(encoding="utf-8") == AFTER


def test_what_is_given_needs_no_network(run: Run, readme: Path) -> None:
    fields = ("--title", "Clicks", "--authors", "Yan Key and Zoe Tab", "--venue", "CHI", "--year", "2023")
    run("add", "README.md", "https://doi.org/10.5555/1", *fields, "--section", "Keyboards", "--yes")
    line = "3. **Clicks** *Yan Key, Zoe Tab* CHI 2023 [[pdf](https://doi.org/10.5555/1)]\n"
    assert line in readme.read_text(encoding="utf-8")


def test_what_entries_do_not_say_is_left_out_with_a_note(run: Run, readme: Path) -> None:
    fields = ("--title", "Clicks", "--authors", "Yan Key", "--venue", "CHI", "--year", "2023", "--description", "Loud.")
    result = run("add", "README.md", "https://doi.org/10.5555/1", *fields, "--section", "Keyboards", "--dry-run")
    assert result.stdout == "3. **Clicks** *Yan Key* CHI 2023 [[pdf](https://doi.org/10.5555/1)]\n"
    assert result.stderr == 'note: left out, as entries of section "Keyboards" do: --description\n'


def test_what_only_a_person_can_say_is_named(run: Run, readme: Path) -> None:
    text = LIST
    for word in ("moss", "mud", "clay", "keys", "dark"):
        text = text.replace("202", f"[{word}] 2O2", 1)
    readme.write_text(text.replace("2O2", "202"), encoding="utf-8")
    result = run("add", "README.md", "--bibtex", "known.bib", "--section", "Stones", "--dry-run")
    assert (result.exit_code, result.stdout) == (0, ENTRY)
    assert result.stderr == "note: other entries say more, which no record knows: [clay]\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("README.md", "pebbles"), 'found "pebbles", expected a URL such as https://arxiv.org/abs/1901.02860'),
        (("README.md", URL, "--papers", "known.bib", "--section", "Air"), 'README.md: no section is called "Air"'),
        (
            ("README.md", URL, "--papers", "known.bib", "--section", "Empty"),
            'README.md: section "Empty" has no entries',
        ),
        (("missing.md", URL), "missing.md: no such file or folder"),
        ((".", URL), ".: expected one list, found 3 files; name one"),
        (("-", URL), "-: standard input cannot be added to; name a file"),
        (("README.md", ""), 'found "", expected a URL such as https://arxiv.org/abs/1901.02860'),
        (("README.md", "file:///a"), 'found "file:///a", expected a URL such as https://arxiv.org/abs/1901.02860'),
        (("README.md", URL, "--papers", "known.bib", "--section", ""), 'README.md: no section is called ""'),
        (
            ("README.md", URL, "--papers", "known.bib", "--section", "Stone\x1b"),
            'README.md: no section is called "Stone\\x1b" (did you mean "Stones"?)',
        ),
        (("empty.md", URL), "empty.md: the list has no entries to take the form from"),
        (("bytes.txt", URL), "bytes.txt:1:1: not valid UTF-8: byte 0xff; save the file as UTF-8"),
        (("README.md", "--bibtex", "none.bib"), "none.bib: cannot read the papers file: no such file or directory"),
        (("bare.md", URL), "bare.md: the list has no entries to take the form from"),
        (
            ("README.md", "https://arxiv.org/abs/2001.00002", "--title", "Sand"),
            'README.md:6: "Sorting Sand by Color" is listed already',
        ),
        (
            ("README.md", URL, "--title", "Unheard Things", "--authors", "A B"),
            'README.md: which section is "Unheard Things" for? Name it, such as "Stones", "Keyboards"',
        ),
        (
            ("README.md", URL),
            f"{URL} was not asked (offline); give its --title, or a papers file that has it with --papers",
        ),
    ],
)
def test_errors(run: Run, readme: Path, here: Path, arguments: tuple[str, ...], message: str) -> None:
    (here / "bare.md").write_text("# Nothing\n", encoding="utf-8")
    (here / "empty.md").write_text("", encoding="utf-8")
    (here / "bytes.txt").write_bytes(b"\xff")
    result = run("add", *arguments, "--offline", "--yes")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"error: {message}\n")
    assert readme.read_text(encoding="utf-8") == LIST


def test_one_error_and_nothing_is_written(run: Run, readme: Path) -> None:
    urls = (URL, "https://arxiv.org/abs/2001.00002")
    result = run("add", "README.md", *urls, "--papers", "known.bib", "--offline", "--yes", "--section", "Stones")
    assert result.exit_code == 2
    assert readme.read_text(encoding="utf-8") == LIST


def test_what_is_listed_is_not_asked_for(run: Run, readme: Path, inside: LocalInternet) -> None:
    for url in ("2001.00002", "arXiv:2001.00002", "https://arxiv.org/pdf/2001.00002v3.pdf"):
        result = run("add", "README.md", url, "--yes")
        expected = 'error: README.md:6: "Sorting Sand by Color" is listed already\n'
        assert (result.exit_code, result.stderr) == (2, expected)
    assert not inside.requests


def test_a_bare_number_is_a_paper(run: Run, readme: Path) -> None:
    result = run(
        "add", "README.md", "2501.10001", "--papers", "known.bib", "--offline", "--section", "Stones", "--dry-run"
    )
    assert (result.exit_code, result.stdout) == (0, ENTRY)


def test_and_others_of_bibtex(run: Run, readme: Path, here: Path) -> None:
    (here / "known.bib").write_text(KNOWN.replace("Gravel, Bo}", "Gravel, Bo and others}"), encoding="utf-8")
    readme.write_text(LIST.replace("Una Rock, Xia Silt", "Una Rock et al."), encoding="utf-8")
    result = run("add", "README.md", "--bibtex", "known.bib", "--section", "Stones", "--dry-run")
    assert result.stdout == ENTRY.replace("Ada Pebble, Bo Gravel", "Ada Pebble et al.")
    again = run("add", "README.md", URL, "--papers", "known.bib", "--offline", "--section", "Stones", "--dry-run")
    assert again.stdout == result.stdout


def test_fields_are_those_of_one_url(run: Run, readme: Path) -> None:
    result = run("add", "README.md", URL, "https://arxiv.org/abs/2001.00009", "--title", "A")
    assert result.exit_code == 2
    assert "are those of one URL" in result.stderr


def test_a_file_that_changes_meanwhile(run: Run, readme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(document: Document, paper: NewPaper, section: Section, findings: Findings) -> Added:
        readme.write_text("# Other\n", encoding="utf-8")
        return add_entry(document, paper, section, findings)

    monkeypatch.setattr(add, "add_entry", slow)
    result = run("add", "README.md", "--bibtex", "known.bib", "--section", "Stones", "--yes")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: README.md: ")
    assert readme.read_text(encoding="utf-8") == "# Other\n"


@pytest.mark.parametrize(("answer", "is_written"), [("y", True), ("n", False)])
def test_a_person_is_asked(
    run: Run, readme: Path, monkeypatch: pytest.MonkeyPatch, answer: str, is_written: bool
) -> None:
    monkeypatch.setattr(add, "_is_terminal", lambda: True)
    result = run(
        "add", "README.md", URL, "--offline", "--papers", "known.bib", "--title", "Unheard", input=f"1\n{answer}\n"
    )
    assert "1  Stones\n" in result.stderr
    assert ("Unheard" in readme.read_text(encoding="utf-8")) == is_written
    assert result.exit_code == (0 if is_written else 1)


@pytest.mark.parametrize("end", [click.Abort, KeyboardInterrupt])
@pytest.mark.parametrize("question", ["prompt", "confirm"])
def test_control_c_at_a_question(
    run: Run, readme: Path, monkeypatch: pytest.MonkeyPatch, question: str, end: type[BaseException]
) -> None:
    def interrupted(*_: object, **__: object) -> int:
        raise end

    monkeypatch.setattr(add, "_is_terminal", lambda: True)
    monkeypatch.setattr(click, question, interrupted)
    result = run("add", "README.md", URL, "--offline", "--papers", "known.bib", "--title", "Unheard", input="1\n")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (130, "error: interrupted")
    assert readme.read_text(encoding="utf-8") == LIST


def test_a_file_that_cannot_be_written(run: Run, readme: Path) -> None:
    readme.chmod(0o444)
    result = run("add", "README.md", "--bibtex", "known.bib", "--section", "Stones", "--yes")
    assert (result.exit_code, result.stderr) == (2, "error: README.md: cannot be written: the file is read-only\n")
    assert readme.read_text(encoding="utf-8") == LIST


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"\ufeff{LIST}", f"\ufeff{AFTER}"),
        (LIST.replace("\n", "\r\n"), AFTER.replace("\n", "\r\n")),
        (LIST.replace(". **", ".\t**"), AFTER.replace(". **", ".\t**")),
    ],
    ids=["byte order mark", "CRLF", "tabs"],
)
def test_bytes_are_kept(run: Run, readme: Path, before: str, after: str) -> None:
    readme.write_bytes(before.encode())
    run("add", "README.md", "--bibtex", "known.bib", "--section", "Stones", "--yes")
    assert readme.read_bytes() == after.encode()
