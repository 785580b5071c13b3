"""Tell full stops of abbreviations and initials from those that end a sentence or a field."""

from __future__ import annotations

from awesomelint.paths import read_words
from awesomelint.startup import expression

_WORDS = read_words("abbreviations.txt")
_ALWAYS, _BESIDE_OTHERS = frozenset(_WORDS["always"]), frozenset(_WORDS["beside-others"])
_LONGEST = 24
"""Code points on either side of a full stop that are looked at."""

_BEFORE = expression(r"[^\s()\[\]/：，、；。]*$")
_NEXT = expression(r"\.\s+(?:[^\s.]+\s+)?([^\s.]+)\.")
_EARLIER = expression(r"([^\s.]+)\.\s+(?:[^\s.]+\s+)?$")


def is_abbreviation(text: str, at: int) -> bool:
    """Return whether the full stop at an offset belongs to an abbreviation or an initial."""
    before = text[max(0, at - _LONGEST) : at]
    match = _BEFORE.search(before)
    assert match is not None
    word = match[0].lower()
    if word in _ALWAYS or word.rpartition("-")[2] in _ALWAYS:
        return True
    if _is_letter(word.rpartition(".")[2].rpartition("-")[2]):
        return True
    if word not in _BESIDE_OTHERS:
        return False
    following, earlier = _NEXT.match(text[at : at + _LONGEST]), _EARLIER.search(before[: match.start()])
    return any(other is not None and other[1].lower() in _ALWAYS | _BESIDE_OTHERS for other in (following, earlier))


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha() and text < "\u0530"
