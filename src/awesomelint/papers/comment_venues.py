"""The venues in the sentences of a comment at arXiv, and whether the words around one say that the paper is there."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.papers.comment_words import (
    ABBREVIATIONS,
    AT,
    BEHIND,
    BETWEEN,
    CLOSINGS,
    COMMAS,
    COUNTED,
    CUES,
    CUES_BEHIND,
    ENDS,
    INNER,
    INSIDE,
    JOINING,
    KINDS,
    LEFT,
    MEETINGS,
    NEXT,
    OPENINGS,
    ORGANISATIONS,
    PLACES,
    SERIES,
)
from awesomelint.papers.venues.reading import ARCHIVES, Hit, find_names, is_written_as_name
from awesomelint.papers.venues.table import VenueTable, all_names, venue_key
from awesomelint.startup import NamedTuple, expression

_TOKEN = expression(
    r"['’`´]\d\d(?![A-Za-z0-9])|[\u3040-\u9fff]+|[^\W_\u3040-\u9fff](?:[^\W_\u3040-\u9fff]|[*+&'’-](?=[^\W_\u3040-\u9fff]))*|[^\w\s]|_"
)
_YEAR = expression(r"['’`´](\d\d)|((?:19[6-9]|20[0-4])\d)")
_GLUED_YEAR = expression(r"[-–]?((?:(?:19|20)\d\d)|[0-3]\d|9\d)(?![A-Za-z0-9])")
_JOINED = expression(r"[-–][A-Za-z]")
_AFTER_HYPHEN = expression(r"-[^\W\d_](?=[a-z])")
_FAR = 4
"""Tokens between a venue and a word such as "accepted" behind it."""
_NEAR = 16
"""Tokens between two names of a venue, or between it and its year: `, vol . 14 , no . 3 , pp . 1-9 ,`."""
_SMALL_NUMBER = expression(r"\d{1,6}(?:-\d{1,6})?\Z")
"""The number of a volume, an issue or a month, or pages."""
_SHORT_NAME = 4
"""Letters of a name that may also be a word in small letters."""


class Token(NamedTuple):
    """A word in lower case, or a sign of punctuation; `year` is set for a year, `hit` for the name of a venue."""

    word: str
    start: int
    end: int
    year: int | None = None
    hit: Hit | None = None


def tokens_of(text: str, table: VenueTable) -> list[Token]:
    """Return the words, signs and venues of a text."""
    tokens: list[Token] = []
    at = 0
    hits = [hit for hit in find_names(text, None, table).hits if _is_whole(hit, text, table)]
    for hit in (*hits, None):
        stop = len(text) if hit is None else hit.start
        while (match := _TOKEN.search(text, at, stop)) is not None:
            year = _YEAR.fullmatch(match[0])
            tokens.append(Token(match[0].lower(), *match.span(), None if year is None else _full(year[1] or year[2])))
            at = match.end()
        if hit is not None:
            tokens.append(Token(text[hit.start : hit.end].lower(), hit.start, hit.end, None, hit))
            at = hit.end
            if (glued := _GLUED_YEAR.match(text, at)) is not None:
                tokens.append(Token(glued[0], *glued.span(), _full(glued[1])))
                at = glued.end()
    return tokens


def _is_whole(hit: Hit, text: str, table: VenueTable) -> bool:
    """Return whether a name is that of a venue, and no part of a longer word, as in ACL2."""
    is_part = text[hit.end : hit.end + 1].isalnum() and _GLUED_YEAR.match(text, hit.end) is None
    return not is_part and table[hit.key].kind not in ARCHIVES


def _full(digits: str) -> int:
    return int(digits) if len(digits) > 2 else int(digits) + (2000 if int(digits) < 50 else 1900)


def sentences(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each sentence: up to a full stop that ends no abbreviation, or a semicolon."""
    start = 0
    for place, token in enumerate(tokens):
        if token.word in ENDS or (token.word == "." and not _is_abbreviated(tokens[place - 1].word if place else "")):
            yield tokens[start:place]
            start = place + 1
    yield tokens[start:]


def _is_abbreviated(word: str) -> bool:
    return word in ABBREVIATIONS or (len(word) == 1 and word.isalpha())


def words_of(tokens: list[Token], text: str) -> str:
    """Return the text of a sentence with a sign for each name of a venue."""
    return " ".join("#" if token.hit is not None else text[token.start : token.end] for token in tokens)


# -- venues in a sentence


class Mention(NamedTuple):
    """A venue that a sentence names, perhaps twice (in full and by its acronym): the tokens from `first` to before `end`.

    `year` is that next to it. `is_meant` tells that the words around it say that the paper is there.
    """

    key: str
    first: int
    end: int
    year: int | None
    is_workshop: bool
    is_meant: bool = False


def mentions_of(
    tokens: list[Token], text: str, table: VenueTable, *, is_reference: bool, is_strict: bool
) -> Iterator[Mention]:
    """Yield the venues that a sentence names; with `is_strict` one that stands alone is not meant."""
    earlier: Mention | None = None
    place = 0
    while place < len(tokens):
        if tokens[place].hit is None:
            place += 1
            continue
        mention = _mention(tokens, place, table)
        before = _before(tokens, text, mention.first, earlier)
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
        ) and _ends_well(tokens, text, mention.end)
        is_meant = is_meant and _is_name(tokens, place, text, table, is_sure=before.is_cue or year is not None)
        place = mention.end
        if not before.is_host:
            earlier = mention._replace(year=year, is_meant=is_meant)
            yield earlier


def _mention(tokens: list[Token], first: int, table: VenueTable) -> Mention:
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
    return Mention(hit.key, first, end, year, is_workshop)


def _is_other_year(tokens: list[Token], place: int, year: int | None) -> bool:
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


def _before(tokens: list[Token], text: str, place: int, earlier: Mention | None) -> _Before:
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
            is_comma = token.word in COMMAS
            is_plain = not _names_other(tokens, text, place - 1) if is_comma else _is_plain(tokens, place - 1)
            return _Before(is_cue and _is_plain(tokens, place - 2), is_plain, year)
        if token.year is not None:
            year = year or token.year
        elif token.word not in BETWEEN and not COUNTED.match(token.word):
            return _Before()  # another word, or a part of this one
        is_at = is_at or token.word in AT
        place -= 1
    return _Before(is_alone=True, year=year)


def _is_hyphen(tokens: list[Token], place: int) -> bool:
    """Return whether a sign joins two words into one, such as DLP-KDD."""
    sign = tokens[place]
    is_joined = place > 0 and tokens[place - 1].end == sign.start and tokens[place + 1].start == sign.end
    return sign.word == "-" and is_joined and tokens[place - 1].word not in ORGANISATIONS


def _is_plain(tokens: list[Token], end: int) -> bool:
    """Return whether what is before a token, up to a comma, says no more than that this is a paper."""
    for token in reversed(tokens[:end]):
        if token.word in OPENINGS:
            return True
        is_number = token.word[0].isdigit() or token.year is not None
        if token.hit is not None or not (is_number or token.word in LEFT or token.word in CUES):
            return False
    return True


def _names_other(tokens: list[Token], text: str, end: int) -> bool:
    """Return whether what is before a comma, up to another one, has a name that is not known: "Oral at NOWL, ICML 2020"."""
    start = end
    while start > 0 and (tokens[start - 1].word not in OPENINGS or _is_hyphen(tokens, start - 1)):
        start -= 1
    part = tokens[start:end]
    if any(token.word in MEETINGS for token in part):
        return False  # the name of the venue in full
    return any(
        _is_unknown(token) and (_is_acronym(token, text) or (at > 0 and text[token.start].isupper()))
        for at, token in enumerate(part, start)
    )


def _is_unknown(token: Token) -> bool:
    is_number = token.year is not None or COUNTED.match(token.word) is not None
    return token.hit is None and not is_number and token.word not in LEFT | CUES | BETWEEN | BEHIND | NEXT | PLACES


def _is_acronym(token: Token, text: str) -> bool:
    """Return whether a word has a capital behind its first letter, as the names of workshops and challenges have."""
    return any(map(str.isupper, _AFTER_HYPHEN.sub("", text[token.start + 1 : token.end])))


def _is_part_of_meeting(tokens: list[Token], text: str, start: int) -> bool:
    """Return whether what is behind a comma or in a bracket names a part of a meeting: "(NOWL)", "NOWL@ICML"."""
    part: list[Token] = []
    for token in tokens[start:]:
        if token.word in CLOSINGS and not (token.word == "-" and part and part[-1].end == token.start):
            break
        part.append(token)
    if any(token.word == "@" for token in part):
        return True
    is_next = not part or (part[0].word in NEXT and text[part[0].start].islower())
    if is_next or any(token.word in MEETINGS for token in part):
        return False
    unknown = [token for token in part if _is_unknown(token)]
    if len(part) == 1:
        return bool(unknown) and _is_acronym(part[0], text)
    capitals = [token for token in unknown if text[token.start].isupper()]
    return (
        tokens[start - 1].word == ","
        and len(capitals) > 1
        and any(token.word in INNER | {"to"} for token in part[1:-1])
    )


def _ends_well(tokens: list[Token], text: str, end: int) -> bool:
    """Return whether no word behind a venue makes another thing of it."""
    for place in range(end, len(tokens)):
        token = tokens[place]
        if token.word in (",", "(", "["):
            return not _is_part_of_meeting(tokens, text, place + 1)
        if token.word in CLOSINGS or token.word in NEXT:
            return True
        if token.hit is not None and not (token.hit.is_weak and token.word in BEHIND):
            return not token.hit.is_weak
        is_number = token.word[0].isdigit() or token.year is not None
        if not (is_number or token.word in BEHIND):
            return False
    return True


def _is_said_behind(tokens: list[Token], mention: Mention) -> bool:
    """Return whether "accepted" follows a venue."""
    return any(token.word in CUES_BEHIND for token in tokens[mention.end : mention.end + _FAR])


def _is_name(tokens: list[Token], place: int, text: str, table: VenueTable, *, is_sure: bool) -> bool:
    """Return whether a venue is written as its name, where that may also be an ordinary word or a part of another name."""
    token = tokens[place]
    hit, name = token.hit, text[token.start : token.end]
    assert hit is not None
    before = tokens[place - 1].word if place else ""
    if (tokens[place - 2].word if before == "." and place > 1 else before) in SERIES:
        return False  # "Trans. Signal Processing" is not Signal Processing
    if _goes_on(tokens, place, text) or (before in ORGANISATIONS and _is_of_others(hit, name, before, table)):
        return False
    if hit.is_weak:
        is_end = before in JOINING or before in ORGANISATIONS
        return is_sure and (name.isupper() or not is_end) and is_written_as_name(text, hit, table)
    is_dated = place + 1 < len(tokens) and tokens[place + 1].year is not None
    return len(name) > _SHORT_NAME or is_dated or not name[0].islower()


def _goes_on(tokens: list[Token], place: int, text: str) -> bool:
    """Return whether a name in words is the beginning of a longer one: "Conference on Robotics and Mechatronics"."""
    hit = tokens[place].hit
    assert hit is not None
    behind = tokens[place + 1 : place + 3]
    if not behind or text[hit.start : hit.end].isupper():
        return False
    if hit.is_weak and _JOINED.match(text, hit.end) is not None:
        return True
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
