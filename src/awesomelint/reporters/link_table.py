"""`awesomelint links`: every target and what came of it, as a table for people and as objects for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from awesomelint.links.outcome import Outcome, Verdict
from awesomelint.links.targets import Place, Target
from awesomelint.links.wording import worded
from awesomelint.reporters.link_summary import VERDICT_COLORS
from awesomelint.reporters.view import DIM, View
from awesomelint.reporters.visible import visible
from awesomelint.reporters.words import counted, wrapped

_VERDICT = 7
"""Columns of the longest verdict."""


def table_lines(targets: Iterable[Target], outcomes: Mapping[str, Outcome], view: View) -> Iterator[str]:
    """Yield the verdict and the URL of each target, and below them its first place and what is to be said of it."""
    for target in targets:
        outcome = outcomes[target.url]
        verdict = view.paint(outcome.verdict.value, VERDICT_COLORS[outcome.verdict])
        yield f"{verdict}{' ' * (_VERDICT - len(outcome.verdict))}  {visible(target.url)}\n"
        said = [_place(target.places)]
        if outcome.verdict is not Verdict.ALIVE:
            said.append(worded(outcome))
        if outcome.cached:
            said.append(f"known since {_day(outcome.checked_at)}")
        for line in wrapped(visible("; ".join(said)), view.width - _VERDICT - 2):
            yield f"{' ' * (_VERDICT + 2)}{view.paint(line, DIM)}\n"


def link_values(target: Target, outcome: Outcome) -> dict[str, Any]:
    """Return a target and its outcome as plain values. Lines and columns count from 1, columns in code points."""
    return {
        "url": target.url,
        "verdict": outcome.verdict.value,
        "reason": outcome.reason.value,
        "status": outcome.status,
        "final_url": outcome.final_url,
        "resolver": outcome.resolver or None,
        "tries": outcome.tries,
        "checked_at": _time(outcome.checked_at),
        "cached": outcome.cached,
        "places": [{"path": place.path, "line": place.line, "column": place.column} for place in target.places],
        "detail": outcome.detail or None,
        "hops": [{"url": hop.url, "status": hop.status} for hop in outcome.hops],
        "failing_since": _time(outcome.failing_since),
        "failures": outcome.failures,
        "alive_at": _time(outcome.alive_at),
        "archived_url": outcome.archived_url,
    }


def _place(places: tuple[Place, ...]) -> str:
    first = f"{places[0].path}:{places[0].line}:{places[0].column}"
    return first if len(places) == 1 else f"{first} and {counted(len(places) - 1, 'more place')}"


def _time(seconds: int | None) -> str | None:
    """Return a time as ISO 8601 in UTC."""
    if seconds is None:
        return None
    from datetime import UTC, datetime

    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    except (OverflowError, OSError, ValueError):
        return None


def _day(seconds: int) -> str:
    return (_time(seconds) or "?")[:10]
