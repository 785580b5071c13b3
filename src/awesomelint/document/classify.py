"""Split a piece where fields share one markup: a field off its front, names and venue, or the fields of a citation.

Each function returns the parts with their roles, in order, or `None` where there is nothing to split.
"""

from __future__ import annotations

import re

from awesomelint.document.edge_fields import separators
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.names import is_name, read_names
from awesomelint.document.pieces import Form, Piece, Role
from awesomelint.papers.venues import read_venue
from awesomelint.papers.venues.table import VenueTable
from awesomelint.startup import expression

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
"""Longest text after "et al." within one emphasis, in words, that is believed to be a venue whatever it says."""

WORDS_OF_A_TITLE = 3
"""Spaces in what is after "ICML 2020, ", from which on it is believed to be a title."""

_AND = expression(r"\s+(?:and|&)\s+")
_AND_MORE = expression(r"\s+(?:and|&)\s+.*")


def split_front_field(piece: Piece) -> list[Piece] | None:
    """Split a venue or a list of authors off the front of "ICSE'22, He et al." or "A. Author, B. Author, The Title"."""
    text = piece.text
    prefix = _PREFIX.match(text)
    if prefix and prefix.end() < len(text):
        return _split(piece, prefix.end(), Role.NOISE, prefix.end())
    split = _split_number_or_date(piece) if text[0].isdigit() else None
    if not text.isascii() and not text[0].isdigit():
        split = _split_venue_before_han(piece)
    if split is not None:
        return split
    commas = separators(text)
    if not commas or ";" in text:
        return None
    first = commas[0]
    head, rest = text[: first.start()], text[first.end() :]
    if len(head) <= 40 and (mention := read_venue(head, piece.venues)) is not None and mention.certain:
        names = read_names(rest)
        is_title = not piece.before and mention.year is not None and rest.count(" ") >= WORDS_OF_A_TITLE
        if is_title or (names is not None and (names.is_sure or names.et_al)):
            return _split(piece, first.start(), Role.VENUE, first.end())
    if not is_name(_AND_MORE.sub("", head)):
        return None
    end = _names_end(text, commas, piece.venues)
    if end is None or end[1] == len(text):
        return None
    return _split(piece, end[0], Role.NAMES, end[1])


def split_tag(piece: Piece) -> list[Piece] | None:
    """Split year and venue off the front of "20-OSDI-The Title"."""
    tag = _TAG.match(piece.text)
    mention = read_venue(tag[1], piece.venues) if tag is not None else None
    if tag is None or mention is None or mention.year is None:
        return None
    return _split(piece, tag.end(1), Role.VENUE, tag.end())


def _split_number_or_date(piece: Piece) -> list[Piece] | None:
    """Split "1、", "20181106 " or "20-OSDI-" off the front."""
    if (tagged := split_tag(piece)) is not None:
        return tagged
    for pattern, role in ((_LEADING_NUMBER, Role.NUMBER), (_COMPACT_DATE, Role.DATE)):
        if match := pattern.match(piece.text):
            return _split(piece, match.end(1), role, match.end())
    return None


def _split_venue_before_han(piece: Piece) -> list[Piece] | None:
    """Split a venue off the front of Chinese words about the paper."""
    latin = _BEFORE_HAN.match(piece.text)
    mention = read_venue(latin[1], piece.venues) if latin is not None else None
    if latin is None or mention is None or not mention.certain:
        return None
    # "ECCV 2020 ..." alone is the title of a page; a venue without a year, or after a date, is a field.
    if mention.year is not None and piece.before != ",":
        return None
    return _split(piece, latin.end(1), Role.VENUE, latin.end())


def split_venue_behind_names(piece: Piece) -> list[Piece] | None:
    """Split "A. Author et al. Venue", all in one markup, into the names and the venue."""
    text = piece.text
    et_al = _ET_AL_AND_MORE.search(text) if "al" in text else None
    if et_al is None:
        return None
    names, rest = read_names(text[: et_al.end()]), text[et_al.end() :]
    if names is None or not names.et_al or names.strange:
        return None
    is_short = piece.form is Form.ITALIC and rest[0].isupper() and len(rest.split()) <= WORDS_OF_A_VENUE
    if not is_short and read_venue(rest, piece.venues) is None:
        return None
    return _split(piece, et_al.end(1), Role.NAMES, et_al.end(), Role.VENUE)


def split_cited(piece: Piece) -> list[Piece] | None:
    """Split a link that is labelled with authors and year, as in "The Title. [Berg, Li (1987)](…)", into the two."""
    match = _CITED.match(piece.text) if piece.text[-1] == ")" else None
    if match is None or piece.before.strip()[-1:] not in {".", ",", ":"}:
        return None
    names = read_names(match["names"])
    if names is None or names.strange or label_kind(match["names"]) is not None:
        return None
    if read_venue(match["names"], piece.venues):
        return None
    return [
        piece.part(0, match.end("names"), Role.NAMES, before=piece.before),
        piece.part(*match.span("year"), Role.DATE, wrap="(", before=",", after=piece.after),
    ]


def split_citation(piece: Piece) -> list[Piece] | None:
    """Split a link labelled with a whole citation into its fields: `Berg, Ada, and Bo Li. "The Title." The Venue, 2013.`"""
    match = _CITATION.match(piece.text) if piece.text[0] not in _QUOTES and not _QUOTES.isdisjoint(piece.text) else None
    if match is None:
        return None
    names = read_names(match["names"])
    if names is None or names.strange or not (names.et_al or names.is_sure or len(names.names) > 1):
        return None
    start, rest = match.start("rest"), match["rest"].rstrip(" .,;")
    has_venue = bool(rest) and read_venue(rest.lstrip(" .,;"), piece.venues) is not None
    title_after = "" if has_venue else piece.after
    parts = [
        piece.part(*match.span("names"), Role.NAMES, before=piece.before),
        piece.part(*match.span("title"), Role.TEXT, wrap='"', after=title_after),
    ]
    if has_venue:
        parts.append(piece.part(start, start + len(rest), Role.VENUE, after=piece.after))
    return parts


def _split(piece: Piece, end: int, role: Role, start: int, rest: Role = Role.TEXT) -> list[Piece]:
    """Return the front of a piece, up to `end`, and what goes on from `start`."""
    return [
        piece.part(0, end, role, before=piece.before),
        piece.part(start, len(piece.text), rest, before=",", after=piece.after),
    ]


def _names_end(text: str, commas: list[re.Match[str]], venues: VenueTable) -> tuple[int, int] | None:
    """Return where names at the beginning end and the rest begins, if the rest is clearly no name."""
    start = 0
    count = 0
    is_full = False
    previous = commas[0]
    for match in commas:
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
    if count < 2 or not is_full or len(last.split()) < 4 or is_name(last):
        return None
    is_other = read_names(last) is None and read_venue(last, venues) is None
    return (previous.start(), start) if is_other else None
