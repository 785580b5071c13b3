"""What a piece is by itself, before its section votes: names, a venue, a date, a label, or text that may be the title.

Where a piece holds several fields it is cut: at its front (`front_fields`), then at both ends (`edge_fields`).
"""

from __future__ import annotations

from awesomelint.document.edge_fields import is_date, may_hold_fields, strip_fields
from awesomelint.document.front_fields import (
    split_citation,
    split_cited,
    split_front_field,
    split_tag,
    split_venue_behind_names,
)
from awesomelint.document.link_kinds import NAKED, label_kind
from awesomelint.document.names import is_initialed_name, read_names, sure_names
from awesomelint.document.pieces import LINK_FORMS, QUOTES, Form, Piece, Role
from awesomelint.expressions import expression
from awesomelint.papers.venues import VenueMention, read_venue, venue_key

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
_SAID = expression(r"(\w[\w ]{1,20})\s*[:：]\s")
_PREPRINT_KEYS = frozenset({"arxiv", "arxivpreprint", "preprint", "arxivorg", "openreview"})


def classify(piece: Piece) -> list[Piece]:
    """Return a piece with the role that it has by itself; several, in order, if it holds several fields."""
    form = piece.form
    if form is Form.IMAGE:
        return [piece.having(role=Role.NOISE)]
    if len(piece.text) > MAX_LENGTH:
        return [piece]
    if form is Form.PLAIN and not piece.wrap and (split := split_front_field(piece)) is not None:
        first, rest = split
        return [first, *classify(rest)]
    split_parts = None
    if form is Form.BOLD and piece.text[0].isdigit():
        split_parts = split_tag(piece)
    elif form is Form.PLAIN or form is Form.ITALIC:
        split_parts = split_venue_behind_names(piece)
    elif form is Form.LINK:
        split_parts = split_cited(piece) or split_citation(piece)
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
    if (first.isdigit() or first in "[(#'’") and _NUMBER.match(text):
        is_number = len(text.strip("[](). :")) <= 4 and not is_date(text.strip("[]() "))
        return Role.NUMBER if is_number else Role.DATE if _is_date(text) else None
    if _is_date(text):
        return Role.DATE
    if not first.isalpha() and not any(char.isalpha() for char in text):
        return Role.NOISE
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
    return Role.NAMES if _may_be_names(text) and sure_names(text) is not None else None


def _role_of_short_text(piece: Piece) -> Role | None:
    text = piece.text
    label = label_kind(text)
    if label is not None and piece.after[:1] in {":", "："}:
        return Role.LABEL
    venue = read_venue(text, piece.venues)
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
    return read_venue(text, piece.venues)


def _may_be_names(text: str) -> bool:
    """Return whether a text has what lists of names have: a comma, an "and", or but a few words."""
    return "," in text or text.count(" ") < WORDS_OF_A_NAME or any(sign in text for sign in _BETWEEN_NAMES)


def _is_date(text: str) -> bool:
    return len(text) <= LONGEST_LABEL and is_date(text.strip("[]() ~≈"))


def _is_remark(text: str) -> bool:
    """Return whether a text says something under a label, such as "OpenReview: 8, 6, 6"."""
    said = _SAID.match(text)
    return said is not None and label_kind(said[1]) is not None
