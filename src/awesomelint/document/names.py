"""Read lists of personal names."""

from __future__ import annotations

import re
from itertools import pairwise

from awesomelint.document.name_styles import LEFT_OUT, whole_list
from awesomelint.document.persons import INITIALS, PARTICLES, UPPER, Name, is_capitalised_word, is_name
from awesomelint.startup import NamedTuple, expression, memo

_ET_AL = expression(
    r"(?:(?<![,;\s])[,;\s]++)?(?:\band\s+)?(?:\bet\.?\s*al\b\.?|(?<=, )others\b|\band others\b|\betc\b\.?|等|…|\.\.\.)[,;.\s]*",
    re.IGNORECASE,
)
_MORE = expression(r"al\b|others|etc|等|…|\.\.\.", re.IGNORECASE)
_DOTS = expression(rf"[,;，、；]\s*[\[(]?{LEFT_OUT}[\])]?[,;，、；]?(?=\s*\S)")
_LEFT_OUT = ("…", "...", ". . .")
"""What `_DOTS` needs one of."""
_SPLIT = expression(
    r"(?:(?:(?<!\s)\s++)?(?:[,;，、；]\s*(?:and|&)\s+|[,;，、；•·・])|(?<!\s)\s++(?:and|&|und|y|et)\s)\s*"
)
"""What is between two names."""
_SEVERAL = expression(r"[,;，、；•·・(（\[]|\s(?:and|&|und|y|et)\s")
"""What `_SPLIT` needs, or a remark that hides it."""
_AND_AT_LAST = expression(r"(?:\band|&)\s")
_PARENTHESES = expression(r"(?:(?<!\s)\s++)?[(（\[][^()（）\[\]]*+[)）\]]")
_INITIAL_AT_END = expression(rf"(?:\b[{UPPER}]|\bJr|\bSr)\.$")
_INITIALED_INVERTED = expression(rf", (?:[{UPPER}]\.[ -]?)+$")
_BEGIN_JOINING = frozenset("a&bB")
"""The letters with which words begin that join names."""
_HANDLE = expression(r"@\w[\w.-]*|(?!various\b|others?\b|several\b)[a-z][\w.-]+")
_TAIL = 24
"""Characters at the end of a text that are looked at for an "et al."."""
MAX_LENGTH = 4000
"""Longest text, in code points, that is read as a list of names; real author lists of 100 people stay below it."""


class Names(NamedTuple):
    """A list of names. `strange` counts pieces between the names that are none, such as affiliations."""

    names: tuple[Name, ...]
    et_al: bool
    strange: int
    start: int
    end: int

    @property
    def is_sure(self) -> bool:
        """Return whether the text can hardly be anything but a list of names."""
        count = len(self.names)
        if self.et_al:
            return count >= 1 and self.strange == 0
        if count == 1 and self.strange == 0 and _INITIALED_INVERTED.search(self.names[0].text):
            return True
        if count < 2 or self.strange * 4 > count:
            return False
        return any(" " in name.text or "." in name.text or not name.text[0].isascii() for name in self.names)


def sure_names(text: str) -> Names | None:
    """Read a text that can hardly be anything but a list of names; `None` for any other, such as nearly all titles.

    Those are recognised at a glance: a list of names has something between two of them, or says that there are more.
    """
    if _SEVERAL.search(text) is None and _MORE.search(text, max(0, len(text) - _TAIL)) is None:
        return None
    names = read_names(text)
    return names if names is not None and names.is_sure else None


@memo(1 << 15)
def read_names(text: str, surnames_only: bool = False) -> Names | None:
    """Read a text as a list of names. Returns `None` if less than half of its pieces are names.

    With `surnames_only`, "Dinh, Krueger" is two persons; else it may be one, surname first.
    """
    if len(text) > MAX_LENGTH:
        return None
    if not surnames_only and (whole := whole_list(text)) is not None:
        return Names(whole.names, whole.et_al, 0, whole.names[0].start, whole.end)
    is_cut = any(dots in text for dots in _LEFT_OUT) and _DOTS.search(text) is not None
    if is_cut:
        text = _DOTS.sub(lambda match: f",{' ' * (len(match[0]) - 1)}", text)
    tail = None
    if _MORE.search(text, max(0, len(text) - _TAIL)):
        ends = (match for match in _ET_AL.finditer(text) if not text[match.end() :].strip(" .,;)*"))
        tail = next(ends, None)
    et_al = tail is not None or is_cut
    body = text[: tail.start()] if tail is not None else text
    if any(bracket in body for bracket in "([（"):
        body = _PARENTHESES.sub(lambda match: " " * len(match[0]), body)
    pieces = _without_affiliations(_split(body), body)
    names = [piece for piece in pieces if is_name(piece.text)]
    is_pair = len(pieces) == 2 and pieces[:1] == names and body[pieces[0].end : pieces[1].start].strip() == ","
    if is_pair and INITIALS.match(pieces[1].text):
        names = pieces  # "Berg, A"
    if et_al and not names and len(pieces) == 1 and _is_capitalised(pieces[0].text):
        names = pieces
    strange = len(pieces) - len(names)
    if not names or strange > len(names):
        return None
    if not surnames_only:
        names = _join_inverted(names, text)
    return Names(tuple(names), et_al, strange, names[0].start, max(names[-1].end, tail.end() if tail else 0))


def read_handles(text: str) -> Names | None:
    """Read names of which some are pseudonyms, where a text is said to be authors: "quill, @fenn and Ada Berg"."""
    names = _split(text)
    if not names or not all(is_name(name.text) or _HANDLE.fullmatch(name.text) for name in names):
        return None
    return Names(tuple(names), False, 0, names[0].start, names[-1].end)


def _is_capitalised(text: str) -> bool:
    words = text.split()
    return len(words) <= 3 and all(is_capitalised_word(word) for word in words)


def _without_affiliations(pieces: list[Name], text: str) -> list[Name]:
    """Leave out the institutions in `A, B, Some University; C, Another`: the last piece of each group, if one group shows it."""
    if ";" not in text:
        return pieces
    groups: list[list[Name]] = [[]]
    for before, piece in pairwise([None, *pieces]):
        assert piece is not None
        if before is not None and ";" in text[before.end : piece.start]:
            groups.append([])
        groups[-1].append(piece)
    if not any(len(group) > 1 and not is_name(group[-1].text) for group in groups):
        return pieces
    return [piece for group in groups for piece in (group[:-1] if len(group) > 1 else group)]


def _split(text: str) -> list[Name]:
    separators = [match.span() for match in _SPLIT.finditer(text)]
    starts, ends = [0, *(end for _, end in separators)], [*(start for start, _ in separators), len(text)]
    return [name for start, end in zip(starts, ends, strict=True) if (name := _trimmed(text, start, end)).text]


def _trimmed(text: str, start: int, end: int) -> Name:
    """Return what is in a range without markup, words that join names, and the full stop of a sentence."""
    name = text[start:end].lstrip(" \t\n*_\"“”'`:")
    for word in ("and ", "& ", "by ", "By ") if name[:1] in _BEGIN_JOINING else ():
        name = name.removeprefix(word)
    start = end - len(name)
    name = name.rstrip(' \t\n*_"“”`:')
    end = start + len(name)
    if name.endswith(".") and not _INITIAL_AT_END.search(text, max(start, end - 4), end):
        name, end = name[:-1], end - 1
    return Name(name, start, end)


def _join_inverted(names: list[Name], text: str) -> list[Name]:
    """Join pairs such as `Graves, Alex` or `Feng, S.` into one name where the list writes surnames first."""
    count = len(names)
    if count < 2:
        return names
    joined: list[Name] = []
    index = 0
    if _is_first_inverted(names, text):
        joined, index = [Name(text[names[0].start : names[1].end], names[0].start, names[1].end)], 2
    while index < count:
        here = names[index]
        after = names[index + 1] if index + 1 < count else None
        if after is not None and _is_pair(here, after, text) and _writes_inverted(names, text, index):
            joined.append(Name(text[here.start : after.end], here.start, after.end))
            index += 2
        else:
            joined.append(here)
            index += 1
    return joined


def _is_first_inverted(names: list[Name], text: str) -> bool:
    """Return whether only the first is a family name, and two given names follow: "Berg, Ada Lea, Bo Li, and Cy Dahl"."""
    first, *others = names
    return (
        first.text.replace("-", "").isalpha()
        and len(others) > 1
        and text[first.end : others[0].start].strip() == ","
        and all(" " in name.text for name in others)
        and _AND_AT_LAST.search(text, others[-2].end, others[-1].start) is not None
    )


def _is_pair(surname: Name, given: Name, text: str) -> bool:
    between = text[surname.end : given.start].strip()
    if between != ",":
        return False
    if INITIALS.match(given.text):
        return True
    surname_words = [word for word in surname.text.split() if word.lower() not in PARTICLES]
    return len(surname_words) == 1 and not INITIALS.match(surname.text) and _is_given(given.text)


def _has_two_parts(text: str) -> bool:
    words = [word for word in text.split() if word.lower() not in PARTICLES]
    return len(words) > 1 and not INITIALS.match(words[-1])


def _is_given(text: str) -> bool:
    words = text.split()
    initials = [word for word in words if INITIALS.match(word)]
    return len(words) == 1 or (len(words) <= 3 and len(initials) >= len(words) - 1)


def _writes_inverted(names: list[Name], text: str, index: int) -> bool:
    """Return whether the names from `index` on are pairs; a pair with initials is proof, else every second must be single."""
    given = names[index + 1].text
    if INITIALS.match(given) and not INITIALS.match(names[index].text):
        return True
    if any(_has_two_parts(name.text) for name in names[index : index + 2]):
        return False
    later = names[index + 2 :]
    if not later:
        return True
    # "Hu, Junling, and Michael P. Wellman": only the first is inverted; "Rashkin, Hannah and Sap, Maarten": all are.
    return " " in later[0].text or len(later) % 2 == 0
