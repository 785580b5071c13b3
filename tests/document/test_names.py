"""Lists of names, as entries write them."""

from __future__ import annotations

import pytest

from awesomelint.document.names import read_names
from awesomelint.document.persons import is_name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Example, Bo Sample, Chen Test", ["Ada Example", "Bo Sample", "Chen Test"]),
        ("Ada Example, Bo Sample, and Chen Test", ["Ada Example", "Bo Sample", "Chen Test"]),
        ("Ada Example & Bo Sample.", ["Ada Example", "Bo Sample"]),
        ("A. A. Example, S. G. de Sample", ["A. A. Example", "S. G. de Sample"]),
        ("Example A, Sample B, Test C", ["Example A", "Sample B", "Test C"]),
        ("Graves, Alex, and Navdeep Sample", ["Graves, Alex", "Navdeep Sample"]),
        ("Bärg-Li, Ada Lea, Bo Sample, and Chen Test", ["Bärg-Li, Ada Lea", "Bo Sample", "Chen Test"]),
        ("Madonna, Ada Berg, Bo Sample, Chen Test", ["Madonna", "Ada Berg", "Bo Sample", "Chen Test"]),
        ("Kaiser, Lukas, Nachum, Ofir, and Bengio, Sam", ["Kaiser, Lukas", "Nachum, Ofir", "Bengio, Sam"]),
        ("Finn, C., Abbeel, P., & Levine, S.", ["Finn, C.", "Abbeel, P.", "Levine, S."]),
        (
            "Rashkin, Hannah and Sap, Maarten and de Freitas, Nando",
            ["Rashkin, Hannah", "Sap, Maarten", "de Freitas, Nando"],
        ),
        (
            "Berg, Ada Lea and Sample III, Bo and Test, Chen Min",
            ["Berg, Ada Lea", "Sample III, Bo", "Test, Chen Min"],
        ),
        ("Berg, Ada Lea and Test, Chen Min and others", ["Berg, Ada Lea", "Test, Chen Min"]),
        ("Ada Example (Some University), Bo Sample (Some Lab)", ["Ada Example", "Bo Sample"]),
        (
            "Jay H. Example, Chang M. Sample, and Ri Test, UNIST; Jae Dummy, KAIST; Sam H. Noh and Young Fixture, UNIST",
            ["Jay H. Example", "Chang M. Sample", "Ri Test", "Jae Dummy", "Sam H. Noh", "Young Fixture"],
        ),
        ("Yao Ming*, Li Example1, Bo van der Sample†", ["Yao Ming", "Li Example1", "Bo van der Sample†"]),
        ("François Example, Łukasz Sample, Ümit Test", ["François Example", "Łukasz Sample", "Ümit Test"]),
        ("Can Example, Do Sample", ["Can Example", "Do Sample"]),
        ("李明，王小红", ["李明", "王小红"]),
        ("Berg, A.; Li, C. D.", ["Berg, A.", "Li, C. D."]),
        ("Berg Y, Li H", ["Berg Y", "Li H"]),
        ("VAN DEN BERG A, LI C D, et al.", ["VAN DEN BERG A", "LI C D"]),
        ("Å. Berg, M.-J. Li and É. Fenn", ["Å. Berg", "M.-J. Li", "É. Fenn"]),
        ("BERG, Ada; DE LA FENN, Bo Chen; LI, Jo", ["BERG, Ada", "DE LA FENN, Bo Chen", "LI, Jo"]),
        ("Ada Berg 0005, Bo Li", ["Ada Berg 0005", "Bo Li"]),
        ("Zhu, K., Xu, T., & Zang, T.", ["Zhu, K.", "Xu, T.", "Zang, T."]),
        ("Ada Berg, Oxford; Bo Chen Li, Uppsala", ["Ada Berg", "Bo Chen Li"]),
    ],
)
def test_names_are_cut(text: str, names: list[str]) -> None:
    found = read_names(text)
    assert found is not None
    assert [name.text for name in found.names] == names
    assert found.is_sure
    for name in found.names:
        assert text[name.start : name.end] == name.text


@pytest.mark.parametrize(
    "text", ["Ada Example et al.", "Example, Ada, et al", "A. Example and others", "Example et al"]
)
def test_others_are_noticed(text: str) -> None:
    found = read_names(text)
    assert found is not None
    assert found.et_al
    assert len(found.names) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Berg, Bo Li, ..., Cy Dahl", ["Ada Berg", "Bo Li", "Cy Dahl"]),
        ("Ada Berg, Bo Li, … and Cy Dahl", ["Ada Berg", "Bo Li", "Cy Dahl"]),
        ("Ada Berg, [...], Cy Dahl", ["Ada Berg", "Cy Dahl"]),
        ("Berg, A., Li, B., ... & Dahl, C.", ["Berg, A.", "Li, B.", "Dahl, C."]),
        ("A. Berg, B. Li, . . . , C. Dahl", ["A. Berg", "B. Li", "C. Dahl"]),
        ("Berg A, Li B, ... Dahl C", ["Berg A", "Li B", "Dahl C"]),
    ],
)
def test_dots_between_names_stand_for_others(text: str, names: list[str]) -> None:
    found = read_names(text)
    assert found is not None
    assert [name.text for name in found.names] == names
    assert [text[name.start : name.end] for name in found.names] == names
    assert found.et_al
    assert found.is_sure


@pytest.mark.parametrize("text", ["Wait ... What", "Owls ... and Larks", "What If ... Owls Could Count"])
def test_dots_in_a_title_stand_for_nobody(text: str) -> None:
    found = read_names(text)
    assert found is None or not found.et_al


def test_a_pair_is_one_person_or_two_surnames() -> None:
    one, two = read_names("Dinh, Krueger et al."), read_names("Dinh, Krueger et al.", surnames_only=True)
    assert one is not None
    assert two is not None
    assert [name.text for name in one.names] == ["Dinh, Krueger"]
    assert [name.text for name in two.names] == ["Dinh", "Krueger"]


@pytest.mark.parametrize(
    "text",
    [
        "Deep Learning, Large Models and Small Agents",
        "A Survey on Transfer Learning",
        "BSD-3-Clause & GPL-2.0",
        "Chinese, Japanese, Spanish, French, Italian, German, Portuguese",
        "Preview",
        "Attention Is All You Need",
        "an open source toolkit",
        "",
        "2019",
        "x" * 5000,
    ],
)
def test_other_texts_are_no_sure_names(text: str) -> None:
    found = read_names(text)
    assert found is None or not found.is_sure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wei Zhu", True),
        ("M.N.S. Sample", True),
        ("UNIST", False),
        ("Some University", False),
        ("of", False),
        ("RNA-seq", True),
    ],
)
def test_one_name(text: str, expected: bool) -> None:
    assert is_name(text) is expected
