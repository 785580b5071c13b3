"""Records of papers and repositories as text that a database can hold, and back."""

from __future__ import annotations

import json

from awesomelint.papers.identifiers import PaperId, RepositoryId
from awesomelint.papers.records import PaperRecord, RepositoryRecord

Record = PaperRecord | RepositoryRecord


def key_of(record: Record) -> str:
    """Return the name under which a record is kept: `paper arxiv:1909.10351`, `repository github:owner/name`."""
    if isinstance(record, PaperRecord):
        return f"paper {record.paper}"
    return f"repository {record.repository}"


def text_of(record: Record) -> str:
    """Return a record as text."""
    return json.dumps(record._asdict(), ensure_ascii=False, separators=(",", ":"))


def record_from(key: str, text: str) -> Record:
    """Return the record that was kept. Raises `ValueError`, `TypeError` or `KeyError` for what is none."""
    values = json.loads(text)
    if key.startswith("repository "):
        values["repository"] = RepositoryId(*values["repository"])
        return RepositoryRecord(**values)
    values["paper"] = PaperId(*values["paper"])
    values["authors"] = tuple(values["authors"])
    values["also"] = tuple(PaperId(*also) for also in values["also"])
    return PaperRecord(**values)
