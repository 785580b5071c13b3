"""Read a papers file record by record: BibTeX, or a JSON object on each line. What is read is bounded, and on one line."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
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
    lines = _lines(path)
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


def _lines(path: Path) -> Iterator[str]:
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
    "authors": ("authors", "author"),
    "venue": ("venue", "booktitle", "journal", "container-title"),
    "date": ("date", "published", "year"),
    "doi": ("doi", "DOI"),
    "arxiv": ("arxiv", "arxiv_id", "eprint"),
    "url": ("url", "URL"),
}
"""What other programs call the keys of a record."""
_WANTED = 'expected a JSON object on each line, such as {"title": "..."}'


def _of_json(line: str, number: int, path: Path) -> PaperRecord:
    start = len(line) - len(line.lstrip())
    try:
        values = json.loads(line.rstrip(), parse_int=str)  # no number is too long to be a text
    except json.JSONDecodeError as error:
        _fail(path, f"{_WANTED}: {error.msg.lower().removesuffix(' at')}", number, error.colno)
    except RecursionError:
        _fail(path, f"{_WANTED}: nested too deeply", number, start + 1)
    if not isinstance(values, dict):
        _fail(path, _WANTED, number, start + 1)
    title = values.get("title") or ""
    if not isinstance(title, str):
        _fail(path, "expected a text as the title", number, line.find('"title"') + 1)
    found = {key: next((values[name] for name in names if values.get(name)), "") for key, names in _NAMES.items()}
    said = {key: str(value) if isinstance(value, str | int) else "" for key, value in found.items()}
    ids = _ids(arxiv=said["arxiv"], doi=said["doi"], url=said["url"])
    authors = found["authors"]
    if not isinstance(authors, str | list):
        _fail(path, "expected a list of names as the authors", number, line.find('"author') + 1)
    names = read_names(authors[:MAX_FIELD]) if isinstance(authors, str) else tuple(_names(authors))
    return _record(ids or [PaperId("line", str(number))], path, title, names, said["date"], said["venue"])


def _names(authors: Any) -> Iterator[str]:
    for one in authors if isinstance(authors, list) else ():
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
