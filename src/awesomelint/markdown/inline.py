"""Inline Markdown, read in one go into runs, links and emphases that know their places.

The same language as markdown-it-py's (CommonMark and `~~strike~~`; the tests compare both), but with offsets, which
markdown-it-py does not give, and in a third of its time. Targets are kept as written, not normalised or judged.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from html.entities import html5

from markdown_it.common.utils import isValidEntityCode

from awesomelint.expressions import expression
from awesomelint.markdown.blocks import Link, LinkSyntax, Mark, Run, RunKind
from awesomelint.markdown.html import apply_tags, inline_tag_end
from awesomelint.markdown.links import InlineBrackets
from awesomelint.markdown.runs import delimiter_run, label_between, pair_up, with_marks
from awesomelint.source import Span

_SPECIAL = expression(r"[\n!&*<\[\\\]_`~]")
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
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TEXT, _TAG = RunKind.TEXT, RunKind.TAG


class InlineParser(InlineBrackets):
    """Reads one content, `text` from `start` to `end`, from left to right; offsets are those of `text`.

    Blanks before `_solid` belong to an escape and are not trimmed. Where backticks stand, and the ends of tags, is kept once it
    had to be found.
    """

    _solid = 0
    _backticks: dict[int, list[int]] | None = None
    _tag_ends: dict[str, int] | None = None

    def parse(self) -> None:
        """Set `runs`, `links` and `pairs`."""
        text, end, search = self.text, self.end, _SPECIAL.search
        position = self.start
        while found := search(text, position, end):
            start = found.start()
            if start > position:
                self._add_text(text[position:start], position, start)
            position = _RULES[found[0]](self, start)
        if position < end:
            self._add_text(text[position:end], position, end)
        self._end_text()
        if self.delimiters:
            self.pairs += pair_up(self.delimiters)
        if self.delimiters or self._open or self._is_split:
            self.runs = with_marks(self.runs, self.pairs)
        if self._has_tags:
            apply_tags(self.runs, self.links, end)
        for link in self._marked_links:
            assert link.label_span is not None
            link.label = label_between(self.runs, link.label_span)

    # -- each rule reads what a special character begins, and returns where it ends

    def _line_end(self, start: int) -> int:
        """Read a line end; two blanks before it make it a hard break, blanks after it belong to it."""
        first = start
        run = self._growing
        if run is not None:
            self._end_text()
        if run is not None and run.text.endswith(" "):
            lowest = max(run.start, self._solid)
            first = lowest + len(self.text[lowest:start].rstrip(" "))
            if first == run.start:
                self.runs.pop()
            elif first < start:
                run.text = run.text[: first - start]
                run.end = first
        kind = RunKind.HARD_BREAK if start - first >= 2 else RunKind.SOFT_BREAK
        return self._break_line(kind, first, start + 1)

    def _break_line(self, kind: RunKind, start: int, stop: int) -> int:
        match = _AFTER_BREAK.match(self.text, stop, self.end)
        stop = match.end() if match else stop
        self._add(Run(kind, "\n", start, stop, Mark.NONE, None))
        return stop

    def _escape(self, start: int) -> int:
        following = start + 1
        if following >= self.end:
            self._add_text("\\", start, following)
            return following
        char = self.text[following]
        if char == "\n":
            return self._break_line(RunKind.HARD_BREAK, start, following + 1)
        self._solid = following + 1
        self._add_text(char if char in _ESCAPABLE else "\\" + char, start, self._solid)
        return self._solid

    def _entity(self, start: int) -> int:
        match = _ENTITY.match(self.text, start, self.end)
        seen = _resolve(match) if match else None
        if match is None or seen is None:
            self._add_text("&", start, start + 1)
            return start + 1
        self._solid = match.end()
        self._add_text(seen, start, match.end())
        return match.end()

    def _delimiter(self, start: int) -> int:
        char = self.text[start]
        match = _DELIMITERS[char].match(self.text, start, self.end)
        stop = match.end() if match else start + 1
        if char == "~" and stop - start == 1:
            self._add_text(char, start, stop)
        else:
            self._add(Run(_TEXT, self.text[start:stop], start, stop, Mark.NONE, None))
            self.delimiters.append(delimiter_run(self.text, start, stop, self.start, self.end))
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
        self._add(Run(RunKind.CODE, content, start, stop, Mark.NONE, None))
        return stop

    def _angle(self, start: int) -> int:
        """Read an autolink or an HTML tag."""
        text, end = self.text, self.end
        match, scheme = _AUTOLINK.match(text, start, end), ""
        if match is None:
            match, scheme = _EMAIL.match(text, start, end), "mailto:"
        if match is not None:
            seen = Span(match.start(1), match.end(1))
            link = Link(Span(start, match.end()), match[1], seen, scheme + match[1], seen, LinkSyntax.AUTOLINK)
            self.links.append(link)
            self._add(Run(_TEXT, match[1], seen.start, seen.end, Mark.NONE, link))
            return match.end()
        if self._tag_ends is None:
            self._tag_ends = {}
        stop = inline_tag_end(text, start, end, self._tag_ends)
        if stop < 0:
            self._add_text("<", start, start + 1)
            return start + 1
        self._has_tags = True
        self._add(Run(_TAG, text[start:stop], start, stop, Mark.NONE, None))
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
        if self._growing is not None:
            self._end_text()
        if last > first:
            self.runs.append(Run(_TEXT, plain[1], first, last, Mark.NONE, link))
        if self._open:
            self._open[-1].has_link = True
        return plain.end()


def _resolve(match: re.Match[str]) -> str | None:
    """Return the character of an entity, `None` for a name that means nothing."""
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        return html5.get(name + ";")
    code = int(decimal) if decimal is not None else int(hexadecimal, 16)
    return chr(code) if isValidEntityCode(code) else "\ufffd"


_RULES: dict[str, Callable[[InlineParser, int], int]] = {
    "\n": InlineParser._line_end,
    "!": InlineParser._picture,
    "&": InlineParser._entity,
    "*": InlineParser._delimiter,
    "<": InlineParser._angle,
    "[": InlineParser._bracket,
    "\\": InlineParser._escape,
    "]": InlineParser._closing_bracket,
    "_": InlineParser._delimiter,
    "`": InlineParser._code,
    "~": InlineParser._delimiter,
}
