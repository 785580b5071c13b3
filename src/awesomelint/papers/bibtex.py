"""Read BibTeX entry by entry, as reference managers, DBLP and the ACL Anthology write it, and LaTeX in it as plain text.

A file is read line by line, and one entry is in memory at a time. Each begins on a line of its own; text between two is a
comment, as it is to BibTeX. Braces are counted as BibTeX counts them, with a backslash before them or not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NoReturn

from awesomelint.startup import NamedTuple, expression

MAX_ENTRY = 1_000_000
"""Characters of the longest entry; what is behind them is not read."""

_BEGIN = expression(r"[ \t]*@[ \t]*([A-Za-z]+)[ \t]*([{(])")
_SIGN = expression(r'[{}"]')
_KEY = expression(r"\s*+([^\s,{}\"=()]*+)\s*+(?=[,})])")
_PLAIN_FIELD = expression(r"[\s,]*([A-Za-z][\w:.+/-]*)\s*=\s*(?:\{([^{}]*)\}|\"([^{}\"]*)\"|(\d+))\s*(?=[,})])")
_FIELD = expression(r"[\s,]*([A-Za-z][\w:.+/-]*)\s*=\s*")
_WORD = expression(r"[^\s,#{}()\"=]+")
_JOIN = expression(r"\s*#\s*")
_NEXT = expression(r"\s*(?=[,})])")
_REST = {"{": expression(r"[\s,]*\}"), "(": expression(r"[\s,]*\)")}
_SKIPPED = frozenset(("comment", "preamble"))
_MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())


class BibtexError(Exception):
    """What is broken in a file, and where: line and column, from 1."""

    def __init__(self, message: str, line: int, column: int):
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class BibtexEntry(NamedTuple):
    """One entry: its type in lower case, its key, its fields by names in lower case, and the line where it begins."""

    kind: str
    key: str
    fields: Mapping[str, str]
    line: int


def read_bibtex(lines: Iterable[str]) -> Iterator[BibtexEntry]:
    """Yield the entries of a file. Raises `BibtexError` for one that is not closed, or that is not made of fields."""
    macros: dict[str, str] = {month: month for month in _MONTHS}
    for text, line in _chunks(lines):
        entry = _parsed(text, line, macros)
        if entry is not None:
            yield entry


def _chunks(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each entry and what is between it and the next one, which begins at the start of a line, and its first line."""
    parts: list[str] = []
    start = size = 0
    for number, line in enumerate(lines, start=1):
        if "@" in line and _BEGIN.match(line):
            if parts:
                yield "".join(parts), start
            parts, start, size = [line], number, len(line)
        elif parts and size <= MAX_ENTRY:
            parts.append(line)
            size += len(line)
    if parts:
        yield "".join(parts), start


def _parsed(text: str, line: int, macros: dict[str, str]) -> BibtexEntry | None:
    """Return an entry; `None` for a comment, and for an abbreviation, which is noted."""
    begin = _BEGIN.match(text)
    assert begin is not None
    kind, at = begin[1].lower(), begin.end()
    if kind in _SKIPPED:
        return None
    key = ""
    if kind != "string":
        head = _KEY.match(text, at)
        if head is None:
            _fail(text, at, line, f"expected the key of an entry and a comma behind @{kind}{begin[2]}")
        key, at = head[1], head.end()
    fields: dict[str, str] = {}
    rest = _REST[begin[2]]
    while not rest.match(text, at):
        plain = _PLAIN_FIELD.match(text, at)
        if plain is not None:
            name, value, at = plain[1], plain[2] or plain[3] or plain[4] or "", plain.end()
        else:
            name, value, at = _field(text, at, begin, line, macros)
        fields.setdefault(name.lower(), value)
    if kind == "string":
        macros.update(fields)
        return None
    return BibtexEntry(kind, key, fields, line)


def _field(text: str, at: int, begin: re.Match[str], line: int, macros: Mapping[str, str]) -> tuple[str, str, int]:
    """Return a field, its value, and where it ends."""
    field = _FIELD.match(text, at)
    if field is None:
        place = len(text) - len(text[at:].lstrip(" \t\r\n,"))
        if place == len(text):
            _fail(text, begin.start(2), line, "the entry that begins here is not closed")
        _fail(text, place, line, "expected a field, such as title = {...}")
    value, end = _value(text, field.end(), line, macros)
    if not _NEXT.match(text, end):
        if not text[end:].strip():
            _fail(text, begin.start(2), line, "the entry that begins here is not closed")
        _fail(text, end, line, f"expected a comma behind the field {field[1]}")
    return field[1], value, end


def _value(text: str, at: int, line: int, macros: Mapping[str, str]) -> tuple[str, int]:
    """Return a value, its parts joined, and where it ends."""
    parts = []
    while True:
        closing = _closing_brace if text.startswith("{", at) else _closing_quote if text.startswith('"', at) else None
        if closing is not None:
            end = closing(text, at + 1)
            if end is None:
                _fail(text, at, line, "the value that begins here is not closed")
            parts.append(text[at + 1 : end])
            at = end + 1
        else:
            word = _WORD.match(text, at)
            if word is None:
                _fail(text, at, line, "expected a value in braces or quotation marks")
            parts.append(macros.get(word[0].lower(), word[0]))
            at = word.end()
        join = _JOIN.match(text, at)
        if join is None:
            return "".join(parts), at
        at = join.end()


def _closing_brace(text: str, at: int) -> int | None:
    depth = 1
    for sign in _SIGN.finditer(text, at):
        if sign[0] != '"':
            depth += 1 if sign[0] == "{" else -1
            if depth == 0:
                return sign.start()
    return None


def _closing_quote(text: str, at: int) -> int | None:
    depth = 0
    for sign in _SIGN.finditer(text, at):
        if sign[0] == '"':
            if depth == 0:
                return sign.start()
        else:
            depth += 1 if sign[0] == "{" else -1
    return None


def _fail(text: str, at: int, line: int, message: str) -> NoReturn:
    before = text[:at]
    raise BibtexError(message, line + before.count("\n"), at - (before.rfind("\n") + 1) + 1)


# -- LaTeX

_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307", "u": "\u0306",
    "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "textendash": "–", "textemdash": "—",
}  # fmt: skip
_ACCENT = expression(
    r"\\(?:([\"'`^~=.])\s*+(?:\{\s*+)?(\\[ij](?![A-Za-z])|[^\W\d_])\}?|([uvHckrdb])(?:\s*+\{\s*+|\s++)(\\[ij](?![A-Za-z])|[^\W\d_])\}?)"
)
_LETTER = expression(rf"\\({'|'.join(_LETTERS)})(?![A-Za-z])(?:\s+|\{{\}})?")
_ESCAPED = expression(r"\\([^A-Za-z\s])")
_COMMAND = expression(r"\\([A-Za-z]+)\*?(?:\{\}|\s+)?")
_STYLES = expression(r"(?:text|math)[a-z]*|emph|em|bf|it|tt|sc|sf|rm|uppercase|lowercase|url|ensuremath|relax|noopsort")
_LATEX = expression(r"[\\{}~$]|--")
_DASHES = expression(r"-{2,3}")


def plain_text(latex: str) -> str:
    """Return LaTeX as plain text on one line: letters for accents and commands, no braces; mathematics stay as they are."""
    text = " ".join(latex.split())
    if _LATEX.search(text) is None:
        return text
    if "\\" in text:
        text = _ACCENT.sub(_accented, text)
        text = _LETTER.sub(lambda match: _LETTERS[match[1]], text)
        text = _ESCAPED.sub(r"\1", _COMMAND.sub(_name, text.replace("\\\\", " ")))
        text = unicodedata.normalize("NFC", text)
    text = _DASHES.sub("–", text.replace("~", " ").replace("{", "").replace("}", "").replace("$", ""))
    return " ".join(text.split())


def _accented(match: re.Match[str]) -> str:
    letter = (match[2] or match[4]).removeprefix("\\")
    return letter + _ACCENTS[match[1] or match[3]]


def _name(match: re.Match[str]) -> str:
    """Return what is left of a command: nothing of a style, the word of a letter or sign, `alpha`."""
    return "" if _STYLES.fullmatch(match[1]) else match[1]


_AND = expression(" and ", re.IGNORECASE)


def read_names(value: str) -> tuple[str, ...]:
    """Return the names of an `author` field in plain text, first names first, without "others"."""
    names = []
    value = " ".join(value.split())
    for raw in _split_names(value) if "{" in value else _AND.split(value):
        parts = [plain_text(raw)] if raw.startswith("{") else [plain_text(part) for part in raw.split(",")]
        name = " ".join(part for part in (*parts[1:], parts[0]) if part)
        if name and name != "others":
            names.append(name)
    return tuple(names)


def _split_names(value: str) -> Iterator[str]:
    """Yield the parts between each "and" that is not in braces."""
    start = 0
    depth = at = 0
    for match in _AND.finditer(value):
        depth += value.count("{", at, match.start()) - value.count("}", at, match.start())
        at = match.start()
        if depth == 0:
            yield value[start : match.start()].strip()
            start = match.end()
    yield value[start:].strip()
