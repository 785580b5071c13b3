"""The window on a line: it fits, it shows the span, and the marks stand under it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.reporters.excerpts import excerpt
from awesomelint.reporters.terminal import visible, width
from awesomelint.source import Source, Span


def marked(text: str, part: str, columns: int) -> tuple[str, str]:
    """Return the window on the first occurrence of a part, and the marks under it."""
    start = text.index(part)
    shown = excerpt(Source(text), Span(start, start + len(part)), columns)
    return shown.text, " " * shown.start + "^" * shown.length


LONG = "1. **" + "A Title of Some Length about Nothing " * 5 + "** ACL 2020 [[pdf](u)] and so on and so on and so on"


def test_a_short_line_is_shown_whole() -> None:
    assert marked("one two three", "two", 40) == ("one two three", "    ^^^")


def test_indentation_is_left_out() -> None:
    assert marked("x\n      - nested item", "nested", 40) == ("- nested item", "  ^^^^^^")


def test_indentation_that_is_meant_is_shown() -> None:
    assert marked("      item", "      ", 40) == ("      item", "^^^^^^")


def test_a_long_line_is_cut_at_its_end() -> None:
    text, marks = marked(LONG, "1.", 30)
    assert text == "1. **A Title of Some Length a…"
    assert marks == "^^"


def test_a_long_line_is_cut_at_both_sides() -> None:
    text, marks = marked(LONG, "ACL 2020", 30)
    assert text.startswith("…")
    assert text.endswith("…")
    assert text[marks.index("^") : len(marks)] == "ACL 2020"
    assert len(text) <= 30


def test_a_long_line_is_cut_at_its_beginning() -> None:
    text, marks = marked(LONG, "so on and so on and so on", 40)
    assert text.startswith("…")
    assert text.endswith("so on")
    assert text[marks.index("^") : len(marks)] == "so on and so on and so on"


def test_a_span_wider_than_the_window_is_cut() -> None:
    text, marks = marked(LONG, LONG[5:200], 30)
    assert len(text) <= 30
    assert text.endswith("…")
    assert len(marks) <= 30


def test_wide_characters_take_two_columns() -> None:
    assert marked("论文 **标题** rest", "标题", 40) == ("论文 **标题** rest", "       ^^^^")


def test_combining_characters_take_none() -> None:
    assert marked("Be\u0301zier curves", "curves", 40) == ("Be\u0301zier curves", "       ^^^^^^")


def test_tabs_reach_to_the_next_stop() -> None:
    assert marked("a\tb", "b", 40) == ("a   b", "    ^")


def test_escapes_are_shown_and_measured() -> None:
    assert marked("a\x1b[31mb", "b", 40) == ("a\\x1b[31mb", "         ^")


def test_an_empty_span_has_one_mark() -> None:
    shown = excerpt(Source("abc\n"), Span(3, 3), 40)
    assert shown == ("abc", 3, 1)


def test_a_span_over_lines_is_marked_on_its_first() -> None:
    shown = excerpt(Source("one two\nthree"), Span(4, 13), 40)
    assert shown == ("one two", 4, 3)


def test_a_span_that_is_a_newline() -> None:
    shown = excerpt(Source("one\r\ntwo"), Span(3, 5), 40)
    assert shown == ("one", 3, 1)


@pytest.mark.parametrize("text", ["", "\n", "\n\n"])
def test_an_empty_file_has_an_excerpt(text: str) -> None:
    assert excerpt(Source(text), Span(0, 0), 40).text == ""


@given(st.text(max_size=120), st.integers(0, 120), st.integers(0, 30), st.integers(8, 50))
def test_the_window_fits_and_the_marks_are_in_it(text: str, at: int, size: int, columns: int) -> None:
    source = Source(text)
    start = min(at, len(source.text))
    shown = excerpt(source, Span(start, min(start + size, len(source.text))), columns)
    assert width(shown.text) <= columns + 10  # one escape may stand over the edge
    assert visible(shown.text) == shown.text
    assert 0 <= shown.start <= width(shown.text)
    assert shown.length >= 1


@given(st.text("abc de", min_size=1, max_size=200), st.integers(0, 199), st.integers(1, 10), st.integers(16, 60))
def test_the_marks_stand_under_the_span(text: str, at: int, size: int, columns: int) -> None:
    start = min(at, len(text) - 1)
    end = min(start + size, len(text))
    shown = excerpt(Source(text), Span(start, end), columns)
    assert len(shown.text) <= columns
    assert shown.text[shown.start : shown.start + shown.length] == text[start:end]


def test_a_line_of_a_megabyte_costs_no_more_than_a_short_one() -> None:
    source = Source("word " * 200_000)
    started = time.perf_counter()
    for offset in range(0, 1_000_000, 1000):
        excerpt(source, Span(offset, offset + 4), 70)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("columns", [10, 16, 24, 40, 80])
@pytest.mark.parametrize(
    "text", ["[pdf](https://me:hunter2@a.org/x)", "https:/me@x:hunter2@a.org/x", "//hunter2@a.org/x"]
)
def test_users_and_passwords_are_not_shown(text: str, columns: int) -> None:
    """Nor a part of one, where the window begins or ends in it, and the marks stay where they are."""
    for part in ("a.org", "/x", text[0]):
        shown, marks = marked(text, part, columns)
        assert not any(letters in shown for letters in ("hunter2", "hun", "ter2@", "2@", "me:", "me@"))
        if part in shown:
            assert shown[marks.index("^") : len(marks)].startswith(part[0])
    assert marked("https://medium.com/@me, //not/@a, me@a.org", "medium", 80)[0].endswith("/@me, //not/@a, me@a.org")
