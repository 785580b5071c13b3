"""What comments and journal references at arXiv say, by the tables in `tests/data/comments/`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from case_tables import table
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.papers.comments import Publication, Status, read_comment, read_reference
from awesomelint.papers.venues.load import venue_table
from awesomelint.papers.venues.table import VenueTable

TABLE = venue_table()
DATA = Path(__file__).parents[1] / "data" / "comments"
COMMENTS = table(DATA / "comments.yaml")
REFERENCES = table(DATA / "references.yaml")
WORDS = st.sampled_from(
    "accepted to appear at in ICML CVPR'20 2021 Workshop submitted ( ) , . ; : - and of the Nature 12 pages 接收 ' *".split()
)
Reader = Callable[[str, VenueTable], Publication | None]


def _check(case: dict[str, Any], read: Reader) -> None:
    said = read(case["text"], TABLE)
    if case["venue"] is None:
        assert said is None
        return
    assert said is not None
    wanted = (case["venue"], case.get("year"), Status(case.get("status", "published")))
    assert (said.venue.key, said.year, said.status) == wanted


@pytest.mark.parametrize("case", COMMENTS, ids=lambda case: case["text"])
def test_comment(case: dict[str, Any]) -> None:
    _check(case, read_comment)


@pytest.mark.parametrize("case", REFERENCES, ids=lambda case: case["text"])
def test_reference(case: dict[str, Any]) -> None:
    _check(case, read_reference)


def test_there_are_many_cases_and_none_twice() -> None:
    texts = [case["text"] for case in COMMENTS]
    assert len(texts) >= 150
    assert len(texts) == len(set(texts))


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=20).map(" ".join), st.lists(WORDS).map("".join)))
def test_any_text_is_read(text: str) -> None:
    for read in (read_comment, read_reference):
        said = read(text, TABLE)
        assert said is None or said.venue.key in TABLE


def test_a_line_break_is_a_space() -> None:
    said = read_comment("12 pages, accepted at ICML\n  2019", TABLE)
    assert said is not None
    assert (said.venue.key, said.year) == ("icml", 2019)
