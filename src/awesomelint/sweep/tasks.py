"""What tasks have in common that ask: a journal each, a marker, and what they cost.

The journal of a task is a link cache of its own: an answer is in it before the next one is taken. A task that is ended
anywhere and begun again requests nothing that was answered. When all is known that it asks for, a marker says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from awesomelint.errors import OutputError, in_words
from awesomelint.files import replace_file
from awesomelint.links.link_run import LinkReport
from awesomelint.links.share import Share
from awesomelint.paths import cache_dir
from awesomelint.session import LinkOptions
from awesomelint.startup import NamedTuple

PATIENCE = 600.0
"""Seconds for which a network that is away is waited for: nobody sits before a sweep."""
JOURNALS = "journals"
DONE = "done"


class Asked(NamedTuple):
    """What came of a task: how many targets there were, how many of these were requested now, by how many requests, and in how
    many seconds. `problem` is why not all is known, empty where it is."""

    owner: str
    round: int
    targets: int
    asked: int = 0
    requests: int = 0
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    problem: str = ""


def share_of(since: int, options: LinkOptions, may_write: Callable[[], None]) -> Share:
    """Return how the checks of a task are parts of a sweep that began then. `may_write` is that of `alone`."""
    return Share(since=since, turns=options.cache_dir or cache_dir(), may_write=may_write, patience=PATIENCE)


def problem_of(report: LinkReport) -> str:
    """Return why a check has not asked everything, empty where it has. Raises `OutputError` where its journal was lost."""
    if isinstance(report.error, OutputError):
        raise report.error
    if report.error is not None:
        return str(report.error)
    if report.is_without_network:
        return "there is no network"
    return "interrupted" if report.is_interrupted else ""


def is_done(folder: Path, owner: str, number: int, state: Mapping[str, object]) -> bool:
    """Return whether a task of a round was done in this state: what it was about, and when the sweep began."""
    done = _read(_marker(folder, owner, number))
    return {name: done.get(name) for name in state} == state


def mark_done(folder: Path, result: Asked, state: Mapping[str, object]) -> None:
    """Write that a task was done in a state, and what it has cost so far in this sweep. Raises `OutputError`."""
    marker = _marker(folder, result.owner, result.round)
    done = _read(marker)
    before = done if done.get("since") == state["since"] else {}
    total = {name: result._asdict()[name] + before.get(name, 0) for name in ("asked", "requests", "seconds")}
    try:
        marker.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be written: {in_words(error)}", path=str(marker)) from None
    replace_file(marker, json.dumps({**state, **total}, indent=2).encode())


def costs(folder: Path, since: int) -> Iterator[dict[str, Any]]:
    """Yield what each task of the sweep that began then has cost."""
    for path in sorted((folder / DONE).glob("*.json")):
        done = _read(path)
        if done.get("since") == since:
            owner = path.stem.rpartition(".")[0]
            yield {
                "owner": owner,
                **{name: done.get(name) for name in ("asked", "requests", "seconds")},
                "targets": done.get("count"),
            }


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _marker(folder: Path, owner: str, number: int) -> Path:
    return folder / DONE / f"{owner}.{number}.json"
