"""`awesomelint conventions`: what a list does, and writing it down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lists import Run

INSIDE = "".join(f"- **Paper {number}** [[pdf](https://example.org/{number})]\n" for number in range(1, 8))
OUTSIDE = "".join(f"- **Other {number}** [[pdf]](https://example.org/9{number})\n" for number in range(1, 7))
ONE_STYLE = f"# List\n\n## One\n\n{INSIDE}\n## Two\n\n{INSIDE.replace('Paper', 'More')}"
TWO_STYLES = f"# List\n\n## One\n\n{INSIDE * 5}\n## Two\n\n{OUTSIDE}"


def brackets(text: str) -> list[str]:
    lines = text.splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith("  link-brackets"))
    rest = lines[first + 1 :]
    more = next((index for index, line in enumerate(rest) if not line.startswith("     ")), len(rest))
    return [" ".join(line.split()) for line in lines[first : first + 1 + more]]


def test_a_list_of_one_style(run: Run, here: Path) -> None:
    (here / "README.md").write_text(ONE_STYLE)
    result = run("conventions")
    assert result.exit_code == 0
    assert result.stdout.startswith("README.md: 14 entries in 2 sections\n")
    assert brackets(result.stdout) == ["link-brackets [[text](url)] 14 of 14 (100%)"]
    assert brackets(run("conventions", "-v").stdout)[1:] == [
        "[[text](url)] 7 of 7 (100%) in One",
        "[[text](url)] 7 of 7 (100%) in Two",
    ]


def test_a_section_that_does_otherwise(run: Run, here: Path) -> None:
    (here / "README.md").write_text(TWO_STYLES)
    assert brackets(run("conventions").stdout) == [
        "link-brackets [[text](url)] 35 of 41 (85%), not sure",
        "[[text]](url) 6 of 6 (100%) in Two",
    ]


def test_sections_that_do_the_same_share_a_line(run: Run, here: Path) -> None:
    more = "".join(f"## {name}\n\n{OUTSIDE}\n" for name in ("Two", "Three", "Four"))
    (here / "README.md").write_text(f"# List\n\n## One\n\n{INSIDE * 50}\n{more}")
    assert brackets(run("conventions").stdout)[1:] == ["[[text]](url) 6 of 6 (100%) in Two and 2 other sections"]


def test_a_list_of_two_minds(run: Run, here: Path) -> None:
    (here / "README.md").write_text(f"# List\n\n{INSIDE}{OUTSIDE}")
    assert brackets(run("conventions").stdout) == ["link-brackets mixed: [[text](url)] 7, [[text]](url) 6"]


def test_json(run: Run, here: Path) -> None:
    (here / "README.md").write_text(TWO_STYLES)
    (found,) = json.loads(run("conventions", "--output-format=json").stdout)
    points = [point for point in found["points"] if point["point"] == "link-brackets"]
    assert points[0] == {
        "point": "link-brackets",
        "section": None,
        "line": None,
        "convention": "[[text](url)]",
        "sure": False,
        "counts": {"[[text](url)]": 35, "[[text]](url)": 6},
    }
    assert [point["section"] for point in points[1:]] == [["One"], ["Two"]]


def test_bad_inputs(run: Run, here: Path) -> None:
    assert run("conventions").exit_code == 2
    (here / "empty.md").write_text("")
    result = run("conventions", "empty.md", "missing.md")
    assert result.exit_code == 2
    assert "no entries found" in result.stdout
    assert result.stderr == "error: missing.md: no such file or folder\n"


def test_the_style_is_written_down_and_changes_no_result(run: Run, here: Path) -> None:
    (here / "README.md").write_text(ONE_STYLE + OUTSIDE.splitlines()[0] + "\n")
    before = json.loads(run("README.md", "--output-format=json").stdout)
    result = run("conventions", "--write-config")
    assert result.exit_code == 0
    assert result.stderr == "note: .awesomelint.yaml written\n"
    written = (here / ".awesomelint.yaml").read_text()
    assert "  link-brackets: {style: inside}  # 14 of 15\n" in written
    after = json.loads(run("README.md", "--output-format=json").stdout)
    assert [(found["code"], found["location"]) for found in after] == [
        (found["code"], found["location"]) for found in before
    ]


def test_a_configuration_is_not_overwritten(run: Run, here: Path) -> None:
    (here / "README.md").write_text(ONE_STYLE)
    config = here / ".awesomelint.yaml"
    config.write_text("fail-on: error\n")
    result = run("conventions", "--write-config", "README.md")
    assert result.exit_code == 2
    assert result.stderr.endswith("this configuration applies already; --force replaces it\n")
    assert config.read_text() == "fail-on: error\n"
    assert run("conventions", "--write-config", "--force", "README.md").exit_code == 0
    assert "link-brackets: {style: inside}" in config.read_text()


def test_few_witnesses_pin_nothing(run: Run, here: Path) -> None:
    (here / "README.md").write_text("# List\n\n- **A** [[pdf](https://example.org/1)]\n")
    assert run("conventions", "--write-config").exit_code == 0
    assert "link-brackets" not in (here / ".awesomelint.yaml").read_text()
    assert run("README.md").exit_code == 0


@pytest.mark.parametrize("arguments", [("-",), ("a.md", "b.md"), ("missing.md",)])
def test_write_config_takes_one_file(run: Run, here: Path, arguments: tuple[str, ...]) -> None:
    (here / "a.md").write_text(ONE_STYLE)
    (here / "b.md").write_text(ONE_STYLE)
    assert run("conventions", "--write-config", *arguments).exit_code == 2
    assert not (here / ".awesomelint.yaml").exists()


def test_orders_of_sections(run: Run, here: Path) -> None:
    items = "".join(f"- [{letter}nimal](https://example.org/{letter}) - Alive.\n" for letter in "ABCDEFGHIJ")
    (here / "README.md").write_text(f"## One\n\n{items}\n## Two\n\n{items}", encoding="utf-8")
    shown = " ".join(run("conventions").stdout.split())
    assert "order alphabetical order in 2 sections" in shown
    (found,) = json.loads(run("conventions", "--output-format=json").stdout)
    assert [(one["section"], one["by"], one["falling"]) for one in found["orders"]] == [
        (["One"], "title", False),
        (["Two"], "title", False),
    ]
