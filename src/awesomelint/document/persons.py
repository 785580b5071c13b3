"""Recognise the name of one person."""

from __future__ import annotations

from enum import IntEnum

from awesomelint.paths import read_words
from awesomelint.startup import NamedTuple, expression, memo

UPPER = "A-ZÀ-ÖØ-ÞƠƯΆ-ΏΑ-ΫЀ-Я" + "".join(
    char for char in map(chr, (*range(0x100, 0x180), *range(0x1EA0, 0x1F00))) if char.isupper()
)
"""The capital letters of Latin, Greek and Cyrillic, for classes of expressions: each one more takes time to compile."""

_WORD = expression(
    rf"(?:[{UPPER}](?:[^\W\d]|['’`´.\-‐‑{{}}\\\"^~\u0300-\u036f])*|d['’][A-Z]\w+|al-[A-Z]\w+|[a-z]['’]?[A-Z]\w*)$"
)
_CJK = expression(r"[\u4e00-\u9fff·]{2,5}$|[\uac00-\ud7a3]{2,4}$|[\u3040-\u30ff\u4e00-\u9fff]{2,8}$")
_HAN = expression(r"[\u4e00-\u9fff]+$")
INITIALS = expression(rf"(?:[{UPPER}]\.?[-‐ ]?){{1,4}}$")
_INSTITUTION = expression(r"[A-Z]{3,}$")
_INITIALED = expression(
    rf"(?:[{UPPER}]\. ?-?){{1,3}}[^\W\d_]{{2,}}(?:-[^\W\d_]+)?"
    rf"|[{UPPER}][^\W\d_]+ [{UPPER}]\. [{UPPER}][^\W\d_]+(?:-[^\W\d_]+)?"
)
_NOTE = expression(r"(?:(?<![\d*†‡§¶∗#^'’])[\d*†‡§¶∗#^]++|\$\^[^$]*+\$|<sup>(?:(?!<sup>).)*?</sup>)$")
_NUMBER = expression(r" 0\d{3}$")
"""The number by which DBLP tells namesakes apart."""

_WORDS = read_words("name-words.txt")
_FUNCTION, _ORDINARY, PARTICLES, _FAMILY = (
    frozenset(_WORDS[group]) for group in ("function", "ordinary", "particle", "family")
)
LONGEST_PARTICLE = 3
"""Letters of the longest small word that may be a particle which the list of them lacks."""

_EASTERN = "\u1100"
"""The first of the letters that have no lower case, as those of Chinese, Japanese and Korean."""

LONGEST_HAN_NAME = 5


class Name(NamedTuple):
    """A name and its range in the text it was read from."""

    text: str
    start: int
    end: int


class _Word(IntEnum):
    """What a word can be in a name."""

    NEVER = 0
    CAPITAL = 1
    SMALL = 2
    SURNAME_IN_LOWER_CASE = 3


@memo(16384)
def _word(word: str) -> _Word:
    """Judge one word. Kept, since the names of a field return all over its lists."""
    bare = word if word[-1].isalpha() or word[-1] == "." else _NOTE.sub("", word) or word
    lowered = bare.lower().strip(".")
    if (lowered in _ORDINARY and not INITIALS.match(bare)) or bare in _FUNCTION:
        return _Word.NEVER
    if _WORD.match(bare):
        return _Word.CAPITAL
    if lowered in PARTICLES:
        return _Word.SMALL
    is_surname = lowered.isalpha() and len(lowered) > 1 and lowered < _EASTERN
    return _Word.SURNAME_IN_LOWER_CASE if is_surname else _Word.NEVER


@memo(16384)
def is_name(text: str) -> bool:
    """Return whether a text looks like one person's name."""
    words = (_NUMBER.sub("", text) if text[-1:].isdigit() else text).split()
    if not 1 <= len(words) <= 6:
        return False
    if len(words) == 1:
        word = words[0]
        if word.isascii():
            return len(word) > 1 and not _INSTITUTION.match(word) and _word(word) is _Word.CAPITAL
        if max(word) < _EASTERN:
            return len(word) > 1 and _word(word) is _Word.CAPITAL
        if _HAN.match(word):
            return len(word) <= LONGEST_HAN_NAME and any(word[:size] in _FAMILY for size in (1, 2, 3))
        return _CJK.match(word) is not None or (len(word) > 1 and _word(word) is _Word.CAPITAL)
    kinds = [_word(word) for word in words]
    if _Word.NEVER in kinds or _Word.CAPITAL not in kinds:
        return False
    small = [word for word, kind in zip(words, kinds, strict=True) if kind is _Word.SURNAME_IN_LOWER_CASE]
    return not small or (len(small) == 1 and (len(words) <= 3 or len(small[0]) <= LONGEST_PARTICLE))


def may_begin_name(word: str) -> bool:
    """Return whether a word of letters may be the first one of a name, as most words that begin titles may not."""
    return _word(word) is not _Word.NEVER


def is_initialed_name(text: str) -> bool:
    """Return whether a text is one person with initials, as in "D. E. Knuth" or "Ada K. Berg"."""
    return "." in text and _INITIALED.fullmatch(text) is not None and is_name(text)


def is_capitalised_word(word: str) -> bool:
    """Return whether a word is written as names are."""
    return _WORD.match(word) is not None
