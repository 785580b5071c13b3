"""Choose the pieces of a candidate that are its authors: the best list of names, or a run of names in markup."""

from __future__ import annotations

import re
from itertools import pairwise

from awesomelint.document.edge_fields import is_placeholder
from awesomelint.document.field_names import field_named
from awesomelint.document.names import Names, read_names
from awesomelint.document.persons import is_name
from awesomelint.document.pieces import LINK_FORMS, Candidate, Form, Hints, NamedPiece, Piece, Reading, Role, place_of
from awesomelint.papers.venues import read_venue
from awesomelint.source import Source, Span
from awesomelint.startup import expression

_JOINS_NAMES = expression(r"[\s*_\\†‡⁺]*(?:[,;&]|\band\b)[\s*_\\†‡⁺,;&]*(?:and\s+)?[*_]*")
"""What is between two authors of whom one has markup."""

_AND_AT_END = expression(r"(?<![\s,])[\s,]++(?:and|&)$")
_MARKED = frozenset({Form.BOLD, Form.ITALIC, Form.LINK})
"""The markup that some of the names of a list may have, as that of a member of the group or one with a page."""

_BY_AT_END = expression(r"(?:^|\s)(?:by|authors?)$", re.IGNORECASE)
_COUNT = expression(r"[\w ]{1,20}: \d+")
_LONGEST_BY = 9
"""Characters that `_BY_AT_END` may match."""


def find_authors(reading: Reading, hints: Hints) -> list[NamedPiece]:
    """Return the piece, or the run of linked pieces, that holds the authors."""
    best: list[NamedPiece] = []
    best_score = 0.0
    for index, piece in enumerate(reading.candidate.pieces):
        if index == reading.title_index:
            continue
        authors = _linked_names(reading, index) if index and piece.form in LINK_FORMS else []
        score = 5.0 + len(authors)
        if not authors:
            names = _names_of(reading, index, hints)
            if names is None:
                continue
            authors = [NamedPiece(piece, names)]
            score = _names_score(reading, piece, names, hints)
        score -= abs(index - reading.title_index) * 0.1 + piece.depth * 0.2
        if not best or score > best_score:
            best, best_score = authors, score
    return _with_next_lines(reading, best) if best else best


def _names_of(reading: Reading, index: int, hints: Hints) -> Names | None:
    """Return the names in a piece, if it may hold the authors."""
    candidate, title = reading.candidate, reading.title
    piece = candidate.pieces[index]
    if piece.role not in (Role.NAMES, Role.TEXT, Role.VENUE):
        return None
    said = said_field(candidate, index)
    is_column = candidate.column(piece) is Role.NAMES or said == "authors"
    is_place = hints.names is not None and place_of(piece, title) == hints.names
    if (candidate.columns and piece.wrap == "(" and not is_place) or candidate.column(piece) is Role.VENUE:
        return None
    if said == "others" or (piece.text.count(" ") <= 1 and is_journal(reading, index)):
        return None
    in_title_cell = title is not None and piece.cell == title.cell
    is_elsewhere = Role.NAMES in candidate.columns or candidate.column(piece) is Role.NOISE
    if is_elsewhere and not is_column and not in_title_cell:
        return None
    if piece.role is not Role.NAMES:
        is_likely = is_place or is_column or _stands_before_venue(reading, piece) or piece.form is Form.ITALIC
        if not is_likely:
            return None
    names = read_names(piece.text, hints.surnames_only)
    if names is None or is_placeholder(piece.text):
        return None
    if piece.role is Role.VENUE and not names.is_sure:
        return None
    if piece.role is Role.TEXT and not is_place and not is_column and not names.is_sure:
        return names if _stands_before_venue(reading, piece) and _are_people(names) else None
    return names


def _stands_before_venue(reading: Reading, piece: Piece) -> bool:
    """Return whether plain text is between a marked title, perhaps a line above, and the venue: "[Title](u). Berg & Li. ICML"."""
    place, pieces, title = reading.title_index + 1, reading.candidate.pieces, reading.title
    if title is None or title.form is Form.PLAIN or place + 1 >= len(pieces) or pieces[place] is not piece:
        return False
    after = pieces[place + 1]
    if piece.form is not Form.PLAIN or piece.wrap or not title.line <= piece.line == after.line <= title.line + 1:
        return False
    if is_journal(reading, place + 1):
        return True
    mention = read_venue(after.text, after.venues) if after.role is Role.VENUE else None
    return mention is not None and mention.certain


def _are_people(names: Names) -> bool:
    """Return whether names are two or more capitalised ones, or the full name of one person."""
    words = [name.text.split() for name in names.names]
    if names.strange or not all(1 <= len(each) <= 4 and each[0][0].isupper() for each in words):
        return False
    return len(words) > 1 or (len(words[0]) > 1 and all(word[0].isupper() for word in words[0]))


def _names_score(reading: Reading, piece: Piece, names: Names, hints: Hints) -> float:
    title = reading.title
    score = len(names.names) + (2.0 if names.et_al else 0.0) - 2 * names.strange
    if piece.role is Role.NAMES:
        score += 2.0
    if piece.before == "by":
        score += 4.0
    if hints.names is not None and place_of(piece, title) == hints.names:
        score += 3.0
    if title is not None and piece.line == title.line and piece.cell == title.cell:
        score += 0.5
    return score


def _with_next_lines(reading: Reading, authors: list[NamedPiece]) -> list[NamedPiece]:
    """Add the authors on the lines below, where a line of names ends in a comma."""
    pieces, text = reading.candidate.pieces, reading.candidate.source.text
    for before, piece in pairwise(pieces[pieces.index(authors[-1].piece) :]):
        between = text[before.span.end : piece.span.start]
        goes_on = between.strip() == "," and "\n" in between and piece.form is before.form
        names = read_names(piece.text) if goes_on and piece.role is not Role.VENUE else None
        if names is None or names.strange or piece is reading.title:
            break
        authors = [*authors, NamedPiece(piece, names)]
    return authors


def _linked_names(reading: Reading, first: int) -> list[NamedPiece]:
    """Return the names in "by [A](…), [B](…) and C", each a link of its own."""
    pieces = reading.candidate.pieces
    if not _says_by(pieces[first - 1]):
        return []
    authors: list[NamedPiece] = []
    for piece in pieces[first:]:
        if piece.role is Role.NOISE and piece.text.lower().strip(" ,.") in {"", "and", "&"}:
            continue
        if piece.form not in LINK_FORMS or piece.line != pieces[first].line or piece.role is Role.LABEL:
            break
        names = read_names(piece.text)
        if names is None or len(piece.text.split()) > 6:
            break
        authors.append(NamedPiece(piece, names))
    return authors


def _says_by(piece: Piece) -> bool:
    return piece.form is Form.PLAIN and _BY_AT_END.search(piece.text, max(0, len(piece.text) - _LONGEST_BY)) is not None


def names_in_markup(candidate: Candidate) -> list[NamedPiece]:
    """Return the names of a list in which some are marked, "Ada Berg, **Bo Li**, Cy Dahl", beside a title in markup."""
    pieces, run = candidate.pieces, list[NamedPiece]()
    if not any(_is_marked_name(piece) for piece in pieces):
        return []
    for piece in pieces:
        names = _names_of_run(piece)
        if names is None:
            continue
        author = NamedPiece(piece, names)
        if run and not _are_joined(run[-1], author, candidate.source):
            if _is_mixed(run):
                break
            run.clear()
        run.append(author)
    if not _is_mixed(run):
        return []
    named = {id(piece) for piece, _ in run}
    others = (piece for piece in pieces if id(piece) not in named and piece.role is Role.TEXT)
    line = run[0].piece.line
    is_titled = any(
        (piece.form is not Form.PLAIN or piece.line < line) and piece.text.count(" ") >= 2 for piece in others
    )
    return run if is_titled else []


def _are_joined(one: NamedPiece, other: NamedPiece, source: Source) -> bool:
    """Return whether nothing is between two authors but a comma or "and", and marks."""
    return _JOINS_NAMES.fullmatch(source.text, _span(*one).end, _span(*other).start) is not None


def _span(piece: Piece, names: Names) -> Span:
    """Return where the names in a piece are, with the link that they are the label of."""
    return piece.link.span if piece.link is not None else piece.part_span(names.start, names.end)


def _is_marked_name(piece: Piece) -> bool:
    return piece.form in _MARKED and piece.role in (Role.TEXT, Role.NAMES) and is_name(piece.text)


def _names_of_run(piece: Piece) -> Names | None:
    may_be_name = piece.form is Form.PLAIN or piece.form in _MARKED
    if not may_be_name or piece.wrap or piece.role not in (Role.TEXT, Role.NAMES):
        return None
    names = read_names(_AND_AT_END.sub("", piece.text))
    if names is None or names.strange or not all(name.text[0].isupper() for name in names.names):
        return None
    return names


def _is_mixed(run: list[NamedPiece]) -> bool:
    """Return whether names are in several pieces, not all with the same markup."""
    return len(run) > 1 and len({piece.form for piece, _ in run}) > 1


def said_field(candidate: Candidate, index: int) -> str | None:
    """Return which field the piece in front says that a piece is, as `field_named` has it: "Authors: ..."."""
    before = candidate.pieces[index - 1] if index else None
    if before is None or before.role is not Role.NOISE or before.line != candidate.pieces[index].line:
        return None
    return field_named(before.text)


def is_journal(reading: Reading, index: int) -> bool:
    """Return whether italics are behind a title in other markup and before a number: "[Title](...), *Journal*, 25:4 (2012)"."""
    piece, pieces, title = reading.candidate.pieces[index], reading.candidate.pieces, reading.title
    if piece.form is not Form.ITALIC or piece.role not in (Role.TEXT, Role.NAMES) or index <= reading.title_index:
        return False
    if title is None or title.form is Form.ITALIC or index + 1 == len(pieces) or not looks_like_venue(piece):
        return False
    after = pieces[index + 1]
    return after.line == piece.line and after.text[0].isdigit() and (after.wrap == "" or after.role is Role.DATE)


def looks_like_venue(piece: Piece) -> bool:
    """Return whether a piece is a few words that begin with a capital, as the name of a venue is, and not "Cited by: 8"."""
    if piece.form is Form.CODE or _COUNT.fullmatch(piece.text):
        return False
    words = piece.text.lstrip("(").split()
    return 0 < len(words) <= 8 and words[0][:1].isupper()
