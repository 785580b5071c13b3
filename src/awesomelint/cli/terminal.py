"""Standard output and standard error: writing to them, and what they can show."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from awesomelint.reporters.visible import visible

DEFAULT_WIDTH = 80
_MIN_WIDTH = 20

ColorChoice = str
"""`auto`, `always` or `never`."""


def shows_color(choice: ColorChoice, stream: TextIO) -> bool:
    """Tell whether to write colours to a stream.

    `auto` heeds, in this order, NO_COLOR (any value but the empty one), FORCE_COLOR (likewise, `0` excepted), TERM=dumb, and
    at last whether the stream is a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR", "")
    if forced:
        return forced != "0"
    return os.environ.get("TERM") != "dumb" and stream.isatty()


def width_of(stream: TextIO) -> int:
    """Return the columns of a terminal, `DEFAULT_WIDTH` for anything else. COLUMNS, where set, has the last word."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return max(int(columns), _MIN_WIDTH)
    try:
        return max(os.get_terminal_size(stream.fileno()).columns, _MIN_WIDTH) if stream.isatty() else DEFAULT_WIDTH
    except (OSError, ValueError):
        return DEFAULT_WIDTH


def write(text: str) -> None:
    """Write text for people to standard output; what its encoding lacks is shown as an escape."""
    _write(sys.stdout, text)


def write_utf8(chunks: Iterable[str]) -> None:
    """Write text for programs to standard output: UTF-8 and `\\n` whatever the locale."""
    sys.stdout.flush()
    for chunk in chunks:
        sys.stdout.buffer.write(chunk.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say_error(message: str) -> None:
    """Write one line to standard error: something could not be done."""
    tag = "\x1b[1;31merror\x1b[0m" if shows_color("auto", sys.stderr) else "error"
    sys.stdout.flush()
    _write(sys.stderr, f"{tag}: {visible(message)}\n")


def say_note(message: str) -> None:
    """Write one line to standard error: something worth knowing that is no finding and no error."""
    tag = "\x1b[1mnote\x1b[0m" if shows_color("auto", sys.stderr) else "note"
    sys.stdout.flush()
    _write(sys.stderr, f"{tag}: {visible(message)}\n")


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
