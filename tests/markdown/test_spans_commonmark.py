"""The examples of the CommonMark specification: exact places, and nothing read otherwise than by stock markdown-it-py."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from same_as_stock import said_by_stock, said_by_us, stock_parser
from span_invariants import count_places, violations

from awesomelint.markdown.parser import parse_markdown
from awesomelint.source import Source

SPEC = Path(__file__).parents[1] / "data" / "commonmark" / "spec.json"


@cache
def examples() -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(SPEC.read_text("utf-8"))
    return found


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


# How an example is written: as it is, and inside other things, so that its lines do not begin at their first column.
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "with CRLF": lambda text: text.replace("\n", "\r\n"),
    "with lone CR": lambda text: text.replace("\n", "\r"),
    "behind a byte order mark": lambda text: "\ufeff" + text,
    "without a final newline": lambda text: text.rstrip("\n"),
    "in a quote": lambda text: "".join(f"> {line}" for line in _lines(text)),
    "in a quote without blanks": lambda text: "".join(f">{line}" for line in _lines(text)),
    "in a quote, by tabs": lambda text: "".join(f">\t{line}" for line in _lines(text)),
    "in an item": lambda text: "- " + "  ".join(_lines(text)),
    "in an item, by tabs": lambda text: "10.\t" + "\t".join(_lines(text)),
    "in an item in a quote": lambda text: "> 1) " + ">    ".join(_lines(text)),
    "in a quote in an item": lambda text: "* > " + "  > ".join(_lines(text)),
    "lazily in a quote in an item": lambda text: "* > " + text,
    "in a cell": lambda text: "| a | b |\n|---|---|\n" + "".join(f"| {line.rstrip()} | x |\n" for line in _lines(text)),
    "after emoji": lambda text: f"😀 中文 *é* {text}",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_example_has_exact_places_and_says_what_it_should(form: str) -> None:
    stock, wrong, places = stock_parser(), [], 0
    for example in examples():
        source = Source(FORMS[form](example["markdown"]))
        markdown = parse_markdown(source)
        said = list(violations(source, markdown))
        if said_by_us(source, markdown) != said_by_stock(stock, source.text):
            said.append("read otherwise")
        wrong += [(example["example"], message) for message in said]
        places += count_places(markdown)
    assert wrong == []
    assert len(examples()) == 652
    assert places > 1000, "the check must have had something to look at"
