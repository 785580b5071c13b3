"""Venues of a user's own: what they change, and where they are wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.api import fix, lint
from awesomelint.config.files import config_from_mapping
from awesomelint.config.load import config_of, load_config
from awesomelint.document.parse import parse_document
from awesomelint.errors import ConfigError
from awesomelint.papers.venues.load import load_venues, venue_table
from awesomelint.papers.venues.reading import parse_venue, was_held
from awesomelint.papers.venues.schema import RECORD
from awesomelint.source import Source

ROOT = Path(__file__).parents[2]
OWN = """\
venues:
  bird-days:
    name: BirdDays
    kind: workshop
    aliases: [Bird Days]
    held: {rule: years, years: '2019, 2021', sure_through: 2022, basis: sourced}
  icml:
    aliases: [Big Learning]
not-venues: [NEURLPS]
"""
LIST = """\
- **Alpha Networks for Counting Birds** BirdDays 2019 [[pdf](https://example.org/1)]
- **Beta Networks for Counting Fish** Bird Days 2020 [[pdf](https://example.org/2)]
- **Gamma Networks for Counting Frogs** NeurlPS 2020 [[pdf](https://example.org/3)]
"""


def written(folder: Path, text: str, name: str = "own.yaml") -> Path:
    """Write a file of venues, and a configuration that names it; return the configuration."""
    (folder / name).write_text(text, encoding="utf-8")
    config = folder / ".awesomelint.yaml"
    config.write_text(f"venues: {name}\n", encoding="utf-8")
    return config


def venues_found(config: object) -> list[str]:
    return [found.message for found in lint(LIST, config=config) if found.code.startswith("VEN")]  # type: ignore[arg-type]


def test_they_are_known_where_a_list_is_read(tmp_path: Path) -> None:
    assert venues_found(None) == ["found the unknown venue NeurlPS, expected NeurIPS"]
    assert venues_found(written(tmp_path, OWN)) == [
        "found Bird Days 2020, expected 2019 or 2021, as Bird Days was not held in 2020"
    ]


def test_they_are_known_while_a_list_is_fixed(tmp_path: Path) -> None:
    assert "NeurIPS 2020" in fix(LIST).source.text
    result = fix(LIST, config=written(tmp_path, OWN))
    assert result.source.text == LIST
    assert result.document.venues["bird-days"].name == "BirdDays"


def test_they_end_with_the_list(tmp_path: Path) -> None:
    venues_found(written(tmp_path, OWN))
    assert venues_found(None) == ["found the unknown venue NeurlPS, expected NeurIPS"]


def test_a_venue_that_only_they_have_is_no_title(tmp_path: Path) -> None:
    text = "".join(f"- A Paper on Counting Birds {n}. Zorkon. [[pdf](https://example.org/{n})]\n" for n in range(1, 7))
    own = "venues: {zork: {name: Zorkon, kind: journal}}"
    config = load_config(written(tmp_path, own))
    assert config.venues is not None
    read = [entry.venue and entry.venue.value for entry in parse_document(Source(text), config.venues).entries]
    assert read == ["Zorkon"] * 6
    assert [entry.venue for entry in parse_document(Source(text)).entries] == [None] * 6


def test_files_lie_over_one_another(tmp_path: Path) -> None:
    (tmp_path / "below.yaml").write_text("venues: {zork: {name: Zork, kind: journal, full: Journal of Zork}}")
    (tmp_path / "base.yaml").write_text("venues: below.yaml")
    (tmp_path / "above.yaml").write_text("venues: {zork: {full: Annals of Zork, aliases: [Zk]}}")
    config = config_of({"extends": "./base.yaml", "venues": ["above.yaml"]}, base=tmp_path)
    assert config.venues is not None
    zork = config.venues["zork"]
    assert (zork.name, zork.full, zork.kind, zork.aliases) == ("Zork", "Annals of Zork", "journal", ("Zk",))
    assert {path.name for path in config.sources} == {"base.yaml", "below.yaml", "above.yaml"}


def test_the_table_of_the_program_is_a_file_of_venues(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, (ROOT / "rules" / "data" / "venues.yaml").read_text(encoding="utf-8")))
    assert config.venues is not None
    assert "icml" in config.venues


def test_the_example_of_the_documentation_holds(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    block = next(
        block for block in re.findall(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE) if "bird-days" in block
    )
    config = load_config(written(tmp_path, block))
    assert config.venues is not None
    assert config.venues["bird-days"].was_held(2020) is False


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("venues: [", "1:10", "this is not YAML"),
        ("a: &x 1\nb: *x", "2:4", "aliases are not supported"),
        ("venus: {}", "1:1", 'unknown key "venus" (did you mean "venues"?)'),
        ("sources: {}", "1:1", 'the key "venues" is missing'),
        ("venues:", "1:8", 'found nothing in "venues", expected a mapping'),
        ("venues: []", "1:9", 'found a list in "venues", expected a mapping'),
        ("venues:\n  Zork: {name: Zork, kind: journal}", "2:3", "a venue's key is lower-case words"),
        ("venues:\n  zork:\n    name: Zork", "2:3", 'the key "kind" is missing'),
        ("venues:\n  zork:\n    name: Zork\n    kind: jurnal", "4:11", 'did you mean "journal"'),
        ("venues:\n  icml:\n    alias: [X]", "3:5", 'unknown key "alias" (did you mean "aliases"?)'),
        ("venues:\n  icml:\n    aliases: [X, 3]", "3:18", 'found 3 in "aliases", expected text'),
        ("venues:\n  icml:\n    held:\n      rule: annual", "3:5", 'the key "since" is missing'),
        ("venues:\n  icml:\n    months:\n      K: {2020: 13}", "4:17", "expected a month from 1 to 12"),
        ("venues:\n  a: {name: Zork, kind: journal}\n  b: {name: ZORK, kind: journal}", "3:3", "already a name of a"),
        ("venues:\n  a: {name: Zork, kind: journal}\n  a: {}", "3:3", 'the key "a" is repeated'),
        ("venues: {}\nnot-venues: {a: b}", "2:13", 'found a mapping in "not-venues", expected a list'),
        ("venues: {}\nnot-venues: ['']", "2:14", "expected text that is not empty"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, place: str, said: str) -> None:
    config = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(config)
    assert str(caught.value).startswith(f"{tmp_path / 'own.yaml'}:{place}: ")
    assert said in caught.value.message


def test_an_empty_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"own\.yaml: found nothing, expected a mapping"):
        load_config(written(tmp_path, ""))


def test_text_that_is_none_is_said(tmp_path: Path) -> None:
    config = written(tmp_path, "venues: {}")
    (tmp_path / "own.yaml").write_bytes(b"venues: \xff")
    with pytest.raises(ConfigError, match="not valid UTF-8: byte 0xff"):
        load_config(config)


_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.text(max_size=12),
    st.sampled_from(["2020-2010", "٢٠٢٠"]),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.integers(), inner, max_size=3),
    max_leaves=8,
)
_RECORDS = st.dictionaries(st.sampled_from([*RECORD, "name", "kind", "odd"]), _VALUES, max_size=4)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(["icml", "acl", "new", "A B", ""]), _RECORDS | _VALUES, max_size=2))
def test_values_of_any_kind_are_venues_or_an_error(venues: dict[str, object]) -> None:
    try:
        table = load_venues(config_from_mapping({"venues": venues}, "own"))
    except ConfigError:
        return
    for text in ("ICML 2020", "Findings of ACL 2021", "new 2020"):
        reading = parse_venue(text, table)
        if reading is not None:
            was_held(reading)
    assert len(list(table)) >= len(venue_table())
