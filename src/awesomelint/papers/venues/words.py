"""The known names in a text, and the words that are left: what `reading` makes sense of."""

from __future__ import annotations

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.names import WORD, NameIndex
from awesomelint.papers.venues.table import VenueTable

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
