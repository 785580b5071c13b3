"""Read where a paper was published out of what its authors tell arXiv: their comment, and the journal reference.

A comment is free text: "12 pages, 3 figures. Accepted to ICML 2019 (oral)". A venue in it is believed only where nothing but
words of a known kind is around it: it follows words such as "accepted to", or stands with a year between two commas. Any other
word makes it another thing: a challenge, a format, or a workshop that bears the name of its conference.
"""

from __future__ import annotations

from enum import StrEnum

from awesomelint.papers.comment_venues import Mention, mentions_of, sentences, tokens_of, words_of
from awesomelint.papers.comment_words import (
    ACCEPTED,
    EXTENDED,
    FINDINGS,
    NOISE,
    OTHER_WORK,
    PARTS,
    REMARK,
    SUBMITTED,
    TRACK,
    TRANSACTIONS,
    UNDECIDED,
    WITHDRAWN,
    WORKSHOP,
)
from awesomelint.papers.venues.table import Venue, VenueTable
from awesomelint.startup import NamedTuple, memo

MAX_LENGTH = 1000
"""Code points of a comment that are read."""


class Status(StrEnum):
    """What a comment says of a paper and a venue.

    `PUBLISHED`: the paper is in the proceedings or the journal; `FINDINGS`: in the findings next to a conference; `WORKSHOP`:
    at a workshop; `TRACK`: at another part, such as a challenge, a demonstration or a tutorial; `EXTENDED`: another version of
    it is; `SUBMITTED`: it was sent there, and no more is known.
    """

    PUBLISHED = "published"
    FINDINGS = "findings"
    WORKSHOP = "workshop"
    TRACK = "track"
    EXTENDED = "extended"
    SUBMITTED = "submitted"


class Publication(NamedTuple):
    """Where a paper was published, or is said to have been sent. `year` is `None` where none is given."""

    venue: Venue
    year: int | None
    status: Status

    @property
    def is_published(self) -> bool:
        """Whether the paper itself is in proceedings or a journal."""
        return self.status in (Status.PUBLISHED, Status.FINDINGS)


def read_comment(text: str, table: VenueTable) -> Publication | None:
    """Return what a comment says about a venue of the table; `None` where it says nothing, or names several."""
    text = text[:MAX_LENGTH]
    return _accepted_elsewhere(text, table) or _read(text, table, is_reference=False)


def read_reference(text: str, table: VenueTable) -> Publication | None:
    """Return what a journal reference says, such as "Proceedings of the 35th ... (ICML), PMLR 80:1-9, 2018"."""
    return _read(text[:MAX_LENGTH], table, is_reference=True)


def _accepted_elsewhere(text: str, table: VenueTable) -> Publication | None:
    """Return where a paper was accepted that was also sent to another place: "Submitted to ICML 2020; accepted at UAI 2020".

    A venue counts in what is left of the comment but the parts that say "submitted", and only behind words such as "accepted".
    """
    if not SUBMITTED.search(text) or not ACCEPTED.search(text) or UNDECIDED.search(text) or WITHDRAWN.search(text):
        return None
    rest = "".join(", " if SUBMITTED.search(part) else part for part in PARTS.split(NOISE.sub(" ", text)))
    said = _read(rest, table, is_reference=False, is_strict=True) if ACCEPTED.search(rest) else None
    return said if said is not None and said.is_published else None


@memo(1 << 12)
def _read(text: str, table: VenueTable, *, is_reference: bool, is_strict: bool = False) -> Publication | None:
    """Read a text; with `is_strict` a venue that stands alone does not count."""
    text = TRANSACTIONS.sub("Transactions on", " ".join(REMARK.sub(" ", NOISE.sub(" ", text)).split()))
    if WITHDRAWN.search(text) or (not is_reference and OTHER_WORK.search(text)):
        return None
    tokens = tokens_of(text, table)
    said: list[Publication] = []
    workshops: list[set[tuple[str, int | None]]] = []
    is_submitted = not is_reference and SUBMITTED.search(text) is not None
    for sentence in [tokens] if is_reference else sentences(tokens):
        mentions = list(mentions_of(sentence, text, table, is_reference=is_reference, is_strict=is_strict))
        status = _status(words_of(sentence, text))
        if status is Status.WORKSHOP or any(mention.is_workshop for mention in mentions):
            status = Status.WORKSHOP
            workshops.append({(mention.key, mention.year) for mention in mentions})
        for mention in mentions[-1:] if status is Status.FINDINGS else mentions:
            if mention.is_meant or is_submitted or status not in (Status.PUBLISHED, Status.FINDINGS):
                said.append(_publication(mention, status, table))
    if is_submitted:
        said = [one._replace(status=Status.SUBMITTED) for one in said]
    said = [one._replace(status=Status.WORKSHOP) if _is_of_workshop(one, workshops) else one for one in said]
    return _only([one for one in said if one.is_published] or said[:1], table)


def _is_of_workshop(one: Publication, workshops: list[set[tuple[str, int | None]]]) -> bool:
    """Return whether a sentence about a workshop may be about one of this meeting, as it names no other one."""
    return one.is_published and any(
        all(year is None or (key, year) == (one.venue.key, one.year) for key, year in named) for named in workshops
    )


def _status(words: str) -> Status:
    """Return what the words of a sentence make of the venues in it."""
    if WORKSHOP.search(words):
        return Status.WORKSHOP
    if EXTENDED.search(words):
        return Status.EXTENDED
    if TRACK.search(words):
        return Status.TRACK
    return Status.FINDINGS if FINDINGS.search(words) else Status.PUBLISHED


def _publication(mention: Mention, status: Status, table: VenueTable) -> Publication:
    venue = table[mention.key]
    findings = venue if venue.kind == "findings" else table.findings_of(venue.key)
    if status is Status.FINDINGS and findings is None:
        status = Status.TRACK  # of what has no findings: the word means something else
    elif findings is not None and (status is Status.FINDINGS or (venue is findings and status is Status.PUBLISHED)):
        venue, status = findings, Status.FINDINGS
    return Publication(venue, mention.year, status)


def _only(said: list[Publication], table: VenueTable) -> Publication | None:
    """Return the one publication of which all speak; `None` for several, and for a meeting that was not held."""
    if not said:
        return None
    first = said[0]
    years = {one.year for one in said if one.year is not None}
    year = years.pop() if len(years) == 1 else None
    if years or any(not table.met_together(first.venue.key, one.venue.key, year or 0) for one in said):
        return None
    if year is not None and first.venue.was_held(year) is False:
        return None
    return first._replace(year=year)
