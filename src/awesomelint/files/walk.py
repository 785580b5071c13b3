"""Walking a folder for Markdown files as git sees it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from awesomelint.files.ignore import IgnoreRules

MARKDOWN_SUFFIXES = (".md", ".markdown")
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})
_HIDDEN_FOLDERS_KEPT = frozenset({".github"})


def walk(folder: Path) -> Iterator[Path]:
    """Yield the Markdown files of a folder and below it, files before folders, each sorted by name.

    Left out are what .gitignore files leave out, hidden files and folders (`.github` excepted), `node_modules`, virtual
    environments, and folders that cannot be opened. Linked folders are not entered.
    """
    stack = [(folder, IgnoreRules.above(folder))]
    while stack:
        here, ignored = stack.pop()
        entries = _entries(here)
        names = {entry.name for entry in entries}
        if "pyvenv.cfg" in names:
            continue
        if ".gitignore" in names:
            ignored = ignored.below(here)
        below = []
        for entry in entries:
            path = here / entry.name
            if entry.is_dir(follow_symlinks=False):
                if _is_entered(entry.name) and not ignored.matches(path, is_folder=True):
                    below.append((path, ignored))
            elif _is_markdown(entry) and not ignored.matches(path, is_folder=False):
                yield path
        stack.extend(reversed(below))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError:
        return []


def _is_entered(name: str) -> bool:
    return name not in _SKIPPED_FOLDERS and (not name.startswith(".") or name in _HIDDEN_FOLDERS_KEPT)


def _is_markdown(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(MARKDOWN_SUFFIXES) and not entry.name.startswith(".") and entry.is_file()
