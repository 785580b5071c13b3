"""Read what leads or ends the links of a whole section: `[2020: The Title by somebody](...)`, `Berg, Li: [The Title](...)`.

In one link this is a part of the title, in front of one it may be a topic; where most of a section's entries are so, it is a
field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesomelint.document.model import Container
from awesomelint.document.names import Names, read_handles, read_names
from awesomelint.document.persons import UPPER
from awesomelint.document.pieces import LINK_FORMS, NamedPiece, Piece, Reading, Role
from awesomelint.startup import NamedTuple, expression

SHARE = 0.6
"""Share of a section's entries whose links have to be in a form."""

MANY = 3
"""Entries that have to be in a form at least; in a smaller section those of another section show that it is one."""

_FAMILY = rf"[{UPPER}](?:['’-]?[^\W\d_])++"
_PERSON = rf"(?:{_FAMILY}|(?:[{UPPER}]\.)+)(?: (?:[{UPPER}]\.|(?!and )[a-z]{{2,3}}|{_FAMILY})){{0,3}} {_FAMILY}"
_HANDLES = r"[^\s,()]+(?: [^\s,()]+){0,3}"
_PERSONS = rf"{_PERSON}(?:(?:,| &|,? and) {_PERSON})*"
_FAMILIES = rf"{_FAMILY}(?:(?:,| &|,? and) {_FAMILY}){{0,3}}(?: et al\.?)?"


class _LabelForm(NamedTuple):
    """A field at one end of a label: what it looks like in `field`, with what separates it from the title, and its role.

    `leads` where it is in front. What is `dated` (before a year, behind a date) is in plain titles, too, the rest in links.
    """

    pattern: re.Pattern[str]
    role: Role
    leads: bool = True
    dated: bool = False


_FORMS = (
    # "The Night Vision of Owls, Berg and Lund (2010)", "2010, The Night Vision of Owls, Berg"
    _LabelForm(
        expression(rf",\s(?P<field>{_FAMILIES}|{_PERSON}(?: (?:&|and) {_PERSON})?)$"),
        Role.NAMES,
        leads=False,
        dated=True,
    ),
    _LabelForm(expression(r"(?P<field>(?:19[5-9]|20[0-4])\d)\s*[:：]\s+(?=\S)"), Role.DATE),
    _LabelForm(
        expression(
            r"(?P<field>\d\d?[/.]\d\d?[/.](?:19[5-9]|20[0-4])\d|(?:19[5-9]|20[0-4])\d([-/.])\d\d?(?:\2\d\d?)?)[:,]?\s+(?=\S)"
        ),
        Role.DATE,
    ),
    _LabelForm(
        expression(rf"(?P<field>{_FAMILIES}|{_FAMILY} {_FAMILY})(?:\.\s+|\s+[:：]\s+)(?=[{UPPER}])"), Role.NAMES
    ),
    _LabelForm(
        expression(rf"\s[-–—]\s+(?P<field>(?:{_PERSONS}|{_FAMILY}(?=,? et))(?:,? et\.? al\.?)?)$"),
        Role.NAMES,
        leads=False,
    ),
    _LabelForm(expression(rf",?\s(?<=[\w,]\s)\s*by\s+(?P<field>{_PERSONS}|{_HANDLES})$"), Role.NAMES, leads=False),
)


def read_label_forms(sections: Sequence[Sequence[Reading]]) -> list[list[Reading]]:
    """Return the readings of sections, the fields that most linked titles of a section have at their ends taken out of them."""
    read = [list(readings) for readings in sections]
    for form in _FORMS:
        found = [[_in_form(reading, form) for reading in readings] for readings in read]
        is_common = any(map(_are_most, found))
        for readings, others in zip(read, found, strict=True):
            if _are_most(others, few=1 if is_common and len(others) < MANY else MANY):
                readings[:] = [other or reading for reading, other in zip(readings, others, strict=True)]
    return read


def _are_most(found: Sequence[Reading | None], few: int = MANY) -> bool:
    """Return whether so many and most of a section's entries are in a form."""
    count = sum(reading is not None for reading in found)
    return count >= few and count >= (SHARE if few == MANY else 0.5) * len(found)


def _in_form(reading: Reading, form: _LabelForm) -> Reading | None:
    """Return a reading without the field at an end of its title, `None` if the title is in another form.

    A person in a link right behind a dated title is taken for the author, too.
    """
    title = reading.title
    if reading.candidate.container is Container.HEADING:
        return None  # "### [Theme by Somebody](...)" names a thing
    if title is None or (reading.authors and form.role is Role.NAMES):
        return None
    if not (_is_dated(reading) if form.dated else title.form in LINK_FORMS):
        return None
    if form.dated and (person := _linked_person(reading)) is not None:
        return reading._replace(authors=[person])
    match = form.pattern.match(title.text) if form.leads else form.pattern.search(title.text)
    if match is None or (form.role is Role.NAMES and _names(match["field"]) is None):
        return None
    return _without_field(reading, title, match, form.role)


def _is_dated(reading: Reading) -> bool:
    """Return whether a title is in front of a date in parentheses, or behind a date that begins the entry."""
    pieces, index = reading.candidate.pieces, reading.title_index
    is_year_behind = any(piece.role is Role.DATE and piece.wrap == "(" for piece in pieces[index + 1 : index + 2])
    return is_year_behind or (index == 1 and pieces[0].role is Role.DATE and not (pieces[0].wrap or pieces[1].wrap))


def _linked_person(reading: Reading) -> NamedPiece | None:
    pieces, index = reading.candidate.pieces, reading.title_index + 1
    if index == len(pieces) or pieces[index].form not in LINK_FORMS or pieces[index].before != ",":
        return None
    names = read_names(pieces[index].text)
    return NamedPiece(pieces[index], names) if names is not None else None


def _names(text: str) -> Names | None:
    return read_names(text) or read_handles(text)


def _without_field(reading: Reading, title: Piece, match: re.Match[str], role: Role) -> Reading:
    """Return a reading with the field that a match found in its title as a piece of its own."""
    pieces = list(reading.candidate.pieces)
    field = title.part(*match.span("field"), role, before=title.before)
    leads = match.start() == 0
    start, end = (match.end(), len(title.text)) if leads else (0, match.start())
    rest = title.part(start, end, Role.TEXT, before=",", after=title.after)
    pieces[reading.title_index : reading.title_index + 1] = [field, rest] if leads else [rest, field]
    names = _names(field.text) if role is Role.NAMES else None
    authors = [NamedPiece(field, names)] if names is not None else reading.authors
    candidate = reading.candidate.having(pieces)
    return Reading(candidate, reading.title_index + leads, rest, authors, reading.venue, is_cited=True)
