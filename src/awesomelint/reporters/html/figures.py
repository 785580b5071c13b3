"""What is counted over the lists of a page: by rule, by section, by host, by year and by venue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from awesomelint.diagnostic import Severity
from awesomelint.document.model import Document, Entry
from awesomelint.links.outcome import Outcome, Verdict
from awesomelint.links.wording import host_of as told_host
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.venues.table import VenueTable
from awesomelint.report import FileReport
from awesomelint.reporters.html.entries import year_of
from awesomelint.reporters.visible import shorten

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
