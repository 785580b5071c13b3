"""Read whole citations: authors, then title, then where and when it came out, as the manuals of style have them.

A section that cites keeps to one form: a style of names (`name_styles`), and what is between the names and the title. All forms
are tried on the entries of a section, and the one that reads most of them reads these; the others are left to `find_fields`.
`citation_titles` says where titles may end, `citation_places` reads what is behind them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice

from awesomelint.document.citation_places import CITIES, CITY, EDITORS, REMARK, YEAR, is_certain, read_place
from awesomelint.document.citation_text import CitationText
from awesomelint.document.citation_titles import Sign, titles
from awesomelint.document.entry_kinds import first_segment, is_label_line, text_outside_links
from awesomelint.document.model import remembered
from awesomelint.document.name_styles import NAME_STYLES, NameList, holds_name, names_in_styles, telling_names
from awesomelint.document.names import Names
from awesomelint.document.persons import UPPER, is_name
from awesomelint.document.pieces import DASHES, LINK_FORMS, Candidate, Form, NamedPiece, Reading, Role
from awesomelint.markdown.blocks import Inline, Mark, SegmentKind
from awesomelint.papers.venues.table import VenueTable
from awesomelint.startup import NamedTuple, expression

SHARE = 0.5
"""Share of a section's entries that are in a form for it to be the section's."""

MAX_LENGTH = 3000
"""Longest text, in code points, that is looked at as a citation."""

_START = expression(
    r"(?:[^\w\"“‘\[(]|\[[\sxX]?\]|:[a-z_]+:|[\[(]?\d{1,4}[\])]?[.)]?\s+|\[\d{1,4}\]"
    r"|\[[A-Z][^\[\]\n]{0,40}\d\d[a-z]?\])*"  # the key of a reference: "[Berg 2011]"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_AFTER_NAMES = expression(
    rf"(?:,?\s\((?:{EDITORS}|{REMARK})\.?\)|,\s{EDITORS}\b\.?)?"
    rf"(?:[.,;]?\s*[(（\[](?:{_MONTH}\s)?(?P<in_brackets>{YEAR})[a-z]?(?:[,\s][^()（）\[\]]{{0,20}})?\s?[)）\]](?:\s\((?:{EDITORS}|{REMARK})\.?\))?[.,:：]*\s*(?:[-–—]\s+)?"
    rf"|[.,]?\s+(?P<bare>{YEAR})[a-z]?\s?(?:[.,:]\s+|(?=[\"“]))"
    rf"|\s+(?P<unmarked>{YEAR})[a-z]?\s+(?=[{UPPER}¿¡])"
    rf"|\s+[-–—]\s*(?P<dashed>{YEAR})\s*[-–—]\s+"
    r"|(?P<colon>\.?\s*(?:[:：]\s+|：))"
    r"|(?P<stop>(?:\.\s+|(?<=\.)\s+|[。．]\s*|\.(?=[^\x00-\x7f])))"
    r"|(?P<comma>\.?[,，]\s*)"
    r"|(?P<dash>\s+[-–—|]\s+)"
    r"|(?P<quote>\s*(?=[\"“‘«《])))"
)
_YEAR_FOLLOWS = expression(rf"\W*{YEAR}\b")
_HAS_LETTER = expression(r"[^\W\d_]")
_IS_DIVIDED = expression(r"[.?!]|.\s?[.,;(\[]")
_HOLDS_PLACE = expression(rf"(?<!\d){YEAR}(?!\d)|\[[JCMD]\]")

_WITH_YEAR = ("in_brackets", "bare", "unmarked", "dashed")
_SIGNS_OF_NAMES = (",", ":", "：", " et al", " et. al")
_BEGINS_WITH_NAMES = expression(
    rf"[\w'’-]+ (?:[{UPPER}]\. ?)+|(?s:(?>.*?\s(?:and|&)\s).*\d{{4}})|[\w'’-]+ \(\d{{4}}\),? [\"“]"
)
_INITIAL_FOLLOWS = expression(rf"\W*[{UPPER}][\w'’-]*[ ,.]+(?:[\w'’-]+[ ,]+)?[{UPPER}]{{1,2}}[.,]")
"""A name with an initial behind a word in markup."""
_JOINED = expression(r"(?:and|&|et)\s|[A-Z]\. (?:[A-Z]\.|et al)|[A-Z][\w-]+, [\"“‘]|[-–—]")

WORDS_OF_A_NAME, LINES_BELOW = 8, 4
"""Words of the longest name above the citation that it stands for, and lines that may be this citation."""

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
    return any(citation.strength >= SURE for citation in _in_forms(candidate)[1].values())


@remembered
def _in_forms(candidate: Candidate) -> tuple[CitationText | None, dict[_FormKey, _Citation]]:
    """Return the line of an entry that reads as a citation, and the forms in which it does; below the first line, sure ones."""
    for place, line in enumerate(_lines(candidate)):
        text = CitationText(line) if _may_cite(line) else None
        found = _citations(text, candidate) if text is not None else ()
        citations = {form: citation for form, citation in found if not place or citation.strength >= SURE}
        if citations:
            return text, citations
    return None, {}


def _lines(candidate: Candidate) -> Sequence[Inline]:
    """Return the lines that may be a citation: the first, those below a short name without a link, or a cell."""
    inlines = candidate.inlines
    if not candidate.columns:
        is_short = inlines and text_outside_links(inlines[0]).count(" ") < WORDS_OF_A_NAME and is_label_line(inlines[0])
        return inlines[:LINES_BELOW] if is_short else inlines[:1]
    first = next((piece for piece in candidate.pieces if candidate.column(piece) is Role.TEXT), None)
    if first is None or Role.NAMES in candidate.columns:
        return ()
    return [inline for inline in inlines if inline.span.start <= first.span.start < inline.span.end][:1]


class _Section:
    """The entries of a section, and the forms in which each of them reads as a citation."""

    def __init__(self, candidates: Sequence[Candidate]):
        self.candidates = candidates
        self.citations = {place: found for place, each in enumerate(candidates) if (found := _in_forms(each)[1])}
        self.counts = Counter[_FormKey]()
        self.names = Counter[_FormKey]()
        for found in self.citations.values():
            for form, citation in found.items():
                self.counts[form] += citation.strength >= 0
                self.names[form] += len(citation.names.names)

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
            place: _reading(citation, self.candidates[place])
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
    """Return whether a text may begin with names; what is linked or bold is more often a title, or a key."""
    if inline.span.end - inline.span.start > MAX_LENGTH:
        return False
    first = first_segment(segment for segment in inline.segments if _HAS_LETTER.search(segment.text))
    if first is None or first.kind is not SegmentKind.TEXT:
        return False
    is_plain = first.link is None and (not first.is_bold or first.text.startswith("["))
    if is_plain or any(sign in first.text for sign in _SIGNS_OF_NAMES) or _BEGINS_WITH_NAMES.match(first.text):
        return True
    segments = [segment for segment in inline.segments if _HAS_LETTER.search(segment.text)]
    if first.link is not None and is_name(first.text):
        behind = dropwhile(lambda each: each.link is not None and is_name(each.text), segments)
        return any(each.marks is not Mark.NONE for each in islice(behind, 1))
    return " " not in first.text and any(_INITIAL_FOLLOWS.match(each.text) for each in segments[1:2])


def _citations(text: CitationText, candidate: Candidate) -> Iterator[tuple[_FormKey, _Citation]]:
    """Yield the forms in which a text reads as a citation, perhaps behind a word in markup: "**OwlNet**: Berg A, ..."."""
    match = _START.match(text.text)
    assert match is not None
    start, venues = match.end(), candidate.section.document.venues
    form, _, stop = text.markup_at(start) if text.segments else (Form.PLAIN, None, 0)
    is_nicknamed = form is not Form.PLAIN and " " not in text.text[start:stop].strip()
    if is_nicknamed := is_nicknamed and _INITIAL_FOLLOWS.match(text.text, stop) is not None:
        start = next((at for at in range(stop, len(text.text)) if text.text[at].isalpha()), stop)
        form = Form.PLAIN
    for style, names in names_in_styles(text.before_markup(start), start, is_telling=is_nicknamed):
        is_prose = text.text[names.end - 1] != "." and text.text[names.end : names.end + 2].lstrip()[:1].isalpha()
        after = None if is_prose else _AFTER_NAMES.match(text.text, names.end)
        if after is None:
            linked = text.link_behind(names.end) if len(names.names) > 1 or names.et_al else None
            citation = _titled(text, names, linked, "link", style, None, venues) if linked is not None else None
            if citation is not None:
                yield (style, "link"), citation
            continue
        is_part = form is not Form.PLAIN and after.end() < stop < len(text.text) - 1
        kind = after.lastgroup or ""
        year = after.span(kind) if kind in _WITH_YEAR else None
        is_lone = NAME_STYLES[style].is_surname and not names.et_al and len(names.names) == 1
        if is_lone and after[0].rstrip()[-1:] in DASHES:
            continue  # "Titanic (1997) - A film about a ship"
        if NAME_STYLES[style].is_surname and year is None and not names.et_al:
            markup, _, end = text.markup_at(after.end())
            is_linked = kind == "colon" and markup in LINK_FORMS
            is_quoted = text.text[after.end() : after.end() + 1] in {'"', "“"}
            is_dated = kind == "comma" and markup is Form.ITALIC and _YEAR_FOLLOWS.match(text.text, end)
            if not (is_dated or ((is_linked or is_quoted) and len(names.names) > 1)):
                continue
        if kind == "unmarked" and not NAME_STYLES[style].is_telling and "," not in names.names[0].text:
            continue
        if NAME_STYLES[style].runs_on and kind in ("colon", "comma"):
            continue
        if all(name.text.startswith("A ") for name in names.names):
            continue  # "A Small Step, A Big Leap"
        if len(names.names) == 1 and (
            text.text.startswith(". (", names.end) or is_certain(names.names[0].text, venues)
        ):
            continue  # without the full stop of an initial
        citation = _titled(text.until(stop) if is_part else text, names, after.end(), kind, style, year, venues)
        if citation is not None and (citation.strength >= SURE or not is_part):  # not "**Owls, Cats, and Dogs**, Berg"
            yield (style, kind), citation


def _titled(
    text: CitationText,
    names: NameList,
    start: int,
    kind: str,
    style: int,
    year: tuple[int, int] | None,
    venues: VenueTable,
) -> _Citation | None:
    """Read title and place from `start` on."""
    is_telling = NAME_STYLES[style].is_telling
    if kind == "comma" and (colon := text.text.find(": ", start)) > 0:
        more = text.text[start:colon].split(", ")
        if text.markup_at(colon + len(": "))[0] in LINK_FORMS and all(map(is_name, more)):
            return None  # "Berg, Lund, Dahl: [The Title](...)"
    shows_names = is_telling and (len(names.names) > 1 or names.et_al or "." in names.names[0].text)
    strength = 2 * shows_names + 2 * (year is not None) + (len(names.names) > 1 or names.et_al)
    if kind == "colon":
        strength += 1 if len(names.names) > 1 or names.et_al else -2 * (not shows_names)
    is_likely = is_telling or len(names.names) > 1
    unsure: _Citation | None = None
    for title, rest, sign in titles(text, start, kind, names.names[0].start):
        words = text.text[slice(*title)]
        is_word = words.isascii() and " " not in words and not (is_telling and year is not None)
        if is_word or _JOINED.match(words):
            continue
        family, _, others = words.partition(", ")  # "Ada K. Berg, Bo Li", not "Ada K. The Night Vision of Owls"
        behind = words if kind == "comma" else "" if kind != "stop" or " " in family else others
        if behind and not sign.is_marked and _goes_on_with_names(behind, style):
            continue
        place = read_place(text.text, rest, venues, CITY if sign is Sign.WEAK else CITIES)
        if sign is Sign.WEAK and not (place is not None and place.is_clear):
            continue
        total = strength + int(sign)
        if place is None:
            is_end = not text.text[rest:].strip(" .,;\n")
            if is_end and unsure is not None:
                return unsure
            is_quoted = sign is Sign.QUOTES and kind in ("comma", "stop", "quote")
            if is_end and (is_likely or year is not None or is_quoted) and (year is not None or sign.is_marked):
                return _Citation(names, title, None, year, total)
            if sign is Sign.MARKUP and is_telling and year is not None and _IS_DIVIDED.match(text.text, rest - 1):
                return _Citation(names, title, None, year, total)
            if (
                is_end
                and kind in ("stop", "colon")
                and sign is Sign.STOP
                and " " in words
                and not _HOLDS_PLACE.search(words)
            ):
                return _Citation(names, title, None, None, SURE if names.et_al else -1)
        elif place.is_sure or sign.is_marked:
            # "Berg, Ada. The Night Vision of Owls. Gull Press, 2017."
            is_book = kind == "stop" and sign is Sign.STOP and "," in names.names[0].text
            is_book = is_book and place.year is not None and not text.text[place.year[1] :].strip(" .)")
            return _Citation(names, title, place.venue, year or place.year, total + 2 * place.is_sure + 2 * is_book)
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
    more = telling_names(title, 0)
    if more is not None and (len(more.names) > 1 or "," in more.names[0].text):
        return True
    first = _FIRST_PART.match(title)
    return first is not None and " " in first[0] and is_name(first[0])


def _reading(citation: _Citation, candidate: Candidate) -> Reading:
    """Return the reading of a candidate by a citation: its pieces, and behind them those of what follows it."""
    text, venues = _in_forms(candidate)[0], candidate.section.document.venues
    assert text is not None
    start, end = citation.names.names[0].start, citation.names.end
    named = text.piece(start, end, Role.NAMES, venues, "")
    names = tuple(name._replace(start=name.start - start, end=name.end - start) for name in citation.names.names)
    authors = Names(names, citation.names.et_al, 0, 0, end - start)
    quote = text.text[citation.title[0] - 1 : citation.title[0]]
    title = text.piece(*citation.title, Role.TEXT, venues, ".", quote if quote in '"“„«' else "")
    cited = [named, title]
    venue = None
    if citation.venue is not None:
        venue = text.piece(*citation.venue, Role.VENUE, venues, ".")
        cited.append(venue)
    if citation.year is not None:
        cited.append(text.piece(*citation.year, Role.DATE, venues, ","))
    behind = text.piece(max(0, len(text.text) - 1), len(text.text), Role.NOISE, venues, "").span.end
    before = [
        piece
        for piece in candidate.pieces
        if piece.span.end <= named.span.start
        and (piece.role is not Role.DATE or citation.year is None)
        and (piece.role in (Role.NUMBER, Role.VENUE, Role.DATE) or piece.span.end <= text.segments[0].start)
    ]
    after = [piece for piece in candidate.pieces if piece.span.start >= behind]
    if venue is None:  # behind the links, or in brackets in front of the names
        venue = next((piece for piece in [*after, *before] if piece.role is Role.VENUE), None)
    pieces = [*before, *cited, *after]
    authors_found = [NamedPiece(named, authors)]
    return Reading(candidate.having(pieces), len(before) + 1, title, authors_found, venue, is_cited=True)
