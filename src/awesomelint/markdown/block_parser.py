"""markdown-it-py's block parser, made to note where everything stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import hr, reference
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.token import Token

from awesomelint.expressions import expression
from awesomelint.markdown.block_state import BlockState, BlockToken
from awesomelint.markdown.runs import TRIMMED
from awesomelint.markdown.tables import table

_UNDERLINE = expression(r"(=+|-+)[ \t]*")
_DEEPEST = 3
"""Columns that a line may be indented by before it can be nothing but the continuation of a paragraph."""


def paragraph(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the library's names
    """Read a paragraph, or a heading whose last line is an underline; there is always one of them."""
    parent, state.parentType = state.parentType, "paragraph"
    ends = state.md.block.ruler.getRules("paragraph")
    line, last, indent = startLine + 1, state.lineMax, state.blkIndent
    underline = None
    while line < last and not state.isEmpty(line):
        column = state.sCount[line]
        if column - indent <= _DEEPEST:
            if column >= indent and line < endLine:
                start = state.bMarks[line] + state.tShift[line]
                underline = _UNDERLINE.fullmatch(state.src, start, state.eMarks[line])
                if underline is not None:
                    break
            if column >= 0 and any(rule(state, line, last, True) for rule in ends):
                break
        line += 1
    content = state.getLines(startLine, line, indent, False).strip(TRIMMED)
    if underline is None:
        state.line = line
        _push(state, "paragraph", "p", content, startLine)
    else:
        state.line = line + 1
        mark = underline[1][0]
        _push(state, "heading", "h1" if mark == "=" else "h2", content, startLine, mark)
    state.parentType = parent
    return True


def _push(state: StateBlock, kind: str, tag: str, content: str, line: int, mark: str = "") -> None:
    opening = state.push(f"{kind}_open", tag, 1)
    opening.map = [line, state.line]
    opening.markup = mark
    inline = state.push("inline", "", 0)
    inline.map = [line, state.line]
    inline.content = content
    state.push(f"{kind}_close", tag, -1)


#| markdown-it-py's block parser, made to note where everything stands, and to ask fewer rules.
#|
#| Its rules are kept as they are. Around them: a state that notes places (`BlockState`), and a choice of rules by the first
#| character of a line, since most blocks begin with one of a few.

CUT = "awesomelint_cut"
"""Key in the parser's environment: the first line (from 0) that was nested too deep to be read."""

_Rule = Callable[[StateBlock, int, int, bool], bool]
_FIRST = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""The characters with which the blocks of a rule begin; the other rules may begin with any."""

_DEFINITION = expression(r"\[[^\[\]\\]*+(?:\\[\s\S][^\[\]\\]*+)*+\]:")
_TABLE_BELOW = frozenset("|-:")
"""The characters with which the line below a table's head begins."""


class OffsetBlockParser(ParserBlock):
    """The block parser of a `MarkdownIt`, with its active rules."""

    def __init__(self, rules: Ruler[_Rule]):
        chooser = _Chooser(rules)
        self.ruler = chooser
        self._choice = chooser.choices[""]

    def read(
        self, text: str, parser: MarkdownIt, environment: dict[str, Any], shifts: list[int] | None
    ) -> list[BlockToken]:
        """Return the tokens of a text whose line ends are all `\\n`."""
        tokens: list[Token] = []
        if text:
            state = BlockState(text, parser, environment, tokens, shifts)
            self.tokenize(state, state.line, state.lineMax)
        return cast(list[BlockToken], tokens)

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - the library's names
        """Read the blocks from a line to another one, as the library does; but what nests too deep ends where it ends."""
        choose = self._choice.rules
        limit = state.md.options["maxNesting"]
        line, has_blanks = startLine, False
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
            state.tight = not has_blanks
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                has_blanks = True
            if line < endLine and state.isEmpty(line):
                has_blanks = True
                line += 1
                state.line = line


def _behind(state: StateBlock, line: int, end: int) -> int:
    """Return the line behind the block that a line belongs to."""
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        line += 1
    return line


class _Chooser(Ruler[_Rule]):
    """The rules of a parser; the chain that may end a block is one rule that asks only those that may begin a line so."""

    def __init__(self, rules: Ruler[_Rule]):
        super().__init__()
        names = dict(zip(rules.getRules(""), rules.get_active_rules(), strict=True))
        self.choices = {
            chain: _Choice([(names[rule], rule) for rule in rules.getRules(chain)])
            for chain in ("", "paragraph", "reference", "blockquote", "list")
        }
        self._chains: dict[str, list[_Rule]] = {chain: [choice.any_matches] for chain, choice in self.choices.items()}
        self._names = rules.get_active_rules()

    def getRules(self, chainName: str = "") -> list[_Rule]:  # noqa: N802, N803 - the library's names
        """Return the rules of a chain."""
        return self._chains[chainName]

    def get_active_rules(self) -> list[str]:
        """Return the names of the rules."""
        return self._names


class _Choice:
    """The rules of one chain, by the first character of the line that they are asked about."""

    __slots__ = ("_by_char", "_others", "_table")

    def __init__(self, rules: list[tuple[str, _Rule]]):
        chars = sorted({char for name, _ in rules for char in _FIRST.get(name, "")})
        self._table = tuple(table for name, _ in rules if name == "table")
        self._others = _able(rules, "")
        self._by_char = {char: _able(rules, char) for char in chars}

    def rules(self, state: StateBlock, line: int, end: int) -> tuple[_Rule, ...]:
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
        """Tell whether a rule matches at a line."""
        for rule in self.rules(state, line, end):  # noqa: SIM110 - asked at each line, and a generator costs a call a rule
            if rule(state, line, end, silent):
                return True
        return False


def _able(rules: list[tuple[str, _Rule]], char: str) -> tuple[_Rule, ...]:
    """Return the rules that may match a line which begins with a character; tables are chosen apart.

    Underlined headings are read with paragraphs.
    """
    return tuple(
        _OURS.get(name, rule)
        for name, rule in rules
        if name not in ("table", "lheading") and (name not in _FIRST or (char and char in _FIRST[name]))
    )


def _rule_off(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the library's names
    """Read a thematic break; the library's rule is asked about every bullet, and walks over those that stand in a row."""
    start, end = state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine]
    return not state.src[start:end].strip("*-_ \t") and hr(state, startLine, endLine, silent)


def _reference(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the library's names
    """Read a definition, where the line begins like one: the library's rule walks over each paragraph in brackets."""
    start = state.bMarks[startLine] + state.tShift[startLine]
    return _DEFINITION.match(state.src, start) is not None and reference(state, startLine, endLine, silent)


_OURS: dict[str, _Rule] = {"hr": _rule_off, "paragraph": paragraph, "reference": _reference}
"""Rules that take the place of the library's."""
