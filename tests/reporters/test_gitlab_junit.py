"""What GitLab and readers of JUnit are told, beyond being valid."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from typing import Any

from reports import ALL, CLEAN, EMPTY, NUMBER, TEXT, VENUE, WIDE, report
from runs import HERE, run_of

from awesomelint.diagnostic import Severity
from awesomelint.report import FileReport
from awesomelint.reporters.run_report import Checkout, RunReport, Tally
from awesomelint.reporters.services import code_quality, junit_xml
from awesomelint.rulebook.load import load_rulebook
from awesomelint.source import Source


def _issues(run: RunReport) -> list[dict[str, Any]]:
    found = json.loads("".join(code_quality(run)))
    assert isinstance(found, list)
    return found


def _suites(*files: FileReport) -> ElementTree.Element:
    return ElementTree.fromstring("".join(junit_xml(RunReport(files, Tally(), HERE, load_rulebook))))


def test_an_issue_has_the_documented_keys() -> None:
    (issue,) = _issues(run_of(report(WIDE), checkout=Checkout("/top/docs", "/top")))
    fingerprint = issue.pop("fingerprint")
    assert len(fingerprint) == 32
    assert issue == {
        "description": "DUP301 the same paper twice",
        "check_name": "duplicate-paper",
        "severity": "minor",
        "location": {"path": "docs/README.md", "lines": {"begin": 10}},
    }


def test_severities_are_those_of_gitlab() -> None:
    assert [issue["severity"] for issue in _issues(run_of(report(VENUE, NUMBER, WIDE)))] == ["major", "info", "minor"]


def test_fingerprints_differ_from_file_to_file() -> None:
    other = ALL._replace(source=Source(TEXT, "other.md"))
    marks = [issue["fingerprint"] for issue in _issues(run_of(ALL, other))]
    assert len(set(marks)) == len(marks) == 2 * len(ALL.diagnostics)
    assert [issue["fingerprint"] for issue in _issues(run_of(ALL))] == marks[: len(ALL.diagnostics)]


def test_a_suite_is_a_file_and_a_failure_a_finding_that_counts() -> None:
    def failures(found: FileReport, fail_on: Severity) -> list[str]:
        root = _suites(found._replace(fail_on=fail_on))
        assert root.attrib["failures"] == str(len(root.findall(".//failure")))
        return [case.attrib["name"] for case in root.iter("testcase") if case.find("failure") is not None]

    found = report(NUMBER, WIDE, VENUE)
    names = ["9:1 NUM101 sequential-numbers", "9:95 VEN406 venue-before-preprint", "10:10 DUP301 duplicate-paper"]
    assert failures(found, Severity.INFO) == names
    assert failures(found, Severity.WARNING) == [names[0], names[2]]
    assert failures(found, Severity.ERROR) == names[:1]


def test_a_failure_says_what_and_where() -> None:
    failure = _suites(report(NUMBER)).find("testsuite[@name='README.md']/testcase/failure")
    assert failure is not None
    assert failure.attrib == {"type": "error", "message": "number 1 repeats, expected 2"}
    assert failure.text == (
        "README.md:9:1: error: number 1 repeats, expected 2\nline 5: the other 1 is here\nline 10: 2 follows here"
    )
    said = _suites(report(VENUE)).find("testsuite/testcase/system-out")
    assert said is not None
    assert said.text == "README.md:9:95: info: EMNLP 2021 was earlier"


def test_a_file_in_which_nothing_was_found_passes() -> None:
    root = _suites(CLEAN, EMPTY)
    assert root.attrib == {"name": "awesomelint", "tests": "2", "failures": "0", "errors": "0"}
    assert [case.attrib for case in root.iter("testcase")] == [
        {"name": "no findings", "classname": "README.md"},
        {"name": "no findings", "classname": "empty.md"},
    ]
