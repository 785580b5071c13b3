"""`--watch`: lint again whenever a list, or a configuration that holds for one, is saved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from awesomelint.cli.console import Console, say_note
from awesomelint.config.files import PYPROJECT, YAML_NAMES, find_config
from awesomelint.errors import ConfigError
from awesomelint.files import MARKDOWN_SUFFIXES
from awesomelint.reporters.terminal import visible

Lint = Callable[[Collection[Path] | None], object]
"""Lints some of the files that were asked for, by their absolute paths; all of them for `None`."""

_WAKE = 200
"""Milliseconds after which the watcher returns to look whether the user wants to end it."""
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_SETTINGS = frozenset((*YAML_NAMES, PYPROJECT))
_DATA_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
"""Endings of files that may be rules or venues of the user's own, or a baseline."""


def watch(names: Collection[str], lint: Lint, console: Console) -> None:
    """Lint all files, then those that change, until Ctrl-C. On a terminal each round clears the screen.

    Raises `ConfigError` where the package that watches is not installed.
    """
    if find_spec("watchfiles") is None:
        raise ConfigError("--watch needs an additional package: pip install watchfiles")
    named = [Path(name).absolute() for name in names]
    is_terminal = console.stream.isatty()
    with suppress(KeyboardInterrupt):
        for changed in _rounds(named):
            if is_terminal:
                console.stream.write(_CLEAR)
            lint(changed)
            for path in changed or ():
                if not path.exists():
                    say_note(f"{_shown(path)} is gone")
            console.stream.flush()
            say_note("watching for changes; press Ctrl-C to stop")


def _rounds(named: list[Path]) -> Iterator[Collection[Path] | None]:
    """Yield the files to lint, at first all."""
    from watchfiles import watch as watch_files

    files = frozenset(path for path in named if not path.is_dir())
    folders = {path if path.is_dir() else path.parent for path in named}
    is_deep = len(files) < len(named)
    if not is_deep:  # all that is below a folder is watched then, which may be much around a list
        folders |= {config.parent for path in named if (config := find_config(path)) is not None}

    def matters(change: object, name: str) -> bool:
        path = Path(name)
        return path in files or path.name in _SETTINGS or path.suffix.lower() in (*MARKDOWN_SUFFIXES, *_DATA_SUFFIXES)

    # Editors replace files, so it is folders that are watched. The watcher begins at the first `next`, before the first round.
    changes = watch_files(
        *sorted(folders),
        watch_filter=matters,
        recursive=is_deep,
        rust_timeout=_WAKE,
        yield_on_timeout=True,
    )
    next(changes)
    yield None
    for batch in changes:
        paths = {Path(name) for _, name in batch}
        if paths:
            is_about_all = any(path not in files and path.suffix.lower() not in MARKDOWN_SUFFIXES for path in paths)
            yield None if is_about_all else paths


def _shown(path: Path) -> str:
    """Return the name of a file as people in this folder would write it."""
    return visible(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))
