"""Markdown to a tree of blocks: blocks by the rules of markdown-it-py, inline content by our own reader."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Any

from markdown_it import MarkdownIt

from awesomelint.markdown.block_parser import CUT, BlockParser, BlockToken
from awesomelint.markdown.block_rules import OUR_RULES, footnote, read_cell, template_comment
from awesomelint.markdown.blocks import (
    Block,
    BlockKind,
    Break,
    Emphasis,
    Inline,
    Link,
    OffsetMap,
    Place,
    Segment,
    SegmentKind,
)
from awesomelint.markdown.front_matter import front_matter_lines
from awesomelint.markdown.html import parse_html
from awesomelint.markdown.inline import parse_inline
from awesomelint.markdown.links import References
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

MAX_NESTING = 200
"""Depth at which reading stops. The 20 of markdown-it-py's preset silently drops entries of deeply nested real lists."""

_NEWLINE = expression(r"\r\n?")
_OPENING = {
    "bullet_list_open": BlockKind.BULLET_LIST,
    "ordered_list_open": BlockKind.ORDERED_LIST,
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "heading_open": BlockKind.HEADING,
    "paragraph_open": BlockKind.PARAGRAPH,
    "table_open": BlockKind.TABLE,
    "footnote_open": BlockKind.FOOTNOTE,
}
_SINGLE = {
    "html_block": BlockKind.HTML,
    "code_block": BlockKind.CODE,
    "fence": BlockKind.CODE,
    "hr": BlockKind.RULE,
    "template_comment": BlockKind.COMMENT,
}


class Definition(NamedTuple):
    """A link reference definition, `[label]: url`; `first` and `last` are its lines, from 1."""

    label: str
    url: str
    first: int
    last: int
    is_repeat: bool = False


class Markdown(NamedTuple):
    """What was read. `blocks` are all below the root, in order, `definitions` are in the order of their lines.

    `notes` say what could not be read.
    """

    root: Block
    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...]
    notes: tuple[str, ...] = ()


def parse_markdown(source: Source) -> Markdown:
    """Parse a source into blocks."""
    parser = _parser()
    assert isinstance(parser.block, BlockParser)
    text = source.text.replace("\0", "\ufffd")
    plain, shifts = _with_plain_newlines(text, source.line_starts)
    environment: dict[str, Any] = {}
    lines = plain.split("\n")
    first = front_matter_lines(lines)
    tokens = parser.block.read(plain, parser, environment, shifts, first)
    tree = _TreeBuilder(source, text, lines, environment.get("references", {}))
    if first:
        tree.root.children.append(Block(BlockKind.FRONT_MATTER, 1, first, tree.root))
    for token in tokens:
        tree.take(token)
    cut = environment.get(CUT)
    notes = () if cut is None else (f"nesting deeper than {MAX_NESTING} levels was not read, first on line {cut + 1}",)
    return Markdown(tree.root, tuple(islice(tree.root.walk(), 1, None)), _definitions(environment), notes)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table"])
    parser.options["maxNesting"] = MAX_NESTING
    for name, rule in (("footnote", footnote), ("template_comment", template_comment)):
        parser.block.ruler.before("reference", name, rule, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block = BlockParser(parser.block.ruler, OUR_RULES)
    for name, function in (("normalizeLink", lambda url: url), ("validateLink", lambda url: True)):
        setattr(parser, name, function)
    return parser


def _with_plain_newlines(text: str, line_starts: list[int]) -> tuple[str, list[int] | None]:
    r"""Return the text with `\n` for each line end, and by how much each line is further on in `text`, if any does."""
    if "\r" not in text:
        return text, None
    plain = _NEWLINE.sub("\n", text)
    shifts, start = [], 0
    for line_start in line_starts:
        shifts.append(line_start - start)
        start = plain.find("\n", start) + 1
    return plain, [*shifts, 0]


def _definitions(environment: dict[str, Any]) -> tuple[Definition, ...]:
    first = [(label, entry, False) for label, entry in environment.get("references", {}).items()]
    again = [(entry["label"], entry, True) for entry in environment.get("duplicate_refs", ())]
    definitions = [
        Definition(label, entry["href"], entry["map"][0] + 1, entry["map"][1], repeat)
        for label, entry, repeat in first + again
    ]
    return tuple(sorted(definitions, key=lambda definition: definition.first))


class _TreeBuilder:
    """Takes tokens in order. `text` is the source's with U+FFFD for each NUL, `lines` are its lines without line ends."""

    def __init__(self, source: Source, text: str, lines: list[str], references: References):
        self.root = Block(BlockKind.DOCUMENT, 1, max(1, source.line_count), None)
        self._text = text
        self._lines = lines
        self._starts = source.line_starts
        self._references = references
        self._block = self.root
        self._quotes = 0

    def take(self, token: BlockToken) -> None:
        """Take the next token."""
        if token.nesting < 0:
            self._close()
        elif token.type == "inline":
            self._block.inline = self._inline(token)
        elif kind := _OPENING.get(token.type):
            self._open(token, kind)
        elif kind := _SINGLE.get(token.type):
            self._single(token, kind)
        else:
            self._row(token)

    def _open(self, token: BlockToken, kind: BlockKind) -> None:
        parent = self._block
        block = Block(kind, *self._line_range(token), parent)
        parent.children.append(block)
        self._block = block
        if kind is BlockKind.QUOTE:
            self._quotes += 1
        else:
            block.markup = token.markup
        if kind is BlockKind.ITEM:
            marker_end = token.start + len(token.info) + 1
            block.ordinal = int(token.info) if token.info else None
            block.marker = Span(token.start, marker_end)
            block.indent = self._content_column(block.first - 1, marker_end)
        elif kind is BlockKind.HEADING:
            block.level = int(token.tag[1])
        elif kind is BlockKind.PARAGRAPH:
            block.is_tight = token.hidden

    def _close(self) -> None:
        block, parent = self._block, self._block.parent
        assert parent is not None
        if block.kind is BlockKind.QUOTE:
            self._quotes -= 1
        parent.last = max(parent.last, block.last)
        self._block = parent

    def _single(self, token: BlockToken, kind: BlockKind) -> None:
        parent = self._block
        block = Block(kind, *self._line_range(token), parent)
        block.markup = token.markup or token.type
        parent.children.append(block)
        if kind is BlockKind.HTML:
            assert token.lines is not None
            content = token.content.rstrip("\n")
            block.last = block.first + content.count("\n")
            place = token.lines.place_of(content)
            at = OffsetMap([0], [place]) if isinstance(place, int) else place
            block.inline = _placed(content, at, *parse_html(content), [])
        parent.last = max(parent.last, block.last)

    def _line_range(self, token: BlockToken) -> tuple[int, int]:
        """Return first and last line of a token, from 1, without trailing blank lines."""
        assert token.map is not None
        first, end = token.map
        ignored = " \t>" if self._quotes else " \t"
        while end > first + 1 and not self._lines[end - 1].strip(ignored):
            end -= 1
        return first + 1, max(end, first + 1)

    def _content_column(self, line: int, marker_end: int) -> int:
        """Return the column at which the content of a list item is; `line` is from 0."""
        text = self._lines[line]
        column = marker_end - self._starts[line]
        content = text[column:].lstrip(" \t")
        behind = len(text[:column].expandtabs(4))
        indent = len(text[: len(text) - len(content)].expandtabs(4)) if content else behind + 1
        return indent if indent - behind <= 4 else behind + 1

    def _row(self, token: BlockToken) -> None:
        parent = self._block
        row = Block(BlockKind.ROW, *self._line_range(token), parent)
        row.cell_count = len(token.cells)
        parent.children.append(row)
        line = row.first - 1
        end = self._starts[line] + len(self._lines[line])
        for index in range(token.columns):
            cell = Block(BlockKind.CELL, row.first, row.last, row)
            content, place = read_cell(self._text, *token.cells[index]) if index < row.cell_count else ("", end)
            cell.inline = self._read(content, place)
            row.children.append(cell)

    def _inline(self, token: BlockToken) -> Inline:
        content, block = token.content, self._block
        if block.kind is BlockKind.HEADING and block.markup.startswith("#"):
            behind = token.start + block.level
            return self._read(content, max(behind, self._text.find(content, behind)) if content else behind)
        assert token.lines is not None
        return self._read(content, token.lines.place_of(content))

    def _read(self, content: str, place: Place) -> Inline:
        """Read inline content: in the source itself, if it is there in one piece."""
        if isinstance(place, int):
            end = place + len(content)
            return Inline(content, Span(place, end), *parse_inline(self._text, place, end, self._references))
        return _placed(content, place, *parse_inline(content, 0, len(content), self._references))


def _placed(
    content: str, at: OffsetMap, segments: list[Segment], links: list[Link], emphases: list[Emphasis]
) -> Inline:
    """Move what was read in a content, in place, to where it is in the source.

    The mark at the end of a line reaches to where the content goes on, over quote marks and indents.
    """
    for segment in segments:
        start, end = segment.start, segment.end
        segment.start, segment.end = at(start), at(end)
        if segment.kind is SegmentKind.TEXT and (segment.breaks or segment.end - segment.start != end - start):
            segment.breaks = _moved(segment.breaks, at, at.breaks(start, end))
    for link in links:
        link.span = at.span(link.span)
        if link.label_span is not None:
            link.label_span = at.span(link.label_span)
        if link.target_span is not None:
            link.target_span = at.span(link.target_span)
    moved = [Emphasis(mark, markup, at.span(outer), at.span(inner)) for mark, markup, outer, inner in emphases]
    return Inline(content, at.span(Span(0, len(content))), segments, links, moved)


def _moved(breaks: Iterable[Break], at: OffsetMap, more: Iterable[Break]) -> list[Break]:
    """Return breaks where they are in the source, with those that come of the place: what is escaped may be an escaped pipe."""
    found: list[Break] = []
    own = [Break(at(start), at(end), length) for start, end, length in breaks]
    for each in sorted([*own, *more], key=lambda each: (each.start, -each.end)):
        if not found or each.start >= found[-1].end:
            found.append(each)
    return found
