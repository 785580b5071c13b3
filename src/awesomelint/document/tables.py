"""Entries in tables: what the columns hold, and rows written in HTML."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import dropwhile
from operator import attrgetter

from awesomelint.document.entry_kinds import WORDS_OF_A_SENTENCE, external_links, starts_with_title, text_outside_links
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.pieces import Role
from awesomelint.markdown.blocks import LINE_BREAKS, Block, Inline, Mark
from awesomelint.papers.venues import read_venue
from awesomelint.papers.venues.table import VenueTable
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

SAMPLE = 30
"""Rows that are looked at where the header does not tell."""

LONGEST_NAME = 60
"""Longest name of a column, in code points."""

MAX_COLUMNS = 100
"""Columns of a table that are distinguished."""

_HEADERS = (
    (r"\b(?:venue|conference|published|journal|publication|conf|pub|publisher)\b|会议|期刊|发表|来源|出处", Role.VENUE),
    (r"\b(?:authors?|artists?|team)\b(?!.*title)|作者", Role.NAMES),
    (r"\b(?:year|date|time|release|released|pub\. ?& ?date)\b|年份|日期|时间", Role.DATE),
    (
        r"^\W*(?:code|codes|github|links?|pdf|url|website|repo|stars?|demo|arxiv|discussion|下载|代码|链接|地址|网址)\b",
        Role.LABEL,
    ),
    (
        (
            r"^\W*(?:key ?words?|tags?|descriptions?|scope|purpose|summary|abstract|notes?|remarks?|comments?"
            r"|categor(?:y|ies)|types?|kinds?|licen[cs]e|lang(?:uage)?s?|speakers?|presenters?"
            r"|affiliations?|institut(?:e|ion)s?|organi[sz]ations?"
            r"|(?:first used|original) papers?|关键词|标签|简介|简述|介绍|描述|说明|备注|摘要|类别|语言)(?: ?/.{1,20})?\W*$"
        ),
        Role.NOISE,
    ),
)
_BEST_TITLE = expression(
    r"title|论文|标题|题目|(?<!used )(?<!original )\bpapers?\b|\bworks?\b|\breadings?\b", re.IGNORECASE
)
_CALLS = expression(r"\bdeadline|截稿|截止", re.IGNORECASE)
"""A column of calls for papers, which are no papers."""
_GOOD_TITLE = expression(
    r"(?:name|topic|task|platform|model|method|project|dataset|data set|tool|library|course|book|resource|benchmark|algorithm"
    r"|system|package|software|repo|framework|app|api|paper|article|名|项目)(?!\w* (?:types?|kinds?|size|class|area)\b)",
    re.IGNORECASE,
)
_ROLES_OF_HEADERS = tuple((expression(pattern, re.IGNORECASE), role) for pattern, role in _HEADERS)
_LONGEST_HEADER = 100
_NO_VENUE = expression(r"\W*(?:publishers?|pub\.?|(?:venue|publication|pub\.?) ?(?:type|kind))\W*", re.IGNORECASE)
_FIGURE = expression(r"[~<>≈±]?\s*\d[\d.,]*\s*(?:±\s*[\d.]+|%|[KMBkmb])?\W*$|[-–?]$")
_YEAR = expression(r"\W*(?:(?:19|20)\d\d(?:[-./]\d{1,2}){0,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})\W*$")

_ROW = expression(r"<(tr|li)\b[^<>]*+>(.*?)(?:</\1\s*>|(?=<\1\b)|\Z)", re.IGNORECASE | re.DOTALL)
_CELL = expression(r"<(td|th)\b([^<>]*+)>(.*?)(?:</\1\s*>|(?=<t[dh]\b)|\Z)", re.IGNORECASE | re.DOTALL)
_SPANS = expression(r"\b(col|row)span\s*=\s*[\"']?(\d{1,4})", re.IGNORECASE)

Cells = Sequence[Inline | None]
"""The contents of a row or a column, `None` for a cell that is not there."""


def column_roles(header: Cells, rows: Sequence[Cells], venues: VenueTable) -> tuple[Role | None, ...] | None:
    """Return the role of each column (`Role.TEXT` marks the titles), or `None` if no column can hold titles.

    Each of the rows has as many cells as the header.
    """
    names = _texts(header)
    sample = rows[:SAMPLE]
    columns = [_texts([row[index] for row in sample]) for index in range(len(names))]
    if any(map(_CALLS.search, names)) or (not names_papers(header) and _is_score_board(sample, columns)):
        return None
    roles = [
        None if _BEST_TITLE.search(name) else _by_header(name) or _by_cells(texts, venues)
        for name, texts in zip(names, columns, strict=True)
    ]
    if roles.count(Role.VENUE) > 1:  # who published it or what kind of a venue, next to where
        roles = [Role.NOISE if _NO_VENUE.fullmatch(name) else role for name, role in zip(names, roles, strict=True)]
    linked = [sum(map(_is_linked, (row[index] for row in sample))) for index in range(len(names))]
    if roles[0] is Role.LABEL and 2 * linked[0] > len(sample):
        roles[0] = None  # names with links, whatever the header says: "Code"
    title = _title_column(names, roles, columns, linked)
    if title is None:
        return None
    roles[title] = Role.TEXT
    return tuple(roles)


def names_papers(header: Cells) -> bool:
    """Return whether a header row names a column of papers; such a table lists entries even without a link."""
    return any(map(_BEST_TITLE.search, _texts(header)))


def is_group_row(cells: Cells) -> bool:
    """Return whether a row of a table with links has nothing but one cell in bold or italics, over the rows of a group."""
    segments = [
        segment for inline in cells if inline is not None for segment in inline.segments if segment.text.strip()
    ]
    filled = sum(bool(text) for text in _texts(cells))
    return filled == 1 and all(segment.link is None and segment.marks is not Mark.NONE for segment in segments)


def _texts(cells: Cells) -> list[str]:
    """Return what a reader sees of cells."""
    return [inline.plain().strip() if inline is not None else "" for inline in cells]


def _by_header(name: str) -> Role | None:
    return next((role for pattern, role in _ROLES_OF_HEADERS if pattern.search(name, 0, _LONGEST_HEADER)), None)


def _is_score_board(rows: Sequence[Cells], columns: Sequence[Sequence[str]]) -> bool:
    """Return whether a table compares results: columns of figures other than years and ranks, and hardly a link to follow."""
    linked = sum(any(inline is not None and external_links(inline) for inline in row) for row in rows)
    if linked >= 0.5 * len(rows):
        return False
    figures = 0
    for column in columns:
        texts = list(filter(None, column))
        is_figures = len(texts) >= 2 and sum(bool(_FIGURE.match(text)) for text in texts) >= 0.6 * len(texts)
        figures += is_figures and not _counts_up(texts) and not all(map(_YEAR.match, texts))
    return figures >= 2


def _counts_up(texts: Sequence[str]) -> bool:
    """Return whether a column holds the numbers of its rows, one more each."""
    first = texts[0].rstrip(".")
    return first.isdecimal() and [*texts] == [
        str(int(first) + row) + texts[0][len(first) :] for row in range(len(texts))
    ]


def _by_cells(column: Sequence[str], venues: VenueTable) -> Role | None:
    texts = list(filter(None, column))
    if len(texts) < 2:
        return None
    if sum(read_venue(text, venues) is not None for text in texts) >= 0.6 * len(texts):
        return Role.VENUE
    return None


def _is_linked(cell: Inline | None) -> bool:
    """Return whether a cell begins with a link that is no label."""
    return cell is not None and starts_with_title(cell) and bool(external_links(cell))


def _title_column(
    names: list[str], roles: list[Role | None], columns: Sequence[Sequence[str]], linked: list[int]
) -> int | None:
    """Return the column that holds the titles, `None` if none can; `linked` counts the cells of each that begin linked."""
    scores: list[tuple[float, int]] = []
    for index, (name, texts) in enumerate(zip(names, columns, strict=True)):
        filled = [text for text in texts if text]
        if not filled or sum(any(char.isalpha() for char in text) for text in filled) < 0.5 * len(filled):
            continue
        if all(label_kind(text) is not None for text in filled):
            continue  # "pdf", "code"
        words = sum(min(len(text.split()), 12) for text in filled) / len(filled)
        score = min(words, 8.0) * 0.4 + (2.0 if len(filled) >= 0.8 * len(texts) else 0.0)
        if _BEST_TITLE.search(name):
            score += 6.0
        elif _GOOD_TITLE.search(name):
            score += 3.0
        if linked[index] > 0.5 * len(filled):
            score += 2.0
        sentences = sum(text[-1] in ".。" and text.count(" ") >= WORDS_OF_A_SENTENCE for text in filled)
        if roles[index] is not None or 2 * sentences > len(filled):  # descriptions, which end in full stops
            score -= 5.0
        scores.append((score - index * 0.3, -index))
    return -max(scores)[1] if scores else None


def split_links(inline: Inline) -> list[Inline]:
    """Split a cell that holds several linked titles and nothing else; one title gives an empty list."""
    links = inline.links
    is_several = len(links) > 1 and all(label_kind(link.label) is None and link.label.count(" ") >= 2 for link in links)
    if not is_several or text_outside_links(inline).strip(" \n,;.&|/•·-–—1234567890"):
        return []
    return [_part(inline, link.span.start, link.span.end) for link in links]


class HtmlRow(NamedTuple):
    """One row or item: its lines, its cells with their numbers, the roles of the columns, and which table it is of."""

    first: int
    last: int
    cells: tuple[tuple[int, Inline], ...]
    columns: tuple[Role | None, ...]
    group: int


def html_rows(block: Block, venues: VenueTable) -> Iterator[HtmlRow]:
    """Yield the rows and items of an HTML block that are linked to somewhere else; header rows are left out."""
    inline = block.inline
    if inline is None:
        return
    content = inline.content
    base = inline.span.start
    lowered = content.lower()
    if "<tr" not in lowered and "<li" not in lowered:
        return
    rows: list[_RawRow] = []
    header: dict[int, Inline] = {}
    grid = _Grid()
    for match in _ROW.finditer(content):
        if match[1].lower() == "li":
            cells = {0: _part(inline, base + match.start(2), base + match.end(2))}
            rows.append(_RawRow(match.start(), match.end(), False, cells))
            continue
        matches = list(_CELL.finditer(content, match.start(2), match.end(2)))
        places = grid.places([cell[2] for cell in matches])
        cells = {
            place: _part(inline, base + cell.start(3), base + cell.end(3))
            for place, cell in zip(places, matches, strict=True)
        }
        if re.search(r"<th\b", match[2], re.IGNORECASE):
            header = cells
        else:
            rows.append(_RawRow(match.start(), match.end(), True, cells))
    columns: tuple[Role | None, ...] = ()
    if header:
        count = min(max(header) + 1, MAX_COLUMNS)
        contents = [[row.cells.get(index) for index in range(count)] for row in rows if row.is_row]
        columns = column_roles([header.get(index) for index in range(count)], contents, venues) or ()
    for row in rows:
        if not any(map(external_links, row.cells.values())):
            continue
        first = block.first + content.count("\n", 0, row.start)
        last = first + content.count("\n", row.start, row.end)
        yield HtmlRow(first, last, tuple(row.cells.items()), columns, block.first)


class _RawRow(NamedTuple):
    start: int
    end: int
    is_row: bool
    cells: dict[int, Inline]


class _Grid:
    """Tells in which column a cell is where cells above it reach down, or cells next to it are wide."""

    def __init__(self) -> None:
        self.taken: dict[int, int] = {}

    def places(self, cells: list[str]) -> list[int]:
        """Return the columns of the cells of the next row, given the attributes of each."""
        taken = {column: rows - 1 for column, rows in self.taken.items() if rows > 0}
        self.taken = dict(taken)
        places: list[int] = []
        column = 0
        for attributes in cells:
            spans = {name.lower(): int(size) for name, size in _SPANS.findall(attributes)}
            while column in taken:
                column += 1
            places.append(column)
            for index in range(column, min(column + max(spans.get("col", 1), 1), MAX_COLUMNS)):
                self.taken[index] = spans.get("row", 1) - 1
            column += max(spans.get("col", 1), 1)
        return places


def _part(inline: Inline, start: int, end: int) -> Inline:
    """Return the part of an inline content between two offsets of the source."""
    # Both are in order; looking at all of them for each cell would cost more than all else does.
    begin = bisect_left(inline.segments, start, key=attrgetter("start"))
    segments = inline.segments[begin : bisect_right(inline.segments, end, key=attrgetter("end"))]
    while segments and segments[-1].kind in LINE_BREAKS:
        segments.pop()
    segments = list(dropwhile(lambda segment: segment.kind in LINE_BREAKS, segments))
    begin = bisect_left(inline.links, start, key=lambda link: link.span.start)
    near = inline.links[begin : bisect_right(inline.links, end, key=lambda link: link.span.start)]
    links = [link for link in near if link.span.end <= end]
    return Inline(inline.content, Span(start, end), segments, links, [])
