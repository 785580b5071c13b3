"""Locks of folders: one sweep in a folder, one process for an owner.

A lock is that of an SQLite database, which the system gives up when the process that has it ends, however. On a file system that
several machines share it is the file system that keeps it, and gives it up when it has not heard from a machine for a while. That
machine need not be gone: so whoever gets a lock also leaves its mark, and may write as long as that is the last one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import sleep
from uuid import uuid4

from awesomelint.errors import OutputError, in_words
from awesomelint.files import replace_file
from awesomelint.links.database import is_busy

MARK = "holder"
"""The file with the mark of the process that had the lock last."""
LOOK_AGAIN = 0.2
"""Seconds after which a lock that another process has is asked for again."""


@contextmanager
def alone(folder: Path, *, waits: bool = False) -> Iterator[Callable[[], None]]:
    """Keep others out of a folder, which is made, as long as this lasts. With `waits` wait for one that is there.

    Yields a function that raises `OutputError` where another process has taken the folder over all the same. Raises `OutputError`
    where another process is there, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(folder / "lock", timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise OutputError(f"cannot be written: {in_words(error)}", path=str(folder)) from None
    with closing(connection):
        while True:
            try:
                connection.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.Error as error:
                if not is_busy(error):
                    raise OutputError(f"cannot be written: {in_words(error)}", path=str(folder)) from None
            if not waits:
                raise OutputError("another sweep runs in this folder", path=str(folder))
            sleep(LOOK_AGAIN)
        mark, own = folder / MARK, uuid4().hex
        replace_file(mark, own.encode())

        def may_write() -> None:
            try:
                is_own = mark.read_text(encoding="ascii", errors="replace") == own
            except OSError as error:
                raise OutputError(f"cannot be read: {in_words(error)}", path=str(mark)) from None
            if not is_own:
                raise OutputError("another process has taken over", path=str(folder))

        yield may_write
