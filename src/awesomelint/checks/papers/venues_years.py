"""Does a venue have its year, written as the other years are?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.checks.deviation import prevailing, share
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.model import Container, Entry, Section
from awesomelint.document.style.conventions import Observation
from awesomelint.document.style.entry_venue import entry_venue
from awesomelint.document.style.venues import (
    DATED,
    WITH_YEAR,
    WITHOUT_YEAR,
    conference_year,
    journal_year,
    lacks_year,
    preprint_year,
    venue_of_kind,
)
from awesomelint.expressions import expression
from awesomelint.papers.venues.years import YEAR
from awesomelint.rulebook.spec import Rule

_MIN_ENTRIES = 10
_SHARE = 0.9
_UNREAD_YEAR = expression(
    r"['’]\d\d(?!\d)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d\d(?!\d)", re.IGNORECASE
)
_TITLE_WORDS = 3
"""Words from which on a title surely is one."""


def venue_year(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    """Report a venue without a year where the list gives years, and years in another form than the others."""
    if rule.options["years"] != "form":
        yield from _missing(section, rule)
    document = section.document
    for point in (conference_year, journal_year, preprint_year):
        usual = prevailing(document, section, point, shared=True)
        if usual is None:
            continue
        for entry in section.entries:
            for seen in document.conventions.observations(point, entry):
                if seen.value != usual.value and not (_has_blank(entry) and "{venue}{" in usual.value):
                    yield _other_form(entry, seen, usual.value, share(usual, "entries"), rule)


def _has_blank(entry: Entry) -> bool:
    """Tell whether a venue's name is of several words, to which no year can be glued."""
    found = entry_venue(entry)
    return found is not None and " " in found.reading.name


def _missing(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    conventions = section.document.conventions
    for kinds, point in DATED.items():
        own = conventions.counts(point, section)
        if not own[WITHOUT_YEAR] or own[WITH_YEAR] < own[WITHOUT_YEAR] or section.year is not None:
            continue
        usual = conventions.of_document(point)
        if usual is None or usual.value != WITH_YEAR or usual.total < _MIN_ENTRIES or usual.share < _SHARE:
            continue
        for entry in section.entries:
            found = venue_of_kind(entry, kinds)
            if found is None or not lacks_year(entry) or found.reading.is_submission or not _surely_lacks(entry):
                continue
            message = f"found {found.written} without a year, expected one as in {usual} entries"
            yield rule.diagnose(found.span, message)


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


def _other_form(entry: Entry, seen: Observation, usual: str, evidence: str, rule: Rule) -> Diagnostic:
    found = entry_venue(entry)
    assert found is not None
    year = found.reading.year
    assert year is not None
    text = usual.replace("{venue}", found.reading.name).replace("{year}", str(year)).replace("{yy}", f"{year % 100:02}")
    fix = Fix((Edit(seen.span, text),), title=f"write {text}")
    return rule.diagnose(seen.span, f"found {found.written}, expected {text} {evidence}", fix=fix)
