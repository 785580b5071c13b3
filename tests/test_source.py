"""Sources: decoding, lines and columns."""

from __future__ import annotations

import pytest

from awesomelint.errors import InputError
from awesomelint.source import Position, Source, Span, merged


def test_a_byte_order_mark_is_no_text_and_comes_back() -> None:
    data = b"\xef\xbb\xbf# a\r\n"
    source = Source.from_bytes(data, "list.md")
    assert source.text == "# a\r\n"
    assert source.has_bom
    assert source.to_bytes() == data
    assert source.with_text("b").to_bytes() == b"\xef\xbb\xbfb"


def test_only_the_first_byte_order_mark_is_one() -> None:
    source = Source("\ufeff\ufeffa")
    assert source.text == "\ufeffa"
    assert source.with_text(source.text).to_bytes() == source.to_bytes()


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\r\nb\r", "\n\n", "é中😀\u2028\n"])
def test_bytes_come_back_as_they_were(text: str) -> None:
    assert Source.from_bytes(text.encode(), "x").to_bytes() == text.encode()


@pytest.mark.parametrize(
    ("data", "message", "place"),
    [
        (b"\xff\xfea\x00", "UTF-16", (None, None)),
        (b"\xfe\xff\x00a", "UTF-16", (None, None)),
        (b"a\x00b", "binary", (None, None)),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "binary", (None, None)),
        (b"abc\nd\xe9f\n", "byte 0xe9", (2, 2)),
        ("中\r中".encode() + b"\xff", "byte 0xff", (2, 2)),
        (b"a\r\n\r\n\x80", "byte 0x80", (3, 1)),
        (b"\xe4\xb8", "byte 0xe4", (1, 1)),
        (b"\xef\xbb\xbfab\xff", "byte 0xff", (1, 3)),
    ],
)
def test_what_is_not_utf_8_is_refused_with_the_place(
    data: bytes, message: str, place: tuple[int | None, int | None]
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        Source.from_bytes(data, "list.md")
    assert (caught.value.line, caught.value.column) == place
    assert caught.value.path == "list.md"


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("a", [0]),
        ("a\n", [0]),
        ("a\nb", [0, 2]),
        ("a\n\n", [0, 2]),
        ("a\r\nb\r\n", [0, 3]),
        ("a\rb\nc", [0, 2, 4]),
        ("a\n\rb", [0, 2, 3]),
        ("a\u2028b\x0bc\x85d", [0]),
    ],
)
def test_lines_end_where_markdown_ends_them(text: str, starts: list[int]) -> None:
    source = Source(text)
    assert source.line_starts == starts
    assert source.line_count == len(starts)


def test_positions_and_offsets_are_inverse() -> None:
    source = Source("ab\r\ncd\n\ne")
    for offset in range(len(source.text)):
        position = source.position(offset)
        assert source.offset(*position) == offset
        assert source.line_at(offset) == position.line
    assert source.position(5) == Position(2, 2)
    assert source.offset(4) == 8


def test_the_end_of_the_text_has_a_position() -> None:
    assert Source("a\nb").position(3) == Position(2, 2)
    assert Source("a\n").position(2) == Position(1, 3)
    assert Source("").position(0) == Position(1, 1)


@pytest.mark.parametrize(
    ("text", "lines"), [("a\r\n b \n\rc", ["a", " b ", "", "c"]), ("", [""]), ("\n", [""]), ("a\n\n", ["a", ""])]
)
def test_lines_come_without_their_ends(text: str, lines: list[str]) -> None:
    source = Source(text)
    assert [source.line(number) for number in range(1, source.line_count + 1)] == lines
    assert [source[source.line_span(number)] for number in range(1, source.line_count + 1)] == lines


@pytest.mark.parametrize("text", ["a\r\n b \n\rc", "", "\n", "a\n\nb"])
def test_whole_lines_come_with_their_ends(text: str) -> None:
    source = Source(text)
    assert "".join(source[source.whole_lines(number, number)] for number in range(1, source.line_count + 1)) == text
    assert source[source.whole_lines(1, source.line_count)] == text
    assert source[source.whole_lines(1, 1)].rstrip("\r\n") == source.line(1)


def test_columns_of_editors() -> None:
    source = Source("x\né中😀b")
    offset = source.text.index("b")
    assert source.position(offset) == Position(2, 4)
    assert source.utf16_column(offset) == 5
    assert source.utf8_column(offset) == 10


def test_half_a_surrogate_pair_has_columns_too() -> None:
    source = Source("\ud83dab")
    assert source.utf16_column(2) == 3
    assert source.utf8_column(2) == 5


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("", "\n"),
        ("a\nb\r\n", "\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\r\n", "\r\n"),
        ("a\rb\rc\n", "\r"),
        ("a\rb\r\n", "\r\n"),
    ],
)
def test_the_newline_of_a_file_is_the_one_it_uses_most(text: str, newline: str) -> None:
    assert Source(text).newline == newline


def test_a_span_cuts_its_text() -> None:
    assert Source("\ufeffabc")[Span(0, 2)] == "ab"


def test_spans_that_overlap_or_touch_become_one() -> None:
    spans = [Span(0, 4), Span(1, 2), Span(4, 6), Span(7, 7), Span(8, 9)]
    assert merged(spans) == [Span(0, 6), Span(7, 7), Span(8, 9)]
