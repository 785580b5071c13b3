"""The beginning of a page: its title, where it redirects visitors, whether its domain is for sale, which paper it shows.

Everything here takes time in proportion to the length of what is read.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import unescape

from awesomelint.context import PaperRecord
from awesomelint.papers.identifiers import PaperId, other_ids, read_identifier
from awesomelint.paths import read_words
from awesomelint.startup import NamedTuple, expression

MAX_PAGE = 64 * 1024
"""Bytes of a page that are read: titles are in the first two of a hundred thousand."""
LONGEST_TITLE = 200
LONGEST_REFRESH = 10
"""Seconds of a refresh from which on a page counts as a page of its own."""

_CHARSET = expression(r"charset\s*=\s*[\"']?([a-z0-9_-]{3,20})", re.IGNORECASE)
_KNOWN_CHARSETS = expression(
    r"(?:big5|cp\d+|euc[-_](?:jp|kr)|gb\w+|iso-8859-\d+|koi8-[ru]|shift[-_]jis|windows-\d+)\Z", re.IGNORECASE
)
_TITLE = expression(r"<title(?:\s[^<>]{0,500})?>([^<]{0,2000})", re.IGNORECASE)
_META = expression(r"<meta\s([^<>]{0,2000})>", re.IGNORECASE)
_IS_REFRESH = expression(r"http-equiv\s*=\s*[\"']?refresh\b", re.IGNORECASE)
_CONTENT = expression(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_REFRESH = expression(r"\s*(\d{1,6})(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)
_PASSWORD = expression(r"<input\s[^<>]{0,1000}?type\s*=\s*[\"']?password\b", re.IGNORECASE)
_PARTS = expression(r"\s[-–—:]+\s|[|–—·•»«›‹]+")
_NO_WORD = expression(r"[\W_]+")
_FILLING = frozenset(
    "404 1 2 3 410 error errors fehler erreur http https oops ooops whoops uh oh sorry ops hmm hm status code".split()
)
_HIDDEN = (("<!--", "-->"), ("<noscript", "</noscript"), ("<script", "</script"), ("<style", "</style"))


class Page(NamedTuple):
    """The beginning of a page. `refresh` is the URL, as written, to which a meta refresh redirects, empty for none."""

    title: str = ""
    refresh: str = ""
    wants_password: bool = False
    is_parked: bool = False
    html: str = ""


EMPTY = Page()


def read_page(body: bytes, content_type: str) -> Page:
    """Read the beginning of a page; `content_type` is the header. Anything but HTML gives an empty page."""
    if not body or not is_html(content_type, body):
        return EMPTY
    beginning = body[:MAX_PAGE]
    text = _text(beginning, content_type)
    source = beginning.lower()  # ten times as fast as the small letters of a text, and enough for words of ASCII
    title = _TITLE.search(text)
    if title is not None and "<!--" in text[: title.start()]:  # it may be in a comment, which is rare
        title = _TITLE.search(_without_hidden(text, text.lower()))
    # Few pages redirect or ask for a password: only for those is it worth finding out what is hidden.
    shown = _without_hidden(text, text.lower()) if b"refresh" in source or b"password" in source else ""
    return Page(
        title=_line(unescape(title[1])) if title else "",
        refresh=_refresh(shown),
        wants_password=_PASSWORD.search(shown) is not None,
        is_parked=_has_mark(source, "parked-hints") and _has_mark(source, "parked-source"),
        html=text,
    )


def is_html(content_type: str, body: bytes = b"") -> bool:
    """Return whether a body is a page: by the header, or, if that is empty, by how the body begins."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind:
        return kind in ("text/html", "application/xhtml+xml")
    return body[:200].lstrip().lower().startswith((b"<!doctype html", b"<html", b"<head"))


def says_not_found(title: str) -> bool:
    """Return whether a title is that of an error page: the page was not found."""
    return any(_says_not_found(part) for part in _parts(title))


def says_wall(title: str) -> bool:
    """Return whether a title is that of a bot wall."""
    return not _phrases("wall").isdisjoint(_parts(title))


def says_parked(title: str) -> bool:
    """Return whether a title is that of a domain which is for sale, or has expired."""
    return not _phrases("parked").isdisjoint(_parts(title))


def is_parking_host(host: str) -> bool:
    """Return whether a host is one to which domains for sale lead."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in _phrases("parked-hosts") for start in range(len(labels)))


@cache
def _phrases(group: str) -> frozenset[str]:
    return frozenset(read_words("page-phrases.txt")[group])


def _has_mark(source: bytes, group: str) -> bool:
    """Return whether one of a group of phrases is in the source of a page, which is in small letters."""
    return any(mark in source for mark in _marks(group))


@cache
def _marks(group: str) -> tuple[bytes, ...]:
    return tuple(phrase.encode() for phrase in _phrases(group))


@lru_cache(maxsize=16)
def _parts(title: str) -> tuple[str, ...]:
    """Return the parts of a title, and the whole of it, each as words with single spaces.

    What follows the last colon of a part is one, too, but not what is before it: papers have such titles.
    """
    parts = (*_PARTS.split(title), title)
    words = (_NO_WORD.sub(" ", part).strip().lower() for whole in parts for part in (whole, whole.rpartition(":")[2]))
    return tuple(dict.fromkeys(filter(None, words)))


def _says_not_found(part: str) -> bool:
    phrases, words = _phrases("not-found"), part.split()
    if part in phrases or len(words) > 20:
        return part in phrases
    has_number = "404" in words or "410" in words
    while words and words[0] in _FILLING:
        words.pop(0)
    while words and words[-1] in _FILLING:
        words.pop()
    return " ".join(words) in phrases if words else has_number


def _text(body: bytes, content_type: str) -> str:
    named = _CHARSET.search(content_type) or _CHARSET.search(body[:2000].decode("latin-1"))
    name = named[1] if named and _KNOWN_CHARSETS.match(named[1]) else "utf-8"
    try:
        return body.decode(name, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _line(text: str) -> str:
    """Return a text on one line, without control characters and not too long."""
    shown = "".join(char if char.isprintable() else " " for char in text[: 4 * LONGEST_TITLE])
    return " ".join(shown.split())[:LONGEST_TITLE]


def _without_hidden(text: str, lowered: str) -> str:
    """Return a page without what visitors do not see, in one pass; an expression would take quadratic time."""
    if len(lowered) != len(text):  # a letter whose small form is longer: rare, and places would not fit
        return lowered
    kept: list[str] = []
    at = 0
    places = {start: lowered.find(start) for start, _ in _HIDDEN}
    while True:
        for start, place in places.items():
            if 0 <= place < at:
                places[start] = lowered.find(start, at)
        begin, end = min(((places[start], end) for start, end in _HIDDEN if places[start] >= 0), default=(-1, ""))
        if begin < 0:
            return "".join((*kept, text[at:]))
        close = lowered.find(end, begin)
        if close < 0:  # what is not closed hides all the rest
            return "".join((*kept, text[at:begin]))
        kept.append(text[at:begin])
        at = close + len(end)


def _refresh(shown: str) -> str:
    for meta in _META.finditer(shown):
        if _IS_REFRESH.search(meta[1]) and (content := _CONTENT.search(meta[1])):
            refresh = _REFRESH.match(unescape(content[1] or content[2] or ""))
            if refresh and int(refresh[1]) <= LONGEST_REFRESH:
                return refresh[2].strip()
    return ""


# -- the paper that a page shows, by the `citation_...` tags in its head

MAX_HEAD = 128 * 1024
"""Code points of a page that are looked at; heads are far shorter."""
_LONGEST_TAG = 4000
_MOST_AUTHORS = 5000
_END_OF_HEAD = expression(r"</head\b|<body\b", re.IGNORECASE)
_META_TAG = expression(r"<meta\b", re.IGNORECASE)
_ATTRIBUTE = expression(
    r"""[\s/]*+([a-z][\w:.-]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""", re.IGNORECASE | re.ASCII
)
_DATE = expression(r"(\d{4})(?:[/-](\d{1,2})(?:[/-](\d{1,2}))?)?\Z", re.ASCII)
_VENUES = ("citation_conference_title", "citation_journal_title", "citation_inbook_title", "citation_book_title")
_DATES = ("citation_publication_date", "citation_date", "citation_online_date", "citation_year")
_IDENTITIES = {"citation_doi": "doi:", "citation_arxiv_id": "arXiv:"}


def read_citation(url: str, page: str) -> PaperRecord | None:
    """Return what the head of a page says about the paper that `url` names; `None` without a title or a paper. Never raises."""
    reading = read_identifier(url)
    if reading is None:
        return None
    page = page[:MAX_HEAD]
    end = _END_OF_HEAD.search(page)
    tags = _tags(page[: end.start()] if end else page)
    title = _first(tags, ("citation_title",))
    if not title:
        return None
    authors = tags.get("citation_author") or _first(tags, ("citation_authors",)).split(";")
    return PaperRecord(
        reading.paper,
        "page",
        title=title,
        authors=tuple(filter(None, map(_name, authors[:_MOST_AUTHORS]))),
        published=_date(_first(tags, _DATES)),
        venue=_first(tags, _VENUES),
        also=_others(reading.paper, tags),
    )


def _tags(head: str) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    tag = _META_TAG.search(head)
    while tag is not None:
        attributes, end = _attributes(head, tag.end())
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        content = " ".join(unescape(attributes.get("content", "")).split())
        if name.startswith("citation_") and content:
            tags.setdefault(name, []).append(content)
        tag = _META_TAG.search(head, end)
    return tags


def _attributes(head: str, at: int) -> tuple[dict[str, str], int]:
    """Return the attributes of a tag, and where it ends: after the last of them, as their values may hold `<` and `>`."""
    attributes: dict[str, str] = {}
    limit = min(at + _LONGEST_TAG, len(head))
    while at < limit and (attribute := _ATTRIBUTE.match(head, at, limit)) is not None:
        attributes[attribute[1].lower()] = attribute[2] or attribute[3] or attribute[4] or ""
        at = attribute.end()
    return attributes, at


def _first(tags: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((tags[name][0] for name in names if name in tags), "")


def _name(author: str) -> str:
    family, comma, given = author.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else author.strip(" ,")


def _date(text: str) -> str:
    match = _DATE.match(text)
    return "-".join(part.zfill(2) for part in match.groups() if part) if match else ""


def _others(paper: PaperId, tags: dict[str, list[str]]) -> tuple[PaperId, ...]:
    values = ((_first(tags, (name,)), prefix) for name, prefix in _IDENTITIES.items())
    is_full = ("doi:", "arxiv:", "http")
    return other_ids(
        paper, (value if value.lower().startswith(is_full) else prefix + value for value, prefix in values)
    )
