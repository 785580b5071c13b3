"""Give each piece the role that it has by itself, and cut it where fields share one markup.

`classify` is the way in. The functions below it that split return the parts with their roles, in order, or `None` where there
is nothing to split.
"""

from __future__ import annotations

import re

from awesomelint.document.edge_fields import (
    ends_in_venue,
    is_date,
    is_full_name,
    may_hold_fields,
    separators,
    strip_fields,
)
from awesomelint.document.field_names import field_name_at_start, field_named
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.name_styles import telling_names
from awesomelint.document.names import read_names, sure_names
from awesomelint.document.persons import is_initialed_name, is_name
from awesomelint.document.pieces import LINK_FORMS, QUOTES, Form, Piece, Role
from awesomelint.markdown.blocks import NAKED
from awesomelint.papers.venues import VenueMention, read_venue, venue_key
from awesomelint.papers.venues.table import VenueTable
from awesomelint.startup import expression

WORDS_OF_A_NAME = 7
LONGEST_LABEL = 30
LONGEST_LINK_LABEL = 60
MAX_LENGTH = 2000
"""Longest piece, in code points, that is looked into; anything longer is prose."""

_NUMBER = expression(r"[\[(#]?\s*(\d{1,4})\s*[\]).:]?$")
_BETWEEN_NAMES = (" and ", " et al", ";", "&", "，", "、", "·", "•")
_WORD = expression(r"[a-z]{3,}")
_VENUE_WORDS = frozenset(
    (
        "journal transactions transaction trans conference conf proceedings proc symposium workshop workshops letters annals"
        " bulletin magazine review reviews advances lecture notes springer elsevier dissertation press phys rev lett meeting"
        " congress colloquium anthology preprint archive quarterly ieee acm nature npj plos frontiers acta int"
    ).split()
)
_PAGES_AND_YEAR = expression(r"[\d\s().,:–-]+[,;]\s*(?:19|20)\d\d")
_YEAR_AND_PAGES = expression(r"(?:19|20)\d\d\s?[:;(,]")

_SAID = expression(r"(\w[\w ]{1,20})\s*[:：]\s")
_PREPRINT_KEYS = frozenset({"arxiv", "arxivpreprint", "preprint", "arxivorg", "openreview", "researchgate"})


def classify(piece: Piece) -> list[Piece]:
    """Return a piece with the role that it has by itself; several, in order, if it holds several fields."""
    form = piece.form
    if form is Form.IMAGE:
        return [piece.having(role=Role.NOISE)]
    if piece.after and form is not Form.PLAIN and piece.text[-1:].isalpha() and _says_what_follows(piece):
        return [piece.having(role=Role.NOISE)]
    if len(piece.text) > MAX_LENGTH:
        return [piece]
    if form in (Form.PLAIN, Form.ITALIC) and not piece.wrap and (split := _split_front_field(piece)) is not None:
        first, rest = split
        return [first, *classify(rest)]
    split_parts = (_split_venue_behind_names if form in (Form.PLAIN, Form.ITALIC) else _split_tag)(piece)
    if split_parts is not None:
        return split_parts
    whole = _whole(piece)
    if whole is None and form is Form.CODE:
        whole = Role.NOISE
    if whole is not None:
        return [piece if whole is piece.role else piece.having(role=whole)]
    return strip_fields(piece) if may_hold_fields(piece) else [piece]


def _whole(piece: Piece) -> Role | None:
    """Return the role of a piece that holds one field only."""
    form, text = piece.form, piece.text
    if form in LINK_FORMS:
        return _role_of_link(piece)
    first = text[0]
    if piece.wrap == "[" and text in ("x", "X"):
        return Role.NOISE  # a box that is ticked
    if (first.isdigit() or first in "[(#'’") and _NUMBER.match(text):
        is_number = len(text.strip("[](). :")) <= 4 and not is_date(text.strip("[]() "))
        return Role.NUMBER if is_number else Role.DATE if _is_date(text) else None
    if _is_date(text):
        return Role.DATE
    if not first.isalpha() and not any(char.isalpha() for char in text):
        if _YEAR_AND_PAGES.match(text):
            return Role.DATE
        return None if _PAGES_AND_YEAR.fullmatch(text) else Role.NOISE
    if len(text) <= LONGEST_LABEL and (role := _role_of_short_text(piece)) is not None:
        return role
    if form is Form.QUOTED or piece.wrap in QUOTES:
        return Role.TEXT
    if form is Form.PLAIN and (piece.depth or piece.line) and _is_remark(text):
        return Role.NOISE
    is_loose = form is Form.PLAIN or form is Form.ITALIC
    venue = _venue(piece)
    if venue is not None and (venue.certain or piece.wrap or is_loose):
        return Role.VENUE
    if form is not Form.ITALIC and not _may_be_names(text):
        return None
    names = read_names(text) if form is Form.ITALIC else sure_names(text)
    if names is not None and len(names.names) == 1 and not names.et_al:
        last = names.names[0].text.rpartition(" ")[2]
        if last.islower() or last == text:
            return None  # "Bacillus subtilis", "*Pros:*"
    return Role.NAMES if names is not None and not (names.strange and is_loose) else None


def _role_of_link(piece: Piece) -> Role | None:
    text, link = piece.text, piece.link
    if link is not None and (link.url.startswith("#") or link.syntax in NAKED):
        return Role.LABEL
    if len(text) <= LONGEST_LINK_LABEL:
        label = label_kind(text)
        venue = _venue(piece)
        if venue is not None and venue.certain and (venue.year or venue_key(venue.name) not in _PREPRINT_KEYS):
            return Role.VENUE
        if label is not None:
            return Role.LABEL
        if _is_date(text):
            return Role.DATE
    if not _may_be_names(text) or sure_names(text) is None:
        return None
    leads = piece.before in ("", "\n") and not piece.cell
    return None if leads else Role.NAMES


def _role_of_short_text(piece: Piece) -> Role | None:
    text = piece.text
    label = label_kind(text)
    venue = read_venue(text, piece.venues)
    if label is not None and piece.after[:1] in {":", "："} and (venue is None or venue.year is None):
        return Role.LABEL
    if venue is not None and venue.certain:
        return Role.VENUE
    if piece.form is Form.PLAIN and venue is None and _is_one_person(piece):
        return Role.NAMES
    if label is not None and (piece.wrap or piece.form is not Form.PLAIN or " " not in text):
        return Role.LABEL
    return None


def _is_one_person(piece: Piece) -> bool:
    """Return whether a piece is one person with initials: "D. E. Knuth", "Ada K. Berg", the latter also in parentheses."""
    if piece.wrap and (piece.wrap != "(" or piece.text[1:2] == "."):
        return False
    return is_initialed_name(piece.text)


def _venue(piece: Piece) -> VenueMention | None:
    """Read a piece as a venue, if it is short enough or says "conference", "journal" and the like."""
    text = piece.text
    if text.count(" ") >= WORDS_OF_A_NAME and _VENUE_WORDS.isdisjoint(_WORD.findall(text.lower())):
        return None
    mention = read_venue(text, piece.venues)
    return None if mention is not None and ends_in_venue(text, piece.venues) else mention


def _may_be_names(text: str) -> bool:
    """Return whether a text has what lists of names have: a comma, an "and", or but a few words."""
    return "," in text or text.count(" ") < WORDS_OF_A_NAME or any(sign in text for sign in _BETWEEN_NAMES)


def _is_date(text: str) -> bool:
    return len(text) <= LONGEST_LABEL and is_date(text.strip("[]() ~≈"))


def _is_remark(text: str) -> bool:
    """Return whether a text says something under a label, such as "OpenReview: 8, 6, 6"."""
    said = _SAID.match(text)
    return said is not None and label_kind(said[1]) is not None


# -- fields that share one markup

_LEADING_NUMBER = expression(r"(\d{1,4})\s*[、．]\s*(?=\S)")
_COMPACT_DATE = expression(r"((?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)\s+(?=\S)")
_TAG = expression(r"((?:19|20)?\d\d-(?=[a-z]*+[A-Z])[A-Za-z]++)-(?=\S)")
_MEETING = expression(
    r"((?:[A-Z][A-Za-z&]* ){0,2}[A-Za-z]\S{0,20}?['’‘]\d\d(?: Workshops?)?+)\s++(?!(?:on|for|in) )(?=\S+ \S+ \S)"
)
_FIRST_HAN = "\u4e00"
_BEFORE_HAN = expression(r"([A-Za-z][A-Za-z0-9 .&'’/-]{1,40}?)\s*(?=[\u4e00-\u9fff])")
_ET_AL = expression(r"(?:and\s+)?et\.? al\.?", re.IGNORECASE)
_ET_AL_AND_MORE = expression(r"(\bet\.?\s*al\b\.?)[,.]?\s+(?=\S)", re.IGNORECASE)
_FAMILY_AND_INITIAL = expression(r"[A-Z](?=\w*[a-z])[^\W\d_]+ [A-Z]{1,2}\.")
"""One author, who is known by the year behind the full stop: "Berg A. 2015"."""
_ENDS_IN_YEAR = expression(r"[^\W\d] (?:19|20)\d\d\Z")
_BEHIND_NAMES = expression(r"(?:\.\s+|(?<=\.)\s+|,\s+)(?=\S)")
WORDS_OF_A_VENUE = 5
"""Longest text after "et al." within one emphasis, or before a year in brackets, in words, that is believed to be a venue
whatever it says."""

WORDS_OF_A_TITLE = 3
"""With at least this many spaces, what follows "ICML 2020, " is believed to be a title."""

_AND = expression(r"(?<!\s)\s++(?:and|&)\s+")
_AND_MORE = expression(r"(?<!\s)\s++(?:and|&)\s+.*")
_AND_FIRST = expression(r"(?:and|&)\s")


def _says_what_follows(piece: Piece) -> bool:
    """Return whether a piece is a word for the field behind it: "**Authors**:"."""
    return piece.after[:1] in {":", "："} and field_named(piece.text) not in (None, "remark")


def _split_front_field(piece: Piece) -> list[Piece] | None:
    """Split a venue or a list of authors off the front of "ICSE'22, He et al." or "A. Author, B. Author, The Title"."""
    text = piece.text
    prefix = field_name_at_start(text)
    if prefix and prefix.end() < len(text):
        return _split(piece, prefix.end(), Role.NOISE, prefix.end())
    split = _split_tag(piece)
    if text[0].isdigit():
        split = split or _split_number_or_date(piece)
    elif max(text) >= _FIRST_HAN:
        split = _split_venue_before_han(piece)
    if split is not None:
        return split
    if (named := _split_names_in_style(piece)) is not None:
        return named
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
    if end is None or end[1] == len(text) or _AND_FIRST.match(text, end[1]):
        return None
    return _split(piece, end[0], Role.NAMES, end[1])


def _split_names_in_style(piece: Piece) -> list[Piece] | None:
    """Split names with initials off the front of "Berg, A.; Li, C. ICML 2020" and "by Berg A, Li C, ICML"."""
    text = piece.text
    start = len("by ") if text.startswith("by ") else 0
    names = telling_names(text, start) if text[start : start + 1].isupper() or start else None
    end = _BEHIND_NAMES.match(text, names.end) if names is not None else None
    if names is None or end is None:
        return None
    rest = text[end.end() :]
    if _AND_FIRST.match(rest):
        return None
    is_dated = piece.before != "" and is_date(rest) and _FAMILY_AND_INITIAL.match(text) is not None
    is_dated = is_dated and read_venue(text, piece.venues) is None  # "Physica D. 2003"
    if len(names.names) < 2 and not names.et_al and not is_dated and read_venue(rest, piece.venues) is None:
        return None
    return _split(piece, names.end, Role.NAMES, end.end())


def _split_tag(piece: Piece) -> list[Piece] | None:
    """Split year and venue off the front of "20-OSDI-The Title", "2020-ICDE-The_Title", or "KDD'20 The Title of It"."""
    tag = _TAG.match(piece.text) or (_MEETING.match(piece.text) if not piece.before else None)
    mention = read_venue(tag[1], piece.venues) if tag is not None else None
    if tag is None or mention is None or mention.year is None or not (mention.certain or tag.re is _TAG):
        return None
    return _split(piece, tag.end(1), Role.VENUE, tag.end())


def _split_number_or_date(piece: Piece) -> list[Piece] | None:
    """Split "1、" or "20181106 " off the front."""
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


def _split_venue_behind_names(piece: Piece) -> list[Piece] | None:
    """Split "A. Author et al. Venue", all in one markup, into the names and the venue."""
    text = piece.text
    et_al = _ET_AL_AND_MORE.search(text) if "al" in text else None
    if et_al is None:
        return _split_venue_behind_full_names(piece)
    names, rest = read_names(text[: et_al.end()]), text[et_al.end() :]
    if names is None or not names.et_al or names.strange:
        return None
    is_dated = piece.wrap == "(" and _ENDS_IN_YEAR.search(rest) is not None and not is_date(rest)
    is_short = rest[0].isupper() and len(rest.split()) <= WORDS_OF_A_VENUE and (piece.form is Form.ITALIC or is_dated)
    mention = read_venue(rest, piece.venues)
    is_venue = mention is not None and (mention.certain or not any(map(str.isdigit, rest[: mention.start])))
    if not is_short and not is_venue:  # "Berg et al., Aug. 2018, MIT"
        return None
    return _split(piece, et_al.end(1), Role.NAMES, et_al.end(), Role.VENUE)


def _split_venue_behind_full_names(piece: Piece) -> list[Piece] | None:
    """Split "Ada Author, Bo Author, Venue", all in one markup, into the names and the venue."""
    text = piece.text
    if text.count(", ") < 2 or ";" in text:
        return None
    last = text.rindex(", ")
    names = sure_names(text[:last])
    if names is None or names.strange or not all(is_full_name(name.text) for name in names.names):
        return None
    if read_venue(text[last + 2 :], piece.venues) is None:
        return None
    return _split(piece, last, Role.NAMES, last + 2, Role.VENUE)


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
