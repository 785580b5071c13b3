"""What the rules on venues share: what the links of an entry say about venue and date."""

from __future__ import annotations

from awesomelint.document.model import Entry, once_per_entry
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import Kind, Reading, read_identifier
from awesomelint.papers.venues.table import Venue, VenueTable
from awesomelint.span import Span

_NOT_THE_PAPER = (Kind.SUPPLEMENT, Kind.SLIDES, Kind.VOLUME)


class Edition(NamedTuple):
    """Where a link says that a paper appeared. Without `venue` only the year is known."""

    venue: Venue
    year: int | None
    is_workshop: bool
    paper: str


@once_per_entry
def linked_papers(entry: Entry) -> tuple[tuple[Span, Reading], ...]:
    """Return what the links of an entry say about papers, with their places."""
    found = []
    for link in entry.links:
        reading = read_identifier(link.url)
        if reading is not None and reading.kind not in _NOT_THE_PAPER:
            found.append((link.span, reading))
    return tuple(found)


def edition_of(link: Reading, table: VenueTable) -> Edition | None:
    """Return the venue and the year that a link names for itself, `None` where it names no venue of the table."""
    imprint = link.imprint
    scheme, year = link.paper.scheme, imprint.year
    venue: Venue | None = None
    if imprint.track == "submission":
        return None
    if imprint.volume is not None or scheme == "doi":
        found = table.edition_with_id(scheme, link.paper.value if scheme == "doi" else imprint.volume or "")
        if found is not None:
            venue, year = found
    if venue is None and scheme == "doi":
        venue = table.with_id(scheme, link.paper.value)
    if venue is None and imprint.code is not None:
        venue = table.with_id(scheme, imprint.code)
    if venue is None and imprint.venue is not None:
        venue = table.named(imprint.venue)
    if venue is None:
        return None
    return Edition(venue, year, imprint.track == "workshop" or venue.kind == "workshop", str(link.paper))
