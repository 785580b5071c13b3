"""Applying the fixes of a list until nothing is left to fix.

Each round parses, lints, applies every fix that does not disturb another, parses again, and asks the guard whether a reader
still sees the same list but for what the rules declare. Nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.fixing.edits import Edited, choose, mends
from awesomelint.fixing.guard import compare
from awesomelint.rulebook.spec import Rule, RuleSpec
from awesomelint.source import Source
from awesomelint.surroundings import Surroundings

MAX_ROUNDS = 10
"""Rounds after which fixing stops. Real lists need two or three; rules that undo one another would go on for ever."""


@dataclass(frozen=True, slots=True)
class FixResult:
    """A mended list.

    `applied` says how many diagnostics of each rule were fixed, `rounds` how many rounds changed the text, and `left` how
    many fixes of each rule were still on offer when the rounds were used up: it is empty when fixing again would change
    nothing. `document` and `diagnostics` are those of the mended text.
    """

    source: Source
    applied: Mapping[str, int]
    rounds: int
    left: Mapping[str, int]
    document: Document
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_stable(self) -> bool:
        """Whether fixing again would change nothing."""
        return not self.left


def apply_fixes(
    source: Source,
    rules: Sequence[Rule],
    *,
    unsafe: bool = False,
    known: Sequence[RuleSpec] | None = None,
    surroundings: Surroundings | None = None,
) -> FixResult:
    """Fix what the rules can fix, with `unsafe` also what could change which thing is meant.

    `known` are all rules that comments may name, as in `lint_document`; `surroundings` know which files stand around the list.
    Newline style and byte order mark stay. Raises `FixError` where fixing would hurt the list: an entry would lose its
    title, an author or a link, or a reader would see more change than the rules declare.
    """
    changes = {rule.spec.code: rule.spec.changes for rule in rules}
    applied: Counter[str] = Counter()
    rounds = 0
    document = parse_document(source)
    while True:
        document.surroundings = surroundings
        diagnostics = lint_document(document, rules, known=known)
        candidates = mends(document.source, diagnostics, unsafe=unsafe)
        if not candidates or rounds == MAX_ROUNDS:
            left = Counter(mend.code for mend in candidates)
            return FixResult(document.source, dict(applied), rounds, dict(left), document, tuple(diagnostics))
        chosen = choose(candidates)
        edits = sorted((edit for mend in chosen for edit in mend.edits), key=lambda edit: edit.span)
        edited = Edited(document.source.text, edits)
        after = parse_document(document.source.with_text(edited.text))
        compare(document, after, chosen, edited, changes)
        applied.update(mend.code for mend in chosen)
        rounds += 1
        document = after
