"""Replacing a file in one step: a reader sees the old content or the new, never a half of either."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from awesomelint.errors import OutputError

_WRITABLE = 0o222


def replace_file(path: Path, data: bytes, *, expected: bytes | None = None, name: str | None = None) -> None:
    """Replace the content of a file, or create it; mode and owner stay, and a link keeps pointing where it did.

    With `expected`, the file must still hold these bytes: no changes of others are overwritten. `name` is the name to show.
    Raises `OutputError` if the file is read-only, was changed, or cannot be written; then its content is untouched.
    """
    shown = name or str(path)
    try:
        target = path.resolve()
        _check(target, expected, shown)
        _replace(target, data)
    except OSError as error:
        raise OutputError(f"cannot be written: {(error.strerror or str(error)).lower()}", path=shown) from None


def write_file(path: Path, data: bytes) -> None:
    """Replace the content of a file, or create it, as `replace_file` does; a pipe or a device is written to.

    Raises `OutputError`.
    """
    if not path.exists() or path.is_file() or path.is_dir():
        replace_file(path, data)
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(f"cannot be written: {(error.strerror or str(error)).lower()}", path=str(path)) from None


def check_writable(path: Path) -> None:
    """Raise `OutputError` if a file could not be written, as far as that can be told without trying."""
    folder = path.resolve().parent
    if path.is_dir():
        raise OutputError("cannot be written: this is a folder", path=str(path))
    if not folder.is_dir():
        raise OutputError("cannot be written: there is no such folder", path=str(path))
    if path.is_file():
        _check(path.resolve(), None, str(path))
    if not os.access(folder if not path.exists() or path.is_file() else path, os.W_OK):
        raise OutputError("cannot be written: permission denied", path=str(path))


def _check(target: Path, expected: bytes | None, shown: str) -> None:
    if not target.exists():
        if expected is not None:
            raise OutputError("cannot be written: the file is gone", path=shown)
        return
    if not target.is_file():
        raise OutputError("cannot be written: this is not a regular file", path=shown)
    # The superuser may write everything, but the file was made read-only on purpose.
    if not target.stat().st_mode & _WRITABLE or not os.access(target, os.W_OK):
        raise OutputError("cannot be written: the file is read-only", path=shown)
    if expected is not None and target.read_bytes() != expected:
        raise OutputError("not written: the file was changed in the meantime", path=shown)


def _replace(target: Path, data: bytes) -> None:
    import tempfile  # 3 ms, and only files that are written need it

    handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            _take_over_status(target, stream.fileno())
            os.fsync(stream.fileno())
        Path(temporary).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(target.parent)


def _take_over_status(target: Path, handle: int) -> None:
    """Give the new file the mode and, where allowed, the owner of the old one."""
    if not hasattr(os, "fchmod"):
        return
    try:
        old = target.stat()
    except FileNotFoundError:
        os.fchmod(handle, 0o666 & ~_umask())
        return
    new = os.fstat(handle)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        with suppress(OSError):
            os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, old.st_mode & 0o7777)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the renaming last over a power cut, where the system lets a folder be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
