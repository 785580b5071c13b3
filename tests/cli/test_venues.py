"""`venues`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lists import Run

from awesomelint.papers.venues.load import venue_table


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_table_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("venues").stdout.splitlines()
    assert max(len(line) for line in lines) <= columns
    rows = [line for line in lines if not line.startswith(" ")]
    assert len(rows) == len(venue_table())
    assert all(row.startswith(venue.name) for row, venue in zip(rows, venue_table(), strict=True))


def test_one_venue_is_described(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("venues", "icml").stdout.splitlines()
    assert lines[:3] == [
        "ICML",
        "  full       International Conference on Machine Learning",
        "  kind       conference",
    ]
    assert any(line.startswith("  held       ") for line in lines)
    assert max(len(line) for line in lines) <= 80


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("CVPR 2021", "2021       held, ended in June 2021"),
        ("EMNLP'19 Findings", "2019       not held"),
        ("Findings of EMNLP 2020", "2020       held, ended in November 2020"),
        ("EMNLP 1987", "1987       not held"),
        ("CVPR 2002", "2002       not held"),
        ("ACL-IJCNLP 2020", "2020       not held under the name of ACL-IJCNLP"),
        ("ACL-IJCNLP 2021", "2021       held, ended in August 2021"),
        ("ICML 2090", "2090       unknown whether it was held"),
    ],
)
def test_a_year_is_judged(run: Run, query: str, said: str) -> None:
    result = run("venues", query)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].strip() == said


def test_words_of_a_query_need_no_quotes(run: Run) -> None:
    assert run("venues", "Findings", "of", "ACL", "2021").stdout == run("venues", "Findings of ACL 2021").stdout


def test_a_part_of_a_name_finds_all_that_have_it(run: Run) -> None:
    names = [venue["name"] for venue in json.loads(run("venues", "speech", "--output-format", "json").stdout)]
    assert "ICASSP" in names
    assert "Interspeech" in names
    assert "CVPR" not in names


def test_values_say_what_the_table_holds(run: Run) -> None:
    (venue,) = json.loads(run("venues", "--output-format=json", "NeurIPS").stdout)
    assert venue["former"] == {"NIPS": 2018}
    assert venue["held"]["rule"] == "annual"
    assert venue["months"]["2024"] == "2024-12"
    assert len(json.loads(run("venues", "--output-format=json").stdout)) == len(venue_table())


def test_an_unknown_name_ends_with_1(run: Run) -> None:
    result = run("venues", "a venue of nobody")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == 'error: unknown venue "a venue of nobody"\n'


def test_a_slip_is_named(run: Run) -> None:
    assert run("venues", "CPVR").stderr == 'error: unknown venue "CPVR" (did you mean "CVPR"?)\n'


def test_what_a_query_holds_is_escaped(run: Run) -> None:
    assert "\x1b" not in run("venues", "\x1b[31mnone").stderr


def test_venues_of_the_configuration_are_shown(run: Run, here: Path) -> None:
    assert run("venues", "Zork 2020").exit_code == 1
    (here / "own.yaml").write_text("venues: {zork: {name: Zork, kind: journal, full: Annals of Counting}}")
    (here / ".awesomelint.yaml").write_text("venues: own.yaml")
    assert run("venues", "Zork 2020").stdout.splitlines()[:2] == ["Zork", "  full       Annals of Counting"]
    assert run("venues", "Zork 2020", "--isolated").exit_code == 1
    assert f'venues: ["{here / "own.yaml"}"]' in run("config", "show").stdout


def test_a_broken_file_of_venues_is_said(run: Run, here: Path, slips: Path) -> None:
    (here / "own.yaml").write_text("venues:\n  zork: {name: Zork, kind: jurnal}\n")
    (here / ".awesomelint.yaml").write_text("venues: own.yaml")
    for arguments in (("venues", "Zork"), ("README.md",), ("export", "README.md"), ("conventions",)):
        result = run(*arguments)
        assert result.exit_code == 2, arguments
        assert 'own.yaml:2:28: found "jurnal" in "kind", expected one of' in result.stderr


def test_a_changed_file_of_venues_is_heeded(run: Run, here: Path) -> None:
    (here / "README.md").write_text("- **Alpha Networks for Birds** Zork 2020 [[pdf](https://example.org/1)]\n")
    (here / ".awesomelint.yaml").write_text("venues: own.yaml")
    held = "venues: {zork: {name: Zork, kind: workshop, held: {years: '%s', sure_through: 2022, basis: sourced}}}"
    (here / "own.yaml").write_text(held % "2020")
    assert run("README.md").exit_code == 0
    (here / "own.yaml").write_text(held % "2019")
    assert run("README.md").exit_code == 1
