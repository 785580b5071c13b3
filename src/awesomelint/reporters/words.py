"""Counting and wrapping words for people."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.reporters.visible import cells, width


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return `1 entry`, `2 entries`: a number with the right form of its noun."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Yield the lines of a visible text broken at blanks to a number of columns; a word that is longer is broken itself."""
    columns = max(columns, 1)
    line, used = "", 0
    for word in text.split(" "):
        size = width(word)
        if line and used + 1 + size > columns:
            yield line
            line, used = "", 0
        if line:
            line, used = f"{line} {word}", used + 1 + size
            continue
        while size > columns:
            head = _head(word, columns)
            yield head
            word = word[len(head) :]
            size = width(word)
        line, used = word, size
    yield line


def _head(word: str, columns: int) -> str:
    """Return the longest beginning of a word that fits, at least one character."""
    used = 0
    for index, cell in enumerate(cells(word)):
        used += cell.width
        if used > columns:
            return word[: max(index, 1)]
    return word
