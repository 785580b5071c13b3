"""Is every venue called by one name throughout a list, and is it spelled right?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awesomelint.checks.base import expectation
from awesomelint.checks.papers.venue_years import EntryVenue, entry_venue, findings_wording, in_form, workshop_wording
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix
from awesomelint.document.conventions import majority
from awesomelint.document.model import Document, Entry, Section
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.names import venue_key
from awesomelint.papers.venues.reading import VenueReading
from awesomelint.papers.venues.table import Venue
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span


def track_wording(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report findings and workshops that are worded otherwise than most in the list."""
    document = section.document
    for point in (findings_wording, workshop_wording):
        wanted = expectation(section, point, "entries")
        if wanted is None:
            continue
        for entry in section.entries:
            for seen in document.conventions.observations(point, entry):
                found = entry_venue(entry)
                if found is not None and seen.value != wanted.value:
                    text = in_form(found, wanted.value)
                    fix = Fix((Edit(seen.span, text),), title=f"write {text}")
                    message = f"found {found.written}, expected {text}"
                    yield rule.diagnose(seen.span, message, fix=fix, evidence=wanted.evidence)


#| Is every venue called by one name throughout a list, and is it spelled right?

_MIN_SHARE = 2 / 3
"""Share of the most frequent name: less than for other conventions, as two names of one venue are never meant."""
_LONGEST_NAME = 2
"""Words of the longest name that is compared: a name in full says the same as an acronym, and is no slip."""
_JOINT = expression(r"\w{2}[-/]\w{2}")
_PREPRINT = expression(r"(?i)(?<=xiv) preprints?\Z")
"""What may follow the name of an archive without making another name of it."""


class _Use(NamedTuple):
    """A name as an entry writes it."""

    name: str
    found: EntryVenue


def unknown_venue(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a venue that is no known one, but one slip of the pen from it."""
    field = entry.venue
    if field is None or entry_venue(entry) is not None:
        return
    from awesomelint.papers.venues.spelling import misspelling

    slip = misspelling(field.value, entry.document.venues)
    if slip is None:
        return
    written, span, fix = field.value[slip.start : slip.end], field.span, None
    if entry.document.source[field.span] == field.value:
        span = Span(span.start + slip.start, span.start + slip.end)
        fix = Fix((Edit(span, slip.name),), title=f"write {slip.name}")
    yield rule.diagnose(span, f"found the unknown venue {written}, expected {slip.name}", fix=fix)


def venue_name(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report the names of a venue that a list uses less often than another one, or that are not the canonical one."""
    uses_of: dict[str, list[_Use]] = {}
    for entry in document.entries:
        found = entry_venue(entry)
        if found is not None and _is_compared(found.reading):
            name = _PREPRINT.sub("", found.reading.name)
            uses_of.setdefault(_called(found.reading).key, []).append(_Use(name, found))
    for uses in (group for of_venue in uses_of.values() for group in _by_meeting(of_venue)):
        if rule.options["names"] == "canonical":
            name = _called(uses[0].found.reading).name
            yield from (_report(use, name, None, rule) for use in uses if use.name != name)
        elif len({use.name for use in uses}) > 1:
            yield from _infer(uses, rule)


def _infer(uses: list[_Use], rule: Rule) -> Iterator[Diagnostic]:
    counts = Counter(use.name for use in uses)
    usual = majority(counts, share=_MIN_SHARE)
    venue = _called(uses[0].found.reading)
    if usual is None or venue_key(usual[0]) in {venue_key(old) for old in venue.former}:
        return
    name, count = usual
    for use in uses:
        is_right = use.name == venue.name and venue_key(use.name) == venue_key(name)
        if use.name != name and not is_right:
            yield _report(use, name, Evidence(count, counts.total(), "entries", "document"), rule)


def _report(use: _Use, name: str, evidence: Evidence | None, rule: Rule) -> Diagnostic:
    start, _ = use.found.reading.span
    span = use.found.part((start, start + len(use.name)))
    fix = None if span is None else Fix((Edit(span, name),), title=f"write {name}")
    message = f"found the venue {use.name}, expected {name}"
    return rule.diagnose(use.found.span if span is None else span, message, fix=fix, evidence=evidence)


def _is_compared(reading: VenueReading) -> bool:
    """Tell whether a name is right only by custom: not one in full, nor one that was right in its year."""
    if len(reading.name.split()) > _LONGEST_NAME or reading.venue.kind == "report" or reading.others:
        return False
    venue = _called(reading)
    if reading.is_workshop and venue.kind != "workshop":
        return False
    last = next((year for old, year in venue.former.items() if venue_key(old) == venue_key(reading.name)), None)
    first = max(venue.former.values(), default=None)
    if last is not None or first is not None:
        return reading.year is not None and reading.year > (last or first or 0)
    return True


def _called(reading: VenueReading) -> Venue:
    """Return the venue whose name stands there: of findings the conference."""
    return reading.host if reading.venue.parent is not None and reading.host is not None else reading.venue


def _by_meeting(uses: list[_Use]) -> Iterator[list[_Use]]:
    """Yield the uses that are compared: where a joint name such as ACL-IJCNLP is used, those of its year alone."""
    joint_years = {use.found.reading.year for use in uses if _is_joint(use)}
    groups: dict[int | None, list[_Use]] = {}
    for use in uses:
        year = use.found.reading.year
        if year is not None or not _is_joint(use):
            groups.setdefault(year if year in joint_years else None, []).append(use)
    yield from groups.values()


def _is_joint(use: _Use) -> bool:
    return _JOINT.search(use.name) is not None or _called(use.found.reading).joint_meeting(use.name) is not None
