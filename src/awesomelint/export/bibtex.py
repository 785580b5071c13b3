"""Entries as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from awesomelint.export.keys import Keys
from awesomelint.export.latex import latex, latex_url
from awesomelint.export.records import EntryRecord
from awesomelint.export.venue_kind import VenueKind, venue_kind

_ARXIV = re.compile(
    r"^(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org)/(?:abs|pdf|html|format|ps)/"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?$"
)
_DOI = re.compile(r"^(?:https?://)?(?:dx\.)?doi\.org/(10\.\d{4,9}/[^\s?#]+)")
_PAPER_KINDS = ("paper", "other")

_TYPES = {VenueKind.CONFERENCE: "inproceedings", VenueKind.JOURNAL: "article"}
_VENUE_FIELDS = {VenueKind.CONFERENCE: "booktitle", VenueKind.JOURNAL: "journal"}


def bibtex(found: Iterable[EntryRecord]) -> Iterator[str]:
    """Yield a BibTeX entry for each record.

    A venue known as a conference makes an `@inproceedings`, a journal an `@article`; everything else is a `@misc` that names
    its venue in `howpublished`. arXiv links give `eprint` and `archivePrefix`, DOI links `doi`.
    """
    keys = Keys()
    for record in found:
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
