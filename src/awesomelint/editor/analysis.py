"""One version of a text as the editor has it: read, linted, ready for questions."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from awesomelint.config.files import find_config
from awesomelint.config.load import load_config
from awesomelint.config.model import Config
from awesomelint.context import DiskFiles, LintContext, Part
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.errors import AwesomelintError, InputError, InternalError
from awesomelint.fixing.fixer import Chosen, FixResult, apply_fixes
from awesomelint.history.baseline import Record
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import report_of
from awesomelint.source import Source

UNSAVED = "untitled.md"
"""What a text is called that has no file yet."""

_Stamp = tuple[tuple[str, int, int], ...]


class Analysis(NamedTuple):
    """A document, what is wrong with it, and the configuration that says so.

    Findings on record in the baseline of the configuration are left out, as on the command line. `problem` is an error that
    kept the text from being linted, such as a broken configuration; `diagnostics` are empty then.
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
        self._records: dict[Path, tuple[_Stamp, Record]] = {}
        self._parts: dict[Path, tuple[_Stamp, Document]] = {}

    def analyse(self, text: str, path: Path | None) -> Analysis:
        """Return what there is to say about a text that stands, or will stand, in a file (`None`: nobody knows where)."""
        source = Source(text, str(path) if path is not None else UNSAVED)
        config: Config | None = None
        try:
            config = self.config_for(path)
            document = parse_document(source, config.venues)
            if path is not None and config.excludes(path):
                return Analysis(document, (), config)
            found = lint_document(
                document, config.rules_for(source.path), self._context(path, config), known=config.known
            )
            chosen = self._chosen(path, config)
            return Analysis(document, tuple(chosen(document, found) if chosen is not None else found), config)
        except (AwesomelintError, InternalError) as error:
            return Analysis(parse_document(source), (), config, error)

    def mend(self, text: str, path: Path | None) -> FixResult:
        """Return a text with all that is reported and safe to mend mended. Raises as `apply_fixes` and `load_config` do."""
        config = self.config_for(path)
        source = Source(text, str(path) if path is not None else UNSAVED)
        return apply_fixes(
            source,
            config.rules_for(source.path),
            LintContext(DiskFiles(path) if path is not None else None),
            known=config.known,
            venues=config.venues,
            chosen=self._chosen(path, config),
        )

    def config_for(self, path: Path | None) -> Config:
        """Return the configuration that holds for a file. Raises `ConfigError` and `RulebookError`."""
        found = find_config(path) if path is not None else None
        kept = self._configs.get(found)
        if kept is not None and kept[0] == _stamp(_sources(kept[1])):
            return kept[1]
        config = load_config(found)
        self._configs[found] = (_stamp(_sources(config)), config)
        return config

    def _chosen(self, path: Path | None, config: Config) -> Chosen | None:
        """Return what leaves out the findings of a file that are on record, `None` where there is no baseline.

        Raises `ConfigError` for a broken one.
        """
        if path is None or config.baseline is None:
            return None
        record = self._record(config.baseline)
        list_path = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow links

        def chosen(document: Document, diagnostics: Sequence[Diagnostic]) -> Iterable[Diagnostic]:
            known = record.known(list_path, report_of(document, diagnostics))
            return [diagnostic for diagnostic, is_known in zip(diagnostics, known, strict=True) if not is_known]

        return chosen

    def _context(self, path: Path | None, config: Config) -> LintContext:
        """Return what is known around a file: for a list that is split, what comes before it as it was last saved.

        Raises `InputError` for a file of the list that cannot be read.
        """
        if path is None:
            return LintContext()
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow links
        earlier = {} if config.is_view(whole) else config.parts_before(whole)
        return LintContext(
            DiskFiles(path), tuple(Part(name, self._part(each, config)) for each, name in earlier.items())
        )

    def _part(self, path: Path, config: Config) -> Document:
        stamp = _stamp((path, *config.sources))
        kept = self._parts.get(path)
        if kept is None or kept[0] != stamp:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise InputError((error.strerror or str(error)).lower(), path=str(path)) from None
            kept = self._parts[path] = (stamp, parse_document(Source.from_bytes(data, str(path)), config.venues))
        return kept[1]

    def _record(self, path: Path) -> Record:
        stamp = _stamp((path,))
        kept = self._records.get(path)
        if kept is None or kept[0] != stamp:
            kept = self._records[path] = (stamp, Record.read(path))
        return kept[1]


def _sources(config: Config) -> Iterator[Path]:
    """Yield the files that had a say in a configuration, and the folders that were searched for the parts of a list."""
    yield from config.sources
    yield from (folder for split in config.lists for folder in split.folders)


def _stamp(paths: Iterable[Path]) -> _Stamp:
    """Return what changes when one of some files changes."""
    states = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            states.append((str(path), -1, -1))
        else:
            states.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(states)
