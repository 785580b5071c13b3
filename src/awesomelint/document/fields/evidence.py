"""Evidence for roles: what a piece of an entry looks like by itself, before its neighbours are asked.

A piece that holds several fields ("Title, A. Author et al., ICML 2016") is cut into parts.
"""

from __future__ import annotations

import re

from awesomelint.document.blocks import LinkSyntax
from awesomelint.document.fields.labels import label_kind
from awesomelint.document.fields.names import read_names
from awesomelint.document.fields.peeling import DATE, leading_field, peel
from awesomelint.document.fields.pieces import QUOTES, Form, Piece, Role
from awesomelint.papers.venues import read_venue, venue_key

MAX_LENGTH = 2000
"""Longest piece, in code points, that is looked into; anything longer is prose."""

_NUMBER = re.compile(r"[\[(#]?\s*(\d{1,4})\s*[\]).:]?$")


_SAID = re.compile(r"(\w[\w ]{1,20})\s*[:：]\s")
NAKED = (LinkSyntax.BARE, LinkSyntax.AUTOLINK)


_PREPRINT_KEYS = frozenset({"arxiv", "arxivpreprint", "preprint", "arxivorg", "openreview"})


def parts(piece: Piece) -> list[Piece]:
    """Return a piece as parts with roles, in order."""
    form = piece.form
    if form is Form.IMAGE:
        piece.role = Role.NOISE
        return [piece]
    if len(piece.text) > MAX_LENGTH:
        return [piece]
    if form is Form.PLAIN and not piece.wrap and (cut := leading_field(piece)) is not None:
        first, rest = cut
        return [first, *parts(rest)]
    whole = _whole(piece)
    if whole is not None:
        piece.role = whole
        return [piece]
    if form is Form.CODE:
        piece.role = Role.NOISE
        return [piece]
    return peel(piece)


def _whole(piece: Piece) -> Role | None:
    """Return the role of a piece that holds one field only."""
    text = piece.text
    form = piece.form
    is_link = form is Form.LINK or form is Form.BOLD_LINK
    if DATE.fullmatch(text.strip("[]() ")):
        return Role.DATE
    if not is_link and _NUMBER.match(text):
        return Role.NUMBER if len(text.strip("[](). :")) <= 4 else None
    if not any(char.isalpha() for char in text):
        return Role.NOISE
    if piece.link is not None and (piece.link.url.startswith("#") or piece.link.syntax in NAKED):
        return Role.LABEL
    if len(text) <= 60 and (is_link or len(text) <= 30):
        label = label_kind(text)
        if label is not None and piece.after[:1] in {":", "："} and not is_link:
            return Role.LABEL
        venue = read_venue(text)
        if (
            venue is not None
            and venue.certain
            and (not is_link or venue_key(venue.name) not in _PREPRINT_KEYS or venue.year)
        ):
            return Role.VENUE
        if label is not None:
            return Role.LABEL if is_link or piece.wrap or form is not Form.PLAIN or len(text.split()) == 1 else None
    if (
        form is Form.PLAIN
        and (piece.depth or piece.line)
        and (said := _SAID.match(text))
        and label_kind(said[1]) is not None
    ):
        return Role.NOISE
    if form is Form.QUOTED or piece.wrap in QUOTES:
        return Role.TEXT
    venue = read_venue(text)
    if venue is not None and (venue.certain or piece.wrap or form is Form.ITALIC or form is Form.PLAIN):
        return Role.VENUE
    if form is Form.PLAIN:
        names = read_names(text)
        if names is not None and names.is_sure and not names.strange:
            return Role.NAMES
    else:
        names = read_names(text)
        if names is not None and (names.is_sure or (form is Form.ITALIC and not names.strange)):
            return Role.NAMES if not (form is Form.LINK or form is Form.BOLD_LINK) or names.is_sure else None
    return None
