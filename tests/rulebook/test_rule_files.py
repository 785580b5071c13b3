"""Heads and bodies of rule files, right and wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesomelint.diagnostic import Severity
from awesomelint.errors import RulebookError
from awesomelint.rulebook.docs import Finding, load_docs
from awesomelint.rulebook.load import read_head
from awesomelint.rulebook.spec import Change, OptionSpec, RuleSpec

HEAD = """\
code: NUM199
name: some-rule
summary: A rule.
since: 0.1.0
check: numbering.some_rule
severity: warning
fix: safe
changes: [numbers, urls]
options:
  style: {enum: [infer, one], default: infer, help: What to do.}
  limit: {type: integer, default: 3, help: How many.}
  words: {type: list, default: [], help: Which.}
"""
BODY = """\
why: |
  Because.
examples:
  - title: A fault
    options: {style: one}
    beside: [NUM101]
    bad: |
      text
    report: [{line: 1, column: 1, message: 'found text'}]
    fixed: |
      better
  - title: None
    files: [a.md]
    good: |
      better
"""


def write(folder: Path, head: str = HEAD, body: str = BODY) -> Path:
    path = folder / "NUM199-some-rule.yaml"
    path.write_text(f"{head}---\n{body}", encoding="utf-8")
    return path


def test_a_head(tmp_path: Path) -> None:
    path = write(tmp_path)
    assert read_head(path) == RuleSpec(
        "NUM199",
        "some-rule",
        "A rule.",
        "0.1.0",
        "numbering.some_rule",
        Severity.WARNING,
        "safe",
        (
            OptionSpec("style", "enum", "infer", "What to do.", ("infer", "one")),
            OptionSpec("limit", "integer", 3, "How many."),
            OptionSpec("words", "list", [], "Which."),
        ),
        str(path),
        (Change.NUMBERS, Change.URLS),
    )


def test_a_body(tmp_path: Path) -> None:
    docs = load_docs(read_head(write(tmp_path)))
    assert docs.why == "Because."
    bad, good = docs.examples
    assert (bad.text, bad.is_good, bad.fixed) == ("text\n", False, "better\n")
    assert (bad.options, bad.beside, bad.files, bad.line) == ({"style": "one"}, ("NUM101",), None, 17)
    assert bad.report == (Finding(1, 1, "found text"),)
    assert (good.text, good.is_good, good.files) == ("better\n", True, {"a.md": None})


def test_a_rule_made_ready(tmp_path: Path) -> None:
    spec = read_head(write(tmp_path))
    rule = spec.configured({"limit": 5}, Severity.ERROR)
    assert (dict(rule.options), rule.severity) == ({"style": "infer", "limit": 5, "words": []}, Severity.ERROR)
    assert spec.configured().severity is Severity.WARNING
    assert spec.family == "NUM"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("NUM199", "Num199", 1, 'found "Num199"'),
        ("some-rule", "Some", 2, 'found "Some"'),
        ("some-rule", "other-rule", 1, "the file must be called NUM199-other-rule.yaml"),
        ("A rule.", "A rule", 3, "ends with a full stop"),
        ("warning", "warn", 6, 'expected one of error, warning, info (did you mean "warning"?)'),
        ("fix: safe", "fix: yes", 7, "found true"),
        ("numbers, urls", "number", 8, 'did you mean "numbers"?'),
        ("enum: [infer, one]", "enum: [one]", 10, 'found "infer" in "default", expected one of one'),
        ("enum: [infer, one], ", "", 10, 'an option needs the key "enum" or "type"'),
        ("type: integer", "type: integer, enum: [a]", 11, '"enum" goes with type enum or list, not integer'),
        ("default: 3", "default: x", 11, 'found "x" in "default", expected a whole number'),
        (", help: How many.", "", 11, 'the key "help" is missing'),
        ("check: numbering.some_rule\n", "", 1, 'the key "check" is missing'),
        ("since", "sinse", 4, 'unknown key "sinse" (did you mean "since"?)'),
    ],
)
def test_a_wrong_head(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    assert old in HEAD
    path = write(tmp_path, HEAD.replace(old, new))
    with pytest.raises(RulebookError) as caught:
        read_head(path)
    assert message in caught.value.message
    assert (caught.value.path, caught.value.line) == (str(path), line)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("why: |\n  Because.\n", "", 14, 'the key "why" is missing'),
        ("    bad: |\n      text\n", "", 17, 'either "good" or "bad"'),
        ("    report: [{line: 1, column: 1, message: 'found text'}]\n", "", 17, 'a bad example needs "report"'),
        ("[{line: 1, column: 1, message: 'found text'}]", "[]", 22, "reports at least one finding"),
        ("column: 1, ", "", 22, 'the key "column" is missing'),
        ("style: one", "styl: one", 18, 'unknown key "styl" (did you mean "style"?)'),
        ("style: one", "style: two", 18, "expected one of infer, one"),
        ("files: [a.md]", "fixed: x", 26, "a good example has no report and no fixed text"),
        ("title: None", "titel: None", 25, 'unknown key "titel" (did you mean "title"?)'),
    ],
)
def test_a_wrong_body(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    assert old in BODY
    spec = read_head(write(tmp_path, body=BODY.replace(old, new)))
    with pytest.raises(RulebookError) as caught:
        load_docs(spec)
    assert message in caught.value.message
    assert (caught.value.path, caught.value.line) == (spec.path, line)


def test_a_rule_that_fixes_nothing_has_no_fixed(tmp_path: Path) -> None:
    spec = read_head(write(tmp_path, HEAD.replace("fix: safe", "fix: none")))
    with pytest.raises(RulebookError, match="the rule has no fixes"):
        load_docs(spec)


def test_one_part_only(tmp_path: Path) -> None:
    path = tmp_path / "NUM199-some-rule.yaml"
    path.write_text(HEAD, encoding="utf-8")
    with pytest.raises(RulebookError, match="has two parts"):
        read_head(path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "NUM199-some-rule.yaml"
    with pytest.raises(RulebookError, match="cannot be read: no such file"):
        read_head(path)
    path.write_bytes(b"code: \xff")
    with pytest.raises(RulebookError, match="cannot be read: not valid UTF-8"):
        read_head(path)
