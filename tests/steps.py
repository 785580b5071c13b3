"""Counting what a run costs without a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable

GROWTH = 2.6
"""How much more a text of twice the size may cost; sorting and the ends of things make it more than 2."""


def steps(run: Callable[[], object]) -> int:
    """Return how many functions, Python's and C's, a run calls."""
    count = 0

    def see(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(see)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count
