"""Fields in the links of a section: a year or names in front of the title, names behind it."""

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
            ["Quill. Night Gardens: An Introduction", "Fenn. Owl Theory", "Marrow & Bult. Out of Their Hedges"],
            [
                ("Night Gardens: An Introduction", ["Quill"], None),
                ("Owl Theory", ["Fenn"], None),
                ("Out of Their Hedges", ["Marrow", "Bult"], None),
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
    ids=["year in front, name behind", "family names in front", "too few of any form"],
)
def test_fields_are_taken_out_where_most_links_have_them(
    labels: list[str], found: list[tuple[str, list[str], str | None]]
) -> None:
    assert read(labels) == found


def test_what_headings_link_is_named_as_a_whole() -> None:
    names = ["Owl Theme by Jo Fenn", "Barn Theme by quill", "Moon by Ada Berg"]
    text = "# List\n\n## Themes\n\n" + "".join(f"### [{name}](https://example.org/{name[:3]})\n\n" for name in names)
    assert [entry.title.value for entry in awesomelint.parse(text).entries if entry.title] == names
