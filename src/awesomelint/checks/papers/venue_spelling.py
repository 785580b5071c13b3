"""Misspelt venues: what is one slip from a known name, where the entry's links or the rest of the list speak for that venue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awesomelint.checks.papers.venue_editions import edition_of, linked_papers
from awesomelint.checks.papers.venue_wording import entry_venue
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.papers.venues.spelling import LISTED, LOOK_ALIKE, Misspelling, misspelling
from awesomelint.papers.venues.table import Venue, venue_key
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple


def unknown_venue(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a venue that is no known one, but a slip of the pen from one that can be meant here."""
    field = entry.venue
    slip = misspelt_venue(entry)
    if field is None or slip is None:
        return
    is_proven = _is_linked(entry, slip.venue)
    if not is_proven and slip.slip not in (LISTED, LOOK_ALIKE) and not _is_usual(entry, slip):
        return
    written, span, fix = field.value[slip.start : slip.end], field.span, None
    if entry.document.source[field.span] == field.value:
        span = Span(span.start + slip.start, span.start + slip.end)
        safety = Safety.SAFE if is_proven or slip.slip == LOOK_ALIKE else Safety.UNSAFE
        fix = Fix((Edit(span, slip.name),), safety, f"write {slip.name}")
    yield rule.diagnose(span, f"found the unknown venue {written}, expected {slip.name}", fix=fix)


@remembered
def misspelt_venue(entry: Entry) -> Misspelling | None:
    """Return the name that the venue of an entry may be a slip for."""
    if entry.venue is None or entry_venue(entry) is not None:
        return None
    return misspelling(entry.venue.value, entry.document.venues)


def _is_linked(entry: Entry, venue: Venue) -> bool:
    """Return whether a link of the entry is to a paper of a venue, by its URL."""
    table = entry.document.venues
    editions = (edition_of(link, table) for _, link in linked_papers(entry))
    return any(edition is not None and venue.key in (edition.venue.key, edition.venue.parent) for edition in editions)


def _is_usual(entry: Entry, slip: Misspelling) -> bool:
    """Return whether the list names the venue elsewhere, more often than by the misspelt name."""
    assert entry.venue is not None
    names = _names(entry.document)
    written = entry.venue.value[slip.start : slip.end]
    return names.known[slip.venue.key] > names.misspelt[venue_key(written)]


class _Names(NamedTuple):
    """How often a list names each known venue, by their keys, and how often each name that may be misspelt."""

    known: Counter[str]
    misspelt: Counter[str]


@remembered
def _names(document: Document) -> _Names:
    known, misspelt = Counter[str](), Counter[str]()
    for entry in document.entries:
        given, slip = entry_venue(entry), misspelt_venue(entry)
        if given is not None:
            known.update({given.reading.venue.key, given.reading.named.key})
        elif slip is not None and entry.venue is not None:
            misspelt[venue_key(entry.venue.value[slip.start : slip.end])] += 1
    return _Names(known, misspelt)
