"""What the page counts and shows: by rule, section, host, year and venue; entries and findings."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from awesomelint.diagnostic import Diagnostic, Safety, Severity
from awesomelint.document.make_fields import year_number
from awesomelint.document.model import Document, Entry
from awesomelint.links.outcome import Outcome, Verdict
from awesomelint.links.outcome import host_of as told_host
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.table import VenueTable
from awesomelint.report import Context, FileReport
from awesomelint.reporters.formats import Checkout
from awesomelint.reporters.full import excerpt, related_text
from awesomelint.reporters.text import shorten

MAX_BARS = 15
"""Venues and hosts that are shown one by one."""
TELLING_SHARE = 0.1
"""The part of the entries that have to name a year, or a venue, for a chart of them to say something about the list."""
OTHERS = "others"
_LONGEST = 60


class RuleCount(NamedTuple):
    """How often a rule found something, and what is safely fixable of that."""

    code: str
    name: str
    summary: str
    severity: str
    found: int
    fixable: int


class SectionCount(NamedTuple):
    """A section of a list: its headings, its own entries, and the findings in it."""

    path: str
    entries: int
    errors: int
    warnings: int
    infos: int


class HostCount(NamedTuple):
    """A host and how many targets there came to each verdict that some have anywhere, in the order of `Verdict`."""

    host: str
    counts: tuple[int, ...]


class Bar(NamedTuple):
    """One bar of a chart."""

    label: str
    value: int


def by_section(report: FileReport, document: Document) -> list[SectionCount]:
    """Return the sections of a list that have entries or findings, in order; those of one name are one."""
    found: Counter[tuple[tuple[str, ...], Severity]] = Counter()
    for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
        found[context.section, diagnostic.severity] += 1
    entries: Counter[tuple[str, ...]] = Counter()
    for section in document.sections:
        entries[section.path] += len(section.entries)
    paths = dict.fromkeys((*(section.path for section in document.sections), *(path for path, _ in found)))
    counts = []
    for path in paths:
        severities = [found[path, severity] for severity in sorted(Severity, reverse=True)]
        if entries[path] or any(severities):
            name = shorten(" › ".join(path), 2 * _LONGEST) if path else "(before the first heading)"
            counts.append(SectionCount(name, entries[path], *severities))
    return counts


def by_year(documents: Iterable[Document]) -> list[Bar]:
    """Return the number of entries of each year, from the first to the last, years without any too."""
    years = Counter(year for document in documents for entry in document.entries if (year := year_of(entry)))
    return [Bar(str(year), years[year]) for year in range(min(years), max(years) + 1)] if years else []


def by_venue(documents: Iterable[Document]) -> list[Bar]:
    """Return the number of entries of the most frequent venues, by their canonical names, and of all others."""
    venues = Counter(
        name for document in documents for entry in document.entries if (name := _venue(entry, document.venues))
    )
    return _most(venues)


def by_host(documents: Iterable[Document]) -> list[Bar]:
    """Return the number of links to the most frequent hosts, and to all others."""
    hosts = Counter(host for document in documents for link in document.links if (host := host_of(link.url)))
    return _most(hosts)


def by_verdict(outcomes: Mapping[str, Outcome]) -> list[Bar]:
    """Return the number of targets of each verdict that some have, in the order of `Verdict`."""
    counts = Counter(outcome.verdict for outcome in outcomes.values())
    return [Bar(verdict.value, counts[verdict]) for verdict in Verdict if counts[verdict]]


def verdicts_of_hosts(outcomes: Mapping[str, Outcome]) -> list[HostCount]:
    """Return what the targets of each host came to: those with most that are not alive first, the rest as one."""
    counts: dict[str, Counter[Verdict]] = {}
    for url, outcome in outcomes.items():
        counts.setdefault(host_of(url), Counter())[outcome.verdict] += 1
    ordered = sorted(
        counts.items(), key=lambda item: (item[1][Verdict.ALIVE] - item[1].total(), -item[1].total(), item[0])
    )
    rest = sum((count for _, count in ordered[MAX_BARS:]), Counter[Verdict]())
    shown = [*ordered[:MAX_BARS], *([(OTHERS, rest)] if rest else [])]
    met = [verdict for verdict in Verdict if any(count[verdict] for count in counts.values())]
    return [HostCount(host, tuple(count[verdict] for verdict in met)) for host, count in shown]


def telling(bars: list[Bar], entries: int) -> list[Bar]:
    """Return the bars of a chart if enough of the entries are in it, else none."""
    return bars if sum(bar.value for bar in bars) >= TELLING_SHARE * entries else []


def host_of(url: str) -> str:
    """Return the host of an http or https URL, `""` for anything else."""
    if not url.lower().startswith(("http://", "https://")):
        return ""
    return shorten(told_host(url).removeprefix("www."), _LONGEST)


def _venue(entry: Entry, table: VenueTable) -> str:
    if entry.venue is None:
        return ""
    known = table.named(entry.venue.value)
    return known.name if known is not None else shorten(entry.venue.value, _LONGEST)


def _most(counts: Counter[str]) -> list[Bar]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [Bar(label, value) for label, value in ordered[:MAX_BARS]]
    rest = sum(value for _, value in ordered[MAX_BARS:])
    return [*shown, Bar(OTHERS, rest)] if rest else shown


#| Entries as the page shows them: what was read, and how each fares.

_LONGEST_TITLE = 200
_LONGEST_FIELD = 60


class Row(NamedTuple):
    """One entry: its line, where it stands, what was read of it, and its findings.

    `state` is the label of the worst finding, `"clean"` without one.
    """

    line: int
    section: str
    title: str
    venue: str
    year: int | None
    links: int
    state: str
    codes: str


def rows(report: FileReport, document: Document) -> Iterator[Row]:
    """Yield a row for each entry, in order."""
    found = _by_entry(report, document)
    for index, entry in enumerate(document.entries):
        here = found.get(index, [])
        worst = max((diagnostic.severity for diagnostic in here), default=None)
        yield Row(
            entry.first,
            shorten(" › ".join(entry.section.path), _LONGEST_TITLE),
            shorten(entry.title.value, _LONGEST_TITLE) if entry.title is not None else "",
            shorten(entry.venue.value, _LONGEST_FIELD) if entry.venue is not None else "",
            year_of(entry),
            len(entry.links),
            worst.label if worst is not None else "clean",
            " ".join(sorted({diagnostic.code for diagnostic in here})),
        )


def _by_entry(report: FileReport, document: Document) -> dict[int, list[Diagnostic]]:
    """Return the findings of each entry: of those around a finding, the innermost."""
    firsts = [entry.first for entry in document.entries]
    found: dict[int, list[Diagnostic]] = {}
    for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
        if context.entry_line is not None:
            index = bisect_right(firsts, context.entry_line) - 1
            if index >= 0 and firsts[index] == context.entry_line:
                found.setdefault(index, []).append(diagnostic)
    return found


def year_of(entry: Entry) -> int | None:
    """Return the year of an entry, else the one that its heading names."""
    return year_number(entry.year) or entry.section.year


STATES = (*(severity.label for severity in sorted(Severity, reverse=True)), "clean")
"""All that `Row.state` may be, the worst first."""


#| Findings as the page shows them.

MAX_FINDINGS = 3000
"""Findings of one list that are shown; all are counted. The worst come first, and a page stays small enough to be sent."""
_COLUMNS = 140
_LONGEST_MESSAGE = 600
_PLACES_LONGEST_TITLE = 120
_MAX_RELATED = 5


class Finding(NamedTuple):
    """One finding: its place, what is said, the stretch of the line around it in three parts, and other places.

    `page` is the address of the line, `""` where there is none. `fix` is `safe`, `unsafe` or `""`.
    """

    line: int
    column: int
    page: str
    severity: str
    code: str
    name: str
    message: str
    before: str
    marked: str
    after: str
    related: tuple[str, ...]
    entry: str
    fix: str


def findings(report: FileReport, checkout: Checkout) -> Iterator[Finding]:
    """Yield the findings of a list, the worst first, in each severity in order of place."""
    pairs = zip(report.diagnostics, report.contexts, strict=True)
    ordered = sorted(pairs, key=lambda pair: -pair[0].severity)
    for diagnostic, context in islice(ordered, MAX_FINDINGS):
        yield _finding(report, diagnostic, context, checkout)


def _finding(report: FileReport, diagnostic: Diagnostic, context: Context, checkout: Checkout) -> Finding:
    line, column = report.source.position(diagnostic.span.start)
    shown = excerpt(report.source, diagnostic.span, _COLUMNS)
    before, marked, after = _parts(shown.text, shown.start, shown.length)
    fix = "" if diagnostic.fix is None else "safe" if diagnostic.fix.safety is Safety.SAFE else "unsafe"
    related = tuple(shorten(related_text(report, one), _LONGEST_MESSAGE) for one in diagnostic.related[:_MAX_RELATED])
    return Finding(
        line,
        column,
        checkout.page(report.path, line),
        diagnostic.severity.label,
        diagnostic.code,
        diagnostic.name,
        shorten(diagnostic.message[: 2 * _LONGEST_MESSAGE], _LONGEST_MESSAGE),
        before,
        marked,
        after,
        related,
        shorten((context.entry_title or "")[: 4 * _PLACES_LONGEST_TITLE], _PLACES_LONGEST_TITLE),
        fix,
    )


def _parts(text: str, start: int, length: int) -> tuple[str, str, str]:
    """Cut a line at the columns where the span begins and ends; wide characters fill two of them."""
    from awesomelint.reporters.text import char_width

    column, cuts = 0, [0, len(text)]
    for index, char in enumerate(text):
        if column <= start:
            cuts[0] = index
        if column >= start + length:
            cuts[1] = index
            break
        column += char_width(char)
    return text[: cuts[0]], text[cuts[0] : cuts[1]], text[cuts[1] :]
