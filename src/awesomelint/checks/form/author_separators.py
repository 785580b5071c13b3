"""The separators between authors: commas, an "and" before the last one, semicolons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from awesomelint.checks.base import evidence_for, is_cut, prevailing, safety_of
from awesomelint.checks.form.authors import are_no_names, gives_authors
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix
from awesomelint.document.conventions import Convention, Observation, is_common, is_sure
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

MANY_LISTS = 10
"""With at least this many author lists, separators are a convention; a handful agree by chance, as most have commas only."""

_SEPARATOR = expression(r"\s*+([,;，；、]?)\s*+(and|&|&amp;)?\s*+")
_COMMA = {", "}
_GOES_ON = expression(r"\w|[(\[{]\w+[,;]|[*_]*, (?:[A-Z]\. ?)+[^\W\d_]|[*_]*,? (?:and|&) [A-Z]")
"""What is behind the last author that was read, where there are more: a damaged name, a comma and initials, an "and"."""


class Separators(StrEnum):
    """What is between authors, by the example of three of them."""

    COMMAS = "A, B, C"
    AND = "A, B and C"
    COMMA_AND = "A, B, and C"
    AMPERSAND = "A, B & C"
    COMMA_AMPERSAND = "A, B, & C"
    SEMICOLONS = "A; B; C"
    SEMICOLON_AND = "A; B; and C"
    ANDS = "A and B and C"


_PINNED = {
    "commas": Separators.COMMAS,
    "and": Separators.AND,
    "comma-and": Separators.COMMA_AND,
    "ampersand": Separators.AMPERSAND,
    "semicolons": Separators.SEMICOLONS,
}
_LAST = {
    ("", "and"): Separators.AND,
    (",", "and"): Separators.COMMA_AND,
    ("", "&"): Separators.AMPERSAND,
    (",", "&"): Separators.COMMA_AMPERSAND,
    (";", "and"): Separators.SEMICOLON_AND,
}
"""The form that mark and word before the last author tell."""
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
_ALIKE_FOR_TWO = (
    {Separators.AND, Separators.COMMA_AND, Separators.SEMICOLON_AND, Separators.ANDS},
    {Separators.AMPERSAND, Separators.COMMA_AMPERSAND},
)
"""Forms that two authors cannot tell from one another."""


class AuthorSeparators(NamedTuple):
    """What is between the authors of an entry. "A and B" and "A & B" fit several forms: see `has_pair_form`."""

    form: Separators
    entry: Entry

    @property
    def places(self) -> tuple[Span, ...]:
        """Where the separators are, in order."""
        return tuple(Span(before.span.end, after.span.start) for before, after in pairwise(self.entry.authors))

    @property
    def last(self) -> Span:
        """Where the last separator is."""
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
        """Return whether the separators are of a form."""
        return self.form is expected or (
            self.is_pair and any(self.form in forms and expected in forms for forms in _ALIKE_FOR_TWO)
        )


def author_separator(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report author lists whose separators are not those of most author lists."""
    pinned = _PINNED.get(rule.options["style"])
    for section in document.sections:
        convention = prevailing(section, observe_author_separator) if pinned is None else None
        expected = pinned if convention is None else Separators(convention.value)
        if expected is None or (convention is not None and convention.total < MANY_LISTS):
            continue
        lists = [author_separators(entry) for entry in section.entries]
        deviating = [one for one in lists if one is not None and not one.fits(expected)]
        if not deviating or (pinned is None and not gives_authors(section)):
            continue
        for one in deviating:
            if one.has_pair_form and pinned is None and _pairs_have_and(document):
                continue
            yield _report(one, expected, _evidence(convention, document), rule)


def _evidence(convention: Convention | None, document: Document) -> Evidence | None:
    """Return the evidence for a form. All others together are one style: they mostly differ in a comma before "and".

    Two authors with "and" between them, who are no witnesses, are of it, too.
    """
    evidence = evidence_for(convention, "author lists")
    if evidence is None or convention is None:
        return None
    others = evidence.total - evidence.agreeing
    if convention.value in (Separators.COMMAS, Separators.SEMICOLONS):
        others += _pairs_with_words(document)
    return evidence._replace(is_sure=evidence.is_sure and is_sure(evidence.agreeing, others))


@remembered
def _pairs_with_words(document: Document) -> int:
    """Return how many entries have two authors that are joined by a word."""
    lists = (author_separators(entry) for entry in document.entries if len(entry.authors) == 2)
    return sum(one is not None and one.has_pair_form for one in lists)


def observe_author_separator(entry: Entry) -> Sequence[Observation]:
    """Observe what is between an entry's authors; two authors joined by "and" fit several forms and do not count."""
    separators = author_separators(entry)
    if separators is None or separators.has_pair_form:
        return ()
    return (Observation(separators.form, separators.last),)


@remembered
def author_separators(entry: Entry) -> AuthorSeparators | None:
    """Return what is between the authors of an entry.

    `None` for fewer than two authors, for a list that ends in "et al.", where anything but separators is between them, for
    names written surname first (they contain commas, too), for what are no names, and where a name was not read, so that the
    list goes on.
    """
    authors = entry.authors
    if len(authors) < 2 or entry.et_al or _has_inverted_names(entry) or are_no_names(entry):
        return None
    text = entry.document.source.text
    if is_cut(entry) or _GOES_ON.match(text, authors[-1].span.end):
        return None
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


def _has_inverted_names(entry: Entry) -> bool:
    """Return whether names are written surname first: they hold a comma, or a comma has cut some of them into single words."""
    names = [author.value for author in entry.authors]
    if any("," in name for name in names):
        return True
    single = sum(" " not in name and name.isascii() for name in names)
    return 0 < single < len(names)


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


@remembered
def _pairs_have_and(document: Document) -> bool:
    """Return whether two authors are joined by "and" more than now and then, whatever joins three."""
    pairs = [one for entry in document.entries if len(entry.authors) == 2 and (one := author_separators(entry))]
    return is_common(sum(one.has_pair_form for one in pairs), len(pairs))


def _report(separators: AuthorSeparators, expected: Separators, evidence: Evidence | None, rule: Rule) -> Diagnostic:
    source = separators.entry.document.source
    edits = _edits(source, separators, expected)
    first = edits[0]
    name = separators.entry.authors[separators.places.index(first.span) + 1].value
    shown = source[first.span].replace("\r", "").replace("\n", " ")
    message = f'found "{shown}" before "{name}", expected "{first.text}"'
    # "and" is a word, and stands in titles and sentences, too.
    before, after = "".join(source[edit.span] for edit in edits), "".join(edit.text for edit in edits)
    safety = safety_of(before.replace("&", "and"), after.replace("&", "and"))
    fix = Fix(tuple(edits), safety, f'write "{expected.value}"')
    return rule.diagnose(
        first.span,
        message,
        fix=fix,
        evidence=evidence,
        cause=f'found "{shown}" between authors, expected "{first.text}"',
    )


def _edits(source: Source, separators: AuthorSeparators, expected: Separators) -> list[Edit]:
    """Return the edits that write other separators; line breaks in them stay."""
    between, last = WRITTEN[expected]
    edits = []
    for index, place in enumerate(separators.places):
        text = last if index == len(separators.places) - 1 else between
        if separators.is_pair and expected is Separators.COMMA_AND:
            text = " and "
        old = source[place]
        spaces = old[len(old.rstrip()) :]
        if " ".join(old.split()) != text.strip() or (not old.strip()):
            edits.append(Edit(place, text.rstrip() + (spaces if "\n" in spaces else " ")))
    return edits
