"""Titles of one list that differ by a slip."""

from __future__ import annotations

import random
import time
from itertools import product

import pytest

from awesomelint.papers.near_titles import NearTitles, near_titles
from awesomelint.papers.titles import differ_on_purpose


def test_near_titles() -> None:
    titles = [
        "Re-thinking Data Availability Attacks on Networks",
        "Another Paper on Something Else",
        "Rethinking Data Availablity Attacks on Networks",
        "Rethinking Data Availability Attacks on Networks",
        "TinyNet: Small Students from Great Teachers",
        "Small Students from Great Teachers",
        "Tools",
        "Tool",
    ]
    found = near_titles(titles)
    assert [(pair.first, pair.second) for pair in found] == [(0, 2), (4, 5)]
    assert all(isinstance(pair, NearTitles) and 0.9 < pair.ratio <= 1 for pair in found)
    assert near_titles([]) == []
    assert near_titles(titles[:1]) == []


@pytest.mark.parametrize(
    "slip",
    [
        "Rexthinking Data Availability Attacks on Networks",
        "Rethinking Data Availability Attacks on Netwroks",
        "Rethinking Data Availablty Attacks on Networks",
        "Rethinking the Data Availability Attacks on Networks",
        "ReDA: Rethinking Data Availability Attacks on Networks",
        "Rethinking Data Availability Attacks on Networks (ReDA)",
        "Rethinking Data Availability Attack on Networks",
    ],
)
def test_a_slip_is_found_wherever_it_is(slip: str) -> None:
    title = "Rethinking Data Availability Attacks on Networks"
    words = ("Flow", "Loss of Meaning", "Poverty", "Zones of Trust")
    others = [f"Rethinking Data {word} on Networks" for word in words]
    found = near_titles([title, *others, slip])
    assert [(pair.first, pair.second) for pair in found] == [(0, 5)]


def test_words_in_use_are_no_slips_for_each_other() -> None:
    pair = ["Semantic Parsing of Long Texts", "Semantic Pausing of Long Texts"]
    assert len(near_titles(pair)) == 1
    more = [
        f"On {word} in the World of {place}" for word in ("Parsing", "Pausing") for place in ("Rome", "Oslo", "Lima")
    ]
    assert near_titles([*pair, *more]) == []


@pytest.mark.slow
def test_ten_thousand_titles_take_seconds_at_most() -> None:
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefghijklmnop", k=chance.randint(3, 9))) for _ in range(3000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    titles = [" ".join(chance.choices(words, weights, k=chance.randint(4, 14))) for _ in range(10_000)]
    slips = chance.sample(range(5000), 50)
    for place in slips:
        titles.append(titles[place][:9] + "zz" + titles[place][9:])
    start = time.process_time()
    found = near_titles(titles)
    assert time.process_time() - start < 10
    assert sum(pair.second >= 10_000 for pair in found) >= 30


@pytest.mark.slow
@pytest.mark.parametrize(
    "titles",
    [
        ["The same beginning of all " + str(number) * 3 for number in range(5000)],
        [f"Networks for counting birds of the {''.join(slip)} kind" for slip in product("abcdefghijklmnopq", repeat=3)],
        ["word " * 8 + chr(0x4E00 + number) for number in range(5000)],
        ["a b c d e f g h i j k l m n o p q"] * 5000,
        ["x" * 5000 + f" y z {number}" for number in range(50)],
        ["a " * 20_000, "a " * 20_000 + "b"],
        ["x" + " " * 100_000 + "y", "x" + " " * 100_000 + "z"],
        ["(ab) " * 20_000, "(ab) " * 20_000 + "c"],
    ],
)
def test_hostile_titles_take_seconds_at_most(titles: list[str]) -> None:
    start = time.process_time()
    near_titles(titles)
    differ_on_purpose(titles[0], titles[1])
    assert time.process_time() - start < 10
