"""Invisible characters and full-width punctuation: beyond the examples of FMT218 and FMT219."""

from __future__ import annotations

import pytest
from reporting import messages, report

from awesomelint.diagnostic import Safety, Severity


@pytest.mark.parametrize(
    "text",
    [
        "👩‍💻 👨‍👩‍👧 🏴‍☠️ ❤️‍🔥",
        "می‌خواهم",
        "क्‍ष",
        "ภาษา​ไทย",
        "\u200fשלום\u200f",
        "\u202bשלום\u202c",
        "Question\u00a0?",
        "«\u00a0oui\u00a0»",
        "5\u00a0km, 10\u00a0000",
        "ping @\u200bsomebody, www.\u200bexample.org",
        "`a\u200bb`",
        '<a title="a\u00a0b">c</a>',
    ],
)
def test_has_its_right(text: str) -> None:
    assert messages("FMT219", text + "\n") == []


@pytest.mark.parametrize(
    "text", ["a\u202eb", "a\u2066b", "שלום\u202b", "a\u200eb", "x\u200d", "a\ufeffb", "a\x07b", "a\ue000b\u200b"]
)
def test_hides(text: str) -> None:
    assert len(messages("FMT219", text + "\n")) == 1


def test_severity_by_place() -> None:
    found = report("FMT219", "a\u00a0b c\u200bd [e](https://f.g/\u200bh)\n")
    assert [d.severity for d in found] == [Severity.INFO, Severity.WARNING, Severity.ERROR]
    assert [d.fix.safety for d in found if d.fix] == [Safety.SAFE, Safety.SAFE, Safety.UNSAFE]


@pytest.mark.parametrize("text", ["## Clas\ufb01cation\n", "## A\u00a0B\n", "a \u202eb\n", "[a](https://b\u00adc.d)\n"])
def test_not_mended_unasked(text: str) -> None:
    (found,) = report("FMT219", text)
    assert found.fix is not None
    assert found.fix.safety is Safety.UNSAFE


@pytest.mark.parametrize("text", ["\u00a0- a\n", "a\n\n\u200b\n\nb\n"])
def test_what_holds_up_a_line_is_not_mended(text: str) -> None:
    (found,) = report("FMT219", text)
    assert found.fix is None


def test_a_lost_character_cannot_be_mended() -> None:
    (found,) = report("FMT219", "Jos\ufffd\n")
    assert found.fix is None
    assert "the character that was lost" in found.message


def test_line_separators_leave_a_blank_between_words() -> None:
    (found,) = report("FMT219", "a\u2028b\n")
    assert found.fix is not None
    assert found.fix.edits[0].text == " "
    (found,) = report("FMT219", "a \u2028b\n")
    assert found.fix is not None
    assert found.fix.edits[0].text == ""


def test_full_width_marks_need_witnesses() -> None:
    assert messages("FMT218", "Ada，Bo, Cy\n") == []
    assert messages("FMT218", "Ada，Bo, Cy\n", latin="ascii") == ['found "，" in Latin text, expected ","']
    assert messages("FMT218", "a, b, c, d, e, f, g\n\nAda，Bo\n") == ['found "，" in Latin text, expected ","']
    assert messages("FMT218", "a, b, c, d, e, f, g\n\nAda，Bo\n", latin="any") == []


@pytest.mark.parametrize(
    "text", ["作者：Ada，Bo", "Ada，Bo (中文)", "`a，b`", "[a](https://b.c/，d)", "（╯°□°）", "가나, 다라"]
)
def test_full_width_left_alone(text: str) -> None:
    assert messages("FMT218", text + "\n", latin="ascii") == []


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Ada，Bo", ", "),
        ("Ada， Bo", ","),
        ("**Ada。** *Bo*", "."),
        ("Ada（Bo", " ("),
        ("Ada （Bo", "("),
        ("## Ada（Bo", "("),
        ("(Ada）Bo", ") "),
        ("Ada：[Bo](u)", ": "),
        ("Ada：**Bo**", ": "),
        ("**Ada：** Bo", ":"),
        ("10：30", ":"),
    ],
)
def test_the_blank_that_a_wide_mark_brings_along(text: str, fixed: str) -> None:
    (found,) = report("FMT218", text + "\n", latin="ascii")
    assert found.fix is not None
    assert found.fix.edits[0].text == fixed


def test_east_asian_marks() -> None:
    text = "一，二，三，四，五，六，七,八\n"
    assert messages("FMT218", text) == ['found "," in East Asian text, expected "，"']
    assert messages("FMT218", "一,二，三\n") == []
    assert messages("FMT218", "一,二\n", east_asian="full-width") == ['found "," in East Asian text, expected "，"']
