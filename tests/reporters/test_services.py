"""The formats for services are valid, say everything, and say the same in every run."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from runs import RUNS

from awesomelint.reporters import FORMATS
from awesomelint.reporters.run_report import RunReport

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
RUN_FORMATS = [name for name, format_ in FORMATS.items() if format_.run_text]
SAMPLE = 200
"""Findings of a run that are validated: a validator takes a millisecond for one, and they are made alike."""


@cache
def run(name: str) -> RunReport:
    return RUNS[name]()


def text(format_: str, reported: RunReport) -> str:
    run_text = FORMATS[format_].run_text
    assert run_text is not None
    return "".join(run_text(reported))


def findings(reported: RunReport) -> int:
    return sum(len(report.diagnostics) for report in reported.files)


def _sampled(found: list[Any]) -> list[Any]:
    return found[:: max(len(found) // SAMPLE, 1)]


@cache
def _validator(name: str) -> Any:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


@cache
def _junit_schema() -> Any:
    return xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))


def sarif_results(document: str) -> int:
    log = json.loads(document)
    (only,) = log["runs"]
    count = len(only["results"])
    only["results"] = _sampled(only["results"])
    _validator("sarif-2.1.0.json").validate(log)
    return count


def gitlab_results(document: str) -> int:
    issues = json.loads(document)
    _validator("gitlab-code-quality.json").validate(_sampled(issues))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return len(issues)


def rdjson_results(document: str) -> int:
    result = json.loads(document)
    count = len(result["diagnostics"])
    result["diagnostics"] = _sampled(result["diagnostics"])
    _validator("rdjson.json").validate(result)
    return count


def junit_results(document: str) -> int:
    root = ElementTree.fromstring(document.encode("utf-8"))
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.attrib["tests"]) == len(cases) > 0
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        for case in cases[SAMPLE:]:
            suite.remove(case)
    assert int(root.attrib["tests"]) == sum(int(suite.attrib["tests"]) for suite in root)
    assert int(root.attrib["failures"]) == sum(int(suite.attrib["failures"]) for suite in root)
    _junit_schema().validate(ElementTree.tostring(root, encoding="unicode"))
    return int(root.attrib["tests"]) - len(root.findall("testsuite/testcase[@name='no findings']"))


VALIDATORS: dict[str, Callable[[str], int]] = {
    "sarif": sarif_results,
    "gitlab": gitlab_results,
    "rdjson": rdjson_results,
    "junit": junit_results,
    "json": lambda document: len(json.loads(document)),
}


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("format_", VALIDATORS)
def test_documents_are_valid_and_complete(format_: str, name: str) -> None:
    reported = run(name)
    assert VALIDATORS[format_](text(format_, reported)) == findings(reported)


@pytest.mark.parametrize("format_", RUN_FORMATS)
def test_documents_are_the_same_in_every_run(format_: str) -> None:
    for name in ("example", "hostile"):
        assert text(format_, RUNS[name]()) == text(format_, RUNS[name]())


@pytest.mark.parametrize("format_", RUN_FORMATS)
def test_documents_hold_nothing_that_a_terminal_or_a_runner_obeys(format_: str) -> None:
    document = text(format_, run("hostile"))
    document.encode("utf-8")
    obeyed = {char for char in document if (char < " " and char != "\n") or "\x7f" <= char <= "\x9f"}
    assert obeyed == set()
    assert not set("\u202e\u2066\u2028\ufeff") & set(document)
    assert "##[" not in document
    if format_ != "github":
        assert not [line for line in document.split("\n") if line.lstrip().startswith("::")]
