"""The runs of an inline content while it is read: text grows until something else is met."""

from __future__ import annotations

from awesomelint.document.blocks import Mark, Run, RunKind


class InlineRuns:
    """The runs of one content, `text` from `start` to `end`; offsets are those of `text`.

    Text is gathered in one run (`_growing`, its `_pieces`) until something else is met.
    """

    _growing: Run | None = None

    def __init__(self, text: str, start: int, end: int):
        self.text = text
        self.start = start
        self.end = end
        self.runs: list[Run] = []
        self._pieces: list[str] = []

    def _add_text(self, text: str, start: int, stop: int) -> None:
        """Add text; it grows the run before it if that is text too."""
        run = self._growing
        if run is None:
            self._growing = run = Run(RunKind.TEXT, text, start, stop, Mark.NONE, None)
            self.runs.append(run)
        else:
            if not self._pieces:
                self._pieces.append(run.text)
            self._pieces.append(text)
            run.end = stop

    def _end_text(self) -> None:
        """Let no more text grow the last run."""
        if self._pieces and self._growing is not None:
            self._growing.text = "".join(self._pieces)
            self._pieces.clear()
        self._growing = None

    def _add(self, run: Run) -> Run:
        """Add a run that text does not grow."""
        if self._growing is not None:
            self._end_text()
        self.runs.append(run)
        return run
