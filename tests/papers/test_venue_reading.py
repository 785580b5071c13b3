"""Readings of venues, by the table in `tests/data/venues/`, and what holds for any text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from case_tables import table
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.papers.venues.load import venue_table
from awesomelint.papers.venues.mention import read_venue
from awesomelint.papers.venues.reading import MAX_LENGTH, TRACKS, VenueReading, month_of, parse_venue, was_held
from awesomelint.papers.venues.spelling import misspelling

TABLE = venue_table()
CASES = table(Path(__file__).parents[1] / "data" / "venues" / "readings.yaml")
PLAIN = {"year": None, "track": None, "host": None, "is_workshop": False, "is_submission": False}
WORDS = st.sampled_from(
    "ACL EMNLP NeurIPS 2021 '21 Findings of Workshop @ ( ) , : Nature Oral arXiv:2101.00001 İ * ß".split()
)


def _said(reading: VenueReading) -> dict[str, Any]:
    said = {key: getattr(reading, key) for key in ("name", "year", "track", "is_workshop", "is_submission", "form")}
    return {
        **said,
        "venue": reading.venue.key,
        "host": reading.host and reading.host.key,
        "others": [venue.key for venue in reading.others],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_reading(case: dict[str, Any]) -> None:
    reading = parse_venue(case["text"], TABLE)
    if case["venue"] is None:
        assert reading is None
        return
    assert reading is not None
    wanted = {**PLAIN, "others": [], **{key: case[key] for key in case if key != "text"}}
    said = _said(reading)
    assert {key: said[key] for key in wanted} == wanted
    assert case["text"][slice(*reading.span)] == reading.name
    assert reading.track in (None, *TRACKS)
    if reading.year_span is not None:
        assert str(reading.year).endswith(case["text"][slice(*reading.year_span)])


def test_cases_are_not_repeated() -> None:
    texts = [case["text"] for case in CASES]
    assert len(texts) == len(set(texts))


@given(
    st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map(" ".join), st.lists(WORDS, max_size=6).map("".join))
)
def test_any_text_is_read(text: str) -> None:
    reading = parse_venue(text, TABLE)
    if reading is not None:
        start, end = reading.span
        assert text[start:end] == reading.name
        assert reading.name
        assert "{venue}" in reading.form
    slip = misspelling(text, TABLE)
    assert slip is None or (reading is None and text[slip.start : slip.end])
    read_venue(text, TABLE)


def test_long_texts_are_no_venues() -> None:
    text = "ICML 2020 " + "x" * MAX_LENGTH
    assert parse_venue(text, TABLE) is None
    assert misspelling(text, TABLE) is None


def test_a_venue_is_that_of_the_table() -> None:
    reading = parse_venue("In Proc. of EMNLP 2020", TABLE)
    assert reading is not None
    assert reading.venue is TABLE["emnlp"]
    assert parse_venue("the kitchen table", TABLE) is None


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("EMNLP 2020", True),
        ("ICCV 2020", False),
        ("ICCV 2020 Workshop", False),
        ("ECCV 2023", False),
        ("EACL 2022", False),
        ("NAACL 2020", False),
        ("EMNLP Findings 2019", False),
        ("Findings of ACL 2020", False),
        ("Findings of ACL 2021", True),
        ("Findings of NAACL 2023", False),
        ("Findings of NAACL 2022", None),
        ("ACL-IJCNLP 2021", True),
        ("ACL-IJCNLP 2020", False),
        ("AACL-IJCNLP 2023", True),  # it was called IJCNLP-AACL
        ("EMNLP-IJCNLP 2019", True),
        ("IJCAI 2014", False),
        ("ICML 2031", None),
        ("ICML 1985", None),  # before the years that are sourced
        ("ICLR 2010", False),  # sourced from the first one on
        ("ICPR 2019", None),  # knowledge alone
        ("Nature 1850", None),
        ("arXiv 1980", None),
        ("ICANN 2019", None),  # a name without years
        ("Submitted to ICCV 2020", None),
        ("ICCV, ECCV 2020", None),
        ("ICCV", None),
    ],
)
def test_was_held(text: str, held: bool | None) -> None:
    reading = parse_venue(text, TABLE)
    assert reading is not None
    assert was_held(reading) is held


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("CVPR 2022", (2022, 6)),
        ("CVPR Workshop 2022", (2022, 6)),
        ("Findings of EMNLP 2020", (2020, 11)),
        ("Findings of EMNLP 2019", None),
        ("CVPR", None),
        ("CVPR 2002", None),
        ("EACL 2020", None),
        ("Nature 2020", None),
    ],
)
def test_month_of(text: str, month: tuple[int, int] | None) -> None:
    reading = parse_venue(text, TABLE)
    assert reading is not None
    assert month_of(reading) == month
