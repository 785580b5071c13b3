"""What kind of venue a name stands for, as far as it can be told."""

from __future__ import annotations

import re
from enum import StrEnum

from awesomelint.papers.venues.reading import resolve


class VenueKind(StrEnum):
    """The kinds of venue that a bibliography tells apart."""

    CONFERENCE = "conference"
    JOURNAL = "journal"
    PREPRINT = "preprint"


_KINDS = {
    "conference": VenueKind.CONFERENCE,
    "findings": VenueKind.CONFERENCE,
    "journal": VenueKind.JOURNAL,
    "preprint": VenueKind.PREPRINT,
    "workshop": VenueKind.CONFERENCE,
}
"""What the kinds of the table are in a bibliography; a report is nothing of these."""
_PREPRINT = re.compile(r"\b(?:preprint|under review)\b", re.IGNORECASE)
_CONFERENCE = re.compile(r"\b(?:conference|workshops?|proceedings|symposium|findings)\b", re.IGNORECASE)
_JOURNAL = re.compile(r"\b(?:journal|transactions|letters|magazine|review|annals|trans\.)\b", re.IGNORECASE)


def venue_kind(name: str) -> VenueKind | None:
    """Return the kind of a venue by its name: what the table says, else the words in it; `None` where nothing tells it."""
    venue = resolve(name)
    if venue is not None:
        return _KINDS.get(venue.kind)
    if _PREPRINT.search(name):
        return VenueKind.PREPRINT
    if _CONFERENCE.search(name):
        return VenueKind.CONFERENCE
    return VenueKind.JOURNAL if _JOURNAL.search(name) else None
