"""Apply the fixes of a list until nothing is left to fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from awesomelint.causes import joined
from awesomelint.context import NOTHING_KNOWN, LintContext
from awesomelint.diagnostic import Diagnostic, Edit
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.fixing.edits import AreaIndex, Edited, PendingFix, are_in_order, choose, pending_fixes
from awesomelint.fixing.guard import compare
from awesomelint.papers.venues.table import VenueTable
from awesomelint.rulebook.spec import Rule, RuleSpec
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple

MAX_ROUNDS = 10
"""Rounds after which a rule that still wants to fix something is left out. Real lists need two or three."""

MAX_TRIES = 100
"""How often the guard may object before fixes are refused that only may be to blame. Each time costs as much as a round."""

Chosen = Callable[[Document, Sequence[Diagnostic]], Iterable[Diagnostic]]
"""Returns those findings in a document that are to be fixed."""


class RefusedFix(NamedTuple):
    """A fix that was not applied, since a reader would have seen more change than its rule declares.

    `diagnostic` is the finding as it is in the fixed text, `line` its line there, `reason` what would have changed, in words.
    """

    diagnostic: Diagnostic
    line: int
    reason: str

    def __str__(self) -> str:
        return f"the fix of {self.diagnostic.code} was refused: it would change {self.reason}"


@dataclass(frozen=True, slots=True)
class FixResult:
    """A fixed list. `fix` makes it.

    `source` is the fixed text. `applied` says for each code of a rule how many of its diagnostics were fixed, and `rounds` how
    many rounds changed the text (0: nothing was to be fixed). `left` says for each code how many fixes are on offer of rules
    that never came to an end: none of theirs was applied. `refused` are the fixes that would have hurt the list; all others
    were applied. `document` and `diagnostics` are those of the fixed text.
    """

    source: Source
    applied: Mapping[str, int]
    rounds: int
    left: Mapping[str, int]
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    refused: tuple[RefusedFix, ...] = ()

    @property
    def is_stable(self) -> bool:
        """Whether the fixes of all rules converged: fixing again would change nothing."""
        return not self.left


def apply_fixes(
    source: Source,
    rules: Sequence[Rule],
    context: LintContext = NOTHING_KNOWN,
    *,
    unsafe: bool = False,
    known: Sequence[RuleSpec] | None = None,
    venues: VenueTable | None = None,
    chosen: Chosen | None = None,
) -> FixResult:
    """Fix what the rules can fix, with `unsafe` also what could change which thing is meant.

    `context` is what is known besides the text, `known` all rules that comments may name, as in `lint_document`; `venues`
    are those that the list may name, the program's by default.
    `chosen` leaves out findings that are not to be fixed. Newline style and byte order mark stay. A fix that would hurt the
    list is refused, and the others are applied: an entry would lose its title, an author or a link, or a reader would see
    more change than the rule declares.
    """
    document = parse_document(source, venues)
    endless: frozenset[str] = frozenset()
    while True:
        result = _Fixer(rules, context, unsafe, known, chosen, endless).run(document)
        if endless.issuperset(result.left):
            return result
        # Rules that undo one another, or feed on what they make, would leave the list worse than it was: do without them.
        endless = endless.union(result.left)


_Key = tuple[str, tuple[Edit, ...]]


class _Fixer:
    """Fixes a list once, without some rules. `tries` are left for finding out which fixes are to blame."""

    def __init__(
        self,
        rules: Sequence[Rule],
        context: LintContext,
        unsafe: bool,
        known: Sequence[RuleSpec] | None,
        chosen: Chosen | None,
        without: Collection[str],
    ):
        self._rules = rules
        self._context = context
        self._unsafe = unsafe
        self._known = known
        self._chosen = chosen
        self._without = without
        self._specs = {rule.code: rule.spec for rule in rules}
        self._refused: dict[_Key, str] = {}
        self._tries = MAX_TRIES

    def run(self, document: Document) -> FixResult:
        """Fix a list until nothing is left to fix, or the rounds are used up."""
        applied: Counter[str] = Counter()
        rounds = full_rounds = 0
        while True:
            diagnostics = lint_document(document, self._rules, self._context, known=self._known, joins=False)
            wanted = diagnostics if self._chosen is None else self._chosen(document, diagnostics)
            offered = pending_fixes(document.source, wanted, self._specs, unsafe=self._unsafe)
            for fix in offered:
                if not are_in_order(document.source, fix.edits):
                    self._refused[_key(fix)] = "the text in edits that overlap"
            candidates = [fix for fix in offered if fix.code not in self._without and _key(fix) not in self._refused]
            if not candidates or full_rounds == MAX_ROUNDS:
                return self._result(document, diagnostics, offered, applied, rounds)
            index = AreaIndex(document)
            wanted_now = choose(candidates, index)
            chosen, document = self._fixed(document, wanted_now, index)
            applied.update(fix.code for fix in chosen)
            rounds += bool(chosen)
            full_rounds += len(chosen) == len(wanted_now)

    def _result(
        self,
        document: Document,
        diagnostics: Sequence[Diagnostic],
        offered: Iterable[PendingFix],
        applied: Mapping[str, int],
        rounds: int,
    ) -> FixResult:
        left: Counter[str] = Counter()
        refused = []
        for fix in offered:
            reason = self._refused.get(_key(fix))
            if reason is None:
                left[fix.code] += 1
            else:
                refused.append(RefusedFix(fix.diagnostic, document.source.line_at(fix.diagnostic.span.start), reason))
        return FixResult(
            document.source,
            dict(applied),
            rounds,
            dict(left),
            document,
            tuple(one for _, one in joined(diagnostics)),
            tuple(refused),
        )

    def _fixed(
        self, document: Document, fixes: Sequence[PendingFix], index: AreaIndex
    ) -> tuple[Sequence[PendingFix], Document]:
        """Apply those fixes that the guard has nothing against, and return them with what they make of a document.

        Where one of several is to blame, half of them wait, until it is alone.
        """
        while fixes:
            edits = sorted((edit for fix in fixes for edit in fix.edits), key=lambda edit: edit.span)
            edited = Edited(document.source.text, edits)
            after = parse_document(document.source.with_text(edited.text), document.venues)
            problems = compare(document, after, fixes, edited, index)
            if not problems:
                self._follow(edited)
                return fixes, after
            self._tries -= 1
            waiting: set[int] = set()
            for problem in sorted(problems, key=lambda problem: len(problem.suspects)):
                suspects = problem.suspects
                if not waiting.isdisjoint(suspects):
                    continue  # it may be gone without those
                if len(suspects) == 1 or self._tries <= 0:
                    self._refused.update((_key(fixes[suspect]), problem.reason) for suspect in suspects)
                    waiting.update(suspects)
                else:
                    waiting.update(suspects[len(suspects) // 2 :])
            fixes = [fix for place, fix in enumerate(fixes) if place not in waiting]
        return fixes, document

    def _follow(self, edited: Edited) -> None:
        """Say where refused fixes are after others were applied; one that these touch is another one now."""
        kept = {key: reason for key, reason in self._refused.items() if not any(map(edited.touches, _spans(key)))}
        self._refused = {}
        for (code, edits), reason in kept.items():
            moved = (Span(edited.place(edit.span.start), edited.place(edit.span.end)) for edit in edits)
            self._refused[code, tuple(map(Edit, moved, (edit.text for edit in edits)))] = reason


def _key(fix: PendingFix) -> _Key:
    return fix.code, fix.edits


def _spans(key: _Key) -> Iterable[Span]:
    return (edit.span for edit in key[1])
