"""A look at each file of `awesomelint check`, in whatever process, and what comes of its fixes in this one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING

from awesomelint.cli.console import ErrorLog, say_note
from awesomelint.cli.output import Output
from awesomelint.errors import AwesomelintError, InternalError
from awesomelint.files import Input, replace_file
from awesomelint.reporters.terminal import counted, visible
from awesomelint.reporters.wording import would_fix
from awesomelint.session.session import Found, Session
from awesomelint.source import Source
from awesomelint.startup import NamedTuple

if TYPE_CHECKING:
    from awesomelint.document.model import Document
    from awesomelint.fixing.fixer import FixResult
    from awesomelint.report import FileReport
    from awesomelint.session.links import ListLinks

_SHOWN_REFUSALS = 10
"""Refused fixes of a file that are named one by one."""


class Aim(Enum):
    """What is done to a file: its findings are reported; it is fixed first; or what fixing would change is shown."""

    LINT = "lint"
    FIX = "fix"
    SHOW = "show"


class Fixed(NamedTuple):
    """A file before and after it was fixed, how many findings of each rule were fixed, and what is to be said about the rest."""

    before: Source
    after: Source
    applied: Mapping[str, int]
    notes: tuple[str, ...]


class Look(NamedTuple):
    """What a look at a file gave; nothing for one that is left out. It can be sent from one process to another.

    `problems` are errors of fixing or of linting what was fixed. `awaited` are the text and the links of a file that is
    fixed once it is known what these lead to.
    """

    found: Found | None = None
    fixed: Fixed | None = None
    problems: tuple[AwesomelintError | InternalError, ...] = ()
    awaited: tuple[Source, ListLinks] | None = None


def look_at(session: Session, aim: Aim, file: Input) -> Look:
    """Lint a file or fix it; nothing is written. Raises the errors of reading, and of linting or showing."""
    if aim is Aim.LINT:
        return Look(session.find(file))
    before = session.read(file)
    if before is None:
        return Look()
    collects_links = file.path is not None  # what is fixed cannot be read from standard input twice
    if aim is Aim.SHOW:
        if collects_links and session.wants_links(file):
            return Look(awaited=(before, session.links_of(file, session.parse(file, before))))
        return Look(fixed=_fixed(file, before, session.fix(file, before)))
    fixed, problems = None, []
    try:
        result = session.fix(file, before)
        fixed, document = _fixed(file, before, result), result.document
    except (AwesomelintError, InternalError) as error:
        problems.append(error)
        document = session.parse(file, before)
    try:
        found = session.find(file, document, collects_links=collects_links)
    except (AwesomelintError, InternalError) as error:
        problems.append(error)
        found = None
    return Look(found, fixed, tuple(problems))


def _fixed(file: Input, before: Source, result: FixResult) -> Fixed:
    return Fixed(before, result.source, result.applied, tuple(_said(file, result)))


def _said(file: Input, result: FixResult) -> Iterator[str]:
    if not result.is_stable:
        yield f"{file.name}: fixes of {', '.join(sorted(result.left))} do not converge and were not applied"
    for refused in result.refused[:_SHOWN_REFUSALS]:
        yield f"{file.name}:{refused.line}: {visible(str(refused))}"
    if (more := len(result.refused) - _SHOWN_REFUSALS) > 0:
        yield f"{file.name}: {counted(more, 'more fix', 'more fixes')} refused"


class Fixes:
    """Takes what looks at files gave: writes what was fixed, or shows what fixing would change, and makes reports."""

    def __init__(self, session: Session, output: Output, errors: ErrorLog, aim: Aim):
        self.shown = self.shown_changes = 0
        """Files for which it was shown what fixing would change, and those that it would change."""
        self._session = session
        self._output = output
        self._errors = errors
        self._aim = aim

    def take(self, file: Input, look: Look) -> FileReport | None:
        """Write or show what was fixed, and return what there is to report. Raises as `Session.take` does."""
        found = look.found
        if look.fixed is not None and self._aim is Aim.SHOW:
            self._show(look.fixed)
        elif look.fixed is not None and not self._write(file, look.fixed):
            document = self._session.parse(file, look.fixed.before)
            found = self._session.find(file, document, collects_links=file.path is not None)
        for problem in look.problems:
            self._errors.tell(str(problem))
        if look.awaited is not None:
            self._session.take_links(file, *look.awaited)
        return self._session.take(file, found) if found is not None else None

    def fix_again(self, file: Input) -> Document | None:
        """Fix a file by what its links lead to, and return it as it is now, or show what that would change.

        `None` for one that is left out or only shown. Errors of fixing are printed. Raises the errors of reading.
        """
        before = self._session.read(file)
        if before is None:
            return None
        try:
            result = self._session.fix(file, before)
        except (AwesomelintError, InternalError) as error:
            self._errors.tell(str(error))
            return self._session.parse(file, before)
        fixed = _fixed(file, before, result)
        if self._aim is Aim.SHOW:
            self._show(fixed)
            return None
        return result.document if self._write(file, fixed) else self._session.parse(file, before)

    def correct(self, files: Iterable[Input]) -> None:
        """Show beside the reports of files what fixing would make of them."""
        for file in files:
            before = self._output.correctable(file.name)
            if before is not None:
                with self._errors.told(file):
                    self._output.correct(before, self._session.fix(file, before).source)

    def summarize(self) -> None:
        """Print the summary of what fixing would do."""
        if self.shown and not self._output.view.is_quiet:
            say_note(would_fix(self._output.tally.fixed, self.shown_changes, self.shown))

    def _write(self, file: Input, fixed: Fixed) -> bool:
        """Write a fixed file where it is; return whether that could be done, and print why not."""
        for note in fixed.notes:
            say_note(note)
        try:
            _replace(file, fixed.before, fixed.after)
        except AwesomelintError as error:
            self._errors.tell(str(error))
            return False
        self._output.tally.add_fixes(fixed.applied)
        return True

    def _show(self, fixed: Fixed) -> None:
        """Show what fixing a file would change."""
        for note in fixed.notes:
            say_note(note)
        self.shown += 1
        if fixed.before.text != fixed.after.text:
            self.shown_changes += 1
            self._output.tally.add_fixes(fixed.applied)
            self._output.diff(fixed.before, fixed.after)


def _replace(file: Input, before: Source, after: Source) -> None:
    data = after.to_bytes()
    if file.path is None:
        sys.stdout.buffer.write(data)  # the report goes to standard error
    elif data != (expected := before.to_bytes()):
        replace_file(file.path, data, expected=expected, name=file.name)
