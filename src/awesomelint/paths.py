"""Where the data lies that people edit, and the folder in which the program keeps what it can make again."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from awesomelint.errors import RulebookError


@cache
def rules_root() -> Path:
    """Return the folder of rules and tables. Raises `RulebookError` if the installation lacks it."""
    package = Path(__file__).parent
    for candidate in (package / "_rules", package.parents[1] / "rules"):
        if candidate.is_dir():
            return candidate
    raise RulebookError("the rule files are missing; install awesomelint again", path=str(package / "_rules"))


def data_file(name: str) -> Path:
    """Return the path of a table in `rules/data/`."""
    return rules_root() / "data" / name


def read_words(name: str) -> dict[str, list[str]]:
    """Read a word list of `rules/data/`: `[group]` lines, then one entry a line; `#` lines are comments."""
    groups: dict[str, list[str]] = {}
    words: list[str] = []
    for line in data_file(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            words = groups.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            words.append(line)
    return groups


#| The folder in which the program keeps what it can make again, and what tells whether that still holds.

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


#| Short hashes of texts: for telling one state of a thing from another, not for secrets.

try:  # a twentieth of what hashlib costs at start-up, most of which is loading OpenSSL
    from _blake2 import blake2b
except ImportError:  # pragma: no cover - an interpreter without the module
    from hashlib import blake2b


def digest(data: str | bytes, size: int = 16) -> str:
    """Return a hash of some text (as UTF-8, whatever is no Unicode in it kept apart) or bytes: `2 * size` hexadecimal digits."""
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=size).hexdigest()
