"""Read whole citations: authors, then title, then where and when it came out, as the manuals of style have them.

A section that cites keeps to one form: a style of names (`name_styles`), and what is between the names and the title. All forms
are tried on the entries of a section, and the one that reads most of them reads these; the others are left to `find_fields`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import islice

from awesomelint.document.abbreviations import is_abbreviation
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.name_styles import NAME_STYLES, NameList, holds_name, names_in_styles, telling_names
from awesomelint.document.names import Names
from awesomelint.document.persons import UPPER, is_name
from awesomelint.document.pieces import LINK_FORMS, Candidate, Form, NamedPiece, Piece, Reading, Role, SourceMap
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
_EDITORS = r"(?:[Ee]ds?|[Ee]ditors?|[Hh]rsg|[Cc]oords?|[Cc]omps?)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_AFTER_NAMES = expression(
    rf"(?:,?\s\({_EDITORS}\.?\)|,\s{_EDITORS}\b\.?)?"
    rf"(?:[.,;]?\s*[(（\[](?:{_MONTH}\s)?(?P<in_brackets>{_YEAR})[a-z]?(?:[,\s][^()（）\[\]]{{0,20}})?\s?[)）\]](?:\s\({_EDITORS}\.?\))?[.,:：]*\s*"
    rf"|[.,]?\s+(?P<bare>{_YEAR})[a-z]?\s?(?:[.,:]\s+|(?=[\"“]))"
    rf"|\s+(?P<unmarked>{_YEAR})[a-z]?\s+(?=[{UPPER}¿¡])"
    rf"|\s+[-–—]\s*(?P<dashed>{_YEAR})\s*[-–—]\s+"
    r"|(?P<colon>\.?\s*(?:[:：]\s+|：))"
    r"|(?P<stop>(?:\.\s+|(?<=\.)\s+|[。．]\s*|\.(?=[^\x00-\x7f])))"
    r"|(?P<comma>\.?[,，]\s*)"
    r"|(?P<dash>\s+[-–—|]\s+)"
    r"|(?P<quote>\s*(?=[\"“‘«《])))"
)
_QUOTES = {'"': '"”', "“": '”"', "”": '”"', "‘": "’'", "'": "'’", "«": "»", "《": "》"}
_KIND = r"\s*\[(?:[JCMDRNPSZA]|[A-Z]{1,2}/OL|DB/OL)\][.．,:：]?\s*(?://\s*)?"
"""What GB/T 7714 says about the kind of a paper: `[J]`, `[C]//`."""
_TITLE_END = expression(
    rf"(?P<kind>{_KIND})|(?P<stop>[.。．](?:\s+|(?<=[。．])))|(?P<question>(?<=[?!？！])\s+)|(?P<slashes>\s//\s?)|(?P<bracket>\s(?=[(\[（【]))|(?P<line>\n)"
)
_IS_KIND = expression(_KIND)
_WEAK_END = expression(r"[,，:]\s+")
"""What may end a title where what is behind it is a venue beyond doubt."""
_COMMA = expression(
    r"(?P<comma>[,，]\s*)|(?P<stop>[.。]\s+)|(?P<question>(?<=[?!？！])\s+)|(?P<bracket>\s(?=[(\[]))|(?P<line>\n)"
)
_IN = expression(
    rf"(?:{_KIND}|[\s,.;:，。．；/–—]+|\((?:\d{{1,2}}\w\w|rev\.?) ed(?:ition|\.)\)|\d{{1,3}}\s+(?=[A-Z])"
    r"|(?:\d{1,2}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|rev(?:ised|\.)) ed(?:ition|\.)(?=[.,:;\s])"
    r"|(?:published|presented|appeared|accepted|to appear|appearing|forthcoming|submitted|available)\b"
    r"|(?:in|at|by|to|for|en|em|dans)\b\s*:?(?=\s)|in:|chapter \d{1,2} in)*(?-i:the\s+)?",
    re.IGNORECASE,
)
_SAYS_IN = expression(r"\b(?:in|en|em|dans)\b|/|\[J\]", re.IGNORECASE)
_BOOK_EDITORS = expression(rf"[^()\d]{{3,150}}?(?:\s\({_EDITORS}\.?\)|,\s[Ee]ds?\.)[,.:]?\s+")
"""Who edited the book that a chapter is in: "A. Berg & B. Lund (Eds.), "."""

_DETAIL = expression(
    r"[\s,.;:(（\[，。–—]{0,6}(?<!\w)(?:edited by\b|eds?\. by\b|editado por\b|trans(?:lated|\.) by\b|"
    r"(?:vol(?:ume)?|no|nr|pp?|s|т|с|№|pages?|issue|iss|art(?:icle)?|chap(?:ter)?|chs?)\b\.?\s*:?\s*[A-Za-z]?\d"
    r"|(?:https?|doi|issn|isbn)\b\s*[:.]|arxiv:\s*\S*\d|abs/\d"
    r"|[A-Za-z]?\d+[a-z]?(?:年|(?!\w))(?=\s*(?:[()（）\[\],.;:；，。：]|[-–—]|$|\d|\n))"
    r"|['’]\d\d\b)",
    re.IGNORECASE,
)
_PUBLISHER = expression(
    r"[,.]\s+(?:IEEE|ACM|Springer|Elsevier|PMLR|USENIX|Wiley|Curran Associates"
    r"|(?:[A-Z][\w’'-]{1,20} ){1,3}(?:Press|Publish(?:ers?|ing)|Verlag))$"
)
_PLACE = rf"[{UPPER}][\w.’'-]+(?:[ -][{UPPER}a-z][\w.’'-]*){{0,2}}"
_REGION = (
    r"(?:[A-Z]{2}|U\.?S\.?A\.?|Mass|Calif|Conn|Ill|England|Germany|California|New (?:York|Jersey)|Massachusetts"
    r"|Connecticut|Illinois)"
)
_PUBLISHER_FOLLOWS = rf"\.?(?:,?\setc\.)?:\s+(?=[{UPPER}])"
_CITY = expression(rf"{_PLACE}(?:,\s{_REGION})?{_PUBLISHER_FOLLOWS}")
_CITIES = expression(rf"{_PLACE}(?:(?:,\s|\s?/\s?|\s&\s|\sand\s){_PLACE}){{0,4}}{_PUBLISHER_FOLLOWS}")
"""Where a publisher is."""
_SERIAL = expression(
    r"\b(?:journal|transactions|review|proceedings|letters|annals|bulletin|acta|physica|reports|research|science|studies|series|part|symposium|conference|workshop|meeting|press)\b",
    re.IGNORECASE,
)
"""Words before a colon that show the name of a journal there, not the place of a publisher."""
_PRESS_AND_PLACE = expression(
    rf"(?:Press|Publishers?|Publishing|Publications|Books|Verlag)(?P<place>(?:,\s{_PLACE}){{1,2}})$"
)
_PLACE_YEARS = (
    expression(rf"[(（](?:[^()（）\d]{{0,20}}[\s,])?({_YEAR})[)）]"),
    expression(rf"(?<!\d)({_YEAR})(?=\s?[;；年])"),
    expression(
        rf"(?<![\d–—:/.(-])(?<!pp\. )(?<!pp\.)(?<!p\. )(?<!no\. )(?<!vol\. )({_YEAR})(?!\w|\s?[-–—]\s?\d|\(\d|[.]\d)"
    ),
    expression(rf"[(（](?:[^()（）]{{0,30}}\s)?({_YEAR})[)）]"),
    expression(r"(?<=[A-Za-z])\s?(['’]\d\d)(?!\w)"),
)
"""What the year of a citation looks like, the surest first: other numbers are volumes, issues and pages."""


_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
_BEGINS_VENUE = expression(r"(?!The [^A-Zj])\d*[^\W_a-z\d]|\d{4} [A-Z]|arXiv|bioRxiv|medRxiv|npj|eLife")
_IS_PLACE = expression(rf"\s{_YEAR}$|^(?:Doctoral|Master|Ph\.?\s?D|Unpublished)\b")
_EDITION = expression(r"(?:\d{1,2}\w\w|[Rr]ev\.?) ed(?:ition|\.)?$")
_VENUE_ENDS = expression(r"[,.]\s")
_SENTENCE_ENDS = expression(rf"\.\s+(?=[{UPPER}])")
_ENDS_ABBREVIATED = expression(rf",\s(?:[{UPPER}]\w*\.\s)+[{UPPER}]\w*$")
"""A journal's name up to one of its full stops: ", Bull. Entomol"."""
_THESIS = expression(
    r"(?:(?:unpublished\s+)?(?:ph\.?\s?d\.?|master(?:['’]?s)?|doctoral|m\.?sc\.?|bachelor(?:['’]?s)?)\s(?:thesis|dissertation)|"
    r"(?:thesis|dissertation)\s(?:for|of|at)\b|tesis\b)",
    re.IGNORECASE,
)
_IS_DIVIDED = expression(r"[.?!]|.\s?[.,;(\[]")
_COUNTS = expression(r"(?:vol(?:ume)?|no|issue|pages?|pp?|chapters?|chs?)\b", re.IGNORECASE)
_HOLDS_PLACE = expression(rf"(?<!\d){_YEAR}(?!\d)|\[[JCMD]\]")
_UNFINISHED = expression(r"\b(?:of|the|on|in|for|and|de|la|del)$")
_WORD_OF_NAME = rf"[{UPPER}][\w’'-]+"
_OTHER_CITATION = expression(
    rf"({_WORD_OF_NAME}(?:, {_WORD_OF_NAME})*(?:,? (?:and|&) {_WORD_OF_NAME}| et al\.?)) [(]{_YEAR}[a-z]?[)]"
)
"""A book that the list has elsewhere: "in Berg and Lund (1997)"."""

_CHAPTER = expression(r"chapter\s\d{1,2},?\s+(?=[\"“])", re.IGNORECASE)
_YEAR_AT_END = expression(rf"\s?[(（]({_YEAR})[)）]$")


_WITH_YEAR = ("in_brackets", "bare", "unmarked", "dashed")
_MAY_BE_NAMES = expression(rf"[,:：]|\bet\.? al|^[\w'’-]+ (?:[{UPPER}]\. ?)+|\s(?:and|&)\s.*\d{{4}}")
_JOINED = expression(r"(?:and|&|et)\s|[A-Z]\. (?:[A-Z]\.|et al)|[A-Z][\w-]+, [\"“‘]|[-–—]")


SURE = 4
"""Strength of a citation that is read whatever the others of its section are."""


FEW = 3
"""A section with fewer entries may be read by the form of the document."""

MANY = 5
"""Entries in a form for it to be the document's."""

_FormKey = tuple[int, str]
"""The place of a style in `NAME_STYLES`, and what is between names and title."""

_NO_FORM: _FormKey = (-1, "")


class _Citation(NamedTuple):
    """A citation that was read: the names, the ranges of title, venue and year, and how much speaks for it."""

    names: NameList
    title: tuple[int, int]
    venue: tuple[int, int] | None
    year: tuple[int, int] | None
    strength: int


class _Sign(IntEnum):
    """What shows where a title ends, and how much it speaks for a citation."""

    WEAK = -1
    STOP = 0
    MARKUP = 1
    QUOTES = 2

    @property
    def is_marked(self) -> bool:
        return self > _Sign.STOP


class _Place(NamedTuple):
    """Where and when a paper came out: the ranges of the venue and the year."""

    venue: tuple[int, int] | None
    year: tuple[int, int] | None
    is_sure: bool
    is_clear: bool = False
    """Whether all of it is a known venue, a publisher at its place, or a name before volume and pages."""


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
            if kind is SegmentKind.IMAGE or _is_label(segment.link):
                if any(part.strip() for part in parts):
                    break
                continue
            text = segment.text
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

    def ends_markup(self, start: int, end: int) -> bool:
        """Return whether the markup of the first characters of a range ends in it, or is that of code."""
        if self.segments[bisect_right(self.offsets, start) - 1].kind is SegmentKind.CODE:
            return True
        form, _, stop = self.markup_at(start)
        return form is not Form.PLAIN and stop < end

    def before_link(self, start: int) -> str:
        """Return the text up to the first linked one behind `start`, if only whitespace is between; else all of it."""
        for segment, offset in zip(self.segments, self.offsets, strict=True):
            if offset > start and segment.link is not None:
                before = self.text[:offset].rstrip()
                return before if before[-1:].isalnum() and offset > len(before) else self.text
        return self.text

    def link_behind(self, at: int) -> int | None:
        """Return where a linked text begins behind an offset and whitespace, `None` if what is there is not linked."""
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at if at < len(self.text) and self.markup_at(at)[0] in LINK_FORMS else None

    def piece(self, start: int, end: int, role: Role, venues: VenueTable, before: str, wrap: str = "") -> Piece:
        """Return a range as a piece."""
        form, link, stop = self.markup_at(start)
        if stop < end and form is not Form.PLAIN:
            form, link = Form.PLAIN, None
        source_map = SourceMap(self.segments, self.offsets)
        return Piece(
            self.text[start:end], form, source_map, start, end, link, (0, 0, 0), venues, role, wrap, before, ""
        )


_BOLD, _ITALIC = int(Mark.BOLD), int(Mark.ITALIC)


def _form(segment: Segment) -> Form:
    marks = int(segment.marks)
    if segment.link is not None:
        return Form.BOLD_LINK if marks & _BOLD else Form.LINK
    if marks & _BOLD:
        return Form.BOLD
    return Form.ITALIC if marks & _ITALIC else Form.PLAIN


def _is_label(link: Link | None) -> bool:
    return link is not None and (link.syntax in NAKED or label_kind(link.label) is not None)


def read_citations(batches: Sequence[Sequence[Candidate]]) -> list[dict[int, Reading]]:
    """Return how entries read as citations, by their places in their sections.

    In a section of which most entries are in one form, these are read by it; in a small one the form may be the document's.
    Others are read by their own form if they cite beyond doubt.
    """
    sections = [_Section(batch) for batch in batches]
    whole = Counter[_FormKey]()
    for section in sections:
        whole.update(section.counts)
    entries = sum(map(len, batches))
    return [section.readings(whole, entries) for section in sections]


def is_citation(candidate: Candidate) -> bool:
    """Return whether an entry cites beyond doubt, whatever others do."""
    if not candidate.inlines or not _may_cite(candidate.inlines[0]):
        return False
    return any(citation.strength >= SURE for _, citation in _citations(_Text(candidate.inlines[0]), candidate))


class _Section:
    """The entries of a section, and the forms in which each of them reads as a citation."""

    def __init__(self, candidates: Sequence[Candidate]):
        self.candidates = candidates
        self.texts: dict[int, _Text] = {}
        self.citations: dict[int, dict[_FormKey, _Citation]] = {}
        self.counts = Counter[_FormKey]()
        names = Counter[_FormKey]()
        for place, candidate in enumerate(candidates):
            if not candidate.inlines or candidate.columns or not _may_cite(candidate.inlines[0]):
                continue
            text = _Text(candidate.inlines[0])
            if found := dict(_citations(text, candidate)):
                self.texts[place], self.citations[place] = text, found
            for form, citation in found.items():
                self.counts[form] += citation.strength >= 0
                names[form] += len(citation.names.names)
        self.names = names

    def readings(self, whole: Counter[_FormKey], entries: int) -> dict[int, Reading]:
        """Return how entries read, by their places; `whole` counts the forms of the document's `entries`."""
        if not any(self.counts.values()):
            return {}
        count, needed = len(self.candidates), SHARE * len(self.candidates)
        best = max(self.counts, key=lambda form: (self.counts[form], *_belief(form, self.names[form])))
        if self.counts[best] < max(2, needed):
            common = max(self.counts, key=lambda form: (whole[form], *_belief(form, self.names[form])))
            is_common = count < FEW and self.counts[common] >= needed and whole[common] >= max(MANY, SHARE * entries)
            best = common if is_common else _NO_FORM
        return {
            place: _reading(self.texts[place], citation, self.candidates[place])
            for place, found in self.citations.items()
            if (citation := _in_form(found, best) or _sure(found, best)) is not None
        }


def _belief(form: _FormKey, names: int) -> tuple[bool, int, int]:
    """Return how much a form that reads some names is believed, as a key to sort by."""
    return not NAME_STYLES[form[0]].is_surname, names, -form[0]


def _in_form(found: dict[_FormKey, _Citation], form: _FormKey) -> _Citation | None:
    """Return the citation in a form; where it has two surnames and "et al.", that with one person of two names."""
    citation = found.get(form)
    if citation is None or not NAME_STYLES[form[0]].is_surname or not citation.names.et_al:
        return citation
    return next((other for (style, _), other in found.items() if not NAME_STYLES[style].is_surname), citation)


def _sure(found: dict[_FormKey, _Citation], best: _FormKey) -> _Citation | None:
    """Return the citation in the form that is believed most of those that are sure.

    Where others are in the form `best`, with names in full, such names may look inverted: then other styles only count if they
    are telling.
    """
    is_free = best is _NO_FORM or NAME_STYLES[best[0]].is_telling
    styles = {best[0], *(style for style, _ in found if is_free or NAME_STYLES[style].is_telling)}
    sure = [form for form, citation in found.items() if citation.strength >= SURE and form[0] in styles]
    return found[max(sure, key=lambda form: _belief(form, len(found[form].names.names)))] if sure else None


def _may_cite(inline: Inline) -> bool:
    """Return whether a text may begin with names."""
    if len(inline.content) > MAX_LENGTH:
        return False
    for first in inline.segments:
        if first.kind is SegmentKind.TEXT and first.text.strip():
            return first.link is None or _MAY_BE_NAMES.search(first.text) is not None
    return False


def _citations(text: _Text, candidate: Candidate) -> Iterator[tuple[_FormKey, _Citation]]:
    """Yield the forms in which a text reads as a citation."""
    start = _START.match(text.text)
    assert start is not None
    venues = candidate.section.document.venues
    form, _, stop = text.markup_at(start.end()) if text.segments else (Form.PLAIN, None, 0)
    for style, names in names_in_styles(text.before_link(start.end()), start.end()):
        after = _AFTER_NAMES.match(text.text, names.end)
        if text.ends_markup(names.names[0].start, names.names[0].end):
            continue
        if after is None:
            linked = text.link_behind(names.end) if len(names.names) > 1 or names.et_al else None
            citation = _titled(text, names, linked, "link", style, None, venues) if linked is not None else None
            if citation is not None:
                yield (style, "link"), citation
            continue
        if form is not Form.PLAIN and after.end() < stop < len(text.text) - 1:
            continue  # "**Owls, Cats, and Dogs: A Study**, A. Berg"
        kind = after.lastgroup or ""
        year = after.span(kind) if kind in _WITH_YEAR else None
        if NAME_STYLES[style].is_surname and year is None and not names.et_al:
            continue
        if kind == "unmarked" and not NAME_STYLES[style].is_telling and "," not in names.names[0].text:
            continue
        if NAME_STYLES[style].runs_on and kind in ("colon", "comma"):
            continue
        if all(name.text.startswith("A ") for name in names.names):
            continue  # "A Small Step, A Big Leap"
        if len(names.names) == 1 and (
            text.text.startswith(". (", names.end) or _is_certain(names.names[0].text, venues)
        ):
            continue  # without the full stop of an initial
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
    if kind == "comma" and start < len(text.text):
        form, _, stop = text.markup_at(start)
        if form is not Form.PLAIN and is_name(text.text[start:stop].strip(" ,.;")):
            return None  # "Ada Berg, **Bo Li**, ..."
    shows_names = is_telling and (len(names.names) > 1 or names.et_al or "." in names.names[0].text)
    strength = 2 * shows_names + 2 * (year is not None) + (len(names.names) > 1 or names.et_al)
    if kind == "colon":
        strength += 1 if len(names.names) > 1 or names.et_al else -2 * (not shows_names)
    is_likely = is_telling or len(names.names) > 1
    unsure: _Citation | None = None
    for title, rest, sign in _titles(text, start, kind, names.names[0].start):
        words = text.text[slice(*title)]
        said = year
        if year is None and sign.is_marked and (own := _YEAR_AT_END.search(words)) is not None:
            said = (title[0] + own.start(1), title[0] + own.end(1))
            title = (title[0], title[0] + own.start())
        if (words.isascii() and " " not in words) or _JOINED.match(words):
            continue
        if kind == "comma" and not sign.is_marked and _goes_on_with_names(words, style):
            continue
        place = _read_place(text.text, rest, venues, _CITY if sign is _Sign.WEAK else _CITIES)
        if sign is _Sign.WEAK and not (place is not None and place.is_clear):
            continue
        total = strength + int(sign)
        if place is None:
            is_end = not text.text[rest:].strip(" .,;\n")
            if is_end and unsure is not None:
                return unsure
            is_quoted = sign is _Sign.QUOTES and kind in ("comma", "stop", "quote")
            if is_end and (is_likely or year is not None or is_quoted) and (year is not None or sign.is_marked):
                return _Citation(names, title, None, said, total)
            if sign is _Sign.MARKUP and is_telling and year is not None and _IS_DIVIDED.match(text.text, rest - 1):
                return _Citation(names, title, None, said, total)
            if (
                is_end
                and kind in ("stop", "colon")
                and sign is _Sign.STOP
                and " " in words
                and not _HOLDS_PLACE.search(words)
            ):
                return _Citation(names, title, None, None, SURE if names.et_al else -1)
        elif place.is_sure or sign.is_marked:
            return _Citation(names, title, place.venue, said or place.year, total + 2 * place.is_sure)
        elif unsure is None and year is not None and is_likely:
            unsure = _Citation(names, title, place.venue, year, total)
    return unsure


_FIRST_PART = expression(r"(?:[^,.]|\.(?! ))+")
_INITIALED = expression(rf"(?<![\w.])[{UPPER}]\. (?:[{UPPER}]\. |\w )?[{UPPER}][^\W\d]+(?=,|\sand\s)")
"""A name with initials among others."""


def _goes_on_with_names(title: str, style: int) -> bool:
    """Return whether what is behind a comma is another name, perhaps with more, that is not in the style of the others."""
    if any(mark in title for mark in '"“”') or _INITIALED.search(title):
        return True
    if NAME_STYLES[style].is_telling and holds_name(title, style):
        return True
    first = _FIRST_PART.match(title)
    return first is not None and " " in first[0] and is_name(first[0])


def _titles(text: _Text, start: int, kind: str, begin: int) -> Iterator[tuple[tuple[int, int], int, _Sign]]:
    """Yield where the title may be that begins at `start`: its range, where the rest begins, and what shows it.

    `begin` is where the citation begins: markup of all of it shows nothing.
    """
    body = text.text
    if start >= len(body):
        return
    if (chapter := _CHAPTER.match(body, start)) is not None:
        start = chapter.end()
    form, _, stop = text.markup_at(start)
    if form is not Form.PLAIN and body[start:stop].strip() and text.markup_at(begin)[2] <= start:
        kind_of_paper = _IS_KIND.search(body, max(start, stop - len(" [DB/OL]")), stop)
        yield _trimmed(body, start, kind_of_paper.start() if kind_of_paper else stop), stop, _Sign.MARKUP
    opening = body[start]
    if opening in _QUOTES:
        for at in islice(_closings(body, start + 1, _QUOTES[opening]), MAX_ENDS):
            yield _trimmed(body, start + 1, at), at + 1, _Sign.QUOTES
        return
    for match in islice((_COMMA if kind == "comma" else _TITLE_END).finditer(body, start), MAX_ENDS):
        if match.lastgroup == "stop" and (
            is_abbreviation(body, match.start()) or _ENDS_ABBREVIATED.search(body, start, match.start())
        ):
            continue
        rest = match.start() if match.lastgroup == "kind" else match.end()
        yield _trimmed(body, start, match.start()), rest, _Sign.STOP
    for match in islice(_WEAK_END.finditer(body, start), MAX_ENDS):
        yield _trimmed(body, start, match.start()), match.end(), _Sign.WEAK
    yield _trimmed(body, start, len(body)), len(body), _Sign.STOP


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


def _read_place(text: str, start: int, venues: VenueTable, cities: re.Pattern[str]) -> _Place | None:
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
    says_in = _SAYS_IN.search(lead[0]) is not None
    editors = _BOOK_EDITORS.match(text, first, end) if says_in else None
    first = editors.end() if editors is not None else first
    if says_in and (people := telling_names(text, first)) is not None and text.startswith(", ", people.end):
        first = people.end + len(", ")
    if (
        says_in
        and (other := _OTHER_CITATION.match(text, first, end)) is not None
        and read_venue(other[1], venues) is None
    ):
        return _Place(None, None, True)
    matches = (pattern.search(text, first, end) for pattern in _PLACE_YEARS)
    year = next((match.span(1) for match in matches if match is not None), None)
    detail = _DETAIL.search(text, first, end)
    if detail is not None and detail.start() == first:
        if year is not None and text[first : detail.end()].strip(" (,.") == text[slice(*year)]:
            return _Place(None, year, True, not text[detail.end() :].strip(" .,;)\n"))
        if _COUNTS.match(text, first):
            return None
        detail = _DETAIL.search(text, first + len("ACM"), end)  # "arXiv:1901.00001", "ACM, 2020"
    while detail is not None and _UNFINISHED.search(text, first, detail.start()):
        detail = _DETAIL.search(text, detail.end(), end)
    last = detail.start() if detail is not None else end
    while last > first and text[last - 1] in " ,;:(，。；[":
        last -= 1
    is_book = detail is None or (year is not None and year[0] < detail.end() and year[0] >= detail.start())
    at_place = cities.match(text, first, last) if is_book else None
    if at_place is not None and not _SERIAL.search(at_place[0]) and not _is_certain(text[first:last], venues):
        first = at_place.end()
        return _Place((first, last), year, True, True)
    if text.count("(", first, last) > text.count(")", first, last):
        last = first + len(text[first : text.rfind("(", first, last)].rstrip())
    publisher = _PUBLISHER.search(text, first, last)
    if publisher is not None and not is_abbreviation(text, publisher.start()):
        last = publisher.start()
    elif (press := _PRESS_AND_PLACE.search(text, first, last)) is not None:
        last = press.start("place")
    if (thesis := _THESIS.match(text, first, last)) is not None:
        comma = text.find(",", thesis.end(), last)
        return _Place((first, comma if comma > 0 else last), year, True)
    stop = _sentence_end(text, first, last, 2 if says_in else 3)
    if says_in and stop > 0:
        last, stop = stop, -1
    venue = text[first:last]
    if not _BEGINS_VENUE.match(venue) or venue.count(" ") >= WORDS_OF_A_VENUE or venue.count("(") != venue.count(")"):
        return None
    is_known = _is_certain(venue, venues)
    if not is_known:
        for match in _VENUE_ENDS.finditer(text, first, last):
            if _is_certain(text[first : match.start()], venues):
                venue, last, is_known = text[first : match.start()], match.start(), True
                break
    is_plain = is_known or ("," not in venue and stop < 0)
    is_detailed = detail is not None and (not is_book or _SERIAL.search(venue) is not None)
    is_clear = is_known or (is_detailed and is_plain and ":" not in venue and _is_written_as_name(venue))
    return _Place(
        (first, last), year, is_known or (says_in and is_plain) or (detail is not None and is_plain), is_clear
    )


def _sentence_end(text: str, start: int, end: int, words: int) -> int:
    """Return where a sentence of so many words ends, -1 if none does: fewer are abbreviations, as in "Bull. Entomol. Soc."."""
    begin = start
    for match in _SENTENCE_ENDS.finditer(text, start, end):
        if text.count(" ", begin, match.start()) >= words - 1 and not is_abbreviation(text, match.start()):
            return match.start()
        begin = match.end()
    return -1


def _is_certain(text: str, venues: VenueTable) -> bool:
    mention = read_venue(text, venues)
    return mention is not None and mention.certain


def _is_written_as_name(text: str) -> bool:
    """Return whether all words of more than three letters are capitalised, as those of a journal's name."""
    return all(word[0].isupper() for word in text.split() if len(word) > 3 and word[0].isalpha())


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
