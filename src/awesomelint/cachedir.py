"""The folder in which the program keeps what it can make again, and what tells whether that still holds."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "AWESOMELINT_CACHE_DIR"


def cache_dir() -> Path:
    """Return the folder: `AWESOMELINT_CACHE_DIR` if it is set, else the user's cache folder. It may not exist yet."""
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen)
    platform: str = sys.platform  # not narrowed to the one that types are checked on
    if platform == "linux":  # as platformdirs has it, without the 8 ms that importing it costs
        base = os.environ.get("XDG_CACHE_HOME", "").strip()
        return Path(base or "~/.cache").expanduser() / "awesomelint"
    from platformdirs import user_cache_path

    return user_cache_path("awesomelint", appauthor=False)


def states(folder: str, suffixes: str | tuple[str, ...]) -> Iterator[str]:
    """Yield path, size and time of each file below a folder whose name ends so: equal states mean that nothing was changed.

    Looked at are 200 files in 1 ms, a quarter of what `Path.glob` takes. Raises `OSError` for a folder that cannot be read.
    """
    below = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(suffixes):
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
            elif entry.name != "__pycache__" and entry.is_dir():
                below.append(entry.path)
    for path in below:
        yield from states(path, suffixes)
