"""Rules in YAML alone: the generic checks, by the examples of a folder of rules such as a maintainer writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesomelint.checks.generic import GENERIC
from awesomelint.errors import RulebookError
from awesomelint.rule_examples import ExampleResult, run_rules
from awesomelint.rulebook.load import load_own_rules, load_rulebook

FOLDER = Path(__file__).parent / "data" / "house-rules"
RULES = load_own_rules(FOLDER)

HEAD = """\
code: {code}
name: some-rule
summary: A rule.
check: {check}
severity: info
fix: none
"""


@pytest.mark.parametrize("outcome", list(run_rules(RULES, load_rulebook())), ids=str)
def test_house_rule(outcome: ExampleResult) -> None:
    assert not outcome.problems, "\n".join((str(outcome.place), *outcome.problems))


def test_every_generic_check_has_a_rule() -> None:
    assert {rule.check for rule in RULES} == set(GENERIC)


@pytest.mark.parametrize(
    ("code", "check", "line", "message"),
    [
        ("FMT999", "field.required", 1, "codes that begin with FMT are built-in; use other letters"),
        ("MINE1", "field.requird", 4, 'did you mean "field.required"?'),
        ("MINE1", "field.required", 4, 'the check "field.required" needs "field" under "with"'),
        ("MINE1", "field.required\nwith: {field: tilte}", 5, 'did you mean "title"?'),
        ("MINE1", "field.required\nwith: {feild: title}", 5, 'unknown key "feild" (did you mean "field"?)'),
        (
            "MINE1",
            "field.pattern\nwith: {field: title, pattern: '('}",
            5,
            'found "(", which is not a regular expression',
        ),
        ("MINE1", "suppressions.unknown_rule\nwith: {field: title}", 4, "takes no parameters"),
    ],
)
def test_bad_rule(tmp_path: Path, code: str, check: str, line: int, message: str) -> None:
    path = tmp_path / f"{code}-some-rule.yaml"
    path.write_text(HEAD.format(code=code, check=check) + "---\nwhy: x\nexamples: []\n", encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load_own_rules(tmp_path)
    assert (caught.value.path, caught.value.line) == (str(path), line)
    assert message in caught.value.message


def test_a_code_or_name_that_is_taken(tmp_path: Path) -> None:
    for code in ("MINE1", "MINE2"):
        text = HEAD.format(code=code, check="field.required\nwith: {field: title}") + "---\nwhy: x\nexamples: []\n"
        (tmp_path / f"{code}-some-rule.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError, match=r'"some-rule" is already a rule in .*MINE1-some-rule.yaml'):
        load_own_rules(tmp_path)


def test_a_replacement_that_does_not_fit_its_pattern(tmp_path: Path) -> None:
    check = "field.substitute\nwith: {field: title, pattern: a, replacement: '\\2'}"
    example = """\
---
why: x
examples:
  - title: one
    bad: '- **a b** [pdf](https://example.org/1)'
    report: [{line: 1, column: 1, message: x}]
"""
    path = tmp_path / "MINE1-some-rule.yaml"
    path.write_text(HEAD.format(code="MINE1", check=check) + example, encoding="utf-8")
    file, first = run_rules(load_own_rules(tmp_path), load_rulebook())
    assert file.problems == ("found 1 bad and 0 good examples, expected at least 2 of each",)
    assert first.problems == (f'{path}: the replacement "\\2" does not fit the pattern: there is no group 2',)
