"""What speaks for a text as a paper: the fields among its pieces, and how titles are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from awesomelint.document.classify import classify
from awesomelint.document.names import read_names
from awesomelint.document.pieces import LINK_FORMS, QUOTES, EntryLine, Form, Piece, Role
from awesomelint.document.tokenise import tokenise
from awesomelint.markdown.blocks import Inline, LinkKind
from awesomelint.papers.venues import read_venue
from awesomelint.papers.venues.table import VenueTable
from awesomelint.startup import expression

WORDS_OF_A_FIELD = 6
"""Longest text, in words, that may stand between fields: "Jan Berg, Technical Report 85.7, June 1985"."""

SIGNS_OF_A_PAPER = 3
"""Signs that make a text a paper (see `signs_of_paper`), together with a title."""

_YEAR = expression(r"(?<!\d)(?:1[89]\d\d|20[0-3]\d)(?!\d)|['’]\d\d(?!\d)")
_SURNAME = expression(r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){,2},? [A-Z][A-Z. -]{,5}$")
"""One person as citations write them, "Dahl C" or "de la Cruz, M. J.": too little to be read as a list of names."""

_PAGES = expression(
    r"\bpp?\.? ?\d|\d ?[-–—]+ ?\d|\bvol\.|\d ?\(\d+\)|\d:\d|^[JCMDR](?:/OL)?$|\bno\. ?\d|\bdoi\b|\barxiv\b",
    re.IGNORECASE,
)
_PARENTHESES = ("(", "（")
_FIELDS = frozenset({Role.NAMES, Role.VENUE, Role.DATE, Role.LABEL})
_NEUTRAL = frozenset({Role.NUMBER, Role.NOISE})


def pieces_of(lines: Iterable[EntryLine], venues: VenueTable) -> list[Piece]:
    """Cut lines into pieces, each with the role that it has by itself."""
    return [part for piece in tokenise(lines, venues) for part in classify(piece)]


def holds_fields_only(inline: Inline, venues: VenueTable) -> bool:
    """Return whether a text has authors, a venue, a date or labelled links, and nothing that could be a title."""
    if any(link.url.startswith("#") for link in inline.links):
        return False
    uncut = tokenise([EntryLine(inline)], venues)
    fields, lines = 0, list[int]()
    linked, others = set[int](), set[int]()
    for piece in (part for whole in uncut for part in classify(whole)):  # most texts are told by their first pieces
        if piece.role in _NEUTRAL:
            continue
        if not lines and piece.role is Role.LABEL and piece.form not in LINK_FORMS and piece.after[:1] in {":", "："}:
            return True
        lines.append(piece.line)
        if piece.link is not None:
            linked.add(piece.line)
        if piece.role in _FIELDS:
            if piece.form in LINK_FORMS and piece.role is not Role.LABEL:
                return False  # "[ICML](...)", "[Ada Berg](...)": listed themselves
            fields += 1
        elif len(piece.text.split()) > WORDS_OF_A_FIELD:
            return False
        else:
            others.add(piece.line)
    if not lines or not linked.isdisjoint(others):
        return False
    return fields >= 0.5 * len(lines) or (fields > 0 and lines[0] < lines[-1])


def signs_of_paper(pieces: Sequence[Piece]) -> int:
    """Return how much speaks for pieces as a paper: two for authors in front of a title or behind it, one for each other field.

    Without words that can be a title the answer is 0.
    """
    said = [piece for piece in pieces if piece.role is not Role.NOISE]
    is_numbered = bool(said) and said[0].role is Role.NUMBER
    said = said[is_numbered:]
    place = next((index for index, piece in enumerate(said) if _may_be_title(piece)), -1)
    if place < 0:
        return 0
    title, before, after = said[place], said[:place], said[place + 1 :]
    signs = 0
    if all(piece.role in _FIELDS or _sureness(piece) for piece in before):
        signs += max([_sureness(piece) for piece in [*before, *after[:1]]], default=0)
        signs += title.wrap in QUOTES or title.link is not None or title.text[0] in "‘'"
        signs += is_title_case(title.text) and 1 + (not before and bool(after) and title.line < after[0].line)
    if signs or title.form is Form.BOLD:
        links = [piece.link.kind for piece in after if piece.role is Role.LABEL and piece.link is not None]
        signs += bool(links) + (LinkKind.PAPER in links)
    roles = {piece.role for piece in said}
    signs += Role.VENUE in roles
    signs += Role.DATE in roles or any(_YEAR.search(piece.text) or _is_dated(piece) for piece in pieces)
    signs += any(_PAGES.search(piece.text) for piece in pieces)
    return signs + (is_numbered and signs >= 2)


def _is_dated(piece: Piece) -> bool:
    mention = read_venue(piece.text, piece.venues) if piece.role is Role.VENUE else None
    return mention is not None and mention.year is not None  # "ICML24"


def is_title_case(text: str) -> bool:
    """Return whether a text is written as English titles are: "The Night Vision of Owls", three words at least."""
    words = text.split()
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return (
        3 <= len(words) <= 30
        and words[0][0].isupper() | words[0][0].isdigit()
        and len(long) >= 2
        and sum(not word.islower() for word in long) >= 0.8 * len(long)
    )


def _sureness(piece: Piece) -> int:
    if piece.role is not Role.NAMES:
        is_short = piece.role is Role.TEXT and piece.link is None and piece.text.count(" ") <= 3
        return int(is_short and _SURNAME.match(piece.text) is not None)
    names = read_names(piece.text)
    return 2 if names is not None and (names.is_sure or any("." in name.text for name in names.names)) else 1


def _may_be_title(piece: Piece) -> bool:
    if piece.role is not Role.TEXT or (piece.wrap in _PARENTHESES and piece.link is None):
        return False
    return len(piece.text.split()) >= 3 or (len(piece.text) >= 6 and not piece.text.isascii())
