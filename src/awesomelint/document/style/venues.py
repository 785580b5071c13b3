"""How the venues of a list are written: where the year stands, and in which words findings and workshops are named."""

from __future__ import annotations

from collections.abc import Sequence

from awesomelint.document.model import Entry
from awesomelint.document.style.conventions import Observation, Point
from awesomelint.document.style.entry_venue import EntryVenue, entry_venue
from awesomelint.expressions import expression
from awesomelint.papers.venues.tracks import FINDINGS, WORKSHOP

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
