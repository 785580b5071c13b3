"""`awesomelint add URL --yes` writes the right line for papers of each registry, and for tools."""

from __future__ import annotations

from pathlib import Path

import pytest
from lists import Run
from net.thread import LocalInternet

PAPERS = """\
# Quiet Science

1. **Stones that Roll Uphill** *Una Rock, Vic Sand* ICML 2021 [[pdf](https://arxiv.org/abs/2001.00001)]
2. **Sorting Sand by Color** *Vic Sand, Wim Till* ICLR 2022 [[pdf](https://doi.org/10.5555/stones.2)]
3. **What Gravel Remembers** *Una Rock, Xia Silt* ICLR 2023 [[pdf](https://arxiv.org/abs/2001.00003)]
"""
TOOLS = """\
# Quiet Tools

- [anvil](https://github.com/example/anvil) - Makes things flat.
- [broom](https://github.com/example/broom) - Makes things clean.
- [candle](https://github.com/example/candle) - Makes things visible.
"""


HEADS = (
    "**Analyzing Multi-Head Self-Attention: Specialized Heads Do the Heavy Lifting, the Rest Can Be Pruned** "
    "*Elena Voita, David Talbot, Fedor Moiseev, Rico Sennrich, Ivan Titov* ACL 2019"
)
IBERT = (
    "**I-BERT: Integer-only BERT Quantization** "
    "*Sehoon Kim, Amir Gholami, Zhewei Yao, Michael W. Mahoney, Kurt Keutzer* ICML 2021"
)
VGGT = (
    "**VGGT: Visual Geometry Grounded Transformer** "
    "*Jianyuan Wang, Minghao Chen, Nikita Karaev, Andrea Vedaldi, Christian Rupprecht, David Novotny* CVPR 2025"
)
CVF = (
    "https://openaccess.thecvf.com/content/CVPR2025/html/"
    "Wang_VGGT_Visual_Geometry_Grounded_Transformer_CVPR_2025_paper.html"
)


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("https://aclanthology.org/P19-1580/", HEADS),
        ("https://aclanthology.org/P19-1580.pdf", HEADS),
        ("https://doi.org/10.18653/v1/P19-1580", HEADS),
        (
            "https://doi.org/10.5555/identity.5",
            "**Folding Maps along their Rivers** *Nan Crease, Ole Bank* Journal of Paper 2025",
        ),
        ("https://proceedings.mlr.press/v139/kim21d.html", IBERT),
        ("https://proceedings.mlr.press/v139/kim21d/kim21d.pdf", IBERT),
        (CVF, VGGT),
    ],
)
def test_papers(run: Run, here: Path, inside: LocalInternet, url: str, line: str) -> None:
    (here / "README.md").write_text(PAPERS, encoding="utf-8")
    result = run("add", "README.md", url, "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = (here / "README.md").read_text(encoding="utf-8").splitlines()
    assert [each[3:] for each in lines if each[3:] not in PAPERS] == [f"{line} [[pdf]({url})]"]
    assert [each[0] for each in lines[2:]] == ["1", "2", "3", "4"]


def test_a_registry_that_lets_no_program_in(run: Run, here: Path, inside: LocalInternet) -> None:
    (here / "README.md").write_text(PAPERS, encoding="utf-8")
    url = "https://openreview.net/forum?id=aBcDeFgHiJ"
    result = run("add", "README.md", url, "--yes")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {url} did not answer (")
    assert result.stderr.endswith("; give its --title, or a papers file that has it with --papers\n")
    assert (here / "README.md").read_text(encoding="utf-8") == PAPERS
    fields = ("--title", "Pebbles at Rest", "--authors", "Ada Pebble, Bo Gravel", "--venue", "ICLR", "--year", "2024")
    assert run("add", "README.md", url, *fields, "--yes").exit_code == 0
    line = f"4. **Pebbles at Rest** *Ada Pebble, Bo Gravel* ICLR 2024 [[pdf]({url})]\n"
    assert (here / "README.md").read_text(encoding="utf-8") == PAPERS + line


@pytest.mark.parametrize(
    ("url", "name", "written"),
    [
        ("https://github.com/example-owner/there", "there", "https://github.com/example-owner/there"),
        ("https://github.com/example-old/name", "name", "https://github.com/example-new/name"),
        ("https://github.com/example-old/name/tree/main", "name", "https://github.com/example-new/name/tree/main"),
    ],
)
def test_tools(run: Run, here: Path, inside: LocalInternet, url: str, name: str, written: str) -> None:
    (here / "README.md").write_text(TOOLS, encoding="utf-8")
    result = run("add", "README.md", url, "--description", "Makes things so", "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (here / "README.md").read_text(encoding="utf-8") == f"{TOOLS}- [{name}]({written}) - Makes things so.\n"


@pytest.mark.parametrize(("owner", "known"), [("example-old", "plow"), ("example-new", "name")])
def test_a_tool_that_is_listed_under_its_former_name(
    run: Run, here: Path, inside: LocalInternet, owner: str, known: str
) -> None:
    text = f"{TOOLS}- [plow](https://github.com/{owner}/name) - Makes things even.\n"
    (here / "README.md").write_text(text, encoding="utf-8")
    result = run("add", "README.md", "https://github.com/example-old/name", "--description", "x", "--yes")
    assert (result.exit_code, result.stderr) == (2, f'error: README.md:6: "{known}" is listed already\n')
    assert (here / "README.md").read_text(encoding="utf-8") == text


def test_a_tool_that_is_not_there(run: Run, here: Path, inside: LocalInternet) -> None:
    (here / "README.md").write_text(TOOLS, encoding="utf-8")
    result = run("add", "README.md", "https://github.com/example-owner/nowhere", "--description", "x", "--yes")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "leads nowhere (" in result.stderr
    assert (here / "README.md").read_text(encoding="utf-8") == TOOLS
