"""Blanks, blank lines, newlines and tabs: beyond the examples of FMT214 to FMT217."""

from __future__ import annotations

import pytest
from reporting import messages, report

from awesomelint.fixing.fixer import apply_fixes
from awesomelint.rulebook.load import load_rulebook
from awesomelint.source import Source

RULES = {spec.code: spec.configured() for spec in load_rulebook()}


def fixed(code: str, text: str) -> str:
    return apply_fixes(Source(text), [RULES[code]]).source.text


@pytest.mark.parametrize(
    "text",
    [
        "a  \nb\n",
        "a   \nb\n",
        "Title  \nmore\n=====\n",
        "> a  \n> b\n",
        "- a  \n  b\n",
        "```\na  \n```\n",
        "    a  \n    b\n",
        "<pre>\na  \n</pre>\n",
        "a\\ \nb\n",
        "- [ ] \n- [x] a\n",
    ],
)
def test_trailing_blanks_with_a_meaning(text: str) -> None:
    assert messages("FMT215", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a \nb\n", "a\nb\n"),
        ("a\t\nb\n", "a\nb\n"),
        ("a  \n\nb\n", "a\n\nb\n"),
        ("a  ", "a"),
        ("a \r\nb  \r\n", "a\r\nb\r\n"),
        ("# a  \nb\n", "# a\nb\n"),
        ("| a |  \n| - |\n| b | \n", "| a |\n| - |\n| b |\n"),
        ("> \n", ">\n"),
        ("<div>  \n</div>\n", "<div>\n</div>\n"),
        ("  \na\n", "\na\n"),
    ],
)
def test_trailing_blanks_without(text: str, expected: str) -> None:
    assert fixed("FMT215", text) == expected


def test_blank_lines_at_the_end_belong_to_one_rule() -> None:
    text = "a\n\n\n\n"
    assert messages("FMT216", text) == []
    assert messages("FMT217", text) == ["found 3 blank lines at the end of the file, expected none"]
    assert fixed("FMT217", text) == "a\n"


def test_blank_lines_of_blanks_count() -> None:
    assert fixed("FMT216", "a\n  \n\t\n\nb\n") == "a\n  \nb\n"
    assert messages("FMT216", "a\n\n\nb\n", maximum=2) == []
    assert messages("FMT216", "a\n\n\n\nb\n", maximum=2) == ["found 3 blank lines in a row, expected at most 2"]


def test_fewer_than_five_headings_are_no_habit() -> None:
    text = "".join(f"## {name}\n\ntext\n\n" for name in "abc") + "## d\ntext\n"
    assert messages("FMT216", text) == []
    assert messages("FMT216", text, after_headings="one") == ["found no blank line after a heading, expected one"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_one_kind_of_newline(newline: str) -> None:
    found = messages("FMT217", f"a{newline}{newline}b{newline}")
    assert found == (["found CR at the end of 3 lines, expected LF"] if newline == "\r" else [])


def test_mixed_newlines_are_one_finding() -> None:
    text = "a\r\nb\r\nc\r\nd\ne\rf\r\n"
    assert messages("FMT217", text) == ["found CR/LF at the end of 2 lines, expected CRLF as in 4 of 6 lines"]
    assert fixed("FMT217", text) == "a\r\nb\r\nc\r\nd\r\ne\r\nf\r\n"
    assert messages("FMT217", "a\n", newline="crlf") == [
        "found LF at the end of 1 line, expected CRLF as in 0 of 1 lines"
    ]


def test_an_empty_file_needs_no_newline() -> None:
    assert messages("FMT217", "") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n  - b\n  - c\n  - d\n  - e\n  - f\n\t- g\n", "- a\n  - b\n  - c\n  - d\n  - e\n  - f\n    - g\n"),
        ("a\tb \t c\n", "a b c\n"),
        ("| a\t| b |\n| - | - |\n", "| a | b |\n| - | - |\n"),
        ("```\n\ta\tb\n```\n", "```\n\ta\tb\n```\n"),
        ("-\ta\n", "-\ta\n"),
    ],
)
def test_tabs(text: str, expected: str) -> None:
    assert fixed("FMT217", text) == expected


def test_tabs_can_be_forbidden_and_allowed() -> None:
    text = "- a\n\t- b\n\n*c\td*\n"
    assert messages("FMT217", text, tabs="forbid") == [
        "found a tab in the indentation, expected spaces",
        "found a tab in the text, expected spaces",
    ]
    assert messages("FMT217", text, tabs="allow") == []


@pytest.mark.parametrize(
    "text",
    [
        "a  \nb",
        "-   a",
        "1.  a",
        "    a  b",
        "`a  b`",
        "| a  | b |\n| -- | - |\n| c  | d |",
        ">  a\n>  b",
        "One.  Two.  Three!  Four?  Five",
        '<a title="b  c">d</a>',
        "- a\n   continued  \n   here",
    ],
)
def test_blanks_in_a_row_left_alone(text: str) -> None:
    assert messages("FMT214", text + "\n") == []


def test_two_blanks_can_be_the_style_of_a_list() -> None:
    text = "".join(f"[a](u{number})  • [b](v{number})\n\n" for number in range(6))
    assert messages("FMT214", text) == []
    assert messages("FMT214", text + "[a](u) • [b](v)\n\n" * 6) != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("** Ada** b", "**Ada** b"),
        ("**Ada ** b", "**Ada** b"),
        ("** Ada ** b", "**Ada** b"),
        ("**Ada **.", "**Ada**."),
        ("a **Bo** ** Cy** d", "a **Bo** **Cy** d"),
    ],
)
def test_blanks_inside_bold(text: str, expected: str) -> None:
    assert fixed("FMT214", f"- x {text}\n") == f"- x {expected}\n"


@pytest.mark.parametrize("text", ["**a** b **c**", "2 ** 3 ** 4", "a ** b", "`** a**`", "**a**, **b**"])
def test_asterisks_left_alone(text: str) -> None:
    assert messages("FMT214", f"- x {text}\n") == []


def test_one_finding_a_line() -> None:
    (found,) = report("FMT214", "a  b  c  d\n")
    assert found.message == "found 2 spaces, expected 1 (2 more on this line)"
    assert found.fix is not None
    assert len(found.fix.edits) == 3


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_newlines_of_front_matter_are_its_own(mark: str) -> None:
    key = "title: A" if mark == "---" else 'title = "A"'
    front = f"{mark}\r\n{key}\n{mark}\n"
    assert fixed("FMT217", f"{front}\n# A\r\n\nText\n") == f"{front}\n# A\n\nText\n"
    assert messages("FMT217", front) == []
