"""From the arguments of a command to the files that it is about."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from awesomelint.errors import InputError
from awesomelint.named_tuple import NamedTuple
from awesomelint.source import Source

STDIN = "-"
STDIN_NAME = "<stdin>"
README_NAMES = ("README.md", "readme.md", "Readme.md", "README.markdown", "readme.markdown")
MAX_BYTES = 64 * 1024 * 1024


class Input(NamedTuple):
    """One file: the name to show, and where it is (`None` for standard input). `is_explicit` if it was named itself."""

    name: str
    path: Path | None
    is_explicit: bool = True


def find_inputs(arguments: Iterable[str], *, stdin_name: str | None = None) -> Iterator[Input | InputError]:
    """Yield the files that arguments name, each once, and an error for each argument that names none.

    A folder stands for the Markdown files below it that git does not leave out; a file named itself is always taken.
    """
    seen: set[str] = set()
    for argument in arguments:
        for found in _expand(argument, stdin_name):
            if isinstance(found, Input):
                identity = STDIN if found.path is None else os.path.realpath(found.path)
                if identity in seen:
                    continue
                seen.add(identity)
            yield found


def readme_here() -> str | None:
    """Return the name of the README in the current folder, or `None`."""
    names = {entry.name for entry in os.scandir() if entry.is_file()}
    return next((name for name in README_NAMES if name in names), None)


def read_bytes(found: Input) -> bytes:
    """Return the content of a file.

    Raises `InputError` for one that is missing, unreadable or larger than `MAX_BYTES`.
    """
    try:
        if found.path is None:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with found.path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(_reason(error), path=found.name) from None
    if len(data) > MAX_BYTES:
        raise InputError(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB", path=found.name)
    return data


def read_source(found: Input) -> Source:
    """Return a file as a `Source`.

    Raises `InputError` as `read_bytes` does, and for what is not UTF-8 text.
    """
    return Source.from_bytes(read_bytes(found), found.name)


def _expand(argument: str, stdin_name: str | None) -> Iterator[Input | InputError]:
    if argument == STDIN:
        yield Input(stdin_name or STDIN_NAME, None)
        return
    if not argument:
        yield InputError("no such file or folder", path='""')
        return
    path = Path(argument)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield InputError(_reason(error), path=argument)
        return
    if not stat.S_ISDIR(mode):
        yield Input(argument, path)
        return
    from awesomelint.files.walk import walk

    is_empty = True
    for found in walk(path):
        is_empty = False
        yield Input(str(found), found, is_explicit=False)
    if is_empty:
        yield InputError("no Markdown file in this folder", path=argument)


def _reason(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return "no such file"
    return {
        errno.ENOENT: "no such file or folder",
        errno.ENOTDIR: "no such file or folder",
        errno.EACCES: "permission denied",
        errno.EISDIR: "this is a folder, not a file",
        errno.ELOOP: "too many symbolic links",
        errno.ENAMETOOLONG: "the name is too long",
    }.get(error.errno or 0, (error.strerror or "cannot be read").lower())
