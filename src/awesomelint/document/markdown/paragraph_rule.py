"""The block rule for paragraphs and for headings that are underlined.

markdown-it-py walks over each paragraph twice, first for an underline and then for its end, and asks all other rules at each line
both times; this is one walk.
"""

from __future__ import annotations

from markdown_it.rules_block.state_block import StateBlock

from awesomelint.document.markdown.emphasis import TRIMMED
from awesomelint.expressions import expression

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
