"""Markdown to a tree of blocks, by markdown-it-py, with every inline content mapped back to the source.

markdown-it-py tells the lines of a block and hands over inline content with indents, quote marks and escaped pipes removed.
Each content line is the tail of its source line, so places are found again line by line.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from awesomelint.document.blocks import Block, BlockKind, OffsetMap
from awesomelint.document.inline import OffsetInlineParser
from awesomelint.document.runs import inline_from_html, inline_from_tokens
from awesomelint.source import Source
from awesomelint.span import Span

MAX_NESTING = 200
"""Depth at which markdown-it-py stops reading. Its preset's 20 silently drops entries of deeply nested real lists."""

_NEWLINE = re.compile(r"\r\n?")
_PREFIX = re.compile(r"[ \t>]*")
_HEADING_MARK = re.compile(r"#+[ \t]*")
_OPENING = {
    "bullet_list_open": BlockKind.BULLET_LIST,
    "ordered_list_open": BlockKind.ORDERED_LIST,
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "heading_open": BlockKind.HEADING,
    "paragraph_open": BlockKind.PARAGRAPH,
    "table_open": BlockKind.TABLE,
    "tr_open": BlockKind.ROW,
    "th_open": BlockKind.CELL,
    "td_open": BlockKind.CELL,
}
_SINGLE = {
    "html_block": BlockKind.HTML,
    "code_block": BlockKind.CODE,
    "fence": BlockKind.CODE,
    "hr": BlockKind.RULE,
}
_IGNORED = frozenset({"thead_open", "thead_close", "tbody_open", "tbody_close"})


class Definition(NamedTuple):
    """A link reference definition, `[label]: url`; `first` and `last` are its lines, from 1."""

    label: str
    url: str
    first: int
    last: int
    is_repeat: bool = False


class Markdown(NamedTuple):
    """What the parser read: the tree, and the definitions in order of their lines."""

    root: Block
    definitions: tuple[Definition, ...]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.options["maxNesting"] = MAX_NESTING
    parser.inline = OffsetInlineParser()
    for name, function in (
        ("normalizeLink", lambda url: url),
        ("normalizeLinkText", lambda text: text),
        ("validateLink", lambda url: True),
    ):
        setattr(parser, name, function)
    return parser


def parse_markdown(source: Source) -> Markdown:
    """Parse a source into blocks."""
    text = source.text
    if "\r" in text:
        text = _NEWLINE.sub("\n", text)
    text = text.replace("\0", "\ufffd")
    parser = _parser()
    environment: dict[str, Any] = {}
    tokens: list[Token] = []
    parser.block.parse(text, parser, environment, tokens)
    tree = _Tree(source, text.split("\n"), parser, environment)
    for token in tokens:
        tree.take(token)
    return Markdown(tree.root, _definitions(environment))


def _definitions(environment: dict[str, Any]) -> tuple[Definition, ...]:
    first = [(label, entry, False) for label, entry in environment.get("references", {}).items()]
    again = [(entry["label"], entry, True) for entry in environment.get("duplicate_refs", ())]
    found = [
        Definition(label, entry["href"], entry["map"][0] + 1, entry["map"][1], repeat)
        for label, entry, repeat in first + again
    ]
    return tuple(sorted(found, key=lambda definition: definition.first))


class _Tree:
    """Builds the tree from the flat tokens and finds places again."""

    def __init__(self, source: Source, lines: list[str], parser: MarkdownIt, environment: dict[str, Any]):
        self.source = source
        self.lines = lines
        self.starts = source.line_starts
        self.parser = parser
        self.environment = environment
        self.root = Block(BlockKind.DOCUMENT, 1, max(1, source.line_count), None)
        self.block = self.root
        self._cells: list[tuple[int, int]] = []
        self._cell = 0

    def take(self, token: Token) -> None:
        kind = token.type
        if kind in _OPENING:
            self.open(token, _OPENING[kind])
        elif kind == "inline":
            self.inline(token)
        elif kind in _SINGLE:
            self.single(token, _SINGLE[kind])
        elif token.nesting < 0 and kind not in _IGNORED and self.block.parent is not None:
            self.block = self.block.parent

    def open(self, token: Token, kind: BlockKind) -> None:
        parent = self.block
        first, last = self.line_range(token) if token.map else (parent.first, parent.last)
        block = Block(kind, first, last, parent)
        parent.children.append(block)
        self.block = block
        if kind is BlockKind.ITEM:
            self.item(block, token)
        elif kind is BlockKind.ROW:
            self.row(block)
        elif kind is BlockKind.HEADING:
            block.level = int(token.tag[1])
            block.markup = token.markup
        elif kind is BlockKind.BULLET_LIST or kind is BlockKind.ORDERED_LIST:
            block.markup = token.markup
        elif kind is BlockKind.PARAGRAPH:
            block.is_tight = token.hidden

    def single(self, token: Token, kind: BlockKind) -> None:
        first, last = self.line_range(token)
        block = Block(kind, first, last, self.block)
        block.markup = token.markup or token.type
        self.block.children.append(block)
        if kind is BlockKind.HTML:
            content = token.content.rstrip("\n")
            at = self.map_lines(content, first - 1)
            block.inline = inline_from_html(content, at, self.whole(content, at))

    def line_range(self, token: Token) -> tuple[int, int]:
        """Return first and last line, from 1, without trailing blank lines."""
        assert token.map is not None
        first, last = token.map
        while last > first + 1 and not self.lines[last - 1].strip(" \t>"):
            last -= 1
        return first + 1, max(last, first + 1)

    # -- list items

    def item(self, block: Block, token: Token) -> None:
        line = block.first - 1
        text = self.lines[line]
        start = self.content_start(block, line)
        width = len(token.info) + 1
        block.markup = token.markup
        block.ordinal = int(token.info) if token.info else None
        block.marker = Span(self.starts[line] + start, self.starts[line] + start + width)
        after = (
            len(text) - len(text[start + width :].lstrip(" \t")) if text[start + width :].strip() else start + width + 1
        )
        indent = len(text[:after].expandtabs(4))
        marker_end = len(text[: start + width].expandtabs(4))
        block.indent = indent if indent - marker_end <= 4 else marker_end + 1

    def content_start(self, block: Block, line: int) -> int:
        """Return the column (from 0) at which a block's own text begins on its first line, behind its containers' marks."""
        parent = block.parent
        start = 0
        while parent is not None:
            if parent.kind is BlockKind.ITEM and parent.first - 1 == line and parent.marker is not None:
                start = parent.marker.end - self.starts[line]
                break
            parent = parent.parent
        match = _PREFIX.match(self.lines[line], start)
        assert match is not None
        return match.end()

    # -- tables

    def row(self, block: Block) -> None:
        line = block.first - 1
        self._cells = split_cells(self.lines[line], self.content_start(block, line))
        self._cell = 0
        block.cell_count = len(self._cells)

    def cell_map(self, content: str, line: int) -> OffsetMap:
        """Map a cell's content; each escaped pipe stands for two characters of the source."""
        base = self.starts[line]
        cells = self._cells
        index, self._cell = self._cell, self._cell + 1
        if index >= len(cells):
            end = base + len(self.lines[line])
            return OffsetMap([0], [end])
        start, end = cells[index]
        raw = self.lines[line][start:end]
        contents, sources = [0], [base + start]
        if len(raw) != len(content):
            for shift, match in enumerate(re.finditer(r"\\\|", raw)):
                contents.append(match.start() - shift)
                sources.append(base + start + match.start() + 1)
        return OffsetMap(contents, sources)

    # -- inline content

    def inline(self, token: Token) -> None:
        assert token.map is not None
        block, content = self.block, token.content
        line = token.map[0]
        if block.kind is BlockKind.CELL:
            at = self.cell_map(content, line)
        elif block.kind is BlockKind.HEADING and block.markup.startswith("#"):
            at = self.heading_map(content, line)
        else:
            at = self.map_lines(content, line)
        children: list[Token] = []
        if content:
            self.parser.inline.parse(content, self.parser, self.environment, children)
        block.inline = inline_from_tokens(children, content, at, self.whole(content, at))

    def whole(self, content: str, at: OffsetMap) -> Span:
        return Span(at(0), at(len(content) - 1) + 1) if content else Span(at(0), at(0))

    def heading_map(self, content: str, line: int) -> OffsetMap:
        text = self.lines[line]
        match = _HEADING_MARK.search(text)
        column = text.find(content, match.end() if match else 0)
        return OffsetMap([0], [self.starts[line] + max(column, 0)])

    def map_lines(self, content: str, line: int) -> OffsetMap:
        """Map content whose lines are the tails of source lines, from `line` (from 0) on."""
        if "\n" not in content:
            line, column = self.find_line(content, line)
            return OffsetMap([0], [self.starts[line] + column])
        contents, sources, offset = [], [], 0
        for piece in content.split("\n"):
            line, column = self.find_line(piece, line) if offset == 0 else (line, self.tail_column(piece, line))
            contents.append(offset)
            sources.append(self.starts[line] + column)
            offset += len(piece) + 1
            line += 1
        return OffsetMap(contents, sources)

    def find_line(self, piece: str, line: int) -> tuple[int, int]:
        """Return line and column of a first content line; lines that hold only exotic blanks may stand before it."""
        for candidate in range(line, min(line + 3, len(self.lines))):
            column = self.lines[candidate].rfind(piece)
            if column >= 0:
                return candidate, self.tail_column(piece, candidate)
        return line, self.tail_column(piece, line)

    def tail_column(self, piece: str, line: int) -> int:
        """Return the column at which a content line begins; it may be negative where a tab was expanded to blanks."""
        text = self.lines[line]
        if text.endswith(piece):
            return len(text) - len(piece)
        stripped = text.rstrip()
        if stripped.endswith(piece):
            return len(stripped) - len(piece)
        core = piece.lstrip(" ")
        for candidate in (text, stripped):
            if candidate.endswith(core):
                return len(candidate) - len(piece)
        return max(text.rfind(core), 0) - (len(piece) - len(core))


def split_cells(line: str, start: int = 0) -> list[tuple[int, int]]:
    """Return the ranges of a table row's cells, blanks around them left out, as GitHub cuts them."""
    end = len(line.rstrip(" \t"))
    cuts = [match.start() for match in re.finditer(r"\|", line[:end]) if not _is_escaped(line, match.start())]
    cuts = [cut for cut in cuts if cut >= start]
    edges = [start - 1, *cuts, end]
    cells = [(left + 1, right) for left, right in pairwise(edges)]
    if cells and not line[cells[0][0] : cells[0][1]].strip(" \t") and cuts:
        cells.pop(0)
    if cells and cells[-1][0] >= cells[-1][1]:
        cells.pop()
    return [_trim(line, left, right) for left, right in cells]


def _is_escaped(line: str, offset: int) -> bool:
    return offset > 0 and line[offset - 1] == "\\"


def _trim(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start] in " \t":
        start += 1
    while end > start and line[end - 1] in " \t":
        end -= 1
    return start, end
