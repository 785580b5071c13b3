"""Folders of data and of the cache, and short hashes."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from awesomelint.errors import RulebookError

VARIABLE = "AWESOMELINT_CACHE_DIR"
PACKAGE = Path(__file__).parent
_INSTALLED = PACKAGE / "_rules"
_CHECKOUT = PACKAGE.parents[1] / "rules"


@cache
def rules_root() -> Path:
    """Return the folder of rules and tables. Raises `RulebookError` if the installation lacks it."""
    for candidate in (_INSTALLED, _CHECKOUT):
        if candidate.is_dir():
            return candidate
    raise RulebookError("the rule files are missing; install awesomelint again", path=str(_INSTALLED))


def is_checkout() -> bool:
    """Return whether the program runs from a checkout, where its files are edited, rather than from an installed package."""
    return rules_root() is _CHECKOUT


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


def cache_dir() -> Path:
    """Return the folder for what is kept from run to run: `AWESOMELINT_CACHE_DIR` if it is set, else the user's cache folder.

    It may not exist yet.
    """
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen)
    platform: str = sys.platform  # not narrowed to the one that types are checked on
    if platform == "linux":  # as platformdirs has it, without the 8 ms that importing it costs
        base = os.environ.get("XDG_CACHE_HOME", "").strip()
        return Path(base or "~/.cache").expanduser() / "awesomelint"
    from platformdirs import user_cache_path

    return user_cache_path("awesomelint", appauthor=False)


def digest(data: str | bytes, size: int = 16) -> str:
    """Return a short hash of text (as UTF-8, lone surrogates kept) or bytes: `2 * size` hexadecimal digits.

    For telling one state of a thing from another, not for secrets.
    """
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    from hashlib import blake2b  # loads OpenSSL: 2.5 ms, which a run without caches does not need

    return blake2b(data, digest_size=size).hexdigest()
