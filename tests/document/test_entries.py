"""Reading entries, by the cases of `tests/data/entries/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from case_tables import table
from markdown_it.common.utils import unescapeAll

from awesomelint.document import find_entries
from awesomelint.document.headings import up_to_heading
from awesomelint.document.model import Document, Entry
from awesomelint.document.parse import parse_document
from awesomelint.markdown.blocks import Block, BlockKind
from awesomelint.source import Source

FILES = sorted((Path(__file__).parents[1] / "data" / "entries").glob("*.yaml"))
CASES = [pytest.param(case, id=f"{path.stem}: {case['title']}") for path in FILES for case in table(path)]


def read(text: str) -> Document:
    return parse_document(Source(text))


def record(entry: Entry) -> dict[str, Any]:
    return {
        "line": entry.first,
        "end_line": entry.last,
        "container": entry.container.value,
        "section": list(entry.section.path),
        "number": entry.number,
        "title": entry.title.value if entry.title else None,
        "authors": [author.value for author in entry.authors],
        "et_al": entry.et_al,
        "venue": entry.venue.value if entry.venue else None,
        "year": int(entry.year.value) if entry.year else None,
        "links": [link.url for link in entry.links],
    }


@pytest.mark.parametrize("case", CASES)
def test_entries(case: dict[str, Any]) -> None:
    found = [record(entry) for entry in read(case["text"]).entries]
    wanted = case["entries"]
    assert [entry["title"] for entry in found] == [entry["title"] for entry in wanted]
    for entry, expected in zip(found, wanted, strict=True):
        assert {key: entry[key] for key in expected} == expected


@pytest.mark.parametrize("case", CASES)
def test_spans_hold_their_raw_text(case: dict[str, Any]) -> None:
    document = read(case["text"])
    for entry in document.entries:
        assert entry.title is not None
        fields = [entry.title, *entry.authors]
        for field in fields:
            raw = document.source[field.span]
            assert " ".join(unescapeAll(raw).split()) == field.value
            assert field.outer.covers(field.span)
        for link in entry.links:
            assert link.url in document.source[link.span] or link.target_span is None


def test_outer_spans_take_in_the_markup() -> None:
    document = read(
        '- **[A Title](https://example.org)** by *Ada Example, Bo Sample*\n- "A Quoted Title" [[pdf](https://example.org)]\n'
    )
    first, second = document.entries
    assert first.title is not None
    assert second.title is not None
    assert first.author_list is not None
    assert document.source[first.title.outer] == "**[A Title](https://example.org)**"
    assert document.source[first.author_list.outer] == "*Ada Example, Bo Sample*"
    assert document.source[second.title.outer] == '"A Quoted Title"'


def test_section_years_come_from_the_nearest_heading() -> None:
    document = read("## 2021\n### ICML\n- [One](https://a.b/1)\n## 2016-2018\n- [Two](https://a.b/2)\n")
    assert [entry.section.year for entry in document.entries] == [2021, None]


def test_days_name_a_year_and_open_ends_none() -> None:
    document = read(
        "## 2026-05-20\n- [One](https://a.b/1)\n## Before 2020\n- [Two](https://a.b/2)\n## 2019 and earlier\n"
        "- [Three](https://a.b/3)\n## 2018年以前\n- [Four](https://a.b/4)\n## 2017\n- [Five](https://a.b/5)\n"
    )
    assert [entry.section.year for entry in document.entries] == [2026, None, None, None, 2017]


def test_closed_details_end_the_sections_inside_them() -> None:
    text = (
        "## Projects\n\n<details>\n\n#### Inner\n\n- [One](https://a.b/1)\n\n</details>\n\n"
        "- [Two](https://a.b/2)\n- [Three](https://a.b/3)\n"
    )
    document = read(text)
    assert [entry.section.path for entry in document.entries] == [("Projects", "Inner"), ("Projects",), ("Projects",)]


def test_years_stand_where_their_digits_are() -> None:
    document = read(
        "- [SOSP'25] [One](https://a.b/1)\n- [ICML 2021] [Two](https://a.b/2)\n- [2019/06] [Three](https://a.b/3)\n"
    )
    years = [entry.year for entry in document.entries]
    assert [year.value for year in years if year] == ["2025", "2021", "2019"]
    assert [document.source[year.span] for year in years if year] == ["25", "2021", "2019"]


def test_groups_in_groups_are_followed_down_to_the_entries() -> None:
    depth = 40
    groups = "".join(f"{'  ' * level}- Owls of {1900 + level}\n" for level in range(depth))
    document = read(f"## Owls\n\n{groups}{'  ' * depth}- [Night Vision of Barn Owls](https://example.org/1)\n")
    assert [entry.title.value for entry in document.entries if entry.title] == ["Night Vision of Barn Owls"]


def test_a_name_in_code_is_the_title_of_its_row() -> None:
    rows = "| `hootlib` | Fast Nests in Three Lines | [code](https://example.org/5) |\n" * 2
    entries = read(f"| Name | Description | Links |\n| --- | --- | --- |\n{rows}").entries
    assert [entry.title.value for entry in entries if entry.title] == ["hootlib", "hootlib"]


def test_a_title_that_runs_on_over_italics_is_what_readers_see() -> None:
    text = "- [tur](tur): How to turn *ad-hoc* nests less *ad hoc*\n  (Cy Dahl and Bo Lund 2011) [[pdf](https://example.org/1)]\n"
    assert [entry.title.value for entry in read(text).entries if entry.title] == [
        "How to turn ad-hoc nests less ad hoc"
    ]


def test_what_is_below_a_said_title_ends_at_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    below = []

    def look(*args: Any, **options: Any) -> list[Block]:
        found = up_to_heading(*args, **options)
        below.extend(found)
        return found

    monkeypatch.setattr(find_entries, "up_to_heading", look)
    said = "".join(f"Title: Owls of {1900 + year}\n\nAuthors: Ada Berg\n\n" for year in range(60))
    paragraphs = [block for block in read(said).blocks if block.kind is BlockKind.PARAGRAPH]
    assert 0 < len(below) <= len(paragraphs)
