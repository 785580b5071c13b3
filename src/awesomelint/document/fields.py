"""Reading the fields of an entry: which piece is the title, who wrote it, where and when it appeared.

Every piece is judged on its own evidence first; then the entries of a section vote on where each field stands, and each
entry is read again with that vote as a hint. So a list teaches its own grammar.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from awesomelint.document.blocks import LinkSyntax, Mark
from awesomelint.document.evidence import parts
from awesomelint.document.model import Container, Entry, Field
from awesomelint.document.names import Names, read_names
from awesomelint.document.pieces import EntryLine, Form, Piece, Role, cut
from awesomelint.papers.venues import read_venue, read_year
from awesomelint.source import Source
from awesomelint.span import Span

_MARKS = {Form.BOLD: Mark.BOLD, Form.BOLD_LINK: Mark.BOLD, Form.ITALIC: Mark.ITALIC}
_QUOTES = frozenset('"“„«')
_CLOSING_QUOTES = frozenset('"”“»')
_LINKS = frozenset({Form.LINK, Form.BOLD_LINK})
_NAKED = (LinkSyntax.BARE, LinkSyntax.AUTOLINK)
_JOINABLE = frozenset({Form.PLAIN, Form.ITALIC, Form.CODE, Form.QUOTED})


@dataclass(slots=True)
class Hints:
    """What the other entries of the section do: the form of titles, and where names and venues stand (a `Place`), and whether
    names are surnames only ("Dinh, Krueger et al.").
    """

    title: tuple[Form, str, bool] | None = None
    names: Place | None = None
    venue: Place | None = None
    surnames_only: bool = False


Place = tuple[Form, bool, str]
"""Where a field stands: its form, whether it is on the title's line, and the bracket around it."""


class NamedPiece(NamedTuple):
    """A piece and the names read from it."""

    piece: Piece
    names: Names


class Reading:
    """An entry and its pieces while it is read."""

    __slots__ = ("columns", "entry", "names", "pieces", "title", "title_index", "venue_piece")

    def __init__(self, entry: Entry, lines: list[EntryLine], columns: tuple[Role | None, ...] = ()):
        self.entry = entry
        self.columns = columns
        self.pieces = [part for piece in cut(lines) for part in parts(piece)]
        self.title: Piece | None = None
        self.title_index = -1
        self.names: list[NamedPiece] = []
        self.venue_piece: Piece | None = None

    def column(self, piece: Piece) -> Role | None:
        """Return the role of the table column that a piece stands in."""
        return self.columns[piece.cell] if piece.cell < len(self.columns) else None


def read_entries(batches: list[list[Reading]]) -> None:
    """Read the entries of a document, given in batches of one section and one construct, and set their fields."""
    voted: list[tuple[list[Reading], Hints]] = []
    for readings in batches:
        hints = Hints()
        for reading in readings:
            _find(reading, hints)
        if len(readings) >= 3:
            hints = _vote(readings)
            for reading in readings:
                if not _agrees(reading, hints):
                    _find(reading, hints)
        voted.append((readings, hints))
    if _writes_surnames_only(reading for readings in batches for reading in readings):
        for readings, hints in voted:
            surnames = replace(hints, surnames_only=True)
            for reading in readings:
                if any(_is_lone_pair(name.text) for _, names in reading.names for name in names.names):
                    _find(reading, surnames)
    for readings in batches:
        for reading in readings:
            _set_fields(reading)


def _is_lone_pair(name: str) -> bool:
    """Tell whether a name is "X, Y" of two bare words: a person's surname and given name, or two persons' surnames."""
    words = name.split(", ")
    return len(words) == 2 and all(" " not in word and len(word) > 2 and "." not in word for word in words)


def _writes_surnames_only(readings: Iterable[Reading]) -> bool:
    """Tell whether pairs "X, Y" are two surnames: then the second words turn up as first words elsewhere, given names do not."""
    pairs = [
        name.text.split(", ")
        for r in readings
        for _, names in r.names
        for name in names.names
        if _is_lone_pair(name.text)
    ]
    if len(pairs) < 5:
        return False
    firsts = {first for first, _ in pairs}
    return sum(second in firsts for _, second in pairs) >= 0.15 * len(pairs)


def _vote(readings: list[Reading]) -> Hints:
    titles = Counter(_title_key(reading, reading.title_index) for reading in readings if reading.title is not None)
    names = Counter(_place(reading, reading.names[0].piece) for reading in readings if reading.names)
    venues = Counter(_place(reading, reading.venue_piece) for reading in readings if reading.venue_piece is not None)
    return Hints(
        _winner(titles, len(readings), 0.5),
        _winner(names, len(readings), 0.3),
        _winner(venues, len(readings), 0.3),
    )


def _agrees(reading: Reading, hints: Hints) -> bool:
    """Tell whether an entry already reads as the vote says, so that reading it again would change nothing."""
    if reading.title is None or (hints.title is not None and _title_key(reading, reading.title_index) != hints.title):
        return False
    if hints.names is not None and not (reading.names and _place(reading, reading.names[0].piece) == hints.names):
        return False
    piece = reading.venue_piece
    return hints.venue is None or (piece is not None and _place(reading, piece) == hints.venue)


def _winner(counts: Counter[Any], total: int, share: float) -> Any:
    if not counts:
        return None
    value, count = max(counts.items(), key=lambda item: (item[1], str(item[0])))
    return value if count >= 2 and count >= share * total else None


def _title_key(reading: Reading, index: int) -> tuple[Form, str, bool]:
    piece = reading.pieces[index]
    is_first = not any(before.role is Role.TEXT and len(before.text) > 1 for before in reading.pieces[:index])
    return piece.form, "q" if piece.wrap in _QUOTES and piece.wrap else "", is_first


def _place(reading: Reading, piece: Piece) -> Place:
    title_line = reading.title.line if reading.title is not None else 0
    return piece.form, piece.line == title_line, piece.wrap


def is_titled(reading: Reading) -> bool:
    """Tell whether a title was found that is more than a naked URL."""
    title = reading.title
    return title is not None and not (
        title.role is Role.LABEL and title.link is not None and title.link.syntax in _NAKED
    )


# -- finding


def _find(reading: Reading, hints: Hints) -> None:
    reading.title_index = _title(reading, hints)
    reading.title = reading.pieces[reading.title_index] if reading.title_index >= 0 else None
    reading.names = _names(reading, hints)
    reading.venue_piece = _venue(reading, hints)


def _title(reading: Reading, hints: Hints) -> int:
    best, best_score = -1, -100.0
    seen_text = False
    pieces = reading.pieces
    for index, piece in enumerate(pieces):
        score = _title_score(reading, index, piece, hints, seen_text)
        if score is None:
            continue
        if piece.role is Role.TEXT and len(piece.text) > 1:
            seen_text = True
        if score > best_score:
            best, best_score = index, score
    return best


def _title_score(reading: Reading, index: int, piece: Piece, hints: Hints, seen_text: bool) -> float | None:
    role = piece.role
    if role in (Role.NOISE, Role.NUMBER, Role.DATE):
        return None
    form = piece.form
    text = piece.text
    words = len(text.split())
    score = 0.0
    if role is Role.VENUE or role is Role.NAMES or role is Role.LABEL:
        score -= 6.0 if form is Form.PLAIN or role is not Role.NAMES else 4.0
    if piece.wrap in _QUOTES and piece.wrap:
        score += 4.5 if words >= 2 else 1.0
    elif form is Form.BOLD_LINK:
        score += 4.0
    elif form is Form.BOLD:
        score += 3.0
    elif form is Form.LINK:
        score += 3.0
    elif form is Form.PLAIN:
        score += 1.0
    if words >= 5 or (len(text) > 12 and not text.isascii()):
        score += 1.5
    elif words >= 3:
        score += 1.0
    elif words == 1:
        score -= 0.5
    if not seen_text:
        score += 1.5
    score -= min(piece.line, 3) * 1.0 + piece.depth * 3.0
    if piece.wrap in {"(", "[", "【", "（"} and not (form in _LINKS and words >= 4):
        score -= 2.5
    if text[:1] in "[【(" and text[-1:] in "]】)":
        score -= 3.0
    if seen_text and piece.before.strip()[:1] in {"-", "–", "—"}:
        score -= 3.0 if form in _LINKS else 1.5
    if _follows_acronym(reading, index) and words >= 2:
        score += 2.5
    if reading.columns:
        column = reading.column(piece)
        if column is Role.TEXT:
            score += 6.0
        elif column is not None:
            score -= 6.0
    if hints.title is not None:
        key = _title_key(reading, index)
        score += 2.0 if key == hints.title else 1.0 if key[:2] == hints.title[:2] else 0.0
    return score


def _follows_acronym(reading: Reading, index: int) -> bool:
    """Tell whether the piece stands behind "**Acronym**:" or "**[Acronym]**"."""
    if index == 0:
        return False
    piece = reading.pieces[index]
    before = reading.pieces[index - 1]
    if before.line != piece.line or before.form not in (Form.BOLD, Form.LINK, Form.BOLD_LINK, Form.PLAIN, Form.ITALIC):
        return False
    text = before.text
    if before.form is Form.BOLD and text[:1] in "[【(" and text[-1:] in "]】)":
        return True
    between = piece.before
    return (":" in between or "：" in between) and len(text.split()) <= 4 and before.role in (Role.TEXT, Role.VENUE)


def _names(reading: Reading, hints: Hints) -> list[NamedPiece]:
    """Return the piece, or the run of linked pieces, that holds the authors."""
    best: list[NamedPiece] = []
    best_score = 0.0
    for index, piece in enumerate(reading.pieces):
        if index == reading.title_index:
            continue
        found = _linked_names(reading, index)
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
    return best


def _names_of(reading: Reading, piece: Piece, hints: Hints) -> Names | None:
    is_column = reading.column(piece) is Role.NAMES
    is_place = hints.names is not None and _place(reading, piece) == hints.names
    if piece.role is not Role.NAMES:
        if piece.role not in (Role.TEXT, Role.VENUE) or not (is_place or is_column or piece.form is Form.ITALIC):
            return None
    names = read_names(piece.text, hints.surnames_only)
    if names is None:
        return None
    if piece.role is Role.VENUE and not names.is_sure:
        return None
    if piece.role is Role.TEXT and not is_place and not is_column and not names.is_sure:
        return None
    return names


def _names_score(reading: Reading, piece: Piece, names: Names, hints: Hints) -> float:
    score = len(names.names) + (2.0 if names.et_al else 0.0) - 2 * names.strange
    if piece.role is Role.NAMES:
        score += 2.0
    if piece.before == "by":
        score += 4.0
    if hints.names is not None and _place(reading, piece) == hints.names:
        score += 3.0
    if reading.title is not None and piece.line == reading.title.line and piece.cell == reading.title.cell:
        score += 0.5
    return score


def _linked_names(reading: Reading, first: int) -> list[NamedPiece]:
    """Return the names in "by [A](…), [B](…) and C", each a link of its own."""
    pieces = reading.pieces
    if first == 0 or not _says_by(pieces[first - 1]) or pieces[first].form not in _LINKS:
        return []
    found: list[NamedPiece] = []
    for piece in pieces[first:]:
        if piece.role is Role.NOISE and piece.text.lower().strip(" ,.") in {"", "and", "&"}:
            continue
        if piece.form not in _LINKS or piece.line != pieces[first].line or piece.role is Role.LABEL:
            break
        names = read_names(piece.text)
        if names is None or len(piece.text.split()) > 6:
            break
        found.append(NamedPiece(piece, names))
    return found


def _says_by(piece: Piece) -> bool:
    return piece.form is Form.PLAIN and re.search(r"(?:^|\s)(?:by|authors?)$", piece.text, re.IGNORECASE) is not None


def _venue(reading: Reading, hints: Hints) -> Piece | None:
    best: Piece | None = None
    best_score = 0.0
    for index, piece in enumerate(reading.pieces):
        if index == reading.title_index or any(piece is named.piece for named in reading.names):
            continue
        column = reading.column(piece)
        place = hints.venue is not None and _place(reading, piece) == hints.venue
        score = 0.0
        if piece.role is Role.VENUE:
            mention = read_venue(piece.text)
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


# -- setting


def _set_fields(reading: Reading) -> None:
    entry = reading.entry
    entry.title = _title_field(reading)
    if reading.names:
        _set_authors(entry, reading.names)
    year: int | None = None
    piece = reading.venue_piece
    if piece is not None:
        mention = read_venue(piece.text)
        if mention is not None:
            part = piece.part(mention.start, mention.end, Role.VENUE)
            entry.venue = _field(mention.name, part, entry)
            year = mention.year
        else:
            entry.venue = _field(piece.text, piece, entry)
            year = read_year(piece.text)
        if year is not None:
            entry.year = _field(str(year), piece, entry)
    if year is None:
        _set_year(reading)
    if entry.number is None and entry.container is Container.PARAGRAPH:
        first = next((piece for piece in reading.pieces if piece.role is not Role.NOISE), None)
        if first is not None and first.role is Role.NUMBER and (digits := first.text.strip("[]().#: ")).isdigit():
            entry.number = int(digits)
    entry.description = _description(reading)


def _set_year(reading: Reading) -> None:
    for piece in reading.pieces:
        if piece.role is Role.DATE and (year := read_year(piece.text)) is not None:
            reading.entry.year = _field(str(year), piece, reading.entry)
            return
    for index, piece in enumerate(reading.pieces):
        if piece.role is Role.VENUE and index != reading.title_index and (year := read_year(piece.text)) is not None:
            reading.entry.year = _field(str(year), piece, reading.entry)
            return


def _field(value: str, piece: Piece, entry: Entry) -> Field:
    quote = piece.wrap if piece.wrap in _QUOTES else ""
    span = piece.span
    marks = _MARKS.get(piece.form, Mark.NONE)
    return Field(" ".join(value.split()), span, _outer(span, piece, entry, quote), marks, quote, piece.link)


def _outer(span: Span, piece: Piece, entry: Entry, quote: str) -> Span:
    """Return a span widened by the quotes, link and emphasis that wrap just this text."""
    source = entry.document.source
    outer = span
    if piece.link is not None and piece.link.label_span == span:
        outer = piece.link.span
    if piece.form in _MARKS:
        for emphasis in (emphasis for inline in entry.inlines for emphasis in inline.emphases):
            inner = emphasis.inner
            if inner.start <= outer.start and outer.end <= inner.end and not _letters_between(source, inner, outer):
                outer = emphasis.outer
                break
            if piece.link is not None and inner == span:
                outer = piece.link.span
    if quote:
        start, end = outer
        if source.text[start - 1 : start] in _QUOTES:
            start -= 1
        if source.text[end : end + 1] in _CLOSING_QUOTES:
            end += 1
        outer = Span(start, end)
    return outer


def _letters_between(source: Source, inner: Span, outer: Span) -> bool:
    around = source.text[inner.start : outer.start] + source.text[outer.end : inner.end]
    return any(char.isalnum() for char in around)


def _title_field(reading: Reading) -> Field | None:
    title = reading.title
    if title is None:
        return None
    first, last = _joined_range(reading)
    pieces = reading.pieces[first : last + 1]
    if len(pieces) == 1:
        return _field(title.text, title, reading.entry)
    start, end = pieces[0].span.start, pieces[-1].span.end
    value = _joined_text(reading.entry.document.source, pieces)
    return Field(value, Span(start, end), Span(start, end), Mark.NONE)


def _joined_text(source: Source, pieces: list[Piece]) -> str:
    """Return what a reader sees of pieces that stand side by side: their texts, and the punctuation between them."""
    parts = [pieces[0].text]
    for before, piece in pairwise(pieces):
        parts += [source.text[before.span.end : piece.span.start], piece.text]
    return " ".join("".join(parts).split())


def _joined_range(reading: Reading) -> tuple[int, int]:
    """Return the pieces that make up a plain title: it runs on over italics, code and question marks inside it."""
    pieces = reading.pieces
    first = last = reading.title_index
    title = pieces[first]
    if title.form is Form.QUOTED:
        while last + 1 < len(pieces) and pieces[last + 1].form is Form.QUOTED and pieces[last + 1].before.strip() == "":
            last += 1
        return first, last
    if title.form not in (Form.PLAIN, Form.ITALIC) or title.wrap:
        return first, last
    while last + 1 < len(pieces):
        piece = pieces[last + 1]
        if not _continues(piece, title) or piece is reading.venue_piece or any(piece is n.piece for n in reading.names):
            break
        last += 1
    while first > 0:
        piece = pieces[first - 1]
        if (
            not _continues(pieces[first], title)
            or piece.form not in _JOINABLE
            or piece.role not in (Role.TEXT, Role.NOISE)
        ):
            break
        if piece.line != title.line or piece.cell != title.cell:
            break
        first -= 1
    return first, last


def _continues(piece: Piece, title: Piece) -> bool:
    if (
        piece.line != title.line
        or piece.cell != title.cell
        or piece.form not in _JOINABLE
        or piece.depth != title.depth
    ):
        return False
    if piece.role not in (Role.TEXT, Role.NOISE) or piece.link is not None:
        return False
    if piece.role is Role.NOISE and piece.form is not Form.CODE:
        return False
    return piece.before in {"", "?", "!", ":"} and (piece.wrap == title.wrap)


def _set_authors(entry: Entry, named: list[NamedPiece]) -> None:
    entry.et_al = any(names.et_al for _, names in named)
    entry.authors = tuple(
        Field(" ".join(name.text.split()), part.span, part.span, _MARKS.get(piece.form, Mark.NONE))
        for piece, names in named
        for name in names.names
        for part in (piece.part(name.start, name.end, Role.NAMES),)
    )
    (first, first_names), (last, last_names) = named[0], named[-1]
    start = first.part(first_names.start, first_names.end, Role.NAMES).span.start
    end = last.part(last_names.start, last_names.end, Role.NAMES).span.end
    marks = _MARKS.get(first.form, Mark.NONE)
    first_outer, last_outer = (_outer(piece.span, piece, entry, "") for piece in (first, last))
    value = ", ".join(" ".join(piece.text[names.start : names.end].split()) for piece, names in named)
    entry.author_list = Field(value, Span(start, end), Span(first_outer.start, last_outer.end), marks, "", first.link)


def _description(reading: Reading) -> Field | None:
    """Return the text behind the name of a tool or resource; papers have none."""
    entry = reading.entry
    if entry.venue is not None or entry.authors or reading.title is None:
        return None
    title = reading.title
    for piece in reading.pieces[reading.title_index + 1 :]:
        if piece.role is Role.TEXT and len(piece.text.split()) >= 2 and piece.depth == title.depth:
            return _field(piece.text, piece, entry)
    return None
