"""Lists that are split over several files, as a configuration tells of them under `lists`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from awesomelint.config.model import SplitList
from awesomelint.marked import Node

KEYS = ("parts", "views")
_WILD = frozenset("*?[")


def read_lists(node: Node, base: Path) -> tuple[SplitList, ...]:
    """Return what a configuration says about its lists. Paths are relative to the folder `base`.

    Raises the file's error for a file that is missing, or stands in two places.
    """
    taken: set[Path] = set()
    return tuple(_split_list(item, Path(os.path.abspath(base)), taken) for item in node.items())  # noqa: PTH100


def _split_list(node: Node, base: Path, taken: set[Path]) -> SplitList:
    keys = node.table(KEYS, required=("parts",))
    folders: dict[Path, None] = {}
    parts: dict[Path, str] = {}
    views: dict[Path, str] = {}
    for key, files in (("views", views), ("parts", parts)):  # views first: a pattern of parts leaves them out
        for item in _texts(keys[key]) if key in keys else ():
            is_pattern = not _WILD.isdisjoint(item.text())
            for path, name in _files(item, base, folders):
                if path not in taken:
                    taken.add(path)
                    files[path] = name
                elif not is_pattern:
                    item.fail(f'"{name}" stands here twice')
    if not parts:
        keys["parts"].fail("found no file, expected at least one")
    return SplitList(parts, frozenset(views), tuple(folders))


def _texts(node: Node) -> list[Node]:
    return [node] if isinstance(node.value, str) else node.items()


def _files(item: Node, base: Path, folders: dict[Path, None]) -> Iterator[tuple[Path, str]]:
    """Yield the files that a path, or a pattern with wild cards in its last part, stands for, each with its name."""
    text = item.text()
    folder, _, last = text.rpartition("/")
    if _WILD.isdisjoint(text):
        path = Path(os.path.normpath(base / text))
        if not path.is_file():
            item.fail(f'there is no file "{text}" beside this configuration')
        yield path, text
        return
    if not _WILD.isdisjoint(folder):
        item.fail(f'found "{text}", expected wild cards in the last part of the path only')
    where = Path(os.path.normpath(base / folder))
    folders[where] = None
    try:
        names = sorted(os.listdir(where))  # noqa: PTH208 - names alone are wanted
    except OSError:
        names = []
    found = [name for name in names if fnmatchcase(name, last) and (where / name).is_file()]
    if not found:
        item.fail(f'no file matches "{text}" beside this configuration')
    yield from ((where / name, f"{folder}/{name}" if folder else name) for name in found)
