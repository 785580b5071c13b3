"""Editions of venues: whether one was held in a year, and whether the links of an entry agree with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from awesomelint.checks.papers.entry_venue import EntryVenue, entry_venue
from awesomelint.checks.papers.paper_links import said_by
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Related
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.markdown.blocks import LinkKind
from awesomelint.papers.identifiers import Kind, PaperId, Reading, read_identifier
from awesomelint.papers.titles import title_key
from awesomelint.papers.venues.mention import read_year
from awesomelint.papers.venues.reading import ARCHIVES, VenueReading, find_names, month_of, was_held
from awesomelint.papers.venues.table import Month, Venue, VenueTable
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_NOT_THE_PAPER = (Kind.SUPPLEMENT, Kind.SLIDES, Kind.VOLUME)
_ABOUT_THE_PAPER = (
    LinkKind.CODE,
    LinkKind.DATA,
    LinkKind.VIDEO,
    LinkKind.SLIDES,
    LinkKind.POSTER,
    LinkKind.SUPPLEMENT,
    LinkKind.ARTICLE,
)


class Edition(NamedTuple):
    """Where a link says that a paper appeared; `printed` is the year in which the proceedings came out, if the link tells it."""

    venue: Venue
    year: int | None
    is_workshop: bool
    paper: str
    printed: int | None = None


@remembered
def linked_papers(entry: Entry) -> tuple[tuple[Span, Reading], ...]:
    """Return what the links of an entry say about papers, with their places."""
    readings = []
    for link in entry.links:
        reading = read_identifier(link.url)
        if reading is not None and reading.kind not in _NOT_THE_PAPER and link.kind not in _ABOUT_THE_PAPER:
            readings.append((link.span, reading))
    return tuple(readings)


def edition_of(link: Reading, table: VenueTable) -> Edition | None:
    """Return the venue and the year that a link names for itself, `None` where it names no venue of the table."""
    imprint = link.imprint
    scheme, year = link.paper.scheme, imprint.year
    venue: Venue | None = None
    if imprint.track == "submission":
        return None
    if imprint.volume is not None or scheme == "doi":
        edition = table.edition_with_id(scheme, link.paper.value if scheme == "doi" else imprint.volume or "")
        if edition is not None:
            venue, year = edition
    if venue is None and scheme == "doi":
        venue = table.with_id(scheme, link.paper.value)
    if venue is None and imprint.code is not None:
        venue = table.with_id(scheme, imprint.code)
    if venue is None and imprint.venue is not None:
        venue = table.named(imprint.venue)
    if venue is None:
        return None
    is_workshop = imprint.track == "workshop" or venue.kind == "workshop"
    return Edition(venue, year, is_workshop, str(link.paper), _printed(link.paper))


_KEY_OF_PMLR = expression(r"v\d+/\D+(\d\d)[a-z]*\Z")


def _printed(paper: PaperId) -> int | None:
    """Return the year in a paper's key at PMLR, which may be the one after the meeting."""
    match = _KEY_OF_PMLR.match(paper.value) if paper.scheme == "pmlr" else None
    return 2000 + int(match[1]) if match is not None else None


# -- the rules

_UNDATED = (*ARCHIVES, "journal")
_AHEAD = 2
"""Years from now in which editions may be announced."""
_FAR_AHEAD = expression(r"[ ,]{0,2}2[1-9]\d\d(?!\w|[-–:.]\d)")
"""What is behind a venue where the digits of a year are swapped: no venue is read with such a year."""
_BEHIND = len(" (2017")
"""Characters behind a venue in which its year is."""
_NEAR = 3
"""Years in which the nearest edition is looked for."""
_MONTHS = ("January February March April May June July August September October November December").split()


def impossible_edition(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a venue in a year in which it was not held, or that lies far ahead."""
    given = entry_venue(entry)
    if given is None or given.reading.venue.kind in _UNDATED:
        return
    if given.reading.year is None:
        far = _FAR_AHEAD.match(entry.document.source.text, given.span.end)
        if far is not None:
            span = Span(given.span.start, far.end())
            written = entry.document.source[span]
            yield rule.diagnose(span, f"found {written}, expected a year that is not in the future")
        return
    reading, year = given.reading, given.reading.year
    if year > date.today().year + _AHEAD:
        yield rule.diagnose(given.span, f"found {given.written}, expected a year that is not in the future")
    elif was_held(reading) is False:
        yield rule.diagnose(given.span, f"found {given.written}, expected {_expected(reading, year)}")


def _expected(reading: VenueReading, year: int) -> str:
    venue = reading.named
    meeting = venue.joint_meeting(reading.name)
    if meeting is not None:
        joint = sorted({other for each in venue.joint if each.name == meeting.name for other in each.years})
        return f"a year in which {meeting.name} was held: {', '.join(map(str, joint))}"
    before = [other for other in range(year - _NEAR, year) if venue.was_held(other)][-1:]
    after = [other for other in range(year + 1, year + _NEAR + 1) if venue.was_held(other)][:1]
    years = " or ".join(map(str, before + after))
    return f"{years}, as {reading.name} was not held in {year}" if years else f"a year in which {reading.name} was held"


def venue_contradicts_link(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a venue when a link of the entry is to a paper of another venue or another year, and no link agrees."""
    given = entry_venue(entry)
    if given is None or not contradicts_links(entry):
        return
    span, edition = linked_editions(entry)[0]
    if span != linked_papers(entry)[0][0]:
        return  # the paper comes first; what follows may be another one, such as an earlier version
    if len(_titles_by_paper(entry.document)[edition.paper]) > 1:
        return  # the link may be another entry's, and the venue right
    if _is_said(entry, edition):
        return  # the venue that was read is another paper's, or the entry gives two
    message = f"found {given.written}, expected {shown_edition(edition)} as the link to {edition.paper} says"
    yield rule.diagnose(given.span, message, related=(Related(span, f"the link is to {shown_edition(edition)}"),))


def _is_said(entry: Entry, edition: Edition) -> bool:
    """Return whether an entry names an edition anywhere, with its year behind the venue: `in CVPR2017`, `CVPR '17`."""
    text = said_by(entry)
    of_venue = (hit for hit in find_names(text, None, entry.document.venues).hits if hit.key == edition.venue.key)
    return any(read_year(text[hit.end : hit.end + _BEHIND]) == edition.year for hit in of_venue)


@remembered
def linked_editions(entry: Entry) -> tuple[tuple[Span, Edition], ...]:
    """Return the editions that the links of an entry name, without archives, with their places."""
    table = entry.document.venues
    editions = [(span, edition_of(link, table)) for span, link in linked_papers(entry)]
    return tuple((span, one) for span, one in editions if one is not None and one.venue.kind not in ARCHIVES)


@remembered
def contradicts_links(entry: Entry) -> bool:
    """Return whether an entry gives a venue, links name editions, and none of these is it."""
    given = entry_venue(entry)
    if given is None or given.reading.is_submission or given.reading.venue.kind in ARCHIVES:
        return False
    known = [edition for _, edition in linked_editions(entry)]
    return bool(known) and all(contradicts(given, edition, entry.document.venues) for edition in known)


@remembered
def _titles_by_paper(document: Document) -> dict[str, set[str]]:
    """Return under which titles a list links to each paper."""
    found: dict[str, set[str]] = {}
    for entry in document.entries:
        for _, reading in linked_papers(entry):
            found.setdefault(str(reading.paper), set()).add(title_key(entry.title.value) if entry.title else "")
    return found


def contradicts(given: EntryVenue, edition: Edition, table: VenueTable) -> bool:
    """Return whether a paper of an edition cannot be one of the venue that an entry gives."""
    reading = given.reading
    if "journal" in (reading.venue.kind, edition.venue.kind) and reading.venue.key != edition.venue.key:
        return False  # the version in a journal of what was presented at a conference, or the other way round
    if (reading.is_workshop or edition.is_workshop) and reading.venue.key != edition.venue.key:
        return False  # workshops have names of their own, and belong to meetings that no URL tells
    known = [venue for venue in (reading.venue, reading.host, *reading.others) if venue is not None]
    year = edition.year if reading.year is None else reading.year
    if not any(_is_one(venue, edition.venue, year, table) for venue in known):
        return True
    if reading.venue.kind == "journal":
        return False  # printed later than it was put online
    if None in (reading.year, edition.year) or reading.year in (edition.year, edition.printed):
        return False
    return str(edition.year) not in given.written  # of two venues, each has its year


def _is_one(one: Venue, other: Venue, year: int | None, table: VenueTable) -> bool:
    """Return whether a paper of one venue may be said to be of the other: findings are published next to their conference."""
    keys = {one.key, one.parent or one.key}
    others = {other.key, other.parent or other.key}
    return any(
        first == second or (year is not None and table.met_together(first, second, year))
        for first in keys
        for second in others
    )


def shown_edition(edition: Edition) -> str:
    """Return an edition as messages name it: `ICML 2019`, `a workshop of ICML 2019`."""
    shown = edition.venue.name if edition.year is None else f"{edition.venue.name} {edition.year}"
    return f"a workshop of {shown}" if edition.is_workshop and edition.venue.kind != "workshop" else shown


class _Preprint(NamedTuple):
    """The earliest preprint that an entry links to: its number, when it was submitted, and how many months after the meeting."""

    span: Span
    number: str
    year: int
    month: int
    held: Month
    late: int


def venue_before_preprint(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report the one venue of a list that was over before the preprint that its entry links to was submitted."""
    given = entry_venue(entry)
    preprint = _preprint(entry) if given is not None else None
    if given is None or preprint is None or preprint.late < rule.options["months"]:
        return
    timing = _timing(entry.document)
    if timing.late != {preprint.number} or len(timing.early) < rule.options["early"]:
        return  # later ones are nothing unusual in this list
    when = f"{_MONTHS[preprint.held.month - 1]} {preprint.held.year}"
    submitted = f"{_MONTHS[preprint.month - 1]} {preprint.year}"
    message = f"found {given.written}, which was in {when}, expected a venue after {submitted}"
    yield rule.diagnose(
        given.span,
        f"{message}, when arXiv {preprint.number} was submitted",
        related=(
            Related(preprint.span, f"submitted {preprint.late} {'month' if preprint.late == 1 else 'months'} later"),
        ),
    )


class _Timing(NamedTuple):
    """The preprints of a list that came before the month of their meetings, and the others."""

    early: frozenset[str]
    late: frozenset[str]


@remembered
def _timing(document: Document) -> _Timing:
    preprints = [one for entry in document.entries if (one := _preprint(entry)) is not None]
    return _Timing(
        frozenset(one.number for one in preprints if one.late < 0),
        frozenset(one.number for one in preprints if one.late >= 0),
    )


@remembered
def _preprint(entry: Entry) -> _Preprint | None:
    """Return the preprint of an entry that can be compared with its venue, `None` if there is none."""
    given = entry_venue(entry)
    if given is None or given.reading.year is None or given.reading.venue.kind not in ("conference", "findings"):
        return None
    reading = given.reading
    if reading.is_submission or reading.others or reading.is_workshop:
        return None
    held, table = month_of(reading), entry.document.venues
    preprints = [
        (link.imprint.year, link.imprint.month, span, link.paper.value)
        for span, link in linked_papers(entry)
        if link.paper.scheme == "arxiv" and link.imprint.year is not None and link.imprint.month is not None
    ]
    if held is None or not preprints:
        return None
    editions = (edition_of(link, table) for _, link in linked_papers(entry) if link.paper.scheme != "arxiv")
    if any(edition is not None and not contradicts(given, edition, table) for edition in editions):
        return None  # another link shows that the venue is right
    year, month, span, number = min(preprints)
    return _Preprint(span, number, year, month, held, (year - held.year) * 12 + month - held.month)
