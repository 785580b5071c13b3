"""Text that readers see garbled: read in a wrong encoding, with accents beside their letters, or left over from LaTeX."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from awesomelint.checks.base import short
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import BlockKind, SegmentKind
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression


class _Found(NamedTuple):
    """Where text is garbled, what it was (`None`: nobody can tell), and whether that is the only reading."""

    span: Span
    meant: str | None
    certain: bool


def garbled_text(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report text in a wrong encoding, loose accents, entities escaped twice and leftovers of LaTeX, once a word."""
    source, text = document.source, document.source.text
    places = sorted(place for place in _garbled(text) if _is_read(document, place.span.start))
    words = ((_word(text, place.span), place) for place in places)
    for word, group in groupby(words, key=lambda item: item[0]):
        found = [place for _, place in group]
        meant = _mended(text, word, found)
        fix = None
        if meant is not None:
            edits = tuple(Edit(place.span, place.meant or "") for place in found)
            is_heading = _is_heading(document, word.start)
            safety = Safety.SAFE if all(place.certain for place in found) and not is_heading else Safety.UNSAFE
            fix = Fix(edits, safety)
        wanted = f'"{short(meant)}"' if meant is not None else "the characters that were meant"
        yield rule.diagnose(word, f'found "{short(source[word])}", expected {wanted}', fix=fix)


def _is_read(document: Document, at: int) -> bool:
    """Return whether readers see the character at an offset as it is written: no code, no URL, no formula."""
    segment = document.places.segment_at(at)
    if segment is None or segment.kind is not SegmentKind.TEXT:
        return False
    leaf, text = document.places.leaf_at(at), document.source.text
    if leaf is None or leaf.inline is None or "$$" in leaf.inline.content:
        return False
    line = document.source.line_span(document.source.line_at(at))
    return text.count("$", line.start, at) % 2 == 0 or text.find("$", at, line.end) < 0


def _is_heading(document: Document, at: int) -> bool:
    leaf = document.places.leaf_at(at)
    return leaf is not None and leaf.kind is BlockKind.HEADING


_NO_WORD = r"\s\[\](),;*|\u3000-\u303f\uff00-\uff20"
_BEFORE = expression(rf"[^{_NO_WORD}]*\Z")
_AFTER = expression(rf"[^{_NO_WORD}]*")
_REACH = 40


def _word(text: str, span: Span) -> Span:
    """Return the word around a place."""
    before = _BEFORE.search(text, max(0, span.start - _REACH), span.start)
    after = _AFTER.match(text, span.end, span.end + _REACH)
    assert before is not None
    assert after is not None
    return Span(before.start(), after.end())


def _mended(text: str, word: Span, found: list[_Found]) -> str | None:
    parts, start = list[str](), word.start
    for place in found:
        if place.meant is None or place.span.start < start:
            return None
        parts += (text[start : place.span.start], place.meant)
        start = place.span.end
    return "".join(parts) + text[start : word.end]


def _garbled(text: str) -> Iterator[_Found]:
    if not text.isascii():
        yield from _wrongly_decoded(text)
        yield from _loose_accents(text)
    if "\\" in text:
        yield from _latex_accents(text)
        yield from _latex_commands(text)
    for match in _ESCAPED_TWICE.finditer(text) if "&amp;" in text else ():
        yield _Found(Span(*match.span()), f"&{match[1]};", True)


_ESCAPED_TWICE = expression(r"&amp;(amp|quot|apos|lt|gt|nbsp|#\d{2,4});")

# -- UTF-8 that was read as Windows-1252

_SYMBOLS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ˜™š›œžŸ\xa1-\xbf"
"""What bytes after the first of a character are read as. Dashes and quotation marks, too, but these are often right."""
_CONTROLS = "\x80-\x9f"
"""What bytes are read as in Latin-1 that are signs in Windows-1252."""
_TWO_BYTES = f"[ÃÄÅ][{_SYMBOLS}{_CONTROLS}]|Ã[‘’“”•–—]|Â[\xa0-\xbf]"
_THREE_BYTES = f"â€[{_SYMBOLS}‘’“”•–—\x9d]|(?:[ã-é][{_SYMBOLS}\xa0]{{2}}){{2,}}|â[{_CONTROLS}][{_CONTROLS}\xa0-\xbf]"
_MOJIBAKE = expression(f"(?:{_TWO_BYTES}|{_THREE_BYTES})+")
_LED = expression(r"[Â-é][^\x00-\x7f]")
"""What all of these begin with; quick to look for."""


def _wrongly_decoded(text: str) -> Iterator[_Found]:
    """Yield `MÃ¼ller`, which was written as `Müller`."""
    for match in _MOJIBAKE.finditer(text) if _LED.search(text) is not None else ():
        try:
            meant = b"".join(
                char.encode("latin-1" if "\x80" <= char <= "\x9f" else "cp1252") for char in match[0]
            ).decode()
        except UnicodeError:
            continue
        if all(unicodedata.category(char)[0] in "LPSZ" for char in meant):
            is_odd = (
                meant[-1].isupper()
                and text[match.start() - 1].isalpha()
                and text[match.end() : match.end() + 1].islower()
            )
            yield _Found(
                Span(*match.span()), None if is_odd else meant, True
            )  # a capital within a word is another mistake


# -- accents beside their letters, as copied from PDFs

_COMBINING = {"¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327"}
_LOOSE_SIGNS = "¨´ˆ˜¸"
_LOOSE = expression(rf"[{_LOOSE_SIGNS}](?=[^\W\d_])(?<=[^\W\d_].)|[{_LOOSE_SIGNS}](?=[®©ª¬°²³][^\W\d_])(?<=[^\W\d_].)")
_VOWELS = frozenset("aeiouyAEIOUY")
_ELIDED = frozenset("d l j n s m t y o qu".split())
"""What is before an apostrophe and a vowel in French, Italian and English."""
_IT_IS = expression(r"\W{1,2}est\b")


def _is_elided(text: str, at: int) -> bool:
    """Return whether a sign that looks like an acute accent is an apostrophe."""
    start = at
    while start > 0 and at - start < 3 and text[start - 1].isalpha():
        start -= 1
    before = text[start:at].lower()
    return before in _ELIDED or (before == "c" and _IT_IS.match(text, at) is not None)


def _loose_accents(text: str) -> Iterator[_Found]:
    """Yield `C´edric`, `Franc¸ois`; an acute accent is often an apostrophe, as in `it´s` and `l´eau`."""
    for match in _LOOSE.finditer(text) if any(sign in text for sign in _LOOSE_SIGNS) else ():
        at, accent = match.start(), match[0]
        before, after = text[at - 1], text[at + 1]
        if accent == "´" and (after not in _VOWELS or _is_elided(text, at)):
            continue
        if not after.isalpha():
            yield _Found(Span(at, at + 2), None, False)
            continue
        is_behind = accent == "¸" or (after not in _VOWELS and before in _VOWELS)
        letter, span = (before, Span(at - 1, at + 1)) if is_behind else (after, Span(at, at + 2))
        yield _Found(span, _accented(letter, _COMBINING[accent]), False)


def _accented(letter: str, mark: str) -> str | None:
    """Return a letter with an accent, `None` where there is no such letter."""
    whole = unicodedata.normalize("NFC", {"ı": "i", "ȷ": "j"}.get(letter, letter) + mark)
    return whole if len(whole) == 1 else None


# -- LaTeX

_MARKS = {
    '"': "\u0308",
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
}
_IN_BRACES = expression(r"\{\\([\"'`^~=.]|[uvHckr](?=[ {]))\s*(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))\}")
_AROUND_LETTER = expression(r"\\([\"'`^~=.uvHckr])\{\\?([A-Za-z])\}")
_WITHOUT_BRACES = expression(r"\\([\"'`^~])([aeiouyAEIOUYncNC])(?<=[^\W\d_]...)")
_SPECIAL = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "i",
}
_GREEK = dict(
    zip(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi"
        " omega".split(),
        "αβγδεζηθικλμνξπρστυφχψω",
        strict=True,
    )
)
_COMMANDS = {
    **_GREEK,
    **{name.capitalize(): letter.upper() for name, letter in _GREEK.items()},
    "nobreakdash-": "-",
}
_SIGNS = {"textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘"}
_GROUP = expression(r"\{\\([A-Za-z]+)\}")
_BARE_COMMAND = expression(
    rf"\\(?:({'|'.join(_SIGNS)})(?:\{{\}})?|(?<![\w:\\]\\)({'|'.join(_COMMANDS)})(?:\{{\}}|(?![a-z])))"
)
_STYLE = expression(
    r"\\(?:text(?:bf|it|tt|sc|sf|rm|sl|superscript|subscript)|emph|math(?:bf|bb|cal|rm|it|sf|tt|scr|frak))\{"
)


def _latex_accents(text: str) -> Iterator[_Found]:
    r"""Yield `{\"u}`, `\"{u}` and `R\'enyi`; `l\'eau` has an apostrophe that was escaped."""
    for match in _IN_BRACES.finditer(text):
        yield _Found(Span(*match.span()), _accented(match[2] or match[3], _MARKS[match[1]]), True)
    for match in _AROUND_LETTER.finditer(text):
        if text[match.start() - 1 : match.start()] != "{" or text[match.end() : match.end() + 1] != "}":
            yield _Found(Span(*match.span()), _accented(match[2], _MARKS[match[1]]), True)
    for match in _WITHOUT_BRACES.finditer(text):
        at = match.start()
        if match[1] != "'" or not _is_elided(text, at):
            yield _Found(Span(*match.span()), _accented(match[2], _MARKS[match[1]]), False)


_COMMAND_AT_END = expression(r"\\[A-Za-z]+\Z")


def _latex_commands(text: str) -> Iterator[_Found]:
    r"""Yield `{\lambda}`, `\textendash` and `\emph{`."""
    for match in _GROUP.finditer(text):
        name = match[1]
        meant = _SPECIAL.get(name) or _COMMANDS.get(name) or _SIGNS.get(name)
        is_argument = _COMMAND_AT_END.search(text, max(0, match.start() - _REACH), match.start()) is not None
        yield _Found(Span(*match.span()), None if is_argument else meant, True)
    for match in _BARE_COMMAND.finditer(text):
        if text[match.start() - 1 : match.start()] != "{" or text[match.end() : match.end() + 1] != "}":
            yield _Found(Span(*match.span()), _SIGNS[match[1]] if match[1] else _COMMANDS[match[2]], True)
    for match in _STYLE.finditer(text):
        yield _Found(Span(*match.span()), None, False)
