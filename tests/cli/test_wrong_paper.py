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


CLASSIC = """\
# Small Models

## Distillation

1. **DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter** NeurIPS workshop

   *Victor Sanh, Lysandre Debut, Julien Chaumond, Thomas Wolf* [[pdf](https://arxiv.org/pdf/2107.13586)]

2. **TinyBERT: Distilling BERT for Natural Language Understanding** Findings of EMNLP 2020

   *Xiaoqi Jiao, Yichun Yin, Lifeng Shang, Xin Jiang, Xiao Chen, Linlin Li, Fang Wang, Qun Liu* [[pdf](https://arxiv.org/abs/1909.10351)]
"""
"""A real list's link to another paper, by real records, and an entry that is right."""
SAID_OF_DISTILBERT = (
    'link leads to "Pre-train, Prompt, and Predict: A Systematic Survey of Prompting Met...rocessing" by Pengfei Liu and others,'
    ' says arXiv; "DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter" is arXiv 1910.01108'
    " by Victor Sanh and others"
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


@pytest.mark.slow
def test_every_report_names_both_papers(run: Run, here: Path) -> None:
    (here / "README.md").write_text(CLASSIC, encoding="utf-8")
    names = ("json", "sarif", "github", "html", "gitlab", "summary")
    files = [option for name in names for option in ("-o", f"{name}={name}")]
    shown = run("--select", "PAP", *files, "README.md").stdout
    text = {name: (here / name).read_text(encoding="utf-8") for name in names}
    (one,) = json.loads(text["json"])
    assert (one["location"]["row"], one["code"], one["severity"], one["message"]) == (
        7,
        "PAP601",
        "error",
        SAID_OF_DISTILBERT,
    )
    assert one["fix"]["applicability"] == "unsafe"
    assert shown.splitlines()[-3:-1] == ["papers: 2 compared | 1 right, 1 wrong paper", "1 error"]
    (log,) = json.loads(text["sarif"])["runs"]
    (result,) = log["results"]
    assert (result["ruleId"], result["level"]) == ("PAP601", "error")
    assert result["message"]["text"].startswith(SAID_OF_DISTILBERT)
    assert text["github"].startswith("::error file=README.md,line=7,")
    for name in ("github", "gitlab", "summary"):
        assert "by Victor Sanh and others" in text[name], name
    table = text["html"].partition(">Papers</h3>")[2].partition("</table>")[0]
    for cell in ("DistilBERT, a distilled version", "Pre-train, Prompt, and Predict", "arXiv 2107.13586"):
        assert cell in table
    run("--select", "PAP", "--fix", "--unsafe-fixes", "README.md")
    assert (here / "README.md").read_text(encoding="utf-8") == CLASSIC.replace("2107.13586", "1910.01108")
