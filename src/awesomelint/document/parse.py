"""From a source to a document: its sections, then their entries. The one way in."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.document.find_entries import find_entries
from awesomelint.document.model import Document, Section
from awesomelint.expressions import expression
from awesomelint.markdown.blocks import Block, BlockKind
from awesomelint.markdown.html import Tag, tags
from awesomelint.markdown.parser import parse_markdown
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.load import venue_table
from awesomelint.papers.venues.table import VenueTable
from awesomelint.source import Source

_YEAR = expression(r"(?<!\d)(?:19[5-9]|20[0-4])\d(?!\d)")
_RANGE = expression(
    r"(?:19|20)\d[\dx]\s*(?:[-–—~/]|to|and|&)\s*(?:(?:19|20)?\d\d|now|present)"
    r"|\b(?:before|until|till|pre|prior to|after|since)[\s-]*(?:19|20)\d\d"
    r"|(?:19|20)\d\d\s*(?:年?(?:之?前|以前|及以前)|and (?:earlier|before))"
)
_DAY = expression(r"(?<!\d)((?:19|20)\d\d)([-./])(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01])(?!\d)")
_LIST_NAME = expression(r"\b(?:awesome|list|papers?|collection|resources|reading|roadmap)\b")
_TAG = expression(r"<[^>]*>")
_HTML_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


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
        if section.year is None and not _names_range(heading.title):
            section.year = parent.year
        parent.children.append(section)
        document.sections.append(section)
        document.section_starts.append((heading.line, section))
        current = section
    _close(document)
    document.title_section = _title(document)


def heading_year(title: str) -> int | None:
    """Return the one year that a heading names; a range or several years name none."""
    years = {int(match[0]) for match in _YEAR.finditer(title)}
    return years.pop() if len(years) == 1 and not _names_range(title) else None


def _names_range(title: str) -> bool:
    """Tell whether a heading names several years, or one with an open end; a day is one."""
    return any(char.isdigit() for char in title) and _RANGE.search(_DAY.sub(r"\1", title.lower())) is not None


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
    found = list(tags(content))
    ends = _heading_ends(found)
    line, counted, inside = block.first, 0, 0
    for index, tag in enumerate(found):
        line += content.count("\n", counted, tag.start)
        counted = tag.start
        if tag.name == "details":
            yield _Heading(block, "", 0 if tag.closing else -1, line)
        elif index in ends and tag.start >= inside:
            inside = ends[index].end
            title = " ".join(_TAG.sub(" ", content[tag.end : ends[index].start]).split())
            if title:
                yield _Heading(block, title, int(tag.name[1]), line)


def _heading_ends(found: list[Tag]) -> dict[int, Tag]:
    """Return for each tag, by its index, that opens a heading the next one that closes a heading of this level."""
    ends: dict[int, Tag] = {}
    following: dict[str, Tag] = {}
    for index in range(len(found) - 1, -1, -1):
        tag = found[index]
        if tag.name in _HTML_HEADINGS:
            if tag.closing:
                following[tag.name] = tag
            elif tag.name in following:
                ends[index] = following[tag.name]
    return ends


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
    return first if not first.children and has_siblings and _LIST_NAME.search(first.title.lower()) else None


#| From a source to a document: the one way in.


def parse_document(source: Source, venues: VenueTable | None = None) -> Document:
    """Read a list. Any text is a document; nothing is raised. `venues` are those that it may name, the program's unless told."""
    markdown = parse_markdown(source)
    table = venue_table() if venues is None else venues  # not "or": a table is false when it is empty
    document = Document(source, markdown.root, markdown.definitions, table)
    document.notes = markdown.notes
    build_sections(document)
    find_entries(document)
    return document
