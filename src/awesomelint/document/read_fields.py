"""Read the fields of entries: each entry by itself, then again with the vote of its section.

From text to fields, each step a module of its own:

1. `find_entries` walks the blocks and collects candidates: list items, table rows, paragraphs, headings.
2. `tokenise` cuts the lines of a candidate into pieces: at changes of markup, brackets, quotes, dashes, line breaks.
3. `classify` gives each piece the role that it has by itself, and cuts fields off it, those at its ends with `edge_fields`.
4. `citation_forms` reads the entries of a section that keeps to one form of citation; elsewhere `find_fields` chooses title,
   authors and venue among the pieces, by scores.
5. `read_fields` (here) counts what most entries of a section agree on; who disagrees is read again with that as a hint.
6. `label_forms` takes out what most links of a section have in front of their titles or behind them.
7. `make_fields` makes values with their exact places; an `Entry` is made of them, once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from awesomelint.document.citation_forms import read_citations
from awesomelint.document.edge_fields import is_full_name, is_placeholder, is_title_to_come
from awesomelint.document.find_fields import read
from awesomelint.document.label_forms import read_label_forms
from awesomelint.document.make_fields import make_fields, remark_index
from awesomelint.document.model import Container, Entry
from awesomelint.document.names import Names
from awesomelint.document.persons import is_name
from awesomelint.document.pieces import DASHES, Candidate, Form, Hints, Piece, Reading, Role, place_of, title_key
from awesomelint.document.signs import is_title_case
from awesomelint.markdown.blocks import NAKED

MIN_VOTERS = 3
"""A section with at least this many entries has a grammar of its own."""

MANY = 5
"""With at least this many author lists, their form is a convention."""

MOST = 0.6
"""Share of a section's entries with one person behind the title, from which on these are authors."""

MANY_TITLES = 5
"""A document with at least this many plain titles shows whether words after a dash are a part of them."""

FEW = 0.2
"""Share of plain titles with words after a dash, below which such words are a part of the title."""


def read_entries(batches: Iterable[Sequence[Candidate]]) -> list[Entry]:
    """Return the entries of a document, given in batches of one section and one construct; what has no title is none."""
    batches = list(batches)
    read_batches = [
        [cited[place] if place in cited else read(candidate) for place, candidate in enumerate(batch)]
        for batch, cited in zip(batches, read_citations(batches), strict=True)
    ]
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
    read_batches = read_label_forms(read_batches)
    joins_remarks = _joins_remarks(reading for readings in read_batches for reading in readings)
    return [
        _entry(reading, hints, joins_remarks)
        for readings, hints in zip(read_batches, hints_of_batches, strict=True)
        for reading in _titled(readings)
    ]


def _entry(reading: Reading, hints: Hints, joins_remarks: bool) -> Entry:
    candidate, fields = reading.candidate, make_fields(reading, hints, joins_remarks=joins_remarks)
    first, last = candidate.first, candidate.last
    span = candidate.source.lines_span(first, last)
    return Entry(candidate.section, candidate.block, candidate.container, span, first, last, candidate.inlines, fields)


def _titled(readings: list[Reading]) -> list[Reading]:
    """Return the readings with a title that is more than a naked URL."""
    return [
        reading
        for reading in readings
        if (title := reading.title) is not None
        and not _is_naked(title)
        and not (title.link is None and is_placeholder(title.text))
        and not (is_title_to_come(title.text) and _leads_nowhere(reading.candidate))
    ]


def _leads_nowhere(candidate: Candidate) -> bool:
    """Return whether no link of a candidate has the target of one: words alone wait for it, as in `[Title](link)`."""
    return not any("." in link.url or "/" in link.url for inline in candidate.inlines for link in inline.links)


def _is_naked(title: Piece) -> bool:
    return title.role is Role.LABEL and title.link is not None and title.link.syntax in NAKED


def vote(readings: Sequence[Reading]) -> Hints:
    """Return what most entries of a section agree on."""
    titled = (each for each in readings if each.title_index >= 0)
    titles = Counter(title_key(each.candidate, 0 if _is_told(each) else each.title_index) for each in titled)
    names = Counter(place_of(each.authors[0].piece, each.title) for each in readings if each.authors)
    venues = Counter(place_of(each.venue, each.title) for each in readings if each.venue is not None)
    count = len(readings)
    place = _winner(names, count, 0.3)
    if place is None:
        persons = Counter(place_of(piece, one.title) for one in readings if (piece := _person_behind(one)) is not None)
        place = _winner(persons, count, MOST)
    return Hints(_winner(titles, count, 0.5), place, _winner(venues, count, 0.3))


def _is_told(reading: Reading) -> bool:
    """Return whether the second piece, read as title, is a sentence about the first: "**Owls**: The set has 30 owls."."""
    title = reading.title
    if title is None or reading.title_index != 1 or title.form is not Form.PLAIN or reading.venue or reading.authors:
        return False
    name, *rest = (piece for piece in reading.candidate.pieces if piece.line == title.line)
    if any(piece.role is Role.DATE for piece in rest):
        return False  # "**OwlSet**: A collection of owls at night. 2021"
    is_named = name.form is Form.BOLD and ":" in name.after + title.before and not is_title_case(title.text)
    return is_named and any("." in (piece.before, piece.after[:1]) for piece in rest)


def _person_behind(reading: Reading) -> Piece | None:
    """Return the plain text right behind a marked title if it may be one person, who is the author where most have one."""
    pieces, index, title = reading.candidate.pieces, reading.title_index + 1, reading.title
    if title is None or title.form is Form.PLAIN or index >= len(pieces):
        return None
    piece = pieces[index]
    is_plain = piece.role is Role.TEXT and piece.form is Form.PLAIN and not piece.wrap
    is_person = is_plain and piece.before.strip() not in DASHES and is_full_name(piece.text) and is_name(piece.text)
    return piece if is_person else None


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
    if reading.is_cited:
        return True
    if title is None or (hints.title is not None and title_key(reading.candidate, reading.title_index) != hints.title):
        return False
    if hints.names is not None and not (authors and place_of(authors[0].piece, title) == hints.names):
        return False
    return hints.venue is None or (venue is not None and place_of(venue, title) == hints.venue)


def _joins_remarks(readings: Iterable[Reading]) -> bool:
    """Return whether words after a dash are the second half of a title rather than remarks ("Name - what it does")."""
    plain = [reading for reading in readings if reading.title is not None and reading.title.form is Form.PLAIN]
    remarks = sum(remark_index(reading) is not None for reading in plain)
    return len(plain) >= MANY_TITLES and remarks <= FEW * len(plain)


def _writes_surnames_only(readings: Sequence[Reading]) -> bool:
    """Return whether pairs "X, Y" are two surnames: then the second words turn up as first words elsewhere, given names do not.

    Entries with one author who has a surname only, or with "et al.", show it as well.
    """
    pairs = [pair for reading in readings for pair in _lone_pairs(reading)]
    lone = sum(len(reading.authors) == 1 and _is_lone_surname(reading.authors[0].names) for reading in readings)
    if lone >= MANY and lone > len(pairs):
        return True
    if len(pairs) < MANY:
        return False
    firsts = {first for first, _ in pairs}
    return sum(second in firsts for _, second in pairs) >= 0.1 * len(pairs)


def _is_lone_surname(names: Names) -> bool:
    return len(names.names) == 1 and names.names[0].text.isalpha()


def _lone_pairs(reading: Reading) -> list[list[str]]:
    """Return the names that are "X, Y" of two bare words: a person's surname and given name, or two persons' surnames."""
    texts = [name.text for _, names in reading.authors for name in names.names if "," in name.text]
    if not texts or reading.is_cited:
        return []
    pairs = [" ".join(text.split()).split(", ") for text in texts]
    return [
        pair for pair in pairs if len(pair) == 2 and all(len(word) > 2 and not {*word} & {" ", "."} for word in pair)
    ]
