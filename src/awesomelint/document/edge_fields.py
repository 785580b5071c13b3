"""Cut fields off the ends of a piece until the title is left: dates, venues, names, remarks."""

from __future__ import annotations

import re

from awesomelint.document.link_kinds import label_kind
from awesomelint.document.names import Names, is_initialed_name, is_name, read_names, sure_names
from awesomelint.document.pieces import Form, Piece, Role
from awesomelint.expressions import expression
from awesomelint.papers.venues import read_venue, read_year
from awesomelint.papers.venues.table import VenueTable

_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
_DATE = expression(
    r"(?:\d{1,2}[./ -])?(?:(?:19|20)\d\d|['’]\d\d)(?:\s*[./年-]\s*\d{1,2}(?:\s*[./月-]\s*\d{1,2})?)?[日月]?"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?,?\s*"
    r"(?:\d{1,2}(?:st|nd|rd|th)?,?\s*)?(?:(?:19|20)\d\d|['’]\d\d)"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:(?:19|20)\d\d|\d\d)|(?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?",
)


_BY = expression(r"\b(?:by|authors?:)\s+", re.IGNORECASE)


_LEADING_DATE = expression(r"((?:19|20)\d\d(?:[-./]\d{1,2}){0,2})\s*(?:[-–—|:,]+\s*)")


_LEADING_TAG = expression(r"((?:19|20)\d\d\s*[-–—]+\s*[^-–—]{2,40}?)\s+[-–—]+\s+")


COMMA = expression(r"\s*[,;，；]\s*|\s+in\s+(?=[A-Z])|(?<=[a-z\d)\]])\.\s+(?=[A-Z\d]|arXiv\b|bioRxiv\b|medRxiv\b)")
_MAY_BE_COMMA = expression(r"[,;，；]|\.\s|\sin\s")
"""What each `COMMA` holds, found in a third of the time: most titles have none."""


_DATED_TAG = expression(r"(?:19|20)\d\d\s+\S+(?=\s)")
_TAIL_GROUP = expression(r"\s*[(（\[【]([^()（）\[\]【】]{1,120})[)）\]】]$")


_TAIL_YEAR = expression(
    r"(?:(?P<hard>[,.;，。]\s*|[-–—]\s+|(?<=[^\W\d]\s)[-–—])|\s+)(?P<year>(?:19[5-9]|20[0-4])\d(?:[./-]\d{1,2}){0,2})$"
)


_RUNS_ON = frozenset("for of the a an and or with".split())
"""Words behind which a title goes on: "A New Tool for FPGA Research, 1997" names no venue."""


_CLOSING = ")]）】"
_LEADING_GROUP = expression(r"[\[【]([^\[\]【】]{2,40})[\]】]\s*(?=\S)")


_SIGNS = (",", ";", "，", "；", ". ", " in ", ":")
_TAIL_NOISE = " \t\n,;.，。；:：-–—|·"


def is_date(text: str) -> bool:
    """Tell whether a text is a date or a year and nothing else."""
    text = text.lower()
    return (text[:1].isdigit() or text[:1] in "'’" or text[:3] in _MONTHS) and _DATE.fullmatch(text) is not None


def cuts_of(text: str) -> list[re.Match[str]]:
    """Return the places where a text may be cut."""
    return list(COMMA.finditer(text)) if _MAY_BE_COMMA.search(text) else []


def can_be_peeled(piece: Piece) -> bool:
    """Tell whether anything may come off a piece: titles that end in a letter and have no comma in them are whole."""
    if piece.form is Form.PLAIN or piece.form is Form.ITALIC or piece.wrap:
        return True
    text = piece.text
    last = text[-1]
    return (
        last in _CLOSING
        or last.isdigit()
        or text[0].isdigit()
        or text[0] in "[【"
        or any(sign in text for sign in _SIGNS)
    )


def peel(piece: Piece) -> list[Piece]:
    """Cut fields off both ends of a piece until text remains."""
    text = piece.text
    start, end = 0, len(text)
    loose = piece.form is Form.PLAIN or piece.form is Form.ITALIC
    before: list[Piece] = []
    after: list[Piece] = []
    if loose or piece.form is Form.BOLD:
        start = _peel_left(piece, before)
    elif (
        text[:1] in {"[", "【"} and (tag := _LEADING_GROUP.match(text)) and read_venue(tag[1], piece.venues) is not None
    ):
        before.append(piece.part(tag.start(1), tag.end(1), Role.VENUE))
        before[0].wrap = "["
        start = tag.end()
    if piece.wrap in {"[", "【", "(", "（"} and piece.form is not Form.LINK:
        taken = _tag(piece, start)
        if taken is not None:
            return taken
    while end > start:
        while end > start and text[end - 1] in _TAIL_NOISE:
            end -= 1
        cut = _peel_right(piece, start, end, after, loose)
        if cut is None:
            break
        end = cut
    rest: list[Piece] = []
    while start < end and text[start] in _TAIL_NOISE:
        start += 1
    if end > start:
        if not before and not after:
            piece.role = rest_role(piece)
            return [piece]
        rest = [piece.part(start, end, Role.TEXT)]
        rest[0].role = rest_role(rest[0])
    taken = before + rest + after[::-1]
    if taken:
        taken[0].before = piece.before
        for part in taken[1:]:
            part.before = part.before or ","
    return taken


def rest_role(piece: Piece) -> Role:
    """Return the role of what is left of a piece when nothing more comes off."""
    text = piece.text
    if not any(char.isalpha() for char in text):
        return Role.NOISE
    if piece.form is Form.PLAIN:
        if sure_names(text) is not None or (piece.wrap == "(" and is_initialed_name(text)):
            return Role.NAMES
        if text.lower() in {"by", "in", "and", "with", "or", "from", "at", "et al", "code", "&"}:
            return Role.NOISE
    return Role.TEXT


def _peel_left(piece: Piece, before: list[Piece]) -> int:
    text = piece.text
    start = 0
    if not text[:1].isdigit():
        return start
    tag = _LEADING_TAG.match(text, start)
    if tag and read_venue(tag[1], piece.venues) is not None:
        before.append(piece.part(tag.start(1), tag.end(1), Role.VENUE))
        return tag.end()
    date = _LEADING_DATE.match(text, start)
    if date:
        before.append(piece.part(date.start(1), date.end(1), Role.DATE))
        start = date.end()
    return start


def _tag(piece: Piece, start: int) -> list[Piece] | None:
    """Read what stands in brackets as "venue, more": the longest beginning that is a venue or a date."""
    text = piece.text
    cuts = [match.start() for match in COMMA.finditer(text, start)]
    for cut in [*reversed(cuts)]:
        head = text[start:cut]
        if is_date(head.strip()):
            rest = piece.part(cut + 1, len(text), Role.NOISE)
            venue = read_venue(rest.text, piece.venues)
            if venue is not None:
                rest.role = Role.VENUE
            return [piece.part(start, cut, Role.DATE), rest]
        venue = read_venue(head, piece.venues)
        if venue is not None:
            return [piece.part(start, cut, Role.VENUE), piece.part(cut, len(text), Role.NOISE)]
    dated = _DATED_TAG.match(text, start)
    if dated and (venue := read_venue(dated[0], piece.venues)) is not None and venue.certain:
        return [piece.part(start, dated.end(), Role.VENUE), piece.part(dated.end(), len(text), Role.NOISE)]
    return None


def _peel_right(piece: Piece, start: int, end: int, after: list[Piece], loose: bool) -> int | None:
    """Cut one field off the right end of the range; returns where it began, or `None` if nothing more comes off."""
    text = piece.text
    body = text[start:end]
    last = body[-1]
    group = _TAIL_GROUP.search(body) if last in _CLOSING else None
    if group:
        inner = piece.part(start + group.start(1), start + group.end(1), Role.NOISE)
        role = _group_role(inner.text, piece.venues)
        if role is None:
            return None
        if group.start() == 0:
            return None
        inner.role, inner.wrap = role, "("
        after.append(inner)
        return start + group.start()
    cuts = cuts_of(body)
    venue_cut = None
    for match in cuts[-5:]:
        tail = body[match.end() :]
        if len(tail) > 150:
            continue
        mention = read_venue(tail, piece.venues)
        if mention is not None and (mention.certain or mention.year is not None):
            venue_cut = match
            break
    if venue_cut is not None:
        after.append(piece.part(start + venue_cut.end(), end, Role.VENUE))
        return start + venue_cut.start()
    year = _TAIL_YEAR.search(body) if last.isdigit() else None
    if year and year.start() > 0 and (year["hard"] or (loose and len(body[: year.start()].split()) >= 3)):
        spaced = _venue_before_year(body, year, piece.venues)
        if spaced is not None:
            after.append(piece.part(start + spaced, end, Role.VENUE))
            return start + spaced
        after.append(piece.part(start + year.start("year"), start + year.end("year"), Role.DATE))
        return start + year.start()
    if not loose:
        return None
    lowered = body.lower()
    by = _last(_BY, body) if "by" in lowered or "author" in lowered else None
    if by is not None and (by.start() == 0 or body[by.start() - 1] in " ,.;:") and by.end() < len(body):
        names = read_names(body[by.end() :])
        before_by = body[: by.start()].strip()
        opens = not before_by.strip(">)]}*_")
        set_off = opens or before_by[-1] in ",.;:>)"
        if names is not None and names.strange <= 1 and names.names[0].start <= 2 and _is_full(names, opens, set_off):
            named = piece.part(start + by.end(), end, Role.NAMES)
            named.before = "by"
            after.append(named)
            return start + by.start()
    return _peel_names(piece, start, end, cuts, after)


def _is_full(names: Names, opens: bool, set_off: bool) -> bool:
    """Tell whether names behind "by" are persons; a lone name counts where "by" opens the piece or an initial shows.

    In the middle of a sentence, all have to be full names: "Detection by Shrinking and Deleting Rows" has no authors.
    """
    if names.et_al:
        return True
    if len(names.names) > 1:
        return set_off or all(" " in name.text or "." in name.text or not name.text.isascii() for name in names.names)
    words = names.names[0].text.split()
    return 2 <= len(words) <= 4 and (opens or any(len(word.strip(".")) == 1 for word in words))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


def _venue_before_year(body: str, year: re.Match[str], venues: VenueTable) -> int | None:
    """Return where a venue begins that stands, without a comma, between the title and its year ("Title ICML 2020")."""
    words = list(re.finditer(r"\S+", body[: year.start()]))
    for count in (4, 3, 2, 1):
        if len(words) > count:
            start = words[-count].start()
            mention = read_venue(body[start:], venues)
            if mention is not None and mention.certain and mention.start == 0:
                return None if words[-count - 1][0] in _RUNS_ON else start
    return None


def _group_role(text: str, venues: VenueTable) -> Role | None:
    if is_date(text.strip()):
        return Role.DATE
    if read_venue(text, venues) is not None:
        return Role.VENUE
    if label_kind(text) is not None:
        return Role.LABEL
    if read_year(text) and len(text.split()) <= 4:
        return Role.DATE
    return None


def _peel_names(piece: Piece, start: int, end: int, cuts: list[re.Match[str]], after: list[Piece]) -> int | None:
    """Cut off a list of names at the end of a comma-separated citation."""
    body = piece.text[start:end]
    first: int | None = None
    right = len(body)
    for match in reversed(cuts):
        segment = body[match.end() : right].strip()
        cleaned = re.sub(r"\s*\bet\.? al\b\.?", "", segment).removeprefix("and ").strip()
        if cleaned and not all(is_name(part) for part in re.split(r"\s+(?:and|&)\s+", cleaned)):
            break
        first = match.start()
        right = match.start()
    if first is None:
        return None
    tail_start = next(match.end() for match in cuts if match.start() == first)
    names = read_names(body[tail_start:])
    if names is None or not (names.is_sure or names.et_al):
        return None
    if is_name(body[:first].strip(_TAIL_NOISE)):
        after.append(piece.part(start, end, Role.NAMES))
        return start
    after.append(piece.part(start + tail_start, end, Role.NAMES))
    return start + first
