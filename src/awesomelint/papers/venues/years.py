"""Years in the text of a venue: `2021`, `'21`, `CVPR21`, `Nov. 2021`."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.names import NameIndex, venue_key

_MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_DIGIT = expression(r"\d")
YEAR = expression(r"(?<!\d)(?<![\d][./-])(19[5-9]\d|20[0-4]\d)(?!\d)")
_APOSTROPHES = "'’‘`´"
_SHORT_YEAR = expression(rf"[{_APOSTROPHES}]\s?(\d\d)(?!\d)")
_GLUED_YEAR = expression(r"(?<=[A-Za-z])[- ]?((?:19|20)\d\d|\d\d)(?!\d)")
_LEADING_YEAR = expression(r"(\d\d)-(?=[A-Z]\w*[A-Z])")
_BEFORE_GLUED = expression(r"[A-Za-z&/+.-]+(?: [A-Za-z&/+.-]+){0,3}$")
_DATE = expression(
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s+)?\b{_MONTH}\s*(?:\d{{1,2}}(?:st|nd|rd|th)?)?,?\s*(?=(?:19|20)\d\d|$|['’])"
    rf"|(?<=\d\d\d\d)[-./](?:0?[1-9]|1[0-2])(?:[-./]\d{{1,2}})?(?!\d)",
    re.IGNORECASE,
)
_CENTURY_TURNS = 50
"""Two digits below this are years of this century."""


class Dated(NamedTuple):
    """A text with its dates blanked out, the year that it named, and the range of that year's digits."""

    text: str
    year: int | None
    span: tuple[int, int] | None


def read_year(text: str) -> int | None:
    """Return the year that a text names: `2021`, `2021.3`, `'21`; the last one if there are several."""
    years = YEAR.findall(text)
    if years:
        return int(years[-1])
    short = _SHORT_YEAR.search(text)
    return _full_year(short[1]) if short else None


def without_year(text: str, names: NameIndex) -> Dated:
    """Blank out dates and years; digits that are glued to a word are a year only behind one of the names."""
    has_digits = _DIGIT.search(text) is not None
    lowered = text.lower()
    if (has_digits and any(sign in text for sign in "-./")) or any(month in lowered for month in _MONTHS):
        text = _DATE.sub(_blank, text)
    if not has_digits:
        return Dated(text, None, None)
    chosen: re.Match[str] | None = None
    for pattern in (YEAR, _SHORT_YEAR) if any(sign in text for sign in _APOSTROPHES) else (YEAR,):
        found = list(pattern.finditer(text))
        if found:
            chosen = chosen or found[-1]
            text = pattern.sub(_blank, text)
    if chosen is None and (glued := _GLUED_YEAR.search(text)) and _follows_name(text, glued, names):
        chosen = glued
        text = text[: glued.start()] + _blank(glued) + text[glued.end() :]
    if chosen is None and (leading := _LEADING_YEAR.match(text)):
        chosen = leading
        text = _blank(leading) + text[leading.end() :]
    return Dated(text, None, None) if chosen is None else Dated(text, _full_year(chosen[1]), chosen.span(1))


def _full_year(digits: str) -> int:
    value = int(digits)
    if value > 99:
        return value
    return (2000 if value < _CENTURY_TURNS else 1900) + value


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _follows_name(text: str, match: re.Match[str], names: NameIndex) -> bool:
    before = _BEFORE_GLUED.search(text, 0, match.start())
    if before is None:
        return False
    words = before[0].split(" ")
    keys = (venue_key(" ".join(words[index:])) for index in range(len(words)))
    return any(key in names.strong or key in names.weak for key in keys)
