"""Lines of running text that begin with a bullet, a number or a #, and where a list or heading was perhaps meant."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from awesomelint.checks.numbering.rows import hidden_places
from awesomelint.checks.rendering.indents import column_of_block
from awesomelint.checks.rendering.loss import BLANK, LINK, ZERO_WIDTH
from awesomelint.diagnostic import Edit
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.blocks import (
    LISTS,
    Block,
    BlockKind,
    Emphasis,
    Mark,
    SegmentKind,
    block_above,
    blocks_beside,
    indent_of,
    item_around,
    quote_column,
    quote_depth,
)
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

_BULLETS = "•●◦▪‣⁃○■＊➤➢►▸◆❖"
SEPARATORS = "·∙・–—‐‑‒―−－"
"""Signs that stand between links and words too, at the start of a line where it was wrapped."""
DASHES = SEPARATORS[3:]
PICTURES = "★☆✓✔✅→⇒➜👉🔹🔸🔷🔶"
"""Signs that say something of what is behind them, and are bullets where all lines begin with them."""
_ENTITY = r"&(?:bull|middot|[nm]dash|\#8226|\#183|\#x2022|\#xb7);"
WIDE = "、．）。"
"""What is full-width behind a number."""
_CIRCLED = "".join(map(chr, range(0x2460, 0x2474)))
_NUMBERED = (
    rf"\d{{1,3}}(?:[{WIDE}]|[.)]\)|:(?=\[)|(?: ?[.):/-]|,|[.)] ?-|\\[.)]|)(?=[ \t]))"
    r"|[(（]\d{1,3}[)）]|\[\d{1,3}\]\.?|[０-９]{1,3}[.)]|\#\d{1,3}(?=[ \t])"
)
_DOUBLED = r"(?:(?:-[-*+]|[*+.]-|\*\*|\\[-*+])(?=[ \t])|--(?=\[))"
"""A bullet and a second sign, typed by mistake, or one behind a backslash."""

_BLANK = f"{BLANK}{ZERO_WIDTH}"
_UNSPACED = rf"(?!\#\d{{1,3}}[ \t])#{{1,6}}|(?!{_DOUBLED})[-*+]|[0-9]{{1,9}}[.)](?![)-])"
_TYPED = rf"{_DOUBLED}|o(?=[ \t])|[{_BULLETS}{SEPARATORS}{_CIRCLED}{PICTURES}]|{_ENTITY}|{_NUMBERED}"
_SIGN = expression(
    rf"^[ \t>]*+(?:(?P<unspaced>{_UNSPACED})(?:(?P<gap>(?![ \t])[{_BLANK} \t]+)|(?=\S))"
    rf"|(?P<lead>(?![ \t])[{_BLANK} \t]+)(?P<indented>#{{1,6}}|[-*+]|[0-9]{{1,9}}[.)])(?P<blanks>[{_BLANK} \t]*)"
    rf"|(?P<number>[0-9]{{1,9}}[.)])[ \t]+"
    rf"|(?P<wide>＃{{1,6}}|\\\#{{2,6}}(?=[ \t]))(?P<behind>[{_BLANK} \t]*)"
    rf"|(?P<before>[{_BLANK} \t]*)(?P<typed>{_TYPED})[{BLANK} \t]*)"
    rf"(?=[^\s{ZERO_WIDTH}])",
    re.MULTILINE,
)
"""What begins a line like an item or a heading and may be none: a sign without a space, a number, a typed bullet."""

_FORMULA = expression(r"^[ \t>]*\$\$(?:[^$\n]|\n(?![ \t>]*\n))*+\$\$", re.MULTILINE)

HIGHEST = 999
"""The highest number that is not rather a year."""


_WIDTHS = {"\u3000": 2, "\t": 4, **dict.fromkeys(ZERO_WIDTH, 0)}
_STARTS = ("![", "<a ", "<img ", "`", "<http")
_HARD_BREAK = expression(r"(?<!\\)\\\Z")


class SignedLine(NamedTuple):
    """A line of a paragraph that begins with a sign, at `at`; its text begins at `behind`, after `gap`.

    `lead` is what is before the sign from the first space on that is none to Markdown.
    """

    leaf: Block
    line: int
    at: int
    sign: str
    gap: str
    behind: int
    lead: str = ""

    @property
    def number(self) -> int | None:
        """The number that the sign is, `None` for others."""
        if self.sign in _CIRCLED:
            return 1 + _CIRCLED.index(self.sign)
        digits = self.sign.strip(f"{WIDE}（.:,/-()[]# \\")
        return int(digits) if digits.isdecimal() else None

    @property
    def is_first(self) -> bool:
        """Whether the paragraph begins here."""
        return self.line == self.leaf.first


class _Lines(NamedTuple):
    """The lines of all paragraphs that begin with a sign: of a list or heading without a space, or typed otherwise.

    `wide` are those with full-width #, or with # behind a backslash.
    """

    unspaced: list[SignedLine]
    numbers: list[SignedLine]
    typed: list[SignedLine]
    wide: list[SignedLine]


@remembered
def signed_lines(document: Document) -> _Lines:
    """Return the lines of paragraphs that begin with a sign, but not those that rendered-number speaks of."""
    found = _Lines([], [], [], [])
    kinds = {
        "unspaced": found.unspaced,
        "indented": found.unspaced,
        "number": found.numbers,
        "typed": found.typed,
        "wide": found.wide,
    }
    source, places = document.source, document.places
    formulas: set[int] = set()
    for match in _FORMULA.finditer(source.text):
        formulas.update(range(source.line_at(match.start()) + 1, source.line_at(match.end())))
    for match in _SIGN.finditer(source.text):
        kind = next(name for name in kinds if match[name])
        at = match.start(kind)
        segment = places.segment_at(at)  # none for most signs, which are those of items
        if segment is None or segment.kind is not SegmentKind.TEXT or segment.link is not None:
            continue
        line = source.line_at(at)
        leaf = places.leaf_on(line)
        if leaf is None or leaf.kind is not BlockKind.PARAGRAPH or line in formulas:
            continue
        if at not in hidden_places(document):
            gap = match["gap"] or match["blanks"] or match["behind"] or ""
            kinds[kind].append(
                SignedLine(leaf, line, at, match[kind], gap, match.end(), match["lead"] or match["before"] or "")
            )
    return found


def runs_of(lines: Iterable[SignedLine], is_next: Callable[[SignedLine, SignedLine], bool]) -> list[list[SignedLine]]:
    """Return lines in runs, in each of which every line is the next to the one above."""
    runs: list[list[SignedLine]] = []
    for line in lines:
        if not runs or not is_next(runs[-1][-1], line):
            runs.append([])
        runs[-1].append(line)
    return runs


def is_strong(document: Document, line: SignedLine) -> bool:
    """Return whether the text behind a sign begins like that of an entry: with a link, a picture, code or bold text."""
    text, at = document.source.text, line.behind
    if text.startswith(_STARTS, at):
        return True
    inline = line.leaf.inline
    assert inline is not None
    if text.startswith("[", at):
        index = bisect_left(inline.links, at, key=lambda link: link.span.start)
        return index < len(inline.links) and inline.links[index].span.start <= at + 1
    return text[at] in "*_" and any(Mark.BOLD in emphasis.mark for emphasis in _emphases_at(line))


def begins_emphasis(line: SignedLine) -> bool:
    """Return whether emphasis begins right behind a sign."""
    return next(_emphases_at(line), None) is not None


def _emphases_at(line: SignedLine) -> Iterator[Emphasis]:
    """Yield the emphases that begin right behind a sign; `***a***` is two."""
    inline = line.leaf.inline
    assert inline is not None
    index = bisect_left(inline.emphases, line.behind, key=lambda emphasis: emphasis.outer.start)
    return (each for each in inline.emphases[index : index + 2] if each.outer.start == line.behind)


def holds_link(document: Document, line: SignedLine) -> bool:
    """Return whether a link is on a line or, where that begins a paragraph, on the next one."""
    last = min(line.line + line.is_first, line.leaf.last)
    end = document.source.line_span(last).end
    inline = line.leaf.inline
    assert inline is not None
    index = bisect_left(inline.links, line.behind, key=lambda link: link.span.start)
    is_shown = index < len(inline.links) and inline.links[index].span.start < end
    return is_shown or LINK.search(document.source.text, line.behind, end) is not None or holds_list(document, line)


def holds_list(document: Document, line: SignedLine) -> bool:
    """Return whether an item with a link is right below a line and indented more, as the papers of what it names."""
    return item_below(document, line) is not None and LINK.search(document.source.line(line.line + 1)) is not None


def item_below(document: Document, line: SignedLine) -> Block | None:
    """Return the item that begins right below a line and is indented more."""
    leaf = document.places.leaf_on(line.line + 1) if line.line == line.leaf.last else None
    item = item_around(leaf) if leaf is not None else None
    if item is None or item.first != line.line + 1:
        return None
    return item if column_of(document, line) < column_of_block(document.source, item) else None


def is_run_on(document: Document, line: SignedLine) -> bool:
    """Return whether a line is shown behind the one above it, not on a line of its own."""
    assert line.leaf.inline is not None
    segments = line.leaf.inline.segments
    index = bisect_left(segments, line.at - len(line.lead), key=lambda segment: segment.start) - 1
    if index < 0 or segments[index].kind is not SegmentKind.SOFT_BREAK:
        return False
    return index == 0 or segments[index - 1].kind is not SegmentKind.HARD_BREAK


def beside(leaf: Block) -> Iterator[Block]:
    """Yield the lists that a paragraph is in, behind or before."""
    if leaf.parent is None:
        return
    if leaf.parent.kind is BlockKind.ITEM and leaf.parent.parent is not None:
        yield leaf.parent.parent
    yield from (block for block in blocks_beside(leaf) if block.kind in LISTS)


def list_below(leaf: Block) -> Block | None:
    """Return the list that begins right below a paragraph."""
    return next((block for block in beside(leaf) if block.first == leaf.last + 1), None)


def name_of(blank: str) -> str:
    """Return what a space that is none to Markdown is called."""
    name = unicodedata.name(blank).lower().replace("zero width", "zero-width")
    return f"a{'n' * (name[0] in 'aeiou')} {name}"


def kind_of(line: SignedLine) -> str:
    """Return what the signs of a list have in common: a bullet, another one in what is nested, or what is around a number."""
    return _BULLETS if line.sign in _BULLETS else "".join(char for char in line.sign if not char.isnumeric())


def indented(document: Document, line: SignedLine, column: int) -> Edit:
    """Return the edit that puts a sign at a column, by ordinary spaces."""
    start, quotes = document.source.line_starts[line.line - 1], quote_depth(line.leaf)
    if quotes:
        indent, start = indent_of(document.source, line.line, quotes)
        column -= indent
    return Edit(Span(start, line.at), " " * column)


def columns_of(document: Document, run: Sequence[SignedLine]) -> list[int]:
    """Return where the signs of lines are meant to be: where they are, or at the text of the item that they are under."""
    columns: list[int] = []
    above: list[tuple[int, int]] = []  # the widths of the lines that this one is under, and the columns of their text
    for line in run:
        column = column_of(document, line)
        edge = quote_column(document.source, line.line, quote_depth(line.leaf))
        if line.lead:
            width = column + sum(_WIDTHS.get(char, 1) for char in line.lead)
            while above and above[-1][0] >= width:
                above.pop()
            indents = [above[-1][1]] if above else _text_columns(line)
            column = max(
                [indent for indent in indents if indent <= width] or (indents[:1] if width > edge else []) or [edge]
            )
            above.append((width, column + len(line.sign) + 1))
        columns.append(column)
    return columns


def _text_columns(line: SignedLine) -> list[int]:
    """Return the columns at which the text of the items around or right above a line begins, from the outermost on."""
    leaf = line.leaf
    item = item_around(leaf)
    if line.is_first:
        above = block_above(leaf)
        while above is not None and above.kind in LISTS:
            item = above.children[-1]
            above = item.children[-1] if item.children else None
    columns: list[int] = []
    while item is not None:
        columns.append(item.indent)
        item = item.parent.parent if item.parent is not None else None
        if item is not None and item.kind is not BlockKind.ITEM:
            break
    return columns[::-1]


@remembered
def first_bullet(document: Document) -> str:
    """Return the bullet of the first list of bullets in a document, `-` where there is none."""
    return next((block.markup for block in document.blocks if block.kind is BlockKind.BULLET_LIST), "-")


def blank_line(source: Source, block: Block, line: int) -> Edit:
    """Return the edit that puts a blank line above a line of a block."""
    start = source.line_starts[line - 1]
    return Edit(Span(start, start), ">" * quote_depth(block) + source.newline)


def column_of(document: Document, line: SignedLine) -> int:
    """Return the column, from 0, at which a line begins behind ordinary spaces."""
    return indent_of(document.source, line.line, quote_depth(line.leaf))[0]


def without_break(document: Document, line: SignedLine) -> Iterator[Edit]:
    """Yield the edit that takes a backslash off the end of the line above one that becomes an item: readers would see it."""
    end = 0 if line.is_first else document.source.line_span(line.line - 1).end
    if _HARD_BREAK.search(document.source.text, max(0, end - 2), end):
        yield Edit(Span(end - 1, end), "")
