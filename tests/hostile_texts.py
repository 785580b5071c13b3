"""Texts that somebody could write to make a parser slow, each in any size: `SHAPES[name](n)` has about `n` of its pieces."""

from __future__ import annotations

from collections.abc import Callable


def _references(n: int) -> str:
    return "".join(f"[{number}]: u{number}\n" for number in range(n))


def _slips(n: int) -> str:
    return "".join(f"[a {number}][name x{number}] \n\n[name y{number}]: u\n\n" for number in range(n))


def _rows(n: int) -> str:
    return "| a | b |\n|---|---|\n" + "".join(f"| [t {number}](u{number}) | ACL 2020 |\n" for number in range(n))


def _stairs(steps: int, times: int) -> str:
    return "".join("  " * step + "- a\n" for step in range(steps)) * times


SHAPES: dict[str, Callable[[int], str]] = {
    "nested brackets": lambda n: "[" * n + "a" + "]" * n + "(u)",
    "nested links": lambda n: "[" * n + "a" + "](u)" * n,
    "nested links that are references": lambda n: "[" * n + "a" + "][b]" * n + "\n\n[b]: u\n",
    "nested pictures": lambda n: "![" * n + "a" + "](u)" * n,
    "nested pictures with text": lambda n: "![b " * n + "a" + "](u)" * n,
    "nested pictures and links": lambda n: "[![" * n + "a" + "](u)](v)" * n,
    "[": lambda n: "[" * n,
    "![": lambda n: "![" * n,
    "](": lambda n: "[a" + "](" * n,
    "[a](": lambda n: "[a](" * n,
    "[a](<b": lambda n: "[a](<b" * n,
    '[a](b "c': lambda n: '[a](b "c' * n,
    "[a](b (c": lambda n: "[a](b (c" * n,
    "parentheses in a target": lambda n: "[a](" + "(" * n,
    "brackets with a definition": lambda n: "[a" * n + "]" * n + "\n\n[a]: u\n",
    "references to one definition": lambda n: "[a][b] " * n + "\n\n[b]: u\n",
    "definitions": _references,
    "references without a definition": _slips,
    "lines that might be definitions": lambda n: "[a\n\n" * n + "]: u",
    "*": lambda n: "*" * n + "a",
    "* and blanks": lambda n: "* " * n,
    "*a _b": lambda n: "*a _b " * n,
    "a**b": lambda n: "a**b" * n + "c* " * n,
    "emphases in one another": lambda n: "*a " * n + "b*" * n,
    "emphases of all widths": lambda n: "***a*** **b* " * n,
    "~~~": lambda n: "~~~" * n + "a" + "~~ " * n,
    "backticks": lambda n: "`" * n,
    "runs of backticks, each longer": lambda n: "a".join("`" * width for width in range(1, int(n**0.5))),
    "<": lambda n: "a " + "<" * n,
    "open HTML of all kinds": lambda n: "a <a <!-- <? <![CDATA[ <!A" * n,
    "open tags with quotes": lambda n: "a <b c=\"d e='" * n,
    "a tag with many attributes": lambda n: "a <b" + " c=d" * n,
    "a tag with many quotes": lambda n: "<div" + " \"'" * n,
    "comments in a block that never end": lambda n: "<div>" + "<!-- " * n,
    "comments that never end": lambda n: "<!-- a\n" * n,
    "<a href=u>": lambda n: "a <a href=u>" * n,
    "<b>": lambda n: "a <b>" * n,
    "<h1>": lambda n: "<h1>x " * n,
    "<h1> that end once": lambda n: "<h1>x " * n + "</h1>",
    "<details>": lambda n: "<details>\n\n" * n,
    "&": lambda n: "&#" * n + "&a" * n,
    "backslashes": lambda n: "\\" * n,
    "a URL with )": lambda n: "https://a.b/" + "(" * 10 + ")" * n,
    "a URL with ;": lambda n: "https://a.b/" + "&a;" * n,
    "a URL of URLs": lambda n: "https://ü." * n,
    "a target of URLs": lambda n: "[a](" + "https://ü." * n + ")",
    "a URL with entities": lambda n: "https://a.b/&copy;" * n,
    "a URL with spaces": lambda n: "[a](https://a.b/" + "%20" * n + "c)",
    "bare URLs on a line": lambda n: "https://a.b/c " * n,
    "a long line": lambda n: "1. **A Title** ACL 2020 *" + "Ada Berg, " * n + "Bo Li* [[pdf](u)]\n",
    "blanks in a line": lambda n: "- a" + " " * n + "b\n",
    "blanks in an entry": lambda n: "- **A Title**" + " " * n + "ACL 2020 [[pdf](u)]\n",
    "letters without end": lambda n: "a" * n + "\n\n" + "A" * n,
    "a paragraph of many lines": lambda n: "a b\n" * n,
    "lazy lines": lambda n: "> - a\n" + "b\n" * n,
    "a long quote": lambda n: "> a\n" * n,
    "quotes in one another": lambda n: "> " * n + "a\n",
    "lists in one another": lambda n: "- " * n + "a\n",
    "saws of items": lambda n: _stairs(50, n // 50),
    "markers without text": lambda n: "-\n" * n,
    "headings": lambda n: "# a\n" * n,
    "headings, ever deeper": lambda n: "".join(f"{'#' * (number % 6 + 1)} a\n" for number in range(n)),
    "rows": _rows,
    "cells": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|b" * n + "|\n",
    "rows of an HTML table": lambda n: (
        "<table>\n" + "<tr><td><a href='u'>A Study of T</a></td><td>ICML 2020</td></tr>\n" * n + "</table>\n"
    ),
    "lines that are entries": lambda n: "[A Study of T](https://x.org)\n" * n,
    "lists in one item": lambda n: "- a [b](u)\n" + "  * c\n  + d\n" * n,
    "pipes and escapes": lambda n: "|a|\n|-|\n|" + "\\|" * n + "|\n",
    "blank lines": lambda n: "a\n" + "\n" * n + "b",
    "tabs": lambda n: "- a\n" + "\t" * n + "b",
}
