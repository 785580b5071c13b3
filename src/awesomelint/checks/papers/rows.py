"""How two rows of a table compare: in two groups, under two topics, two things of one paper, two results."""

from __future__ import annotations

import re
from collections import Counter

from awesomelint.document.model import Container, Document, Entry, remembered
from awesomelint.document.tables import is_group_row
from awesomelint.markdown.blocks import Block
from awesomelint.papers.titles import title_key
from awesomelint.startup import expression

_MIN_FIGURES = 2
"""Figures in which two rows of a comparison differ; one may be a count of stars that has grown."""
_FIGURE = expression(r"[~≈±<>]?\d[\d.,]*\s?(?:%|[KMBGTx])?")
_TIME = expression(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b|\b(?:vol|no|week|day|th|st|nd|rd)\b|年|月|日",
    re.IGNORECASE,
)
_LETTERS = expression(r"[^\W\d_]{2}")


def group_of(entry: Entry) -> int:
    """Return the line of the row that names the group which a row is in; 0 without one, and for what is no row."""
    return _groups(entry.document).get(entry.block, 0)


@remembered
def _groups(document: Document) -> dict[Block, int]:
    """Return the lines of the rows that name groups, by the rows in these groups."""
    rows = {entry.block for entry in document.entries if entry.container is Container.TABLE}
    found: dict[Block, int] = {}
    for table in dict.fromkeys(row.parent for row in rows):
        group = 0
        for row in table.children if table is not None else ():
            if row in rows:
                found[row] = group
            elif is_group_row([cell.inline for cell in row.children]):
                group = row.first
    return found


def are_under_two_topics(one: Entry, other: Entry) -> bool:
    """Return whether two rows differ in one cell alone, which has no field of theirs, and whose texts other rows have, too."""
    if one.container is not Container.TABLE or len(one.block.children) != len(other.block.children):
        return False
    pairs = list(zip(_cells(one), _cells(other), strict=True))
    different = [column for column, (text, another) in enumerate(pairs) if text != another]
    if len(different) != 1 or any(_has_field(each, different[0]) for each in (one, other)):
        return False
    column, table = different[0], id(one.block.parent)
    counts = _cell_texts(one.document)
    return all(text and counts[table, column, text] > 1 for text in pairs[column])


def _cells(entry: Entry) -> list[str]:
    return [cell.inline.plain() if cell.inline is not None else "" for cell in entry.block.children]


def _has_field(entry: Entry, column: int) -> bool:
    cell = entry.block.children[column].inline
    fields = (entry.title, entry.venue, entry.year, *entry.authors)
    return cell is not None and any(field is not None and cell.span.covers(field.span) for field in fields)


@remembered
def _cell_texts(document: Document) -> Counter[tuple[int, int, str]]:
    """Return how many rows have each text in each column of each table."""
    rows = [entry for entry in document.entries if entry.container is Container.TABLE]
    return Counter((id(row.block.parent), column, text) for row in rows for column, text in enumerate(_cells(row)))


def are_two_things(one: Entry, other: Entry) -> bool:
    """Return whether two rows of a table bear two names in the first column, or differ in figures: data sets, or results."""
    if one.container is not Container.TABLE or one.block.parent is not other.block.parent:
        return False
    pairs = list(zip(_cells(one), _cells(other), strict=False))
    figures = [(a.strip(), b.strip()) for column, (a, b) in enumerate(pairs) if column and not _has_field(one, column)]
    if sum(a != b and all(_FIGURE.fullmatch(each) is not None for each in (a, b)) for a, b in figures) >= _MIN_FIGURES:
        return True
    return _name(one) != _name(other)


def _name(row: Entry) -> str:
    """Return the letters and digits of a row's first cell, nothing where it holds a field, or a number or a date alone."""
    first = row.block.children[0].inline if row.block.children else None
    if row.title is None or first is None or _has_field(row, 0) or row.title.span.start < first.span.end:
        return ""
    return title_key(first.plain()) if _LETTERS.search(_TIME.sub("", first.plain())) else ""


def says_the_cells(earlier: Entry, row: Entry) -> bool:
    """Return whether a row says in each cell, but for its title, what a later one says there, if that says anything."""
    mine, theirs = _cells(row), _cells(earlier)
    if row.title is None or earlier.title is None or len(mine) != len(theirs):
        return False
    title, other = row.title.value, earlier.title.value
    return all(
        not any(map(str.isalnum, cell)) or cell.replace(title, "") == there.replace(other, "")
        for cell, there in zip(mine, theirs, strict=True)
    )
