"""The styles in which lists of authors are written: `Berg, A.`, `A. Berg`, `Berg A`, `Berg, Ada`, `Ada Berg`, `王芳`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from awesomelint.document.abbreviations import is_abbreviation
from awesomelint.document.persons import INITIALS, PARTICLES, UPPER, Name, is_name, may_begin_name
from awesomelint.startup import NamedTuple, expression

_FIRST_EASTERN = "\u2e80"
"""The first of the letters of Chinese, Japanese and Korean."""

_HAN = "^"
_AS_PLAIN = {
    "’": "'",
    "‐": "-",
    "‑": "-",
    "，": ",",
    "、": ",",
    "－": ",",
    "；": ";",
    "…": ".",
    **dict.fromkeys("⁺∗†‡§¶¹²³⁴✉", "*"),
}


class _PlainLetters(dict[int, str]):
    """Has X or x for each letter that is not ASCII nor eastern, and ASCII for marks: large classes take long to compile."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _AS_PLAIN or char.isascii():
            plain = _AS_PLAIN.get(char, char)
        elif char >= _FIRST_EASTERN:
            plain = _HAN if "\u4e00" <= char <= "\u9fff" else char
        else:
            plain = "X" if char.isupper() else "x" if char.isalnum() and not char.isdecimal() else char
        self[code] = plain
        return plain


_PLAIN = _PlainLetters()
_WORD_ENDS = r"(?!\w|['`-]\w)"
_WORD = expression(
    rf"(?P<X>[A-Z]{_WORD_ENDS})"
    rf"|(?P<H>[CKPSTWZ]h{_WORD_ENDS})"
    rf"|(?P<U>(?:[A-Z]{{2,3}}|[A-Z](?:-[A-Z]){{1,3}}){_WORD_ENDS})"
    rf"|(?P<V>[A-Z]{{4,}}{_WORD_ENDS})"
    rf"|(?P<C>(?:[dl]'|al-|el-)?[A-Z](?:['`-]?[A-Za-z])+{_WORD_ENDS})"
    r"|(?P<p>'?[a-z]{1,5}\.?(?=\s))"
    r"|(?P<n>0\d{3}(?!\d))"
    r"|(?P<K>\^{2,4}(?!\^))"
    r"|(?P<s>[*#]+)"
    r"|[\s.,;&-]"
)
"""The words of names, and what is between them. Their letters are those in which `NameStyle` is written:

`X` is one capital, `H` the initial "Ch", `U` two or three capitals, `V` more of them, `C` another capitalised word, `p` a
particle, `n` the number by which DBLP tells namesakes apart, `K` a Chinese name, `s` signs behind a name; a mark is itself.
"""

_AND = frozenset({"and", "und", "et"})
_FAMILY_WORD = "(?:p ){0,3}[CHUV]"
_FAMILY = f"{_FAMILY_WORD}(?: {_FAMILY_WORD}){{0,2}}"
_INITIAL = r"[XH](?:\.|$)"
_DOTTED = f"{_INITIAL}(?: ?-?{_INITIAL}){{0,3}}"
_BARE = r"(?:X(?:[ -]X){1,3}|[XU])(?!\. ?X\.)"
_GIVEN = f"(?:[CHUV]|{_DOTTED})(?: (?:[CHUV]|{_DOTTED}|X)){{0,2}}"
_FULL = f"(?:[CHUV]|{_DOTTED}|X(?= ))(?: (?:[CHUV]|{_DOTTED}|X(?= )|p)){{0,4}} [CHUV]"
_SHORT = f"(?:[CHUV]|{_DOTTED})(?: {_DOTTED})?(?: p)? [CHUV]"
"""A given name, perhaps an initial, and a family name: what shows where a name ends if nothing is between names."""
_SURNAME = f"{_FAMILY_WORD}(?! [CHUV])"
_INVERTED = rf"(?:{_FAMILY_WORD}, {_GIVEN}|{_FAMILY}, [CHUV](?: {_DOTTED})?)(?:(?<=\.)|(?! [CHUV]))"
"""With two family names, one given name: "Ada Berg, Bo Chen Li" are two persons."""


class NameStyle(NamedTuple):
    """How a list writes names. `first` is how the first author is written, `other` how the others are, in letters of `_WORD`.

    `is_telling` says that what is written so can hardly be anything but a name; else the words of names are looked up.
    `is_surname`, that there is no more of a name than the surname: only a year or "et al." behind them shows that they are names.
    `is_eastern`, that it is in Chinese letters. `runs_on`, that nothing is between two names.
    """

    first: re.Pattern[str]
    other: re.Pattern[str]
    is_telling: bool = True
    is_surname: bool = False
    is_eastern: bool = False
    runs_on: bool = False


def _style(first: str, other: str = "", **traits: bool) -> NameStyle:
    return NameStyle(expression(f"{first}s?"), expression(f"{other or first}s?"), **traits)


NAME_STYLES = (
    _style(f"{_FAMILY}(?: n)?, ?{_DOTTED}", f"(?:{_FAMILY}(?: n)?,? ?|n, ?){_DOTTED}"),
    _style(f"{_DOTTED} ?{_FAMILY}"),
    _style(f"{_FAMILY} {_BARE}"),
    _style(f"{_FAMILY} {_DOTTED}"),
    _style(f"(?![UV]){_FAMILY}, {_BARE}"),
    _style(f"{_BARE} {_FAMILY}"),
    _style(f"{_FAMILY}, ?{_DOTTED}", f"{_DOTTED} ?{_FAMILY}"),
    _style(_INVERTED, _FULL, is_telling=False),
    _style(_INVERTED, is_telling=False),
    _style(f"{_FULL}(?: n)?", is_telling=False),
    _style("K", is_telling=False, is_eastern=True),
    _style(_SURNAME, is_telling=False, is_surname=True),
    _style(_SHORT, is_telling=False, runs_on=True),
)
"""In the order in which they are believed, where several read equally many entries."""

_TELLING = [place for place, style in enumerate(NAME_STYLES) if style.is_telling]
_EASTERN = [place for place, style in enumerate(NAME_STYLES) if style.is_eastern]
_WESTERN = [place for place, style in enumerate(NAME_STYLES) if not (style.is_telling or style.is_eastern)]
LEFT_OUT = r"(?:…|\.{3,}|\.(?: \.){2,})"
"""What stands for names between others: "Ada Berg, Bo Li, ..., Cy Dahl"."""
_JOINT = expression(
    rf"\s*[,;，、；－・]\s*(?:(?P<dots>{LEFT_OUT})[,;，、；]?\s*)?(?:(?:and|&|und|et|y)\s+)?|\s+(?:and|&|und|et|y)\s+"
)
_NO_JOINT = expression(r"\s+(?!et\b)")
_SLIP = expression(rf"(?:(?<=\.)|(?<=[{UPPER}])\.)\s+(?!\S+ I[IV]\b)")
"""What is between two names where a comma is missing behind initials; more names behind a comma must show it."""
_OTHERS = expression(
    r"(?:(?<=(?-i:[A-Z]{2}))\.)?[,;，、；]?\s*"
    r"(?:(?:and\s+|&\s+)?et\.?\s*al\b\.?|at al\.|(?:and|&)\s+(?:others|colleagues)\b|etc\b\.?|等人?|\.\.\.|…)",
    re.IGNORECASE,
)
_HAS_INITIAL = expression(rf"[{UPPER}](?<!\w.)[{UPPER}]{{,2}}(?:\.|(?![\w.]))")
_FAR = 60
"""Code points within which the first name of a list has its initials."""

_NO_MORE = expression(r"(?!)")
"""The style of what is behind a name in another style: at most one is so written, the last."""

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
    if not styles:
        return
    words = _Words(text, start)
    for style in styles:
        names = _names_at(words, style)
        if names is not None:
            yield style, names


class _Words:
    """The words of a text from `start` on, in letters of `_WORD`, up to one that is in no name unless `holds_others`."""

    def __init__(self, text: str, start: int, *, holds_others: bool = False):
        plain = text if text.isascii() else text.translate(_PLAIN)
        self.text = text
        self.starts: list[int] = []
        letters: list[str] = []
        at = start
        for match in _WORD.finditer(plain, start):
            first, end = match.span()
            kind = match.lastgroup
            if kind == "p" and (word := match[0]) not in PARTICLES:
                kind = "!" if word not in _AND else None
            if first != at or kind == "!":
                letters.append("!")
                self.starts.append(at)
                if not holds_others:
                    break
            at = end
            letters.append(kind if kind else plain[first])
            self.starts.append(first)
        else:
            if at < len(text):
                letters.append("!")
                self.starts.append(at)
        self.letters = "".join(letters)
        self.starts.append(len(text))


def _names_at(words: _Words, place: int) -> NameList | None:
    """Read the names that words begin with in the style at a place of `NAME_STYLES`."""
    style, text, starts = NAME_STYLES[place], words.text, words.starts
    joint = _NO_JOINT if style.runs_on else _JOINT
    names: list[Name] = []
    index, pattern = 0, style.first
    count, is_slip, is_cut = 0, False, False
    while len(names) < _LONGEST_LIST:
        match = pattern.match(words.letters, index)
        if match is None and names and style.is_telling and not is_slip:
            match = _in_other_style(words, index)
            pattern = _NO_MORE
        if match is None:
            break
        start, end = starts[index], starts[match.end()]
        if not style.is_telling and not _may_be(text[start:end]):
            break
        names.append(Name(text[start:end], start, end))
        count = count if is_slip else len(names)
        between = joint.match(text, end)
        is_cut = is_cut or (between is not None and between.lastgroup == "dots")
        is_slip = between is None and style.is_telling
        if is_slip:
            between = _SLIP.match(text, end)
        if between is None:
            break
        index, pattern = bisect_left(starts, between.end()), _NO_MORE if pattern is _NO_MORE else style.other
    del names[count:]
    if not names:
        return None
    end = names[-1].end
    others = _OTHERS.match(text, end)
    return NameList(tuple(names), others.end() if others else end, is_cut or others is not None)


def _in_other_style(words: _Words, index: int) -> re.Match[str] | None:
    """Read a name that is in another telling style than those before it: "Berg, A., Li, B. and A. Roberts"."""
    for place in _TELLING:
        match = NAME_STYLES[place].first.match(words.letters, index)
        if match is not None and match[0][0] != "C":
            start, end = words.starts[index], words.starts[match.end()]
            is_journal = is_abbreviation(words.text, end)  # "Berg A, Li B, J. Neurosci. 2019"
            return match if not is_journal and _may_be(words.text[start:end]) else None
    return None


_SEMICOLON = expression(r"(?:(?<!\s)\s++)?[;；]\s*")
_BIBTEX_AND = expression(r"(?<!\s)\s++and\s+")
_END = expression(r"[\s.,;)]*$")


def whole_list(text: str) -> NameList | None:
    """Read a text as names in one style that can hardly be anything else, `None` if it holds more or no such names."""
    start = len("by ") if text.startswith(("by ", "By ")) else 0
    for joint in (_SEMICOLON, _BIBTEX_AND):
        first = joint.search(text, start)
        if first is None or ", " not in text[start : first.start()]:
            continue
        if (inverted := _inverted(text, start, joint)) is not None:
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


def _inverted(text: str, start: int, joint: re.Pattern[str]) -> NameList | None:
    """Read `Family, Given; Family, Given` or `Family, Given and Family, Given`: names are between joints, whatever is in them."""
    others = next((match for match in _OTHERS.finditer(text) if _END.match(text, match.end())), None)
    end = others.start() if others is not None else len(text.rstrip(" ;,)"))
    cuts = [match.span() for match in joint.finditer(text, start, end)]
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
    return NAME_STYLES[style].other.search(_Words(text, 0, holds_others=True).letters) is not None


def _may_be(text: str) -> bool:
    return is_name(text.rstrip("0123456789 *").replace(",", ""))
