"""What the block parser notes while it reads: the places of its tokens, and where the text of each line begins."""

from __future__ import annotations

from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from awesomelint.expressions import expression
from awesomelint.markdown.blocks import Block, BlockKind, OffsetMap, Place
from awesomelint.source import Source

_TAB = 4
_BLANKS = expression(r"[ \t]*")
_QUOTE_MARK = expression(r"[ \t]*>")


def first_text(source: Source, offset: int) -> int:
    """Return the offset of the first character at or after `offset` that is neither blank nor tab."""
    match = _BLANKS.match(source.text, offset)
    assert match is not None
    return match.end()


def indent_of(source: Source, line: int, quotes: int = 0) -> tuple[int, int]:
    """Return column (from 0, tabs expanded) and offset of a line's first character behind `quotes` quote marks."""
    start = offset = source.line_starts[line - 1]
    for _ in range(quotes):
        mark = _QUOTE_MARK.match(source.text, offset)
        if mark is None:
            break
        offset = mark.end()
    offset = first_text(source, offset)
    return len(source.text[start:offset].expandtabs(_TAB)), offset


def is_line_end(source: Source, offset: int) -> bool:
    """Tell whether a line ends at an offset."""
    return offset >= len(source.text) or source.text[offset] in "\r\n"


def quote_depth(block: Block) -> int:
    """Return how many block quotes a block stands in."""
    depth, parent = 0, block.parent
    while parent is not None:
        depth += parent.kind is BlockKind.QUOTE
        parent = parent.parent
    return depth


def is_indented_code(block: Block) -> bool:
    """Tell whether a block is code by its indent, not by a fence."""
    return block.kind is BlockKind.CODE and block.markup == "code_block"


#| What the block parser notes while it reads: the places of its tokens, and of the lines that it hands over as content.

_RAW = frozenset({"html_block", "code_block", "fence"})
"""The tokens whose lines are cut out after the token is made; those of a paragraph are cut out before."""


class BlockToken(Token):
    """A token that knows its places.

    `start` is the offset of the marker of a list item, or of the `#` of a heading; `lines` are the lines that an inline
    content or an HTML block was cut from. `cells` are the ranges of the cells that a row is written with, `columns` is how
    many it has to a reader.
    """

    __slots__ = ("cells", "columns", "lines", "start")

    def __init__(self, type: str, tag: str, nesting: Literal[-1, 0, 1]):  # noqa: A002 - the library's name
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
        self.block = True
        self.hidden = False
        self.start = 0
        self.lines: Lines | None = None
        self.cells: list[tuple[int, int]] = []
        self.columns = 0


_END = BlockToken("end", "", -1)


class Lines:
    """Lines as the parser cut them: their text, and where each one begins in the text and in the source.

    A blank that is left over of a tab stands nowhere; it is a line of its own that begins where the next one does.
    """

    __slots__ = ("offsets", "sources", "text")

    def __init__(self, text: str, offsets: list[int], sources: list[int]):
        self.text = text
        self.offsets = offsets
        self.sources = sources

    def place_of(self, content: str) -> Place:
        """Return where a content, which is the text without blanks at both ends, stands in the source."""
        lead = self.text.find(content)
        if len(self.sources) == 1:
            return self.sources[0] + lead
        return OffsetMap([offset - lead for offset in self.offsets], self.sources)


class BlockState(StateBlock):
    """The state of the block rules. `shifts` says by how much each line stands further on in the source, if any does."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token], shifts: list[int] | None):
        super().__init__(src, md, env, tokens)
        self.shifts = shifts
        self.lines: Lines | None = None
        self.raw: BlockToken | None = None
        self.missing_cells = 0

    def line_start(self, line: int) -> int:
        """Return where the text of a line begins in the source, behind the marks of the blocks around it."""
        start = self.bMarks[line] + self.tShift[line]
        return start if self.shifts is None else start + self.shifts[line]

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> BlockToken:
        """Add a token, with its places. Closing tokens say nothing but that something ends: they are all one."""
        if nesting < 0:
            self.level -= 1
            self.tokens.append(_END)
            return _END
        token = BlockToken(ttype, tag, nesting)
        token.level = self.level
        self.tokens.append(token)
        if nesting > 0:
            self.level += 1
            if ttype == "list_item_open":
                token.start = self.line_start(self.line)
        elif ttype == "inline":
            token.lines = self.lines
            token.start = self.line_start(self.line - 1)
        elif ttype in _RAW:
            self.raw = token
        return token

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:  # noqa: N802, N803 - the library's names
        """Cut lines out of the text, without the indent of the blocks around them."""
        if begin + 1 == end and not keepLastLF:
            return self._line(begin, indent)
        pieces: list[str] = []
        offsets: list[int] = []
        sources: list[int] = []
        length = 0
        source, shifts = self.src, self.shifts
        for line in range(begin, end):
            first, last = self.bMarks[line], self.eMarks[line]
            if keepLastLF or line + 1 < end:
                last += 1
            first, surplus = self._indented(line, first, last, indent)
            start = first if shifts is None else first + shifts[line]
            for column in range(surplus):
                offsets.append(length + column)
                sources.append(start)
            piece = " " * surplus + source[first:last]
            offsets.append(length + surplus)
            sources.append(start)
            pieces.append(piece)
            length += len(piece)
        text = "".join(pieces)
        return self._note(Lines(text, offsets, sources))

    def _line(self, line: int, indent: int) -> str:
        """Cut out one line: most paragraphs are no longer."""
        first, last = self.bMarks[line], self.eMarks[line]
        first, surplus = self._indented(line, first, last, indent)
        text = self.src[first:last]
        source = first if self.shifts is None else first + self.shifts[line]
        return self._note(Lines(" " * surplus + text, [0], [source - surplus]))

    def _note(self, lines: Lines) -> str:
        if self.raw is not None:
            self.raw.lines = lines
            self.raw = None
        else:
            self.lines = lines
        return lines.text

    def _indented(self, line: int, first: int, last: int, indent: int) -> tuple[int, int]:
        """Return where a line goes on behind an indent, and how many columns of a tab are left over."""
        source = self.src
        behind = first + self.tShift[line]
        if first + indent <= behind and "\t" not in source[first : first + indent]:
            return first + indent, 0
        column = 0
        while first < last and column < indent:
            char = source[first]
            if char == "\t":
                column += 4 - (column + self.bsCount[line]) % 4
            elif char == " " or first < behind:
                column += 1
            else:
                break
            first += 1
        return first, max(0, column - indent)
