"""The authors, the venue and the year of an entry."""

from __future__ import annotations

import re

from awesomelint.document.classify import LINK_FORMS, MARKS, Hints, NamedPiece, Reading, outer_of, place_of
from awesomelint.document.model import Entry, Field
from awesomelint.document.names import Names, read_names
from awesomelint.document.pieces import Form, Piece, Role
from awesomelint.expressions import expression
from awesomelint.markdown.blocks import Mark
from awesomelint.papers.venues import read_venue, read_year
from awesomelint.source import Span

_FOUR_DIGITS = expression(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_TWO_DIGITS = expression(r"(?<!\d)\d\d(?!\d)")
_CENTURY_TURN = 50


def year_number(field: Field | None) -> int | None:
    """Return the year that a field names: `2021`, `'21`, `2021.06`."""
    if field is None:
        return None
    if match := _FOUR_DIGITS.search(field.value):
        return int(match[0])
    if match := _TWO_DIGITS.search(field.value):
        short = int(match[0])
        return short + (2000 if short < _CENTURY_TURN else 1900)
    return None


#| The authors of an entry.

_THESIS = expression(r"(?:ph\.? ?d\.?|master'?s?|m\.?sc\.?|doctoral)\s+(?:thesis|dissertation)\b", re.IGNORECASE)
_STAR_AND_COMMA = expression(r"[*_]\s*,\s*")
_BY_AT_END = expression(r"(?:^|\s)(?:by|authors?)$", re.IGNORECASE)
_LONGEST_BY = 9
"""Characters that `_BY_AT_END` may match."""


def find_authors(reading: Reading, hints: Hints) -> list[NamedPiece]:
    """Return the piece, or the run of linked pieces, that holds the authors."""
    best: list[NamedPiece] = []
    best_score = 0.0
    for index, piece in enumerate(reading.pieces):
        if index == reading.title_index:
            continue
        found = _linked_names(reading, index) if index and piece.form in LINK_FORMS else []
        score = 5.0 + len(found)
        if not found:
            names = _names_of(reading, piece, hints)
            if names is None:
                continue
            found = [NamedPiece(piece, names)]
            score = _names_score(reading, piece, names, hints)
        score -= abs(index - reading.title_index) * 0.1 + piece.depth * 0.2
        if not best or score > best_score:
            best, best_score = found, score
    return _first_author_apart(reading, best)


def _names_of(reading: Reading, piece: Piece, hints: Hints) -> Names | None:
    is_column = reading.column(piece) is Role.NAMES
    is_place = hints.names is not None and place_of(reading, piece) == hints.names
    is_between = _stands_before_venue(reading, piece)
    is_candidate = is_place or is_column or is_between or piece.form is Form.ITALIC
    in_title_cell = reading.title is not None and piece.cell == reading.title.cell
    if Role.NAMES in reading.columns and not is_column and not in_title_cell:
        return None
    if piece.role is not Role.NAMES and not (is_candidate and piece.role in (Role.TEXT, Role.VENUE)):
        return None
    names = read_names(piece.text, hints.surnames_only)
    if names is None:
        return None
    if piece.role is Role.VENUE and not names.is_sure:
        return None
    if piece.role is Role.TEXT and not is_place and not is_column and not names.is_sure:
        return names if is_between and _are_people(names) else None
    return names


def _stands_before_venue(reading: Reading, piece: Piece) -> bool:
    """Tell whether plain text stands between a marked title and the venue: "[Title](...). Berg & Li. SIGGRAPH 1997"."""
    place, pieces, title = reading.title_index + 1, reading.pieces, reading.title
    if title is None or title.form is Form.PLAIN or place + 1 >= len(pieces) or pieces[place] is not piece:
        return False
    after = pieces[place + 1]
    if piece.form is not Form.PLAIN or piece.wrap or not piece.line == title.line == after.line:
        return False
    mention = read_venue(after.text, after.venues) if after.role is Role.VENUE else None
    return (mention is not None and mention.certain) or _THESIS.match(after.text) is not None


def _are_people(names: Names) -> bool:
    """Tell whether names are two or more capitalised ones, or the full name of one person."""
    words = [name.text.split() for name in names.names]
    if names.strange or not all(1 <= len(each) <= 4 and each[0][0].isupper() for each in words):
        return False
    return len(words) > 1 or (len(words[0]) > 1 and all(word[0].isupper() for word in words[0]))


def _names_score(reading: Reading, piece: Piece, names: Names, hints: Hints) -> float:
    score = len(names.names) + (2.0 if names.et_al else 0.0) - 2 * names.strange
    if piece.role is Role.NAMES:
        score += 2.0
    if piece.before == "by":
        score += 4.0
    if hints.names is not None and place_of(reading, piece) == hints.names:
        score += 3.0
    if reading.title is not None and piece.line == reading.title.line and piece.cell == reading.title.cell:
        score += 0.5
    return score


def _first_author_apart(reading: Reading, found: list[NamedPiece]) -> list[NamedPiece]:
    """Add the first author where a star behind a name ends the emphasis early: `*Ada Berg*, Bo Li*, Cy Dahl*`."""
    if len(found) != 1 or found[0].piece.form is not Form.PLAIN:
        return found
    piece = found[0].piece
    index = next(index for index, other in enumerate(reading.pieces) if other is piece)
    if index == 0 or index - 1 == reading.title_index:
        return found
    before = reading.pieces[index - 1]
    if before.form is not Form.ITALIC or before.line != piece.line or before.cell != piece.cell:
        return found
    between = reading.entry.document.source.text[before.span.end : piece.span.start]
    names = read_names(before.text) if _STAR_AND_COMMA.fullmatch(between) else None
    return [NamedPiece(before, names), *found] if names is not None and len(names.names) == 1 else found


def _linked_names(reading: Reading, first: int) -> list[NamedPiece]:
    """Return the names in "by [A](…), [B](…) and C", each a link of its own."""
    pieces = reading.pieces
    if not _says_by(pieces[first - 1]):
        return []
    found: list[NamedPiece] = []
    for piece in pieces[first:]:
        if piece.role is Role.NOISE and piece.text.lower().strip(" ,.") in {"", "and", "&"}:
            continue
        if piece.form not in LINK_FORMS or piece.line != pieces[first].line or piece.role is Role.LABEL:
            break
        names = read_names(piece.text)
        if names is None or len(piece.text.split()) > 6:
            break
        found.append(NamedPiece(piece, names))
    return found


def _says_by(piece: Piece) -> bool:
    return piece.form is Form.PLAIN and _BY_AT_END.search(piece.text, max(0, len(piece.text) - _LONGEST_BY)) is not None


def set_authors(entry: Entry, named: list[NamedPiece]) -> None:
    """Set the authors of an entry from the pieces that name them."""
    entry.et_al = any(names.et_al for _, names in named)
    authors = []
    for piece, names in named:
        marks = MARKS.get(piece.form, Mark.NONE)
        # A name in a text without double blanks has none either, unless a remark was blanked out in it.
        is_folded = " ".join(piece.text.split()) == piece.text
        spans = piece.part_spans((start, end) for _, start, end in names.names)
        for (text, _, _), span in zip(names.names, spans, strict=True):
            value = text if is_folded and "  " not in text else " ".join(text.split())
            authors.append(Field(value, span, span, marks))
    entry.authors = tuple(authors)
    (first, first_names), (last, last_names) = named[0], named[-1]
    start = first.part_span(first_names.start, first_names.end).start
    end = last.part_span(last_names.start, last_names.end).end
    marks, outer = MARKS.get(first.form, Mark.NONE), outer_of(first.span, first, entry, "")
    if last is not first:
        marks &= MARKS.get(last.form, Mark.NONE)
        outer = Span(outer.start, outer_of(last.span, last, entry, "").end)
    value = ", ".join(" ".join(piece.text[names.start : names.end].split()) for piece, names in named)
    entry.author_list = Field(value, Span(start, end), outer, marks, "", first.link)


#| The venue and the year of an entry.

_COMPACT_DATE = expression(r"(1[89]\d\d|20[0-4]\d)(?:\d\d){,2}")


def find_venue(reading: Reading, hints: Hints) -> Piece | None:
    """Return the piece that names the venue, or `None`."""
    title = reading.title.text if reading.title is not None else ""
    has_name = ":" in title
    named = [name.piece for name in reading.names]
    best: Piece | None = None
    best_score = 0.0
    for index, piece in enumerate(reading.pieces):
        if index == reading.title_index or piece in named:
            continue
        if has_name and title.startswith(f"{piece.text}:"):
            continue
        column = reading.column(piece)
        place = hints.venue is not None and place_of(reading, piece) == hints.venue
        score = 0.0
        if piece.role is Role.VENUE:
            mention = read_venue(piece.text, piece.venues)
            score = 3.0 if mention is not None and mention.certain else 1.5
            score += 0.5 if mention is not None and mention.year is not None else 0.0
        elif column is Role.VENUE and piece.role in (Role.TEXT, Role.LABEL):
            score = 3.0
        elif place and piece.role is Role.TEXT and len(piece.text) <= 60 and _looks_like_venue(piece):
            score = 1.0
        if score <= 0:
            continue
        score += (1.0 if place else 0.0) + (2.0 if column is Role.VENUE else 0.0) - piece.depth * 0.3
        if score > best_score:
            best, best_score = piece, score
    return best


def _looks_like_venue(piece: Piece) -> bool:
    words = piece.text.split()
    return len(words) <= 8 and words[0][:1].isupper() and piece.form is not Form.CODE


def set_year(reading: Reading) -> None:
    """Set the year of an entry whose venue names none, from a date or another venue on it."""
    for piece in reading.pieces:
        if piece.role is Role.DATE and (year := year_of_date(piece)) is not None:
            reading.entry.year = year_field(year, piece)
            return
    for index, piece in enumerate(reading.pieces):
        if piece.role is Role.VENUE and index != reading.title_index and (year := read_year(piece.text)) is not None:
            reading.entry.year = year_field(year, piece)
            return


def year_of_date(piece: Piece) -> int | None:
    """Return the year of a date, also of one without separators (`20181106`) and of an old paper, in parentheses: `(1945)`."""
    compact = _COMPACT_DATE.fullmatch(piece.text)
    if compact is not None and (piece.wrap == "(" or len(piece.text) > len("2018")):
        return int(compact[1])
    return read_year(piece.text)


def year_field(year: int, piece: Piece) -> Field:
    """Return a year with the place of its digits: all four, or the two of `'21`."""
    for digits in (str(year), f"{year % 100:02}"):
        at = piece.text.rfind(digits)
        if at >= 0:
            span = piece.part_span(at, at + len(digits))
            return Field(str(year), span, span)
    return Field(str(year), piece.span, piece.span)
