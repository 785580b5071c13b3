"""Names of venues: misspelt ones, and several names of one venue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awesomelint.checks.base import counted
from awesomelint.checks.papers.entry_venue import EntryVenue, entry_venue
from awesomelint.checks.papers.venue_editions import edition_of, linked_papers
from awesomelint.checks.papers.venue_wording import LONGEST_NAME, is_part_of_name, venue_fix
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix, Related, Safety, Severity
from awesomelint.document.conventions import MANY_WITNESSES, majority
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.papers.venues.reading import VenueReading
from awesomelint.papers.venues.spelling import LISTED, LOOK_ALIKE, Misspelling, misspelling
from awesomelint.papers.venues.table import Venue, VenueTable, venue_key
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

# -- misspelt names


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


_SHORT, _MANY = 4, 3
"""Letters up to which most acronyms are names of something, and how often a list must name the venue meant by a slip in one."""


def _is_usual(entry: Entry, slip: Misspelling) -> bool:
    """Return whether the list names the venue elsewhere, more often than by the misspelt name."""
    assert entry.venue is not None
    names = _names(entry.document)
    key = venue_key(entry.venue.value[slip.start : slip.end])
    return names.known[slip.venue.key] >= max(names.misspelt[key] + 1, 0 if len(key) > _SHORT else _MANY)


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


# -- several names of one venue

_MIN_SHARE = 2 / 3
"""Share of the most frequent name: less than for other conventions, as two names of one venue are never meant."""
_JOINT = expression(r"\w{2}[-/+]\w{2}")
_PREPRINT = expression(r"(?i)(?<=xiv) preprints?\Z")
"""What may follow the name of an archive without making another name of it."""


class _Use(NamedTuple):
    """A name as an entry writes it."""

    name: str
    given: EntryVenue


def venue_name(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report the names of a venue that a list uses less often than another one, or that are not the canonical one."""
    yield from _series(document, rule)
    uses_of: dict[str, list[_Use]] = {}
    for entry in document.entries:
        given = entry_venue(entry)
        if given is not None and _is_compared(given.reading):
            name = " ".join(_written(given).split())  # which a line may end in
            uses_of.setdefault(given.reading.named.key, []).append(_Use(name, given))
    for uses in (group for of_venue in uses_of.values() for group in _by_meeting(of_venue)):
        if rule.options["names"] == "canonical":
            name = uses[0].given.reading.named.name
            yield from (_report(use, name, None, rule, document.venues) for use in uses if use.name != name)
        elif len({use.name for use in uses}) > 1:
            yield from _infer(uses, rule, document.venues)


def _written(given: EntryVenue) -> str:
    """Return the name that is compared, as in the source."""
    return _PREPRINT.sub("", given.reading.name)


_SERIES = ("pmlr", "proceedingsofmachinelearningresearch")
"""Series of which each volume has the papers of a conference, as keys."""


def _series(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report a series in the place of a conference that the list names elsewhere, as the entry's link tells."""
    for entry in document.entries:
        if (
            entry.venue is None
            or venue_key(entry.venue.value) not in _SERIES
            or _follows_a_name(entry, entry.venue.span)
        ):
            continue
        for span, link in linked_papers(entry):
            edition = edition_of(link, document.venues)
            if link.paper.scheme == "pmlr" and edition is not None and _names(document).known[edition.venue.key]:
                message = f"found the venue {entry.venue.value}, expected {edition.venue.name} {edition.year}"
                related = (Related(span, f"the link is to {link.paper}"),)
                yield rule.diagnose(entry.venue.span, message, related=related, severity=Severity.INFO)
                break


_IN_FULL = expression(r"(?i)\b(?:conference|proceedings|symposium|workshop|meeting)\b")
_BEFORE = 80
"""Code points before a name in which the conference in full is looked for."""


def _follows_a_name(entry: Entry, span: Span) -> bool:
    """Return whether a series is named behind the conference: "International Conference on Birds. PMLR, 2019"."""
    before = entry.document.source.text[max(span.start - _BEFORE, entry.span.start) : span.start]
    return _IN_FULL.search(before) is not None


def _infer(uses: list[_Use], rule: Rule, table: VenueTable) -> Iterator[Diagnostic]:
    counts = Counter(use.name for use in uses)
    name = majority(counts, share=_MIN_SHARE)
    venue = uses[0].given.reading.named
    if name is None or venue_key(name) in {venue_key(old) for old in venue.former}:
        return
    for use in uses:
        if use.name != name and _may_be(use, name):
            evidence = counted(counts[name], counts.total(), "entries", "document")
            if counts.total() < MANY_WITNESSES and not _is_of_table(use, name):
                evidence = evidence._replace(is_sure=False)
            yield _report(use, name, evidence, rule, table)


def _is_of_table(use: _Use, name: str) -> bool:
    """Return whether the table tells one name from another: the old from the new, that of a joint meeting from the usual one."""
    venue = use.given.reading.named
    is_old = venue_key(use.name) in {venue_key(old) for old in venue.former}
    return is_old or name == venue.name or any(_is_joint(each, venue) for each in (use.name, name))


def _may_be(use: _Use, name: str) -> bool:
    """Return whether another name of the venue could stand in the place of one, and would be better there."""
    reading = use.given.reading
    venue, year = reading.named, reading.year
    if venue_key(use.name) == venue_key(name):
        return use.name != venue.name
    if venue.kind == "journal" and venue_key(use.name) in (venue_key(venue.name), venue_key(venue.full or "")):
        return False  # the name in full among abbreviations
    joint = [each for each in (use.name, name) if _is_joint(each, venue)]
    return all(_met_as(each, venue, year) for each in joint)


def _met_as(name: str, venue: Venue, year: int | None) -> bool:
    """Return whether the meeting of a year bore a joint name."""
    key = venue_key(name)
    return any(venue_key(meeting.name) == key and year in meeting.years for meeting in venue.joint)


def _report(use: _Use, name: str, evidence: Evidence | None, rule: Rule, table: VenueTable) -> Diagnostic:
    before, (start, _) = use.given.written, use.given.reading.span
    end = start + len(_written(use.given))
    if "." in use.name and "." not in name and before[end : end + 1] == ".":
        end += 1  # the full stop of an abbreviation goes with it
    span = use.given.part((start, end))
    after = before[:start] + name + before[end:]
    fix = None if span is None else venue_fix(Edit(span, name), before, after, table)
    severity = None
    if venue_key(use.name) == venue_key(name) and name != use.given.reading.named.name:
        severity = Severity.INFO  # "ArXiv" for "Arxiv", where it is "arXiv": neither is right
        fix = fix._replace(safety=Safety.UNSAFE) if fix is not None else None
    message = f"found the venue {use.name}, expected {name}"
    return rule.diagnose(
        use.given.span if span is None else span, message, fix=fix, evidence=evidence, severity=severity
    )


def _is_compared(reading: VenueReading) -> bool:
    """Return whether a name is right only by custom: not one in full, nor one that was right in its year."""
    if len(reading.name.split()) > LONGEST_NAME or reading.venue.kind == "report" or reading.others:
        return False
    if is_part_of_name(reading):
        return False
    venue = reading.named
    if (reading.is_workshop and venue.kind != "workshop") or venue_key(reading.name) in venue.apart:
        return False
    last = next((year for old, year in venue.former.items() if venue_key(old) == venue_key(reading.name)), None)
    first = max(venue.former.values(), default=None)
    if last is not None or first is not None:
        return reading.year is not None and reading.year > (last or first or 0)
    return True


def _by_meeting(uses: list[_Use]) -> Iterator[list[_Use]]:
    """Yield the uses that are compared: where a joint name such as ACL-IJCNLP is used, those of its year alone."""
    joint_years = {use.given.reading.year for use in uses if _is_joint(use.name, use.given.reading.named)}
    groups: dict[int | None, list[_Use]] = {}
    for use in uses:
        year = use.given.reading.year
        if year is not None or not _is_joint(use.name, use.given.reading.named):
            groups.setdefault(year if year in joint_years else None, []).append(use)
    yield from groups.values()


def _is_joint(name: str, venue: Venue) -> bool:
    return _JOINT.search(name) is not None or venue.joint_meeting(name) is not None
