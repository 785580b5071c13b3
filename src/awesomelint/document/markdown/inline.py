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

from awesomelint.document.blocks import Link, LinkSyntax, Mark, Run, RunKind
from awesomelint.document.markdown.emphasis import DelimiterRun, Pair, delimiter_run, pair_up
from awesomelint.document.markdown.html import inline_tag_end
from awesomelint.document.markdown.html_runs import apply_tags
from awesomelint.document.markdown.references import Reference, References, find_reference
from awesomelint.document.markdown.runs import label_between, label_of, with_marks
from awesomelint.document.markdown.targets import Target, read_target
from awesomelint.expressions import expression
from awesomelint.span import Span

MAX_NESTED_ALTERNATIVE = 1000
"""Length from which the alternative text of a picture inside a picture's text is left out, lest it be copied on and on."""

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


class _Opener:
    """A `[` or `![` that waits for its `]`: its run, and how much had been read when it was met."""

    __slots__ = ("delimiters", "has_link", "is_image", "links", "pairs", "run", "runs", "start")

    def __init__(self, parser: InlineParser, run: Run, is_image: bool):
        self.run = run
        self.is_image = is_image
        self.has_link = False
        self.start = run.end
        self.runs = len(parser.runs)
        self.links = len(parser.links)
        self.pairs = len(parser.pairs)
        self.delimiters = len(parser.delimiters)


class InlineParser:
    """Reads one content, `text` from `start` to `end`, from left to right; offsets are those of `text`.

    Text is gathered in one run (`_growing`, its `_pieces`) until something else is met; blanks before `_solid` belong to an
    escape and are not trimmed. Brackets that may still become links wait in `_open`, delimiters in `delimiters`; both stand in
    `runs` as text of their own until the end, when what is left of them is joined with its neighbours (`_is_split`).
    """

    def __init__(self, text: str, start: int, end: int, references: References):
        self.text = text
        self.start = start
        self.end = end
        self.references = references
        self.runs: list[Run] = []
        self.links: list[Link] = []
        self.pairs: list[Pair] = []
        self._has_tags = False
        self.delimiters: list[DelimiterRun] = []
        self._open: list[_Opener] = []
        self._growing: Run | None = None
        self._pieces: list[str] = []
        self._solid = 0
        self._marked_links: list[Link] = []
        self._backticks: dict[int, list[int]] | None = None
        self._finds: dict[str, int] = {}
        self._is_split = False

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

    def _add_text(self, text: str, start: int, stop: int) -> None:
        """Add text; it grows the run before it if that is text too."""
        run = self._growing
        if run is None:
            self._growing = run = Run(_TEXT, text, start, stop, Mark.NONE, None)
            self.runs.append(run)
        else:
            if not self._pieces:
                self._pieces.append(run.text)
            self._pieces.append(text)
            run.end = stop

    def _end_text(self) -> None:
        """Let no more text grow the last run."""
        if self._pieces and self._growing is not None:
            self._growing.text = "".join(self._pieces)
            self._pieces.clear()
        self._growing = None

    def _add(self, run: Run) -> Run:
        """Add a run that text does not grow."""
        if self._growing is not None:
            self._end_text()
        self.runs.append(run)
        return run

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
        stop = inline_tag_end(text, start, end, self._finds)
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

    def _open_bracket(self, start: int, stop: int, *, is_image: bool) -> None:
        run = self._add(Run(_TEXT, self.text[start:stop], start, stop, Mark.NONE, None))
        self._open.append(_Opener(self, run, is_image))

    def _closing_bracket(self, start: int) -> int:
        """Make a link or a picture of the last open bracket, or leave both brackets as text."""
        if self._open:
            opener, stop = self._open.pop(), -1
            if opener.is_image or not opener.has_link:
                target = self._target(start + 1)
                stop = self._make_picture(opener, start, target) if opener.is_image else -1
                if stop < 0 and not opener.has_link:
                    stop = self._make_link(opener, start, target)
            if stop >= 0:
                return stop
            self._is_split = True
            if opener.has_link and self._open:
                self._open[-1].has_link = True
        self._add_text("]", start, start + 1)
        return start + 1

    # -- links and pictures

    def _target(self, start: int) -> Target | None:
        """Read what stands in parentheses behind a label."""
        if start < self.end and self.text[start] == "(":
            return read_target(self.text, start + 1, self.end)
        return None

    def _reference(self, opener: _Opener, close: int, after: int) -> Reference | None:
        return find_reference(self.text, opener.start, close, after, self.end, self.references)

    def _make_link(self, opener: _Opener, close: int, target: Target | None) -> int:
        """Return where the link ends, -1 if there is none."""
        if target is not None and target.is_closed:
            written = Span(target.start, target.stop)
            link = Link(Span(opener.start - 1, target.end), "", None, target.url, written, title=target.title)
            stop = target.end
        else:
            if close + 1 < self.end and self.text[close + 1] == "(" and target is None:
                return -1
            # What stands in parentheses and is no target may still be followed by a label: markdown-it-py's way, kept.
            found = self._reference(opener, close, target.end if target is not None else close + 1)
            if found is None:
                return -1
            stop = found.end
            span = Span(opener.start - 1, stop)
            link = Link(span, "", None, found.url, None, LinkSyntax.REFERENCE, found.title, found.label)
        self._end_text()
        if opener.is_image:
            opener.run.text, opener.run.end = "!", opener.run.end - 1
            self._is_split = True
        else:
            del self.runs[opener.runs - 1]
            opener.runs -= 1
        link.label_span = Span(opener.start, close)
        inside = self.runs[opener.runs :]
        for run in inside:
            if run.link is None:
                run.link = link
        if self._end_delimiters(opener, close) or (self._has_tags and any(run.kind is _TAG for run in inside)):
            self._marked_links.append(link)
        else:
            link.label = label_of(inside)
        self.links.insert(opener.links, link)
        if self._open:
            self._open[-1].has_link = True
        return stop

    def _make_picture(self, opener: _Opener, close: int, target: Target | None) -> int:
        """Return where the picture ends, -1 if there is none."""
        if target is not None:
            if not target.is_closed:
                return -1
            url, stop = target.url, target.end
        elif close + 1 < self.end and self.text[close + 1] == "(":
            return -1
        else:
            found = self._reference(opener, close, close + 1)
            if found is None:
                return -1
            url, stop = found.url, found.end
        self._end_text()
        inside = self.runs[opener.runs :]
        if self._end_delimiters(opener, close) or len(self.pairs) > opener.pairs:
            inside = with_marks(inside, self.pairs[opener.pairs :])
        inside = [run for run in inside if run.kind is not RunKind.IMAGE or len(run.text) < MAX_NESTED_ALTERNATIVE]
        del self.runs[opener.runs - 1 :], self.links[opener.links :], self.pairs[opener.pairs :]
        self._add(Run(RunKind.IMAGE, label_of(inside), opener.run.start, stop, Mark.NONE, None, url))
        return stop

    def _end_delimiters(self, opener: _Opener, close: int) -> bool:
        """Match the delimiters inside a label among themselves; tell whether there were any."""
        inside = self.delimiters[opener.delimiters :]
        if not inside:
            return False
        del self.delimiters[opener.delimiters :]
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
