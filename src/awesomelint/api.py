"""What the program does, as functions: text in, values out. No file is read but a configuration that is asked for by path."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from awesomelint.config.load import config_of, load_config
from awesomelint.config.model import Config
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.fixer import FixResult

Configuration = Config | Mapping[str, Any] | str | os.PathLike[str] | None
"""A configuration: one that was read before, the values of a configuration file, the path of one, or `None` for the defaults."""


def parse(text: str, path: str = "<text>") -> Document:
    """Read a list. Any text is a document; nothing is raised.

    `path` is the name of the list, not opened.
    """
    return parse_document(Source(text, path))


def lint(text: str, *, config: Configuration = None, path: str = "<text>") -> list[Diagnostic]:
    """Return what is wrong with a list, sorted by place.

    The spans of the diagnostics are offsets into the text without a byte order mark; `Source(text).position(offset)` gives line
    and column. `path` is the name of the list, which `per-file-ignores` look at. Raises `ConfigError` for a configuration
    that does not say what it means, and `RulebookError` for a malformed rule of the user's own.
    """
    settings = configuration(config)
    document = parse_document(Source(text, path), settings.venues)
    return lint_document(document, settings.rules_for(path), known=settings.known)


def fix(text: str, *, config: Configuration = None, path: str = "<text>", unsafe: bool = False) -> FixResult:
    """Mend what can be mended safely in a list, with `unsafe` also what could change which thing is meant.

    `FixResult.source.text` is the mended text, `FixResult.diagnostics` what is left. Raises `FixError` where mending would hurt
    the list, and what `lint` raises.
    """
    from awesomelint.fixer import apply_fixes

    settings = configuration(config)
    return apply_fixes(
        Source(text, path), settings.rules_for(path), unsafe=unsafe, known=settings.known, venues=settings.venues
    )


def configuration(config: Configuration) -> Config:
    """Return a configuration ready for use. Raises as `lint` does."""
    if isinstance(config, Config):
        return config
    if config is None:
        return load_config(None)
    if isinstance(config, Mapping):
        return config_of(config)
    return load_config(Path(config))
