"""The formats for editors and for programs."""

from __future__ import annotations

import json

from reports import ALL, BLANKS, BRACKETS, CLEAN, HIDDEN, NUMBER, WIDE, report
from runs import rule_page

from awesomelint.reporters.full import concise_text, grouped_text
from awesomelint.reporters.json import findings, json_array, json_lines
from awesomelint.reporters.terminal import View


def test_concise_is_one_line_a_finding() -> None:
    assert concise_text(report(NUMBER, WIDE, HIDDEN, *BLANKS), View()) == (
        "README.md:9:1: error: number 1 repeats, expected 2 [NUM101, fixable]\n"
        "README.md:10:10: warning: the same paper twice [DUP301, unsafe fix]\n"
        "README.md:14:20: warning: found \\x1b, expected nothing [FMT219]\n"
    )
    assert concise_text(CLEAN, View()) == ""


def test_grouped_is_a_table_a_file() -> None:
    assert grouped_text(report(NUMBER, WIDE, *BLANKS), View()) == (
        "README.md: 4 entries in 2 sections, 4 links\n"
        "  9:1    error    NUM101  number 1 repeats, expected 2  [fixable]\n"
        "  10:10  warning  DUP301  the same paper twice  [unsafe fix]\n"
        "\n"
        " whitespace: 3 places [fixable], --verbose lists them\n"
        "\n"
    )


def test_json_has_the_keys_of_ruff_and_the_entry() -> None:
    (found,) = json.loads("".join(json_array([report(NUMBER)], rule_page)))
    assert found == {
        "code": "NUM101",
        "name": "sequential-numbers",
        "severity": "error",
        "message": "number 1 repeats, expected 2",
        "filename": "README.md",
        "location": {"row": 9, "column": 1},
        "end_location": {"row": 9, "column": 3},
        "fix": {
            "applicability": "safe",
            "message": None,
            "edits": [
                {"content": "2", "location": {"row": 9, "column": 1}, "end_location": {"row": 9, "column": 2}},
            ],
        },
        "url": "https://example.org/rules/NUM101",
        "related": [
            {
                "message": "the other 1 is here",
                "filename": "README.md",
                "location": {"row": 5, "column": 1},
                "end_location": {"row": 5, "column": 3},
            },
            {
                "message": "2 follows here",
                "filename": "README.md",
                "location": {"row": 10, "column": 1},
                "end_location": {"row": 10, "column": 3},
            },
        ],
        "section": ["Small Models"],
        "entry": {
            "title": "Smaller Models Do Not Read at All, However Long Their Titles Are Made by Their Authors",
            "line": 9,
        },
    }


def test_json_lists_everything() -> None:
    array = json.loads("".join(json_array([ALL, CLEAN], rule_page)))
    lines = [json.loads(line) for line in "".join(json_lines(ALL, rule_page)).splitlines()]
    assert array == lines == list(findings(ALL, rule_page))
    assert len(array) == len(ALL.diagnostics)
    assert [found["fix"]["message"] for found in array if found["code"] == "FMT201"] == ["move"]


def test_json_without_findings_is_an_empty_array() -> None:
    assert "".join(json_array([CLEAN], rule_page)) == "[]\n"
    assert "".join(json_lines(CLEAN, rule_page)) == ""


def test_json_escapes_what_a_terminal_obeys() -> None:
    text = "".join(json_lines(report(HIDDEN._replace(message="a\x1b \x9b \u202e \u2028 论")), rule_page))
    assert "a\\u001b \\u009b \\u202e \\u2028 论" in text
    assert json.loads(text)["message"] == "a\x1b \x9b \u202e \u2028 论"


def test_brackets_are_fixed_by_two_edits() -> None:
    (found,) = findings(report(BRACKETS), rule_page)
    assert [edit["content"] for edit in found["fix"]["edits"]] == ["[[code]", "read-slowly)]"]
