"""Records of registries that hold what nobody should keep or print: they are cut, and what is unseen goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scripted import NOW

from awesomelint.context import PaperRecord, RepositoryRecord
from awesomelint.links.cache import LinkCache
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.records import MAX_COMMENT, MAX_IDENTITIES, MAX_TITLE, bounded_paper, bounded_repository, line
from awesomelint.links.resolvers import Answer
from awesomelint.papers.identifiers import PaperId, RepositoryId

PAPER = PaperId("arxiv", "2501.00001")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A Title", "A Title"),
        ("", ""),
        ("  spaces \t and\nlines ", "spaces and lines"),
        ("red \x1b[31m alert\x07", "red [31m alert"),
        ("left \u202etfel\u202c \u2066right\u2069", "left tfel right"),
        ("\ufeffbegin\u200b", "begin"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("نماز\u200cخانه", "نماز\u200cخانه"),
        ("عنوان الورقة بالعربية", "عنوان الورقة بالعربية"),
        ("👩\u200d💻 at work", "👩\u200d💻 at work"),
        ("::error::x", "::error::x"),  # reporters escape what means something to whoever reads them
    ],
)
def test_lines(text: str, shown: str) -> None:
    assert line(text, 100) == shown


def test_long_texts_are_cut() -> None:
    record = bounded_paper(
        PaperRecord(
            PAPER,
            "arXiv",
            "x" * 10_000,
            ("n" * 10_000,) * 10_000,
            also=tuple(PaperId("doi", f"10.1/{number}") for number in range(1000)),
            comment="c " * 1_000_000,
            earlier_titles=("y" * 10_000,) * 1000,
            withdrawal="w" * 10_000,
        )
    )
    assert (len(record.title), len(record.comment)) == (MAX_TITLE, MAX_COMMENT)
    assert len(record.also) == MAX_IDENTITIES
    assert len(json.dumps(record)) < 1_200_000
    assert record.title.endswith("...")


def test_what_came_from_a_network_can_be_kept(tmp_path: Path) -> None:
    """A lone surrogate is valid JSON, and no text that a database takes."""
    url = "https://arxiv.org/abs/2501.00001"
    wild = bounded_paper(PaperRecord(PAPER, "arXiv", "a \ud800 title", ("A \x00 Name",), comment="\ud800"))
    repository = bounded_repository(RepositoryRecord(RepositoryId("github", "a/b"), "A/\ud800B"))
    cache = LinkCache(tmp_path, NOW)
    cache.put(Answer(Outcome(url, Verdict.ALIVE, Reason.OK, "arxiv", NOW), (wild,), (repository,)), None)
    assert cache.records(["paper arxiv:2501.00001", "repository github:a/b"]) == [wild, repository]
    assert (wild.title, wild.authors, wild.comment) == ("a title", ("A Name",), "")
    cache.close()
    assert cache.notes == []
