"""To add an entry costs what a list costs to read, also where all of it is one section."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from steps import GROWTH, steps
from test_adding import TOOL, WITHOUT_CODE

from awesomelint.adding.entries import add_entry
from awesomelint.adding.paper import NewPaper
from awesomelint.document.parse import parse_document
from awesomelint.source import Source

SIZE = 30


def _papers(form: str, head: str = "") -> Callable[[int], str]:
    return lambda n: head + "".join(form.format(n=n, year=1900 + n, id=f"2001.{n:05}") for n in range(n))


SHAPES: dict[str, tuple[Callable[[int], str], NewPaper]] = {
    "papers": (
        _papers("- **Snail Study {n}** Eva Um, Ida Vo. ACL {year} [[pdf](https://arxiv.org/abs/{id})]\n"),
        WITHOUT_CODE,
    ),
    "names surname first": (
        _papers("- Um, E., Vo, I., & Wu, J. [Snail Study {n}](https://arxiv.org/abs/{id}). ACL {year}.\n"),
        WITHOUT_CODE,
    ),
    "some authors cut": (
        _papers("- **Study {n}0**, Um et al. ACL {year}.\n- **Study {n}1**, Eva Um, Ida Vo. ACL {year}.\n"),
        WITHOUT_CODE,
    ),
    "rows": (
        _papers("| Study {n} | [pdf](https://arxiv.org/abs/{id}) |\n", "| Title | Link |\n| ----- | ---- |\n"),
        WITHOUT_CODE,
    ),
    "tools": (_papers("- [tool{n}](https://github.com/um/tool{n}) - Walks over {n} leaves.\n"), TOOL),
    "numbers": (_papers("1. **Study {n}** ACL {year}\n   [[pdf](https://arxiv.org/abs/{id})]\n"), WITHOUT_CODE),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_steps_grow_with_the_list(shape: str) -> None:
    make, paper = SHAPES[shape]

    def cost(size: int) -> int:
        document = parse_document(Source(make(size)))
        return steps(lambda: add_entry(document, paper, document.sections[0], lambda _: ()))

    cost(SIZE - 1)
    assert cost(2 * SIZE) <= GROWTH * cost(SIZE) + 200
