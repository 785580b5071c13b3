"""Choose the pieces of a candidate that are its title, its authors and its venue.

Each is the piece with the best score: by its markup, its role, its place, the column it is in, and by what the other
entries of the section do (`Hints`).
"""

from __future__ import annotations

import re

from awesomelint.document.edge_fields import ends_in_year
from awesomelint.document.model import Container
from awesomelint.document.names import Names, read_names
from awesomelint.document.persons import is_name
from awesomelint.document.pieces import (
    LINK_FORMS,
    NO_HINTS,
    QUOTES,
    Candidate,
    Form,
    Hints,
    NamedPiece,
    Piece,
    Reading,
    Role,
    place_of,
    title_key,
)
from awesomelint.markdown.blocks import NAKED, LinkKind
from awesomelint.papers.venues import read_venue
from awesomelint.source import Span
from awesomelint.startup import expression

DOUBTFUL = 1.0
"""Score below which a venue, a list of names or a label is tried as the title too."""

_LAST_RESORT = (Role.VENUE, Role.NAMES, Role.LABEL)
_SAYS_AUTHORS = expression(r"authors?|作者", re.IGNORECASE)
_SAYS_OTHERS = expression(
    r"discussants?|presenters?|speakers?|moderators?|reviewers?|contact|institutions?(?: affiliation)?", re.IGNORECASE
)
_SAYS_VENUE = expression(
    r"venue|published(?: in| at)?|publication|conference|journal|会议|期刊|发表于|发表|来源|出处", re.IGNORECASE
)
_JOINS_NAMES = expression(r"[\s*_\\†‡⁺]*(?:[,;&]|\band\b)[\s*_\\†‡⁺,;&]*(?:and\s+)?[*_]*")
"""What is between two authors of whom one has markup."""

_AND_AT_END = expression(r"[\s,]+(?:and|&)$")
_MARKED = frozenset({Form.BOLD, Form.ITALIC, Form.LINK})
"""The markup that some of the names of a list may have, as that of a member of the group or one with a page."""

_THESIS = expression(r"(?:ph\.? ?d\.?|master'?s?|m\.?sc\.?|doctoral)\s+(?:thesis|dissertation)\b", re.IGNORECASE)
_STAR_AND_COMMA = expression(r"[*_]\s*,\s*")
_BY_AT_END = expression(r"(?:^|\s)(?:by|authors?)$", re.IGNORECASE)
_LONGEST_BY = 9
"""Characters that `_BY_AT_END` may match."""

_PLACEHOLDERS = frozenset("conference journal venue publisher year month name".split())
_OPENING, _CLOSING = "[【(", "]】)"


class _Sign:
    """What speaks for a piece as the title (above zero) or against it, and how much; a title has the highest sum."""

    OTHER_FIELD = -6.0  # reads as a venue, as a label, or as names without markup
    NAMES_IN_MARKUP = -4.0  # reads as names, but has markup, as a title may
    QUOTED = 4.5  # two words or more in quotation marks
    QUOTED_WORD = 1.0  # one word in quotation marks: often a nickname
    BOLD_LINK = 4.0
    BOLD_OR_LINK = 3.0
    PLAIN = 1.0  # without markup, where italics and code get nothing
    MANY_WORDS = 1.5  # five or more, or as long in a script without spaces
    SOME_WORDS = 1.0  # three or four
    ONE_WORD = -0.5
    FIRST_TEXT = 1.5  # no other text is in front of it
    QUOTED_AFTER_NAME = 3.0  # quoted, where the entry begins with a name and authors
    LINE_BELOW = -1.0  # for each line further down, up to three
    NESTED_BULLET = -3.0  # for each level
    IN_BRACKETS = -2.5  # brackets around it, unless it is a link of four words or more
    WITH_BRACKETS = -3.0  # brackets at both of its own ends: a tag, "[Oral]"
    LINK_AFTER_DASH = -3.0  # a link behind a dash, behind other text
    AFTER_DASH = -1.5  # other text there: a description
    AFTER_ACRONYM = 2.5  # behind "**Acronym**:"
    AFTER_NICKNAME = 3.5  # five words or more in markup behind a short marked name and a comma, with a venue or a date
    AFTER_URL = -4.0  # behind a URL that is behind other text: a description
    TITLE_COLUMN = 6.0  # in the column of titles of a table
    OTHER_COLUMN = -6.0  # in a column of something else
    AS_OTHERS = 2.0  # looks and stands as most titles of the section
    NEARLY_AS_OTHERS = 1.0  # looks so, but stands elsewhere


def read(candidate: Candidate, hints: Hints = NO_HINTS) -> Reading:
    """Read a candidate: find its title, then its authors, then its venue."""
    run = _names_in_markup(candidate)
    index = _find_title(candidate, hints, run)
    title = candidate.pieces[index] if index >= 0 else None
    authors = run or _find_authors(Reading(candidate, index, title, [], None), hints)
    venue = _find_venue(Reading(candidate, index, title, authors, None), hints)
    return Reading(candidate, index, title, authors, venue)


def _names_in_markup(candidate: Candidate) -> list[NamedPiece]:
    """Return the names of a list in which some are marked, "Ada Berg, **Bo Li**, Cy Dahl", beside a title in markup."""
    pieces, run = candidate.pieces, list[NamedPiece]()
    if not any(_is_marked_name(piece) for piece in pieces):
        return []
    for piece in pieces:
        names = _names_of_run(piece)
        if names is None:
            continue
        if (
            run
            and _JOINS_NAMES.fullmatch(candidate.source.text, _span(*run[-1]).end, _span(piece, names).start) is None
        ):
            if _is_mixed(run):
                break
            run.clear()
        run.append(NamedPiece(piece, names))
    if not _is_mixed(run):
        return []
    named = {id(piece) for piece, _ in run}
    others = (piece for piece in pieces if id(piece) not in named and piece.role is Role.TEXT)
    line = run[0].piece.line
    is_titled = any(
        (piece.form is not Form.PLAIN or piece.line < line) and piece.text.count(" ") >= 2 for piece in others
    )
    return run if is_titled else []


def _span(piece: Piece, names: Names) -> Span:
    """Return where the names in a piece are, with the link that they are the label of."""
    return piece.link.span if piece.link is not None else piece.part_span(names.start, names.end)


def _is_marked_name(piece: Piece) -> bool:
    return piece.form in _MARKED and piece.role in (Role.TEXT, Role.NAMES) and is_name(piece.text)


def _names_of_run(piece: Piece) -> Names | None:
    if (
        (piece.form is not Form.PLAIN and piece.form not in _MARKED)
        or piece.role not in (Role.TEXT, Role.NAMES)
        or piece.wrap
    ):
        return None
    names = read_names(_AND_AT_END.sub("", piece.text))
    return (
        names
        if names is not None and not names.strange and all(name.text[0].isupper() for name in names.names)
        else None
    )


def _is_mixed(run: list[NamedPiece]) -> bool:
    """Return whether names are in several pieces, not all with the same markup."""
    return len(run) > 1 and len({piece.form for piece, _ in run}) > 1


def _find_title(candidate: Candidate, hints: Hints, run: list[NamedPiece]) -> int:
    """Return the index of the piece that is the title, -1 if there is none; the names in `run` are not."""
    pieces = candidate.pieces
    named = {id(piece) for piece, _ in run}
    texts = [index for index, piece in enumerate(pieces) if piece.role is Role.TEXT and id(piece) not in named]
    if len(texts) == 1 and len(pieces[texts[0]].text) > 1:
        return texts[0]
    score, title = _best_title(candidate, hints, texts)
    if score < DOUBTFUL:
        others = [index for index, piece in enumerate(pieces) if piece.role in _LAST_RESORT]
        other_score, other = _best_title(candidate, hints, others)
        if other_score > score:
            return other
    return title


def _best_title(candidate: Candidate, hints: Hints, indexes: list[int]) -> tuple[float, int]:
    """Return the best score and the index of its piece, the first of equal ones."""
    score, place = max([(_title_score(candidate, index, hints), -index) for index in indexes], default=(-100.0, 1))
    return score, -place


def _title_score(candidate: Candidate, index: int, hints: Hints) -> float:
    piece = candidate.pieces[index]
    form, role, text = piece.form, piece.role, piece.text
    words = len(text.split())
    seen_text = index > candidate.first_text
    score = 0.0
    if role in _LAST_RESORT:
        score += _Sign.OTHER_FIELD if form is Form.PLAIN or role is not Role.NAMES else _Sign.NAMES_IN_MARKUP
    if piece.wrap in QUOTES:
        score += _Sign.QUOTED if words >= 2 else _Sign.QUOTED_WORD
    elif form is Form.BOLD_LINK:
        score += _Sign.BOLD_LINK
    elif form is Form.BOLD or form is Form.LINK:
        score += _Sign.BOLD_OR_LINK
    elif form is Form.PLAIN:
        score += _Sign.PLAIN
    if words >= 5 or (len(text) > 12 and not text.isascii()):
        score += _Sign.MANY_WORDS
    elif words >= 3:
        score += _Sign.SOME_WORDS
    elif words == 1:
        score += _Sign.ONE_WORD
    if not seen_text:
        score += _Sign.FIRST_TEXT
    if piece.wrap in QUOTES and words >= 3 and _has_name_in_front(candidate):
        score += _Sign.QUOTED_AFTER_NAME
    score += min(piece.line, 3) * _Sign.LINE_BELOW + piece.depth * _Sign.NESTED_BULLET
    if piece.wrap in {"(", "[", "【", "（"} and not (form in LINK_FORMS and words >= 4):
        score += _Sign.IN_BRACKETS
    if text[:1] in _OPENING and text[-1:] in _CLOSING:
        score += _Sign.WITH_BRACKETS
    if seen_text and piece.before.strip()[:1] in {"-", "–", "—"}:
        score += _Sign.LINK_AFTER_DASH if form in LINK_FORMS else _Sign.AFTER_DASH
    if words >= 2 and _follows_acronym(candidate, index):
        score += _Sign.AFTER_ACRONYM
    if words >= 5 and seen_text and form is not Form.PLAIN and _follows_nickname(candidate, index):
        score += _Sign.AFTER_NICKNAME
    if seen_text and _follows_url(candidate, index):
        score += _Sign.AFTER_URL
    column = candidate.column(piece)
    if column is not None:
        score += _Sign.TITLE_COLUMN if column is Role.TEXT else _Sign.OTHER_COLUMN
    if hints.title is not None:
        key = title_key(candidate, index)
        score += (
            _Sign.AS_OTHERS if key == hints.title else _Sign.NEARLY_AS_OTHERS if key[:2] == hints.title[:2] else 0.0
        )
    return score


def _has_name_in_front(candidate: Candidate) -> bool:
    """Return whether an entry begins with a name and its authors, '**Name:** Ada Berg, Bo Li. "The Title"', or one person."""
    pieces = candidate.pieces
    if len(pieces) > 1 and pieces[0].form is Form.BOLD and pieces[1].wrap in QUOTES and is_name(pieces[0].text):
        return ":" in pieces[1].before + pieces[0].after
    return (
        len(pieces) > 2
        and pieces[0].form is Form.BOLD
        and len(pieces[0].text.split()) <= 2
        and pieces[1].role is Role.NAMES
        and ":" in pieces[1].before + pieces[0].after
    )


def _follows_acronym(candidate: Candidate, index: int) -> bool:
    """Return whether the piece is after "**Acronym**:" or "**[Acronym]**"."""
    if index == 0:
        return False
    before, piece = candidate.pieces[index - 1 : index + 1]
    if before.line != piece.line or before.form not in (Form.BOLD, Form.LINK, Form.BOLD_LINK, Form.PLAIN, Form.ITALIC):
        return False
    text = before.text
    if before.form is Form.BOLD and text[:1] in _OPENING and text[-1:] in _CLOSING:
        return True
    between = piece.before
    link = before.link if before.form is Form.LINK and piece.form is Form.PLAIN else None
    if link is not None and link.kind is not LinkKind.PAPER:
        return False  # "[Tool](...): What the Tool Does"
    return (":" in between or "：" in between) and len(text.split()) <= 4 and before.role in (Role.TEXT, Role.VENUE)


def _follows_nickname(candidate: Candidate, index: int) -> bool:
    """Return whether a piece is behind a short marked name and a comma: "[NAME](...), *The Title*, SIGGRAPH, 1997"."""
    pieces = candidate.pieces
    before, piece = pieces[index - 1], pieces[index]
    if index != candidate.first_text + 1 or piece.before != "," or before.line != piece.line or before.wrap:
        return False
    is_name = before.form not in (Form.PLAIN, piece.form) and len(before.text.split()) <= 3
    return is_name and any(other.role in (Role.VENUE, Role.DATE) for other in pieces[index + 1 :])


def _follows_url(candidate: Candidate, index: int) -> bool:
    """Return whether a piece is plain text behind a URL: "Name https://... What it does"."""
    before, piece = candidate.pieces[index - 1], candidate.pieces[index]
    if piece.form is not Form.PLAIN or before.link is None or before.line != piece.line:
        return False
    return before.link.syntax in NAKED and candidate.pieces[candidate.first_text].line == piece.line


def _find_authors(reading: Reading, hints: Hints) -> list[NamedPiece]:
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
    return _with_next_line(reading, _with_first_author(reading, best))


def _names_of(reading: Reading, index: int, hints: Hints) -> Names | None:
    """Return the names in a piece, if it may hold the authors."""
    candidate, title = reading.candidate, reading.title
    piece = candidate.pieces[index]
    if piece.role not in (Role.NAMES, Role.TEXT, Role.VENUE):
        return None
    is_column = candidate.column(piece) is Role.NAMES or _is_said(candidate, index, _SAYS_AUTHORS)
    is_place = hints.names is not None and place_of(piece, title) == hints.names
    is_between = (
        _stands_before_venue(reading, piece)
        or _stands_before_year(reading, index)
        or _stands_below_heading(reading, index)
    )
    if candidate.columns and piece.wrap == "(" and not is_place:
        return None
    if _is_said(candidate, index, _SAYS_OTHERS) or (piece.text.count(" ") <= 1 and _is_journal(reading, index)):
        return None
    in_title_cell = title is not None and piece.cell == title.cell
    if (
        (Role.NAMES in candidate.columns or candidate.column(piece) is Role.NOISE)
        and not is_column
        and not in_title_cell
    ):
        return None
    if piece.role is not Role.NAMES:
        is_likely = is_place or is_column or is_between or piece.form is Form.ITALIC
        if not is_likely:
            return None
    names = read_names(piece.text, hints.surnames_only)
    if names is None:
        return None
    if piece.role is Role.VENUE and not names.is_sure:
        return None
    if piece.role is Role.TEXT and not is_place and not is_column and not names.is_sure:
        return names if is_between and _are_people(names) else None
    return names


def _is_said(candidate: Candidate, index: int, words: re.Pattern[str]) -> bool:
    """Return whether the piece in front says what a piece is: "Authors: ..."."""
    before = candidate.pieces[index - 1] if index else None
    if before is None or before.role is not Role.NOISE or before.line != candidate.pieces[index].line:
        return False
    return words.fullmatch(before.text.strip(" :：")) is not None


def _stands_before_venue(reading: Reading, piece: Piece) -> bool:
    """Return whether plain text is between a marked title and the venue: "[Title](...). Berg & Li. SIGGRAPH 1997"."""
    place, pieces, title = reading.title_index + 1, reading.candidate.pieces, reading.title
    if title is None or title.form is Form.PLAIN or place + 1 >= len(pieces) or pieces[place] is not piece:
        return False
    after = pieces[place + 1]
    if piece.form is not Form.PLAIN or piece.wrap or not piece.line == title.line == after.line:
        return False
    mention = read_venue(after.text, after.venues) if after.role is Role.VENUE else None
    return (mention is not None and mention.certain) or _THESIS.match(after.text) is not None


def _stands_before_year(reading: Reading, index: int) -> bool:
    """Return whether plain text leads an entry, before a year in parentheses and the title: `Berg & Li (2004), "The Title"`."""
    pieces = reading.candidate.pieces
    if index or reading.title_index <= 1 or pieces[0].form is not Form.PLAIN or pieces[0].wrap:
        return False
    return pieces[1].role is Role.DATE and pieces[1].wrap == "("


def _stands_below_heading(reading: Reading, index: int) -> bool:
    """Return whether plain text is the line right below a heading that is a title, and a venue or a date the line after it."""
    pieces, title = reading.candidate.pieces, reading.title
    if reading.candidate.container is not Container.HEADING or title is None or index != reading.title_index + 1:
        return False
    piece, after = pieces[index], pieces[index + 1] if index + 1 < len(pieces) else None
    if after is None or piece.form is not Form.PLAIN or piece.wrap:
        return False
    return title.line < piece.line < after.line and after.role in (Role.VENUE, Role.DATE)


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


def _with_first_author(reading: Reading, authors: list[NamedPiece]) -> list[NamedPiece]:
    """Add the first author where a star after a name ends the emphasis early: `*Ada Berg*, Bo Li*, Cy Dahl*`."""
    if len(authors) != 1 or authors[0].piece.form is not Form.PLAIN:
        return authors
    piece, pieces = authors[0].piece, reading.candidate.pieces
    index = pieces.index(piece)
    if index == 0 or index - 1 == reading.title_index:
        return authors
    before = pieces[index - 1]
    if before.form is not Form.ITALIC or before.line != piece.line or before.cell != piece.cell:
        return authors
    between = reading.candidate.source.text[before.span.end : piece.span.start]
    names = read_names(before.text) if _STAR_AND_COMMA.fullmatch(between) else None
    return [NamedPiece(before, names), *authors] if names is not None and len(names.names) == 1 else authors


def _with_next_line(reading: Reading, authors: list[NamedPiece]) -> list[NamedPiece]:
    """Add the authors on the line below, where a line of names ends in a comma."""
    if not authors:
        return authors
    piece, pieces = authors[-1].piece, reading.candidate.pieces
    index = pieces.index(piece) + 1
    if index == len(pieces) or pieces[index].line != piece.line + 1 or pieces[index].form is not piece.form:
        return authors
    following = pieces[index]
    between = reading.candidate.source.text[piece.span.end : following.span.start]
    names = read_names(following.text) if between.strip() == "," and "\n" in between else None
    if names is None or names.strange:
        return authors
    return _with_next_line(reading, [*authors, NamedPiece(following, names)])


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


def _find_venue(reading: Reading, hints: Hints) -> Piece | None:
    """Return the piece that names the venue, or `None`."""
    title = reading.title
    named = [author.piece for author in reading.authors]
    best: Piece | None = None
    best_score = 0.0
    for index, piece in enumerate(reading.candidate.pieces):
        if index == reading.title_index or piece in named:
            continue
        if title is not None and title.text.startswith(f"{piece.text}:"):
            continue
        column = reading.candidate.column(piece)
        if column is Role.NOISE:
            continue
        is_column = column is Role.VENUE
        is_said = piece.role is Role.TEXT and _is_said(reading.candidate, index, _SAYS_VENUE)
        is_place = hints.venue is not None and place_of(piece, title) == hints.venue
        score = 0.0
        if _is_placeholder(piece.text):
            continue
        if piece.role is Role.VENUE:
            mention = read_venue(piece.text, piece.venues)
            score = 3.0 if mention is not None and mention.certain else 1.5
            score += 0.5 if mention is not None and mention.year is not None else 0.0
        elif is_said or (is_column and piece.role in (Role.TEXT, Role.LABEL)):
            score = 3.0
        elif _is_journal(reading, index) or (is_place and _may_be_venue(piece)):
            score = 1.0
        if score > 0:
            score += (1.0 if is_place else 0.0) + (2.0 if is_column else 0.0) - piece.depth * 0.3
        if score > best_score:
            best, best_score = piece, score
    return best


def _is_journal(reading: Reading, index: int) -> bool:
    """Return whether italics are behind a title in other markup and before a number: "[Title](...), *Journal*, 25:4 (2012)"."""
    piece, pieces, title = reading.candidate.pieces[index], reading.candidate.pieces, reading.title
    if piece.form is not Form.ITALIC or piece.role not in (Role.TEXT, Role.NAMES) or index <= reading.title_index:
        return False
    if title is None or title.form is Form.ITALIC or index + 1 == len(pieces) or not _looks_like_venue(piece):
        return False
    after = pieces[index + 1]
    return after.line == piece.line and after.text[0].isdigit() and (after.wrap == "" or after.role is Role.DATE)


def _is_placeholder(text: str) -> bool:
    """Return whether a text is left from a template: "Conference, Year"."""
    return all(word.strip(".,:()").lower() in _PLACEHOLDERS for word in text.split())


def _may_be_venue(piece: Piece) -> bool:
    if piece.form is Form.CODE:
        return ends_in_year(piece.text)
    return piece.role is Role.TEXT and len(piece.text) <= 60 and _looks_like_venue(piece)


def _looks_like_venue(piece: Piece) -> bool:
    words = piece.text.split()
    return len(words) <= 8 and words[0][:1].isupper() and piece.form is not Form.CODE
