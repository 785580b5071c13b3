"""The answers of arXiv's API: Atom feeds, read entry by entry.

Source: arXiv API user's manual, <https://info.arxiv.org/help/api/user-manual.html>.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import PaperId, paper_id
from awesomelint.papers.identifiers.arxiv import arxiv_id
from awesomelint.papers.records import PaperRecord

_ATOM = "http://www.w3.org/2005/Atom "
_ARXIV = "http://arxiv.org/schemas/atom "
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/ "
_FEED, _ENTRY, _AUTHOR, _NAME = _ATOM + "feed", _ATOM + "entry", _ATOM + "author", _ATOM + "name"
_TOTAL = _OPENSEARCH + "totalResults"
_FIELDS = {
    _ATOM + "id": "id",
    _ATOM + "title": "title",
    _ATOM + "summary": "summary",
    _ATOM + "published": "published",
    _ATOM + "updated": "updated",
    _ARXIV + "comment": "comment",
    _ARXIV + "journal_ref": "journal",
    _ARXIV + "doi": "doi",
}

_ABS = "/abs/"
_MALFORMED = "#incorrect_id_format_for_"
_DATE = expression(r"\d{4}-\d\d-\d\d", re.ASCII)
_WITHDRAWN = expression(
    r"(?:this|the|our)\s+(?:\w+\s+)?(?:paper|article|manuscript|submission|preprint|work|version)\b[^.]{0,40}?"
    r"\b(?:withdrawn|withdrew)\b(?!\s+from\b)|\Awithdrawn\b(?!\s+from\b)|\bpaper\s+withdrawn\b(?!\s+from\b)",
    re.IGNORECASE,
)
_START_OF_ABSTRACT, _LONGEST_COMMENT = 200, 2000


class Entry(NamedTuple):
    """A paper in a feed, with the number of its latest version."""

    paper: PaperId
    version: int
    record: PaperRecord


class Feed(NamedTuple):
    """What an answer says.

    `is_feed` tells that it is a feed at all, `is_closed` that the feed came to its end, `is_whole` that it also held as many
    entries as it promised. `malformed` are the identifiers that the API would not read; one of them spoils the answer for all.
    """

    entries: tuple[Entry, ...]
    is_feed: bool
    is_closed: bool
    is_whole: bool
    malformed: tuple[str, ...] = ()


def read_feed(body: bytes) -> Feed:
    """Read an answer, also one that is cut short or is no feed at all. Never raises."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, _DoctypeError, ValueError, LookupError):
        # ValueError and LookupError come from encodings that Python does not know.
        reader.is_closed = False
    return Feed(tuple(reader.entries), reader.is_feed, reader.is_closed, reader.is_whole(), tuple(reader.malformed))


class _DoctypeError(Exception):
    """A feed has no document type; entities, and the harm that they do, come with one."""


def _refuse_doctype(*_: object) -> None:
    raise _DoctypeError


class _Reader:
    """Gathers entries while expat reads."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.malformed: list[str] = []
        self.is_feed = False
        self.is_closed = False
        self._seen = 0
        self._total: int | None = None
        self._path: list[str] = []
        self._text: list[str] = []
        self._fields: dict[str, str] = {}
        self._authors: list[str] = []

    def is_whole(self) -> bool:
        return self.is_closed and self._total is not None and self._seen >= self._total

    def start(self, tag: str, _: object) -> None:
        self._path.append(tag)
        self._text.clear()
        if self._path == [_FEED]:
            self.is_feed = True
        if self._path == [_FEED, _ENTRY]:
            self._fields, self._authors = {}, []

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, tag: str) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        where, depth = self._path, len(self._path)
        if depth == 1:
            self.is_closed = self.is_feed
        elif where[0] == _FEED and depth == 2 and tag == _TOTAL:
            self._total = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
        elif where[:2] == [_FEED, _ENTRY]:
            if depth == 2:
                self._close_entry()
            elif depth == 3 and tag in _FIELDS:
                self._fields[_FIELDS[tag]] = text
            elif depth == 4 and where[2] == _AUTHOR and tag == _NAME and text:
                self._authors.append(text)
        self._path.pop()

    def _close_entry(self) -> None:
        self._seen += 1
        name = self._fields.get("id", "")
        if _MALFORMED in name:
            self.malformed.append(name.partition(_MALFORMED)[2])
            return
        known = arxiv_id(name.partition(_ABS)[2])
        if known is not None:
            paper, version, _ = known
            self.entries.append(Entry(paper, version or 1, _record(paper, self._fields, self._authors)))


def _record(paper: PaperId, fields: dict[str, str], authors: list[str]) -> PaperRecord:
    doi = paper_id("doi:" + fields["doi"].partition(" ")[0]) if fields.get("doi") else None
    is_withdrawn = bool(
        _WITHDRAWN.search(fields.get("comment", "")[:_LONGEST_COMMENT])
        or _WITHDRAWN.search(fields.get("summary", "")[:_START_OF_ABSTRACT])
    )
    return PaperRecord(
        paper,
        "arXiv",
        title=fields.get("title", ""),
        authors=tuple(authors),
        published=_date(fields.get("published", "")),
        updated=_date(fields.get("updated", "")),
        venue=fields.get("journal", ""),
        is_withdrawn=is_withdrawn,
        also=(doi,) if doi is not None and doi != paper else (),
    )


def _date(text: str) -> str:
    found = _DATE.match(text)
    return found[0] if found else ""
