"""Comments that suppress findings: where they are seen, what they cover, and which of them are of no use."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from steps import GROWTH, steps

from awesomelint.checks import CHECKS
from awesomelint.checks.base import Check, Scope
from awesomelint.checks.suppressions import find_suppressions
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.rulebook.load import load_rulebook
from awesomelint.rulebook.spec import Rule, RuleIndex, RuleSpec
from awesomelint.source import Source, Span


def _find_bad(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report each word `bad`; of `FMT202` each `worse`."""
    word = {"FMT201": "bad", "FMT202": "worse", "NUM101": "bad"}[rule.code]
    for match in re.finditer(rf"\b{word}\b", document.source.text):
        yield rule.diagnose(Span(*match.span()), word)


def _rule(code: str, name: str) -> Rule:
    return RuleSpec(code, name, "A rule.", "", "test.bad", Severity.WARNING, "none", (), "path").configured()


BAD = [_rule("FMT201", "link-brackets"), _rule("FMT202", "unbalanced-brackets"), _rule("NUM101", "sequential-numbers")]
JUDGES = [spec.configured() for spec in load_rulebook() if spec.family == "SUP"]
KNOWN = [rule.spec for rule in (*BAD, *JUDGES)]


@pytest.fixture(autouse=True)
def _checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHECKS, "test.bad", Check(Scope.DOCUMENT, _find_bad))


def lint(text: str, *rules: Rule) -> list[str]:
    source = Source(text)
    found = lint_document(parse_document(source), rules or (BAD[0],), known=KNOWN)
    return [f"{source.position(d.span.start).line}:{d.code}" for d in found]


def judged(text: str, *rules: Rule) -> list[str]:
    """Return what is said about the comments."""
    found = lint_document(parse_document(Source(text)), (*(rules or BAD), *JUDGES), known=KNOWN)
    return [d.message for d in found if d.code.startswith("SUP")]


UNUSED = 'unused suppression of "FMT201"'
ENABLE = "<!-- awesomelint-enable FMT201 -->"
DISABLE = "<!-- awesomelint-disable FMT201 -->"
LINE = "<!-- awesomelint-disable-line FMT201 -->"
NEXT = "<!-- awesomelint-disable-next-line FMT201 -->"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bad\n", ["1:FMT201"]),
        (f"{DISABLE}\n\nbad\n", []),
        (f"bad\n\n{DISABLE}\n\nbad\n\n{ENABLE}\n\nbad\n", ["1:FMT201", "9:FMT201"]),
        (f"bad {DISABLE} bad\n\nbad\n", ["1:FMT201"]),
        (f"{DISABLE}\n\nbad\n\n<!-- awesomelint-enable -->\n\nbad\n", ["7:FMT201"]),
        (f"{DISABLE}\n\n<!-- awesomelint-enable FMT202 -->\n\nbad\n", []),
        ("<!-- awesomelint-disable -->\n\n<!-- awesomelint-enable FMT -->\n\nbad\n", ["5:FMT201"]),
        ("<!-- awesomelint-disable FMT -->\n\nbad\n", []),
        ("<!-- awesomelint-disable FMT20 -->\n\nbad\n", []),
        ("<!-- awesomelint-disable link-brackets -->\n\nbad\n", []),
        ("<!-- awesomelint-disable NUM101, FMT201 -->\n\nbad\n", []),
        ("<!-- awesomelint-disable NUM101 FMT201 -->\n\nbad\n", []),
        ("<!-- awesomelint-disable NUM101 -->\n\nbad\n", ["3:FMT201"]),
        ("<!-- awesomelint-disable NUM101 -- not FMT201 -->\n\nbad\n", ["3:FMT201"]),
        ("<!-- awesomelint-disable -- all -->\n\nbad\n", []),
        ("<!-- awesomelint-disable FMT201 — because -->\n\nbad\n", []),
        ("<!-- awesomelint-disable FMT201 -- a > b -->\n\nbad\n", []),
        ("<!--awesomelint-disable FMT201-->\n\nbad\n", []),
        ("<!--   awesomelint-disable\n     FMT201\n-->\n\nbad\n", []),
        (f"bad {LINE}\nbad\n", ["2:FMT201"]),
        (f"{LINE}\nbad\n", ["2:FMT201"]),
        (f"- bad {LINE}\n- bad\n", ["2:FMT201"]),
        (f"1. bad\n   bad {LINE}\n", ["1:FMT201"]),
        (f"> bad {LINE}\n> bad\n", ["2:FMT201"]),
        (f"# bad {LINE}\n\nbad\n", ["3:FMT201"]),
        (f"<p>bad {LINE}</p>\n\nbad\n", ["3:FMT201"]),
        (f"| a |\n| --- |\n| bad {LINE} |\n| bad |\n", ["4:FMT201"]),
        (f"| a |\n| --- |\n| bad | {LINE}\n| bad |\n", ["4:FMT201"]),
        (f"| a |\n| --- |\n| bad | {LINE} |\n| bad | x |\n", ["4:FMT201"]),
        (f"{NEXT}\nbad\nbad\n", ["3:FMT201"]),
        (f"{NEXT}\n\n\n\nbad\nbad\n", ["6:FMT201"]),
        (f"{NEXT}\n- bad\n- bad\n", ["3:FMT201"]),
        (f"- x\n  {NEXT}\n- bad\n", []),
        (f"> {NEXT}\n>\n> bad\n", []),
        (f"{NEXT}\n<!-- awesomelint-disable-next-line NUM101 -->\nbad\n", []),
        (f"{NEXT}", []),
        ("bad\n\n<!-- awesomelint-disable-file FMT201 -->\n", []),
        ("bad\n\n<!-- awesomelint-disable-file -->\n", []),
        (f"bad\r\n{NEXT}\r\n\r\nbad\r\n", ["1:FMT201"]),
        # what is no comment
        (f"bad `{LINE}`\n", ["1:FMT201"]),
        (f"```\n{DISABLE}\n```\n\nbad\n", ["5:FMT201"]),
        (f"    {DISABLE}\n\nbad\n", ["3:FMT201"]),
        (f"bad \\{LINE}\n", ["1:FMT201"]),
        (f"<!-- {DISABLE}\n\nbad\n", ["3:FMT201"]),
        ("awesomelint-disable FMT201\n\nbad\n", ["3:FMT201"]),
        ("<!-- say: awesomelint-disable FMT201 -->\n\nbad\n", ["3:FMT201"]),
        ("<!-- awesomelint-disable FMT201\n\nbad\n", ["3:FMT201"]),
        ("<!-- awesomelint-disabled FMT201 -->\n\nbad\n", ["3:FMT201"]),
        ("<!-- AWESOMELINT-DISABLE FMT201 -->\n\nbad\n", ["3:FMT201"]),
    ],
)
def test_what_is_kept_back(text: str, found: list[str]) -> None:
    assert lint(text) == found


def test_a_finding_is_told_by_where_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def whole(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        yield rule.diagnose(Span(0, len(document.source.text)), "all of it")

    monkeypatch.setitem(CHECKS, "test.bad", Check(Scope.DOCUMENT, whole))
    assert lint(f"one\ntwo {LINE}\n") == ["1:FMT201"]
    assert lint(f"one {LINE}\ntwo\n") == []


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (f"bad {LINE}\n", []),
        (f"good {LINE}\n", [UNUSED]),
        ("bad <!-- awesomelint-disable-line FMT201, FMT202 -->\n", ['unused suppression of "FMT202"']),
        (
            "good <!-- awesomelint-disable-line FMT201, FMT202 -->\n",
            ['unused suppression of "FMT201" or "FMT202"'],
        ),
        ("bad <!-- awesomelint-disable-line FMT, FMT201 -->\n", [UNUSED]),
        ("good <!-- awesomelint-disable-line -->\n", ["unused suppression"]),
        ("good <!-- awesomelint-disable-line ALL -->\n", ['unused suppression of "ALL"']),
        ("good\n\n<!-- awesomelint-enable -->\n", ["nothing to enable"]),
        ("good\n\n<!-- awesomelint-enable NUM101 -->\n", ['nothing to enable for "NUM101"']),
        (f"{DISABLE}\n\nbad\n\n{ENABLE}\n", []),
        (f"{DISABLE}\n\nbad\n\n{ENABLE}\n\ngood\n\n{ENABLE}\n", ['nothing to enable for "FMT201"']),
        (f"{DISABLE}\n\nbad\n\n{DISABLE}\n\nbad\n", [UNUSED]),
        (f"<!-- awesomelint-disable-file FMT201 -->\n\nbad {LINE}\n", [UNUSED]),
        (f"{DISABLE}\n\nbad {LINE}\n", [UNUSED]),
        # what cannot be told, or is meant
        ("good <!-- awesomelint-disable-line SUP901 -->\n", []),
        ("good <!-- awesomelint-disable-line FMT201, SUP901 -->\n", []),
        (f"<!-- awesomelint-disable-file SUP -->\n\ngood {LINE}\n", []),
        (f"<!-- awesomelint-disable-file -->\n\nbad\n\ngood {LINE}\n", [UNUSED]),
        # what has no meaning
        ("<!-- awesomelint-disable FMT2O1 -->\n", ['unknown rule "FMT2O1" (did you mean "FMT201"?)']),
        ("<!-- awesomelint-disable fmt201 -->\n", ['unknown rule "fmt201" (did you mean "FMT201"?)']),
        (
            "<!-- awesomelint-disabel FMT201 -->\n",
            ['unknown directive "awesomelint-disabel" (did you mean "awesomelint-disable"?)'],
        ),
        ("<!-- awesomelint-table-of-contents -->\n", ['unknown directive "awesomelint-table-of-contents"']),
        ("<!-- awesomelint- -->\n", ['unknown directive "awesomelint-"']),
    ],
)
def test_what_is_said_about_comments(text: str, messages: list[str]) -> None:
    assert judged(text) == messages


def test_a_rule_that_did_not_run_proves_nothing() -> None:
    assert judged(f"good {LINE}\n", BAD[1]) == []
    assert judged("good <!-- awesomelint-disable-line FMT -->\n", BAD[2]) == []
    assert judged("good <!-- awesomelint-disable-line NUM101, FMT201 -->\n", BAD[2]) == [
        'unused suppression of "NUM101"'
    ]


def fixed(text: str) -> str:
    """Apply the fixes of the judges one after the other."""
    for _ in range(5):
        found = lint_document(parse_document(Source(text)), (*BAD, *JUDGES), known=KNOWN)
        fix = next((d.fix for d in found if d.fix is not None), None)
        if fix is None:
            break
        (edit,) = fix.edits
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"good {LINE}\nrest\n", "good\nrest\n"),
        (f"good {LINE}  \nrest\n", "good  \nrest\n"),
        (f"good {LINE} text\n", "good text\n"),
        (f"good{LINE}text\n", "goodtext\n"),
        (f"- {LINE} good\n", "- good\n"),
        (f"| a |\n| --- |\n| good | {LINE}\n", "| a |\n| --- |\n| good |\n"),
        (f"one\n\n{DISABLE}\n\ntwo\n", "one\n\ntwo\n"),
        (f"one\n\n{DISABLE}\n- two\n", "one\n\n- two\n"),
        (f"one\n{DISABLE}\n\ntwo\n", "one\n\ntwo\n"),
        (f"one\n{DISABLE}\ntwo\n", "one\n\ntwo\n"),
        (f"- one\n{DISABLE}\n- two\n", "- one\n- two\n"),
        (f"1. one\n{DISABLE}\n2. two\n", "1. one\n2. two\n"),
        (f"{DISABLE}\n\none\n", "one\n"),
        (f"one\n\n{DISABLE}\n", "one\n\n"),
        (f"one\n\n{DISABLE}", "one\n\n"),
        (f"one\r\n\r\n{DISABLE}\r\n\r\ntwo\r\n", "one\r\n\r\ntwo\r\n"),
        (f"{DISABLE} {DISABLE}\n\none\n", "one\n"),
        (f"{DISABLE} one **two**\n", f"{DISABLE} one **two**\n"),
        (
            "<!-- awesomelint-disable-file FMT201, FMT202 -- why -->\n\nbad\n",
            "<!-- awesomelint-disable-file FMT201 -- why -->\n\nbad\n",
        ),
        ("<!-- awesomelint-disable-file NUM1O1 -->\n\nbad\n", "<!-- awesomelint-disable-file NUM101 -->\n\nbad\n"),
        ("<!-- awesomelint-disable-file qqqqqq -->\n\nbad\n", "bad\n"),
        ("<!-- awesomelint-disable-file qqqqqq, FMT202 -->\n\nbad\n", "bad\n"),
        (
            "<!-- awesomelint-disable-file qqqqqq FMT201 -->\n\nbad\n",
            "<!-- awesomelint-disable-file FMT201 -->\n\nbad\n",
        ),
        ("bad <!-- awesomelint-disabel-line FMT201 -->\n", "bad <!-- awesomelint-disable-line FMT201 -->\n"),
    ],
)
def test_fixes(before: str, after: str) -> None:
    assert fixed(before) == after


def test_two_fixes_of_one_comment_never_meet() -> None:
    text = "<!-- awesomelint-disable-file qqqqqq, FMT202 -->\n\nbad\n"
    found = lint_document(parse_document(Source(text)), (*BAD, *JUDGES), known=KNOWN)
    edits = [edit for diagnostic in found if diagnostic.fix for edit in diagnostic.fix.edits]
    assert len(edits) == 2
    assert edits[0].span.overlaps(edits[1].span)


def test_a_text_without_comments_has_no_suppressions() -> None:
    index = RuleIndex(KNOWN)
    assert find_suppressions(parse_document(Source("bad\n")), index) is None
    assert find_suppressions(parse_document(Source("see awesomelint-disable\n")), index) is None
    found = find_suppressions(parse_document(Source(f"bad {LINE}\n")), index)
    assert found is not None
    assert [found.document.source[comment.span] for comment in found.comments] == [LINE]


@pytest.mark.parametrize(
    "unit",
    [
        f"{NEXT}\n",
        f"{NEXT}\n\n\n",
        f"{DISABLE}\n\nbad\n\n",
        f"bad {LINE} ",
        f"- bad {LINE}\n",
        "<!-- awesomelint-enable -->\n\n",
        "<!-- awesomelint-disable FMT2O1 -->\n\n",
        "awesomelint- <!--",
    ],
)
def test_cost_grows_with_the_text_and_no_faster(unit: str) -> None:
    def cost(count: int) -> int:
        document = parse_document(Source(unit * count))
        return steps(lambda: lint_document(document, (*BAD, *JUDGES), known=KNOWN))

    cost(20)  # before counting, for what is made ready once
    assert cost(200) < GROWTH * cost(100)
