"""Regular expressions of users: which are taken, and that no text makes one of them slow."""

from __future__ import annotations

import pytest

from awesomelint.user_expressions import compile_expression, expand


@pytest.mark.parametrize(
    "text", ["[", "(" * 5000, "a{1000}{1000}", "((a{100}){100}){100}", r"(a)\1", "(?=a)", r"\N{DASH}"]
)
def test_what_is_no_expression_of_re2_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^[ -~]+$"):
        compile_expression(text)


@pytest.mark.parametrize("text", ["(a+)+$", "(a|a)*$", "(a|b*)*$", "(.*)*(.*)*(.*)*$", r"(\w+\s?)*$", "((a{0,9})+)+$"])
def test_an_expression_that_backtracks_for_ever_elsewhere_ends_here(text: str) -> None:
    assert compile_expression(text).fullmatch("a" * 20_000 + "!\n") is None


def test_nothing_is_printed_of_a_broken_expression(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="missing"):
        compile_expression("(")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("pattern", "template", "expected"),
    [
        (r"(\w) & (\w)", r"\1 und \2 – ü", "a und b – ü"),
        (r"(?P<first>\w) & (\w)", r"\g<2>, \g<first>", "b, a"),
        (r"a( x)? & b", r"[\1]\\1", "[]\\1"),
    ],
)
def test_replacements(pattern: str, template: str, expected: str) -> None:
    match = compile_expression(pattern).search("Ü a & b")
    assert match is not None
    assert expand(match, template) == expected


@pytest.mark.parametrize("template", [r"\2", r"\g<9>", r"\g<name>"])
def test_a_replacement_with_a_group_that_does_not_exist(template: str) -> None:
    match = compile_expression("(a)").search("a")
    assert match is not None
    with pytest.raises(ValueError, match="there is no group"):
        expand(match, template)
