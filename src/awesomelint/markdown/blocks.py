"""The Markdown of a document as a tree of blocks whose inline content keeps its places in the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import IntFlag, StrEnum

from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

_SPACE = expression(r"[ \t]*")
INDENT_OF_CODE = 4
"""Columns before a line, in what it stands in, from which on it is code."""
INDENT_OF_FOOTNOTE = 4
"""The column, in what it stands in, at which the text of a footnote begins from its second line on."""
_QUOTE_MARK = expression(r"[ \t]*>")


class BlockKind(StrEnum):
    """What a block is."""

    DOCUMENT = "document"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET_LIST = "bullet list"
    ORDERED_LIST = "ordered list"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    HTML = "html"
    CODE = "code"
    RULE = "rule"
    FOOTNOTE = "footnote"
    FRONT_MATTER = "front matter"
    COMMENT = "template comment"


LISTS = (BlockKind.BULLET_LIST, BlockKind.ORDERED_LIST)
VERBATIM = (BlockKind.CODE, BlockKind.FRONT_MATTER, BlockKind.COMMENT)
"""Blocks whose lines are no Markdown."""


class SegmentKind(StrEnum):
    """What a segment is: text, or one thing that the text flows around."""

    TEXT = "text"
    CODE = "code"
    IMAGE = "image"
    TAG = "tag"
    SOFT_BREAK = "soft break"
    HARD_BREAK = "hard break"


LINE_BREAKS = (SegmentKind.SOFT_BREAK, SegmentKind.HARD_BREAK)
UNSEEN = (SegmentKind.IMAGE, SegmentKind.TAG)
"""Segments whose text a reader does not see: a picture has an alternative text, a tag its source."""


class Mark(IntFlag):
    """Emphasis that lies over a text, written in Markdown or HTML; several can, as in `Mark.BOLD | Mark.ITALIC`.

    `NONE`, `BOLD`, `ITALIC`, `STRIKE` (struck through).
    """

    NONE = 0
    BOLD = 1
    ITALIC = 2
    STRIKE = 4


class LinkSyntax(StrEnum):
    """How a link is written.

    `INLINE`: `[label](url)`. `REFERENCE`: `[label][name]`, `[name]`, with the target elsewhere. `AUTOLINK`: `<url>`.
    `BARE`: a URL alone. `HTML`: `<a href>`.
    """

    INLINE = "inline"
    REFERENCE = "reference"
    AUTOLINK = "autolink"
    BARE = "bare"
    HTML = "html"


NAKED = (LinkSyntax.BARE, LinkSyntax.AUTOLINK)
"""How links without a label are written."""


class LinkKind(StrEnum):
    """What a link leads to, told by its label (rules/data/link-labels.txt), and where that says nothing by its host.

    `PAPER`, `CODE`, `PROJECT` (a page about it), `DATA`, `VIDEO`, `SLIDES`, `POSTER`, `SUPPLEMENT`, `ARTICLE` (about it: a post,
    a review). `BADGE`: the label is an image. `ANCHOR`: a heading of the same page. `OTHER`: nothing tells.
    """

    PAPER = "paper"
    CODE = "code"
    PROJECT = "project"
    DATA = "data"
    VIDEO = "video"
    SLIDES = "slides"
    POSTER = "poster"
    SUPPLEMENT = "supplement"
    ARTICLE = "article"
    BADGE = "badge"
    ANCHOR = "anchor"
    OTHER = "other"


class Link:
    """One link: what it says, where it leads, and where each part is.

    `label` is its text as a reader sees it. `url` is the target as it works (backslashes and entities resolved), not
    normalised; it may be empty, relative, or no URL at all. `title` is what shows when a pointer rests on it. `kind` is what it
    leads to, `syntax` how it is written. `span` runs from the first `[` to the last `)` without brackets of the house style;
    `label_span` is what is between the brackets (`None` where there is no label), `target_span` the URL as written, `None`
    where the target is written elsewhere (reference links). `definition` is the label of the reference (`None` if none).
    """

    __slots__ = (
        "definition",
        "kind",
        "label",
        "label_span",
        "span",
        "syntax",
        "target_span",
        "title",
        "url",
    )

    def __init__(
        self,
        span: Span,
        label: str,
        label_span: Span | None,
        url: str,
        target_span: Span | None,
        syntax: LinkSyntax = LinkSyntax.INLINE,
        title: str = "",
        definition: str | None = None,
    ):
        self.span = span
        self.label = label
        self.label_span = label_span
        self.url = url
        self.target_span = target_span
        self.syntax = syntax
        self.title = title
        self.definition = definition
        self.kind = LinkKind.OTHER

    def __repr__(self) -> str:
        return f"Link({self.label!r}, {self.url!r}, {self.span})"


class Break(NamedTuple):
    """Where a text is not as it is written: an escape or an entity from `start` to `end`, for `length` code points."""

    start: int
    end: int
    length: int


class Segment:
    """The smallest piece of inline content: a stretch of text, a code span, an image, a tag, or a break.

    `text` is what a reader sees (the alternative text of an image, the raw text of a tag), `span` its raw text in the source
    including delimiters such as backticks, but without emphasis marks. `link` is the link that the segment is the label of.
    `breaks` are the places of a text that are written in another way than they read, in order; between them text and source are
    the same.
    """

    __slots__ = ("breaks", "end", "kind", "link", "marks", "start", "text", "url")

    def __init__(
        self, kind: SegmentKind, text: str, start: int, end: int, marks: Mark, link: Link | None, url: str = ""
    ):
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end
        self.marks = marks
        self.link = link
        self.url = url
        self.breaks: Sequence[Break] = ()

    @property
    def span(self) -> Span:
        """Where the segment is."""
        return Span(self.start, self.end)

    @property
    def is_bold(self) -> bool:
        """Whether the segment is bold, alone or with other emphasis."""
        return self.marks is not Mark.NONE and Mark.BOLD in self.marks

    def offsets(self, places: Iterable[int]) -> list[int]:
        """Return the offsets in the text of places in the source, which ascend; a place in a break counts as its end."""
        found: list[int] = []
        index, start, offset = 0, self.start, 0
        for place in places:
            while index < len(self.breaks) and self.breaks[index].start < place:
                each = self.breaks[index]
                start, offset = each.end, offset + each.start - start + each.length
                index += 1
            found.append(offset + max(place - start, 0))
        return found

    def __repr__(self) -> str:
        return f"Segment({self.kind.value}, {self.text!r}, {self.start}-{self.end}, {self.marks!r})"


class Emphasis(NamedTuple):
    """One emphasised stretch: `outer` with its delimiters, `inner` without; `markup` is the opening one, as written."""

    mark: Mark
    markup: str
    outer: Span
    inner: Span


class OffsetMap:
    """Maps offsets in a block's inline content to offsets in the source, piece by piece."""

    __slots__ = ("_content", "_source")

    def __init__(self, content: list[int], source: list[int]):
        self._content = content
        self._source = source

    def __call__(self, offset: int) -> int:
        """Return the source offset of a content offset."""
        piece = bisect_right(self._content, offset) - 1
        return self._source[piece] + offset - self._content[piece]

    def span(self, span: Span) -> Span:
        """Return the source span of a span of the content."""
        return Span(self(span.start), self(span.end))

    def breaks(self, start: int, end: int) -> list[Break]:
        """Return the pieces that end between two offsets, or at the second, and are longer or shorter in the source."""
        content, source = self._content, self._source
        pieces = range(bisect_right(content, start), bisect_right(content, end))
        found = [Break(source[index - 1], source[index], content[index] - content[index - 1]) for index in pieces]
        return [each for each in found if each.end - each.start != each.length]


Place = int | OffsetMap
"""Where a content is in the source: the offset of one that is there in one piece, else a map."""


class Inline:
    """The inline content of a heading, paragraph, cell or HTML block."""

    __slots__ = ("content", "emphases", "links", "segments", "span")

    def __init__(self, content: str, span: Span, segments: list[Segment], links: list[Link], emphases: list[Emphasis]):
        self.content = content
        self.span = span
        self.segments = segments
        self.links = links
        self.emphases = emphases

    def plain(self) -> str:
        """Return what a reader sees, breaks as spaces, images and tags left out."""
        return label_of([segment for segment in self.segments if segment.kind is not SegmentKind.IMAGE])


def label_of(segments: Iterable[Segment]) -> str:
    """Return what a reader sees of segments, breaks as spaces, tags left out; a picture is its alternative text."""
    return "".join(
        [
            " " if segment.kind in LINE_BREAKS else segment.text
            for segment in segments
            if segment.kind is not SegmentKind.TAG
        ]
    )


class Block:
    """A block and what it holds; `depth` is how many lists it is in.

    `first` and `last` are line numbers, from 1, both inclusive, without trailing blank lines. For an item, `marker` is the
    span of its bullet or number (`-`, `12.`), `ordinal` the number as written, and `indent` the column (from 0) at which its
    content is. `level` is a heading's depth, `markup` the character of a bullet, a fence or a heading, `cell_count` the
    number of cells as written in a row (a reader sees no more than the header has), `is_tight` whether a paragraph renders
    without space around it.
    """

    __slots__ = (
        "cell_count",
        "children",
        "depth",
        "first",
        "indent",
        "inline",
        "is_tight",
        "kind",
        "last",
        "level",
        "marker",
        "markup",
        "ordinal",
        "parent",
    )

    def __init__(self, kind: BlockKind, first: int, last: int, parent: Block | None):
        self.kind = kind
        self.first = first
        self.last = last
        self.parent = parent
        self.depth: int = 0 if parent is None else parent.depth + (parent.kind in LISTS)
        self.children: list[Block] = []
        self.inline: Inline | None = None
        self.level = 0
        self.markup = ""
        self.marker: Span | None = None
        self.ordinal: int | None = None
        self.indent = 0
        self.cell_count = 0
        self.is_tight = False

    def above(self) -> Iterator[Block]:
        """Yield the blocks around this one, from the inside out."""
        block = self.parent
        while block is not None:
            yield block
            block = block.parent

    def walk(self) -> Iterator[Block]:
        """Yield the block and all blocks under it, in the order of the source."""
        stack = [self]
        while stack:
            block = stack.pop()
            yield block
            if block.children:
                stack += block.children[::-1]

    def __repr__(self) -> str:
        return f"Block({self.kind.value}, {self.first}-{self.last}, {len(self.children)} children)"


def first_text(source: Source, offset: int) -> int:
    """Return the offset of the first character at or after `offset` that is neither space nor tab."""
    match = _SPACE.match(source.text, offset)
    assert match is not None
    return match.end()


def indent_of(source: Source, line: int, quotes: int = 0) -> tuple[int, int]:
    """Return column (from 0, tabs expanded) and offset of a line's first character after `quotes` quote marks."""
    offset = first_text(source, _behind_quotes(source, line, quotes))
    return column_at(source, line, offset), offset


def left_edge(source: Source, line: int, quotes: int = 0) -> tuple[int, int]:
    """Return column and offset right behind `quotes` quote marks and a space, where text without any indent would begin."""
    offset = _behind_quotes(source, line, quotes)
    offset += quotes > 0 and source.text.startswith(" ", offset)
    return column_at(source, line, offset), offset


def quote_column(source: Source, line: int, quotes: int = 0) -> int:
    """Return the column at which text without any indent would begin behind `quotes` quote marks and a space or tab."""
    offset = _behind_quotes(source, line, quotes)
    return column_at(source, line, offset) + (quotes > 0 and source.text.startswith((" ", "\t"), offset))


def text_column(source: Source, block: Block, line: int) -> int:
    """Return the column at which text without any indent would begin on a line of a block: in an item, a footnote or a quote."""
    parent = block.parent
    if parent is not None and parent.kind is BlockKind.ITEM:
        return parent.indent
    column = quote_column(source, line, quote_depth(block))
    return column + (INDENT_OF_FOOTNOTE if parent is not None and parent.kind is BlockKind.FOOTNOTE else 0)


def _behind_quotes(source: Source, line: int, quotes: int) -> int:
    offset = source.line_starts[line - 1]
    for _ in range(quotes):
        mark = _QUOTE_MARK.match(source.text, offset)
        if mark is None:
            break
        offset = mark.end()
    return offset


def column_at(source: Source, line: int, offset: int) -> int:
    """Return the column, from 0 and with tabs expanded, of an offset in a line."""
    return len(source.text[source.line_starts[line - 1] : offset].expandtabs(4))


def is_line_end(source: Source, offset: int) -> bool:
    """Return whether a line ends at an offset."""
    return offset >= len(source.text) or source.text[offset] in "\r\n"


def item_around(block: Block) -> Block | None:
    """Return the item that a block is directly in."""
    return block.parent if block.parent is not None and block.parent.kind is BlockKind.ITEM else None


def block_above(block: Block) -> Block | None:
    """Return the block before another one in what holds both."""
    siblings = block.parent.children if block.parent is not None else []
    index = bisect_left(siblings, block.first, key=lambda each: each.first)
    return siblings[index - 1] if index else None


def blocks_beside(block: Block) -> list[Block]:
    """Return the blocks right before and right behind another one in what holds them."""
    siblings = block.parent.children if block.parent is not None else []
    index = bisect_left(siblings, block.first, key=lambda each: each.first)
    return [*siblings[max(0, index - 1) : index], *siblings[index + 1 : index + 2]]


def quote_depth(block: Block) -> int:
    """Return how many block quotes a block is in."""
    depth, parent = 0, block.parent
    while parent is not None:
        depth += parent.kind is BlockKind.QUOTE
        parent = parent.parent
    return depth


def rendered_numbers(ordered_list: Block) -> range:
    """Return the numbers that a reader sees before the items of an ordered list."""
    start = ordered_list.children[0].ordinal or 0
    return range(start, start + len(ordered_list.children))


def is_indented_code(block: Block) -> bool:
    """Return whether a block is code by its indent, not by a fence."""
    return block.kind is BlockKind.CODE and block.markup == "code_block"
