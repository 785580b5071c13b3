"""The data of `rules/data/venues.yaml`: its order, its names, its sources, and that its facts agree with each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any

import pytest
import yaml

from awesomelint.errors import RulebookError
from awesomelint.papers.venues.load import FILE, venue_table
from awesomelint.papers.venues.schema import RECORD, read_venue_file
from awesomelint.papers.venues.table import KNOWLEDGE, Month, Venue, all_names, venue_key, years_of
from awesomelint.paths import data_file
from awesomelint.yaml_reader import read_yaml

TEXT = data_file(FILE).read_text(encoding="utf-8")
NODE = read_yaml(TEXT, FILE, RulebookError)
VALUES: dict[str, Any] = NODE.value
RECORDS: dict[str, dict[str, Any]] = VALUES["venues"]
VENUES = list(venue_table())
LAST_YEAR = 2028
"""The year after the last for which a conference has set a date in our sources."""


def _of(key: str) -> Venue:
    return venue_table()[key]


def test_reading_with_places_is_reading_right() -> None:
    assert yaml.safe_load(TEXT) == VALUES


def test_schema() -> None:
    assert read_venue_file(NODE).records == RECORDS
    assert list(VALUES) == ["sources", "not-venues", "venues"]


def test_sorted() -> None:
    assert list(RECORDS) == sorted(RECORDS)
    assert list(VALUES["sources"]) == sorted(VALUES["sources"])
    assert VALUES["not-venues"] == sorted(VALUES["not-venues"])
    for key, record in RECORDS.items():
        assert list(record) == [field for field in RECORD if field in record], key
        for field in ("aliases", "ambiguous", "shared"):
            assert record.get(field, []) == sorted(record.get(field, [])), key


def test_lines_are_short() -> None:
    assert max(map(len, TEXT.splitlines())) <= 130
    assert "\t" not in TEXT


def test_there_are_many() -> None:
    assert len(RECORDS) >= 200
    kinds = Counter(record["kind"] for record in RECORDS.values())
    assert set(kinds) == {"conference", "workshop", "journal", "findings", "preprint", "report"}
    assert sum("held" in record for record in RECORDS.values()) >= 200


def test_no_name_is_that_of_two_venues() -> None:
    owners = defaultdict(set)
    for key, record in RECORDS.items():
        for name in [*all_names(record), *record.get("workshops", [])]:
            owners[venue_key(name)].add(key)
    declared = {venue_key(name): name for record in RECORDS.values() for name in record.get("shared", [])}
    assert {name for name, keys in owners.items() if len(keys) > 1} == set(declared)
    for name in declared:
        assert all(name in map(venue_key, RECORDS[key]["shared"]) for key in owners[name])


def test_no_name_is_given_twice() -> None:
    for key, record in RECORDS.items():
        names = [venue_key(name) for name in [*all_names(record), *record.get("workshops", [])]]
        assert len(names) == len(set(names)), key
        assert all(names), key


def test_ambiguous_names_are_names() -> None:
    for key, record in RECORDS.items():
        names = set(all_names(record)) | set(record.get("workshops", []))
        assert {*record.get("ambiguous", []), *record.get("shared", [])} <= names, key


def test_misspelt_names_are_no_names() -> None:
    index = venue_table().index
    words = [word for record in RECORDS.values() for word in record.get("misspelt", [])] + VALUES["not-venues"]
    assert not [word for word in words if venue_key(word) in {**index.strong, **index.weak}]


def test_parents_and_partners_exist_and_make_no_loop() -> None:
    for key, record in RECORDS.items():
        assert (record["kind"] == "findings") == ("parent" in record), key
        if "parent" in record:
            assert RECORDS[record["parent"]]["kind"] == "conference"
        for meeting in record.get("joint", []):
            assert meeting["with"]
            for other in meeting["with"]:
                assert other != key
                assert RECORDS[other]["kind"] == "conference"
                assert meeting["name"] not in set(all_names(RECORDS[other]))


def test_sources_are_defined_and_used() -> None:
    used = {KNOWLEDGE}
    for record in RECORDS.values():
        used |= {*record.get("evidence", {}), *record.get("months", {})}
    assert used == set(VALUES["sources"])
    for letter, source in VALUES["sources"].items():
        assert re.fullmatch("[A-Z]", letter)
        assert letter == KNOWLEDGE or re.search(r"[\w.-]+/[\w.-]+", source), source


def test_what_is_judged_has_a_source() -> None:
    for key, record in RECORDS.items():
        held = record.get("held", {})
        if held.get("basis") in ("sourced", "mixed") and held["rule"] != "journal":
            assert set(record.get("evidence", {})) - {KNOWLEDGE}, key
            assert "sure_through" in held, key
        assert "basis" in held or not held, key


@pytest.mark.parametrize("key", [key for key, record in RECORDS.items() if "evidence" in record])
def test_evidence_agrees_with_the_rule(key: str) -> None:
    """A year in which a source shows the venue is never one in which the table says that it was not held."""
    venue = _of(key)
    for source, value in RECORDS[key]["evidence"].items():
        for year in years_of(value):
            assert 1900 < year <= LAST_YEAR, source
            assert venue.was_held(year) is not False, f"{year} in {source}"


def test_months_agree_with_the_rule() -> None:
    for venue in VENUES:
        for year, month in venue.months.items():
            assert 2000 < year <= LAST_YEAR, venue.key
            assert month.year in (year, year + 1), venue.key
            assert venue.was_held(year) is not False, f"{venue.key} {year}"


def test_years_lie_in_order() -> None:
    for venue in VENUES:
        held = venue.held
        if held is None:
            continue
        years = held.years | held.also | held.excepted | {held.since} | ({held.sure_through} - {None})
        assert all(1600 < year <= LAST_YEAR for year in years if year is not None), venue.key
        assert held.sure_through is None or held.since <= held.sure_through
        assert all(year >= held.since for year in held.excepted), venue.key
        for meeting in venue.joint:
            assert all(venue.was_held(year) is not False for year in meeting.years), venue.key
            assert all(_of(other).was_held(year) is not False for other in meeting.others for year in meeting.years)


def test_identifiers_belong_to_one_venue() -> None:
    codes = Counter(
        (scheme, code.lower())
        for record in RECORDS.values()
        for ids in (record.get("ids", {}), {s: by.values() for s, by in record.get("editions", {}).items()})
        for scheme, each in ids.items()
        for code in each
    )
    assert [code for code, count in codes.items() if count > 1] == []


@pytest.mark.parametrize(
    ("scheme", "code", "key"),
    [
        ("acl", "P", "acl"),
        ("acl", "findings-emnlp", "findings-emnlp"),
        ("acl", "findings-ijcnlp", "findings-aacl"),
        ("cvf", "cvpr", "cvpr"),
        ("usenix", "osdi", "osdi"),
        ("doi", "10.1109/CVPR42600.2020.00123", "cvpr"),
        ("doi", "10.24963/ijcai.2021/472", "ijcai"),
        ("doi", "10.1109/CVPRW56347.2022.00001", None),
        ("doi", "10.1000/123", None),
        ("doi", "", None),
        ("acl", "nothing", None),
        ("isbn", "P", None),
    ],
)
def test_ids(scheme: str, code: str, key: str | None) -> None:
    found = venue_table().with_id(scheme, code)
    assert (found and found.key) == key


@pytest.mark.parametrize(
    ("scheme", "code", "edition"),
    [
        ("pmlr", "v139", ("icml", 2021)),
        ("pmlr", "v306", ("icml", 2026)),
        ("pmlr", "v78", ("corl", 2017)),
        ("pmlr", "v81", ("facct", 2018)),
        ("pmlr", "r4", ("aistats", 2003)),
        ("doi", "10.1145/3292500.3330701", ("kdd", 2019)),
        ("doi", "10.1145/32925001.3330701", None),
        ("doi", "10.1109/cvpr42600.2020.00123", ("cvpr", 2020)),
        ("pmlr", "v1", None),
    ],
)
def test_editions(scheme: str, code: str, edition: tuple[str, int] | None) -> None:
    found = venue_table().edition_with_id(scheme, code)
    assert (found and (found[0].key, found[1])) == edition


def test_months() -> None:
    assert _of("emnlp").month_of(2020) == Month(2020, 11)
    assert _of("ijcai").month_of(2020) == Month(2021, 1)
    assert _of("neurips").month_of(2005) == Month(2005, 12)
    assert _of("jmlr").month_of(2020) is None


def test_joint_meetings() -> None:
    table = venue_table()
    assert table.met_together("acl", "ijcnlp", 2021)
    assert table.met_together("ijcnlp", "acl", 2021)
    assert not table.met_together("acl", "ijcnlp", 2020)
    assert table.met_together("acl", "acl", 1990)
    assert not table.met_together("acl", "emnlp", 2021)


def test_names() -> None:
    table = venue_table()
    assert table.named("neurips") is table["neurips"]
    assert table.named("T-PAMI") is table["tpami"]
    assert table.named("PRL") is None
    assert table.named("nothing") is None
    assert table.findings_of("acl") is table["findings-acl"]
    assert table.findings_of("icml") is None
    assert "icml" in table
    assert "nothing" not in table
    with pytest.raises(KeyError):
        table["nothing"]
