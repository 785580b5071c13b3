"""What is kept of a target, and the row of the table that holds it. What is read may have been written by anybody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from awesomelint.links.outcome import Hop, Outcome, Reason, Verdict
from awesomelint.links.resolvers.base import Validators
from awesomelint.named_tuple import NamedTuple

COLUMNS = (
    "url, verdict, reason, resolver, checked_at, status, final_url, hops, method, tries, detail, failing_since, failures, "
    "alive_at, struck_at, etag, last_modified, records, archived_url"
)


class Known(NamedTuple):
    """What is kept of a target: the last answer, when a failure was last counted, validators, and the keys of its records."""

    outcome: Outcome
    struck_at: int | None = None
    validators: Validators = Validators()
    records: tuple[str, ...] = ()


def row_of(known: Known) -> tuple[object, ...]:
    """Return what is written of a target."""
    outcome = known.outcome
    return (
        outcome.url,
        outcome.verdict.value,
        outcome.reason.value,
        outcome.resolver,
        outcome.checked_at,
        outcome.status,
        outcome.final_url,
        json.dumps(outcome.hops, ensure_ascii=False),
        outcome.method,
        outcome.tries,
        outcome.detail,
        outcome.failing_since,
        outcome.failures,
        outcome.alive_at,
        known.struck_at,
        *known.validators,
        json.dumps(known.records),
        outcome.archived_url,
    )


def known_of(row: Sequence[Any]) -> Known:
    """Return what was read of a target. Raises `ValueError`, `TypeError` or `IndexError` for what is not as we write it."""
    url, verdict, reason, resolver, checked_at, status, final_url, hops, method, tries, detail, *more = row
    failing_since, failures, alive_at, struck_at, etag, last_modified, records, archived_url = more
    outcome = Outcome(
        url=_text(url),
        verdict=Verdict(verdict),
        reason=Reason(reason),
        resolver=_text(resolver),
        checked_at=_number(checked_at),
        status=_number_or_none(status),
        final_url=_text(final_url) if final_url is not None else None,
        hops=tuple(Hop(_text(hop), _number(answer)) for hop, answer in json.loads(_text(hops))),
        method=_text(method),
        tries=_number(tries),
        detail=_text(detail),
        failing_since=_number_or_none(failing_since),
        failures=_number(failures),
        alive_at=_number_or_none(alive_at),
        archived_url=_text(archived_url) if archived_url is not None else None,
    )
    keys = tuple(_text(key) for key in json.loads(_text(records)))
    return Known(outcome, _number_or_none(struck_at), Validators(_text(etag), _text(last_modified)), keys)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("a number expected")
    return value


def _number_or_none(value: object) -> int | None:
    return None if value is None else _number(value)
