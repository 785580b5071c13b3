"""What changed between two versions of a list."""

from __future__ import annotations

import pytest

import awesomelint
from awesomelint.comparison import Comparison

BIRDS = "- [Alpha Networks for Counting Birds](https://arxiv.org/abs/1909.10351). Ada Berg, Bo Li. ACL 2020."
LAKES = "- [Measuring the Depth of Lakes from Space](https://arxiv.org/abs/1910.01108). Cy Dahl, Di Elm. EMNLP 2021."
FROGS = "- [Listening to Frogs at Night](https://arxiv.org/abs/2005.00007). Ed Falk, Flo Gray. ICLR 2022. [[code](https://github.com/a/frogs)]"
RIVERS = "- [A Map of Rivers in the Dry Season](https://arxiv.org/abs/1811.00001). Gus Holm, Ida Jay. ICML 2019."


def compared(before: str, after: str) -> Comparison:
    return awesomelint.compare(awesomelint.parse(before), awesomelint.parse(after))


def said(before: str, after: str) -> list[str]:
    """Return what changed, a word and a title a change."""
    made = compared(before, after)
    title = [
        *(("added", entry) for entry in made.added),
        *(("removed", entry) for entry in made.removed),
        *((f"changed {','.join(field.field for field in pair.fields)}", pair.after) for pair in made.changed),
        *(("moved", pair.after) for pair in made.moved),
    ]
    found = [f"{what}: {entry.title.value.split()[0]}" for what, entry in title if entry.title is not None]
    found += [f"reordered: {section.title}" for section in made.reordered]
    return [*found, *(f"renamed: {old[-1]} {new[-1]}" for old, new in made.renamed)]


def listed(*entries: str, heading: str = "Papers") -> str:
    return "\n".join((f"## {heading}", "", *entries, ""))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (listed(BIRDS, LAKES), listed(BIRDS, LAKES), []),
        (listed(BIRDS, LAKES), listed(FROGS, BIRDS, LAKES), ["added: Listening"]),
        (listed(BIRDS, FROGS, LAKES), listed(BIRDS, LAKES), ["removed: Listening"]),
        (listed(BIRDS, LAKES), listed(BIRDS, LAKES.replace("2021", "2022")), ["changed year: Measuring"]),
        (listed(BIRDS, LAKES), listed(BIRDS.replace("Bo Li", "Bo Lin"), LAKES), ["changed authors: Alpha"]),
        (listed(BIRDS, LAKES), listed(BIRDS, LAKES.replace("Depth", "Width")), ["changed title: Measuring"]),
        (listed(BIRDS, FROGS), listed(BIRDS, FROGS.replace("a/frogs", "b/frogs")), ["changed link code: Listening"]),
        (listed(BIRDS, LAKES, FROGS), listed(LAKES, FROGS, BIRDS), ["moved: Alpha"]),
        (listed(BIRDS, LAKES, FROGS, RIVERS), listed(RIVERS, FROGS, LAKES, BIRDS), ["reordered: Papers"]),
        (
            listed(BIRDS, LAKES) + listed(FROGS, heading="Sounds"),
            listed(LAKES) + listed(BIRDS, FROGS, heading="Sounds"),
            ["moved: Alpha"],
        ),
        (listed(BIRDS, LAKES), listed(BIRDS, LAKES, heading="All Papers"), ["renamed: Papers All Papers"]),
        (listed(BIRDS, LAKES), listed(BIRDS.replace("- [", "* [**").replace("](", "**]("), LAKES), []),
        (listed(BIRDS, LAKES), "", ["removed: Alpha", "removed: Measuring"]),
        ("", "", []),
    ],
    ids=[
        "nothing",
        "added",
        "removed",
        "year",
        "authors",
        "title",
        "link",
        "moved",
        "reordered",
        "under another heading",
        "heading renamed",
        "markup alone",
        "all removed",
        "empty",
    ],
)
def test_what_changed(before: str, after: str, changes: list[str]) -> None:
    assert said(before, after) == changes


def test_renumbering_is_no_change() -> None:
    numbered = [f"{number}. {entry[2:]}" for number, entry in enumerate((BIRDS, LAKES), 1)]
    later = [f"{number}. {entry[2:]}" for number, entry in enumerate((FROGS, BIRDS, LAKES), 1)]
    assert said(listed(*numbered), listed(*later)) == ["added: Listening"]


def test_a_paper_with_a_new_title_has_changed() -> None:
    renamed = BIRDS.replace("Alpha Networks for Counting Birds", "Estimating Animal Populations at Scale")
    made = compared(listed(BIRDS, LAKES), listed(renamed, LAKES))
    assert (made.added, made.removed) == ((), ())
    assert [tuple(field) for field in made.changed[0].fields] == [
        ("title", "Alpha Networks for Counting Birds", "Estimating Animal Populations at Scale")
    ]


LATER = "- [{}](https://aclanthology.org/2020.acl-main.7). {}. ACL 2020."
LONGER = "Alpha Networks for Counting Birds: A Field Study of Owls by Moonlight"


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (
            (BIRDS, LAKES),
            (LAKES, LATER.format(LONGER, "Ada Berg, Bo Li")),
            ["changed link,title: Alpha", "moved: Measuring"],
        ),
        (
            (BIRDS, LAKES),
            (LATER.format(LONGER, "Ada Berg, Bo Li, Xi Yu"), LAKES),
            ["changed link,title,authors: Alpha"],
        ),
        ((LAKES, BIRDS), (LAKES, LATER.format("How Many Owls", "Ada Berg, Bo Li")), ["changed link,title: How"]),
        ((BIRDS, LAKES), (LAKES, LATER.format("How Many Owls", "Ada Berg, Bo Li")), ["added: How", "removed: Alpha"]),
        ((BIRDS, LAKES), (LATER.format("How Many Owls", "Xi Yu"), LAKES), ["added: How", "removed: Alpha"]),
        (
            (BIRDS.replace("Bo Li", "et al"), LAKES),
            (LATER.format("How Many Owls", "Ada Berg, et al"), LAKES),
            ["added: How", "removed: Alpha"],
        ),
        (
            (BIRDS, LAKES),
            (LATER.format(LONGER, "Ada Berg, Bo Li"), LATER.format(f"{LONGER} Again", "Ada Berg, Bo Li"), LAKES),
            ["added: Alpha", "added: Alpha", "removed: Alpha"],
        ),
    ],
    ids=["authors, title", "place, title", "authors, place", "authors", "place", "first author, place", "two that fit"],
)
def test_two_signs_of_one_paper(before: tuple[str, ...], after: tuple[str, ...], changes: list[str]) -> None:
    assert said(listed(*before), listed(*after)) == changes


def test_one_of_two_that_are_alike_is_taken_away() -> None:
    twin = LAKES.replace("Depth", "Width").replace("1910.01108", "1910.01109")
    assert said(listed(LAKES, twin), listed(twin)) == ["removed: Measuring"]
    assert compared(listed(LAKES, LAKES), listed(LAKES)).removed[0].first == 4


def test_links_that_many_entries_share_tell_nothing() -> None:
    before = listed(
        *(f"- {name} Networks for Everything [[code](https://github.com/a/zoo)]" for name in ("Owl", "Elk"))
    )
    after = listed(*(f"- {name} Machines in the Dark [[code](https://github.com/a/zoo)]" for name in ("Bee", "Fly")))
    made = compared(before, after)
    assert len(made.added) == len(made.removed) == 2


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("see [[notes]()] below", "see below", ("[[notes]()]", "")),
        ("best paper there", "best student paper there", ("", "student")),
        ("seen, and then heard", "seen, or later heard", ("and then", "or later")),
    ],
)
def test_of_other_words_only_those_are_shown_that_changed(before: str, after: str, said: tuple[str, str]) -> None:
    line = "- **Snails on Ladders of Unusual Height and Their Many Ways Down** ACL 2020 [[pdf](https://e.org/1)] {}\n"
    made = awesomelint.compare(*(awesomelint.parse(f"# L\n\n{line.format(text)}") for text in (before, after)))
    (pair,) = made.changed
    assert pair.fields == (("text", *said),)
