"""One version of a text as the editor has it: read, linted, ready for questions."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from awesomelint.config.find import find_config
from awesomelint.config.load import load_config
from awesomelint.config.model import Config
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.errors import AwesomelintError, InternalError
from awesomelint.fixer import FixResult, apply_fixes
from awesomelint.source import Source
from awesomelint.surroundings import Repository

UNSAVED = "untitled.md"
"""What a text is called that has no file yet."""

_Stamp = tuple[tuple[str, int, int], ...]


class Analysis(NamedTuple):
    """A document, what is wrong with it, and the configuration that says so.

    `problem` is an error that kept the text from being linted, such as a broken configuration; `diagnostics` are empty then.
    """

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    config: Config | None
    problem: AwesomelintError | None = None

    @property
    def source(self) -> Source:
        """The text."""
        return self.document.source


class Analyst:
    """Analyses texts, one after the other, and remembers configurations for as long as their files stay as they are."""

    def __init__(self) -> None:
        self._configs: dict[Path | None, tuple[_Stamp, Config]] = {}

    def analyse(self, text: str, path: Path | None) -> Analysis:
        """Return what there is to say about a text that stands, or will stand, in a file (`None`: nobody knows where)."""
        source = Source(text, str(path) if path is not None else UNSAVED)
        config: Config | None = None
        try:
            config = self.config_for(path)
            document = parse_document(source, config.venues)
            document.surroundings = Repository(path) if path is not None else None
            if path is not None and config.excludes(path):
                return Analysis(document, (), config)
            found = lint_document(document, config.rules_for(source.path), known=config.known)
            return Analysis(document, tuple(found), config)
        except (AwesomelintError, InternalError) as error:
            return Analysis(parse_document(source), (), config, error)

    def mend(self, text: str, path: Path | None) -> FixResult:
        """Return a text with all safe fixes applied. Raises as `apply_fixes` and `load_config` do."""
        config = self.config_for(path)
        source = Source(text, str(path) if path is not None else UNSAVED)
        return apply_fixes(
            source,
            config.rules_for(source.path),
            known=config.known,
            surroundings=Repository(path) if path is not None else None,
            venues=config.venues,
        )

    def config_for(self, path: Path | None) -> Config:
        """Return the configuration that holds for a file. Raises `ConfigError` and `RulebookError`."""
        found = find_config(path) if path is not None else None
        kept = self._configs.get(found)
        if kept is not None and kept[0] == _stamp(kept[1]):
            return kept[1]
        config = load_config(found)
        self._configs[found] = (_stamp(config), config)
        return config


def _stamp(config: Config) -> _Stamp:
    """Return what changes when one of the files changes that had a say in a configuration."""
    states = []
    for path in config.sources:
        try:
            status = path.stat()
        except OSError:
            states.append((str(path), -1, -1))
        else:
            states.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(states)
