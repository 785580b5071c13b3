"""Delimiter rows of tables: which lines are one, which were meant as one, and how these are mended."""

from __future__ import annotations

from awesomelint.checks.rendering.loss import BLANK
from awesomelint.checks.rendering.signs import name_of
from awesomelint.startup import expression

_DELIMITERS = expression(r"(?=[^|]*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*+\|?")
_DASHES = "‐-―−─━－=_~.…"
_LOOKALIKES = expression(rf"(?=[^|｜]*[|｜])(?=.*[{_DASHES}-])[|:：｜ \t{BLANK}{_DASHES}+-]+")
"""What was meant as a delimiter row, with signs in it that look like those of one."""
_SIGN_AT_FAULT = expression(
    rf"(?P<dash>[{_DASHES}])|(?P<pipe>[+｜])|(?P<colon>：)|(?P<blank>[{BLANK}])|-(?P<gap>[ \t]+)-"
)
_DASH = expression(f"[{_DASHES}-]")
_PLAIN = str.maketrans("：｜+", ":||")


def is_delimiter_row(line: str) -> bool:
    """Return whether a line without its indent is a delimiter row, with at least one pipe."""
    return _DELIMITERS.fullmatch(line) is not None


def was_delimiter_row(line: str) -> bool:
    """Return whether a line without its indent was meant as a delimiter row, whether it is one or not."""
    return _LOOKALIKES.fullmatch(line) is not None


def fault_in(row: str, expected: str) -> tuple[str, str]:
    """Return what is wrong in a delimiter row, and what is expected there."""
    found = _SIGN_AT_FAULT.search(row)
    if found is None:
        return f'"{row}"', f'"{expected}"'
    if found.lastgroup == "blank":
        return name_of(found[0]), "a space"
    if found.lastgroup == "gap":
        return "a space between hyphens", "none"
    return f'"{found[0]}"', {"dash": '"-"', "pipe": '"|"', "colon": '":"'}[found.lastgroup or ""]


def mended(row: str) -> str:
    """Return a delimiter row with hyphens, pipes and colons where signs are that look like them."""
    first, *cells = row.translate(_PLAIN).split("|")
    last = cells.pop()
    ends = [_mended_cell(cell) if cell.strip() else cell for cell in (first, last)]
    return "|".join((ends[0], *map(_mended_cell, cells), ends[1]))


def _mended_cell(cell: str) -> str:
    signs = cell.strip()
    start = cell.index(signs)
    left, right = ":" * signs.startswith(":"), ":" * (":" in signs.lstrip(":"))
    dashes = "-" * max(3, len(_DASH.findall(signs)))
    return " " * start + left + dashes + right + " " * (len(cell) - start - len(signs))
