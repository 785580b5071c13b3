"""What is new in a text: lines and findings."""

from __future__ import annotations

import pytest
from linting import lint_source

from awesomelint.changes import Before, Changes, new_findings
from awesomelint.config.load import load_config
from awesomelint.source import Source, Span

CONFIG = load_config(None)
CODES = {rule.code for rule in CONFIG.rules}


def entry(number: int, title: str, rest: str = "") -> str:
    return f"{number}. **{title}** ACL 2020 [[pdf](https://example.org/{title.replace(' ', '-').lower()})]{rest}\n"


TITLES = (
    "One Word Is Enough",
    "Two Words Are Better",
    "Three Are a Crowd",
    "Four Read the Rest",
    "Five Do Not",
    "Six May",
)


def a_list(*entries: str, head: str = "# Reading\n\n## Small\n\n") -> str:
    return head + "".join(entries)


def numbered(*titles: str) -> list[str]:
    return [entry(number, title) for number, title in enumerate(titles, 1)]


def changes(old: str | None, new: str) -> Changes:
    return Changes(Source(new), None if old is None else Source(old))


def reported(old: str | None, new: str) -> list[tuple[int, str]]:
    """Return line and code of the findings in a new text that are due to its changes."""
    before = Source(old or "", "a.md")
    report = lint_source(Source(new, "a.md"), CONFIG)
    changed = Changes(report.source, before if old is not None else None)
    are_due = new_findings(report, changed, lambda: Before(before, lint_source(before, CONFIG).diagnostics, CODES))
    return [
        (report.source.line_at(one.span.start), one.code)
        for one, is_due in zip(report.diagnostics, are_due, strict=True)
        if is_due
    ]


# -- lines


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("a\nb\nc\n", "a\nb\nc\n", set()),
        ("a\nb\nc\n", "a\nx\nc\n", {2}),
        ("a\nc\n", "a\nb\nc\n", {2}),
        ("a\nb\nc\n", "a\nc\n", set()),
        (None, "a\nb\n", {1, 2}),
        ("", "a\nb\n", {1, 2}),
        ("a\n", "", {1}),
        (None, "", {1}),
        ("a\nb\n", "a\nb", set()),
        ("a\r\nb\r\n", "a\nb\n", set()),
        ("a\nb\n", "a\r\nb\r\n", set()),
        ("a\rb\r", "a\rx\r", {2}),
        ("\ufeffa\nb\n", "a\nb\n", set()),
        ("1. a\n2. b\n", "1. x\n2. a\n3. b\n", {1}),
        ("9. a\n   b\n", "10. a\n    b\n", set()),
        ("- a\n- b\n", "* a\n* b\n", set()),
        ("a  \nb\n", "a\nb\n", set()),
        ("> a\n", "a\n", set()),
        ("2020. a\n", "2021. a\n", set()),
        ("2020 a\n", "2021 a\n", {1}),
        ("a\nb\nc\nd\n", "c\nd\na\nb\n", set()),
    ],
)
def test_changed_lines(old: str | None, new: str, lines: set[int]) -> None:
    assert changes(old, new).lines == lines


def test_touching() -> None:
    found = changes("1. a b\n2. c d\n", "1. x\n2. a b\n3. c d  \n")
    text = found.source.text
    place = {word: found.source.text.index(word) for word in ("1.", "x", "2.", "a b", "3.", "c d", "  ")}
    touched = {word for word, start in place.items() if found.touches(Span(start, start + len(word))) and text[start:]}
    assert touched == {"1.", "x", "2.", "3.", "  "}
    assert found.touches(Span(place["x"] + 1, place["x"] + 1))
    assert found.touches(Span(place["a b"] - 4, place["a b"] + 1))
    assert not found.touches(Span(place["a b"] + 1, place["a b"] + 1))


# -- findings


def test_an_old_finding_stays_silent_wherever_it_stands() -> None:
    bad = entry(3, "Three Are a Crowd").replace("[[pdf](", "[[pdf](htp://").replace("htp://https://", "htps://")
    old = a_list(*numbered(*TITLES[:2]), bad)
    assert reported(None, old)
    more = entry(1, "Zero Is None")
    moved = bad.replace("3.", "4.")
    assert reported(old, a_list(more, entry(2, TITLES[0]), entry(3, TITLES[1]), moved)) == []
    assert reported(old, a_list(moved.replace("4.", "1."), entry(2, TITLES[0]), entry(3, TITLES[1]))) == []


def test_a_finding_on_a_changed_line() -> None:
    old = a_list(*numbered(*TITLES[:3]))
    new = old.replace("https://example.org/two", "htps://example.org/two")
    assert reported(old, new) == [(6, "LNK508")]
    assert reported(new, new.replace("Two Words", "Both Words")) == [(6, "LNK508")], "touched, though not caused"


def test_a_new_margin_within_an_old_finding() -> None:
    broken = entry(3, "Three Are a Crowd").replace("Are a", "Are\n   a")
    old = a_list(*numbered(*TITLES[:2]), broken, *numbered(*TITLES, *(f"{title}, Again" for title in TITLES))[3:])
    assert (7, "FMT204") in reported(None, old)
    assert (7, "FMT204") not in reported(old, old.replace("\n   a", "\n    a"))
    assert (7, "FMT204") in reported(old, old.replace("\n   a", "\n   the"))


def test_a_number_that_no_longer_runs_on() -> None:
    old = a_list(*numbered(*TITLES))
    lines = old.splitlines(keepends=True)
    assert reported(old, "".join(lines[:6] + lines[7:])) == [(7, "NUM101")], "an entry was taken out above"
    repeated = "".join([*lines[:6], entry(2, "Between Them"), *lines[6:]])
    assert reported(old, repeated) == [(7, "NUM101")]
    assert reported(repeated, repeated + entry(7, "Seven Is Last")) == [], "the repeat was there before"


def test_a_duplicate_is_reported_from_either_side() -> None:
    link = "https://arxiv.org/abs/2001.00001"
    first = f"- **One Word Is Enough for All of Us** ACL 2020 [[pdf]({link})]\n"
    other = "".join(
        f"- **{title} in Reading** ACL 2020 [[pdf](https://example.org/{index})]\n"
        for index, title in enumerate(TITLES)
    )
    old = a_list(other, first)
    assert reported(old, a_list(first, other, first)) == [(12, "DUP301")], "the older one stands below"
    assert reported(old, a_list(other, first, first)) == [(12, "DUP301")]
    assert (
        reported(a_list(other, first, first), a_list("- **Another of the Kind** ACL 2020\n", other, first, first)) == []
    )


def test_an_anchor_whose_heading_is_gone() -> None:
    old = "# Reading\n\n- [Small](#small)\n- [Large](#large)\n\n## Small\n\ntext\n\n## Large\n\ntext\n"
    assert reported(old, old.replace("## Large", "## Huge")) == [(4, "LNK506")]
    broken = old.replace("#small", "#smal")
    assert reported(broken, broken.replace("## Large", "## Huge")) == [(4, "LNK506")], "line 3 was wrong before"


def bracketed(titles: int, others: int) -> list[str]:
    inside = [f"- **Inside Paper {n}** [[pdf](https://example.org/{n})]\n" for n in range(titles)]
    return inside + [f"- **Outside Paper {n}** [[pdf]](https://example.org/9{n})\n" for n in range(others)]


def test_a_convention_that_tips_over_is_nobody_s_fault() -> None:
    old = a_list(*bracketed(3, 1))
    assert reported(None, a_list(*bracketed(4, 1))) == [(9, "FMT201")]
    assert reported(old, a_list(*bracketed(4, 1))) == [], (
        "the fourth made it a convention; the fifth stood there before"
    )
    assert reported(a_list(*bracketed(4, 0)), a_list(*bracketed(4, 1))) == [(9, "FMT201")]


def test_blank_lines_beside_a_change() -> None:
    old = "# Reading\n\n" + "".join(f"## Part {n}\n\n- [A {n}](https://example.org/{n})\n\n" for n in range(6))
    assert (14, "FMT216") in reported(old, old.replace("/2)\n\n", "/2)\n")), "the heading below lost its blank line"
    assert reported("# A\n\ntext\n\nmore\n", "# A\n\n\nmore\n") == [(3, "FMT216")], "two blank lines have met"


def test_a_new_file_is_reported_whole() -> None:
    text = a_list(*numbered(*TITLES[:3]), entry(3, TITLES[3]))
    assert reported(None, text) == [(8, "NUM101")]


def test_the_old_text_is_linted_only_when_needed() -> None:
    text = a_list(*numbered(*TITLES[:3]), entry(3, TITLES[3]))
    report = lint_source(Source(text), CONFIG)

    def never() -> Before:
        raise AssertionError("asked")

    assert list(new_findings(report, Changes(report.source, None), never)) == [True]


def test_a_rule_that_did_not_look_at_the_old_text_is_heard_on_changed_lines_only() -> None:
    old = a_list(*numbered(*TITLES[:3]), entry(3, TITLES[3]))
    report = lint_source(Source(old + "\n"), CONFIG)
    before = Before(Source(old), (), CODES - {"NUM101"})
    assert [one.code for one in report.diagnostics] == ["NUM101", "FMT217"]
    assert list(new_findings(report, Changes(report.source, before.source), lambda: before)) == [False, True]
