"""What `rules/data/venues.yaml` and the venues of a user's own may say, and where they say it wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, NoReturn

from awesomelint.errors import ConfigError, did_you_mean

Keys = tuple[str | int, ...]

KINDS = ("conference", "workshop", "journal", "findings", "preprint", "report")
RULES = ("annual", "biennial-even", "biennial-odd", "years", "journal")
BASES = ("sourced", "mixed", "knowledge")
SCHEMES = ("acl", "cvf", "doi", "pmlr", "usenix")
"""Schemes of identifiers that tell a venue."""
FIRST_YEAR, LAST_YEAR = 1600, 2100
LONGEST_NAME = 200

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RANGE = re.compile(r"(\d{4})(?:-(\d{4}))?")
_OTHER_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


class VenueError(ConfigError):
    """A venue says something that has no meaning: `said`. `keys` is the way to it, from the outside in.

    `is_about_key` tells that the last key is wrong, or lacks something, rather than the value under it.
    """

    def __init__(self, said: str, keys: Keys, *, is_about_key: bool = False):
        super().__init__(f"{'.'.join(map(str, keys))}: {said}" if keys else said)
        self.said = said
        self.keys = keys
        self.is_about_key = is_about_key


def check_venues(venues: object, *, known: Collection[str] = ()) -> Mapping[str, Mapping[str, Any]]:
    """Return records that obey the schema. Records of `known` venues may leave out what they do not change.

    Raises `VenueError` for the first value that does not obey.
    """
    for key, record in _mapping(venues, ()).items():
        if not _KEY.fullmatch(key):
            _fail(
                f"a venue's key is lower-case words joined by hyphens, found {_shown(key)}", (key,), is_about_key=True
            )
        entries = _mapping(record, (key,), RECORD)
        for required in () if key in known else ("name", "kind"):
            if required not in entries:
                _fail(f'the key "{required}" is missing', (key,), is_about_key=True)
        for field, value in entries.items():
            RECORD[field](value, (key, field))
    assert isinstance(venues, Mapping)
    return venues


def _fail(message: str, keys: Keys, *, is_about_key: bool = False) -> NoReturn:
    raise VenueError(message, keys, is_about_key=is_about_key)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'"{value[:60]}"'
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, list) else "nothing" if value is None else str(value)


def _mapping(value: object, keys: Keys, known: Collection[str] | None = None) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        _fail(f"found {_shown(value)}, expected a mapping", keys)
    for key in value:
        if not isinstance(key, str):
            _fail(f"a key must be text, found {_shown(key)}", (*keys, str(key)), is_about_key=True)
        if known is not None and key not in known:
            _fail(f'unknown key "{key[:60]}"{did_you_mean(key, known)}', (*keys, key), is_about_key=True)
    return value


def _text(value: object, keys: Keys) -> None:
    if not isinstance(value, str) or not value.strip():
        _fail(f"found {_shown(value)}, expected text", keys)


def _name(value: object, keys: Keys) -> None:
    _text(value, keys)
    if len(str(value)) > LONGEST_NAME or not any(char.isalnum() for char in str(value)):
        _fail(f"found {_shown(value)}, expected a name of at most {LONGEST_NAME} characters", keys)


def _names(value: object, keys: Keys) -> None:
    if not isinstance(value, list):
        _fail(f"found {_shown(value)}, expected a list of names", keys)
    for index, name in enumerate(value):
        _name(name, (*keys, index))


def _choice(*choices: str) -> Callable[[object, Keys], None]:
    def check(value: object, keys: Keys) -> None:
        if value not in choices:
            hint = did_you_mean(value, choices) if isinstance(value, str) else ""
            _fail(f"found {_shown(value)}, expected one of {', '.join(choices)}{hint}", keys)

    return check


def _year(value: object, keys: Keys) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not FIRST_YEAR <= value <= LAST_YEAR:
        _fail(f"found {_shown(value)}, expected a year", keys)


def _years(value: object, keys: Keys) -> None:
    if isinstance(value, str):
        for part in value.split(","):
            found = _RANGE.fullmatch(part.strip())
            if found is None or not FIRST_YEAR <= int(found[1]) <= int(found[2] or found[1]) <= LAST_YEAR:
                _fail(f"found {_shown(value)}, expected years such as 1998-2004, 2006", keys)
        return
    if not isinstance(value, list) or not value:
        _fail(f"found {_shown(value)}, expected years", keys)
    for index, year in enumerate(value):
        _year(year, (*keys, index))


def _former(value: object, keys: Keys) -> None:
    for name, last in _mapping(value, keys).items():
        _name(name, (*keys, name))
        _year(last, (*keys, name))


def _joint(value: object, keys: Keys) -> None:
    if not isinstance(value, list):
        _fail(f"found {_shown(value)}, expected a list of joint meetings", keys)
    for index, meeting in enumerate(value):
        here = (*keys, index)
        entries = _mapping(meeting, here, ("name", "with", "years"))
        for required, check in (("name", _name), ("with", _names), ("years", _years)):
            if required not in entries:
                _fail(f'the key "{required}" is missing', here)
            check(entries[required], (*here, required))


def _held(value: object, keys: Keys) -> None:
    entries = _mapping(value, keys, _HELD)
    for key, part in entries.items():
        _HELD[key](part, (*keys, key))
    rule = entries.get("rule", "years")
    if rule == "years" and "years" not in entries:
        _fail('the key "years" is missing', keys, is_about_key=True)
    if rule != "years" and "since" not in entries:
        _fail('the key "since" is missing', keys, is_about_key=True)


def _month(value: object, keys: Keys) -> None:
    if isinstance(value, str) and _OTHER_MONTH.fullmatch(value):
        return
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 12:
        _fail(f"found {_shown(value)}, expected a month from 1 to 12, or YYYY-MM", keys)


def _months(value: object, keys: Keys) -> None:
    if not isinstance(value, Mapping):
        _fail(f"found {_shown(value)}, expected a mapping of sources", keys)
    for source, months in value.items():
        if not isinstance(months, Mapping):
            _fail(f"found {_shown(months)}, expected a mapping of years to months", (*keys, source))
        for year, month in months.items():
            if year != "usual":
                _year(year, (*keys, source, year))
            _month(month, (*keys, source, year))


def _ids(value: object, keys: Keys) -> None:
    for scheme, codes in _mapping(value, keys, SCHEMES).items():
        _names(codes, (*keys, scheme))


def _editions(value: object, keys: Keys) -> None:
    for scheme, codes in _mapping(value, keys, SCHEMES).items():
        if not isinstance(codes, Mapping):
            _fail(f"found {_shown(codes)}, expected a mapping of years", (*keys, scheme))
        for year, code in codes.items():
            _year(year, (*keys, scheme, year))
            _name(code, (*keys, scheme, year))


def _evidence(value: object, keys: Keys) -> None:
    for source, years in _mapping(value, keys).items():
        _years(years, (*keys, source))


_HELD: Mapping[str, Callable[[object, Keys], None]] = {
    "rule": _choice(*RULES),
    "since": _year,
    "years": _years,
    "except": _years,
    "also": _years,
    "sure_through": _year,
    "basis": _choice(*BASES),
}

RECORD: Mapping[str, Callable[[object, Keys], None]] = {
    "name": _name,
    "full": _name,
    "kind": _choice(*KINDS),
    "parent": _text,
    "aliases": _names,
    "former": _former,
    "workshops": _names,
    "misspelt": _names,
    "ambiguous": _names,
    "shared": _names,
    "joint": _joint,
    "dblp": _text,
    "held": _held,
    "evidence": _evidence,
    "months": _months,
    "ids": _ids,
    "editions": _editions,
    "notes": _text,
}
"""The keys of a venue, in the order in which files have them, each with the check of its value."""
