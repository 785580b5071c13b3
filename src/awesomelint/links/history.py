"""What is remembered of a target from run to run: how long an answer holds, and since when and how often it failed."""

from __future__ import annotations

from types import MappingProxyType

from awesomelint.links.outcome import Outcome, Verdict

HOUR = 3600
DAY = 24 * HOUR

LIFETIMES = MappingProxyType(
    {
        Verdict.ALIVE: 7 * DAY,
        Verdict.MOVED: 7 * DAY,
        Verdict.DEAD: DAY,
        Verdict.BLOCKED: HOUR,
        Verdict.UNSURE: HOUR,
    }
)
"""Seconds for which an answer is not asked for again. What was skipped was no answer and is not kept."""

RECORD_LIFETIME = 30 * DAY
"""Seconds for which what a registry says about a paper or a repository holds."""

STRIKE_APART = 12 * HOUR
"""Seconds that lie between two failures that count as two: a server that is down for an afternoon fails once, however often
it is asked, and a nightly run that starts a little earlier than the night before counts."""

_GOOD = (Verdict.ALIVE, Verdict.MOVED)
_BAD = (Verdict.DEAD, Verdict.UNSURE)


def is_fresh(outcome: Outcome, now: int) -> bool:
    """Tell whether an answer still holds; one from the future, after a clock went wrong, does not."""
    return -HOUR <= now - outcome.checked_at < LIFETIMES.get(outcome.verdict, 0)


def is_good(outcome: Outcome) -> bool:
    """Tell whether a target was found."""
    return outcome.verdict in _GOOD


def with_history(outcome: Outcome, earlier: Outcome | None, struck_at: int | None) -> tuple[Outcome, int | None]:
    """Return a new answer with what was known before, and when its last failure that counts was.

    `earlier` is the last answer, `struck_at` when a failure was last counted. Being blocked says nothing about a target: it
    neither fails nor is it found.
    """
    if is_good(outcome):
        return outcome._replace(failing_since=None, failures=0, alive_at=outcome.checked_at), None
    known = earlier if earlier is not None else outcome
    alive_at, since, failures = known.alive_at, known.failing_since, known.failures
    if outcome.verdict in _BAD:
        if since is None:
            since = outcome.checked_at
        if struck_at is None or outcome.checked_at - struck_at >= STRIKE_APART:
            failures, struck_at = failures + 1, outcome.checked_at
    copy = outcome.archived_url or known.archived_url
    return outcome._replace(failing_since=since, failures=failures, alive_at=alive_at, archived_url=copy), struck_at
