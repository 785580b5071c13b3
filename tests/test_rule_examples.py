"""Every example of every rule: `good` is clean, `bad` is reported exactly, fixing gives `fixed` and nothing after that."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from awesomelint.checks import CHECKS
from awesomelint.rule_examples import run_example, too_few
from awesomelint.rulebook.docs import Example, load_docs
from awesomelint.rulebook.load import load_rulebook
from awesomelint.rulebook.spec import RuleSpec

KNOWN = {spec.code: spec for spec in load_rulebook()}


def _examples() -> Iterator[object]:
    for spec in KNOWN.values():
        for example in load_docs(spec).examples:
            yield pytest.param(spec, example, id=f"{spec.code}: {example.title}")


@pytest.mark.parametrize(("spec", "example"), list(_examples()))
def test_example(spec: RuleSpec, example: Example) -> None:
    problems = run_example(spec, example, KNOWN)
    assert not problems, f"{spec.path}:{example.line}\n" + "\n".join(problems)


@pytest.mark.parametrize("spec", [spec for spec in KNOWN.values() if spec.code != "FMT217"], ids=lambda spec: spec.code)
def test_examples_with_the_newlines_of_windows(spec: RuleSpec) -> None:
    for example in (example for example in load_docs(spec).examples if "\r" not in example.text):
        fixed = None if example.fixed is None else example.fixed.replace("\n", "\r\n")
        windows = dataclasses.replace(example, text=example.text.replace("\n", "\r\n"), fixed=fixed)
        assert run_example(spec, windows, KNOWN) == [], f"{spec.path}:{example.line}"


@pytest.mark.parametrize("spec", list(KNOWN.values()), ids=list(KNOWN))
def test_rule_is_complete(spec: RuleSpec) -> None:
    assert spec.check in CHECKS
    assert spec.since
    assert too_few(load_docs(spec)) is None
