"""What registries say of papers, made safe to keep and to show: no text is endless, and none holds what cannot be seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from awesomelint.context import PaperRecord, RepositoryRecord
from awesomelint.papers.identifiers import PaperId

MAX_TITLE = 1000
MAX_COMMENT = 2000
MAX_NAME = 200
"""Code points of a title, of a comment or a reason, and of a person's name; what is longer is cut."""
MAX_AUTHORS = 5000
MAX_TITLES = 20
MAX_IDENTITIES = 20

_JOINERS = "\u200c\u200d"
"""Unseen, but parts of words in Persian and the scripts of India, and of emoji."""


def bounded_repository(record: RepositoryRecord) -> RepositoryRecord:
    """Return a record whose texts are on one line and not too long."""
    return record._replace(
        name=line(record.name, MAX_NAME),
        pushed=line(record.pushed, MAX_NAME),
        homepage=line(record.homepage, MAX_TITLE),
        created=line(record.created, MAX_NAME),
        branch=line(record.branch, MAX_NAME),
        description=line(record.description, MAX_TITLE),
        topics=None if record.topics is None else tuple(line(one, MAX_NAME) for one in record.topics[:MAX_TITLES]),
    )


def bounded_paper(record: PaperRecord) -> PaperRecord:
    """Return a record whose texts are on one line and not too long, without control characters and marks of direction."""
    earlier = record.earlier_titles
    return record._replace(
        source=line(record.source, MAX_NAME),
        title=line(record.title, MAX_TITLE),
        authors=tuple(line(name, MAX_NAME) for name in record.authors[:MAX_AUTHORS]),
        published=line(record.published, MAX_NAME),
        updated=line(record.updated, MAX_NAME),
        venue=line(record.venue, MAX_TITLE),
        also=_identities(record.also),
        comment=line(record.comment, MAX_COMMENT),
        earlier_titles=None if earlier is None else tuple(line(title, MAX_TITLE) for title in earlier[:MAX_TITLES]),
        published_as=_identities(record.published_as),
        journal_reference=line(record.journal_reference, MAX_TITLE),
        withdrawn_on=line(record.withdrawn_on, MAX_NAME),
        withdrawal=line(record.withdrawal, MAX_COMMENT),
    )


def line(text: str, longest: int) -> str:
    """Return a text on one line of at most `longest` code points; what is unseen becomes a space."""
    text = text[: 2 * longest]
    if not text.isprintable():
        text = "".join(char if _is_seen(char) else " " for char in text)
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 3].rstrip()}..."


def _is_seen(char: str) -> bool:
    return char.isprintable() or char in _JOINERS or unicodedata.category(char) == "Co"


def _identities(papers: Iterable[PaperId]) -> tuple[PaperId, ...]:
    seen = (paper for paper in papers if paper.value.isprintable() and len(paper.value) <= MAX_TITLE)
    return tuple(paper for paper, _ in zip(seen, range(MAX_IDENTITIES), strict=False))
