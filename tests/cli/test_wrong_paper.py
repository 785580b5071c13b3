"""Links that lead to another paper, in whole runs inside the local internet, and one finding of each such link."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lists import Run

pytestmark = pytest.mark.usefixtures("no_waits")

LIST = """\
# Quiet Science

## Light and Weather

1. **Ripening Tomatoes under Blue Light** NeurIPS workshop

   *Hal Vine, Ida Stem* [[pdf](https://arxiv.org/pdf/2501.10002)] [[project](https://pypi.org/)]

2. **Learning to Sort Pebbles by Gentle Shaking** ICLR 2025

   *Ada Pebble, Bo Gravel* [[pdf](https://arxiv.org/abs/2501.10001)]

3. **Typing Without Noise: Dampened Switches for Open Offices** Preprint

   *Ed Switch, Flo Keycap* [[pdf](https://arxiv.org/abs/2501.10003)]

## Maps

1. **Folding Maps along their Rivers** Preprint

   *Nan Crease, Ole Bank* [[pdf](https://doi.org/10.5555/identity.4)]

2. **Mapping Caves with Borrowed Bats** ICML 2025

   *Lea Echo* [[pdf](https://arxiv.org/abs/2501.10001)]
"""
SAID_OF_TOMATOES = (
    'link leads to "Counting Clouds with a Single Camera" by Cy Cumulus and Di Nimbus, says arXiv;'
    ' "Ripening Tomatoes under Blue Light" is arXiv 2501.10005 by Hal Vine and Ida Stem'
)
TOMATOES = (7, "PAP601", SAID_OF_TOMATOES)
SAID_OF_CAVES = (
    'link leads to "Learning to Sort Pebbles by Gentle Shaking" by Ada Pebble and Bo Gravel, says arXiv; it is on line 9;'
    ' "Mapping Caves with Borrowed Bats" is arXiv 2501.10007 by Lea Echo'
)
CAVES = (25, "PAP601", SAID_OF_CAVES)
TWICE = (
    25,
    "DUP304",
    'link leads to arXiv 2501.10001, which line 9 lists as "Learning to Sort Pebbles by Gentle Shaking"',
)


@pytest.fixture(autouse=True)
def files(here: Path) -> None:
    (here / "README.md").write_text(LIST, encoding="utf-8")


def found(run: Run, *options: str, select: str = "PAP601,PAP605,PAP606,DUP,LNK512,VEN") -> list[tuple[int, str, str]]:
    output = run("--select", select, "--output-format", "json", *options, "README.md").stdout
    findings = [(one["location"]["row"], one["code"], one["message"]) for one in json.loads(output)]
    return [one for one in findings if not one[1].startswith("VEN")]


@pytest.mark.slow
def test_a_search_names_the_right_paper_and_nothing_else_is_said_of_its_link(run: Run) -> None:
    assert found(run) == [TOMATOES, CAVES]
    assert found(run, "--offline") == [TOMATOES, CAVES]  # by what is cached


def test_what_yields_speaks_where_no_record_does(run: Run) -> None:
    assert found(run, "--offline") == [TWICE]
    assert found(run, "--no-links") == [TWICE]
    assert found(run, select="DUP") == [TWICE]


def test_a_finding_on_record_is_not_gone_while_its_rule_waits(run: Run, here: Path) -> None:
    options = ("--select", "DUP304,PAP601", "--baseline", "known.json", "README.md")
    run("--no-links", "--write-baseline", *options)
    assert "gone" not in run("--offline", *options).stderr
    assert "1 finding not reported" in run("--offline", *options).stderr
