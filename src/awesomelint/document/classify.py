"""Classify the pieces of an entry: what a piece looks like by itself, before its section votes."""

from __future__ import annotations

from awesomelint.document.edge_fields import can_be_peeled, is_date, peel
from awesomelint.document.front_fields import citation, cited, leading_field, tag_in_front, venue_behind_names
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Entry, Field
from awesomelint.document.names import Names, is_initialed_name, read_names, sure_names
from awesomelint.document.pieces import QUOTES, EntryLine, Form, Piece, Role
from awesomelint.document.tokenise import cut
from awesomelint.expressions import expression
from awesomelint.markdown.blocks import LinkSyntax, Mark
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues import VenueMention, read_venue, venue_key
from awesomelint.source import Source, Span

WORDS_OF_A_NAME = 7
LONGEST_LABEL = 30
LONGEST_LINK_LABEL = 60
MAX_LENGTH = 2000
"""Longest piece, in code points, that is looked into; anything longer is prose."""

_NUMBER = expression(r"[\[(#]?\s*(\d{1,4})\s*[\]).:]?$")


_BETWEEN_NAMES = (" and ", " et al", ";", "&", "，", "、", "·", "•")
_WORD = expression(r"[a-z]{3,}")
_VENUE_WORDS = frozenset(
    (
        "journal transactions transaction trans conference conf proceedings proc symposium workshop workshops letters annals"
        " bulletin magazine review reviews advances lecture notes springer elsevier dissertation press phys rev lett meeting"
        " congress colloquium anthology preprint archive quarterly ieee acm nature npj plos frontiers acta int"
    ).split()
)
_SAID = expression(r"(\w[\w ]{1,20})\s*[:：]\s")
NAKED = (LinkSyntax.BARE, LinkSyntax.AUTOLINK)
_LOOSE = (Form.PLAIN, Form.ITALIC)
_PREPRINT_KEYS = frozenset({"arxiv", "arxivpreprint", "preprint", "arxivorg", "openreview"})


def parts(piece: Piece) -> list[Piece]:
    """Return a piece as parts with roles, in order."""
    form = piece.form
    if form is Form.IMAGE:
        piece.role = Role.NOISE
        return [piece]
    if len(piece.text) > MAX_LENGTH:
        return [piece]
    if form is Form.PLAIN and not piece.wrap and (cut := leading_field(piece)) is not None:
        first, rest = cut
        return [first, *parts(rest)]
    if form is Form.BOLD and piece.text[0].isdigit() and (cut := tag_in_front(piece)) is not None:
        return list(cut)
    if form in _LOOSE and (cut := venue_behind_names(piece)) is not None:
        return list(cut)
    if form is Form.LINK and (cited_parts := cited(piece) or citation(piece)) is not None:
        return list(cited_parts)
    whole = _whole(piece)
    if whole is not None:
        piece.role = whole
        return [piece]
    if form is Form.CODE:
        piece.role = Role.NOISE
        return [piece]
    return peel(piece) if can_be_peeled(piece) else [piece]


def _whole(piece: Piece) -> Role | None:
    """Return the role of a piece that holds one field only."""
    if piece.form is Form.LINK or piece.form is Form.BOLD_LINK:
        return _role_of_link(piece)
    text = piece.text
    first = text[0]
    if (first.isdigit() or first in "[(#'’") and _NUMBER.match(text):
        return Role.NUMBER if len(text.strip("[](). :")) <= 4 and not is_date(text.strip("[]() ")) else _date(text)
    if (date := _date(text)) is not None:
        return date
    if not first.isalpha() and not any(char.isalpha() for char in text):
        return Role.NOISE
    if len(text) <= LONGEST_LABEL and (role := _role_of_short_text(piece)) is not None:
        return role
    if piece.form is Form.QUOTED or piece.wrap in QUOTES:
        return Role.TEXT
    if piece.form is Form.PLAIN and (piece.depth or piece.line) and _is_remark(text):
        return Role.NOISE
    venue = _venue(piece)
    if venue is not None and (venue.certain or piece.wrap or piece.form is Form.ITALIC or piece.form is Form.PLAIN):
        return Role.VENUE
    is_italic = piece.form is Form.ITALIC
    if not is_italic and not _may_be_names(text):
        return None
    names = read_names(text) if is_italic else sure_names(text)
    return Role.NAMES if names is not None and not (names.strange and piece.form in _LOOSE) else None


def _role_of_link(piece: Piece) -> Role | None:
    text, link = piece.text, piece.link
    if link is not None and (link.url.startswith("#") or link.syntax in NAKED):
        return Role.LABEL
    if len(text) <= LONGEST_LINK_LABEL:
        label = label_kind(text)
        venue = _venue(piece)
        if venue is not None and venue.certain and (venue.year or venue_key(venue.name) not in _PREPRINT_KEYS):
            return Role.VENUE
        if label is not None:
            return Role.LABEL
        if (date := _date(text)) is not None:
            return date
    return Role.NAMES if _may_be_names(text) and sure_names(text) is not None else None


def _role_of_short_text(piece: Piece) -> Role | None:
    text = piece.text
    label = label_kind(text)
    if label is not None and piece.after[:1] in {":", "："}:
        return Role.LABEL
    venue = read_venue(text, piece.venues)
    if venue is not None and venue.certain:
        return Role.VENUE
    if piece.form is Form.PLAIN and "." in text and venue is None and _is_one_person(piece):
        return Role.NAMES
    if label is not None and (piece.wrap or piece.form is not Form.PLAIN or " " not in text):
        return Role.LABEL
    return None


def _is_one_person(piece: Piece) -> bool:
    """Tell whether a piece is one person with initials: "D. E. Knuth", "Ada K. Berg", the latter also in parentheses."""
    if piece.wrap and (piece.wrap != "(" or piece.text[1:2] == "."):
        return False
    return is_initialed_name(piece.text)


def _venue(piece: Piece) -> VenueMention | None:
    """Read a piece as a venue, if it is short enough or says "conference", "journal" and the like."""
    text = piece.text
    if text.count(" ") >= WORDS_OF_A_NAME and _VENUE_WORDS.isdisjoint(_WORD.findall(text.lower())):
        return None
    return read_venue(text, piece.venues)


def _may_be_names(text: str) -> bool:
    """Tell whether a text has what lists of names have: a comma, an "and", or but a few words."""
    return "," in text or text.count(" ") < WORDS_OF_A_NAME or any(sign in text for sign in _BETWEEN_NAMES)


def _date(text: str) -> Role | None:
    return Role.DATE if len(text) <= LONGEST_LABEL and is_date(text.strip("[]() ~≈")) else None


def _is_remark(text: str) -> bool:
    """Tell whether a text says something under a label, such as "OpenReview: 8, 6, 6"."""
    said = _SAID.match(text)
    return said is not None and label_kind(said[1]) is not None


#| A piece made a `Field`: its value, its range, and the range of the markup that wraps just it.

MARKS = {Form.BOLD: Mark.BOLD, Form.BOLD_LINK: Mark.BOLD, Form.ITALIC: Mark.ITALIC}


_CLOSING_QUOTES = frozenset('"”“»')


def make_field(value: str, piece: Piece, entry: Entry) -> Field:
    """Return a value with the places of the piece that it was read from."""
    quote = piece.wrap if piece.wrap in QUOTES else ""
    span = piece.span
    marks = MARKS.get(piece.form, Mark.NONE)
    return Field(" ".join(value.split()), span, outer_of(span, piece, entry, quote), marks, quote, piece.link)


def outer_of(span: Span, piece: Piece, entry: Entry, quote: str) -> Span:
    """Return a span widened by the quotes, link and emphasis that wrap just this text."""
    source = entry.document.source
    outer = span
    if piece.link is not None and piece.link.label_span == span:
        outer = piece.link.span
    if piece.form in MARKS:
        for emphasis in (emphasis for inline in entry.inlines for emphasis in inline.emphases):
            inner = emphasis.inner
            if inner.start <= outer.start and outer.end <= inner.end and not _letters_between(source, inner, outer):
                outer = emphasis.outer
                break
            if piece.link is not None and inner == span:
                outer = piece.link.span
    if quote:
        start, end = outer
        if source.text[start - 1 : start] in QUOTES:
            start -= 1
        if source.text[end : end + 1] in _CLOSING_QUOTES:
            end += 1
        outer = Span(start, end)
    return outer


def _letters_between(source: Source, inner: Span, outer: Span) -> bool:
    if inner == outer:
        return False
    around = source.text[inner.start : outer.start] + source.text[outer.end : inner.end]
    return any(char.isalnum() for char in around)


#| An entry while it is read: its pieces, what was found in them, and the hints that its section gives.

LINK_FORMS = frozenset({Form.LINK, Form.BOLD_LINK})


Place = tuple[Form, bool, str]
"""Where a field stands: its form, whether it is on the title's line, and the bracket around it."""


DASHES = ("-", "–", "—", "--", "---")


class Hints(NamedTuple):
    """What the other entries of the section do: the form of titles, and where names and venues stand (a `Place`), and whether
    names are surnames only ("Dinh, Krueger et al.").
    """

    title: tuple[Form, str, bool] | None = None
    names: Place | None = None
    venue: Place | None = None
    surnames_only: bool = False


NO_HINTS = Hints()


class NamedPiece(NamedTuple):
    """A piece and the names read from it."""

    piece: Piece
    names: Names


class Reading:
    """An entry and its pieces while it is read."""

    __slots__ = (
        "columns",
        "entry",
        "first_text",
        "has_remarks",
        "hints",
        "names",
        "pieces",
        "title",
        "title_index",
        "venue_piece",
    )

    def __init__(self, entry: Entry, lines: list[EntryLine], columns: tuple[Role | None, ...] = ()):
        self.entry = entry
        self.columns = columns
        self.pieces = [part for piece in cut(lines, entry.document.venues) for part in parts(piece)]
        texts = (index for index, piece in enumerate(self.pieces) if piece.role is Role.TEXT and len(piece.text) > 1)
        self.first_text = next(texts, len(self.pieces))
        self.has_remarks = True
        self.hints = NO_HINTS
        self.title: Piece | None = None
        self.title_index = -1
        self.names: list[NamedPiece] = []
        self.venue_piece: Piece | None = None

    def column(self, piece: Piece) -> Role | None:
        """Return the role of the table column that a piece stands in."""
        return self.columns[piece.cell] if piece.cell < len(self.columns) else None


def remark_index(reading: Reading) -> int | None:
    """Return the piece of plain text that stands behind a dash right behind a plain title, if there is one."""
    index = reading.title_index + 1
    title = reading.title
    if title is None or title.form is not Form.PLAIN or title.wrap or index >= len(reading.pieces):
        return None
    piece = reading.pieces[index]
    if piece.role is not Role.TEXT or piece.form is not Form.PLAIN or piece.wrap or piece.line != title.line:
        return None
    is_behind_dash = piece.before.strip() in DASHES and piece.cell == title.cell and piece.depth == title.depth
    return index if is_behind_dash else None


def title_key(reading: Reading, index: int) -> tuple[Form, str, bool]:
    """Return what titles of one kind share: their form, whether they are quoted, and whether they come first."""
    piece = reading.pieces[index]
    return piece.form, "q" if piece.wrap in QUOTES else "", index <= reading.first_text


def place_of(reading: Reading, piece: Piece) -> Place:
    """Return where a piece stands, seen from the title."""
    title_line = reading.title.line if reading.title is not None else 0
    return piece.form, piece.line == title_line, piece.wrap
