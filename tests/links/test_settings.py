"""Expressions of users that choose URLs: which are taken, and that none of those takes long."""

from __future__ import annotations

import time

import pytest

from awesomelint.links.settings import LinkSettings, excluded_urls, is_found, url_expression


@pytest.mark.parametrize(
    "text",
    [
        "(a+)+",
        "(a|b*)*",
        "(?:x*y){2,}",
        "((a{0,9})+)+",
        "[",
        "a*" * 9,
        "(" * 5000,
        "(a*){,}",
        "(a+){30}",
        "((a+){3}b){2}",
        "(a*)(?#and)*",
        "(a*(?#[))*(?#])",
        r"(\(a*)*",
        "([)]a*)*",
        "([^]*]a*)*",
        "(?x) (a*) *",
        "(?x)(a* # (\n)*",
        "(?x:a)#(b+)+",
        "(?P<name>a+?)+?",
        "(?:a*+b+)*",
    ],
)
def test_expressions_that_would_not_end_are_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what is said of a broken one is Python's
        url_expression(text)


@pytest.mark.parametrize(
    "text",
    [
        "^https://a\\.org/",
        "a+b*",
        "(?i)(foo|bar)+",
        "a{2,5}(b+c)?",
        "(a{2})+",
        "(a+){3}",
        "[(]a*[)]*",
        r"\(a*\)*",
        "(a*+b)*",
        "a{}*b{,3}",
        "(?x) a+ # (b+)+",
        "(?:(?:www|m)\\.)?a\\.org/(?=b)(?!c).*",
    ],
)
def test_expressions_that_people_write(text: str) -> None:
    assert url_expression(text).pattern == text


def test_a_long_url_is_searched_as_far_as_matters() -> None:
    expressions = [url_expression("a*a*b")]
    started = time.perf_counter()
    assert not is_found(expressions, "https://a.org/" + "a" * 1_000_000)
    assert time.perf_counter() - started < 60  # bounded; without the bound this would take hours


def test_what_is_included_is_not_excluded() -> None:
    settings = LinkSettings(exclude=("a", "b"), include=("c",))
    assert excluded_urls(["https://x/a", "https://x/bc", "https://x/d"], settings) == {"https://x/a"}
    assert excluded_urls(["https://x/a"], LinkSettings()) == frozenset()
