"""When a request is tried again, and how long that may take."""

from __future__ import annotations

import random
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from awesomelint.links.outcome import Reason
from awesomelint.named_tuple import NamedTuple

RETRIED_STATUSES = frozenset((408, 425, 429, *range(500, 600)))
"""Answers that may be others a moment later. 501 and 505 are not among them: they say what a server cannot do."""
_FINAL = frozenset((501, 505))
RETRIED_FAILURES = frozenset((Reason.TIMEOUT, Reason.CONNECTION_FAILED, Reason.NAME_UNRESOLVED))
TOO_MUCH = frozenset((429, 503))
"""Answers that say, alone or with `Retry-After`, that the host is asked too much."""


class Patience(NamedTuple):
    """How long one waits. `timeout` is seconds for one request; a link costs at most 1.5 times that in all its requests.

    `retries` is how often a failure is tried again, `first_wait` the longest wait before the first time in seconds (each
    further one may be twice as long), `longest_wait` the longest of all.
    """

    timeout: float = 20.0
    retries: int = 2
    first_wait: float = 1.0
    longest_wait: float = 10.0
    least: float = 0.05
    """Seconds that must be left for another try."""

    @property
    def budget(self) -> float:
        """Seconds that all requests for one link may take together, with the waits between them."""
        return 1.5 * self.timeout

    def wait(self, retry: int, chance: Callable[[], float] = random.random) -> float:
        """Return how many seconds to wait before a retry, counted from 0: anything up to twice as much each time.

        Full jitter: many that failed together do not come back together.
        """
        return float(chance() * min(self.first_wait * 2**retry, self.longest_wait))


def is_retried(status: int | None, failure: Reason | None) -> bool:
    """Tell whether a request is worth another try, by the status of its answer or the reason why there is none."""
    if status is None:
        return failure in RETRIED_FAILURES
    return status in RETRIED_STATUSES and status not in _FINAL


def retry_after(value: str | None, date: float) -> float | None:
    """Read the header `Retry-After`: seconds, or an HTTP date. `date` is now, in seconds since the epoch.

    Returns seconds from now, at least 0, or `None` for no header or one that makes no sense.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(0.0, moment - date)
