"""How the authors of an entry are written: what stands between them, and what lies over them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise

from awesomelint.document.blocks import Mark
from awesomelint.document.model import Entry, once_per_entry
from awesomelint.document.style.conventions import Observation
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.span import Span

_WORD_BEFORE = expression(r"(?<![\w'’-])([^\W\d_]+)[ \t]$")
_WORD_AFTER = expression(r"[ \t]+[a-z]{2,}\b")
_SEPARATOR = expression(r"\s*+([,;，；、]?)\s*+(and|&|&amp;)?\s*+")


_BLANKS = frozenset(" \t")
_COMMA = {", "}


class Separators(StrEnum):
    """What stands between authors, by the example of three of them."""

    COMMAS = "A, B, C"
    AND = "A, B and C"
    COMMA_AND = "A, B, and C"
    AMPERSAND = "A, B & C"
    COMMA_AMPERSAND = "A, B, & C"
    SEMICOLONS = "A; B; C"
    SEMICOLON_AND = "A; B; and C"
    ANDS = "A and B and C"


_LAST = {
    ("", "and"): Separators.AND,
    (",", "and"): Separators.COMMA_AND,
    ("", "&"): Separators.AMPERSAND,
    (",", "&"): Separators.COMMA_AMPERSAND,
    (";", "and"): Separators.SEMICOLON_AND,
}
WRITTEN = {
    Separators.COMMAS: (", ", ", "),
    Separators.AND: (", ", " and "),
    Separators.COMMA_AND: (", ", ", and "),
    Separators.AMPERSAND: (", ", " & "),
    Separators.COMMA_AMPERSAND: (", ", ", & "),
    Separators.SEMICOLONS: ("; ", "; "),
    Separators.SEMICOLON_AND: ("; ", "; and "),
    Separators.ANDS: (" and ", " and "),
}
"""What each form writes between authors, and before the last one."""


class AuthorSeparators(NamedTuple):
    """What stands between the authors of an entry.

    Of two authors, "A and B" fits several forms; `form` is then `AND`.
    """

    form: Separators
    entry: Entry

    @property
    def places(self) -> tuple[Span, ...]:
        """Where the separators stand, in order."""
        return tuple(Span(before.span.end, after.span.start) for before, after in pairwise(self.entry.authors))

    @property
    def last(self) -> Span:
        """Where the last separator stands."""
        before, after = self.entry.authors[-2:]
        return Span(before.span.end, after.span.start)

    @property
    def is_pair(self) -> bool:
        """Whether there are two authors."""
        return len(self.entry.authors) == 2

    @property
    def has_pair_form(self) -> bool:
        """Whether there are two authors, joined as in "A and B" or "A & B", which any form may do with two."""
        return self.is_pair and self.form in (Separators.AND, Separators.AMPERSAND)

    def fits(self, expected: Separators) -> bool:
        """Tell whether the separators are of a form."""
        if self.form is expected:
            return True
        pairs = (Separators.AND, Separators.COMMA_AND, Separators.SEMICOLON_AND, Separators.ANDS)
        ampersands = (Separators.AMPERSAND, Separators.COMMA_AMPERSAND)
        return self.is_pair and any(self.form in forms and expected in forms for forms in (pairs, ampersands))


@once_per_entry
def author_separators(entry: Entry) -> AuthorSeparators | None:
    """Return what stands between the authors of an entry.

    `None` for fewer than two authors, for a list that "et al." ends, where anything but separators stands between them, for
    names written surname first (commas stand inside them, too), and for what goes on with the words of a sentence.
    """
    authors = entry.authors
    if len(authors) < 2 or entry.et_al or _has_inverted_names(entry) or _is_in_sentence(entry):
        return None
    text = entry.document.source.text
    between = {text[before.span.end : after.span.start] for before, after in pairwise(authors)}
    if between == _COMMA:
        return AuthorSeparators(Separators.COMMAS, entry)
    if not all(one.strip() for one in between):
        return None
    seen: list[tuple[str, str]] = []
    for before, after in pairwise(authors):
        match = _SEPARATOR.fullmatch(text, before.span.end, after.span.start)
        if match is None:
            return None
        seen.append((match[1] or "", (match[2] or "").replace("&amp;", "&")))
    form = _form(seen)
    return AuthorSeparators(form, entry) if form is not None else None


@once_per_entry
def author_markup(entry: Entry) -> str | None:
    """Return the emphasis over the authors of an entry, or `plain`.

    `None` for fewer than two authors, for authors that are links, and in a sentence: there is too little to judge by.
    """
    whole = entry.author_list
    if (
        whole is None
        or whole.link is not None
        or (len(entry.authors) < 2 and not entry.et_al)
        or _is_in_sentence(entry)
    ):
        return None
    return _words_of_markup(int(whole.marks))


@cache
def _words_of_markup(marks: int) -> str:
    return " ".join(word for mark, word in ((Mark.BOLD, "bold"), (Mark.ITALIC, "italic")) if marks & mark) or "plain"


def _has_inverted_names(entry: Entry) -> bool:
    """Tell whether names are written surname first: they hold a comma, or a comma has cut some of them into single words."""
    single = 0
    for author in entry.authors:
        name = author.value
        if "," in name:
            return True
        single += " " not in name and name.isascii()
    return 0 < single < len(entry.authors)


@once_per_entry
def _is_in_sentence(entry: Entry) -> bool:
    assert entry.author_list is not None
    text = entry.document.source.text
    start, end = entry.author_list.outer
    if text[end : end + 1] in _BLANKS and text[end + 1 : end + 2].islower() and _WORD_AFTER.match(text, end):
        return True
    if text[start - 1 : start] not in _BLANKS or not text[start - 2 : start - 1].isalpha():
        return False
    before = _WORD_BEFORE.search(text, max(entry.span.start, start - 20), start)
    return before is not None and before[1] != "by"


def _form(seen: list[tuple[str, str]]) -> Separators | None:
    *inner, last = seen
    if any(one != inner[0] for one in inner):
        return None
    first = inner[0] if inner else None
    if first == ("", "and") and last == first:
        return Separators.ANDS
    if not last[1]:
        if first is not None and first != last:
            return None
        return {",": Separators.COMMAS, ";": Separators.SEMICOLONS}.get(last[0])
    if first is not None and first != (";" if last[0] == ";" else ",", ""):
        return None
    return _LAST.get(last)


def observe_authors_markup(entry: Entry) -> Sequence[Observation]:
    """Tell what emphasis lies over an entry's authors; a single name does not count."""
    markup = author_markup(entry)
    if markup is None or entry.author_list is None:
        return ()
    return (Observation(markup, entry.author_list.outer),)


def observe_author_separator(entry: Entry) -> Sequence[Observation]:
    """Tell what stands between an entry's authors; two authors joined by "and" fit several forms and do not count."""
    found = author_separators(entry)
    if found is None or found.has_pair_form:
        return ()
    return (Observation(found.form, found.last),)
