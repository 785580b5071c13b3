"""Numbers of lists: where they break, and that giving items other numbers leaves everything else in its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reporting import messages, report

from awesomelint.checks.numbering.sequence import Break, Cause, breaks
from awesomelint.fixing.fixer import apply_fixes
from awesomelint.rulebook.load import load_rulebook
from awesomelint.source import Source

RULES = {spec.code: spec.configured() for spec in load_rulebook()}


def fixed(code: str, text: str) -> str:
    return apply_fixes(Source(text), [RULES[code]]).source.text


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ([1], []),
        ([1, 2, 3], []),
        ([7, 8, 9], []),
        ([0, 1, 2], []),
        ([1, 2, 2, 3], [Break(2, 3, Cause.REPEAT)]),
        ([1, 1, 2, 3], [Break(1, 2, Cause.REPEAT)]),
        ([1, 2, 2, 4], [Break(2, 3, Cause.REPEAT)]),
        ([1, 2, 4, 5], [Break(2, 3, Cause.JUMP)]),
        ([1, 2, 3, 2, 3, 4], [Break(3, 4, Cause.BACK)]),
        ([3, 26, 5, 6], [Break(1, 4, Cause.LONE)]),
        ([3, 1, 5], [Break(1, 4, Cause.LONE)]),
        ([1, 2, 9, 3, 4], [Break(2, 3, Cause.INTRUDER)]),
        ([1, 2, 9, 3], [Break(2, 3, Cause.INTRUDER)]),
        ([1, 3, 2, 4], [Break(1, 2, Cause.SWAP)]),
        ([1, 3, 2], [Break(1, 2, Cause.SWAP)]),
        ([1, 2, 3, 35], [Break(3, 4, Cause.JUMP)]),
        ([1, 2, 3, 1], [Break(3, 4, Cause.BACK)]),
        ([1, 2, 4, 5, 7, 8], [Break(2, 3, Cause.JUMP), Break(4, 6, Cause.JUMP)]),
        ([1, 2, 2, 3, 3, 4], [Break(2, 3, Cause.REPEAT), Break(4, 4, Cause.REPEAT)]),
    ],
)
def test_one_break_a_root_cause(numbers: list[int], found: list[Break]) -> None:
    assert breaks(numbers) == found


def test_numbers_that_count_down() -> None:
    assert breaks([5, 4, 3], -1) == []
    assert breaks([5, 4, 4, 3], -1) == [Break(2, 3, Cause.REPEAT)]
    assert breaks([5, 4, 2, 1], -1) == [Break(2, 3, Cause.JUMP)]


def test_a_beginning_that_is_expected() -> None:
    assert breaks([3, 4], begin=1) == [Break(0, 1, Cause.BEGIN)]
    assert breaks([1, 2], begin=1) == []


@given(st.lists(st.integers(0, 12), min_size=1, max_size=12))
def test_a_row_without_breaks_runs_on_and_no_other(numbers: list[int]) -> None:
    runs_on = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert (breaks(numbers) == []) is runs_on


# -- sections and lists


def entries(*numbers: int, indent: str = "") -> str:
    return "".join(f"{indent}{number}. [Thing {number}](https://example.org/{number})\n" for number in numbers)


@pytest.mark.parametrize(
    "text",
    [
        entries(1, 1, 1, 1),
        entries(0, 0, 0),
        entries(3, 2, 1),
        entries(1, 2) + "\n**Group**\n\n" + entries(1, 2),
        entries(1, 2) + "- [a](u)\n" + entries(3),
        entries(1, 2) + "## More\n" + entries(3, 4),
        entries(1, 2) + "## More\n" + entries(1, 2),
        "- Group\n" + entries(1, 2, indent="  ") + "- Group\n" + entries(1, 2, indent="  "),
        "> " + entries(1) + "> " + entries(2),
        "1998. A good year.\n",
    ],
)
def test_nothing_is_wrong_with_these_numbers(text: str) -> None:
    assert messages("NUM101", text) == []


def test_numbers_over_the_whole_document_are_mended_in_the_sections_that_follow() -> None:
    text = "1. [a](u)\n2. [b](u)\n2. [c](u)\n\n## More\n\n3. [d](u)\n4. [e](u)\n"
    assert messages("NUM101", text) == ["number 2 repeats, expected 3"]
    assert fixed("NUM101", text) == "1. [a](u)\n2. [b](u)\n3. [c](u)\n\n## More\n\n4. [d](u)\n5. [e](u)\n"


def test_a_few_sections_do_not_say_where_numbers_begin() -> None:
    text = "".join(f"## S{number}\n{entries(1, 2)}" for number in range(3)) + "## Last\n" + entries(7, 8)
    assert messages("NUM101", text) == []
    more = "".join(f"## S{number}\n{entries(1, 2)}" for number in range(5)) + "## Last\n" + entries(7, 8)
    assert messages("NUM101", more) == ["numbers begin at 7, expected 1"]


def test_pinned_styles() -> None:
    assert messages("NUM101", entries(1, 1), style="ascending") == ["number 1 repeats, expected 2"]
    assert messages("NUM101", entries(1, 2, 3), style="one") == ["found 2., expected 1.", "found 3., expected 1."]
    assert messages("NUM101", entries(1, 2) + "## B\n" + entries(1), restart="document") == [
        "numbers go back from 2 to 1, expected 3"
    ]


def test_a_list_that_goes_on_at_a_number_readers_have_seen() -> None:
    text = entries(1, 1, 1) + "\n<details><summary>more</summary>\n\n" + entries(3, 1, 1) + "\n</details>\n"
    assert messages("NUM101", text) == ["the list begins at 3, expected 4: readers see 3 on the item above"]


def test_hidden_items_are_no_gap() -> None:
    text = "1. [a](u)\n2. [b](u)\n3.[c](u)\n4. [d](u)\n"
    assert messages("NUM101", text) == []
    assert len(messages("NUM102", text)) == 1


# -- renumbering


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the content moves with a longer number
        ("9. a\n\n   b\n9. c\n\n   d\n", "9. a\n\n   b\n10. c\n\n    d\n"),
        # a blank after the number gives way first
        ("9. a\n9.  c\n\n    d\n", "9. a\n10. c\n\n    d\n"),
        # text that already stands far enough stays
        ("9. a\n9. c\n\n    d\n", "9. a\n10. c\n\n    d\n"),
        # lazy lines stay
        ("9. a\n9. c\nd\n e\n", "9. a\n10. c\nd\n e\n"),
        # nested lists move with all that is in them
        ("9. a\n9. c\n   - d\n     e\n\n     f\n", "9. a\n10. c\n    - d\n      e\n\n      f\n"),
        # code keeps its distance
        ("9. a\n9. c\n\n        code\n", "9. a\n10. c\n\n         code\n"),
        ("9. a\n9. c\n   ```\n   code\n   ```\n", "9. a\n10. c\n    ```\n    code\n    ```\n"),
        # a list that begins on the line of the number
        ("9. a\n9. - c\n\n     d\n", "9. a\n10. - c\n\n      d\n"),
        # tabs
        ("9. a\n9.\tc\n\n\td\n", "9. a\n10.\tc\n\n\td\n"),
        ("99. a\n99. c\n\n\td\n", "99. a\n100. c\n\n\t d\n"),
        # quotes
        ("> 9. a\n> 9. c\n>\n>    d\n", "> 9. a\n> 10. c\n>\n>     d\n"),
        # a shorter number: nothing moves where nothing has to
        ("8. a\n11. c\n\n    d\n", "8. a\n9. c\n\n    d\n"),
        # the column is kept where the next line would be drawn in
        ("8. a\n11. c\n   - d\n", "8. a\n9.  c\n   - d\n"),
        # windows newlines
        ("9. a\r\n9. c\r\n\r\n   d\r\n", "9. a\r\n10. c\r\n\r\n    d\r\n"),
    ],
)
def test_items_keep_what_is_in_them(text: str, expected: str) -> None:
    assert fixed("NUM101", text) == expected
    assert fixed("NUM101", expected) == expected


_STOCK = MarkdownIt("commonmark")
_LINES = st.sampled_from(["b", "- c", "1. c", "> q", "```\nx\n```", "    code", "*e*\nf", "\tt"])
_ITEMS = st.lists(
    st.tuples(st.integers(7, 12), st.sampled_from([" ", "  ", "   "]), st.lists(_LINES, max_size=3), st.booleans()),
    min_size=2,
    max_size=6,
)


def document(items: list[tuple[int, str, list[str], bool]]) -> str:
    text = ""
    for number, padding, blocks, spaced in items:
        marker = f"{number}.{padding}"
        text += f"{marker}Item\n"
        for block in blocks:
            text += "\n" if spaced else ""
            text += "".join(" " * len(marker) + line + "\n" for line in block.split("\n"))
        text += "\n" if spaced else ""
    return text


def rendered(text: str) -> list[tuple[str, str, int]]:
    """Return what is rendered but for the numbers; blanks at the beginning of a line of a paragraph are not."""
    return [
        (token.type, re.sub(r"\n[ \t]+", "\n", token.content) if token.type == "inline" else token.content, token.level)
        for token in _STOCK.parse(text)
    ]


@given(_ITEMS)
def test_renumbering_changes_numbers_and_nothing_else(items: list[tuple[int, str, list[str], bool]]) -> None:
    text = document(items)
    after = fixed("NUM101", text)
    assert rendered(after) == rendered(text)
    assert fixed("NUM101", after) == after


def test_a_fix_holds_all_later_numbers() -> None:
    (diagnostic,) = report("NUM101", entries(1, 2, 2, 3, 4))
    assert diagnostic.fix is not None
    assert [edit.text for edit in diagnostic.fix.edits] == ["3", "4", "5"]
    assert diagnostic.related[0].message == "the other 2 is here"
