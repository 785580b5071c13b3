"""The points of style: their names are stable, and each sees what it is named after."""

from __future__ import annotations

import pytest

from awesomelint.checks.points import POINTS
from awesomelint.document.parse import parse_document
from awesomelint.source import Source

ENTRY = "1. **A Study of Things.** ICML 2019 [[pdf](u1)] [[code]](u2)\n\n   *Ada Berg, Bea Cruz, and Cleo Dunn*\n"


@pytest.mark.parametrize(
    ("point", "seen"),
    [
        ("after-name", []),
        ("before-title", []),
        ("before-year", []),
        ("between-links", [(" ", None)]),
        ("date-separator", []),
        ("author-place", [("paragraph", "*Ada Berg, Bea Cruz, and Cleo Dunn*")]),
        ("author-separator", [("A, B, and C", ", and ")]),
        ("authors-markup", [("italic", "*Ada Berg, Bea Cruz, and Cleo Dunn*")]),
        ("field-order", [("title, venue, links, authors", None)]),
        ("link-brackets", [("[[text](url)]", "[pdf](u1)"), ("[[text]](url)", "[[code]](u2)")]),
        ("link-label-paper", [("pdf", "[pdf](u1)")]),
        ("link-label-code", [("code", "[[code]](u2)")]),
        ("link-label-project", []),
        ("list-marker", [("1.", "1.")]),
        ("nested-list-marker", []),
        ("title-full-stop", [("inside", ".")]),
        ("title-lines", [("one line", "A Study of Things")]),
        ("title-markup", [("bold", "A Study of Things")]),
    ],
)
def test_what_a_point_sees(point: str, seen: list[tuple[str, str | None]]) -> None:
    document = parse_document(Source(ENTRY))
    found = [(one.value, document.source[one.span]) for one in POINTS[point](document.entries[0])]
    assert [value for value, _ in found] == [value for value, _ in seen]
    assert all(place == expected for (_, place), (_, expected) in zip(found, seen, strict=True) if expected is not None)


@pytest.mark.parametrize(
    ("description", "seen"),
    [
        ("Writes on paper.", {"description-capital": "capital", "description-full-stop": "."}),
        ("writes on paper", {"description-capital": "small", "description-full-stop": "none"}),
        ("npm package", {"description-full-stop": "none"}),
        ("Writes on paper. Draws on it.", {"description-capital": "capital"}),
        ("Writes, draws etc.", {"description-capital": "capital"}),
        ("写字", {"description-full-stop-wide": "none"}),
        ("在纸上写字。", {"description-full-stop-wide": "。"}),
        ("写字。画画。", {}),
    ],
)
def test_what_is_seen_of_a_description(description: str, seen: dict[str, str]) -> None:
    document = parse_document(Source(f"- [Pencil](https://example.org) - {description}\n"))
    points = {name: list(POINTS[name](document.entries[0])) for name in POINTS if name.startswith("description")}
    assert {name: found[0].value for name, found in points.items() if found} == seen
