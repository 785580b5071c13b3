"""Links and pictures: inline targets, references to definitions, and what brackets make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown_it.common.utils import normalizeReference, unescapeAll

from awesomelint.expressions import expression
from awesomelint.markdown.blocks import Link, LinkSyntax, Mark, Run, RunKind
from awesomelint.markdown.runs import DelimiterRun, InlineRuns, Pair, label_of, pair_up, with_marks
from awesomelint.named_tuple import NamedTuple
from awesomelint.source import Span

MAX_PARENTHESES = 32
"""How deep the parentheses of a bare target may nest, as in cmark and markdown-it."""

_PLAIN = expression(r"([^\s()<>\\&\x00-\x20\x7f]+)\)")
_ANGLED = expression(r"<((?:[^<>\n\\]|\\[\s\S])*)>")
_BARE = expression(r"[^\x00-\x20\x7f()\\]+")
_TITLE = expression(
    r"\"([^\"\\]*(?:\\[\s\S][^\"\\]*)*)\"|'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|\(([^()\\]*(?:\\[\s\S][^()\\]*)*)\)"
)
_BLANKS = expression(r"[ \t\n]*")


class Target(NamedTuple):
    """A target as it works (escapes and entities resolved), where it is written, and its title.

    `end` is the offset behind the closing parenthesis, or behind where it should have been if `is_closed` is false.
    """

    url: str
    start: int
    stop: int
    title: str
    end: int
    is_closed: bool


def read_target(text: str, start: int, end: int) -> Target | None:
    """Read a target from behind an opening parenthesis, up to `end`; `None` if nothing follows."""
    plain = _PLAIN.match(text, start, end)
    if plain is not None:
        return Target(plain[1], start, plain.end(1), "", plain.end(), True)
    position = _skip_blanks(text, start, end)
    if position >= end:
        return None
    url = title = ""
    first = stop = position
    found = _destination(text, position, end)
    if found is not None:
        first, stop, position = found
        url = unescapeAll(text[first:stop])
        after = _skip_blanks(text, position, end)
        match = _TITLE.match(text, after, end) if after > position else None
        if match is not None:
            title = unescapeAll(match[match.lastindex or 0])
            after = _skip_blanks(text, match.end(), end)
        position = after
    is_closed = position < end and text[position] == ")"
    return Target(url, first, stop, title, position + 1, is_closed)


def _destination(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Return where a target begins and ends without angle brackets, and where it ends with them."""
    if text[start] == "<":
        match = _ANGLED.match(text, start, end)
        return (start + 1, match.end() - 1, match.end()) if match else None
    position, depth = start, 0
    while position < end:
        char = text[position]
        if char == "(":
            depth += 1
            if depth > MAX_PARENTHESES:
                return None
        elif char == ")":
            if depth == 0:
                break
            depth -= 1
        elif char == "\\":
            if position + 1 < end:
                if text[position + 1] == " ":
                    break
                position += 1
        elif match := _BARE.match(text, position, end):
            position = match.end()
            continue
        else:
            break
        position += 1
    return (start, position, position) if position > start and depth == 0 else None


def _skip_blanks(text: str, start: int, end: int) -> int:
    match = _BLANKS.match(text, start, end)
    return match.end() if match else start


#| Links that name a definition: `[text][label]`, `[label][]` and `[label]`.

References = Mapping[str, Mapping[str, Any]]
"""Link reference definitions by normalised label, as markdown-it-py keeps them."""

MAX_LABEL = 999
"""Length of the longest label that may name a definition, by CommonMark."""

_LABEL = expression(r"\[((?:[^\[\]\\]|\\[\s\S])*)\]")
_BRACKET = expression(r"\\[\s\S]|[\[\]]")


class Reference(NamedTuple):
    """A definition that is named: the label as written, the target and title that it stands for, and where the name ends."""

    label: str
    url: str
    title: str
    end: int


def find_reference(text: str, first: int, close: int, after: int, end: int, references: References) -> Reference | None:
    """Return what the brackets around `first` to `close` refer to; `after` is where a label in brackets may follow."""
    if not references:
        return None
    label, stop = "", close + 1
    if after < end and text[after] == "[":
        match = _LABEL.match(text, after, min(end, after + MAX_LABEL + 2))
        if match is not None:
            label, stop = match[1], match.end()
        elif _is_balanced(text[after : min(end, after + MAX_LABEL)]):
            return None
    if not label:
        if close - first > MAX_LABEL:
            return None
        label = text[first:close]
    entry = references.get(normalizeReference(label))
    return Reference(label, entry["href"], entry["title"], stop) if entry is not None else None


def _is_balanced(text: str) -> bool:
    """Tell whether the bracket that a text begins with is closed in it."""
    depth = 0
    for match in _BRACKET.finditer(text):
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        if depth == 0:
            return True
    return False


#| What brackets make: links and pictures, or nothing.

MAX_NESTED_ALTERNATIVE = 1000
"""Length from which the alternative text of a picture inside a picture's text is left out, lest it be copied on and on."""

_TEXT, _TAG = RunKind.TEXT, RunKind.TAG


class _Opener:
    """A `[` or `![` that waits for its `]`: its run, and how much had been read when it was met."""

    __slots__ = ("delimiters", "has_link", "is_image", "links", "pairs", "run", "runs", "start")

    def __init__(self, content: InlineBrackets, run: Run, is_image: bool):
        self.run = run
        self.is_image = is_image
        self.has_link = False
        self.start = run.end
        self.runs = len(content.runs)
        self.links = len(content.links)
        self.pairs = len(content.pairs)
        self.delimiters = len(content.delimiters)


class InlineBrackets(InlineRuns):
    """A content and its brackets.

    Those that may still become links wait in `_open`, delimiters of emphasis in `delimiters`; both stand in `runs` as text of
    their own until the end, when what is left of them is joined with its neighbours (`_is_split`). `_marked_links` are links
    whose labels are read when it is known what is emphasised in them.
    """

    _has_tags = False
    _is_split = False

    def __init__(self, text: str, start: int, end: int, references: References):
        super().__init__(text, start, end)
        self.references = references
        self.links: list[Link] = []
        self.pairs: list[Pair] = []
        self.delimiters: list[DelimiterRun] = []
        self._open: list[_Opener] = []
        self._marked_links: list[Link] = []

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
