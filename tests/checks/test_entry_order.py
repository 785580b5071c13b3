"""ORD151 moves an entry that is alone out of order, as sorting does, and nothing else."""

from __future__ import annotations

import pytest
from reporting import report_on
from steps import GROWTH, steps

import awesomelint
from awesomelint.document.parse import parse_document
from awesomelint.source import Source

NAMES = (
    "Adder Bat Crane Dove Eel Fox Gull Heron Ibis Jay Kite Lark Mole Newt Owl Pike Quail Rook Stoat Toad Urchin Vole Wren Yak"
).split()
ONLY = {"select": ["ORD151"]}


def listed(names: list[str], below: str = "") -> str:
    return "# Beasts\n\n" + "".join(f"- [{name}](https://example.org/{name}) - Lives.\n{below}" for name in names)


def moved(names: list[str], name: str, to: int) -> list[str]:
    rest = [one for one in names if one != name]
    return [*rest[:to], name, *rest[to:]]


@pytest.mark.parametrize("place", [0, 7, 22, 23])
@pytest.mark.parametrize("below", ["", "  - More about it.\n\n      with code\n\n", "  <!-- a remark -->\n"])
def test_a_slip_in_a_long_alphabetical_list_is_moved(place: int, below: str) -> None:
    result = awesomelint.fix(listed(moved(NAMES, "Kite", place), below), config=ONLY)
    assert result.source.text == listed(NAMES, below)
    assert (dict(result.applied), result.refused) == ({"ORD151": 1}, ())


def test_two_slips_are_moved_and_numbers_stay() -> None:
    def numbered(names: list[str]) -> str:
        return "".join(f"{n}. [{name}](https://example.org/{name})\n" for n, name in enumerate(names, 1))

    names = [f"{name} {n}" for name in NAMES for n in (1, 2)]
    wrong = moved(moved(names, "Lark 2", 40), "Yak 1", 3)
    assert awesomelint.fix(numbered(wrong), config=ONLY).source.text == numbered(names)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- [Dove](", "- See below.\n- [Dove]("),
        ("# Beasts\n\n", "# Beasts\n\n<!-- awesomelint-disable NUM101 -->\n"),
    ],
    ids=["one behind it that belongs to it", "a comment that counts lines"],
)
def test_what_cannot_move_alone_stays(old: str, new: str) -> None:
    text = listed(moved(NAMES, "Kite", 3)).replace(old, new)
    assert awesomelint.lint(text, config=ONLY)
    assert awesomelint.fix(text, config=ONLY, unsafe=True).source.text == text


def test_in_short_lists_and_by_year_it_is_unsafe() -> None:
    short = listed(moved(NAMES[:12], "Kite", 2))
    years = "".join(
        f"- [On the {name}](https://example.org/{name}), {2000 + (30 if n == 4 else n)}\n"
        for n, name in enumerate(NAMES)
    )
    for text in (short, years):
        assert awesomelint.fix(text, config=ONLY).source.text == text
        assert not awesomelint.fix(text, config=ONLY, unsafe=True).diagnostics
    assert awesomelint.fix(short, config=ONLY, unsafe=True).source.text == listed(NAMES[:12])


def test_rows_of_a_table_move() -> None:
    def table(names: list[str]) -> str:
        rows = "".join(f"| [{name}](https://example.org/{name}) | Lives. |\n" for name in names)
        return f"| Beast | What it does |\n| --- | --- |\n{rows}"

    assert awesomelint.fix(table(moved(NAMES, "Kite", 20)), config=ONLY).source.text == table(NAMES)


@pytest.mark.parametrize("name", ["GitLab", "Docs", "RSS"])
def test_a_name_that_is_a_word_for_a_label_is_a_name(name: str) -> None:
    tools = [f"- [{one}](https://example.org/{one}) - Keeps owls, larks and wrens (and toads).\n" for one in NAMES]
    entry = f"- [{name}](https://example.org/it) - Keeps owls, larks and wrens (and toads). ([Source Code](https://gitlab.com/a/b))\n"
    at = sum(one.lower() < name.lower() for one in NAMES)
    text = "# Tools\n\n" + "".join([*tools[:at], entry, *tools[at:]])
    found = awesomelint.parse(text).entries[at]
    assert found.title is not None
    assert found.title.value == name
    assert not awesomelint.lint(text, config=ONLY)


def test_a_title_unlike_its_neighbours_is_not_reported() -> None:
    text = listed(NAMES).replace("[Dove](https://example.org/Dove) - Lives", "**Quite Another Beast** - Lives")
    assert not awesomelint.lint(text, config=ONLY)


def test_many_lists_of_one_section_cost_what_their_entries_cost() -> None:
    def cost(count: int) -> int:
        items = listed(moved(NAMES, "Kite", 2)).partition("\n\n")[2]
        document = parse_document(Source("# Beasts\n\n" + "\nMore:\n\n".join([items] * count)))
        found = list[object]()
        number = steps(lambda: found.extend(report_on(document, "ORD151")))
        assert len(found) == count
        return number

    cost(1)  # before counting, for what is made ready once
    assert cost(40) <= GROWTH * cost(20)
