"""markdown-it-py's block parser, made to note where everything is, and to ask fewer rules.

The library's rules are kept; `BlockParser` puts a state around them that notes places (`BlockState`), and chooses rules by
the first character of a line, since most blocks begin with one of a few. What rules and state set on one another
(`state.line`, `state.parentType`, `token.map`, `token.content`) is the library's protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, cast

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from awesomelint.markdown.blocks import OffsetMap, Place

CUT = "awesomelint_cut"
"""Key in the parser's environment: the first line (from 0) that was nested too deep to be read."""

BlockRule = Callable[[StateBlock, int, int, bool], bool]
"""A rule as the library has it: state, first line, end, and whether it is only to tell if it matches."""

_FIRST = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "reference": "[",
    "footnote": "[",
    "template_comment": "{",
    "html_block": "<",
    "heading": "#",
}
"""The characters with which the blocks of a rule begin; the other rules may begin with any."""
_TABLE_BELOW = frozenset("|-:")
"""The characters with which the line below a table's head begins."""


class BlockParser(ParserBlock):
    """The block parser of a `MarkdownIt`, with its active rules; `ours` take the place of the library's of the same name."""

    def __init__(self, rules: Ruler[BlockRule], ours: Mapping[str, BlockRule]):
        self.ruler = self._rules = _Rules(rules, ours)

    def read(
        self, text: str, parser: MarkdownIt, environment: dict[str, Any], shifts: list[int] | None, first: int = 0
    ) -> list[BlockToken]:
        """Return the tokens of a text whose line ends are all `\\n`, from its line `first` (from 0) on."""
        tokens: list[Token] = []
        if text:
            state = BlockState(text, parser, environment, tokens, shifts)
            self.tokenize(state, first, state.lineMax)
        return cast(list[BlockToken], tokens)

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - the library's names
        """Read the blocks from a line to another one, as the library does; but what nests too deep ends where it ends."""
        choose = self._rules.choices[""].rules
        limit = state.md.options["maxNesting"]
        line, has_empty_lines = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= limit:
                state.env.setdefault(CUT, line)
                state.line = _behind(state, line, endLine)
                break
            for rule in choose(state, line, endLine):
                if rule(state, line, endLine, False):
                    break
            state.tight = not has_empty_lines
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                has_empty_lines = True
            if line < endLine and state.isEmpty(line):
                has_empty_lines = True
                line += 1
                state.line = line


def _behind(state: StateBlock, line: int, end: int) -> int:
    """Return the line after the block that a line belongs to."""
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        line += 1
    return line


class _Rules(Ruler[BlockRule]):
    """The rules of a parser; the chain that may end a block is one rule that asks only those that may begin a line so."""

    def __init__(self, rules: Ruler[BlockRule], ours: Mapping[str, BlockRule]):
        super().__init__()
        self._names = rules.get_active_rules()
        names = dict(zip(rules.getRules(""), self._names, strict=True))
        self.choices = {
            chain: _Choice({names[rule]: ours.get(names[rule], rule) for rule in rules.getRules(chain)})
            for chain in ("", "paragraph", "reference", "blockquote", "list")
        }
        self._chains: dict[str, list[BlockRule]] = {chain: [each.any_matches] for chain, each in self.choices.items()}

    def getRules(self, chainName: str = "") -> list[BlockRule]:  # noqa: N802, N803 - the library's names
        """Return the rules of a chain."""
        return self._chains[chainName]

    def get_active_rules(self) -> list[str]:
        """Return the names of the rules; the library asks whether code by indent is among them."""
        return self._names


class _Choice:
    """The rules of one chain, by the first character of the line that they are asked about.

    Tables are chosen by the line below; underlined headings are read with paragraphs.
    """

    __slots__ = ("_by_char", "_others", "_table")

    def __init__(self, rules: dict[str, BlockRule]):
        self._table = (rules["table"],) if "table" in rules else ()
        others = [name for name in rules if name not in ("table", "lheading")]
        self._others = tuple(rules[name] for name in others if name not in _FIRST)
        self._by_char = {
            char: tuple(rules[name] for name in others if char in _FIRST.get(name, char))
            for char in {char for name in others for char in _FIRST.get(name, "")}
        }

    def rules(self, state: StateBlock, line: int, end: int) -> tuple[BlockRule, ...]:
        """Return the rules that may match at a line, in order."""
        source = state.src
        start = state.bMarks[line] + state.tShift[line]
        rules = self._by_char.get(source[start : start + 1], self._others)
        if self._table and line + 1 < end:
            below = state.bMarks[line + 1] + state.tShift[line + 1]
            if source[below : below + 1] in _TABLE_BELOW:
                return self._table + rules
        return rules

    def any_matches(self, state: StateBlock, line: int, end: int, silent: bool) -> bool:
        """Return whether a rule matches at a line."""
        for rule in self.rules(state, line, end):  # noqa: SIM110 - asked at each line, and a generator costs a call a rule
            if rule(state, line, end, silent):
                return True
        return False


_RAW = frozenset({"html_block", "code_block", "fence"})
"""The tokens whose lines are cut out after the token is made; those of a paragraph are cut out before."""


class BlockToken(Token):
    """A token that knows its places.

    `start` is the offset of the marker of a list item, or of the `#` of a heading; `lines` are those that an inline content
    or an HTML block was cut from. `cells` are the ranges of the cells that a row is written with, `columns` is how many it has
    to a reader.
    """

    __slots__ = ("cells", "columns", "lines", "start")

    def __init__(self, type: str, tag: str, nesting: Literal[-1, 0, 1]):  # noqa: A002 - the library's name
        # The library's own constructor does this, in three calls.
        self.type, self.tag, self.nesting = type, tag, nesting
        self.map = self.children = None
        self.attrs, self.meta = {}, {}
        self.content = self.markup = self.info = ""
        self.block, self.hidden, self.level = True, False, 0
        self.start = 0
        self.lines: Lines | None = None
        self.cells: list[tuple[int, int]] = []
        self.columns = 0


_END = BlockToken("end", "", -1)


class Lines:
    """Lines as the parser cut them: their text, and where each one begins in the text and in the source.

    A space that is left over of a tab is nowhere; it is a line of its own that begins where the next one does.
    """

    __slots__ = ("offsets", "sources", "text")

    def __init__(self, text: str, offsets: list[int], sources: list[int]):
        self.text = text
        self.offsets = offsets
        self.sources = sources

    def place_of(self, content: str) -> Place:
        """Return where a content, which is the text without whitespace at its ends, is in the source."""
        lead = self.text.find(content)
        if len(self.sources) == 1:
            return self.sources[0] + lead
        return OffsetMap([offset - lead for offset in self.offsets], self.sources)


class BlockState(StateBlock):
    """The state of the block rules. `shifts` says by how much each line is further on in the source, if any does."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token], shifts: list[int] | None):
        super().__init__(src, md, env, tokens)
        self.shifts = shifts
        self.lines: Lines | None = None
        self.raw: BlockToken | None = None
        self.missing_cells = 0

    def line_start(self, line: int) -> int:
        """Return where the text of a line begins in the source, after the marks of the blocks around it."""
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
        pieces: list[str] = []
        offsets: list[int] = []
        sources: list[int] = []
        length = 0
        for line in range(begin, end):
            first, last = self.bMarks[line], self.eMarks[line]
            if keepLastLF or line + 1 < end:
                last += 1
            first, surplus = self._indented(line, first, last, indent)
            start = first if self.shifts is None else first + self.shifts[line]
            offsets += range(length, length + surplus + 1)
            sources += [start] * (surplus + 1)
            pieces.append(" " * surplus + self.src[first:last])
            length += len(pieces[-1])
        if len(pieces) == 1 and not keepLastLF:  # what is left over of a tab is no part of a paragraph of one line
            offsets, sources = [0], [sources[-1] - len(sources) + 1]
        lines = Lines("".join(pieces), offsets, sources)
        if self.raw is not None:
            self.raw.lines = lines
            self.raw = None
        else:
            self.lines = lines
        return lines.text

    def _indented(self, line: int, first: int, last: int, indent: int) -> tuple[int, int]:
        """Return where a line goes on after an indent, and how many columns of a tab are left over."""
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
