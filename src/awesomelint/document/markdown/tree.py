"""From the flat tokens of the block parser to a tree of blocks, with every inline content read."""

from __future__ import annotations

from awesomelint.document.blocks import Block, BlockKind, Emphasis, Inline, Link, OffsetMap, Place, Run
from awesomelint.document.markdown.bare_urls import cut_urls
from awesomelint.document.markdown.block_state import BlockToken
from awesomelint.document.markdown.cells import read_cell
from awesomelint.document.markdown.html_runs import apply_tags, html_runs
from awesomelint.document.markdown.inline import InlineParser
from awesomelint.document.markdown.references import References
from awesomelint.document.markdown.runs import emphases_of, move
from awesomelint.source import Source
from awesomelint.span import Span

_OPENING = {
    "bullet_list_open": BlockKind.BULLET_LIST,
    "ordered_list_open": BlockKind.ORDERED_LIST,
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "heading_open": BlockKind.HEADING,
    "paragraph_open": BlockKind.PARAGRAPH,
    "table_open": BlockKind.TABLE,
}
_SINGLE = {
    "html_block": BlockKind.HTML,
    "code_block": BlockKind.CODE,
    "fence": BlockKind.CODE,
    "hr": BlockKind.RULE,
}


class TreeBuilder:
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
        if kind is BlockKind.ITEM:
            self._item(block, token)
        elif kind is BlockKind.HEADING:
            block.level = int(token.tag[1])
            block.markup = token.markup
        elif kind is BlockKind.BULLET_LIST or kind is BlockKind.ORDERED_LIST:
            block.markup = token.markup
        elif kind is BlockKind.PARAGRAPH:
            block.is_tight = token.hidden
        elif kind is BlockKind.QUOTE:
            self._quotes += 1

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
            runs = html_runs(content)
            links: list[Link] = []
            apply_tags(runs, links, len(content))
            place = token.lines.place_of(content)
            block.inline = _finish(
                content, OffsetMap([0], [place]) if isinstance(place, int) else place, runs, links, []
            )
        parent.last = max(parent.last, block.last)

    def _line_range(self, token: BlockToken) -> tuple[int, int]:
        """Return first and last line of a token, from 1, without trailing blank lines."""
        assert token.map is not None
        first, end = token.map
        blanks = " \t>" if self._quotes else " \t"
        while end > first + 1 and not self._lines[end - 1].strip(blanks):
            end -= 1
        return first + 1, max(end, first + 1)

    def _item(self, block: Block, token: BlockToken) -> None:
        start = token.start
        end = start + len(token.info) + 1
        block.markup = token.markup
        block.ordinal = int(token.info) if token.info else None
        block.marker = Span(start, end)
        line = self._lines[block.first - 1]
        column = end - self._starts[block.first - 1]
        rest = line[column:]
        content = rest.lstrip(" \t")
        marker_end = len(line[:column].expandtabs(4))
        indent = len(line[: len(line) - len(content)].expandtabs(4)) if content else marker_end + 1
        block.indent = indent if indent - marker_end <= 4 else marker_end + 1

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
        """Read inline content: in the source itself, if it stands there in one piece."""
        if not isinstance(place, int):
            parser = InlineParser(content, 0, len(content), self._references)
            parser.parse()
            return _finish(content, place, parser.runs, parser.links, emphases_of(content, parser.pairs))
        parser = InlineParser(self._text, place, place + len(content), self._references)
        parser.parse()
        runs = cut_urls(parser.runs, parser.links)
        emphases = emphases_of(self._text, parser.pairs)
        return Inline(content, Span(place, place + len(content)), runs, parser.links, emphases)


def _finish(content: str, at: OffsetMap, runs: list[Run], links: list[Link], emphases: list[Emphasis]) -> Inline:
    """Move what was read in a content to the source."""
    runs = cut_urls(runs, links)
    move(at, runs, links, emphases)
    return Inline(content, at.span(Span(0, len(content))), runs, links, emphases)
