"""Which lines stood in an older text: any two texts, and texts that would make a comparison slow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import GROWTH, steps

from awesomelint.changes import pair_lines, pair_moved

LINES = st.lists(st.sampled_from("abcdefgh "), max_size=30)


@given(LINES, LINES)
def test_pairs_are_equal_lines_in_order(old: list[str], new: list[str]) -> None:
    pairs = pair_lines(old, new)
    assert all(old[pairs[index]] == new[index] for index in pairs)
    olds = [pairs[index] for index in sorted(pairs)]
    assert olds == sorted(set(olds))


@given(LINES, LINES)
def test_moved_lines_are_equal_and_taken_once(old: list[str], new: list[str]) -> None:
    pairs = pair_lines(old, new)
    moved = pair_moved(old, new, pairs)
    assert all(old[moved[index]] == new[index] for index in moved)
    together = [*pairs.values(), *moved.values()]
    assert len(together) == len(set(together))
    assert not pairs.keys() & moved.keys()


@given(LINES)
def test_the_same_text_is_paired_whole(lines: list[str]) -> None:
    assert pair_lines(lines, lines) == {index: index for index in range(len(lines))}


@given(st.lists(st.integers(), unique=True, max_size=30), st.sets(st.integers(0, 29)))
def test_what_is_only_taken_away_leaves_all_others_paired(numbers: list[int], gone: set[int]) -> None:
    old = [str(number) for number in numbers]
    new = [line for index, line in enumerate(old) if index not in gone]
    assert len(pair_lines(old, new)) == len(new)


@pytest.mark.parametrize(
    ("old", "new", "paired"),
    [
        ("", "", ""),
        ("", "ab", ""),
        ("ab", "", ""),
        ("abc", "abc", "abc"),
        ("abc", "axc", "ac"),
        ("a-b-c-", "a-b-x-c-", "a-b-c-"),
        ("abcd", "cdab", "ab"),
        ("--a--", "--b--", "----"),
        ("xabyab", "abzab", "abab"),
    ],
)
def test_pairs(old: str, new: str, paired: str) -> None:
    pairs = pair_lines(list(old), list(new))
    assert "".join(new[index] for index in sorted(pairs)) == paired


def test_moved_lines() -> None:
    old, new = list("abcd-"), list("cdab-")
    pairs = pair_lines(old, new)
    assert {new[index] for index in pairs} | {new[index] for index in pair_moved(old, new, pairs)} == set("abcd-")


def interleaved(size: int) -> tuple[list[str], list[str]]:
    """Two texts with one line in common at each cut: each landmark leaves all but two lines for the next."""
    old = [str(index // 2) for index in range(size)]
    return old, old[::-1]


Texts = tuple[list[str], list[str]]
HOSTILE: dict[str, Callable[[int], Texts]] = {
    "all lines alike": lambda size: (["a"] * size, ["a"] * (size // 2) + ["b"] + ["a"] * size),
    "two lines in turn": lambda size: (["a", "b"] * size, ["b", "a", "a"] * size),
    "backwards": lambda size: ([str(n) for n in range(size)], [str(n) for n in range(size, 0, -1)]),
    "each line twice": interleaved,
    "nothing in common": lambda size: ([f"a{n}" for n in range(size)], [f"b{n}" for n in range(size)]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_size(name: str) -> None:
    small, large = HOSTILE[name](500), HOSTILE[name](1000)
    assert steps(lambda: pair_lines(*large)) <= GROWTH * steps(lambda: pair_lines(*small)) + 1000
