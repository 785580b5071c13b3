"""Where the title of a citation may end: at markup, a quotation mark, a full stop, or where a venue begins beyond doubt."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from itertools import islice

from awesomelint.document.abbreviations import is_abbreviation
from awesomelint.document.citation_places import IS_KIND, KIND
from awesomelint.document.citation_text import CitationText
from awesomelint.document.persons import UPPER
from awesomelint.document.pieces import Form
from awesomelint.startup import expression

MAX_ENDS = 30
"""Places that are tried as the end of a title."""

_QUOTES = {'"': '"”', "“": '”"', "”": '”"', "‘": "’'", "'": "'’", "«": "»", "《": "》"}
_TITLE_END = expression(
    rf"(?P<kind>{KIND})|(?P<stop>[.。．](?:\s+|(?<=[。．])))|(?P<question>(?<=[?!？！])\s+)|(?P<slashes>\s//\s?)|(?P<bracket>\s(?=[(\[（【]))|(?P<line>\n)"
)
_WEAK_END = expression(r"[,，:]\s+")
"""What may end a title where what is behind it is a venue beyond doubt."""
_COMMA = expression(
    r"(?P<comma>[,，]\s*)|(?P<stop>[.。]\s+)|(?P<question>(?<=[?!？！])\s+)|(?P<bracket>\s(?=[(\[]))|(?P<line>\n)"
)
_ENDS_ABBREVIATED = expression(rf",\s(?:[{UPPER}]\w*\.\s)+[{UPPER}]\w*$")
"""A journal's name up to one of its full stops: ", Bull. Entomol"."""


class Sign(IntEnum):
    """What shows where a title ends, and how much it speaks for a citation."""

    WEAK = -1
    STOP = 0
    MARKUP = 1
    QUOTES = 2

    @property
    def is_marked(self) -> bool:
        """Whether markup or quotation marks show it."""
        return self > Sign.STOP


def titles(text: CitationText, start: int, kind: str, begin: int) -> Iterator[tuple[tuple[int, int], int, Sign]]:
    """Yield where the title may be that begins at `start`: its range, where the rest begins, and what shows it.

    `begin` is where the citation begins: markup of all of it shows nothing.
    """
    body = text.text
    if start >= len(body):
        return
    form, _, stop = text.markup_at(start)
    is_marked = form is not Form.PLAIN and body[start:stop].strip() and text.markup_at(begin)[2] <= start
    if is_marked and form is Form.ITALIC and text.link_behind(stop + len(body[stop:]) - len(body[stop:].lstrip(",. "))):
        return  # "Berg et al, 2024, *Owl Letters*. [The Title](u)"
    if is_marked:
        kind_of_paper = IS_KIND.search(body, max(start, stop - len(" [DB/OL]")), stop)
        yield _trimmed(body, start, kind_of_paper.start() if kind_of_paper else stop), stop, Sign.MARKUP
    opening = body[start]
    if opening in _QUOTES:
        for at in islice(_closings(body, start + 1, _QUOTES[opening]), MAX_ENDS):
            yield _trimmed(body, start + 1, at), at + 1, Sign.QUOTES
        return
    for match in islice((_COMMA if kind == "comma" else _TITLE_END).finditer(body, start), MAX_ENDS):
        if match.lastgroup == "stop" and (
            is_abbreviation(body, match.start()) or _ENDS_ABBREVIATED.search(body, start, match.start())
        ):
            continue
        rest = match.start() if match.lastgroup == "kind" else match.end()
        yield _trimmed(body, start, match.start()), rest, Sign.STOP
    for match in islice(_WEAK_END.finditer(body, start), MAX_ENDS):
        yield _trimmed(body, start, match.start()), match.end(), Sign.WEAK
    yield _trimmed(body, start, len(body)), len(body), Sign.STOP


def _closings(body: str, start: int, marks: str) -> Iterator[int]:
    """Yield where a quotation may end; one that is not closed ends with the text."""
    ends = [at for at in range(start, len(body)) if body[at] in marks and not body[at + 1 : at + 2].isalnum()]
    yield from ends or [len(body)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n\"“”*_'‘《":
        start += 1
    while start < end and text[end - 1] in " \t\n,.;:。，\"“”*_’'》":
        end -= 1
    return start, end
