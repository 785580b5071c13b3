"""What a text in a venue's place says: which venue, which year, which part of it, which award."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.mention import ARXIV_ID, AWARD, MAX_LENGTH, MODIFIERS, may_name_award, without_remarks
from awesomelint.papers.venues.names import venue_key
from awesomelint.papers.venues.table import Month, Venue, VenueTable
from awesomelint.papers.venues.words import Dated, Found, Hit, find_names, without_year

FINDINGS = "findings"
WORKSHOP = "workshop"

_TRACKS = (
    (FINDINGS, r"findings?"),
    ("student", r"srw|student (?:research workshop|abstracts?|track)"),
    (WORKSHOP, r"workshops?|wksp|w(?!\.)"),
    ("demo", r"(?:system )?(?:demos?|demonstrations?)"),
    ("industry", r"industr(?:y|ial)"),
    ("datasets-and-benchmarks", r"datasets?\s*(?:and|&|/|-)\s*benchmarks?|d\s?&\s?b"),
    ("tiny", r"tiny ?papers?"),
    ("tutorial", r"tutorials?"),
    ("applied", r"applied data science|ads"),
    ("late-breaking", r"late[- ]breaking"),
    ("companion", r"companion"),
    ("short", r"short(?: papers?)?"),
    ("long", r"(?:long|full)(?: papers?)?"),
    ("main", r"main(?: conference)?"),
)
TRACKS = tuple(name for name, _ in _TRACKS)
"""The parts of a conference that a reading tells apart."""
_TRACK = expression("|".join(rf"(?P<_{index}>\b(?:{words})\b)" for index, (_, words) in enumerate(_TRACKS)))

_RESEARCH_WORKSHOP = expression(r"\b(?:research workshop|srw)\b")

_AWARDS = (
    ("best paper", r"best\b.*paper"),
    ("outstanding paper", r"outstanding"),
    ("honourable mention", r"honou?rable"),
    ("runner-up", r"runner"),
    ("oral", r"oral"),
    ("spotlight", r"spotlight"),
    ("highlight", r"highlight"),
    ("notable", r"notable|top[- ]\d"),
    ("poster", r"poster"),
    ("award", r"award"),
)
AWARDS = tuple(name for name, _ in _AWARDS)
"""The awards and forms of presentation that a reading tells apart."""
_AWARD_WORDS = tuple((name, expression(rf"\b(?:{words})")) for name, words in _AWARDS)

_SUBMITTED = expression(r"\b(?:under review|submission|submitted|withdrawn|reject(?:ed)?|open ?review)\b")


def tracks_in(text: str, names: Iterable[tuple[int, int]]) -> list[str]:
    """Return the parts of a conference that the words around the names tell, in the order of `TRACKS`."""
    for start, end in names:
        text = text[:start] + " " * (end - start) + text[end:]
    text = text.lower()
    found = {int(str(match.lastgroup)[1:]) for match in _TRACK.finditer(text)}
    if _RESEARCH_WORKSHOP.search(text):
        found.add(TRACKS.index(WORKSHOP))
    return [TRACKS[index] for index in sorted(found)]


def award_in(text: str) -> str | None:
    """Return which of `AWARDS` a text names."""
    if not may_name_award(text) or AWARD.search(text) is None:
        return None
    text = text.lower()
    return next((name for name, words in _AWARD_WORDS if words.search(text)), None)


def says_submitted(text: str) -> bool:
    """Tell whether a text says that a paper was handed in, not that it was accepted."""
    return _SUBMITTED.search(text.lower()) is not None


#| What a text in a venue's place says: which venue, which year, which part of it, which award.

_PLAIN_WORDS = MODIFIERS | frozenset(
    "abs by chapter com ed ext extended from issn isbn lecture no notes org pages pmlr press pp preprints publishers sec springer"
    " ser series society technical th to vol volumes within via website year".split()
)
_COMPANY = frozenset(
    "acm annual arxiv conference demo elsevier ieee in international issue journal long main no of pages paper papers poster pp"
    " preprint proc proceedings short springer the track usenix vol volume w workshop workshops".split()
)
"""Words that may stand beside a name that is also an ordinary word."""
_COUNTED = expression(
    r"\d[\d.]*(?:st|nd|rd|th|v\d+)?|[ivx]+|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth"
)
_ENDS_NAME = expression(r"\s*(?:$|[,;:()\[\]–—|·•-])")
_OPENS_NAME = expression(r"(?:^|[,;:(\[@/–—|·•-]|\b(?:in|at|of|to|on|by|for))\s*$", re.IGNORECASE)
_EMPHASIS = expression(r"(\*{1,2})(?=\S)([^*]*\S)\1")
_AROUND = " ,.:;()[]'’-–—|"
_SERIES = expression(r"[A-Z][\w-]*[A-Z][\w-]*")
_ARCHIVES = ("preprint", "report")


class VenueReading(NamedTuple):
    """What a text says about a venue.

    `venue` is the most specific one that the table has: for "Findings of EMNLP 2020" the findings, with EMNLP as `host`; for
    "NeurIPS 2019 Workshop" NeurIPS, with `is_workshop`; for "RepL4NLP@ACL 2022" RepL4NLP, with ACL as `host`. `name` is how the
    text calls it (of findings, how it calls the conference), `span` where, `year_span` where the year's digits stand. `track` is
    one of `TRACKS`, `award` one of `AWARDS`. `is_submission` tells that the text does not say that the paper was accepted.
    `others` are further venues that the text names. `form` is the text with `{venue}` for the name and `{year}` or `{yy}` for
    the year: two texts in one style have one form. `is_certain` tells that the name is not also an ordinary word.
    """

    venue: Venue
    name: str
    span: tuple[int, int]
    year: int | None
    year_span: tuple[int, int] | None
    track: str | None
    award: str | None
    is_workshop: bool
    is_submission: bool
    host: Venue | None
    others: tuple[Venue, ...]
    form: str
    is_certain: bool


def parse_venue(text: str, table: VenueTable) -> VenueReading | None:
    """Read a text that stands where a venue is expected. Returns `None` if it names no venue of the table."""
    return None if len(text) > MAX_LENGTH else _parse(text, table)


def was_held(reading: VenueReading) -> bool | None:
    """Tell whether the edition that a text names took place; `None` where the table does not know for certain.

    A name of a joint meeting is right only in the years of such meetings: there was no ACL-IJCNLP 2020. Where there was no
    conference there were no findings of it.
    """
    if reading.year is None or reading.is_submission or reading.others:
        return None
    if reading.venue.parent is not None and reading.host is not None and reading.host.was_held(reading.year) is False:
        return False
    meeting = reading.venue.joint_meeting(reading.name)
    if meeting is not None and reading.venue.was_held(reading.year) is not None:
        return any(reading.year in each.years for each in reading.venue.joint if set(each.others) & set(meeting.others))
    return reading.venue.was_held(reading.year)


def month_of(reading: VenueReading) -> Month | None:
    """Return the month in which the edition that a text names ended, if that is known; findings go with their conference."""
    if reading.year is None or was_held(reading) is False:
        return None
    month = reading.venue.month_of(reading.year)
    return month if month is not None or reading.host is None else reading.host.month_of(reading.year)


@lru_cache(maxsize=1 << 14)
def _parse(text: str, table: VenueTable) -> VenueReading | None:
    dated = without_year(without_remarks(_EMPHASIS.sub(_unmarked, text) if "*" in text else text), table.index)
    found = find_names(dated.text, dated.span, table)
    tracks = tracks_in(text, ((hit.start, hit.end) for hit in found.hits))
    is_workshop = WORKSHOP in tracks or "@" in text or any(hit.is_workshop for hit in found.hits)
    track = tracks[0] if tracks else WORKSHOP if is_workshop and "@" not in text else None
    hits = _trusted(dated.text, found, is_workshop, table)
    if not hits:
        return _without_name(text, dated, found, track, table)
    chosen, host, others = _chosen(text, hits, track, table)
    venue = table[chosen.key]
    if track == FINDINGS and (findings := _findings(venue, dated.year, table)) is not None:
        venue, host = findings, venue
    is_series = track is None and _names_series(dated.text, found, table)
    is_workshop = track != FINDINGS and (is_workshop or is_series or venue.kind == WORKSHOP)
    return VenueReading(
        venue=venue,
        name=text[chosen.start : chosen.end],
        span=(chosen.start, chosen.end),
        year=dated.year,
        year_span=dated.span,
        track=track or (WORKSHOP if is_workshop and venue.kind != WORKSHOP else None),
        award=award_in(text),
        is_workshop=is_workshop,
        is_submission=says_submitted(text),
        host=host,
        others=others,
        form=_form(text, (chosen.start, chosen.end), dated),
        is_certain=not chosen.is_weak,
    )


def _unmarked(match: re.Match[str]) -> str:
    return match[0].replace("*", " ")


def _trusted(text: str, found: Found, is_workshop: bool, table: VenueTable) -> list[Hit]:
    """Return the names that the text is about; none if its other words make something else of it."""
    strong = [hit for hit in found.hits if not hit.is_weak]
    if not strong or all(table[hit.key].kind in _ARCHIVES for hit in strong):
        strong += _trusted_words(text, found, table)
    strange = any(word.text not in _PLAIN_WORDS and not _COUNTED.fullmatch(word.text) for word in found.rest)
    if strange and not (is_workshop or _stands_alone(text, strong) or _names_series(text, found, table)):
        return []
    return strong


def _trusted_words(text: str, found: Found, table: VenueTable) -> list[Hit]:
    """Return a name that is also a word, if it is written like the name and stands by itself."""
    weak = [hit for hit in found.hits if hit.is_weak]
    alone = all(word.text in _COMPANY or word.text.isdigit() for word in found.rest) and not text.rstrip().endswith(
        (" in", " of")
    )
    return weak if alone and len({hit.key for hit in weak}) == 1 and _is_written_as_name(text, weak[0], table) else []


def _is_written_as_name(text: str, hit: Hit, table: VenueTable) -> bool:
    written = text[hit.start : hit.end]
    names = [name for name in table[hit.key].ambiguous if venue_key(name) == venue_key(written)]
    return written.isupper() if all(name.isupper() for name in names) else not written[0].islower()


def _stands_alone(text: str, hits: list[Hit]) -> bool:
    """Tell whether a name is set off from what else is said: "ICML, Sydney", "Conference on Robot Learning (CoRL)"."""
    return any(
        _OPENS_NAME.search(text, 0, hit.start) is not None and _ENDS_NAME.match(text, hit.end) is not None
        for hit in (*hits[:1], *hits[1:][-1:])
    )


def _names_series(text: str, found: Found, table: VenueTable) -> bool:
    """Tell whether an unknown acronym follows a conference, which is then the name of a workshop: "ICLR RLGM"."""
    if len(found.hits) != 1 or table[found.hits[0].key].kind != "conference":
        return False
    hit = found.hits[0]
    return not text[: hit.start].strip() and _SERIES.fullmatch(text[hit.end :].strip(_AROUND)) is not None


def _chosen(
    text: str, hits: list[Hit], track: str | None, table: VenueTable
) -> tuple[Hit, Venue | None, tuple[Venue, ...]]:
    """Return the name that the text is about, the venue that it ran at, and further venues."""
    published = [hit for hit in hits if table[hit.key].kind not in _ARCHIVES] or _most_specific(hits)
    if track == FINDINGS:  # "Findings of ACL: EMNLP 2020" are those of EMNLP
        published = [hit for hit in published if _findings(table[hit.key], None, table) is not None][-1:] or published
    chosen, host = published[0], None
    at = text.find("@", chosen.start)
    beyond = [hit for hit in published if hit.start > at >= chosen.end]
    if not beyond:
        workshops = [hit for hit in published if table[hit.key].kind == WORKSHOP]
        beyond = [hit for hit in published if table[hit.key].kind == "conference"] if workshops else []
        chosen = workshops[0] if workshops else chosen
    if beyond and beyond[0].key != chosen.key:
        host = table[beyond[0].key]
    known = {chosen.key, *(hit.key for hit in beyond)}
    return chosen, host, tuple(table[key] for key in dict.fromkeys(hit.key for hit in published) if key not in known)


def _most_specific(hits: list[Hit]) -> list[Hit]:
    """Return the archives that are named; "bioRxiv preprint" is about bioRxiv."""
    return [hit for hit in hits if hit.key != "preprint"] or hits


def _findings(venue: Venue, year: int | None, table: VenueTable) -> Venue | None:
    found = table.findings_of(venue.key)
    if found is not None or venue.kind != "conference":
        return found
    for other in table.findings:
        assert other.parent is not None
        if any(
            venue.key in meeting.others and (year is None or year in meeting.years)
            for meeting in table[other.parent].joint
        ):
            return other
    return None


def _without_name(text: str, dated: Dated, found: Found, track: str | None, table: VenueTable) -> VenueReading | None:
    """Read a text that names no venue outright: `arXiv:2101.00001`, or "Findings" alone."""
    arxiv = ARXIV_ID.search(text)
    if arxiv is not None and "arxiv" in table:
        start = text.lower().find("arxiv", arxiv.start())
        return _bare(table["arxiv"], text, (start, start + len("arxiv")), dated, None)
    alone = track == FINDINGS and not found.hits and len(found.rest) == 1
    if alone and (venue := table.named(found.rest[0].text)) is not None:
        return _bare(venue, text, (found.rest[0].start, found.rest[0].end), dated, FINDINGS)
    return None


def _bare(venue: Venue, text: str, span: tuple[int, int], dated: Dated, track: str | None) -> VenueReading:
    name = text[span[0] : span[1]]
    form = _form(text, span, dated)
    return VenueReading(
        venue, name, span, dated.year, dated.span, track, None, False, False, None, (), form, track is None
    )


def _form(text: str, name: tuple[int, int], dated: Dated) -> str:
    parts = [(name, "{venue}")]
    if dated.span is not None:
        parts.append((dated.span, "{year}" if dated.span[1] - dated.span[0] == len("2021") else "{yy}"))
    for (start, end), word in sorted(parts, reverse=True):
        text = text[:start] + word + text[end:]
    return " ".join(text.split())
