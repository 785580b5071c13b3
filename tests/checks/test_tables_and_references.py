"""Tables, references, bare URLs and local files: beyond the examples of FMT220 to FMT222 and LNK511."""

from __future__ import annotations

import pytest
from reporting import messages, report

from awesomelint.context import KnownFiles
from awesomelint.diagnostic import Severity


def test_rows_in_lists_and_quotes() -> None:
    text = "- | a | b |\n  | - | - |\n  | c | d | e |\n\n> | a | b |\n> | - | - |\n> | c |\n"
    assert messages("FMT220", text) == [
        "found a row of 3 cells, expected 2 as in the header; the rest is not shown",
        "found a row of 1 cell, expected 2 as in the header",
    ]


def test_empty_cells_too_many_lose_nothing() -> None:
    (found,) = report("FMT220", "| a | b |\n| - | - |\n| c | d | | |\n")
    assert found.severity is Severity.INFO


def test_the_cell_that_is_not_shown_is_the_place() -> None:
    text = "| a |\n| - |\n| b | cut off |\n"
    (found,) = report("FMT220", text)
    assert text[found.span.slice()] == "cut off"
    assert found.related[0].message == "the header has 1 cell"


def test_rows_that_agree_blame_the_header_once() -> None:
    rows = "| b | c |\n" * 9 + "| d |\n"
    assert messages("FMT220", "| a |\n| - |\n" + rows) == ["found a header of 1 cell, expected 2 as in 9 of 10 rows"]


@pytest.mark.parametrize(
    "text",
    [
        "[a][b]\n",
        "[a][]\n",
        "[Oral][Poster]\n\n[x]: u\n",
        "[[a](u)][[b](v)]\n\n[x]: u\n",
        "word[1][2]\n\n[x]: u\n",
        "`[x][y]`\n\n[x]: u\n",
    ],
)
def test_brackets_that_are_no_references(text: str) -> None:
    assert messages("FMT221", text, unused="allow") == []


def test_a_slip_in_a_name_is_found_by_its_likeness() -> None:
    assert messages("FMT221", "[a][example-one]\n\n[exmaple-one]: u\n", unused="allow") == [
        "reference [example-one] is not defined"
    ]


def test_names_are_the_same_in_any_case_and_with_any_blanks() -> None:
    assert messages("FMT221", "[a][Foo  Bar] ![b][BAZ] ![qux]\n\n[foo bar]: u\n[baz]: v\n[Qux]: w\n") == []


def test_a_second_definition_of_the_same_target_is_an_info() -> None:
    (found,) = report("FMT221", "[a][b]\n\n[b]: u\n[b]: u\n")
    assert found.severity is Severity.INFO
    (found,) = report("FMT221", "[a][b]\n\n[b]: u\n[B]: v\n")
    assert found.severity is Severity.ERROR


def test_bare_urls_need_witnesses() -> None:
    four = "".join(f"- **Title {number}** [pdf](https://a.b/{number})\n" for number in range(4))
    assert messages("FMT222", four[: four.rindex("-")] + "- **Title** https://a.b/c\n") == []
    assert messages("FMT222", four + "- **Title** https://a.b/c\n") == [
        "found a bare URL, expected [text](url) or <url> as in 4 of 5 links"
    ]
    assert messages("FMT222", "- **Title** https://a.b/c\n", style="text") == [
        "found a bare URL, expected [text](url) or <url>"
    ]
    assert messages("FMT222", four + "- **Title** https://a.b/c\n", style="any") == []


def test_a_remark_beside_a_link_is_an_info() -> None:
    text = "".join(f"- **Title {number}** [pdf](https://a.b/{number})\n" for number in range(9))
    (found,) = report("FMT222", text + "- **Title** [pdf](https://a.b/c), mirror https://a.b/d\n")
    assert found.severity is Severity.INFO


FILES = KnownFiles(["README.md", "docs/a b.md", "img/logo.png"])


@pytest.mark.parametrize(
    "target",
    [
        "docs/a%20b.md",
        "docs",
        "./docs/",
        "/img/logo.png?raw=true",
        "#x",
        "//example.org/a",
        "../../issues",
        "../../wiki/Home",
        "https://a.b",
        "mailto:a@b.c",
    ],
)
def test_local_files_that_are_there(target: str) -> None:
    assert messages("LNK511", f"[a]({target}) ![b]({target})\n", files=FILES) == []


@pytest.mark.parametrize("target", ["docs/a.md", "../README.md", "/docs/b.md", "img/Logo.png", "issues"])
def test_local_files_that_are_not(target: str) -> None:
    text = f"[a]({target})\n\n![b]({target})\n\n<img src='{target}'>\n\n[c]: {target}\n"
    assert len(messages("LNK511", text, files=FILES)) == 4
    assert messages("LNK511", text) == []


def test_what_other_rules_report_is_not_reported_again() -> None:
    text = "[a](github.com/b/c) [d](TODO) [e](data) [f]((docs/x.md))\n\n## Data\n"
    assert messages("LNK511", text, files=FILES) == []


def test_a_host_that_is_a_file_is_right() -> None:
    assert messages("LNK508", "[a](www.example.org/b)\n", files=KnownFiles(["www.example.org/b"])) == []
    assert len(messages("LNK508", "[a](www.example.org/b)\n", files=KnownFiles([]))) == 1


def test_many_brackets_unlike_any_name_are_tags() -> None:
    definitions = "".join(f"[heron-{number}]: u{number}\n" for number in range(60))
    tags = "".join(f"- [Storks][{'pqrsxyz'[number % 7] * 9} {number}]\n" for number in range(60))
    text = f"# Birds\n\n{tags}\n[x][heron-100]\n\n{definitions}"
    assert messages("FMT221", text.replace(tags, ""))[0] == "reference [heron-100] is not defined"
    assert not any("not defined" in message for message in messages("FMT221", text))
