"""Read where a paper was published out of what its authors tell arXiv: their comment, and the journal reference.

A comment is free text: "12 pages, 3 figures. Accepted to ICML 2019 (oral)". A venue in it is believed only where nothing but
words of a known kind is around it: it follows words such as "accepted to", or stands with a year between two commas. Any other
word makes it another thing: a challenge, a format, or a workshop that bears the name of its conference.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from awesomelint.papers.comment_words import (
    ABBREVIATIONS,
    ACCEPTED,
    AT,
    BEHIND,
    BETWEEN,
    CLOSINGS,
    COMMAS,
    COUNTED,
    CUES,
    CUES_BEHIND,
    ENDS,
    EXTENDED,
    FINDINGS,
    INNER,
    INSIDE,
    JOINING,
    KINDS,
    LEFT,
    NEXT,
    NOISE,
    OPENINGS,
    ORGANISATIONS,
    PARTS,
    SUBMITTED,
    TRACK,
    UNDECIDED,
    WITHDRAWN,
    WORKSHOP,
)
from awesomelint.papers.venues.reading import ARCHIVES, Hit, find_names, is_written_as_name
from awesomelint.papers.venues.table import Venue, VenueTable, all_names, venue_key
from awesomelint.startup import NamedTuple, expression

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


_TOKEN = expression(
    r"['’`´]\d\d(?![A-Za-z0-9])|[\u3040-\u9fff]+|[^\W_\u3040-\u9fff](?:[^\W_\u3040-\u9fff]|[*+&'’-](?=[^\W_\u3040-\u9fff]))*|[^\w\s]|_"
)
_YEAR = expression(r"['’`´](\d\d)|((?:19[6-9]|20[0-4])\d)")
_GLUED_YEAR = expression(r"[-–]?((?:(?:19|20)\d\d)|[0-3]\d|9\d)(?![A-Za-z0-9])")
_FAR = 4
"""Tokens between a venue and a word such as "accepted" behind it."""
_NEAR = 7
"""Tokens between two names of a venue, or between it and its year: `, 14 ( 3 ) ,`."""
_SMALL_NUMBER = expression(r"\d{1,3}\Z")
"""The number of a volume, an issue or a month."""
_SHORT_NAME = 4
"""Letters of a name that may also be a word in small letters."""

# -- what is said


def _accepted_elsewhere(text: str, table: VenueTable) -> Publication | None:
    """Return where a paper was accepted that was also sent to another place: "Submitted to ICML 2020; accepted at UAI 2020".

    A venue counts in what is left of the comment but the parts that say "submitted", and only behind words such as "accepted".
    """
    if not SUBMITTED.search(text) or not ACCEPTED.search(text) or UNDECIDED.search(text):
        return None
    rest = "".join(", " if SUBMITTED.search(part) else part for part in PARTS.split(NOISE.sub(" ", text)))
    said = _read(rest, table, is_reference=False, is_strict=True) if ACCEPTED.search(rest) else None
    return said if said is not None and said.is_published else None


@lru_cache(maxsize=1 << 12)
def _read(text: str, table: VenueTable, *, is_reference: bool, is_strict: bool = False) -> Publication | None:
    """Read a text; with `is_strict` a venue that stands alone does not count."""
    text = " ".join(NOISE.sub(" ", text).split())
    if WITHDRAWN.search(text):
        return None
    tokens = _tokens(text, table)
    said: list[Publication] = []
    workshops: list[set[tuple[str, int | None]]] = []
    is_submitted = not is_reference and SUBMITTED.search(text) is not None
    for sentence in [tokens] if is_reference else _sentences(tokens):
        mentions = list(_mentions(sentence, text, table, is_reference=is_reference, is_strict=is_strict))
        status = _status(_words(sentence, text))
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


def _publication(mention: _Mention, status: Status, table: VenueTable) -> Publication:
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


# -- sentences


class _Token(NamedTuple):
    """A word in lower case, or a sign of punctuation; `year` is set for a year, `hit` for the name of a venue."""

    word: str
    start: int
    end: int
    year: int | None = None
    hit: Hit | None = None


def _tokens(text: str, table: VenueTable) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    hits = [hit for hit in find_names(text, None, table).hits if _is_whole(hit, text, table)]
    for hit in (*hits, None):
        stop = len(text) if hit is None else hit.start
        while (match := _TOKEN.search(text, at, stop)) is not None:
            year = _YEAR.fullmatch(match[0])
            tokens.append(_Token(match[0].lower(), *match.span(), None if year is None else _full(year[1] or year[2])))
            at = match.end()
        if hit is not None:
            tokens.append(_Token(text[hit.start : hit.end].lower(), hit.start, hit.end, None, hit))
            at = hit.end
            if (glued := _GLUED_YEAR.match(text, at)) is not None:
                tokens.append(_Token(glued[0], *glued.span(), _full(glued[1])))
                at = glued.end()
    return tokens


def _is_whole(hit: Hit, text: str, table: VenueTable) -> bool:
    """Return whether a name is that of a venue, and no part of a longer word, as in ACL2."""
    is_part = text[hit.end : hit.end + 1].isalnum() and _GLUED_YEAR.match(text, hit.end) is None
    return not is_part and table[hit.key].kind not in ARCHIVES


def _full(digits: str) -> int:
    return int(digits) if len(digits) > 2 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _sentences(tokens: list[_Token]) -> Iterator[list[_Token]]:
    """Yield the tokens of each sentence: up to a full stop that ends no abbreviation, or a semicolon."""
    start = 0
    for place, token in enumerate(tokens):
        if token.word in ENDS or (token.word == "." and not _is_abbreviated(tokens[place - 1].word if place else "")):
            yield tokens[start:place]
            start = place + 1
    yield tokens[start:]


def _is_abbreviated(word: str) -> bool:
    return word in ABBREVIATIONS or (len(word) == 1 and word.isalpha())


def _words(tokens: list[_Token], text: str) -> str:
    """Return the text of a sentence with a sign for each name of a venue."""
    return " ".join("#" if token.hit is not None else text[token.start : token.end] for token in tokens)


# -- venues in a sentence


class _Mention(NamedTuple):
    """A venue that a sentence names, perhaps twice (in full and by its acronym): the tokens from `first` to before `end`.

    `year` is that next to it. `is_meant` tells that the words around it say that the paper is there.
    """

    key: str
    first: int
    end: int
    year: int | None
    is_workshop: bool
    is_meant: bool = False


def _mentions(
    tokens: list[_Token], text: str, table: VenueTable, *, is_reference: bool, is_strict: bool
) -> Iterator[_Mention]:
    earlier: _Mention | None = None
    place = 0
    while place < len(tokens):
        if tokens[place].hit is None:
            place += 1
            continue
        mention = _mention(tokens, place, table)
        before = _before(tokens, mention.first, earlier)
        year = mention.year or before.year
        if is_reference:
            year = year or next((token.year for token in reversed(tokens) if token.year is not None), None)
        is_meant = (
            before.is_cue
            or (
                before.is_alone
                and not is_strict
                and (year is not None or is_reference or _is_said_behind(tokens, mention))
            )
        ) and _ends_well(tokens, mention.end)
        is_meant = is_meant and _is_name(tokens, place, text, table, is_sure=before.is_cue or year is not None)
        place = mention.end
        if not before.is_host:
            earlier = mention._replace(year=year, is_meant=is_meant)
            yield earlier


def _mention(tokens: list[_Token], first: int, table: VenueTable) -> _Mention:
    """Return the venue that is named at a token, with further names of it and the year behind it."""
    hit = tokens[first].hit
    assert hit is not None
    end, year, is_workshop = first + 1, None, hit.is_workshop or table[hit.key].kind == "workshop"
    at = end
    while at < len(tokens) and at - end < _NEAR:
        token = tokens[at]
        if token.hit is not None and token.hit.key == hit.key and not _is_other_year(tokens, at + 1, year):
            is_workshop = is_workshop or token.hit.is_workshop
            end = at + 1
        elif token.year is not None and year is None:
            year, end = token.year, at + 1
        elif token.word not in INSIDE and not _SMALL_NUMBER.match(token.word):
            break
        at += 1
    return _Mention(hit.key, first, end, year, is_workshop)


def _is_other_year(tokens: list[_Token], place: int, year: int | None) -> bool:
    """Return whether a name is followed by another year: a second edition is meant."""
    following = tokens[place].year if place < len(tokens) else None
    return None not in (year, following) and year != following


class _Before(NamedTuple):
    """What is before a venue: a word such as "accepted to" (`is_cue`), or the beginning of a part of the sentence (`is_alone`).

    `year` is one on the way there. `is_host` tells that a series is named that is held at the venue.
    """

    is_cue: bool = False
    is_alone: bool = False
    year: int | None = None
    is_host: bool = False


def _before(tokens: list[_Token], place: int, earlier: _Mention | None) -> _Before:
    year: int | None = None
    is_at = False
    while place > 0:
        token = tokens[place - 1]
        if token.word in CUES:
            return _Before(is_cue=_is_plain(tokens, place - 1), year=year)
        if token.hit is not None or (earlier is not None and place <= earlier.end):
            is_meant = earlier is not None and earlier.is_meant
            return _Before(is_cue=is_meant, year=year, is_host=is_at)
        if token.word in OPENINGS and not _is_hyphen(tokens, place - 1):
            is_cue = place > 1 and tokens[place - 2].word in CUES
            if not is_cue and earlier is not None and place - 1 == earlier.end and earlier.is_meant:
                return _Before(is_cue=True, year=year)
            is_plain = token.word in COMMAS or _is_plain(tokens, place - 1)
            return _Before(is_cue and _is_plain(tokens, place - 2), is_plain, year)
        if token.year is not None:
            year = year or token.year
        elif token.word not in BETWEEN and not COUNTED.match(token.word):
            return _Before()  # another word, or a part of this one
        is_at = is_at or token.word in AT
        place -= 1
    return _Before(is_alone=True, year=year)


def _is_hyphen(tokens: list[_Token], place: int) -> bool:
    """Return whether a sign joins two words into one, such as DLP-KDD."""
    sign = tokens[place]
    is_joined = place > 0 and tokens[place - 1].end == sign.start and tokens[place + 1].start == sign.end
    return sign.word == "-" and is_joined and tokens[place - 1].word not in ORGANISATIONS


def _is_plain(tokens: list[_Token], end: int) -> bool:
    """Return whether what is before a token, up to a comma, says no more than that this is a paper."""
    for token in reversed(tokens[:end]):
        if token.word in OPENINGS:
            return True
        is_number = token.word[0].isdigit() or token.year is not None
        if token.hit is not None or not (is_number or token.word in LEFT or token.word in CUES):
            return False
    return True


def _ends_well(tokens: list[_Token], end: int) -> bool:
    """Return whether no word behind a venue makes another thing of it."""
    for place in range(end, len(tokens)):
        token = tokens[place]
        if token.word in CLOSINGS or token.word in NEXT:
            return True
        if token.hit is not None and not (token.hit.is_weak and token.word in BEHIND):
            return not token.hit.is_weak
        is_number = token.word[0].isdigit() or token.year is not None
        if not (is_number or token.word in BEHIND):
            return False
    return True


def _is_said_behind(tokens: list[_Token], mention: _Mention) -> bool:
    """Return whether "accepted" follows a venue."""
    return any(token.word in CUES_BEHIND for token in tokens[mention.end : mention.end + _FAR])


def _is_name(tokens: list[_Token], place: int, text: str, table: VenueTable, *, is_sure: bool) -> bool:
    """Return whether a venue is written as its name, where that may also be an ordinary word or a part of another name."""
    token = tokens[place]
    hit, name = token.hit, text[token.start : token.end]
    assert hit is not None
    before = tokens[place - 1].word if place else ""
    if _goes_on(tokens, place, text) or (before in ORGANISATIONS and _is_of_others(hit, name, before, table)):
        return False
    if hit.is_weak:
        is_end = before in JOINING or before in ORGANISATIONS
        return is_sure and (name.isupper() or not is_end) and is_written_as_name(text, hit, table)
    is_dated = place + 1 < len(tokens) and tokens[place + 1].year is not None
    return len(name) > _SHORT_NAME or is_dated or not name[0].islower()


def _goes_on(tokens: list[_Token], place: int, text: str) -> bool:
    """Return whether a name in words is the beginning of a longer one: "Conference on Robotics and Mechatronics"."""
    hit = tokens[place].hit
    assert hit is not None
    behind = tokens[place + 1 : place + 3]
    if not behind or text[hit.start : hit.end].isupper():
        return False
    if hit.is_weak and behind[0].word in KINDS and text[behind[0].start].isupper():
        return True
    if len(behind) < 2 or not text[behind[1].start].isupper():
        return False
    if hit.is_weak:
        return behind[0].word in INNER
    is_name = behind[1].hit is not None or behind[1].word in CUES | BEHIND | NEXT
    return " " in text[hit.start : hit.end] and behind[0].word in ("and", "&") and not is_name


def _is_of_others(hit: Hit, name: str, publisher: str, table: VenueTable) -> bool:
    """Return whether a journal that is found by the end of its name has another publisher: there are many on computing."""
    record = table.records[hit.key]
    return (
        record["kind"] == "journal"
        and venue_key(name) in table.index.stems
        and venue_key(name) not in table.index.strong
        and publisher not in " ".join(all_names(record)).lower()
    )
