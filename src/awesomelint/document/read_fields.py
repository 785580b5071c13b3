"""Read the fields of entries: each entry by itself, then again with the vote of its section.

From text to fields, each step a module of its own:

1. `find_entries` walks the blocks and collects candidates: list items, table rows, paragraphs, headings.
2. `tokenise` cuts the lines of a candidate into pieces: at changes of markup, brackets, quotes, dashes, line breaks.
3. `classify` gives each piece the role that it has by itself, and cuts fields off it (`front_fields`, `edge_fields`).
4. `find_fields` chooses title, authors and venue among the pieces, by scores.
5. `vote` (here) sees what most entries of the section agree on; who disagrees is read again with that as a hint.
6. `make_fields` makes values with their exact places; an `Entry` is made of them, once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from awesomelint.document.edge_fields import is_date, may_hold_fields, strip_fields
from awesomelint.document.find_fields import read
from awesomelint.document.front_fields import (
    split_citation,
    split_cited,
    split_front_field,
    split_tag,
    split_venue_behind_names,
)
from awesomelint.document.link_kinds import NAKED, label_kind
from awesomelint.document.make_fields import make_fields, remark_index
from awesomelint.document.model import Container, Entry
from awesomelint.document.names import Names, is_initialed_name, read_names, sure_names
from awesomelint.document.pieces import (
    LINK_FORMS,
    QUOTES,
    Candidate,
    Form,
    Hints,
    Piece,
    Reading,
    Role,
    place_of,
    title_key,
)
from awesomelint.papers.venues import VenueMention, read_venue, venue_key
from awesomelint.source import Span
from awesomelint.startup import expression

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
_PREPRINT_KEYS = frozenset({"arxiv", "arxivpreprint", "preprint", "arxivorg", "openreview"})


def classify(piece: Piece) -> list[Piece]:
    """Return a piece with the role that it has by itself; several, in order, if it holds several fields."""
    form = piece.form
    if form is Form.IMAGE:
        return [piece.having(role=Role.NOISE)]
    if len(piece.text) > MAX_LENGTH:
        return [piece]
    if form is Form.PLAIN and not piece.wrap and (split := split_front_field(piece)) is not None:
        first, rest = split
        return [first, *classify(rest)]
    split_parts = None
    if form is Form.BOLD and piece.text[0].isdigit():
        split_parts = split_tag(piece)
    elif form is Form.PLAIN or form is Form.ITALIC:
        split_parts = split_venue_behind_names(piece)
    elif form is Form.LINK:
        split_parts = split_cited(piece) or split_citation(piece)
    if split_parts is not None:
        return split_parts
    whole = _whole(piece)
    if whole is None and form is Form.CODE:
        whole = Role.NOISE
    if whole is not None:
        return [piece if whole is piece.role else piece.having(role=whole)]
    return strip_fields(piece) if may_hold_fields(piece) else [piece]


def _whole(piece: Piece) -> Role | None:
    """Return the role of a piece that holds one field only."""
    form, text = piece.form, piece.text
    if form in LINK_FORMS:
        return _role_of_link(piece)
    first = text[0]
    if (first.isdigit() or first in "[(#'’") and _NUMBER.match(text):
        is_number = len(text.strip("[](). :")) <= 4 and not is_date(text.strip("[]() "))
        return Role.NUMBER if is_number else Role.DATE if _is_date(text) else None
    if _is_date(text):
        return Role.DATE
    if not first.isalpha() and not any(char.isalpha() for char in text):
        return Role.NOISE
    if len(text) <= LONGEST_LABEL and (role := _role_of_short_text(piece)) is not None:
        return role
    if form is Form.QUOTED or piece.wrap in QUOTES:
        return Role.TEXT
    if form is Form.PLAIN and (piece.depth or piece.line) and _is_remark(text):
        return Role.NOISE
    is_loose = form is Form.PLAIN or form is Form.ITALIC
    venue = _venue(piece)
    if venue is not None and (venue.certain or piece.wrap or is_loose):
        return Role.VENUE
    if form is not Form.ITALIC and not _may_be_names(text):
        return None
    names = read_names(text) if form is Form.ITALIC else sure_names(text)
    return Role.NAMES if names is not None and not (names.strange and is_loose) else None


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
        if _is_date(text):
            return Role.DATE
    return Role.NAMES if _may_be_names(text) and sure_names(text) is not None else None


def _role_of_short_text(piece: Piece) -> Role | None:
    text = piece.text
    label = label_kind(text)
    if label is not None and piece.after[:1] in {":", "："}:
        return Role.LABEL
    venue = read_venue(text, piece.venues)
    if venue is not None and venue.certain:
        return Role.VENUE
    if piece.form is Form.PLAIN and venue is None and _is_one_person(piece):
        return Role.NAMES
    if label is not None and (piece.wrap or piece.form is not Form.PLAIN or " " not in text):
        return Role.LABEL
    return None


def _is_one_person(piece: Piece) -> bool:
    """Return whether a piece is one person with initials: "D. E. Knuth", "Ada K. Berg", the latter also in parentheses."""
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
    """Return whether a text has what lists of names have: a comma, an "and", or but a few words."""
    return "," in text or text.count(" ") < WORDS_OF_A_NAME or any(sign in text for sign in _BETWEEN_NAMES)


def _is_date(text: str) -> bool:
    return len(text) <= LONGEST_LABEL and is_date(text.strip("[]() ~≈"))


def _is_remark(text: str) -> bool:
    """Return whether a text says something under a label, such as "OpenReview: 8, 6, 6"."""
    said = _SAID.match(text)
    return said is not None and label_kind(said[1]) is not None


MIN_VOTERS = 3
"""Entries of a section from which on it has a grammar of its own."""

MANY = 5
"""Author lists from which on their form is a convention."""

MANY_TITLES = 10
"""Plain titles of a document from which on it shows whether words after a dash are a part of them."""

FEW = 0.2
"""Share of plain titles with words after a dash, below which such words are a part of the title."""


def read_entries(batches: Iterable[Sequence[Candidate]]) -> list[Entry]:
    """Return the entries of a document, given in batches of one section and one construct; what has no title is none."""
    read_batches = [[read(candidate) for candidate in batch] for batch in batches]
    hints_of_batches: list[Hints] = []
    votes: dict[Container, Hints] = {}
    for readings in read_batches:
        hints = vote(readings) if len(readings) >= MIN_VOTERS else _vote_of_others(readings, read_batches, votes)
        readings[:] = [reading if _agrees(reading, hints) else read(reading.candidate, hints) for reading in readings]
        hints_of_batches.append(hints)
    if _writes_surnames_only([reading for readings in read_batches for reading in readings]):
        for readings, hints in zip(read_batches, hints_of_batches, strict=True):
            surnames = hints._replace(surnames_only=True)
            readings[:] = [
                read(reading.candidate, surnames) if _lone_pairs(reading) else reading for reading in readings
            ]
    joins_remarks = _joins_remarks(reading for readings in read_batches for reading in readings)
    return [
        _entry(reading, hints, joins_remarks)
        for readings, hints in zip(read_batches, hints_of_batches, strict=True)
        for reading in readings
        if _is_titled(reading)
    ]


def _entry(reading: Reading, hints: Hints, joins_remarks: bool) -> Entry:
    candidate, fields = reading.candidate, make_fields(reading, hints, joins_remarks=joins_remarks)
    first, last = candidate.first, candidate.last
    span = Span(candidate.source.line_starts[first - 1], candidate.source.line_span(last).end)
    return Entry(candidate.section, candidate.block, candidate.container, span, first, last, candidate.inlines, fields)


def _is_titled(reading: Reading) -> bool:
    """Return whether a title was found that is more than a naked URL."""
    title = reading.title
    is_naked = title is not None and title.link is not None and title.link.syntax in NAKED
    return title is not None and not (title.role is Role.LABEL and is_naked)


def vote(readings: Sequence[Reading]) -> Hints:
    """Return what most entries of a section agree on."""
    titles = Counter(title_key(each.candidate, each.title_index) for each in readings if each.title_index >= 0)
    names = Counter(place_of(each.authors[0].piece, each.title) for each in readings if each.authors)
    venues = Counter(place_of(each.venue, each.title) for each in readings if each.venue is not None)
    count = len(readings)
    return Hints(_winner(titles, count, 0.5), _winner(names, count, 0.3), _winner(venues, count, 0.3))


def _winner(counts: Counter[Any], total: int, share: float) -> Any:
    if not counts:
        return None
    value, count = max(counts.items(), key=lambda item: (item[1], str(item[0])))
    return value if count >= 2 and count >= share * total else None


def _vote_of_others(readings: list[Reading], batches: list[list[Reading]], votes: dict[Container, Hints]) -> Hints:
    """Return what the whole document does in the same construct, for a section too small to vote."""
    container = readings[0].candidate.container
    if container not in votes:
        votes[container] = vote([each for batch in batches for each in batch if each.candidate.container is container])
    return votes[container]


def _agrees(reading: Reading, hints: Hints) -> bool:
    """Return whether an entry already reads as the vote says, so that reading it again would change nothing."""
    title, authors, venue = reading.title, reading.authors, reading.venue
    if title is None or (hints.title is not None and title_key(reading.candidate, reading.title_index) != hints.title):
        return False
    if hints.names is not None and not (authors and place_of(authors[0].piece, title) == hints.names):
        return False
    return hints.venue is None or (venue is not None and place_of(venue, title) == hints.venue)


def _joins_remarks(readings: Iterable[Reading]) -> bool:
    """Return whether words after a dash are the second half of a title rather than remarks ("Name - what it does")."""
    plain = [reading for reading in readings if reading.title is not None and reading.title.form is Form.PLAIN]
    remarks = sum(remark_index(reading) is not None for reading in plain)
    return len(plain) >= MANY_TITLES and remarks < FEW * len(plain)


def _writes_surnames_only(readings: Sequence[Reading]) -> bool:
    """Return whether pairs "X, Y" are two surnames: then the second words turn up as first words elsewhere, given names do not.

    Entries with one author who has a surname only show it as well.
    """
    pairs = [pair for reading in readings for pair in _lone_pairs(reading)]
    lone = sum(len(reading.authors) == 1 and _is_lone_surname(reading.authors[0].names) for reading in readings)
    if lone >= MANY and lone > len(pairs):
        return True
    if len(pairs) < MANY:
        return False
    firsts = {first for first, _ in pairs}
    return sum(second in firsts for _, second in pairs) >= 0.15 * len(pairs)


def _is_lone_surname(names: Names) -> bool:
    return len(names.names) == 1 and not names.et_al and names.names[0].text.isalpha()


def _lone_pairs(reading: Reading) -> list[list[str]]:
    """Return the names that are "X, Y" of two bare words: a person's surname and given name, or two persons' surnames."""
    texts = [name.text for _, names in reading.authors for name in names.names if "," in name.text]
    if not texts:
        return []
    pairs = [" ".join(text.split()).split(", ") for text in texts]
    return [pair for pair in pairs if len(pair) == 2 and all(_is_bare_word(word) for word in pair)]


def _is_bare_word(word: str) -> bool:
    return " " not in word and len(word) > 2 and "." not in word
