"""From a source to a document: the one way in. Markdown, then sections, then entries (see `read_fields`)."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.document.find_entries import find_candidates
from awesomelint.document.link_kinds import link_kind
from awesomelint.document.model import Document, Outline, Section
from awesomelint.document.read_fields import read_entries
from awesomelint.markdown.blocks import Block, BlockKind, Link, quote_depth
from awesomelint.markdown.html import Tag, tags
from awesomelint.markdown.parser import parse_markdown
from awesomelint.papers.venues.load import venue_table
from awesomelint.papers.venues.table import VenueTable
from awesomelint.source import Source
from awesomelint.startup import NamedTuple, expression

_YEAR = expression(r"(?<!\d)(?:19[5-9]|20[0-4])\d(?!\d)")
_RANGE = expression(
    r"(?:19|20)\d[\dx]\s*(?:[-–—~/]|to|and|&)\s*(?:(?:19|20)?\d\d|now|present)"
    r"|\b(?:before|until|till|pre|prior to|after|since)[\s-]*(?:19|20)\d\d"
    r"|(?:19|20)\d\d\s*(?:年?(?:之?前|以前|及以前)|and (?:earlier|before))"
)
_DAY = expression(r"(?<!\d)((?:19|20)\d\d)([-./])(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01])(?!\d)")
_LIST_NAME = expression(r"\b(?:awesome|list|papers?|collection|resources|reading|roadmap)\b")
_TAG = expression(r"<[^<>]*+>")
_HTML_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class _Heading(NamedTuple):
    """A heading, or the start (level -1) or end (level 0) of a `<details>` element."""

    block: Block
    title: str
    level: int
    line: int


def parse_document(source: Source, venues: VenueTable | None = None) -> Document:
    """Read a list. Any text is a document; nothing is raised. `venues` are those that it may name, the program's by default.

    The document is finished: it, its sections and its entries do not change afterwards.
    """
    markdown = parse_markdown(source)
    table = venue_table() if venues is None else venues  # not "or": a table is false when it is empty
    for block in markdown.blocks:
        if block.inline is not None:
            for link in block.inline.links:
                link.kind = link_kind(link.label, link.url, _is_image_only(link, source))
    return Document(source, markdown, table, _outline, lambda document: read_entries(find_candidates(document)))


def _is_image_only(link: Link, source: Source) -> bool:
    return link.label_span is not None and source.text.startswith(("![", "<img"), link.label_span.start)


def _outline(document: Document) -> Outline:
    current = Section(document, None, "", 0, None, 1, None)
    starts = [(1, current)]
    details: list[Section] = []
    opened = [current]
    for heading in _headings(document):
        if heading.level < 0:
            details.append(current)
        elif heading.level == 0:
            if details and current is not details[-1]:
                current = details[-1]
                starts.append((heading.line, current))
            del details[-1:]
        else:
            parent = current
            while parent.level >= heading.level and parent.parent is not None:
                parent = parent.parent
            year = _year_of(heading.title)
            if year is None and not _names_range(heading.title):
                year = parent.year
            current = Section(document, heading.block, heading.title, heading.level, parent, heading.line, year)
            parent.children.append(current)
            above = list(current.above())
            for section in opened:
                if section not in above:
                    section.last = heading.line - 1
            opened = [*(section for section in opened if section in above), current]
            starts.append((heading.line, current))
    return Outline(starts, _title_section([section for _, section in starts]))


def _year_of(title: str) -> int | None:
    """Return the one year that a heading names; a range or several years name none."""
    years = {int(match[0]) for match in _YEAR.finditer(title)}
    return years.pop() if len(years) == 1 and not _names_range(title) else None


def _names_range(title: str) -> bool:
    """Return whether a heading names several years, or one with an open end; a day is one."""
    return any(char.isdigit() for char in title) and _RANGE.search(_DAY.sub(r"\1", title.lower())) is not None


def _headings(document: Document) -> Iterator[_Heading]:
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.inline is not None:
            if quote_depth(block) == 0:
                yield _Heading(block, " ".join(block.inline.plain().split()), block.level, block.first)
        elif block.kind is BlockKind.HTML and block.inline is not None:
            yield from _html_headings(block)


def _html_headings(block: Block) -> Iterator[_Heading]:
    assert block.inline is not None
    content = block.inline.content
    lowered = content.lower()
    if "<h" not in lowered and "details" not in lowered:
        return
    content_tags = list(tags(content))
    closing = _closing_tags(content_tags)
    line, counted, inside = block.first, 0, 0
    for index, tag in enumerate(content_tags):
        line += content.count("\n", counted, tag.start)
        counted = tag.start
        if tag.name == "details":
            yield _Heading(block, "", 0 if tag.closing else -1, line)
        elif index in closing and tag.start >= inside:
            inside = closing[index].end
            title = " ".join(_TAG.sub(" ", content[tag.end : closing[index].start]).split())
            if title:
                yield _Heading(block, title, int(tag.name[1]), line)


def _closing_tags(content_tags: list[Tag]) -> dict[int, Tag]:
    """Return for each tag, by its index, that opens a heading the next one that closes a heading of this level."""
    closing: dict[int, Tag] = {}
    following: dict[str, Tag] = {}
    for index, tag in reversed([*enumerate(content_tags)]):
        if tag.name in _HTML_HEADINGS:
            if tag.closing:
                following[tag.name] = tag
            elif tag.name in following:
                closing[index] = following[tag.name]
    return closing


def _title_section(sections: list[Section]) -> Section | None:
    """Return the section whose heading names the list: the first heading, if no other is above it."""
    if len(sections) < 2:
        return None
    first = sections[1]
    if first.level == 1:
        return first
    levels = [section.level for section in sections[2:]]
    is_beside = not first.children and first.level in levels
    is_around = bool(first.children) and min(levels) > first.level
    return first if (is_beside or is_around) and _LIST_NAME.search(first.title.lower()) else None
