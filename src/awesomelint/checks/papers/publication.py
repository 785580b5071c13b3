"""Where a paper was published, by what its authors and registries say: preprints that have appeared, and venues that differ."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from awesomelint.checks.base import short
from awesomelint.checks.links.verdicts import facts_of
from awesomelint.checks.papers.entry_venue import EntryVenue, entry_venue
from awesomelint.checks.papers.paper_links import PaperLink, paper_index
from awesomelint.checks.papers.venue_editions import (
    Edition,
    contradicts,
    contradicts_links,
    edition_of,
    linked_editions,
    shown_edition,
)
from awesomelint.checks.papers.venue_fixes import venue_edits
from awesomelint.context import Facts, LintContext, PaperRecord
from awesomelint.diagnostic import Diagnostic, Fix, News, Related, Safety
from awesomelint.document.model import Entry
from awesomelint.papers.authors import share_an_author
from awesomelint.papers.comment_words import SUBMITTED
from awesomelint.papers.comments import Publication, Status, read_comment, read_reference
from awesomelint.papers.identifiers import PaperId, read_identifier
from awesomelint.papers.identity import is_title, likeness
from awesomelint.papers.titles import SAME, title_key, title_ratio
from awesomelint.papers.venues.reading import ARCHIVES, find_names, parse_venue
from awesomelint.papers.venues.table import Venue, VenueTable
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression


class _Witness(StrEnum):
    """Who says where a paper was published. Two of them say it independently."""

    AUTHORS = "authors"
    REGISTRY = "registry"
    FILE = "file"
    LINK = "link"


class _Statement(NamedTuple):
    """A publication, who says so, and how messages call that."""

    publication: Publication
    witness: _Witness
    said_by: str


# -- preprints that were published


def preprint_published(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report an entry that calls its paper a preprint although it was published in proceedings or a journal."""
    given = entry_venue(entry)
    if given is None or not _is_preprint(entry, given):
        return
    facts = facts_of(context)
    statements = _without_workshops(entry, facts, list(_statements(entry, facts)))
    known = _published(entry, given, statements) if statements else _published_as(entry, facts)
    if known is None or (statements and _names(entry, statements[0].publication.venue)):
        return
    news = News(given.written, known.where, " and ".join(known.said_by))
    says = f"{'says' if len(known.said_by) == 1 else 'say'} {news.said_by}"
    message = f"found {given.written}, but the paper was published {known.preposition} {known.where}, {says}"
    yield rule.diagnose(given.span, message, fix=known.fix, news=news)


class _Published(NamedTuple):
    """Where a paper was published ("at", "ICML 2020"), who says so, and a fix of its entry."""

    preposition: str
    where: str
    said_by: tuple[str, ...]
    fix: Fix | None = None


def _published(entry: Entry, given: EntryVenue, statements: list[_Statement]) -> _Published:
    """Return what statements say of an entry, the first one before all others, and a fix if none contradicts it."""
    table = entry.document.venues
    agreeing = [one for one in statements if _agree(statements[0].publication, one.publication, table)]
    venue = statements[0].publication.venue
    year = next((one.publication.year for one in agreeing if one.publication.year is not None), None)
    fix = None
    if len(agreeing) == len(statements) and (year is None or year >= _submitted(entry)):
        edits = venue_edits(entry, given, venue, year)
        is_sure = len({one.witness for one in agreeing}) > 1
        fix = Fix(edits, Safety.SAFE if is_sure else Safety.UNSAFE, f"write {_shown(venue, year)}") if edits else None
    said_by = tuple(dict.fromkeys(one.said_by for one in agreeing))[:2]
    return _Published("in" if venue.kind in ("journal", "findings") else "at", _shown(venue, year), said_by, fix)


def _published_as(entry: Entry, facts: Facts) -> _Published | None:
    """Return what the registry of a preprint calls its publication, where nobody names a venue of the table.

    What authors told arXiv is not enough: they give the DOI of anything.
    """
    for record in (record for _, record in _records(entry, facts) if _is_own(record) and _is_entry(entry, record)):
        for paper in record.published_as:
            if not _is_archived(paper, entry.document.venues):
                published = facts.papers.get(paper)
                said_by = (_speaker(record),)
                if published is None or not published.venue:
                    return _Published("as", str(paper), said_by)
                return _Published("in", f"{short(published.venue)} as {paper}", said_by)
    return None


def _own(entry: Entry) -> list[PaperLink]:
    """Return the links of an entry to its own paper."""
    return paper_index(entry.document).of_entry.get(entry, [])


def _records(entry: Entry, facts: Facts) -> list[tuple[Span, PaperRecord]]:
    """Return what is known of the papers that an entry links to as its own, with the places of the links."""
    links = ((link.link.span, facts.papers.get(link.reading.paper)) for link in _own(entry))
    return [(span, record) for span, record in links if record is not None]


def _names(entry: Entry, venue: Venue) -> bool:
    """Return whether an entry names a venue itself, beside its title and not as one that it was sent to: "arXiv 2019, ICML"."""
    title = entry.title.value if entry.title is not None else ""
    texts = (inline.plain().replace(title, " ") for inline in entry.inlines)
    said = (text for text in texts if not SUBMITTED.search(text))
    return any(hit.key == venue.key for text in said for hit in find_names(text, None, entry.document.venues).hits)


def _submitted(entry: Entry) -> int:
    """Return the year in which the last of an entry's preprints was submitted, 0 without one.

    What was published before that may be the same paper, but has to be looked at.
    """
    years = (link.reading.imprint.year for link in _own(entry) if link.reading.paper.scheme == "arxiv")
    return max((year for year in years if year is not None), default=0)


_NO_CLAIM = frozenset(("openreview", "acl-rolling-review"))
"""Archives at which papers wait for a decision, or stay behind it."""


def _is_preprint(entry: Entry, given: EntryVenue) -> bool:
    """Return whether an entry says that its paper is a preprint; the label of a link to it does not."""
    reading = given.reading
    is_label = entry.venue is None or entry.venue.link is not None
    return (
        not is_label
        and reading.venue.kind == "preprint"
        and reading.venue.key not in _NO_CLAIM
        and not (reading.is_submission or reading.is_workshop or reading.others)
    )


def _statements(entry: Entry, facts: Facts) -> Iterator[_Statement]:
    """Yield what is said of the publication of an entry's paper, the most direct first."""
    table = entry.document.venues
    submitted = _submitted(entry)
    for link in _own(entry):
        edition = edition_of(link.reading, table)
        is_later = edition is not None and edition.year is not None and edition.year >= submitted
        if edition is not None and is_later and edition.venue.kind not in ARCHIVES and not edition.is_workshop:
            status = Status.FINDINGS if edition.venue.kind == "findings" else Status.PUBLISHED
            publication = Publication(edition.venue, edition.year, status)
            yield _Statement(publication, _Witness.LINK, f"the link to {edition.paper}")
    records = [record for _, record in _records(entry, facts)]
    for record in dict.fromkeys(records):
        if _is_entry(entry, record):
            yield from _of_authors(record, table)
            yield from _of_registry(record, facts, table)
    key = title_key(entry.title.value) if entry.title is not None else ""
    if entry.title is not None and is_title(entry.title.value):
        for record in facts.titles.get(key, ()):
            if record not in records and _may_be_of(entry, records, record):
                yield from _of_venue(record, _speaker(record), _witness(record), table)


def _without_workshops(entry: Entry, facts: Facts, statements: list[_Statement]) -> list[_Statement]:
    """Return statements without those of a conference at whose workshop the paper was, as its authors say.

    Registries and files often leave out that it was the workshop.
    """
    table = entry.document.venues
    said = [read_comment(record.comment, table) for _, record in _records(entry, facts) if _is_entry(entry, record)]
    workshops = [one for one in said if one is not None and one.status in (Status.WORKSHOP, Status.TRACK)]
    return [
        one
        for one in statements
        if one.witness is _Witness.LINK or not any(_agree(one.publication, each, table) for each in workshops)
    ]


def _is_entry(entry: Entry, record: PaperRecord) -> bool:
    """Return whether a record is that of the entry's paper by its titles, as far as both have one."""
    if entry.title is None or not record.title:
        return True
    title = entry.title.value
    titles = (record.title, *(record.earlier_titles or ()))
    return any(title_ratio(title, one) >= SAME or (likeness(title, one) or 0) >= SAME for one in titles)


def _may_be_of(entry: Entry, linked: list[PaperRecord], record: PaperRecord) -> bool:
    """Return whether a paper of the same title shares an author with the entry and with its links, as far as those name some."""
    known = ([author.value for author in entry.authors], *(one.authors for one in linked if _is_entry(entry, one)))
    return not record.authors or all(share_an_author(names, record.authors) for names in known if names)


def _of_authors(record: PaperRecord, table: VenueTable) -> Iterator[_Statement]:
    """Yield what authors told arXiv; their comment comes first, as it names the meeting."""
    for publication, said_by in (
        (read_comment(record.comment, table), f"{record.source}'s comment"),
        (read_reference(record.journal_reference, table), f"{record.source}'s journal reference"),
    ):
        if publication is not None and publication.is_published:
            yield _Statement(publication, _Witness.AUTHORS, said_by)


def _of_registry(record: PaperRecord, facts: Facts, table: VenueTable) -> Iterator[_Statement]:
    """Yield what a registry says of a paper's venue, and of the papers that a preprint was published as."""
    witness = _witness(record)
    for paper in record.published_as:
        published = facts.papers.get(paper)
        if published is not None and title_key(published.title) == title_key(record.title):
            yield from _of_venue(published, _speaker(published), _Witness.REGISTRY, table)
        elif published is None:
            yield from _of_identity(paper, witness, table)
    if record.venue:
        yield from _of_venue(record, _speaker(record), _witness(record), table)


def _of_identity(paper: PaperId, witness: _Witness, table: VenueTable) -> Iterator[_Statement]:
    """Yield the edition that the identity of a paper names."""
    reading = read_identifier(str(paper))
    edition = edition_of(reading, table) if reading is not None else None
    if edition is not None and edition.venue.kind not in ARCHIVES and not edition.is_workshop:
        yield _Statement(Publication(edition.venue, edition.year, Status.PUBLISHED), witness, str(paper))


def _is_archived(paper: PaperId, table: VenueTable) -> bool:
    """Return whether a paper is itself a preprint, as far as its identity tells."""
    reading = read_identifier(str(paper))
    edition = edition_of(reading, table) if reading is not None else None
    return edition is not None and edition.venue.kind in ARCHIVES


def _of_venue(record: PaperRecord, said_by: str, witness: _Witness, table: VenueTable) -> Iterator[_Statement]:
    """Yield the publication that a record names as its venue."""
    edition = _edition(record, table)
    if edition is not None and not edition.is_workshop:
        status = Status.FINDINGS if edition.venue.kind == "findings" else Status.PUBLISHED
        yield _Statement(Publication(edition.venue, edition.year, status), witness, said_by)


def _witness(record: PaperRecord) -> _Witness:
    if record.source == "arXiv":
        return _Witness.AUTHORS  # it passes on what they say
    return _Witness.FILE if "." in record.source else _Witness.REGISTRY


def _agree(one: Publication, other: Publication, table: VenueTable) -> bool:
    is_one = table.met_together(one.venue.key, other.venue.key, one.year or other.year or 0)
    return is_one and (None in (one.year, other.year) or one.year == other.year)


def _shown(venue: Venue, year: int | None) -> str:
    return venue.name if year is None else f"{venue.name} {year}"


# -- venues that differ

_YEAR = expression(r"\d{4}")
_VOLUME = expression(r"\s\d\d\Z")


def venue_differs(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a venue when the registry of the paper that an entry links to names another one, or another year."""
    given = entry_venue(entry)
    if given is None or given.reading.is_submission or given.reading.venue.kind in ARCHIVES:
        return
    if contradicts_links(entry) or any(edition.year is not None for _, edition in linked_editions(entry)):
        return  # what links say themselves is judged by another rule
    facts, table = facts_of(context), entry.document.venues
    editions = [(span, record, _edition(record, table)) for span, record in _records(entry, facts) if _is_own(record)]
    known = [(span, record, edition) for span, record, edition in editions if edition is not None]
    if not known or not all(_differs(given, edition, table) for _, _, edition in known):
        return
    span, record, edition = known[0]
    if not _is_entry(entry, record) or not record.title:
        return  # the link may be to another paper, and the venue right
    says = f"{_speaker(record)} says of {record.paper}"
    message = f"found {given.written}, expected {shown_edition(edition)}, as {says}"
    yield rule.diagnose(given.span, message, related=(Related(span, f"the link is to {record.paper}"),))


def _speaker(record: PaperRecord) -> str:
    """Return how messages call who says what is in a record."""
    return "the page" if record.source == "page" else record.source


def _is_own(record: PaperRecord) -> bool:
    """Return whether a record is that of the registry where the paper is, and no preprint's or a file's."""
    return record.paper.scheme != "arxiv" and _witness(record) is _Witness.REGISTRY


def _edition(record: PaperRecord, table: VenueTable) -> Edition | None:
    """Return the edition that a record names as its venue, with the year of its name or else that of printing.

    Two digits behind a space may be a volume: "AAAI 34".
    """
    reading = parse_venue(record.venue, table) if record.venue else None
    if reading is None or reading.venue.kind in ARCHIVES or reading.others or reading.is_submission:
        return None
    printed = _YEAR.match(record.published)
    year = reading.year
    if reading.year_span is None or (printed is not None and _VOLUME.search(record.venue[: reading.year_span[1]])):
        year = int(printed[0]) if printed is not None else year
    is_workshop = reading.is_workshop or reading.track not in (None, "main", "long", "short", "findings", "applied")
    return Edition(reading.venue, year, is_workshop, str(record.paper))


def _differs(given: EntryVenue, edition: Edition, table: VenueTable) -> bool:
    """Return whether an edition surely is not that of an entry: a volume may be printed in a year next to the meeting's."""
    if not contradicts(given, edition, table):
        return False
    own = given.reading.year
    is_near = own is not None and edition.year is not None and abs(own - edition.year) <= 1
    return not (is_near and not contradicts(given, edition._replace(year=own), table))


# -- withdrawals

_SAID_SO = expression(r"(?i)\b(?:withdrawn|retract(?:ed|ion)|removed)\b|撤稿|撤回")
_VERBS = {"retraction": "retracted", "removal": "removed", "withdrawal": "withdrawn", "withdrawn": "withdrawn"}
_LONGEST_REASON = 160


def withdrawn_paper(entry: Entry, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a paper that its authors have withdrawn, or its publisher has retracted."""
    records = _records(entry, facts_of(context))
    withdrawn = [(span, one) for span, one in records if one.is_withdrawn or one.withdrawal or one.withdrawn_on]
    if not withdrawn or _SAID_SO.search(entry.document.source[entry.span]):
        return
    span, record = withdrawn[0]
    kind = record.withdrawal.lower()
    verb = _VERBS.get(kind, "withdrawn")
    when = f" on {record.withdrawn_on}" if len(record.withdrawn_on) == len("2020-01-01") else ""
    when = when or (f" in {record.withdrawn_on}" if record.withdrawn_on else "")
    reason = f': "{short(record.withdrawal, _LONGEST_REASON)}"' if kind not in ("", *_VERBS) else ""
    yield rule.diagnose(span, f"paper {record.paper} was {verb}{when}, says {_speaker(record)}{reason}")
