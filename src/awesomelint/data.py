"""Where the data that people edit lies: `rules/` in a checkout, `awesomelint/_rules` in an installed package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from awesomelint.errors import RulebookError


@cache
def rules_root() -> Path:
    """Return the folder of rules and tables. Raises `RulebookError` if the installation lacks it."""
    package = Path(__file__).parent
    for candidate in (package / "_rules", package.parents[1] / "rules"):
        if candidate.is_dir():
            return candidate
    raise RulebookError("the rule files are missing; install awesomelint again", path=str(package / "_rules"))


def data_file(name: str) -> Path:
    """Return the path of a table in `rules/data/`."""
    return rules_root() / "data" / name


def read_words(name: str) -> dict[str, list[str]]:
    """Read a word list of `rules/data/`: `[group]` lines, then one entry a line; `#` lines are comments."""
    groups: dict[str, list[str]] = {}
    words: list[str] = []
    for line in data_file(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            words = groups.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            words.append(line)
    return groups
