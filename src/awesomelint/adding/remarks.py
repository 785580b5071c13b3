"""What an entry says beside its parts, such as "best paper", and how a copy of the entry goes without it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from awesomelint.adding.parts import parts_of
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.make_fields import AWARD
from awesomelint.document.model import Container, Document, Entry, Section, remembered
from awesomelint.markdown.blocks import Link, LinkKind, SegmentKind
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

FEW = 5
"""Entries of a section that tell what is usual in it; of a smaller one those of the list do."""
MOST, NEARLY_ALL = 0.5, 0.9
"""Shares of entries."""
OFTEN = 3
"""Links of a list with one label from which it says what they lead to, not what this one is about."""
_PICTURE = expression(r"<(?:img|source|video)\b", re.IGNORECASE)
_WORD = expression(r"[^\W_]+|[^\x00-\xbf\u2000-\u206f\u3000-\u303f\ufe0f\uff00-\uff0f\uff1a-\uff20]")
"""A word, or a sign such as an emoji; dashes and other punctuation of any script separate."""
_ID = expression(r"[ \t](?:id|name)[ \t]*=[ \t]*(?:\"[^\"\n]+\"|'[^'\n]+'|[^\s>\"']+)", re.IGNORECASE)
_EMPTY_ELEMENT = expression(r"<(a|span)\b[^<>\n]*>[ \t]*</\1>", re.IGNORECASE)
_COMMENT = "<!--"
_TICKED = expression(r"\[[xX]\]")
_CELL = expression(r"(?:[^|\\]|\\.)+")
_NOTHING = expression(r"[ \t]*(?:[-–—―/?]{0,3}|n/?a|none)[ \t]*", re.IGNORECASE)
_LINE = expression(r"[^\n]+")
_IN_BRACKETS = r"\[[^\[\]\n]*+\]"
_IN_PARENTHESES = r"\((?:[^()\n]++|\([^()\n]*+\))*+\)"
_MARKED = (
    expression(r"(?<!`)`[^`\n]+`(?!`)"),
    expression(r"(?<!\*)(\*{1,3})[^*\n]+\1(?!\*)"),
    expression(r"(?<![\w_])(_{1,3})[^_\n]+\1(?![\w_])"),
    expression(r"<(b|code|em|i|kbd|mark|small|strong|sub|sup|u)>[^<>\n]*</\1>", re.IGNORECASE),
    expression(r":[a-z\d_+-]+:"),
    expression(r"\([^()\n]*\)|（[^（）\n]*）|【[^【】\n]*】"),
)
"""Code, emphasis, signs and brackets."""
_PLAIN = r"[^,.;:*_\[\]()|<>\"\n]++"
_AWARDS = rf"(?:{AWARD.pattern})(?: (?:paper|presentation|award)s?\b)?"
_GROUPS = (
    expression(rf"\[?!{_IN_BRACKETS}(?:{_IN_PARENTHESES}|{_IN_BRACKETS})(?:\](?:{_IN_PARENTHESES}|{_IN_BRACKETS}))?"),
    expression(r"<(?:img|source|video)\b[^>\n]*>", re.IGNORECASE),
    expression(r"<!--(?:[^-\n]++|-(?!->))*+-->"),
    _EMPTY_ELEMENT,
    *_MARKED,
    expression(r"(?<![\]!])\[[^\[\]\n]*\](?:\([^)\s]*\))?"),
    expression(rf"(?:[,;]|(?<=\S[ \t])[–—|•·-])[ \t]{_PLAIN}(?::[ \t]{_PLAIN}(?!:))?"),
    expression(rf"(?<=[\])])[ \t]{_PLAIN}(?=\n|\Z)"),
    expression(r"(?<![\w*_-])[\w+-]{1,30}:(?![ \t]*<?https?:|//)"),
    expression(r"(?<=[*+.)|-][ \t])[\w+-]{1,30}(?:[ \t][\w+-]{1,30}){1,5}:(?=[ \t]+[\[\"*_])"),
    expression(rf"(?<=\. ){_AWARDS}\.|{_AWARDS}", re.IGNORECASE),
)
"""What can go from a line without leaving a gap: pictures, code, brackets, what is behind a comma or a link, `NAME:`, awards."""
_BEFORE = expression(r"(?<![ \t])[ \t]*+[,;:|/&+·•–—-]?[ \t]*+\Z")
_BEHIND = expression(r"[ \t]*[,;:|/&+·•–—-]?[ \t]*")
_GLUED = expression(r"[\w*\[\"<]")
_OPENING = expression(r"(?<![^\s([|])([*_]{1,3})\Z")
_SPACE_AT_END = expression(r"[ \t](?=\n|\Z)")
_LEADS = (
    expression(r"[*_]*[ \t]*[:：]"),
    expression(r"[ \t]+[*_\"“]*"),
    expression(r"(?:[ \t]+(?:proceedings|proc\.|of|the))+[ \t]+[*_\"“]*", re.IGNORECASE),
)
"""What is between a word and what it leads to: `Code:`, or `in Proceedings of the ACL`."""
_WHOLE_LINE = expression(r"[ \t]*(?:(?:[*+-]|\d+[.)])[ \t]+)?")


class Remark(NamedTuple):
    """What is neither in a part of an entry nor the label of a link: where it is, and what it says.

    It is a word, sign, picture or comment, or (`is_id`) an attribute that names a place of the page.
    """

    span: Span
    text: str
    is_id: bool = False


class Cut(NamedTuple):
    """A place of an entry that goes with the remarks in it, and what is there instead."""

    span: Span
    text: str


@remembered
def remarks(entry: Entry) -> tuple[Remark, ...]:
    """Return the remarks of an entry in the order of the text."""
    return tuple(sorted(set(_remarks(entry))))


class Usual(NamedTuple):
    """What entries have beside their parts: `most` are the remarks of half of them, `nearly_all` of nine in ten."""

    most: frozenset[str]
    nearly_all: frozenset[str]

    def is_kept(self, entry: Entry, remark: Remark) -> bool:
        """Return whether a new entry gets a remark of an entry too.

        What leads to a part of an entry, as in `Code:` or "in Proceedings of", belongs to the form of many. What else is said,
        or stands for itself in a cell, code, emphasis or brackets, is mostly of one entry alone; "oral" and awards always are.
        """
        if remark.is_id or AWARD.fullmatch(remark.text):
            return False
        is_alone = any(span.covers(remark.span) for span in _alone(entry))
        return remark.text in (self.most if not is_alone and _leads(entry, remark) else self.nearly_all)


def usual_remarks(section: Section) -> Usual:
    """Return what the entries of a section, or of a small one's list, have beside their parts."""
    entries = section.entries if len(section.entries) >= FEW else section.document.entries
    counts = Counter(text for entry in entries for text in {one.text for one in remarks(entry)})
    shares = ((text, count / len(entries)) for text, count in counts.items() if count > 1)
    most = {text: share for text, share in shares if share >= MOST}
    return Usual(frozenset(most), frozenset(text for text, share in most.items() if share >= NEARLY_ALL))


@remembered
def _alone(entry: Entry) -> tuple[Span, ...]:
    """Return the cells and marked texts of an entry that have no part of it, and are not the name of what follows."""
    text, lines = entry.document.source.text, entry.span
    patterns = (_CELL, *_MARKED) if entry.container is Container.TABLE else _MARKED
    spans = (Span(*one.span()) for pattern in patterns for one in pattern.finditer(text, lines.start, lines.end))
    parts = [part.span for part in parts_of(entry)]
    return tuple(
        span
        for span in spans
        if not any(part.overlaps(span) for part in parts)
        and not text[span.slice()].rstrip("*_ )]").endswith((":", "："))
        and not text.startswith((":", "："), span.end)
    )


def _leads(entry: Entry, remark: Remark) -> bool:
    """Return whether a word stands before a colon or a part of an entry; any sign or picture does."""
    if not remark.text[0].isalnum():
        return True
    text, starts = entry.document.source.text, {part.span.start for part in parts_of(entry)}
    gaps = [gap for each in _LEADS if (gap := each.match(text, remark.span.end, entry.span.end)) is not None]
    return any(gap.end() in starts or gap[0].endswith((":", "：")) for gap in gaps)


def cuts(entry: Entry, usual: Usual, needed: Sequence[Span]) -> tuple[Cut, ...] | Remark:
    """Return what takes all but usual remarks out of an entry; the remark with which something that is needed would go."""
    found: list[Cut] = []
    for one in remarks(entry):
        if usual.is_kept(entry, one) or any(cut.span.covers(one.span) for cut in found):
            continue
        cut = _id_cut(entry, one, needed) if one.is_id else _cut(entry, one.span, needed)
        if cut is None or any(cut.span.overlaps(other.span) for other in found):
            return one
        found.append(cut)
    return tuple(found)


# -- what is a remark


def _remarks(entry: Entry) -> Iterator[Remark]:
    spans = [part.span for part in parts_of(entry)]
    for inline in entry.inlines:
        for segment in inline.segments:
            is_label = segment.link is not None and _is_usual_label(segment.link, entry.document)
            is_picture = segment.kind is SegmentKind.IMAGE or _PICTURE.match(segment.text) is not None
            if segment.kind is SegmentKind.TAG and not is_picture:
                yield from _in_tag(segment.text, segment.span)
                continue
            if is_label and not is_picture:
                continue
            if is_picture:
                rest = "".join(entry.document.source[span] for span in _outside(segment.span, spans))
                yield Remark(segment.span, rest)
            else:
                yield from _words(entry, segment.span, spans)
    # as in cells that the header of a table lacks
    yield from _words(entry, entry.span, sorted([*spans, *(inline.span for inline in entry.inlines)]))


def _in_tag(tag: str, place: Span) -> Iterator[Remark]:
    if tag.startswith(_COMMENT):
        yield Remark(place, tag)
        return
    for found in _ID.finditer(tag):
        yield Remark(Span(place.start + found.start(), place.start + found.end()), found[0], is_id=True)


def _is_usual_label(link: Link, document: Document) -> bool:
    """Return whether a label says what a link leads to, and not what this one is about."""
    return label_kind(link.label) is not None or _labels(document).get(link.kind) == link.label.lower()


@remembered
def _labels(document: Document) -> dict[LinkKind, str]:
    """Return the label that most links of a kind have, of those that several have."""
    counts: dict[LinkKind, Counter[str]] = {}
    for link in document.links:
        counts.setdefault(link.kind, Counter())[link.label.lower()] += 1
    return {kind: label for kind, each in counts.items() for label, count in each.most_common(1) if count >= OFTEN}


def _words(entry: Entry, place: Span, spans: Sequence[Span]) -> Iterator[Remark]:
    for rest in _outside(place, spans):
        for word in _WORD.finditer(entry.document.source.text, rest.start, rest.end):
            yield Remark(Span(word.start(), word.end()), word[0].lower())


def _outside(place: Span, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the stretches of a place that are not in spans, which are in order."""
    at = place.start
    for span in (*(one for one in spans if one.overlaps(place)), Span(place.end, place.end)):
        if at < span.start:
            yield Span(at, span.start)
        at = max(at, span.end)


# -- how it goes


def _cut(entry: Entry, place: Span, needed: Sequence[Span]) -> Cut | None:
    """Return what takes a remark out of an entry: the cell or the line that is its own, or the brackets or markup around it."""
    text, lines = entry.document.source.text, entry.span
    cell = _cell(entry, place)
    if cell is not None and _is_free(entry, cell, needed):
        return Cut(cell, _empty_cell(entry, cell))
    line = _around(_LINE.finditer(text, lines.start, lines.end), place)
    if cell is None and line is not None and line.start > lines.start and _is_free(entry, line, needed):
        return Cut(_with_newline(text, line, lines.end), "")
    groups = [
        span
        for pattern in _GROUPS
        if (span := _around(pattern.finditer(text, lines.start, lines.end), place)) is not None
        and _is_free(entry, span, needed)
    ]
    if not groups:
        return None
    group = max(groups, key=lambda span: span.end - span.start)
    group = with_emphasis(text, Span(group.start, group.start + len(text[group.slice()].rstrip())))
    if _TICKED.fullmatch(text, group.start, group.end):
        return Cut(group, "[ ]")
    return Cut(_with_separator(entry, group), "")


def _id_cut(entry: Entry, remark: Remark, needed: Sequence[Span]) -> Cut | None:
    """Return what takes an id out of an entry: its element if that is empty, else the attribute alone."""
    text, lines = entry.document.source.text, entry.span
    if _around(_EMPTY_ELEMENT.finditer(text, lines.start, lines.end), remark.span) is not None:
        return _cut(entry, remark.span, needed)
    return Cut(remark.span, "")


def _cell(entry: Entry, place: Span) -> Span | None:
    """Return the cell that a place is in, `None` outside tables."""
    if entry.container is not Container.TABLE:
        return None
    return _around(_CELL.finditer(entry.document.source.text, *entry.span), place)


def _around(found: Iterator[re.Match[str]], place: Span) -> Span | None:
    return next((span for one in found if (span := Span(one.start(), one.end())).covers(place)), None)


def _is_free(entry: Entry, place: Span, needed: Sequence[Span]) -> bool:
    """Return whether a place of an entry can go: nothing needed is in it, and no piece of a link."""
    is_cut = any(link.span.overlaps(place) and not place.covers(link.span) for link in entry.links)
    return not is_cut and not any(span.overlaps(place) for span in needed)


def _empty_cell(entry: Entry, cell: Span) -> str:
    """Return what a table has in place of a cell where it says nothing, such as a dash, as wide as the cell's indent."""
    text = entry.document.source[cell]
    if not text.strip():
        return text
    column = [each.start() for each in _CELL.finditer(entry.document.source.text, *entry.span)].index(cell.start)
    sign = _empty_signs(entry.section).get((id(entry.block.parent), column), "")
    return f" {sign} " if sign else " " * max(len(text) - len(text.lstrip()), 1)


@remembered
def _empty_signs(section: Section) -> dict[tuple[int, int], str]:
    """Return what most cells that say nothing hold, by the identity of their table and their column."""
    found: dict[tuple[int, int], Counter[str]] = {}
    for entry in section.entries:
        cells = _CELL.findall(entry.document.source[entry.span]) if entry.container is Container.TABLE else ()
        for at, cell in enumerate(cells):
            if _NOTHING.fullmatch(cell):
                found.setdefault((id(entry.block.parent), at), Counter())[cell.strip()] += 1
    return {place: signs.most_common(1)[0][0] for place, signs in found.items()}


def _with_newline(text: str, line: Span, end: int) -> Span:
    """Return the place of a line of lines that go up to an end, with one newline: the one before it where it is the last."""
    if line.end < end:
        is_apart = text.startswith("\n", line.end + 1) and text.endswith("\n\n", 0, line.start)
        return Span(line.start, line.end + 1 + is_apart)
    above = text[: line.start].rstrip()
    return Span(len(above.removesuffix("<br>").rstrip()), line.end)


def with_emphasis(text: str, place: Span) -> Span:
    """Return a place of a text with the emphasis that is around it and nothing else."""
    found = _OPENING.search(text, max(place.start - 3, 0), place.start)
    signs = found[1] if found is not None and text.startswith(found[1], place.end) else ""
    return Span(place.start - len(signs), place.end + len(signs))


def _with_separator(entry: Entry, group: Span) -> Span:
    """Return a place with what separates it from the text after it if it begins a line, else from the text before it."""
    text, start = entry.document.source.text, entry.span.start
    line = max(text.rfind("\n", start, group.start) + 1, start)
    if (cell := _cell(entry, group)) is not None:
        line = cell.start
    first = _WHOLE_LINE.match(text, line, group.start)
    if (first is not None and first.end() == group.start) or _OPENING.search(text, line, group.start):
        behind = _BEHIND.match(text, group.end)
        return Span(group.start, behind.end() if behind is not None else group.end)
    if _GLUED.match(text, group.end):
        return group
    before, last = _BEFORE.search(text, line, group.start), _SPACE_AT_END.match(text, group.end)
    return Span(before.start() if before is not None else group.start, last.end() if last is not None else group.end)
