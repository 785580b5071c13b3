"""Separators between fields, beyond the examples of the rule."""

from __future__ import annotations

import pytest
from reporting import messages

_NAMES = "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta".split()


def _list(usual: str, odd: str) -> str:
    lines = [usual.replace("N", name) for name in _NAMES]
    lines[5] = odd.replace("N", _NAMES[5])
    return "\n".join(f"- {line}" for line in lines)


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ("[N](https://example.org/N): counts birds", "[N](https://example.org/N):counts birds"),
        ("[N](https://example.org/N) - counts birds", "[N](https://example.org/N)- counts birds"),
        ("[N](https://example.org/N) - counts birds", "[N](https://example.org/N) \u2013 counts birds"),
        ("**[N](https://example.org/N)**: counts birds", "**[N:](https://example.org/N)** counts birds"),
        ("**N:** counts birds [code](https://example.org/N)", "**N**: counts birds [code](https://example.org/N)"),
        (
            "**Networks of N** [pdf](https://example.org/N) | [code](https://github.com/example/N)",
            "**Networks of N** [pdf](https://example.org/N) / [code](https://github.com/example/N)",
        ),
        ("2025.01 [Networks of N](https://example.org/N)", "2025/01 [Networks of N](https://example.org/N)"),
        ("[Networks of N](https://example.org/N) 2025-01-03", "[Networks of N](https://example.org/N) 2025.01.03"),
    ],
)
def test_one_of_eight_is_reported(usual: str, odd: str) -> None:
    found = messages("FMT225", _list(usual, odd))
    assert len(found) >= 1
    assert all("as in 7 of 8" in message or "as in 14 of 16" in message for message in found)


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ("[N](https://example.org/N) - counts birds", "[N](https://example.org/N)-based birds"),
        ("[N](https://example.org/N) - counts birds", "[N](https://example.org/N) :star: - counts birds"),
        ("[N](https://example.org/N) - counts birds", "[N](https://example.org/N)  -  counts birds"),
        ("2025.01 [Networks of N](https://example.org/N)", "[Networks of N](https://example.org/N) 2024.1, 1999-2001"),
        (
            "Ada Quist, Bo Roth. 2019. [Networks of N](https://example.org/N)",
            "Ada Quist, Bo Roth, et al. 2019. [Networks of N](https://example.org/N)",
        ),
    ],
)
def test_what_is_no_separator_or_the_same(usual: str, odd: str) -> None:
    assert messages("FMT225", _list(usual, odd)) == []
