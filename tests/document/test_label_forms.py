"""Fields at the links of a section: a year or names in front of the title or of the link, names behind it."""

from __future__ import annotations

import pytest

import awesomelint


def read(labels: list[str]) -> list[tuple[str, list[str], str | None]]:
    text = "# List\n\n## Owls\n\n" + "".join(
        f"- [{label}](https://example.org/{place})\n" for place, label in enumerate(labels)
    )
    return [
        (
            entry.title.value if entry.title else "",
            [author.value for author in entry.authors],
            entry.year.value if entry.year else None,
        )
        for entry in awesomelint.parse(text).entries
    ]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (
            [
                "2020: Owl Form Takeover by quill",
                "2019: Owl Login Mix-Up by fenn and marrow",
                "2018: Owl Bells by Jo Fenn",
            ],
            [
                ("Owl Form Takeover", ["quill"], "2020"),
                ("Owl Login Mix-Up", ["fenn", "marrow"], "2019"),
                ("Owl Bells", ["Jo Fenn"], "2018"),
            ],
        ),
        (
            [
                "The Only Owls That Hoot - Ada Berg (2020)",
                "Owl Clocks, and the Order of Hoots - Bo K. Lund et. al. (2017)",
                "On Owls - Dahl et al (2011)",
            ],
            [
                ("The Only Owls That Hoot", ["Ada Berg"], "2020"),
                ("Owl Clocks, and the Order of Hoots", ["Bo K. Lund"], "2017"),
                ("On Owls", ["Dahl"], "2011"),
            ],
        ),
        (
            [
                "On the Vision of Owls, Ada Berg (2020)",
                "Owl Clocks: A Survey, Lund and Dahl (2017)",
                "On Owls, Fenn (2011)",
            ],
            [
                ("On the Vision of Owls", ["Ada Berg"], "2020"),
                ("Owl Clocks: A Survey", ["Lund", "Dahl"], "2017"),
                ("On Owls", ["Fenn"], "2011"),
            ],
        ),
        (
            ["Quill. Night Gardens: An Introduction", "Fenn. Owl Theory", "Marrow & Bult. Out of Their Hedges"],
            [
                ("Night Gardens: An Introduction", ["Quill"], None),
                ("Owl Theory", ["Fenn"], None),
                ("Out of Their Hedges", ["Marrow", "Bult"], None),
            ],
        ),
        (
            [
                "04/19/2021 Owl Forms",
                "4/15/2021 Owl Kiosk: Scaling Nests",
                "2021-01-04 Night Gardens",
                "2020.12: Bells",
            ],
            [
                ("Owl Forms", [], "2021"),
                ("Owl Kiosk: Scaling Nests", [], "2021"),
                ("Night Gardens", [], "2021"),
                ("Bells", [], "2020"),
            ],
        ),
        (
            ["2001: A Space Owl", "Step by Step with Owls", "Owl Bells for All", "Fenn. Owl Theory"],
            [
                ("2001: A Space Owl", [], None),
                ("Step by Step with Owls", [], None),
                ("Owl Bells for All", [], None),
                ("Fenn. Owl Theory", [], None),
            ],
        ),
    ],
    ids=[
        "year in front, name behind",
        "name behind a dash",
        "name behind a comma",
        "family names in front",
        "date in front",
        "too few of any form",
    ],
)
def test_fields_are_taken_out_where_most_links_have_them(
    labels: list[str], found: list[tuple[str, list[str], str | None]]
) -> None:
    assert read(labels) == found


def test_what_headings_link_is_named_as_a_whole() -> None:
    names = ["Owl Theme by Jo Fenn", "Barn Theme by quill", "Moon by Ada Berg"]
    text = "# List\n\n## Themes\n\n" + "".join(f"### [{name}](https://example.org/{name[:3]})\n\n" for name in names)
    assert [entry.title.value for entry in awesomelint.parse(text).entries if entry.title] == names


def authors(text: str) -> list[tuple[str, list[str]]]:
    return [
        (entry.title.value if entry.title else "", [author.value for author in entry.authors])
        for entry in awesomelint.parse(text).entries
    ]


def test_a_small_section_is_in_a_form_that_another_has() -> None:
    text = (
        "## Books\n\n- [Quill. Owl Gardens](https://example.org/1)\n- [Fenn. Owl Theory](https://example.org/2)\n"
        "- [Marrow. Out of Their Hedges](https://example.org/3)\n\n"
        "## Papers\n\n1. [Jo Bult : Sentiment of Owls](https://example.org/4)\n"
        "2. [Tarn et al. Opinions in Owl Forums](https://example.org/5)\n"
    )
    assert authors(text)[3:] == [("Sentiment of Owls", ["Jo Bult"]), ("Opinions in Owl Forums", ["Tarn"])]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            [
                "Tarn: [Owl Tables by Example](https://example.org/1)",
                "Berg and Lund: [Owl Nets for Shallow Woods](https://example.org/2)",
                "Lund et al.: [Deep Owl Forecasts](https://example.org/3)",
            ],
            [["Tarn"], ["Berg", "Lund"], ["Lund"]],
        ),
        (
            [
                "Rovik: [Owl Watching Group](https://example.org/1)",
                "Halden: [Owl Forum by the Sea](https://example.org/2)",
                "Tromsen: [Owl Club for Beginners](https://example.org/3)",
            ],
            [[], [], []],
        ),
    ],
    ids=["several surnames", "places"],
)
def test_surnames_before_colons(lines: list[str], found: list[list[str]]) -> None:
    assert [names for _, names in authors("## Owls\n\n" + "".join(f"- {line}\n" for line in lines))] == found


def test_a_meeting_between_surnames_and_the_colon_is_the_venue() -> None:
    lines = ["Tarn, Falk, USENIX '14", "Berg, Lund, CCS '15", "Dahl, NDSS '16"]
    text = "## Owls\n\n" + "".join(f"- {line}: [Flush and Owl](https://example.org/{line[0]})\n" for line in lines)
    entries = awesomelint.parse(text).entries
    assert [entry.venue.value for entry in entries if entry.venue] == ["USENIX", "CCS", "NDSS"]
    assert [entry.year.value for entry in entries if entry.year] == ["2014", "2015", "2016"]


def test_surnames_behind_dated_titles_and_linked_ones() -> None:
    text = (
        "## Masks\n\n* 2014, On Training Owls to Hoot, Tarn. [[Paper]](https://example.org/1)\n"
        "* 2018, A Real-Time Approach to Owls, [Quill](https://example.org/2). [[Paper]](https://example.org/3)\n"
        "* 2020， Weighted Losses for Owls, Redwing. [[Paper]](https://example.org/4)\n"
        "* 2021, Hoot: A System of Features. [[Paper]](https://example.org/5)\n"
    )
    assert authors(text) == [
        ("On Training Owls to Hoot", ["Tarn"]),
        ("A Real-Time Approach to Owls", ["Quill"]),
        ("Weighted Losses for Owls", ["Redwing"]),
        ("Hoot: A System of Features", []),
    ]


def test_several_persons_behind_by_in_links() -> None:
    text = (
        "## Books\n\n- [`Owl Nests by Ada Berg`](https://example.org/1)\n"
        "- [`Modern Owls by Bo Lund and Cy C. Dahl`](https://example.org/2)\n"
        "- [`The Solid Nest by C.M.R. Fenn`](https://example.org/3)\n"
    )
    assert authors(text) == [
        ("Owl Nests", ["Ada Berg"]),
        ("Modern Owls", ["Bo Lund", "Cy C. Dahl"]),
        ("The Solid Nest", ["C.M.R. Fenn"]),
    ]
