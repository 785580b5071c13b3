"""Lint inputs one by one: configuration, engine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.files.inputs import Input, read_source
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport, Result
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.config.model import Config, Overrides
    from awesomelint.context import DiskFiles, Part, RepositoryFiles
    from awesomelint.document.model import Document
    from awesomelint.rulebook.spec import RuleSpec
    from awesomelint.source import Source


class ListParts:
    """Remembers the files of lists. With `is_across` all files of a run are one list, in the order in which they come.

    `read` returns the text of a file; that of today, unless told.
    """

    def __init__(self, *, is_across: bool = False, read: Callable[[Path], Source] | None = None):
        self.is_across = is_across
        self._source = read or _today
        self._run: tuple[Part, ...] = ()
        self._read: dict[Path, Document] = {}

    def before(self, path: Path, config: Config) -> tuple[Part, ...]:
        """Return what comes before a file; nothing where it stands alone or shows what others hold.

        Raises `InputError` for a file of the list that cannot be read.
        """
        if config.is_view(path):
            return ()
        if self.is_across:
            return self._run
        from awesomelint.context import Part

        return tuple(Part(name, self._document(each, config)) for each, name in config.parts_before(path).items())

    def add(self, path: Path, name: str, document: Document, config: Config) -> None:
        """Remember a file that has been linted."""
        if self.is_across:
            if not config.is_view(path):
                from awesomelint.context import Part

                self._run = (*self._run, Part(name, document))
        elif any(path in split.parts for split in config.lists):
            self._read[path] = document

    def _document(self, path: Path, config: Config) -> Document:
        if path not in self._read:
            from awesomelint.document.parse import parse_document

            self._read[path] = parse_document(self._source(path), config.venues)
        return self._read[path]


def _today(path: Path) -> Source:
    return read_source(Input(str(path), path))


#| Linting inputs one by one: configuration, engine. What goes wrong with one input is no harm to the next.


class Settings(NamedTuple):
    """What the command line says about a run.

    `config` is the one configuration file to use, `is_isolated` to use none; without either the nearest one holds for each
    file. `selection` is what the command line puts over it, as `Overrides` has it.
    """

    selection: dict[str, object]
    config: Path | None = None
    is_isolated: bool = False
    excludes_explicit: bool = False


class Linted(NamedTuple):
    """What is known of an input, and its document."""

    result: Result
    document: Document


class Linter:
    """Lints inputs with the configuration that holds for each, and remembers configurations."""

    def __init__(self, settings: Settings, parts: ListParts | None = None):
        self.settings = settings
        self.parts = parts or ListParts()
        self.used: dict[Path | None, None] = {}
        """The configuration files that held for some input, in order; `None` where none did."""
        self.read = 0
        """Characters linted since somebody last set this to 0."""
        self._configs: dict[Path | None, Config] = {}

    def config_path(self, found: Input) -> Path | None:
        """Return the configuration file that holds for an input."""
        if self.settings.is_isolated:
            path = None
        elif self.settings.config is not None:
            path = self.settings.config
        else:
            from awesomelint.config.files import find_config

            path = find_config(found.path or Path(found.name))
        self.used[path] = None
        return path

    def config(self, path: Path | None) -> Config:
        """Return a configuration, read once. Raises `ConfigError` and `RulebookError`."""
        if path not in self._configs:
            from awesomelint.config.load import load_config

            self._configs[path] = load_config(path, self._overrides())
        return self._configs[path]

    def config_of(self, found: Input) -> Config:
        """Return the configuration that holds for an input. Raises as `config` does."""
        return self.config(self.config_path(found))

    def rules(self) -> Iterator[RuleSpec]:
        """Yield the heads of all rules that the configurations of this run know, each once."""
        known = {rule.code: rule for path in self.used for rule in self.config(path).known}
        yield from known.values()

    def lint(self, found: Input) -> Linted | None:
        """Return what is found in an input, `None` for one that the configuration leaves out.

        Raises the errors of reading, configuring and linting.
        """
        source = read_source(found)
        return None if self.leaves_out(found, self.config_of(found)) else self.lint_text(found, source)

    def lint_text(self, found: Input, source: Source) -> Linted:
        """Return what is found in a text that stands where an input stands, such as the mended one."""
        self.read += len(source.text)
        config = self.config_of(found)
        files = files_around(found)
        document, report = _lint_with(found, source, config, files, self.parts)
        self.parts.add(absolute(found), found.name, document, config)
        return Linted(Result(report, config.fail_on, baseline=config.baseline), document)

    def lint_among(self, found: Input, source: Source, files: RepositoryFiles, parts: ListParts) -> FileReport:
        """Return what is found in a text that stood where an input stands, among other files and parts of its list."""
        self.read += len(source.text)
        config = self.config_of(found)
        document, report = _lint_with(found, source, config, files, parts)
        parts.add(absolute(found), found.name, document, config)
        return report

    def codes(self, found: Input, *, has_facts: bool = False) -> frozenset[str]:
        """Return the codes of the rules that run on an input; only with facts from the network those that judge them."""
        from awesomelint.checks import CHECKS

        rules = self.config_of(found).rules_for(found.name)
        return frozenset(rule.code for rule in rules if has_facts or not CHECKS[rule.spec.check].needs_facts)

    def leaves_out(self, found: Input, config: Config) -> bool:
        """Tell whether the configuration leaves an input out: not if it was named itself, unless that is wanted."""
        heeds_exclude = not found.is_explicit or self.settings.excludes_explicit
        return heeds_exclude and config.excludes(absolute(found))

    def _overrides(self) -> Overrides:
        from awesomelint.config.model import Overrides

        return Overrides(**self.settings.selection)  # type: ignore[arg-type]


def _lint_with(
    found: Input, source: Source, config: Config, files: RepositoryFiles | None, parts: ListParts
) -> tuple[Document, FileReport]:
    """Return a text that stands where an input stands as a document, and what is found in it.

    Raises the errors of the engine.
    """
    from awesomelint.context import LintContext
    from awesomelint.document.parse import parse_document
    from awesomelint.engine import report_on

    document = parse_document(source, config.venues)
    context = LintContext(files, parts.before(absolute(found), config))
    return document, report_on(document, config, context)


def files_around(found: Input) -> DiskFiles | None:
    """Return what knows the files around an input; nothing does for standard input."""
    from awesomelint.context import DiskFiles

    return DiskFiles(absolute(found)) if found.path is not None else None


def absolute(found: Input) -> Path:
    """Return the path of an input from the root, links not followed; for standard input that of its given name."""
    return Path(os.path.abspath(found.path or found.name))  # noqa: PTH100
