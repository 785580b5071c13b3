"""Misspelt names of venues, and what only looks like one."""

from __future__ import annotations

import pytest

from awesomelint.papers.venues import spelling
from awesomelint.papers.venues.acronyms import FILE
from awesomelint.papers.venues.load import venue_table
from awesomelint.papers.venues.spelling import misspelling
from awesomelint.paths import data_file


@pytest.mark.parametrize(
    ("text", "written", "name"),
    [
        ("NeurlPS 2020", "NeurlPS", "NeurIPS"),
        ("NeuIPS", "NeuIPS", "NeurIPS"),
        ("NeuralIPS 2021", "NeuralIPS", "NeurIPS"),
        ("NeurlPS Workshop", "NeurlPS", "NeurIPS"),
        ("CPVR2021", "CPVR", "CVPR"),
        ("IEEE CPVR 2020", "CPVR", "CVPR"),
        ("ICLM'19", "ICLM", "ICML"),
        ("EMLNP 2020", "EMLNP", "EMNLP"),
        ("AISTAT 2019", "AISTAT", "AISTATS"),
        ("arViv, 2023", "arViv", "arXiv"),
        ("Arixv", "Arixv", "arXiv"),
        ("arvix 2023", "arvix", "arXiv"),
        ("bioarxiv", "bioarxiv", "bioRxiv"),
        ("Interspeach 2020", "Interspeach", "Interspeech"),
        ("Natrue Communications", "Natrue Communications", "Nature Communications"),
        ("In Pattern Recogniton, 2020", None, None),  # "In" makes it no name as a whole
        ("Pattern Recogniton", "Pattern Recogniton", "Pattern Recognition"),
    ],
)
def test_misspelt(text: str, written: str | None, name: str | None) -> None:
    slip = misspelling(text, venue_table())
    assert (slip and text[slip.start : slip.end]) == written
    assert (slip and slip.name) == name


@pytest.mark.parametrize(
    "text",
    [
        "CVRP",  # vehicle routing
        "CVPR",
        "NeurIPS 2020",
        "NIPSW 2024",
        "ICASP 2019",  # ICASSP or ICAPS
        "ICCL 2020",  # a letter from ICCV, ICCP, ICML and more
        "ICNLP 2021",
        "PMLR",
        "SAA",
        "ACSSC 2019",  # acronyms in use
        "IWST 2016",
        "CIRA",
        "SIBGRAPI 2021",
        "IEEE ISITA 2020",
        "MICCAIW 2021",  # workshops
        "IPDPSW",
        "ENNLP",  # another letter in a short name
        "EMNALP",
        "Physical Review B",  # not Physical Review X
        "Transportation Research Part B",
        "Data",
        "Chess",
        "LMSYS Org",
        "Sciences",
        "Workshop on Nothing Known",
        "",
        "....",
        "2021",
        "İİİİİ",
    ],
)
def test_not_misspelt(text: str) -> None:
    assert misspelling(text, venue_table()) is None


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("NeurlPS", "look-alike"),
        ("NeuIPS", "listed"),
        ("CPVR", "listed"),
        ("ICLM", "swap"),
        ("EMNNLP", "doubled"),
        ("AAAMS", "swap"),
        ("EMNL", "lost"),
        ("NeirIPS", "letter"),
        ("Natrue Communications", "swap"),
        ("Nature Comunications", "lost"),
    ],
)
def test_what_is_wrong_with_a_name(text: str, slip: str) -> None:
    found = misspelling(text, venue_table())
    assert found is not None
    assert found.slip == slip


def test_acronyms_in_use_are_sorted() -> None:
    lines = [line for line in data_file(FILE).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    words = [word for line in lines for word in line.split()]
    assert words == sorted(set(words))
    assert [
        word for word in words if not (word.isascii() and word.isalnum() and word.isupper() and len(word) >= 4)
    ] == []


def test_every_name_is_spelt_right() -> None:
    for venue in venue_table():
        for name in (venue.name, *venue.aliases, *venue.former):
            slip = misspelling(name, venue_table())
            assert slip is None, name


def test_a_name_is_compared_with_few_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def counting(one: str, other: str) -> str | None:
        compared.append(other)
        return slip_between(one, other)

    slip_between = spelling._slip
    monkeypatch.setattr(spelling, "_slip", counting)
    for number in range(100):
        misspelling(f"Journal of Things Numbered X{number}y", venue_table())
    assert len(compared) / 100 < len(venue_table()) / 20
