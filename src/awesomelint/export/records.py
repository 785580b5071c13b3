"""One record an entry: what all formats are made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from awesomelint.document.blocks import Link
from awesomelint.document.fields.year import year_number
from awesomelint.document.model import Document, Entry, Field
from awesomelint.source import Source


class LinkRecord(TypedDict):
    """A link of an entry: label and target as written, its kind, and its place (line and column from 1)."""

    label: str
    kind: str
    url: str
    line: int
    column: int


class EntryRecord(TypedDict):
    """An entry as data. `section` is the chain of headings over it; `year` stands on the entry, `heading_year` above it."""

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


def records(document: Document) -> Iterator[EntryRecord]:
    """Yield a record for each entry of a document, in order."""
    for entry in document.entries:
        yield _record(entry, document.source)


def _record(entry: Entry, source: Source) -> EntryRecord:
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
        "year": year_number(entry.year),
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
