"""Where the data is that people edit, its compiled form, and the cache folder.

Data of `rules/` is read as JSON, in a twentieth of the time that YAML takes. A compiled file has one value per line, so
that a reader decodes only the lines that it needs. It lies in the package: in a wheel since that was built
(`tools/build_hook.py`), in a checkout since the first run after the program or its data was edited. Its first line
holds, in a checkout, the stamp of what it was made from, and a checksum of the other lines. A file with another stamp
or checksum is made again; where it cannot be written, every run makes it anew.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from awesomelint import __version__
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
    """Read a word list of `rules/data/`: `[group]` lines, then one entry per line; `#` lines are comments."""
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


FOLDER = PACKAGE / "_compiled"
_EDITED = (".py", ".yaml")
"""Ends of the names of files that have a say in what is compiled."""


def compiled(name: str, make: Callable[[], Iterable[Any]]) -> list[bytes]:
    """Return the lines of a compiled file; `make` returns their values where there is none, or an old or damaged one."""
    path = FOLDER / f"{name}.jsonl"
    stamp = program_stamp().encode() if is_checkout() else b""
    with suppress(OSError):
        head, _, body = path.read_bytes().partition(b"\n")
        if head == _head(stamp, body):
            return body.split(b"\n")
    lines = encoded(make())
    if stamp:
        with suppress(OSError):
            write_compiled(path, lines, stamp)
    return lines


def encoded(values: Iterable[Any]) -> list[bytes]:
    """Return the lines for some values."""
    return [json.dumps(value).encode() for value in values]


def write_compiled(path: Path, lines: Iterable[bytes], stamp: bytes = b"") -> None:
    """Write a compiled file; other processes see the old one or the new one, nothing between."""
    path.parent.mkdir(exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    body = b"\n".join(lines)
    try:
        part.write_bytes(_head(stamp, body) + b"\n" + body)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def _head(stamp: bytes, body: bytes) -> bytes:
    """Return the first line of a compiled file. Its lines are decoded when they are needed, too late to make them again."""
    return b"%s %08x" % (stamp, crc32(body))  # 0.2 ms for the largest file


@cache
def program_stamp() -> str:
    """Return what tells one state of a checkout from another: path, size and time of every file of code and of data."""
    states = "\n".join((__version__, *_states(str(PACKAGE)), *_states(str(rules_root()))))
    return f"{crc32(states.encode('utf-8', 'surrogatepass')):08x} {len(states)}"


def _states(folder: str) -> Iterator[str]:
    """Yield path, size and time of each file below a folder: 250 files in 1 ms, a quarter of what `Path.glob` takes."""
    below = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_EDITED):
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
            elif entry.name != "__pycache__" and entry.is_dir():
                below.append(entry.path)
    for path in below:
        yield from _states(path)
