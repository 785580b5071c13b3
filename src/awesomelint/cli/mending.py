"""Mending inputs, or showing what that would change."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from awesomelint.cli.filters import Filters
from awesomelint.cli.lint import Linter, surroundings_of
from awesomelint.cli.output import Output
from awesomelint.cli.terminal import say_note
from awesomelint.cli.troubles import Troubles
from awesomelint.errors import AwesomelintError, InternalError
from awesomelint.files.inputs import Input, read_source
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.facts import Facts


class Mender:
    """Mends inputs by the rules of their configurations, as far as their findings would be reported."""

    def __init__(self, linter: Linter, filters: Filters, output: Output, troubles: Troubles, *, is_unsafe: bool):
        self.linter = linter
        self.filters = filters
        self.output = output
        self.troubles = troubles
        self.is_unsafe = is_unsafe
        self.compared_unlike = 0
        """Inputs that mending would change, of those that were compared."""

    def mend(self, found: Input, facts: Facts | None = None) -> Source:
        """Mend an input where it stands, and return its text as it is now: the old one where mending failed, which is told.

        Raises the errors of reading.
        """
        before = read_source(found)
        try:
            after, applied = self._fixed(found, before, facts)
            self._write(found, before, after)
        except (AwesomelintError, InternalError) as error:
            self.troubles.tell(str(error))
            return before
        self.output.tally.fixed.update(applied)
        return after

    def compare(self, found: Input, facts: Facts | None = None) -> None:
        """Print what mending an input would change. Raises the errors of reading and mending."""
        before = read_source(found)
        after, applied = self._fixed(found, before, facts)
        self.output.tally.files += 1
        if after.text != before.text:
            self.compared_unlike += 1
            self.output.tally.fixed.update(applied)
            self.output.diff(before, after)

    def _fixed(self, found: Input, source: Source, facts: Facts | None) -> tuple[Source, Counter[str]]:
        """Return the mended text and how many findings of each rule were mended."""
        from awesomelint.fixer import apply_fixes

        config = self.linter.config_of(found)
        result = apply_fixes(
            source,
            config.rules_for(found.name),
            unsafe=self.is_unsafe,
            known=config.known,
            surroundings=surroundings_of(found),
            chosen=self.filters.chosen(found, config.baseline),
            venues=config.venues,
            facts=facts,
        )
        if not result.is_stable:
            left = ", ".join(sorted(result.left))
            say_note(f"{found.name}: fixes of {left} never came to an end and were not applied")
        return result.source, Counter(result.applied)

    def _write(self, found: Input, before: Source, after: Source) -> None:
        data = after.to_bytes()
        if found.path is None:
            # The mended text takes standard output; the report goes to standard error.
            sys.stdout.buffer.write(data)
        elif data != (expected := before.to_bytes()):
            from awesomelint.files.write import replace_file

            replace_file(found.path, data, expected=expected, name=found.name)
