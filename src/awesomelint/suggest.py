"""The nearest known word to an unknown one, for error messages."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 100
"""Words longer than this get no suggestion: comparing costs the product of the lengths."""


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the known word that is most like `word`, or `None` if none is near; case alone never keeps words apart."""
    if not word or len(word) > _LONGEST:
        return None
    by_fold = {choice.casefold(): choice for choice in sorted(choices, reverse=True)}
    exact = by_fold.get(word.casefold())
    if exact is not None:
        return exact
    from difflib import get_close_matches  # 3 ms, and only mistakes need it

    close = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return ` (did you mean "x"?)`, to be put behind a message, or an empty text."""
    found = nearest(word, choices)
    return f' (did you mean "{found}"?)' if found else ""
