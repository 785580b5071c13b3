"""Counting what a run costs without a clock."""

from __future__ import annotations

from collections.abc import Callable
from cProfile import Profile

GROWTH = 2.2
"""How much more a text of twice the size may cost: what is linear measures 2.0, and a near bound needs no large texts."""


def steps(run: Callable[[], object]) -> int:
    """Return how many functions, Python's and C's, a run calls."""
    profile = Profile(subcalls=False)
    profile.runcall(run)
    return sum(entry.callcount for entry in profile.getstats())
