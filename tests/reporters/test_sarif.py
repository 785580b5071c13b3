"""What a SARIF log says, beyond being valid."""

from __future__ import annotations

import json
from typing import Any

from linting import lint_source
from reports import ALL, BRACKETS, NUMBER, TEXT, WIDE, finding, report, span
from runs import HERE, hostile, linted, run_of

from awesomelint.config.load import load_config
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Severity
from awesomelint.report import Context, FileReport
from awesomelint.reporters.run_report import Checkout, RunReport
from awesomelint.reporters.sarif import sarif_log
from awesomelint.rulebook.docs import load_docs
from awesomelint.rulebook.load import load_rulebook
from awesomelint.source import Source, Span


def _run(run: RunReport) -> dict[str, Any]:
    document = json.loads("".join(sarif_log(run)))
    assert document["version"] == "2.1.0"
    (only,) = document["runs"]
    assert isinstance(only, dict)
    return only


def _offset(lines: list[str], line: int, column: int) -> int:
    return sum(map(len, lines[: line - 1])) + column - 1


def _fixed(text: str, fix: dict[str, Any]) -> str:
    """Return a text after a fix, lines and columns counted as the log says: in code points."""
    lines = text.splitlines(keepends=True)
    (change,) = fix["artifactChanges"]
    for replacement in reversed(change["replacements"]):
        region = replacement["deletedRegion"]
        start = _offset(lines, region["startLine"], region["startColumn"])
        end = _offset(lines, region["endLine"], region["endColumn"])
        text = text[:start] + replacement["insertedContent"]["text"] + text[end:]
    return text


def test_a_result_has_place_related_places_and_entry() -> None:
    (result,) = _run(run_of(report(NUMBER)))["results"]
    location = {"uri": "README.md", "uriBaseId": "%SRCROOT%"}
    assert result["ruleId"] == "NUM101"
    assert result["ruleIndex"] == 0
    assert result["level"] == "error"
    assert result["message"] == {"text": "number 1 repeats, expected 2"}
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": location,
                "region": {"startLine": 9, "startColumn": 1, "endLine": 9, "endColumn": 3},
            }
        }
    ]
    assert [(related["id"], related["message"]["text"]) for related in result["relatedLocations"]] == [
        (1, "the other 1 is here"),
        (2, "2 follows here"),
    ]
    assert result["properties"] == {
        "section": ["Small Models"],
        "entry": {
            "title": "Smaller Models Do Not Read at All, However Long Their Titles Are Made by Their Authors",
            "line": 9,
        },
    }


def test_rules_come_with_their_whole_texts_once() -> None:
    run = _run(run_of(ALL))
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == sorted({diagnostic.code for diagnostic in ALL.diagnostics})
    rule = rules["NUM101"]
    assert rule["name"] == "sequential-numbers"
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["help"]["text"] == load_docs(next(spec for spec in load_rulebook() if spec.code == "NUM101")).why
    for part in ("## Why", "## Options", "## Reported", "## Not reported", "```markdown"):
        assert part in rule["help"]["markdown"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_every_rule_has_a_text() -> None:
    found = tuple(Diagnostic(spec.code, spec.name, Span(0, 1), "found", spec.severity) for spec in run_of().rules())
    run = _run(run_of(FileReport(Source(TEXT, "README.md"), found, (Context(()),) * len(found), 0, 0, 0)))
    for rule in run["tool"]["driver"]["rules"]:
        assert len(rule["fullDescription"]["text"]) > 40, rule["id"]
        assert "## Reported" in rule["help"]["markdown"], rule["id"]


def test_fixes_applied_are_what_the_program_writes() -> None:
    results = {result["ruleId"]: result for result in _run(run_of(report(BRACKETS, NUMBER, WIDE)))["results"]}
    assert _fixed(TEXT, results["NUM101"]["fixes"][0]) == TEXT.replace("1. **Smaller", "2. **Smaller")
    moved = TEXT.replace("[[code]](https://github.com/example/small-models-read-slowly)",
                         "[[code](https://github.com/example/small-models-read-slowly)]")  # fmt: skip
    assert _fixed(TEXT, results["FMT201"]["fixes"][0]) == moved
    assert _fixed(TEXT, results["DUP301"]["fixes"][0]) == TEXT.replace("Also Read", "")
    assert "may change which paper" in results["DUP301"]["fixes"][0]["description"]["text"]


def test_what_follows_the_last_newline_is_a_line() -> None:
    source = Source("a\nb\n\n", "README.md")
    gone = Diagnostic("FMT216", "blank-lines", Span(4, 5), "found", Severity.INFO, fix=Fix((Edit(Span(4, 5), ""),)))
    (result,) = _run(run_of(FileReport(source, (gone,), (Context(()),), 0, 0, 0)))["results"]
    assert _fixed("a\nb\n\n", result["fixes"][0]) == "a\nb\n"


def test_fingerprints_stay_when_lines_move() -> None:
    text = "# List\n\n" + "".join(f"{number}. **Paper {number}** [[pdf](u)]\n" for number in (1, 2, 2, 4))
    config = load_config(None)
    marks = [
        [
            (result["ruleId"], result["partialFingerprints"]["primaryLocationLineHash"])
            for result in _run(run_of(lint_source(Source(added + text, "README.md"), config)))["results"]
            if result["ruleId"] == "NUM101"
        ]
        for added in ("", "Hello.\n\nMore words.\n\n")
    ]
    assert marks[0] == marks[1] != []


def test_brackets_in_messages_are_no_links() -> None:
    links = finding("FMT201", "link-brackets", span(5, "ACL"), "found [[a](1)], expected [b](2)", Severity.ERROR)
    (result,) = _run(run_of(report(links)))["results"]
    assert result["message"]["text"] == r"found \[\[a\](1)\], expected \[b\](2)"


def test_names_of_files_are_uris() -> None:
    cases = {
        (Checkout("/top/docs", "/top"), "a b%.md"): {"uri": "docs/a%20b%25.md", "uriBaseId": "%SRCROOT%"},
        (Checkout("/top/docs", "/top"), "../文.md"): {"uri": "%E6%96%87.md", "uriBaseId": "%SRCROOT%"},
        (Checkout("/top/docs", "/top"), "./x.md"): {"uri": "docs/x.md", "uriBaseId": "%SRCROOT%"},
        (Checkout("/top/docs", "/top"), "/top/x:y.md"): {"uri": "x%3Ay.md", "uriBaseId": "%SRCROOT%"},
        (Checkout("/top", "/top"), "/topper/x.md"): {"uri": "file:///topper/x.md"},
        (Checkout("/top", "/top"), "../x.md"): {"uri": "file:///x.md"},
        (Checkout("/", "/"), "x.md"): {"uri": "x.md", "uriBaseId": "%SRCROOT%"},
        (HERE, "a\udcff.md"): {"uri": "a%FF.md", "uriBaseId": "%SRCROOT%"},
        (HERE, "<stdin>"): {"uri": "%3Cstdin%3E", "uriBaseId": "%SRCROOT%"},
    }
    for (checkout, path), expected in cases.items():
        (result,) = _run(run_of(report(NUMBER)._replace(source=Source(TEXT, path)), checkout=checkout))["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"] == expected, path


def test_a_rule_that_nobody_knows_has_its_name() -> None:
    rules = _run(hostile())["tool"]["driver"]["rules"]
    assert rules[0] == {"id": "FMT999", "name": "no-such-rule"}
    assert len(rules) == 2


def test_no_rule_is_read_where_nothing_was_found() -> None:
    run = _run(run_of(linted("# Empty\n"))._replace(rules=_unread))
    assert run["results"] == run["tool"]["driver"]["rules"] == []


def _unread() -> tuple[()]:
    raise AssertionError("nothing was found")
