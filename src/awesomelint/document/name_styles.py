"""The styles in which lists of authors are written: `Berg, A.`, `A. Berg`, `Berg A`, `Berg, Ada`, `Ada Berg`, `王芳`."""

from __future__ import annotations

import re
from collections.abc import Callable

from awesomelint.document.names import Name, is_name
from awesomelint.paths import read_words
from awesomelint.startup import NamedTuple, expression

_UPPER = "".join(
    chr(code) for low, high in ((0x41, 0x530), (0x1E00, 0x1F00)) for code in range(low, high) if chr(code).isupper()
)
_HYPHEN = "[-‐‑]"
_PARTICLE = "(?:" + "|".join(sorted(map(re.escape, read_words("name-words.txt")["particle"]), reverse=True)) + ")"
_CAPITALISED = rf"(?:[dl]['’]|al-|el-)?[{_UPPER}](?:['’`‐‑-]?[^\W\d_])+"
_FAMILY = rf"(?:{_PARTICLE} ){{0,3}}{_CAPITALISED}(?: (?:{_PARTICLE} ){{0,3}}{_CAPITALISED}){{0,2}}"
_DOTTED = rf"[{_UPPER}][a-z]?\.(?: ?{_HYPHEN}?[{_UPPER}][a-z]?\.){{0,3}}"
_BARE = rf"(?:[{_UPPER}](?:[ -][{_UPPER}]){{1,3}}|[{_UPPER}]{{1,3}})(?!\w)"
_GIVEN = rf"(?:{_CAPITALISED}|{_DOTTED})(?: (?:{_CAPITALISED}|{_DOTTED}|[{_UPPER}](?!\w))){{0,2}}"
_FULL = (
    rf"(?:{_CAPITALISED}|{_DOTTED}|[{_UPPER}](?= ))(?: (?:{_CAPITALISED}|{_DOTTED}|[{_UPPER}](?= )|{_PARTICLE}(?!\w))){{0,4}}"
    rf" {_CAPITALISED}"
)
_NUMBER = r"(?: 0\d{3}(?!\d))?"
"""The number by which DBLP tells namesakes apart."""
_HAN = r"[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])"
_SIGNS = r"[*∗†‡§¶#¹²³⁴✉]*"


class NameStyle(NamedTuple):
    """How a list writes names. `first` is how the first author is written, `other` how the others are.

    `is_telling` says that what is written so can hardly be anything but a name; else the words of names are looked up.
    """

    first: str
    other: str
    is_telling: bool = True


_INVERTED = (
    rf"(?:(?:{_PARTICLE} ){{0,3}}{_CAPITALISED}, {_GIVEN}|{_FAMILY}, {_CAPITALISED}(?: {_DOTTED})?)(?! {_CAPITALISED})"
)
"""With two family names, one given name: "Ada Berg, Bo Chen Li" are two persons."""

NAME_STYLES = (
    NameStyle(rf"{_FAMILY}, ?{_DOTTED}", rf"{_FAMILY}, ?{_DOTTED}"),
    NameStyle(rf"{_DOTTED} ?{_FAMILY}", rf"{_DOTTED} ?{_FAMILY}"),
    NameStyle(rf"{_FAMILY} {_BARE}", rf"{_FAMILY} {_BARE}"),
    NameStyle(rf"{_FAMILY} {_DOTTED}", rf"{_FAMILY} {_DOTTED}"),
    NameStyle(rf"{_FAMILY}, {_BARE}", rf"{_FAMILY}, {_BARE}"),
    NameStyle(rf"{_BARE} {_FAMILY}", rf"{_BARE} {_FAMILY}"),
    NameStyle(rf"{_FAMILY}, ?{_DOTTED}", rf"{_DOTTED} ?{_FAMILY}"),
    NameStyle(_INVERTED, _FULL, is_telling=False),
    NameStyle(_INVERTED, _INVERTED, is_telling=False),
    NameStyle(_FULL + _NUMBER, _FULL + _NUMBER, is_telling=False),
    NameStyle(_HAN, _HAN, is_telling=False),
)
"""In the order in which they are believed, where several read equally many entries."""

_FIRST = [expression(style.first + _SIGNS) for style in NAME_STYLES]
_OTHER = [expression(style.other + _SIGNS) for style in NAME_STYLES]
_JOINT = expression(r"\s*[,;，、；]\s*(?:(?:and|&|und|et|y)\s+)?|\s+(?:and|&|und|et|y)\s+")
_OTHERS = expression(
    r"[,;，、；]?\s*(?:(?:and\s+|&\s+)?et\.?\s*al\b\.?|(?:and|&)\s+(?:others|colleagues)\b|etc\b\.?|等人?|\.\.\.|…)",
    re.IGNORECASE,
)
_LONGEST_LIST = 400
"""Names that are read at most."""


class NameList(NamedTuple):
    """Names in one style, where they end, and whether there are others, as "et al." says."""

    names: tuple[Name, ...]
    end: int
    et_al: bool


def names_at(text: str, start: int, style: int) -> NameList | None:
    """Read the names from `start` on that are in a style, given by its place in `NAME_STYLES`; `None` if there is none."""
    may_be: Callable[[str], bool] = bool if NAME_STYLES[style].is_telling else _may_be
    names: list[Name] = []
    at, pattern = start, _FIRST[style]
    while len(names) < _LONGEST_LIST:
        match = pattern.match(text, at)
        if match is None or not may_be(match[0]):
            break
        names.append(Name(match[0], at, match.end()))
        joint = _JOINT.match(text, match.end())
        if joint is None:
            break
        at, pattern = joint.end(), _OTHER[style]
    if not names:
        return None
    end = names[-1].end
    others = _OTHERS.match(text, end)
    return NameList(tuple(names), others.end() if others else end, others is not None)


def holds_name(text: str, style: int) -> bool:
    """Return whether there is a name in a style somewhere in a text."""
    return _OTHER[style].search(text) is not None


def _may_be(text: str) -> bool:
    return is_name(text.rstrip("0123456789 *").replace(",", ""))
