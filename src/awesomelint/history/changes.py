"""What is new in a text: which of its lines, and which of its findings.

Lines are compared without their margins: the indent, the marker of a list item with its number, and blanks at the end. Who
adds an entry at the top of a numbered list renumbers all others, and has not written them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from enum import Enum

from awesomelint.diagnostic import Diagnostic
from awesomelint.history.line_pairs import pair_lines, pair_moved
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import Context, FileReport
from awesomelint.source import Source
from awesomelint.span import Span

_CONVENTION = re.compile(r"\bas in \d+ of \d+ ")
"""What a message says where a finding rests on a convention (`checks.deviation.share`)."""
_MARGIN = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)[ \t]*)?")


class Kind(Enum):
    """What became of a line. `MOVED` lines stand elsewhere than before, `MARGIN` ones have another margin and else the same."""

    SAME = "same"
    MARGIN = "margin"
    MOVED = "moved"
    NEW = "new"


class Line(NamedTuple):
    """A line: what became of it, where it stood before (from 1; 0 for a new one), and its core from column to column, from 0."""

    kind: Kind
    old: int
    start: int
    end: int


class Changes:
    """How a text differs from what it was; `None` is the old text of a file that did not exist."""

    def __init__(self, new: Source, old: Source | None):
        self.source = new
        old_texts = [] if old is None else _texts(old)
        self._old_cores = [core(text) for text in old_texts]
        self._lines = list(_lines(_texts(new), old_texts, self._old_cores))

    @property
    def lines(self) -> frozenset[int]:
        """The numbers of the lines, from 1, that say something new; another margin or place alone does not count."""
        return frozenset(number for number, line in enumerate(self._lines, 1) if line.kind is Kind.NEW)

    def touches(self, span: Span) -> bool:
        """Tell whether a span has a part in what was written anew: a new line, or the new margin of one.

        A line that was only moved was not written anew.
        """
        first = self.source.line_at(span.start)
        last = self.source.line_at(max(span.end - 1, span.start))
        return any(self._touches(number, span) for number in range(first, last + 1))

    def _touches(self, number: int, span: Span) -> bool:
        line = self._lines[number - 1]
        if line.kind is not Kind.MARGIN:
            return line.kind is Kind.NEW
        # A finding about a margin begins or ends there; one that goes on over it is about what stands on both sides.
        start, end = self.source.line_span(number)
        return start <= span.start < start + line.start or start + line.end < span.end <= end

    def old_place(self, offset: int) -> tuple[int, int] | None:
        """Return where something stood before: the line, and the column within its core; `None` in a new line."""
        number, column = self.source.position(offset)
        line = self._lines[number - 1]
        return None if line.kind is Kind.NEW else (line.old, column - 1 - line.start)

    def is_near(self, diagnostic: Diagnostic, context: Context) -> bool:
        """Tell whether something was changed in the entry around a finding; outside entries, right above or below it."""
        line = self.source.line_at(diagnostic.span.start)
        first, last = context.entry_line or line - 1, context.entry_last or line + 1
        old = [one.old for one in self._lines[max(first - 1, 0) : last]]
        return old != list(range(old[0], old[0] + len(old)))

    def place_before(self, old: Source, offset: int) -> tuple[int, int]:
        """Return the same of a place in the old text."""
        number, column = old.position(offset)
        return number, column - 1 - self._old_cores[number - 1].start


class Before(NamedTuple):
    """The old text, what was found there, and the codes of the rules that looked."""

    source: Source
    findings: Iterable[Diagnostic]
    codes: Collection[str]


def new_findings(report: FileReport, changes: Changes, found_before: Callable[[], Before]) -> Iterator[bool]:
    """Tell for each finding of a file whether it is due to the changes.

    It is, if it touches what was written anew, or a place that it refers to does. It also is, if the old text had no finding of
    the rule in that place: a number that no longer runs on, an anchor whose heading is gone. But where a convention is all
    that speaks against a line that nobody changed, the changes have only tipped a count over, and its author is
    not the one to ask. `found_before` is called when needed.
    """
    before: Before | None = None
    places: set[tuple[str, tuple[int, int] | None]] = set()
    for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
        if any(changes.touches(span) for span in (diagnostic.span, *(one.span for one in diagnostic.related))):
            yield True
            continue
        if before is None:
            before = found_before()
            places = {(one.code, changes.place_before(before.source, one.span.start)) for one in before.findings}
        is_known = (diagnostic.code, changes.old_place(diagnostic.span.start)) in places
        is_new = diagnostic.code in before.codes and not is_known
        yield is_new and (not _CONVENTION.search(diagnostic.message) or changes.is_near(diagnostic, context))


def _texts(source: Source) -> list[str]:
    """Return the lines of a text without their newlines."""
    starts = source.line_starts
    ends = (*starts[1:], len(source.text))
    return [source.text[start:end].rstrip("\r\n") for start, end in zip(starts, ends, strict=True)]


def _lines(texts: list[str], old_texts: list[str], old_cores: list[Span]) -> Iterator[Line]:
    cores = [core(text) for text in texts]
    keys = [text[span.slice()] for text, span in zip(texts, cores, strict=True)]
    old_keys = [text[span.slice()] for text, span in zip(old_texts, old_cores, strict=True)]
    pairs = pair_lines(old_keys, keys)
    moved = pair_moved(old_keys, keys, pairs)
    for index, span in enumerate(cores):
        if index in pairs:
            kind = Kind.SAME if old_texts[pairs[index]] == texts[index] else Kind.MARGIN
            yield Line(kind, pairs[index] + 1, *span)
        elif index in moved:
            yield Line(Kind.MOVED, moved[index] + 1, *span)
        else:
            yield Line(Kind.NEW, 0, *span)


def core(text: str) -> Span:
    """Return from where to where a line says something, in columns from 0."""
    margin = _MARGIN.match(text)
    start = margin.end() if margin else 0
    return Span(start, max(start, len(text.rstrip())))
