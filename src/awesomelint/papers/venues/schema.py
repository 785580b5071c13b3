"""The schema of venue files: `rules/data/venues.yaml`, and those of users."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from awesomelint.papers.venues.table import Records, all_names, venue_key
from awesomelint.startup import NamedTuple
from awesomelint.yaml_reader import Node, describe

KINDS = ("conference", "workshop", "journal", "findings", "preprint", "report")
RULES = ("annual", "biennial-even", "biennial-odd", "years", "journal")
BASES = ("sourced", "mixed", "knowledge")
SCHEMES = ("acl", "cvf", "doi", "pmlr", "usenix")
"""Schemes of identifiers that tell a venue."""
FIRST_YEAR, LAST_YEAR = 1600, 2100
LONGEST_NAME = 200

_Check = Callable[[Node], object]
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RANGE = re.compile(r"(\d{4})(?:-(\d{4}))?")
_OTHER_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


class VenueFile(NamedTuple):
    """What a file says: records of venues, and keys of words that look like a misspelt venue but are something else."""

    records: Records
    not_venues: list[str]


def read_venue_file(root: Node, *, known: Collection[str] = ()) -> VenueFile:
    """Read a file of venues. Records of `known` venues may leave out what they do not change.

    Raises the file's error at the first value that does not obey the schema.
    """
    keys = root.table(("venues", "not-venues", "sources"), required=("venues",))
    for key, record in keys["venues"].table().items():
        if not _KEY.fullmatch(key):
            record.fail(f"a venue's key is lower-case words joined by hyphens, found {describe(key)}", at_key=True)
        record.fields(RECORD)
        if key not in known:
            _require(record, "name", "kind")
    words = keys["not-venues"].text_items() if "not-venues" in keys else []
    return VenueFile(keys["venues"].value, sorted(venue_key(word.words()) for word in words))


def check_references(venues: Node, table: Records) -> None:
    """Check what only the whole table can tell of a user's venues: that parents are venues, and no name is given twice."""
    taken: dict[str, str] = {}
    for key, node in venues.table().items():
        record = node.value
        others = {"parent": [record["parent"]] if "parent" in record else [], "joint": _partners(record)}
        for field, keys in others.items():
            for other in keys:
                if other not in table or other == key:
                    node.child(field).fail(f'found "{other}", expected the key of another venue')
        shared = {venue_key(name) for name in record.get("shared", ())}
        for name in all_names(table[key]):
            spelling = venue_key(name)
            if spelling not in shared and taken.setdefault(spelling, key) != key:
                node.fail(f'"{name}" is already a name of {taken[spelling]}', at_key=True)


def _partners(record: Mapping[str, Any]) -> Iterable[str]:
    return [other for meeting in record.get("joint", ()) for other in meeting["with"]]


def _require(node: Node, *keys: str) -> None:
    for key in keys:
        if key not in node.value:
            node.fail(f'the key "{key}" is missing', at_key=True)


def _text(node: Node) -> None:
    if not node.text().strip():
        node.fail(f"found {describe(node.value)}, expected text")


def _name(node: Node) -> None:
    _text(node)
    _check_name(node.value, node)


def _check_name(name: str, node: Node) -> None:
    if len(name) > LONGEST_NAME or not any(char.isalnum() for char in name):
        node.fail(f"found {describe(name)}, expected a name of at most {LONGEST_NAME} characters")


def _year(node: Node) -> None:
    _check_year(node.value, node)


def _check_year(year: object, node: Node) -> None:
    if not isinstance(year, int) or isinstance(year, bool) or not FIRST_YEAR <= year <= LAST_YEAR:
        node.fail(f"found {describe(year)}, expected a year")


def _years(node: Node) -> None:
    """Check a list of years, or a text such as `1998-2004, 2006`."""
    if isinstance(node.value, str):
        for part in node.value.split(","):
            match = _RANGE.fullmatch(part.strip())
            if match is None or not FIRST_YEAR <= int(match[1]) <= int(match[2] or match[1]) <= LAST_YEAR:
                node.fail(f"found {describe(node.value)}, expected years such as 1998-2004, 2006")
    elif isinstance(node.value, list) and node.value:
        for year in node.items():
            _year(year)
    else:
        node.fail(f"found {describe(node.value)}, expected years")


def _month(node: Node) -> None:
    month = node.value
    if isinstance(month, str) and _OTHER_MONTH.fullmatch(month):
        return
    if not isinstance(month, int) or isinstance(month, bool) or not 1 <= month <= 12:
        node.fail(f"found {describe(month)}, expected a month from 1 to 12, or YYYY-MM")


def _choice(*choices: str) -> _Check:
    return lambda node: node.choice(choices)


def _each(check: _Check) -> _Check:
    """Return a check of the items of a list."""
    return lambda node: [check(item) for item in node.items()]


def _values(check: _Check) -> _Check:
    """Return a check of the values of a mapping."""
    return lambda node: [check(value) for value in node.table().values()]


def _by_year(check: _Check, *, others: str | None = None) -> _Check:
    """Return a check of a mapping of years; a word may stand for the other years."""

    def by_year(node: Node) -> None:
        for year, value in node.mapping().items():
            if others is None or year != others:
                _check_year(year, value)
            check(value)

    return by_year


def _former(node: Node) -> None:
    for name, last in node.table().items():
        _check_name(name, last)
        _year(last)


def _joint(node: Node) -> None:
    node.fields({"name": _name, "with": _names, "years": _years}, required=("name", "with", "years"))


def _held(node: Node) -> None:
    node.fields(
        {
            "rule": _choice(*RULES),
            "since": _year,
            "years": _years,
            "except": _years,
            "also": _years,
            "sure_through": _year,
            "basis": _choice(*BASES),
        }
    )
    _require(node, "years" if node.value.get("rule", "years") == "years" else "since")


def _schemes(check: _Check) -> _Check:
    return lambda node: node.fields(dict.fromkeys(SCHEMES, check))


_names = _each(_name)
RECORD: Mapping[str, _Check] = {
    "name": _name,
    "full": _name,
    "kind": _choice(*KINDS),
    "parent": _text,
    "aliases": _names,
    "former": _former,
    "workshops": _names,
    "misspelt": _names,
    "apart": _names,
    "ambiguous": _names,
    "shared": _names,
    "joint": _each(_joint),
    "dblp": _text,
    "held": _held,
    "evidence": _values(_years),
    "months": _values(_by_year(_month, others="usual")),
    "ids": _schemes(_names),
    "editions": _schemes(_by_year(_name)),
    "notes": _text,
}
"""The keys of a venue, in the order in which files have them, each with the check of its value."""
