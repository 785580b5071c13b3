"""Write another venue into an entry, in the way in which its list writes venues."""

from __future__ import annotations

import re
from collections import Counter

from awesomelint.checks.base import prevailing
from awesomelint.checks.papers.entry_venue import EntryVenue, entry_venue, is_date
from awesomelint.checks.papers.venue_wording import (
    LONGEST_NAME,
    WITHOUT_YEAR,
    observe_conference_dated,
    observe_conference_year,
    observe_findings_wording,
    observe_journal_dated,
    observe_journal_year,
)
from awesomelint.diagnostic import Edit
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.papers.venues.reading import parse_venue
from awesomelint.papers.venues.table import Venue, venue_key
from awesomelint.startup import expression

PLAIN = expression(
    r"\{venue\}(?: preprint)?(?:[ ,'’(\[/–-]{0,3}\{(?:year|yy)\}[)\]]?)?\Z|\{year\}[ ,/–-]{1,2}\{venue\}\Z"
)
"""A venue, and perhaps a year, with nothing else that is said."""
_PREPRINTS = expression(r"(?i)\barxiv\b|\bpre-?prints?\b|预印本")
_OF_PREPRINT = expression(
    r"(?i)\barxiv|\bpre-?prints?\b|\bsubmi(?:t|ssion)|\b(?:under|in|pending|open|peer)[ -]?review|\brevision\b|\bunpublished\b"
    r"|\bpeer\b|\breject|\baccepted\b|(?<!\w)v\d+\b|\bversion \d|预印本"
)
_REST_OF_DATE = expression(
    r"(?i)[-./]\d|[ ,(]{0,3}(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{3,6})?\b\.?"
)
"""What may be behind a year that is a date's: "2018.12", "'18 Dec"."""
_NUMBER_BEHIND = expression(r"[^\w\n]{0,6}(?:arxiv\b|abs/|\d{4}\.\d{4})", re.IGNORECASE)


def venue_edits(entry: Entry, given: EntryVenue, venue: Venue, year: int | None) -> tuple[Edit, ...]:
    """Return edits that write another venue and year into an entry; none where that would not read as the rest of its list."""
    field, section = entry.venue, entry.section
    dated = prevailing(section, observe_journal_dated if venue.kind == "journal" else observe_conference_dated)
    is_bare = dated is not None and dated.value == WITHOUT_YEAR
    if field is None or not PLAIN.match(given.reading.form) or (year is None and not is_bare):
        return ()
    if _says_more(entry, given):
        return ()  # "arXiv 2018, under review": it would be said of the publication
    if _NUMBER_BEHIND.match(entry.document.source.text, max(given.span.end, field.span.end)):
        return ()  # "arXiv preprint arXiv:1901.00001": the number goes with the name
    if section.year not in (None, year) or any(_PREPRINTS.search(title) for title in section.path):
        return ()  # the entry belongs under another heading
    if given.start is None:
        return _apart(entry, venue, year)
    if given.reading.year is None and entry.year is not None:
        if int(entry.year.value) != year:
            return ()  # a year elsewhere, which may be that of the preprint
        is_bare = True
    text = venue_text(entry, venue, None if is_bare else year)
    return (Edit(given.span, text),) if text else ()


def _says_more(entry: Entry, given: EntryVenue) -> bool:
    """Return whether an entry says more of its preprint than venue and year: a state, a version, a month."""
    text = entry.document.source.text
    year = entry.year
    if _REST_OF_DATE.match(text, given.span.end) or (year is not None and is_date(text, year.span)):
        return True
    fields = [entry.title, entry.year, *entry.authors]
    known = [given.span, *(field.span for field in fields if field is not None), *(link.span for link in entry.links)]
    at = entry.span.start
    for span in sorted(known):
        if _OF_PREPRINT.search(text, at, max(span.start, at)):
            return True
        at = max(at, span.end)
    return _OF_PREPRINT.search(text, at, entry.span.end) is not None


def _apart(entry: Entry, venue: Venue, year: int | None) -> tuple[Edit, ...]:
    """Return edits for a year that stands apart from the venue, as in a table."""
    field, source = entry.venue, entry.document.source
    if field is None or entry.year is None or year is None or source[field.span] != field.value:
        return ()
    digits = source[entry.year.span]
    text = venue_text(entry, venue, None)
    if not text or not digits.isdigit():
        return ()
    return Edit(field.span, text), Edit(entry.year.span, str(year)[-len(digits) :])


def venue_text(entry: Entry, venue: Venue, year: int | None) -> str:
    """Return a venue and its year as the list writes them; empty where that would be read as something else."""
    table = entry.document.venues
    is_findings = venue.parent is not None
    name = venue_name(table[venue.parent] if venue.parent is not None else venue, entry.document, year)
    point = observe_journal_year if venue.kind == "journal" else observe_conference_year
    usual = prevailing(entry.section, observe_findings_wording if is_findings else point)
    form = usual.value if usual is not None else "Findings of {venue} {year}" if is_findings else "{venue} {year}"
    if " " in name and "{venue}{" in form:
        form = "{venue} {year}"  # no year can be glued to a name of several words
    if year is None:
        text = f"Findings of {name}" if is_findings else name
    else:
        text = form.format(venue=name, year=year, yy=f"{year % 100:02}")
    reading = parse_venue(text, table)
    is_read = (
        reading is not None and reading.venue.key == venue.key and reading.year == year and not reading.is_workshop
    )
    return text if is_read else ""


def venue_name(venue: Venue, document: Document, year: int | None) -> str:
    """Return the name that a list mostly uses for a venue in a year, else that of the table."""
    names = _names(document).get(venue.key, Counter[str]())
    then = {venue_key(name) for name, last in venue.former.items() if year is not None and year <= last}
    for name, _ in names.most_common():
        if venue_key(name) in then:
            return name
    former = {venue_key(name) for name in venue.former}
    usual = [name for name, _ in names.most_common(1) if venue_key(name) not in former]
    return usual[0] if usual else venue.name


@remembered
def _names(document: Document) -> dict[str, Counter[str]]:
    """Return how often a list uses each short name of its venues, by their keys."""
    names: dict[str, Counter[str]] = {}
    for entry in document.entries:
        given = entry_venue(entry)
        if given is None or given.reading.is_workshop or given.reading.others:
            continue
        reading = given.reading
        is_joint = reading.named.joint_meeting(reading.name) is not None
        if not is_joint and len(reading.name.split()) <= LONGEST_NAME:
            names.setdefault(reading.named.key, Counter())[reading.name] += 1
    return names
