"""Read whole citations: authors, then title, then where and when it came out, as the manuals of style have them.

A section that cites keeps to one form: a style of names (`name_styles`), and what is between the names and the title. All forms
are tried on the entries of a section, and the one that reads most of them reads these; the others are left to `find_fields`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from awesomelint.document.abbreviations import is_abbreviation
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.name_styles import NAME_STYLES, NameList, holds_name, names_in_styles
from awesomelint.document.names import Names
from awesomelint.document.persons import is_name
from awesomelint.document.pieces import Candidate, Form, NamedPiece, Piece, Reading, Role, SourceMap
from awesomelint.markdown.blocks import NAKED, Inline, Link, Mark, Segment, SegmentKind
from awesomelint.papers.venues import read_venue
from awesomelint.papers.venues.table import VenueTable
from awesomelint.startup import NamedTuple, expression

SHARE = 0.5
"""Share of a section's entries that are in a form for it to be the section's."""

MAX_ENDS = 30
"""Places that are tried as the end of a title."""

MAX_LENGTH = 3000
"""Longest text, in code points, that is looked at as a citation."""

WORDS_OF_A_VENUE = 20
"""Words of the longest text that is believed to name a venue."""

_YEAR = r"(?:1[89]|20)\d\d"
_START = expression(r"(?:[^\w\"“‘\[(]|\[\s?\]|:[a-z_]+:|[\[(]?\d{1,4}[\])]?[.)]?\s+|\[\d{1,4}\])*")
_AFTER_NAMES = expression(
    rf"(?:,?\s\((?:[Ee]ds?|Hrsg)\.?\))?(?:[.,;]?\s*[(（\[](?P<in_brackets>{_YEAR})[a-z]?(?:[,\s][^()（）\[\]]{{0,20}})?[)）\]][.,:：]*\s*"
    rf"|[.,]?\s+(?P<bare>{_YEAR})[a-z]?[.,:]\s+"
    r"|(?P<colon>\.?\s*(?:[:：]\s+|：))"
    r"|(?P<stop>(?:\.\s+|(?<=\.)\s+|[。．]\s*|\.(?=[^\x00-\x7f])))"
    r"|(?P<comma>\.?[,，]\s*)"
    r"|(?P<dash>\s+[-–—|]\s+)"
    r"|(?P<quote>\s*(?=[\"“‘«《])))"
)
_QUOTES = {'"': '"”', "“": '”"', "‘": "’'", "'": "'’", "«": "»", "《": "》"}
_KIND = r"\s*\[(?:[JCMDRNPSZA]|[A-Z]{1,2}/OL|DB/OL)\][.．,:：]?\s*(?://\s*)?"
"""What GB/T 7714 says about the kind of a paper: `[J]`, `[C]//`."""
_TITLE_END = expression(
    rf"(?P<kind>{_KIND})|(?P<stop>[.。．](?:\s+|(?<=[。．])))|(?P<question>(?<=[?!？！])\s+)|(?P<slashes>\s//\s)|(?P<bracket>\s(?=[(\[（【]))|(?P<line>\n)"
)
_IS_KIND = expression(_KIND)
_COMMA = expression(
    r"(?P<comma>[,，]\s*)|(?P<stop>[.。]\s+)|(?P<question>(?<=[?!？！])\s+)|(?P<bracket>\s(?=[(\[]))|(?P<line>\n)"
)
_IN = expression(
    rf"(?:{_KIND}|[\s,.;:，。．；/]+|\((?:\d{{1,2}}\w\w|rev\.?) ed(?:ition|\.)\)|\d{{1,3}}\s+(?=[A-Z])"
    r"|(?:published|presented|appeared|accepted|to appear|appearing|forthcoming|submitted)\b"
    r"|(?:in|at|by|to|for)\b\s*:?(?=\s)|in:)*(?:the\s+)?",
    re.IGNORECASE,
)
_DETAIL = expression(
    r"[\s,.;:(（\[，。]{0,6}(?<!\w)(?:"
    r"(?:vol(?:ume)?|no|nr|pp?|s|т|с|№|pages?|issue|iss|art(?:icle)?|chap(?:ter)?|chs?)\b\.?\s*:?\s*[A-Za-z]?\d"
    r"|(?:https?|doi|issn|isbn)\b\s*[:.]|arxiv:\s*\S*\d|abs/\d"
    r"|[A-Za-z]?\d+[a-z]?(?!\w)年?(?=\s*(?:[()（）\[\],.;:；，。：]|[-–—]|$|\d|\n))"
    r"|['’]\d\d\b)",
    re.IGNORECASE,
)
_PUBLISHER = expression(
    r"[,.]\s+(?:IEEE|ACM|Springer|Elsevier|PMLR|USENIX|Wiley|Curran Associates|(?:AAAI|MIT|\w{1,20} University) Press)$"
)
_PLACE_YEARS = (
    expression(rf"[(（](?:[^()（）\d]{{0,20}}[\s,])?({_YEAR})[)）]"),
    expression(rf"(?<!\d)({_YEAR})(?=\s?[;；年])"),
    expression(
        rf"(?<![\d–—:/.(-])(?<!pp\. )(?<!pp\.)(?<!p\. )(?<!no\. )(?<!vol\. )({_YEAR})(?!\w|\s?[-–—]\s?\d|\(\d|[.]\d)"
    ),
    expression(rf"[(（](?:[^()（）]{{0,30}}\s)?({_YEAR})[)）]"),
)
"""What the year of a citation looks like, the surest first: other numbers are volumes, issues and pages."""


_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
_BEGINS_VENUE = expression(r"\d*[^\W_a-z\d]|\d{4} [A-Z]|arXiv|bioRxiv|medRxiv|npj|eLife")
_IS_PLACE = expression(rf"\s{_YEAR}$|^(?:Doctoral|Master|Ph\.?\s?D|Unpublished)\b")
_EDITION = expression(r"(?:\d{1,2}\w\w|[Rr]ev\.?) ed(?:ition|\.)?$")
_VENUE_ENDS = expression(r"[,.]\s")


_JOINED = expression(r"(?:and|&|et)\s")


class _Citation(NamedTuple):
    """A citation that was read: the names, and the ranges of title, venue and year."""

    names: NameList
    title: tuple[int, int]
    venue: tuple[int, int] | None
    year: tuple[int, int] | None


class _Place(NamedTuple):
    """Where and when a paper came out: the ranges of the venue and the year."""

    venue: tuple[int, int] | None
    year: tuple[int, int] | None
    is_sure: bool


class _Text:
    """What a reader sees of an entry up to its labels, and what markup is where."""

    def __init__(self, inline: Inline):
        segments: list[Segment] = []
        offsets: list[int] = []
        parts: list[str] = []
        self.length = 0
        for segment in inline.segments:
            kind = segment.kind
            if kind is SegmentKind.TAG:
                continue
            if (kind is SegmentKind.IMAGE or _is_label(segment.link)) and any(part.strip() for part in parts):
                break
            text = segment.text
            if kind is SegmentKind.IMAGE or _is_label(segment.link):
                continue
            if kind is SegmentKind.SOFT_BREAK:
                text = " "
            elif kind is SegmentKind.HARD_BREAK:
                text = "\n"
            segments.append(segment)
            offsets.append(self.length)
            parts.append(text)
            self.length += len(text)
        self.text = "".join(parts).rstrip(" \t\n[(（【|\\-–—·/").rstrip()
        self.segments = segments
        self.offsets = offsets

    def markup_at(self, at: int) -> tuple[Form, Link | None, int]:
        """Return the markup that begins or goes on at an offset, its link, and where it ends."""
        index = bisect_right(self.offsets, at) - 1
        first = self.segments[index]
        form, link = _form(first), first.link
        end = index + 1
        while end < len(self.segments) and form is not Form.PLAIN:
            other = self.segments[end]
            is_same = other.link is link if link is not None else _form(other) is form and other.link is None
            if not is_same and other.kind not in (SegmentKind.SOFT_BREAK, SegmentKind.HARD_BREAK):
                break
            end += 1
        stop = self.offsets[end] if end < len(self.offsets) else self.length
        return form, link, min(stop, len(self.text))

    def piece(self, start: int, end: int, role: Role, venues: VenueTable, before: str, wrap: str = "") -> Piece:
        """Return a range as a piece."""
        form, link, stop = self.markup_at(start)
        if stop < end and form is not Form.PLAIN:
            form, link = Form.PLAIN, None
        source_map = SourceMap(self.segments, self.offsets)
        return Piece(
            self.text[start:end], form, source_map, start, end, link, (0, 0, 0), venues, role, wrap, before, ""
        )


def _form(segment: Segment) -> Form:
    if segment.link is not None:
        return Form.BOLD_LINK if segment.marks & Mark.BOLD else Form.LINK
    if segment.marks & Mark.BOLD:
        return Form.BOLD
    return Form.ITALIC if segment.marks & Mark.ITALIC else Form.PLAIN


def _is_label(link: Link | None) -> bool:
    return link is not None and (link.syntax in NAKED or label_kind(link.label) is not None)


def read_citations(candidates: Sequence[Candidate]) -> dict[int, Reading]:
    """Return how entries of a section read, by their places, if most of them are in one form; else nothing."""
    texts = {
        place: _Text(candidate.inlines[0])
        for place, candidate in enumerate(candidates)
        if candidate.inlines and not candidate.columns and _may_cite(candidate.inlines[0])
    }
    if len(texts) < SHARE * len(candidates):
        return {}
    read = {place: dict(_citations(text, candidates[place])) for place, text in texts.items()}
    counts = Counter(form for citations in read.values() for form in citations)
    if not counts:
        return {}
    names = Counter[tuple[int, str]]()
    for citations in read.values():
        for form, citation in citations.items():
            names[form] += len(citation.names.names)
    best = max(counts, key=lambda form: (counts[form], names[form], -form[0]))
    if counts[best] < max(2, SHARE * len(candidates)):
        return {}
    return {
        place: _reading(texts[place], citations[best], candidates[place])
        for place, citations in read.items()
        if best in citations
    }


def _may_cite(inline: Inline) -> bool:
    """Return whether a text may begin with names."""
    first = next((each for each in inline.segments if each.kind is SegmentKind.TEXT and each.text.strip()), None)
    if first is None or len(inline.content) > MAX_LENGTH:
        return False
    return first.link is None or "," in first.text


def _citations(text: _Text, candidate: Candidate) -> Iterator[tuple[tuple[int, str], _Citation]]:
    """Yield the forms in which a text reads as a citation."""
    start = _START.match(text.text)
    assert start is not None
    venues = candidate.section.document.venues
    for style, names in names_in_styles(text.text, start.end()):
        after = _AFTER_NAMES.match(text.text, names.end)
        if after is None:
            continue
        kind = after.lastgroup or ""
        year = after.span(kind) if kind in ("in_brackets", "bare") else None
        citation = _titled(text, names, after.end(), kind, style, year, venues)
        if citation is not None:
            yield (style, kind), citation


def _titled(
    text: _Text,
    names: NameList,
    start: int,
    kind: str,
    style: int,
    year: tuple[int, int] | None,
    venues: VenueTable,
) -> _Citation | None:
    """Read title and place from `start` on."""
    is_telling = NAME_STYLES[style].is_telling
    for (first, last), rest, is_marked in _titles(text, start, kind):
        title = text.text[first:last]
        if (title.isascii() and " " not in title) or _JOINED.match(title):
            continue
        if kind == "comma" and not is_marked and _goes_on_with_names(title, style):
            continue
        place = _read_place(text.text, rest, venues)
        if place is None:
            is_end = not text.text[rest:].strip(" .,;\n")
            if is_end and (year is not None or is_marked) and (is_telling or len(names.names) > 1 or year):
                return _Citation(names, (first, last), None, year)
            continue
        if place.is_sure or is_marked or (year is not None and is_telling):
            return _Citation(names, (first, last), place.venue, year or place.year)
    return None


def _goes_on_with_names(title: str, style: int) -> bool:
    """Return whether what is behind a comma is another name, perhaps with more, that is not in the style of the others."""
    if any(mark in title for mark in '"“”'):
        return True
    if NAME_STYLES[style].is_telling:
        return holds_name(title, style)
    first = title.partition(",")[0]
    return " " in first and is_name(first)


def _titles(text: _Text, start: int, kind: str) -> Iterator[tuple[tuple[int, int], int, bool]]:
    """Yield where the title may be that begins at `start`: its range, where the rest begins, and whether markup shows it."""
    body = text.text
    if start >= len(body):
        return
    form, _, stop = text.markup_at(start)
    if form is not Form.PLAIN and body[start:stop].strip():
        yield _trimmed(body, start, stop), stop, True
    opening = body[start]
    if opening in _QUOTES:
        for at in islice(_closings(body, start + 1, _QUOTES[opening]), MAX_ENDS):
            yield _trimmed(body, start + 1, at), at + 1, True
        return
    for match in islice((_COMMA if kind == "comma" else _TITLE_END).finditer(body, start), MAX_ENDS):
        if match.lastgroup == "stop" and is_abbreviation(body, match.start()):
            continue
        rest = match.start() if match.lastgroup == "kind" else match.end()
        yield _trimmed(body, start, match.start()), rest, False
    yield _trimmed(body, start, len(body)), len(body), False


def _closings(body: str, start: int, marks: str) -> Iterator[int]:
    """Yield where a quotation may end."""
    for at in range(start, len(body)):
        if body[at] in marks and not body[at + 1 : at + 2].isalnum():
            yield at


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n\"“”*_'‘《":
        start += 1
    while start < end and text[end - 1] in " \t\n,.;:。，\"“”*_’'》":
        end -= 1
    return start, end


def _read_place(text: str, start: int, venues: VenueTable) -> _Place | None:
    """Read where and when a paper came out from `start` on; `None` if the text does not begin with a venue."""
    if text[start : start + 1] in _BRACKETS and not _IS_KIND.match(text, start):
        end = text.find(_BRACKETS[text[start]], start)
        inner = text[start + 1 : end]
        if _EDITION.match(inner):
            start, end = end + 1, len(text)
        elif end < 0 or not inner[:1].isupper() or not (read_venue(inner, venues) or _IS_PLACE.search(inner)):
            return None
        else:
            start += 1
    else:
        line = text.find("\n", start)
        end = len(text) if line < 0 else line
    lead = _IN.match(text, start, end)
    assert lead is not None
    first = lead.end()
    matches = (pattern.search(text, first, end) for pattern in _PLACE_YEARS)
    year = next((match.span(1) for match in matches if match is not None), None)
    detail = _DETAIL.search(text, first, end)
    if detail is not None and detail.start() == first:
        if year is not None and text[first : detail.end()].strip(" (,.") == text[slice(*year)]:
            return _Place(None, year, True)
        detail = _DETAIL.search(text, first + len("ACM"), end)  # "arXiv:1901.00001", "ACM, 2020"
    last = detail.start() if detail is not None else end
    while last > first and text[last - 1] in " ,;:(（，。；[":
        last -= 1
    publisher = _PUBLISHER.search(text, first, last)
    if publisher is not None and not is_abbreviation(text, publisher.start()):
        last = publisher.start()
    venue = text[first:last]
    if not _BEGINS_VENUE.match(venue) or venue.count(" ") >= WORDS_OF_A_VENUE or venue.count("(") != venue.count(")"):
        return None
    mention = read_venue(venue, venues)
    is_known = mention is not None and mention.certain
    if not is_known:
        for match in _VENUE_ENDS.finditer(text, first, last):
            shorter = read_venue(text[first : match.start()], venues)
            if shorter is not None and shorter.certain:
                venue, last, is_known = text[first : match.start()], match.start(), True
                break
    says_in = any(sign in lead[0].lower() for sign in ("in", "/", "[j]"))
    is_plain = is_known or "," not in venue
    return _Place((first, last), year, is_known or (says_in and is_plain) or (detail is not None and is_plain))


def _reading(text: _Text, citation: _Citation, candidate: Candidate) -> Reading:
    """Return the reading of a candidate by a citation: its pieces, and behind them those of what follows it."""
    venues = candidate.section.document.venues
    start, end = citation.names.names[0].start, citation.names.end
    named = text.piece(start, end, Role.NAMES, venues, "")
    names = tuple(name._replace(start=name.start - start, end=name.end - start) for name in citation.names.names)
    authors = Names(names, citation.names.et_al, 0, 0, end - start)
    quote = text.text[citation.title[0] - 1 : citation.title[0]]
    title = text.piece(*citation.title, Role.TEXT, venues, ".", quote if quote in '"“„«' else "")
    pieces = [named, title]
    venue = None
    if citation.venue is not None:
        venue = text.piece(*citation.venue, Role.VENUE, venues, ".")
        pieces.append(venue)
    if citation.year is not None:
        pieces.append(text.piece(*citation.year, Role.DATE, venues, ","))
    behind = text.piece(max(0, len(text.text) - 1), len(text.text), Role.NOISE, venues, "").span.end
    number = [
        piece for piece in candidate.pieces[:1] if piece.role is Role.NUMBER and piece.span.end <= named.span.start
    ]
    pieces = number + pieces + [piece for piece in candidate.pieces if piece.span.start >= behind]
    cited = Candidate(
        candidate.section,
        candidate.block,
        candidate.container,
        candidate.first,
        candidate.last,
        candidate.inlines,
        pieces,
        candidate.columns,
    )
    return Reading(cited, pieces.index(title), title, [NamedPiece(named, authors)], venue, is_cited=True)
