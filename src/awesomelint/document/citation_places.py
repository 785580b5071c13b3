"""Read where and when a paper came out from a citation: what is behind the title.

A place is a venue, perhaps behind "in" and editors, up to the first detail: a volume, pages, an identifier, a year. It is sure if
the table of venues knows it or its form says so; a publisher at its place counts as a venue.
"""

from __future__ import annotations

import re

from awesomelint.document.abbreviations import is_abbreviation
from awesomelint.document.name_styles import telling_names
from awesomelint.document.persons import UPPER
from awesomelint.document.pieces import BRACKETS
from awesomelint.papers.venues import read_venue
from awesomelint.papers.venues.table import VenueTable
from awesomelint.startup import NamedTuple, expression

WORDS_OF_A_VENUE = 20
"""Words of the longest text that is believed to name a venue."""

YEAR = r"(?:1[89]|20)\d\d"
EDITORS = r"(?:[Ee]d(?:itor)?s?|[Hh]rsg|[Cc](?:oord|omp)s?)"
REMARK = r"(?:with an? [^()]{1,80}|accepted|in press|to appear|forthcoming|in review|submitted)"
"""What may be in parentheses in front of a title."""
KIND = r"(?:(?<!\s)\s++)?\[(?:[JCMDRNPSZA]|[A-Z]{1,2}/OL|DB/OL)\][.．,:：]?\s*(?://\s*)?"
"""What GB/T 7714 says about the kind of a paper: `[J]`, `[C]//`."""
IS_KIND = expression(KIND)
_IN = expression(
    rf"(?:{KIND}|[\s,.;:，。．；/–—]+|\((?:\d{{1,2}}\w\w|rev\.?) ed(?:ition|\.)\)|\d{{1,3}}\s+(?=[A-Z])"
    r"|(?:\d{1,2}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|rev(?:ised|\.)) ed(?:ition|\.)(?=[.,:;\s])"
    r"|(?:published|presented|appeared|accepted|to appear|appearing|forthcoming|submitted|available)\b"
    r"|(?:in|at|by|to|for|en|em|dans)\b\s*:?(?=\s)|in:|chapter \d{1,2} in)*(?-i:the\s+)?",
    re.IGNORECASE,
)
_SAYS_IN = expression(r"\b(?:in|en|em|dans)\b|/|\[J\]", re.IGNORECASE)
_BOOK_EDITORS = expression(rf"[^()\d]{{3,150}}?(?:\s\({EDITORS}\.?\)|,\s[Ee]ds?\.)[,.:]?\s+")
"""Who edited the book that a chapter is in: "A. Berg & B. Lund (Eds.), "."""
_BEHIND_EDITORS = expression(rf",\s(?:{EDITORS}\b\.?,?\s)?")

_DETAIL = expression(
    r"[\s,.;:(（\[，。–—]{0,6}(?<!\w)(?<!\w-)(?:edited by\b|eds?\. by\b|(?<=\()eds?\.\s|editado por\b|trans(?:lated|\.) by\b|"
    r"(?:vol(?:ume)?|no|nr|pp?|s|т|с|№|pages?|issue|iss|art(?:icle)?|chap(?:ter)?|chs?)\b\.?\s*:?\s*[A-Za-z]?\d"
    r"|(?:available|retrieved|accessed)\b(?:\s(?:at|from|online))?\s*:?\s*(?:$|https?)"
    r"|(?:https?|doi)\b\s*[:.]|is[sb]n\b[\s:.]{,3}\d|arxiv:\s*\S*\d|abs/\d"
    r"|[A-Za-z]?\d+(?:/\d+)?[a-z]?(?:年|(?!\w))(?=\s*(?:[()（）\[\],.;:；，。：]|[-–—]|$|\d|\n|(?:pages|pp|no)\b))"
    r"|['’]\d\d\b)",
    re.IGNORECASE,
)
_OF_BOOK = expression(r"\W*(?:isbn|ch(?:ap(?:ter)?)?s?\b|\d+\s(?:pages|pp)\b)", re.IGNORECASE)
"""A detail that only books have, as the chapter to read."""
_PUBLISHER = expression(
    r"(?P<before>[,.]\s+)?(?:IEEE|ACM|Springer|Elsevier|PMLR|USENIX|Wiley|Curran Associates"
    r"|(?:[A-Z][\w’'-]{1,20} ){1,3}(?:Press|Publish(?:ers?|ing)|Verlag))$"
)
_PLACE = rf"[{UPPER}][\w.’'-]{{1,40}}+(?:[ -][{UPPER}a-z][\w.’'-]{{0,40}}+){{0,2}}"
_REGION = (
    r"(?:[A-Z]{2}|U\.?S\.?A\.?|Mass|Calif|Conn|Ill|England|Germany|California|New (?:York|Jersey)|Massachusetts"
    r"|Connecticut|Illinois)"
)
_PUBLISHER_FOLLOWS = rf"\.?(?:,?\setc\.)?:\s+(?=[{UPPER}])"
CITY = expression(rf"{_PLACE}(?:,\s{_REGION})?{_PUBLISHER_FOLLOWS}")
CITIES = expression(rf"{_PLACE}(?:(?:,\s|\s?/\s?|\s&\s|\sand\s){_PLACE}){{0,4}}{_PUBLISHER_FOLLOWS}")
"""Where a publisher is."""
_SERIAL = expression(
    r"\b(?:journal|transactions|review|proceedings|letters|annals|bulletin|acta|physica|reports|research|science|studies|series|part|symposium|conference|workshop|meeting|press)\b",
    re.IGNORECASE,
)
"""Words before a colon that show the name of a journal there, not the place of a publisher."""
_PLACE_YEARS = (
    expression(rf"[(（](?:[^()（）\d]{{0,20}}[\s,])?({YEAR})[)）]"),
    expression(rf"(?<!\d)({YEAR})(?=\s?[;；年])"),
    expression(
        rf"(?<![\d–—:/.(-])(?<!pp\. )(?<!pp\.)(?<!p\. )(?<!no\. )(?<!vol\. )({YEAR})(?!\w|\s?[-–—]\s?\d|\(\d|[.]\d)"
    ),
    expression(rf"[(（](?:[^()（）]{{0,30}}\s)?({YEAR})[)）]"),
    expression(r"(?<=[A-Za-z])\s?(['’]\d\d)(?!\w)"),
)
"""What the year of a citation looks like, the surest first: other numbers are volumes, issues and pages."""

_BEGINS_VENUE = expression(r"(?!The [^A-Zj])\d*[^\W_a-z\d]|\d{4} [A-Z]|arXiv|bioRxiv|medRxiv|npj|eLife")
_IS_PLACE = expression(rf"\s{YEAR}$|^(?:Doctoral|Master|Ph\.?\s?D|Unpublished)\b")
_EDITION = expression(
    r"(?:(?:\d{1,2}\w\w|[Rr]ev\.?) ed(?:ition|\.)?|(?:short|long|full|extended|invited) (?:paper|abstract|version|talk))$"
)
"""A remark in brackets behind a title."""
_REPORT = expression(r", (?:(?:Tech\w*\.? )?(?:Report|Rep\.|TR|Memo)\b[\w. -]*|(?:Part|Series) [A-Z])$")
_LISTED = expression(r"(?:, [A-Z]\w++)++(,? (?:and|&) )?")
"""Commas in the name of a journal: "Reports A: Physical, Natural and Owl Sciences"."""
_VENUE_ENDS = expression(r"[,.]\s")
_SENTENCE_ENDS = expression(rf"\.\s+(?=[{UPPER}])")
_THESIS = expression(
    r"(?:(?:unpublished\s+)?(?:ph\.?\s?d\.?|master(?:['’]?s)?|doctoral|m\.?sc\.?|bachelor(?:['’]?s)?)\s(?:thesis|dissertation)|"
    r"(?:thesis|dissertation)\s(?:for|of|at)\b|tesis\b)",
    re.IGNORECASE,
)
_UNFINISHED = expression(r"\b(?:of|the|on|in|for|and|de|la|del)$")


class Place(NamedTuple):
    """Where and when a paper came out: the ranges of the venue and the year."""

    venue: tuple[int, int] | None
    year: tuple[int, int] | None
    is_sure: bool
    is_clear: bool = False
    """Whether all of it is a known venue, a publisher at its place, or a name before volume and pages."""


def read_place(text: str, start: int, venues: VenueTable, cities: re.Pattern[str]) -> Place | None:
    """Read where and when a paper came out from `start` on; `None` if the text does not begin with a venue."""
    if text[start : start + 1] in BRACKETS and not IS_KIND.match(text, start):
        end = text.find(BRACKETS[text[start]], start)
        inner = text[start + 1 : end]
        if _EDITION.match(inner):
            start, end = end + 1, len(text)
        elif end < 0 or not inner[:1].isupper() or not (read_venue(inner, venues) or _IS_PLACE.search(inner)):
            return None
        else:
            start += 1
    else:
        line = text.find("\n", start)
        end = len(text) if line < 0 else line
    lead = _IN.match(text, start, end)
    assert lead is not None
    first = lead.end()
    says_in = _SAYS_IN.search(lead[0]) is not None
    editors = _BOOK_EDITORS.match(text, first, end) if says_in else None
    first = editors.end() if editors is not None else first
    if says_in and (people := telling_names(text, first)) is not None:
        behind = _BEHIND_EDITORS.match(text, people.end, end)
        first = behind.end() if behind is not None and not _DETAIL.match(text, behind.end()) else first
    matches = (pattern.search(text, first, end) for pattern in _PLACE_YEARS)
    year = next((match.span(1) for match in matches if match is not None), None)
    detail = _DETAIL.search(text, first, end)
    if detail is not None and detail.start() == first:
        if year is not None and text[first : detail.end()].strip(" (,.") == text[slice(*year)]:
            return Place(None, year, True, not text[detail.end() :].strip(" .,;)\n"))
        detail = _DETAIL.search(text, first + len("ACM"), end)  # "arXiv:1901.00001", "ACM, 2020"
    while detail is not None and _UNFINISHED.search(text, first, detail.start()):
        detail = _DETAIL.search(text, detail.end(), end)
    last = detail.start() if detail is not None else end
    while last > first and text[last - 1] in " ,;:(，。；[":
        last -= 1
    if detail is None and ":" in text[last:end] and not is_certain(text[first:last], venues):
        return Place(None, None, False)  # what a link behind it is: "Find at: [link](u)"
    if detail is not None and text.startswith(".", last) and is_abbreviation(text, last):
        last += 1
    is_book = detail is None or (year is not None and detail.start() <= year[0] < detail.end())
    is_book = is_book or (detail is not None and _OF_BOOK.match(text, detail.start()) is not None)
    at_place = cities.match(text, first, last) if is_book else None
    if at_place is not None and not _SERIAL.search(at_place[0]) and not is_certain(text[first:last], venues):
        first = at_place.end()
        return Place((first, last), year, True, True)
    if text.count("(", first, last) > text.count(")", first, last):
        last = first + len(text[first : text.rfind("(", first, last)].rstrip())
    publisher = _PUBLISHER.search(text, first, last)
    if publisher is not None and publisher["before"] and not is_abbreviation(text, publisher.start()):
        last = publisher.start()
    if (thesis := _THESIS.match(text, first, last)) is not None:
        comma = text.find(",", thesis.end(), last)
        return Place((first, comma if comma > 0 else last), year, True)
    stop = _sentence_end(text, first, last, 2 if says_in else 3)
    if says_in and stop > 0:
        last, stop = stop, -1
    venue = text[first:last]
    if venue.count(" ") >= WORDS_OF_A_VENUE or venue.count("(") != venue.count(")"):
        return None
    if not (_BEGINS_VENUE.match(venue) or read_venue(venue, venues)):
        return None
    is_known = is_certain(venue, venues) or _PUBLISHER.fullmatch(venue.rstrip(".")) is not None
    if not is_known:
        for match in _VENUE_ENDS.finditer(text, first, last):
            if is_certain(text[first : match.start()], venues):
                venue, last, is_known = text[first : match.start()], match.start(), True
                break
    whole = _REPORT.sub("", venue)
    if _is_written_as_name(venue) and _SERIAL.search(venue):
        whole = _LISTED.sub(lambda listed: "" if listed[1] else listed[0], whole)
    is_plain = is_known or ("," not in whole and stop < 0)
    is_detailed = detail is not None and (not is_book or _SERIAL.search(venue) is not None)
    is_clear = is_known or (is_detailed and is_plain and ":" not in venue and _is_written_as_name(venue))
    return Place((first, last), year, is_known or (says_in and is_plain) or (detail is not None and is_plain), is_clear)


def _sentence_end(text: str, start: int, end: int, words: int) -> int:
    """Return where a sentence of so many words ends, -1 if none does: fewer are abbreviations, as in "Bull. Entomol. Soc."."""
    begin = start
    for match in _SENTENCE_ENDS.finditer(text, start, end):
        if text.count(" ", begin, match.start()) >= words - 1 and not is_abbreviation(text, match.start()):
            return match.start()
        begin = match.end()
    return -1


def is_certain(text: str, venues: VenueTable) -> bool:
    """Return whether a text is the name of a venue beyond doubt."""
    mention = read_venue(text, venues)
    return mention is not None and mention.certain


def _is_written_as_name(text: str) -> bool:
    """Return whether all words of more than three letters are capitalised, as those of a journal's name."""
    return all(word[0].isupper() for word in text.split() if len(word) > 3 and word[0].isalpha())
