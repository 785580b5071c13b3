"""JSON that a service answered with: taken apart without trusting its shape."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from awesomelint.links.fetching import Exchange
from awesomelint.links.outcome import Reason

NOTHING: Mapping[str, Any] = {}

_UNREACHABLE = (Reason.CONNECTION_FAILED, Reason.NAME_UNRESOLVED, Reason.NO_SUCH_HOST)
_REASONS = {
    401: Reason.REFUSED,
    403: Reason.REFUSED,
    408: Reason.TIMEOUT,
    429: Reason.RATE_LIMITED,
    451: Reason.REFUSED,
}


def read_json(body: bytes) -> Any:
    """Return the JSON in a body; `None` if there is none, if it is cut short, or nested beyond reason. Never raises."""
    try:
        return json.loads(body, parse_int=_integer)
    except (ValueError, RecursionError):
        return None


def json_of(exchange: Exchange, *statuses: int) -> Any:
    """Return the JSON that a service answered with one of these statuses; `None` if it did not, or its body is no JSON."""
    reply = exchange.reply
    return read_json(reply.body) if reply is not None and reply.status in statuses else None


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) < 20 else float("inf")


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object of JSON, an empty one for what is none."""
    return value if isinstance(value, dict) else NOTHING


def mappings(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects in an array of JSON."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield item


def text(value: object) -> str:
    """Return a string of JSON with its blanks collapsed, empty for what is none."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def first_text(value: object) -> str:
    """Return the first string in an array of JSON, or the string that stands in its place."""
    return next((text(item) for item in value if text(item)), "") if isinstance(value, list) else text(value)


def is_unreachable(exchange: Exchange) -> bool:
    """Tell whether a service could not even be reached: that may be no network at all, and none of the service's doing."""
    return exchange.reply is None and exchange.failure in _UNREACHABLE


def why_not(exchange: Exchange) -> tuple[Reason, str]:
    """Return why an exchange gave no answer that can be used, and in words: `429, rate limited`."""
    if exchange.reply is None:
        reason = exchange.failure or Reason.CONNECTION_FAILED
        return reason, exchange.detail or reason.value
    status = exchange.reply.status
    reason = _REASONS.get(status, Reason.SERVER_ERROR if status >= 500 else Reason.UNEXPECTED_STATUS)
    return reason, f"{status}, {reason}" if status != 200 else "an answer that cannot be read"
