"""Standard output and standard error: writing, what they can show, errors reported once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from awesomelint.errors import AwesomelintError, InputError, InternalError
from awesomelint.files import Input
from awesomelint.reporters.terminal import View, visible

DEFAULT_WIDTH = 80
_MIN_WIDTH = 40


def is_github() -> bool:
    """Return whether this is a step of GitHub Actions, whose runner reads commands from the output."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def shows_color(choice: str, stream: TextIO) -> bool:
    """Return whether to write colours to a stream; `choice` is `auto`, `always` or `never`.

    `auto` respects, in this order, NO_COLOR (any value but the empty one), FORCE_COLOR (likewise, `0` excepted), TERM=dumb, and
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


_WITH_LINKS = ("ghostty", "hyper", "iterm.app", "rio", "tabby", "vscode", "warpterminal", "wezterm", "zed")
"""`TERM_PROGRAM` of terminals that show links (OSC 8)."""
_LINK_TERMS = ("alacritty", "contour", "foot", "foot-extra", "wezterm", "xterm-ghostty", "xterm-kitty")
_LEAST_VTE = 5000
"""`VTE_VERSION` from which GNOME Terminal and its kin show them."""


def shows_links(stream: TextIO) -> bool:
    """Return whether a stream is a terminal that is known to show links.

    https://github.com/Alhadis/OSC8-Adoption is the list; `FORCE_HYPERLINK` (`0`: no) decides where it is set, as in other
    programs. In tmux and screen there are none, because what is around them cannot be known.
    """
    if not stream.isatty():
        return False
    environment = os.environ
    if forced := environment.get("FORCE_HYPERLINK"):
        return forced != "0"
    term = environment.get("TERM", "")
    if term.startswith(("tmux", "screen", "dumb")):
        return False
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM", "").lower() in _WITH_LINKS
        or term in _LINK_TERMS
        or "WT_SESSION" in environment
        or "KONSOLE_VERSION" in environment
        or (vte.isdecimal() and int(vte) >= _LEAST_VTE)
    )


def width_of(stream: TextIO) -> int:
    """Return the columns of a terminal, `DEFAULT_WIDTH` for anything else. COLUMNS overrides it."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(int(columns), _MIN_WIDTH)
    try:
        return max(os.get_terminal_size(stream.fileno()).columns, _MIN_WIDTH) if stream.isatty() else DEFAULT_WIDTH
    except (OSError, ValueError):
        return DEFAULT_WIDTH


class Console:
    """Writes to one of the two streams."""

    __slots__ = ("stream",)

    def __init__(self, stream: TextIO | None = None):
        self.stream = stream or sys.stdout

    def view(self, color: str, *, lists_info: bool = False) -> View:
        """Return how text is shown on the stream; `color` is as in `shows_color`, and without colours there are no links."""
        has_color = shows_color(color, self.stream)
        folder = str(Path.cwd()) if has_color and shows_links(self.stream) else ""
        return View(width_of(self.stream), has_color, lists_info=lists_info, folder=folder)

    def write(self, text: str) -> None:
        """Write text for people; what the encoding of the stream lacks is shown as an escape.

        In GitHub Actions, quoted text cannot act as a workflow command.
        """
        if is_github():
            from awesomelint.reporters.github import without_commands

            text = without_commands(text)
        try:
            self.stream.write(text)
        except UnicodeEncodeError:
            encoding = self.stream.encoding or "ascii"
            self.stream.write(text.encode(encoding, "backslashreplace").decode(encoding))

    def write_utf8(self, chunks: Iterable[str]) -> None:
        """Write text for programs: UTF-8, newlines as they are, whatever the locale."""
        self.stream.flush()
        for chunk in chunks:
            self.stream.buffer.write(chunk.encode("utf-8", "surrogateescape"))
        self.stream.buffer.flush()

    def write_json(self, value: Any) -> None:
        """Write a value as indented JSON."""
        from awesomelint.json_text import dumps

        self.write_utf8([dumps(value, indent=2) + "\n"])


def say_error(message: str) -> None:
    """Write an error to standard error."""
    _say("error", "1;31", message)


def say_note(message: str) -> None:
    """Write a note to standard error."""
    _say("note", "1", message)


def _say(tag: str, color: str, message: str) -> None:
    with suppress(OSError):  # a full disk is why this is said; it must not be why nothing is said
        sys.stdout.flush()  # what was printed before stays before
    if shows_color("auto", sys.stderr):
        tag = f"\x1b[{color}m{tag}\x1b[0m"
    Console(sys.stderr).write(f"{tag}: {visible(message)}\n")


class ErrorLog:
    """Errors of single files: each is printed once and does not affect the other files. True if there is one."""

    def __init__(self) -> None:
        self._told: dict[str, None] = {}

    def __bool__(self) -> bool:
        return bool(self._told)

    def tell(self, message: str) -> None:
        """Print an error once: a broken configuration may apply to many files."""
        if message not in self._told:
            self._told[message] = None
            say_error(message)

    def inputs(self, inputs: Iterable[Input | InputError]) -> Iterator[Input]:
        """Yield the files among what `find_inputs` returns, and print the errors."""
        for file in inputs:
            if isinstance(file, Input):
                yield file
            else:
                self.tell(str(file))

    @contextmanager
    def told(self, file: Input | None = None) -> Iterator[None]:
        """Print an error that ends the block, and continue after it. `file` is the file of the block."""
        try:
            yield
        except (AwesomelintError, InternalError) as error:
            self.tell(str(error))
        except (MemoryError, RecursionError) as error:
            name = file.name if file is not None else ""
            self.tell(f"{name}: skipped: {type(error).__name__}")
