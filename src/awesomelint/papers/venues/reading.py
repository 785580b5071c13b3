"""Read the text of a venue field: which venue of the table, which year, which track.

`parse_venue` takes the names of the table out of a text and judges whether the words that are left may be next to them. Rules
and `awesomelint venues` call it for the venue fields of entries; `mention.read_venue` is the faster reader that finds these
fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from awesomelint.papers.venues.mention import ARXIV_ID, MODIFIERS, Dated, without_remarks, without_year
from awesomelint.papers.venues.table import WORD, Month, NameIndex, Venue, VenueTable, venue_key
from awesomelint.startup import NamedTuple, expression, memo

MAX_LENGTH = 300
"""Longest text, in code points, that is read: registries name volumes with the meeting's dates and place."""
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
_SUBMITTED = expression(r"\b(?:under review|submission|submitted|withdrawn|reject(?:ed)?|open ?review)\b")

_PLAIN_WORDS = MODIFIERS | frozenset(
    "abs by chapter com ed ext extended from issn isbn lecture no notes org pages pmlr press pp preprints publishers sec springer"
    " ser series society technical th to vol volumes within via website year".split()
)
_COMPANY = frozenset(
    "acm annual arxiv conference demo elsevier ieee in international issue journal long main no of pages paper papers poster pp"
    " preprint proc proceedings short springer the track usenix vol volume w workshop workshops".split()
)
"""Words that may be next to a name that is also an ordinary word."""
_COUNTED = expression(
    r"\d[\d.]*(?:st|nd|rd|th|v\d+)?|[ivx]+|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth"
)
_ENDS_NAME = expression(r"\s*(?:\d{1,3}\s*)?(?:$|[,;:()\[\]–—|·•-])")
_OPENS_NAME = expression(r"(?:^|[,;:(\[@/–—|·•-]|\b(?:in|at|of|to|on|by|for))\s*$", re.IGNORECASE)
_EMPHASIS = expression(r"(\*{1,2})(?=\S)([^*]*\S)\1")
_AROUND = " ,.:;()[]'’-–—|"
_SERIES = expression(r"(?=[A-Z][\w-]*[A-Z])[\w-]++")
ARCHIVES = ("preprint", "report")
"""Kinds of venues at which nothing is held: a paper that is there may appear elsewhere."""


class VenueReading(NamedTuple):
    """What a text says about a venue.

    `venue` is the most specific one that the table has: for "Findings of EMNLP 2020" the findings, with EMNLP as `host`; for
    "NeurIPS 2019 Workshop" NeurIPS, with `is_workshop`; for "RepL4NLP@ACL 2022" RepL4NLP, with ACL as `host`. `name` is how the
    text calls it (of findings, how it calls the conference), `span` where, `year_span` where the year's digits are. `form` is
    the text with `{venue}` for the name and `{year}` or `{yy}` for the year: two texts in one style have one form. `track` is one
    of `TRACKS`. `is_submission` tells that the text does not say that the paper was accepted. `others` are further venues that
    the text names.
    """

    venue: Venue
    name: str
    span: tuple[int, int]
    year: int | None
    year_span: tuple[int, int] | None
    form: str
    track: str | None = None
    is_workshop: bool = False
    is_submission: bool = False
    host: Venue | None = None
    others: tuple[Venue, ...] = ()

    @property
    def named(self) -> Venue:
        """The venue that `name` is a name of: of findings the conference."""
        return self.host if self.venue.parent is not None and self.host is not None else self.venue


def parse_venue(text: str, table: VenueTable) -> VenueReading | None:
    """Read a text that is where a venue is expected. Returns `None` if it names no venue of the table."""
    return None if len(text) > MAX_LENGTH else _parse(text, table)


def was_held(reading: VenueReading) -> bool | None:
    """Return whether the edition that a text names took place; `None` where the table does not know for certain.

    A name of a joint meeting is right only in the years of such meetings: there was no ACL-IJCNLP 2020. Where there was no
    conference there were no findings of it.
    """
    venue, year = reading.venue, reading.year
    if year is None or reading.is_submission or reading.others:
        return None
    if venue.parent is not None and reading.host is not None and reading.host.was_held(year) is False:
        return False
    meeting, held = venue.joint_meeting(reading.name), venue.was_held(year)
    if meeting is None or held is None:
        return held
    return any(year in each.years for each in venue.joint if set(each.others) & set(meeting.others))


def month_of(reading: VenueReading) -> Month | None:
    """Return the month in which the edition that a text names ended, if that is known; findings go with their conference."""
    if reading.year is None or was_held(reading) is False:
        return None
    month = reading.venue.month_of(reading.year)
    return month if month is not None or reading.host is None else reading.host.month_of(reading.year)


@memo(1 << 14)
def _parse(text: str, table: VenueTable) -> VenueReading | None:
    unmarked = _EMPHASIS.sub(lambda match: match[0].replace("*", " "), text) if "*" in text else text
    dated = without_year(without_remarks(unmarked), table.index)
    names = find_names(dated.text, dated.span, table)
    tracks = _tracks(text, names.hits)
    is_workshop = WORKSHOP in tracks or "@" in text or any(hit.is_workshop for hit in names.hits)
    track = tracks[0] if tracks else WORKSHOP if is_workshop and "@" not in text else None
    hits = _trusted(dated.text, names, is_workshop, table)
    if not hits:
        return _without_name(text, dated, names, track, table)
    chosen, host, others = _chosen(text, hits, track, table)
    venue, span = table[chosen.key], (chosen.start, chosen.end)
    if dated.span is not None and _is_archived(names.hits, dated.span[0], table) and venue.kind not in ARCHIVES:
        dated = dated._replace(year=None, span=None)
    if track == FINDINGS and (findings := _findings(venue, dated.year, table)) is not None:
        venue, host = findings, venue
    is_series = track is None and _names_series(dated.text, names, table)
    is_workshop = track != FINDINGS and (is_workshop or is_series or venue.kind == WORKSHOP)
    track = track or (WORKSHOP if is_workshop and venue.kind != WORKSHOP else None)
    is_submission = _SUBMITTED.search(text.lower()) is not None
    name, form = text[chosen.start : chosen.end], _form(text, span, dated)
    return VenueReading(
        venue, name, span, dated.year, dated.span, form, track, is_workshop, is_submission, host, others
    )


def _tracks(text: str, hits: Iterable[Hit]) -> list[str]:
    """Return the parts of a conference that the words around the names tell, in the order of `TRACKS`."""
    for hit in hits:
        text = text[: hit.start] + " " * (hit.end - hit.start) + text[hit.end :]
    if not any(map(str.isalpha, text)):
        return []
    text = text.lower()
    indexes = {int(str(match.lastgroup)[1:]) for match in _TRACK.finditer(text)}
    if _RESEARCH_WORKSHOP.search(text):
        indexes.add(TRACKS.index(WORKSHOP))
    return [TRACKS[index] for index in sorted(indexes)]


def _trusted(text: str, names: NamesInText, is_workshop: bool, table: VenueTable) -> list[Hit]:
    """Return the names that the text is about; none if its other words make something else of it."""
    strong = [hit for hit in names.hits if not hit.is_weak]
    if not strong or all(table[hit.key].kind in ARCHIVES for hit in strong):
        strong += _trusted_words(text, names, table)
    strange = any(word[0] not in _PLAIN_WORDS and not _COUNTED.fullmatch(word[0]) for word in names.rest)
    if strange and not (is_workshop or _stands_alone(text, strong) or _names_series(text, names, table)):
        return []
    return strong


def _trusted_words(text: str, names: NamesInText, table: VenueTable) -> list[Hit]:
    """Return a name that is also a word, if it is written like the name and is by itself."""
    weak = [hit for hit in names.hits if hit.is_weak]
    if len({hit.key for hit in weak}) != 1 or text.rstrip().endswith((" in", " of")):
        return []
    alone = all(word[0] in _COMPANY or word[0].isdigit() for word in names.rest)
    return weak if alone and is_written_as_name(text, weak[0], table) else []


def is_written_as_name(text: str, hit: Hit, table: VenueTable) -> bool:
    """Return whether a name that is also an ordinary word has the capitals of the name."""
    written = text[hit.start : hit.end]
    names = [name for name in table[hit.key].ambiguous if venue_key(name) == venue_key(written)]
    return written.isupper() if all(name.isupper() for name in names) else not written[0].islower()


def _stands_alone(text: str, hits: list[Hit]) -> bool:
    """Return whether a name is set off from what else is said: "ICML, Sydney", "Conference on Robot Learning (CoRL)"."""
    return any(
        _OPENS_NAME.search(text, 0, hit.start) is not None and _ENDS_NAME.match(text, hit.end) is not None
        for hit in {*hits[:1], *hits[-1:]}
    )


def _names_series(text: str, names: NamesInText, table: VenueTable) -> bool:
    """Return whether an unknown acronym follows a conference, which is then the name of a workshop: "ICLR RLGM"."""
    if len(names.hits) != 1 or table[names.hits[0].key].kind != "conference":
        return False
    hit = names.hits[0]
    return not text[: hit.start].strip() and _SERIES.fullmatch(text[hit.end :].strip(_AROUND)) is not None


def _chosen(
    text: str, hits: list[Hit], track: str | None, table: VenueTable
) -> tuple[Hit, Venue | None, tuple[Venue, ...]]:
    """Return the name that the text is about, the venue that it ran at, and further venues."""
    published = [hit for hit in hits if table[hit.key].kind not in ARCHIVES]
    if not published:  # "bioRxiv preprint" is about bioRxiv
        published = [hit for hit in hits if hit.key != "preprint"] or hits
    if track == FINDINGS:  # "Findings of ACL: EMNLP 2020" are those of EMNLP
        published = [hit for hit in published if _findings(table[hit.key], None, table) is not None][-1:] or published
    chosen, host = published[0], None
    at = text.find("@", chosen.start)
    beyond = [hit for hit in published if hit.start > at >= chosen.end]
    if not beyond and (workshops := [hit for hit in published if table[hit.key].kind == WORKSHOP]):
        chosen = workshops[0]
        beyond = [hit for hit in published if table[hit.key].kind == "conference"]
    if beyond and beyond[0].key != chosen.key:
        host = table[beyond[0].key]
    known = {chosen.key, *(hit.key for hit in beyond)}
    return chosen, host, tuple(table[key] for key in dict.fromkeys(hit.key for hit in published) if key not in known)


def _is_archived(hits: list[Hit], year: int, table: VenueTable) -> bool:
    """Return whether the name before a year is that of an archive: "ICML, arXiv 2019" tells no year of ICML."""
    before = [hit for hit in hits if hit.end <= year]
    return bool(before) and table[before[-1].key].kind in ARCHIVES


def _findings(venue: Venue, year: int | None, table: VenueTable) -> Venue | None:
    findings = table.findings_of(venue.key)
    if findings is not None or venue.kind != "conference":
        return findings
    for other in table.findings:
        assert other.parent is not None
        for meeting in table[other.parent].joint:
            if venue.key in meeting.others and (year is None or year in meeting.years):
                return other
    return None


def _without_name(
    text: str, dated: Dated, names: NamesInText, track: str | None, table: VenueTable
) -> VenueReading | None:
    """Read a text that names no venue outright: `arXiv:2101.00001`, or "Findings" alone."""
    arxiv = ARXIV_ID.search(text)
    venue: Venue | None
    if arxiv is not None and "arxiv" in table:
        venue, track = table["arxiv"], None
        start = text.lower().find("arxiv", arxiv.start())
        span = start, start + len("arxiv")
    elif track == FINDINGS and not names.hits and len(names.rest) == 1:
        word = names.rest[0]
        venue, span = table.named(word[0]), word.span()
    else:
        return None
    if venue is None:
        return None
    name = text[span[0] : span[1]]
    return VenueReading(venue, name, span, dated.year, dated.span, _form(text, span, dated), track)


def _form(text: str, name: tuple[int, int], dated: Dated) -> str:
    parts = [(name, "{venue}")]
    if dated.span is not None:
        parts.append((dated.span, "{year}" if dated.span[1] - dated.span[0] == len("2021") else "{yy}"))
    for (start, end), word in sorted(parts, reverse=True):
        text = text[:start] + word + text[end:]
    return " ".join(text.split())


# -- the known names in a text, and the words that are left

_LONGEST_NAME = 16
"""Words of the longest name that is looked for."""
_PREPOSITIONS = frozenset("at by for in of on to".split())
_GLUED_NUMBER = expression(r"([a-z&*+]{2,})\d[\d.]*")


class Hit(NamedTuple):
    """A known name in a text: the venue's key, the range of the name, whether it is also an ordinary word.

    `is_workshop` tells that it is the name of a conference's workshops, such as CVPRW.
    """

    key: str
    start: int
    end: int
    is_weak: bool
    is_workshop: bool


class NamesInText(NamedTuple):
    """The names in a text in order, and the words, in lower case, that belong to none."""

    hits: list[Hit]
    rest: list[re.Match[str]]


def find_names(text: str, gap: tuple[int, int] | None, table: VenueTable) -> NamesInText:
    """Return the longest known names in a text; none reaches over the `gap`, from which a year was taken.

    Findings and workshops are left to their conference: "Findings of ACL" and "ACL Workshop" have the name ACL.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter such as İ, whose places would not be those of the text
        lowered = text
    words = list(WORD.finditer(lowered))
    names = NamesInText([], [])
    at = 0
    while at < len(words):
        hit, size = _longest(words, at, gap, table)
        if hit is None:
            names.rest.append(words[at])
        else:
            names.hits.append(hit)
        at += size
    return names


def _longest(
    words: list[re.Match[str]], at: int, gap: tuple[int, int] | None, table: VenueTable
) -> tuple[Hit | None, int]:
    index, start = table.index, words[at].start()
    longest = 1 if words[at][0] in _PREPOSITIONS else min(_LONGEST_NAME, len(words) - at)
    for size in range(longest, 0, -1):
        last = words[at + size - 1]
        if gap is not None and start < gap[0] < last.start():
            continue
        key = "".join(word[0] for word in words[at : at + size])
        venue, is_weak = _lookup(key, index, is_long=size > 1)
        if (
            venue is not None
            and table.records[venue]["kind"] != "findings"
            and _is_whole(words, at, at + size, key in index.workshops)
        ):
            return Hit(venue, start, last.end(), is_weak, key in index.workshops), size
    glued = _GLUED_NUMBER.fullmatch(words[at][0])
    if glued is not None:
        venue, is_weak = _lookup(glued[1], index, is_long=False)
        if venue is not None:
            return Hit(venue, start, start + glued.end(1), is_weak, glued[1] in index.workshops), 1
    return None, 1


def _is_whole(words: list[re.Match[str]], at: int, end: int, are_workshops: bool) -> bool:
    """Return whether a name is more than a part: not "ACL Workshop", nor the Proceedings of the IEEE Conference on something."""
    if words[at][0] == "proceedings" and end < len(words):
        return words[end].start() > words[end - 1].end() + 1 or words[end][0].isdigit()
    return end - at == 1 or words[end - 1][0] != "workshop" or not are_workshops


def _lookup(key: str, index: NameIndex, *, is_long: bool) -> tuple[str | None, bool]:
    """Return the key of the venue with a name, and whether the name is also an ordinary word."""
    if key in index.shared:
        return None, False
    if key in index.strong:
        return index.strong[key], False
    if key in index.weak:
        return index.weak[key], True
    return (index.stems.get(key) if is_long else None), False
