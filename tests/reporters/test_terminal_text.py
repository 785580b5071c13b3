"""What strangers wrote must neither move the cursor nor hide, and must be measured as terminals show it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.reporters.terminal import cells, shorten, visible, width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("bell\a back\b", "bell\\x07 back\\x08"),
        ("one\ntwo\r\nthree\tfour", "one\\ntwo\\r\\nthree\\tfour"),
        ("turn\u202eed\u2066", "turn\\u202eed\\u2066"),
        ("line\u2028break\u2029", "line\\u2028break\\u2029"),
        ("c1 \x9b31m", "c1 \\x9b31m"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("name\udcff", "name\\udcff"),
        ("tag\U000e0001", "tag\\U000e0001"),
        ("family 👩\u200d👧 and 论文", "family 👩\u200d👧 and 论文"),
    ],
)
def test_what_is_unseen_becomes_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("论文", 4), ("e\u0301", 1), ("😀", 2), ("\x1b", 4), ("a\tb", 5), ("ｱ", 1), ("Ａ", 2), ("", 0)],
)
def test_width_is_what_a_terminal_shows(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text(max_size=60), st.integers(2, 40))
def test_shortened_text_fits_and_is_visible(text: str, columns: int) -> None:
    short = shorten(text, columns)
    assert width(short) <= columns
    assert visible(short) == short


@given(st.text(max_size=60))
def test_cells_hold_a_character_each(text: str) -> None:
    assert len(list(cells(text))) == len(text)
