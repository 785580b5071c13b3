"""Brackets and link syntax that went wrong: beyond the examples of FMT202 and FMT203."""

from __future__ import annotations

import pytest
from reporting import messages, report

from awesomelint.diagnostic import Safety
from awesomelint.fixing.fixer import apply_fixes
from awesomelint.rulebook.load import load_rulebook
from awesomelint.source import Source

RULES = [spec.configured() for spec in load_rulebook() if spec.code in ("FMT202", "FMT203")]


def fixed(text: str, *, unsafe: bool = False) -> str:
    return apply_fixes(Source(text), RULES, unsafe=unsafe).source.text


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("[a] (https://b.c/d)", "[a](https://b.c/d)"),
        ("[a](https://b.c/d", "[a](https://b.c/d)"),
        ("[a](https://b.c/d.", "[a](https://b.c/d)."),
        ("[a][https://b.c/d]", "[a](https://b.c/d)"),
        ("[[a]][https://b.c/d]", "[[a]](https://b.c/d)"),
        ("(pdf)[https://b.c/d]", "[pdf](https://b.c/d)"),
        ("[a]https://b.c/d", "[a](https://b.c/d)"),
        ("[a]https://b.c/d)", "[a](https://b.c/d)"),
        ("[a]]](https://b.c/d)", "[a]]](https://b.c/d)"),
        ("[[pdf(https://b.c/d)]]", "[[pdf](https://b.c/d)]"),
        ("[pdf(https://b.c/d)]", "[pdf](https://b.c/d)"),
        (r"[\[a\]](https://b.c/d", r"[\[a\]](https://b.c/d)"),
        ("[a]（https://b.c/d）", "[a](https://b.c/d)"),
        ("[pdf(https://b.c/d)", "[pdf](https://b.c/d)"),
        ("[pdf (https://b.c/d)", "[pdf](https://b.c/d)"),
        ("[pdf}(https://b.c/d)", "[pdf](https://b.c/d)"),
        ("[pdf】(https://b.c/d)", "[pdf](https://b.c/d)"),
        ("{pdf}(https://b.c/d)", "[pdf](https://b.c/d)"),
        ("(pdf)(https://b.c/d)", "[pdf](https://b.c/d)"),
        ("【pdf】(https://b.c/d)", "[pdf](https://b.c/d)"),
        ("［code］(https://b.c/d)", "[code](https://b.c/d)"),
        ("[a](https://b.c/d]", "[a](https://b.c/d)"),
        ("[a](https://b.c/d}, b", "[a](https://b.c/d), b"),
        ("[pdf]|(https://b.c/d)", "[pdf](https://b.c/d)"),
        ("[pdf]{https://b.c/d}", "[pdf](https://b.c/d)"),
        ("[pdf]{https://b.c/d} - e", "[pdf](https://b.c/d) - e"),
        ("[pdf] [https://b.c/d]", "[pdf](https://b.c/d)"),
        ("[pdf]<https://b.c/d>", "[pdf](https://b.c/d)"),
        ("[pdf)(https://b.c/d)", "[pdf](https://b.c/d)"),
        ("**[pdf]**(https://b.c/d)", "**[pdf](https://b.c/d)**"),
        ("[[pdf](https://b.c/d])", "[[pdf](https://b.c/d)]"),
        ("[a](<https://b.c/d)", "[a](https://b.c/d)"),
        (r"\[a](https://b.c/d)", "[a](https://b.c/d)"),
    ],
)
def test_mended(found: str, meant: str) -> None:
    assert fixed(f"- x {found}\n") == f"- x {meant}\n"


@pytest.mark.parametrize("label", ["(Alpha)[{}]", "【Alpha】({})", "{Alpha}({})"])
def test_other_brackets_are_a_link_where_an_entry_begins(label: str) -> None:
    url = "https://b.c/d"
    assert fixed(f"- {label.replace('{}', url)} - e\n") == f"- [Alpha]({url}) - e\n"
    assert fixed(f"- a {label.replace('{}', url)} - e\n") == f"- a {label.replace('{}', url)} - e\n"


@pytest.mark.parametrize(
    "text",
    [
        "a [1] (https://b.c) and [2] (https://b.c)",
        "[1]https://b.c",
        "[1]<https://b.c> and a [note] <https://b.c>",
        "[1]{https://b.c}",
        "f[x](y)",
        "[a](u) (b)",
        "[[a](u)](b)",
        "[a](u)[b](v)",
        "see [a (b)](u)",
        "`[a] (https://b.c)`",
        "`[a](https://b.c`",
        r"\[a] (https://b.c)",
        "$[0,1)$ and (0,1] of [a](u)",
        ":-) [a](u)",
        "1) [a](u)",
        "[a](<b c>)",
        '[a](u "b (c")',
        "- [ ] (https://b.c)",
        "<p>[a] (https://b.c)</p>",
        "[data (https://b.c)]",
        "a (b)[1]",
        "[^1] (https://b.c)[^2]",
        "see {a}(https://b.c) and (a)(https://b.c)",
        "[a]-(see https://b.c) and [Oral]-(https://b.c)",
        "f(x)(https://b.c) and [Oral]. (https://b.c) and [Oral] [https://b.c]",
        "[a]({{ b.c }}) and [a]({% b %}/d e)",
        "$[a] (https://b.c)$",
        r"\[a\](b)",
        "see [the page (https://b.c)",
        "- [a]\n  (https://b.c/d)",
        "[a](“https://b.c/d(e))",  # a quotation mark without a partner
    ],
)
def test_left_alone(text: str) -> None:
    assert messages("FMT202", text + "\n") == []
    assert messages("FMT203", text + "\n") == []


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("[a](https://b.c/d - an e)", "[a](https://b.c/d) - an e"),
        ("[a](https://b.c /d)", "[a](https://b.c/d)"),
        ("[a](https://b. c/d)", "[a](https://b.c/d)"),
        ("[a](https://exa mple.org/d)", "[a](https://example.org/d)"),
        ("[a](: https://b.c/d)", "[a](https://b.c/d)"),
    ],
)
def test_mended_if_asked(found: str, meant: str) -> None:
    assert fixed(f"- x {found}\n") == f"- x {found}\n"
    assert fixed(f"- x {found}\n", unsafe=True) == f"- x {meant}\n"


def test_a_name_before_its_url_is_a_slip_where_all_others_are_links() -> None:
    links = "".join(f"- [A{number}](https://b.c/{number}) - d\n" for number in range(10))
    assert fixed(links + "- Be ta(https://b.c/d) - e\n", unsafe=True) == links + "- [Be ta](https://b.c/d) - e\n"
    assert messages("FMT202", "\n".join(links.split("\n")[:5]) + "\n" + "- Beta(https://b.c/d) - e\n") == []
    assert messages("FMT202", links + "- Beta: gamma(https://b.c/d) - e\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "(ACL 2020)[https://b.c/d]",
        "- [Nu]. (https://b.c)",
        "- [a](https://b.c d)",
        "- ([a](u)) and [b](v))",
        "- [[pdf](u), [code](v)",
        "- ([a](u), b",
    ],
)
def test_two_readings_are_not_mended_unasked(text: str) -> None:
    found = report("FMT202", text + "\n") + report("FMT203", text + "\n")
    assert len(found) == 1
    assert found[0].fix is None or found[0].fix.safety is Safety.UNSAFE
    assert fixed(text + "\n") == text + "\n"


def test_the_list_decides_which_bracket_is_missing() -> None:
    inside = "".join(f"- [[pdf](https://b.c/{number})]\n" for number in range(6))
    plain = inside.replace("[[", "[").replace(")]", ")")
    assert fixed(inside + "- [pdf](u)]\n") == inside + "- [[pdf](u)]\n"
    assert fixed(plain + "- [pdf](u)]\n") == plain + "- [pdf](u)\n"
    assert fixed(inside + "- [[pdf](u)\n") == inside + "- [[pdf](u)]\n"
    assert fixed(plain + "- [[pdf](u)\n") == plain + "- [pdf](u)\n"


def test_links_of_another_label_are_another_habit() -> None:
    titles = "".join(
        f"- [Title {number}](https://b.c/{number}) [[pdf](https://b.c/p{number})]\n" for number in range(6)
    )
    assert fixed(titles + "- [Title](u) [pdf](v)]\n") == titles + "- [Title](u) [[pdf](v)]\n"


def test_places_in_quotes_tables_and_crlf() -> None:
    text = "> - a [b] (https://c.d)\r\n\r\n| x |\r\n| - |\r\n| \\| [b](u)] |\r\n"
    (syntax,) = report("FMT203", text)
    (bracket,) = report("FMT202", text)
    assert text[syntax.span.slice()] == "[b] (https://c.d)"
    assert text[bracket.span.start - 6 : bracket.span.end] == "[b](u)]"


def test_padding_can_be_allowed() -> None:
    assert messages("FMT203", "[a]( u )\n", padding="allow") == []
    assert messages("FMT203", '[a]( u "t" )\n') == []
