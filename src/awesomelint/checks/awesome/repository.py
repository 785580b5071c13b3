"""What the manifest asks of the repository that a list is in, by what GitHub says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from awesomelint.checks.awesome.files import is_front_page
from awesomelint.checks.base import short
from awesomelint.context import LintContext, RepositoryRecord
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span

TOPICS = ("awesome", "awesome-list")
_MIN_DAYS = 30


def listed_repository(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a repository without a description, without the topics, with a branch `master`, and one that is new."""
    facts, files = context.facts, context.files
    if facts is None or facts.home is None or files is None or not is_front_page(document, files):
        return
    record = facts.repositories.get(facts.home)
    if record is not None:
        for message in _lacks(record, datetime.fromtimestamp(facts.now, UTC).date()):
            yield rule.diagnose(Span(0, 0), f"repository {short(record.name)} {message}")


def _lacks(record: RepositoryRecord, today: date) -> Iterator[str]:
    if record.topics is not None:
        if not record.description.strip():
            yield "has no description"
        missing = [topic for topic in TOPICS if topic not in record.topics]
        if missing:
            yield f"lacks the {'topic' if len(missing) == 1 else 'topics'} {' and '.join(missing)}"
    if record.branch == "master":
        yield "has the branch master, expected main"
    days = _age(record.created, today)
    if days is not None and days < _MIN_DAYS:
        yield f"is {'1 day' if days == 1 else f'{days} days'} old, expected {_MIN_DAYS}"


def _age(created: str, today: date) -> int | None:
    """Return how many days ago an ISO date was; `None` where it is none, or comes yet."""
    try:
        days = (today - date.fromisoformat(created)).days
    except ValueError:
        return None
    return days if days >= 0 else None
