"""The styles in which lists of authors are written: `Berg, A.`, `A. Berg`, `Berg A`, `Berg, Ada`, `Ada Berg`, `王芳`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from awesomelint.document.persons import INITIALS, PARTICLES, UPPER, Name, is_name, may_begin_name
from awesomelint.startup import NamedTuple, expression

_FIRST_EASTERN = "\u2e80"
"""The first of the letters of Chinese, Japanese and Korean."""


class _PlainLetters(dict[int, str]):
    """Has X or x for each letter that is not ASCII nor eastern: expressions that list them all take long to compile."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        is_letter = char < _FIRST_EASTERN and char.isalnum() and not char.isdecimal()
        self[code] = plain = char if char.isascii() or not is_letter else "X" if char in UPPER else "x"
        return plain


_PLAIN = _PlainLetters()
_HYPHEN = "[-‐‑]"
_PARTICLE = "(?:" + "|".join(sorted(map(re.escape, PARTICLES), reverse=True)) + ")"
_CAPITALISED = r"(?:[dl]['’]|al-|el-)?[A-Z](?:['’`‐‑-]?[A-Za-z])+"
_FAMILY = rf"(?:(?:(?<=\w) |(?<!\w))(?:{_PARTICLE} ){{0,3}}{_CAPITALISED}){{1,3}}"
_INITIAL = r"(?!(?:Br|Dr|Fr|Mr|Ms|St)\.)(?:[CKPSTWZ]h|[A-Z])(?:\.|$)"
_DOTTED = rf"{_INITIAL}(?: ?{_HYPHEN}?{_INITIAL}){{0,3}}"
_BARE = r"(?:[A-Z](?:[ -][A-Z]){1,3}|[A-Z]{1,3})(?!\w|\. ?[A-Z]\.)"
_GIVEN = rf"(?:{_CAPITALISED}|{_DOTTED})(?: (?:{_CAPITALISED}|{_DOTTED}|[A-Z](?!\w))){{0,2}}"
_FULL = (
    rf"(?:{_CAPITALISED}|{_DOTTED}|[A-Z](?= ))(?: (?:{_CAPITALISED}|{_DOTTED}|[A-Z](?= )|{_PARTICLE}(?!\w))){{0,4}}"
    rf" {_CAPITALISED}"
)
_SHORT = rf"(?:{_CAPITALISED}|{_DOTTED})(?: {_DOTTED})?(?: {_PARTICLE})? {_CAPITALISED}"
"""A given name, perhaps an initial, and a family name: what shows where a name ends if nothing is between names."""
_NUMBER = r"(?: 0\d{3}(?!\d))?"
"""The number by which DBLP tells namesakes apart."""
_HAN = r"[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])"
_SIGNS = r"[*⁺∗†‡§¶#¹²³⁴✉]*"


class NameStyle(NamedTuple):
    """How a list writes names. `first` is how the first author is written, `other` how the others are.

    `is_telling` says that what is written so can hardly be anything but a name; else the words of names are looked up.
    `is_surname`, that there is no more of a name than the surname: only a year or "et al." behind them shows that they are names.
    `runs_on`, that nothing is between two names.
    """

    first: str
    other: str
    is_telling: bool = True
    is_surname: bool = False
    runs_on: bool = False


_SURNAME = rf"(?:{_PARTICLE} ){{0,3}}{_CAPITALISED}(?!\w|['’-]\w| {_CAPITALISED})"
_INVERTED = (
    rf"(?:(?:{_PARTICLE} ){{0,3}}{_CAPITALISED}, {_GIVEN}|{_FAMILY}, {_CAPITALISED}(?: {_DOTTED})?)(?! {_CAPITALISED})"
)
"""With two family names, one given name: "Ada Berg, Bo Chen Li" are two persons."""

NAME_STYLES = (
    NameStyle(rf"{_FAMILY}{_NUMBER}, ?{_DOTTED}", rf"(?:{_FAMILY}{_NUMBER}|0\d{{3}}), ?{_DOTTED}"),
    NameStyle(rf"{_DOTTED} ?{_FAMILY}", rf"{_DOTTED} ?{_FAMILY}"),
    NameStyle(rf"{_FAMILY} {_BARE}", rf"{_FAMILY} {_BARE}"),
    NameStyle(rf"{_FAMILY} {_DOTTED}", rf"{_FAMILY} {_DOTTED}"),
    NameStyle(rf"(?=\S*[^\W\d_A-Z]){_FAMILY}, {_BARE}", rf"(?=\S*[^\W\d_A-Z]){_FAMILY}, {_BARE}"),
    NameStyle(rf"{_BARE} {_FAMILY}", rf"{_BARE} {_FAMILY}"),
    NameStyle(rf"{_FAMILY}, ?{_DOTTED}", rf"{_DOTTED} ?{_FAMILY}"),
    NameStyle(_INVERTED, _FULL, is_telling=False),
    NameStyle(_INVERTED, _INVERTED, is_telling=False),
    NameStyle(_FULL + _NUMBER, _FULL + _NUMBER, is_telling=False),
    NameStyle(_HAN, _HAN, is_telling=False),
    NameStyle(_SURNAME, _SURNAME, is_telling=False, is_surname=True),
    NameStyle(_SHORT, _SHORT, is_telling=False, runs_on=True),
)
"""In the order in which they are believed, where several read equally many entries."""

_TELLING = [place for place, style in enumerate(NAME_STYLES) if style.is_telling]
_WITH_STOPS = frozenset(place for place in _TELLING if _DOTTED in NAME_STYLES[place].first)
_WITH_COMMAS = frozenset(place for place, style in enumerate(NAME_STYLES) if ", " in style.first)
_WESTERN = [place for place, style in enumerate(NAME_STYLES) if not style.is_telling and style.first is not _HAN]
_EASTERN = [place for place, style in enumerate(NAME_STYLES) if style.first is _HAN]
_FIRST = [expression(style.first + _SIGNS) for style in NAME_STYLES]
_OTHER = [expression(style.other + _SIGNS) for style in NAME_STYLES]
_JOINT = expression(r"\s*[,;，、；]\s*(?:(?:and|&|und|et|y)\s+)?|\s+(?:and|&|und|et|y)\s+")
_NO_JOINT = expression(r"\s+(?!et\b)")
_OTHERS = expression(
    r"[,;，、；]?\s*(?:(?:and\s+|&\s+)?et\.?\s*al\b\.?|at al\.|(?:and|&)\s+(?:others|colleagues)\b|etc\b\.?|等人?|\.\.\.|…)",
    re.IGNORECASE,
)
_HAS_INITIAL = expression(rf"(?<!\w)[{UPPER}]{{1,3}}(?:\.|(?![\w.]))")
_FAR = 60
"""Code points within which the first name of a list has its initials."""

_LONGEST_LIST = 400
"""Names that are read at most."""


class NameList(NamedTuple):
    """Names in one style, where they end, and whether there are others, as "et al." says."""

    names: tuple[Name, ...]
    end: int
    et_al: bool


def names_in_styles(text: str, start: int, *, is_telling: bool = False) -> Iterator[tuple[int, NameList]]:
    """Yield each style, by its place in `NAME_STYLES`, in which there are names from `start` on, and these names.

    With `is_telling`, only styles of which this is said are tried.
    """
    first = text[start : start + 1]
    if not first.isalpha():
        return
    styles = _TELLING
    if not is_telling:
        styles = _TELLING if _HAS_INITIAL.search(text, start, start + _FAR) else []
        word = text[start : start + _FAR].partition(" ")[0]
        if first >= _FIRST_EASTERN:
            styles = [*styles, *_EASTERN]
        elif not word.isalpha() or may_begin_name(word):
            styles = [*styles, *_WESTERN]
    plain = text if text.isascii() else text.translate(_PLAIN)
    near = text[start : start + _FAR]
    has_stop, has_comma = "." in near or text[-1].isupper() or text[-1] == "h", "," in near
    for style in styles:
        if (style in _WITH_STOPS and not has_stop) or (style in _WITH_COMMAS and not has_comma):
            continue
        names = _names_at(text, plain, start, style)
        if names is not None:
            yield style, names


def _names_at(text: str, plain: str, start: int, style: int) -> NameList | None:
    """Read the names from `start` on that are in a style; `plain` is the text with the letters of `_PLAIN`."""
    may_be: Callable[[str], bool] = bool if NAME_STYLES[style].is_telling else _may_be
    names: list[Name] = []
    at, pattern = start, _FIRST[style]
    while len(names) < _LONGEST_LIST:
        match = pattern.match(plain, at)
        name = text[at : match.end()] if match is not None else ""
        if match is None or not may_be(name):
            break
        names.append(Name(name, at, match.end()))
        joint = (_NO_JOINT if NAME_STYLES[style].runs_on else _JOINT).match(text, match.end())
        if joint is None:
            break
        at, pattern = joint.end(), _OTHER[style]
    if not names:
        return None
    end = names[-1].end
    others = _OTHERS.match(text, end)
    return NameList(tuple(names), others.end() if others else end, others is not None)


_SEMICOLON = expression(r"\s*[;；]\s*")
_END = expression(r"[\s.,;)]*$")


def whole_list(text: str) -> NameList | None:
    """Read a text as names in one style that can hardly be anything else, `None` if it holds more or no such names."""
    start = len("by ") if text.startswith(("by ", "By ")) else 0
    if any(mark in text for mark in ";；") and (inverted := _inverted(text, start)) is not None:
        return inverted
    names = telling_names(text, start)
    return names if names is not None and _END.match(text, names.end) else None


def telling_names(text: str, start: int) -> NameList | None:
    """Read the names from `start` on in a style that can hardly be anything else, as many as there are."""
    best: NameList | None = None
    if _HAS_INITIAL.search(text, start, start + _FAR) is None:
        return None
    for _, names in names_in_styles(text, start, is_telling=True):
        if best is not None and names.end <= best.end:
            continue
        if len(names.names) == 1 and "," in names.names[0].text and "." not in names.names[0].text:
            continue  # "Swift, JS"
        if all(_may_be(name.text) for name in names.names):
            best = names
    return best


def _inverted(text: str, start: int) -> NameList | None:
    """Read `Family, Given; Family, Given`: names are between semicolons, whatever they are made of."""
    others = next((match for match in _OTHERS.finditer(text) if _END.match(text, match.end())), None)
    end = others.start() if others is not None else len(text.rstrip(" ;,)"))
    cuts = [match.span() for match in _SEMICOLON.finditer(text, start, end)]
    starts, ends = [start, *(last for _, last in cuts)], [*(first for first, _ in cuts), end]
    names, single = [], 0
    for begin, last in zip(starts, ends, strict=True):
        first = begin + len(text[begin:last]) - len(text[begin:last].removeprefix("and ").removeprefix("& "))
        family, comma, given = text[first:last].partition(", ")
        if not comma or "," in given or not is_name(family.title()) or not (is_name(given) or INITIALS.match(given)):
            return None
        names.append(Name(text[first:last], first, last))
        single += len([word for word in family.split() if word.lower() not in PARTICLES]) == 1
    if single * 2 < len(names):  # "Ada Berg, Oxford; Bo Li, Uppsala"
        return None
    return NameList(tuple(names), others.end() if others is not None else end, others is not None)


def holds_name(text: str, style: int) -> bool:
    """Return whether there is a name in a style somewhere in a text."""
    return _OTHER[style].search(text.translate(_PLAIN)) is not None


def _may_be(text: str) -> bool:
    return is_name(text.rstrip("0123456789 *").replace(",", ""))
