"""Inline Markdown, read in one go into segments, links and emphases that know their places.

The same language as markdown-it-py's (CommonMark and `~~strike~~`; the tests compare both), but with offsets, which
markdown-it-py does not give, and in a third of its time. Targets are kept as written, not normalised or judged.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from html.entities import html5
from operator import attrgetter

from markdown_it.common.utils import isValidEntityCode

from awesomelint.markdown.blocks import Break, Emphasis, Link, LinkSyntax, Mark, Segment, SegmentKind, label_of
from awesomelint.markdown.emphasis import DelimiterRun, Pair, delimiter_run, emphases_of, pair_up, with_marks
from awesomelint.markdown.html import apply_tags, inline_tag_end
from awesomelint.markdown.links import Reference, References, Target, find_reference, read_target, with_bare_urls
from awesomelint.source import Span
from awesomelint.startup import expression

MAX_NESTED_ALTERNATIVE = 1000
"""Length from which the alternative text of a picture inside a picture's text is left out, lest it be copied on and on."""

_SPECIAL = expression(r"[\n!$&*<\[\\\]_`~]")
_PLAIN_LINK = expression(r"\[([^\[\]\\`<>!&*_~\n]*)\]\(([^\s()<>\\&\x00-\x20\x7f]+)\)")
_AFTER_BREAK = expression(r"[ \t]*")
_DELIMITERS = {char: expression(re.escape(char) + "+") for char in "*_~"}
_BACKTICKS = expression(r"`+")
_ENTITY = expression(r"&(?:#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}))|([a-zA-Z][a-zA-Z0-9]{1,31}));")
_AUTOLINK = expression(r"<([a-zA-Z][a-zA-Z0-9+.\-]{1,31}:[^<>\x00-\x20]*)>")
_EMAIL = expression(
    r"<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_MATH = expression(
    r"\$\$(?:(?!\$\$|\]\(https?:|`)[\s\S]){1,2000}\$\$"
    r"|(?<![\w\\$])\$(?![\s$])(?:(?!\]\(https?:|\*\*)(?:[^$\n`\\]|\\[^\n])){1,300}(?<!\s)\$(?![\w$])"
)
"""Formulas as GitHub reads them; sums of money do not end with the sign, or go on with a digit behind it."""
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TEXT, _TAG = SegmentKind.TEXT, SegmentKind.TAG


def parse_inline(
    text: str, start: int, end: int, references: References
) -> tuple[list[Segment], list[Link], list[Emphasis]]:
    """Return the segments, links and emphases of the content that is `text` from `start` to `end`; offsets are those of
    `text`."""
    parser = _InlineParser(text, start, end, references)
    parser.parse()
    segments = with_bare_urls(parser.segments, parser.links, text)
    return segments, parser.links, emphases_of(text, parser.pairs)


class _InlineParser:
    """Reads one content, `text` from `start` to `end`, from left to right.

    Brackets that may still become links wait in `_open`, delimiters of emphasis in `_delimiters`; both are in `segments` as text
    of their own until the end, when what is left of them is joined with its neighbours (`_is_split`).
    """

    def __init__(self, text: str, start: int, end: int, references: References):
        self.text = text
        self.start = start
        self.end = end
        self.references = references
        self.segments: list[Segment] = []
        self.links: list[Link] = []
        self.pairs: list[Pair] = []
        self._pieces: list[str] = []
        self._breaks: list[Break] = []
        self._text_start = self._text_end = start
        self._open: list[_Opener] = []
        self._delimiters: list[DelimiterRun] = []
        self._marked_links: list[Link] = []  # their labels are read when it is known what is emphasised in them
        self._backticks: dict[int, list[int]] | None = None  # where runs of each length are, once asked for
        self._tag_ends: dict[str, int] = {}
        self._solid = start  # spaces before it belong to an escape and are not trimmed
        self._has_tags = False
        self._is_split = False

    def parse(self) -> None:
        """Set `segments`, `links` and `pairs`."""
        text, end, search = self.text, self.end, _SPECIAL.search
        position = self.start
        while special := search(text, position, end):
            start = special.start()
            if start > position:
                self._add_text(text[position:start], position, start)
            position = _RULES[special[0]](self, start)
        if position < end:
            self._add_text(text[position:end], position, end)
        self._end_text()
        if self._delimiters:
            self.pairs += pair_up(self._delimiters)
        if self._delimiters or self._open or self._is_split:
            self.segments = with_marks(self.segments, self.pairs)
        if self._has_tags:
            apply_tags(self.segments, self.links, end)
        for link in self._marked_links:
            assert link.label_span is not None
            link.label = _label_between(self.segments, link.label_span)

    def _add_text(self, text: str, start: int, stop: int) -> None:
        """Gather text until something else is met."""
        if not self._pieces:
            self._text_start = start
        self._pieces.append(text)
        self._text_end = stop

    def _end_text(self, surplus: int = 0) -> None:
        """Make a segment of the text gathered so far, without `surplus` spaces at its end."""
        pieces = self._pieces
        if pieces:
            text = pieces[0] if len(pieces) == 1 else "".join(pieces)
            pieces.clear()
            if text := text[:-surplus] if surplus else text:
                self.segments.append(Segment(_TEXT, text, self._text_start, self._text_end - surplus, Mark.NONE, None))
                if self._breaks:
                    self.segments[-1].breaks, self._breaks = self._breaks, []

    def _add(self, segment: Segment) -> None:
        self._end_text()
        self.segments.append(segment)

    # -- each rule reads what a special character begins, and returns where it ends

    def _line_end(self, start: int) -> int:
        """Read a line end; two spaces before it make it a hard break, spaces after it belong to it."""
        first = start
        if self._pieces and self._pieces[-1].endswith(" "):
            lowest = max(self._text_start, self._solid)
            first = lowest + len(self.text[lowest:start].rstrip(" "))
        self._end_text(start - first)
        kind = SegmentKind.HARD_BREAK if start - first >= 2 else SegmentKind.SOFT_BREAK
        return self._break_line(kind, first, start + 1)

    def _break_line(self, kind: SegmentKind, start: int, stop: int) -> int:
        match = _AFTER_BREAK.match(self.text, stop, self.end)
        stop = match.end() if match else stop
        self._add(Segment(kind, "\n", start, stop, Mark.NONE, None))
        return stop

    def _escape(self, start: int) -> int:
        following = start + 1
        if following >= self.end:
            self._add_text("\\", start, following)
            return following
        char = self.text[following]
        if char == "\n":
            return self._break_line(SegmentKind.HARD_BREAK, start, following + 1)
        self._solid = following + 1
        if char in _ESCAPABLE:
            self._add_text(char, start, self._solid)
            self._breaks.append(Break(start, self._solid, 1))
        else:
            self._add_text("\\" + char, start, self._solid)
        return self._solid

    def _entity(self, start: int) -> int:
        match = _ENTITY.match(self.text, start, self.end)
        char = _resolve(match) if match else None
        if match is None or char is None:
            self._add_text("&", start, start + 1)
            return start + 1
        self._solid = match.end()
        self._add_text(char, start, match.end())
        self._breaks.append(Break(start, match.end(), len(char)))
        return match.end()

    def _delimiter(self, start: int) -> int:
        char = self.text[start]
        match = _DELIMITERS[char].match(self.text, start, self.end)
        stop = match.end() if match else start + 1
        if char == "~" and stop - start == 1:
            self._add_text(char, start, stop)
        else:
            self._add(Segment(_TEXT, self.text[start:stop], start, stop, Mark.NONE, None))
            self._delimiters.append(delimiter_run(self.text, start, stop, self.start, self.end))
        return stop

    def _code(self, start: int) -> int:
        opening = _BACKTICKS.match(self.text, start, self.end)
        assert opening is not None
        inner, width = opening.end(), opening.end() - start
        if self._backticks is None:
            self._backticks = {}
            for match in _BACKTICKS.finditer(self.text, start, self.end):
                self._backticks.setdefault(match.end() - match.start(), []).append(match.start())
        same = self._backticks.get(width, [])
        index = bisect_left(same, inner)
        if index == len(same):
            self._add_text(opening[0], start, inner)
            return inner
        content = self.text[inner : same[index]].replace("\n", " ")
        if content.startswith(" ") and content.endswith(" ") and content.strip(" "):
            content = content[1:-1]
        stop = same[index] + width
        self._add(Segment(SegmentKind.CODE, content, start, stop, Mark.NONE, None))
        return stop

    def _angle(self, start: int) -> int:
        """Read an autolink or an HTML tag."""
        text, end = self.text, self.end
        match, scheme = _AUTOLINK.match(text, start, end), ""
        if match is None:
            match, scheme = _EMAIL.match(text, start, end), "mailto:"
        if match is not None:
            inner = Span(match.start(1), match.end(1))
            link = Link(Span(start, match.end()), match[1], inner, scheme + match[1], inner, LinkSyntax.AUTOLINK)
            self.links.append(link)
            self._add(Segment(_TEXT, match[1], inner.start, inner.end, Mark.NONE, link))
            return match.end()
        stop = inline_tag_end(text, start, end, self._tag_ends)
        if stop < 0:
            self._add_text("<", start, start + 1)
            return start + 1
        self._has_tags = True
        self._add(Segment(_TAG, text[start:stop], start, stop, Mark.NONE, None))
        return stop

    def _math(self, start: int) -> int:
        """Read a formula, in which nothing is Markdown."""
        match = _MATH.match(self.text, start, self.end)
        if match is None:
            self._add_text("$", start, start + 1)
            return start + 1
        position, stop = start, match.end()
        while (line_end := self.text.find("\n", position, stop)) >= 0:
            self._add_text(self.text[position:line_end], position, line_end)
            position = self._line_end(line_end)
        self._add_text(self.text[position:stop], position, stop)
        return stop

    def _picture(self, start: int) -> int:
        if start + 1 < self.end and self.text[start + 1] == "[":
            self._open_bracket(start, start + 2, is_image=True)
            return start + 2
        self._add_text("!", start, start + 1)
        return start + 1

    def _bracket(self, start: int) -> int:
        plain = _PLAIN_LINK.match(self.text, start, self.end)
        if plain is None:
            self._open_bracket(start, start + 1, is_image=False)
            return start + 1
        (first, last), target = plain.span(1), Span(*plain.span(2))
        link = Link(Span(start, plain.end()), plain[1], Span(first, last), plain[2], target)
        self.links.append(link)
        self._end_text()
        if last > first:
            self.segments.append(Segment(_TEXT, plain[1], first, last, Mark.NONE, link))
        self._note_link()
        return plain.end()

    def _open_bracket(self, start: int, stop: int, *, is_image: bool) -> None:
        self._add(Segment(_TEXT, self.text[start:stop], start, stop, Mark.NONE, None))
        counts = len(self.segments), len(self.links), len(self.pairs), len(self._delimiters)
        self._open.append(_Opener(stop, is_image, *counts))

    def _note_link(self) -> None:
        """Note in the innermost open bracket that a link is after it: links hold no links."""
        if self._open:
            self._open[-1].has_link = True

    def _closing_bracket(self, start: int) -> int:
        """Make a link or a picture of the last open bracket, or leave both brackets as text."""
        if self._open:
            opener, stop = self._open.pop(), -1
            if opener.is_image or not opener.has_link:
                has_target = start + 1 < self.end and self.text[start + 1] == "("
                target = read_target(self.text, start + 2, self.end) if has_target else None
                stop = self._make_picture(opener, start, target) if opener.is_image else -1
                if stop < 0 and not opener.has_link:
                    stop = self._make_link(opener, start, target)
            if stop >= 0:
                return stop
            self._is_split = True
            if opener.has_link:
                self._note_link()
        self._add_text("]", start, start + 1)
        return start + 1

    def _reference(self, opener: _Opener, close: int, after: int) -> Reference | None:
        return find_reference(self.text, opener.start, close, after, self.end, self.references)

    def _make_link(self, opener: _Opener, close: int, target: Target | None) -> int:
        """Return where the link ends, -1 if there is none."""
        label_span = Span(opener.start, close)
        if target is not None and target.is_closed:
            span, written = Span(opener.start - 1, target.end), Span(target.start, target.stop)
            link = Link(span, "", label_span, target.url, written, title=target.title)
        else:
            if close + 1 < self.end and self.text[close + 1] == "(" and target is None:
                return -1
            # What is in parentheses and is no target may still be followed by a label: markdown-it-py's way, kept.
            named = self._reference(opener, close, target.end if target is not None else close + 1)
            if named is None:
                return -1
            span = Span(opener.start - 1, named.end)
            link = Link(span, "", label_span, named.url, None, LinkSyntax.REFERENCE, named.title, named.label)
        self._end_text()
        inside = self.segments[opener.segments :]
        del self.segments[opener.segments - 1 :]
        if opener.is_image:
            self.segments.append(Segment(_TEXT, "!", opener.start - 2, opener.start - 1, Mark.NONE, None))
            self._is_split = True
        self.segments += inside
        for segment in inside:
            if segment.link is None:
                segment.link = link
        if self._end_delimiters(opener, close) or (self._has_tags and any(segment.kind is _TAG for segment in inside)):
            self._marked_links.append(link)
        else:
            link.label = label_of(inside)
        self.links.insert(opener.links, link)
        self._note_link()
        return span.end

    def _make_picture(self, opener: _Opener, close: int, target: Target | None) -> int:
        """Return where the picture ends, -1 if there is none."""
        if target is not None:
            if not target.is_closed:
                return -1
            url, stop = target.url, target.end
        elif close + 1 < self.end and self.text[close + 1] == "(":
            return -1
        else:
            named = self._reference(opener, close, close + 1)
            if named is None:
                return -1
            url, stop = named.url, named.end
        self._end_text()
        inside = self.segments[opener.segments :]
        if self._end_delimiters(opener, close) or len(self.pairs) > opener.pairs:
            inside = with_marks(inside, self.pairs[opener.pairs :])
        inside = [
            segment
            for segment in inside
            if segment.kind is not SegmentKind.IMAGE or len(segment.text) < MAX_NESTED_ALTERNATIVE
        ]
        del self.segments[opener.segments - 1 :], self.links[opener.links :], self.pairs[opener.pairs :]
        self._add(Segment(SegmentKind.IMAGE, label_of(inside), opener.start - 2, stop, Mark.NONE, None, url))
        return stop

    def _end_delimiters(self, opener: _Opener, close: int) -> bool:
        """Match the delimiters inside a label among themselves, and return whether there were any."""
        inside = self._delimiters[opener.delimiters :]
        if not inside:
            return False
        del self._delimiters[opener.delimiters :]
        # A label is a text of its own: nothing opens at its end,
        # and in a picture, which is read apart, nothing closes at its start.
        char, start, length, can_open, _ = inside[0]
        if opener.is_image and start == opener.start:
            inside[0] = (char, start, length, can_open, False)
        char, start, length, _, can_close = inside[-1]
        if start + length == close:
            inside[-1] = (char, start, length, False, can_close)
        self.pairs += pair_up(inside)
        self._is_split = True
        return True


class _Opener:
    """A `[` or `![`, up to `start`, that waits for its `]`; and how much of each kind had been read with it."""

    __slots__ = ("delimiters", "has_link", "is_image", "links", "pairs", "segments", "start")

    def __init__(self, start: int, is_image: bool, segments: int, links: int, pairs: int, delimiters: int):
        self.start = start
        self.is_image = is_image
        self.has_link = False
        self.segments = segments
        self.links = links
        self.pairs = pairs
        self.delimiters = delimiters


def _label_between(segments: Sequence[Segment], span: Span) -> str:
    """Return what a reader sees of the segments in a span."""
    start = attrgetter("start")
    return label_of(segments[bisect_left(segments, span.start, key=start) : bisect_left(segments, span.end, key=start)])


def _resolve(match: re.Match[str]) -> str | None:
    """Return the character of an entity, `None` for a name that means nothing."""
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        return html5.get(name + ";")
    code = int(decimal) if decimal is not None else int(hexadecimal, 16)
    return chr(code) if isValidEntityCode(code) else "\ufffd"


_RULES: dict[str, Callable[[_InlineParser, int], int]] = {
    "\n": _InlineParser._line_end,
    "!": _InlineParser._picture,
    "$": _InlineParser._math,
    "&": _InlineParser._entity,
    "*": _InlineParser._delimiter,
    "<": _InlineParser._angle,
    "[": _InlineParser._bracket,
    "\\": _InlineParser._escape,
    "]": _InlineParser._closing_bracket,
    "_": _InlineParser._delimiter,
    "`": _InlineParser._code,
    "~": _InlineParser._delimiter,
}
