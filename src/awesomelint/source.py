"""The text of one file, decoded once, and places in it: offsets, ranges, lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from awesomelint.errors import InputError
from awesomelint.startup import NamedTuple, expression


class Span(NamedTuple):
    """A half-open range in the text of a `Source`: from `start` up to, but not with, `end`.

    Both are offsets in code points, from 0, as in slices of a `str`. An empty span is a place between two code points. Spans
    sort by where they begin, then by where they end.
    """

    start: int
    end: int

    def __contains__(self, offset: object) -> bool:
        """Return whether an offset lies in the range (its end does not)."""
        return isinstance(offset, int) and self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Return whether two ranges share at least one code point, or are the same empty range."""
        return self == other or (self.start < other.end and other.start < self.end)

    def covers(self, other: Span) -> bool:
        """Return whether the other range lies wholly in this one."""
        return self.start <= other.start and other.end <= self.end

    def slice(self) -> slice:
        """Return the range as a slice, for `text[span.slice()]`."""
        return slice(self.start, self.end)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return sorted spans with those that overlap or touch as one."""
    found: list[Span] = []
    for span in spans:
        if found and span.start <= found[-1].end:
            span = Span(found[-1].start, max(found.pop().end, span.end))
        found.append(span)
    return found


def differing(one: Sequence[str], other: Sequence[str]) -> tuple[Span, Span]:
    """Return where two texts, or lists of words, are between what both begin with and what both end with."""
    start = _alike(one, other)
    end = min(_alike(one[::-1], other[::-1]), min(len(one), len(other)) - start)
    return Span(start, len(one) - end), Span(start, len(other) - end)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of what two texts, or lists, begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


class Position(NamedTuple):
    """A place as people count it: `line` and `column`, both from 1, columns in code points (a tab is one)."""

    line: int
    column: int


BYTE_ORDER_MARK = "\ufeff"
_NEWLINE = expression(r"\r\n|\n|\r")


class Source:
    """The text of one file and the arithmetic between offsets, lines and columns.

    `text` is the text as written, newlines included, without a byte order mark; `has_bom` tells whether there was one. `path` is
    the name to show to people; it is not opened. Offsets are in code points, from 0 up to the length of the text. Lines and
    columns count from 1, columns in code points. A line ends with `\\n`, `\\r\\n` or `\\r`, as CommonMark has it, and
    with no other character. What lies outside the text is not checked for: it raises `IndexError`, or the answer means nothing.
    """

    __slots__ = ("__dict__", "has_bom", "path", "text")

    def __init__(self, text: str, path: str = "<text>"):
        self.has_bom = text.startswith(BYTE_ORDER_MARK)
        self.text = text[1:] if self.has_bom else text
        self.path = path

    def __reduce__(self) -> tuple[type[Source], tuple[str, str]]:
        """Pickle the text and the path, not what follows from them."""
        return Source, ((BYTE_ORDER_MARK if self.has_bom else "") + self.text, self.path)

    @classmethod
    def from_bytes(cls, data: bytes, path: str) -> Source:
        """Decode the bytes of a file, which are UTF-8, with or without a byte order mark.

        Raises `InputError` for a binary file, for UTF-16, and for invalid UTF-8, then with line and column of the first bad
        byte.
        """
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise InputError("the file is UTF-16; save it as UTF-8", path=path)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            if b"\x00" in data:
                raise InputError("this is a binary file, not Markdown", path=path) from None
            readable = cls(data[: error.start].decode("utf-8") + "\ufffd", path)
            place = readable.position(len(readable.text) - 1)
            raise InputError(
                f"not valid UTF-8: byte 0x{data[error.start]:02x}; save the file as UTF-8",
                path=path,
                line=place.line,
                column=place.column,
            ) from None
        if "\x00" in text:
            raise InputError("this is a binary file, not Markdown", path=path)
        return cls(text, path)

    def to_bytes(self) -> bytes:
        """Encode the text as UTF-8, with a byte order mark where it had one. Raises `UnicodeEncodeError` for lone surrogates."""
        return ((BYTE_ORDER_MARK if self.has_bom else "") + self.text).encode("utf-8")

    def with_text(self, text: str) -> Source:
        """Return the same file with another text; path and byte order mark stay."""
        return Source((BYTE_ORDER_MARK if self.has_bom else "") + text, self.path)

    def __getitem__(self, span: Span) -> str:
        """Return the raw text of a span."""
        return self.text[span.start : span.end]

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of the first code point of each line; a final newline opens no further line."""
        starts = [0]
        if "\r" in self.text:
            starts += [match.end() for match in _NEWLINE.finditer(self.text)]
        else:
            find, at = self.text.find, 0
            while at := find("\n", at) + 1:
                starts.append(at)
        if len(starts) > 1 and starts[-1] == len(self.text):
            starts.pop()
        return starts

    @cached_property
    def newline(self) -> str:
        """The newline that the file uses most, `\\n` where it has none."""
        if "\r" not in self.text:
            return "\n"
        counts = Counter(_NEWLINE.findall(self.text))
        return max(("\n", "\r\n", "\r"), key=lambda newline: counts[newline])

    @property
    def line_count(self) -> int:
        """The number of lines; an empty text has one."""
        return len(self.line_starts)

    def line_at(self, offset: int) -> int:
        """Return the number, from 1, of the line that holds an offset; a newline belongs to the line that it ends."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> Position:
        """Return line and column, from 1, of an offset."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def offset(self, line: int, column: int = 1) -> int:
        """Return the offset of a line and column, both from 1, the column in code points."""
        return self.line_starts[line - 1] + column - 1

    def line_span(self, line: int) -> Span:
        """Return the span of a line, by its number from 1, without its newline."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def lines_span(self, first: int, last: int) -> Span:
        """Return the span of some lines, by their numbers from 1, both inclusive, without the newline at the end."""
        return Span(self.line_starts[first - 1], self.line_span(last).end)

    def whole_lines(self, first: int, last: int) -> Span:
        """Return the span of some lines, by their numbers from 1, both inclusive, with the newline at the end."""
        end = self.line_starts[last] if last < self.line_count else len(self.text)
        return Span(self.line_starts[first - 1], end)

    def line(self, line: int) -> str:
        """Return the text of a line, by its number from 1, without its newline."""
        span = self.line_span(line)
        return self.text[span.start : span.end]

    def utf16_column(self, offset: int) -> int:
        """Return the column of an offset in UTF-16 code units, from 1: one more than the Language Server Protocol says."""
        start = self.line_starts[self.line_at(offset) - 1]
        return len(self.text[start:offset].encode("utf-16-le", "surrogatepass")) // 2 + 1

    def utf8_column(self, offset: int) -> int:
        """Return the column of an offset in UTF-8 bytes, from 1."""
        start = self.line_starts[self.line_at(offset) - 1]
        return len(self.text[start:offset].encode("utf-8", "surrogatepass")) + 1
