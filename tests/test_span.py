"""Spans: what they hold, cover and overlap."""

from __future__ import annotations

import pytest

from awesomelint.source import Span


def test_a_span_holds_its_start_but_not_its_end() -> None:
    assert 2 in Span(2, 4)
    assert 3 in Span(2, 4)
    assert 4 not in Span(2, 4)
    assert not Span(2, 4).__contains__("2")


def test_an_empty_span_holds_nothing() -> None:
    assert 2 not in Span(2, 2)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Span(0, 2), Span(1, 3), True),
        (Span(0, 4), Span(1, 2), True),
        (Span(0, 2), Span(2, 4), False),
        (Span(0, 2), Span(3, 4), False),
        (Span(2, 2), Span(2, 2), True),
        (Span(2, 2), Span(1, 3), True),
        (Span(2, 2), Span(2, 3), False),
        (Span(2, 2), Span(0, 2), False),
    ],
    ids=["crossing", "inside", "touching", "apart", "same place", "place inside", "place at start", "place at end"],
)
def test_overlap_goes_both_ways(one: Span, other: Span, expected: bool) -> None:
    assert one.overlaps(other) is expected
    assert other.overlaps(one) is expected


def test_covers() -> None:
    assert Span(1, 5).covers(Span(1, 5))
    assert Span(1, 5).covers(Span(3, 3))
    assert not Span(1, 5).covers(Span(0, 3))
    assert not Span(1, 5).covers(Span(3, 6))


def test_slice() -> None:
    assert "abcdef"[Span(1, 3).slice()] == "bc"
