"""What the columns of a table hold, told by the header and by the cells."""

from __future__ import annotations

import re

from awesomelint.document.blocks import Block, Inline
from awesomelint.document.fields.names import read_names
from awesomelint.document.fields.pieces import Role
from awesomelint.expressions import expression
from awesomelint.papers.venues import read_venue

SAMPLE = 30
"""Rows that are looked at where the header does not tell."""

_HEADERS: tuple[tuple[re.Pattern[str], Role], ...] = tuple(
    (expression(pattern, re.IGNORECASE), role)
    for pattern, role in (
        (
            r"\b(?:venue|conference|published|journal|publication|conf|pub|publisher)\b|会议|期刊|发表|来源|出处",
            Role.VENUE,
        ),
        (r"\b(?:authors?|team)\b(?!.*title)|作者", Role.NAMES),
        (r"\b(?:year|date|time|release|released|pub\. ?& ?date)\b|年份|日期|时间", Role.DATE),
        (
            r"^\W*(?:code|codes|github|links?|pdf|url|website|repo|stars?|demo|arxiv|discussion|下载|代码|链接)\b",
            Role.LABEL,
        ),
    )
)
_BEST_TITLE = expression(r"title|论文|标题|题目|\bpapers?\b|\bworks?\b", re.IGNORECASE)
_GOOD_TITLE = expression(
    r"name|model|method|project|dataset|data set|tool|library|course|book|resource|benchmark|algorithm|system|package"
    r"|software|repo|framework|app|api|paper|article|名|项目",
    re.IGNORECASE,
)
_FIGURE = expression(r"[~<>≈±]?\s*\d[\d.,]*\s*(?:±\s*[\d.]+|%|[KMBkmb])?\W*$|[-–?]$")
_YEAR = expression(r"\W*(?:(?:19|20)\d\d(?:[-./]\d{1,2}){0,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})\W*$")


def column_roles(header: list[Inline | None], rows: list[list[Inline | None]]) -> tuple[Role | None, ...] | None:
    """Return the role of each column (`Role.TEXT` marks the titles), or `None` if no column can hold titles."""
    names = [inline.plain().strip() if inline is not None else "" for inline in header]
    roles: list[Role | None] = [_by_header(name) for name in names]
    sample = rows[:SAMPLE]
    if _is_score_board(sample):
        return None
    for index, role in enumerate(roles):
        if role is None:
            roles[index] = _by_cells([row[index] for row in sample if index < len(row)])
    title = _title_column(names, roles, sample)
    if title is None:
        return None
    roles[title] = Role.TEXT
    return tuple(roles)


def names_a_paper(name: str) -> bool:
    """Tell whether the name of a column says that it holds titles of papers."""
    return _BEST_TITLE.search(name) is not None


def names_papers(header: Block) -> bool:
    """Tell whether a header row names a column of papers; such a table lists entries even without a link."""
    return any(cell.inline is not None and _BEST_TITLE.search(cell.inline.plain()) for cell in header.children)


def _by_header(name: str) -> Role | None:
    if not name or _BEST_TITLE.search(name):
        return None
    for pattern, role in _HEADERS:
        if pattern.search(name):
            return role
    return None


def _is_score_board(rows: list[list[Inline | None]]) -> bool:
    """Tell whether a table compares results: columns of figures, and hardly a link to follow."""
    linked = sum(
        any(inline is not None and inline.links and not _leads_nowhere(inline) for inline in row) for row in rows
    )
    if linked >= 0.5 * len(rows):
        return False
    figures = 0
    for cells in zip(*rows, strict=False):
        texts = [text for inline in cells if inline is not None and (text := inline.plain().strip())]
        figures += len(texts) >= 2 and sum(bool(_FIGURE.match(text)) for text in texts) >= 0.6 * len(texts)
    return figures >= 2


def _leads_nowhere(inline: Inline) -> bool:
    return all(link.url.startswith("#") for link in inline.links)


def _by_cells(cells: list[Inline | None]) -> Role | None:
    texts = [text for inline in cells if inline is not None and (text := inline.plain().strip())]
    if len(texts) < 2:
        return None
    if sum(bool(_YEAR.match(text)) for text in texts) >= 0.7 * len(texts):
        return Role.DATE
    if sum(read_venue(text) is not None for text in texts) >= 0.6 * len(texts):
        return Role.VENUE
    if sum((names := read_names(text)) is not None and names.is_sure for text in texts) >= 0.6 * len(texts):
        return Role.NAMES
    return None


def _title_column(names: list[str], roles: list[Role | None], rows: list[list[Inline | None]]) -> int | None:
    best: tuple[float, int] | None = None
    for index, name in enumerate(names):
        texts = [
            inline.plain().strip() if (inline := row[index]) is not None else "" for row in rows if index < len(row)
        ]
        filled = [text for text in texts if text]
        if not filled:
            continue
        words = sum(min(len(text.split()), 12) for text in filled) / len(filled)
        letters = sum(any(char.isalpha() for char in text) for text in filled) / len(filled)
        if letters < 0.5:
            continue
        score = min(words, 8.0) * 0.4 + (2.0 if len(filled) >= 0.8 * len(texts) else 0.0)
        if _BEST_TITLE.search(name):
            score += 6.0
        elif _GOOD_TITLE.search(name):
            score += 3.0
        if roles[index] is not None:
            score -= 5.0
        score -= index * 0.3
        if best is None or score > best[0]:
            best = (score, index)
    return best[1] if best is not None else None
