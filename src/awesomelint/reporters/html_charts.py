"""The numbers of the HTML report's charts: entries by year and venue, links by host, results of the link check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from awesomelint.document.model import Document, Entry, year_of
from awesomelint.links.outcome import Outcome, Verdict, host_of
from awesomelint.papers.venues.table import VenueTable
from awesomelint.reporters.terminal import shorten

MAX_BARS = 15
"""Venues and hosts that are shown one by one."""
MIN_SHARE_OF_CHART = 0.1
"""The part of the entries that have to name a year, or a venue, for a chart of them to say something about the list."""
DENSE = 0.05
"""The part of the most frequent year's entries from which on a year is shown by itself, if it is not later than one that is."""
LEAST_COLLAPSED = 3
"""Years that are worth to be collapsed."""
OTHERS = "others"
_MAX_NAME = 60

Bars = list[tuple[str, int]]
"""The bars of a chart: labels and values."""


def by_year(documents: Iterable[Document]) -> Bars:
    """Return the number of entries of each year, from the first to the last, years without any too.

    Those before the first with more than a few are one bar: `≤2009`.
    """
    years = Counter(year for document in documents for entry in document.entries if (year := year_of(entry)))
    if not years:
        return []
    first = next(year for year in sorted(years) if years[year] >= DENSE * max(years.values()))
    before = [year for year in years if year < first]
    bars = [(str(year), years[year]) for year in range(first, max(years) + 1)]
    if before and first - min(before) < LEAST_COLLAPSED:
        return [*((str(year), years[year]) for year in range(min(before), first)), *bars]
    return [(f"≤{first - 1}", sum(years[year] for year in before)), *bars] if before else bars


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


def worth_showing(bars: Bars, entries: int) -> Bars:
    """Return the bars of a chart if enough of the entries are in it, else none."""
    return bars if sum(value for _, value in bars) >= MIN_SHARE_OF_CHART * entries else []
