"""Venues and years beyond the examples of the rule files: where a year counts, and what is no venue."""

from __future__ import annotations

import pytest

import awesomelint

VENUES = {"select": ["VEN"]}


def codes(text: str) -> list[str]:
    return [found.code for found in awesomelint.lint(text, config=VENUES)]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("- **Alpha Networks** EACL 2022", ["VEN404"]),
        ("- **Alpha Networks** Findings of EACL 2022", ["VEN404"]),
        ("- **Alpha Networks** (EACL'22)", ["VEN404"]),
        ("- **Alpha Networks** *EACL*, 2022", ["VEN404"]),
        ("- **Alpha Networks** EACL 2021", []),
        ("- **Alpha Networks** EACL", []),
        ("- **Alpha Networks** ACL-IJCNLP 2020", ["VEN404"]),
    ],
)
def test_editions(entry: str, expected: list[str]) -> None:
    assert codes(f"{entry} [[pdf](https://example.org/1)]\n") == expected


@pytest.mark.parametrize(
    ("venue", "url", "expected"),
    [
        ("EMNLP 2021", "https://aclanthology.org/2021.naacl-main.162", ["VEN405"]),
        ("ICLR 2019", "http://proceedings.mlr.press/v97/du19c.html", ["VEN405"]),
        ("ICML 2019", "http://proceedings.mlr.press/v97/du19c.html", []),
        ("NAACL 2021", "https://aclanthology.org/2021.naacl-main.162.pdf", []),
        ("EMNLP 2021", "https://aclanthology.org/2021.findings-emnlp.5/", []),
        ("Preprint", "https://aclanthology.org/2021.naacl-main.162", []),
        ("EMNLP 2021", "https://example.org/2021.naacl-main.162", []),
        ("CVPR 2018 Workshop", "https://aclanthology.org/2021.naacl-main.162", []),
    ],
)
def test_links(venue: str, url: str, expected: list[str]) -> None:
    assert codes(f"- **Alpha Networks** {venue} [[pdf]({url})]\n") == expected


def test_the_oldest_preprint_counts() -> None:
    late, early = "https://arxiv.org/abs/2101.00001", "https://arxiv.org/abs/2006.00001"
    assert codes(f"- **Alpha Networks** EMNLP 2020 [[pdf]({late})]\n") == ["VEN406"]
    assert codes(f"- **Alpha Networks** EMNLP 2020 [[pdf]({late})] [[short version]({early})]\n") == []


def test_a_preprint_is_an_info_whatever_its_distance() -> None:
    found = awesomelint.lint(
        "- **Alpha Networks** EMNLP 2018 [[pdf](https://arxiv.org/abs/2101.00001)]\n", config=VENUES
    )
    assert [one.severity.label for one in found] == ["info"]


def test_a_column_of_years_belongs_to_the_column_of_venues_beside_it() -> None:
    table = "| Year | Venue | Title |\n| --- | --- | --- |\n| {} | EACL | [Alpha Networks for Birds](https://example.org/1) |\n"
    assert codes(table.format(2021)) == []
    assert codes(table.format(2022)) == ["VEN404"]


def test_a_name_in_an_address_is_no_venue() -> None:
    lines = [f"- **Alpha Networks {n}** arXiv 2021 [[pdf](https://example.org/{n})]" for n in range(6)]
    lines.append("- **Beta Networks** https://arxiv.org/abs/2101.00001")
    assert codes("\n".join(lines) + "\n") == []


def test_names_under_one_roof_are_mended() -> None:
    lines = [f"- **Alpha Networks {n}** Neurips 2021 [[pdf](https://example.org/{n})]" for n in range(5)]
    lines.append("- **Beta Networks** NIPS'21 [[pdf](https://example.org/b)]")
    fixed = awesomelint.fix("\n".join(lines) + "\n", config={"select": ["VEN402"]})
    assert fixed.source.text.splitlines()[-1] == "- **Beta Networks** Neurips'21 [[pdf](https://example.org/b)]"
