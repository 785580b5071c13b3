"""Read a papers file record by record: BibTeX, or a JSON object on each line. What is read is bounded, and on one line."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

from awesomelint.context import PaperRecord
from awesomelint.errors import ConfigError, in_words
from awesomelint.papers.bibtex import BibtexEntry, BibtexError, plain_text, read_bibtex, read_names
from awesomelint.papers.identifiers import Kind, PaperId, read_identifier
from awesomelint.papers.identifiers.arxiv import read_arxiv_id
from awesomelint.papers.identifiers.doi import read_doi
from awesomelint.startup import expression

MAX_LINE = 1_000_000
"""Bytes of the longest line."""
MAX_TEXT = 1000
"""Characters that are kept of a title, a name, a venue."""
MAX_AUTHORS = 200
MAX_FIELD = 50_000
"""Characters of a field that are looked at."""
MAX_ID = 300
"""Characters of the longest DOI."""
SUFFIXES = (".bib", ".bibtex", ".jsonl", ".ndjson")
_BIBTEX = SUFFIXES[:2]

_ARXIV = expression(r"(?:arxiv:\s*)?([a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\s.*)?", re.IGNORECASE)
_IN_JOURNAL = expression(r"arxiv:\s*([a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})", re.IGNORECASE)
_YEAR = expression(r"(?:1[89]|20)\d\d")
_AND_OTHERS = expression(r"\band\s++others\s*+\Z", re.IGNORECASE)
_DATE = expression(r"((?:1[89]|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?")
_MONTHS = {
    month: f"{number:02}" for number, month in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}


def read_papers_file(path: Path) -> Iterator[PaperRecord]:
    """Yield the papers of a file; the first identity of one is that of its record, others are `also`.

    Raises `ConfigError`, with line and column, where the file cannot be read or is broken.
    """
    if path.suffix.lower() not in SUFFIXES:
        _fail(path, f"expected a papers file that ends with {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}")
    with closing(_lines(path)) as lines:
        if path.suffix.lower() in _BIBTEX:
            try:
                for entry in read_bibtex(lines):
                    yield _of_bibtex(entry, path)
            except BibtexError as error:
                _fail(path, error.message, error.line, error.column)
        else:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _of_json(line, number, path)


def _lines(path: Path) -> Generator[str]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            _fail(path, "cannot read the papers file: it is no regular file")
        with path.open("rb") as file:
            number = 0
            while raw := file.readline(MAX_LINE):
                number += 1
                if len(raw) == MAX_LINE:
                    _fail(path, f"the line is longer than {MAX_LINE:,} bytes", number, 1)
                try:
                    line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as error:
                    column = len(raw[: error.start].decode("utf-8", "replace")) + 1
                    _fail(path, "the papers file is not UTF-8", number, column)
                yield line
    except OSError as error:
        _fail(path, f"cannot read the papers file: {in_words(error)}")


def _fail(path: Path, message: str, line: int | None = None, column: int | None = None) -> NoReturn:
    raise ConfigError(message, path=str(path), line=line, column=column) from None


# -- BibTeX


def _of_bibtex(entry: BibtexEntry, path: Path) -> PaperRecord:
    fields = {name: value[:MAX_FIELD] for name, value in entry.fields.items()}
    journal = fields.get("journal", fields.get("journaltitle", ""))
    month = _MONTHS.get(fields.get("month", "").strip()[:3].lower(), "")
    date = fields.get("date") or "-".join(filter(None, (fields.get("year", "").strip(), month)))
    eprint = fields.get("eprint", "").strip()
    kind = fields.get("archiveprefix", fields.get("eprinttype", "arxiv")).strip().lower()
    preprint = _IN_JOURNAL.search(f"{journal} {fields.get('note', '')} {fields.get('howpublished', '')}")
    ids = _ids(
        arxiv=eprint if eprint and kind == "arxiv" else "" if preprint is None else preprint[1],
        doi=plain_text(fields.get("doi", "")),
        url=plain_text(fields.get("url", "")),
    )
    record = _record(
        ids or [PaperId("bibtex", _text(entry.key) or f"line-{entry.line}")],
        path,
        plain_text(fields.get("title", "")),
        read_names(fields.get("author", "")),
        date,
        plain_text(fields.get("booktitle", "") or journal),
    )
    return record._replace(has_more=_AND_OTHERS.search(fields.get("author", "")) is not None)


# -- JSON lines

_NAMES = {
    "title": ("title",),
    "authors": ("authors", "author"),
    "venue": ("venue", "booktitle", "journal", "container-title"),
    "date": ("date", "published", "year"),
    "doi": ("doi", "DOI"),
    "arxiv": ("arxiv", "arxiv_id", "eprint"),
    "url": ("url", "URL"),
}
"""What other programs call the keys of a record."""
_WANTED = 'expected a JSON object on each line, such as {"title": "..."}'
_EXPECTED = {
    "title": "a text as the title",
    "authors": "a list of names as the authors",
    "venue": "a text as the venue",
    "date": 'a year, or a date such as "2019-05-31"',
    "doi": "a text as the DOI",
    "arxiv": 'a text as the identifier at arXiv, such as "1905.00010", as a number has no zeros at its end',
    "url": "a text as the URL",
}


class _Number(str):
    """A number as it is written: none is too long, and a year is one of four digits."""

    __slots__ = ()


def _of_json(line: str, number: int, path: Path) -> PaperRecord:
    start = len(line) - len(line.lstrip())
    try:
        values = json.loads(line.rstrip(), parse_int=_Number, parse_float=_Number)
    except json.JSONDecodeError as error:
        _fail(path, f"{_WANTED}: {error.msg.lower().removesuffix(' at')}", number, error.colno)
    except RecursionError:
        _fail(path, f"{_WANTED}: nested too deeply", number, start + 1)
    if not isinstance(values, dict):
        _fail(path, _WANTED, number, start + 1)
    said: dict[str, Any] = {}
    for key, names in _NAMES.items():
        name = next((name for name in names if values.get(name)), names[0])
        said[key] = values.get(name) or ""
        if not _is_as_expected(key, said[key]):
            _fail(path, f"expected {_EXPECTED[key]}", number, line.find(f'"{name}"') + 1)
    ids = _ids(arxiv=said["arxiv"], doi=said["doi"], url=said["url"])
    authors = said["authors"]
    names = read_names(authors[:MAX_FIELD]) if isinstance(authors, str) else tuple(_names(authors))
    return _record(ids or [PaperId("line", str(number))], path, said["title"], names, said["date"], said["venue"])


def _is_as_expected(key: str, value: object) -> bool:
    """Return whether the value of a key has its type; a date may be a number, the year, and authors a text or a list."""
    if isinstance(value, _Number):
        return key == "date"
    if key == "authors" and isinstance(value, list):
        return all(isinstance(one, str | dict) and not isinstance(one, _Number) for one in value)
    return isinstance(value, str)


def _names(authors: list[Any]) -> Iterator[str]:
    for one in authors:
        if isinstance(one, dict):
            parts = (one.get("given"), one.get("family")) if one.get("family") else (one.get("name"),)
            one = " ".join(part for part in parts if isinstance(part, str))
        if isinstance(one, str) and one.strip():
            yield one


# -- both


def _ids(*, arxiv: str, doi: str, url: str) -> list[PaperId]:
    preprint = _ARXIV.fullmatch(arxiv.strip())
    doi, url = doi.strip().removeprefix("https://doi.org/"), url.strip()
    readings = (
        read_arxiv_id(preprint[1]) if preprint is not None else None,
        read_doi(doi) if 0 < len(doi) <= MAX_ID else None,
        read_identifier(url) if url and not (doi and url.endswith(doi)) else None,
    )
    return list(dict.fromkeys(one.paper for one in readings if one is not None and one.kind is not Kind.VOLUME))


def _record(ids: list[PaperId], path: Path, title: str, authors: tuple[str, ...], date: str, venue: str) -> PaperRecord:
    exact = _DATE.fullmatch(date.strip())
    year = _YEAR.search(date)
    return PaperRecord(
        ids[0],
        path.name,
        _text(title),
        tuple(map(_text, authors[:MAX_AUTHORS])),
        exact[0] if exact is not None else year[0] if year is not None else "",
        venue=_text(venue),
        also=tuple(ids[1:]),
    )


def _text(text: str) -> str:
    """Return a text on one line, without what is not printed, cut to a bearable length."""
    text = text[: 2 * MAX_TEXT]
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split())[:MAX_TEXT]
