"""The line that shows how far a run over links has got: on a terminal only, drawn over itself, and gone at the end."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TextIO

from awesomelint.cli.terminal import Console, shows_color, width_of
from awesomelint.reporters.link_summary import progress_line
from awesomelint.reporters.view import View

INTERVAL = 0.1
"""Seconds between two drawings."""
_ERASE = "\r\x1b[K"


class Progress:
    """Draws the line on standard error, if that is a terminal that can take it."""

    def __init__(self, total: int, *, color: str = "auto", stream: TextIO | None = None):
        self.total = total
        self._console = Console(stream or sys.stderr)
        self._started = monotonic()
        self._drawn_at: float | None = None
        self._color = color

    @staticmethod
    def is_wanted(stream: TextIO | None = None) -> bool:
        """Tell whether there is anybody to see it."""
        import os

        stream = stream or sys.stderr
        return stream.isatty() and os.environ.get("TERM") != "dumb"

    def draw(self, done: int, waiting_for: str | None) -> None:
        """Draw the line, unless that was done a moment ago."""
        now = monotonic()
        if self._drawn_at is not None and now - self._drawn_at < INTERVAL:
            return
        self._drawn_at = now
        stream = self._console.stream
        view = View(width=width_of(stream), color=shows_color(self._color, stream))
        self._console.write(_ERASE + progress_line(done, self.total, now - self._started, waiting_for, view))
        stream.flush()

    def erase(self) -> None:
        """Take the line away."""
        if self._drawn_at is not None:
            self._console.write(_ERASE)
            self._console.stream.flush()
