"""Anchors as GitHub makes them."""

from __future__ import annotations

import pytest

from awesomelint.checks.links.slugs import anchors, slug
from awesomelint.document.parse import parse_document
from awesomelint.source import Source


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Data & Code", "data--code"),
        ("What's new? (2021)", "whats-new-2021"),
        ("a_b-c", "a_b-c"),
        ("📚 Surveys", "-surveys"),
        ("✂️ Pruning", "\ufe0f-pruning"),
        ("Émile – ça", "émile--ça"),
        ("Über ÄÖ", "über-äö"),
        ("数据集（中文）", "数据集中文"),
        ("C++/C#", "cc"),
        ("²½", ""),
        ("١٢", "١٢"),
    ],
)
def test_slug(heading: str, expected: str) -> None:
    assert slug(heading) == expected


def found(text: str) -> set[str]:
    return anchors(parse_document(Source(text)))


def test_repeated_headings_are_numbered() -> None:
    assert found("# A\n## A\n### A\n## B\n") == {"a", "a-1", "a-2", "b"}


def test_headings_wherever_they_stand() -> None:
    text = "- ## In a list\n\n> ### In a quote\n\nSetext\n======\n\n<h3>In <i>HTML</i> &amp; more</h3>\n"
    assert {"in-a-list", "in-a-quote", "setext", "in-html--more"} <= found(text)


def test_html_headings_in_many_lines_have_their_indent_as_hyphens() -> None:
    assert "----" in found('<h1>\n    <img src="a.png">\n</h1>\n')


def test_headings_of_links_code_and_emphasis() -> None:
    assert {"pdf-and-code-x"} <= found("## [pdf](u) and *code* `x`\n")


def test_badges_in_headings_leave_their_blanks() -> None:
    names = found("# Awesome List [![badge](i)](u)\n")
    assert {"awesome-list", "awesome-list-"} <= names


def test_shortcodes_keep_their_letters() -> None:
    names = found("## :star: Best\n")
    assert "star-best" in names
    assert "-best" not in names


def test_attributes() -> None:
    text = "<a name=\"One\"></a> <span id = 'two'>x</span> <p id=three>\n\n[x](https://example.org/?id=four)\n"
    assert found(text) >= {"One", "two", "three"}
    assert "four" not in found(text)
