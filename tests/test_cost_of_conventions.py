"""The rules for numbers, titles, authors and labels cost what a text costs to read, also where all of it deviates."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from steps import GROWTH, steps

from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.rulebook.load import load_rulebook
from awesomelint.source import Source

CODES = "NUM101 NUM102 NUM103 FMT201 FMT204 FMT205 FMT206 FMT207 FMT208 FMT209 FMT210 FMT211 FMT212 FMT213".split()
RULES = [spec.configured() for spec in load_rulebook() if spec.code in CODES]
SIZE = 150
SHAPES: dict[str, Callable[[int], str]] = {
    "numbers out of order": lambda n: "".join(f"{i * 7 % 100}. [A Study of T](https://x.org/{i})\n" for i in range(n)),
    "mixed markers": lambda n: "".join(
        f"{'* ' if i % 5 == 0 else '- '}[A Study of T](https://x.org/{i})\n" for i in range(n)
    ),
    "strays": lambda n: "".join(f"{i}. [A Study of T](u)\n\n  *a* [p](u)\n\n" for i in range(10, n + 10)),
    "nested numbers": lambda n: "1. [A Study of T](u)\n\n   2. b\n\n" * n,
    "many sections": lambda n: "".join(
        f"## S{i}\n- **A Study of T** A B, C D [[pdf](u)]\n* **A Study**. [pdf](u)\n" for i in range(n)
    ),
    "glued items": lambda n: "1. a\n\ntext\n" + "".join(f"{i}. [x](u)\n" for i in range(2, n)),
    "comments": lambda n: "1. a\n\n" + "<!-- x --> " * n + "\n\n1. b\n1. c\n",
    "one long author list": lambda n: "- **A Study of T** " + ", ".join(["Ada Berg"] * n) + " [[pdf](u)]\n",
    "many links in brackets": lambda n: "- **A Study of T** [" + ", ".join(f"[pdf](u{i})" for i in range(n)) + "]\n",
    "a title of many lines": lambda n: "- [" + "abc\n" * n + "](https://x.org)\n",
    "many of each": lambda n: "".join(
        f"{i}. **A Study of T {i}** ICML 2019\n\n    *A B, C D* [[pdf](u{i})] [[code]](v{i})\n\n" for i in range(1, n)
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_steps_grow_with_the_text(shape: str) -> None:
    def cost(size: int) -> int:
        document = parse_document(Source(SHAPES[shape](size)))
        assert document.blocks is not None
        return steps(lambda: lint_document(document, RULES))

    cost(SIZE - 1)
    once = cost(SIZE)  # first: the larger text leaves more of it in caches
    assert cost(2 * SIZE) <= GROWTH * once + 200
