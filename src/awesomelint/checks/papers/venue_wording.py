"""How a list writes its venues: the year next to the name, the words for findings and workshops."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from awesomelint.checks.base import deviations, evidence_for, expectation
from awesomelint.checks.papers.entry_venue import EntryVenue, entry_venue, with_year
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety
from awesomelint.document.conventions import MANY_WITNESSES, Observation, Point, is_common
from awesomelint.document.model import Container, Document, Entry, Section, remembered
from awesomelint.papers.venues.acronyms import is_acronym
from awesomelint.papers.venues.mention import YEAR
from awesomelint.papers.venues.reading import ARCHIVES, FINDINGS, WORKSHOP, VenueReading, parse_venue
from awesomelint.papers.venues.table import VenueTable
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

LONGEST_NAME = 2
"""Words of the longest name that is looked at: a name in full says the same as an acronym, and is no slip."""


# -- forms

_BRACKETS = frozenset("()[]")
_NO_LETTERS = expression(r"[\W\d_]+")
_REMARK = expression(r"[^\w()\[\]\n]*\(?[^\W\d_]{3}")
"""A word behind a year, and the markup and punctuation between them; not the label of a link."""
_PART_OF_NAME = expression(r"\b(?:on|conference|symposium|congress|meeting|transactions)\b", re.IGNORECASE)
"""A word of a name in full, next to a shorter name that it contains: "Companion Proceedings of the ACM on Web Conference"."""
_ACRONYM_OF = expression(
    r"\b(?:conference|symposium|workshop|congress|meeting)\b[^()\[\]*|·.\n]{0,80}\(\Z", re.IGNORECASE
)
"""A name in full before the bracket with its acronym: "International Workshop on Owls (IWO-2024)"."""
_BEFORE = 100
_ANOTHER_YEAR = expression(r"[/–-](?:\d\d){1,2}\b|[)\]]?[ ,]{0,2}\(?(?:19|20)\d\d\b")
"""What follows a year that is but one of two: "2024/2025", "(IWO-2024) 2024"."""


class _Form(NamedTuple):
    """A venue and its year as an entry writes them: `form` has `{venue}` for the name, and `{year}` or `{yy}`."""

    name: str
    year: int
    form: str
    span: Span
    track: str | None = None


def venue_fix(edit: Edit, before: str, after: str, table: VenueTable) -> Fix:
    """Return a fix of how a venue and its year are written. It is safe if the text after it says the same as the one before."""
    return Fix((edit,), Safety.SAFE if says_the_same(before, after, table) else Safety.UNSAFE, f"write {edit.text}")


def is_part_of_name(reading: VenueReading) -> bool:
    """Return whether a text has the name of a venue inside a longer one, which is no other way to write the shorter."""
    return _PART_OF_NAME.search(reading.form) is not None


def says_the_same(one: str, other: str, table: VenueTable) -> bool:
    """Return whether two texts name the same venues, year and part of a conference."""
    first, second = parse_venue(one, table), parse_venue(other, table)
    if first is None or second is None:  # acronyms that the table lacks, and years of four digits or two
        return first is second and _NO_LETTERS.sub("", one) == _NO_LETTERS.sub("", other)
    return _facts(first) == _facts(second)


def _facts(reading: VenueReading) -> tuple[object, ...]:
    others = {venue.key for venue in reading.others}
    return (
        reading.venue.key,
        reading.year,
        reading.track,
        reading.is_workshop,
        reading.is_submission,
        reading.host,
        others,
    )


def _known_form(entry: Entry, given: EntryVenue | None) -> _Form | None:
    """Return how an entry writes a venue of the table and its year; `None` where it does not do so in one piece."""
    if given is None or given.reading.year is None or given.reading.year_span is None or given.start is None:
        return None
    return _closed(
        _Form(given.reading.name, given.reading.year, given.reading.form, given.span, given.reading.track), entry
    )


def _unknown_form(entry: Entry) -> _Form | None:
    """Return how an entry writes the acronym of a venue that the table lacks, and its year."""
    venue, year = entry.venue, entry.year
    if venue is None or year is None or not is_acronym(venue.value) or entry_venue(entry) is not None:
        return None
    text, (span, _) = entry.document.source.text, with_year(entry)
    digits = text[year.span.start : year.span.end]
    form = text[span.start : span.end].replace(venue.value, "{venue}")
    form = form.replace(digits, "{year}" if len(digits) == len("2021") else "{yy}")
    return _closed(_Form(venue.value, int(year.value), form, span), entry)


def _closed(form: _Form, entry: Entry) -> _Form | None:
    """Return a form, unless more is said: `CVPR (2019 *oral*)`, years from one to another, an acronym behind its full name."""
    around, (start, end) = entry.document.source.text, form.span
    if _ANOTHER_YEAR.match(around, end):
        return None
    if around[start - 1] == "(" and _ACRONYM_OF.search(around[max(start - _BEFORE, entry.span.start) : start]):
        return None
    text = around[start:end]
    if _BRACKETS.isdisjoint(text):
        return form
    return form if text.count("(") == text.count(")") and text.count("[") == text.count("]") else None


def _other_forms(
    section: Section, point: Point, form_of: Callable[[Entry], _Form | None], rule: Rule
) -> Iterator[Diagnostic]:
    """Report venues that are not in the form of most, such as `{venue} '{yy}`."""
    wanted = expectation(section, point, "entries")
    if wanted is None:
        return
    others = list(deviations(section, point, wanted))
    in_brackets = bool(others) and _stand_in_brackets(section, point, wanted.value)
    for entry, seen in others:
        form = form_of(entry)
        assert form is not None
        if point in _YEAR_POINTS and _is_second_form(section.document, seen.value):
            continue
        if " " in form.name and "{venue}{" in wanted.value and form.track is None:
            continue  # no year can be glued to a name of several words
        if _BRACKETS.intersection(wanted.value) != _BRACKETS.intersection(form.form) and _has_company(form, entry):
            continue  # brackets go around all that is said, or around the year alone
        text = wanted.value.format(venue=form.name, year=form.year, yy=f"{form.year % 100:02}")
        expected = f"({text})" if in_brackets and not _BRACKETS.isdisjoint(form.form) else text
        written = entry.document.source[seen.span]
        fix = venue_fix(Edit(seen.span, expected), written, text, entry.document.venues)
        message = f"found {written}, expected {expected}"
        yield rule.diagnose(seen.span, message, fix=fix, evidence=wanted.evidence)


def _stand_in_brackets(section: Section, point: Point, form: str) -> bool:
    """Return whether most venues of a form stand in round brackets with their years: "(NeurIPS 2022)"."""
    text = section.document.source.text
    seen = [text[each.span.start - 1] for entry in section.entries for each in point(entry) if each.value == form]
    return 2 * seen.count("(") > len(seen)


def _has_company(form: _Form, entry: Entry) -> bool:
    """Return whether a remark such as `(oral)` follows a venue, or is with it in one bracket."""
    return _REMARK.match(entry.document.source.text, form.span.end, entry.span.end) is not None


# -- the wording of findings and workshops

_TRACK_FORM = expression(
    r"(?:(?:findings of(?: the)?|workshop (?:at|of)) )?\{venue\}[ -]?(?:\(?(?:findings|workshops?)\)?)? ?"
    r"(?:\{year\}|'?\{yy\})(?:[ ,-]{1,2}\(?(?:findings|workshops?)\)?)?\Z"
)


def track_wording(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report findings and workshops that are worded otherwise than most in the list."""
    for point in (observe_findings_wording, observe_workshop_wording):
        yield from _other_forms(section, point, _track_form, rule)


def observe_findings_wording(entry: Entry) -> Sequence[Observation]:
    """Observe how an entry calls findings: `Findings of {venue} {year}`."""
    return _track(entry, FINDINGS)


def observe_workshop_wording(entry: Entry) -> Sequence[Observation]:
    """Observe how an entry calls the workshops of a conference as a whole: `{venue} {year} Workshop`."""
    return _track(entry, WORKSHOP)


def _track(entry: Entry, track: str) -> Sequence[Observation]:
    given = entry_venue(entry) if entry.venue is not None else None
    form = _track_form(entry) if given is not None and given.reading.track == track else None
    return () if form is None else (Observation(form.form, form.span),)


def _track_form(entry: Entry) -> _Form | None:
    """Return how an entry words findings or workshops; `None` where no word tells them, as in CVPRW."""
    form = _known_form(entry, entry_venue(entry)) if entry.venue is not None else None
    if form is None or form.track is None:
        return None
    words = form.form.lower()
    return form if form.track in words and _TRACK_FORM.match(words) else None


# -- the year

_CONFERENCES, _JOURNALS = ("conference", "findings", "workshop"), ("journal",)
_FORM = expression(r"\{venue\}([ ,'’(\[/–-]{0,3})\{(year|yy)\}([)\]]?)\Z|\{year\}([ ,/–-]{1,2})\{venue\}\Z")
_UNREAD_YEAR = expression(
    r"['’]\d\d(?!\d)|(?<!\w)2[1-9]\d\d(?!\w)"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d\d(?!\d)",
    re.IGNORECASE,
)
_CUT_YEAR = expression(r"(?: (?=20\d\b))?['’]?\d{1,3}\b(?![.\d])")
"""What is left of a year that lost a digit."""
_COUNTED = expression(r"\d(?:st|nd|rd|th)\b")
_TWO_DIGITS = expression(r" \d\d(?![\d.])")
"""What may be the year behind a name that was not read with it."""
_TITLE_WORDS = 3
"""A title of at least this many words surely is one."""


def venue_year(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a venue without a year where the list gives years, and years in another form than the others."""
    if rule.options["years"] != "form":
        yield from _missing(section, rule)
    for point in _YEAR_POINTS:
        yield from _other_forms(section, point, _year_form, rule)


def _missing(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    conventions = section.document.conventions
    for kinds, point in (
        (_CONFERENCES, observe_conference_dated),
        (_JOURNALS, observe_journal_dated),
        (("preprint",), observe_preprint_dated),
    ):
        own = conventions.counts(point, section)
        if not own[WITHOUT_YEAR] or own[_WITH_YEAR] < own[WITHOUT_YEAR] or section.year is not None:
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
            if given.written in _tags(section.document) or _names_itself(entry, given.span):
                continue
            cut = _CUT_YEAR.match(section.document.source.text, given.span.end)
            written = given.written + (cut[0] if cut is not None else " without a year")
            message = f"found {written}, expected {'one' if cut is None else 'a year'}"
            yield rule.diagnose(given.span, message, evidence=evidence_for(usual, "entries"))


_TAG = expression(r"\[([A-Z][\w-]{1,15})\](?!\()")
_DATED = expression(r"\b([A-Z][\w-]{1,15}?)[\W_]{0,3}(?:19|20)?\d\d\b")
_TAGGED = 3
"""Places from which on a word in square brackets, which never has a year, is a tag of the list's own."""


@remembered
def _tags(document: Document) -> frozenset[str]:
    """Return the words that a list often puts in brackets, and never gives a year: what its legend explains, no venues."""
    text = document.source.text
    often = {word for word, count in Counter(_TAG.findall(text)).items() if count >= _TAGGED}
    return frozenset(often.difference(_DATED.findall(text)) if often else ())


_IN_SENTENCE = expression(r"[a-z] [*_\"“]{0,3}\0[*_\"”]{0,3} [a-z]{2}")


def _names_itself(entry: Entry, span: Span) -> bool:
    """Return whether a name stands for the venue as such: in the middle of a sentence, or linked to its front page."""
    text = entry.document.source.text
    if _IN_SENTENCE.search(f"{text[max(0, span.start - 5) : span.start]}\0{text[span.end : span.end + 6]}"):
        return True
    linked = (link.url for link in entry.links if link.span.covers(span))
    return any(url.partition("://")[2].rstrip("/").count("/") == 0 for url in linked)


def _surely_lacks(entry: Entry) -> bool:
    """Return whether no year is in the entry where it was not recognised."""
    words = entry.title.value.split() if entry.title is not None else []
    if entry.container is Container.HTML or len(words) < _TITLE_WORDS or ":" in words[0]:
        return False  # HTML may hide it, and "intro: ..." is a detail of the entry above
    text, given = entry.document.source.text, entry_venue(entry)
    if given is not None and (_COUNTED.search(given.written) or _TWO_DIGITS.match(text, given.span.end)):
        return False  # "the 9th ..." tells the edition
    ends = [entry.span.start, *(end for link in entry.links for end in link.span), entry.span.end]
    outside = [text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True)]
    labels = [text[link.span.start : link.span.end].replace(link.url, "") for link in entry.links]
    return not any(YEAR.search(part) or _UNREAD_YEAR.search(part) for part in (*outside, *labels))


def observe_conference_year(entry: Entry) -> Sequence[Observation]:
    """Observe how the year is written next to a conference."""
    known = _year(entry, _CONFERENCES)
    return known or (() if entry.venue is None else _observed(_unknown_form(entry)))


def observe_journal_year(entry: Entry) -> Sequence[Observation]:
    """Observe how the year is written next to a journal."""
    return _year(entry, _JOURNALS)


def observe_preprint_year(entry: Entry) -> Sequence[Observation]:
    """Observe how the year is written next to an archive of preprints."""
    return _year(entry, ARCHIVES)


def _year(entry: Entry, kinds: tuple[str, ...]) -> Sequence[Observation]:
    """Observe how the year is written; nothing where it is not right next to the name, or other words are around."""
    given = _venue_of_kind(entry, kinds)
    return () if given is None or given.reading.track is not None else _observed(_known_form(entry, given))


def _observed(form: _Form | None) -> Sequence[Observation]:
    if form is None or len(form.name.split()) > LONGEST_NAME or not _FORM.match(form.form):
        return ()  # a name in full may have the year in front by right
    return (Observation(form.form, form.span),)


def _year_form(entry: Entry) -> _Form | None:
    return _known_form(entry, entry_venue(entry)) or _unknown_form(entry)


_YEAR_POINTS: tuple[Point, ...] = (observe_conference_year, observe_journal_year, observe_preprint_year)


def _is_second_form(document: Document, form: str) -> bool:
    """Return whether a list writes years in some form more than now and then, be it with venues of another kind."""
    counts = _year_forms(document)
    return is_common(counts[form], counts.total())


@remembered
def _year_forms(document: Document) -> Counter[str]:
    counts: Counter[str] = Counter()
    for point in _YEAR_POINTS:
        for section in document.sections:
            counts += document.conventions.counts(point, section)
    return counts


def observe_conference_dated(entry: Entry) -> Sequence[Observation]:
    """Observe whether an entry gives a year with a conference."""
    return _dated(entry, _CONFERENCES)


def observe_journal_dated(entry: Entry) -> Sequence[Observation]:
    """Observe whether an entry gives a year with a journal."""
    return _dated(entry, _JOURNALS)


def observe_preprint_dated(entry: Entry) -> Sequence[Observation]:
    """Observe whether an entry gives a year with an archive of preprints."""
    return _dated(entry, ("preprint",))


_WITH_YEAR, WITHOUT_YEAR = "with a year", "without a year"


def _dated(entry: Entry, kinds: tuple[str, ...]) -> Sequence[Observation]:
    given = _venue_of_kind(entry, kinds)
    return () if given is None else (Observation(WITHOUT_YEAR if _lacks_year(entry) else _WITH_YEAR, given.span),)


def _lacks_year(entry: Entry) -> bool:
    """Return whether an entry gives no year, neither next to its venue nor elsewhere."""
    given = entry_venue(entry)
    return entry.year is None and (given is None or given.reading.year is None)


def _venue_of_kind(entry: Entry, kinds: tuple[str, ...]) -> EntryVenue | None:
    given = entry_venue(entry) if entry.venue is not None else None
    return given if given is not None and given.reading.venue.kind in kinds else None
