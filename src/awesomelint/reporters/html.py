"""`html`: one page that shows the health of lists, for people, on any screen and on paper.

Here is counted what the page shows; `templates/report.html` lays it out and escapes every value. The page is one file that asks
nobody for anything, and its policy lets no script run but its own.
"""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from awesomelint import __version__
from awesomelint.diagnostic import Diagnostic, Safety, Severity
from awesomelint.document.model import Document, Entry
from awesomelint.document.parse import parse_document
from awesomelint.links.outcome import Outcome, Verdict, host_of
from awesomelint.papers.identity import Verdict as Sameness
from awesomelint.papers.venues.table import VenueTable
from awesomelint.report import ComparedPaper, Context, FileReport
from awesomelint.reporters.excerpts import Excerpt, excerpt
from awesomelint.reporters.run_report import Checkout, RunReport
from awesomelint.reporters.terminal import View, char_width, shorten, visible
from awesomelint.reporters.wording import contents, fix_word, place, related_texts, summary

MAX_FINDINGS = 3000
"""Findings of one list that are shown; all are counted. The worst come first, and a page stays small enough to be sent."""
MAX_PAPERS = 500
"""Papers of one list that are shown of those whose records do not say what the list says."""
MAX_BARS = 15
"""Venues and hosts that are shown one by one."""
MIN_SHARE_OF_CHART = 0.1
"""The part of the entries that have to name a year, or a venue, for a chart of them to say something about the list."""
OTHERS = "others"

_FOLDER = Path(__file__).parents[1] / "templates"
_SEVERITIES = sorted(Severity, reverse=True)
_CLEAN = "clean"
_MAX_NAME, _MAX_FIELD, _MAX_HEADINGS = 60, 60, 120
_MAX_TITLE, _MAX_SECTION = 200, 200
_MAX_ENTRY = 120
_MAX_AUTHORS = 10
_MAX_MESSAGE = 600
_MAX_RELATED = 5
_EXCERPT_WIDTH = 140
_MAX_SIZE = 13
"""The last of the classes `size1`, `size2` ... of the style sheet, which say how much room entries will take."""

Bars = list[tuple[str, int]]
"""The bars of a chart: labels and values."""


def html_page(run: RunReport) -> Iterator[str]:
    """Yield the text of the page."""
    documents = [parse_document(report.source) for report in run.files]
    entries = sum(len(document.entries) for document in documents)
    years, venues, verdicts = by_year(documents), by_venue(documents), by_verdict(run.outcomes)
    style, script = _asset("report.css"), _asset("report.js")
    values: dict[str, Any] = {
        "version": __version__,
        "style": Markup(style),
        "script": Markup(script),
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "headline": summary(run.tally, View()).splitlines(),
        "totals": _totals(run),
        "rules": _rules(run),
        "lists": [_list(report, document, run.checkout) for report, document in zip(run.files, documents, strict=True)],
        "entry_count": entries,
        "years": _worth_showing(years, entries),
        "year_count": sum(value for _, value in years),
        "venues": _worth_showing(venues, entries),
        "venue_count": sum(value for _, value in venues),
        "hosts": by_host(documents),
        "verdicts": verdicts,
        "verdict_names": [name for name, _ in verdicts],
        "linked_hosts": verdicts_by_host(run.outcomes),
        "severities": [severity.label for severity in _SEVERITIES],
        "states": [*(severity.label for severity in _SEVERITIES), _CLEAN],
        "length": _length,
        "is_worth_filtering": entries > 1,
    }
    text = _environment().get_template("report.html").render(values)
    # The runner of GitHub Actions would obey such a line if the page were printed.
    yield text.replace("##[", "#&#35;[")


def _length(value: int, most: int, room: int) -> int:
    """Return the length of a bar, `room` for the greatest value."""
    return max(2, round(room * value / most)) if value and most else 0


def _totals(run: RunReport) -> Bars:
    severities = run.tally.severities()
    return [
        ("entries", sum(report.entries for report in run.files)),
        ("links", sum(report.links for report in run.files)),
        ("errors", severities[Severity.ERROR]),
        ("warnings", severities[Severity.WARNING]),
        ("info", severities[Severity.INFO]),
        ("fixable", run.tally.safeties[Safety.SAFE]),
    ]


def _rules(run: RunReport) -> list[dict[str, Any]]:
    """Return how often each rule found something, the worst first."""
    summaries = {spec.code: spec.summary for spec in run.rules()}
    ordered = sorted(run.tally.rules.items(), key=lambda item: (-item[0][2], -item[1], item[0][0]))
    return [
        {
            "name": f"{code} {name}",
            "summary": summaries.get(code, ""),
            "severity": severity.label,
            "found": count,
            "fixable": min(count, run.tally.fixable[code]),
        }
        for (code, name, severity), count in ordered
    ]


def by_year(documents: Iterable[Document]) -> Bars:
    """Return the number of entries of each year, from the first to the last, years without any too."""
    years = Counter(year for document in documents for entry in document.entries if (year := year_of(entry)))
    return [(str(year), years[year]) for year in range(min(years), max(years) + 1)] if years else []


def by_venue(documents: Iterable[Document]) -> Bars:
    """Return the number of entries of the most frequent venues, by their canonical names, and of all others."""
    return _most(
        Counter(
            name for document in documents for entry in document.entries if (name := _venue(entry, document.venues))
        )
    )


def by_host(documents: Iterable[Document]) -> Bars:
    """Return the number of links to the most frequent hosts, and to all others."""
    return _most(Counter(host for document in documents for link in document.links if (host := _host(link.url))))


def by_verdict(outcomes: Mapping[str, Outcome]) -> Bars:
    """Return the number of targets of each verdict that some have, in the order of `Verdict`."""
    counts = Counter(outcome.verdict for outcome in outcomes.values())
    return [(verdict.value, counts[verdict]) for verdict in Verdict if counts[verdict]]


def verdicts_by_host(outcomes: Mapping[str, Outcome]) -> list[tuple[str, list[int]]]:
    """Return the numbers of `by_verdict` for each host: those with most that are not alive first, the rest as one."""
    counts: dict[str, Counter[Verdict]] = {}
    for url, outcome in outcomes.items():
        counts.setdefault(_host(url), Counter())[outcome.verdict] += 1
    ordered = sorted(
        counts.items(), key=lambda item: (item[1][Verdict.ALIVE] - item[1].total(), -item[1].total(), item[0])
    )
    rest = sum((count for _, count in ordered[MAX_BARS:]), Counter[Verdict]())
    shown = [*ordered[:MAX_BARS], *([(OTHERS, rest)] if rest else [])]
    met = [verdict for verdict in Verdict if any(count[verdict] for count in counts.values())]
    return [(host, [count[verdict] for verdict in met]) for host, count in shown]


def year_of(entry: Entry) -> int | None:
    """Return the year of an entry, else the one that its heading names."""
    return int(entry.year.value) if entry.year else entry.section.year


def _host(url: str) -> str:
    """Return the host of an http or https URL, `""` for anything else."""
    if not url.lower().startswith(("http://", "https://")):
        return ""
    return shorten(host_of(url).removeprefix("www."), _MAX_NAME)


def _venue(entry: Entry, table: VenueTable) -> str:
    if entry.venue is None:
        return ""
    known = table.named(entry.venue.value)
    return known.name if known is not None else shorten(entry.venue.value, _MAX_NAME)


def _most(counts: Counter[str]) -> Bars:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(value for _, value in ordered[MAX_BARS:])
    return [*ordered[:MAX_BARS], *([(OTHERS, rest)] if rest else [])]


def _worth_showing(bars: Bars, entries: int) -> Bars:
    """Return the bars of a chart if enough of the entries are in it, else none."""
    return bars if sum(value for _, value in bars) >= MIN_SHARE_OF_CHART * entries else []


def _list(report: FileReport, document: Document, checkout: Checkout) -> dict[str, Any]:
    """Return what the page says about one list."""
    findings = list(zip(report.diagnostics, report.contexts, strict=True))
    worst_first = sorted(findings, key=lambda item: -item[0].severity)
    return {
        "name": visible(report.path),
        "contents": contents(report),
        "sections": _sections(findings, document),
        "findings": [_finding(report, *item, checkout) for item in islice(worst_first, MAX_FINDINGS)],
        "left_out": max(0, len(findings) - MAX_FINDINGS),
        "papers": _papers(report),
        "papers_left_out": max(0, sum(map(_is_told, report.papers)) - MAX_PAPERS),
        "news": _news(report, findings),
        "entries": list(_entries(findings, document)),
        "size": min(len(document.entries).bit_length(), _MAX_SIZE),
    }


def _sections(findings: Sequence[tuple[Diagnostic, Context]], document: Document) -> list[tuple[str, int, list[int]]]:
    """Return the sections that have entries or findings: headings, own entries, findings of each severity.

    They come in order; those of one name are one.
    """
    in_section = Counter((context.section, diagnostic.severity) for diagnostic, context in findings)
    entries: Counter[tuple[str, ...]] = Counter()
    for section in document.sections:
        entries[section.path] += len(section.entries)
    paths = dict.fromkeys((*(section.path for section in document.sections), *(path for path, _ in in_section)))
    rows = []
    for path in paths:
        counts = [in_section[path, severity] for severity in _SEVERITIES]
        if entries[path] or any(counts):
            name = shorten(" › ".join(path), _MAX_HEADINGS) if path else "(before the first heading)"
            rows.append((name, entries[path], counts))
    return rows


def _finding(report: FileReport, diagnostic: Diagnostic, context: Context, checkout: Checkout) -> dict[str, Any]:
    """Return one finding: what is said, and the stretch of the line around it in three parts."""
    source = report.source
    before, marked, after = _cut(excerpt(source, diagnostic.span, _EXCERPT_WIDTH))
    return {
        "place": place(source, diagnostic),
        "page": checkout.page(report.path, source.line_at(diagnostic.span.start)),
        "severity": diagnostic.severity.label,
        "code": diagnostic.code,
        "message": shorten(diagnostic.message[: 2 * _MAX_MESSAGE], _MAX_MESSAGE),
        "before": before,
        "marked": marked,
        "after": after,
        "related": [shorten(text, _MAX_MESSAGE) for text in related_texts(source, diagnostic, _MAX_RELATED)],
        "entry": shorten((context.entry_title or "")[: 4 * _MAX_ENTRY], _MAX_ENTRY),
        "fix": fix_word(diagnostic),
    }


def _is_told(paper: ComparedPaper) -> bool:
    return paper.verdict != Sameness.RIGHT


def _papers(report: FileReport) -> list[dict[str, Any]]:
    """Return the papers whose records do not say what the list says, the wrong ones first."""
    order = {Sameness.WRONG: 0, Sameness.UNKNOWN: 2}
    told = sorted(
        filter(_is_told, report.papers), key=lambda paper: (order.get(Sameness(paper.verdict), 1), paper.line)
    )
    return [
        {
            "line": paper.line,
            "verdict": paper.verdict,
            "state": Severity.ERROR.label if paper.verdict == Sameness.WRONG else "",
            "title": shorten(paper.title, _MAX_TITLE),
            "authors": shorten(", ".join(paper.authors[:_MAX_AUTHORS]), _MAX_TITLE),
            "record": paper.paper if paper.paper.startswith(paper.source) else f"{paper.paper}, {paper.source}",
            "record_title": shorten(paper.record_title, _MAX_TITLE),
            "record_authors": shorten(", ".join(paper.record_authors[:_MAX_AUTHORS]), _MAX_TITLE),
        }
        for paper in told[:MAX_PAPERS]
    ]


def _news(report: FileReport, findings: Iterable[tuple[Diagnostic, Context]]) -> list[dict[str, Any]]:
    """Return the findings that have news: what the entry says, and what is known since."""
    return [
        {
            "line": report.source.line_at(diagnostic.span.start),
            "title": shorten((context.entry_title or "")[: 4 * _MAX_TITLE], _MAX_TITLE),
            "found": shorten(news.found, _MAX_TITLE),
            "known": shorten(news.known, _MAX_TITLE),
            "said_by": shorten(news.said_by, _MAX_TITLE),
        }
        for diagnostic, context in findings
        if (news := diagnostic.news) is not None
    ][:MAX_PAPERS]


def _cut(shown: Excerpt) -> tuple[str, str, str]:
    """Cut a line at the columns where the span begins and ends; wide characters fill two of them."""
    text = shown.text
    column, start, end = 0, 0, len(text)
    for index, char in enumerate(text):
        if column <= shown.start:
            start = index
        if column >= shown.start + shown.length:
            end = index
            break
        column += char_width(char)
    return text[:start], text[start:end], text[end:]


def _entries(findings: Iterable[tuple[Diagnostic, Context]], document: Document) -> Iterator[dict[str, Any]]:
    """Yield a row for each entry: what was read of it, and its worst finding."""
    by_entry = _by_entry(findings, document)
    for index, entry in enumerate(document.entries):
        here = by_entry.get(index, [])
        worst = max((diagnostic.severity for diagnostic in here), default=None)
        yield {
            "line": entry.first,
            "section": shorten(" › ".join(entry.section.path), _MAX_SECTION),
            "title": shorten(entry.title.value, _MAX_TITLE) if entry.title is not None else "",
            "venue": shorten(entry.venue.value, _MAX_FIELD) if entry.venue is not None else "",
            "year": year_of(entry),
            "links": len(entry.links),
            "state": worst.label if worst is not None else _CLEAN,
            "codes": " ".join(sorted({diagnostic.code for diagnostic in here})),
        }


def _by_entry(findings: Iterable[tuple[Diagnostic, Context]], document: Document) -> dict[int, list[Diagnostic]]:
    """Return the findings of each entry: of those around a finding, the innermost."""
    firsts = [entry.first for entry in document.entries]
    by_entry: dict[int, list[Diagnostic]] = {}
    for diagnostic, context in findings:
        if context.entry_line is not None:
            index = bisect_right(firsts, context.entry_line) - 1
            if index >= 0 and firsts[index] == context.entry_line:
                by_entry.setdefault(index, []).append(diagnostic)
    return by_entry


@cache
def _environment() -> Environment:
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
