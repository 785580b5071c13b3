"""Front matter: data for a program that makes pages, above the Markdown of a file. It is YAML, TOML or JSON."""

from __future__ import annotations

from collections.abc import Sequence

from awesomelint.startup import expression

_ENDS = {"---": ("---", "..."), "+++": ("+++",), "{": ("}",)}
"""What the first line is, and what the last one may be."""
_KEYS = {
    "---": expression(r"(?:\"[^\"]*\"|'[^']*'|[^\s#\-|>\[*!][^:]*+)[ \t]*:(?:\s|$)"),
    "+++": expression(r"[^#\[=]+="),
    "{": expression(r"\s*\"[^\"]*\"\s*:"),
}
"""The lines that name a value."""
_ABOVE_KEYS = {"---": "#", "+++": "#[", "{": ()}
"""What other lines above the first of them begin with."""
_GOES_ON = (" ", "\t", "-", '"')
"""What the lines of a long value begin with, which may hold Markdown."""


def front_matter_lines(lines: Sequence[str]) -> int:
    """Return how many lines of a file are front matter, 0 if it has none.

    A rule across the page may be the first line of a file too: what is below it has to begin like data, and to hold no link
    that is not part of a value.
    """
    mark = lines[0].rstrip() if lines else ""
    if mark not in _ENDS:
        return 0
    keys, ends, above = _KEYS[mark], _ENDS[mark], tuple(_ABOVE_KEYS[mark])
    has_key = False
    for number, line in enumerate(lines[1:], start=2):
        text = line.rstrip()
        if text in ends:
            return number if has_key else 0
        if keys.match(text) is not None:
            has_key = True
        elif text and not (text.startswith(above) if not has_key else "](" not in text or text.startswith(_GOES_ON)):
            return 0
    return 0
