"""`html`: one page that shows the health of lists, for people, on any screen and on paper.

Here and in `html_rows` is counted what the page shows; `templates/report.html` lays it out and escapes every value. The page is
one file that asks nobody for anything, and its policy lets no script run but its own.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from time import gmtime, strftime
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from awesomelint import __version__
from awesomelint.diagnostic import Safety, Severity
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.report import FileReport
from awesomelint.reporters.html_charts import (
    Bars,
    by_host,
    by_venue,
    by_verdict,
    by_year,
    verdicts_by_host,
    worth_showing,
)
from awesomelint.reporters.html_rows import CLEAN, MAX_FINDINGS, ListRows, section_paths
from awesomelint.reporters.run_report import RunReport
from awesomelint.reporters.terminal import View, shorten, visible
from awesomelint.reporters.wording import contents, summary

_FOLDER = Path(__file__).parents[1] / "templates"
_SEVERITIES = sorted(Severity, reverse=True)
_MAX_HEADINGS, _MAX_TITLE = 120, 200
_MAX_SIZE = 13
"""The last of the classes `size1`, `size2` ... of the style sheet, which say how much room entries will take."""


def html_page(run: RunReport) -> Iterator[str]:
    """Yield the text of the page."""
    documents = [parse_document(report.source) for report in run.files]
    entries = sum(len(document.entries) for document in documents)
    years, venues, verdicts = by_year(documents), by_venue(documents), by_verdict(run.outcomes)
    style, script = _asset("report.css"), _asset("report.js")
    lists = list(_lists(run, documents))
    values: dict[str, Any] = {
        "version": __version__,
        "style": Markup(style),
        "script": Markup(script),
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "title": _title(documents[0]) if len(documents) == 1 else "",
        "time": strftime("%Y-%m-%dT%H:%MZ", gmtime(run.now)) if run.now else "",
        "date": f"{gmtime(run.now).tm_mday} {strftime('%B %Y, %H:%M UTC', gmtime(run.now))}" if run.now else "",
        "headline": (summary(run.tally, View()).splitlines() or [""])[0],
        "safe": run.tally.safeties[Safety.SAFE],
        "unsafe": run.tally.safeties[Safety.UNSAFE],
        "totals": _totals(run),
        "rules": _rules(run),
        "rule_page": lambda code: _web_page(run.rule_page(code)),
        "lists": lists,
        "entry_count": entries,
        "years": worth_showing(years, entries),
        "year_count": sum(value for _, value in years),
        "venues": worth_showing(venues, entries),
        "venue_count": sum(value for _, value in venues),
        "hosts": by_host(documents),
        "results": verdicts,
        "result_names": [name for name, _ in verdicts],
        "linked_hosts": verdicts_by_host(run.outcomes),
        "states": [*(severity.label for severity in _SEVERITIES), CLEAN],
        "length": _length,
        "is_worth_filtering": entries > 1,
    }
    text = environment().get_template("report.html").render(values)
    # The runner of GitHub Actions would obey such a line if the page were printed.
    yield text.replace("##[", "#&#35;[")


def _web_page(page: str) -> str:
    """Return a page that a browser may be led to, `""` for a file on the computer of the run."""
    return page if page.startswith("https://") else ""


def _title(document: Document) -> str:
    """Return the title of a list, `""` where it has none."""
    section = document.title_section
    return shorten(section.title[: 4 * _MAX_TITLE], _MAX_TITLE) if section is not None else ""


def _length(value: int, most: int, room: int) -> int:
    """Return the length of a bar, `room` for the greatest value."""
    return max(2, round(room * value / most)) if value and most else 0


def _totals(run: RunReport) -> list[tuple[str, int, str]]:
    """Return the numbers at the top: names, values, and the status that shows what is counted."""
    severities = run.tally.severities()
    found = [(severity.label + "s" * (severity is not Severity.INFO), severity) for severity in _SEVERITIES]
    return [
        ("entries", sum(report.entries for report in run.files), ""),
        ("links", sum(report.links for report in run.files), ""),
        *((name, severities[severity], severity.label) for name, severity in found),
        ("fixable", run.tally.safeties[Safety.SAFE], ""),
    ]


def _rules(run: RunReport) -> list[dict[str, Any]]:
    """Return how often each rule found something, the worst first."""
    specs = {spec.code: spec for spec in run.rules()}
    ordered = sorted(run.tally.rules.items(), key=lambda item: (-item[0][2], -item[1], item[0][0]))
    return [
        {
            "code": code,
            "name": name,
            "summary": specs[code].summary if code in specs else "",
            "severity": severity.label,
            "found": count,
            "fixable": min(count, run.tally.fixable[code]),
        }
        for (code, name, severity), count in ordered
    ]


def _lists(run: RunReport, documents: list[Document]) -> Iterator[dict[str, Any]]:
    """Yield what the page says about each list. Sections are numbered through all lists."""
    count = 0
    for report, document in zip(run.files, documents, strict=True):
        numbers = {path: number for number, path in enumerate(section_paths(report, document), count)}
        count += len(numbers)
        rows = ListRows(report, document, run, numbers)
        yield {
            "name": visible(report.path),
            "title": _title(document),
            "contents": contents(report),
            "sections": (sections := _sections(report, document, numbers)),
            "section_count": len(sections),
            "findings": rows.findings(),
            "left_out": max(0, len(report.diagnostics) - MAX_FINDINGS),
            "links": rows.links(),
            "papers": rows.papers(),
            "papers_left_out": rows.papers_left_out,
            "news": rows.news(),
            "entries": list(rows.entries()),
            "size": min(len(document.entries).bit_length(), _MAX_SIZE),
        }


def _sections(
    report: FileReport, document: Document, numbers: Mapping[tuple[str, ...], int]
) -> list[tuple[int, str, int, Bars]]:
    """Return the sections that have entries or findings: number, headings, own entries, findings of each severity.

    They come in order; those of one name are one.
    """
    found = Counter(
        (context.section, diagnostic.severity)
        for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True)
    )
    entries: Counter[tuple[str, ...]] = Counter()
    for section in document.sections:
        entries[section.path] += len(section.entries)
    rows = []
    for path, number in numbers.items():
        counts = [(severity.label, found[path, severity]) for severity in _SEVERITIES]
        if entries[path] or any(count for _, count in counts):
            name = shorten(" › ".join(path), _MAX_HEADINGS) if path else "(before the first section)"
            rows.append((number, name, entries[path], counts))
    return rows


@cache
def environment() -> Environment:
    """Return what makes pages of the templates: it escapes all texts."""
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8").strip()


def _hash(text: str) -> str:
    """Return what allows a style or script of these bytes, and no other, to take effect on the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
