"""A compiled copy of the rulebook in the cache folder, because reading YAML takes longer than linting a list.

The copy is keyed by the program's version and by name, size and time of every rule file. A copy that is missing, stale,
damaged or unwritable is no error: the rule files are read instead.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from awesomelint import __version__
from awesomelint.cachedir import cache_dir, states

FORMAT = 1


def stamp(root: Path) -> str:
    """Return the key of a rulebook: it changes when a file in its folder is added, removed or written.

    Raises `OSError` when one is gone meanwhile.
    """
    return "\n".join((f"{FORMAT} {__version__}", *sorted(states(str(root), ".yaml"))))


def read_copy(root: Path, key: str) -> Any:
    """Return what was written under a key, or `None`."""
    try:
        kept = json.loads(_file(root).read_bytes())
        return kept["rulebook"] if kept["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def write_copy(root: Path, key: str, rulebook: Any) -> None:
    """Keep a rulebook under a key; other processes see the old copy or the new one, nothing between."""
    target = _file(root)
    part = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps({"key": key, "rulebook": rulebook}), encoding="utf-8")
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink()


def _file(root: Path) -> Path:
    # A checkout and an installed package have a copy each; should two names meet, each is read anew in turn.
    return cache_dir() / f"rulebook-{zlib.crc32(os.fsencode(root)):08x}.json"
