"""Loading the table: from the file, from its compiled form, and with a user's own venues."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from awesomelint import paths as compiled
from awesomelint.errors import ConfigError, RulebookError
from awesomelint.papers.venues import load
from awesomelint.papers.venues.load import load_venues, venue_table
from awesomelint.papers.venues.reading import parse_venue
from awesomelint.papers.venues.spelling import misspelling
from awesomelint.papers.venues.table import Venue, VenueTable
from awesomelint.yaml_reader import Node, read_yaml

SMALL = """\
sources: {}
not-venues: [ABCE]
venues:
  abcd: {name: ABCD, full: Annual Book of Common Data, kind: conference, aliases: [ABC-D], ambiguous: [ABC-D],
    ids: {cvf: [ABCD]}, editions: {acl: {2021: 2021.abc}}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a small table of its own, and a place of its own for its compiled form."""
    (tmp_path / load.FILE).write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr(load, "data_file", lambda name: tmp_path / name)
    monkeypatch.setattr(compiled, "FOLDER", tmp_path / "compiled")
    venue_table.cache_clear()
    yield tmp_path
    venue_table.cache_clear()


def _anew() -> VenueTable:
    venue_table.cache_clear()
    return venue_table()


def test_the_compiled_table_is_the_table(folder: Path) -> None:
    first = _anew()
    path = folder / "compiled" / "venues.jsonl"
    before = path.stat().st_mtime_ns
    second = _anew()
    assert path.stat().st_mtime_ns == before
    assert second is not first
    assert (second.index, second.not_venues, [*second.records]) == (first.index, first.not_venues, [*first.records])
    assert (
        second.edition_with_id("acl", "2021.ABC") == first.edition_with_id("acl", "2021.ABC") == (first["abcd"], 2021)
    )
    assert second.with_id("cvf", "ABCD") == first["abcd"]
    assert list(second) == list(first)
    assert first["abcd"].full == "Annual Book of Common Data"
    assert first.not_venues == {"abce"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "found nothing, expected a mapping"),
        ("venues: [", "expected"),
        ("{}", 'the key "venues" is missing'),
        ("[]", "found a list, expected a mapping"),
        ("3", "found 3, expected a mapping"),
        ("venues: {a: {name: A}}", 'the key "kind" is missing'),
        ("venues: {a: {name: A, kind: party}}", 'found "party" in "kind"'),
        ("venues: {a: {name: A, kind: journal}, a: {name: B, kind: journal}}", "is repeated"),
        ("? [a]\n: b", "a key must be text"),
        ("a: b\n---\nc: d", "found a second document"),
        ("venues: !!set {b}", "tags are not supported"),
    ],
)
def test_a_broken_file_is_said(folder: Path, text: str, said: str) -> None:
    path = folder / load.FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError, match=said) as caught:
        _anew()
    assert caught.value.path == str(path)


def test_a_missing_file_is_said(folder: Path) -> None:
    (folder / load.FILE).unlink()
    with pytest.raises(RulebookError):
        _anew()


def own_file(own: Any) -> Node:
    """Return a user's file with these venues."""
    return read_yaml(yaml.safe_dump({"venues": own}, sort_keys=False), "own.yaml", ConfigError)


def test_nothing_of_ones_own_is_the_table() -> None:
    assert load_venues(own_file({})) is venue_table()


def _venue(text: str, table: VenueTable) -> Venue | None:
    reading = parse_venue(text, table)
    return None if reading is None else reading.venue


def test_a_new_venue() -> None:
    table = load_venues(
        own_file({"qwert": {"name": "QWERT", "kind": "workshop", "aliases": ["Q-Days"], "workshops": ["QWERTW"]}})
    )
    assert len(table) == len(venue_table()) + 1
    assert _venue("QWERT 2024", table) == table["qwert"]
    assert _venue("Q-Days 2024", table) == table["qwert"]
    assert _venue("QWERT 2024", venue_table()) is None
    assert _venue("ICML 2020", table) == venue_table()["icml"]
    slip = misspelling("ABQWERT 2024", table)
    assert slip is None


def test_more_about_a_known_venue() -> None:
    own = {
        "icml": {
            "aliases": ["Big ML"],
            "held": {"rule": "years", "years": "2019-2020", "sure_through": 2021, "basis": "sourced"},
        }
    }
    table = load_venues(own_file(own))
    assert _venue("Big ML 2020", table) is table["icml"]
    assert _venue("International Conference on Machine Learning", table) is table["icml"]
    assert table["icml"].was_held(2021) is False
    assert venue_table()["icml"].was_held(2021) is True


def test_a_name_of_ones_own_takes_precedence() -> None:
    table = load_venues(own_file({"sp-journal": {"name": "SP", "kind": "journal", "full": "Signal Processing Today"}}))
    reading = parse_venue("SP 2020", table)
    assert reading is not None
    assert reading.venue.key == "sp-journal"


@pytest.mark.parametrize(
    ("own", "keys", "said"),
    [
        (3, (), "expected a mapping"),
        ([], (), "expected a mapping"),
        ({3: {}}, (3,), "a key must be text"),
        ({"A B": {}}, ("A B",), "lower-case words"),
        ({"x": None}, ("x",), 'found nothing in "x", expected a mapping'),
        ({"x": {}}, ("x",), 'the key "name" is missing'),
        ({"x": {"name": "X"}}, ("x",), 'the key "kind" is missing'),
        ({"x": {"name": "X", "kind": "jurnal"}}, ("x", "kind"), 'did you mean "journal"'),
        ({"icml": {"alias": []}}, ("icml", "alias"), 'did you mean "aliases"'),
        ({"icml": {"aliases": "X"}}, ("icml", "aliases"), "expected a list"),
        ({"icml": {"aliases": ["X", ""]}}, ("icml", "aliases", 1), "expected text"),
        ({"icml": {"aliases": ["..."]}}, ("icml", "aliases", 0), "expected a name"),
        ({"icml": {"aliases": ["x" * 300]}}, ("icml", "aliases", 0), "expected a name"),
        ({"icml": {"former": {"X": "long ago"}}}, ("icml", "former", "X"), "expected a year"),
        ({"icml": {"former": {"X": True}}}, ("icml", "former", "X"), "expected a year"),
        ({"icml": {"held": {"rule": "annual"}}}, ("icml", "held"), '"since" is missing'),
        ({"icml": {"held": {"rule": "years"}}}, ("icml", "held"), '"years" is missing'),
        ({"icml": {"held": {"years": "often"}}}, ("icml", "held", "years"), "expected years"),
        ({"icml": {"held": {"years": "2020-2010"}}}, ("icml", "held", "years"), "expected years"),
        ({"icml": {"held": {"years": [2020, "2021"]}}}, ("icml", "held", "years", 1), "expected a year"),
        ({"icml": {"held": {"years": []}}}, ("icml", "held", "years"), "expected years"),
        ({"icml": {"held": []}}, ("icml", "held"), "expected a mapping"),
        ({"icml": {"months": {"K": {2020: 13}}}}, ("icml", "months", "K", 2020), "expected a month"),
        ({"icml": {"months": {"K": {2020: "soon"}}}}, ("icml", "months", "K", 2020), "expected a month"),
        ({"icml": {"months": {"K": 7}}}, ("icml", "months", "K"), "expected a mapping"),
        ({"icml": {"months": 7}}, ("icml", "months"), "expected a mapping"),
        ({"icml": {"joint": {}}}, ("icml", "joint"), "expected a list"),
        ({"icml": {"joint": [{"name": "X"}]}}, ("icml", "joint", 0), '"with" is missing'),
        (
            {"icml": {"joint": [{"name": "X", "with": ["nowhere"], "years": [2020]}]}},
            ("icml", "joint"),
            "another venue",
        ),
        ({"x": {"name": "X", "kind": "findings", "parent": "x"}}, ("x", "parent"), "another venue"),
        ({"icml": {"ids": {"url": ["x"]}}}, ("icml", "ids", "url"), "unknown key"),
        ({"icml": {"editions": {"pmlr": ["v1"]}}}, ("icml", "editions", "pmlr"), "expected a mapping"),
        ({"icml": {"editions": {"pmlr": {2020: 1}}}}, ("icml", "editions", "pmlr", 2020), "expected text"),
        ({"icml": {"editions": {"pmlr": {"usual": "v1"}}}}, ("icml", "editions", "pmlr", "usual"), "expected a year"),
        ({"icml": {"evidence": {2020: [2020]}}}, ("icml", "evidence", 2020), "a key must be text"),
        ({"icml": {"evidence": {"A": "x"}}}, ("icml", "evidence", "A"), "expected years"),
        (
            {"x": {"name": "X", "kind": "journal"}, "y": {"name": "x", "kind": "journal"}},
            ("y",),
            '"x" is already a name of x',
        ),
    ],
)
def test_what_is_wrong_is_said(own: Any, keys: tuple[str | int, ...], said: str) -> None:
    file = own_file(own)
    with pytest.raises(ConfigError) as caught:
        load_venues(file)
    assert said in caught.value.message
    assert (caught.value.line, caught.value.column) in file.origin.places["venues", *keys]
