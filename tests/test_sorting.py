"""Sorting entries: whole items and rows move, and nothing else changes."""

from __future__ import annotations

import pytest

import awesomelint
from awesomelint import sorting
from awesomelint.document.model import Document
from awesomelint.document.order import By
from awesomelint.sorting import sort_entries

HEAD = "# Animals\n\nSome prose about them.\n\n## Zoo\n\n"


def sorted_text(text: str, by: By | None = By.TITLE, *, is_reversed: bool = False) -> str:
    result = sort_entries(awesomelint.parse(text), by, is_reversed=is_reversed)
    again = sort_entries(awesomelint.parse(result.source.text), by, is_reversed=is_reversed)
    assert again.source.text == result.source.text
    return result.source.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "- [Fox](https://e.org/1) - Hunts.\n- [Adder](https://e.org/2) - A snake.\n",
            "- [Adder](https://e.org/2) - A snake.\n- [Fox](https://e.org/1) - Hunts.\n",
        ),
        (
            "- [Fox](https://e.org/1) - Hunts.\n\n- [Adder](https://e.org/2) - A snake.\n- [Crane](https://e.org/3) - Flies.",
            "- [Adder](https://e.org/2) - A snake.\n\n- [Crane](https://e.org/3) - Flies.\n- [Fox](https://e.org/1) - Hunts.",
        ),
        (
            "9. [Fox](https://e.org/1) - Hunts.\n   <br>At night.\n10. [Adder](https://e.org/2) - A snake.\n    <br>By day.\n",
            "9. [Adder](https://e.org/2) - A snake.\n   <br>By day.\n10. [Fox](https://e.org/1) - Hunts.\n    <br>At night.\n",
        ),
        (
            "| Name | What |\n| --- | --- |\n| [Fox](https://e.org/1) | Hunts |\n| [Adder](https://e.org/2) | A snake |\n",
            "| Name | What |\n| --- | --- |\n| [Adder](https://e.org/2) | A snake |\n| [Fox](https://e.org/1) | Hunts |\n",
        ),
        (
            "- [Fox](https://e.org/1) - Hunts.\r\n- [Adder](https://e.org/2) - A snake.\r\n",
            "- [Adder](https://e.org/2) - A snake.\r\n- [Fox](https://e.org/1) - Hunts.\r\n",
        ),
    ],
    ids=["items", "blank lines and the last line", "numbers", "rows", "CRLF"],
)
def test_titles(before: str, after: str) -> None:
    assert sorted_text(HEAD + before) == HEAD + after


NESTED = """\
- [Foxes of the North](https://e.org/1) - Hunt.
  - [Dens and where they are](https://e.org/3) - A study.
  - [Cubs and how they grow](https://e.org/4) - A study.

  They sleep by day.
- [Adders of the South](https://e.org/2) - Snakes.
"""
NESTED_SORTED = """\
- [Adders of the South](https://e.org/2) - Snakes.
- [Foxes of the North](https://e.org/1) - Hunt.
  - [Cubs and how they grow](https://e.org/4) - A study.
  - [Dens and where they are](https://e.org/3) - A study.

  They sleep by day.
"""


def test_what_is_nested_is_sorted_and_moves_along() -> None:
    assert sorted_text(HEAD + NESTED) == HEAD + NESTED_SORTED


def test_the_direction_of_a_section_is_kept() -> None:
    years = [2023, 2022, 2021, 2020, 2019, 2018, 2017, 2016, 2015, 2014, 2024]
    lines = [
        f"- [A Study of the {name}](https://e.org/{year}), {year}\n"
        for name, year in zip("ABCDEFGHIJK", years, strict=True)
    ]
    newest_first = HEAD + "".join([lines[-1], *lines[:-1]])
    assert sorted_text(HEAD + "".join(lines), None) == newest_first
    assert sorted_text(HEAD + "".join(lines), By.YEAR) == newest_first
    assert sorted_text(HEAD + "".join(lines), By.YEAR, is_reversed=True) == newest_first


@pytest.mark.parametrize("order", [1, -1], ids=["A to Z", "Z to A"])
def test_the_reverse_is_falling_whatever_the_list_has(order: int) -> None:
    lines = [f"- [{name}](https://e.org/{name}) - Lives.\n" for name in "ABCDEFGHIJKL"]
    text = HEAD + "".join(lines[::order])
    assert sorted_text(text, By.TITLE, is_reversed=True) == HEAD + "".join(lines[::-1])
    assert sorted_text(text, None, is_reversed=True) == HEAD + "".join(lines[::-1])


def test_what_says_no_year_follows_the_entry_above_it() -> None:
    one, other, silent = (
        "- [A Study of Foxes at Night](https://e.org/1), 2021\n",
        "- [A Study of Adders by Day](https://e.org/2), 2020\n",
        "- [Notes on the Study of Cubs](https://e.org/3)\n",
    )
    assert sorted_text(HEAD + one + silent + other, By.YEAR) == HEAD + other + one + silent


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "- [Fox](https://e.org/1) - Hunts.\n- [Adder](https://e.org/2) - A snake. <!-- awesomelint-disable-line FMT203 -->\n",
            "a comment that suppresses findings is between entries",
        ),
        (
            "- [Fox](https://e.org/1) - Hunts.\n- [Adder](https://e.org/2) - A snake.\n",
            "most entries have no year",
        ),
    ],
)
def test_what_cannot_be_sorted_stays(text: str, reason: str) -> None:
    result = sort_entries(awesomelint.parse(HEAD + text), By.YEAR)
    assert result.source.text == HEAD + text
    assert [why for _, why in result.refused] == [reason]


def test_a_list_without_an_order_has_no_sections_to_sort() -> None:
    result = sort_entries(awesomelint.parse(HEAD + "- [Fox](https://e.org/1) - A.\n- [Adder](https://e.org/2) - B.\n"))
    assert (result.sections, result.moved, result.refused) == ((), 0, ())


def test_a_list_that_would_lose_something_stays_and_others_are_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    def holds(before: Document, after: Document) -> bool:
        return after.source.text.index("Fox") < after.source.text.index("Adder")

    monkeypatch.setattr(sorting, "_holds_the_same", holds)
    land = "- [Fox](https://e.org/1) - Hunts.\n- [Adder](https://e.org/2) - A snake.\n"
    sea = ["- [Whale](https://e.org/3) - Sings.\n", "- [Eel](https://e.org/4) - Swims.\n"]
    air = ["- [Owl](https://e.org/5) - Hoots.\n", "- [Bat](https://e.org/6) - Hears.\n"]
    text = f"# Zoo\n\n## Land\n\n{land}\n## Sea\n\n{''.join(sea)}\n## Air\n\n{''.join(air)}"
    result = sort_entries(awesomelint.parse(text), By.TITLE)
    wanted = f"# Zoo\n\n## Land\n\n{land}\n## Sea\n\n{''.join(sea[::-1])}\n## Air\n\n{''.join(air[::-1])}"
    assert result.source.text == wanted
    assert [section.title for section in result.sections] == ["Sea", "Air"]
    ((section, why),) = result.refused
    assert (section.title, why) == ("Land", "items would be nested otherwise in another order")
    assert result.moved == 2
