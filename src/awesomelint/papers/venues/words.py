"""Years and known names in the text of a venue, and the words that are left."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.names import WORD, NameIndex, venue_key
from awesomelint.papers.venues.table import VenueTable

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


#| The known names in a text, and the words that are left: what `reading` makes sense of.

_LONGEST_NAME = 16
"""Words of the longest name that is looked for."""
_PREPOSITIONS = frozenset("at by for in of on to".split())
_GLUED_NUMBER = expression(r"([a-z&*+]{2,})\d[\d.]*")


class Word(NamedTuple):
    """A word in lower case, and where it stands."""

    text: str
    start: int
    end: int


class Hit(NamedTuple):
    """A known name in a text: the venue's key, the range of the name, whether it is also an ordinary word.

    `is_workshop` tells that it is the name of a conference's workshops, such as CVPRW.
    """

    key: str
    start: int
    end: int
    is_weak: bool
    is_workshop: bool


class Found(NamedTuple):
    """The names in a text in order, and the words that belong to none."""

    hits: list[Hit]
    rest: list[Word]


def find_names(text: str, gap: tuple[int, int] | None, table: VenueTable) -> Found:
    """Return the longest known names in a text; none reaches over the `gap`, from which a year was taken.

    Findings and workshops are left to their conference: "Findings of ACL" and "ACL Workshop" have the name ACL.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter such as İ, whose places would not be those of the text
        lowered = text
    words = [Word(match[0], match.start(), match.end()) for match in WORD.finditer(lowered)]
    found = Found([], [])
    at = 0
    while at < len(words):
        hit, size = _longest(words, at, gap, table)
        if hit is None:
            found.rest.append(words[at])
        else:
            found.hits.append(hit)
        at += size
    return found


def _longest(words: list[Word], at: int, gap: tuple[int, int] | None, table: VenueTable) -> tuple[Hit | None, int]:
    index = table.index
    start = words[at].start
    longest = 1 if words[at].text in _PREPOSITIONS else min(_LONGEST_NAME, len(words) - at)
    for size in range(longest, 0, -1):
        last = words[at + size - 1]
        if gap is not None and start < gap[0] < last.start:
            continue
        key = "".join(word.text for word in words[at : at + size])
        venue, is_weak = _lookup(key, index, is_long=size > 1)
        if venue is not None and table.records[venue]["kind"] != "findings" and _is_whole(words, at, at + size):
            return Hit(venue, start, last.end, is_weak, key in index.workshops), size
    glued = _GLUED_NUMBER.fullmatch(words[at].text)
    if glued is not None:
        venue, is_weak = _lookup(glued[1], index, is_long=False)
        if venue is not None:
            return Hit(venue, start, start + glued.end(1), is_weak, glued[1] in index.workshops), 1
    return None, 1


def _is_whole(words: list[Word], at: int, end: int) -> bool:
    """Tell whether a name is more than a part: not "ACL Workshop", nor the Proceedings of the IEEE Conference on something."""
    if words[at].text == "proceedings" and end < len(words):
        return words[end].start > words[end - 1].end + 1 or words[end].text.isdigit()
    return end - at == 1 or words[end - 1].text != "workshop"


def _lookup(key: str, index: NameIndex, *, is_long: bool) -> tuple[str | None, bool]:
    if key in index.shared:
        return None, False
    if key in index.strong:
        return index.strong[key], False
    if key in index.weak:
        return index.weak[key], True
    return (index.stems.get(key) if is_long else None), False
