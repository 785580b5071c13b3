"""Inline Markdown with offsets: markdown-it-py's inline rules, called from a loop that records where each one starts and ends.

markdown-it-py gives inline tokens no places. Its rules are kept; the loop around them is replaced: it goes straight to the
rules that can begin with a character, reads the plainest links (`[words](url)`) with one expression, and notes the
offsets of every token. Normalising and validating links is left out: a linter wants the target as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import isStrSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import (
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    link_pairs,
    strikethrough,
)
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

_SPECIAL = re.compile(r"[\n!&*<\[\\\]_`~]")
_PLAIN_LINK = re.compile(r"\[([^\[\]\\`<>!&*_~\n]*)\]\(([^\s()<>\\&\x00-\x20\x7f]+)\)")
_DELIMITERS = frozenset("*_~")
_HAS_DELIMITER = re.compile(r"[*_~]")


class InlineToken(Token):
    """A token that knows its half-open range in the inline content."""

    __slots__ = ("end", "start")

    def __init__(self, type: str, tag: str, nesting: Literal[-1, 0, 1], start: int):  # noqa: A002 - the library's name
        self.type = type
        self.tag = tag
        self.nesting = nesting
        self.attrs = {}
        self.map = None
        self.level = 0
        self.children = None
        self.content = ""
        self.markup = ""
        self.info = ""
        self.meta = {}
        self.block = False
        self.hidden = False
        self.start = start
        self.end = start


class _State(StateInline):
    """Inline state whose tokens carry offsets."""

    pending_start = 0

    def append_pending(self, text: str) -> None:
        if not self._pending and not self._pending_buffer:
            self.pending_start = self.pos
        self._pending_buffer.append(text)

    def pushPending(self) -> Token:  # noqa: N802 - the library's name
        token = InlineToken("text", "", 0, self.pending_start)
        token.content = self.pending
        token.end = self.pending_start + len(token.content)
        token.level = self.pendingLevel
        self.tokens.append(token)
        self.pending = ""
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if self._pending or self._pending_buffer:
            self.pushPending()
        token = InlineToken(ttype, tag, nesting, self.pos)
        meta = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token.level = self.level
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            meta = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(meta)
        return token


def _newline(state: StateInline, silent: bool) -> bool:
    """Read a line end; two blanks before it make it a hard break, blanks after it belong to it."""
    position = state.pos
    if not silent:
        before = state.pending
        kept = before.rstrip(" ")
        if before != kept:
            state.pending = kept
        hard = len(before) - len(kept) >= 2
        state.pos = position - (len(before) - len(kept))
        state.push("hardbreak" if hard else "softbreak", "br", 0)
    position += 1
    while position < state.posMax and isStrSpace(state.src[position]):
        position += 1
    state.pos = position
    return True


_Rule = Callable[[StateInline, bool], bool]
_RULES: dict[str, tuple[_Rule, ...]] = {
    "\n": (_newline,),
    "!": (image,),
    "&": (entity,),
    "*": (emphasis.tokenize,),
    "<": (autolink, html_inline),
    "[": (link,),
    "\\": (escape,),
    "]": (),
    "_": (emphasis.tokenize,),
    "`": (backtick,),
    "~": (strikethrough.tokenize,),
}


class OffsetInlineParser(ParserInline):
    """The inline parser of a `MarkdownIt`, with offsets on every token."""

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the library's name
        """Step over one token without making it, as links need to find their end."""
        position = state.pos
        known = state.cache.get(position)
        if known is not None:
            state.pos = known
            return
        source, char = state.src, state.src[position]
        rules = _RULES.get(char)
        if rules is None:
            special = _SPECIAL.search(source, position + 1, state.posMax)
            state.pos = special.start() if special else state.posMax
        elif state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax
        elif char == "[" and (plain := _PLAIN_LINK.match(source, position, state.posMax)):
            state.pos = plain.end()
        else:
            for rule in rules:
                state.level += 1
                done = rule(state, True)
                state.level -= 1
                if done:
                    break
            else:
                state.pos = position + 1
        state.cache[position] = state.pos

    def tokenize(self, state: StateInline) -> None:
        """Make the tokens of the range from `state.pos` to `state.posMax`."""
        source, end, tokens = state.src, state.posMax, state.tokens
        nesting_left = state.level < state.md.options["maxNesting"]
        search, plain_link = _SPECIAL.search, _PLAIN_LINK.match
        while state.pos < end:
            position = state.pos
            char = source[position]
            rules = _RULES.get(char)
            if rules is None:
                special = search(source, position + 1, end)
                stop = special.start() if special else end
                state.append_pending(source[position:stop])
                state.pos = stop
                continue
            if char == "[" and nesting_left and (plain := plain_link(source, position, end)):
                _push_plain_link(state, plain)
                continue
            if char == "\n":
                _newline(state, False)
                _end(tokens[-1], state.pos)
                continue
            done = False
            if nesting_left:
                count = len(tokens) + (1 if state.pending else 0)
                for rule in rules:
                    done = rule(state, False)
                    if done:
                        break
            if not done:
                state.append_pending(char)
                state.pos = position + 1
            elif len(tokens) > count:
                _close_range(tokens, count, position, state.pos, char)
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Append the tokens of an inline content to `tokens`; each is an `InlineToken`."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        if _HAS_DELIMITER.search(src):
            link_pairs(state)
            strikethrough.postProcess(state)
            emphasis.postProcess(state)
        return state.tokens


def _end(token: Token, offset: int) -> None:
    assert isinstance(token, InlineToken)
    token.end = offset


def _push_plain_link(state: StateInline, match: re.Match[str]) -> None:
    """Make the three tokens of a link whose label is plain text."""
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": match[2]}
    state.pos = match.start(1)
    if match[1]:
        state.append_pending(match[1])
    state.pos = match.end(1)
    closing = state.push("link_close", "a", -1)
    state.pos = match.end()
    _end(closing, state.pos)


def _close_range(tokens: list[Token], first: int, start: int, end: int, char: str) -> None:
    """Set the end of the tokens that a rule has just made."""
    if char in _DELIMITERS:
        for token in tokens[first:]:
            assert isinstance(token, InlineToken)
            token.start = start
            start += len(token.content)
            token.end = start
        return
    opening, last = tokens[first], tokens[-1]
    assert isinstance(opening, InlineToken)
    assert isinstance(last, InlineToken)
    opening.start = start
    last.end = end
    if last.info == "auto" and len(tokens) - first == 3:
        text = tokens[-2]
        assert isinstance(text, InlineToken)
        text.start, text.end = start + 1, end - 1
        last.start = end - 1
