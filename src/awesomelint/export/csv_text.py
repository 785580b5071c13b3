"""Entries as CSV for spreadsheets: one line an entry, lists joined."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from awesomelint.export.records import EntryRecord

COLUMNS = (
    "path",
    "line",
    "end_line",
    "container",
    "section",
    "number",
    "title",
    "authors",
    "et_al",
    "venue",
    "year",
    "heading_year",
    "links",
    "description",
)

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_lines(found: Iterable[EntryRecord]) -> Iterator[str]:
    """Yield the header and a line for each entry.

    Sections are joined by ` > `, authors by `; `, the targets of links by a blank. A spreadsheet would run a cell that
    begins like a formula: such a cell gets an apostrophe in front.
    """
    yield _line(COLUMNS)
    for record in found:
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
