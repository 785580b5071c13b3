"""Where in a list its diagnostics stand, and the report that says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document, Entry
from awesomelint.report import Context, FileReport


def report_of(document: Document, diagnostics: Iterable[Diagnostic]) -> FileReport:
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
