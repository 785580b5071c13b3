"""What the headers of a response say about a limit of requests that is used up.

Read are `X-RateLimit-Remaining` and `X-RateLimit-Reset` (GitHub, GitLab, X), the same without `X-` as in drafts 0 to 6 of
"RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-headers), and `RateLimit` as in draft 7
(`limit=10, remaining=0, reset=30`) and in later ones (`"name";r=0;t=30`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from awesomelint.startup import expression

LONGEST = 86_400.0
"""Seconds until a reset beyond which a header makes no sense."""
_DATES_FROM = 1_000_000_000
"""Numbers from here on are a time since the epoch, not seconds from now."""
_PAIRS = (
    ("ratelimit-remaining", "ratelimit-reset"),
    ("x-ratelimit-remaining", "x-ratelimit-reset"),
    ("x-rate-limit-remaining", "x-rate-limit-reset"),
)
_NUMBER = expression(r"\d{1,13}(?:\.\d{1,9})?", re.ASCII)
_PARAMETER = expression(r"(?:^|[\s;,])(r|t|remaining|reset)\s{0,9}=\s{0,9}(\d{1,13})(?![^\s;,])", re.IGNORECASE)
_LONGEST_VALUE = 500


def until_reset(headers: Mapping[str, str], date: float) -> float | None:
    """Return the seconds until a host takes requests again whose limit is used up; `None` if it is not, or nothing tells.

    `headers` have lower-case names; `date` is now, in seconds since the epoch.
    """
    return max((wait for wait in _waits(headers, date) if wait <= LONGEST), default=None)


def is_used_up(headers: Mapping[str, str]) -> bool:
    """Return whether headers say that the limit is used up, whenever it will be reset."""
    return any(True for _ in _waits(headers, 0.0))


def _waits(headers: Mapping[str, str], date: float) -> Iterator[float]:
    header = headers.get("ratelimit", "")[:_LONGEST_VALUE]
    waits = [_of_pair(headers.get(left, ""), headers.get(reset, ""), date) for left, reset in _PAIRS]
    waits += map(_of_policy, [header] if "remaining" in header.lower() else header.split(","))
    yield from (wait for wait in waits if wait is not None)


def _of_pair(left: str, reset: str, date: float) -> float | None:
    if not (_NUMBER.fullmatch(left.strip()) and _NUMBER.fullmatch(reset.strip())) or float(left) >= 1:
        return None
    seconds = float(reset)
    if seconds >= 1000 * _DATES_FROM:
        seconds /= 1000
    return max(0.0, seconds - date) if seconds >= _DATES_FROM else seconds


def _of_policy(text: str) -> float | None:
    """Read one policy. A header of draft 7 is one, with commas between its parameters."""
    found = {name.lower(): int(number) for name, number in _PARAMETER.findall(text)}
    left, seconds = found.get("r", found.get("remaining")), found.get("t", found.get("reset"))
    return float(seconds) if left == 0 and seconds is not None else None
