"""Markdown to a tree of blocks: blocks by the rules of markdown-it-py, inline content by our own reader."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt

from awesomelint.expressions import expression
from awesomelint.markdown.block_parser import CUT, OffsetBlockParser
from awesomelint.markdown.block_state import BlockToken
from awesomelint.markdown.blocks import (
    Block,
    BlockKind,
    Emphasis,
    Inline,
    Link,
    LinkSyntax,
    OffsetMap,
    Place,
    Run,
    RunKind,
)
from awesomelint.markdown.html import apply_tags, html_runs
from awesomelint.markdown.inline import InlineParser
from awesomelint.markdown.links import References
from awesomelint.markdown.runs import emphases_of, move
from awesomelint.markdown.tables import read_cell
from awesomelint.named_tuple import NamedTuple
from awesomelint.source import Source, Span

_BARE_URL = expression(
    r"(?<![\w@/.-])(?:https?://|www\.(?=[\w-]+\.))[^\s<>\x00-\x1f|`\"（）【】，。；、：！？》」]+", re.IGNORECASE
)
_TRAILING_ENTITY = expression(r"&[a-zA-Z0-9]+;$")
_NEVER_LAST = "?!.,:*_~'\""


def cut_urls(runs: list[Run], links: list[Link]) -> list[Run]:
    """Return the runs with each bare URL as a run and a link of its own; the links are added in order."""
    if not [run for run in runs if "://" in run.text or "www." in run.text or "WWW." in run.text]:
        return runs
    cut: list[Run] = []
    found: list[Link] = []
    for run in runs:
        if _may_hold_url(run):
            _cut_run(run, cut, found)
        else:
            cut.append(run)
    links += found
    links.sort(key=lambda link: (link.span.start, -link.span.end))
    return cut


def _may_hold_url(run: Run) -> bool:
    text = run.text
    return (
        ("://" in text or "www." in text or "WWW." in text)
        and run.kind is RunKind.TEXT
        and run.link is None
        and len(text) == run.end - run.start
    )


def _cut_run(run: Run, cut: list[Run], found: list[Link]) -> None:
    text, done = run.text, 0
    for match in _BARE_URL.finditer(text):
        url = _trim(match[0])
        if not url:
            continue
        start, end = match.start(), match.start() + len(url)
        if start > done:
            cut.append(Run(run.kind, text[done:start], run.start + done, run.start + start, run.marks, None))
        span = Span(run.start + start, run.start + end)
        link = Link(span, url, span, url, span, LinkSyntax.BARE)
        cut.append(Run(run.kind, url, span.start, span.end, run.marks, link))
        found.append(link)
        done = end
    if done == 0:
        cut.append(run)
    elif done < len(text):
        cut.append(Run(run.kind, text[done:], run.start + done, run.end, run.marks, None))


def _trim(url: str) -> str:
    """Drop the punctuation that GitHub leaves out of a bare URL."""
    end = len(url)
    surplus = {")": url.count(")") - url.count("("), "]": url.count("]") - url.count("[")}
    while end:
        last = url[end - 1]
        if last in surplus and surplus[last] > 0:
            surplus[last] -= 1
            end -= 1
        elif last in _NEVER_LAST:
            end -= 1
        elif last == ";" and (entity := _TRAILING_ENTITY.search(url, max(0, end - 32), end)):
            end = entity.start()
        else:
            break
    return url[:end]


#| From the flat tokens of the block parser to a tree of blocks, with every inline content read.

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


#| Markdown to a tree of blocks: blocks by markdown-it-py's rules, inline content by our own reader of the same language.

MAX_NESTING = 200
"""Depth at which reading stops. The 20 of markdown-it-py's preset silently drops entries of deeply nested real lists."""

_NEWLINE = expression(r"\r\n?")


class Definition(NamedTuple):
    """A link reference definition, `[label]: url`; `first` and `last` are its lines, from 1."""

    label: str
    url: str
    first: int
    last: int
    is_repeat: bool = False


class Markdown(NamedTuple):
    """What was read: the tree, the definitions in order of their lines, and notes on what could not be read."""

    root: Block
    definitions: tuple[Definition, ...]
    notes: tuple[str, ...] = ()


def parse_markdown(source: Source) -> Markdown:
    """Parse a source into blocks."""
    parser = _parser()
    assert isinstance(parser.block, OffsetBlockParser)
    text = source.text.replace("\0", "\ufffd")
    plain, shifts = _with_plain_newlines(text, source.line_starts)
    environment: dict[str, Any] = {}
    tokens = parser.block.read(plain, parser, environment, shifts)
    tree = TreeBuilder(source, text, plain.split("\n"), environment.get("references", {}))
    for token in tokens:
        tree.take(token)
    cut = environment.get(CUT)
    notes = (
        () if cut is None else (f"what nests deeper than {MAX_NESTING} levels was not read, first in line {cut + 1}",)
    )
    return Markdown(tree.root, _definitions(environment), notes)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table"])
    parser.options["maxNesting"] = MAX_NESTING
    parser.block = OffsetBlockParser(parser.block.ruler)
    for name, function in (("normalizeLink", lambda url: url), ("validateLink", lambda url: True)):
        setattr(parser, name, function)
    return parser


def _with_plain_newlines(text: str, line_starts: list[int]) -> tuple[str, list[int] | None]:
    r"""Return the text with `\n` for each line end, and by how much each line stands further on in `text`, if any does."""
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
    found = [
        Definition(label, entry["href"], entry["map"][0] + 1, entry["map"][1], repeat)
        for label, entry, repeat in first + again
    ]
    return tuple(sorted(found, key=lambda definition: definition.first))
