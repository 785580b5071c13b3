"""The line that sums a run over links up, and the one that shows how far it has got."""

from __future__ import annotations

import io

import pytest

from awesomelint.cli.links import ProgressLine
from awesomelint.links.check import LinkProgress
from awesomelint.links.outcome import Verdict
from awesomelint.reporters.links import LinkTotals, link_summary, progress_line
from awesomelint.reporters.text import View, width

TOTALS = LinkTotals(82, 82, {Verdict.MOVED: 2, Verdict.ALIVE: 78, Verdict.DEAD: 1, Verdict.BLOCKED: 1}, 19, 6.24)


def test_summary() -> None:
    assert link_summary(TOTALS, View()) == "links: 82 of 82 | 78 alive, 2 moved, 1 dead, 1 blocked; 19 requests  6.2 s"
    left = LinkTotals(1200, 3, {}, 1, is_interrupted=True)
    assert link_summary(left, View()) == "links: 3 of 1,200; 1 request; interrupted"
    assert "\x1b[31m1 dead\x1b[0m" in link_summary(TOTALS, View(color=True))


def test_progress() -> None:
    line = progress_line(41, 82, 4.0, "slow.example.org", View())
    assert line == "links: 41 of 82 |########        | 10/s, waiting for slow.example.org"
    assert progress_line(0, 82, 0.1, None, View(width=40)) == "links: 0 of 82 "


@pytest.mark.parametrize("columns", range(10, 140, 7))
def test_progress_fits(columns: int) -> None:
    host = "a-very-long-name\x1b[31m.of-a-host." + "x" * 300
    line = progress_line(12_345, 100_000, 3.0, host, View(width=max(columns, 40)))
    assert width(line) < max(columns, 40)
    assert "\x1b" not in line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_line_is_drawn_over_itself_and_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    assert ProgressLine.is_wanted(terminal)
    assert not ProgressLine.is_wanted(io.StringIO())
    progress = ProgressLine(stream=terminal)
    progress.draw(LinkProgress(1, 2, "a.org"))
    progress.draw(LinkProgress(2, 2, "a.org"))
    progress.erase()
    drawn = terminal.getvalue()
    assert drawn.count("\r\x1b[K") == 2, "the second came too soon after the first"
    assert drawn.startswith("\r\x1b[Klinks: 1 of 2 |########        | waiting for a.org")
    assert drawn.endswith("\r\x1b[K")
    monkeypatch.setenv("TERM", "dumb")
    assert not ProgressLine.is_wanted(terminal)
