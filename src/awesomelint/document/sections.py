"""The sections of a document: Markdown headings (also inside list items) and HTML headings, nested by level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from awesomelint.document.blocks import Block, BlockKind
from awesomelint.document.markdown.html import tags
from awesomelint.document.model import Document, Section
from awesomelint.expressions import expression

_YEAR = expression(r"(?<!\d)(?:19[5-9]|20[0-4])\d(?!\d)")
_RANGE = expression(r"(?:19|20)\d[\dxX]\s*(?:[-–—~/]|to|and|&)\s*(?:(?:19|20)?\d\d|now|present)", re.IGNORECASE)
_LIST_NAME = expression(r"\b(?:awesome|list|papers?|collection|resources|reading|roadmap)\b", re.IGNORECASE)
_TAG = expression(r"<[^>]*>")
_HTML_HEADING = expression(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.DOTALL | re.IGNORECASE)


class _Heading(NamedTuple):
    """A heading, or (level 0) the end of a `<details>` element."""

    block: Block
    title: str
    level: int
    line: int


def build_sections(document: Document) -> None:
    """Set `document.sections` and `document.title_section`."""
    top = Section(document, None, "", 0, None, 1)
    document.sections.append(top)
    document.section_starts.append((1, top))
    current = top
    opened: list[Section] = []
    for heading in _headings(document):
        if heading.level < 0:
            opened.append(current)
            continue
        if heading.level == 0:
            if opened and current is not opened[-1]:
                current = opened[-1]
                document.section_starts.append((heading.line, current))
            del opened[-1:]
            continue
        parent = current
        while parent.level >= heading.level and parent.parent is not None:
            parent = parent.parent
        section = Section(document, heading.block, heading.title, heading.level, parent, heading.line)
        section.year = heading_year(heading.title)
        if section.year is None and not _RANGE.search(heading.title):
            section.year = parent.year
        parent.children.append(section)
        document.sections.append(section)
        document.section_starts.append((heading.line, section))
        current = section
    _close(document)
    document.title_section = _title(document)


def heading_year(title: str) -> int | None:
    """Return the one year that a heading names; a range or several years name none."""
    if _RANGE.search(title):
        return None
    years = {int(match[0]) for match in _YEAR.finditer(title)}
    return years.pop() if len(years) == 1 else None


def _headings(document: Document) -> Iterator[_Heading]:
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.inline is not None:
            if not _in_quote(block):
                yield _Heading(block, " ".join(block.inline.plain().split()), block.level, block.first)
        elif block.kind is BlockKind.HTML and block.inline is not None:
            yield from _html_headings(block)


def _in_quote(block: Block) -> bool:
    parent = block.parent
    while parent is not None:
        if parent.kind is BlockKind.QUOTE:
            return True
        parent = parent.parent
    return False


def _html_headings(block: Block) -> Iterator[_Heading]:
    assert block.inline is not None
    content = block.inline.content
    lowered = content.lower()
    if "<h" not in lowered and "details" not in lowered:
        return
    for tag in tags(content):
        line = block.first + content.count("\n", 0, tag.start)
        if tag.name == "details":
            yield _Heading(block, "", 0 if tag.closing else -1, line)
        elif len(tag.name) == 2 and tag.name[0] == "h" and tag.name[1] in "123456" and not tag.closing:
            match = _HTML_HEADING.match(content, tag.start)
            if match and (title := " ".join(_TAG.sub(" ", match[2]).split())):
                yield _Heading(block, title, int(match[1]), line)


def _close(document: Document) -> None:
    """Set the last line of each section: where the next one begins that is not below it."""
    opened: list[Section] = []
    for section in document.sections:
        above = set(_above(section))
        for other in opened:
            if other not in above:
                other.last = section.first - 1
        opened = [other for other in opened if other in above]
        opened.append(section)
    for section in opened:
        section.last = document.source.line_count


def _above(section: Section) -> Iterator[Section]:
    parent = section.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _title(document: Document) -> Section | None:
    """Return the section whose heading names the list: the first heading, if no other stands above it."""
    if len(document.sections) < 2:
        return None
    first = document.sections[1]
    if first.level == 1:
        return first
    has_siblings = any(section.level == first.level for section in document.sections[2:])
    return first if not first.children and has_siblings and _LIST_NAME.search(first.title) else None
