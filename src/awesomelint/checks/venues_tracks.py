"""Are findings and workshops named in the same order of words?"""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.deviation import prevailing, share
from awesomelint.checks.venues import EntryVenue, entry_venue
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.model import Entry, Section
from awesomelint.document.style.conventions import Observation
from awesomelint.expressions import expression
from awesomelint.papers.venues.tracks import FINDINGS, WORKSHOP
from awesomelint.rulebook.spec import Rule

_FORM = expression(
    r"(?i)(?:(?:findings of(?: the)?|workshop (?:at|of)) )?\{venue\}[ -]?(?:\(?(?:findings|workshops?)\)?)? ?"
    r"(?:\{year\}|'?\{yy\})(?:[ ,-]{1,2}\(?(?:findings|workshops?)\)?)?\Z"
)


def findings_wording(entry: Entry) -> Iterator[Observation]:
    """Tell how an entry calls findings: `Findings of {venue} {year}`."""
    yield from _observed(entry, FINDINGS)


def workshop_wording(entry: Entry) -> Iterator[Observation]:
    """Tell how an entry calls the workshops of a conference as a whole: `{venue} {year} Workshop`."""
    yield from _observed(entry, WORKSHOP)


def track_wording(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    """Report findings and workshops that are worded otherwise than most in the list."""
    document = section.document
    for point in (findings_wording, workshop_wording):
        usual = prevailing(document, section, point, shared=True)
        if usual is None:
            continue
        for entry in section.entries:
            for seen in document.conventions.observations(point, entry):
                found = entry_venue(entry)
                if found is not None and seen.value != usual.value:
                    text = _written(found, usual.value)
                    fix = Fix((Edit(seen.span, text),), title=f"write {text}")
                    message = f"found {found.written}, expected {text} {share(usual, 'entries')}"
                    yield rule.diagnose(seen.span, message, fix=fix)


def _observed(entry: Entry, track: str) -> Iterator[Observation]:
    found = entry_venue(entry)
    if found is None or found.reading.track != track or found.start is None or found.reading.year is None:
        return
    if _FORM.match(found.reading.form) and found.reading.form != "{venue} {year}":
        yield Observation(found.reading.form, found.span)


def _written(found: EntryVenue, form: str) -> str:
    year = found.reading.year or 0
    return form.replace("{venue}", found.reading.name).replace("{year}", str(year)).replace("{yy}", f"{year % 100:02}")
