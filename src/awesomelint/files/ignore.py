"""What git leaves out: the .gitignore files that hold for a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class IgnoreRules:
    """The .gitignore files from the top of a repository down to a folder; the deepest that says something decides."""

    __slots__ = ("_layers",)

    def __init__(self, layers: tuple[tuple[str, GitIgnoreSpec], ...] = ()):
        self._layers = layers

    @classmethod
    def above(cls, folder: Path) -> IgnoreRules:
        """Return the rules that hold above a folder, none outside a repository.

        A folder that is itself left out was named on purpose: then the rules above it say nothing about what it holds.
        """
        start = Path(os.path.abspath(folder))  # noqa: PTH100 - `resolve` would follow links, and git does not
        above: list[Path] = []
        if not (start / ".git").exists():
            for parent in start.parents:
                above.append(parent)
                if (parent / ".git").exists():
                    break
            else:
                return cls()
        rules = cls()
        for parent in reversed(above):
            rules = rules.below(parent)
        return cls() if rules.matches(start, is_folder=True) else rules

    def below(self, folder: Path) -> IgnoreRules:
        """Return these rules and those of a folder's own .gitignore."""
        lines = _lines(folder / ".gitignore")
        if not lines:
            return self
        base = os.path.abspath(folder)  # noqa: PTH100
        return IgnoreRules((*self._layers, (os.path.join(base, ""), _spec(lines))))  # noqa: PTH118

    def matches(self, path: Path, *, is_folder: bool) -> bool:
        """Tell whether a file or folder is left out. The folders above it are taken to be kept."""
        if not self._layers:
            return False
        full = os.path.abspath(path)  # noqa: PTH100
        for base, spec in reversed(self._layers):
            name = full[len(base) :].replace(os.sep, "/") + ("/" if is_folder else "")
            verdict = spec.check_file(name).include
            if verdict is not None:
                return bool(verdict)
        return False


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []


def _spec(lines: list[str]) -> GitIgnoreSpec:
    """Compile the patterns; those that are none are passed over, as git does."""
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines(line for line in lines if _is_pattern(line))


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
