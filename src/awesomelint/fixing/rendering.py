"""What a reader sees of a list, as values that can be compared: text with its emphasis, targets, rendered numbers, blocks.

The source's own accidents (blank lines, bullets, newline style, lazy lines, the form of a link) are not in it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.common.utils import unescapeAll

from awesomelint.document.model import Document
from awesomelint.markdown.blocks import (
    LISTS,
    NAKED,
    VERBATIM,
    Block,
    BlockKind,
    Inline,
    Link,
    Segment,
    SegmentKind,
    rendered_numbers,
)
from awesomelint.rulebook.spec import Change
from awesomelint.source import Source
from awesomelint.startup import NamedTuple, expression

_TAG_NAME = expression(r"</?[a-zA-Z][\w-]*")
_WORD = expression(r"[^\W_]+")
_SCHEMES = ("http://", "https://", "www.")
_LANDMARKS = (BlockKind.ITEM, BlockKind.ROW, BlockKind.HEADING)
_BLOCK_BREAK, _LINE_BREAK = "\x1e", "\n"
PICTURE = "\ufffc"
"""Stands for a picture in the text around it."""

_FOLDING = (" ", _BLOCK_BREAK, _LINE_BREAK)
_SPACE = (" ", 0, 0)
_CODE = 1 << 8
"""A mark next to those of `Mark`, for code."""


class Piece(NamedTuple):
    """A stretch of text that looks the same all over. `link` is the number of its link; 0 is none."""

    text: str
    marks: int = 0
    link: int = 0
    repeats_target: bool = False

    @property
    def is_break(self) -> bool:
        """Whether a paragraph or a cell begins here."""
        return self.text == _BLOCK_BREAK


class Target(NamedTuple):
    """Where a link leads, or what a picture shows; `words` is a link's title or a picture's alternative text.

    `is_text` tells that the text itself is the target: a bare URL.
    """

    kind: str
    url: str
    words: str
    is_text: bool = False


@dataclass(slots=True)
class RenderedPart:
    """A part of a rendered list, in its several aspects, each in the order of the source."""

    pieces: list[Piece] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    landmarks: int = 0
    """How many items, rows and headings there are."""
    headings: int = 0

    def own_pieces(self) -> Iterable[Piece]:
        """Return the pieces of text that do not just repeat a target."""
        return (piece for piece in self.pieces if not piece.repeats_target and not piece.is_break)

    def kept(self, allowed: Collection[Change]) -> Iterable[tuple[str, int, int]]:
        """Yield the text character by character, with marks and link, without what is allowed to change."""
        plain = Change.MARKUP in allowed
        for piece in self.pieces:
            if piece.text == _BLOCK_BREAK:
                if Change.BLOCKS not in allowed:
                    yield _BLOCK_BREAK, 0, 0
                elif Change.SPACING not in allowed:
                    yield " ", 0, 0
                continue
            if piece.repeats_target and Change.URLS in allowed:
                continue
            dropped = {*allowed, Change.WORDS} if piece.link and Change.LABELS in allowed else allowed
            marks, link = (0, 0) if plain else (piece.marks, piece.link)
            link = min(link, 1) if Change.URLS in allowed else link
            for char in piece.text:
                kind = _class(char)
                if kind not in dropped and not (kind is Change.WORDS and Change.LETTERS in allowed):
                    yield " " if char in " \t" else char, marks, link

    def words(self) -> set[str]:
        """Return the words of text and targets together."""
        texts = [piece.text for piece in self.pieces] + [f"{target.url} {target.words}" for target in self.targets]
        return {word for text in texts for word in _WORD.findall(text)}

    def letters(self, without: Collection[Change] = ()) -> Counter[str]:
        """Count the letters and digits of text and targets, without what may change and labels that repeat their target."""
        labels, targets = Change.LABELS not in without, Change.URLS not in without
        texts = [piece.text for piece in self.pieces if not piece.repeats_target and (labels or not piece.link)]
        if targets:
            texts += [f"{target.url}{target.words}" for target in self.targets]
        return Counter("".join(_WORD.findall("".join(texts))))

    def seen_targets(self, allowed: Collection[Change]) -> list[Target]:
        """Return the targets in order, without what is allowed to change."""
        if Change.LABELS in allowed:
            return [Target(target.kind, target.url, "") for target in self.targets]
        return self.targets


class Look(NamedTuple):
    """What parts look like: characters with their marks and links, spaces folded, and for each the index of its part."""

    shown: list[tuple[str, int, int]]
    parts: list[int]


def look(parts: Sequence[RenderedPart], allowed: Sequence[Collection[Change]]) -> Look:
    """Return what parts that follow one another look like, without what is allowed to change in each."""
    found = Look([], [])
    shown, places = found
    for index, (part, changes) in enumerate(zip(parts, allowed, strict=True)):
        for char, marks, link in part.kept(changes):
            if char == " ":
                if not shown or shown[-1][0] in _FOLDING:
                    continue
                shown.append(_SPACE)
            elif char in (_BLOCK_BREAK, _LINE_BREAK):
                if shown and shown[-1] == _SPACE:
                    shown.pop()
                    places.pop()
                shown.append((char, 0, 0))
            else:
                shown.append((char, marks, link))
            places.append(index)
    if shown and shown[-1] == _SPACE:
        shown.pop()
        places.pop()
    return found


def _class(char: str) -> Change:
    """Return the change that lets a character go: `SPACING`, `PUNCTUATION` or `WORDS`."""
    if char.isalnum():
        return Change.WORDS
    if char.isspace():
        return Change.SPACING
    category = unicodedata.category(char)
    if category in ("Cf", "Cc"):
        return Change.SPACING
    return Change.WORDS if category[0] == "M" else Change.PUNCTUATION


class Names(dict[tuple[int, str, int], int]):
    """Gives each way of nesting a small number, equal for equal ways; shared by the renderings to compare."""

    def of(self, parent: int, block: Block) -> int:
        """Return the number of a block below a parent's number."""
        return self.setdefault((parent, block.kind.value, block.level), len(self) + 1)


def render(document: Document, bounds: Sequence[int], names: Names) -> list[RenderedPart]:
    """Return what a reader sees, cut where the bounds (sorted offsets) lie: one part more than bounds."""
    parts = [RenderedPart() for _ in range(len(bounds) + 1)]
    source = document.source
    nesting: dict[Block, int] = {document.root: 0}
    shown: dict[Block, int] = {}
    for block in document.blocks:
        assert block.parent is not None
        name = nesting[block] = names.of(nesting[block.parent], block)
        if block.kind is BlockKind.ORDERED_LIST:
            shown.update(zip(block.children, rendered_numbers(block), strict=True))
        if block.kind in LISTS:
            continue
        part = parts[bisect_right(bounds, source.line_starts[block.first - 1])]
        part.blocks.append(name)
        part.landmarks += block.kind in _LANDMARKS
        part.headings += block.kind is BlockKind.HEADING
        if block in shown:
            part.numbers.append(shown[block])
        elif block.inline is not None:
            part.pieces.append(Piece(_BLOCK_BREAK))
            _render_inline(source, block.inline, parts, bounds)
        elif block.kind in VERBATIM:
            text = source[source.lines_span(block.first, block.last)]
            part.pieces += [Piece(_BLOCK_BREAK), Piece(" ".join(text.split()), _CODE)]
    return parts


def _render_inline(source: Source, inline: Inline, parts: Sequence[RenderedPart], bounds: Sequence[int]) -> None:
    numbers: dict[Link, int] = {}
    for start, link, picture in _targets(inline):
        targets = parts[bisect_right(bounds, start)].targets
        if link is not None:
            targets.append(Target("link", link.url, link.title, _repeats_target(link)))
            numbers[link] = len(targets)
        elif picture is not None:
            targets.append(Target("picture", picture.url, picture.text))
    for segment in inline.segments:
        index = bisect_right(bounds, segment.start)
        part = parts[index]
        number = numbers[segment.link] if segment.link is not None else 0
        marks = int(segment.marks)
        if segment.kind is SegmentKind.TEXT:
            repeats = _repeats_target(segment.link)
            for shift, text in enumerate(_cut_text(source, segment, bounds, index)):
                parts[index + shift].pieces.append(Piece(text, marks, number, repeats))
        elif segment.kind is SegmentKind.CODE:
            part.pieces.append(Piece(segment.text, marks | _CODE, number))
        elif segment.kind is SegmentKind.SOFT_BREAK:
            part.pieces.append(Piece(" "))
        elif segment.kind is SegmentKind.HARD_BREAK:
            part.pieces.append(Piece(_LINE_BREAK))
        elif segment.kind is SegmentKind.IMAGE:
            part.pieces.append(Piece(PICTURE, marks, number))
        else:
            part.tags.append(_tag(segment.text))


def _cut_text(source: Source, segment: Segment, bounds: Sequence[int], index: int) -> Iterator[str]:
    """Yield the text of a segment cut at the bounds in it, of which the first has the index."""
    text, start = segment.text, segment.start
    is_as_written = len(text) == segment.end - start
    while index < len(bounds) and bounds[index] < segment.end:
        raw = source.text[start : bounds[index]]
        width = len(raw) if is_as_written else len(unescapeAll(raw))
        yield text[:width]
        text, start = text[width:], bounds[index]
        index += 1
    yield text


def _targets(inline: Inline) -> list[tuple[int, Link | None, Segment | None]]:
    """Return links and pictures by where their targets are, so that it does not matter which block they are in."""
    found: list[tuple[int, Link | None, Segment | None]] = [
        ((link.target_span or link.span).start, link, None) for link in inline.links
    ]
    found += [(segment.start, None, segment) for segment in inline.segments if segment.kind is SegmentKind.IMAGE]
    return sorted(found, key=lambda target: target[0])


def _repeats_target(link: Link | None) -> bool:
    if link is None:
        return False
    return link.syntax in NAKED or link.label.lstrip().startswith(_SCHEMES)


def _tag(raw: str) -> str:
    """Return a tag without its target, which is compared apart."""
    match = _TAG_NAME.match(raw)
    return match[0].lower() if match and "href" in raw else " ".join(raw.split())
