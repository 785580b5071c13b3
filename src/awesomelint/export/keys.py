"""Citation keys: first author, year, first word of the title."""

from __future__ import annotations

import re
import unicodedata

from awesomelint.export.records import EntryRecord

_WORD = re.compile(r"[a-z0-9]+")
_SMALL_WORD = re.compile(
    "a|an|the|on|of|for|in|to|from|with|towards?|and|or|is|are|do|does|can|how|what|when|why|at|by|as|via|using"
)
_UNFOLDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)


class Keys:
    """Gives each record a key of its own.

    The first record with a key has it plain, the next get `-b`, `-c` ...: what is added to the end of a list changes no key
    above it.
    """

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def key(self, record: EntryRecord) -> str:
        """Return the key of the next record."""
        plain = plain_key(record)
        count = self._given.get(plain, 0)
        self._given[plain] = count + 1
        return f"{plain}-{_letters(count)}" if count else plain


def plain_key(record: EntryRecord) -> str:
    """Return `smith2020attention`: surname, year of the entry or else of its heading, first word that says something."""
    surname = _surname(record["authors"][0]) if record["authors"] else ""
    year = record["year"] or record["heading_year"] or ""
    return f"{surname}{year}{_first_word(record['title'] or '')}" or f"entry{record['line']}"


def _surname(author: str) -> str:
    name = author.split(",")[0] if "," in author else author
    words = _WORD.findall(_folded(name))
    if "," in author:
        return "".join(words)
    return words[-1] if words else ""


def _first_word(title: str) -> str:
    words = _WORD.findall(_folded(title).replace("'", "").replace("’", ""))
    return next((word for word in words if not _SMALL_WORD.fullmatch(word)), words[0] if words else "")


def _folded(text: str) -> str:
    """Return a text in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_UNFOLDED))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _letters(count: int) -> str:
    """Return `b` for 1, `c` for 2, ... `z`, `ba`, `bb`: the digits of a number to the base of 26."""
    digits = ""
    while count:
        count, digit = divmod(count, 26)
        digits = chr(ord("a") + digit) + digits
    return digits
