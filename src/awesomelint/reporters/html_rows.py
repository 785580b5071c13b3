"""The rows of the HTML report, list by list: findings, links that do not simply work, papers, preprints, entries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any

from awesomelint.checks.papers.paper_links import named
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.model import Document, Entry, year_of
from awesomelint.links.outcome import Outcome, Verdict, shown_url, worded
from awesomelint.links.targets import link_target, targets_of, uses_of
from awesomelint.markdown.blocks import Link
from awesomelint.papers.identifiers import Reading, read_identifier
from awesomelint.papers.identity import Verdict as Sameness
from awesomelint.report import ComparedPaper, Context, FileReport
from awesomelint.reporters.excerpts import Excerpt, excerpt
from awesomelint.reporters.run_report import RunReport
from awesomelint.reporters.terminal import char_width, shorten
from awesomelint.reporters.wording import fix_word, place, related_texts
from awesomelint.source import Span

MAX_FINDINGS = 3000
"""Findings of one list that are shown; all are counted. The worst come first, and a page stays small enough to be sent."""
MAX_PAPERS = MAX_LINKS = 500
"""Papers of one list that are shown of those whose records do not say what the list says, and links that do not simply work."""
CLEAN = "clean"

_MAX_FIELD = 60
_MAX_TITLE, _MAX_SECTION = 200, 200
_MAX_ENTRY = 120
_MAX_AUTHORS = 10
_MAX_MESSAGE = 600
_MAX_RELATED = 5
_MAX_LINES = 10
_TITLE_SEEN = 16
"""Characters of an entry's title that tell a reader which entry an excerpt is from."""
_EXCERPT_WIDTH = 140
_GOOD = (Verdict.ALIVE, Verdict.SKIPPED)
_STATES = {Verdict.DEAD: "error", Verdict.UNSURE: "warning", Verdict.BLOCKED: "warning", Verdict.MOVED: "info"}
"""The colours of results: those of the severities that they come to."""

Row = dict[str, Any]


class ListRows:
    """The rows of one list of a run. `sections` has a number for each path of headings, by which the page filters."""

    def __init__(self, report: FileReport, document: Document, run: RunReport, sections: Mapping[tuple[str, ...], int]):
        self._report = report
        self._document = document
        self._run = run
        self._sections = sections
        self._findings = list(zip(report.diagnostics, report.contexts, strict=True))
        self._links = sorted(document.links, key=lambda link: link.span)
        self._starts = [link.span.start for link in self._links]

    # -- findings

    def findings(self) -> list[Row]:
        """Return the findings, the worst first: what is said, and the stretch of the line around it in three parts."""
        worst_first = sorted(self._findings, key=lambda item: -item[0].severity)
        return [self._finding(*item) for item in islice(worst_first, MAX_FINDINGS)]

    def _finding(self, diagnostic: Diagnostic, context: Context) -> Row:
        source = self._report.source
        shown = excerpt(source, diagnostic.span, _EXCERPT_WIDTH)
        before, marked, after = _cut(shown)
        title = context.entry_title or ""
        message = shorten(diagnostic.message[: 2 * _MAX_MESSAGE], _MAX_MESSAGE)
        link = self._link_at(diagnostic.span) or self._entry_links.get(context.entry_line or 0)
        return {
            "place": place(source, diagnostic),
            "page": self._page(source.line_at(diagnostic.span.start)),
            "severity": diagnostic.severity.label,
            "code": diagnostic.code,
            "message": message,
            "before": before,
            "marked": marked,
            "after": after,
            "related": [shorten(text, _MAX_MESSAGE) for text in related_texts(source, diagnostic, _MAX_RELATED)],
            "entry": "" if title[:_TITLE_SEEN] in shown.text else shorten(title[: 4 * _MAX_ENTRY], _MAX_ENTRY),
            "fix": fix_word(diagnostic),
            "section": self._sections[context.section],
            **self._target(link, message),
        }

    def _link_at(self, span: Span) -> Link | None:
        """Return the link that a finding is in, or else the first one that begins in it."""
        index = bisect_right(self._starts, span.start)
        if index and span.start < self._links[index - 1].span.end:
            return self._links[index - 1]
        return self._links[index] if index < len(self._links) and self._starts[index] < span.end else None

    @cached_property
    def _entry_links(self) -> dict[int, Link]:
        """The first link of each entry that can be followed, by the first line of the entry."""
        links = ((entry.first, link) for entry in reversed(self._document.entries) for link in reversed(entry.links))
        return {line: link for line, link in links if link_target(link) is not None}

    def _target(self, link: Link | None, message: str) -> Row:
        """Return the target of a link, if it can be followed, and what the link check found there, unless a message says it."""
        url = link_target(link) if link is not None else None
        outcome = self._run.outcomes.get(url) if url is not None else None
        history = _history(outcome) if outcome is not None else ""
        return {
            "url": url or "",
            "shown_url": _shown(url) if url is not None else "",
            "result": outcome.verdict.value if outcome is not None else "",
            "history": history if history not in message else "",
        }

    def _page(self, line: int) -> str:
        return self._run.checkout.address(self._report.path, line)

    # -- links

    def links(self) -> list[Row]:
        """Return the targets that do not simply work, the worst first, with their history as far as it is known."""
        outcomes = self._run.outcomes
        if not outcomes:
            return []
        order = {verdict: rank for rank, verdict in enumerate(_STATES)}
        rows = [
            (order[outcome.verdict], target, outcome)
            for target in targets_of((use.url, use.place) for use in uses_of(self._document))
            if (outcome := outcomes.get(target.url)) is not None and outcome.verdict not in _GOOD
        ]
        return [
            {
                "lines": [(place.line, self._page(place.line)) for place in target.places[:_MAX_LINES]],
                "url": target.url,
                "shown_url": _shown(target.url),
                "result": outcome.verdict.value,
                "state": _STATES[outcome.verdict],
                "history": _history(outcome),
                "archived": outcome.archived_url if (outcome.archived_url or "").startswith("https://") else "",
            }
            for _, target, outcome in sorted(rows, key=lambda row: row[0])[:MAX_LINKS]
        ]

    # -- papers

    @cached_property
    def _told(self) -> list[ComparedPaper]:
        """The papers whose records do not say what the list says, the wrong ones first."""
        order = {Sameness.WRONG: 0, Sameness.UNKNOWN: 2}
        papers = (paper for paper in self._report.papers if paper.verdict != Sameness.RIGHT)
        return sorted(papers, key=lambda paper: (order.get(Sameness(paper.verdict), 1), paper.line))

    @property
    def papers_left_out(self) -> int:
        """How many of them are not shown."""
        return max(0, len(self._told) - MAX_PAPERS)

    def papers(self) -> list[Row]:
        """Return the papers whose records do not say what the list says."""
        return [
            {
                "line": paper.line,
                "page": self._page(paper.line),
                "verdict": paper.verdict,
                "state": Severity.ERROR.label if paper.verdict == Sameness.WRONG else "",
                "title": shorten(paper.title, _MAX_TITLE),
                "authors": shorten(", ".join(paper.authors[:_MAX_AUTHORS]), _MAX_TITLE),
                "record": paper.paper if paper.paper.startswith(paper.source) else f"{paper.paper}, {paper.source}",
                "record_title": shorten(paper.record_title, _MAX_TITLE),
                "record_authors": shorten(", ".join(paper.record_authors[:_MAX_AUTHORS]), _MAX_TITLE),
            }
            for paper in self._told[:MAX_PAPERS]
        ]

    def news(self) -> list[Row]:
        """Return the findings that have news: what the entry says, and what is known since."""
        rows = (
            (self._report.source.line_at(diagnostic.span.start), context.entry_title or "", diagnostic.news)
            for diagnostic, context in self._findings
            if diagnostic.news is not None
        )
        return [
            {
                "line": line,
                "page": self._page(line),
                "title": shorten(title[: 4 * _MAX_TITLE], _MAX_TITLE),
                "found": shorten(news.found, _MAX_TITLE),
                "known": shorten(news.known, _MAX_TITLE),
                "said_by": shorten(news.said_by, _MAX_TITLE),
            }
            for line, title, news in islice(rows, MAX_PAPERS)
        ]

    # -- entries

    def entries(self) -> Iterator[Row]:
        """Yield a row for each entry: what was read of it, which paper it links to, and its worst finding."""
        by_entry = self._by_entry()
        outcomes = self._run.outcomes
        for index, entry in enumerate(self._document.entries):
            here = by_entry.get(index, [])
            worst = max((diagnostic.severity for diagnostic in here), default=None)
            targets = [url for link in entry.links if (url := link_target(link)) is not None]
            reading = _paper(entry)
            yield {
                "line": entry.first,
                "page": self._page(entry.first),
                "section": self._sections[entry.section.path],
                "headings": shorten(" › ".join(entry.section.path), _MAX_SECTION),
                "title": shorten(entry.title.value, _MAX_TITLE) if entry.title is not None else "",
                "url": targets[0] if targets else "",
                "paper": shorten(named(reading.paper), _MAX_FIELD) if reading is not None else "",
                "venue": shorten(entry.venue.value, _MAX_FIELD) if entry.venue is not None else "",
                "year": year_of(entry),
                "links": len(entry.links),
                "results": sorted({outcomes[url].verdict.value for url in targets if url in outcomes}),
                "state": worst.label if worst is not None else CLEAN,
                "codes": sorted({diagnostic.code for diagnostic in here}),
            }

    def _by_entry(self) -> dict[int, list[Diagnostic]]:
        """Return the findings of each entry: of those around a finding, the innermost."""
        firsts = [entry.first for entry in self._document.entries]
        by_entry: dict[int, list[Diagnostic]] = {}
        for diagnostic, context in self._findings:
            if context.entry_line is not None:
                index = bisect_right(firsts, context.entry_line) - 1
                if index >= 0 and firsts[index] == context.entry_line:
                    by_entry.setdefault(index, []).append(diagnostic)
        return by_entry


def section_paths(report: FileReport, document: Document) -> Iterable[tuple[str, ...]]:
    """Return the paths of headings that entries or findings are below, in order, each once."""
    paths = (*(section.path for section in document.sections), *(context.section for context in report.contexts))
    return dict.fromkeys(paths)


def _paper(entry: Entry) -> Reading | None:
    """Return the first paper that an entry links to."""
    return next((found for link in entry.links if (found := read_identifier(link.url)) is not None), None)


def _shown(url: str) -> str:
    return shorten(shown_url(url), _MAX_TITLE)


def _history(outcome: Outcome) -> str:
    """Return what the link check found, and since when, for all but what simply works."""
    return shorten(worded(outcome), _MAX_MESSAGE) if outcome.verdict not in _GOOD else ""


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
