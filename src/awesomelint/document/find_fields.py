"""Choose the pieces of a candidate that are its title, its authors and its venue.

Each is the piece with the best score: by its markup, its role, its place, the column it is in, and by what the other
entries of the section do (`Hints`).
"""

from __future__ import annotations

from awesomelint.document.edge_fields import ends_in_year, is_placeholder
from awesomelint.document.find_authors import find_authors, is_journal, looks_like_venue, names_in_markup, said_field
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.persons import is_name
from awesomelint.document.pieces import (
    DASHES,
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
from awesomelint.document.signs import is_title_case
from awesomelint.markdown.blocks import NAKED, LinkKind
from awesomelint.papers.venues import read_venue

DOUBTFUL = 1.0
"""Score below which a venue, a list of names or a label is tried as the title too."""

_LAST_RESORT = (Role.VENUE, Role.NAMES, Role.LABEL)
_OPENING, _CLOSING = "[【(", "]】)"


class _Sign:
    """What speaks for a piece as the title (above zero) or against it, and how much; a title has the highest sum."""

    OTHER_FIELD = -6.0  # reads as a venue, as a label, or as names without markup
    NAMES_IN_MARKUP = -4.0  # reads as names, but has markup, as a title may
    QUOTED = 4.0  # two words or more in quotation marks
    QUOTED_WORD = 1.0  # one word in quotation marks: often a nickname
    BOLD_LINK = 4.0
    BOLD_OR_LINK = 3.0
    PLAIN = 1.0  # without markup, where italics and code get nothing
    MANY_WORDS = 2.0  # five or more, or as long in a script without spaces
    SOME_WORDS = 1.5  # three or four
    ONE_WORD = -0.5
    FIRST_TEXT = 1.5  # no other text is in front of it
    AFTER_NAME_AND_AUTHORS = 3.0  # behind "**Name**: Ada Berg, Bo Li.", or quoted behind a bold person
    LINE_BELOW = -1.0  # for each line further down, up to three
    NESTED_BULLET = -3.0  # for each level
    IN_BRACKETS = -2.5  # brackets around it, unless it is a link of four words or more
    WITH_BRACKETS = -3.0  # brackets at both of its own ends: a tag, "[Oral]"
    LINK_AFTER_DASH = -3.0  # a link behind a dash, behind other text
    AFTER_DASH = -1.5  # other text there: a description
    AFTER_ACRONYM = 2.0  # behind "**Acronym**:"
    BEFORE_AUTHORS = 2.0  # there, and the authors in parentheses behind it
    AFTER_URL = -4.0  # behind a URL that is behind other text: a description
    TITLE_COLUMN = 6.0  # in the column of titles of a table
    OTHER_COLUMN = -6.0  # in a column of something else
    AS_OTHERS = 2.0  # looks and stands as most titles of the section
    NEARLY_AS_OTHERS = 1.0  # looks so, but stands elsewhere


def read(candidate: Candidate, hints: Hints = NO_HINTS) -> Reading:
    """Read a candidate: find its title, then its authors, then its venue."""
    run = names_in_markup(candidate)
    index = _find_title(candidate, hints, run)
    title = candidate.pieces[index] if index >= 0 else None
    authors = run or find_authors(Reading(candidate, index, title, [], None), hints)
    venue = _find_venue(Reading(candidate, index, title, authors, None), hints)
    return Reading(candidate, index, title, authors, venue)


def _find_title(candidate: Candidate, hints: Hints, run: list[NamedPiece]) -> int:
    """Return the index of the piece that is the title, -1 if there is none; the names in `run` are not."""
    pieces = candidate.pieces
    named = {id(piece) for piece, _ in run}
    if _is_named_by_label(candidate, hints):
        return 0
    texts = [index for index, piece in enumerate(pieces) if piece.role is Role.TEXT and id(piece) not in named]
    if candidate.columns and (index := _only_in_title_column(candidate, texts)) is not None:
        return index
    if len(texts) == 1 and len(pieces[texts[0]].text) > 1 and candidate.column(pieces[texts[0]]) in (None, Role.TEXT):
        return texts[0]
    score, title = _best_title(candidate, hints, texts)
    if score < DOUBTFUL:
        others = [
            index
            for index, piece in enumerate(pieces)
            if piece.role in _LAST_RESORT and candidate.column(piece) in (None, Role.TEXT)
        ]
        other_score, other = _best_title(candidate, hints, others)
        if other_score > score:
            return other
    return title


def _only_in_title_column(candidate: Candidate, texts: list[int]) -> int | None:
    """Return the first piece in the column of titles that says something, if none of the texts is there: a name in code."""
    pieces = candidate.pieces
    column = [index for index, piece in enumerate(pieces) if candidate.column(piece) is Role.TEXT]
    if not column or not set(texts).isdisjoint(column):
        return None
    return next((at for at in column if pieces[at].form is Form.CODE or label_kind(pieces[at].text) is None), None)


def _is_named_by_label(candidate: Candidate, hints: Hints) -> bool:
    """Return whether a linked label is the name of an entry, and words about it follow: "[owls.org](...) - All about owls.".

    Where others of the section begin with their linked names, so may one whose name looks like a venue or a person.
    """
    pieces = candidate.pieces
    if len(pieces) < 2 or pieces[0].role not in _LAST_RESORT or pieces[0].form is not Form.LINK:
        return False
    label, piece = pieces[0], pieces[1]
    if piece.role is not Role.TEXT or piece.form is not Form.PLAIN or piece.wrap or piece.line != label.line:
        return False
    if piece.before.strip() not in DASHES or label.link is None or label.link.syntax in NAKED:
        return False
    is_as_others = hints.title == title_key(candidate, 0)
    if label.role is not Role.LABEL:
        mention = read_venue(label.text, label.venues)
        return is_as_others and not is_title_case(piece.text) and (mention is None or mention.year is None)
    is_host = "." in label.text and " " not in label.text
    is_sentence = (is_as_others or piece.after.startswith(".")) and not is_title_case(piece.text)
    return is_host or (is_sentence and label_kind(label.text) is not LinkKind.PAPER)


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
        score += _Sign.QUOTED if words >= 2 or form in LINK_FORMS else _Sign.QUOTED_WORD
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
    if words >= 3 and _follows_name_and_authors(candidate, index):
        score += _Sign.AFTER_NAME_AND_AUTHORS
    score += min(piece.line, 3) * _Sign.LINE_BELOW + piece.depth * _Sign.NESTED_BULLET
    if piece.wrap in {"(", "[", "【", "（"} and not (form in LINK_FORMS and words >= 4):
        score += _Sign.IN_BRACKETS
    if text[:1] in _OPENING and text[-1:] in _CLOSING:
        score += _Sign.WITH_BRACKETS
    if seen_text and piece.before.strip()[:1] in {"-", "–", "—"}:
        score += _Sign.LINK_AFTER_DASH if form in LINK_FORMS else _Sign.AFTER_DASH
    if words >= 2 and _follows_acronym(candidate, index):
        score += _Sign.AFTER_ACRONYM
        if _precedes_authors(candidate, index):
            score += _Sign.BEFORE_AUTHORS
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


def _follows_name_and_authors(candidate: Candidate, index: int) -> bool:
    """Return whether a piece is behind a name and its authors, "**Name**: A. Berg. The Title", or quoted behind one person."""
    pieces = candidate.pieces
    if index == 0 or pieces[0].form is not Form.BOLD or ":" not in pieces[1].before + pieces[0].after:
        return False
    if pieces[index].wrap in QUOTES and pieces[1].wrap in QUOTES and is_name(pieces[0].text):
        return True
    is_short = len(pieces[0].text.split()) <= 2 and pieces[1].role is Role.NAMES
    return is_short and (index == 2 or pieces[index].wrap in QUOTES)


def _follows_acronym(candidate: Candidate, index: int) -> bool:
    """Return whether the piece is after "**Acronym**:" or "**[Acronym]**"."""
    if index == 0:
        return False
    before, piece = candidate.pieces[index - 1 : index + 1]
    if before.line != piece.line or before.role is Role.NUMBER or before.form in (Form.QUOTED, Form.CODE, Form.IMAGE):
        return False
    text = before.text
    if before.form is Form.BOLD and text[:1] in _OPENING and text[-1:] in _CLOSING:
        return True
    between = piece.before
    link = before.link if before.form is Form.LINK and piece.form is Form.PLAIN else None
    if link is not None and link.kind is not LinkKind.PAPER and not _precedes_authors(candidate, index):
        return False  # "[Tool](...): What the Tool Does"
    return (":" in between or "：" in between) and len(text.split()) <= 4 and before.role in (Role.TEXT, Role.VENUE)


def _precedes_authors(candidate: Candidate, index: int) -> bool:
    """Return whether authors are in parentheses behind a piece: "(Ada Berg and Bo Li, 2010)"."""
    behind = next((piece for piece in candidate.pieces[index + 1 :] if piece.before), None)
    return behind is not None and behind.role is Role.NAMES and behind.wrap == "("


def _follows_url(candidate: Candidate, index: int) -> bool:
    """Return whether a piece is plain text behind a URL: "Name https://... What it does"."""
    before, piece = candidate.pieces[index - 1], candidate.pieces[index]
    if piece.form is not Form.PLAIN or before.link is None or before.line != piece.line:
        return False
    return before.link.syntax in NAKED and candidate.pieces[candidate.first_text].line == piece.line


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
        if column is Role.NOISE or (column is Role.NAMES and Role.VENUE in reading.candidate.columns):
            continue
        is_column = column is Role.VENUE
        is_said = piece.role is Role.TEXT and said_field(reading.candidate, index) == "venue"
        is_place = hints.venue is not None and place_of(piece, title) == hints.venue
        score = 0.0
        if piece.role is Role.VENUE:
            mention = read_venue(piece.text, piece.venues)
            score = 3.0 if mention is not None and mention.certain else 1.5
            score += 0.5 if mention is not None and mention.year is not None else 0.0
        elif is_said or (is_column and piece.role in (Role.TEXT, Role.LABEL, Role.NAMES)):
            score = 3.0
        elif is_journal(reading, index) or _leads_dated_line(reading, index) or (is_place and _may_be_venue(piece)):
            score = 1.0
        if score > 0:
            score += (1.0 if is_place else 0.0) + (2.0 if is_column else 0.0) - piece.depth * 0.3
        if score > best_score and not is_placeholder(piece.text):
            best, best_score = piece, score
    return best


def _leads_dated_line(reading: Reading, index: int) -> bool:
    """Return whether a piece begins a line below those of title and authors, and a date is right behind it: "Owl Biol, 2017"."""
    pieces, title = reading.candidate.pieces, reading.title
    if index + 1 >= len(pieces) or title is None or not reading.authors or not _may_be_venue(pieces[index]):
        return False
    piece, after = pieces[index], pieces[index + 1]
    is_led = piece.before == "\n" and title.line < reading.authors[-1].piece.line < piece.line == after.line
    return is_led and after.role is Role.DATE and after.before == "," and piece.depth == title.depth


def _may_be_venue(piece: Piece) -> bool:
    if piece.form is Form.CODE:
        return ends_in_year(piece.text)
    return piece.role is Role.TEXT and len(piece.text) <= 60 and looks_like_venue(piece)
