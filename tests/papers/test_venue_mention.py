"""Reading venues lightly: what is one, with the table and without, and which year a text names."""

from __future__ import annotations

import pytest

from awesomelint.errors import ConfigError
from awesomelint.papers.venues.load import load_venues, venue_table
from awesomelint.papers.venues.mention import MAX_LENGTH, read_venue, read_year
from awesomelint.yaml_reader import read_yaml


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("In EMNLP'21 (Oral)", "EMNLP", 2021),
        ("CVPR 2022, Best Paper", "CVPR", 2022),
        ("CVPR2020", "CVPR", 2020),
        ("(NeurIPS 2019)", "NeurIPS", 2019),
        ("20-OSDI", "OSDI", 2020),
        ("published in ICML, 2020", "ICML", 2020),
        ("Findings of ACL 2021", "Findings of ACL", 2021),
        ("VLDB 2021 from Berg's group", "VLDB", 2021),
        ("arXiv preprint, 2021", "arXiv preprint", 2021),
        ("Nature 2020", "Nature", 2020),
        ("arXiv:2001.00001 [cs.CL]", "arXiv", None),
        ("arXiv: 2001.00001v2, 2020", "arXiv", 2020),
        ("arXiv preprint arXiv:2001.00001, 2020", "arXiv preprint", 2020),
        ("TPAMI, doi: 10.1109/TIP.2019.12", "TPAMI", None),
        ("ICML 2020, https://doi.org/10.1145/KDD.2019", "ICML", 2020),
        ("Conference on Robots and Birds (CoRL)", "Conference on Robots and Birds (CoRL)", None),
    ],
)
def test_names_of_the_table(text: str, name: str, year: int | None) -> None:
    mention = read_venue(text, venue_table())
    assert mention is not None
    assert mention.certain
    assert (mention.name, mention.year) == (name, year)
    assert text[mention.start : mention.end] == name


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("Journal of Nothing Known, 12(3), 2019", "Journal of Nothing Known", 2019),
        ("ABQW 2021", "ABQW", 2021),
        ("Nature", "Nature", None),  # a word too
    ],
)
def test_what_has_but_the_form_of_a_venue_is_not_certain(text: str, name: str, year: int | None) -> None:
    mention = read_venue(text, venue_table())
    assert mention is not None
    assert (mention.name, mention.year, mention.certain) == (name, year, False)


@pytest.mark.parametrize(
    "text",
    [
        "ABQW",
        "Icml",
        "IEEE",
        "Springer, 2020",
        "Attention Is All You Need",
        "How Journals Review Papers?",
        "12 June 2021",
        "",
        "ICML 2020 " + "x" * MAX_LENGTH,
    ],
)
def test_no_venues(text: str) -> None:
    assert read_venue(text, venue_table()) is None


def test_each_table_has_readings_of_its_own() -> None:
    own = load_venues(read_yaml("venues: {abqw: {name: ABQW, kind: workshop}}", "own.yaml", ConfigError))
    assert read_venue("ABQW", venue_table()) is None
    assert read_venue("ABQW", own) == ("ABQW", 0, 4, None, True)
    assert read_venue("ABQW", venue_table()) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2021", 2021),
        ("2021.3", 2021),
        ("'21", 2021),
        ("'68", 1968),
        ("June 1999", 1999),
        ("2019, 2021", 2021),
        ("12", None),
        ("20211", None),
        ("", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert read_year(text) == year
