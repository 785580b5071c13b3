"""The year of an entry as a number."""

from __future__ import annotations

from awesomelint.document.model import Field
from awesomelint.expressions import expression

_FOUR_DIGITS = expression(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_TWO_DIGITS = expression(r"(?<!\d)\d\d(?!\d)")
_CENTURY_TURN = 50


def year_number(field: Field | None) -> int | None:
    """Return the year that a field names: `2021`, `'21`, `2021.06`."""
    if field is None:
        return None
    if match := _FOUR_DIGITS.search(field.value):
        return int(match[0])
    if match := _TWO_DIGITS.search(field.value):
        short = int(match[0])
        return short + (2000 if short < _CENTURY_TURN else 1900)
    return None
