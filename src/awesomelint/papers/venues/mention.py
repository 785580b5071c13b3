"""Recognising venues: does a text name a conference, journal or preprint server, and of which year?

`read_venue` is called for every piece of every entry while entries are read. A venue that the table lacks is still recognised
by its form ("Journal of …", "ABC 2021"); such a mention is not `certain`. Rules then call `reading.parse_venue`, which knows
only venues of the table, for the venue field of an entry. Both first put spaces in place of what is around a name: years and
dates, awards, identifiers of arXiv (`without_year`, `without_remarks`).
"""

from __future__ import annotations

import re

from awesomelint.papers.venues.table import WORD, NameIndex, VenueTable, venue_key
from awesomelint.startup import NamedTuple, expression, memo

MAX_LENGTH = 160
"""Longest text, in code points, that is looked at as a venue."""

_WORD, _DIGIT = expression(r"\w+"), expression(r"\d")
_LEAD = expression(
    r"^(?:(?:published|presented|appeared|accepted|to appear|appearing|submitted|under review)\s+)?"
    r"(?:(?:in|at|by|to|for|on|as)\s*:?\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
_PROCEEDINGS = expression(
    r"^(?:in\s+)?(?:proceedings?|proc\.?)(?:\s+of)?(?:\s+the)?(?:\s+\d+(?:st|nd|rd|th))?\s+", re.IGNORECASE
)
_NUMBERS = expression(
    r"[\s,.:;]*(?:\b(?:vol(?:ume)?|no|pp?|pages?|issue|number|article|chapter)\b\.?\s*)?"
    r"(?:abs/|arxiv:\s*)?[a-z-]*/?\d+[\d.]*(?:v\d+)?(?:\s*\(\s*[\dA-Za-z.–-]*\s*\))?(?:\s*[:,–-]+\s*e?\d+)*[\s,.:;]*$",
    re.IGNORECASE,
)
_BESIDES = expression(r"\s(?:from|by|under(?: \w+)? review)\b.*$", re.IGNORECASE)
"""What may be after a venue and its year: "VLDB 2021 from Berg's group"."""

_BRACKETED = expression(r"\(([^()]{2,30})\)")
_BEHIND_ACRONYM = expression(r"(?<=[A-Z]\)),\s[A-Z][^()]*$")
"""Where a meeting was: "Conference on Owls (CoO), Rovik, Norway"."""
_EMPTY = expression(r"[(\[{（【]\s*[,.;:]*\s*[)\]}）】]")
_VENUE_FORM = expression(
    r"\b(?:journal|transactions?|trans\.|conference|conf\.|proceedings|proc\.|symposium|workshops?|letters|annals|bulletin"
    r"|magazine|reviews?|advances in|lecture notes|springer|elsevier|dissertation|university press|int\.|phys\.|rev\.|lett\."
    r"|annual meeting|congress|colloquium|anthology|preprint|archive|quarterly|ieee|acm|nature|npj|plos|frontiers in|acta)\b",
    re.IGNORECASE,
)
_WORDS_OF_FORMS = frozenset(
    "journal transaction transactions trans conference conf proceedings proc symposium workshop workshops letters annals"
    " bulletin magazine review reviews advances lecture springer elsevier dissertation university int phys rev lett annual"
    " congress colloquium anthology preprint archive quarterly ieee acm nature npj plos frontiers acta".split()
)
"""The words with which a `_VENUE_FORM` begins."""
_HAN_VENUE = expression(
    r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{2,16}(?:学报|学刊|杂志|论文集|論文誌|論文集|学会誌|學報|學刊|雜誌|학회지|논문지)(?:[(（][^()（）]{2,12}[)）])?"
)
_HAN_ENDS = tuple("报報刊志誌集지)）")
_HAN_COMMAS = frozenset("，、；")
_OPENING = expression(
    r"(?:(?:the )?(?:international |european |american |asian |annual |ieee |acm |acm/ieee |ieee/acm )*"
    r"(?:journal|transactions?|trans\.|conference|symposium|workshop|proceedings|proc\.|annals|ieee|acm|nature|npj|plos"
    r"|frontiers in|advances in|lecture notes|acta|bulletin|phys\.)\b)|\S+ (?:journal|letters|magazine|bulletin|reviews?)$",
    re.IGNORECASE,
)
_ACRONYM = expression(r"[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*(?:[-/&@+][A-Z][A-Za-z]+)*$|[A-Z]{2,}[a-z]{0,4}$")
_PUBLISHERS = frozenset(
    "springer elsevier ieee acm wiley mitpress cambridgeuniversitypress oxforduniversitypress".split()
)
_CLOSING = ")]）】"
_EDGE = "，。、：； \t\n,.;:|-–—·•/\"“”'‘’`*_"
MODIFIERS = frozenset(
    "findings of the in on at and for workshop workshops w main short long demo demos track tracks industry ieee acm cvf usenix"
    " sigmod aaai siam proceedings proc conference annual international full paper papers poster system datasets benchmarks"
    " dataset benchmark db d&b & volume companion late breaking preprint journal student srw abstract tutorial special issue"
    " session challenge competition symposium review reject submission under open openreview arxiv lncs nlp ai ml a"
    " european joint asia hlt research applied data science ads blind tiny position".split()
)


class VenueMention(NamedTuple):
    """A venue that a text names.

    `name` is written as in the text, without year, awards and volume numbers; `start` and `end` are its place in the text.
    `certain` tells that the name is known and is not an ordinary word.
    """

    name: str
    start: int
    end: int
    year: int | None
    certain: bool


def read_venue(text: str, table: VenueTable) -> VenueMention | None:
    """Read a text that may be a venue as a whole, such as `In EMNLP'21 (Oral)`. Returns `None` if it is not one."""
    return None if len(text) > MAX_LENGTH else _read(text, table)


@memo(1 << 16)
def _read(text: str, table: VenueTable) -> VenueMention | None:
    if not any(char.isalpha() for char in text):
        return None
    names = table.index
    plain, year, at = without_year(without_remarks(text), names)
    if at is not None and (besides := _BESIDES.search(plain, at[0])) is not None:
        plain = plain[: besides.start()]
    if any(bracket in plain for bracket in _CLOSING):
        plain = _EMPTY.sub(_spaces, plain)
        if (behind := _BEHIND_ACRONYM.search(plain)) is not None:
            plain = plain[: behind.start()]
    numbers = _NUMBERS.search(plain) if _DIGIT.search(plain) else None
    if numbers and numbers.start() > 0 and not plain[: numbers.start()].lower().endswith("report"):
        plain = plain[: numbers.start()]
    start, end = _core(plain)
    comma = max(plain.find(",", start, end), plain.find("，", start, end)) if year is not None else -1
    if comma > 0 and venue_key(plain[start:comma]) == venue_key(plain[start:end]):
        end = start + len(plain[start:comma].rstrip(_EDGE))  # "ICML-2020, 引用数: 28"
    name = " ".join(plain[start:end].split()).replace(" )", ")")
    if not name:
        return _archive(text, year)
    certain = _judge(name, names, has_year=year is not None)
    return None if certain is None else VenueMention(name, start, end, year, certain)


def _archive(text: str, year: int | None) -> VenueMention | None:
    """Return the archive that an identifier with nothing beside it names: "arXiv:2001.00001 [cs.CL], 2020"."""
    identifier = ARXIV_ID.search(text)
    if identifier is None:
        return None
    start = text.lower().index("arxiv", identifier.start())
    end = start + len("arxiv")
    return VenueMention(text[start:end], start, end, year, True)


def _core(text: str) -> tuple[int, int]:
    """Return the range that is left when punctuation at both ends and words such as "In the" are stripped."""
    start, end = 0, len(text)
    while True:
        before = (start, end)
        while end > start and (text[end - 1] in _EDGE or text[end - 1] in "([（【"):
            end -= 1
        while start < end and (text[start] in _EDGE or text[start] in _CLOSING):
            start += 1
        if start < end and text[start] in "([（【" and (text[end - 1] in _CLOSING or ")" not in text[start:end]):
            start += 1
        elif end > start and text[end - 1] in _CLOSING and not any(bracket in text[start:end] for bracket in "([（【"):
            end -= 1
        lead = _LEAD.match(text, start, end)
        if lead and lead.end() > start and lead.end() < end and start == before[0]:
            start = lead.end()
        if (start, end) == before:
            return start, end


def _judge(core: str, names: NameIndex, *, has_year: bool) -> bool | None:
    """Return `True` for a known name, `False` for something that has the form of a venue, `None` for anything else."""
    if core.endswith(_HAN_ENDS) and _HAN_VENUE.fullmatch(core):
        return True
    key = venue_key(core)
    if not key or key in _PUBLISHERS:
        return None
    if key in names.strong:
        is_word = len(key) <= 4 and core.istitle() and not has_year
        is_word = is_word or (core.islower() and len(key) <= (2 if has_year else 3))  # "e.g."
        return None if is_word else True
    if key in names.weak:
        return has_year and core[:1].isupper()
    short = _PROCEEDINGS.sub("", core)
    words = WORD.findall(short.lower())
    if not words or not _HAN_COMMAS.isdisjoint(core):
        return None
    if _all_known(words, names):
        return True
    if len(words) <= 18 and "?" not in core and _has_venue_form(core) and _is_capitalised(core):
        if _has_known_acronym(core, names):
            return True
        if _ends_in_name(core, names):
            return None
        return False if has_year or _OPENING.match(core) else None
    if (
        has_year
        and len(words) <= 3
        and all(_ACRONYM.match(word) for word in short.split() if word.lower() not in MODIFIERS)
    ):
        return False
    return None


def _ends_in_name(core: str, names: NameIndex) -> bool:
    """Return whether a known name stands behind a comma and words that have nothing of a venue: "Ada Berg, Preprint"."""
    front, comma, last = core.rpartition(", ")
    key = venue_key(last)
    return bool(comma) and (key in names.strong or key in names.weak) and not _has_venue_form(front)


def _has_venue_form(core: str) -> bool:
    return not _WORDS_OF_FORMS.isdisjoint(_WORD.findall(core.lower())) and _VENUE_FORM.search(core) is not None


def _all_known(words: list[str], names: NameIndex) -> bool:
    """Return whether words are a known name and words that go with one ("findings of acl", "icml workshop")."""
    known = False
    index = 0
    while index < len(words):
        for size in range(min(8, len(words) - index), 0, -1):
            key = "".join(words[index : index + size])
            if key in names.strong or (key in names.weak and size > 1):
                known = True
                break
        else:
            if words[index] not in MODIFIERS and not words[index].isdigit():
                return False
            size = 1
        index += size
    return known


def _has_known_acronym(core: str, names: NameIndex) -> bool:
    """Return whether a long name is before its acronym, as in "Conference on Robot Learning (CoRL)"; a title is none."""
    return any(
        venue_key(match[1]) in names.strong and _VENUE_FORM.search(core, 0, match.start()) is not None
        for match in _BRACKETED.finditer(core)
    )


def _is_capitalised(core: str) -> bool:
    """Return whether the words that carry meaning begin with capitals, as names do and sentences do not."""
    words = [word for word in re.findall(r"[A-Za-z]+", core) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


# -- awards and identifiers

_AWARD = expression(
    r"[\s,;:|/·-]*[(\[]?\b(?:oral|spotlights?|posters?|best (?:\w+ ){0,3}papers?(?: \w+){0,2}|highlights?|notable|top[- ]\d+%?"
    r"|outstanding (?:\w+ )?papers?(?: award)?|honou?rable mention|award(?: \w+)?|talk|oral presentation|long paper|short paper"
    r"|runner[- ]up|candidate|finalist|camera[- ]ready|accepted|submission|submitted|withdrawn|rejected|extended abstract"
    r"|tiny papers?)\b[)\]]?",
    re.IGNORECASE,
)
_WORDS_OF_AWARDS = frozenset(
    "oral spotlight spotlights poster posters best highlight highlights notable top outstanding honorable honourable award talk"
    " long short runner candidate finalist camera accepted submission submitted withdrawn rejected extended tiny".split()
)
"""The words with which an `_AWARD` begins."""
ARXIV_ID = expression(
    r"(?:(?<![\s,])[\s,]++)?\(?(?:\[?arxiv:\s*)[\w.-]+/?[\d.]+(?:v\d+)?\]?\s*\)?(?:\s*\[[\w.-]+\])?", re.IGNORECASE
)
_ARXIV_VERSION = expression(r"(?<=xiv)\s?\(v\d+\)", re.IGNORECASE)
_DOI = expression(r"(?:\b(?:doi|(?:https?://)?(?:dx\.)?doi\.org)[ :/]{1,3}|(?<![\w./]))10\.\d{4,9}/\S+", re.IGNORECASE)
"""A DOI, of which a part may look like a venue and a year: "doi: 10.1109/TCSVT.2020.3007850"."""


def without_remarks(text: str) -> str:
    """Put spaces for DOIs and identifiers of arXiv, and for the words of awards and forms of presentation."""
    # This is called for every text of a list, and most are titles, which have none of this.
    lowered = text.lower()
    if "arxiv" in lowered:
        text = _ARXIV_VERSION.sub(_spaces, ARXIV_ID.sub(_spaces, text))
    if "10." in text:
        text = _DOI.sub(_spaces, text)
    return text if _WORDS_OF_AWARDS.isdisjoint(_WORD.findall(lowered)) else _AWARD.sub(_spaces, text)


def _spaces(match: re.Match[str]) -> str:
    """Return as many spaces as a match is long."""
    return " " * (match.end() - match.start())


# -- years

_MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
YEAR = expression(r"(?<!\d)(?<![\d][./-])(19[5-9]\d|20[0-4]\d)(?!\d|\.\d{4})")
"""A year, also before a month, but not the first half of an identifier of arXiv: "2012.05123"."""
_APOSTROPHES = "'’‘`´"
_SHORT_YEAR = expression(rf"[{_APOSTROPHES}]\s?(\d\d)(?!\d)")
_GLUED_YEAR = expression(r"(?<=[A-Za-z])[- ]?((?:19|20)\d\d|\d\d)(?!\d|\.\d)")
_LEADING_YEAR = expression(r"(\d\d)-(?=[A-Z]\w*[A-Z])")
_BEFORE_GLUED = expression(r"[A-Za-z&/+.-]+(?: [A-Za-z&/+.-]+){0,3}$")
_DATE = expression(
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s+)?\b{_MONTH}\s*+(?:\d{{1,2}}(?:st|nd|rd|th)?)?,?\s*+(?=(?:19|20)\d\d|$|['’])"
    rf"|(?<=\d\d\d\d)(?:[-./](?:0?[1-9]|1[0-2])(?:[-./]\d{{1,2}})?(?!\d)|年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)",
    re.IGNORECASE,
)
_CENTURY_TURNS = 50
"""Two digits below this are years of this century."""


class Dated(NamedTuple):
    """A text with spaces for its dates, the year that it named, and the range of that year's digits."""

    text: str
    year: int | None
    span: tuple[int, int] | None


def read_year(text: str) -> int | None:
    """Return the year that a text names: `2021`, `2021.3`, `'21`; the last one if there are several."""
    years = YEAR.findall(text)
    if years:
        return int(years[-1])
    short = _SHORT_YEAR.search(text)
    return full_year(short[1]) if short else None


def without_year(text: str, names: NameIndex) -> Dated:
    """Put spaces for dates and years; digits that are glued to a word are a year only behind one of the names.

    Two digits behind a space and a name in full are a volume: "Neural Information Processing Systems 37", unlike "ICML 21".
    """
    has_digits = _DIGIT.search(text) is not None
    lowered = text.lower()
    if (has_digits and any(sign in text for sign in "-./年")) or any(month in lowered for month in _MONTHS):
        text = _DATE.sub(_spaces, text)
    if not has_digits:
        return Dated(text, None, None)
    chosen: re.Match[str] | None = None
    for pattern in (YEAR, _SHORT_YEAR) if any(sign in text for sign in _APOSTROPHES) else (YEAR,):
        matches = list(pattern.finditer(text))
        if matches:
            chosen = chosen or matches[-1]
            text = pattern.sub(_spaces, text)
    if chosen is None and (glued := _GLUED_YEAR.search(text)) and _follows_name(text, glued, names):
        chosen = glued
        text = text[: glued.start()] + _spaces(glued) + text[glued.end() :]
    if chosen is None and (leading := _LEADING_YEAR.match(text)):
        chosen = leading
        text = _spaces(leading) + text[leading.end() :]
    return Dated(text, None, None) if chosen is None else Dated(text, full_year(chosen[1]), chosen.span(1))


def full_year(digits: str) -> int:
    """Return the year that four digits, or the last two of them, stand for."""
    value = int(digits)
    if value > 99:
        return value
    return (2000 if value < _CENTURY_TURNS else 1900) + value


def _follows_name(text: str, match: re.Match[str], names: NameIndex) -> bool:
    before = _BEFORE_GLUED.search(text, 0, match.start())
    if before is None:
        return False
    words = before[0].split(" ")
    is_volume = match[0][0] == " " and len(match[1]) == len("21")  # but for an acronym: "Advances in Owl Systems 37"
    found = (" ".join(words[index:]) for index in range(len(words)))
    candidates = (name for name in found if not is_volume or " " not in name or name.isupper())
    return any(key in names.strong or key in names.weak for key in map(venue_key, candidates))
