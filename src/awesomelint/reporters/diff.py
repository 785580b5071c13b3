"""What fixing would change, as a unified diff: unchanged for programs, escaped and in colours on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.reporters.excerpts import common_length
from awesomelint.reporters.terminal import BOLD, CYAN, GREEN, RED, RESET, View, visible
from awesomelint.source import BYTE_ORDER_MARK, Source

_MISSING_NEWLINE = "\\ No newline at end of file\n"
_REVERSE = "7"


def diff_lines(before: Source, after: Source) -> Iterator[str]:
    """Yield the lines of a diff that `patch` and `git apply -p0` accept, each with its newline as in the file."""
    from difflib import unified_diff

    name = before.path
    old, new = _lines(before), _lines(after)
    for line in unified_diff(old, new, name, name):
        if line.endswith("\n"):
            yield line
        else:
            yield from (f"{line}\n", _MISSING_NEWLINE)


def shown_diff(lines: Iterator[str], view: View) -> Iterator[str]:
    """Yield the lines of a diff for a terminal: coloured, what is unseen as escapes, what differs within a line reversed."""
    removed: list[str] = []
    added: list[str] = []
    for number, line in enumerate(lines):
        text = line.removesuffix("\n")
        if number < 2:
            yield view.paint(visible(text), BOLD) + "\n"
        elif text.startswith("-"):
            removed.append(text)
        elif text.startswith("+"):
            added.append(text)
        elif text.startswith("\\"):
            (added or removed).append(text)
        else:
            yield from _changed(removed, added, view)
            removed, added = [], []
            yield (view.paint(visible(text), CYAN) if text.startswith("@@") else visible(text)) + "\n"
    yield from _changed(removed, added, view)


def _changed(removed: list[str], added: list[str], view: View) -> Iterator[str]:
    """Yield lines that were replaced; where as many came as went, they are compared one by one."""
    pairs = len(removed) == len(added)
    for index, line in enumerate(removed):
        yield _painted(line, added[index] if pairs else "", RED, view)
    for index, line in enumerate(added):
        yield _painted(line, removed[index] if pairs else "", GREEN, view)


def _painted(line: str, other: str, color: str, view: View) -> str:
    if not view.color or line.startswith("\\") or not other:
        return view.paint(visible(line), color) + "\n"
    mine, theirs = line[1:], other[1:]
    start = common_length(mine, theirs)
    room = min(len(mine), len(theirs)) - start
    end = min(common_length(mine[::-1], theirs[::-1]), room)
    head, changed, tail = mine[:start], mine[start : len(mine) - end], mine[len(mine) - end :]
    middle = f"\x1b[{_REVERSE}m{visible(changed)}{RESET}\x1b[{color}m" if changed else ""
    return f"\x1b[{color}m{line[0]}{visible(head)}{middle}{visible(tail)}{RESET}\n"


def _lines(source: Source) -> list[str]:
    """Return the lines of a file, split at what Markdown and Git take for newlines."""
    text = (BYTE_ORDER_MARK if source.has_bom else "") + source.text
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines
