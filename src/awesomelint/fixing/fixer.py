"""Apply the fixes of a list until nothing is left to fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from awesomelint.context import NOTHING_KNOWN, LintContext
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.fixing.edits import Edited, PendingFix, choose, pending_fixes
from awesomelint.fixing.guard import compare
from awesomelint.papers.venues.table import VenueTable
from awesomelint.rulebook.spec import Rule, RuleSpec
from awesomelint.source import Source

MAX_ROUNDS = 10
"""Rounds after which a rule that still wants to fix something is left out. Real lists need two or three."""

Chosen = Callable[[Document, Sequence[Diagnostic]], Iterable[Diagnostic]]
"""Returns those findings in a document that are to be fixed."""


@dataclass(frozen=True, slots=True)
class FixResult:
    """A fixed list. `fix` makes it.

    `source` is the fixed text. `applied` says for each code of a rule how many of its diagnostics were fixed, and `rounds` how
    many rounds changed the text (0: nothing was to be fixed). `left` says for each code how many fixes are on offer of rules
    that never came to an end: none of theirs was applied. `document` and `diagnostics` are those of the fixed text.
    """

    source: Source
    applied: Mapping[str, int]
    rounds: int
    left: Mapping[str, int]
    document: Document
    diagnostics: tuple[Diagnostic, ...]

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
    `chosen` leaves out findings that are not to be fixed. Newline style and byte order mark stay. Raises `FixError` where
    fixing would hurt the list: an entry would lose its title, an author or a link, or a reader would see more change than
    the rules declare.
    """
    document = parse_document(source, venues)
    fixer = _Fixer(rules, context, unsafe, known, chosen)
    endless: frozenset[str] = frozenset()
    while True:
        result = fixer.run(document, endless)
        if endless.issuperset(result.left):
            return result
        # Rules that undo one another, or feed on what they make, would leave the list worse than it was: do without them.
        endless = endless.union(result.left)


@dataclass(frozen=True, slots=True)
class _Fixer:
    """What stays the same from round to round."""

    rules: Sequence[Rule]
    context: LintContext
    unsafe: bool
    known: Sequence[RuleSpec] | None
    chosen: Chosen | None

    def run(self, document: Document, without: Collection[str]) -> FixResult:
        """Fix a list without some rules until nothing is left to fix, or the rounds are used up."""
        applied: Counter[str] = Counter()
        rounds = 0
        while True:
            diagnostics = lint_document(document, self.rules, self.context, known=self.known)
            wanted = diagnostics if self.chosen is None else self.chosen(document, diagnostics)
            offered = pending_fixes(document.source, wanted, unsafe=self.unsafe)
            candidates = [fix for fix in offered if fix.code not in without]
            if not candidates or rounds == MAX_ROUNDS:
                left = Counter(fix.code for fix in offered)
                return FixResult(document.source, dict(applied), rounds, dict(left), document, tuple(diagnostics))
            chosen = choose(candidates)
            applied.update(fix.code for fix in chosen)
            document = self._edited(document, chosen)
            rounds += 1

    def _edited(self, document: Document, chosen: Sequence[PendingFix]) -> Document:
        edits = sorted((edit for fix in chosen for edit in fix.edits), key=lambda edit: edit.span)
        edited = Edited(document.source.text, edits)
        after = parse_document(document.source.with_text(edited.text), document.venues)
        compare(document, after, chosen, edited, {rule.code: rule.spec.changes for rule in self.rules})
        return after
