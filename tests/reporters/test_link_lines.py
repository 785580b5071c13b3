"""The line that sums a run over links up, and the one that shows how far it has got."""

from __future__ import annotations

import io

import pytest

from awesomelint.cli.links import ProgressLine
from awesomelint.context import Facts
from awesomelint.links.link_run import LinkProgress, LinkReport
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.reporters.link_lines import link_summary, progress_line
from awesomelint.reporters.terminal import View, width


def checked(outcomes: dict[tuple[Verdict, Reason], int], requests: int, *, is_interrupted: bool = False) -> LinkReport:
    kinds = [kind for kind, count in outcomes.items() for _ in range(count)]
    urls = [f"https://example.org/{number}" for number in range(len(kinds))]
    facts = Facts(0, {url: Outcome(url, *kind, "http", 0) for url, kind in zip(urls, kinds, strict=True)})
    return LinkReport(facts, requests=requests, is_interrupted=is_interrupted)


CHECKED = checked(
    {
        (Verdict.MOVED, Reason.MOVED_PERMANENTLY): 2,
        (Verdict.ALIVE, Reason.OK): 78,
        (Verdict.DEAD, Reason.NOT_FOUND): 1,
        (Verdict.BLOCKED, Reason.WALL): 1,
    },
    requests=19,
)


def test_summary() -> None:
    verdicts = "78 alive, 2 moved, 1 dead, 1 blocked"
    assert link_summary(CHECKED, View(), 6.24) == f"links: 82 of 82 | {verdicts}; 19 requests  6.2 s"
    left = checked({(Verdict.SKIPPED, Reason.NOT_REACHED): 1197, (Verdict.ALIVE, Reason.OK): 3}, 1, is_interrupted=True)
    assert link_summary(left, View()) == "links: 3 of 1,200 | 3 alive; 1 request; interrupted"
    assert "\x1b[31m1 dead\x1b[0m" in link_summary(CHECKED, View(color=True))


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
