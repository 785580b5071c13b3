"""The entries of a list as data: JSON, CSV and BibTeX. Nothing here reads a file.

`records` turns entries into plain values, `csv_lines` and `bibtex` write these down. What BibTeX needs besides is below: what
kind of venue a name stands for, keys that stay the same when entries are added, and text that LaTeX does not act on.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TypedDict

from awesomelint.document.model import Document, Entry, Field
from awesomelint.markdown.blocks import Link
from awesomelint.papers.venues.load import venue_table
from awesomelint.papers.venues.reading import parse_venue
from awesomelint.source import Source


class LinkRecord(TypedDict):
    """A link of an entry: label and target as written, its kind, and its place (line and column from 1)."""

    label: str
    kind: str
    url: str
    line: int
    column: int


class EntryRecord(TypedDict):
    """An entry as data. `section` is the chain of headings over it; `year` is on the entry, `heading_year` above it."""

    path: str
    line: int
    end_line: int
    container: str
    section: list[str]
    number: int | None
    title: str | None
    authors: list[str]
    et_al: bool
    venue: str | None
    year: int | None
    heading_year: int | None
    links: list[LinkRecord]
    description: str | None


COLUMNS = tuple(EntryRecord.__annotations__)
"""The columns of CSV: the keys of a record."""
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def records(document: Document) -> Iterator[EntryRecord]:
    """Yield a record for each entry of a document, in order."""
    yield from map(entry_record, document.entries)


def entry_record(entry: Entry) -> EntryRecord:
    """Return an entry as plain values."""
    source = entry.document.source
    return {
        "path": source.path,
        "line": entry.first,
        "end_line": entry.last,
        "container": entry.container.value,
        "section": list(entry.section.path),
        "number": entry.number,
        "title": _value(entry.title),
        "authors": [author.value for author in entry.authors],
        "et_al": entry.et_al,
        "venue": _value(entry.venue),
        "year": int(entry.year.value) if entry.year else None,
        "heading_year": entry.section.year,
        "links": [_link(link, source) for link in entry.links],
        "description": _value(entry.description),
    }


def _link(link: Link, source: Source) -> LinkRecord:
    place = source.position(link.span.start)
    return {
        "label": link.label,
        "kind": link.kind.value,
        "url": link.url,
        "line": place.line,
        "column": place.column,
    }


def _value(field: Field | None) -> str | None:
    return field.value if field is not None else None


# -- CSV


def csv_lines(entries: Iterable[EntryRecord]) -> Iterator[str]:
    """Yield the header and a line for each entry.

    Sections are joined by ` > `, authors by `; `, the targets of links by a space. A spreadsheet would run a cell that
    begins like a formula: such a cell gets an apostrophe in front.
    """
    yield _line(COLUMNS)
    for record in entries:
        yield _line(
            (
                _cell(record["path"]),
                record["line"],
                record["end_line"],
                record["container"],
                _cell(" > ".join(record["section"])),
                record["number"],
                _cell(record["title"]),
                _cell("; ".join(record["authors"])),
                "true" if record["et_al"] else "false",
                _cell(record["venue"]),
                record["year"],
                record["heading_year"],
                _cell(" ".join(link["url"] for link in record["links"])),
                _cell(record["description"]),
            )
        )


def _cell(text: str | None) -> str | None:
    return "'" + text if text and text.startswith(_STARTS_FORMULA) else text


def _line(values: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(values)  # so that a cell with either of the two is quoted
    return line.getvalue().removesuffix("\r\n") + "\n"


# -- BibTeX


class VenueKind(StrEnum):
    """The kinds of venue that a bibliography tells apart."""

    CONFERENCE = "conference"
    JOURNAL = "journal"
    PREPRINT = "preprint"


_ARXIV = re.compile(
    r"^(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org)/(?:abs|pdf|html|format|ps)/"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?$"
)
_DOI = re.compile(r"^(?:https?://)?(?:dx\.)?doi\.org/(10\.\d{4,9}/[^\s?#]+)")
_PAPER_KINDS = ("paper", "other")

_TYPES = {VenueKind.CONFERENCE: "inproceedings", VenueKind.JOURNAL: "article"}
_VENUE_FIELDS = {VenueKind.CONFERENCE: "booktitle", VenueKind.JOURNAL: "journal"}


def bibtex(entries: Iterable[EntryRecord]) -> Iterator[str]:
    """Yield a BibTeX entry for each record.

    A venue known as a conference makes an `@inproceedings`, a journal an `@article`; everything else is a `@misc` that names
    its venue in `howpublished`. arXiv links give `eprint` and `archivePrefix`, DOI links `doi`.
    """
    keys = Keys()
    for record in entries:
        yield _entry(keys.key(record), record)


def _entry(key: str, record: EntryRecord) -> str:
    venue = record["venue"]
    kind = venue_kind(venue) if venue else None
    type_ = _TYPES.get(kind, "misc") if kind else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(record, kind) if value]
    return "\n".join((f"@{type_}{{{key},", *lines, "}", "", ""))


def _fields(record: EntryRecord, kind: VenueKind | None) -> Iterator[tuple[str, str]]:
    urls = [link["url"] for link in record["links"]]
    arxiv = _first(_ARXIV, urls)
    yield "author", _authors(record["authors"], et_al=record["et_al"])
    yield "title", "{" + latex(record["title"] or "") + "}"
    if record["venue"] and kind is not VenueKind.PREPRINT:
        yield _VENUE_FIELDS.get(kind, "howpublished") if kind else "howpublished", latex(record["venue"])
    yield "year", str(record["year"] or record["heading_year"] or "")
    yield "doi", latex(_first(_DOI, urls))
    if arxiv:
        yield "eprint", arxiv
        yield "archivePrefix", "arXiv"
    yield "url", latex_url(_url(record))
    if kind is VenueKind.PREPRINT and not arxiv:
        yield "note", latex(record["venue"] or "")


def _authors(names: list[str], *, et_al: bool) -> str:
    parts = [_author(name) for name in names]
    if et_al and parts:
        parts.append("others")
    return " and ".join(parts)


def _author(name: str) -> str:
    """Return a name as BibTeX reads one; braces keep together what it would take apart."""
    text = latex(name)
    words = text.lower().split()
    return f"{{{text}}}" if "and" in words or text.count(",") > 1 or "others" in words else text


def _url(record: EntryRecord) -> str:
    """Return the entry's first paper link, else its first link that leads somewhere."""
    links = [link for link in record["links"] if "://" in link["url"]]
    best = next((link for link in links if link["kind"] in _PAPER_KINDS), links[0] if links else None)
    return best["url"] if best else ""


def _first(pattern: re.Pattern[str], urls: Iterable[str]) -> str:
    return next((match[1] for url in urls if (match := pattern.match(url))), "")


# -- the kind of a venue

_KINDS = {
    "conference": VenueKind.CONFERENCE,
    "findings": VenueKind.CONFERENCE,
    "journal": VenueKind.JOURNAL,
    "preprint": VenueKind.PREPRINT,
    "workshop": VenueKind.CONFERENCE,
}
"""What the kinds of the table are in a bibliography; a report is nothing of these."""
_PREPRINT = re.compile(r"\b(?:preprint|under review)\b", re.IGNORECASE)
_CONFERENCE = re.compile(r"\b(?:conference|workshops?|proceedings|symposium|findings)\b", re.IGNORECASE)
_JOURNAL = re.compile(r"\b(?:journal|transactions|letters|magazine|review|annals|trans\.)\b", re.IGNORECASE)


def venue_kind(name: str) -> VenueKind | None:
    """Return the kind of a venue by its name: what the table says, else the words in it; `None` where nothing tells it."""
    reading = parse_venue(name, venue_table())
    if reading is not None:
        return _KINDS.get(reading.venue.kind)
    if _PREPRINT.search(name):
        return VenueKind.PREPRINT
    if _CONFERENCE.search(name):
        return VenueKind.CONFERENCE
    return VenueKind.JOURNAL if _JOURNAL.search(name) else None


# -- keys

_WORD = re.compile(r"[a-z0-9]+")
_SMALL_WORD = re.compile(
    "a|an|the|on|of|for|in|to|from|with|towards?|and|or|is|are|do|does|can|how|what|when|why|at|by|as|via|using"
)
_UNFOLDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)


class Keys:
    """Gives each record a key of its own.

    The first record with a key has it plain, the next get `-b`, `-c` ...: what is added to the end of a list changes no key
    above it.
    """

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def key(self, record: EntryRecord) -> str:
        """Return the key of the next record."""
        plain = plain_key(record)
        count = self._given.get(plain, 0)
        self._given[plain] = count + 1
        return f"{plain}-{_letters(count)}" if count else plain


def plain_key(record: EntryRecord) -> str:
    """Return `smith2020attention`: surname, year of the entry or else of its heading, first word that says something."""
    surname = _surname(record["authors"][0]) if record["authors"] else ""
    year = record["year"] or record["heading_year"] or ""
    return f"{surname}{year}{_first_word(record['title'] or '')}" or f"entry{record['line']}"


def _surname(author: str) -> str:
    name = author.split(",")[0] if "," in author else author
    words = _WORD.findall(_folded(name))
    if "," in author:
        return "".join(words)
    return words[-1] if words else ""


def _first_word(title: str) -> str:
    words = _WORD.findall(_folded(title).replace("'", "").replace("’", ""))
    return next((word for word in words if not _SMALL_WORD.fullmatch(word)), words[0] if words else "")


def _folded(text: str) -> str:
    """Return a text in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_UNFOLDED))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _letters(count: int) -> str:
    """Return `b` for 1, `c` for 2, ... `z`, `ba`, `bb`: the digits of a number to the base of 26."""
    digits = ""
    while count:
        count, digit = divmod(count, 26)
        digits = chr(ord("a") + digit) + digits
    return digits


# -- text for LaTeX

_ESCAPES = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    '"': "{''}",
}
_SPECIAL = re.compile(r'[\\{}$&%#_~^"]')
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_MATH = re.compile(r"\$(?! )[A-Za-z0-9+\-*/=<>,.()| ^_]{1,40}(?<! )\$(?!\d)")


def latex(text: str) -> str:
    """Escape what LaTeX or BibTeX would act on.

    Letters of any script stay as they are (UTF-8); unprintable characters become spaces. Plain mathematics such as `$K^2$`
    stays mathematics as long as no command is in it.
    """
    text = " ".join(_UNPRINTABLE.sub(" ", text).split())
    parts: list[str] = []
    at = 0
    for match in _MATH.finditer(text):
        parts += (_escaped(text[at : match.start()]), match[0])
        at = match.end()
    parts.append(_escaped(text[at:]))
    return "".join(parts)


def latex_url(url: str) -> str:
    """Return a URL for a `url` field, which takes characters as they are: braces, backslashes and spaces are encoded."""
    url = _UNPRINTABLE.sub("", url)
    for char, code in (("\\", "%5C"), ("{", "%7B"), ("}", "%7D"), (" ", "%20")):
        url = url.replace(char, code)
    return url


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text)
