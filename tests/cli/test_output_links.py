"""Findings of links come later than those of the text, and stand with them in every report."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from lists import Run

pytestmark = pytest.mark.usefixtures("inside")

LIST = """\
# Reading Machines

## Small Models

1. **A Page That Is There** [[pdf](https://ok.test/a)]
2. **A Page That Is Gone** [[pdf](https://status.test/404)]
2. **A Page That Is There, Too** [[pdf](https://ok.test/b)]
3. **A Page That Is Gone for Good** [[pdf](https://status.test/410)]
"""
EXPECTED = [("LNK501", 6), ("NUM101", 7), ("LNK501", 8)]


@pytest.fixture(autouse=True)
def files(here: Path) -> None:
    (here / "README.md").write_text(LIST, encoding="utf-8")


def test_reports_of_all_files_hold_both_in_order(run: Run, here: Path) -> None:
    names = ("json", "json-lines", "sarif", "gitlab", "junit", "rdjson", "github", "summary", "concise")
    files = [option for name in names for option in ("-o", f"{name}={name}")]
    result = run("--select", "NUM,LNK501", *files, "README.md")
    assert result.exit_code == 1
    text = {name: (here / name).read_text(encoding="utf-8") for name in names}
    assert [(found["code"], found["location"]["row"]) for found in json.loads(text["json"])] == EXPECTED
    lines = [json.loads(line) for line in text["json-lines"].splitlines()]
    assert sorted((found["location"]["row"], found["code"]) for found in lines) == sorted((b, a) for a, b in EXPECTED)
    (log,) = json.loads(text["sarif"])["runs"]
    regions = [each["locations"][0]["physicalLocation"]["region"]["startLine"] for each in log["results"]]
    assert regions == [line for _, line in EXPECTED]
    assert [rule["id"] for rule in log["tool"]["driver"]["rules"]] == ["LNK501", "NUM101"]
    assert [issue["location"]["lines"]["begin"] for issue in json.loads(text["gitlab"])] == regions
    assert [each["code"]["value"] for each in json.loads(text["rdjson"])["diagnostics"]] == [a for a, _ in EXPECTED]
    (suite,) = ElementTree.fromstring(text["junit"])
    assert suite.attrib["failures"] == "3"
    for name, mark in {"github": "title=LNK501 ", "summary": "| LNK501 ", "concise": "[LNK501"}.items():
        assert text[name].count(mark) == 2, name
        assert text[name].count(mark.replace("LNK501", "NUM101")) == 1, name


def test_what_is_printed_as_it_comes_says_nothing_twice(run: Run) -> None:
    result = run("--select", "NUM,LNK501", "README.md")
    assert result.stdout.count("4 entries in 1 section, 4 links") == 1
    assert result.stdout.count("LNK501") == 2
    assert result.stdout.count("NUM101") == 1
    assert "\n3 errors\n" in result.stdout


def test_two_runs_write_the_same(run: Run, here: Path) -> None:
    names = ("json", "sarif", "gitlab", "junit", "rdjson", "github", "summary")
    written = []
    for _ in range(2):
        run(*[option for name in names for option in ("-o", f"{name}={name}")], "README.md")
        written.append([(here / name).read_bytes() for name in names])
    assert written[0] == written[1]
