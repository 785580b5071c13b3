"""Emphasis: which delimiters (`*`, `_`, `~~`) belong together, and the segments of a content with the marks that these make.

The rules are CommonMark's, the bookkeeping that keeps them linear is that of cmark and markdown-it.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from operator import itemgetter

from awesomelint.markdown.blocks import Emphasis, Mark, Segment, SegmentKind
from awesomelint.source import Span

_BOLD, _ITALIC, _STRIKE = int(Mark.BOLD), int(Mark.ITALIC), int(Mark.STRIKE)
_MARKS = tuple(Mark(bits) for bits in range(8))
_SPACE, _PUNCTUATION, _OTHER = range(3)
WHITESPACE = frozenset("\t\n\x0b\x0c\r \u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}

DelimiterRun = tuple[str, int, int, bool, bool]
"""A run of one delimiter: the character, where it starts, its length, and whether emphasis may begin and may end there."""

Pair = tuple[int, int, int, int]
"""Delimiters that belong together: the `Mark`, where the opening and the closing one start, and how wide each is."""


def delimiter_run(text: str, start: int, stop: int, first: int, last: int) -> DelimiterRun:
    """Read the delimiters from `start` to `stop` in the content from `first` to `last`, by what is around them."""
    char = text[start]
    before = _CLASSES[text[start - 1]] if start > first else _SPACE
    after = _CLASSES[text[stop]] if stop < last else _SPACE
    left = after != _SPACE and (after == _OTHER or before != _OTHER)
    right = before != _SPACE and (before == _OTHER or after != _OTHER)
    if char == "_":
        can_open = left and (not right or before == _PUNCTUATION)
        can_close = right and (not left or after == _PUNCTUATION)
        return char, start, stop - start, can_open, can_close
    return char, start, stop - start, left, right


class _Classes(dict[str, int]):
    """The classes of characters, by which the delimiters next to them open and close; each is looked up once."""

    def __missing__(self, char: str) -> int:
        is_punctuation = unicodedata.category(char)[0] in "PS"
        self[char] = _SPACE if char in WHITESPACE else _PUNCTUATION if is_punctuation else _OTHER
        return self[char]


_CLASSES = _Classes()


def pair_up(runs: Sequence[DelimiterRun]) -> list[Pair]:
    """Return the emphasis that the delimiter runs of one stretch of text make, in no particular order."""
    simple = _simple_pairs(runs)
    return _matched(runs) if simple is None else simple


def _simple_pairs(runs: Sequence[DelimiterRun]) -> list[Pair] | None:
    """Return the pairs where each two delimiter runs make one, as in `**title** by *authors*`; else `None`."""
    if len(runs) % 2:
        return None
    pairs = []
    for index in range(0, len(runs), 2):
        char, start, length, can_open, _ = runs[index]
        other, closing, width, _, can_close = runs[index + 1]
        if not (can_open and can_close and char == other and length == width <= 2):
            return None
        mark = _STRIKE if char == "~" else (_BOLD if length == 2 else _ITALIC)
        pairs.append((mark, start, closing, length))
    return pairs


class _Delimiter:
    """One `*` or `_`, or one `~~`; `end` is the index of the delimiter that closes it, -1 for none."""

    __slots__ = ("can_close", "can_open", "char", "end", "length", "start")

    def __init__(self, char: str, start: int, length: int, can_open: bool, can_close: bool):
        self.char = char
        self.start = start
        self.length = length
        self.can_open = can_open
        self.can_close = can_close
        self.end = -1


def _matched(runs: Sequence[DelimiterRun]) -> list[Pair]:
    delimiters = []
    for char, start, length, can_open, can_close in runs:
        if char == "~":
            for at in range(start + length % 2, start + length, 2):
                delimiters.append(_Delimiter(char, at, 0, can_open, can_close))
        else:
            for at in range(start, start + length):
                delimiters.append(_Delimiter(char, at, length, can_open, can_close))
    _match(delimiters)
    return _strikes(runs, delimiters) + _emphases(delimiters)


def _match(delimiters: Sequence[_Delimiter]) -> None:
    """Find the opening delimiter of each closing one.

    `bottoms` (where a search for an opener has failed before) and `jumps` (over what is matched already) keep it linear,
    as in cmark and markdown-it.
    """
    bottoms: dict[tuple[str, bool, int], int] = {}
    jumps: list[int] = []
    header, previous = 0, -9
    for index, closer in enumerate(delimiters):
        jumps.append(0)
        width = 2 if closer.char == "~" else 1
        if delimiters[header].char != closer.char or previous != closer.start - width:
            header = index
        previous = closer.start
        if not closer.can_close:
            continue
        key = (closer.char, closer.can_open, closer.length % 3)
        bottom = bottoms.get(key, -1)
        candidate = lowest = header - jumps[header] - 1
        while candidate > bottom:
            opener = delimiters[candidate]
            if opener.char == closer.char and opener.can_open and opener.end < 0 and not _is_odd(opener, closer):
                jump = jumps[candidate - 1] + 1 if candidate > 0 and not delimiters[candidate - 1].can_open else 0
                jumps[index] = index - candidate + jump
                jumps[candidate] = jump
                closer.can_open = False
                opener.end = index
                opener.can_close = False
                lowest = -1
                previous = -9
                break
            candidate -= jumps[candidate] + 1
        if lowest != -1:
            bottoms[key] = lowest


def _is_odd(opener: _Delimiter, closer: _Delimiter) -> bool:
    """Return whether two delimiters do not match by the "multiple of 3" rule."""
    if not (opener.can_close or closer.can_open) or (opener.length + closer.length) % 3:
        return False
    return opener.length % 3 != 0 or closer.length % 3 != 0


def _emphases(delimiters: Sequence[_Delimiter]) -> list[Pair]:
    """Return italic pairs, two that lie close around one another as one bold pair."""
    pairs: list[Pair] = []
    index = len(delimiters) - 1
    while index >= 0:
        opener = delimiters[index]
        if opener.end >= 0 and opener.char != "~":
            closing = delimiters[opener.end].start
            outer = delimiters[index - 1] if index else None
            if outer is not None and _is_double(outer, opener, delimiters):
                pairs.append((_BOLD, outer.start, closing, 2))
                index -= 1
            else:
                pairs.append((_ITALIC, opener.start, closing, 1))
        index -= 1
    return pairs


def _is_double(outer: _Delimiter, inner: _Delimiter, delimiters: Sequence[_Delimiter]) -> bool:
    return (
        outer.end == inner.end + 1
        and outer.char == inner.char
        and outer.start == inner.start - 1
        and delimiters[outer.end].start == delimiters[inner.end].start + 1
    )


def _strikes(runs: Sequence[DelimiterRun], delimiters: Sequence[_Delimiter]) -> list[Pair]:
    """Return the pairs of `~~`; in an odd run the one left over stands outside, as in `~~~a~~~`."""
    closing = {delimiters[d.end].start for d in delimiters if d.char == "~" and d.end >= 0}
    moved = set()
    for char, start, length, _, _ in runs:
        if char == "~" and length % 2:
            at = start + 1
            while at in closing and at < start + length:
                moved.add(at)
                at += 2
    pairs = []
    for opener in delimiters:
        if opener.char == "~" and opener.end >= 0:
            at = delimiters[opener.end].start
            pairs.append((_STRIKE, opener.start, at - 1 if at in moved else at, 2))
    return pairs


def with_marks(segments: Iterable[Segment], pairs: Iterable[Pair]) -> list[Segment]:
    """Return the segments with the emphasis that pairs lay over them: delimiters are gone, and texts that touch are joined."""
    events = [(opening, width, mark) for mark, opening, _, width in pairs]
    events += [(closing, width, 0) for _, _, closing, width in pairs]
    events.sort(reverse=True)
    following = events[-1][0] if events else sys.maxsize
    marked: list[Segment] = []
    marks = 0
    outer: list[int] = []
    for segment in segments:
        if following >= segment.end:
            segment.marks = _MARKS[marks]
            marked.append(segment)
            continue
        position = segment.start
        while following < segment.end:
            _, width, mark = events.pop()
            if following > position:
                marked.append(_part(segment, position, following, marks))
            if mark:
                outer.append(marks)
                marks |= mark
            else:
                marks = outer.pop()
            position = following + width
            following = events[-1][0] if events else sys.maxsize
        if position < segment.end:
            marked.append(_part(segment, position, segment.end, marks))
    return _joined(marked)


def _part(segment: Segment, start: int, end: int, marks: int) -> Segment:
    return Segment(
        SegmentKind.TEXT,
        segment.text[start - segment.start : end - segment.start],
        start,
        end,
        _MARKS[marks],
        segment.link,
    )


def _joined(segments: list[Segment]) -> list[Segment]:
    """Return the segments with texts that touch and are alike as one segment."""
    joined: list[Segment] = []
    first, last = 0, len(segments) - 1
    for index, segment in enumerate(segments):
        if index < last and segment.end == segments[index + 1].start and _is_like(segment, segments[index + 1]):
            continue
        if first < index:
            text = "".join([part.text for part in segments[first : index + 1]])
            segment = Segment(SegmentKind.TEXT, text, segments[first].start, segment.end, segment.marks, segment.link)
            segment.breaks = [each for part in segments[first : index + 1] for each in part.breaks]
        joined.append(segment)
        first = index + 1
    return joined


def _is_like(segment: Segment, after: Segment) -> bool:
    is_text = segment.kind is SegmentKind.TEXT and after.kind is SegmentKind.TEXT
    return is_text and segment.marks is after.marks and segment.link is after.link


def emphases_of(text: str, pairs: Iterable[Pair]) -> list[Emphasis]:
    """Return the emphases of a content in order, outer ones first."""
    return [
        Emphasis(
            _MARKS[mark],
            text[opening : opening + width],
            Span(opening, closing + width),
            Span(opening + width, closing),
        )
        for mark, opening, closing, width in sorted(pairs, key=itemgetter(1))
    ]
