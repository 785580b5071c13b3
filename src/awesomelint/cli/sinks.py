"""Where one format of a run's output goes: standard output, as it comes, or a file, in one piece at the end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from awesomelint.cli.terminal import Console
from awesomelint.reporters.formats import Format
from awesomelint.reporters.view import View


class ConsoleSink:
    """Writes to a stream, text for people in its encoding."""

    path = None

    def __init__(self, name: str, format_: Format, view: View, console: Console):
        self.name = name
        self.format = format_
        self.view = view
        self._console = console

    def put(self, chunks: Iterable[str]) -> None:
        """Write what the format says."""
        if self.format.is_for_people:
            self.text("".join(chunks))
        else:
            self._console.write_utf8(chunks)

    def text(self, text: str) -> None:
        """Write text for people that goes with the format."""
        self._console.write(text)

    def close(self) -> None:
        """Do nothing: all is written."""


class FileSink:
    """Keeps all in memory and replaces a file at the end, so that nobody ever reads half a report."""

    def __init__(self, name: str, format_: Format, view: View, path: Path):
        self.name = name
        self.format = format_
        self.view = view
        self.path = path
        self._chunks: list[str] = []

    def put(self, chunks: Iterable[str]) -> None:
        """Keep what the format says."""
        self._chunks.extend(chunks)

    def text(self, text: str) -> None:
        """Keep text for people that goes with the format."""
        self._chunks.append(text)

    def close(self) -> None:
        """Write the file. Raises `OutputError`."""
        from awesomelint.files.write import write_file

        write_file(self.path, "".join(self._chunks).encode("utf-8", "surrogateescape"))


Sink = ConsoleSink | FileSink
