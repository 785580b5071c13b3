"""Findings on record: what they are recognised by, and the file that holds them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linting import lint_source

from awesomelint.baseline import Known, Record, baseline_text, known_findings, read_baseline
from awesomelint.config.load import load_config
from awesomelint.errors import ConfigError
from awesomelint.source import Source

CONFIG = load_config(None)
LIST = """\
# Reading

## Small

1. **One Word Is Enough** ACL 2020 [[pdf](htps://example.org/1)]
2. **Two Words Are Better** ACL 2020 [[pdf](https://example.org/2)]
   and more
2. **Three Are a Crowd** ACL 2020 [[pdf](https://example.org/3)]

See [below](#below).
"""


def keys(text: str) -> dict[str, str]:
    """Return what the findings of a text are recognised by, by rule."""
    report = lint_source(Source(text, "a.md"), CONFIG)
    return {known.rule: known.key for known in known_findings(report)}


BEFORE = keys(LIST)


def test_the_list_has_three_findings() -> None:
    assert set(BEFORE) == {"LNK508", "NUM101", "LNK506"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Reading\n", "# Reading\n\nA list that is much longer now.\n"),
        ("1. **One", "1. **None** ACL 2019 [[pdf](https://example.org/0)]\n2. **One"),
        ("   and more\n", "   and much more\n"),
        ("## Small", "## Little"),
        ("2. **Three", "2.  **Three"),
    ],
)
def test_what_changes_elsewhere_changes_nothing(old: str, new: str) -> None:
    assert old in LIST
    assert keys(LIST.replace(old, new)) == BEFORE


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("One Word", "A Word", "LNK508"),
        ("ACL 2020 [[pdf](htps", "EMNLP 2020 [[pdf](htps", "LNK508"),
        ("Crowd** ACL", "Crowd** EMNLP", "NUM101"),
        ("See [below]", "Look [below]", "LNK506"),
    ],
)
def test_who_changes_an_entry_hears_of_it(old: str, new: str, changed: str) -> None:
    now = keys(LIST.replace(old, new))
    assert {code for code in BEFORE if now.get(code) != BEFORE[code]} == {changed}


def test_no_two_findings_are_recognised_by_the_same() -> None:
    again = LIST + "\n## Large\n\n" + LIST.partition("## Small\n\n")[2]
    found = known_findings(lint_source(Source(again, "a.md"), CONFIG))
    assert len({known.key for known in found}) == len(found) > len(BEFORE)


# -- the file

KNOWN = st.builds(Known, st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.frozensets(KNOWN, min_size=1, max_size=4), max_size=4))
def test_what_is_written_is_read(baseline: dict[str, frozenset[Known]]) -> None:
    text = baseline_text(baseline)
    assert read_baseline(text, "b.json") == baseline
    assert baseline_text(read_baseline(text, "b.json")) == text
    assert json.loads(text)["version"] == 1


def test_the_file() -> None:
    known = {Known("NUM101", "b", "Second"), Known("NUM101", "c", "First"), Known("FMT201", "a")}
    assert baseline_text({"b.md": known, "a.md": {Known("NUM101", "d", "\u202eX\x9b")}, "empty.md": ()}) == (
        "{\n"
        '  "version": 1,\n'
        '  "findings": {\n'
        '    "a.md": [\n'
        '      {"rule": "NUM101", "key": "d", "entry": "\\u202eX\\u009b"}\n'
        "    ],\n"
        '    "b.md": [\n'
        '      {"rule": "FMT201", "key": "a"},\n'
        '      {"rule": "NUM101", "key": "c", "entry": "First"},\n'
        '      {"rule": "NUM101", "key": "b", "entry": "Second"}\n'
        "    ]\n"
        "  }\n"
        "}\n"
    )
    assert baseline_text({}) == '{\n  "version": 1,\n  "findings": {}\n}\n'


GOOD = '{\n  "version": 1,\n  "findings": {\n    "a.md": [\n      {"rule": "A1", "key": "k"}\n    ]\n  }\n}\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "b.json:1:1: this is not JSON: expecting value"),
        ("{", "b.json:1:2: this is not JSON: expecting property name enclosed in double quotes"),
        (
            GOOD.replace('      {"rule', '<<<<<<< HEAD\n      {"rule'),
            "b.json:5:1: this is not JSON: unresolved merge conflict; --write-baseline writes a new baseline",
        ),
        ("[" * 100_000, "b.json: this is not a baseline: nested too deeply"),
        ("[]", "b.json:1:1: found a list, expected a mapping"),
        ("null", "b.json:1:1: found nothing, expected a mapping"),
        ("{}", 'b.json:1:1: the key "version" is missing'),
        (
            GOOD.replace(": 1,", ": 2,"),
            "b.json:2:14: found version 2, expected 1; --write-baseline writes a new one",
        ),
        (GOOD.replace(": 1,", ': 1, "more": 2,'), 'b.json:2:17: unknown key "more"'),
        (GOOD.replace('"A1"', "7"), 'b.json:5:16: found 7 in "rule", expected text'),
        (GOOD.replace(', "key": "k"', ""), 'b.json:5:7: the key "key" is missing'),
        (GOOD.replace('"k"}', '"k"}, 7'), 'b.json:5:35: found 7 in "a.md", expected a mapping'),
        ('{"version": 1, "findings": {"a.md": {}}}', 'b.json:1:37: found a mapping in "a.md", expected a list'),
        ('{"version": 1, "findings": 7}', 'b.json:1:28: found 7 in "findings", expected a mapping'),
    ],
)
def test_what_is_wrong_with_a_file(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_baseline(text, "b.json")
    assert str(caught.value) == said


@given(st.text(max_size=40) | st.text('{}[]":,1a\n', max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    said = ""
    try:
        read_baseline(text, "b.json")
    except ConfigError as error:
        said = str(error)
    assert "\n" not in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_no_baseline(tmp_path: Path) -> None:
    pipe = tmp_path / "known.yaml"
    os.mkfifo(pipe)
    with pytest.raises(ConfigError, match="not a regular file"):
        Record.read(pipe)
