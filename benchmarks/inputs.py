"""Texts to measure on: a list made longer, and texts that somebody could write to make a parser slow."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple


class Hostile(NamedTuple):
    """A hostile text: what it is, and how it is made."""

    name: str
    make: Callable[[], str]


def repeated(text: str, times: int) -> str:
    """Return a list `times` times, one after the other."""
    return (text.rstrip("\n") + "\n\n") * times


def of_size(text: str, size: int) -> str:
    """Return an ordinary list of about `size` bytes: a list repeated, and cut at the end of a line."""
    length = max(1, len(text.encode()))
    data = repeated(text, size // length + 1).encode()[:size]
    return data[: data.rfind(b"\n") + 1].decode()


def papers(count: int) -> str:
    """Return a list of so many papers with titles, authors, venues and links of their own."""
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefghijklmnoprstuv", k=chance.randint(3, 10))).title() for _ in range(2_000)]
    lines = ["# A List of Papers\n"]
    for number in range(count):
        if number % 100 == 0:
            lines.append(f"\n## {' '.join(chance.sample(words, 2))}\n")
        year, month = chance.randint(2008, 2024), chance.randint(1, 12)
        title = " ".join(chance.sample(words, chance.randint(5, 11)))
        authors = ", ".join(" ".join(chance.sample(words, 2)) for _ in range(chance.randint(1, 6)))
        venue = chance.choice(("NeurIPS", "ICML", "ICLR", "AAAI", "KDD", "SIGIR", "CoRR"))
        target = f"https://arxiv.org/abs/{year % 100:02}{month:02}.{number % 10_000:04}"
        lines.append(f"1. **{title}.** {venue} {year} [[pdf]({target})] [[code](https://github.com/x{number}/y)]\n")
        lines.append(f"\n   *{authors}*\n")
    return "".join(lines)


def _table(rows: int) -> str:
    head = "| Title | Venue | Links |\n| --- | --- | --- |\n"
    row = "| Reading Without Tokens {0} | ACL 2020 | [pdf](https://arxiv.org/abs/2001.{0:05}) |\n"
    return head + "".join(row.format(number) for number in range(rows))


HOSTILE = (
    Hostile("10,000 nested brackets", lambda: "- " + "[" * 10_000 + "pdf" + "]" * 10_000 + "(https://example.org)\n"),
    Hostile("10,000 nested links", lambda: "- " + "[" * 10_000 + "pdf" + "](https://example.org)" * 10_000 + "\n"),
    Hostile("100,000 [", lambda: "- " + "[" * 100_000 + "\n"),
    Hostile("100,000 ](", lambda: "- [pdf" + "](" * 100_000 + "\n"),
    Hostile("100,000 * and _", lambda: "- " + "*a _b " * 50_000 + "\n"),
    Hostile("a line of 1 MB", lambda: "1. **A Long Paper** ACL 2020 *" + "Ada Berg, " * 100_000 + "Bo Li*\n"),
    Hostile("1 MB of spaces", lambda: "- a" + " " * 1_000_000 + "b\n"),
    Hostile("5,000 lists in one another", lambda: "- " * 5_000 + "a\n"),
    Hostile("5,000 block quotes in one another", lambda: "> " * 5_000 + "a\n"),
    Hostile("a table of 50,000 rows", lambda: _table(50_000)),
    Hostile(
        "50,000 reference definitions", lambda: "".join(f"[{n}]: https://example.org/{n}\n" for n in range(50_000))
    ),
    Hostile("50,000 open comments", lambda: "<!-- awesomelint-disable NUM\n" * 50_000),
)
