"""What a run found in one file: the value that reporters print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

from awesomelint.causes import joined
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.model import Document, Entry
from awesomelint.source import Source
from awesomelint.startup import NamedTuple, expression

MANY_UNREAD = 30
"""Lines that begin with a link and are in no entry, at least so many and more than entries, of which a report tells."""
_LEADS = expression(r"[ \t>]*(?:[-*+][ \t]+)?[\[(*_]*")
_ELSEWHERE = ("http://", "https://", "www.")


class Context(NamedTuple):
    """Where in the list a diagnostic is: the headings above it, and the entry around it (`None` outside entries).

    `entry_line` is the first line of the entry, `entry_last` its last.
    """

    section: tuple[str, ...]
    entry_title: str | None = None
    entry_line: int | None = None
    entry_last: int | None = None


class ComparedPaper(NamedTuple):
    """What an entry says of the paper that it links to, and what the record of that paper says.

    `line` is that of the link, `paper` the identity of the paper, `source` who has the record, `verdict` how they compare, in the
    words of `papers.identity.Verdict`.
    """

    line: int
    title: str
    authors: tuple[str, ...]
    paper: str
    record_title: str
    record_authors: tuple[str, ...]
    source: str
    verdict: str


class FileReport(NamedTuple):
    """The diagnostics of one file, sorted by place, with a `Context` each, and what the file holds.

    `contexts` has one for each of `diagnostics`, about the text `source`; `entries`, `sections` (those with entries) and
    `links` are counts. `notes` are remarks that are no findings ("no entries found"), one line each. `fail_on` is the
    severity from which findings make a run fail. `papers` are the entries' papers that there are records of, once links are
    checked, `unrecorded` how many there are no records of.
    """

    source: Source
    diagnostics: tuple[Diagnostic, ...]
    contexts: tuple[Context, ...]
    entries: int
    sections: int
    links: int
    notes: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    papers: tuple[ComparedPaper, ...] = ()
    unrecorded: int = 0

    def only(self, wanted: Sequence[bool]) -> FileReport:
        """Return a report with some of the diagnostics: `wanted` says for each whether it stays."""
        return self._replace(
            diagnostics=tuple(compress(self.diagnostics, wanted)), contexts=tuple(compress(self.contexts, wanted))
        )

    def joined(self) -> FileReport:
        """Return a report with findings of one cause as one, which is where the first of them is."""
        found = joined(self.diagnostics)
        return self._replace(
            diagnostics=tuple(one for _, one in found), contexts=tuple(self.contexts[index] for index, _ in found)
        )

    @property
    def path(self) -> str:
        """The name of the file as it is shown to people."""
        return self.source.path


def merged(first: FileReport, second: FileReport) -> FileReport:
    """Return one report of what two reports of the same text say, each thing once."""
    places = {}
    for report in (second, first):
        for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
            places[(*diagnostic.span, diagnostic.code, diagnostic.message)] = diagnostic, context
    ordered = [places[key] for key in sorted(places)]
    return first._replace(
        diagnostics=tuple(diagnostic for diagnostic, _ in ordered),
        contexts=tuple(context for _, context in ordered),
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
        papers=second.papers or first.papers,
        unrecorded=second.unrecorded or first.unrecorded,
    )


def report_of(
    document: Document, diagnostics: Sequence[Diagnostic], fail_on: Severity = Severity.WARNING
) -> FileReport:
    """Return the report of a file from its document and its diagnostics, which are sorted by place."""
    return FileReport(
        source=document.source,
        diagnostics=tuple(diagnostics),
        contexts=contexts_of(document, diagnostics),
        entries=len(document.entries),
        sections=sum(1 for section in document.sections if section.entries),
        links=len(document.links),
        notes=_notes(document),
        fail_on=fail_on,
    )


def contexts_of(document: Document, diagnostics: Iterable[Diagnostic]) -> tuple[Context, ...]:
    """Return for each diagnostic, sorted by place, the headings above it and the innermost entry around its start."""
    source = document.source
    lines = [source.line_at(diagnostic.span.start) for diagnostic in diagnostics]
    innermost = _innermost_entries(document, lines)
    contexts = []
    for line in lines:
        entry = innermost.get(line)
        if entry is None:
            contexts.append(Context(document.section_at(line).path))
        else:
            title = entry.title.value if entry.title else None
            contexts.append(Context(entry.section.path, title, entry.first, entry.last))
    return tuple(contexts)


def _innermost_entries(document: Document, lines: Iterable[int]) -> dict[int, Entry]:
    """Return the innermost entry around each of some lines, which come in order: of those that hold it, the last to begin."""
    found: dict[int, Entry] = {}
    opened: list[Entry] = []
    entries = document.entries
    following = 0
    for line in lines:
        while following < len(entries) and entries[following].first <= line:
            while opened and opened[-1].last < entries[following].first:
                opened.pop()
            opened.append(entries[following])
            following += 1
        while opened and opened[-1].last < line:
            opened.pop()
        if opened:
            found[line] = opened[-1]
    return found


def _notes(document: Document) -> tuple[str, ...]:
    if not document.source.text.strip():
        return ("the file is empty",)
    if not document.entries:
        return (*document.notes, "no entries found")
    unread = _unread_lines(document)
    if len(unread) < max(MANY_UNREAD, len(document.entries)):
        return document.notes
    said = f"{len(unread)} lines that begin with a link are not read as entries, the first of them line {unread[0]}"
    return (*document.notes, said)


def _unread_lines(document: Document) -> list[int]:
    """Return the lines that begin with a link and are in no entry; empty where there are too few links for many of them."""
    in_entries = {link.span for entry in document.entries for link in entry.links}
    outside = [link for link in document.links if link.span not in in_entries and link.url.startswith(_ELSEWHERE)]
    if len(outside) < MANY_UNREAD:
        return []
    source = document.source
    lines: dict[int, None] = {}
    for link in outside:
        start = link.span.start
        line = source.line_at(start)
        if _LEADS.fullmatch(source.text, source.line_span(line).start, start) is not None:
            lines[line] = None
    inside = _innermost_entries(document, lines)
    return [line for line in lines if line not in inside]
