"""The rows of the link cache as values, and values as rows. What is read is untrusted: perhaps damaged, or of another version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from awesomelint.context import PaperRecord, RepositoryRecord
from awesomelint.links.database import COLUMNS
from awesomelint.links.outcome import Hop, Outcome, Reason, Verdict
from awesomelint.links.records import bounded_paper, bounded_repository
from awesomelint.links.resolvers import Validators
from awesomelint.papers.identifiers import PaperId, RepositoryId
from awesomelint.startup import NamedTuple

HOUR = 3600
DAY = 24 * HOUR
LIFETIMES = MappingProxyType(
    {
        Verdict.ALIVE: 7 * DAY,
        Verdict.MOVED: 7 * DAY,
        Verdict.DEAD: DAY,
    }
)
"""Seconds for which a target is not requested again. Blocked and unsure ones are kept for their history alone. Skipped ones are
not kept.
"""

Record = PaperRecord | RepositoryRecord


class Search(NamedTuple):
    """What was searched for a title: who was asked, and the papers with that very title."""

    asked: tuple[str, ...] = ()
    papers: tuple[PaperRecord, ...] = ()


class Known(NamedTuple):
    """What is kept of a target: the last answer, when a failure was last counted, validators, and the keys of its records.

    `policy` is the digest of the policy by which the answer was judged. Each policy of a target has a history of its own: the
    configuration of one list decides nothing for others.
    """

    outcome: Outcome
    struck_at: int | None = None
    validators: Validators = Validators()
    records: tuple[str, ...] = ()
    policy: str = ""

    def fresh(self, now: int, since: int | None = None) -> Outcome | None:
        """Return the answer if it still holds, marked as one from the cache. Any does that came in `since` or later.

        One from the future, which a wrong clock left behind, does not.
        """
        age = now - self.outcome.checked_at
        is_of_run = since is not None and self.outcome.checked_at >= since
        is_fresh = age >= -HOUR and (is_of_run or age < LIFETIMES.get(self.outcome.verdict, 0))
        return self.outcome._replace(cached=True) if is_fresh else None


# -- targets

_TEXTS = ("url", "resolver", "method", "detail", "hops", "etag", "last_modified", "records", "policy")
_NUMBERS = ("checked_at", "tries", "failures")
_PERHAPS_TEXTS = ("final_url", "archived_url")
_PERHAPS_NUMBERS = ("status", "failing_since", "alive_at", "struck_at")


def row_of(known: Known) -> tuple[object, ...]:
    """Return the row of a target, in the order of `COLUMNS`."""
    values: dict[str, Any] = {
        **known.outcome._asdict(),
        **known.validators._asdict(),
        "hops": compact_json(known.outcome.hops),
        "struck_at": known.struck_at,
        "records": compact_json(known.records),
        "policy": known.policy,
    }
    return tuple(values[name] for name in COLUMNS)


def known_of(row: Sequence[Any]) -> Known:
    """Return what was read of a target. Raises `ValueError` or `TypeError` for what is not as we write it."""
    values = dict(zip(COLUMNS, row, strict=True))
    none = type(None)
    for names, types in (
        (_TEXTS, (str,)),
        (_NUMBERS, (int,)),
        (_PERHAPS_TEXTS, (str, none)),
        (_PERHAPS_NUMBERS, (int, none)),
    ):
        if not all(isinstance(values[name], types) for name in names):
            raise TypeError("a column of another type")
    struck_at, records, policy = values.pop("struck_at"), json.loads(values.pop("records")), values.pop("policy")
    validators = Validators(values.pop("etag"), values.pop("last_modified"))
    hops = tuple(Hop(url, status) for url, status in json.loads(values.pop("hops")))
    verdict, reason = Verdict(values.pop("verdict")), Reason(values.pop("reason"))
    if not all(isinstance(hop.url, str) and isinstance(hop.status, int) for hop in hops):
        raise TypeError("a hop of another type")
    if not all(isinstance(key, str) for key in records):
        raise TypeError("a key of another type")
    outcome = Outcome(verdict=verdict, reason=reason, hops=hops, **values)
    return Known(outcome, struck_at, validators, tuple(records), policy)


# -- records, searches and closer looks


def record_key(record: Record) -> str:
    """Return the name under which a record is kept: `paper arxiv:1909.10351`, `repository github:owner/name`."""
    return f"paper {record.paper}" if isinstance(record, PaperRecord) else f"repository {record.repository}"


def record_of(key: str, text: str) -> Record:
    """Return the record that was kept, perhaps by an earlier version with fewer fields.

    Raises `ValueError`, `TypeError`, `KeyError` or `RecursionError` for anything else.
    """
    values = json.loads(text)
    if not isinstance(values, dict):
        raise TypeError("no object")
    if key.startswith("repository "):
        topics = values.get("topics")
        made = {"repository": RepositoryId(*_texts(values["repository"])), "topics": topics and _texts(topics)}
        record = RepositoryRecord(**{**values, **made})
        _texts([record.name, record.pushed, record.homepage, record.created, record.branch, record.description])
        return bounded_repository(record)
    return bounded_paper(_paper_record(values))


def search_of(text: str) -> Search:
    """Return the search that was kept. Raises as `record_of` does."""
    values = json.loads(text)
    if not isinstance(values, dict) or not all(isinstance(paper, dict) for paper in values["papers"]):
        raise TypeError("no search")
    return Search(_texts(values["asked"]), tuple(bounded_paper(_paper_record(paper)) for paper in values["papers"]))


def look_of(text: str) -> dict[str, str]:
    """Return what was kept of a closer look. Raises as `record_of` does."""
    values = json.loads(text)
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise TypeError("no look")
    return values


def _paper_record(values: dict[str, Any]) -> PaperRecord:
    earlier = values.get("earlier_titles")
    record = PaperRecord(
        **{
            **values,
            "paper": PaperId(*_texts(values["paper"])),
            "authors": _texts(values["authors"]),
            "also": _paper_ids(values["also"]),
            "earlier_titles": None if earlier is None else _texts(earlier),
            "published_as": _paper_ids(values.get("published_as", [])),
        }
    )
    if not all(isinstance(getattr(record, name), str) for name in _RECORD_TEXTS) or type(record.version) is not int:
        raise TypeError("a field of another type")
    return record


_RECORD_TEXTS = "source title published updated venue comment journal_reference withdrawn_on withdrawal".split()


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError("no list of texts")
    return tuple(value)


def _paper_ids(value: object) -> tuple[PaperId, ...]:
    if not isinstance(value, list):
        raise TypeError("no list of identities")
    return tuple(PaperId(*_texts(one)) for one in value)


def compact_json(value: object) -> str:
    """Return a value as it is kept in a column."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
