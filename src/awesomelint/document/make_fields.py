"""The fields of an entry, made of the pieces of a reading: values, and the exact places where they are written."""

from __future__ import annotations

import re

from awesomelint.document.edge_fields import is_acronym_of
from awesomelint.document.model import Container, Field, Fields
from awesomelint.document.names import Names
from awesomelint.document.pieces import (
    BRACKETS,
    CLOSING_QUOTES,
    DASHES,
    MARKS,
    Candidate,
    Form,
    Hints,
    NamedPiece,
    Piece,
    Reading,
    Role,
    field_of,
    letters_between,
    outer_span,
)
from awesomelint.document.venue_and_year import venue_and_year
from awesomelint.markdown.blocks import Mark, SegmentKind
from awesomelint.source import Span
from awesomelint.startup import expression

_QUOTE_MARKS = '"“”„«»「」'
_JOINABLE = frozenset({Form.PLAIN, Form.ITALIC, Form.CODE, Form.QUOTED})
_NEVER_LAST = frozenset(
    "a an the of for from with without via by in on to into and or using through towards under over as at".split()
)
"""Words that no title ends in."""

AWARD = expression(r"\b(?:award\w*|best|oral|spotlight)\b", re.IGNORECASE)
_DOTS = expression(r"[,;，、；]?\s*(?:…|\.\.\.)")


def make_fields(reading: Reading, hints: Hints, *, joins_remarks: bool) -> Fields:
    """Return the fields of an entry; `joins_remarks` makes words after a dash a part of the title."""
    candidate = reading.candidate
    authors, author_list = _author_fields(candidate, reading.authors)
    venue, year = venue_and_year(reading)
    is_described = venue is None and not authors
    return Fields(
        title=_title_field(reading, hints, joins_remarks),
        authors=authors,
        author_list=author_list,
        et_al=any(_are_cut(piece, names, candidate) for piece, names in reading.authors),
        venue=venue,
        year=year,
        description=_description(reading) if is_described else None,
        number=_number(candidate),
    )


def remark_index(reading: Reading) -> int | None:
    """Return the piece of plain text that is after a dash right after a plain title, if there is one."""
    index, title, pieces = reading.title_index + 1, reading.title, reading.candidate.pieces
    if title is None or title.form is not Form.PLAIN or title.wrap or index >= len(pieces):
        return None
    piece = pieces[index]
    if piece.role is not Role.TEXT or piece.form is not Form.PLAIN or piece.wrap or not _is_beside(piece, title):
        return None
    return index if piece.before.strip() in DASHES else None


# -- the title


def _title_field(reading: Reading, hints: Hints, joins_remarks: bool) -> Field | None:
    """Return the title as a field; a plain title may be made of several pieces."""
    title, source = reading.title, reading.candidate.source
    if title is None:
        return None
    first, last = _joined_range(reading, title, hints, joins_remarks)
    pieces = reading.candidate.pieces
    while first < reading.title_index and not _has_letters(pieces[first]):
        first += 1
    while last > reading.title_index and not _has_letters(pieces[last]):
        last -= 1
    pieces = pieces[first : last + 1]
    is_one = len(pieces) == 1
    start, end = title.span if is_one else _joined_span(pieces, reading.candidate)
    value = title.text if is_one else _seen(reading.candidate, Span(start, end))
    if any(piece.form is not Form.QUOTED for piece in pieces):
        if pieces[0].form is Form.QUOTED and source.text[start - 1] in _QUOTE_MARKS:
            value, start = source.text[start - 1] + value, start - 1
        if pieces[-1].form is Form.QUOTED and source.text[end : end + 1] in CLOSING_QUOTES:
            value, end = value + source.text[end], end + 1
    acronym = _acronym_behind(reading, last, value) if title.form is Form.PLAIN else None
    if acronym is not None:
        value, end = f"{value} ({acronym.text})", acronym.span.end + 1
    elif (bracket := _bracket_behind(reading, last)) is not None:
        end = bracket.span.end + 1
        value += source.text[pieces[-1].span.end : end]
    elif is_one:
        return field_of(title.text, title, reading.candidate)
    return Field(value, Span(start, end), Span(start, end), Mark.NONE)


def _joined_span(pieces: list[Piece], candidate: Candidate) -> Span:
    """Return the range of pieces side by side, with the backticks of code at its ends."""
    ends = (pieces[0], pieces[-1])
    first, last = [outer_span(each.span, each, candidate) if each.form is Form.CODE else each.span for each in ends]
    return Span(first.start, last.end)


def _has_letters(piece: Piece) -> bool:
    return any(char.isalnum() for char in piece.text)


def _acronym_behind(reading: Reading, index: int, title: str) -> Piece | None:
    """Return the acronym of the title that is in parentheses after it, as in "Generative Adversarial Nets (GANs)"."""
    pieces = reading.candidate.pieces
    if index + 1 >= len(pieces) or pieces[index + 1] is reading.venue:
        return None
    piece = pieces[index + 1]
    if piece.wrap != "(" or piece.form is not Form.PLAIN or piece.line != pieces[index].line:
        return None
    source = reading.candidate.source.text
    if source[pieces[index].span.end : piece.span.start].strip() != "(" or source[piece.span.end] != ")":
        return None
    return piece if is_acronym_of(piece.text, title) else None


def _bracket_behind(reading: Reading, index: int) -> Piece | None:
    """Return the remark in parentheses that ends the cell of a plain title, if it is no field: "Reading Twice (Again)".

    So does one at the end of an entry that has nothing else.
    """
    candidate, pieces = reading.candidate, reading.candidate.pieces
    if index + 1 >= len(pieces) or pieces[index].form is not Form.PLAIN:
        return None
    is_all = not candidate.columns and index + 2 == len(pieces) and reading.venue is None and not reading.authors
    if not is_all and candidate.column(pieces[index]) is not Role.TEXT:
        return None
    piece, source = pieces[index + 1], candidate.source.text
    if piece.cell != pieces[index].cell or piece.wrap != "(" or piece.form is not Form.PLAIN:
        return None
    if piece.role not in (Role.TEXT, Role.NAMES) or piece in [author.piece for author in reading.authors]:
        return None
    is_last = index + 2 == len(pieces) or pieces[index + 2].cell != piece.cell
    is_tight = source[pieces[index].span.end : piece.span.start].strip() == "(" and source[piece.span.end] == ")"
    is_other = AWARD.search(piece.text) is not None or (is_all and piece.text[0].islower())  # "(recommended)"
    return piece if is_last and is_tight and piece is not reading.venue and not is_other else None


def _joined_range(reading: Reading, title: Piece, hints: Hints, joins_remarks: bool) -> tuple[int, int]:
    """Return the first and the last piece of a title: a plain one runs on over italics, code and question marks inside it."""
    candidate, pieces = reading.candidate, reading.candidate.pieces
    first = last = reading.title_index
    quoted = title.form is Form.QUOTED
    if quoted and not (_is_phrase(title, hints) and (_runs_on(candidate, first) or _runs_on(candidate, first + 1))):
        while last + 1 < len(pieces) and pieces[last + 1].form is Form.QUOTED and pieces[last + 1].before.strip() == "":
            last += 1
        return first, last
    if title.form not in (Form.PLAIN, Form.ITALIC, Form.QUOTED) or (title.wrap and not quoted):
        return first, last
    is_column = candidate.column(title) is Role.TEXT and Role.NAMES in candidate.columns
    remark = remark_index(reading) if joins_remarks or is_column else None
    others = [reading.venue, *(author.piece for author in reading.authors)]
    while last + 1 < len(pieces) and pieces[last + 1] not in others:
        if not (
            _continues(pieces[last + 1], title)
            or _runs_on(candidate, last + 1)
            or last + 1 == remark
            or _is_wrapped(candidate, last + 1)
        ):
            break
        last += 1
    while first > 0 and _may_be_title(pieces[first - 1], title):
        if not (_continues(pieces[first], title) or _runs_on(candidate, first)):
            break
        first -= 1
    return first, last


def _is_phrase(title: Piece, hints: Hints) -> bool:
    """Return whether a quoted title is but some words of a title, where the others of the section are plain."""
    return hints.title is not None and hints.title[0] is Form.PLAIN and len(title.text.split()) <= 4


def _runs_on(candidate: Candidate, index: int) -> bool:
    """Return whether a title continues with a piece, across a quotation mark inside it: Tools That "Read the Manual"."""
    pieces = candidate.pieces
    if not 0 < index < len(pieces):
        return False
    before, piece = pieces[index - 1 : index + 1]
    if {before.form, piece.form} != {Form.PLAIN, Form.QUOTED} or piece.role is Role.VENUE:
        return False
    if not _is_beside(piece, before) or (before if before.form is Form.PLAIN else piece).wrap:
        return False
    between = candidate.source.text[before.span.end : piece.span.start]
    mark = between.strip(" \\\n")
    if before.form is Form.QUOTED:
        mark = mark.removesuffix(":")
    return mark in _QUOTE_MARKS and len(between) <= 4


def _is_wrapped(candidate: Candidate, index: int) -> bool:
    """Return whether a plain title goes on in the next line of the source: its line ends in a word that cannot be the last."""
    before, piece = candidate.pieces[index - 1 : index + 1]
    if piece.role is not Role.TEXT or piece.form is not Form.PLAIN or piece.wrap or piece.line != before.line + 1:
        return False
    if before.form is not Form.PLAIN or before.wrap or piece.depth != before.depth or piece.cell != before.cell:
        return False
    between = candidate.source.text[before.span.end : piece.span.start]
    return not between.strip() and not between.startswith("  ") and before.text.rpartition(" ")[2] in _NEVER_LAST


def _continues(piece: Piece, title: Piece) -> bool:
    """Return whether a piece goes on with a title."""
    if not _may_be_title(piece, title) or piece.depth != title.depth or piece.link is not None:
        return False
    if piece.role is Role.NOISE and piece.form is not Form.CODE:
        return False
    is_question = piece.before == "." and piece.text[-1] == "?"  # "What Owls See. Is It More?"
    return (is_question or piece.before in {"", "?", "!", ":"}) and piece.wrap == title.wrap


def _may_be_title(piece: Piece, title: Piece) -> bool:
    is_text = piece.role in (Role.TEXT, Role.NOISE) and piece.form in _JOINABLE
    return is_text and piece.line == title.line and piece.cell == title.cell


def _is_beside(piece: Piece, other: Piece) -> bool:
    return piece.line == other.line and piece.cell == other.cell and piece.depth == other.depth


# -- authors, year, number, description


def _author_fields(candidate: Candidate, named: list[NamedPiece]) -> tuple[tuple[Field, ...], Field | None]:
    """Return the authors, and the stretch that holds all of them."""
    if not named:
        return (), None
    authors = []
    for piece, names in named:
        marks = MARKS.get(piece.form, Mark.NONE)
        # A name in a text without double spaces has none either, unless a remark was blanked out in it.
        is_folded = " ".join(piece.text.split()) == piece.text
        spans = piece.part_spans((start, end) for _, start, end in names.names)
        for (text, _, _), span in zip(names.names, spans, strict=True):
            value = text if is_folded and "  " not in text else " ".join(text.split())
            authors.append(Field(value, span, span, marks))
    (first, first_names), (last, last_names) = named[0], named[-1]
    start = first.part_span(first_names.start, first_names.end).start
    end = last.part_span(last_names.start, last_names.end).end
    marks, outer = MARKS.get(first.form, Mark.NONE), outer_span(first.span, first, candidate)
    if last is not first:
        marks &= MARKS.get(last.form, Mark.NONE)
        outer = Span(outer.start, outer_span(last.span, last, candidate).end)
        for emphasis in (each for inline in candidate.inlines for each in inline.emphases):
            if emphasis.inner.covers(outer) and not letters_between(candidate.source, emphasis.inner, outer):
                marks, outer = emphasis.mark, emphasis.outer  # over names of which some are links
                break
    value = ", ".join(" ".join(piece.text[names.start : names.end].split()) for piece, names in named)
    return tuple(authors), Field(value, Span(start, end), outer, marks, "", first.link)


def _are_cut(piece: Piece, names: Names, candidate: Candidate) -> bool:
    """Return whether more authors are left out, as "et al." or three dots behind a piece say."""
    return names.et_al or _DOTS.match(candidate.source.text, piece.span.end) is not None


def _number(candidate: Candidate) -> int | None:
    """Return the number of a list item, or the one that a paragraph begins with."""
    if candidate.block.ordinal is not None or candidate.container is not Container.PARAGRAPH:
        return candidate.block.ordinal
    first = next((piece for piece in candidate.pieces if piece.role is not Role.NOISE), None)
    digits = first.text.strip("[]().#: ") if first is not None and first.role is Role.NUMBER else ""
    return int(digits) if digits.isdigit() else None


def _description(reading: Reading) -> Field | None:
    """Return the text after the name of a tool or resource to its end, over links and lines, without labels behind it."""
    title, candidate = reading.title, reading.candidate
    if title is None:
        return None
    behind = [piece for piece in candidate.pieces[reading.title_index + 1 :] if piece.depth == title.depth]
    at = next((at for at, one in enumerate(behind) if one.role is Role.TEXT and len(one.text.split()) >= 2), None)
    if at is None:
        return None
    while at and not behind[at].before.strip() and _is_text_beside(behind[at - 1], behind[at]):
        at -= 1
    first = last = behind[at]
    for piece in behind[at:]:
        if piece.cell != first.cell:
            break
        if piece.role not in (Role.LABEL, Role.NOISE):
            last = piece
    if first is last:
        return field_of(first.text, first, candidate)
    source, (start, end) = candidate.source.text, (first.span.start, last.span.end)
    start -= bool(first.wrap) and source[start - 1] == first.wrap
    end += source[end : end + 1] == BRACKETS.get(last.wrap)
    return Field(_seen(candidate, Span(start, end)), Span(start, end), Span(start, end))


def _is_text_beside(one: Piece, other: Piece) -> bool:
    return one.role is Role.TEXT and one.cell == other.cell


def _seen(candidate: Candidate, span: Span) -> str:
    """Return what a reader sees of a stretch of the source, spaces folded; code in backticks is seen whole."""
    parts = []
    for segment in (segment for inline in candidate.inlines for segment in inline.segments):
        is_outside = segment.end <= span.start or segment.start >= span.end
        if is_outside or segment.kind in (SegmentKind.TAG, SegmentKind.IMAGE):
            continue
        if segment.breaks or len(segment.text) == segment.end - segment.start:
            start, end = segment.offsets((max(span.start, segment.start), min(span.end, segment.end)))
            parts.append(segment.text[start:end])
        else:
            parts.append(segment.text)
    return " ".join("".join(parts).split())
