"""The title of an entry."""

from __future__ import annotations

from itertools import pairwise

from awesomelint.document.classify import LINK_FORMS, Hints, Reading, make_field, remark_index, title_key
from awesomelint.document.model import Field
from awesomelint.document.pieces import QUOTES, Form, Piece, Role
from awesomelint.expressions import expression
from awesomelint.markdown.blocks import LinkKind, Mark
from awesomelint.source import Source, Span

DOUBTFUL = 1.0
"""Score below which a venue, a list of names or a label is tried as the title too."""

_ACRONYM = expression(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")
_PART_OF_WORD = expression(r"[A-Za-z]+")
_QUOTE_MARKS = '"“”„«»'
_CLOSING_QUOTES = frozenset(_QUOTE_MARKS) - {"„", "«"}
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
    if piece.wrap in QUOTES and words >= 3 and _has_name_in_front(reading):
        score += 3.0
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


def _has_name_in_front(reading: Reading) -> bool:
    """Tell whether an entry begins with a name and its authors: '**Name:** Ada Berg, Bo Li. "The Title"'."""
    pieces = reading.pieces
    return (
        len(pieces) > 2
        and pieces[0].form is Form.BOLD
        and len(pieces[0].text.split()) <= 2
        and pieces[1].role is Role.NAMES
        and ":" in pieces[1].before + pieces[0].after
    )


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
    link = before.link if before.form is Form.LINK and piece.form is Form.PLAIN else None
    if link is not None and link.kind is not LinkKind.PAPER:
        return False  # "[Tool](...): What the Tool Does"
    return (":" in between or "：" in between) and len(text.split()) <= 4 and before.role in (Role.TEXT, Role.VENUE)


def title_field(reading: Reading) -> Field | None:
    """Return the title as a field; a plain title may be made of several pieces."""
    title = reading.title
    if title is None:
        return None
    first, last = _joined_range(reading)
    pieces = reading.pieces[first : last + 1]
    source = reading.entry.document.source
    start, end = pieces[0].span.start, pieces[-1].span.end
    value = _joined_text(source, pieces) if len(pieces) > 1 else title.text
    if any(piece.form is not Form.QUOTED for piece in pieces):
        if pieces[0].form is Form.QUOTED and source.text[start - 1] in _QUOTE_MARKS:
            value, start = source.text[start - 1] + value, start - 1
        if pieces[-1].form is Form.QUOTED and source.text[end : end + 1] in _CLOSING_QUOTES:
            value, end = value + source.text[end], end + 1
    acronym = _acronym_behind(reading, last, value) if title.form is Form.PLAIN else None
    if acronym is not None:
        value, end = f"{value} ({acronym.text})", acronym.span.end + 1
    elif len(pieces) == 1:
        return make_field(title.text, title, reading.entry)
    return Field(value, Span(start, end), Span(start, end), Mark.NONE)


def _acronym_behind(reading: Reading, index: int, title: str) -> Piece | None:
    """Return the acronym of the title that stands in parentheses behind it, as in "Generative Adversarial Nets (GANs)"."""
    pieces = reading.pieces
    if index + 1 >= len(pieces) or pieces[index + 1] is reading.venue_piece:
        return None
    piece = pieces[index + 1]
    capitals = _ACRONYM.fullmatch(piece.text) and [char for char in piece.text if char.isupper()]
    if not capitals or piece.wrap != "(" or piece.form is not Form.PLAIN or piece.line != pieces[index].line:
        return None
    source = reading.entry.document.source.text
    if source[pieces[index].span.end : piece.span.start].strip() != "(" or source[piece.span.end] != ")":
        return None
    initials = iter(word[0].upper() for word in _PART_OF_WORD.findall(title))
    return piece if all(letter in initials for letter in capitals) else None


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
    quoted = title.form is Form.QUOTED
    is_phrase = quoted and _is_phrase(reading, first)
    if quoted and not (is_phrase and (_runs_on(reading, first) or _runs_on(reading, first + 1))):
        while last + 1 < len(pieces) and pieces[last + 1].form is Form.QUOTED and pieces[last + 1].before.strip() == "":
            last += 1
        return first, last
    if title.form not in (Form.PLAIN, Form.ITALIC, Form.QUOTED) or (title.wrap and not quoted):
        return first, last
    remark = remark_index(reading) if not reading.has_remarks else None
    while last + 1 < len(pieces):
        piece = pieces[last + 1]
        if piece is reading.venue_piece or any(piece is named.piece for named in reading.names):
            break
        if not (_continues(piece, title) or _runs_on(reading, last + 1) or last + 1 == remark):
            break
        last += 1
    while first > 0:
        piece = pieces[first - 1]
        if (
            not (_continues(pieces[first], title) or _runs_on(reading, first))
            or piece.form not in _JOINABLE
            or piece.role not in (Role.TEXT, Role.NOISE)
        ):
            break
        if piece.line != title.line or piece.cell != title.cell:
            break
        first -= 1
    return first, last


def _is_phrase(reading: Reading, index: int) -> bool:
    """Tell whether a quoted title is but some words of a title, where the others of the section are plain."""
    hints = reading.hints.title
    return hints is not None and hints[0] is Form.PLAIN and len(reading.pieces[index].text.split()) <= 4


def _runs_on(reading: Reading, index: int) -> bool:
    """Tell whether a piece goes on where a quotation inside a title begins or ends: Tools That "Read the Manual"."""
    pieces = reading.pieces
    if not 0 < index < len(pieces):
        return False
    before, piece = pieces[index - 1], pieces[index]
    if {before.form, piece.form} != {Form.PLAIN, Form.QUOTED} or piece.role is Role.VENUE:
        return False
    if piece.line != before.line or piece.cell != before.cell or piece.depth != before.depth:
        return False
    if (before if before.form is Form.PLAIN else piece).wrap:
        return False
    between = reading.entry.document.source.text[before.span.end : piece.span.start]
    mark = between.strip(" \\\n")
    if before.form is Form.QUOTED:
        mark = mark.removesuffix(":")
    return mark in _QUOTE_MARKS and len(between) <= 4


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
