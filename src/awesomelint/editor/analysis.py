"""One version of a text as the editor has it: read, linted, ready for questions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from awesomelint.config.model import Config
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.errors import AwesomelintError, InternalError
from awesomelint.files import Input
from awesomelint.fixing.fixer import FixResult
from awesomelint.session import SessionOptions
from awesomelint.session.session import Session
from awesomelint.source import Source
from awesomelint.startup import NamedTuple

UNSAVED = Input("untitled.md", None)
"""A text that has no file yet."""

_States = tuple[tuple[str, int, int], ...]


class Analysis(NamedTuple):
    """A document, what is wrong with it, and the configuration that says so.

    Findings on record in the baseline of the configuration are left out, as on the command line. `problem` is an error that
    kept the text from being linted, such as a broken configuration; `diagnostics` are empty then.
    """

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    config: Config | None
    problem: AwesomelintError | InternalError | None = None

    @property
    def source(self) -> Source:
        """The text."""
        return self.document.source


class Analyst:
    """Analyses texts, one after the other, in one session for as long as the files that it has read stay as they are."""

    def __init__(self) -> None:
        self._session = Session()
        self._states: _States = ()
        self._unsaved = Session(SessionOptions(is_isolated=True))

    def analyse(self, text: str, path: Path | None) -> Analysis:
        """Return the analysis of a text that is, or will be, in a file (`None`: unknown)."""
        file = _file(path)
        source = Source(text, file.name)
        session = self._session_for(path)
        try:
            config = session.config_for(file)
            document = session.parse(file, source)
            report = None if config.excludes(file.place) else session.lint(file, document, joins=False)
            return Analysis(document, report.diagnostics if report is not None else (), config)
        except (AwesomelintError, InternalError) as error:
            return Analysis(parse_document(source), (), None, error)
        finally:
            self._states = _states(self._session.sources())

    def fix(self, text: str, path: Path | None, tag: str | None = None) -> FixResult:
        """Return a text with all fixed that is reported and safe to fix, by rules with a tag. Raises as `Session.fix` does."""
        file = _file(path)
        return self._session_for(path).fix(file, Source(text, file.name), tag)

    def _session_for(self, path: Path | None) -> Session:
        if path is None:
            return self._unsaved
        if self._states != _states(self._session.sources()):
            self._session = Session()
        return self._session


def _file(path: Path | None) -> Input:
    return UNSAVED if path is None else Input(str(path), path)


def _states(paths: Iterable[Path]) -> _States:
    """Return what changes when one of some files changes."""
    states = []
    for path in dict.fromkeys(paths):
        try:
            status = path.stat()
        except OSError:
            states.append((str(path), -1, -1))
        else:
            states.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(states)
