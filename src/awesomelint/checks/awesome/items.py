"""How the items of lists are read here: `[Name](link) - Description.`, as the manifest has it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from awesomelint.checks.rendering.unseen import stray_lines
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.document.names import read_handles
from awesomelint.document.persons import PARTICLES
from awesomelint.markdown.blocks import LISTS, UNSEEN, Block, BlockKind, Inline, Link, LinkKind, Segment, SegmentKind
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

SEPARATOR = " - "
_TEXT = SegmentKind.TEXT
_DASH = r"[-‐-―−]{1,3}>?"
_SPACE = r"[ \t\xa0]"
_NEAR_SEPARATOR = expression(
    rf"{_SPACE}*(?::{_SPACE}*)?{_DASH}{_SPACE}+|{_SPACE}+{_DASH}{_SPACE}*|{_SPACE}*[‒-―]{_SPACE}*|{_SPACE}*::?{_SPACE}+"
)
"""What is written for the separator: other dashes, a dash with other spaces, a colon."""
_CLAUSES = (
    "by|from|with|via|and|or|but|which|who|whose|where|when|that|then|is|are|was|were|has|had|it|translated|edited|written|"
    "published|see|also|like|such|formerly|previously|now|part|chapter|version"
)
"""What begins a remark behind a comma, or how a sentence goes on that begins with a link."""
_SIGN = expression(
    rf"{_SPACE}+[|·•]{_SPACE}+(?=(?:[^\W\d_][\w'’-]*[ ,]+){{1,2}}[^|·•]*[.!?]\s*$|(?:[^\W\d_][\w'’-]*[ ,]+){{3}}[^|·•]+$)"
    rf"|,{_SPACE}+(?!(?:{_CLAUSES})\b)(?=[a-z]+(?: [^\s,]+){{3}}.*[.!?]\s*$)"
)
"""A sign or a comma before words that go on to the end, which is no list of links or remarks."""
_LATER = expression(rf"{_SPACE}+(?:[‒-―]|--+|::?){_SPACE}+|(?<=[)\]]):{_SPACE}+")
_BETWEEN = expression(
    r"(?:[^\w()\[\]]|\([^()]*\)|\[[^\[\]]*\]|v?\d[\w.]*|(?:and|or|aka|by|from)\b(?:\s+(?:@[\w.-]+|[A-Z][\w.'’-]*))*)*+"
)
"""What may be between a name and something for the separator: more links, remarks in brackets, a version, who wrote it."""
_MANY_BEFORE = 60
"""Characters that may be between a name and the separator: other links, a version, a licence."""


class Item(NamedTuple):
    """An item that begins with a link.

    `link` is its name. `separator` is where the separator is or something for it, `None` where there is neither; `description`
    is what is behind it, segment by segment, the first without the separator, and `start` where it begins.
    """

    block: Block
    link: Link
    behind: Sequence[Segment]
    separator: Span | None
    start: int
    description: Sequence[Segment]


@remembered
def items(document: Document) -> tuple[Item, ...]:
    """Return the items of a document that begin with a link; those of a table of contents lead to headings and are none."""
    found = []
    for block in document.blocks:
        if block.kind in LISTS:
            found += [item for each in block.children if (item := _item(document, each)) is not None]
    return tuple(found)


@remembered
def described_items(document: Document) -> tuple[Item, ...]:
    """Return the items whose description, if they have one, says more than who wrote what they name."""
    return tuple(item for item in items(document) if not names_authors(item))


def item_of(entry: Entry) -> Item | None:
    """Return an entry as an item, `None` where it does not begin with a link, or is in no list."""
    return _item(entry.document, entry.block) if entry.block.kind is BlockKind.ITEM else None


def _item(document: Document, block: Block) -> Item | None:
    paragraph = block.children[0] if block.children else None
    if paragraph is None or paragraph.kind is not BlockKind.PARAGRAPH or paragraph.inline is None:
        return None
    inline = paragraph.inline
    links = [link for link in inline.links if not link.url.startswith("#")]
    links = [link for link in links if link.kind is not LinkKind.BADGE] or links
    if not links or _begins_with_words(inline, links[0]):
        return None
    places = list(_separators(inline))
    named = next(((link, place) for link in links for place in places if place.start == link.span.end), None)
    if named is not None and _is_open(document.source.text[links[0].span.end : named[0].span.start]):
        named = None
    link = named[0] if named else links[0]
    behind = _own(document, [segment for segment in inline.segments if segment.start >= link.span.end])
    separator = named[1] if named else _place(document, behind, places)
    start = separator.end if separator is not None else inline.span.end
    return Item(block, link, behind, separator, start, tuple(_from(start, behind)))


def _begins_with_words(inline: Inline, link: Link) -> bool:
    """Return whether words come before the first link; signs and pictures may."""
    before = (segment for segment in inline.segments if segment.start < link.span.start)
    return any(segment.kind not in UNSEEN and any(map(str.isalnum, segment.text)) for segment in before)


def _own(document: Document, behind: Sequence[Segment]) -> Sequence[Segment]:
    """Return the segments before the first line that only stands in a paragraph by mistake."""
    strays = stray_lines(document)
    index = bisect_left(strays, behind[0].start) if behind else len(strays)
    if index == len(strays) or strays[index] >= behind[-1].end:
        return behind
    own = [segment for segment in behind if segment.start < strays[index]]
    while own and own[-1].kind in (SegmentKind.SOFT_BREAK, SegmentKind.HARD_BREAK):
        own.pop()
    return own


def _separators(inline: Inline) -> Iterator[Span]:
    """Yield where the separator is written in text, as it should be."""
    for segment in inline.segments:
        at = _as_written(segment).find(SEPARATOR) if segment.kind is _TEXT and segment.link is None else -1
        if at >= 0:
            yield Span(segment.start + at, segment.start + at + len(SEPARATOR))


def _as_written(segment: Segment) -> str:
    """Return the text of a segment up to the first place that is written in another way than it reads."""
    return segment.text[: segment.breaks[0].start - segment.start] if segment.breaks else segment.text


def _place(document: Document, behind: Sequence[Segment], places: Sequence[Span]) -> Span | None:
    """Return where the separator is, or what stands for it right behind the name."""
    if not behind:
        return None
    begin = behind[0].start
    first = behind[0] if behind[0].kind is _TEXT and behind[0].link is None else None
    near = _NEAR_SEPARATOR.match(document.source.text, begin, behind[-1].end) if first is not None else None
    if near is not None and near.end() <= behind[-1].end:
        return Span(*near.span())
    sign = _SIGN.match(seen(behind)) if first is not None else None
    if sign is not None and sign.end() < len(_as_written(behind[0])):
        return Span(begin, begin + sign.end())
    other = _later(behind)
    if other is not None:
        return other
    later = next((place for place in places if place.start >= begin), None)
    if later is None or sum(len(each.text) for each in behind if each.end <= later.start) > _MANY_BEFORE:
        return None
    before = document.source.text[begin : later.start]
    is_in_brackets = _is_open(before)  # `(PDF - old)` is no description
    said = _REMARKS.sub("", words_of(tuple(_until(later.start, behind))))
    is_behind_words = _SMALL_WORD.search(said) is not None and is_description(said)  # else it may be behind an author
    return later if not is_in_brackets and not is_behind_words else None


def _is_open(text: str) -> bool:
    """Return whether a bracket is open at the end of a text."""
    return text.count("(") > text.count(")")


_ASIDE = expression(
    r"\s*(?:[(\[{（【][^)\]}）】]*[)\]}）】]\s*)+(?:[.,;]?\s*|by\b.*)|\s*(?:by|from|via|with|and|or|aka|v?\d)\b.*|\s*[,;|/&+·•(（].*",
    2 | 16,
)
"""What may follow a name that has no description: remarks in brackets, who wrote it, more links."""
_WORD, _SMALL_WORD = expression(r"[^\W\d_]{3,}"), expression(r"\b[a-z]{4,}\b")


def is_description(words: str) -> bool:
    """Return whether what follows a name describes it, without anything between."""
    count = len(_WORD.findall(words))
    return (count >= 3 or (count == 2 and words.rstrip().endswith("."))) and _ASIDE.fullmatch(words) is None


def _later(behind: Sequence[Segment]) -> Span | None:
    """Return what stands for the separator behind remarks, further links, or who wrote it."""
    before = ""
    for segment in behind:
        if segment.kind is _TEXT and segment.link is None:
            for match in _LATER.finditer(_as_written(segment)):
                if _BETWEEN.fullmatch(before + segment.text[: match.start()]):
                    return Span(segment.start + match.start(), segment.start + match.end())
            before += segment.text
        else:
            before += " "
        if len(before) > _MANY_BEFORE:
            break
    return None


def _from(start: int, segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield segments from an offset on, the one that holds it cut."""
    for segment in segments:
        if segment.start >= start:
            yield segment
        elif segment.end > start:
            text = segment.text[start - segment.start :]  # escapes are behind the separator, if anywhere
            yield Segment(segment.kind, text, start, segment.end, segment.marks, segment.link)


def _until(end: int, segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield segments before an offset, the one that holds it cut."""
    for segment in segments:
        if segment.end <= end:
            yield segment
        elif segment.start < end:
            text = segment.text[: end - segment.start]  # where the separator is, nothing is escaped
            yield Segment(segment.kind, text, segment.start, end, segment.marks, segment.link)


_REMARKS = expression(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]")
_MANY_IN_NAMES = 100
"""Characters of a description that may be nothing but names."""


_WHEN_AND_WHERE = expression(
    r"(?:\d{1,2}(?:st|nd|rd|th)?[\s,–-]+)*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[\s,–-]+"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[\s,–-]+)*(?:19|20)\d\d(?:[,;]?\s+(?:[^\W\d_][\w.'’-]*[,;]?\s*){1,6})?",
    re.IGNORECASE,
)
"""A date, perhaps with a place behind it."""


def names_authors(item: Item) -> bool:
    """Return whether what stands for a description only says who wrote it, or when and where it is.

    Such as `by @quist`, `Ada Quist (Pencils Ltd)`, `3-5 May 2025, Lund, Sweden`.
    """
    text = seen(item.description).strip()
    if len(text) > _MANY_IN_NAMES:
        return False
    if _WHEN_AND_WHERE.fullmatch(text):
        return True
    said = _REMARKS.sub("", text).rstrip()
    names = said[3:] if said[:3] in ("by ", "By ") else said
    if names == said and any(each.link is not None for each in item.description):
        return False
    people = read_handles(names) if names else None
    return people is not None and (
        names != said or all(name.text.startswith("@") or _is_full_name(name.text) for name in people.names)
    )


def _is_full_name(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and all(word[:1].isupper() or word in PARTICLES for word in words)


def words_of(segments: Sequence[Segment]) -> str:
    """Return what is said in segments, without pictures, tags and the labels of links."""
    return "".join(each.text if each.link is None and each.kind not in UNSEEN else " " for each in segments)


def seen(segments: Sequence[Segment]) -> str:
    """Return what a reader sees of segments, without pictures and tags."""
    return "".join(each.text if each.kind not in UNSEEN else "" for each in segments)
