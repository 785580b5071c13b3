"""Block rules of our own: those that markdown-it-py's are too slow for, or that throw away where things are.

Paragraphs (with underlined headings), thematic breaks, definitions, what GitHub adds to CommonMark: footnotes, and pipe
tables with the cells of their rows, and the comments of templates.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.rules_block import hr, html_block, reference
from markdown_it.rules_block.state_block import StateBlock

from awesomelint.markdown.block_parser import BlockRule, BlockState
from awesomelint.markdown.blocks import INDENT_OF_FOOTNOTE, OffsetMap, Place
from awesomelint.markdown.emphasis import WHITESPACE
from awesomelint.startup import expression

MAX_MISSING_CELLS = 0x10000
"""How many cells all tables of a document may leave out; a wide head over short rows costs more than it is long."""

_TRIMMED = "".join(sorted(WHITESPACE)) + "\u2028\u2029"
"""The characters that do not count at the ends of a paragraph, a heading or a cell."""

_MAX_INDENT = 3
"""Columns that a line may be indented by before it can be nothing but the continuation of a paragraph."""

_UNDERLINE = expression(r"(=+|-+)[ \t]*")
_COMMENT = expression(r"\{%-? *comment\b[^%\n]*%\}")
_END_OF_COMMENT = expression(r"\{%-? *endcomment *-?%\}[ \t]*\Z")
_ENDS = "awesomelint_comment_ends"
"""Key in the parser's environment: the lines that end a comment, looked for once."""
_TAG_ALONE = expression(HTML_OPEN_CLOSE_TAG_STR.removeprefix("^") + r"[ \t]*")
_HOLDS_MARKDOWN = expression(
    r"<[A-Za-z]{1,10}\s[^<>]{0,200}?\bmarkdown=[\"']?(?:1|block)\b[^<>]{0,200}>\s{0,9}(?:[*+-]|\d{1,3}[.)]|#{1,6})[ \t]"
)
_FOOTNOTE = expression(r"\[\^[^\]\s]+\]:[ \t]*")
_DEFINITION = expression(r"\[[^\[\]\\]*+(?:\\[\s\S][^\[\]\\]*+)*+\]:")
_DELIMITER_ROW = expression(r"(?:[|:][|: \t-]|-[|:-])[|: \t-]*")
_DELIMITER = expression(r":?-+:?")
_PIPE = expression(r"(?<!\\)\|")
_ESCAPED_PIPE = expression(r"\\\|")


def split_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the cells of a row, `text` from `start` to `end`, without the whitespace around them."""
    edges = [start - 1, *(match.start() for match in _PIPE.finditer(text, start, end)), end]
    cells = [(left + 1, right) for left, right in pairwise(edges)]
    if cells[0] == (start, start):
        del cells[0]
    if cells and cells[-1] == (end, end):
        del cells[-1]
    return [_trimmed(text, left, right) for left, right in cells]


def read_cell(text: str, start: int, end: int) -> tuple[str, Place]:
    """Return the content of a cell and where it is written; an escaped pipe stands for two characters."""
    raw = text[start:end]
    if "\\|" not in raw:
        return raw, start
    offsets, sources = [0], [start]
    for shift, match in enumerate(_ESCAPED_PIPE.finditer(text, start, end)):
        offset = match.start() - start - shift
        offsets += [offset, offset + 1]
        sources += [match.start(), match.end()]
    return raw.replace("\\|", "|"), OffsetMap(offsets, sources)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the whitespace at its ends."""
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip(_TRIMMED))
    return start, start + len(raw.strip(_TRIMMED))


def _paragraph(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the library's names
    """Read a paragraph, or a heading whose last line is an underline; there is always one of them."""
    parent, state.parentType = state.parentType, "paragraph"
    ends = state.md.block.ruler.getRules("paragraph")
    line, last, indent = startLine + 1, state.lineMax, state.blkIndent
    underline = None
    while line < last and not state.isEmpty(line):
        column = state.sCount[line]
        if column - indent <= _MAX_INDENT:
            if column >= indent and line < endLine:
                start = state.bMarks[line] + state.tShift[line]
                underline = _UNDERLINE.fullmatch(state.src, start, state.eMarks[line])
                if underline is not None:
                    break
            if column >= 0 and any(rule(state, line, last, True) for rule in ends):
                break
            if 0 <= column < indent and _is_tag_alone(state, line):
                break
        line += 1
    content = state.getLines(startLine, line, indent, False).strip(_TRIMMED)
    if underline is None:
        state.line = line
        _push(state, "paragraph", "p", content, startLine)
    else:
        state.line = line + 1
        mark = underline[1][0]
        _push(state, "heading", "h1" if mark == "=" else "h2", content, startLine, mark)
    state.parentType = parent
    return True


def _is_tag_alone(state: StateBlock, line: int) -> bool:
    """Return whether a line is one tag: it begins HTML, below a table too, but not in a paragraph.

    To GitHub a lazy line is in none.
    """
    start = state.bMarks[line] + state.tShift[line]
    return state.src.startswith("<", start) and _TAG_ALONE.fullmatch(state.src, start, state.eMarks[line]) is not None


def _push(state: StateBlock, kind: str, tag: str, content: str, line: int, mark: str = "") -> None:
    opening = state.push(f"{kind}_open", tag, 1)
    opening.map = [line, state.line]
    opening.markup = mark
    inline = state.push("inline", "", 0)
    inline.map = [line, state.line]
    inline.content = content
    state.push(f"{kind}_close", tag, -1)


def _thematic_break(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the library's names
    """Read a thematic break; the library's rule is asked about every bullet, and walks over those that are in a row."""
    start, end = state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine]
    return not state.src[start:end].strip("*-_ \t") and hr(state, startLine, endLine, silent)


def _reference(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the library's names
    """Read a definition, where the line begins like one: the library's rule walks over each paragraph in brackets."""
    start = state.bMarks[startLine] + state.tShift[startLine]
    return _DEFINITION.match(state.src, start) is not None and reference(state, startLine, endLine, silent)


def footnote(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the library's names
    """Read a footnote, `[^1]: text`, with the lines below that are indented by four columns."""
    line = startLine
    start = state.bMarks[line] + state.tShift[line]
    match = _FOOTNOTE.match(state.src, start, state.eMarks[line])
    if match is None or state.is_code_block(line):
        return False
    if silent:
        return True
    opening = state.push("footnote_open", "", 1)
    opening.map = [line, line]
    parent, state.parentType = state.parentType, "footnote"
    kept = state.bMarks[line], state.tShift[line], state.sCount[line]
    state.blkIndent += INDENT_OF_FOOTNOTE
    state.bMarks[line], state.tShift[line], state.sCount[line] = match.end(), 0, state.blkIndent
    state.md.block.tokenize(state, line, endLine)
    state.blkIndent -= INDENT_OF_FOOTNOTE
    state.bMarks[line], state.tShift[line], state.sCount[line] = kept
    state.parentType = parent
    state.line = max(state.line, line + 1)  # one without a text has no block
    opening.map = [line, state.line]
    state.push("footnote_close", "", -1)
    return True


def _html(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the library's names
    """Read HTML as the library does, but only `<div markdown="1">` above a list: the generators of sites go on with that."""
    start = state.bMarks[startLine] + state.tShift[startLine]
    is_opened = _HOLDS_MARKDOWN.match(state.src, start) is not None
    if silent or not is_opened or state.is_code_block(startLine):
        return html_block(state, startLine, endLine, silent)
    state.line = startLine + 1
    token = state.push("html_block", "", 0)
    token.map = [startLine, state.line]
    token.content = state.getLines(startLine, state.line, state.blkIndent, True)
    return True


def template_comment(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the library's names
    """Read what a template hides, the lines from `{% comment %}` to `{% endcomment %}`; nothing in it is Markdown."""
    start = state.bMarks[startLine] + state.tShift[startLine]
    if _COMMENT.match(state.src, start, state.eMarks[startLine]) is None or state.is_code_block(startLine):
        return False
    if _ENDS not in state.env:
        state.env[_ENDS] = _lines_of_ends(state.src)
    ends: list[int] = state.env[_ENDS]
    at = bisect_left(ends, startLine)
    if at == len(ends) or ends[at] >= endLine:
        return False
    if silent:
        return True
    state.line = ends[at] + 1
    token = state.push("template_comment", "", 0)
    token.map = [startLine, state.line]
    return True


def _lines_of_ends(text: str) -> list[int]:
    """Return the lines, from 0, that end the comment of a template."""
    return [line for line, written in enumerate(text.split("\n")) if _END_OF_COMMENT.search(written) is not None]


def _table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - the library's names
    """Read a pipe table as the library does, which makes three tokens a cell and throws the places away; this is one a row."""
    assert isinstance(state, BlockState)
    columns = _columns(state, startLine, endLine)
    if columns == 0:
        return False
    if silent:
        return True
    parent, state.parentType = state.parentType, "table"
    opening = state.push("table_open", "table", 1)
    _push_row(state, startLine, columns)
    line = startLine + 2
    ends = state.md.block.ruler.getRules("blockquote")
    while line < endLine and state.sCount[line] >= state.blkIndent:
        if any(rule(state, line, endLine, True) for rule in ends) or _is_tag_alone(state, line):
            break
        start, end = _text(state, line)
        if start == end or state.is_code_block(line) or state.missing_cells > MAX_MISSING_CELLS:
            break
        _push_row(state, line, columns)
        line += 1
    state.push("table_close", "table", -1)
    opening.map = [startLine, line]
    state.parentType = parent
    state.line = line
    return True


def _columns(state: BlockState, line: int, end: int) -> int:
    """Return how many columns the table has that begins at a line, 0 if none does."""
    below = line + 1
    if line + 2 > end or state.sCount[below] < state.blkIndent or state.is_code_block(below):
        return 0
    source = state.src
    match = _DELIMITER_ROW.fullmatch(source, state.bMarks[below] + state.tShift[below], state.eMarks[below])
    if match is None:
        return 0
    delimiters = [part.strip(" \t") for part in match[0].split("|")]
    if not delimiters[0]:
        del delimiters[0]
    if delimiters and not delimiters[-1]:
        del delimiters[-1]
    if not delimiters or not all(_DELIMITER.fullmatch(part) for part in delimiters):
        return 0
    start, stop = _text(state, line)
    if "|" not in source[start:stop] or state.is_code_block(line):
        return 0
    return len(delimiters) if len(split_cells(source, start, stop)) == len(delimiters) else 0


def _push_row(state: BlockState, line: int, columns: int) -> None:
    token = state.push("row", "tr", 0)
    token.map = [line, line + 1]
    shift = 0 if state.shifts is None else state.shifts[line]
    cells = split_cells(state.src, *_text(state, line))
    state.missing_cells += max(0, columns - len(cells))
    token.cells = [(start + shift, end + shift) for start, end in cells] if shift else cells
    token.columns = columns


def _text(state: BlockState, line: int) -> tuple[int, int]:
    return _trimmed(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])


OUR_RULES: dict[str, BlockRule] = {
    "hr": _thematic_break,
    "html_block": _html,
    "paragraph": _paragraph,
    "reference": _reference,
    "table": _table,
}
"""The rules that take the place of the library's."""
