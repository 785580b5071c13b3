"""An entry while it is read: its pieces, what was found in them, and the hints that its section gives."""

from __future__ import annotations

from awesomelint.document.fields.cutting import cut
from awesomelint.document.fields.evidence import parts
from awesomelint.document.fields.names import Names
from awesomelint.document.fields.pieces import QUOTES, EntryLine, Form, Piece, Role
from awesomelint.document.model import Entry
from awesomelint.named_tuple import NamedTuple

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
        self.pieces = [part for piece in cut(lines) for part in parts(piece)]
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
