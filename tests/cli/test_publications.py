"""What registries and papers files say of publication and withdrawal, in whole runs inside the local internet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lists import Run
from net.thread import LocalInternet

pytestmark = pytest.mark.usefixtures("inside")

LIST = """\
# Quiet Science

## Papers

- **Learning to Sort Pebbles by Gentle Shaking** arXiv 2025 [[pdf](https://arxiv.org/abs/2501.10001)]
- **Counting Clouds with a Single Camera** arXiv 2025 [[pdf](https://arxiv.org/abs/2501.10002)]
- **A Field Guide to Quiet Keyboards** arXiv 2025 [[pdf](https://arxiv.org/abs/2501.10003)]
- **Bridges that Repair Themselves Overnight** [[pdf](https://arxiv.org/abs/2501.10004)]
- **Sleep without Dreams in Forty Villages** [[pdf](https://doi.org/10.5555/identity.3)]
- **Folding Maps along their Rivers** bioRxiv 2024 [[pdf](https://doi.org/10.5555/identity.4)]
"""
KNOWN = """\
@inproceedings{keys, title = {A Field Guide to Quiet Keyboards}, author = {Switch, Ed}, booktitle = {CHI}, year = 2025}
@inproceedings{pebbles, title = {Learning to Sort Pebbles by Gentle Shaking}, booktitle = {ICLR}, year = 2025}
"""
PEBBLES = (5, "PAP604", "found arXiv 2025, but the paper was published at ICLR 2025, says arXiv's comment")
KEYBOARDS = (7, "PAP604", "found arXiv 2025, but the paper was published at CHI 2025, says known.bib")
REASON = "This paper has been withdrawn by the author due to an error in Lemma 2"
WITHDRAWN = [
    (8, "PAP606", f'paper arxiv:2501.10004 was withdrawn on 2025-04-05, says arXiv: "{REASON}"'),
    (9, "PAP606", "paper doi:10.5555/identity.3 was retracted on 2024-02-03, says Crossref"),
]
MAPS = (10, "PAP604", "found bioRxiv 2024, but the paper was published as doi:10.5555/identity.5, says Crossref")


@pytest.fixture(autouse=True)
def files(here: Path) -> None:
    (here / "README.md").write_text(LIST, encoding="utf-8")
    (here / "known.bib").write_text(KNOWN, encoding="utf-8")


def found(output: str) -> list[tuple[int, str, str]]:
    return [(one["location"]["row"], one["code"], one["message"]) for one in json.loads(output)]


@pytest.mark.slow
def test_what_registries_say_is_reported_and_known_offline_afterwards(run: Run, net: LocalInternet) -> None:
    arguments = ("--select", "PAP", "--output-format", "json", "README.md")
    assert found(run(*arguments).stdout) == [PEBBLES, *WITHDRAWN, MAPS]
    asked = len(net.requests)
    assert found(run("--offline", *arguments).stdout) == [PEBBLES, *WITHDRAWN, MAPS]
    assert len(net.requests) == asked


def test_the_end_of_a_run_lists_published_preprints_together(run: Run) -> None:
    output = run("--select", "PAP604", "--offline", "--papers", "known.bib", "README.md").stdout
    assert output.count("says known.bib") == 2
    assert output[output.index("\npreprint-published: ") :].splitlines()[1:4] == [
        "preprint-published: 2 entries",
        "  line 5  Learning to Sort Pebbles by Gentle Shaking: ICLR 2025, says known.bib",
        "  line 7  A Field Guide to Quiet Keyboards: CHI 2025, says known.bib",
    ]


def test_papers_files_serve_without_a_network(run: Run, net: LocalInternet, here: Path) -> None:
    arguments = ("--select", "PAP", "--offline", "--output-format", "json", "README.md")
    pebbles = (*PEBBLES[:2], PEBBLES[2].replace("arXiv's comment", "known.bib"))
    assert found(run("--papers", "known.bib", *arguments).stdout) == [pebbles, KEYBOARDS]
    (here / ".awesomelint.yaml").write_text("papers: known.bib\n", encoding="utf-8")
    assert found(run(*arguments).stdout) == [pebbles, KEYBOARDS]
    assert net.requests == []


def test_two_witnesses_are_fixed(run: Run, here: Path) -> None:
    run("--select", "PAP", "--papers", "known.bib", "--fix", "README.md")
    text = (here / "README.md").read_text(encoding="utf-8")
    assert text == LIST.replace("Shaking** arXiv 2025", "Shaking** ICLR 2025")


def test_a_broken_papers_file_is_one_line(run: Run, net: LocalInternet, here: Path) -> None:
    (here / "known.bib").write_text("@misc{x,\n  title {y}\n}", encoding="utf-8")
    result = run("--papers", "known.bib", "README.md")
    assert result.exit_code == 2
    assert result.stderr.strip() == "error: known.bib:2:3: expected a field, such as title = {...}"
    assert "no findings" not in run("--select", "PAP", "--papers", "known.bib", "README.md").stdout
    assert net.requests == []


def test_the_index_of_a_large_file_is_in_the_cache(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("awesomelint.papers.library.SMALL", 10)
    result = run("--papers", "known.bib", "--offline", "--cache-dir", "kept", "README.md")
    assert "note: indexed 2 papers of known.bib" in result.stderr
    assert "indexed" not in run("--papers", "known.bib", "--offline", "--cache-dir", "kept", "README.md").stderr
    assert "indexes of papers files: 1, " in run("cache", "info", "--cache-dir", "kept").stdout
    run("cache", "clear", "--cache-dir", "kept")
    assert not list((here / "kept").glob("papers-*"))
