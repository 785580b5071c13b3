"""Findings, fixes as data, and the report of one file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum
from itertools import compress

from awesomelint.document.model import Document, Entry
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple

MARKER = "awesomelint-"
"""What the comments begin with that keep diagnostics from being reported; most lists have none."""


class Severity(IntEnum):
    """The severity of a finding. Severities can be compared: `Severity.INFO < Severity.WARNING < Severity.ERROR`.

    `ERROR`: wrong for every reader, such as a dead link. `WARNING`: probably wrong, or against what the list mostly does.
    `INFO`: worth a look.
    """

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word for people and for configuration files: `error`, `warning` or `info`."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> Severity:
        """Return the severity of a word, in any case: `error`, `warning` or `info`. Raises `KeyError` for any other word."""
        return cls[word.upper()]


class Safety(StrEnum):
    """Whether a fix can be applied without review.

    `SAFE`: the list says the same afterwards. `UNSAFE`: the fix may change which paper or link is meant.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"


class Edit(NamedTuple):
    """Replace what is in `span` by `text`. An empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Fix(NamedTuple):
    """What fixes a diagnostic: `edits` that are applied all or none, their spans in the text as it was, none overlapping.

    `safety` says whether a person should look. `title` says what is done, for menus ("number the items from 6 on"); it
    may be empty.
    """

    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE
    title: str = ""


class Related(NamedTuple):
    """Another place that a diagnostic speaks of, such as the first of two equal numbers.

    `span` is where it is, in the same text, `message` says what is there.
    """

    span: Span
    message: str


class Evidence(NamedTuple):
    """The count behind a convention that a finding rests on: `agreeing` of `total` things agree.

    `things` are what was counted ("links"), `scope` is where: `section`, `document`, or "" for a smaller group.
    """

    agreeing: int
    total: int
    things: str
    scope: str = ""

    def __str__(self) -> str:
        return f"as in {self.agreeing} of {self.total} {self.things}"


class Diagnostic(NamedTuple):
    """One finding of one rule in one place.

    `code` (`NUM101`) and `name` (`sequential-numbers`) are those of the rule; `awesomelint explain CODE` says why it exists.
    `span` is what is found fault with, in code points; it is empty where something is missing. `message` is one line, often
    "found X, expected Y"; the words may change from version to version, and quote the list, so control characters have to
    be escaped before they are printed. `severity` is that of the rule, as configured. `related` are other places that
    the message speaks of. `fix` is `None` where only a person can fix it.

    `evidence` is the count behind the convention that the finding rests on, whose words end the message; `None` where it rests
    on none. Findings of a rule that share a `group` have one cause and are reported as one. `tags` are those of the rule
    ("whitespace").
    """

    code: str
    name: str
    span: Span
    message: str
    severity: Severity
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    evidence: Evidence | None = None
    group: str | None = None
    tags: tuple[str, ...] = ()


class Context(NamedTuple):
    """Where in the list a diagnostic is: the headings above it, and the entry around it (`None` outside entries).

    `entry_line` is the first line of the entry, `entry_last` its last.
    """

    section: tuple[str, ...]
    entry_title: str | None = None
    entry_line: int | None = None
    entry_last: int | None = None


class FileReport(NamedTuple):
    """The diagnostics of one file, sorted by place, with a `Context` each, and what the file holds.

    `contexts` has one for each of `diagnostics`, about the text `source`; `entries`, `sections` (those with entries) and
    `links` are counts. `notes` are remarks that are no findings ("no entries found"), one line each. `fail_on` is the
    severity from which findings make a run fail.
    """

    source: Source
    diagnostics: tuple[Diagnostic, ...]
    contexts: tuple[Context, ...]
    entries: int
    sections: int
    links: int
    notes: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING

    def only(self, wanted: Sequence[bool]) -> FileReport:
        """Return a report with some of the diagnostics: `wanted` says for each whether it stays."""
        return self._replace(
            diagnostics=tuple(compress(self.diagnostics, wanted)), contexts=tuple(compress(self.contexts, wanted))
        )

    @property
    def path(self) -> str:
        """The name of the file as it is shown to people."""
        return self.source.path


def merged(first: FileReport, second: FileReport) -> FileReport:
    """Return one report of what two reports of the same text say, each thing once."""
    found = {}
    for report in (second, first):
        for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
            found[(*diagnostic.span, diagnostic.code, diagnostic.message)] = diagnostic, context
    ordered = [found[key] for key in sorted(found)]
    return first._replace(
        diagnostics=tuple(diagnostic for diagnostic, _ in ordered),
        contexts=tuple(context for _, context in ordered),
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
    )


def report_of(
    document: Document, diagnostics: Iterable[Diagnostic], fail_on: Severity = Severity.WARNING
) -> FileReport:
    """Return the report of a file from its document and its diagnostics, which are sorted by place."""
    found = tuple(diagnostics)
    return FileReport(
        source=document.source,
        diagnostics=found,
        contexts=contexts_of(document, found),
        entries=len(document.entries),
        sections=sum(1 for section in document.sections if section.entries),
        links=len(document.links),
        notes=_notes(document),
        fail_on=fail_on,
    )


def contexts_of(document: Document, diagnostics: Iterable[Diagnostic]) -> tuple[Context, ...]:
    """Return for each diagnostic, sorted by place, the headings above it and the innermost entry around its start."""
    source = document.source
    firsts = [section.first for section in document.sections]
    lines = [source.line_at(diagnostic.span.start) for diagnostic in diagnostics]
    innermost = _innermost_entries(document, lines)
    contexts = []
    for line in lines:
        section = document.sections[max(bisect_right(firsts, line) - 1, 0)]
        entry = innermost.get(line)
        if entry is None:
            contexts.append(Context(section.path))
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
    return document.notes if document.entries else (*document.notes, "no entries found")
