"""Choosing rules by code, prefix, name or ALL."""

from __future__ import annotations

import pytest

from awesomelint.diagnostic import Severity
from awesomelint.rulebook.spec import RuleIndex, RuleSpec

NONE: frozenset[str] = frozenset()


def rule(code: str, name: str) -> RuleSpec:
    return RuleSpec(code, name, "A rule.", "0.1.0", "a.check", Severity.WARNING, "none", (), "path")


INDEX = RuleIndex(
    [
        rule("NUM102", "rendered-number"),
        rule("NUM101", "sequential-numbers"),
        rule("NUM201", "other-number"),
        rule("FMT201", "link-brackets"),
    ]
)


@pytest.mark.parametrize(
    ("selector", "codes"),
    [
        ("NUM101", {"NUM101"}),
        ("sequential-numbers", {"NUM101"}),
        ("NUM1", {"NUM101", "NUM102"}),
        ("NUM10", {"NUM101", "NUM102"}),
        ("NUM", {"NUM101", "NUM102", "NUM201"}),
        ("ALL", {"NUM101", "NUM102", "NUM201", "FMT201"}),
        ("N", set()),
        ("NUM3", set()),
        ("NUM1011", set()),
        ("num101", set()),
        ("sequential", set()),
        ("", set()),
    ],
)
def test_what_a_selector_stands_for(selector: str, codes: set[str]) -> None:
    assert INDEX.codes(selector) == codes
    assert INDEX.knows(selector) == bool(codes)


@pytest.mark.parametrize(
    ("selector", "near"),
    [
        ("NUM1O1", "NUM101"),
        ("num101", "NUM101"),
        ("sequental-numbers", "sequential-numbers"),
        ("all", "ALL"),
        ("FTM", "FMT"),
        ("qqqqqq", None),
        ("x" * 100_000, None),
    ],
)
def test_did_you_mean(selector: str, near: str | None) -> None:
    assert INDEX.nearest(selector) == near


@pytest.mark.parametrize(
    ("before", "select", "ignore", "on"),
    [
        ([], ["NUM"], [], {"NUM101", "NUM102", "NUM201"}),
        ([], ["NUM"], ["NUM1"], {"NUM201"}),
        ([], ["NUM101"], ["NUM"], {"NUM101"}),
        ([], ["NUM101"], ["NUM101"], set()),
        ([], ["sequential-numbers"], ["NUM101"], set()),
        ([], ["ALL"], ["NUM1"], {"NUM201", "FMT201"}),
        ([], ["NUM", "NUM101"], ["NUM1"], {"NUM101", "NUM201"}),
        (["FMT201"], ["NUM101"], [], {"FMT201", "NUM101"}),
        (["FMT201", "NUM101"], [], ["FMT"], {"NUM101"}),
        (["FMT201"], [], ["NUM"], {"FMT201"}),
        (["FMT201"], [], [], {"FMT201"}),
    ],
)
def test_the_narrower_selector_decides(before: list[str], select: list[str], ignore: list[str], on: set[str]) -> None:
    assert INDEX.chosen(frozenset(before), select, ignore) == on


def test_the_value_of_the_narrowest() -> None:
    assert INDEX.narrowest({"ALL": 1, "NUM1": 3, "NUM": 2}) == {
        "FMT201": (0, 1),
        "NUM101": (4, 3),
        "NUM102": (4, 3),
        "NUM201": (3, 2),
    }


def test_no_rules_at_all() -> None:
    assert RuleIndex([]).chosen(NONE, ["ALL"], []) == NONE
    assert RuleIndex([]).knows("ALL")
