"""Edits of fixes as data: which fixes can be applied together, what the text is then, and where its places are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from awesomelint.diagnostic import Diagnostic, Edit, Safety
from awesomelint.errors import FixError
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

_NEWLINE = expression(r"\r\n|\r|\n")
_NEWLINES = frozenset({"\r\n", "\r", "\n"})


class PendingFix(NamedTuple):
    """A diagnostic that is being fixed, and the edits that do it, in order, in the file's own newline style."""

    code: str
    edits: tuple[Edit, ...]


def pending_fixes(source: Source, diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> list[PendingFix]:
    """Return what can be done about diagnostics, in order of place; fixes that would change nothing are left out.

    Raises `FixError` where the edits of a fix overlap one another or leave the text.
    """
    pending = []
    for diagnostic in diagnostics:
        fix = diagnostic.fix
        if fix is None or (fix.safety is Safety.UNSAFE and not unsafe):
            continue
        edits = tuple(sorted(_effective(source, fix.edits), key=lambda edit: edit.span))
        if edits:
            _check(source, diagnostic.code, edits)
            pending.append(PendingFix(diagnostic.code, edits))
    pending.sort(key=lambda fix: (fix.edits[0].span, fix.code))
    return pending


def choose(candidates: Iterable[PendingFix]) -> list[PendingFix]:
    """Return the first candidates that do not disturb one another, each with all its edits."""
    chosen = []
    taken: list[Span] = []
    for fix in candidates:
        spots = [(bisect_left(taken, edit.span), edit.span) for edit in fix.edits]
        if any(_is_taken(taken, index, span) for index, span in spots):
            continue
        for shift, (index, span) in enumerate(spots):
            taken.insert(index + shift, span)
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


def _check(source: Source, code: str, edits: Sequence[Edit]) -> None:
    position, last = 0, None
    for edit in edits:
        if not position <= edit.span.start <= edit.span.end <= len(source.text) or edit.span == last:
            line = source.line_at(min(max(edit.span.start, 0), len(source.text)))
            raise FixError(f"the edits of one fix of {code} overlap or leave the text", path=source.path, line=line)
        position, last = edit.span.end, edit.span


def _is_taken(taken: Sequence[Span], index: int, span: Span) -> bool:
    """Return whether a span overlaps one of the sorted spans, where `index` is its place among them."""
    before = taken[index - 1] if index else None
    after = taken[index] if index < len(taken) else None
    return (before is not None and before.overlaps(span)) or (after is not None and after.overlaps(span))
