"""Cut fields off the front of a piece, or apart where two fields share one markup."""

from __future__ import annotations

import re

from awesomelint.document.edge_fields import cuts_of
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.names import is_name, read_names
from awesomelint.document.pieces import Form, Piece, Role
from awesomelint.expressions import expression
from awesomelint.papers.venues import read_venue
from awesomelint.papers.venues.table import VenueTable

_PREFIX = expression(
    r"(?:[^\w\s(\[]{1,4}\s*)?"
    r"(?:intro|introduction|venue|published(?: in| at)?|publication|publisher|conference|journal|year|date|authors?|from|source"
    r"|time|where|info|information|作者|会议|期刊)\s*[:：]\s*",
    re.IGNORECASE,
)


_LEADING_NUMBER = expression(r"(\d{1,4})\s*[、．]\s*(?=\S)")
_COMPACT_DATE = expression(r"((?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)\s+(?=\S)")
_TAG = expression(r"(\d\d-[A-Z]\w*[A-Z]\w*)-(?=\S)")
_BEFORE_HAN = expression(r"([A-Za-z][A-Za-z0-9 .&'’/-]{1,40}?)\s*(?=[\u4e00-\u9fff])")


_ET_AL = expression(r"(?:and\s+)?et\.? al\.?", re.IGNORECASE)
_ET_AL_AND_MORE = expression(r"(\bet\.?\s*al\b\.?)[,.]?\s+(?=\S)", re.IGNORECASE)
_QUOTES = frozenset('"“”')
_CITATION = expression(
    r"(?P<names>[^\"“”]{3,200}?)[.,]?\s*[\"“](?P<title>[^\"“”]{12,}?)[.,]?[\"”][.,]?\s*(?P<rest>[^\"“”]*)$"
)
_CITED = expression(r"(?P<names>[^()\d]{2,80}?)\s*\((?P<year>(?:1[89]|20)\d\d)[a-z]?\)$")
WORDS_OF_A_VENUE = 5
"""Longest text behind "et al." within one emphasis, in words, that is believed to be a venue whatever it says."""


WORDS_OF_A_TITLE = 3
"""Blanks in what stands behind "ICML 2020, ", from which on it is believed to be a title."""

_AND = expression(r"\s+(?:and|&)\s+")


def leading_field(piece: Piece) -> tuple[Piece, Piece] | None:
    """Cut a venue or a list of authors off the left end of "ICSE'22, He et al." or "A. Author, B. Author, The Title"."""
    text = piece.text
    prefix = _PREFIX.match(text)
    if prefix and prefix.end() < len(text):
        label, rest = piece.part(0, prefix.end(), Role.NOISE), piece.part(prefix.end(), len(text), Role.TEXT)
        return _pair(piece, label, rest)
    lead = _number_or_date(piece) if text[0].isdigit() else _venue_before_han(piece) if not text.isascii() else None
    if lead is not None:
        return lead
    cuts = cuts_of(text)
    if not cuts or ";" in text:
        return None
    head = text[: cuts[0].start()]
    if len(head) <= 40 and (mention := read_venue(head, piece.venues)) is not None and mention.certain:
        rest = piece.part(cuts[0].end(), len(text), Role.TEXT)
        names = read_names(rest.text)
        is_title = not piece.before and mention.year is not None and rest.text.count(" ") >= WORDS_OF_A_TITLE
        if is_title or (names is not None and (names.is_sure or names.et_al)):
            return _pair(piece, piece.part(0, cuts[0].start(), Role.VENUE), rest)
    if not is_name(re.sub(r"\s+(?:and|&)\s+.*", "", head)):
        return None
    end = _names_end(text, cuts, piece.venues)
    if end is None or end[1] == len(text):
        return None
    return _pair(piece, piece.part(0, end[0], Role.NAMES), piece.part(end[1], len(text), Role.TEXT))


def _number_or_date(piece: Piece) -> tuple[Piece, Piece] | None:
    """Cut "1、", "20181106 " or "20-OSDI-" off the front."""
    text = piece.text
    tagged = tag_in_front(piece)
    if tagged is not None:
        return tagged
    number = _LEADING_NUMBER.match(text)
    if number is not None:
        return _pair(piece, piece.part(0, number.end(1), Role.NUMBER), piece.part(number.end(), len(text), Role.TEXT))
    date = _COMPACT_DATE.match(text)
    if date is not None:
        return _pair(piece, piece.part(0, date.end(1), Role.DATE), piece.part(date.end(), len(text), Role.TEXT))
    return None


def tag_in_front(piece: Piece) -> tuple[Piece, Piece] | None:
    """Cut year and venue off the front of "20-OSDI-The Title"."""
    tag = _TAG.match(piece.text)
    mention = read_venue(tag[1], piece.venues) if tag is not None else None
    if tag is None or mention is None or mention.year is None:
        return None
    return _pair(piece, piece.part(0, tag.end(1), Role.VENUE), piece.part(tag.end(), len(piece.text), Role.TEXT))


def _venue_before_han(piece: Piece) -> tuple[Piece, Piece] | None:
    """Cut a venue off the front of Chinese words about the paper."""
    text = piece.text
    latin = _BEFORE_HAN.match(text)
    mention = read_venue(latin[1], piece.venues) if latin is not None else None
    if latin is None or mention is None or not mention.certain:
        return None
    # "ECCV 2020 ..." alone is the title of a page; a venue without a year, or behind a date, is a field.
    if mention.year is not None and piece.before != ",":
        return None
    return _pair(piece, piece.part(0, latin.end(1), Role.VENUE), piece.part(latin.end(), len(text), Role.TEXT))


def venue_behind_names(piece: Piece) -> tuple[Piece, Piece] | None:
    """Cut "A. Author et al. Venue", all in one markup, into the names and the venue."""
    text = piece.text
    et_al = _ET_AL_AND_MORE.search(text) if "al" in text else None
    if et_al is None:
        return None
    names, rest = read_names(text[: et_al.end()]), text[et_al.end() :]
    if names is None or not names.et_al or names.strange:
        return None
    mention = read_venue(rest, piece.venues)
    is_short = piece.form is Form.ITALIC and rest[0].isupper() and len(rest.split()) <= WORDS_OF_A_VENUE
    if mention is None and not is_short:
        return None
    return _pair(piece, piece.part(0, et_al.end(1), Role.NAMES), piece.part(et_al.end(), len(text), Role.VENUE))


def cited(piece: Piece) -> tuple[Piece, Piece] | None:
    """Cut a link that is labelled with authors and year, as in "The Title. [Berg, Li (1987)](…)", into the two."""
    match = _CITED.match(piece.text) if piece.text[-1] == ")" else None
    if match is None or piece.before.strip()[-1:] not in {".", ",", ":"}:
        return None
    names = read_names(match["names"])
    if (
        names is None
        or names.strange
        or label_kind(match["names"]) is not None
        or read_venue(match["names"], piece.venues)
    ):
        return None
    year = piece.part(*match.span("year"), Role.DATE)
    year.wrap = "("
    return _pair(piece, piece.part(0, match.end("names"), Role.NAMES), year)


def citation(piece: Piece) -> list[Piece] | None:
    """Cut a link that is labelled with a whole citation into its fields: `Berg, Ada, and Bo Li. "The Title." The Venue, 2013.`"""
    match = _CITATION.match(piece.text) if piece.text[0] not in _QUOTES and not _QUOTES.isdisjoint(piece.text) else None
    if match is None:
        return None
    names = read_names(match["names"])
    if names is None or names.strange or not (names.et_al or names.is_sure or len(names.names) > 1):
        return None
    title = piece.part(*match.span("title"), Role.TEXT)
    title.wrap = '"'
    found = [piece.part(*match.span("names"), Role.NAMES), title]
    rest = match["rest"].strip(" .,;")
    if rest and read_venue(rest, piece.venues) is not None:
        found.append(
            piece.part(match.start("rest"), match.start("rest") + len(match["rest"].rstrip(" .,;")), Role.VENUE)
        )
    found[0].before, found[-1].after = piece.before, piece.after
    return found


def _pair(piece: Piece, first: Piece, rest: Piece) -> tuple[Piece, Piece]:
    first.before, rest.before, rest.after = piece.before, ",", piece.after
    return first, rest


def _names_end(text: str, cuts: list[re.Match[str]], venues: VenueTable) -> tuple[int, int] | None:
    """Return where names at the beginning end and the rest begins, if the rest is clearly no name."""
    start = 0
    count = 0
    is_full = False
    previous = cuts[0]
    for match in cuts:
        segment = text[start : match.start()]
        if _ET_AL.fullmatch(segment.strip()) or segment.strip().endswith(("et al", "et al.")):
            return (match.start(), match.end())
        if not all(is_name(part) for part in _AND.split(segment.removeprefix("and ")) if part.strip()):
            if count >= 2 and is_full and len(segment.split()) >= 3:
                return (previous.start(), start)
            return None
        count += 1 + len(_AND.findall(segment))
        is_full = is_full or " " in segment.strip() or not segment.isascii()
        previous = match
        start = match.end()
    last = text[start:]
    if (
        count >= 2
        and is_full
        and len(last.split()) >= 4
        and not is_name(last)
        and read_names(last) is None
        and read_venue(last, venues) is None
    ):
        return (previous.start(), start)
    return None
