"""What a run over links came to, in one line, and how far it has got, in one that is drawn again and again."""

from __future__ import annotations

from collections.abc import Mapping

from awesomelint.links.outcome import Verdict
from awesomelint.named_tuple import NamedTuple
from awesomelint.reporters.view import CYAN, DIM, GREEN, RED, YELLOW, View
from awesomelint.reporters.visible import shorten, width
from awesomelint.reporters.words import counted

VERDICT_COLORS = {
    Verdict.ALIVE: GREEN,
    Verdict.MOVED: CYAN,
    Verdict.DEAD: RED,
    Verdict.BLOCKED: YELLOW,
    Verdict.UNSURE: YELLOW,
    Verdict.SKIPPED: DIM,
}
_BAR = 16
_MIN_BAR_WIDTH = 60
"""Columns below which there is no bar."""


class LinkTotals(NamedTuple):
    """What a run came to: `done` of `total` targets answered, how many of each verdict, requests sent, seconds taken."""

    total: int
    done: int
    verdicts: Mapping[Verdict, int]
    requests: int
    seconds: float | None = None
    is_interrupted: bool = False


def link_summary(totals: LinkTotals, view: View) -> str:
    """Return the line of a run: `links: 82 of 82 | 78 alive, 2 moved, 1 dead, 1 blocked; 19 requests  6.2 s`."""
    verdicts = ", ".join(
        view.paint(f"{totals.verdicts[verdict]:,} {verdict}", VERDICT_COLORS[verdict])
        for verdict in Verdict
        if totals.verdicts.get(verdict)
    )
    line = f"links: {totals.done:,} of {totals.total:,}"
    line += f" | {verdicts}" if verdicts else ""
    line += f"; {counted(totals.requests, 'request')}"
    if totals.is_interrupted:
        line += "; interrupted"
    if totals.seconds is not None:
        line += view.paint(f"  {totals.seconds:.1f} s", DIM)
    return line


def progress_line(done: int, total: int, seconds: float, waiting_for: str | None, view: View) -> str:
    """Return the line that is shown meanwhile, never wider than the view: `links: 41 of 82 |##  | 12/s, waiting for a.org`."""
    line = f"links: {done:,} of {total:,} "
    if view.width >= _MIN_BAR_WIDTH:
        filled = _BAR * done // max(total, 1)
        line += f"|{view.paint('#' * filled, GREEN)}{' ' * (_BAR - filled)}| "
    rate = f"{done / seconds:.0f}/s" if done and seconds >= 1 else ""
    waiting = f"waiting for {waiting_for}" if waiting_for else ""
    said = ", ".join(part for part in (rate, waiting) if part)
    room = view.width - 1 - width(f"links: {done:,} of {total:,} ") - (_BAR + 3 if view.width >= _MIN_BAR_WIDTH else 0)
    return line + (shorten(said, room) if said and room > 0 else "")
