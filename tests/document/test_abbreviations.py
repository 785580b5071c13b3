"""Full stops that end no sentence."""

from __future__ import annotations

import pytest

from awesomelint.document.abbreviations import is_abbreviation


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("J. Mach. Learn. Res. 2019", "J Mach Learn Res"),
        ("Found. Trends Robot. 2019", "Robot"),
        ("IEEE Robot. Autom. Lett. 2019", "Robot Autom Lett"),
        ("M.-J. Berg, Å. Li", "J Å"),
        ("Owls vs. Bells", "vs"),
        ("A Bell for Each Robot. ICRA 2019", ""),
        ("Machines That Learn. Jo Fenn", ""),
        ("The Use of Bells. Nature", ""),
    ],
)
def test_full_stops_of_abbreviations(text: str, stops: str) -> None:
    found = [
        at for at, char in enumerate(text) if char == "." and text[at + 1 : at + 2] == " " and is_abbreviation(text, at)
    ]
    assert all(any(text[:at].endswith(word) for at in found) for word in stops.split())
    assert bool(found) == bool(stops)
