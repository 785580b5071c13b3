"""Edits of fixes as data: which fixes can be applied together, what the text is then, and where its places are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from awesomelint.diagnostic import Diagnostic, Edit, Safety
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import VERBATIM, SegmentKind
from awesomelint.rulebook.spec import Change, RuleSpec
from awesomelint.source import Source, Span, merged
from awesomelint.startup import NamedTuple, expression

_NEWLINE = expression(r"\r\n|\r|\n")
_NEWLINES = frozenset({"\r\n", "\r", "\n"})

_WHOLE = frozenset({Change.LINKS, Change.BLOCKS, Change.ENTRIES, Change.ORDER})
"""Changes whose effect is not only where the edits are."""

_SOLID = (SegmentKind.CODE, SegmentKind.IMAGE, SegmentKind.TAG)


class PendingFix(NamedTuple):
    """A diagnostic that is being fixed, and the edits that do it, in order, in the file's own newline style.

    `changes` is what they may change that a reader sees, `is_whole` whether what they do may reach beyond where they edit.
    """

    diagnostic: Diagnostic
    edits: tuple[Edit, ...]
    changes: frozenset[Change]

    @property
    def is_whole(self) -> bool:
        """Whether the effect may be anywhere in the block: on what is a link or a block."""
        return not _WHOLE.isdisjoint(self.changes)

    @property
    def is_safe(self) -> bool:
        """Whether the fix is said to be safe."""
        fix = self.diagnostic.fix
        return fix is not None and fix.safety is Safety.SAFE

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.diagnostic.code


class AreaIndex:
    """Where fixes are at work in a document, which tells which of them can be applied together.

    The area of a fix is, on each line, the stretch from its first edit there to its last. A fix that may change what is a
    link or a block has the lines of the whole block, since its effect is not only where it edits. What is rendered as one
    thing, such as code, pictures and targets, is in an area as a whole.
    """

    def __init__(self, document: Document):
        self._source = document.source
        self._leaves = [block for block in document.blocks if not block.children]
        self._lasts = list(accumulate((block.last for block in self._leaves), max))
        self._solid = sorted(_solid(document))

    def areas(self, fix: PendingFix) -> list[Span]:
        """Return the areas of a fix, in order."""
        if fix.is_whole:
            return merged(self._source.lines_span(*self.lines(edit.span)) for edit in fix.edits)
        source = self._source
        areas: list[Span] = []
        last = 0
        for edit in fix.edits:
            span = self._widened(edit.span)
            if source.line_at(edit.span.start) == last:
                span = Span(areas.pop().start, span.end)
            areas.append(span)
            last = source.line_at(edit.span.end)
        return merged(areas)

    def _widened(self, span: Span) -> Span:
        """Return a span with the whole of those things that it begins or ends in."""
        start, end = span
        index = bisect_left(self._solid, (start, 0))
        if index and self._solid[index - 1].end > start:
            start, end = self._solid[index - 1].start, max(end, self._solid[index - 1].end)
        index = bisect_left(self._solid, (end, 0))
        if index and self._solid[index - 1].end > end:
            start, end = min(start, self._solid[index - 1].start), self._solid[index - 1].end
        return Span(start, end)

    def lines(self, span: Span) -> tuple[int, int]:
        """Return the first and the last line of the paragraphs, cells and blocks of code or HTML that a span touches."""
        first, last = self._source.line_at(span.start), self._source.line_at(span.end)
        index = bisect_right(self._lasts, first - 1)
        while index < len(self._leaves) and self._leaves[index].first <= last:
            first, last = min(first, self._leaves[index].first), max(last, self._leaves[index].last)
            index += 1
        return first, last


def _solid(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        if block.inline is not None:
            for segment in block.inline.segments:
                if segment.kind in _SOLID:
                    yield segment.span
            for link in block.inline.links:
                if link.target_span is not None:
                    yield link.target_span
        elif block.kind in VERBATIM:
            yield document.source.lines_span(block.first, block.last)


def pending_fixes(
    source: Source, diagnostics: Iterable[Diagnostic], rules: Mapping[str, RuleSpec], *, unsafe: bool
) -> list[PendingFix]:
    """Return what can be done about diagnostics, in order of place; fixes that would change nothing are left out.

    `rules` are the heads of the rules by code.
    """
    pending = []
    for diagnostic in diagnostics:
        fix = diagnostic.fix
        if fix is None or (fix.safety is Safety.UNSAFE and not unsafe):
            continue
        edits = tuple(sorted(_effective(source, fix.edits), key=lambda edit: edit.span))
        if edits:
            pending.append(PendingFix(diagnostic, edits, _changes(rules[diagnostic.code], fix.safety)))
    pending.sort(key=lambda fix: (fix.edits[0].span, fix.code))
    return pending


def _changes(rule: RuleSpec, safety: Safety) -> frozenset[Change]:
    """Return what a fix of a rule may change: what the rule declares, and words only where it answers for them."""
    is_answered = safety is not Safety.SAFE or rule.fix == "safe"
    return frozenset(change for change in rule.changes if change is not Change.WORDS or is_answered)


def are_in_order(source: Source, edits: Iterable[Edit]) -> bool:
    """Return whether edits lie in the text, do not overlap, and are sorted."""
    position, last = 0, None
    for edit in edits:
        if not position <= edit.span.start <= edit.span.end <= len(source.text) or edit.span == last:
            return False
        position, last = edit.span.end, edit.span
    return True


def choose(candidates: Iterable[PendingFix], index: AreaIndex) -> list[PendingFix]:
    """Return the first candidates whose areas neither overlap nor touch, each with all its edits.

    Two edits that meet can make something that neither of them meant, so that one has to wait for what the other made.
    """
    chosen = []
    taken: list[Span] = []
    for fix in candidates:
        spots = [(bisect_left(taken, area), area) for area in index.areas(fix)]
        if any(_is_taken(taken, place, area) for place, area in spots):
            continue
        for shift, (place, area) in enumerate(spots):
            taken.insert(place + shift, area)
        chosen.append(fix)
    return chosen


class Edited:
    """A text with edits applied (ordered, not overlapping), and where the places of the old text are in the new one."""

    __slots__ = ("_shifts", "_starts", "text")

    def __init__(self, text: str, edits: Sequence[Edit]):
        pieces, done = [], 0
        for edit in edits:
            pieces += [text[done : edit.span.start], edit.text]
            done = edit.span.end
        pieces.append(text[done:])
        self.text = "".join(pieces)
        self._starts = [edit.span.start for edit in edits]
        self._shifts = [0, *accumulate(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits)]

    def place(self, offset: int) -> int:
        """Return where an offset has moved to; it must not lie inside an edit. What was inserted at it is after it."""
        return offset + self._shifts[bisect_left(self._starts, offset)]

    def end(self, offset: int) -> int:
        """Return where the end of an edited area has moved to: what was inserted at it is before it."""
        return offset + self._shifts[bisect_right(self._starts, offset)]

    def touches(self, area: Span) -> bool:
        """Return whether an edit begins in or at an area."""
        return bisect_left(self._starts, area.start) < bisect_right(self._starts, area.end)


def _effective(source: Source, edits: Iterable[Edit]) -> Iterable[Edit]:
    """Yield the edits that change something, in the newline style of the file.

    An edit that replaces one newline by another is about newlines, and is kept as it is.
    """
    for edit in edits:
        old, text = source[edit.span], edit.text
        if not (old in _NEWLINES and text in _NEWLINES):
            text = _NEWLINE.sub(source.newline, text)
        if text != old:
            yield Edit(edit.span, text)


def _is_taken(taken: Sequence[Span], index: int, span: Span) -> bool:
    """Return whether a span overlaps or touches one of the sorted spans, where `index` is its place among them."""
    is_before = index > 0 and taken[index - 1].end >= span.start
    return is_before or (index < len(taken) and taken[index].start <= span.end)
