"""Strip fields off the ends of a piece until the title is left: dates, venues, names, remarks in brackets."""

from __future__ import annotations

import re

from awesomelint.document.abbreviations import is_abbreviation
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.name_styles import telling_names
from awesomelint.document.names import Names, read_names, sure_names
from awesomelint.document.persons import is_initialed_name, is_name
from awesomelint.document.pieces import Form, Piece, Role
from awesomelint.papers.venues import read_venue, read_year
from awesomelint.papers.venues.table import VenueTable
from awesomelint.startup import expression

_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec spr sum aut fal win".split())
_DATE = expression(
    r"(?:\d{1,2}[./ -])?(?:(?:19|20)\d\d|['’]\d\d)(?:\s*[./年-]\s*\d{1,2}(?:\s*[./月-]\s*\d{1,2})?)?[日月年]?"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|spring|summer|autumn|fall|winter)[a-z]*\.?,?\s*"
    r"(?:\d{1,2}(?:st|nd|rd|th)?,?\s*)?(?:(?:19|20)\d\d|['’]\d\d)"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:(?:19|20)\d\d|\d\d)|(?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?"
)
_BY = expression(r"\b(?:by|authors?:)\s+", re.IGNORECASE)
_LEADING_DATE = expression(r"((?:19|20)\d\d(?:[-./]\d{1,2}){0,2})\s*(?:[-–—|:,，]+\s*)")
_SEPARATOR = expression(
    r"(?:(?<!\s)\s++)?[,;，；]\s*|(?<!\s)\s++in\s+(?=[A-Z])|(?<=[a-z\d)\]])\.\s+(?=[A-Z\d]|arXiv\b|bioRxiv\b|medRxiv\b)"
)
_COMMAS = (",", ";", "，", "；")
_STOP_OR_IN = expression(r"[.\s](?:(?<=\.)\s|(?<=\s)in\s)")
"""Each `_SEPARATOR` holds one of these, which are found in a third of the time: most titles have none."""

_DATED_TAG = expression(r"(?:19|20)\d\d\s+\S+(?=\s)")
_TAIL_GROUP = expression(r"(?:(?<!\s)\s++)?[(（\[【]([^()（）\[\]【】]{1,120})[)）\]】]$")
_TAIL_YEAR = expression(
    r"(?:(?P<hard>[,.;，。]\s*|[-–—]\s+|(?<=[^\W\d]\s)[-–—])|(?<!\s)\s++)(?P<year>(?:19[5-9]|20[0-4])\d(?:[./-]\d{1,2}){0,2})$"
)
_PLACEHOLDER = expression(
    r"\W*+(?:(?:(?:authors?|title|venue) )?tb[acd]|coming soon|n[/.]?a\.?|nan|none|null|unknown"
    r"|to be (?:added|announced|continued|determined|updated)"
    r"|待(?:更新|补充|续)|(?:\W*+\b(?:conference|journal|venue|publisher|year|month|name)\b)+)\W*",
    re.IGNORECASE,
)
_TITLE_TO_COME = expression(
    r"\W*(?:(?:your|the) )?"
    r"(?:(?:paper|article|book|course|project|tool|resource|repo(?:sitory)?|dataset|model) )?(?:title|name)\W*",
    re.IGNORECASE,
)
_YEARS = expression(r"\d\s*[-–—]\s*(?:19|20)\d\d")
"""Years from one to another, which belong to the title: "A Theory of Fun (1990-2010)"."""
_ACRONYM = expression(r"(?=[A-Z][A-Za-z]*[A-Z])[A-Za-z]++")
_PART_OF_WORD = expression(r"[A-Za-z]+")
_RUNS_ON = frozenset("for of the a an and or with".split())
"""Words after which a title goes on: "A New Tool for FPGA Research, 1997" names no venue."""
_NO_FIELDS = frozenset({"by", "in", "and", "with", "or", "from", "at", "et al", "code", "&"})
_ET_AL = expression(r"(?:(?<!\s)\s++)?\bet\.? al\b\.?")
_WORDS_AND_YEAR = expression(r"[^\W\d_].*[\s,](?:19|20)\d\d")
_AND = expression(r"(?<!\s)\s++(?:and|&)\s+")
_CLOSING = ")]）】"
_LEADING_GROUP = expression(r"(?:[\[【]|\((?=\d))([^\[\]【】()]{2,40})[\]】)]\s*(?=\S)")
_SIGNS = (",", ";", "，", "；", ". ", " in ", ":")
_TAIL_NOISE = " \t\n,;.，。；:：-–—|·"
_VENUE_AT_END = expression(r"(?:(?<!\s)\s++)?[(（][^()（）]++[)）]$|,[^,]+(?:, *['’]?\d[\d/.-]*)?$")
WORDS_OF_A_TITLE = 3
"""With at least this many spaces, what is in front of a venue is believed to be a title."""

_SUFFIX = ".pdf"
"""What the title of a paper ends in where it is the name of a file."""

_MAX_TAIL = 150
"""Longest text after a comma, in code points, that is tried as a venue."""


def is_date(text: str) -> bool:
    """Return whether a text is a date or a year and nothing else."""
    text = text.lower()
    return (text[:1].isdigit() or text[:1] in "'’" or text[:3] in _MONTHS) and _DATE.fullmatch(text) is not None


def is_date_or_meeting(text: str, venues: VenueTable) -> bool:
    """Return whether a text is a date, or a meeting with its year, as headings of what is below are: "2019-06", "ICML 2020"."""
    mention = read_venue(text, venues)
    return is_date(text) or (
        mention is not None and mention.certain and mention.start == 0 and mention.year is not None
    )


def is_placeholder(text: str) -> bool:
    """Return whether a text only says that something is not known yet, "TBA", or is left from a template: "Conference, Year"."""
    return _PLACEHOLDER.fullmatch(text) is not None


def is_title_to_come(text: str) -> bool:
    """Return whether a text is what a template has for a title: "Paper title", "[Name]"."""
    return _TITLE_TO_COME.fullmatch(text) is not None


def ends_in_year(text: str) -> bool:
    """Return whether a text is words and a year behind them: "Some Venue 2021"."""
    return text[-4:].isdecimal() and _WORDS_AND_YEAR.fullmatch(text) is not None


def separators(text: str) -> list[re.Match[str]]:
    """Return the places where one field of a text may end and the next begin: commas, full stops, "in"."""
    if not (any(comma in text for comma in _COMMAS) or _STOP_OR_IN.search(text)):
        return []
    matches = _SEPARATOR.finditer(text)
    return [match for match in matches if match[0][0] != "." or not is_abbreviation(text, match.start())]


def ends_in_venue(text: str, venues: VenueTable) -> bool:
    """Return whether a known venue is but the end of a text, behind a title or names: "The Bugs of a System (ICSE'24)"."""
    match = _VENUE_AT_END.search(text) if text.count(" ") >= WORDS_OF_A_TITLE else None
    front = text[: match.start()].strip() if match is not None else ""
    if match is None or front.count(" ") < WORDS_OF_A_TITLE or read_venue(front, venues) is not None:
        return False
    mention = read_venue(match[0].strip(" ,(（"), venues)
    return mention is not None and mention.certain


def may_hold_fields(piece: Piece) -> bool:
    """Return whether anything may come off a piece: titles that end in a letter and have no comma in them are whole."""
    if piece.form is Form.PLAIN or piece.form is Form.ITALIC or piece.wrap:
        return True
    text = piece.text
    first, last = text[0], text[-1]
    is_edge = last in _CLOSING or last.isdigit() or first.isdigit() or first in "[【(" or text.endswith(_SUFFIX)
    return is_edge or any(sign in text for sign in _SIGNS)


def strip_fields(piece: Piece) -> list[Piece]:
    """Return a piece as parts: the fields at both of its ends, and the text between them."""
    text = piece.text
    start, end = 0, len(text)
    loose = piece.form is Form.PLAIN or piece.form is Form.ITALIC
    before, start = _strip_left(piece) if loose or piece.form is Form.BOLD else ([], 0)
    if not loose and text[0] in "[【(" and (tag := _LEADING_GROUP.match(text)) is not None:
        role = _role_of_tag(tag, piece.venues)
        if role is not None:
            before, start = [piece.part(tag.start(1), tag.end(1), role, wrap="[")], tag.end()
    if piece.wrap in {"[", "【", "(", "（"} and piece.form is not Form.LINK:
        bracketed = _split_bracketed(piece, start)
        if bracketed is not None:
            return bracketed
    after: list[Piece] = []
    while True:
        while end > start and text[end - 1] in _TAIL_NOISE:
            end -= 1
        stripped = _strip_right(piece, start, end, loose) if end > start else None
        if stripped is None:
            break
        field, end = stripped
        after.append(field)
    while start < end and text[start] in _TAIL_NOISE:
        start += 1
    rest: list[Piece] = []
    if end > start:
        if not before and not after:
            return [piece.having(role=_rest_role(piece, text))]
        rest = [piece.part(start, end, _rest_role(piece, text[start:end]), before=",")]
    parts = before + rest + after[::-1]
    return [parts[0].having(before=piece.before), *parts[1:]] if parts else []


def _role_of_tag(tag: re.Match[str], venues: VenueTable) -> Role | None:
    """Return what brackets in front of a title hold, `None` if they are a part of it."""
    if read_venue(tag[1], venues) is not None:
        return Role.VENUE
    if is_date(tag[1]):
        return Role.DATE
    is_said_again = tag.string.startswith(f"{tag[1]}:", tag.end())  # "[OwlNet] OwlNet: The Night Vision of Owls"
    return Role.NOISE if is_said_again else None


def _rest_role(piece: Piece, text: str) -> Role:
    """Return the role of the text that is left of a piece when nothing more comes off."""
    if not any(char.isalpha() for char in text):
        return Role.NOISE
    if piece.form is Form.PLAIN or (piece.link is not None and piece.before.strip() and not piece.wrap):
        if sure_names(text) is not None or (piece.wrap == "(" and is_initialed_name(text)):
            return Role.NAMES
        if text.lower() in _NO_FIELDS:
            return Role.NOISE
    return Role.TEXT


def _strip_left(piece: Piece) -> tuple[list[Piece], int]:
    """Strip a date off the front; return it, and where the rest begins."""
    text = piece.text
    if not text[:1].isdigit():
        return [], 0
    date = _LEADING_DATE.match(text)
    return ([piece.part(date.start(1), date.end(1), Role.DATE)], date.end()) if date else ([], 0)


def _split_bracketed(piece: Piece, start: int) -> list[Piece] | None:
    """Read what is in brackets as "venue, more": the longest beginning that is a venue or a date."""
    text = piece.text
    if (named := _names_and_more(piece, start)) is not None:
        return named
    for cut in reversed(
        [match.start() for match in separators(text) if match.start() >= start and match[0].strip() != "in"]
    ):
        head = text[start:cut]
        if read_venue(head, piece.venues) is not None:
            return [piece.part(start, cut, Role.VENUE), piece.part(cut, len(text), Role.NOISE)]
    if (known := _who_and_when(piece, start)) is not None:
        return known
    dated = _DATED_TAG.match(text, start)
    if dated and (venue := read_venue(dated[0], piece.venues)) is not None and venue.certain:
        return [piece.part(start, dated.end(), Role.VENUE), piece.part(dated.end(), len(text), Role.NOISE)]
    return None


def _who_and_when(piece: Piece, start: int) -> list[Piece] | None:
    """Read what is in brackets as "Berg et al., 2010", without a comma behind a full name only: "(Ada Berg 2010)"."""
    text = piece.text
    sign = "," if "," in text else " "
    head, _, tail = text.rpartition(sign)
    who = head[start:]
    if not who or not is_date(tail.strip()):
        return None
    if sign == " " and not (is_full_name(who) and is_name(who)):
        return None
    names = read_names(who)
    are_several = names is not None and not names.strange and (names.et_al or len(names.names) > 1)
    role = Role.NAMES if are_several else _rest_role(piece, who.strip())
    date = len(text) - len(tail.lstrip())
    return [piece.part(start, len(head), role), piece.part(date, len(text), Role.DATE, before=",")]


def _names_and_more(piece: Piece, start: int) -> list[Piece] | None:
    """Read names, a date and more in brackets: "(A. Berg et al., Sep. 2016, Some Institute)"."""
    text = piece.text
    names = telling_names(text, start)
    if names is None or not text[names.end :].lstrip(".").startswith(","):
        return None
    if not any("." in name.text for name in names.names):
        return None
    parts = [piece.part(names.names[0].start, names.end, Role.NAMES)]
    at = text.index(",", names.end) + 1
    while at < len(text):
        end = text.find(",", at)
        end = len(text) if end < 0 else end
        segment = text[at:end].strip(" .")
        first = at + len(text[at:end]) - len(text[at:end].lstrip())
        if segment:
            is_venue = not is_date(segment) and read_venue(segment, piece.venues) is not None
            role = Role.DATE if is_date(segment) else Role.VENUE if is_venue else Role.NOISE
            parts.append(piece.part(first, first + len(segment), role, before=","))
        at = end + 1
    return parts


def _strip_right(piece: Piece, start: int, end: int, loose: bool) -> tuple[Piece, int] | None:
    """Strip one field off the right end of a range; return it and where the rest ends, `None` if nothing more comes off."""
    body = piece.text[start:end]

    def field(first: int, last: int, role: Role, cut: int, wrap: str | None = None) -> tuple[Piece, int]:
        return piece.part(start + first, start + last, role, wrap=wrap, before=","), start + cut

    group = _TAIL_GROUP.search(body) if body[-1] in _CLOSING else None
    if group:
        role = _group_role(group[1], piece.venues)
        if role is None or (loose and group.start() == 0):
            return None
        if not piece.before.strip() and is_acronym_of(group[1], body[: group.start()]):
            return None
        return field(group.start(1), group.end(1), role, group.start(), "(")
    if body.endswith(_SUFFIX) and " " in body:
        return field(len(body) - len("pdf"), len(body), Role.NOISE, len(body) - len(_SUFFIX))
    commas = separators(body)
    for match in commas[-5:]:
        tail = body[match.end() :]
        mention = read_venue(tail, piece.venues) if len(tail) <= _MAX_TAIL else None
        if mention is not None and (mention.certain or mention.year is not None):
            if ends_in_venue(tail, piece.venues) or (", and " in f", {tail}" and mention.year is None):
                continue
            return field(match.end(), len(body), Role.VENUE, match.start())
    year = _TAIL_YEAR.search(body) if body[-1].isdigit() else None
    if year and year.start() > 0 and (year["hard"] or (loose and len(body[: year.start()].split()) >= 3)):
        venue_start = _venue_before_year(body, year, piece.venues)
        if venue_start is not None:
            return field(venue_start, len(body), Role.VENUE, venue_start)
        return field(*year.span("year"), Role.DATE, year.start())
    if not loose:
        return None
    by = _by_at_end(body, is_dated=not piece.before and end < len(piece.text))
    if by is not None:
        named = piece.part(start + by.end(), end, Role.NAMES, before="by")
        return named, start + by.start()
    names = _names_at_end(body, commas)
    return field(names[0], len(body), Role.NAMES, names[1]) if names is not None else None


def _by_at_end(body: str, *, is_dated: bool) -> re.Match[str] | None:
    """Return the last "by" or "authors:", if persons are after it."""
    lowered = body.lower()
    matches = list(_BY.finditer(body)) if "by" in lowered or "author" in lowered else []
    if not matches:
        return None
    by = matches[-1]
    if by.end() == len(body) or not (by.start() == 0 or body[by.start() - 1] in " ,.;:"):
        return None
    names = read_names(body[by.end() :])
    before = body[: by.start()].strip()
    opens = not before.strip(">)]}*_")
    set_off = opens or before[-1] in ",.;:>)"
    if names is None or names.strange > 1 or names.names[0].start > 2:
        return None
    return by if _is_full(names, opens, set_off, (is_dated or before[-1:] == ",") and _is_sentence(before)) else None


def _is_sentence(text: str) -> bool:
    """Return whether a title is written in lower case but for its first word."""
    words = [word for word in text.split()[1:] if len(word) > 3]
    return len(words) > 1 and all(word.islower() for word in words)


def _is_full(names: Names, opens: bool, set_off: bool, is_sentence: bool) -> bool:
    """Return whether names after "by" are persons; a lone name counts where "by" opens the piece or an initial shows.

    So does one between a title without capitals and a date: "Deep learning for owls by Ada Berg, 2019".

    In the middle of a sentence, all have to be full names: "Detection by Shrinking and Deleting Rows" has no authors.
    """
    if names.et_al:
        return True
    if len(names.names) > 1:
        return set_off or all(" " in name.text or "." in name.text or not name.text.isascii() for name in names.names)
    words = names.names[0].text.split()
    is_plain = opens or is_sentence or any(len(word.strip(".")) == 1 for word in words)
    return 2 <= len(words) <= 4 and is_plain


def _venue_before_year(body: str, year: re.Match[str], venues: VenueTable) -> int | None:
    """Return where a venue begins that is, without a comma, between the title and its year ("Title ICML 2020")."""
    words = list(re.finditer(r"\S+", body[: year.start()]))
    for count in (4, 3, 2, 1):
        if len(words) > count:
            start = words[-count].start()
            mention = read_venue(body[start:], venues)
            if mention is not None and mention.certain and mention.start == 0:
                return None if words[-count - 1][0] in _RUNS_ON else start
    return None


def is_acronym_of(text: str, title: str) -> bool:
    """Return whether a text is the acronym of a title: "Generative Adversarial Nets (GANs)"."""
    capitals = [char for char in text if char.isupper()] if _ACRONYM.fullmatch(text) else []
    initials = iter(word[0].upper() for word in _PART_OF_WORD.findall(title))
    return bool(capitals) and all(letter in initials for letter in capitals)


def _group_role(text: str, venues: VenueTable) -> Role | None:
    if is_date(text.strip()):
        return Role.DATE
    if read_venue(text, venues) is not None:
        return Role.VENUE
    if label_kind(text) is not None:
        return Role.LABEL
    if read_year(text) and len(text.split()) <= 4 and not _YEARS.search(text):
        return Role.DATE
    return None


def is_full_name(text: str) -> bool:
    """Return whether the name of a person has two words at least, the first and the last of them capitalised."""
    words = text.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()


def _names_at_end(body: str, commas: list[re.Match[str]]) -> tuple[int, int] | None:
    """Return where the names at the end of a comma-separated citation begin, and where what is before them ends."""
    first: re.Match[str] | None = None
    right = len(body)
    for match in reversed(commas):
        segment = body[match.end() : right].strip()
        cleaned = _ET_AL.sub("", segment).removeprefix("and ").strip()
        if match[0].strip() == "in" or (cleaned and not all(is_name(part) for part in _AND.split(cleaned))):
            break
        first, right = match, match.start()
    names = read_names(body[first.end() :]) if first is not None else None
    if first is None or names is None or not (names.is_sure or names.et_al):
        return None
    if is_name(body[: first.start()].strip(_TAIL_NOISE)):
        return 0, 0
    _, colon, listed = body[: first.start()].rpartition(":")
    if colon and is_name(listed.strip()):  # "Owls: Vision, Flight, Voices"
        return None
    return first.end(), first.start()
