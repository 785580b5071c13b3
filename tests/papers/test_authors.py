"""Names of authors: which may be one person's, and how two lists of authors differ."""

from __future__ import annotations

import pytest

from awesomelint.papers.authors import AuthorDifferences, are_others, compare, person, same_person, share_an_author

_SAME = [
    ("Alexey Yurchenko", "Aleksei Jurchenko"),
    ("Dmitriy Chekhov", "Dmitry Tchekhov"),
    ("Ada Berg", "Berg, Ada"),
    ("A. Berg", "Ada Berg"),
    ("Berg A", "Ada Berg"),
    ("A. K. Berg", "Ada Berg"),
    ("AK Berg", "Ada Klara Berg"),
    ("Ada K. Berg", "Ada Berg"),
    ("Klara Berg", "A. Klara Berg"),
    ("Berg", "Ada Berg"),
    ("Jörg Müller", "Joerg Mueller"),
    ("Jörg Müller", "Jorg Muller"),
    ("Øyvind Åsen", "Oyvind Aasen"),
    ("Łucja Żak", "Lucja Zak"),
    ("Jian-Guo Lin", "Jianguo Lin"),
    ("Jian Guo Lin", "Jian-Guo Lin"),
    ("J.-G. Lin", "Jian-Guo Lin"),
    ("JG Lin", "Jian-Guo Lin"),
    ("Lin Jianguo", "Jianguo Lin"),
    ("Berg Ada K", "Ada Berg"),
    ("Jan van der Meer", "J.P. van der Meer"),
    ("Tim Dale", "Timothy R. Dale"),
    ("Robert Dale Jr.", "Robert Dale"),
    ("Ada Berg 0002", "Ada Berg"),
    ("O'Neil, Ada", "Ada O’Neil"),
    ("ADA BERG", "Ada Berg"),
    ("李明", "李明"),
]
_OTHERS = [
    ("Alexey Yurchenko", "Alexei Marchenko"),
    ("Ada Berg", "Ada Dale"),
    ("Ada Berg", "Bela Berg"),
    ("Wei Li", "Wei Liu"),
    ("Chen Li", "Cheng Li"),
    ("Yi Wang", "Yu Wang"),
    ("Wei Wang", "Wei Wu"),
    ("李明", "Ming Li"),
    ("", "Ada Berg"),
    ("...", "Ada Berg"),
]


@pytest.mark.parametrize(("one", "other"), _SAME)
def test_one_person(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)
    assert share_an_author([one, "Cleo Dahn"], ["Dora Ems", other])


@pytest.mark.parametrize(("one", "other"), _OTHERS)
def test_two_persons(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)
    assert not share_an_author([one], [other])


_KNOWN = ["Ada Berg", "Bela Roth", "Cleo Dahn", "Dora Ems"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (_KNOWN, AuthorDifferences()),
        (["A. Berg", "B. Roth", "C. Dahn", "D. Ems"], AuthorDifferences()),
        (["Berg, Ada", "Roth, Bela", "Dahn, Cleo", "Ems, Dora"], AuthorDifferences()),
        (["Ada Berg"], AuthorDifferences()),
        (["Cleo Dahn"], AuthorDifferences()),
        (["Berg", "Ada", "Roth"], AuthorDifferences()),
        (["Ada Berg", "Bela Roth"], AuthorDifferences()),
        (["Ada Berg", "Cleo Dahn", "Dora Ems"], AuthorDifferences(missing=("Bela Roth",))),
        (["Ada Berg", "Bela Roth", "Cleo Dahn"], AuthorDifferences(missing=("Dora Ems",))),
        ([*_KNOWN, "Emil Falk"], AuthorDifferences(extra=("Emil Falk",))),
        (
            ["Ada Berg", "Bela Rotth", "Cleo Dahn", "Dora Ems"],
            AuthorDifferences(misspelt=(("Bela Rotth", "Bela Roth"),)),
        ),
        (["Ada Berg", "Cleo Dahn", "Bela Roth", "Dora Ems"], AuthorDifferences(is_reordered=True)),
        (["Ada Berg", "Rob Roth", "Cleo Dahn", "Dora Ems"], AuthorDifferences()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) and value else "",
)
def test_authors_of_a_list_beside_those_of_a_registry(names: list[str], expected: AuthorDifferences) -> None:
    assert compare(names, _KNOWN) == expected


def test_with_et_al_the_others_are_not_missing() -> None:
    assert compare(_KNOWN[:3], _KNOWN, et_al=True) == AuthorDifferences()
    # Dots may stand between the first and the last; only nobody is left out in front of the first.
    assert compare([_KNOWN[0], _KNOWN[-1]], _KNOWN, et_al=True) == AuthorDifferences()
    assert compare(_KNOWN[1:], _KNOWN, et_al=True) == AuthorDifferences(missing=(_KNOWN[0],))


@pytest.mark.parametrize(
    ("names", "known"),
    [
        ([], _KNOWN),
        (_KNOWN, []),
        (["李明", "王芳"], _KNOWN),
        (["Emil Falk"], _KNOWN),
        (["Ada Berg"] * 3, ["Ada Berg"]),
        ([f"Ada {'b' * count}" for count in range(1, 90)], _KNOWN),
    ],
)
def test_what_cannot_be_compared(names: list[str], known: list[str]) -> None:
    assert compare(names, known) in (None, AuthorDifferences())


@pytest.mark.parametrize("name", ["x" * 100_000, ", " * 50_000, "A. " * 50_000, "\u0301" * 50_000, "\x00\u202e\ud800"])
def test_hostile_names(name: str) -> None:
    assert len(person(name).letters) <= 200
    assert not same_person(name, "Ada Berg")
    assert not share_an_author([name] * 1000, ["Ada Berg"] * 1000)


@pytest.mark.parametrize(
    ("names", "known"),
    [
        (["王小明"], ["Xiaoming Wang"]),
        (["Юрий Ковалёв", "Анна Волк"], ["Yuri Kovalev", "Anna Volk"]),
        (["Γιώργος Παππάς"], ["Giorgos Pappas"]),
        (["Nguyễn Văn Minh", "Bo Ek"], ["Minh Van Nguyen", "Al Beck"]),
        (["Ana García-López"], ["A. López"]),
        (["Ana García-López", "Bo Ek"], ["Ana López", "Al Beck"]),
        (["Ines Kolb"], ["I. Kolb-Tanner", "Al Beck"]),
        (["The Lantern Team"], ["Al Beck", "Bo Ek"]),
        (["LanternAI"], ["Al Beck", "Bo Ek"]),
        ([], ["Al Beck"]),
    ],
)
def test_nobody_is_called_another_where_names_cannot_tell(names: list[str], known: list[str]) -> None:
    assert not are_others(names, known)
    assert not are_others(known, names)


@pytest.mark.parametrize(
    ("names", "known"),
    [
        (["Li Wang", "Jun Zhao"], ["Wei Wang", "Hao Chen"]),
        (["Ines Kolb"], ["Rui Sato", "Mia Brandt"]),
        (["Ines Kolb"], ["Rui Sato"]),
    ],
)
def test_other_people(names: list[str], known: list[str]) -> None:
    assert are_others(names, known)
