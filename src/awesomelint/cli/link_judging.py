"""What came of asking, for each input: the facts as they are for it, and the report of what they add to its findings."""

from __future__ import annotations

from collections import ChainMap
from time import monotonic
from typing import TYPE_CHECKING, cast

from awesomelint.cli.link_inputs import LinkInput, LinkInputs
from awesomelint.cli.lint import surroundings_of
from awesomelint.contexts import report_of
from awesomelint.engine import judge_facts
from awesomelint.files.inputs import Input
from awesomelint.links.outcome import Outcome, Reason, Verdict

if TYPE_CHECKING:
    from awesomelint.facts import Facts
    from awesomelint.report import FileReport

JUDGING_SECONDS = 0.5
MAX_HURRIED = 100_000
"""Seconds for judging lists after Ctrl-C, and characters of the largest that is read again for that."""


class LinkJudge:
    """Judges inputs by facts. `is_hurried` where Ctrl-C leaves little time."""

    def __init__(self, inputs: LinkInputs, facts: Facts, *, is_hurried: bool):
        self.inputs = inputs
        self.facts = facts
        self.is_hurried = is_hurried
        self.unjudged: set[str] = set()
        """Names of inputs for which there was no time."""
        self._since: float | None = None

    def judge(self, found: Input) -> FileReport | None:
        """Return what the facts add to what was found in an input; `None` for one that was not added, or when time is out.

        Raises `InputError` for one that cannot be read again.
        """
        one = self.inputs.get(found)
        if one is None:
            return None
        self._since = monotonic() if self._since is None else self._since
        if self.is_hurried and self._takes_too_long(one):
            self.unjudged.add(found.name)
            return None
        document = self.inputs.document(one)
        document.surroundings = surroundings_of(found)
        document.facts = self.facts_of(one)
        return report_of(document, judge_facts(document, one.config.rules_for(found.name), known=one.config.known))

    def facts_of(self, one: LinkInput) -> Facts:
        """Return the facts as they are for one input: what it excludes is unknown to it."""
        if not one.excluded:
            return self.facts
        unasked = {url: Outcome(url, Verdict.SKIPPED, Reason.EXCLUDED, "", self.facts.now) for url in one.excluded}
        return self.facts._replace(outcomes=ChainMap(unasked, cast(dict[str, Outcome], self.facts.outcomes)))

    def _takes_too_long(self, one: LinkInput) -> bool:
        assert self._since is not None
        must_be_read = one.document is None
        return (must_be_read and one.size > MAX_HURRIED) or monotonic() - self._since > JUDGING_SECONDS
