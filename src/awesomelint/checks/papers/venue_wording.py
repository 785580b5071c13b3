"""How a list writes its venues: the name, the year next to it, the words for findings and workshops."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from awesomelint.checks.base import counted, deviations, evidence_for, expectation
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix
from awesomelint.document.conventions import MANY_WITNESSES, Observation, Point, majority
from awesomelint.document.model import Container, Document, Entry, Section, remembered
from awesomelint.papers.venues.mention import YEAR
from awesomelint.papers.venues.reading import ARCHIVES, FINDINGS, WORKSHOP, VenueReading, parse_venue
from awesomelint.papers.venues.table import venue_key
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_LONGEST_NAME = 2
"""Words of the longest name that is looked at: a name in full says the same as an acronym, and is no slip."""

_BETWEEN = expression(r"[ ,.:'’`´()\[\]/–-]{0,4}\Z")
"""What is between a venue and its year where both can be read as one text."""
_APART = expression(r"[^\w\n]{0,40}\Z")
"""What is between them where the year is the venue's all the same: markup, or the border of a cell."""
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

    A year is read only where it is next to the venue; elsewhere it may be that of a preprint.
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
    """Return whether two digits may be another number than a year: a volume of a journal, the eleventh workshop."""
    start, end = digits
    return end - start == 2 and text[start - 1 : start] not in _APOSTROPHES


def _with_bracket(text: str, span: Span) -> Span:
    """Return a span with the bracket after it that closes one in it."""
    for opening, closing in _CLOSING.items():
        if text.count(opening, *span) == text.count(closing, *span) + 1 and text[span.end : span.end + 1] == closing:
            return Span(span.start, span.end + 1)
    return span


# -- the wording of findings and workshops

_TRACK_FORM = expression(
    r"(?:(?:findings of(?: the)?|workshop (?:at|of)) )?\{venue\}[ -]?(?:\(?(?:findings|workshops?)\)?)? ?"
    r"(?:\{year\}|'?\{yy\})(?:[ ,-]{1,2}\(?(?:findings|workshops?)\)?)?\Z"
)


def track_wording(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report findings and workshops that are worded otherwise than most in the list."""
    for point in (observe_findings_wording, observe_workshop_wording):
        yield from _other_forms(section, point, rule)


def _other_forms(section: Section, point: Point, rule: Rule) -> Iterator[Diagnostic]:
    """Report venues that are not in the form of most, such as `{venue} '{yy}`."""
    wanted = expectation(section, point, "entries")
    if wanted is None:
        return
    for entry, seen in deviations(section, point, wanted):
        given = entry_venue(entry)
        assert given is not None
        name, year = given.reading.name, given.reading.year or 0
        if " " in name and "{venue}{" in wanted.value and given.reading.track is None:
            continue  # no year can be glued to a name of several words
        text = wanted.value.format(venue=name, year=year, yy=f"{year % 100:02}")
        fix = Fix((Edit(seen.span, text),), title=f"write {text}")
        yield rule.diagnose(seen.span, f"found {given.written}, expected {text}", fix=fix, evidence=wanted.evidence)


def observe_findings_wording(entry: Entry) -> Sequence[Observation]:
    """Observe how an entry calls findings: `Findings of {venue} {year}`."""
    return _track(entry, FINDINGS)


def observe_workshop_wording(entry: Entry) -> Sequence[Observation]:
    """Observe how an entry calls the workshops of a conference as a whole: `{venue} {year} Workshop`."""
    return _track(entry, WORKSHOP)


def _track(entry: Entry, track: str) -> Sequence[Observation]:
    given = entry_venue(entry) if entry.venue is not None else None
    if given is None or given.reading.track != track or given.start is None or given.reading.year is None:
        return ()
    if _TRACK_FORM.match(given.reading.form.lower()) and given.reading.form != "{venue} {year}":
        return (Observation(given.reading.form, given.span),)
    return ()


# -- the year

_CONFERENCES, _JOURNALS = ("conference", "findings", "workshop"), ("journal",)
_FORM = expression(r"\{venue\}([ ,'’(\[/–-]{0,3})\{(year|yy)\}([)\]]?)\Z|\{year\}([ ,/–-]{1,2})\{venue\}\Z")
_UNREAD_YEAR = expression(
    r"['’]\d\d(?!\d)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d\d(?!\d)", re.IGNORECASE
)
_TITLE_WORDS = 3
"""A title of at least this many words surely is one."""


def venue_year(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a venue without a year where the list gives years, and years in another form than the others."""
    if rule.options["years"] != "form":
        yield from _missing(section, rule)
    for point in (observe_conference_year, observe_journal_year, observe_preprint_year):
        yield from _other_forms(section, point, rule)


def _missing(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    conventions = section.document.conventions
    for kinds, point in (
        (_CONFERENCES, observe_conference_dated),
        (_JOURNALS, observe_journal_dated),
        (("preprint",), observe_preprint_dated),
    ):
        own = conventions.counts(point, section)
        if not own[_WITHOUT_YEAR] or own[_WITH_YEAR] < own[_WITHOUT_YEAR] or section.year is not None:
            continue
        usual = conventions.of_document(point)
        if usual is None or usual.value != _WITH_YEAR:
            continue
        if not usual.is_sure or usual.total < MANY_WITNESSES:
            continue  # a year can be where it is not recognised
        for entry in section.entries:
            given = _venue_of_kind(entry, kinds)
            if given is None or not _lacks_year(entry) or given.reading.is_submission or not _surely_lacks(entry):
                continue
            message = f"found {given.written} without a year, expected one"
            yield rule.diagnose(given.span, message, evidence=evidence_for(usual, "entries"))


def _surely_lacks(entry: Entry) -> bool:
    """Return whether no year is in the entry where it was not recognised."""
    words = entry.title.value.split() if entry.title is not None else []
    if entry.container is Container.HTML or len(words) < _TITLE_WORDS or ":" in words[0]:
        return False  # HTML may hide it, and "intro: ..." is a detail of the entry above
    text = entry.document.source.text
    ends = [entry.span.start, *(end for link in entry.links for end in link.span), entry.span.end]
    stretches = zip(ends[::2], ends[1::2], strict=True)
    return not any(
        YEAR.search(text, *part) or _UNREAD_YEAR.search(text, *part) for part in stretches if part[0] < part[1]
    )


def observe_conference_year(entry: Entry) -> Sequence[Observation]:
    """Observe how the year is written next to a conference."""
    return _year(entry, _CONFERENCES)


def observe_journal_year(entry: Entry) -> Sequence[Observation]:
    """Observe how the year is written next to a journal."""
    return _year(entry, _JOURNALS)


def observe_preprint_year(entry: Entry) -> Sequence[Observation]:
    """Observe how the year is written next to an archive of preprints."""
    return _year(entry, ARCHIVES)


def _year(entry: Entry, kinds: tuple[str, ...]) -> Sequence[Observation]:
    """Observe how the year is written; nothing where it is not right next to the name, or other words are around."""
    given = _venue_of_kind(entry, kinds)
    if given is None or given.reading.year_span is None or given.start is None or given.reading.track is not None:
        return ()
    if len(given.reading.name.split()) > _LONGEST_NAME or not _FORM.match(given.reading.form):
        return ()  # a name in full may have the year in front by right
    return (Observation(given.reading.form, given.span),)


def observe_conference_dated(entry: Entry) -> Sequence[Observation]:
    """Observe whether an entry gives a year with a conference."""
    return _dated(entry, _CONFERENCES)


def observe_journal_dated(entry: Entry) -> Sequence[Observation]:
    """Observe whether an entry gives a year with a journal."""
    return _dated(entry, _JOURNALS)


def observe_preprint_dated(entry: Entry) -> Sequence[Observation]:
    """Observe whether an entry gives a year with an archive of preprints."""
    return _dated(entry, ("preprint",))


_WITH_YEAR, _WITHOUT_YEAR = "with a year", "without a year"


def _dated(entry: Entry, kinds: tuple[str, ...]) -> Sequence[Observation]:
    given = _venue_of_kind(entry, kinds)
    return () if given is None else (Observation(_WITHOUT_YEAR if _lacks_year(entry) else _WITH_YEAR, given.span),)


def _lacks_year(entry: Entry) -> bool:
    """Return whether an entry gives no year, neither next to its venue nor elsewhere."""
    given = entry_venue(entry)
    return entry.year is None and (given is None or given.reading.year is None)


def _venue_of_kind(entry: Entry, kinds: tuple[str, ...]) -> EntryVenue | None:
    given = entry_venue(entry) if entry.venue is not None else None
    return given if given is not None and given.reading.venue.kind in kinds else None


# -- the name

_MIN_SHARE = 2 / 3
"""Share of the most frequent name: less than for other conventions, as two names of one venue are never meant."""
_JOINT = expression(r"\w{2}[-/]\w{2}")
_PREPRINT = expression(r"(?i)(?<=xiv) preprints?\Z")
"""What may follow the name of an archive without making another name of it."""


class _Use(NamedTuple):
    """A name as an entry writes it."""

    name: str
    given: EntryVenue


def venue_name(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report the names of a venue that a list uses less often than another one, or that are not the canonical one."""
    uses_of: dict[str, list[_Use]] = {}
    for entry in document.entries:
        given = entry_venue(entry)
        if given is not None and _is_compared(given.reading):
            name = _PREPRINT.sub("", given.reading.name)
            uses_of.setdefault(given.reading.named.key, []).append(_Use(name, given))
    for uses in (group for of_venue in uses_of.values() for group in _by_meeting(of_venue)):
        if rule.options["names"] == "canonical":
            name = uses[0].given.reading.named.name
            yield from (_report(use, name, None, rule) for use in uses if use.name != name)
        elif len({use.name for use in uses}) > 1:
            yield from _infer(uses, rule)


def _infer(uses: list[_Use], rule: Rule) -> Iterator[Diagnostic]:
    counts = Counter(use.name for use in uses)
    usual = majority(counts, share=_MIN_SHARE)
    venue = uses[0].given.reading.named
    if usual is None or venue_key(usual[0]) in {venue_key(old) for old in venue.former}:
        return
    name, count = usual
    for use in uses:
        is_right = use.name == venue.name and venue_key(use.name) == venue_key(name)
        if use.name != name and not is_right:
            yield _report(use, name, counted(count, counts.total(), "entries", "document"), rule)


def _report(use: _Use, name: str, evidence: Evidence | None, rule: Rule) -> Diagnostic:
    start, _ = use.given.reading.span
    span = use.given.part((start, start + len(use.name)))
    fix = None if span is None else Fix((Edit(span, name),), title=f"write {name}")
    message = f"found the venue {use.name}, expected {name}"
    return rule.diagnose(use.given.span if span is None else span, message, fix=fix, evidence=evidence)


def _is_compared(reading: VenueReading) -> bool:
    """Return whether a name is right only by custom: not one in full, nor one that was right in its year."""
    if len(reading.name.split()) > _LONGEST_NAME or reading.venue.kind == "report" or reading.others:
        return False
    venue = reading.named
    if reading.is_workshop and venue.kind != "workshop":
        return False
    last = next((year for old, year in venue.former.items() if venue_key(old) == venue_key(reading.name)), None)
    first = max(venue.former.values(), default=None)
    if last is not None or first is not None:
        return reading.year is not None and reading.year > (last or first or 0)
    return True


def _by_meeting(uses: list[_Use]) -> Iterator[list[_Use]]:
    """Yield the uses that are compared: where a joint name such as ACL-IJCNLP is used, those of its year alone."""
    joint_years = {use.given.reading.year for use in uses if _is_joint(use)}
    groups: dict[int | None, list[_Use]] = {}
    for use in uses:
        year = use.given.reading.year
        if year is not None or not _is_joint(use):
            groups.setdefault(year if year in joint_years else None, []).append(use)
    yield from groups.values()


def _is_joint(use: _Use) -> bool:
    return _JOINT.search(use.name) is not None or use.given.reading.named.joint_meeting(use.name) is not None
