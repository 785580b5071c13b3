"""Rules of the awesome manifest, where examples in their files do not suffice."""

from __future__ import annotations

import pytest
from reporting import messages, report

from awesomelint.checks.awesome.names import FILE, right_names
from awesomelint.config.load import load_config
from awesomelint.config.model import Overrides
from awesomelint.diagnostic import Severity
from awesomelint.paths import read_words


def test_the_table_of_names_is_sorted_and_says_each_once() -> None:
    groups = read_words(FILE)
    assert set(groups) == {"always", "small-too", "with-words"}
    for lines in groups.values():
        assert lines == sorted(lines, key=str.casefold)
    names = [line.split("|")[0].strip().lower() for lines in groups.values() for line in lines]
    assert len(names) == len(set(names))
    assert "JavaScript" in right_names()


def test_the_default_reports_nothing_of_it_as_more_than_info() -> None:
    for preset, is_any in (("default", True), ("papers", False)):
        severities = {
            rule.severity for rule in load_config(None, Overrides(preset=preset)).rules if rule.code.startswith("AWE")
        }
        assert severities == ({Severity.INFO} if is_any else set())


@pytest.mark.parametrize(
    ("description", "is_sentence"),
    [
        ("Draws.", True),
        ("Draws", False),
        ("Draws[^1]", False),
        ("Draws.[^1][^2]", True),
        ("Draws. 🎉", True),
        ("Draws 🎉", False),
        ("Draws (well)", False),
        ("Draws. (Well)", True),
        ("Draws (well.)", True),
        ("Draws.*", True),
        ("Draws `lines`.", True),
        ("Draws `lines`", False),
        ("Draws. `MIT` `C`", True),
        ("Draws. ([Demo](https://example.org/1), [Code](https://example.org/2))", True),
        ("See [Demo](https://example.org/1)", False),
        ("Draws. [![stars](https://example.org/1.svg)](https://example.org/1)", True),
        ("Draws [![stars](https://example.org/1.svg)](https://example.org/1)", False),
        ("![stars](https://example.org/1.svg)", True),
        ("画。", True),
        ("Dessine…", True),
    ],
)
def test_ends_of_descriptions(description: str, is_sentence: bool) -> None:
    assert bool(report("AWE717", f"- [Brush](https://example.org/0) - {description}\n")) is not is_sentence


def test_long_rows_of_signs_take_no_time() -> None:
    many = 20_000
    for text in (
        "“" * many + "」" * many,
        '"' * many + "🎉" * many,
        "[^a]" * many,
        "(" * many + ")" * many,
        " - " * many,
    ):
        for code in ("AWE715", "AWE717", "AWE721"):
            report(code, f"- [Brush](https://example.org/0) - x{text}\n")


def test_nothing_is_read_in_code_and_html() -> None:
    text = "```\n- [Brush](https://example.org/0) : draws on Github\n```\n\n<p>Github “x</p>\n"
    for code in ("AWE715", "AWE716", "AWE717", "AWE720", "AWE721"):
        assert messages(code, text) == []
