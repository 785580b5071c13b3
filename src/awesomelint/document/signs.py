"""What speaks for a text as a paper: the fields among its pieces, and how titles are written."""

from __future__ import annotations

from collections.abc import Iterable

from awesomelint.document.classify import classify
from awesomelint.document.pieces import LINK_FORMS, EntryLine, Piece, Role
from awesomelint.document.tokenise import tokenise
from awesomelint.markdown.blocks import Inline
from awesomelint.papers.venues.table import VenueTable

WORDS_OF_A_FIELD = 6
"""Longest text, in words, that may stand between fields: "Jan Berg, Technical Report 85.7, June 1985"."""

_FIELDS = frozenset({Role.NAMES, Role.VENUE, Role.DATE, Role.LABEL})
_NEUTRAL = frozenset({Role.NUMBER, Role.NOISE})


def pieces_of(lines: Iterable[EntryLine], venues: VenueTable) -> list[Piece]:
    """Cut lines into pieces, each with the role that it has by itself."""
    return [part for piece in tokenise(lines, venues) for part in classify(piece)]


def holds_fields_only(inline: Inline, venues: VenueTable) -> bool:
    """Return whether a text has authors, a venue, a date or labelled links, and nothing that could be a title."""
    if any(link.url.startswith("#") for link in inline.links):
        return False
    pieces = [piece for piece in pieces_of([EntryLine(inline)], venues) if piece.role not in _NEUTRAL]
    if not pieces:
        return False
    if pieces[0].role is Role.LABEL and pieces[0].form not in LINK_FORMS and pieces[0].after[:1] in {":", "："}:
        return True
    linked = {piece.line for piece in pieces if piece.link is not None}
    fields = 0
    for piece in pieces:
        if piece.role in _FIELDS:
            if piece.form in LINK_FORMS and piece.role is not Role.LABEL:
                return False  # "[ICML](...)", "[Ada Berg](...)": listed themselves
            fields += 1
        elif piece.line in linked or len(piece.text.split()) > WORDS_OF_A_FIELD:
            return False
    return fields >= 0.5 * len(pieces) or (fields > 0 and pieces[0].line < pieces[-1].line)
