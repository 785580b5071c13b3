"""When most make a convention, and when it is sure."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from awesomelint.document.conventions import Conventions, Observation, has_changed, is_majority, is_sure
from awesomelint.source import Span
from awesomelint.startup import NamedTuple


@pytest.mark.parametrize(("total", "most"), [(5, 1), (9, 1), (10, 2), (25, 5), (100, 10), (400, 20), (2000, 44)])
def test_at_most_so_many_dissent_from_a_majority(total: int, most: int) -> None:
    assert is_majority(total - most, total)
    assert not is_majority(total - most - 1, total)


def test_four_witnesses_are_too_few() -> None:
    assert not is_majority(4, 4)
    assert is_majority(4, 4, witnesses=4)


@pytest.mark.parametrize(("total", "most"), [(5, 1), (15, 1), (16, 2), (99, 4), (100, 5), (400, 10)])
def test_at_most_so_many_do_otherwise_where_it_is_sure(total: int, most: int) -> None:
    assert is_sure(total - most, most)
    assert not is_sure(total - most - 1, most + 1)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("a" * 50 + "bbb", True),
        ("bbab" + "a" * 50, True),
        ("a" * 50 + "bb", False),
        ("a" * 25 + "bbb" + "a" * 25, False),
        ("a" * 50 + "bcd", True),
        ("", False),
    ],
)
def test_a_style_has_changed_where_the_ends_differ(values: str, expected: bool) -> None:
    assert has_changed(values, "a") is expected


class _Paper(NamedTuple):
    style: str
    year: int | None = None
    number: int = 0


class _Part(NamedTuple):
    entries: Sequence[_Paper]


def _style(paper: _Paper) -> list[Observation]:
    return [Observation(paper.style, Span(0, 0))]


def _papers(styles: str) -> list[_Paper]:
    return [_Paper(style, None, number) for number, style in enumerate(styles)]


def _of(*parts: str | list[_Paper]) -> list[tuple[str, bool] | None]:
    """Return value and sureness of the convention of the document, then of each part."""
    made = [_Part(_papers(part) if isinstance(part, str) else part) for part in parts]
    conventions = Conventions(made, lambda paper: paper.year)
    found = [conventions.of_document(_style), *(conventions.of(_style, part) for part in made)]
    return [None if one is None else (one.value, one.is_sure) for one in found]


def test_few_dissenters_are_slips_and_some_make_it_unsure() -> None:
    assert _of("aaaaabaaaa")[0] == ("a", True)
    assert _of("aabaabaaaa")[0] == ("a", False)
    assert _of("aabaabaaab")[0] is None


def test_dissenters_who_differ_are_no_second_style() -> None:
    assert _of("aabaacaaaa")[0] == ("a", True)


def test_a_style_that_has_changed_is_not_sure() -> None:
    assert _of("a" * 50 + "b" + "a" * 50 + "b" + "a" * 50 + "b" + "a" * 50)[0] == ("a", True)
    assert _of("a" * 200 + "bbb")[0] == ("a", False)


def test_the_latest_year_tells_that_a_style_has_changed() -> None:
    old = [_Paper("a", 2019, number) for number in range(60)]
    new = [_Paper("b", 2021, number) for number in range(3)]
    assert _of([*old[:30], *new, *old[30:]])[0] == ("a", False)
    slips = [_Paper("b", 2019, number) for number in range(100, 103)]
    assert _of([*old[:30], *slips, *old[30:]])[0] == ("a", True)


def test_a_section_that_does_otherwise_is_sure_only_where_all_agree() -> None:
    assert _of("a" * 60, "bbbbab")[2] == ("b", False)
    assert _of("a" * 60, "bbbbbb")[2] == ("b", True)
    assert _of("a" * 200, "b" * 50 + "a" + "b" * 50)[2] == ("b", False)


def test_a_section_of_a_document_of_two_minds_needs_many_witnesses() -> None:
    assert _of("aabab" * 4, "aaba", "aaaba")[3] == ("a", False)
    assert _of("b" * 6, "a" * 30, "aaaaabaaaa")[3] == ("a", True)
    assert _of("b" * 8, "aaba", "aaaaabaaaa")[3] == ("a", False)


def test_a_section_among_others_that_mix_two_styles_is_not_sure() -> None:
    assert _of("aabab" * 4, "aaba", "aaaaabaaaa")[3] == ("a", False)
