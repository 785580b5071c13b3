"""The title of an entry."""

from __future__ import annotations

from itertools import pairwise

from awesomelint.document.blocks import Mark
from awesomelint.document.fields.field import make_field
from awesomelint.document.fields.pieces import QUOTES, Form, Piece, Role
from awesomelint.document.fields.reading import LINK_FORMS, Hints, Reading, title_key
from awesomelint.document.model import Field
from awesomelint.source import Source
from awesomelint.span import Span

DOUBTFUL = 1.0
"""Score below which a venue, a list of names or a label is tried as the title too."""

_LAST_RESORT = (Role.VENUE, Role.NAMES, Role.LABEL)
_JOINABLE = frozenset({Form.PLAIN, Form.ITALIC, Form.CODE, Form.QUOTED})


def find_title(reading: Reading, hints: Hints) -> int:
    """Return the index of the piece that is the title, -1 if there is none."""
    texts = [index for index, piece in enumerate(reading.pieces) if piece.role is Role.TEXT]
    if len(texts) == 1 and len(reading.pieces[texts[0]].text) > 1:
        return texts[0]
    best, best_score = _best(reading, hints, texts)
    if best_score < DOUBTFUL:
        others = [index for index, piece in enumerate(reading.pieces) if piece.role in _LAST_RESORT]
        other, other_score = _best(reading, hints, others)
        if other_score > best_score:
            return other
    return best


def _best(reading: Reading, hints: Hints, candidates: list[int]) -> tuple[int, float]:
    best, best_score = -1, -100.0
    for index in candidates:
        piece = reading.pieces[index]
        score = _title_score(reading, index, piece, hints, index > reading.first_text)
        if score > best_score:
            best, best_score = index, score
    return best, best_score


def _title_score(reading: Reading, index: int, piece: Piece, hints: Hints, seen_text: bool) -> float:
    role = piece.role
    form = piece.form
    text = piece.text
    words = len(text.split())
    score = 0.0
    if role is Role.VENUE or role is Role.NAMES or role is Role.LABEL:
        score -= 6.0 if form is Form.PLAIN or role is not Role.NAMES else 4.0
    if piece.wrap in QUOTES:
        score += 4.5 if words >= 2 else 1.0
    elif form is Form.BOLD_LINK:
        score += 4.0
    elif form is Form.BOLD or form is Form.LINK:
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
    if piece.wrap in {"(", "[", "【", "（"} and not (form in LINK_FORMS and words >= 4):
        score -= 2.5
    if text[:1] in "[【(" and text[-1:] in "]】)":
        score -= 3.0
    if seen_text and piece.before.strip()[:1] in {"-", "–", "—"}:
        score -= 3.0 if form in LINK_FORMS else 1.5
    if _follows_acronym(reading, index) and words >= 2:
        score += 2.5
    if reading.columns:
        column = reading.column(piece)
        if column is Role.TEXT:
            score += 6.0
        elif column is not None:
            score -= 6.0
    if hints.title is not None:
        key = title_key(reading, index)
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


def title_field(reading: Reading) -> Field | None:
    """Return the title as a field; a plain title may be made of several pieces."""
    title = reading.title
    if title is None:
        return None
    first, last = _joined_range(reading)
    pieces = reading.pieces[first : last + 1]
    if len(pieces) == 1:
        return make_field(title.text, title, reading.entry)
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
