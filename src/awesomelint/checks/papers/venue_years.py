"""The venue of an entry with its year: does it have one, written as the other years are?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awesomelint.checks.base import evidence_for, expectation
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.conventions import Observation, Point, is_majority
from awesomelint.document.model import Container, Entry, Section, remembered
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.reading import FINDINGS, WORKSHOP, VenueReading, parse_venue
from awesomelint.papers.venues.words import YEAR
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span

_BETWEEN = expression(r"[ ,.:'’`´()\[\]/–-]{0,4}\Z")
"""What stands between a venue and its year where both can be read as one text."""
_APART = expression(r"[^\w\n]{0,40}\Z")
"""What stands between them where the year is the venue's all the same: markup, or the border of a cell."""
_IN_ADDRESS = expression(r"[/@]\w")
_DOMAIN = expression(r"\.(?:org|com|net|cc|io)\b")
_NUMBERED = ("journal", "workshop")
_APOSTROPHES = tuple("'’‘`´")
_CLOSING = {"(": ")", "[": "]"}


class EntryVenue(NamedTuple):
    """The venue of an entry and its year.

    `span` is the place of both. `start` is where the text that was read begins in the source, `None` where it is not written
    there in one piece; `written` is that text.
    """

    reading: VenueReading
    span: Span
    start: int | None
    written: str

    def part(self, span: tuple[int, int]) -> Span | None:
        """Return the place in the source of a part of the text that was read."""
        return None if self.start is None else Span(self.start + span[0], self.start + span[1])


@remembered
def entry_venue(entry: Entry) -> EntryVenue | None:
    """Return the venue that an entry gives, `None` where it gives none that the table knows.

    A year is read only where it stands beside the venue; elsewhere it may be that of a preprint.
    """
    venue, year = entry.venue, entry.year
    if venue is None:
        return None
    text, table = entry.document.source.text, entry.document.venues
    span = venue.span
    if year is not None:
        first, second = sorted((venue.span, year.span))
        between = text[first.end : second.start]
        span = Span(first.start, max(first.end, second.end))
        if _BETWEEN.match(between):
            span = _with_bracket(text, span)
        elif _APART.match(between):
            reading = parse_venue(venue.value, table)
            if reading is None:
                return None
            if reading.year is not None:
                return EntryVenue(reading, venue.span, None, venue.value)
            return EntryVenue(reading._replace(year=int(year.value)), venue.span, None, f"{venue.value} {year.value}")
        else:
            span = venue.span
    if _IN_ADDRESS.match(text, max(span.start - 1, 0)) or _DOMAIN.match(text, span.end):
        return None
    written = text[span.start : span.end]
    reading = parse_venue(written, table)
    if reading is None:
        reading = parse_venue(venue.value, table)
        return None if reading is None else EntryVenue(reading, venue.span, None, venue.value)
    if reading.year_span is not None and reading.venue.kind in _NUMBERED and _is_number(written, reading.year_span):
        reading = reading._replace(year=None, year_span=None)
    return EntryVenue(reading, span, span.start, written)


def _is_number(text: str, digits: tuple[int, int]) -> bool:
    """Tell whether two digits may be another number than a year: a volume of a journal, the eleventh workshop."""
    start, end = digits
    return end - start == 2 and text[start - 1 : start] not in _APOSTROPHES


def _with_bracket(text: str, span: Span) -> Span:
    """Return a span with the bracket behind it that closes one in it."""
    for opening, closing in _CLOSING.items():
        if text.count(opening, *span) == text.count(closing, *span) + 1 and text[span.end : span.end + 1] == closing:
            return Span(span.start, span.end + 1)
    return span


#| How the venues of a list are written: where the year stands, and in which words findings and workshops are named.

ARCHIVES = ("preprint", "report")
"""Kinds of venues at which nothing is held: a paper that is there may appear elsewhere."""
_LONGEST_NAME = 2
"""Words of the longest name that is looked at."""
_FORM = expression(r"\{venue\}([ ,'’(\[/–-]{0,3})\{(year|yy)\}([)\]]?)\Z|\{year\}([ ,/–-]{1,2})\{venue\}\Z")
_TRACK_FORM = expression(
    r"(?:(?:findings of(?: the)?|workshop (?:at|of)) )?\{venue\}[ -]?(?:\(?(?:findings|workshops?)\)?)? ?"
    r"(?:\{year\}|'?\{yy\})(?:[ ,-]{1,2}\(?(?:findings|workshops?)\)?)?\Z"
)


def findings_wording(entry: Entry) -> Sequence[Observation]:
    """Tell how an entry calls findings: `Findings of {venue} {year}`."""
    return _track(entry, FINDINGS)


def workshop_wording(entry: Entry) -> Sequence[Observation]:
    """Tell how an entry calls the workshops of a conference as a whole: `{venue} {year} Workshop`."""
    return _track(entry, WORKSHOP)


def conference_year(entry: Entry) -> Sequence[Observation]:
    """Tell how the year stands beside a conference."""
    return _year(entry, ("conference", "findings", "workshop"))


def journal_year(entry: Entry) -> Sequence[Observation]:
    """Tell how the year stands beside a journal."""
    return _year(entry, ("journal",))


def preprint_year(entry: Entry) -> Sequence[Observation]:
    """Tell how the year stands beside an archive of preprints."""
    return _year(entry, ARCHIVES)


def in_form(found: EntryVenue, form: str) -> str:
    """Return a venue and its year as another form writes them, such as `{venue} '{yy}`."""
    year = found.reading.year or 0
    return form.replace("{venue}", found.reading.name).replace("{year}", str(year)).replace("{yy}", f"{year % 100:02}")


WITH_YEAR, WITHOUT_YEAR = "with a year", "without a year"


def _dated(kinds: tuple[str, ...]) -> Point:
    """Return the point on which entries of some kinds of venues give a year or none."""

    def point(entry: Entry) -> Sequence[Observation]:
        found = venue_of_kind(entry, kinds)
        return () if found is None else (Observation(WITHOUT_YEAR if lacks_year(entry) else WITH_YEAR, found.span),)

    return point


DATED = {kinds: _dated(kinds) for kinds in (("conference", "findings", "workshop"), ("journal",), ("preprint",))}
"""For some kinds of venues the point whether a year is given."""


def lacks_year(entry: Entry) -> bool:
    """Tell whether an entry gives no year, neither beside its venue nor elsewhere."""
    found = entry_venue(entry)
    return entry.year is None and (found is None or found.reading.year is None)


def venue_of_kind(entry: Entry, kinds: tuple[str, ...]) -> EntryVenue | None:
    """Return the venue of an entry if it is of one of some kinds."""
    found = entry_venue(entry) if entry.venue is not None else None
    return found if found is not None and found.reading.venue.kind in kinds else None


def _year(entry: Entry, kinds: tuple[str, ...]) -> Sequence[Observation]:
    found = venue_of_kind(entry, kinds)
    form = _form(found) if found is not None else None
    return () if found is None or form is None else (Observation(form, found.span),)


def _form(found: EntryVenue) -> str | None:
    """Return how the year stands; `None` where it does not stand right beside the name, or other words are around."""
    reading = found.reading
    if reading.year_span is None or found.start is None or reading.track is not None:
        return None
    is_long = len(reading.name.split()) > _LONGEST_NAME  # a name in full may have the year in front by right
    return reading.form if not is_long and _FORM.match(reading.form) else None


def _track(entry: Entry, track: str) -> Sequence[Observation]:
    found = entry_venue(entry) if entry.venue is not None else None
    if found is None or found.reading.track != track or found.start is None or found.reading.year is None:
        return ()
    if _TRACK_FORM.match(found.reading.form.lower()) and found.reading.form != "{venue} {year}":
        return (Observation(found.reading.form, found.span),)
    return ()


#| Does a venue have its year, written as the other years are?

_MIN_ENTRIES = 10
_SHARE = 0.9
_UNREAD_YEAR = expression(
    r"['’]\d\d(?!\d)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d\d(?!\d)", re.IGNORECASE
)
_TITLE_WORDS = 3
"""Words from which on a title surely is one."""


def venue_year(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a venue without a year where the list gives years, and years in another form than the others."""
    if rule.options["years"] != "form":
        yield from _missing(section, rule)
    document = section.document
    for point in (conference_year, journal_year, preprint_year):
        wanted = expectation(section, point, "entries")
        if wanted is None:
            continue
        for entry in section.entries:
            for seen in document.conventions.observations(point, entry):
                found = entry_venue(entry)
                if found is None or seen.value == wanted.value:
                    continue
                if " " in found.reading.name and "{venue}{" in wanted.value:
                    continue  # no year can be glued to a name of several words
                text = in_form(found, wanted.value)
                fix = Fix((Edit(seen.span, text),), title=f"write {text}")
                message = f"found {found.written}, expected {text}"
                yield rule.diagnose(seen.span, message, fix=fix, evidence=wanted.evidence)


def _missing(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    conventions = section.document.conventions
    for kinds, point in DATED.items():
        own = conventions.counts(point, section)
        if not own[WITHOUT_YEAR] or own[WITH_YEAR] < own[WITHOUT_YEAR] or section.year is not None:
            continue
        usual = conventions.of_document(point)
        if usual is None or usual.value != WITH_YEAR:
            continue
        if not is_majority(usual.agreeing, usual.total, share=_SHARE, witnesses=_MIN_ENTRIES):
            continue
        for entry in section.entries:
            found = venue_of_kind(entry, kinds)
            if found is None or not lacks_year(entry) or found.reading.is_submission or not _surely_lacks(entry):
                continue
            message = f"found {found.written} without a year, expected one"
            yield rule.diagnose(found.span, message, evidence=evidence_for(usual, "entries"))


def _surely_lacks(entry: Entry) -> bool:
    """Tell whether no year stands in the entry where it was not recognised."""
    words = entry.title.value.split() if entry.title is not None else []
    if entry.container is Container.HTML or len(words) < _TITLE_WORDS or ":" in words[0]:
        return False  # HTML may hide it, and "intro: ..." is a detail of the entry above
    text = entry.document.source.text
    ends = [entry.span.start, *(end for link in entry.links for end in link.span), entry.span.end]
    stretches = zip(ends[::2], ends[1::2], strict=True)
    return not any(
        YEAR.search(text, *part) or _UNREAD_YEAR.search(text, *part) for part in stretches if part[0] < part[1]
    )
