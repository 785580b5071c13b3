"""Rules that go by what a list mostly does: silent below five witnesses and four in five, info where some do otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reporting import messages, report

from awesomelint.diagnostic import Safety, Severity

Line = Callable[[int], str]


def _bold(number: int) -> str:
    return f"- **A Study of Thing {number:03}**. Ada Berg, Bea Cruz. ICML 2019. [[pdf](https://example.org/{number})]\n"


CASES: dict[str, tuple[Line, Line]] = {
    "FMT201": (_bold, lambda n: _bold(n).replace("[[pdf](", "[[pdf]](").replace(")]", ")")),
    "FMT205": (_bold, lambda n: _bold(n).replace("**", "")),
    "FMT206": (lambda n: _bold(n).replace("**.", ".**"), _bold),
    "FMT207": (lambda n: _bold(n).replace("Ada Berg, Bea Cruz", "*Ada Berg, Bea Cruz*"), _bold),
    "FMT208": (
        lambda n: _bold(n).replace("Bea Cruz", "Bea Cruz, Cleo Dunn"),
        lambda n: _bold(n).replace("Bea Cruz", "Bea Cruz, and Cleo Dunn"),
    ),
    "FMT213": (_bold, lambda n: _bold(n).replace("pdf", "PDF")),
    "NUM103": (_bold, lambda n: _bold(n).replace("- ", "* ", 1)),
}


def text_of(code: str, usual: int, odd: int) -> str:
    """Return a list with some usual entries and some odd ones in the middle."""
    common, other = CASES[code]
    before = usual // 2
    lines = [common(number) for number in range(before)]
    lines += [other(100 + number) for number in range(odd)]
    lines += [common(200 + number) for number in range(usual - before)]
    return "".join(lines)


@pytest.mark.parametrize("code", [code for code in CASES if code != "FMT208"])
def test_one_of_five_is_reported(code: str) -> None:
    (message,) = messages(code, text_of(code, 4, 1))
    assert " as in 4 of 5 " in message


def test_separators_of_authors_are_judged_from_ten_lists_on() -> None:
    assert messages("FMT208", text_of("FMT208", 8, 1)) == []
    (message,) = messages("FMT208", text_of("FMT208", 9, 1))
    assert " as in 9 of 10 " in message


@pytest.mark.parametrize("code", [code for code in CASES if code != "NUM103"])
def test_two_of_ten_are_info_with_an_unsafe_fix(code: str) -> None:
    found = report(code, text_of(code, 8, 2))
    assert [one.severity for one in found] == [Severity.INFO] * 2
    assert {one.fix.safety for one in found if one.fix is not None} == {Safety.UNSAFE}


@pytest.mark.parametrize("code", CASES)
def test_twenty_of_two_hundred_are_a_second_style(code: str) -> None:
    assert messages(code, text_of(code, 180, 20)) == []


@pytest.mark.parametrize("code", CASES)
def test_one_of_four_is_not(code: str) -> None:
    assert messages(code, text_of(code, 3, 1)) == []


@pytest.mark.parametrize("code", CASES)
def test_three_in_four_are_no_convention(code: str) -> None:
    assert messages(code, text_of(code, 6, 2)) == []


@pytest.mark.parametrize("code", CASES)
def test_all_alike_is_silent(code: str) -> None:
    assert messages(code, text_of(code, 9, 0)) == []
    assert messages(code, text_of(code, 0, 9)) == []


@pytest.mark.parametrize("code", CASES)
def test_a_section_that_is_sure_of_itself_goes_by_its_own(code: str) -> None:
    common, other = CASES[code]
    first = "## One\n" + "".join(common(number) for number in range(20))
    second = "## Two\n" + "".join(other(number) for number in range(50, 56))
    assert messages(code, first + second) == []


def test_a_title_on_two_lines_is_judged_by_nine_in_ten() -> None:
    broken = "- [A Study\n  of Lines](https://example.org/0)\n"
    whole = "- [A Study of Thing](https://example.org/1)\n"
    assert messages("FMT204", whole * 9 + broken) == [
        "found a title on 2 lines, expected one line as in 9 of 10 entries"
    ]
    assert messages("FMT204", whole * 8 + broken) == []


def test_missing_fields_are_judged_by_nine_in_ten_of_ten() -> None:
    lines = [_bold(number) for number in range(10)]
    lines[4] = lines[4].replace(" Ada Berg, Bea Cruz.", "")
    assert messages("FMT212", "".join(lines)) == ["found no authors, expected authors as in 9 of 10 entries"]
    assert messages("FMT212", "".join(lines[:9])) == []


def test_a_title_may_be_the_last_word_of_a_file_without_a_newline() -> None:
    quoted = [f'- Ada Berg, and Bea Cruz. 2019. "A Study of Things {number}"\n' for number in range(9)]
    text = "".join(quoted) + "- Ada Berg, and Bea Cruz. 2019. A Study of Owls"
    (found,) = report("FMT205", text)
    assert found.fix is not None
    assert [edit.text for edit in found.fix.edits] == ['"', '"']
