"""Which findings are listed one by one for people, and which only counted.

Errors and warnings are always listed. Of severity info, whitespace is told in one line a file, and so is every rule with more
than `MAX_LISTED` findings in a file: forty remarks of one kind say no more than their number, and would hide the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from awesomelint.diagnostic import Diagnostic, Safety, Severity
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import Context, FileReport
from awesomelint.reporters.words import counted

MAX_LISTED = 5

WHITESPACE = frozenset({"FMT214", "FMT215", "FMT216", "FMT217"})


class Fold(NamedTuple):
    """Findings of one file that are told in one line: what they are about, how many, and how many are safely fixable."""

    label: str
    places: int
    fixable: int

    def __str__(self) -> str:
        fixable = ""
        if self.fixable:
            fixable = " [fixable]" if self.fixable == self.places else f" [{self.fixable} fixable]"
        return f"{self.label}: {counted(self.places, 'place')}{fixable}"


class Folded(NamedTuple):
    """The findings of a file that are listed, with their contexts, and the others counted."""

    listed: tuple[tuple[Diagnostic, Context], ...]
    folds: tuple[Fold, ...]


def fold(report: FileReport, *, lists_info: bool) -> Folded:
    """Part the findings of a file; with `lists_info` all are listed."""
    found = tuple(zip(report.diagnostics, report.contexts, strict=True))
    if lists_info:
        return Folded(found, ())
    codes = Counter(diagnostic.code for diagnostic in report.diagnostics if diagnostic.severity is Severity.INFO)
    folded_codes = {code for code, count in codes.items() if code in WHITESPACE or count > MAX_LISTED}
    listed, folded = [], []
    for diagnostic, context in found:
        if diagnostic.severity is Severity.INFO and diagnostic.code in folded_codes:
            folded.append(diagnostic)
        else:
            listed.append((diagnostic, context))
    return Folded(tuple(listed), tuple(_folds(folded)))


def _folds(diagnostics: Iterable[Diagnostic]) -> Iterator[Fold]:
    groups: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        label = "whitespace" if diagnostic.code in WHITESPACE else f"{diagnostic.code} {diagnostic.name}"
        groups.setdefault(label, []).append(diagnostic)
    for label, members in sorted(groups.items()):
        fixable = sum(member.fix is not None and member.fix.safety is Safety.SAFE for member in members)
        yield Fold(label, len(members), fixable)
